"""The reader: the text as it came, furniture folded, the lit entity's mentions lit.

The text is wrapped once for a width, to offsets; a line is styled when it is drawn, by bisecting the
spans that touch it.  So lighting another entity costs one screenful, whatever the length of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from rich.style import Style
from textual.strip import Strip

from aitui.explorer.actions import Pane
from aitui.explorer.parts import OpenArticle
from aitui.frozen import NamedTuple
from aitui.text.spans import containing, overlapping, runs
from aitui.text.substitute import Span, Substituted
from aitui.text.wrap import wrap
from aitui.tui.cells import cells
from aitui.tui.widgets.pane import PaneWidget, Piece, fit

GUTTER = 2
# Longer lines are hard to follow from one to the next.
_MEASURE = 100
# Where the text begins, a title is looked for within so many characters.
_TITLE_WITHIN = 400


class Row(NamedTuple):
    """One line of the reader: `start`/`end` in the text, or a line of its own that says `note`."""

    start: int
    end: int
    kind: str
    note: str = ""


class ReaderPane(PaneWidget):
    """An article with a cursor line; the sentence of the cursor is marked at the left edge."""

    pane: Pane = "reader"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._lines: list[Row] = []
        self._starts: list[int] = []
        self._made_for: tuple[object, ...] = ()
        # What the number lens shows in the place of the article's own numbers.
        self._spans: list[Span] = []
        self._span_starts: list[int] = []
        self._span_ends: list[int] = []
        self._marks: list[tuple[int, int]] = []
        self.cursor = 0
        self.top = 0

    @property
    def opened(self) -> OpenArticle | None:
        return self.explorer.pair.shown(self.pane)[0]

    @property
    def at(self) -> int:
        return self.explorer.pair.shown(self.pane)[1]

    def _sentence(self) -> tuple[int, int] | None:
        return self.opened.sentence_at(self.at) if self.opened is not None else None

    # ------------------------------------------------------------------ lines

    def _lay_out(self) -> None:
        """Wrap the open text again when article, width or folding changed; keep the place."""
        article = self.opened
        width = self.extent.width
        spans = self.explorer.lens.of_article(article) if article is not None else []
        key = (article, width, self.explorer.unfolded, id(spans) if spans else None)
        # Too narrow to show anything it keeps its lines, but never those of another text: keys go by them.
        if key == self._made_for or (width < 4 and self._made_for[:1] == (article,)):
            return
        self._made_for, self._spans = key, spans
        self._span_starts, self._span_ends = [span[0] for span in spans], [span[1] for span in spans]
        self._lines = (
            [] if article is None or width < 4 else self._rows_of(article, min(width - GUTTER - 1, _MEASURE))
        )
        self._starts = [row.start for row in self._lines]
        self.cursor = self._row_at(self.at)
        self.top = 0
        self._scroll(centre=self.at > 0)

    def _rows_of(self, article: OpenArticle, width: int) -> list[Row]:
        title = article.row.title
        at = -1 if article.row.title_made else article.text.find(title, 0, _TITLE_WITHIN + len(title))
        about = " · ".join(
            part
            for part in (
                article.row.source,
                article.row.published or "date unknown",
                article.row.lang,
                f"by {article.row.author}" if article.row.author else None,
                "title made from the first sentence" if article.row.title_made else None,
            )
            if part
        )
        rows: list[Row] = []
        if at < 0 and not article.row.title_made:
            rows += [Row(0, 0, "strong", title[a:b]) for a, b in wrap(title, 0, len(title), width, cells)]
        if at < 0:
            rows += [Row(0, 0, "about", about), Row(0, 0, "blank")]
        after = at + len(title) if at >= 0 else -1
        folded = _Folded(self.explorer.key("unfold"))
        parted = False  # an empty line stood before this piece
        for start, end, kind in _pieces(article, unfolded=self.explorer.unfolded):
            if kind == "folded":
                folded.add(article, start, end)
                continue
            if start >= end:
                parted = True
                if rows and rows[-1].kind != "blank" and not folded:
                    rows.append(Row(start, start, "blank"))
                continue
            if folded:
                rows += folded.rows()
                if parted:
                    rows.append(Row(start, start, "blank"))
            parted = False
            if kind == "text" and at <= start < after:
                kind = "strong"
            if rows and rows[-1].kind == "blank" and _inside_sentence(article, start):
                rows.pop()  # a page break in mid-sentence
            rows += [Row(a, b, kind) for a, b in self._wrapped(article.text, start, end, width)]
            if 0 <= at < after <= end + 1 and start <= after:
                rows.append(Row(end, end, "about", about))
                after = -1
        return rows + folded.rows()

    def _wrapped(self, text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
        """Wrap a piece of the text as it is shown: with what the lens shows in it."""
        spans = self._spans_in(start, end)
        if not spans:
            return wrap(text, start, end, width, cells)
        shown = Substituted(text, start, end, spans)
        return [shown.back(a, b) for a, b in wrap(shown.text, 0, len(shown.text), width, cells)]

    def _spans_in(self, start: int, end: int) -> list[Span]:
        found = overlapping(self._span_starts, self._span_ends, start, end)
        return self._spans[found.start : found.stop]

    def _row_at(self, offset: int) -> int:
        """Return the line that shows `offset`."""
        index = bisect_right(self._starts, offset) - 1
        while index > 0 and self._lines[index].kind in ("blank", "about", "fold"):
            index -= 1
        return max(0, index)

    def _scroll(self, *, centre: bool = False) -> bool:
        """Keep the cursor in the upper half, so that what comes next is in view; True if lines moved."""
        if not self.rows:  # another pane has its room: it comes back as it was left
            return False
        rows = self.rows
        lowest = max(0, len(self._lines) - rows)
        top = self.top
        if centre and not (top + rows // 8 <= self.cursor < top + rows // 2 + 1):
            top = self.cursor - rows // 3
        above, below = min(2, rows // 4), rows // 2
        top = min(max(top, self.cursor - below), max(0, self.cursor - above))
        top = max(0, min(top, lowest))
        moved, self.top = top != self.top, top
        return moved

    # ------------------------------------------------------------------ drawing

    def heading(self) -> list[Piece]:
        self._lay_out()  # it is drawn before the lines
        article = self.opened
        if article is None or not self._lines:
            return []
        share = min(100, (self.top + self.rows) * 100 // len(self._lines))
        starts, _ = self.explorer.lit_spans(self.opened)
        lit = f" · {len(starts)} lit here" if self.explorer.lit is not None else ""
        beside = ""
        if self.explorer.pair.open:
            beside = f" {article.row.lang} · {self.explorer.pair.shared} shared ·"
        beside = f"{beside}{self.explorer.lens.heading()}"
        return [(f"{beside} {share}%{lit} · {article.row.title}", self.theme.head)]

    def line(self, y: int, width: int) -> Strip:
        self._lay_out()
        article = self.opened
        index = self.top + y
        if article is None or index >= len(self._lines):
            empty = (
                f"  {self.explorer.key('focus_articles')} chooses an article."
                if article is None and y == 0
                else ""
            )
            return fit([(empty, self.theme.dim)], width, self.theme.text)
        row = self._lines[index]
        text = self.theme.text
        if row.kind == "about" or row.kind == "fold":
            return fit([("  ", text), (row.note, self.theme.dim)], width, text)
        if row.note:
            return fit([("  ", text), (row.note, self.theme.strong)], width, text)
        base = {"strong": self.theme.strong, "furniture": self.theme.dim}.get(row.kind, text)
        layers = self._layers(article, row)
        if spans := self._spans_in(row.start, row.end):
            shown = Substituted(article.text, row.start, row.end, spans)
            told = [(a, b, self.theme.lens) for a, b in shown.replaced]
            marked = runs(0, len(shown.text), [*told, *shown.marks(layers)], base)
            pieces = [(shown.text[a:b], style) for a, b, style in marked]
        else:
            styled = runs(row.start, row.end, layers, base)
            pieces = [(article.text[a:b], style) for a, b, style in styled]
        return fit([*self._gutter(row, index), *pieces], width, text)

    def _gutter(self, row: Row, index: int) -> list[Piece]:
        """Return the two cells at the left: the current sentence, a bookmark."""
        sentence = self._sentence()
        current = sentence is not None and row.start < sentence[1] and row.end > sentence[0]
        if index == self.cursor and self.focused_pane:
            current = True
        marked = any(row.start <= start < max(row.end, row.start + 1) for start, _ in self._marks)
        return [
            ("▌" if current else " ", self.theme.gutter if self.focused_pane else self.theme.dim),
            ("◆" if marked else " ", self.theme.mark),
        ]

    def _layers(self, article: OpenArticle, row: Row) -> list[tuple[int, int, Style]]:
        """Return the marks on a line, later ones on top."""
        layers: list[tuple[int, int, Style]] = []
        starts, ends = self.explorer.lit_spans(self.opened)
        layers += [
            (starts[i], ends[i], self.theme.lit) for i in overlapping(starts, ends, row.start, row.end)
        ]
        for start, end in self.explorer.pair.marks(self.pane):
            lit = containing(starts, ends, start) is not None
            layers.append((start, end, self.theme.shared_lit if lit else self.theme.shared))
        found = self.explorer.active_matches()
        if found is not None and found.kind == "find" and article.row.id in found.article[:1]:
            layers += [
                (found.start[i], found.end[i], self.theme.match)
                for i in overlapping(found.start, found.end, row.start, row.end)
            ]
        elif found is not None and found.kind == "search":
            at, to = found.of_article(article.row.id)
            layers += [(at[i], to[i], self.theme.match) for i in overlapping(at, to, row.start, row.end)]
        if found is not None and found.index >= 0 and found.article[found.index] == article.row.id:
            layers.append((found.start[found.index], found.end[found.index], self.theme.here))
        chosen = self.explorer.range.span()
        if chosen is not None and article is self.explorer.article:
            layers.append((*chosen, self.theme.cursor))
        return [(a, b, style) for a, b, style in layers if a < row.end and b > row.start]

    def changed(self) -> None:
        self._marks = self.explorer.bookmarks.spans(self.opened) if self.opened is not None else []
        before = self._made_for
        self._lay_out()
        if self._made_for == before:
            at, self.cursor = self.cursor, self._place()
            self._scroll(centre=self.cursor != at)  # who reads on is not moved by what comes in meanwhile
        self.refresh()

    def _place(self) -> int:
        """Return the cursor's line: the one it is on as long as that shows the reader's offset."""
        if self.cursor < len(self._lines):
            row = self._lines[self.cursor]
            if row.start <= self.at <= max(row.end, row.start):
                return self.cursor
        return self._row_at(self.at)

    def on_resize(self) -> None:
        self._lay_out()
        if self._scroll():  # only its height may be another one
            self.refresh()

    # ------------------------------------------------------------------ movement

    def move(self, step: int) -> None:
        self._lay_out()  # it may not have been drawn since another article was opened, or in its new size
        if not self._lines:
            return
        if self.explorer.range.on:
            self._draw_out(step)
            return
        sentence = self._sentence()
        before = self.cursor
        self.cursor = max(0, min(self.cursor + step, len(self._lines) - 1))
        self.explorer.move_to(self._offset_of(self.cursor))
        scrolled = self._scroll()
        self._tell_end()
        if scrolled:
            self.refresh()
            return
        touched = {before, self.cursor}
        for span in (sentence, self._sentence()):
            if span is not None:
                first, last = self._row_at(span[0]), self._row_at(max(span[0], span[1] - 1))
                touched.update(range(first, last + 1))
        self.refresh_rows(*(index - self.top for index in touched))
        if self.explorer.pair.open:
            self.refresh_heading()  # it tells how much both sentences share

    def _draw_out(self, step: int) -> None:
        """Move the end of the range by lines, in the same column where the line is long enough."""
        head = self.explorer.range.head
        row = self._lines[self._row_at(head)]
        index = max(0, min(self._row_at(head) + step, len(self._lines) - 1))
        while 0 < index < len(self._lines) - 1 and self._lines[index].start == self._lines[index].end:
            index += 1 if step > 0 else -1
        wanted = self._lines[index]
        self.explorer.range.reach(min(wanted.start + head - row.start, max(wanted.start, wanted.end - 1)))

    def _offset_of(self, index: int) -> int:
        """Return the offset that stands for a line: a sentence that begins in it, else its start."""
        row, article = self._lines[index], self.opened
        if article is None:
            return 0
        starts = article.sentence_starts
        at = bisect_left(starts, row.start)
        return starts[at] if at < len(starts) and starts[at] < row.end else row.start

    def page(self, fraction: float) -> None:
        """Scroll by a part of the page; the cursor keeps its line on the screen where it can."""
        self._lay_out()
        rows = max(1, self.rows)
        step = max(1, int(abs(fraction) * (rows - 1)))
        step = step if fraction > 0 else -step
        top = max(0, min(self.top + step, max(0, len(self._lines) - rows)))
        if top == self.top:
            self.move(step)
            return
        self.cursor = max(0, min(self.cursor + top - self.top, len(self._lines) - 1))
        self.top = top
        self.explorer.move_to(self._offset_of(self.cursor))
        self._scroll()
        self._tell_end()
        self.refresh()

    def _tell_end(self) -> None:
        """Who has moved to where the last line is in view has read the article."""
        if self.focused_pane and self.top + self.rows >= len(self._lines):
            self.explorer.reading.finished()

    def length(self) -> int:
        return len(self._lines)

    def go_to(self, index: int) -> None:
        with self.explorer.jump():
            self.move(index - self.cursor)

    def plain_lines(self) -> list[str]:
        article = self.opened
        return self.explorer.plain.article(article) if article is not None else ["No article is open."]

    def to_edge(self, *, last: bool) -> None:
        with self.explorer.jump():
            self.move(len(self._lines) if last else -len(self._lines))

    def go_back(self, cursor: int, top: int) -> None:
        self.cursor, self.top = min(cursor, max(0, len(self._lines) - 1)), top
        self._scroll()
        self.refresh()

    def look_for(self, text: str, step: int = 0) -> Iterator[bool]:
        yield self.explorer.find_in_article(text) > 0


class CounterpartPane(ReaderPane):
    """The second reader, beside the first."""

    pane: Pane = "counterpart"


class _Folded:
    """Collects furniture that lies together, for one line that stands for it; `key` shows it."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._reasons: list[str] = []
        self._start = 0
        self._pieces = 0

    def __bool__(self) -> bool:
        return bool(self._reasons)

    def add(self, article: OpenArticle, start: int, end: int) -> None:
        if not self._reasons:
            self._start = start
        self._pieces += 1
        reason = next((why for a, b, why in article.boilerplate if a < end and b > start), "furniture")
        if reason not in self._reasons:
            self._reasons.append(reason)

    def rows(self) -> list[Row]:
        """Return the line and begin anew."""
        if not self._reasons:
            return []
        lines = "line" if self._pieces == 1 else "lines"
        note = f"⋯ {self._pieces} {lines} folded: {', '.join(self._reasons)} ({self._key} shows)"
        row = Row(self._start, self._start, "fold", note)
        self._reasons, self._pieces = [], 0
        return [row]


def _inside_sentence(article: OpenArticle, offset: int) -> bool:
    at = bisect_right(article.sentence_starts, offset - 1) - 1
    return at >= 0 and article.sentence_starts[at] < offset < article.sentence_ends[at]


def _pieces(article: OpenArticle, *, unfolded: bool) -> list[tuple[int, int, str]]:
    """Split the text at line ends and around furniture: (start, end, `text` | `furniture` | `folded`).

    Furniture inside a line (a glued date) is left out without a word when folded; an empty line is an
    empty range.
    """
    text = article.text
    starts = [start for start, _, _ in article.boilerplate]
    ends = [end for _, end, _ in article.boilerplate]
    pieces: list[tuple[int, int, str]] = []
    at = 0
    while at <= len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        start, end = _trim(text, at, stop)
        hidden = overlapping(starts, ends, start, end) if start < end else range(0)
        if not hidden:
            pieces.append((start, end, "text"))
        elif all(_covers(article, i, start, end) for i in hidden):
            pieces.append((start, end, "furniture" if unfolded else "folded"))
        else:
            here = start
            for i in hidden:
                a, b = max(start, starts[i]), min(end, ends[i])
                if a > here:
                    pieces.append((*_trim(text, here, a), "text"))
                if unfolded:
                    pieces.append((*_trim(text, a, b), "furniture"))
                here = b
            if here < end:
                pieces.append((*_trim(text, here, end), "text"))
        at = stop + 1
    return [piece for piece in pieces if piece[2] == "text" or piece[0] < piece[1]]


def _covers(article: OpenArticle, index: int, start: int, end: int) -> bool:
    a, b, _ = article.boilerplate[index]
    return a <= start and b >= end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
