"""The colour behind the letters, asked of the terminal: whether it is light, for who wishes for no theme.

The answer comes in among the keys, at once or, over a slow line, much later; it is taken out from among them
wherever it comes, so that nobody waits for it and it is never taken for keys.
"""

from __future__ import annotations

# OSC 11; a terminal that knows nothing of it passes over it, as of every sequence of this form.
QUERY = "\x1b]11;?\x1b\\"
_BEGIN = b"\x1b]11;"
_ENDS = (b"\x1b\\", b"\x07")
# An answer is no longer than `rgba:` and four numbers of four digits.
_LONGEST = 40


class Answers:
    """Takes the terminal's answer out of what is read from it.

    Attributes:
        light: what it said; None as long as it has said nothing.
    """

    def __init__(self) -> None:
        self.light: bool | None = None
        self._held = b""  # what may be the beginning of an answer
        self._escaped = False  # whether the last byte that was let through is what an answer begins with
        self._lent = False  # whether what is held back begins with it, once more

    @property
    def waiting(self) -> bool:
        """Whether something is held back that may be the beginning of an answer."""
        return bool(self._held)

    def take(self, data: bytes) -> bytes:
        """Return what of it was typed."""
        if self._escaped and data and _BEGIN.startswith(data[: len(_BEGIN) - 1], 1):
            data, self._lent = b"\x1b" + data, True  # cut in two behind its first byte
        data, self._held = self._held + data, b""
        typed = b""
        while (at := data.find(_BEGIN)) >= 0:
            ends = [(found, len(end)) for end in _ENDS if (found := data.find(end, at + 1)) >= 0]
            if not ends:
                if len(data) - at > _LONGEST:
                    break
                self._held = data[at:]
                data = data[:at]
                break
            end, length = min(ends)
            self._read(data[at + len(_BEGIN) : end])
            typed += data[:at]
            data = data[end + length :]
            if not at and not typed:
                self._lent = False
        for size in range(len(_BEGIN) - 1, 1, -1):  # one alone may be the key Esc, which is not to wait
            if not self._held and data.endswith(_BEGIN[:size]):
                data, self._held = data[:-size], data[-size:]
        typed += data
        if self._lent and typed:
            typed, self._lent = typed[1:], False
        self._escaped = typed.endswith(b"\x1b") and not self._held
        return typed

    def let_go(self) -> bytes:
        """Return what was held back and is no answer, since nothing followed."""
        held, self._held = self._held[self._lent :], b""
        self._lent = False
        return held

    def _read(self, told: bytes) -> None:
        """Read `rgb:ffff/ffff/ffff`, each number with one to four digits."""
        kind, _, numbers = told.partition(b":")
        try:
            parts = [int(part, 16) / (16 ** len(part) - 1) for part in numbers.split(b"/")[:3]]
        except (ValueError, ZeroDivisionError):
            return
        if kind in (b"rgb", b"rgba") and len(parts) == 3:
            red, green, blue = parts
            # As bright as eyes find it (ITU-R BT.601).
            self.light = 0.299 * red + 0.587 * green + 0.114 * blue > 0.5


# Terminals that answer, and those that are known to pass over what they do not understand.
_ASKED = (
    "xterm", "tmux", "alacritty", "contour", "foot", "ghostty", "gnome", "konsole", "rio", "rxvt-unicode",
    "st-", "vte", "wezterm",
)  # fmt: skip


def can_be_asked(term: str) -> bool:
    """Tell whether a terminal may be asked.

    Args:
        term: its name, as in `$TERM`.
    """
    return term.startswith(_ASKED)
