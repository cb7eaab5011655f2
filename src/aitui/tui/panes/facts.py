"""The facts: one line each, and the tellings of one, each with its sentence."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style

from aitui.explorer.actions import Pane
from aitui.explorer.facts import Fact
from aitui.model import Telling
from aitui.text.clean import clean_line
from aitui.text.spans import runs
from aitui.text.wrap import wrap
from aitui.tui.cells import cut
from aitui.tui.widgets.dates import told
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import RowList

# Cells of the date and of the figure in the list.
_DATE, _FIGURE = 10, 16
# A pane of so many cells tells sources and languages in whole words.
_WIDE = 76


class _Line(NamedTuple):
    """A line of the tellings: `text` is drawn in pieces of (start, end, role)."""

    telling: Telling
    text: str
    pieces: list[tuple[int, int, str]]


class FactsPane(RowList):
    """Facts of the lit entity or of all; Enter goes from a fact to its tellings and on to the place."""

    pane: Pane = "facts"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._opened: Fact | None = None
        self._before = 0
        self._lines: list[_Line] = []
        self._width = 0

    # ------------------------------------------------------------------ rows

    def count(self) -> int:
        facts = self.explorer.facts
        return len(facts.rows) if facts.opened is None else len(self._told())

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        facts, quiet = self.explorer.facts, self.quiet(base)
        if facts.opened is not None:
            line = self._told()[index]
            looks = {"head": quiet, "text": base, "name": self.theme.strong + base}
            looks |= {"lit": self.theme.lit, "figure": self.theme.match}
            return [(line.text[start:end], looks[role]) for start, end, role in line.pieces]
        fact = facts.rows[index]
        first = fact.first
        date = told(first.edtf) if first.edtf is not None else ""
        figure = " ".join(facts.part(first, first.figure).split())
        mark = "→" if first.status == "forecast" else " "
        shared = _counted(fact) if width >= _WIDE else _shortly(fact)
        head = f" {cut(date, _DATE)} "
        head += " " * max(0, _DATE + 2 - cell_len(head))
        figure = cut(clean_line(figure), _FIGURE)
        words = facts.part(first, first.measure) if first.measure is not None else facts.sentence(first)
        words = " ".join(words.split())
        left = width - cell_len(head) - 2
        pieces: list[Piece] = [(head, quiet), (f"{mark} ", quiet)]
        if figure:
            pieces += [(figure, self.theme.strong + base), (" ", base)]
            left -= cell_len(figure) + 1
        words = cut(clean_line(words), max(4, left - cell_len(shared) - 1))
        gap = " " * max(1, left - cell_len(words) - cell_len(shared))
        return [
            *pieces,
            (words + gap, base),
            (shared, quiet if fact.sources < 2 else self.theme.count + base),
        ]

    def row_text(self, index: int) -> str:
        facts = self.explorer.facts
        if facts.opened is not None:
            return self._told()[index].text
        return " ".join(facts.sentence(facts.rows[index].first).split())

    def empty(self) -> str:
        explorer = self.explorer
        if not explorer.facts.loaded:
            return "…"
        if explorer.lit is not None:
            return f"Nothing stated of {explorer.lit.row.name}; {explorer.key('cancel')} lets it go."
        return f"No facts yet: aitui add FILE…; {explorer.key('out')} goes back."

    def heading(self) -> list[Piece]:
        explorer, facts = self.explorer, self.explorer.facts
        if facts.opened is not None:
            number = len(facts.opened.tellings)
            told_by = f"{number} telling{'' if number == 1 else 's'} · {_counted(facts.opened, whole=True)}"
            return [(f" {told_by}", self.theme.head)]
        if not facts.rows:
            return []
        about = f" · {explorer.entity_label(explorer.lit.row)}" if explorer.lit is not None else ""
        more = " of the newest texts" if facts.cut else ""
        order = f" · by {facts.order} ({explorer.key('sort')})"
        return [(f"{self.position()}{more}{about}{order}", self.theme.head)]

    def changed(self) -> None:
        opened = self.explorer.facts.opened
        if opened is not self._opened:
            # Into the tellings from their beginning; back to the row that they were opened from.
            if self._opened is None:
                self._before = self.cursor
            self.cursor, self._opened = (0 if opened is not None else self._before), opened
            self.top = 0
        self._width = 0
        super().changed()

    def current(self) -> Fact | None:
        facts = self.explorer.facts
        return facts.rows[self.cursor] if facts.opened is None and self.cursor < len(facts.rows) else None

    def telling(self) -> Telling | None:
        """Return the telling at the cursor; None in the list of facts."""
        if self.explorer.facts.opened is None or self.cursor >= len(self._told()):
            return None
        return self._told()[self.cursor].telling

    # ------------------------------------------------------------------ the tellings of one fact

    def _told(self) -> list[_Line]:
        """Return the lines of the tellings, wrapped to the width of the pane."""
        opened, width = self.explorer.facts.opened, max(20, self.size.width)
        if opened is not None and self._width != width:
            self._width = width
            # By language: the same words stand together.
            by_lang = sorted(opened.tellings, key=lambda telling: telling.lang)
            self._lines = [line for telling in by_lang for line in self._lines_of(telling, width)]
        return self._lines

    def _lines_of(self, telling: Telling, width: int) -> list[_Line]:
        facts, lit = self.explorer.facts, self.explorer.lit
        date = telling.published or "undated"
        head = f" {telling.lang:<2.2} {date:<10} {telling.source or 'unknown source'}"
        lines = [_Line(telling, head, [(0, len(head), "head")])]
        text = facts.sentence(telling).replace("\n", " ").replace("\r", " ").replace("\t", " ")
        start = telling.start
        marks = [
            (a - start, b - start, "lit" if lit is not None and lit.row.id == entity else "name")
            for (a, b), entity in facts.names(telling).items()
        ]
        if telling.figure is not None:
            marks.append((telling.figure[0] - start, telling.figure[1] - start, "figure"))
        end = len(text.rstrip())
        for a, b in wrap(text, len(text) - len(text.lstrip()), end, width - 5, cell_len):
            pieces = [(x + 4, y + 4, role) for x, y, role in runs(a, b, marks, "text")]
            lines.append(_Line(telling, f"    {text}", [(0, 4, "text"), *pieces]))
        return lines


def _counted(fact: Fact, *, whole: bool = False) -> str:
    """Return how many sources and languages tell a fact; of one source nothing but in whole words."""
    if fact.sources < 2 and not whole:
        return ""
    parts = ((fact.sources, "source"), (fact.languages, "language"))
    return " · ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in parts)


def _shortly(fact: Fact) -> str:
    return "" if fact.sources < 2 else f"{fact.sources} src · {fact.languages} lang"
