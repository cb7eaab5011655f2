"""What people and places are called in other scripts: Albany, «Олбани», 奥尔巴尼; Mishima, 三岛.

For searches alone, beside the lexicon (`translations`): names that no rule of sounds tells.
`names/atlas.txt` has a line a name, `|albany|олбани|奥尔巴尼|`, as the index has words.  The file is looked
through where it lies, in some milliseconds, and nothing is read before somebody asks.
"""

from __future__ import annotations

import mmap
import re
from functools import cache, lru_cache
from pathlib import Path

from aitui.text import phonetics, stem

_FILE = Path(__file__).parent.parent / "names" / "atlas.txt"
# What Russian cases end in, and the nominative.
_CASE = re.compile("(?:[аоеияыую]м|ами|ями|ой|ей|ого|его|[аяоеуюыиьй])$")
_NOMINATIVE = ("", "а", "я", "ь", "й", "о", "и", "е", "ия", "ы")
# Letters of what is looked for so, and the names of a script that are told at most.
_LETTERS, _MOST = 3, 6
# So many lines have a name at most: those of Chinese characters may be read in many ways.
_LINES = 6


@cache
def _bytes() -> mmap.mmap | bytes:
    with _FILE.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@lru_cache(maxsize=1 << 7)
def names(word: str) -> tuple[str, ...]:
    """Return what is called so in other words, the names of the first line that has it first.

    Args:
        word: as `stem.words` has it; a run of simplified characters.
    """
    found: dict[str, None] = {}
    own = _forms(word)
    for form in own:
        for line in _lines(form):
            found.update(dict.fromkeys(line))
        if found:  # «Грина» is no Green where it is a name itself
            break
    return tuple(name for name in found if name not in own)


def names_in(word: str, script: str) -> list[str]:
    """Return those of a script: `latin`, `cyrillic` or `han`."""
    kept = {"han": stem.is_run, "cyrillic": phonetics.is_cyrillic}.get(
        script, lambda name: name[:1] < "\u0250"
    )
    return [name for name in names(word) if kept(name)][:_MOST]


def cases(name: str, lang: str) -> list[str]:
    """Return a name in the cases of a language: Shackleton's «Шеклтона», a German genitive."""
    if phonetics.is_cyrillic(name):
        if name[-1] in "еиоуэюы":  # «Пью», «Дидро» have none
            return [name]
        soft = name[-1] in "ьйя"
        ends = ("я", "и", "е", "ю", "ей", "ем") if soft else ("а", "ы", "е", "у", "ой", "ом", "ым")
        root = name.rstrip("ьйая")
        return [*dict.fromkeys((name, *(root + end for end in ends)))]
    return [name, f"{name}s"] if lang == "de" else [name]


def _forms(word: str) -> list[str]:
    """Return a word, and of what it may be a case."""
    if len(word) < _LETTERS and not stem.is_run(word):
        return []
    forms = [word]
    if phonetics.is_cyrillic(word):
        root = _CASE.sub("", word)
        if len(root) >= _LETTERS:
            forms += [root + end for end in _NOMINATIVE]
    elif word.endswith("s") and len(word) > _LETTERS + 1:
        forms.append(word[:-1])
    return [*dict.fromkeys(forms)]


def _lines(name: str) -> list[list[str]]:
    every, sought = _bytes(), f"|{name}|".encode()
    found: list[list[str]] = []
    at = every.find(sought)
    while at >= 0 and len(found) < _LINES:
        start, end = every.rfind(b"\n", 0, at) + 1, every.find(b"\n", at)
        found.append(every[start:end].decode().strip("|").split("|"))
        at = every.find(sought, end)
    return found
