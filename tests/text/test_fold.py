"""Folding levels what differs without meaning, and keeps offsets."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from aitui.text.fold import fold, key, strip_marks


@given(st.text())
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def _one_by_one(text: str) -> str:
    """Return what every character of a text folds to by itself."""
    same = {"ё": "е", "«": '"', "»": '"', "’": "'", "`": "'", "‐": "-", "\u00a0": " "}
    out = []
    for char in text:
        folded = unicodedata.normalize("NFKC", char).casefold()
        folded = same.get(folded, folded)
        out.append(folded if len(folded) == 1 else same.get(char, char.lower()))
    return "".join(part if len(part) == 1 else char for part, char in zip(out, text, strict=True))


def test_every_character_folds_alone_as_among_others() -> None:
    """Beside a letter, before a blank and in a text that needs each character looked at."""
    rare = "".join(chr(code) for code in range(0x1D400, 0x1D440))
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        expected = fold(char + rare)[0]
        assert fold(char) == expected, hex(code)
        assert fold(f"Ж{char} «и") == f'ж{expected} "и', hex(code)


@given(st.text("AZ ЖжЁё«»’`‑\u00a0，ＡΣσςİıǅß中あ가…№"))
def test_texts_fold_as_their_characters_do(text: str) -> None:
    assert fold(text) == _one_by_one(text)


def test_the_same_word_in_different_dress() -> None:
    assert fold("ЁЛКА") == fold("елка")
    assert fold("ＯｐｅｎＡＩ") == "openai"
    assert fold("l’Italia") == fold("L'ITALIA")
    assert key("Кита\u0301й  и\u00a0США") == "китай и сша"


def test_different_letters_stay_different() -> None:
    assert fold("й") != fold("и")
    assert strip_marks("café Йод Їжак") == "cafe Йод Їжак"
