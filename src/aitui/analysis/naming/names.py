"""Mentions: where a text speaks of an entity, known or not.

A cascade, from sure to less sure; what an earlier rule marked, a later one leaves alone.  Every mention
carries the name of its rule, so that a reader can see why a word is lit:

`gazetteer` a known name, `model` a version of a known model, `ocr` a known name that a scanner damaged,
`tagger-…` a name that a name tagger sees, `latin-run` Latin letters in a text of another script (or telling
capitals), `capitalised` capitals with evidence, `han` a Chinese name told by its shape, `acronym` an acronym,
`gloss` a name explained in brackets, `surname` part of a full name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from aitui.analysis.language import CASED_LANGUAGES
from aitui.analysis.naming import capitals, cues, gazetteer, linking, unknown
from aitui.analysis.naming.damage import mark_damaged
from aitui.analysis.naming.draft import Draft, Found
from aitui.analysis.naming.gazetteer import Entity, Gazetteer, Hit
from aitui.analysis.naming.given_names import given_name
from aitui.analysis.naming.glosses import mark_glosses
from aitui.analysis.naming.han_names import mark_han_names
from aitui.analysis.naming.institutions import mark_institutions
from aitui.analysis.naming.model_names import mark_numbers, mark_versions
from aitui.analysis.naming.persons import (
    LEAST_BEGINNING,
    mark_authors,
    mark_surnames,
    nominative,
    person_forms,
    read_given_names,
)
from aitui.analysis.naming.places import lent_places, mark_shared_words, settle_places
from aitui.analysis.naming.repair import repaired, whole
from aitui.analysis.naming.tagged import judged, tagged_spans
from aitui.analysis.naming.taggers.interface import Reading, Tagger
from aitui.analysis.naming.tokens import Tokens, has_cyrillic, words_of
from aitui.analysis.naming.works import mark_works
from aitui.frozen import replace
from aitui.model import Boilerplate, EntityType, Mention, Sentence

_ENGLISH_VERBS = cues.word_set(
    """
    is are was were has have had will would can could may might must should does do did said says and or to
    in of on at by for from with than since after before as that which who when while if but nor
    """
)

# Articles and what prepositions make of them; a name behind them is a name («nos EUA»).
_PORTUGUESE_ARTICLES = cues.word_set(
    "o a os as do da dos das no na nos nas ao aos à às pelo pela pelos pelas"
)
# An abbreviation with full stops inside, whose last one belongs to the name («Croatia osiguranje d.d.»).
_ABBREVIATED = re.compile(r"[\s,](?:\w{1,2}\.)+\w{1,2}$")
# What a full stop may belong to where the tagger sees it so: the number of a ruler, which is an ordinal in
# Croatian, German, Danish («Josip II.»), an initial («Nico G.»), a short abbreviation («Evans Jr.»).
_STOPPED = re.compile(r"\w[\s,]+(?:[IVX]+|[^\W\d_]|[^\W\d_][a-z]{1,2})$")


def _cascade(draft: Draft) -> None:
    """Apply the rules in order."""
    _gazetteer(draft)
    mark_works(draft)
    mark_versions(draft)
    mark_damaged(draft)
    mark_institutions(draft)
    _organizations(draft)
    mark_numbers(draft)
    mark_authors(draft)
    _longest_first(draft, tagged_spans(draft))
    if draft.foreign:
        _longest_first(draft, list(judged(draft, unknown.latin_runs(draft.tokens, draft.taken))))
    mark_surnames(draft)
    if draft.lang in CASED_LANGUAGES:
        names = capitals.Capitals(draft.tokens, draft.lang, draft.taken).spans()
        _longest_first(draft, list(judged(draft, names)))
    if draft.lang == "zh":
        mark_han_names(draft)
    mark_glosses(draft)
    if draft.foreign:
        for span in list(unknown.acronyms(draft.tokens, draft.taken)):
            _unknown(draft, span)
    mark_repeated(draft)
    mark_surnames(draft)
    lent_places(draft)


def _gazetteer(draft: Draft) -> None:
    """Mark the known names; a name that is also a word counts only where the text bears it out."""
    refused: list[tuple[int, int]] = []
    hits = list(draft.known.match(draft.tokens, draft.lang, refused))
    plain = {hit.entity.slug for hit in hits if _plain(hit.key) or not hit.doubtful}
    doubtful = {hit.entity.slug: hit.entity for hit in hits if hit.doubtful}
    sure = {
        slug
        for slug, entity in doubtful.items()
        if slug in plain or draft.borne_out(entity, _own(entity, hits))
    }
    inside = plain | {hit.entity.slug for hit in hits if hit.first < 0 or not draft.tokens.initial(hit.first)}
    for hit in hits:
        meant: Entity | None = hit.entity
        place = hit.entity.type == "place"
        # «Nice work» opens a sentence; a place that is also a word must stand inside one somewhere.
        if hit.doubtful and (hit.entity.slug not in sure or (place and hit.entity.slug not in inside)):
            meant = hit.otherwise
        if meant is None and place:
            continue  # a place that is none may be a person: Jordan, Chad
        if meant is None:
            refused.append((hit.first, hit.last))
            draft.doubtful.update(range(hit.first, hit.last + 1))
        elif hit.first < 0:
            _han(draft, hit)
        else:
            kind = hit.kind
            if kind == "name" and meant.type == "place" and _modifier(draft, hit):
                kind = "adj"
            found = draft.add_entity(hit.first, hit.last, meant, "gazetteer", 1.0)
            found.end, found.kind = hit.end, kind
    for first, last in refused:
        if not _in_person(draft, first, last):
            draft.take(max(first, 0), last)
    read_given_names(draft)
    settle_places(draft)
    mark_shared_words(draft)
    if draft.lang == "zh":
        _pairs(draft)


def _in_person(draft: Draft, first: int, last: int) -> bool:
    """Say whether a refused name is the surname after somebody's given name («Мелания Трамп»)."""
    tokens, known = draft.tokens, draft.known
    beside = tokens.gap(first) == " " and tokens.capital(first + 1) and not draft.taken[first + 1]
    if beside and first == last and given_name(tokens.words[first]):
        return True  # «Leonardo Maria Del Vecchio»
    if first <= 0 or first != last or tokens.gap(first - 1) != " " or not tokens.capital(first - 1):
        return False
    persons = (known.entities[item.slug] for item in known.readings(tokens.words[first]))
    return given_name(tokens.words[first - 1]) or any(item.type == "person" for item in persons)


# One-character names of countries, which stand for them in pairs only («中美»).
_PAIRS = {
    "中": "china", "美": "usa", "俄": "russia", "欧": "european-union", "日": "japan", "韩": "south-korea",
    "英": "united-kingdom", "印": "india", "朝": "north-korea",
}  # fmt: skip
_PAIR = re.compile(
    "(?:中[美俄欧日韩英印朝]|美[中俄欧日韩英印朝]|俄美|日美|韩美|日韩|俄中|日中|韩中)(?![洲国元方东部])"
)


def _pairs(draft: Draft) -> None:
    """«中美竞争»: two countries by one character each."""
    covered = draft.covered()
    for match in _PAIR.finditer(draft.tokens.text):
        if any(covered[match.start() : match.end()]):
            continue
        for place in (match.start(), match.start() + 1):
            entity = draft.known.entities.get(_PAIRS[draft.tokens.text[place]])
            if entity is not None:
                found = Found(
                    place, place + 1, -1, -1, entity.slug, entity.name, entity.type, "adj", "gazetteer", 0.8
                )
                draft.found.append(found)


def _own(entity: Entity, hits: list[Hit]) -> set[int]:
    return {place for hit in hits if hit.entity is entity for place in range(hit.start, hit.end)}


@lru_cache(maxsize=1 << 13)
def _plain(key: str) -> bool:
    """Say whether a form is too long or too odd to be an ordinary word."""
    words = key.split(" ")
    number = any(word[0].isdigit() for word in words)
    # A letter with a number says little: K2 is a mountain, R1 a road.
    return (number and len(key) >= 5) or sum(len(word) > 2 for word in words) > 1


# What makes the people or the language of a place of it, simplified and traditional; «人» also begins words.
_OF_A_PLACE = re.compile("人(?![民口工均权權力才员員造类類格气氣文质質事大道体體物间間])|[语語籍裔]")


def _han(draft: Draft, hit: Hit) -> None:
    tokens, entity = draft.tokens, hit.entity
    adjective = entity.type == "place" and hit.kind == "name" and _OF_A_PLACE.match(tokens.text, hit.end)
    kind = "adj" if adjective else hit.kind
    draft.found.append(
        Found(hit.start, hit.end, -1, -1, entity.slug, entity.name, entity.type, kind, "gazetteer", 1.0)
    )
    index = tokens.at(hit.start)
    while index < len(tokens) and tokens.starts[index] < hit.end:
        draft.taken[index] = 1
        index += 1


def _modifier(draft: Draft, hit: Hit) -> bool:
    """Say whether a bare acronym of a country modifies a noun: «restrizioni USA», «US restrictions»."""
    tokens = draft.tokens
    surface = tokens.text[hit.start : hit.end].replace(".", "")
    if not (surface.isupper() and surface.isascii() and len(surface) <= 4):
        return False
    if draft.lang == "de":
        return tokens.gap(hit.last) == "-"
    before = tokens.words[hit.first - 1] if hit.first and tokens.gap(hit.first - 1) == " " else ""
    if draft.lang == "en":
        after = tokens.words[hit.last + 1] if tokens.gap(hit.last) in (" ", ". ", "-") else ""
        return bool(after) and before != "the" and after not in _ENGLISH_VERBS
    if draft.lang in ("it", "fr", "es", "pt"):
        return (
            bool(before)
            and before not in cues.OPENERS
            and before not in _PORTUGUESE_ARTICLES
            and tokens.text[tokens.starts[hit.first - 1]].islower()
        )
    return False


def _organizations(draft: Draft) -> None:
    """«MiniMax Group» is MiniMax; «Microsoft Research», «China Daily» are organisations of their own."""
    tokens = draft.tokens
    foreign = draft.foreign
    for found in list(draft.found):
        if found.first < 0 or found.kind != "name" or found.type not in ("organization", "place"):
            continue
        last = found.last
        if not tokens.words[last][0].isascii() or tokens.words[last][0].isdigit():
            continue
        following = last + 1
        if tokens.gap(last) != " " or draft.taken[following] or not tokens.capital(following):
            continue
        word = tokens.words[following]
        if found.type == "organization" and word in cues.SAME_ORGANIZATION:
            draft.grow(found, following)
            if tokens.text[found.end : found.end + 1] == "." and word in ("inc", "corp", "ltd", "co"):
                found.end += 1
        elif found.type == "organization" and word == "ai" and foreign:
            draft.grow(found, following)
        else:
            kind: EntityType = "organization"
            end = _organization_end(draft, following)
            if end is None and found.type == "place" and cues.TAILS.get(word) in ("law", "event"):
                kind, end = cues.TAILS[word], following  # «Kigali Amendment»
            if end is None:
                continue
            parent = found.slug if found.type == "organization" else None
            draft.grow(found, end)
            surface = tokens.surface(found.first, end)
            found.slug, found.name, found.type = linking.slug_of(surface), surface, kind
            found.rule, found.score, found.parent = "latin-run", 0.8, parent


def _organization_end(draft: Draft, first: int) -> int | None:
    """Return the last token of a longer name that goes on at `first` and ends like an organisation's.

    «Microsoft Research», «Barcelona Supercomputing Center»; but not «Nvidia Data Center Revenue Surges»,
    where the capitals are those of a heading.
    """
    tokens, end = draft.tokens, None
    for index in range(first, min(first + 4, len(tokens))):
        if draft.taken[index] or not tokens.capital(index) or tokens.gap(index - 1) != " ":
            break
        if tokens.words[index] in cues.NOT_NAMES and tokens.words[index] not in cues.ORGANIZATION_TAILS:
            return None
        end = index
    if end is None or tokens.words[end] not in cues.ORGANIZATION_TAILS:
        return None
    return end


def _longest_first(draft: Draft, spans: list[unknown.Span]) -> None:
    """Mark unknown names so that a short one can be told to be part of a long one.

    Persons first: a surname alone is theirs, not a name of its own; then names of several words, and the
    short forms of companies among them; single words last.
    """
    spans = [_by_surname(draft, span) for span in spans]
    types = _settled(draft, spans)
    spans = [replace(span, type=types[_words(draft, span)]) for span in spans]
    for span in spans:
        if span.type == "person" and span.last > span.first:
            _unknown(draft, span)
    mark_surnames(draft)
    for span in spans:
        if span.last > span.first:
            _unknown(draft, span)
    mark_short_forms(draft)
    for span in spans:
        _unknown(draft, span)


def _by_surname(draft: Draft, span: unknown.Span) -> unknown.Span:
    """«Uljan Sharka» is a person where Sharka stands alone too, and Uljan does not."""
    tokens = draft.tokens
    if span.type != "organization" or span.last != span.first + 1 or span.score > 0.65 or draft.foreign:
        return span
    if span.rule != "capitalised":
        return span  # a tagger has seen more than the two words
    first, last = tokens.words[span.first], tokens.words[span.last]
    if last in cues.COMPANY_TAILS or last in cues.TAILS or tokens.all_caps(span.last):
        return span
    if draft.lone(last) and not draft.lone(first):
        return replace(span, type="person", score=0.7)
    return span


def _words(draft: Draft, span: unknown.Span) -> tuple[str, ...]:
    return tuple(draft.tokens.words[span.first : span.last + 1])


def _settled(draft: Draft, spans: list[unknown.Span]) -> dict[tuple[str, ...], EntityType]:
    """Return one type for all occurrences of a name: the one with the best evidence."""
    best: dict[tuple[str, ...], unknown.Span] = {}
    for span in spans:
        known = best.setdefault(_words(draft, span), span)
        if span.score > known.score:
            best[_words(draft, span)] = span
    return {words: span.type for words, span in best.items()}


def mark_short_forms(draft: Draft) -> None:
    """«Lumitron» after «Lumitron Systems», «Corvid» beside «Corvid AI»: the first word alone."""
    tokens = draft.tokens
    owners: dict[str, Found] = {}
    for found in draft.found:
        if (
            found.type != "organization"
            or found.last != found.first + 1
            or found.slug in draft.known.entities
        ):
            continue
        word = tokens.words[found.first]
        tail = tokens.words[found.last] in cues.COMPANY_TAILS
        ordinary = tokens.seen_small(word) or word in cues.GENERIC or word in cues.NOT_NAMES
        if tail and len(word) >= 4 and word[0].isalpha() and not ordinary:
            owners.setdefault(word, found)
    for index in tokens.capitals if owners else ():
        owner = owners.get(tokens.words[index])
        if owner is None or not draft.free(index, index) or tokens.heading(index):
            continue
        if tokens.glued_left(index) or tokens.glued_right(index) or tokens.gap(index) == "-":
            continue
        draft.add_like(index, index, owner, owner.rule, 0.7)


def _unknown(draft: Draft, span: unknown.Span) -> Found | None:
    """Mark an unknown name, with the full stop that ends an abbreviation, or an ordinal for the tagger."""
    found = _marked(draft, span)
    if found is not None and draft.tokens.text[found.end : found.end + 1] == ".":
        surface = draft.tokens.text[found.start : found.end]
        seen = draft.reading is not None and any(item.end == found.end + 1 for item in draft.reading.spans)
        if _ABBREVIATED.search(surface) or (seen and _STOPPED.search(surface)):
            found.end += 1
    return found


def _marked(draft: Draft, span: unknown.Span) -> Found | None:
    if not draft.free(span.first, span.last):
        return None
    surface = draft.tokens.surface(span.first, span.last)
    entity = _written(draft, surface)
    if entity is None and span.type != "person":
        entity = draft.known.english(surface, draft.lang)
    if entity is not None:
        return draft.add_entity(span.first, span.last, entity, span.rule, span.score)
    surface = _out_of_capitals(draft, span, surface)
    name = surface
    if span.type == "person" and has_cyrillic(surface):
        before = draft.tokens.words[span.first - 1] if span.first else ""
        if span.first == span.last:
            surface = _lemma(draft, surface)
        name = nominative(surface, draft.vocabulary, before)
        person = draft.known.person(name)
        if person is not None:
            return draft.add_entity(span.first, span.last, person, span.rule, 0.8)
    if span.type == "place" and has_cyrillic(surface):
        name = _place_name(surface)
    if span.type == "organization" and has_cyrillic(surface):
        name = _organization_name(draft, surface)
    if draft.tokens.words[span.last] in cues.LEGAL_FORMS and span.last > span.first:
        name = draft.tokens.surface(span.first, span.last - 1)  # «Neuralis GmbH» is Neuralis
    slug = linking.slug_of(name)
    if not slug:
        return None
    if slug in draft.known.entities and span.type != draft.known.entities[slug].type:
        slug = f"{slug}-{span.type}"
    elif slug in draft.known.entities:
        return draft.add_entity(span.first, span.last, draft.known.entities[slug], span.rule, span.score)
    return draft.add(span.first, span.last, slug, name, span.type, span.rule, span.score)


# A word of a heading in capitals that is no acronym by its length.
_CAPITALS = re.compile(r"[^\W\d_]{4,}")


def _out_of_capitals(draft: Draft, span: unknown.Span, surface: str) -> str:
    """Return a name in a heading in capitals as it would be written elsewhere, small joining words too."""
    if not draft.tokens.heading(span.first) or not surface.isupper():
        return surface
    words = [
        word.lower()
        if word.lower() in cues.CONNECTORS
        else _CAPITALS.sub(lambda found: found[0].capitalize(), word)
        for word in surface.split(" ")
    ]
    return " ".join(words)


def _written(draft: Draft, surface: str) -> Entity | None:
    """Find a known name that differs in blanks or separators only («Step Fun», «Pitch-Book»)."""
    if not re.search(r"[\s\-·]", surface) or surface.isupper():
        return None
    entities = draft.known.known(re.sub(r"[\s\-·]", "", surface))
    return entities[0] if entities and len(surface) >= 6 and not entities[0].needs else None


def mark_repeated(draft: Draft) -> None:
    """Mark every other occurrence of a name that some rule accepted once."""
    tokens = draft.tokens
    names: dict[tuple[str, ...], Found] = {}
    done: set[tuple[str, ...]] = set()
    left = {word for word, taken in zip(tokens.words, draft.taken, strict=False) if not taken}
    beginnings = {word[:LEAST_BEGINNING] for word in left}
    for found in draft.found:
        if found.first < 0:
            continue
        words = tuple(tokens.words[found.first : found.last + 1])
        if found.slug not in draft.known.entities and found.last - found.first < 12:
            once = (found.type, found.name, *words)
            if once in done:
                continue
            done.add(once)
            names.setdefault(words, found)
            for form in person_forms(words, found, beginnings):
                names.setdefault(form, found)
        elif found.rule == "gloss":
            names.setdefault(words, found)
    if not names:
        return
    heads: dict[str, list[tuple[str, ...]]] = {}
    for words in names:
        heads.setdefault(words[0], []).append(words)
    for options in heads.values():
        options.sort(key=len, reverse=True)
    for index in [index for index, word in enumerate(tokens.words) if word in heads]:
        for words in heads[tokens.words[index]]:
            last = index + len(words) - 1
            if tuple(tokens.words[index : last + 1]) != words or not draft.free(index, last):
                continue
            source = names[words]
            if source.type == "product" and len(words[0]) <= 2:
                continue
            if not tokens.text[tokens.starts[index]].isupper() and tokens.text[source.start].isupper():
                continue
            if source.rule == "acronym" and not tokens.all_caps(index):
                continue
            if tokens.glued_left(index) or tokens.glued_right(last):
                continue
            draft.add_like(index, last, source, source.rule, source.score)
            break


def _lemma(draft: Draft, surface: str) -> str:
    """Return the nominative of a Russian surname alone, by the dictionary or another form in the text."""
    from aitui.analysis.naming.inflection import name_reading

    word = words_of(surface)[0]
    kind, lemma = name_reading(word)
    if kind == "person":
        return lemma.capitalize()
    for end in ("ом", "ем", "ым", "а", "у", "е", "я", "ю"):
        stem = word[: -len(end)]
        if word.endswith(end) and len(stem) > 2 and stem in draft.vocabulary:
            return stem.capitalize()
    return surface


def _place_name(surface: str) -> str:
    """Return the nominative of a Russian place."""
    from aitui.analysis.naming.inflection import name_reading, noun_phrase, place_phrase

    words = words_of(surface)
    if len(words) == 2:
        return place_phrase(*words) or surface
    if len(words) > 2:
        return noun_phrase(surface) or surface
    kind, lemma = name_reading(words[0])
    return lemma.capitalize() if kind == "place" else surface


def _organization_name(draft: Draft, surface: str) -> str:
    """Return the nominative of a Russian organisation («Верховного суда», «Росатома» beside «Росатом»)."""
    from aitui.analysis.naming.inflection import noun_phrase

    if surface.isupper():
        return surface
    if " " in surface:
        return noun_phrase(surface) or surface
    return _lemma(draft, surface)


def _masked(text: str, boilerplate: Sequence[Boilerplate]) -> str:
    """Return the text with its furniture blanked out, so that it neither gives mentions nor evidence."""
    if not boilerplate:
        return text
    parts, place = [], 0
    for item in boilerplate:
        parts += [text[place : item.start], "\n" * (item.end - item.start)]
        place = item.end
    return "".join([*parts, text[place:]])


# Words of a text by whose letters its script is told.
_SAMPLE = 200


def _spelled(tokens: Tokens, lang: str) -> str:
    """Return the language whose rules fit the letters of a text: Serbian in Latin ones is Croatian here."""
    if lang != "sr":
        return lang
    words = tokens.words[:_SAMPLE]
    return "sr" if sum(map(has_cyrillic, words)) * 2 >= len(words) else "hr"


def find_mentions(
    text: str,
    lang: str,
    sentences: Sequence[Sentence],
    boilerplate: Sequence[Boilerplate],
    tagger: Tagger | None = None,
) -> list[Mention]:
    """Find the mentions of entities in a text.

    Args:
        text: the text of a version.
        lang: ISO 639-1 code of its language.
        sentences: sorted; they tell where a capital letter says nothing, and which line breaks are inside.
        boilerplate: sorted, disjoint; nothing inside is a mention or evidence for one.
        tagger: one that speaks the language; None for the rules alone.

    Returns:
        Mentions sorted by start, without overlaps; offsets in code points, `text[start:end] == surface`.
    """
    return find_known(text, lang, sentences, boilerplate, gazetteer.load(), tagger)


def find_known(
    text: str,
    lang: str,
    sentences: Sequence[Sentence],
    boilerplate: Sequence[Boilerplate],
    known: Gazetteer,
    tagger: Tagger | None = None,
) -> list[Mention]:
    """Find mentions with a gazetteer of one's own; see `find_mentions`."""
    read = repaired(_masked(text, boilerplate), known)
    reading = None if tagger is None else tagger.read(read, lang, sentences)
    return _mentions(text, read, lang, sentences, known, reading)


def readable(text: str, boilerplate: Sequence[Boilerplate]) -> str:
    """Return a text as a tagger reads it: without furniture, damage repaired; every place stays."""
    return repaired(_masked(text, boilerplate), gazetteer.load())


def mentions_read(
    text: str, read: str, lang: str, sentences: Sequence[Sentence], reading: Reading | None
) -> list[Mention]:
    """Find the mentions in a text that a tagger has read; see `find_mentions`.

    Args:
        text, lang, sentences: as of `find_mentions`.
        read: what `readable` returned.
        reading: what the tagger made of that; None for the rules alone.
    """
    return _mentions(text, read, lang, sentences, gazetteer.load(), reading)


def _mentions(
    text: str, read: str, lang: str, sentences: Sequence[Sentence], known: Gazetteer, reading: Reading | None
) -> list[Mention]:
    tokens = Tokens(read, [(item.start, item.end) for item in sentences])
    draft = Draft(tokens, _spelled(tokens, lang), known, reading)
    _cascade(draft)
    mentions: list[Mention] = []
    end = 0
    for item in sorted(draft.found, key=lambda item: (item.start, -item.end)):
        if item.start < end:
            continue
        end = item.end
        surface = text[item.start : item.end]
        seen = read[item.start : item.end]
        damaged = seen != surface and whole(surface) != whole(seen)
        mentions.append(
            Mention(
                item.start,
                item.end,
                surface,
                item.slug,
                whole(item.name),
                item.type,
                "ocr" if damaged else item.kind,
                "ocr" if damaged and item.rule == "gazetteer" else item.rule,
                item.score,
                item.parent,
            )
        )
    return mentions
