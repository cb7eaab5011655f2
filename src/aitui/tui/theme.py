"""The colours: dark, light, and `ansi` in the terminal's own.  Meaning never rests on colour alone.

Colours are the fixed numbers 16-255: short to send, the same over SSH, where true colour is rarely known.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from rich.style import Style


@dataclass(frozen=True, slots=True)
class Theme:
    """One style for each role.

    Attributes:
        lit: a mention of the lit entity; `here`: the one that `n` stands on; `match`: a found word;
            `shared`: what the current sentences of two readers both name; `shared_lit`: and it is lit.
        cursor, cursor_off: the row of the cursor in the focused pane and in others.
        gutter: the mark beside the current sentence; `mark`: the mark of a bookmark; `count`: how many
            mentions of the lit entity an article has.
    """

    name: str
    text: Style
    dim: Style
    strong: Style
    head: Style
    head_on: Style
    cursor: Style
    cursor_off: Style
    lit: Style
    here: Style
    match: Style
    shared: Style
    shared_lit: Style
    gutter: Style
    mark: Style
    count: Style
    rule: Style
    status: Style
    error: Style


def _coloured(
    name: str, fg: int, bg: int, dim: int, head: int, accent: tuple[int, int], row: tuple[int, int]
) -> Theme:
    def style(fore: int, back: int = bg, *, bold: bool | None = None, underline: bool | None = None) -> Style:
        return Style(color=f"color({fore})", bgcolor=f"color({back})", bold=bold, underline=underline)

    mark = 130 if name == "light" else 215
    return Theme(
        name=name,
        text=style(fg),
        dim=style(dim),
        strong=style(fg, bold=True),
        head=style(dim, head),
        head_on=style(*accent, bold=True),
        cursor=style(*row, bold=True),
        cursor_off=style(fg, head),
        lit=style(16, 215, bold=True),
        here=style(16, 226, bold=True, underline=True),
        match=style(16, 151, bold=True),
        shared=style(accent[1], bold=True, underline=True),
        shared_lit=style(16, 215, bold=True, underline=True),
        gutter=style(accent[1]),
        mark=style(mark),
        count=style(mark, bold=True),
        rule=style(head),
        status=style(fg, head),
        error=style(16, 210, bold=True),
    )


DARK = _coloured("dark", 252, 234, 245, 236, (16, 110), (255, 24))
LIGHT = _coloured("light", 235, 231, 242, 254, (231, 25), (16, 153))
ANSI = Theme(
    name="ansi",
    text=Style(),
    dim=Style(dim=True),
    strong=Style(bold=True),
    head=Style(underline=True),
    head_on=Style(reverse=True, bold=True),
    cursor=Style(reverse=True),
    cursor_off=Style(underline=True),
    lit=Style(reverse=True, bold=True),
    here=Style(reverse=True, bold=True, underline=True),
    match=Style(bold=True, underline=True),
    shared=Style(underline=True),
    shared_lit=Style(reverse=True, underline=True),
    gutter=Style(bold=True),
    mark=Style(bold=True),
    count=Style(bold=True),
    rule=Style(dim=True),
    status=Style(),
    error=Style(reverse=True, bold=True),
)
THEMES: dict[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT, ANSI)}


def choose(name: str | None) -> Theme:
    """Return the theme of this name, dark without a wish, and `ansi` where colour is refused."""
    if os.environ.get("NO_COLOR"):
        return ANSI
    return THEMES.get(name or "", DARK)
