"""Esc and the next key in one piece are two keys; what a terminal sends for others stays whole."""

from __future__ import annotations

import pytest

from aitui.tui.escapes import Escapes


@pytest.mark.parametrize(
    ("read", "pieces"),
    [
        (["/Китай\x1bj"], ["/Китай", "\x1b", "j"]),
        (["\x1bо\x1b?"], ["\x1b", "о", "\x1b", "?"]),
        (["\x1b\x1b[A"], ["\x1b", "\x1b[A"]),
        (["j\x1b[A\x1bOB\x1b[<0;1;1M"], ["j\x1b[A\x1bOB\x1b[<0;1;1M"]),
        (["a\x1b", "jk"], ["a", "\x1b", "jk"]),
        (["a\x1b", "[A"], ["a", "\x1b[A"]),
        (["\x1b\x7f"], ["\x1b\x7f"]),
        (
            ["\x1b[200~a\x1bb", "\x1b\x1b[31mc\x1b[201~\x1bd"],
            ["\x1b[200~a", "b", "[31mc\x1b[201~", "\x1b", "d"],
        ),
        (["\x1b[200~", "\x1b", "\x1b", "\x1b", "[201~j"], ["\x1b[200~", "\x1b[201~j"]),
        # Much that is pasted comes in parts, which end anywhere.
        (["\x1b[20", "0~a\x1bb\x1b", "[201", "~\x1bc"], ["\x1b[200~a", "b", "\x1b[201~", "\x1b", "c"]),
    ],
)
def test_each_esc_is_a_piece_of_its_own(read: list[str], pieces: list[str]) -> None:
    escapes = Escapes()
    assert [piece for text in read for piece in escapes.take(text)] == pieces
    assert escapes.let_go() == []


def test_an_esc_that_nothing_follows_is_let_go_once() -> None:
    escapes = Escapes()
    assert (escapes.take("j\x1b"), escapes.let_go(), escapes.let_go()) == (["j"], ["\x1b"], [])
    assert escapes.take("[A") == ["[A"]


def test_what_else_nothing_follows_is_let_go_too_but_not_while_something_is_pasted() -> None:
    escapes = Escapes()
    assert (escapes.take("j\x1b["), escapes.let_go(), escapes.let_go()) == (["j"], ["\x1b["], [])
    assert escapes.take("\x1b[200~a\x1b") == ["\x1b[200~a"]
    assert escapes.let_go() == []
    assert escapes.take("[201~\x1bj") == ["\x1b[201~", "\x1b", "j"]
