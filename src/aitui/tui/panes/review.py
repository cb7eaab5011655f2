"""The review queue: one line a pair, and under the list what speaks for and against the one chosen."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from aitui.explorer.actions import Pane
from aitui.store.rows import ContextRow, EntityRow, PairRow
from aitui.text.wrap import wrap
from aitui.tui.cells import cut, cut_left
from aitui.tui.widgets.pane import Piece, fit
from aitui.tui.widgets.rowlist import RowList

# Lines below the list: the reason, and for each of the two its names and places.
_DETAILS = 9


class ReviewPane(RowList):
    """Pairs of entities that may be one."""

    pane: Pane = "review"

    def count(self) -> int:
        return len(self.explorer.review.rows)

    @property
    def rows(self) -> int:
        """Lines of the list: the details need theirs."""
        lines = max(0, self.extent.height - 1)
        return lines - self._details(lines)

    def _details(self, lines: int) -> int:
        return _DETAILS if self.count() and lines >= _DETAILS + 3 else 0

    def line(self, y: int, width: int) -> Strip:
        current = self.current()
        if y < self.rows or current is None:
            return super().line(y, width)
        pieces = self._told(current, y - self.rows, width)
        return fit(pieces, width, self.theme.text)

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        row = self.explorer.review.rows[index]
        quiet = self.quiet(base)
        mark = "?" if row.unsure else " "
        told = f" {row.one.type[:3]} {row.one.mentions}/{row.other.mentions} "
        room = max(8, width - cell_len(told) - 6)
        one = cut(row.one.name, room // 2)
        other = cut(row.other.name, room - cell_len(one) - 3)
        gap = " " * max(0, width - cell_len(told) - cell_len(one) - cell_len(other) - 5)
        return [
            (mark, self.theme.strong + base),
            (one, base),
            (" ~ ", quiet),
            (other, base),
            (gap, base),
            (told, quiet),
        ]

    def row_text(self, index: int) -> str:
        row = self.explorer.review.rows[index]
        return f"{row.one.name} {row.other.name} {row.reason}"

    def empty(self) -> str:
        found, key = self.explorer.review, self.explorer.key
        if found.aside and not found.with_aside:
            return f"Nothing waits here; {found.aside} put aside: {key('review_aside')} shows them."
        if found.only is not None:
            return f"No pair of {found.only} waits; {key('review_of_lit')} shows all pairs."
        return "Nothing waits; aitui add finds pairs to review."

    def heading(self) -> list[Piece]:
        found = self.explorer.review
        if not found.rows and not found.waiting:
            return []
        of = f" · of {found.only}" if found.only is not None else ""
        key = self.explorer.key
        aside = f" · {found.aside} put aside ({key('review_aside')})" if found.aside else ""
        at = min(self.cursor + 1, len(found.rows))
        total = found.waiting + (found.aside if found.with_aside else 0)
        answers = f"{key('merge')} same · {key('not_same')} not · {key('unsure')} unsure"
        return [(f" {at}/{total}{of}{aside} · {answers}", self.theme.head)]

    def current(self) -> PairRow | None:
        rows = self.explorer.review.rows
        return rows[self.cursor] if self.cursor < len(rows) else None

    def moved(self) -> None:
        self._look()

    def changed(self) -> None:
        super().changed()
        self._look()

    def _look(self) -> None:
        current = self.current()
        if current is not None:
            self.explorer.review.look_at(current)

    def put_cursor(self, index: int) -> None:
        before = self.cursor
        super().put_cursor(index)
        if self.cursor != before:
            self.refresh_rows(*range(self.rows, max(0, self.extent.height - 1)))

    def go_back(self, cursor: int, top: int) -> None:
        super().go_back(cursor, top)
        self._look()

    # ------------------------------------------------------------------ below the list

    def _told(self, row: PairRow, at: int, width: int) -> list[Piece]:
        """Draw a line of the details: a rule, the reason in two lines, then three lines for each entity."""
        if at == 0:
            return [("─" * width, self.theme.dim)]
        if at <= 2:
            reason = f"{_percent(row)} · {self.explorer.review.why(row)}"
            lines = wrap(reason, 0, len(reason), max(8, width - 2), cell_len)
            text = reason[slice(*lines[at - 1])] if at <= len(lines) else ""
            return [(f" {text}", self.theme.text)]
        entity, line = (row.one, at - 3) if at < 6 else (row.other, at - 6)
        if line == 0:
            return [(f" {entity.name}", self.theme.strong), (f"  {_counted(entity)}", self.theme.dim)]
        found = self.explorer.review.examples(row)
        if found is None:
            return [("   …", self.theme.dim)] if line == 1 else []
        places = found[0 if entity is row.one else 1]
        return self._place(places[line - 1], width) if line <= len(places) else []

    def _place(self, place: ContextRow, width: int) -> list[Piece]:
        head = f"   {place.lang:<2.2} "
        room = max(4, (width - cell_len(head) - cell_len(place.hit)) * 2 // 5)
        return [
            (head, self.theme.dim),
            (cut_left(place.left, room), self.theme.text),
            (place.hit, self.theme.lit),
            (place.right, self.theme.text),
        ]


def _percent(row: PairRow) -> str:
    return f"{round(100 * row.score)} %"


def _counted(entity: EntityRow) -> str:
    parts = ((entity.mentions, "mention"), (entity.articles, "article"), (entity.languages, "language"))
    return " · ".join([entity.type, *(f"{n} {word}{'' if n == 1 else 's'}" for n, word in parts)])
