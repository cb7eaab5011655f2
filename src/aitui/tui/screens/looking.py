"""A find that goes through a list of any length and holds up no key."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from aitui.explorer.progress import SLOW
from aitui.tui.widgets.pane import PaneWidget

if TYPE_CHECKING:
    from aitui.tui.screens.panes_screen import PanesScreen

# Seconds between two looks at the keys: shorter than what a key takes to be painted.
SLICE = 0.01


class Looking:
    """The find that is under way; another one ends it, and any key once it is told of.

    A key that comes sooner, as one does that was typed ahead, is answered after it where the find says so.

    Rows are read on the thread of the keys, as for drawing, but only for a moment at a time.

    Args:
        screen: whose panes are looked through.
    """

    def __init__(self, screen: PanesScreen) -> None:
        self._screen = screen
        self._rows: Iterator[bool] = iter(())
        self._then: Callable[[bool], None] = lambda found: None
        self._text = ""
        self._began = 0.0
        self._told = False
        self._keys_wait = False
        self._kept: list[Callable[[], None]] = []

    def start(
        self,
        pane: PaneWidget,
        text: str,
        step: int,
        then: Callable[[bool], None],
        *,
        keys_wait: bool = False,
    ) -> None:
        """Go to the next line of a pane that holds `text`.

        Args:
            pane: where to look.
            text: compared folded.
            step: 0 begins with the line of the cursor, 1 and -1 with the one after and before it.
            then: called with whether there was one, unless it was ended before.
            keys_wait: a key is answered after it, unless it takes long.
        """
        self._rows, self._then, self._text = pane.look_for(text, step), then, text
        self._began, self._told, self._keys_wait = time.monotonic(), False, keys_wait
        self._go_on(self._rows)

    def stop(self) -> None:
        """A key was pressed: what it asks for comes first."""
        self._rows, self._keys_wait = iter(()), False

    def keep(self, answer: Callable[[], None]) -> bool:
        """Keep what answers a key until the find is done; False where the key is to be answered now."""
        waits = self._keys_wait and not self._told
        if waits:
            self._kept.append(answer)
        return waits

    def _go_on(self, rows: Iterator[bool]) -> None:
        if rows is not self._rows:
            return
        began = time.monotonic()
        for found in rows:
            if found:
                self._end(True)
                return
            now = time.monotonic()
            if now - began > SLICE:
                if not self._told and now - self._began > SLOW:
                    if self._kept:
                        self._give_up()
                        return
                    self._told = True
                    self._screen.explorer.say(f"Looking for “{self._text}” … any key stops it.")
                # Not at once: a screen works off all that is posted to it before a key is read or painted.
                asyncio.get_running_loop().call_soon(self._screen.call_later, self._go_on, rows)
                return
        self._end(False)

    def _end(self, found: bool) -> None:
        self.stop()
        if self._told:
            self._screen.explorer.say("")
        self._then(found)
        self._answer_kept()

    def _give_up(self) -> None:
        """End a find that takes too long for the keys that wait, and say so."""
        text = self._text
        self.stop()
        self._answer_kept()
        if not self._screen.explorer.message:
            self._screen.explorer.say(f"“{text}” was looked for until a key came; it takes longer.")

    def _answer_kept(self) -> None:
        """Answer the keys that came meanwhile, until one of them asks for another find."""
        while self._kept and not self._keys_wait:
            self._kept.pop(0)()
