"""The real program on a real corpus, without a terminal: keys in, the rows that a person sees out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from rich.style import Style
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from aitui.config import Config
from aitui.explorer.actions import Action, Pane
from aitui.tui.app import AituiApp
from aitui.tui.screens.main import MainScreen

# A condition that is not met within so many seconds has failed.
LIMIT = 30.0
# So many seconds after a key the queries that it asked for have their answers, or are held up on purpose.
PATIENCE = 2.0


class Seen:
    """One run of the program.

    Attributes:
        done: names of the actions that were performed, in order.
    """

    def __init__(self, app: AituiApp, pilot: Pilot[None]) -> None:
        self.app, self._pilot = app, pilot
        assert isinstance(app.screen, MainScreen)
        self.screen: MainScreen = app.screen
        self.done: list[str] = []
        perform = self.screen.perform

        def record(action: Action) -> None:
            self.done.append(action.name)
            perform(action)

        self.screen.perform = record  # type: ignore[method-assign]

    async def press(self, *keys: str) -> None:
        """Press keys, named as Textual names them; a single character is typed."""
        for key in keys:
            character = key if len(key) == 1 else None
            event = events.Key(_character_to_key(key) if character else key, character)
            event.set_sender(self.app)
            self.app.post_message(event)
        await self.settle()
        await self._rest()

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def settle(self) -> None:
        """Wait until every widget has worked off what was sent to it."""
        # Not 0: the threads that answer queries want their turn.
        await self._pilot.pause(0.001)

    async def _rest(self) -> None:
        """Wait until the queries that the keys asked for are answered; a test may hold one up on purpose."""
        end = time.monotonic() + PATIENCE
        while self.screen.explorer._jobs.running() and time.monotonic() < end:
            await self.settle()
        await self.settle()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for a condition, such as a result of a query in the background."""
        end = time.monotonic() + LIMIT
        while not condition():
            assert time.monotonic() < end, "\n".join(["this was waited for in vain:", *self.frame()])
            await self.settle()

    async def shows(self, *texts: str) -> None:
        """Wait until all of the texts stand on the screen."""
        await self.until(lambda: all(text in "\n".join(self.frame()) for text in texts))

    async def tells(self, text: str) -> None:
        """Wait until the status line holds a text."""
        await self.until(lambda: text in self.status)

    async def resize(self, columns: int, rows: int) -> None:
        await self._pilot.resize_terminal(columns, rows)
        await self.until(lambda: len(self.frame()) == rows)

    # ------------------------------------------------------------------ what is seen

    def frame(self) -> list[str]:
        """Return the whole screen, one text a row, as wide as the terminal."""
        return [strip.text for strip in self.screen._compositor.render_strips()]

    @property
    def status(self) -> str:
        """Return what the status line tells, the keys at its right left out."""
        return self.frame()[-1].strip().split("   ")[0]

    def rows(self, pane: Pane) -> list[str]:
        """Return the rows of a pane, the heading first."""
        widget = self.screen.panes[pane]
        return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]

    def heading(self, pane: Pane) -> str:
        return next(iter(self.rows(pane)), "").strip()

    def styled(self, pane: Pane, style: Style) -> list[str]:
        """Return the pieces of a pane that are drawn in a style, the heading left out."""
        widget = self.screen.panes[pane]
        return [
            segment.text.strip()
            for y in range(1, widget.size.height)
            for segment in widget.render_line(y)
            if segment.style == style and segment.text.strip()
        ]

    def cursor_row(self, pane: Pane) -> str:
        """Return the row of a list that the cursor is on."""
        widget = self.screen.panes[pane]
        for y in range(1, widget.size.height):
            strip = widget.render_line(y)
            if any(piece.style in (widget.theme.cursor, widget.theme.cursor_off) for piece in strip):
                return strip.text.strip()
        raise AssertionError(f"no cursor in {pane}")

    def focused(self) -> str:
        """Return the heading of the pane in focus."""
        return self.heading(self.screen.explorer.focus)

    def in_view(self) -> set[Pane]:
        """Return the panes whose heading stands on the screen."""
        return set(self.screen.where(self.app.size.width, self.app.size.height - 1))


_DEFAULTS = Config()


@asynccontextmanager
async def seeing(
    corpus: Path, size: tuple[int, int] = (120, 40), theme: str = "dark", config: Config = _DEFAULTS
) -> AsyncIterator[Seen]:
    """Run the program in a terminal of (columns, rows), as `aitui.tui.app.run` does."""
    app = AituiApp(corpus, theme, config=config)
    try:
        async with app.run_test(size=size) as pilot:
            seen = Seen(app, pilot)
            await seen.until(lambda: seen.frame()[0].strip() and seen.screen.explorer.whole)
            yield seen
    finally:
        app.explorer.close()


def see(corpus: Path, test: Callable[[Seen], Awaitable[None]], size: tuple[int, int] = (120, 40)) -> None:
    """Run a test on the screen."""

    async def body() -> None:
        async with seeing(corpus, size) as seen:
            await test(seen)

    asyncio.run(body())
