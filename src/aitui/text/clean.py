"""The only door from outside text to a terminal: a widget, a printed line, an export.

Textual and Rich pass escape sequences, C1 controls and bidirectional overrides on to the terminal, so
nothing from outside may reach them but through here.  The length never changes: stored offsets stay true.
"""

from __future__ import annotations

_BAD = "\ufffd"


# What is dropped for a mark of its place; `fromkeys`, since every start waits for two thousand entries.
_DROPPED = (
    range(0x80, 0xA0),
    # Overrides, embeddings and isolates; the plain marks (LRM, RLM) only help right-to-left text.
    range(0x202A, 0x202F),
    range(0x2066, 0x206A),
    # Line breaks of their own, annotation anchors, shorthand and musical controls, tags, the byte order mark.
    (0x2028, 0x2029, 0xFEFF, 0x180E),
    range(0xFFF9, 0xFFFC),
    range(0x206A, 0x2070),
    range(0x1D173, 0x1D17B),
    range(0xE0000, 0xE0080),
    range(0xD800, 0xE000),
    # Those that are no characters and never will be: terminals differ in how wide they take them.
    range(0xFDD0, 0xFDF0),
    range(0xFFFE, 0x110000, 0x10000),
    range(0xFFFF, 0x110000, 0x10000),
)
_ALL: dict[int, str] = {code: chr(0x2400 + code) for code in range(0x20)}  # ␛ and its kin: visible, harmless
_ALL[0x7F] = "␡"
for _codes in _DROPPED:
    _ALL |= dict.fromkeys(_codes, _BAD)
_LINE = {**_ALL, 0x09: " ", 0x0A: " ", 0x0D: " "}
_TEXT = _ALL.copy()
del _TEXT[0x09], _TEXT[0x0A]


def clean_line(text: str) -> str:
    """Return the text fit for one line of a terminal; tabs and line breaks become blanks."""
    return text.translate(_LINE)


def clean_text(text: str) -> str:
    """Return the text fit for several lines of a terminal; tabs and line feeds are kept."""
    return text.translate(_TEXT)
