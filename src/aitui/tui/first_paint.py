"""The article list on the screen before Textual is imported, which takes ten times as long.

It draws the cells that the list itself will draw, so that nothing flickers when Textual takes over.  Keys
typed meanwhile wait in the terminal; its own settings are kept for the end.
"""

from __future__ import annotations

import os
import sys
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from select import select

from aitui.explorer.actions import ACTIONS, CENTRES, PANE_TITLES, Action, Pane, pane_keys
from aitui.explorer.first_rows import FirstRows
from aitui.tui.arrange import place
from aitui.tui.background import QUERY, Answers
from aitui.tui.cells import fitted
from aitui.tui.lines import article_line
from aitui.tui.shades import SHADES, Shade

TYPE_CHECKING = False
if TYPE_CHECKING:
    import signal
    from types import TracebackType
    from typing import Any
else:
    import _signal as signal  # `signal` makes enumerations of its numbers, which takes as long as the rows

# As Textual has it later: what is typed is not shown, Enter is Enter, and ^z waits until it can be obeyed.
_LOCAL = termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG
_INPUT = termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR
# Seconds in which a terminal answers even over a slow line.
_ANSWERED = 1.0


class FirstPaint:
    """Holds the terminal from the first byte until Textual takes it over, or until something goes wrong.

    Args:
        theme: one of `SHADES`; where the terminal answers in time that it is light, that one is painted.
        actions: the table of actions, with this person's keys.
        ask: whether to ask it.

    Attributes:
        theme: the one that is painted.
        answers: what takes the terminal's answer out of what is typed, whenever it comes; None if it was not
            asked.
        typed: what was read of the keys meanwhile.
    """

    def __init__(self, theme: str, actions: Sequence[Action] = ACTIONS, *, ask: bool = False) -> None:
        self.theme = theme
        self.answers = Answers() if ask else None
        self.typed = b""
        self._pane_keys = pane_keys(actions)
        self._in, self._out = sys.__stdin__.fileno(), sys.__stderr__.fileno()  # type: ignore[union-attr]
        # The settings of the terminal as they were found, until another has them to give back.
        self._found: list[Any] | None = None
        self._shown = False

    def __enter__(self) -> FirstPaint:
        self._found = termios.tcgetattr(self._in)
        raw = termios.tcgetattr(self._in)
        raw[0] &= ~_INPUT
        raw[3] &= ~_LOCAL
        # Ended in between, the terminal is left clean too.
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, _leave)
        termios.tcsetattr(self._in, termios.TCSANOW, raw)
        if self.answers is not None:
            self._write(QUERY)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._found is not None:
            if self._shown:
                self._write("\x1b[0m\x1b[?1049l\x1b[?25h")
            if self.answers is not None and self.answers.light is None:
                # An answer is not for whoever reads the terminal next; to a start gone wrong at once it is
                # still on its way over a slow line.
                end = time.monotonic() + (_ANSWERED if isinstance(error, Exception) else 0.1)
                while self.answers.light is None and (left := end - time.monotonic()) > 0:
                    if not self._listen(left):
                        break
            termios.tcsetattr(self._in, termios.TCSANOW, self._found)

    def hand_over(self) -> list[Any] | None:
        """Return the terminal's own settings; who takes them gives them back.  None if they were taken."""
        found, self._found = self._found, None
        return found

    def lines(self, focus: Pane, zoomed: bool) -> int:
        """Return how many rows the article list has when `focus` has the focus; 0 when it is not in view."""
        return max(0, self._places(focus, zoomed).get("articles", (0, 0, 0, 0))[3] - 1)

    def paint(self, seen: FirstRows) -> None:
        """Draw the headings of all panes and the rows of the articles."""
        self._listen(0.0)
        width, height = os.get_terminal_size(self._out)
        focus, rows, cursor = seen.focus, seen.rows, seen.cursor
        panes = self._places(focus, seen.zoomed)
        shades = SHADES[self.theme]
        out = ["\x1b[?1049h\x1b[?25l", shades["text"].code(), "\x1b[2J"]
        for pane, (x, y, columns, _) in panes.items():
            shade = "head_on" if pane == focus else "head"
            name = " ".join(["", *filter(None, [self._pane_keys.get(pane)]), PANE_TITLES[pane]])
            out.append(_line(x, y, [(name, shades[shade])], columns, shades[shade]))
        if "articles" in panes:
            x, y, columns, lines = panes["articles"]
            for at in range(lines - 1):
                base = shades["text"]
                looks = {"plain": base, "quiet": shades["dim"], "count": shades["count"]}
                if rows and at == cursor:
                    base = shades["cursor" if focus == "articles" else "cursor_off"]
                    looks = dict.fromkeys(looks, base)
                line = []
                if at < len(rows):
                    read, group = rows[at].uid in seen.read, (seen.groups or {}).get(rows[at].id, "")
                    line = article_line(rows[at], columns, opened=at == seen.opened, read=read, group=group)
                out.append(_line(x, y + 1 + at, [(text, looks[part]) for text, part in line], columns, base))
        out.append(_line(0, height - 1, [], width, shades["status"]))
        self._shown = True
        self._write("".join([*out, "\x1b[0m"]))

    def _listen(self, patience: float) -> bool:
        """Look whether the terminal has answered by now; what else was typed is kept.

        Returns:
            Whether anything could be read.
        """
        if self.answers is None or not select([self._in], [], [], patience)[0]:
            return False
        data = b""
        with suppress(OSError):  # the line has dropped: the signal that tells so is on its way
            data = os.read(self._in, 4096)
        self.typed += self.answers.take(data)
        if self.answers.light is not None:
            self.theme = "light" if self.answers.light else "dark"
        return bool(data)

    def _places(self, focus: Pane, zoomed: bool) -> dict[Pane, tuple[int, int, int, int]]:
        width, height = os.get_terminal_size(self._out)
        side: Pane = focus if focus in ("articles", "entities", "timeline") else "articles"
        centre: Pane = focus if focus in CENTRES else "reader"
        return place(width, max(1, height - 1), focus=focus, side=side, centre=centre, zoomed=zoomed)

    def _write(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        while data:
            data = data[os.write(self._out, data) :]


def _leave(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


def _line(x: int, y: int, pieces: list[tuple[str, Shade]], width: int, fill: Shade) -> str:
    parts = [f"\x1b[{y + 1};{x + 1}H"]
    shown = None
    for text, shade in fitted(pieces, width, fill):
        if shade != shown:
            parts.append(shade.code())
            shown = shade
        parts.append(text)
    return "".join(parts)
