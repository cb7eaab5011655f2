"""Frames of names: what is left of a name's sound when another script has written it by its own rules.

Two kinds, both strict enough that most names have a frame of their own:

- between Latin and Cyrillic consonants stay and any vowel may become any other, so a frame has the consonants
  and where vowels stand: Aldrin and «Олдрин» are both `aldran`;
- Chinese puts a vowel behind each consonant, has one letter for l and r: 瓦伦蒂诺 and Valentino are
  `vlntn` with the first vowel, as a group of like ones.

A name of three consonants must agree in its first two vowels too; of fewer it has no frame.
"""

from __future__ import annotations

import re

_VOWELS = re.compile("[aeiouy]+")
_REPEATED = re.compile(r"(.)\1+")
# Sibilants are confused by all spellings; the letter behind y is й.
_HISSING = str.maketrans({**dict.fromkeys("zcCSZj", "s"), "y": "i"})
_SINIFIED = str.maketrans({**dict.fromkeys("zcCSZj", "s"), "y": "i", "r": "l"})
# A vowel -> the first of those like it; digits, since letters here are consonants.
_LIKE = {"a": "1", "e": "2", "i": "2", "y": "2", "o": "3", "u": "3"}
_ENOUGH = 4
_FEWEST = 3


def across(reading: str) -> str | None:
    """Return the frame of a reading between Latin and Cyrillic, None where it says too little."""
    even = reading.translate(_HISSING).rstrip("aeiou")
    frame = _REPEATED.sub(r"\1", _VOWELS.sub("a", even))
    return _told(frame, len(frame.replace("a", "")), even, 0)


def sinified(reading: str) -> str | None:
    """Return the frame of a reading as Chinese characters give it, None where it says too little."""
    even = reading.translate(_SINIFIED)
    frame = _REPEATED.sub(r"\1", _VOWELS.sub("", even))
    opening = "a" if even[:1] in _LIKE else ""
    return _told(opening + frame, len(frame), even, 1)


def _told(frame: str, consonants: int, reading: str, vowels: int) -> str | None:
    """Return a frame with as many of the first vowels of the reading as it takes to tell names apart."""
    if consonants < _FEWEST:
        return None
    kept = "".join(_LIKE[match[0][-1]] for match in _VOWELS.finditer(reading))
    if consonants >= _ENOUGH:
        return frame + kept[:vowels]
    return frame + kept[:2] if len(kept) > vowels else None
