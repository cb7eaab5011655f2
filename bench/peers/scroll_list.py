"""The least that a list in Textual can cost: the terminal scrolls it, two lines are drawn a key; q leaves."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

ROWS = 100_000
PLAIN, CHOSEN = Style(), Style(reverse=True)


class Scrolled(Widget, can_focus=True):
    BINDINGS = [("j", "go(1)", ""), ("k", "go(-1)", "")]  # noqa: RUF012

    def __init__(self) -> None:
        super().__init__()
        self.cursor = self.top = 0

    def render_line(self, y: int) -> Strip:
        width, index = self.size.width, self.top + y
        text = f"{index:>7}  2026-01-01  READY  Title of article number {index} in a list"[:width].ljust(
            width
        )
        return Strip([Segment(text, CHOSEN if index == self.cursor else PLAIN)], width)

    def action_go(self, step: int) -> None:
        before, height = self.cursor, self.size.height
        self.cursor = max(0, min(ROWS - 1, self.cursor + step))
        moved = min(max(self.top, self.cursor - height + 1), self.cursor) - self.top
        self.top += moved
        if moved and self.app._driver is not None:
            edge = f"\x1b[{height}H\n" if moved > 0 else "\x1b[H\x1bM"
            self.app._driver.write(f"\x1b[1;{height}r{edge}\x1b[r")
        for index in (before, self.cursor):
            if 0 <= index - self.top < height:
                self.refresh(Region(0, index - self.top, self.size.width, 1))


class List(App[None]):
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("q", "quit", "")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        yield Scrolled()

    def on_mount(self) -> None:
        self.query_one(Scrolled).focus()


if __name__ == "__main__":
    List().run(mouse=False)
