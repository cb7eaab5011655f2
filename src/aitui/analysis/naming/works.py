"""Titles of laws and works: a quotation after a word that tells what it is."""

from __future__ import annotations

import re

from aitui.analysis.naming import cues, linking
from aitui.analysis.naming.draft import Draft
from aitui.analysis.naming.tokens import has_cyrillic
from aitui.model import EntityType

_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"\n]{8,180})[»”“\"]")
# Words before the quoted title of a programme.
_PROGRAMMES = cues.word_tuple(
    "инициатив программ проект iniziativ programma initiative programme iniciativa programa"
)


def mark_works(draft: Draft) -> None:
    """«законопроект S.321 «О разделении …»»: a quotation after a word that tells a law or a work."""
    tokens = draft.tokens
    for match in _QUOTED.finditer(tokens.text):
        first, last = tokens.at(match.start(1)), tokens.at(match.end(1)) - 1
        if last - first < 1 or tokens.starts[first] != match.start(1) or not tokens.capital(first):
            continue
        kind = _title_cue(draft, first)
        if kind is None or last - first > 25:
            continue
        if any(item.first <= first and item.last >= last for item in draft.found):
            continue
        draft.found = [item for item in draft.found if item.first < first or item.last > last]
        name = tokens.surface(first, last)
        slug = "-".join(linking.slug_of(name).split("-")[:8])
        draft.add(first, last, slug, name, kind, "capitalised", 0.75)


def _title_cue(draft: Draft, first: int) -> EntityType | None:
    tokens = draft.tokens
    for index in range(first - 1, max(first - 5, -1), -1):
        gap = tokens.gap(index).strip()
        if "\n" in tokens.gap(index) or gap not in ("", ".", '"', ':"', ': "'):
            return None
        kind = cues.cue_type(tokens.words[index], ("law", "work"))
        if kind is not None:
            return kind
        if tokens.words[index].startswith(_PROGRAMMES):
            return "work"
        if has_cyrillic(tokens.words[index]) and not draft.taken[index] and not tokens.all_caps(index):
            return None
    return None
