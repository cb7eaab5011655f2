"""Forms of names: cases, plurals, demonyms.  Runs at build time and writes the compiled gazetteer.

Forms are generated generously: a form that nobody writes costs nothing, a missing one is a missed mention.
Russian uses the paradigms of pymorphy3 for words that it knows and tables of endings for the others
(foreign names are what a dictionary knows least); the other languages need tables only, those of Ukrainian
and Polish in files of their own beside this one.

    python -m aitui.analysis.naming.inflection     writes aitui/names/compiled.json
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from aitui.analysis.naming import gazetteer, places_lexicon, polish, ukrainian
from aitui.analysis.naming.gazetteer import Entity, Reading
from aitui.analysis.naming.linking import ocr_key
from aitui.analysis.naming.paradigms import CASES, Paradigm, combine, fixed, paradigm
from aitui.analysis.naming.tokens import has_cyrillic, has_han, has_latin
from aitui.model import MentionKind
from aitui.text.morphology import russian_words

_HUSHING = "жшчщц"
_VELAR = "гкх"
_CONSONANTS = "бвгджзйклмнпрстфхцчшщ"
_VOWELS = "аеёиоуыэюя"


def russian_noun(word: str, feminine: bool = False) -> Paradigm:
    """Return the singular paradigm of a Russian noun or foreign name by its ending.

    Args:
        word: nominative, lower case.
        feminine: True for the name of a woman, whose consonant stays bare («Лиза Су», «Мира Мурати»).
    """
    stem, end = word[:-1], word[-1:]
    if len(word) < 2 or end in "оеиуюыэё" or not end.isalpha():
        return fixed(word)
    if end == "а":
        i = "и" if stem[-1] in _VELAR + "жшчщ" else "ы"
        o = "ей" if stem[-1] in _HUSHING else "ой"
        return paradigm(word, stem + i, stem + "е", stem + "у", f"{stem}{o} {stem}ой {stem}ою", stem + "е")
    if end == "я":
        e = "и" if stem[-1] == "и" else "е"
        return paradigm(word, stem + "и", stem + e, stem + "ю", f"{stem}ей {stem}ею", stem + e)
    if feminine:
        return fixed(word)
    if end == "й":
        e = "и" if stem[-1] == "и" else "е"
        return paradigm(word, stem + "я", stem + "ю", f"{stem}я {word}", stem + "ем", f"{stem}е {stem}{e}")
    if end == "ь":  # both genders: the ending does not tell
        cases = (("я", "и"), ("ю", "и"), ("я", "ь"), ("ем", "ью"), ("е", "и"))
        return (frozenset((word,)), *(frozenset(stem + end for end in case) for case in cases))
    instrumental = f"{word}ем {word}ом" if end in _HUSHING else word + "ом"
    if word.endswith(("ов", "ев", "ёв", "ин", "ын")):
        instrumental += f" {word}ым"
    return paradigm(word, word + "а", word + "у", f"{word}а {word}", instrumental, word + "е")


_HARD = (
    "ый ой",
    "ого",
    "ому",
    "ого",
    "ым",
    "ом",
    "ая",
    "ой",
    "ой",
    "ую",
    "ой ою",
    "ой",
    "ое",
    "ые",
    "ых",
    "ым",
    "ыми",
)
_SOFT = (
    "ий",
    "его",
    "ему",
    "его",
    "им",
    "ем",
    "яя",
    "ей",
    "ей",
    "юю",
    "ей ею",
    "ей",
    "ее",
    "ие",
    "их",
    "им",
    "ими",
)


def _adjective_stem(word: str) -> tuple[str, bool] | None:
    """Return the stem of a Russian adjective in any gender or the plural, and whether it is soft."""
    for end in ("ый", "ой", "ий", "ая", "яя", "ое", "ее", "ые", "ие"):
        if word.endswith(end) and len(word) > len(end) + 2:
            stem = word[:-2]
            soft = end in ("яя", "ее") or (end in ("ий", "ие") and stem[-1] not in _VELAR + "жшчщ")
            return stem, soft
    return None


def _spell(stem: str, ending: str) -> str:
    if ending[:1] == "ы" and stem[-1] in _VELAR + "жшчщ":
        ending = "и" + ending[1:]
    if ending[:1] == "о" and len(ending) > 1 and stem[-1] in "жшчщц":
        return stem + "е" + ending[1:]
    return stem + ending


def russian_adjective(word: str) -> Paradigm:
    """Return the paradigm of an adjective in the gender and number in which it is given.

    Args:
        word: «белый», «кремниевая», «соединённые»; lower case.
    """
    found = _adjective_stem(word)
    if found is None:
        return fixed(word)
    stem, soft = found
    table = _SOFT if soft else _HARD
    if word[-2:] in ("ая", "яя"):
        picks: Sequence[Sequence[int]] = ((6,), (7,), (8,), (9,), (10,), (11,))
    elif word[-2:] in ("ое", "ее"):
        picks = ((12,), (1,), (2,), (12,), (4,), (5,))
    elif word[-2:] in ("ые", "ие"):
        picks = ((13,), (14,), (15,), (13, 14), (16,), (14,))
    else:
        picks = ((0,), (1,), (2,), (0, 1), (4,), (5,))
    cases = []
    for case, pick in enumerate(picks):
        forms = {_spell(stem, ending) for index in pick if index for ending in table[index].split()}
        if 0 in pick:
            forms.add(word)
        if word.endswith(("евая", "овая")) and case == 3:
            forms.add(stem + "у")  # «Кремниеву долину», a common slip
        cases.append(frozenset(forms))
    return tuple(cases)


def russian_adjective_forms(word: str) -> set[str]:
    """Return all forms of an adjective in all genders, and its first half in compounds («китайско-»)."""
    found = _adjective_stem(word)
    if found is None:
        return {word}
    stem, soft = found
    forms = {_spell(stem, ending) for row in (_SOFT if soft else _HARD) for ending in row.split()}
    if stem.endswith(("ск", "цк")):
        forms |= {stem + "о", stem[:-2] + "о"}  # «китайско-», «американо-»
    return forms


@lru_cache(maxsize=4096)
def _known_noun(word: str) -> Paradigm | None:
    """Return the paradigm of a noun in pymorphy3's dictionary, in the number in which it is given."""
    morph = russian_words()
    if not morph.word_is_known(word):
        return None
    parses = [item for item in morph.parse(word) if "NOUN" in item.tag and "nomn" in item.tag]
    # A name before a common noun that is spelled like it.
    named = [item for item in parses if {"Geox", "Name", "Surn", "Orgn"} & set(item.tag.grammemes)]
    parses = named or parses
    if not parses:
        return None
    best = parses[0]
    if "Fixd" in best.tag:
        return fixed(word)
    number = "plur" if "plur" in best.tag else "sing"
    cases = []
    for case in CASES:
        form = best.inflect({case, number})
        cases.append(frozenset((form.word,)) if form else frozenset((word,)))
    # Locatives of their own («в Крыму») are rare in names; the second genitive is not needed.
    return tuple(cases)


def _acronym(word: str) -> Paradigm | None:
    """Paradigm of an acronym read as a word («МИДа», «МИДом»); others do not change."""
    low = word.lower()
    if len(word) > 5 or not word.isupper():
        return None
    if len(word) >= 3 and low[-1] in _CONSONANTS and low[-2] in _VOWELS and low[0] in _CONSONANTS:
        return paradigm(low, f"{low}а {low}", f"{low}у {low}", low, f"{low}ом {low}", f"{low}е {low}")
    return fixed(low)


def _part(word: str) -> Paradigm:
    low = word.lower()
    return (
        _acronym(word)
        or _known_noun(low)
        or (russian_adjective(low) if _is_adjective(low) else russian_noun(low))
    )


@lru_cache(maxsize=4096)
def _is_adjective(word: str) -> bool:
    if _adjective_stem(word) is None:
        return False
    parses = russian_words().parse(word)
    return any(("ADJF" in item.tag or "PRTF" in item.tag) and "nomn" in item.tag for item in parses)


def _is_noun(word: str) -> bool:
    return _known_noun(word) is not None


def russian_person(name: str) -> set[str]:
    """Return the forms of a person's name, lower case; given name and surname change together.

    «Си Цзиньпин» changes in its last part only, «Лян Вэньфэн» is also met with both parts changed.
    """
    words = name.split()
    given = russian_words().parse(words[0].lower())[0].tag if len(words) > 1 else None
    feminine = given is not None and {"Name", "femn", "sing", "nomn"} <= set(given.grammemes)
    if not feminine and len(words) > 1:
        feminine = words[-1].lower().endswith(("ова", "ева", "ёва", "ина", "ская", "цкая"))
    parts: list[Paradigm] = []
    for index, word in enumerate(words):
        low = word.lower()
        if not has_cyrillic(word) or word[0].islower():
            parts.append(fixed(low))
        elif index + 1 == len(words) and index > 0 and feminine:
            if low.endswith(("ова", "ева", "ёва", "ина", "ына")):
                stem = low[:-1]
                parts.append(paradigm(low, stem + "ой", stem + "ой", stem + "у", stem + "ой", stem + "ой"))
            elif low.endswith(("ая", "яя")):
                parts.append(russian_adjective(low))
            else:
                parts.append(russian_noun(low, feminine=True))
        elif low.endswith(("ский", "цкий", "ый")) or (low.endswith("ой") and len(low) > 4):
            parts.append(russian_adjective(low))
        else:
            known = _known_noun(low) if index == 0 and len(words) > 1 and _is_given(low) else None
            parts.append(known or russian_noun(low))
    forms = combine(parts)
    if len(parts) > 1:
        forms |= combine([fixed(words[0].lower()), *parts[1:]])
    return forms


def _is_given(word: str) -> bool:
    return any("Name" in item.tag and "nomn" in item.tag for item in russian_words().parse(word))


def russian_name(name: str) -> set[str]:
    """Return the forms of a Russian name that is not a person, lower case.

    Adjectives agree with the first noun; what follows that noun («… информационных технологий») stays.
    """
    words = name.split()
    if not has_cyrillic(name):
        return {name.lower()}
    head = next(
        (
            index
            for index, word in enumerate(words)
            if not (_is_adjective(word.lower()) and index + 1 < len(words)) or word.isupper()
        ),
        len(words) - 1,
    )
    pair = len(words) == 3 and words[1] == "и" and words[2][0].isupper()  # «Босния и Герцеговина»
    parts: list[Paradigm] = []
    for index, word in enumerate(words):
        low = word.lower()
        if (index > head and not (pair and index == 2)) or not has_cyrillic(word) or not word[0].isalpha():
            parts.append(fixed(low))
        elif index < head:
            parts.append(russian_adjective(low))
        else:
            parts.append(_head(word))
    return combine(parts)


def _head(word: str) -> Paradigm:
    """Paradigm of the noun of a name; in a hyphenated one («бизнес-школа») the last part changes."""
    whole = _known_noun(word.lower())
    if whole is not None or "-" not in word:
        return whole or _part(word)
    first, _, last = word.rpartition("-")
    if not has_cyrillic(last):
        return fixed(word.lower())
    return tuple(frozenset(f"{first.lower()}-{form}" for form in case) for case in _part(last))


def russian_demonym(word: str) -> set[str]:
    """Return the forms of an adjective («китайский») or of a demonym in both numbers («китаец»)."""
    low = word.lower()
    if _adjective_stem(low) is not None and not _is_noun(low):
        return russian_adjective_forms(low)
    morph = russian_words()
    forms = {low}
    for item in morph.parse(low):
        if "NOUN" in item.tag and "nomn" in item.tag and "sing" in item.tag:
            forms.update(form.word for form in item.lexeme)
            break
    if _adjective_stem(low) is not None and low.endswith(("ий", "ый")):
        forms |= russian_adjective_forms(low)
    return forms


@lru_cache(maxsize=8192)
def dictionary_word(word: str) -> bool:
    """Say whether a Russian word is known to the dictionary and never as a name of a person or place."""
    morph = russian_words()
    if not morph.word_is_known(word):
        return False
    names = {"Name", "Surn", "Patr", "Geox", "Orgn"}
    readings: list[set[str]] = [set(item.tag.grammemes) for item in morph.parse(word)]
    return not any(names & reading for reading in readings)


_ADJECTIVE_ENDINGS = (
    "ого", "его", "ому", "ему", "ой", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ых", "их", "ыми",
    "ими", "ую", "юю", "им", "ым", "ом", "ем",
)  # fmt: skip


@lru_cache(maxsize=8192)
def name_reading(word: str) -> tuple[str, str]:
    """Say what a capitalised Russian word may name by itself.

    Args:
        word: folded.

    Returns:
        `person`, `place`, `word` for an ordinary word or `unknown`, and the nominative where the dictionary
        knows it, else the word.
    """
    morph = russian_words()
    if not morph.word_is_known(word):
        return "unknown", word
    for number, item in enumerate(morph.parse(word)):
        for mark, kind in (("Geox", "place"), ("Surn", "person"), ("Name", "person")):
            # A given name that is more often a word is one («Олимпиада», «Вера»).
            if mark in item.tag and (mark != "Name" or number == 0):
                return kind, str(item.normal_form)
    return "word", word


@lru_cache(maxsize=2048)
def place_phrase(adjective: str, noun: str) -> str | None:
    """Return the nominative of an adjective and a noun («Кельтском море»), None if they do not agree.

    Args:
        adjective: folded.
        noun: folded.
    """
    morph = russian_words()
    for item in morph.parse(noun):
        if "NOUN" not in item.tag:
            continue
        for other in morph.parse(adjective):
            agrees = other.tag.POS == "ADJF" and other.tag.case == item.tag.case
            if agrees and other.tag.number == item.tag.number and item.tag.number == "sing":
                form = other.inflect({"nomn", "sing", item.tag.gender}) if item.tag.gender else None
                if form is not None:
                    return f"{form.word.capitalize()} {item.normal_form}"
    return None


@lru_cache(maxsize=8192)
def noun_phrase(phrase: str) -> str | None:
    """Return the nominative of a Russian phrase: adjectives, a noun, and what follows unchanged.

    «Верховного суда РФ» is «Верховный суд РФ».  A singular is taken before a plural, since few names are one.

    Returns:
        The phrase with the capitals that it had; None where its beginning is no such phrase.
    """
    morph, words = russian_words(), phrase.split(" ")
    for head, word in enumerate(words[:6]):
        if not word.isalpha() or word.isupper() or not morph.word_is_known(word.lower()):
            return None
        readings = [item for item in morph.parse(word.lower()) if "NOUN" in item.tag]
        readings.sort(key=lambda item: (item.tag.number != "sing", item.tag.case != "nomn"))
        for noun in readings:
            parts = [_agreeing(part.lower(), noun) for part in words[:head]]
            own = noun.inflect({"nomn", noun.tag.number})
            if own is None or None in parts:
                continue
            forms = [str(form) for form in (*parts, own.word)]
            shaped = [
                form.capitalize() if old[0].isupper() else form
                for old, form in zip(words, forms, strict=False)
            ]
            return " ".join(shaped + words[head + 1 :])
    return None


def _agreeing(word: str, noun: Any) -> str | None:
    """Return the nominative of an adjective that agrees with a noun's reading, None if it does not."""
    for item in russian_words().parse(word):
        agrees = item.tag.POS in ("ADJF", "PRTF") and item.tag.case == noun.tag.case
        if agrees and item.tag.number == noun.tag.number:
            single = {noun.tag.gender} if noun.tag.number == "sing" and noun.tag.gender else set()
            if single and item.tag.gender not in (noun.tag.gender, None):
                continue
            form = item.inflect({"nomn", noun.tag.number} | single)
            return None if form is None else str(form.word)
    return None


@lru_cache(maxsize=8192)
def describes(word: str, following: str) -> bool:
    """Say whether a Russian word has an adjective's ending and a noun follows («Мессенской войне»)."""
    return word.endswith(_ADJECTIVE_ENDINGS) and russian_words().parse(following)[0].tag.POS == "NOUN"


@lru_cache(maxsize=8192)
def place_name(word: str) -> str | None:
    """Return the nominative of a Russian word that can be nothing but a form of a place name, else None."""
    morph = russian_words()
    if len(word) < 4 or not morph.word_is_known(word):
        return None
    parses = morph.parse(word)
    if not all("Geox" in item.tag for item in parses):
        return None
    lemma: str = parses[0].normal_form
    return lemma


def _endings(word: str, table: Iterable[tuple[str, str]], default: str) -> set[str]:
    """Apply the first matching row of a table: ending -> endings that replace it."""
    for end, ends in table:
        if word.endswith(end):
            return {word, *(word[: len(word) - len(end)] + new.replace("-", "") for new in ends.split())}
    return {word, *(word + new for new in default.split())}


_ITALIAN = (
    ("co", "co ca ci chi che"),
    ("go", "go ga ghi ghe gi"),
    ("io", "io ia i ie"),
    ("o", "o a i e"),
    ("ista", "ista isti iste"),
    ("a", "a i e"),
    ("e", "e i"),
)
_FRENCH = (
    ("ien", "ien iens ienne iennes"),
    ("éen", "éen éens éenne éennes"),
    ("on", "on ons onne onnes"),
    ("eux", "eux euse euses"),
    ("if", "if ifs ive ives"),
    ("el", "el els elle elles"),
    ("grec", "grec grecs grecque grecques"),
    ("c", "c cs que ques"),
    ("s", "s se ses"),
    ("e", "e es"),
)
_SPANISH = (
    ("és", "és esa eses esas"),
    ("án", "án ana anes anas"),
    ("ín", "ín ina ines inas"),
    ("o", "o a os as"),
    ("í", "í íes ís"),
    ("e", "e es"),
    ("a", "a as"),
)
_PORTUGUESE = (
    ("ês", "ês esa eses esas"),
    ("ão", "ão ã ãos ães ões ãs"),
    ("eu", "eu eia eus eias"),
    ("ol", "ol ola óis olas"),
    ("al", "al ais"),
    ("m", "m ns"),
    ("o", "o a os as"),
    ("e", "e es"),
    ("a", "a as"),
    ("u", "u us"),
    ("z", "z za zes zas"),
)
_ENGLISH = (
    ("man", "man men"),
    ("woman", "woman women"),
    ("y", "y ies"),
    ("s", "s"),
    ("ese", "ese"),
    ("sh", "sh"),
    ("ch", "ch"),
)
_GERMAN_NOUN = (("in", "in innen"), ("er", "er ers ern"), ("e", "e en"))


def adjective_forms(word: str, lang: str) -> set[str]:
    """Return the forms of an adjective or demonym, lower case.

    Args:
        word: dictionary form; a capital tells a German or Polish demonym («Chinese») from an adjective.
        lang: ISO 639-1 code.
    """
    low = word.lower()
    head, blank, last = low.rpartition(" ")
    if lang == "ru":
        return russian_demonym(low)
    if lang == "it":
        forms = _endings(last, _ITALIAN, "")
    elif lang == "fr":
        forms = _endings(last, _FRENCH, "s e es")
    elif lang == "es":
        forms = _endings(last, _SPANISH, "es a as")
    elif lang == "pt":
        forms = _endings(last, _PORTUGUESE, "es a as")
    elif lang == "uk":
        forms = ukrainian.demonym_forms(last)
    elif lang == "pl":
        forms = polish.demonym_forms(last) if word[:1].isupper() else polish.adjective_forms(last)
    elif lang == "en":
        forms = _endings(last, _ENGLISH, "s")
    elif lang == "de" and word[:1].isupper():
        forms = _endings(last, _GERMAN_NOUN, "s n en")
    elif lang == "de":
        forms = {last, *(last + end for end in ("e", "en", "er", "es", "em"))}
    else:
        forms = {last}
    if word.isupper():
        forms = {last}
    return {head + blank + form for form in forms}


def _german_name(name: str) -> set[str]:
    """«Europäische Union» -> «Europäischen Union»; genitive of the last word."""
    *front, last = name.lower().split()
    choices: list[tuple[str, ...]] = []
    for word, written in zip(front, name.split(), strict=False):
        stem = word[:-2] if word.endswith(("er", "es")) else word[:-1] if word.endswith("e") else ""
        changes = len(stem) >= 4 and written[0].isupper()
        choices.append((word, *(stem + end for end in ("e", "en", "er"))) if changes else (word,))
    tails: tuple[str, ...] = (last,)
    if last[-1].isalpha() and last[-1] not in "sxzß" and len(last) > 3:
        tails = (last, last + "s")
    return {" ".join(words) for words in product(*choices, tails)}


def name_forms(name: str, lang: str, person: bool = False) -> set[str]:
    """Return the forms of a name, lower case, the name itself among them.

    Args:
        name: as the gazetteer has it (nominative).
        lang: ISO 639-1 code of the text in which the forms stand.
        person: True for a person, whose given name and surname change alike.
    """
    low = name.lower()
    if lang == "ru" and has_cyrillic(name):
        forms = russian_person(name) if person else russian_name(name)
    elif lang == "uk" and has_cyrillic(name):
        forms = ukrainian.person_forms(name) if person else ukrainian.name_forms(name)
    elif lang == "pl" and has_latin(name):
        forms = polish.person_forms(name) if person else polish.name_forms(name)
    elif lang == "de" and has_latin(name):
        forms = _german_name(name)
    else:
        forms = set()
    return forms | {low}


def latin_forms(name: str, lang: str, person: bool) -> set[str]:
    """Return the forms that German or Polish makes of a name that is written so in every language."""
    return polish.latin_forms(name) if lang == "pl" and not person else name_forms(name, lang, person)


def _case(name: str, form: str, entity: Entity) -> str:
    """Return what letters a hit must have: see `Reading.case`."""
    letters = "".join(filter(str.isalnum, name))
    count = sum(char.isalpha() for char in letters)
    if not any(char.isupper() for char in name):
        return letters if count <= gazetteer.EXACT_LETTERS and letters.isascii() else ""
    if entity.exact or count <= gazetteer.EXACT_LETTERS:
        flat = "".join(filter(str.isalnum, form))
        # An ending is written small after the letters of the name («МИДа», «Chinas»).
        return letters + flat[len(letters) :] if flat.startswith(letters.lower()) else _title(name, form)
    return "C" if letters[:1].isupper() or letters[:1].isdigit() else ""


def _end(name: str) -> str:
    return name[-1] if name[-1] in ".+#!?" else ""


def _title(name: str, form: str) -> str:
    return "".join(filter(str.isalnum, form.title() if name.istitle() else form))


def _merged(key: str) -> set[str]:
    """Keys of a model name in which a single letter is written onto the word before it («DeepSeekV3»)."""
    words = key.split(" ")
    keys = set()
    for index in range(1, len(words)):
        if len(words[index]) == 1 and words[index].isalpha() and words[index - 1].isalpha():
            keys.add(" ".join([*words[: index - 1], words[index - 1] + words[index], *words[index + 1 :]]))
    return keys


def compile_forms(entities: Mapping[str, Entity]) -> dict[str, str]:
    """Return every form of every name: key -> packed readings, sorted and joined by blanks."""
    forms: dict[str, dict[str, None]] = {}

    def put(form: str, name: str, entity: Entity, lang: str, kind: MentionKind) -> None:
        key = gazetteer.key_of(form)
        if not key:
            return
        doubtful = bool(entity.needs) and (not entity.doubtful or name in entity.doubtful)
        reading = Reading(entity.slug, lang, kind, _case(name, form, entity), _end(name), doubtful)
        keys = {key} if has_han(key) or not any(char.isdigit() for char in key) else {key, *_merged(key)}
        for item in keys:
            forms.setdefault(item, {}).setdefault(gazetteer.pack(reading))

    for entity in entities.values():
        person = entity.type == "person"
        every = entity.names.get("any", ())
        for name in every:
            put(name, name, entity, "*", "name")
            for lang in ("de", "pl") if has_latin(name) else ():
                for form in latin_forms(name, lang, person) - {name.lower()}:
                    put(form, name, entity, lang, "name")
        for lang, names in entity.names.items():
            if lang == "any":
                continue
            for name in names:
                if name in every:
                    continue
                for form in name_forms(name, lang, person):
                    put(form, name, entity, lang, "name")
                if person and "·" in name:  # 唐纳德特朗普
                    put(name.replace("·", ""), name, entity, lang, "name")
        for lang, words in entity.adjectives.items():
            for word in words:
                for form in adjective_forms(word, lang):
                    put(form, word, entity, lang, "adj")
    return {key: " ".join(sorted(forms[key])) for key in sorted(forms)}


def _listed(entities: Mapping[str, Entity]) -> list[str]:
    """Return the keys of the names with a comma inside, which alone are joined over one."""
    names = (name for entity in entities.values() for group in entity.names.values() for name in group)
    return sorted({gazetteer.key_of(name) for name in names if "," in name and not has_han(name)})


def _scanned(entities: Mapping[str, Entity]) -> dict[str, str]:
    """Return OCR key -> slug and name, with a blank between, of the Latin names that scanners may damage."""
    found: dict[str, str] = {}
    for slug, entity in sorted(entities.items()):
        for name in (name for group in entity.names.values() for name in group):
            key = ocr_key(name)
            latin = has_latin(name) and not has_han(name)
            if len(key) >= 5 and latin and name[0].isupper() and "." not in name:
                found.setdefault(key, f"{slug} {name}")
    return found


def compile_gazetteer(sources: Mapping[str, str]) -> dict[str, Any]:
    """Return the content of the compiled gazetteer.

    Args:
        sources: TOML text by file name.
    """
    entities = gazetteer.parse_sources(sources)
    table: dict[str, Any] = {}
    for slug, entity in sorted(entities.items()):
        row: dict[str, Any] = {
            "type": entity.type,
            "subtype": entity.subtype,
            "name": entity.name,
            "names": entity.names,
        }
        optional = {
            "adj": entity.adjectives,
            "parent": entity.parent,
            "not_after": entity.not_after,
            "not_before": entity.not_before,
            "needs": entity.needs,
            "exact": entity.exact,
        }
        table[slug] = row | {field: value for field, value in optional.items() if value}
    scanned = _scanned(entities)
    first = {re.split(r"[\W_]", place.partition(" ")[2], maxsplit=1)[0] for place in scanned.values()}
    return {
        "source": gazetteer.digest(sources),
        "listed": _listed(entities),
        "scanned_first": sorted({ocr_key(word) for word in first}),
        "scanned": scanned,
        "entities": table,
        "forms": compile_forms(entities),
    }


def render(compiled: Mapping[str, Any]) -> str:
    """Return the compiled gazetteer as JSON, an entity or meaning a line, so that changes can be reviewed."""

    def line(content: object) -> str:
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    def block(table: Mapping[str, Any]) -> str:
        return ",\n".join(f"{line(key)}:{line(value)}" for key, value in table.items())

    meanings: dict[str, list[str]] = {}
    for key, meaning in compiled["forms"].items():
        meanings.setdefault(meaning, []).append(key)
    lists = "".join(f'"{name}":{line(compiled[name])},\n' for name in ("listed", "scanned_first"))
    return (
        f'{{"source":"{compiled["source"]}",\n{lists}"scanned":{{\n{block(compiled["scanned"])}\n}},\n'
        f"{gazetteer.ENTITIES}{block(compiled['entities'])}\n{gazetteer.END}"
        f"{gazetteer.FORMS}{block(dict(sorted(meanings.items())))}\n}}}}\n"
    )


def main() -> int:
    """Write the compiled gazetteer beside its sources, and its places for the lexicon."""
    folder = Path(gazetteer.__file__).parents[2] / "names"
    sources = gazetteer.read_sources()
    target = folder / gazetteer.COMPILED
    compiled = compile_gazetteer(sources)
    target.write_text(render(compiled), encoding="utf-8")
    (folder / places_lexicon.FILE).write_text(places_lexicon.render(sources), encoding="utf-8")
    (folder / places_lexicon.CLDR).write_text(
        places_lexicon.render_cldr(places_lexicon.others(folder)), encoding="utf-8"
    )
    sys.stderr.write(f"{len(compiled['entities'])} entities, {len(compiled['forms'])} forms: {target}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
