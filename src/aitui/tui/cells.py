"""Texts cut to terminal cells, and cleaned: what every line goes through on its way to the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeVar

from aitui.text.clean import clean_line

# How a piece looks: a Rich style, or the name of a role.
Look = TypeVar("Look")

# What joins characters to one glyph on some terminals only: with these in a text its width is anyone's
# guess, and Rich's own depends on where a piece ends.  Without them a width is a sum over characters.
_JOINERS = {0x200D: None, 0xFE0F: None}


# Latin, Greek and Cyrillic letters and what stands beside them in a text: one cell each.  They are most of
# what a screen shows, and for them Rich and its tables need not be loaded.
_NARROW = re.compile(
    r"[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2500-\u257f]*"
).fullmatch


def width_of(text: str) -> int:
    """Return the cells of a clean text, as Rich counts them."""
    if _NARROW(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


def fitted(pieces: Iterable[tuple[str, Look]], width: int, fill: Look) -> list[tuple[str, Look]]:
    """Return the pieces cleaned, cut to `width` cells, and filled up with blanks that look like `fill`."""
    line: list[tuple[str, Look]] = []
    left = width
    for text, look in pieces:
        if left <= 0:
            break
        text = clean_line(text).translate(_JOINERS)
        cells = width_of(text)
        whole = cells <= left
        if not whole:
            text = cut(text, left)
            cells = width_of(text)
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
    return width_of(clean_line(char))


def cut(text: str, width: int) -> str:
    """Return the text in at most `width` cells, with … where something was cut off."""
    if width_of(text) <= width:
        return text
    if width <= 1:
        return "…"[:width]
    if _NARROW(text):
        return text[: width - 1].rstrip() + "…"
    from rich.cells import set_cell_size

    return set_cell_size(text, width - 1).rstrip() + "…"


def cut_left(text: str, width: int) -> str:
    """Return the end of the text in at most `width` cells, with … where something was cut off."""
    text = clean_line(text)
    if width_of(text) <= width:
        return text
    at, used = len(text), 1
    while at > 0 and used + width_of(text[at - 1]) <= width:
        at -= 1
        used += width_of(text[at])
    return "…"[:width] + text[at:]
