"""One virtual list for every list pane: only the rows on screen are read and drawn."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Iterator

from rich.style import Style
from textual.strip import Strip
from textual.timer import Timer

from aitui.text.clean import clean_line
from aitui.text.fold import fold
from aitui.text.wrap import wrap
from aitui.tui.cells import cells
from aitui.tui.keying import KeyTimes
from aitui.tui.widgets.pane import PaneWidget, Piece, fit

# Equal keys that follow each other within so many seconds are one held key; a part of it is its rest.
HELD = 0.1
REST = 0.8
# Where they come unevenly, over a slow line or to a busy machine, both are longer, but never than this.
UNEVEN = 0.3

# What an empty list says whose rows are being read.
WAITING = "…"


class RowList(PaneWidget):
    """A list with a cursor.  A pane says how many rows there are and how one is drawn."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.cursor = 0
        self.top = 0
        self._moved_at = 0.0
        self._step = 0
        # Seconds within which the next key is taken for the same one, held.
        self._patience = HELD
        self._rest: Timer | None = None

    @abstractmethod
    def count(self) -> int:
        """Return the number of rows."""

    @abstractmethod
    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        """Draw one row; `base` is the style of plain text in it."""

    @property
    def above(self) -> int:
        """How many lines stand between the heading and the rows."""
        return 0

    @property
    def rows(self) -> int:
        return max(0, super().rows - self.above)

    def quiet(self, base: Style) -> Style:
        """Return the style of less important text in a row; the row of the cursor has only one."""
        return self.theme.dim if base is self.theme.text else base

    def row_text(self, index: int) -> str:
        """Return what `/` looks into."""
        return "".join(text for text, _ in self.row(index, self.theme.text, 1000))

    def empty(self) -> str:
        """Return the line that stands in an empty list, with the key that helps."""
        return "Nothing here."

    def passed_over(self, index: int) -> bool:
        """Tell whether the cursor never rests on a row, such as a heading of rows."""
        return False

    def moved(self) -> None:
        """The cursor stands on another row; while a key is held, only where it comes to rest."""

    @property
    def waiting(self) -> bool:
        """True while `moved` waits for the cursor to rest."""
        return self._rest is not None

    def settle(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
            self.moved()

    def line(self, y: int, width: int) -> Strip:
        index = self.top + y
        total = self.count()
        if index >= total:
            text = self._told_empty(y, width) if total == 0 else ""
            return fit([(text, self.theme.dim)], width, self.theme.text)
        base = self.theme.text
        if index == self.cursor:
            base = self.theme.cursor if self.focused_pane else self.theme.cursor_off
        return fit(self.row(index, base, width), width, base)

    def _told_empty(self, y: int, width: int) -> str:
        """Return a line of what an empty list says; it is broken between words."""
        told = clean_line(self.empty())
        parts = wrap(told, 0, len(told), max(8, width - 2), cells)
        return f" {told[slice(*parts[y])]}" if y < len(parts) else ""

    def position(self) -> str:
        total = self.count()
        return f" {min(self.cursor + 1, total)}/{total}"

    def heading(self) -> list[Piece]:
        return [(self.position(), self.theme.head)]

    def changed(self) -> None:
        self._clamp()
        self.refresh()

    def _clamp(self) -> None:
        self.cursor = self._resting(self.cursor, 1)
        self._scroll()

    def _resting(self, index: int, step: int) -> int:
        """Return the row nearest to `index` where the cursor may rest: that way, else the other way."""
        total = self.count()
        index = max(0, min(index, total - 1))
        for way in (step, -step):
            at = index
            while 0 <= at < total:
                if not self.passed_over(at):
                    return at
                at += way
        return index

    def _scroll(self) -> bool:
        """Bring the cursor into view; True when the rows moved."""
        rows = self.rows
        if not rows:  # not placed yet, or hidden: what is in view is known when it has a size
            return False
        lowest = max(0, self.count() - rows)
        top = min(max(min(self.top, lowest), self.cursor - rows + 1), self.cursor)
        moved, self.top = top != self.top, top
        return moved

    def put_cursor(self, index: int) -> None:
        """Move the cursor without telling `moved`."""
        before = self.cursor
        self.cursor = self._resting(index, 1 if index >= self.cursor else -1)
        if self._scroll():
            self.refresh()
        elif before != self.cursor:
            self.refresh_rows(before - self.top, self.cursor - self.top)
            self.refresh_heading()

    def move(self, step: int) -> None:
        keys: KeyTimes | None = getattr(self.app, "key_times", None)
        # When the key came, not when its turn is: what the one before brought with it may have taken long.
        now = keys.now if keys is not None else time.monotonic()
        gap = now - self._moved_at
        more = keys is not None and keys.waiting
        held = step == self._step and (gap < self._patience or more)
        self._patience = min(max(HELD, 2 * gap, 0.9 * self._patience), max(HELD, UNEVEN)) if held else HELD
        if not held:
            self.settle()
        before = self.cursor
        self.put_cursor(self.cursor + step)
        if self.cursor == before:
            return
        self._step, self._moved_at = step, now
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        # A held key passes rows faster than a slow line can show what each of them brings with it.
        if held:
            self._await_rest()
        else:
            self.moved()

    def _await_rest(self) -> None:
        self._rest = self.set_timer(REST * self._patience, self._rested)

    def _rested(self) -> None:
        keys: KeyTimes | None = getattr(self.app, "key_times", None)
        if keys is not None and keys.waiting:
            self._await_rest()
        else:
            self.settle()

    def length(self) -> int:
        return self.count()

    def go_to(self, index: int) -> None:
        self.move(min(index, self.count() - 1) - self.cursor)

    def plain_lines(self) -> list[str]:
        rows = range(self.top, min(self.count(), self.top + max(1, self.rows)))
        return [self.plain_row(index) for index in rows] or [self.empty()]

    def plain_row(self, index: int) -> str:
        """Return a row as it is drawn, whole however long."""
        return "".join(text for text, _ in self.row(index, self.theme.text, self.extent.width)).strip()

    def to_edge(self, *, last: bool) -> None:
        self.move(self.count() if last else -self.cursor)

    def go_back(self, cursor: int, top: int) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        self.put_cursor(cursor)
        self.top = top
        self._scroll()
        self.refresh()

    def look_for(self, text: str, step: int = 0) -> Iterator[bool]:
        wanted, first = fold(text), self.cursor + step
        direction = -1 if step < 0 else 1
        away = 0
        # Counted anew each time: more rows may have come in meanwhile.
        while away < (total := self.count()):
            index = (first + away * direction) % total
            if wanted in fold(self.row_text(index)):
                self.move(index - self.cursor)
                yield True
                return
            away += 1
            yield False

    def on_resize(self) -> None:
        # The pane may have been drawn in its new size before this event came.
        if self._scroll():
            self.refresh()
