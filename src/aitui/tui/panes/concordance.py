"""The concordance: one line a place, all languages aligned on the hit."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style

from aitui.explorer.actions import Pane
from aitui.store.rows import ContextRow
from aitui.tui.cells import cut_left
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import RowList


class ConcordancePane(RowList):
    """Every place of a match set with the words on either side of it."""

    pane: Pane = "concordance"

    def count(self) -> int:
        return len(self.explorer.concordance.rows)

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        row = self.explorer.concordance.rows[index]
        told = f" {row.lang:<2.2} "
        if width >= 70:
            told += f"{row.published[:10] if row.published else 'undated':<10} "
        room = max(4, (width - cell_len(told) - 12) // 2)
        left = cut_left(row.left, room)
        pad = " " * (room - cell_len(left))
        return [(told, self.quiet(base)), (pad + left, base), (row.hit, self.theme.lit), (row.right, base)]

    def row_text(self, index: int) -> str:
        row = self.explorer.concordance.rows[index]
        return f"{row.left}{row.hit}{row.right}"

    def empty(self) -> str:
        if self.explorer.concordance.reading:
            return "…"
        key = self.explorer.key
        choose = f"{key('focus_entities')} lights an entity, {key('find')} and {key('search')} find"
        return f"Nothing to align: {choose}; then {key('concordance')}."

    def heading(self) -> list[Piece]:
        found = self.explorer.concordance
        if not found.rows:
            return []
        shown = len(found.rows)
        cut = f" (first {shown} shown)" if shown < found.total else ""
        told = f"{cut} · {found.label} · by {found.order} ({self.explorer.key('sort')})"
        return [(f" {self.cursor + 1}/{found.total}{told}", self.theme.head)]

    def current(self) -> ContextRow | None:
        rows = self.explorer.concordance.rows
        return rows[self.cursor] if self.cursor < len(rows) else None
