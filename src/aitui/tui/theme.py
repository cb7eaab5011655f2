"""The colours as Rich has them: one style for each role of a theme."""

from __future__ import annotations

from rich.style import Style

from aitui.frozen import frozen
from aitui.tui.shades import SHADES, Shade, chosen


@frozen
class Theme:
    """One style for each role.

    Attributes:
        lit: a mention of the lit entity; `here`: the one that `n` stands on; `match`: a found word;
            `shared`: what the current sentences of two readers both name; `shared_lit`: and it is lit.
        cursor, cursor_off: the row of the cursor in the focused pane and in others.
        gutter: the mark beside the current sentence; `mark`: the mark of a bookmark; `count`: how many
            mentions of the lit entity an article has; `lens`: a number that the lens tells.
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
    lens: Style
    rule: Style
    status: Style
    error: Style


def _theme(name: str) -> Theme:
    def style(shade: Shade) -> Style:
        fore, back = (None if number is None else f"color({number})" for number in (shade.fore, shade.back))
        bold, dim, underline, reverse = (
            name in shade.attributes or None for name in ("bold", "dim", "underline", "reverse")
        )
        return Style(color=fore, bgcolor=back, bold=bold, dim=dim, underline=underline, reverse=reverse)

    return Theme(name, **{role: style(shade) for role, shade in SHADES[name].items()})


DARK, LIGHT, ANSI = map(_theme, ("dark", "light", "ansi"))
THEMES: dict[str, Theme] = {theme.name: theme for theme in (DARK, LIGHT, ANSI)}


def choose(name: str | None) -> Theme:
    """Return the theme of this name, else what suits the terminal, as `chosen` says."""
    return THEMES[chosen(name)]
