"""Where words begin: none that begins as one looked for is missed, in any script and however it is marked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitui.text import stem, word_starts

WORDS = [
    "Ёлка",
    "ёлки",
    "Università",
    "universo",
    "ЧИП",
    "чипы",
    "ＯｐｅｎＡＩ",
    "open",
    "straße",
    "2025",
    "a",
    "їжак",
]
BESIDE = [" ", "-", "_", "«", "’", ".", "\n", ""]


@given(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(BESIDE)), max_size=12),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
)
def test_no_word_that_begins_so_is_missed(written: list[tuple[str, str]], sought: list[str]) -> None:
    text = "".join(word + beside for word, beside in written)
    beginnings = [stem.bare(word) for word in sought]
    found = [*word_starts.Starts(beginnings).places(text)]
    starts = [start for start, _, _ in stem.words(text)]
    assert set(found) <= set(starts)  # places in the middle of a word are none
    for start, _, word in stem.words(text):
        if any(word.startswith(beginning) for beginning in beginnings):
            assert start in found


@pytest.mark.parametrize(
    ("text", "place"), [("Il caffè, Caffe", [3, 10]), ("кофе Кофеин", [0, 5]), ("x_cafe", [2])]
)
def test_case_and_marks_make_no_difference(text: str, place: list[int]) -> None:
    found = [*word_starts.Starts(["caffe", "cafe", "кофе"]).places(text)]
    assert found == place


def test_a_word_of_a_class_is_found_by_its_first_letter() -> None:
    capitals = word_starts.of_classes(frozenset({"[A-Z]", "[А-Я]"}))
    assert [match[0] for match in capitals.finditer("«Наш iPhone» und Haus, иМя")] == ["Н", "H"]


def test_patterns_of_what_was_sought_are_not_kept_for_long() -> None:
    kept = re._cache  # type: ignore[attr-defined]
    for number in range(3 * word_starts._KEPT):
        word_starts.Starts([f"ч{number}"])
        # What others had compiled before goes with the first that are too many.
        assert len(kept) <= word_starts._KEPT or number < word_starts._KEPT
