"""A few lines over the bottom of the screen, until the next key."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip
from textual.widget import Widget

from aitui.text.wrap import wrap
from aitui.tui.cells import cells
from aitui.tui.theme import Theme
from aitui.tui.widgets.pane import fit


class Notice(Widget, can_focus=False):
    """What is shown before a person decides.

    Attributes:
        open: whether it is shown.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.open = False
        self._title = ""
        self._lines: Sequence[str] = ()

    def show(self, title: str, lines: Sequence[str]) -> None:
        self.open, self._title, self._lines = True, title, lines

    def hide(self) -> None:
        self.open = False

    def height(self, width: int) -> int:
        """Return how many lines it takes."""
        return 1 + len(self._wrapped(width))

    def _wrapped(self, width: int) -> list[str]:
        return [
            line[start:end]
            for line in self._lines
            for start, end in wrap(line, 0, len(line), max(8, width - 2), cells)
        ]

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y == 0:
            return fit([(f" {self._title}", self.theme.head_on)], width, self.theme.head_on)
        lines = self._wrapped(width)
        text = lines[y - 1] if y <= len(lines) else ""
        return fit([(f" {text}", self.theme.strong + self.theme.status)], width, self.theme.status)
