"""Search results: one line a hit, the sentence with the hit lit."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style

from aitui.explorer.actions import Pane
from aitui.store.rows import Hit
from aitui.text.substitute import substitute
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import RowList


class SearchPane(RowList):
    """Hits of the last search, best first."""

    pane: Pane = "search"

    def count(self) -> int:
        return len(self.explorer.search.hits)

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        hit = self.explorer.search.hits[index]
        quiet = self.quiet(base)
        date = hit.published[:10] if hit.published else "undated"
        pieces: list[Piece] = [(f" {hit.lang:<2.2} {date:<10} ", quiet)]
        spans = self.explorer.lens.of_snippet(hit.snippet, hit.lang)
        if spans:
            start, end = hit.snippet_start, hit.snippet_end
            shown, marks, _ = substitute(hit.snippet, spans, [(start, end, None)] if start < end else [])
            start, end = marks[0][:2] if marks else (0, 0)
            hit = hit._replace(snippet=shown, snippet_start=start, snippet_end=end)
        before, found, after = _around(hit, max(10, width - 16))
        return [*pieces, (before, base), (found, self.theme.match), (after, base)]

    def row_text(self, index: int) -> str:
        hit = self.explorer.search.hits[index]
        return f"{hit.title} {hit.snippet}"

    def empty(self) -> str:
        asked = self.explorer.search
        if asked.error is not None:
            return str(asked.error)
        if asked.done:
            key = self.explorer.key
            return (
                f"No article holds “{asked.text}”. {key('search')} searches again, {key('cancel')} goes back."
            )
        return f'{self.explorer.key("search")} searches every article: words, "phrases", -without, prefix*'

    def heading(self) -> list[Piece]:
        found = self.explorer.search
        if not found.done:
            return []
        count = len(found.hits)
        shown = f" {min(self.cursor + 1, count)}/{found.total}"
        more = "" if found.total <= count else f" (best {count} shown)"
        shown = f"{self.explorer.lens.heading()}{shown}"
        return [(f"{shown} articles · “{found.text}”{more}", self.theme.head)]

    def current(self) -> Hit | None:
        hits = self.explorer.search.hits
        return hits[self.cursor] if self.cursor < len(hits) else None


def _around(hit: Hit, width: int) -> tuple[str, str, str]:
    """Return the snippet in three parts, cut on the left so far as the hit needs to be in view."""
    start, end = hit.snippet_start, hit.snippet_end
    before, found, after = hit.snippet[:start], hit.snippet[start:end], hit.snippet[end:]
    # A third of the line for what stands before, more where little comes after.
    room = max(width // 3, width - cell_len(found) - cell_len(after) - 1)
    while before and cell_len(before) > room:
        before = before[max(1, (cell_len(before) - room) // 2) :]
        if cell_len(before) <= room:
            before = "…" + before[1:]
    return before, found, after
