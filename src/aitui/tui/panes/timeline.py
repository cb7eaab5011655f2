"""The timeline: dated sentences and publications, in the order chosen; above them a histogram by month."""

from __future__ import annotations

from rich.style import Style

from aitui.explorer.actions import Pane
from aitui.store.rows import TimelineRow
from aitui.tui.widgets.dates import told
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import RowList
from aitui.tui.widgets.spark import spark

_MARKS = {"published": "¶", "event": "•"}


class TimelinePane(RowList):
    """One line a happening: when, past or forecast, the sentence that dates it."""

    pane: Pane = "timeline"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._skipped = 0

    def count(self) -> int:
        return len(self.explorer.timeline.rows)

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        row = self.explorer.timeline.rows[index]
        quiet = self.quiet(base)
        mark = "→" if row.status == "forecast" else _MARKS.get(row.kind, "•")
        shown = self.explorer.timeline.rows[self.top : self.top + max(1, self.rows)]
        column = min(23, max((len(told(one.edtf)) for one in shown), default=10))
        return [
            (f" {told(row.edtf)[:23]:<{column}} ", base),
            (f"{mark} ", quiet),
            (row.text, base if row.kind == "event" else quiet),
        ]

    def empty(self) -> str:
        lit = self.explorer.lit
        if lit is None:
            return "Nothing dated yet: aitui add FILE…"
        return f"Nothing dated about {lit.row.name}; {self.explorer.key('cancel')} lets it go."

    def heading(self) -> list[Piece]:
        lit = self.explorer.lit
        total = self.explorer.timeline.total
        at = f" {min(self.explorer.timeline.skipped + self.cursor + 1, total)}/{total}"
        about = f" · {self.explorer.entity_label(lit.row)}" if lit is not None else ""
        left = f"{at}{about}{self.explorer.sorting.told('timeline')}  "
        bars = spark(self.explorer.timeline.histogram, self.size.width - len(left) - 14)
        return [(left + bars, self.theme.head)]

    def current(self) -> TimelineRow | None:
        rows = self.explorer.timeline.rows
        return rows[self.cursor] if self.cursor < len(rows) else None

    def changed(self) -> None:
        # Rows that were put before the first one leave the cursor on its own.
        before, self._skipped = self._skipped, self.explorer.timeline.skipped
        if 0 < before - self._skipped < self.count():
            self.cursor += before - self._skipped
            self.top += before - self._skipped
        super().changed()

    def moved(self) -> None:
        if self.cursor > self.count() - 20:
            self.explorer.timeline.more()
        elif self.cursor < 20:
            self.explorer.timeline.before()

    def go_to(self, index: int) -> None:
        self.explorer.timeline.show(index, super().go_to)

    def to_edge(self, *, last: bool) -> None:
        if not last and self.explorer.timeline.skipped:
            self.go_to(0)
        else:
            super().to_edge(last=last)
