"""Texts cut to terminal cells, and cleaned: what every line goes through on its way to the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from rich.cells import cell_len, set_cell_size

from aitui.text.clean import clean_line

# How a piece looks: a Rich style, or the name of a role.
Look = TypeVar("Look")

# What joins characters to one glyph on some terminals only: with these in a text its width is anyone's
# guess, and Rich's own depends on where a piece ends.  Without them a width is a sum over characters.
_JOINERS = {0x200D: None, 0xFE0F: None}


def fitted(pieces: Iterable[tuple[str, Look]], width: int, fill: Look) -> list[tuple[str, Look]]:
    """Return the pieces cleaned, cut to `width` cells, and filled up with blanks that look like `fill`."""
    line: list[tuple[str, Look]] = []
    left = width
    for text, look in pieces:
        if left <= 0:
            break
        text = clean_line(text).translate(_JOINERS)
        cells = cell_len(text)
        whole = cells <= left
        if not whole:
            text = cut(text, left)
            cells = cell_len(text)
        if text:
            line.append((text, look))
            left -= cells
        if not whole:
            break
    if left > 0:
        line.append((" " * left, fill))
    return line


# Wrapping a long text asks for every character of it; there are far fewer different ones.
@lru_cache(maxsize=8192)
def cells(char: str) -> int:
    """Return the cells that a character takes once it is clean."""
    return cell_len(clean_line(char))


def cut(text: str, width: int) -> str:
    """Return the text in at most `width` cells, with … where something was cut off."""
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return "…"[:width]
    return set_cell_size(text, width - 1).rstrip() + "…"


def cut_left(text: str, width: int) -> str:
    """Return the end of the text in at most `width` cells, with … where something was cut off."""
    text = clean_line(text)
    if cell_len(text) <= width:
        return text
    at, used = len(text), 1
    while at > 0 and used + cell_len(text[at - 1]) <= width:
        at -= 1
        used += cell_len(text[at])
    return "…"[:width] + text[at:]
