"""Texts cut to terminal cells, and cleaned: what every line goes through on its way to the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from aitui.text.clean import clean_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar

    # How a piece looks: a Rich style, or the name of a role.
    Look = TypeVar("Look")

# What joins characters to one glyph on some terminals only: with these in a text its width is anyone's
# guess, and Rich's own depends on where a piece ends.  Without them a width is a sum over characters.
_JOINERS = {0x200D: None, 0xFE0F: None}


# Latin, Greek and Cyrillic letters and what stands beside them in a text: one cell each.  Han, kana, Hangul
# and their punctuation: two.  They are most of what a screen shows, in every version of Unicode the same, and
# for them neither Rich and its tables nor patterns need be loaded.
_NARROW = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x370, 0x482), (0x48A, 0x52F), (0x2010, 0x2027),
    (0x20A0, 0x20BF), (0x2116, 0x2116), (0x2500, 0x257F), (0x25B8, 0x25B8),
    (0x25BE, 0x25BE), (0x2713, 0x2713),
)  # fmt: skip
_WIDE = (
    (0x3001, 0x3003), (0x3008, 0x3011), (0x3014, 0x301B), (0x3041, 0x3096), (0x30A1, 0x30FA),
    (0x30FC, 0x30FC), (0x4E00, 0x9FA5), (0xAC00, 0xD7A3), (0xFF01, 0xFF60),
)  # fmt: skip
# The width of a character that Rich must be asked for: with one of these no sum is a width.
_ASK = 1 << 30


class _Widths(dict[str, int]):
    """Character -> cells, filled with what was asked for."""

    def __missing__(self, char: str) -> int:
        code = ord(char)
        width = _ASK
        for cells, ranges in ((1, _NARROW), (2, _WIDE)):
            if any(first <= code <= last for first, last in ranges):
                width = cells
        if len(self) < 32_768:
            self[char] = width
        return width


_width = _Widths().__getitem__


def width_of(text: str) -> int:
    """Return the cells of a clean text, as Rich counts them."""
    if text.isascii():
        return len(text)
    width = sum(map(_width, text))
    if width < _ASK:
        return width
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
    used = 0
    for at, char in enumerate(text):
        if (cells := _width(char)) == _ASK:
            break
        used += cells
        if used > width - 1:
            return text[:at].rstrip() + "…"
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
