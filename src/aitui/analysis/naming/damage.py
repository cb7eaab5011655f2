"""Known names that a scanner or a look-alike letter has damaged: «OpenAl», «Liama», «ОрenAI», «МАТН 500»."""

from __future__ import annotations

import re

from aitui.analysis.naming import gazetteer, linking, versions
from aitui.analysis.naming.cues import word_set
from aitui.analysis.naming.draft import Draft
from aitui.analysis.naming.gazetteer import Entity
from aitui.analysis.naming.model_names import compose
from aitui.analysis.naming.tokens import Tokens, has_cyrillic

_MIXED = re.compile("[A-Za-z][Ѐ-ԯ]|[Ѐ-ԯ][A-Za-z]")
# Tokens after the first that a name may have; a digit inside a word makes three tokens of it.
_LONGEST = 6
# Russian acronyms all of whose letters look Latin.
_RUSSIAN = word_set("ввс вмс вс ссср сср тв ост рст ско сао оас рас нко снк мок мот мс авсс")


def mark_damaged(draft: Draft) -> None:
    """Mark damaged forms of known names, kind `ocr`."""
    tokens = draft.tokens
    mixed = {tokens.at(match.start() + 1) - 1 for match in _MIXED.finditer(tokens.text)}
    behind = 0
    for index in sorted({*tokens.capitals, *mixed}) if mixed else tokens.capitals:
        if index < behind or draft.taken[index] or tokens.glued_left(index):
            continue
        word = tokens.words[index]
        if len(word) < 2 and not tokens.glued_right(index):
            continue
        if index in mixed or (has_cyrillic(word) and _all_double(tokens.surface(index, index))):
            behind = _doubled(draft, index)
        elif not has_cyrillic(word) and draft.known.opens_by_ocr_key(_written(tokens, index)):
            behind = _misread(draft, index)
    _zero_one(draft)


def _written(tokens: Tokens, index: int) -> str:
    """Return the letters and digits that stand together from a token on («Anthrop1c» is three tokens)."""
    last = index
    while tokens.glued_right(last):
        last += 1
    return tokens.surface(index, last)


def _chain(draft: Draft, first: int) -> int:
    """Return the last token that may belong to a name from `first` on."""
    tokens, last = draft.tokens, first
    while last - first < _LONGEST and tokens.joined(last) and not draft.taken[last + 1]:
        last += 1
    return last


def _misread(draft: Draft, first: int) -> int:
    """«OpenAl», «Liama»: Latin letters that a scanner confuses, towards a known name only.

    Returns:
        The token from which to go on.
    """
    tokens = draft.tokens
    for end in range(_chain(draft, first), first - 1, -1):
        if tokens.glued_right(end):
            continue
        surface = tokens.surface(first, end)
        slug, name = draft.known.scanned(linking.ocr_key(surface)) or ("", "")
        if not slug or linking.exact_key(name) == linking.exact_key(surface):
            continue
        entity = draft.known.entities[slug]
        if not draft.borne_out(entity):
            continue
        found = draft.add_entity(first, end, entity, "ocr", 0.9, ocr=True)
        if entity.type == "product":
            tail = versions.tail(tokens, end, False)
            if tail.last > end and draft.free(end + 1, tail.last):
                draft.grow(found, tail.last)
                if tail.parts:
                    compose(draft, found, entity, tail.parts)
                    found.kind, found.rule = "ocr", "ocr"
        return found.last + 1
    return first + 1


def _doubled(draft: Draft, index: int) -> int:
    """«ОрenAI», «МАТН 500»: Cyrillic letters that look like Latin ones, or the other way round.

    Returns:
        The token from which to go on.
    """
    tokens, first = draft.tokens, index
    while first > 0 and index - first < 3 and tokens.joined(first - 1) and not draft.taken[first - 1]:
        first -= 1
    for start in range(first, index + 1):
        for end in range(_chain(draft, start), index - 1, -1):
            if tokens.glued_left(start) or tokens.glued_right(end):
                continue
            for reading in _readings(tokens.surface(start, end)):
                for entity in draft.known.known(reading):
                    if draft.borne_out(entity) and _spelled(reading, entity):
                        draft.add_entity(start, end, entity, "ocr", 0.85, ocr=True)
                        return end + 1
    return _acronym(draft, index)


# How far from a misread acronym the country or owner of its entity may stand, in code points.
_NEAR = 60


def _acronym(draft: Draft, index: int) -> int:
    """«МСХ» for MGX: a scanner also takes G for C; believed only beside the country or owner of the entity.

    Returns:
        The token from which to go on.
    """
    tokens = draft.tokens
    surface = tokens.surface(index, index)
    latin = linking.latin_look_alike(surface) if 3 <= len(surface) <= 5 and surface.isupper() else None
    if latin is None or "C" not in latin or tokens.heading(index):
        return index + 1
    start, end = tokens.starts[index] - _NEAR, tokens.ends[index] + _NEAR
    near = {found.slug for found in draft.found if start < found.end and found.start < end}
    for entity in draft.known.known(latin.replace("C", "G")):
        if entity.parent in near and _spelled(latin.replace("C", "G"), entity):
            draft.add_entity(index, index, entity, "ocr", 0.6, ocr=True)
    return index + 1


def _spelled(reading: str, entity: Entity) -> bool:
    """A name of few letters must be written as it is; others need their capital."""
    names = [name for group in entity.names.values() for name in group]
    letters = [char for char in reading if char.isalpha()]
    if len(letters) <= 4:
        key = gazetteer.key_of(reading)
        return any(
            gazetteer.key_of(name) == key and [char for char in name if char.isalpha()] == letters
            for name in names
        )
    return reading[0].isupper()


def _zero_one(draft: Draft) -> None:
    """«01» is o1 only in a table row beside OpenAI."""
    target = draft.known.entities.get("o1")
    if target is None:
        return
    tokens = draft.tokens
    for index, word in enumerate(tokens.words):
        if word != "01" or draft.taken[index] or index == 0:
            continue
        before = tokens.text[tokens.ends[index - 1] : tokens.starts[index]]
        after = tokens.text[tokens.ends[index] : tokens.ends[index] + 1]
        maker = next((item for item in draft.found if item.last == index - 1 and item.slug == "openai"), None)
        if maker is not None and before == "\t" and after in ("\t", "\n", ""):
            draft.add_entity(index, index, target, "ocr", 0.7, ocr=True)


def _all_double(word: str) -> bool:
    """Say whether a Cyrillic word of two capitals or more has a Latin double for every letter («МоЕ»)."""
    if word[1:].islower() or word.lower() in _RUSSIAN:
        return False
    return sum(char.isupper() for char in word) >= 2 and linking.latin_look_alike(word) is not None


def _readings(surface: str) -> list[str]:
    """Return what a word of look-alike letters may be."""
    readings = []
    if linking.mixed_script(surface):
        readings += [linking.unmix(surface), linking.to_cyrillic(surface)]
    else:
        latin = linking.latin_look_alike(surface)
        if latin is not None:
            readings.append(latin)
    return [reading for reading in readings if reading != surface and not linking.mixed_script(reading)]
