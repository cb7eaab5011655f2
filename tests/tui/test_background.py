"""The terminal's answer about its colour is found among the keys, however it is cut, and no key is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitui.tui.background import Answers, can_be_asked

LIGHT, DARK = b"\x1b]11;rgb:ffff/fbfb/f0f0\x1b\\", b"\x1b]11;rgba:1e/1e/2e/ff\x07"
KEYS = st.lists(st.sampled_from([b"j", "ж".encode(), b"\x1b[A", b"\r", b"]", b"1", b"\x1bOP"]), max_size=6)


@given(KEYS, st.sampled_from([LIGHT, DARK]), KEYS, st.lists(st.integers(1, 40), max_size=4))
def test_it_is_taken_out_wherever_it_is_cut(
    before: list[bytes], answer: bytes, after: list[bytes], cuts: list[int]
) -> None:
    whole = b"".join([*before, answer, *after])
    places = sorted({0, len(whole), *(cut for cut in cuts if cut < len(whole))})
    # A cut right behind the first byte of the answer lets that through, as the key Esc.
    begin = len(b"".join(before))
    answers = Answers()
    typed = b"".join(answers.take(whole[a:b]) for a, b in pairwise(places))
    typed += answers.let_go()
    assert answers.light == (answer is LIGHT)
    assert typed == b"".join([*before, b"\x1b" if begin + 1 in places else b"", *after])


@pytest.mark.parametrize(
    "keys", [b"\x1b", b"\x1b[A", b"\x1b]", b"\x1b]1", b"\x1b]11;", b"\x1b]11;" + b"x" * 50]
)
def test_keys_that_look_like_its_beginning_are_keys(keys: bytes) -> None:
    answers = Answers()
    typed = answers.take(keys)
    assert answers.waiting == (typed != keys)
    assert typed + answers.let_go() == keys
    assert answers.light is None
    assert answers.take(b"jk") == b"jk"


def test_keys_after_esc_are_keys() -> None:
    for after in (b"]", b"]x", b"]11;x" * 20):
        answers = Answers()
        typed = answers.take(b"\x1b") + answers.take(after)
        assert typed + answers.let_go() == b"\x1b" + after


def test_esc_alone_does_not_wait() -> None:
    assert Answers().take(b"j\x1b") == b"j\x1b"


@pytest.mark.parametrize("told", [b"", b"?", b"rgb:", b"rgb:zz/zz/zz", b"rgb:ff/ff", b"rgb://", b"#ffffff"])
def test_an_answer_that_is_none_is_dropped(told: bytes) -> None:
    answers = Answers()
    assert answers.take(b"a\x1b]11;" + told + b"\x07b") == b"ab"
    assert answers.light is None


def test_only_terminals_that_pass_over_what_they_do_not_know_are_asked() -> None:
    assert can_be_asked("xterm-256color")
    assert can_be_asked("tmux-256color")
    for name in ("linux", "screen-256color", "vt220", "", "eterm-color"):
        assert not can_be_asked(name)
