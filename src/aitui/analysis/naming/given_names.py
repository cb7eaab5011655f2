"""Given names, the surest sign of a person."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from aitui.analysis.naming import cues
from aitui.analysis.naming.tokens import has_cyrillic
from aitui.text.fold import strip_marks

_CASES = ("а", "у", "ом", "ем", "е", "ы", "и", "ой", "ей", "я", "ю")
_LIST = "given_names.txt"


@lru_cache(maxsize=1)
def listed_names() -> frozenset[str]:
    """Return the packaged list, folded; read on first use, for texts in capitals of their own only."""
    return frozenset(files("aitui.names").joinpath(_LIST).read_text(encoding="utf-8").split())


@lru_cache(maxsize=1 << 14)
def given_name(word: str) -> bool:
    """Say whether a folded word is a given name, in any Russian case."""
    if word in cues.GIVEN_NAMES:
        return True
    if not has_cyrillic(word):
        return word in listed_names() or strip_marks(word) in cues.GIVEN_NAMES
    for end in _CASES:
        if word.endswith(end):
            stem = word[: -len(end)]
            if len(stem) > 1 and any(stem + base in cues.GIVEN_NAMES for base in ("", "а", "й", "я", "ь")):
                return True
    return False
