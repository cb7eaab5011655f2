"""The tellings of a fact beside each other by language, or the two sides of a contradiction."""

from __future__ import annotations

from collections.abc import Iterator

from textual.strip import Strip

from aitui.explorer.actions import Pane
from aitui.explorer.tellings import LIMIT, Column, Told
from aitui.text.fold import fold
from aitui.tui.cells import cut, fitted
from aitui.tui.widgets.pane import PaneWidget, Piece, fit
from aitui.tui.widgets.sentence import sentence_lines

# From so many cells on tellings stand side by side; so many each column needs at least.
_BESIDE, _COLUMN = 100, 36
_GUTTER = 2
_PLACES = {1: "first", 2: "second", 3: "third"}

Lines = list[list[Piece]]


class TellingsPane(PaneWidget):
    """Every telling with its sentence; the cursor goes from telling to telling.

    Attributes:
        cursor: which of `explorer.tellings.ordered` is chosen.
        top: the first line in view.
    """

    pane: Pane = "tellings"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.cursor = 0
        self.top = 0
        self._opened = 0
        self._made_for: tuple[object, ...] = ()
        # Each line of the pane: the pieces of its columns, with the telling that each belongs to.
        self._lines: list[list[tuple[int, list[Piece]]]] = []
        self._widths: list[int] = []
        # First and last line of each telling.
        self._places: dict[int, tuple[int, int]] = {}

    # ------------------------------------------------------------------ lines

    def _lay_out(self) -> None:
        """Set the tellings in columns, again when they, the width, the lit entity or the colours changed."""
        shown, lit = self.explorer.tellings, self.explorer.lit
        made_for = (shown.columns, self.extent.width, lit and lit.row.id, self.theme.name)
        if made_for == self._made_for or self.extent.width < 4:
            return
        self._made_for = made_for
        self._lines, self._places = [], {}
        columns = shown.columns
        beside = 1
        if self.extent.width >= _BESIDE:
            beside = max(1, min(len(columns), self.extent.width // _COLUMN))
        width = (self.extent.width - (beside - 1) * 3) // beside
        self._widths = [width] * beside
        at = 0
        for first in range(0, len(columns), beside):
            band = columns[first : first + beside]
            if self._lines:
                self._lines.append([])
            at = self._add_band(band, at, width)

    def _add_band(self, band: list[Column], at: int, width: int) -> int:
        """Add columns that stand beside each other; return the number of the next telling."""
        top = len(self._lines)
        set_in: list[list[tuple[int, list[Piece]]]] = []
        for column in band:
            lines: list[tuple[int, list[Piece]]] = []
            if column.heading:
                lines.append((-1, [(column.heading, self.theme.strong)]))
            for told in column.tellings:
                begin = top + len(lines)
                lines += [(at, pieces) for pieces in self._telling(told, at, width - _GUTTER - 1)]
                self._places[at] = (begin, top + len(lines) - 1)
                lines.append((-1, []))
                at += 1
            set_in.append(lines[:-1])
        for row in range(max(map(len, set_in), default=0)):
            self._lines.append([lines[row] if row < len(lines) else (-1, []) for lines in set_in])
        return at

    def _telling(self, told: Told, at: int, width: int) -> Lines:
        """Return who says it, the sentence, and what is to be said of it."""
        theme, facts = self.theme, self.explorer.facts
        turn = self._turn(at)
        lines: Lines = []
        if turn:
            lines.append([(turn, theme.strong)])
        by_language = self.explorer.tellings.by_language
        lang = "" if by_language else told.lang
        who = f"{lang} {told.published or 'undated'} {told.source or 'unknown source'}"
        by = f" · by {told.said}" if told.said else ""
        lines.append([(cut(" ".join(f"{who}{by}".split()), width), theme.dim)])
        if told.title:
            lines.append([(cut(" ".join(told.title.split()), width), theme.dim)])
        lit = {row.id for row in facts.about}
        numbers = self.explorer.lens.of_snippet(told.sentence, told.lang, cut=False)
        lines += sentence_lines(told.sentence, told.figure, told.names, lit, width, theme, numbers)
        if told.note:
            lines.append([(cut(f"({told.note})", width), theme.error)])
        return lines

    def _turn(self, at: int) -> str:
        """Return when a telling came out among the others; empty while they stand by language."""
        turns = self.explorer.tellings.turns
        if turns is None:
            return ""
        turn = turns[at]
        if turn.place is None:
            return "undated: before or after, nobody knows"
        place = _PLACES.get(turn.place, f"number {turn.place}")
        tied = ", tied" if turn.tied else ""
        lag = f", {turn.lag} day{'' if turn.lag == 1 else 's'} later" if turn.lag else ""
        return f"{place}{tied}{lag}"

    # ------------------------------------------------------------------ drawing

    def heading(self) -> list[Piece]:
        self._lay_out()
        shown = self.explorer.tellings
        number = len(shown.ordered)
        if not number:
            return []
        parts = [f"{min(self.cursor + 1, number)}/{number}", shown.told()]
        if shown.turns is not None:
            parts.append(f"who told it first ({self.explorer.key('first_told')})")
        if shown.fact is not None and len(shown.fact.tellings) > LIMIT:
            parts.append(f"first {LIMIT} shown")
        if shown.fact is not None and shown.fact.rank:
            reason = f": {shown.fact.reason}" if shown.fact.reason else ""
            parts.append(f"{shown.fact.rank}{reason}")
        return [(f"{self.explorer.lens.heading()} " + " · ".join(filter(None, parts)), self.theme.head)]

    def line(self, y: int, width: int) -> Strip:
        self._lay_out()
        index = self.top + y
        if index >= len(self._lines):
            nothing = not self._lines and y == 0
            key = self.explorer.key("open")
            empty = f" Nothing is open: {key} on a fact shows its tellings." if nothing else ""
            return fit([(empty, self.theme.dim)], width, self.theme.text)
        pieces: list[Piece] = []
        for column, (at, told) in enumerate(self._lines[index]):
            if column:
                pieces.append((" │ ", self.theme.dim))
            chosen = at >= 0 and at == self.cursor
            gutter = "▌ " if chosen else "  "
            mark = self.theme.gutter if self.focused_pane else self.theme.dim
            inner = self._widths[column] - _GUTTER
            pieces += [(gutter, mark), *fitted(told, inner, self.theme.text)]
        return fit(pieces, width, self.theme.text)

    def changed(self) -> None:
        shown = self.explorer.tellings
        if shown.opened != self._opened:
            self._opened = shown.opened
            self.cursor = self.top = 0
        self.cursor = max(0, min(self.cursor, len(shown.ordered) - 1))
        self._made_for = ()
        self.refresh()

    def plain_lines(self) -> list[str]:
        lines: list[str] = []
        for column in self.explorer.tellings.columns:
            for told in column.tellings:
                who = (told.lang, told.published or "undated", told.source or "unknown source", told.title)
                lines += [" ".join(filter(None, who)), " ".join(told.sentence.split()), ""]
        return lines or ["Nothing is open."]

    # ------------------------------------------------------------------ movement

    def current(self) -> Told | None:
        """Return the telling at the cursor."""
        ordered = self.explorer.tellings.ordered
        return ordered[self.cursor] if self.cursor < len(ordered) else None

    def length(self) -> int:
        return len(self.explorer.tellings.ordered)

    def go_to(self, index: int) -> None:
        self.move(index - self.cursor)

    def move(self, step: int) -> None:
        before, top = self.cursor, self.top
        self.cursor = max(0, min(self.cursor + step, self.length() - 1))
        self._scroll()
        if top != self.top:
            self.refresh()
        elif before != self.cursor:
            for at in (before, self.cursor):
                first, last = self._places.get(at, (0, -1))
                self.refresh_rows(*range(first - self.top, last - self.top + 1))
            self.refresh_heading()

    def _scroll(self) -> None:
        """Bring the telling at the cursor into view, its end too where it fits."""
        self._lay_out()
        first, last = self._places.get(self.cursor, (0, 0))
        if self.cursor == 0:
            first = 0
        rows = max(1, self.rows)
        self.top = max(0, min(max(self.top, last - rows + 1), first))

    def page(self, fraction: float) -> None:
        step = max(1, int(abs(fraction) * (self.rows - 1)))
        self._lay_out()
        lowest = max(0, len(self._lines) - self.rows)
        top = max(0, min(self.top + (step if fraction > 0 else -step), lowest))
        if top == self.top:
            self.to_edge(last=fraction > 0)
            return
        self.top = top
        in_view = [at for at, (first, _) in self._places.items() if top <= first < top + self.rows]
        self.cursor = min(in_view, default=self.cursor)
        self.refresh()

    def to_edge(self, *, last: bool) -> None:
        self.move(self.length() if last else -self.length())

    def go_back(self, cursor: int, top: int) -> None:
        self.cursor, self.top = min(cursor, max(0, self.length() - 1)), top
        self._scroll()
        self.refresh()

    def look_for(self, text: str, step: int = 0) -> Iterator[bool]:
        wanted, ordered = fold(text), self.explorer.tellings.ordered
        direction = -1 if step < 0 else 1
        for away in range(len(ordered)):
            at = (self.cursor + step + away * direction) % len(ordered)
            told = ordered[at]
            found = wanted in fold(f"{told.sentence} {told.source or ''} {told.title} {told.lang}")
            if found:
                self.move(at - self.cursor)
            yield found

    def on_resize(self) -> None:
        self._scroll()
