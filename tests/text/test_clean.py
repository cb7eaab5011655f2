"""Nothing that commands a terminal passes the door, and offsets stay true."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitui.text.clean import clean_line, clean_text

OVERRIDES = {0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069}


@given(st.text(alphabet=st.characters()))
def test_a_line_keeps_its_length_and_commands_nothing(text: str) -> None:
    line = clean_line(text)
    assert len(line) == len(text)
    for char in line:
        assert unicodedata.category(char) not in ("Cc", "Cs"), hex(ord(char))
        assert ord(char) not in OVERRIDES
        assert ord(char) & 0xFFFE != 0xFFFE
        assert not 0xFDD0 <= ord(char) <= 0xFDEF


@pytest.mark.parametrize(
    "payload",
    [
        "\x1b]52;c;ZXZpbA==\x07",
        "\x1b[2J",
        "\x9b31m",
        "\u202eабв",
        "\x1bP+q\x1b\\",
        "до\x00после",
        "\x7f",
        "\ufdd0",
        "\U0001ffff",
    ],
)
def test_payloads_become_visible(payload: str) -> None:
    assert clean_line(payload) != payload
    assert "\x1b" not in clean_text(payload)


def test_letters_of_every_language_pass() -> None:
    text = "Ёлка · 中国 · ελληνικά · שלום \u200fעברית · नमस्ते \u200d · 👩‍👩‍👧 · é"
    assert clean_line(text) == text


def test_text_keeps_tabs_and_line_feeds() -> None:
    assert clean_text("а\tб\nв\r") == "а\tб\nв␍"
    assert clean_line("а\tб\nв") == "а б в"
