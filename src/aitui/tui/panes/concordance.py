"""The concordance: one line a place, all languages aligned on the hit."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style

from aitui.explorer.actions import Pane
from aitui.store.rows import ContextRow
from aitui.text.substitute import Substituted
from aitui.tui.cells import cut_left
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import WAITING, RowList


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
        before, hit, after = self._numbers(row)
        left = cut_left(before, room)
        pad = " " * (room - cell_len(left))
        return [(told, self.quiet(base)), (pad + left, base), (hit, self.theme.lit), (after, base)]

    def _numbers(self, row: ContextRow) -> tuple[str, str, str]:
        """Return what stands left of the hit, the hit, and what stands right, numbers as the lens tells them.

        A number that the hit is a part of becomes the hit.
        """
        whole = f"{row.left}{row.hit}{row.right}"
        start, end = len(row.left), len(row.left) + len(row.hit)
        spans = self.explorer.lens.of_snippet(whole, row.lang)
        for first, last, _ in spans:
            if first < end and last > start:
                start, end = min(start, first), max(end, last)
        parts = ((0, start), (start, end), (end, len(whole)))
        left, hit, right = (Substituted(whole, a, b, spans).text for a, b in parts)
        return left, hit, right

    def row_text(self, index: int) -> str:
        row = self.explorer.concordance.rows[index]
        return f"{row.left}{row.hit}{row.right}"

    def empty(self) -> str:
        if self.explorer.concordance.reading:
            return WAITING
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
        lens = self.explorer.lens.heading()
        return [(f"{lens} {self.cursor + 1}/{found.total}{told}", self.theme.head)]

    def current(self) -> ContextRow | None:
        rows = self.explorer.concordance.rows
        return rows[self.cursor] if self.cursor < len(rows) else None
