"""How names sound, as words of the full-text index: a name is found by what it is called in another script.

`wyglendowski` finds «Выглендовского» although no text and no table says that they are one.  What is indexed
for a name is how it may be read, without the vowels at its end, which cases change.  A letter that no text
can hold marks these words and tells the script of the name, so that they are found only from another
script, and never by a word that is merely spelled alike.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from aitui.text import phonetics, stem

# Letters for private use: the index takes them for letters, `stem.words` does not.
_LATIN, _CYRILLIC, _OTHER = "\ue000", "\ue001", "\ue002"

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


@lru_cache(maxsize=1 << 14)
def of_name(surface: str, lang: str) -> tuple[str, ...]:
    """Return what the index holds for a name in a text, beside its words.

    Args:
        surface: the name as it stands there.
        lang: language of the text, ISO code, by which Latin letters are read.
    """
    found: dict[str, None] = {}
    for _, _, word in stem.words(surface):
        script = _script(word)
        for form in _without_case(word) if script == _CYRILLIC else (word,):
            for reading in phonetics.read_in(form, (*_READ_IN, lang) if script == _LATIN else ("",)):
                if len(frame := _frame(reading)) > 1:
                    found[script + frame] = None
    return tuple(found)


@lru_cache(maxsize=1 << 10)
def asked(word: str) -> tuple[str, ...]:
    """Return under which words of the index names stand that sound like a typed word of another script."""
    script = _script(word)
    if len(word) < _SHORTEST and script != _OTHER:
        return ()
    forms = _without_case(word) if script == _CYRILLIC else (word,)
    frames = dict.fromkeys(_frame(reading) for form in forms for reading in phonetics.readings(form))
    return tuple(
        other + frame
        for other in (_LATIN, _CYRILLIC, _OTHER)
        if other != script
        for frame in frames
        if len(frame) > 1
    )


def meets(sounds: Collection[str], written: str, lang: str) -> bool:
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
    return any(sound[0] == script for sound in sounds) and any(
        sound in sounds for sound in of_name(written, lang)
    )


# How a name of each script begins in a text.
_BEGINNINGS = {
    _LATIN: "[A-Z\u00c0-\u00de\u0100-\u024f\u1e00-\u1eff]",
    _CYRILLIC: "[\u0400-\u042f\u0460-\u052f]",
    _OTHER: "[\u0370-\u03ff\u0530-\u1dff\u1f00-\u1fff\u2e80-\u2fdf\u3005-\ud7ff\uf900-\ufdff"
    "\uff66-\uffdc\U00010000-\U0010ffff]",
}


def beginnings(sounds: Collection[str]) -> set[str]:
    """Return regular expressions of how a word must begin for `meets` to hold."""
    return {_BEGINNINGS[sound[0]] for sound in sounds}


def _script(word: str) -> str:
    first = word[0]
    if "\u0400" <= first <= "\u052f":
        return _CYRILLIC
    return _LATIN if first < "\u0370" else _OTHER


def _without_case(word: str) -> tuple[str, ...]:
    """Return a Cyrillic word, and what is left of it when its end is taken for the ending of a case."""
    for ending in _CASES:
        if word.endswith(ending) and len(word) - len(ending) >= _LEFT:
            return word, word[: -len(ending)]
    return (word,)


def _frame(reading: str) -> str:
    reading = reading.translate(_GLIDES)
    frame = reading.rstrip(_VOWELS)
    return frame if len(frame) >= _SHORTEST else reading
