"""Feeds: one line each, those that fail first; above them what is known of the one at the cursor."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from aitui.explorer.actions import Pane
from aitui.explorer.updating import clock
from aitui.store.feeds import FeedRow
from aitui.text.clean import clean_line
from aitui.tui.cells import cut
from aitui.tui.widgets.pane import Piece, fit
from aitui.tui.widgets.rowlist import WAITING, RowList

# How a feed is, in one cell.
_FAILS, _GOOD, _NEW = "✗", "✓", "·"
# Cells of a time: a day and a time, or a time of today.
_TIME = 16


class FeedsPane(RowList):
    """The feeds that the corpus follows."""

    pane: Pane = "feeds"

    @property
    def _rows(self) -> list[FeedRow]:
        return self.explorer.updating.rows or []

    def count(self) -> int:
        return len(self._rows)

    @property
    def above(self) -> int:
        """Two lines on the feed at the cursor, where there is room."""
        return 2 if self._rows and self.extent.height >= 6 else 0

    def line(self, y: int, width: int) -> Strip:
        if y >= self.above:
            return super().line(y - self.above, width)
        feed = self.current()
        if feed is None:
            return fit([], width, self.theme.text)
        if y == 0:
            return fit([(f" {clean_line(feed.url)}", self.theme.dim)], width, self.theme.text)
        if feed.error is not None:
            times = f" {feed.failures} times" if feed.failures > 1 else ""
            told = f" failed{times}: {clean_line(feed.error)}"
            return fit([(told, self.theme.error)], width, self.theme.text)
        entries = (
            "not asked yet"
            if feed.entries is None
            else f"{feed.entries:,} entr{'y' if feed.entries == 1 else 'ies'}"
        )
        pages = " · pages are read too" if feed.full_text else ""
        return fit([(f" {entries}{pages}", self.theme.dim)], width, self.theme.text)

    def refresh_rows(self, *ys: int) -> None:
        about = range(self.above)
        super().refresh_rows(*about, *(y + self.above for y in ys))

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        feed = self._rows[index]
        mark = _FAILS if feed.error is not None else _GOOD if feed.good_at is not None else _NEW
        name = clean_line(feed.title or feed.url)
        wide = max(8, width - 2 * (_TIME + 1) - 4)
        name = cut(name, wide)
        style = self.theme.error if feed.error is not None else self.quiet(base)
        return [
            (f" {mark} ", style),
            (f"{name}{' ' * (wide - cell_len(name))} ", base),
            (f"{_clock(feed.good_at):>{_TIME}} ", self.quiet(base)),
            (f"{_clock(feed.next_at):>{_TIME}}", base),
        ]

    def row_text(self, index: int) -> str:
        feed = self._rows[index]
        return f"{feed.title or ''} {feed.url} {feed.error or ''}"

    def empty(self) -> str:
        if self.explorer.updating.rows is None:
            return WAITING
        return "No feed is followed; `aitui add ADDRESS` follows one."

    def heading(self) -> list[Piece]:
        if not self._rows:
            return []
        failing = sum(feed.error is not None for feed in self._rows)
        told = f" {self.cursor + 1}/{len(self._rows)}" + (f" · {failing} failing" if failing else "")
        come = self.explorer.updating.come
        if self.explorer.updating.running:
            told += f" · {come or 'fetching'}"
        return [(f"{told} · last good, next", self.theme.head)]

    def current(self) -> FeedRow | None:
        return self._rows[self.cursor] if self.cursor < len(self._rows) else None


def _clock(moment: str | None) -> str:
    return "never" if moment is None else clock(moment)
