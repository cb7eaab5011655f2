"""The timeline: happenings by one of three clocks, or periods of any size with their density by language.

The row of the cursor is lit only as far as its date: a row as wide as the screen costs too much on a slow
line.
"""

from __future__ import annotations

from rich.style import Style
from textual.strip import Strip

from aitui.explorer.actions import Pane
from aitui.explorer.periods import as_date, name, ordinal
from aitui.explorer.timeline import Happening, Line, Period
from aitui.store.rows import Mark, TimelineRow
from aitui.text.dates import told
from aitui.text.spans import runs
from aitui.text.substitute import substitute
from aitui.tui.cells import cut
from aitui.tui.widgets.bars import bands, block, in_year
from aitui.tui.widgets.pane import Piece, fit
from aitui.tui.widgets.rowlist import WAITING, RowList
from aitui.tui.widgets.spark import spark

# From so many cells on a date is drawn in its year too.
_DRAWN = 76
# Cells of a date, and of a language in a period.
_DATE, _LANG = 21, 4
# From so many lines on, the density by language stands above the list; a quarter of them is for that.
_BANDS = 14
# Cells to the left of the bands.
_BAND_LEFT = 5
# Rows that a find looks at before the next key is answered.
FIND_AT_ONCE = 400


class TimelinePane(RowList):
    """One line a happening: when, past or forecast, in which languages, and the sentence that dates it."""

    pane: Pane = "timeline"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._lines: object = None
        self._before = 0
        self._opened: Happening | None = None
        # The bands, with the lines and the width that they were drawn for.
        self._drawn: tuple[object, int, dict[str, str]] = (None, 0, {})

    # ------------------------------------------------------------------ what is there

    def count(self) -> int:
        timeline = self.explorer.timeline
        return len(timeline.lines) if timeline.opened is None else len(timeline.opened.marks)

    def length(self) -> int:
        timeline = self.explorer.timeline
        return timeline.total if timeline.opened is None else self.count()

    @property
    def above(self) -> int:
        lines = max(0, self.extent.height - 1)
        if lines < _BANDS or self.explorer.timeline.opened is not None:
            return 0
        return min(len(self.explorer.timeline.langs), lines // 4) + 1 if self.count() else 0

    def current(self) -> Mark | Line | None:
        """Return the telling, happening or period at the cursor."""
        timeline = self.explorer.timeline
        if timeline.opened is not None:
            return timeline.opened.marks[min(self.cursor, len(timeline.opened.marks) - 1)]
        return timeline.lines[self.cursor] if self.cursor < len(timeline.lines) else None

    # ------------------------------------------------------------------ drawing

    def line(self, y: int, width: int) -> Strip:
        if y < self.above:
            return fit([(self._band(y, width), self.theme.dim)], width, self.theme.text)
        index = self.top + y - self.above
        if index >= self.count():
            return super().line(y - self.above, width)
        base = self.theme.text
        if index == self.cursor:
            base = self.theme.cursor if self.focused_pane else self.theme.cursor_off
        return fit(self.row(index, base, width), width, self.theme.text)

    def refresh_rows(self, *ys: int) -> None:
        super().refresh_rows(*(y + self.above for y in ys))

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        timeline = self.explorer.timeline
        if timeline.opened is not None:
            return self._telling(timeline.opened, index, base)
        line = timeline.lines[index]
        if isinstance(line, Period):
            return self._period(line, base, width)
        return self._happening(line, base, width)

    def _happening(self, line: Happening, base: Style, width: int) -> list[Piece]:
        timeline, mark = self.explorer.timeline, line.first
        row = timeline.row(mark)
        if row is None:
            return [(" (no longer in the corpus)", self.quiet(base))]
        ahead = row.status == "forecast"
        day = told(row.edtf) if timeline.clock == "event" and row.edtf else name(mark.day, "day")
        pieces: list[Piece] = [(f" {cut(day, _DATE):<{self._date_width()}} ", base)]
        if width >= _DRAWN and timeline.clock == "event":
            pieces.append((f"{in_year(mark.first, mark.last, ahead=ahead)} ", base))
        if row.kind == "published":
            return [*pieces, (f"¶ {row.lang} {row.text}", self.theme.text)]
        pieces.append(("→ " if ahead else "• ", base))
        langs = list(dict.fromkeys(one.lang for one in line.marks))
        if line.articles > 1:
            pieces += [(f"×{line.articles}", self.theme.count), (f" {' '.join(langs)} ", self.theme.dim)]
        else:
            pieces.append((f"{row.lang} ", self.theme.dim))
        if timeline.clock != "event" and row.edtf:
            pieces.append((f"{told(row.edtf)}: ", self.theme.strong))
        return [*pieces, *self._words(row)]

    def _words(self, row: TimelineRow) -> list[Piece]:
        """Return the sentence of a line, its numbers as the lens tells them."""
        spans = self.explorer.lens.of_snippet(row.text, row.lang, cut=False)
        if not spans:
            return [(row.text, self.theme.text)]
        shown, _, replaced = substitute(row.text, spans, [])
        layers = [(start, end, self.theme.lens) for start, end in replaced]
        return [(shown[a:b], style) for a, b, style in runs(0, len(shown), layers, self.theme.text)]

    def _date_width(self) -> int:
        """Return the cells that the dates in view need."""
        timeline = self.explorer.timeline
        if timeline.clock != "event":
            return 10
        width = 10
        for line in timeline.lines[self.top : self.top + max(1, self.rows)]:
            row = timeline.row(line.first) if isinstance(line, Happening) else None
            if row is not None and row.edtf:
                width = max(width, len(told(row.edtf)))
        return min(width, _DATE)

    def _period(self, line: Period, base: Style, width: int) -> list[Piece]:
        timeline = self.explorer.timeline
        pieces: list[Piece] = [(f" {name(line.day, timeline.level):<8} ", base)]
        room = max(1, (width - 40) // _LANG)
        for lang in timeline.langs[:room]:
            number = line.counts.get(lang, 0)
            pieces.append((f"{lang:<2.2}" if number else "  ", self.theme.dim))
            pieces.append((f"{block(number, timeline.most)} ", self.theme.text))
        more = f"~{line.vague} " if line.vague else ""
        more += f"→{line.ahead} " if line.ahead else ""
        pieces += [(f"{line.total or '':>4} ", self.theme.strong), (f"{more:<8}", self.theme.dim)]
        example = line.example
        row = timeline.row(example.first) if example is not None else None
        if example is not None and row is not None:
            often = f"×{example.articles} " if example.articles > 1 else ""
            pieces += [(often, self.theme.count), (row.text, self.theme.text)]
        return pieces

    def _telling(self, opened: Happening, index: int, base: Style) -> list[Piece]:
        timeline = self.explorer.timeline
        row, first = timeline.row(opened.marks[index]), timeline.row(opened.first)
        if row is None:
            return [(" (no longer in the corpus)", self.quiet(base))]
        lag = f"{_lag(first, row):<9}" if first is not None else ""
        source = cut(row.source or "unknown source", 20)
        return [
            (f" {row.lang:<2.2} {row.published or 'undated':<10} ", base),
            (f"{lag} {source}  ", self.theme.dim),
            *self._words(row),
        ]

    def _band(self, y: int, width: int) -> str:
        """Return a line of the density by language, the last one its axis."""
        timeline, lines = self.explorer.timeline, self.above - 1
        order = timeline.langs[:lines]
        if self._drawn[0] is not timeline.lines or self._drawn[1] != width:
            counts = {
                lang: [(ordinal(day, timeline.level), number) for day, number in found]
                for lang, found in timeline.bands.items()
            }
            self._drawn = (timeline.lines, width, bands(counts, order, width - _BAND_LEFT - 1))
        drawn = self._drawn[2]
        if y < lines:
            return f" {order[y]:<2.2}  {drawn.get(order[y], '')}"
        days = [day for lang in order for day, _ in timeline.bands[lang]]
        if not days:
            return ""
        first, last = (name(day, timeline.level) for day in (min(days), max(days)))
        cells = max(len(row) for row in drawn.values())
        gap = max(1, cells - len(first) - len(last))
        axis = first if first == last else f"{first}{'┄' * gap if gap > 1 else ' '}{last}"
        return f"{'':{_BAND_LEFT}}{axis}"

    def heading(self) -> list[Piece]:
        explorer, timeline = self.explorer, self.explorer.timeline
        if timeline.opened is not None:
            number = len(timeline.opened.marks)
            return [(f" {number} telling{'' if number == 1 else 's'} of one happening", self.theme.head)]
        total = timeline.total
        at = f" {min(timeline.skipped + self.cursor + 1, total)}/{total}"
        clock, level = f" · {timeline.clock} clock", f" · by {timeline.level}"
        if self.focused_pane:
            clock += f" ({explorer.key('sort')})"
            level += f" ({explorer.key('coarser')} {explorer.key('finer')})"
        about = f" · {explorer.entity_label(explorer.lit.row)}" if explorer.lit is not None else ""
        only = f" · only {timeline.text}" if timeline.text else ""
        left = f"{explorer.lens.heading()}{at}{clock}{level}{about}{only}  "
        bars = spark(timeline.histogram, self.extent.width - len(left) - 14) if not self.above else ""
        return [(left + bars, self.theme.head)]

    def empty(self) -> str:
        explorer, timeline = self.explorer, self.explorer.timeline
        if not timeline.loaded:
            return WAITING
        if timeline.text:
            return f"Nothing here is “{timeline.text}”; {explorer.key('cancel')} lets the filter go."
        if timeline.clock == "event" and explorer.lit is not None:
            return (
                f"Nothing dated is told of {explorer.lit.row.name}; "
                f"{explorer.key('sort')} shows when it was written about."
            )
        if explorer.lit is not None:
            return f"Nothing is told of {explorer.lit.row.name}; {explorer.key('cancel')} lets it go."
        if timeline.clock == "event" and len(explorer.article_ids):
            return f"No dates are told of in these texts; {explorer.key('sort')} shows when they came out."
        return "Nothing dated yet: aitui add FILE…"

    # ------------------------------------------------------------------ moving

    def changed(self) -> None:
        timeline = self.explorer.timeline
        if timeline.opened is not self._opened:
            # Into the tellings from the first on, and back to the line that they were opened from.
            self._opened = timeline.opened
            self.cursor = timeline.index if timeline.opened is None else 0
            self.top = self._before if timeline.opened is None else 0
        elif timeline.opened is None and (self._lines is not timeline.lines or self.cursor != timeline.index):
            # The line of the cursor stays where it is on the screen.
            self.top += timeline.index - self.cursor
            self.cursor = timeline.index
        self.top = max(0, self.top)
        self._lines = timeline.lines
        super().changed()

    def put_cursor(self, index: int) -> None:
        super().put_cursor(index)
        if self.explorer.timeline.opened is None:
            self.explorer.timeline.stand(self.cursor)
            self._before = self.top

    def moved(self) -> None:
        self.explorer.timeline.near_edge()

    def go_to(self, index: int) -> None:
        if self.explorer.timeline.opened is not None:
            super().go_to(index)
        else:
            self.explorer.timeline.show(index, super().go_to)

    def to_edge(self, *, last: bool) -> None:
        self.go_to(self.length() - 1 if last else 0)


def _lag(first: TimelineRow, row: TimelineRow) -> str:
    """Return how many days after the first telling another one came out; nothing where that is not known."""
    days = [one.published for one in (first, row)]
    if any(day is None or len(day) != 10 for day in days):
        return ""
    a, b = (as_date(int(str(day).replace("-", ""))) for day in days)
    days_later = (b - a).days
    return f"+{days_later} day{'' if days_later == 1 else 's'}" if days_later else "first"
