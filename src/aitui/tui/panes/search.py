"""Search results: one line a hit, the sentence with its hits lit; above them what narrows the search."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from aitui.explorer.actions import Pane
from aitui.store.rows import Hit
from aitui.text.clean import clean_line
from aitui.text.spans import runs
from aitui.text.substitute import substitute
from aitui.text.wrap import wrap
from aitui.tui.cells import cells, cut
from aitui.tui.widgets.pane import Piece, fit
from aitui.tui.widgets.rowlist import WAITING, RowList

# Why a hit was found, in one cell; the line above the list has the word.
MARKS = {
    "exact": "=",
    "form": "≈",
    "alias": "@",
    "script": "α",
    "fuzzy": "~",
    "translation": "↔",
    "partly": "½",
    "meaning": "≋",
}
_WHY = {
    "exact": "as typed",
    "form": "another form",
    "alias": "another name",
    "script": "another script",
    "fuzzy": "nearly so",
    "translation": "in another language",
    "partly": "a part of the name",
    "meaning": "near in meaning",
}
_SORTED = {"rank": "best first", "published": "newest first", "event": "by event", "ingested": "newest in"}
# A pane of so many cells has room for whole dates.
_WIDE = 60
# A word that is cut on the left is left out whole when it is no longer than this.
_WORD = 12
# Cells of a row before its sentence, the date left out.
_LEFT = 7


class SearchPane(RowList):
    """Hits of the last search in the order chosen."""

    pane: Pane = "search"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._shown: object = None
        # The article at the cursor.
        self._at: int | None = None
        # The row that the cursor goes to when the hits up to it have been read.
        self._far: int | None = None

    def count(self) -> int:
        return len(self.explorer.search.groups.rows)

    def changed(self) -> None:
        # Of another search, or one that is narrowed otherwise, the first hit is looked at first.
        if self._shown is not self.explorer.search.shown:
            self._shown = self.explorer.search.shown
            self.cursor = self.top = 0
            self._far = None
        elif (hit := self.current()) is not None and hit.article_id != self._at:
            # By date, what is found later may stand before it.
            rows = enumerate(self.explorer.search.groups.rows)
            self.cursor = next((at for at, one in rows if one.article_id == self._at), self.cursor)
        super().changed()
        self._stay()
        if self._far is not None and not self.explorer.search.running:
            super().go_to(self._far)

    @property
    def above(self) -> int:
        """Two lines: what narrows the search, and the hit at the cursor; or a mistake and its place."""
        asked, lines = self.explorer.search, max(0, self.extent.height - 1)
        if lines < 5 or not (asked.done or asked.error is not None):
            return 0
        return 2 if asked.error is None else min(lines - 2, len(self._mistake(self.extent.width)))

    def line(self, y: int, width: int) -> Strip:
        if y >= self.above:
            return super().line(y - self.above, width)
        if self.explorer.search.error is not None:
            return fit(self._mistake(width)[y], width, self.theme.text)
        return fit(self._narrowing() if y == 0 else self._about(width), width, self.theme.text)

    def refresh_rows(self, *ys: int) -> None:
        # The cursor is on another hit: the line about it too.
        about = [self.above - 1] if self.above else []
        super().refresh_rows(*about, *(y + self.above for y in ys))

    def put_cursor(self, index: int) -> None:
        super().put_cursor(index)
        self._stay()
        if (hit := self.current()) is not None:
            self.explorer.search.more(self.explorer.search.groups.place(hit))

    def move(self, step: int) -> None:
        self._far = None
        super().move(step)

    def length(self) -> int:
        """Return how many rows there are when all hits are read, each not read yet in a row of its own."""
        asked = self.explorer.search
        return self.count() + max(0, (asked.reachable or 0) - len(asked.hits))

    def go_to(self, index: int) -> None:
        """Go to a row; to one whose hit is not read yet when it is, to the last of those read until then."""
        asked, unread = self.explorer.search, index - self.count() + 1
        if unread > 0:
            asked.more(len(asked.hits) + unread - 1)
        super().go_to(index)
        if unread > 0 and asked.running:
            self._far = index

    def to_edge(self, *, last: bool) -> None:
        self.go_to(self.length() - 1 if last else 0)

    def _stay(self) -> None:
        hit = self.current()
        self._at = None if hit is None else hit.article_id

    # ------------------------------------------------------------------ lines above

    def _narrowing(self) -> list[Piece]:
        """Return what narrows the search, and how many hits are listed where that is not all."""
        asked = self.explorer.search
        where, *on = asked.told()
        pieces: list[Piece] = [(f" {where}", self.theme.dim)]
        for layer in on:
            pieces += [("  ", self.theme.text), (layer, self.theme.count)]
        told = f" · {_SORTED[asked.narrowing.order]}"
        if asked.total is not None and asked.reachable is not None and asked.reachable < asked.total:
            told += f" · {asked.reachable:,} listed: titles, newest"
        if asked.looked is not None:
            told += " · pattern looked for in the newest {:,} of {:,}".format(*asked.looked)
        pieces.append((told, self.theme.dim))
        return pieces

    def _about(self, width: int) -> list[Piece]:
        """Return which article the hit at the cursor is of, and why it was found."""
        hit = self.current()
        if hit is None:
            return []
        near = f" {hit.score:.2f}" if hit.why == "meaning" else ""
        why = f" {MARKS.get(hit.why, ' ')} {_WHY.get(hit.why, hit.why)}{near} · "
        source = f" · {hit.source}" if hit.source else ""
        title = cut(
            " ".join(hit.title.split()), max(8, width - cell_len(why) - min(cell_len(source), 16) - 1)
        )
        return [(why, self.theme.dim), (title, self.theme.strong), (source, self.theme.dim)]

    def _mistake(self, width: int) -> list[list[Piece]]:
        """Return the query, a caret under the mistake, and what is wrong and helps, in lines."""
        asked = self.explorer.search
        assert asked.error is not None
        text, position = asked.text, min(asked.error.position, len(asked.text))
        # The place of the mistake stays in view, with something of what follows.
        start = position
        while start and cell_len(text[start - 1 : position]) < width * 2 // 3:
            start -= 1
        before = ("…" if start else "") + text[start:position]
        caret = (" " * (1 + cell_len(before)), self.theme.text)
        lines: list[list[Piece]] = [
            [(f" {before}", self.theme.text), (text[position:], self.theme.strong)],
            [caret, ("^", self.theme.error)],
        ]
        told = clean_line(str(asked.error))
        if cell_len(told) + len(caret[0]) + 3 <= width:
            lines[1].append((f" {told} ", self.theme.error))
            return lines
        parts = wrap(told, 0, len(told), max(8, width - 2), cells)
        return [*lines, *([(" ", self.theme.text), (told[a:b], self.theme.error)] for a, b in parts)]

    # ------------------------------------------------------------------ rows

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        hit = self.explorer.search.groups.rows[index]
        quiet = self.quiet(base)
        date = (hit.published or "")[0 if width >= _WIDE else 2 : 10] or (
            "undated" if width >= _WIDE else "–"
        )
        dated = 10 if width >= _WIDE else 8
        lang = "–" if hit.lang == "und" else hit.lang
        pieces: list[Piece] = [(f" {MARKS.get(hit.why, ' ')} {lang:<2.2} {date:<{dated}} ", quiet)]
        snippet, marks = hit.snippet, [(start, end, self.theme.match) for start, end in hit.spans]
        told: list[tuple[int, int]] = []
        if spans := self.explorer.lens.of_snippet(snippet, hit.lang):
            snippet, marks, told = substitute(snippet, spans, marks)
        first = min((start for start, _, _ in marks), default=0)
        group = f"{mark} " if (mark := self.explorer.search.groups.mark(hit)) else ""
        pieces.append((group, self.theme.count + base))
        start = _start(snippet, first, width - _LEFT - dated - cell_len(group))
        layers = [*((a, b, self.theme.lens) for a, b in told), *marks]
        if start:
            pieces.append(("…", base))
        return [*pieces, *((snippet[a:b], style) for a, b, style in runs(start, len(snippet), layers, base))]

    def row_text(self, index: int) -> str:
        hit = self.explorer.search.groups.rows[index]
        return f"{hit.title} {hit.snippet}"

    def empty(self) -> str:
        asked, key = self.explorer.search, self.explorer.key
        if asked.error is not None:
            return ""  # it tells what is wrong; that nothing was found before is beside the point
        if asked.running or asked.looking:
            return WAITING
        if asked.done and asked.narrowing.layers:
            return f"No article is left of “{asked.found}”. {key('cancel')} lets go of “{asked.told()[-1]}”."
        if asked.done and asked.narrowing.scope != "everything":
            return f"Nothing here holds “{asked.found}”. {key('scope')} searches elsewhere."
        if asked.done:
            again = f"{key('search')} searches again, {key('cancel')} goes back."
            return f"No article holds “{asked.found}”. {again}"
        return (
            f'{key("search")} searches: words, "phrases", -without, prefix*, lang:it, published:2025; '
            f"{key('focus_searches')} lists searches."
        )

    def heading(self) -> list[Piece]:
        asked = self.explorer.search
        if not asked.done or (asked.error is not None and not asked.hits):
            return []
        hit, count = self.current(), len(asked.hits)
        place = asked.groups.place(hit) + 1 if hit is not None else 0
        at = f"+{place - count}" if place > count else str(place)
        listed = f"{asked.reachable:,}" if asked.reachable is not None else f"{count}…"
        of = f" of {asked.total:,}" if asked.total is not None and asked.total != asked.reachable else ""
        # How far they are counted, if not to the end, is told in the status line.
        hits = f" · {asked.walk.told()}" if asked.walk.complete and asked.whole and count else ""
        return [
            (
                f"{self.explorer.lens.heading()} {at}/{listed}{of} articles{hits} · “{asked.found}”",
                self.theme.head,
            )
        ]

    def current(self) -> Hit | None:
        hits = self.explorer.search.groups.rows
        return hits[self.cursor] if self.cursor < len(hits) else None


def _start(snippet: str, first: int, width: int) -> int:
    """Return where a snippet is cut on the left: so far as its first hit needs to be in view."""
    # A third of the line for what stands before, more where little comes after.
    room = max(width // 3, width - cell_len(snippet[first:]) - 1)
    start = 0
    while start < first and cell_len(snippet[start:first]) >= room:
        start += max(1, (first - start) // 8)
    start = min(start, first)
    # Not in the middle of a word, where the next one is near.
    blank = snippet.find(" ", start, min(first, start + _WORD)) if start else -1
    return blank + 1 if blank >= 0 else start
