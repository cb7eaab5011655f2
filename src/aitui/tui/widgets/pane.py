"""What every pane is: a heading line and lines below it, drawn one at a time."""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from collections.abc import Iterable, Iterator

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from aitui.explorer.actions import PANE_TITLES, Pane
from aitui.explorer.state import Explorer
from aitui.tui.cells import fitted
from aitui.tui.theme import Theme

Piece = tuple[str, Style]


def fit(pieces: Iterable[Piece], width: int, fill: Style) -> Strip:
    """Return one terminal line: pieces cleaned, cut to `width` cells and filled up.

    Every text that reaches the terminal goes through here, so that nothing in it can command the terminal.
    """
    return Strip([Segment(text, style) for text, style in fitted(pieces, width, fill)], width)


class _AbstractWidget(ABCMeta, type(Widget)):  # type: ignore[misc]
    """Makes a widget with abstract methods impossible to make: Textual's own metaclass knows none."""


class PaneWidget(Widget, metaclass=_AbstractWidget, can_focus=False):  # type: ignore[metaclass]
    """A pane: its first line is the heading, the others come from `line`."""

    pane: Pane
    cursor: int
    top: int

    def __init__(self, explorer: Explorer, theme: Theme) -> None:
        super().__init__()
        self.explorer = explorer
        self.theme = theme
        self._coming: Size | None = None

    @property
    def extent(self) -> Size:
        """Its size in cells; where it is about to get another one, that: a key may come sooner."""
        return self.size if self._coming is None else self._coming

    def expect(self, extent: Size | None) -> None:
        """Hear what size it gets when the panes are placed next; None once they are."""
        self._coming = extent

    @property
    def focused_pane(self) -> bool:
        return self.explorer.focus == self.pane

    @property
    def rows(self) -> int:
        """How many lines there are below the heading."""
        return max(0, self.extent.height - 1)

    def heading(self) -> list[Piece]:
        """Return what stands in the heading behind the name of the pane."""
        return []

    @abstractmethod
    def line(self, y: int, width: int) -> Strip:
        """Draw line `y` below the heading."""

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        if y == 0:
            style = self.theme.head_on if self.focused_pane else self.theme.head
            name = " ".join(
                ["", *filter(None, [self.explorer.pane_keys.get(self.pane)]), PANE_TITLES[self.pane]]
            )
            # The heading of the sixteen colours is itself underlined, but where it has the focus.
            rest = [
                (text, style + extra if extra.underline and extra != self.theme.head else style)
                for text, extra in self.heading()
            ]
            return fit([(name, style), *rest], width, style)
        return self.line(y - 1, width)

    def refresh_rows(self, *ys: int) -> None:
        """Redraw only these lines (counted below the heading)."""
        for y in sorted({y for y in ys if 0 <= y < self.rows}):
            self.refresh(Region(0, y + 1, self.size.width, 1))

    def refresh_heading(self) -> None:
        self.refresh(Region(0, 0, self.size.width, 1))

    def changed(self) -> None:
        """The explorer says that something here is different now."""
        self.refresh()

    def settle(self) -> None:
        """Do now what waits for the cursor to rest."""

    @abstractmethod
    def plain_lines(self) -> list[str]:
        """Return what is shown, for a terminal without frames."""

    # Movement, answered by each kind of pane.
    @abstractmethod
    def length(self) -> int:
        """Return how many lines there are to go to."""

    @abstractmethod
    def go_to(self, index: int) -> None:
        """Go to a line, counted from 0; to the last one where there are fewer."""

    @abstractmethod
    def move(self, step: int) -> None:
        """Move the cursor by lines."""

    def page(self, fraction: float) -> None:
        """Move by a part of the visible lines; negative is up."""
        step = max(1, int(abs(fraction) * (self.rows - 1)))
        self.move(step if fraction > 0 else -step)

    @abstractmethod
    def to_edge(self, *, last: bool) -> None:
        """Go to the first or the last line."""

    @abstractmethod
    def go_back(self, cursor: int, top: int) -> None:
        """Show what was shown when `cursor` and `top` were so; the cursor has not moved from there."""

    @abstractmethod
    def look_for(self, text: str, step: int = 0) -> Iterator[bool]:
        """Look through the lines from the cursor on, one at a time; go to the first that holds `text`.

        Yields:
            False for each line that does not hold it, True when it has gone to the one that does.
        """
