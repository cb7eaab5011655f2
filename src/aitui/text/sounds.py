"""How names sound, as words of the full-text index: a name is found by what it is called in another script.

`wyglendowski` finds «Выглендовского» although no text and no table says that they are one.  What is indexed
for a name is how it may be read, without the vowels at its end, which cases change.  A letter that no text
can hold marks these words and tells the script of the name, so that they are found only from another
script, and never by a word that is merely spelled alike.  Beside its sound a name has frames (`frames`), for
what another script writes by rules of its own: «Олдрин» is Aldrin, 瓦倫蒂諾 Valentino.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from aitui.text import phonetics, sound_frames, stem

# Letters for private use: the index takes them for letters, `stem.words` does not.
_LATIN, _CYRILLIC, _OTHER = "\ue000", "\ue001", "\ue002"
# Behind the script: that a frame follows, of which kind.
_ACROSS, _SINIFIED = "\ue003", "\ue004"

# Two spellings of one sound at the end of a syllable: «Солхейм», Solheim.
_GLIDES = str.maketrans({"y": "i"})
# Endings of Russian and Ukrainian cases that do not end in a vowel, and where a name can lose one.
_CASES = ("ого", "ому", "ым", "им", "ом", "ем", "ём", "ой", "ей", "ою", "ею", "ий", "ый", "их", "ых", "ів")
_LEFT = 3
_VOWELS = "aeiou"
# A shorter frame says nothing: such a name keeps its vowels.
_SHORTEST = 3
# Of these readings a name in Latin letters is given three: more would be a tenth of the index.
_READ_IN = ("", "en")
# Characters of a foreign name in Chinese: fewer say too little, more are a sentence.
_CHARACTERS = range(3, 9)
_HAN = re.compile("[\u3400-\u9fff]+")


# A page of hits has some 700 names: fewer would be read anew by each search like the one before.
@lru_cache(maxsize=1 << 10)
def of_name(surface: str, lang: str) -> tuple[str, ...]:
    """Return what the index holds for a name in a text, beside its words.

    Args:
        surface: the name as it stands there.
        lang: language of the text, ISO code, by which Latin letters are read.
    """
    found: dict[str, None] = {}
    for _, _, word in stem.words(surface):
        script = _script(word)
        read_in = (*_READ_IN, lang) if script == _LATIN else ("",)
        forms = _forms(word, script, lang)
        readings = _chinese(word) + [one for form in forms for one in phonetics.read_in(form, read_in)]
        for frame in (_frame(reading) for reading in readings):
            if len(frame) > 1:
                found[script + frame] = None
        if script != _OTHER:
            found.update(dict.fromkeys(script + one for one in _across(readings)))
        found.update(dict.fromkeys(script + one for one in _sinified(word, readings)))
    return tuple(found)


@lru_cache(maxsize=1 << 7)
def asked(word: str) -> tuple[str, ...]:
    """Return under which words of the index names stand that sound like a typed word of another script."""
    script = _script(word)
    if len(word) < _SHORTEST and script != _OTHER:
        return ()
    readings = _chinese(word) + [one for form in _forms(word, script) for one in phonetics.readings(form)]
    plain = dict.fromkeys(frame for reading in readings if len(frame := _frame(reading)) > 1)
    sinified = _sinified(word, readings)
    if script == _OTHER:
        return tuple(other + one for other in (_LATIN, _CYRILLIC) for one in (*plain, *sinified))
    other = _CYRILLIC if script == _LATIN else _LATIN
    return (
        *(other + one for one in (*plain, *_across(readings))),
        *(_OTHER + one for one in (*plain, *sinified)),
    )


def meets(sounds: frozenset[str], written: str, lang: str) -> bool:
    """Tell whether a word of a text is a name that sounds like what is asked for.

    Words of the script that was typed, and those with a small first letter where there are capitals, are seen
    to be none without reading them.

    Args:
        sounds: what `asked` returned for the typed word.
        written: the word as it stands in the text.
        lang: language of the text.
    """
    script = _script(written)
    if script != _OTHER and not written[0].isupper():
        return False
    return script in _scripts(sounds) and not sounds.isdisjoint(of_name(written, lang))


@lru_cache(maxsize=1 << 5)
def _scripts(sounds: frozenset[str]) -> frozenset[str]:
    return frozenset(sound[0] for sound in sounds)


# How a name of each script begins in a text where it is no run; runs are left out, or most of a Chinese text
# would be looked at letter by letter.
_BEGINNINGS = {
    _LATIN: "[A-Z\u00c0-\u00de\u0100-\u024f\u1e00-\u1eff]",
    _CYRILLIC: "[\u0400-\u042f\u0460-\u052f]",
    _OTHER: "[\u0370-\u03ff\u0530-\u0e00\u0f00-\u0fff\u10a0-\u10ff\u1200-\u177f\u1800-\u1dff\u1f00-\u1fff"
    "\u3008-\u3020\u302a-\u303f\u3100-\u31ef\u3200-\u33ff\u4dc0-\u4dff\ua000-\uabff\ud7a4-\ud7ff"
    "\ufb00-\ufdff\uff66-\uffdc\U00010000-\U0001ffff\U000323b0-\U0010ffff]",
}


def beginnings(sounds: Collection[str]) -> set[str]:
    """Return regular expressions of how a word must begin for `meets` to hold."""
    return {_BEGINNINGS[sound[0]] for sound in sounds}


def scripts(word: str) -> tuple[str, ...]:
    """Return the marks of the scripts in which a typed word may be spelled otherwise."""
    own = _script(word)
    return tuple(script for script in (_LATIN, _CYRILLIC, _OTHER) if script != own)


def mark(script: str) -> str:
    """Return the mark of the names of a script: `latin`, `cyrillic`, any other."""
    return {"latin": _LATIN, "cyrillic": _CYRILLIC}.get(script, _OTHER)


def told_by(script: str) -> str:
    """Return how words of the index begin that only names of a script have: `latin`, `cyrillic`, `han`."""
    return mark(script) + (_SINIFIED if script == "han" else "")


def in_runs(sound: str) -> bool:
    """Tell whether a word of the index is how a name sounds that may stand in a run without blanks."""
    return sound[0] == _OTHER


def _script(word: str) -> str:
    first = word[0]
    if "\u0400" <= first <= "\u052f":
        return _CYRILLIC
    return _LATIN if first < "\u0370" else _OTHER


def _chinese(word: str) -> list[str]:
    """Return how Chinese characters spell a foreign name; their pinyin as a Latin word is read beside it."""
    return [phonetics.pinyin(word)] if _HAN.fullmatch(word) else []


def _across(readings: Iterable[str]) -> list[str]:
    """Return the frames of a name between Latin and Cyrillic, marked."""
    return [_ACROSS + one for one in dict.fromkeys(map(sound_frames.across, readings)) if one is not None]


def _sinified(word: str, readings: Iterable[str]) -> list[str]:
    """Return the frames of a name between Chinese characters and letters, marked."""
    if _script(word) == _OTHER:
        chinese = _HAN.fullmatch(word) is not None and len(word) in _CHARACTERS
        readings = (phonetics.pinyin(word),) if chinese else ()
    return [_SINIFIED + one for one in dict.fromkeys(map(sound_frames.sinified, readings)) if one is not None]


def _forms(word: str, script: str, lang: str = "") -> tuple[str, ...]:
    """Return a word, and what it may be without the ending of a case."""
    if script == _CYRILLIC:
        return without_case(word)
    if lang == "de" and word.endswith("s") and not word.endswith("ss") and len(word) > _LEFT + 1:
        return word, word[:-1]  # «Hitchcocks»
    return (word,)


def without_case(word: str) -> tuple[str, ...]:
    """Return a Cyrillic word, and what is left of it when its end is taken for the ending of a case."""
    for ending in _CASES:
        if word.endswith(ending) and len(word) - len(ending) >= _LEFT:
            return word, word[: -len(ending)]
    return (word,)


def _frame(reading: str) -> str:
    reading = reading.translate(_GLIDES)
    frame = reading.rstrip(_VOWELS)
    return frame if len(frame) >= _SHORTEST else reading
