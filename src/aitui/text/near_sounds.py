"""How like a name sounds to another one in another script, where no frame of theirs is the same.

«特鲁多» (te-lu-duo) is Trudeau (trudo), «Кратшмер» Krätschmer: one script leaves sounds out that it has no
signs for, or puts vowels where it cannot do without.  Both are read (`phonetics`) and laid side by side; what
each script does to a name by rule costs little, what it does not costs much.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from aitui.text import phonetics, sounds, stem

# What may stand for one another: a class is read as one sound.
_CLASSES = ("bpvfw", "dt", "gkhjc", "szSZcCj", "lr", "mn", "y")
_VOWELS = "aeiou"
_FRONT, _BACK = "ei", "ou"


@lru_cache(maxsize=1 << 10)
def readings(word: str) -> tuple[str, ...]:
    """Return how a typed word may sound, each reading once; a name in Chinese characters by its pinyin."""
    if stem.is_run(word):
        return (phonetics.pinyin(word),)
    return phonetics.readings(word)


def openings(word: str) -> set[str]:
    """Return the first signs that a name of another script may have that sounds like a word."""
    found: set[str] = set()
    for reading in readings(word):
        first = reading[:1]
        if first in _VOWELS or first == "y":
            found |= {*_VOWELS, "y"}
        else:
            found.update(*(kind for kind in _CLASSES if first in kind))
        if first in "vuo":
            found |= set("uvo")
        if first == "h":
            found |= set(_VOWELS) | {"S", "s"}
    return found


def skeleton(reading: str) -> str:
    """Return the consonants of a reading, those that scripts confuse as one."""
    return reading.translate(_COARSE)


_COARSE = str.maketrans(
    {
        **dict.fromkeys("bpvfw", "p"),
        **dict.fromkeys("dt", "t"),
        **dict.fromkeys("gkh", "k"),
        **dict.fromkeys("szSZcCj", "s"),
        **dict.fromkeys("lr", "l"),
        "m": "n",
        **dict.fromkeys("aeiouy", ""),
    }
)


def _vowel(sign: str) -> bool:
    return sign in "aeiouy"


@lru_cache(maxsize=1 << 12)
def _change(one: str, other: str) -> float:
    """Return what it costs that one sound stands for another."""
    if one == other:
        return 0.0
    if _vowel(one) and _vowel(other):
        return 0.15 if {one, other} <= set("eiy") or {one, other} <= set("ou") else 0.3
    if {one, other} in ({"v", "u"}, {"v", "o"}, {"y", "j"}, {"h", "u"}):
        return 0.3
    if _vowel(one) or _vowel(other):
        return 1.2
    if {one, other} == {"l", "r"}:
        return 0.1
    if {one, other} == {"m", "n"}:
        return 0.35
    if any(one in kind and other in kind for kind in _CLASSES):
        return 0.2
    if {one, other} in ({"h", "S"}, {"h", "s"}, {"t", "c"}, {"t", "s"}):
        return 0.5
    return 1.2


def _left_out(sign: str, before: str, after: str) -> float:
    """Return what it costs that a sound of a name in letters has no sign in Chinese."""
    if _vowel(sign):
        return 0.35
    if sign in "rlh":
        return 0.35
    if sign == before:
        return 0.1
    if not after or not _vowel(after):
        return 0.6
    return 1.0


def _put_in(sign: str) -> float:
    """Return what it costs that Chinese has a sound that the name in letters has not."""
    if _vowel(sign):
        return 0.1
    return {"n": 0.5, "r": 0.3, "h": 0.5, "l": 0.5}.get(sign, 0.9)


def chinese(pinyin: str, reading: str) -> float:
    """Return 0..1: how well a reading in letters fits a name in Chinese characters.

    Args:
        pinyin: of the characters, as `phonetics.pinyin` has it.
        reading: of the name in letters; vowels at its end may be left out.
    """
    size = _size(reading)
    if not pinyin or not size:
        return 0.0
    row = [0.0]
    for sign in pinyin:
        row.append(row[-1] + _put_in(sign))
    for i, sign in enumerate(reading):
        before = reading[i - 1] if i else ""
        after = reading[i + 1] if i + 1 < len(reading) else ""
        out = _left_out(sign, before, after)
        last, row = row, [row[0] + out]
        for j, other in enumerate(pinyin):
            row.append(min(last[j] + _change(sign, other), last[j + 1] + out, row[j] + _put_in(other)))
    return max(0.0, 1 - row[-1] / max(size, _size(pinyin) * 0.8))


def _size(reading: str) -> float:
    """Return how much a reading says: vowels less."""
    return sum(0.4 if _vowel(sign) else 1.0 for sign in reading)


# Consonants in which a name may differ, and of so many names the sounds are laid side by side.
_APART, _COMPARED = 2, 150


def nearest(word: str, mark: str, heard: Iterable[str]) -> list[tuple[str, float]]:
    """Return words of the index that are the sounds of names, and how like each is to a typed word, 0..1.

    Args:
        word: as `stem.words` has it.
        mark: of the script of the names, by `sounds`.
        heard: readings of names, without their mark.
    """
    own = [reading.rstrip(_VOWELS) or reading for reading in readings(word)]
    chosen = _comparable(own, heard)
    han, other_han = stem.is_run(word), mark == sounds.mark("han")
    return [(mark + one, _likeness(own, one, han=han, other_han=other_han)) for one in chosen]


def _comparable(own: Sequence[str], heard: Iterable[str]) -> list[str]:
    """Return the readings whose consonants are most like those of one of a word."""
    from rapidfuzz.distance import Levenshtein

    roots = {skeleton(one) for one in own}
    found: list[tuple[int, str]] = []
    for one in heard:
        other = skeleton(one)
        apart = min(Levenshtein.distance(root, other, score_cutoff=_APART) for root in roots)
        if apart <= _APART:
            found.append((apart, one))
    found.sort()
    return [one for _, one in found[:_COMPARED]]


def _likeness(own: Sequence[str], other: str, *, han: bool, other_han: bool) -> float:
    """Return how like the best reading of a typed word is to the reading of a name.

    Args:
        han, other_han: which of the two is in Chinese characters.
    """
    if han:
        return max((chinese(one, other) for one in own), default=0.0)
    if other_han:
        return max((chinese(other, one) for one in own), default=0.0)
    return max((phonetics.alike(one, other) for one in own), default=0.0)
