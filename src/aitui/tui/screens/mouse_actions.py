"""What the mouse does, where the configuration asks for one: click, double click, wheel."""

from __future__ import annotations

from textual import events

from aitui.errors import AituiError
from aitui.explorer.actions import BY_NAME, READERS, Pane
from aitui.tui.screens.panes_screen import PanesScreen
from aitui.tui.widgets.rowlist import RowList

# Lines that one notch of the wheel moves.
WHEEL = 3


class MouseActions(PanesScreen):
    """The mouse; the main screen is one of these.  It does nothing that a key does not do."""

    def on_click(self, event: events.Click) -> None:
        """Go to a pane and to the line in it; twice opens it."""
        found = self._at(event)
        if found is not None:
            try:
                self._go_to(*found, twice=event.chain == 2)
            except AituiError as error:  # such as a workspace that cannot be written now
                self.explorer.say(str(error))

    def _go_to(self, pane: Pane, line: int, *, twice: bool) -> None:
        if pane in READERS:
            self.explorer.pair.turn_to(pane)
        elif f"focus_{pane}" in BY_NAME:
            self.perform(BY_NAME[f"focus_{pane}"])
        else:
            self.explorer.go(pane)
        rows = self.panes[pane]
        if isinstance(rows, RowList):
            line -= rows.above
        if isinstance(rows, RowList) and line >= 0 and rows.top + line < rows.count():
            rows.move(rows.top + line - rows.cursor)
            if twice:
                self.perform(BY_NAME["open"])

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._scroll(event, WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._scroll(event, -WHEEL)

    def _scroll(self, event: events.MouseEvent, lines: int) -> None:
        found = self._at(event)
        if found is not None:
            self.panes[found[0]].move(lines)

    def _at(self, event: events.MouseEvent) -> tuple[Pane, int] | None:
        """Return the pane under the pointer and the line below its heading; None while a prompt is open."""
        if self.status.prompt is not None:
            return None
        column, row = int(event.screen_x), int(event.screen_y)
        size = self.status.screen.size
        for pane, (x, y, width, height) in self.where(size.width, max(1, size.height - 1)).items():
            if x <= column < x + width and y <= row < y + height:
                return pane, row - y - 1
        return None
