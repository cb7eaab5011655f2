"""The colours as plain numbers, for what is drawn before there is Rich: dark, light, and the terminal's own.

Colours are the fixed numbers 16-255: short to send, the same over SSH, where true colour is rarely known.
Meaning never rests on them alone.
"""

from __future__ import annotations

import os

from aitui.frozen import NamedTuple


class Shade(NamedTuple):
    """How one role looks.

    Attributes:
        fore, back: of the 256 colours; None leaves the terminal's own.
        attributes: of `bold dim underline reverse`.
    """

    fore: int | None = None
    back: int | None = None
    attributes: tuple[str, ...] = ()

    def code(self) -> str:
        """Return the escape sequence that sets it, from whatever was set before."""
        parts = ["0", *(_CODES[name] for name in self.attributes)]
        if self.fore is not None:
            parts.append(f"38;5;{self.fore}")
        if self.back is not None:
            parts.append(f"48;5;{self.back}")
        return f"\x1b[{';'.join(parts)}m"


# Of the sixteen: light grey, and the bright ones but for dark grey.
_LIGHT_BACKGROUNDS = {"7", *map(str, range(9, 16))}

_CODES = {"bold": "1", "dim": "2", "underline": "4", "reverse": "7"}


def _coloured(
    *, fg: int, bg: int, dim: int, head: int, accent: tuple[int, int], row: tuple[int, int], mark: int
) -> dict[str, Shade]:
    bold = ("bold",)
    return {
        "text": Shade(fg, bg),
        "dim": Shade(dim, bg),
        "strong": Shade(fg, bg, bold),
        "head": Shade(dim, head),
        "head_on": Shade(*accent, bold),
        "cursor": Shade(*row, bold),
        "cursor_off": Shade(fg, head),
        "lit": Shade(16, 215, bold),
        "here": Shade(16, 226, ("bold", "underline")),
        "match": Shade(16, 151, bold),
        "shared": Shade(accent[1], bg, ("bold", "underline")),
        "shared_lit": Shade(16, 215, ("bold", "underline")),
        "gutter": Shade(accent[1], bg),
        "mark": Shade(mark, bg),
        "count": Shade(mark, bg, bold),
        "lens": Shade(mark, bg, ("underline",)),
        "rule": Shade(head, bg),
        "status": Shade(fg, head),
        "error": Shade(16, 210, bold),
    }


# Theme -> role -> how it looks; `theme.Theme` says what the roles are.
SHADES: dict[str, dict[str, Shade]] = {
    "dark": _coloured(fg=252, bg=234, dim=245, head=236, accent=(16, 110), row=(255, 24), mark=215),
    "light": _coloured(fg=235, bg=231, dim=242, head=254, accent=(231, 25), row=(16, 153), mark=130),
    "ansi": {
        "text": Shade(),
        "dim": Shade(attributes=("dim",)),
        "strong": Shade(attributes=("bold",)),
        "head": Shade(attributes=("underline",)),
        "head_on": Shade(attributes=("reverse", "bold")),
        "cursor": Shade(attributes=("reverse",)),
        "cursor_off": Shade(attributes=("underline",)),
        "lit": Shade(attributes=("reverse", "bold")),
        "here": Shade(attributes=("reverse", "bold", "underline")),
        "match": Shade(attributes=("bold", "underline")),
        "shared": Shade(attributes=("underline",)),
        "shared_lit": Shade(attributes=("reverse", "underline")),
        "gutter": Shade(attributes=("bold",)),
        "mark": Shade(attributes=("bold",)),
        "count": Shade(attributes=("bold",)),
        "lens": Shade(attributes=("underline",)),
        "rule": Shade(attributes=("dim",)),
        "status": Shade(),
        "error": Shade(attributes=("reverse", "bold")),
    },
}


def chosen(name: str | None) -> str:
    """Return the name of the theme to use: `ansi` where colour is refused; without a wish light or dark.

    Some terminals tell their background in `$COLORFGBG`, as `15;0` or `0;default;15`: by its last number.
    """
    if os.environ.get("NO_COLOR"):
        return "ansi"
    if name in SHADES:
        return name
    return "light" if _background() in _LIGHT_BACKGROUNDS else "dark"


def unsure(name: str | None) -> bool:
    """Tell whether `chosen` guesses: the terminal may be asked then (`background`)."""
    return name not in SHADES and not os.environ.get("NO_COLOR") and not _background()


def _background() -> str:
    return os.environ.get("COLORFGBG", "").rpartition(";")[2]
