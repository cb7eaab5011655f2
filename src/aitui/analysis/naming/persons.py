"""Persons inside one article: surnames alone, and the nominative of a Russian name."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from aitui.analysis.naming import cues, linking
from aitui.analysis.naming.draft import Draft, Found
from aitui.analysis.naming.given_names import given_name
from aitui.analysis.naming.tokens import Tokens, has_cyrillic, has_han, words_of


def read_given_names(draft: Draft) -> None:
    """«Эммануэлем Макроном» is Macron in full, «Мелания Трамп» another Trump than the one known.

    Where a known surname stands alone behind a capitalised word, that word is the person's given name, or
    somebody else's.
    """
    tokens = draft.tokens
    for found in list(draft.found):
        first = found.first
        if found.type == "place" and found.kind == "name" and _surname_of_somebody(draft, found):
            draft.found.remove(found)
            draft.taken[first] = 0
            continue
        if found.type != "person" or first <= 0 or found.last != first or found.rule != "gazetteer":
            continue
        word, before = tokens.words[first], tokens.words[first - 1]
        alone = tokens.gap(first - 1) == " " and tokens.capital(first - 1) and not draft.taken[first - 1]
        entity = draft.known.entities[found.slug]
        names = [name for group in entity.names.values() for name in group]
        if not alone or not any(
            len(words_of(name)) > 1 and words_of(name)[-1][:3] == word[:3] for name in names
        ):
            continue
        if any(_same_given(before, words_of(name)[0]) for name in names if " " in name):
            draft.take(first - 1, first - 1)
            found.first, found.start = first - 1, tokens.starts[first - 1]
        elif given_name(before) and not tokens.title_case(first):
            draft.found.remove(found)
            draft.taken[first] = 0


def _surname_of_somebody(draft: Draft, found: Found) -> bool:
    """«Jimmy Wales», «Jack London»: a place behind a given name is a surname."""
    tokens, first = draft.tokens, found.first
    return (
        first > 0
        and found.last == first
        and tokens.gap(first - 1) == " "
        and tokens.capital(first - 1)
        and not draft.taken[first - 1]
        and not tokens.all_caps(first)
        and not tokens.title_case(first)
        and given_name(tokens.words[first - 1])
    )


def _same_given(word: str, given: str) -> bool:
    """Say whether a word is a form of a given name: their beginnings agree."""
    size = max(3, min(len(word), len(given)) - 2)
    return word[:size] == given[:size] and abs(len(word) - len(given)) <= 3


def mark_surnames(draft: Draft) -> None:
    """A surname alone is the person whom the text has named in full."""
    tokens = draft.tokens
    owners: dict[str, list[Found]] = {}
    for found in draft.found:
        if found.type != "person":
            continue
        for form in _surname_forms(draft, found):
            known = owners.setdefault(form, [])
            if not known or known[-1].slug != found.slug:
                known.append(found)
    if not owners:
        return
    for index in tokens.capitals:
        people = owners.get(tokens.words[index])
        if people is None or draft.taken[index] or tokens.heading(index):
            continue
        if _in_longer(draft, index):
            continue
        before = [item for item in people if item.start < tokens.starts[index]]
        person = max(before, key=lambda item: item.start) if before else people[0]
        if tokens.initial(index) and (
            _ordinary(draft, index) or (not before and len(tokens.words[index]) < 4)
        ):
            continue
        first = _particles(draft, index, person)
        draft.add(first, index, person.slug, person.name, "person", "surname", 0.9, parent=person.parent)


def _particles(draft: Draft, index: int, person: Found) -> int:
    """Return the first token of a surname with the particles of the full name («Van Houten»)."""
    tokens, own, first = draft.tokens, words_of(person.name), index
    while (
        first
        and tokens.words[first - 1] in cues.NAME_PARTICLES
        and tokens.words[first - 1] in own
        and tokens.gap(first - 1) == " "
        and not draft.taken[first - 1]
    ):
        first -= 1
    return first


def _ordinary(draft: Draft, index: int) -> bool:
    """Say whether a word that opens a sentence is also one of the language («Su», «Li» in Italian)."""
    word = draft.tokens.words[index]
    return word in cues.OPENERS or draft.tokens.seen_small(word)


def _in_longer(draft: Draft, index: int) -> bool:
    """Say whether a capitalised word of no known name stands right beside («Jerry Lin», «Lin Motors»)."""
    tokens = draft.tokens
    for left, other in ((index - 1, index - 1), (index, index + 1)):
        if not 0 <= other < len(tokens) or tokens.gap(left) not in (" ", "-") or draft.taken[other]:
            continue
        word = tokens.words[other]
        if (
            tokens.capital(other)
            and word[0].isalpha()
            and word not in cues.NOT_NAMES
            and word not in cues.OPENERS
            and (not tokens.initial(other) or (other < index and _unusual(word)))
        ):
            return True
    return False


def _unusual(word: str) -> bool:
    """Say whether a word that opens a sentence is a name rather than an ordinary word («Мелания»)."""
    if given_name(word):
        return True
    if not has_cyrillic(word):
        return False
    from aitui.analysis.naming.inflection import dictionary_word

    return not dictionary_word(word)


# What stands behind an author in a list of references: a year, another author, the end of the line.
_AFTER_AUTHOR = re.compile(
    r"\.(?:[,;:&)\n]|\s*(?:[(&,;]|\d{4}|(?:and|et|и|y|e|und)\b)|[ \t]*(?:\n|\Z))", re.IGNORECASE
)


def mark_authors(draft: Draft) -> None:
    """Mark the authors in a list of references, whose initials follow them: «Tully, S. (2019)»."""
    tokens = draft.tokens
    for index in tokens.capitals:
        last = index
        while _initial(tokens, last + 1) and tokens.gap(last) in (
            (", ",) if last == index else (". ", ".", ".-")
        ):
            last += 1
        word = tokens.words[index]
        if last == index or len(word) < 2 or tokens.all_caps(index) or not draft.free(index, last):
            continue
        before = tokens.gap(index - 1)
        named = before == " " and tokens.capital(index - 1)  # «Doogie Howser, M. D.»
        if named or (before in (". ", ".") and len(tokens.words[index - 1]) == 1):
            continue
        if word in cues.NOT_NAMES or _AFTER_AUTHOR.match(tokens.text, tokens.ends[last]) is None:
            continue
        initials = [f"{tokens.surface(place, place)}." for place in range(index + 1, last + 1)]
        name = " ".join([*initials, tokens.surface(index, index)])
        found = draft.add(index, last, linking.slug_of(name), name, "person", "capitalised", 0.8)
        found.end += 1  # the full stop of the last initial


def _initial(tokens: Tokens, index: int) -> bool:
    """Say whether a token is one capital letter with a full stop behind it."""
    return (
        index < len(tokens)
        and tokens.ends[index] == tokens.starts[index] + 1
        and tokens.capital(index)
        and tokens.text[tokens.ends[index] : tokens.ends[index] + 1] == "."
    )


def _surname_forms(draft: Draft, found: Found) -> tuple[str, ...]:
    entity = draft.known.entities.get(found.slug)
    names = [" ".join(draft.tokens.words[found.first : found.last + 1])] if found.first >= 0 else []
    if entity is not None:
        if found.rule == "surname":
            return ()
        for lang, group in entity.names.items():
            if lang in ("any", "en", draft.lang):
                names.extend(group)
    else:
        names.append(found.name)
    return _surnames(tuple(names))


@lru_cache(maxsize=8192)
def _surnames(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the forms of the surnames of somebody's names; memoised, a text says them over and over."""
    forms: dict[str, None] = {}
    for name in names:
        words = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", name)
        if len(words) < 2 or has_han(name):
            continue
        chinese = linking.chinese_person(words)
        surname = words[0] if chinese else words[-1]
        if len(surname) < 2 or "-" in surname or "'" in surname:
            continue
        forms.update(dict.fromkeys(_surname(surname)))
    return tuple(forms)


@lru_cache(maxsize=4096)
def _surname(surname: str) -> tuple[str, ...]:
    low = " ".join(words_of(surname))
    if not has_cyrillic(low):
        return (low,)
    from aitui.analysis.naming.inflection import russian_person

    return tuple({" ".join(words_of(form)) for form in russian_person(surname)} | {low})


# Letters by which a word of the text and a surname are compared before the surname is inflected.
LEAST_BEGINNING = 3


def person_forms(
    words: tuple[str, ...], found: Found, beginnings: Collection[str]
) -> tuple[tuple[str, ...], ...]:
    """Return the cases of a Russian person's name that may stand in the rest of a text, as tokens.

    Args:
        words: the tokens of the mention.
        found: the mention.
        beginnings: the first letters of the words that no rule has decided on.  Inflecting is slow and most
            persons are named once, so a surname of which no such word can be a form is left alone.
    """
    if found.type != "person" or not has_cyrillic(words[0]) or not has_cyrillic(found.name):
        return ()
    # A case changes the last two letters of a surname at most.
    stem = words_of(found.name)[-1][:-2]
    if len(stem) >= LEAST_BEGINNING and stem[:LEAST_BEGINNING] not in beginnings:
        return ()
    return _full_forms(found.name)


@lru_cache(maxsize=8192)
def _full_forms(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the cases of a Russian person's name, as tokens."""
    from aitui.analysis.naming.inflection import russian_person

    return tuple(sorted({tuple(words_of(form)) for form in russian_person(name)}))


def nominative(name: str, seen: frozenset[str] = frozenset(), before: str = "") -> str:
    """Return a Russian person's name in the nominative, read off the case of the given name.

    Args:
        name: given name and surname as they stand.
        seen: folded words of the text; a surname that also stands there without an ending tells the case.
        before: folded word before the name («министра Дирка Бельяртса»).
    """
    words = name.split()
    given = words_of(words[0])[0]
    if given in cues.GIVEN_NAMES or len(words) < 2:
        if linking.chinese_person(words):
            return name
        return _chinese_nominative(words) or name
    for end in ("ом", "ем", "а", "у", "е", "я", "ю"):
        stem = given[: -len(end)]
        last = next((base for base in ("", "й", "ь") if stem + base in cues.GIVEN_NAMES), None)
        if given.endswith(end) and last is not None:
            first = words[0][: -len(end)] + last
            rest = [_strip_case(word) if word[0].isupper() else word for word in words[1:]]
            return " ".join([first, *rest])
    for end in ("ой", "ы", "и", "е", "у", "ей", "ю"):
        stem = given[: -len(end)]
        if given.endswith(end) and stem + "а" in cues.GIVEN_NAMES:
            rest = [
                re.sub("(?:ов|ев|ин)(?:ой|у)$", lambda match: match.group()[:2] + "а", word)
                for word in words[1:]
            ]
            return " ".join([words[0][: -len(end)] + "а", *rest])
    return _chinese_nominative(words) or _same_case(words, seen, before) or name


def _same_case(words: list[str], seen: frozenset[str], before: str) -> str | None:
    """Strip the case that an unknown given name shares with the surname; «а» may be a nominative too."""
    for end, ends in (("ом", ("ом", "ым")), ("ем", ("ем",)), ("у", ("у",)), ("е", ("е",)), ("а", ("а",))):
        given, surname = words[0], words[-1]
        if not given.endswith(end) or not surname.endswith(ends):
            continue
        stems = [given[: -len(end)], surname[: -len(end)]]
        if any(len(stem) < 2 or stem[-1].lower() in "аеёиоуыэюя" for stem in stems):
            return None
        told = any(words_of(stem)[0] in seen for stem in stems) or before.endswith(("а", "я", "го"))
        if end == "а" and not told:
            return None
        return " ".join([stems[0], *words[1:-1], stems[1]])
    return None


def _strip_case(word: str) -> str:
    for end, base in (("ского", "ский"), ("скому", "ский"), ("ским", "ский"), ("ском", "ский")):
        if word.endswith(end):
            return word[: -len(end)] + base
    for end in ("ым", "ом", "ем", "а", "у", "е"):
        stem = word[: -len(end)]
        if word.endswith(end) and len(stem) >= 2 and stem[-1].lower() not in "аеёиоуыэюя":
            return stem
    for end, base in (("я", "ь"), ("ю", "ь"), ("ем", "ь")):
        if word.endswith(end) and len(word) > 3 and word[-2].lower() not in "аеёиоуыэюя":
            return word[: -len(end)] + base
    return word


def _chinese_nominative(words: list[str]) -> str | None:
    for end in ("а", "у", "ом", "ем", "е", "я", "ю"):
        if words[-1].endswith(end):
            for base in ("", "ь", "й"):
                candidate = [*words[:-1], words[-1][: -len(end)] + base]
                if linking.chinese_person(candidate):
                    return " ".join(candidate)
    return None
