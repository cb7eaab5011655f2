"""Searches: those kept under a name with what is new in them, and those made lately."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style

from aitui.explorer.actions import Pane
from aitui.explorer.saved_searches import SearchLine
from aitui.text.clean import clean_line
from aitui.tui.cells import cut
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import RowList

# Cells of the counts at the right, and of a name at most.
_COUNTS, _NAME = 18, 24


class SearchesPane(RowList):
    """One line a search; a heading is passed over."""

    pane: Pane = "searches"

    @property
    def _lines(self) -> list[SearchLine]:
        return self.explorer.saved.lines

    def count(self) -> int:
        return len(self._lines)

    def passed_over(self, index: int) -> bool:
        return self._lines[index].kind == "head"

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        line = self._lines[index]
        if line.kind == "head":
            return [(f" {line.query}", self.theme.strong)]
        if line.kind == "recent":
            return [(f"   {line.query}", base)]
        wide = min(_NAME, max(8, (width - _COUNTS) // 2))
        name = cut(clean_line(line.name), wide)
        left: list[Piece] = [(f"   {name}{' ' * (wide - cell_len(name))} ", self.theme.strong + base)]
        found = line.found
        if found is not None and found.error:
            return [*left, (found.error, self.theme.error)]
        room = max(4, width - wide - _COUNTS - 4)
        query = cut(clean_line(line.query), room)
        left.append((f"{query}{' ' * (room - cell_len(query))}", self.quiet(base)))
        if found is None:
            return [*left, ("…".rjust(_COUNTS - 1), self.quiet(base))]
        new = f"{found.new:,} new" if found.new else ""
        return [*left, (f"{found.total:>8,} ", base), (f"{new:>8}", self.theme.count + base)]

    def row_text(self, index: int) -> str:
        return f"{self._lines[index].name} {self._lines[index].query}"

    def empty(self) -> str:
        key = self.explorer.key
        return f"No searches yet; {key('search')} begins one, {key('save_search')} saves it."

    def heading(self) -> list[Piece]:
        saved = [line for line in self._lines if line.kind == "saved"]
        new = sum(1 for line in saved if line.found is not None and line.found.new)
        told = f" · something new in {new}" if new else ""
        return [(f" {len(saved)} saved{told}", self.theme.head)] if self._lines else []

    def current(self) -> SearchLine | None:
        return self._lines[self.cursor] if self.cursor < len(self._lines) else None
