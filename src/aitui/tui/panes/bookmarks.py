"""The bookmarks: exact quotes that find their place again."""

from __future__ import annotations

from rich.style import Style

from aitui.explorer.actions import Pane
from aitui.store.rows import BookmarkRow
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import RowList


class BookmarksPane(RowList):
    """One line a bookmark: when it was made, what became of its words, the note, the quote."""

    pane: Pane = "bookmarks"

    def count(self) -> int:
        return len(self.explorer.bookmarks.rows)

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        mark = self.explorer.bookmarks.rows[index]
        quiet = self.quiet(base)
        quote = " ".join(mark.exact.split())
        note = f"{mark.note} — " if mark.note else ""
        told = self.explorer.bookmarks.tellings.get(mark.uid, [])
        langs = " ".join(dict.fromkeys(one.lang for one in told))
        fact = f"×{len(told)} {langs} " if told else ""
        state = self.explorer.bookmarks.states.get(mark.uid, "")
        return [
            (f" {mark.created_at[:10]} ", quiet),
            (f"[{state}] " if state else "", self.theme.strong + base),
            (fact, self.theme.count + base),
            (note, self.theme.strong + base),
            (f"“{quote}”", base),
        ]

    def empty(self) -> str:
        return f"No bookmarks yet; {self.explorer.key('bookmark')} in the reader keeps a sentence."

    def current(self) -> BookmarkRow | None:
        marks = self.explorer.bookmarks.rows
        return marks[self.cursor] if self.cursor < len(marks) else None
