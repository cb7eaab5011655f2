"""The terminal's side of Textual, leaving without a wait."""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TextIO, cast, runtime_checkable

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Resize
from textual.geometry import Size
from textual.message import Message

from aitui.tui.background import Answers
from aitui.tui.escapes import ESC, Escapes
from aitui.tui.keying import KeyTimes

# Seconds after which what looked like the beginning of an answer is taken for keys.
HELD_BACK = 2.0


@runtime_checkable
class Keyed(Protocol):
    """An app that wants to know when keys were read."""

    @property
    def key_times(self) -> KeyTimes: ...


@runtime_checkable
class Painted(Protocol):
    """An app that may have something on the screen before it is started.

    Attributes:
        answers: what takes an answer of the terminal out of what is read; None where it was asked nothing.
    """

    answers: Answers | None

    def typed_before(self) -> bytes:
        """Return what was read of the keys before; once."""

    def answered(self) -> None:
        """The terminal has answered; the thread that reads keys says so."""

    def taken_over(self) -> list[Any] | None:
        """Return the settings that the terminal was found with, if it was taken over and never asked for."""


class SentFile:
    """A terminal's file that tells when it has taken all that was written.

    Args:
        file: the terminal.
        taken: called by the thread that writes, with the number of texts that the terminal has by then.
    """

    def __init__(self, file: TextIO, taken: Callable[[int], None]) -> None:
        self._file = file
        self._taken = taken
        self._number = 0

    def begin(self) -> None:
        """Count anew, for another thread that writes."""
        self._number = 0

    def write(self, text: str) -> int:
        self._number += 1
        return self._file.write(text)

    def flush(self) -> None:
        # Textual's thread calls it when nothing more waits.
        self._file.flush()
        self._taken(self._number)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class PromptDriver(LinuxDriver):
    """Ends its input thread at once, and knows whether the terminal has taken what was written.

    Textual's own looks up ten times a second and then waits once more, so that leaving takes two tenths
    of a second; this one is woken through a pipe.

    Attributes:
        sent: called when the terminal has taken everything, by the thread that writes.
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
        # A sequence that is not to be sent again.
        self._kept = ""
        # Texts that were written, and of these the ones that the terminal has taken.
        self._written = self._taken = 0
        self.sent: Callable[[], None] = lambda: None
        self._file = SentFile(self._file, self._take)  # type: ignore[assignment, arg-type]

    @property
    def unsent(self) -> bool:
        """Whether the terminal has not yet taken all that was written."""
        return self._taken < self._written

    def _take(self, number: int) -> None:
        self._taken = number
        self.sent()

    def start_application_mode(self) -> None:
        # SIGCONT to a program that was never suspended: what runs is ended first.  Two threads that read keys
        # would share one pipe, and the one that is not woken is waited for without end.
        if self._wake:
            self.suspend_application_mode()
            self._must_signal_resume = True  # the screen is blank then and must be drawn anew
        # Again after ^z, which closed the driver.
        self._wake = os.pipe()
        # The writer of before has ended: what it was still given is lost, and is not waited for.
        self._written = self._taken = 0
        cast(SentFile, self._file).begin()
        # What was painted first has the screen already: a terminal that is switched to it again clears it.
        found = self._app.taken_over() if isinstance(self._app, Painted) else None
        self._kept = "\x1b[?1049h" if found is not None else ""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        # Textual's own handler reads the size wherever the signal comes, even inside itself: then the older
        # size is told last, and stays.
        asyncio.get_running_loop().add_signal_handler(signal.SIGWINCH, self._resized)
        if found is not None:
            self.attrs_before = found

    def _resized(self) -> None:
        if not self._in_band_window_resize:
            size = Size(*self._get_terminal_size())
            self.send_message(Resize(size, size))

    def write(self, data: str) -> None:
        """Write to the terminal, all but what was written already."""
        if self._kept and data == self._kept:
            self._kept = ""
            return
        self._written += 1
        super().write(data)

    def disable_input(self) -> None:
        # Textual calls it more than once: when it suspends, and before it ends.
        if self._wake:
            os.write(self._wake[1], b"\0")
        super().disable_input()

    def process_message(self, message: Message) -> None:
        if isinstance(message, Key) and isinstance(self._app, Keyed):
            self._app.key_times.came(message.time)
        super().process_message(message)

    def close(self) -> None:
        super().close()
        for end in self._wake:
            os.close(end)
        self._wake = ()

    def run_input_thread(self) -> None:
        """Read keys until input is disabled."""
        wake = self._wake[0]
        parser = XTermParser(self._debug)
        escapes = Escapes()
        decode = getincrementaldecoder("utf-8")("replace").decode
        painted = self._app if isinstance(self._app, Painted) else None
        answers = painted.answers if painted is not None else None

        def tell(pieces: Iterable[str]) -> None:
            for piece in pieces:
                for message in [Key("escape", ESC)] if piece == ESC else parser.feed(piece):
                    self.process_message(message)

        def read(data: bytes) -> None:
            tell(escapes.take(decode(data)))

        if painted is not None and (typed := painted.typed_before()):
            read(typed)
        held_since = time.monotonic()
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
                    if painted is not None and answers is not None:
                        before = answers.light
                        data = answers.take(data)
                        held_since = time.monotonic()
                        if answers.light is not before:
                            painted.answered()
                    if data:
                        read(data)
                elif answers is not None and answers.waiting and time.monotonic() - held_since > HELD_BACK:
                    read(answers.let_go())
                if not ready:
                    tell(escapes.let_go())
                for message in parser.tick():
                    self.process_message(message)
