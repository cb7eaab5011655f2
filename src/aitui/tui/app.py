"""The Textual application: one screen, signals, and what is done to the terminal."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import constants
from textual.screen import Screen

from aitui import garbage
from aitui.config import Config
from aitui.explorer.jobs import ThreadJobs
from aitui.explorer.keys import remapped
from aitui.explorer.state import Explorer
from aitui.store import database, workspace
from aitui.tui import browser, clipboard, plain
from aitui.tui.frames import LightApp
from aitui.tui.keying import KeyTimes
from aitui.tui.screens.main import MainScreen
from aitui.tui.theme import DARK, LIGHT, Theme, choose

if TYPE_CHECKING:
    from textual.driver import Driver

    from aitui.tui.first_paint import FirstPaint


_NO_CONFIG = Config()


class AituiApp(LightApp, inherit_bindings=False):
    """Shows one corpus.

    Args:
        corpus: the database file.
        theme: dark, light or ansi; None for the default.
        painted: what holds the terminal until Textual has it.
        config: this person's settings.

    Raises:
        ConfigError: the settings give a key to two actions, or to one that there is not.
    """

    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = ""
    # Selecting is the terminal's own; ours would repaint on every move of a mouse.
    ALLOW_SELECT = False
    # Every cell is painted by our own widgets; Textual's layer below stays in the terminal's colours.
    CSS = "Screen { background: ansi_default; color: ansi_default; overflow: hidden; }"

    def __init__(
        self,
        corpus: Path,
        theme: str | None = None,
        painted: FirstPaint | None = None,
        config: Config = _NO_CONFIG,
    ) -> None:
        super().__init__(ansi_color=True)
        self._painted = painted
        self.answers = painted.answers if painted is not None else None
        self.animation_level = "none"
        self.colours: Theme = choose(theme)
        self.key_times = KeyTimes()
        self._reader = database.open_reader(corpus)
        self.jobs = ThreadJobs(database.opener(corpus), self._post)
        self.explorer = Explorer(
            corpus,
            self._reader,
            workspace.open(),
            self.jobs,
            actions=remapped(config.keys),
            browser=config.browser,
            rates=config.rates,
        )

    def _post(self, call: Callable[[], None]) -> None:
        """Run a callable on the event loop; other threads may ask for it."""
        self.call_later(call)

    def taken_over(self) -> list[Any] | None:
        """Return the settings that the terminal was found with; None when it was not painted on before."""
        return self._painted.hand_over() if self._painted is not None else None

    def typed_before(self) -> bytes:
        """Return what was typed before the driver read keys; once."""
        if self._painted is None:
            return b""
        typed, self._painted.typed = self._painted.typed, b""
        return typed

    def answered(self) -> None:
        """The terminal has told what colour it is, later than it was painted on."""
        self.call_later(self._follow_background)

    def _follow_background(self) -> None:
        light = None if self.answers is None else self.answers.light
        screen = self.screen_stack[-1] if self.screen_stack else None  # none yet: looked at again then
        if light is not None and isinstance(screen, MainScreen):
            screen.take_theme(LIGHT if light else DARK)

    def get_driver_class(self) -> type[Driver]:
        if constants.DRIVER is None and sys.platform != "win32":
            from aitui.tui.driver import PromptDriver

            return PromptDriver
        return super().get_driver_class()

    def get_default_screen(self) -> Screen[None]:
        return MainScreen(self.explorer, self.colours)

    def on_mount(self) -> None:
        # The terminal is left clean and the place kept when the line drops or the process is ended.
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.leave)
        # Textual leaves a blank screen after `fg`.
        self.app_resume_signal.subscribe(self, lambda _: self.redraw())
        self.call_after_refresh(garbage.begin)
        self.call_after_refresh(self._follow_background)

    def leave(self) -> None:
        """End; what still waits to be drawn can be read until the last moment, so `run` closes the files."""
        if isinstance(self.screen, MainScreen):
            self.screen.current.settle()
        self.exit()

    @property
    def failure(self) -> Exception | None:
        """What ended the program against its will."""
        return self._exception and database.explained(self._reader, self._exception)

    def _fatal_error(self) -> None:
        """End; `run` raises what went wrong.  Textual would print local variables: whole texts, unclean."""
        self._close_messages_no_wait()

    def show_plain(self, lines: Sequence[str]) -> None:
        """Leave the frame and print lines on the terminal's own screen; Enter comes back."""
        if self._driver is None or not self._driver.can_suspend:
            return
        with self.suspend():
            plain.show(lines)

    def copy_to_clipboard(self, text: str) -> None:
        """Hand a text to the terminal's clipboard, through GNU screen too."""
        self._clipboard = text
        if self._driver is not None:
            self._driver.write(clipboard.sequence(text, os.environ))

    def open_address(self, command: Sequence[str]) -> None:
        """Open an address with a browser, beside the explorer or on its terminal.

        Raises:
            TerminalError: the browser cannot be started.
        """
        if browser.needs_terminal(command):
            with self.suspend():
                browser.start(command)
        else:
            browser.start(command)

    def redraw(self) -> None:
        """Draw every cell anew."""
        self.forget_frame()
        for child in self.screen.children:
            child.refresh(layout=True)


def run(corpus: str, theme: str, config: Config, painted: FirstPaint | None = None) -> None:
    """Open the explorer; when it is left, keep the place.

    Raises:
        StoreError: the corpus could not be read any more.
        ConfigError: as `AituiApp` says.
    """
    # A key passes from thread to thread and back; each time it waits so long for a job that reckons.
    sys.setswitchinterval(0.001)
    garbage.seldom(garbage.WAITED_FOR)
    app = AituiApp(Path(corpus), theme, painted, config)
    try:
        app.run(mouse=config.mouse)
        if (failure := app.failure) is not None:
            raise failure
    finally:
        app.explorer.close()
