"""The line editor edits as a shell does."""

from __future__ import annotations

from aitui.tui.widgets.prompt import Prompt


def typed(*keys: str) -> Prompt:
    prompt = Prompt("search", "s", history=["первый", "второй"])
    for key in keys:
        if not prompt.edit(key):
            prompt.insert(key)
    return prompt


def test_typing_and_erasing() -> None:
    assert typed(*"чипы", "backspace").text == "чип"
    assert typed(*"ab", "left", "x").text == "axb"
    assert typed(*"один два", "ctrl+w").text == "один "
    assert typed(*"один", "ctrl+u").text == ""
    assert typed(*"ab", "home", "delete").text == "b"


def test_history() -> None:
    assert typed("up").text == "второй"
    assert typed("up", "up", "up").text == "первый"
    assert typed("up", "up", "down").text == "второй"
    # What was typed is not lost, and does not stand there twice.
    assert typed(*"чип", "up", "down").text == "чип"
    assert typed(*"второй", "up").text == "первый"
    assert typed(*"второй", "up", "down").text == "второй"


def test_a_pasted_line_break_does_not_split_the_line() -> None:
    prompt = typed()
    prompt.insert("a\nб\r\nв")
    assert prompt.text == "a б в"
