"""Known names that a scanner or a look-alike letter has damaged: «OpenAl», «Liama», «ОрenAI», «МАТН 500»."""

from __future__ import annotations

import re

from aitui.analysis import gazetteer, linking, versions
from aitui.analysis.draft import Draft
from aitui.analysis.gazetteer import Entity
from aitui.analysis.model_names import compose
from aitui.analysis.tokens import has_cyrillic

_MIXED = re.compile("[A-Za-z][Ѐ-ԯ]|[Ѐ-ԯ][A-Za-z]")
_CONFUSED = re.compile("[Il1i0O|]")


def mark_damaged(draft: Draft) -> None:
    """Mark damaged forms of known names, kind `ocr`."""
    tokens = draft.tokens
    mixed = {tokens.at(match.start() + 1) - 1 for match in _MIXED.finditer(tokens.text)}
    behind = 0
    for index in sorted({*tokens.capitals, *mixed}):
        word = tokens.words[index]
        if index < behind or draft.taken[index] or len(word) < 2 or tokens.glued_left(index):
            continue
        written = tokens.surface(index, index)
        if word.isascii():
            if tokens.capital(index) and (_CONFUSED.search(written) or tokens.glued_right(index)):
                behind = _misread(draft, index)
        elif has_cyrillic(word) and (index in mixed or _all_double(written)):
            behind = _doubled(draft, index)
    _zero_one(draft)


def _misread(draft: Draft, first: int) -> int:
    """«OpenAl», «Liama»: Latin letters that a scanner confuses, towards a known name only."""
    tokens = draft.tokens
    last = first
    while last + 1 < len(tokens) and last - first < 3 and tokens.joined(last) and not draft.taken[last + 1]:
        last += 1
    index = draft.known.by_ocr_key()
    for end in range(last, first - 1, -1):
        if tokens.glued_right(end):
            continue
        surface = tokens.surface(first, end)
        slug, name = index.get(linking.ocr_key(surface), ("", ""))
        if not slug or not surface[0].isupper() or linking.exact_key(name) == linking.exact_key(surface):
            continue
        entity = draft.known.entities[slug]
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


def _doubled(draft: Draft, first: int) -> int:
    """«ОрenAI», «МАТН 500»: Cyrillic letters that look like Latin ones, or the other way round."""
    tokens = draft.tokens
    last = first
    while last + 1 < len(tokens) and last - first < 3 and tokens.joined(last) and not draft.taken[last + 1]:
        last += 1
    for end in range(last, first - 1, -1):
        surface = tokens.surface(first, end)
        for reading in _readings(surface):
            entities = [
                entity
                for entity in draft.known.known(reading)
                if not entity.needs and _spelled(draft, reading, entity)
            ]
            if entities:
                draft.add_entity(first, end, entities[0], "ocr", 0.85, ocr=True)
                return end + 1
    return first + 1


def _spelled(draft: Draft, reading: str, entity: Entity) -> bool:
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
    if word[1:].islower():
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
