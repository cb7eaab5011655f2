"""The timeline: dated sentences and publications, newest first, with a histogram by month above them."""

from __future__ import annotations

from rich.style import Style

from aitui.explorer.actions import Pane
from aitui.store.rows import TimelineRow
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import RowList
from aitui.tui.widgets.spark import spark

_MARKS = {"published": "¶", "event": "•"}


_PARTS = {
    "21": "spring {}", "22": "summer {}", "23": "autumn {}", "24": "winter {}",
    "33": "{} Q1", "34": "{} Q2", "35": "{} Q3", "36": "{} Q4", "40": "{} H1", "41": "{} H2",
}  # fmt: skip


def told(edtf: str) -> str:
    """Return an EDTF date as people write it: `2024-36` is 2024 Q4, `2025-01~` is ~2025-01."""
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        return f"{told(first) if first.strip('.') else ''}…{told(last) if last.strip('.') else ''}"
    about = "~" if edtf.endswith(("~", "%")) else ""
    year, _, rest = edtf.rstrip("~%?").partition("-")
    return about + (_PARTS[rest].format(year) if rest in _PARTS else edtf.rstrip("~%?"))


class TimelinePane(RowList):
    """One line a happening: when, past or forecast, the sentence that dates it."""

    pane: Pane = "timeline"

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
        return f"Nothing dated about {lit.row.name}." if lit is not None else "Nothing dated yet."

    def heading(self) -> list[Piece]:
        lit = self.explorer.lit
        total = self.explorer.timeline.total
        at = f" {min(self.cursor + 1, total)}/{total}"
        about = f" · {self.explorer.entity_label(lit.row)}" if lit is not None else ""
        left = f"{at}{about}  "
        bars = spark(self.explorer.timeline.histogram, self.size.width - len(left) - 14)
        return [(left + bars, self.theme.head)]

    def current(self) -> TimelineRow | None:
        rows = self.explorer.timeline.rows
        return rows[self.cursor] if self.cursor < len(rows) else None

    def moved(self) -> None:
        if self.cursor > self.count() - 20:
            self.explorer.timeline.more()
