"""What the keys do with lists and what was read of them: read marks, orders, going to a line or a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitui.explorer.actions import READERS
from aitui.explorer.state import Explorer
from aitui.tui.screens.panes_screen import PanesScreen
from aitui.tui.theme import Theme

if TYPE_CHECKING:
    from aitui.explorer.going import Goal

# Seconds in the reader after which an article is taken for read.
STAYED = 5.0


class ReadingActions(PanesScreen):
    """The actions of reading; the main screen is one of these."""

    def __init__(self, explorer: Explorer, theme: Theme) -> None:
        super().__init__(explorer, theme)
        # The article in the reader that is watched, by uid; empty while none is.
        self._watched = ""

    def do_read(self) -> None:
        self.explorer.reading.toggle()

    def do_next_unread(self) -> None:
        self.explorer.reading.next_unread()

    def do_versions(self) -> None:
        self.explorer.versions.show()

    def open_change(self) -> None:
        """Go to the place of the change at the cursor."""
        row = self.versions_pane.current()
        if row is not None:
            self.explorer.versions.open(row)

    def do_sort(self) -> None:
        if self.explorer.focus == "concordance":
            self.explorer.concordance.sort()
        elif self.explorer.focus == "facts":
            self.explorer.facts.sort()
        elif self.explorer.focus == "search":
            self.explorer.search.sort()
        else:
            self.explorer.sorting.next(self.explorer.focus)

    def watch_reading(self) -> None:
        """See to it that an article that stays in the reader for some seconds counts as read."""
        article = self.explorer.article
        uid = article.row.uid if article is not None and self.explorer.focus in READERS else ""
        if uid == self._watched:
            return
        self._watched = uid
        if uid and not self.explorer.reading.is_read(uid):
            self.status.set_timer(STAYED, lambda: self._stayed(uid))

    def _stayed(self, uid: str) -> None:
        if uid == self._watched:
            self.explorer.reading.finished()

    def go_to(self, goal: Goal) -> None:
        """Go to a line, a share or a date of the pane in focus."""
        pane, length = self.current, self.current.length()
        if goal.kind == "day":
            asked = self.explorer.focus
            self.explorer.going.to_day(
                asked, goal, lambda number: pane.go_to(number) if self.explorer.focus == asked else None
            )
        elif not length:
            self.explorer.say("There is no line to go to here.")
        elif goal.kind == "share":
            pane.go_to(min(length - 1, length * goal.number // 100))
        else:
            pane.go_to(max(1, goal.number) - 1)
            if goal.number > length:
                self.explorer.say(f"There are {length} lines here; this is the last one.")
