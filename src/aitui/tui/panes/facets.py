"""The facets of a search: values with counts, and which of them are on."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from aitui.explorer.actions import Pane
from aitui.explorer.faceting import FacetLine
from aitui.text.clean import clean_line
from aitui.tui.cells import cut
from aitui.tui.widgets.pane import Piece, fit
from aitui.tui.widgets.rowlist import RowList

_STATES = {"": " ", "only": "+", "not": "−"}
# Cells of a count, and of the bar beside it.
_NUMBER, _BAR = 9, 10


class FacetsPane(RowList):
    """One line a value, grouped by facet; a heading is passed over."""

    pane: Pane = "facets"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # What the cursor is on: lines come and go around it.
        self._on: tuple[str, object] | None = None

    @property
    def _lines(self) -> list[FacetLine]:
        return self.explorer.faceting.lines

    def count(self) -> int:
        return len(self._lines)

    @property
    def above(self) -> int:
        """One line: what is on."""
        return 1

    def line(self, y: int, width: int) -> Strip:
        if y >= self.above:
            return super().line(y - self.above, width)
        where, *on = self.explorer.search.told()
        pieces: list[Piece] = [(f" {where}", self.theme.dim)]
        for layer in on:
            pieces += [("  ", self.theme.text), (layer, self.theme.count)]
        if on:
            pieces.append((f"  {self.explorer.key('cancel')} lets go of the last", self.theme.dim))
        return fit(pieces, width, self.theme.text)

    def refresh_rows(self, *ys: int) -> None:
        super().refresh_rows(*(y + self.above for y in ys))

    def changed(self) -> None:
        if self._on is not None:
            places = [at for at, line in enumerate(self._lines) if (line.field, line.value) == self._on]
            self.cursor = next(iter(places), self.cursor)
        super().changed()

    def put_cursor(self, index: int) -> None:
        super().put_cursor(index)
        line = self.current()
        self._on = None if line is None else (line.field, line.value)

    def passed_over(self, index: int) -> bool:
        return self._lines[index].kind == "head"

    def step_facet(self, step: int) -> None:
        """Go to the first value of the next (1) or previous (-1) facet."""
        line = self.current()
        firsts = [
            at + 1
            for at, (one, other) in enumerate(zip(self._lines, self._lines[1:], strict=False))
            if one.kind == "head" and other.kind != "head"
        ]
        if line is None or not firsts:
            return
        here = max((at for at in range(len(firsts)) if firsts[at] <= self.cursor), default=0)
        self.put_cursor(firsts[(here + step) % len(firsts)])

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        line = self._lines[index]
        if line.kind == "head":
            return [(f" {line.label}", self.theme.dim if line.label.startswith(" ") else self.theme.strong)]
        if line.kind == "rest":
            return [(f"     {line.label}", self.quiet(base))]
        number = "…" if line.number is None else f"{line.about}{line.number:,}"
        bar = _BAR if width >= 44 else 0
        label = cut(clean_line(line.label), max(6, width - _NUMBER - bar - 7))
        gap = " " * max(1, width - cell_len(label) - _NUMBER - bar - 6)
        style = self.theme.strong + base if line.state else base
        pieces: list[Piece] = [(f"   {_STATES[line.state]} ", style), (label, style), (gap, base)]
        pieces.append((f"{number:>{_NUMBER}}", self.quiet(base) if line.state == "not" else base))
        if bar:
            pieces.append(
                (f" {_bar(line.number or 0, self.explorer.faceting.most, bar - 1)}", self.theme.count + base)
            )
        return pieces

    def row_text(self, index: int) -> str:
        return self._lines[index].label

    def empty(self) -> str:
        return f"Nothing is counted yet; {self.explorer.key('search')} begins a search."

    def heading(self) -> list[Piece]:
        asked = self.explorer.search
        if not asked.done:
            return []
        total = "…" if asked.total is None else f"{asked.total:,}"
        many = "" if asked.total == 1 else "s"
        return [(f" of {total} article{many} · “{asked.found}”", self.theme.head)]

    def current(self) -> FacetLine | None:
        return self._lines[self.cursor] if self.cursor < len(self._lines) else None


def _bar(number: int, most: int, cells: int) -> str:
    """Return a bar of eighths of a cell; whatever is there at all is seen."""
    eighths = -(-number * cells * 8 // most) if number and most else 0
    rest = eighths % 8
    return f"{'█' * (eighths // 8)}{'▏▎▍▌▋▊▉'[rest - 1] if rest else ''}"
