"""The terminal's side of Textual, leaving without a wait."""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver


class PromptDriver(LinuxDriver):
    """Ends its input thread at once.

    Textual's own looks up ten times a second and then waits once more, so that leaving takes two tenths
    of a second; this one is woken through a pipe.
    """

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # Where it is read and where it is written; nothing while the terminal is another's.
        self._wake: tuple[int, ...] = ()

    def start_application_mode(self) -> None:
        # Again after ^z, which closed the driver.
        if not self._wake:
            self._wake = os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def disable_input(self) -> None:
        # Textual calls it more than once: when it suspends, and before it ends.
        if self._wake:
            os.write(self._wake[1], b"\0")
        super().disable_input()

    def close(self) -> None:
        super().close()
        for end in self._wake:
            os.close(end)
        self._wake = ()

    def run_input_thread(self) -> None:
        """Read keys until input is disabled."""
        wake = self._wake[0]
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(wake, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                # A lone Esc is told from the begin of a sequence by the time that passes.
                ready = {key.fd for key, _ in selector.select(0.1)}
                if wake in ready:
                    os.read(wake, 1)
                if self.fileno in ready:
                    data = os.read(self.fileno, 4096)
                    if not data:
                        break
                    for message in parser.feed(decode(data)):
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
