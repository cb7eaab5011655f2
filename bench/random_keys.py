"""Keys as a cat on the keyboard types them: every key of the table, both layouts, pastes, other sizes.

Shared by the endurance run and the test that does a few of them.
"""

from __future__ import annotations

import os
import random
import select
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from pty_terminal import PtyTerminal

from aitui.explorer.actions import ACTIONS, JCUKEN

# What a terminal sends for the names of the table.
_NAMED = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~",
}  # fmt: skip
# These end or stop the program; that it ends well is asked elsewhere.
_ENDS = {"quit", "close", "suspend"}
SIZES = ((120, 40), (80, 24), (20, 5), (300, 100), (99, 12), (40, 40), (2, 2))
TEXTS = (
    "Китай",
    "中国的人工智能",
    "שלום עולם",
    "مرحبا",
    "한국어",
    "e\u0301é",
    "👩‍👩‍👧‍👦🇨🇳",
    "[/b]",
    'OR ("',
    "x" * 300,
    "2025-01",
)
_PASTE = "\x1b[200~{}\x1b[201~"
# Keys between two looks at the program, and the seconds that it may take for them: it is not dead, only busy.
BATCH = 20
PATIENCE = 60.0
# Seconds in which a program that rests does next to nothing.
REST = 0.03
# Seconds after which a program that nobody asks has given back what it read.
GIVEN_BACK = 3.0


def table() -> list[str]:
    """Return what a terminal sends for every key of the table but those that end the program."""
    names = {key for action in ACTIONS if action.name not in _ENDS for key in action.keys}
    ends = {key for action in ACTIONS if action.name in _ENDS for key in action.keys}
    names |= {twin for twin, key in JCUKEN.items() if key in names}
    return [
        _NAMED.get(name) or (chr(ord(name[-1]) & 31) if name.startswith("ctrl+") else name)
        for name in sorted(names - ends)
    ]


def keys(seed: int) -> Iterator[str | tuple[int, int]]:
    """Yield for ever what is typed, or a size that the window takes."""
    luck, every = random.Random(seed), table()
    while True:
        dice = luck.random()
        if dice < 0.01:
            yield luck.choice(SIZES)
        elif dice < 0.02:
            yield _PASTE.format(luck.choice(TEXTS))
        elif dice < 0.03:
            yield luck.choice("/sf:") + luck.choice(TEXTS) + luck.choice(("\r", "\x1b"))
        else:
            yield luck.choice(every)


class Storm(PtyTerminal):
    """A terminal that types, counts what comes back and draws nothing.

    Attributes:
        count: bytes that the program wrote.
        tail: the last of them.
    """

    def __init__(self, argv: Sequence[str], env: Mapping[str, str | None]) -> None:
        self.count = 0
        self.tail = b""
        super().__init__(argv, env=env)
        self.answers()

    def drain(self, quiet: float, limit: float) -> int:
        """Take what the program writes until it is silent; return the number of bytes."""
        end, count = time.monotonic() + limit, 0
        while time.monotonic() < end and select.select([self._fd], [], [], quiet)[0]:
            try:
                data = os.read(self._fd, 1 << 16)
            except OSError:
                break
            if not data:
                break
            count += len(data)
            self.tail = (self.tail + data)[-4000:]
        self.count += count
        return count

    def ended(self) -> bool:
        """Tell whether the program is gone; its exit code is then known."""
        if self.exit_code is None:
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self.exit_code = os.waitstatus_to_exitcode(status)
        return self.exit_code is not None

    def answers(self) -> bool:
        """Ask for the whole screen until it comes; False when the program has ended.

        Raises:
            TimeoutError: it neither answers nor ends.
        """
        end = time.monotonic() + PATIENCE
        while not self.ended():
            os.write(self._fd, b"\x0c")
            if self.drain(quiet=0.5, limit=1.0):
                return True
            # The plain view waits for Enter; what the palette stopped, a shell would bring back.
            os.write(self._fd, b"\r")
            os.kill(self.pid, signal.SIGCONT)
            if time.monotonic() > end:
                raise TimeoutError(f"it does not answer any more; the last it wrote: {self.tail[-500:]!r}")
        return False

    def type(self, what: str | tuple[int, int]) -> None:
        """Press a key or change the size."""
        if isinstance(what, tuple):
            self.resize(*what)
            return
        os.write(self._fd, what.encode())
        if what.endswith("\x1b"):
            self.drain(quiet=0.12, limit=1.0)  # else it becomes one with the next key

    def rests(self) -> bool:
        """Wait until it has nothing left to do; False when the program has ended.

        Keys that it has not come to lie in its memory, and a program that hangs takes keys too.

        Raises:
            TimeoutError: it is busy without an end.
        """
        end, before = time.monotonic() + PATIENCE, -1
        while not self.ended():
            self.drain(quiet=REST, limit=1.0)
            running, spent = self._work()
            if not running and before >= 0 and spent - before < REST * 1e9 / 20:
                return True
            before = spent
            if time.monotonic() > end:
                raise TimeoutError(f"it is still busy; the last it wrote: {self.tail[-500:]!r}")
        return False

    def _work(self) -> tuple[bool, int]:
        """Return whether a thread of the program runs or could, and the ns of all that it has run."""
        running, spent = False, 0
        for task in Path(f"/proc/{self.pid}/task").glob("*"):
            try:
                running = running or (task / "stat").read_text().rpartition(")")[2].split()[0] == "R"
                spent += int((task / "schedstat").read_text().split()[0])
            except OSError:
                continue  # it has just ended
        return running, spent

    def settles(self) -> bool:
        """Wait until it has given back what it keeps for a moment; False when the program has ended.

        Who searches has 16 MB of the file for two seconds: what is read sooner tells what it was doing.  So
        nothing may be written, no process of its own may work and next to nothing may be done for that long.

        Raises:
            TimeoutError: it is busy without an end.
        """
        end = time.monotonic() + PATIENCE
        while self.rests():
            _, before = self._work()
            written = self.drain(quiet=GIVEN_BACK, limit=GIVEN_BACK)
            running, spent = self._work()
            if not (written or running or self._workers()) and spent - before < GIVEN_BACK * 1e9 / 20:
                return True
            if time.monotonic() > end:
                raise TimeoutError(f"it does not come to rest; the last it wrote: {self.tail[-500:]!r}")
        return False

    def _workers(self) -> bool:
        """Tell whether it has a process of its own at work."""
        for task in Path(f"/proc/{self.pid}/task").glob("*"):
            with suppress(OSError):  # it has just ended
                if (task / "children").read_text():
                    return True
        return False

    def resident(self) -> int:
        """Return the memory of the program, KiB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0])


# What a search is made with loads what reads it the first time (dates, figures, likeness, patterns); that is
# done before anything is counted, since it happens once, whichever key it is that brings it.
LOADED_ONCE = ("китай", "~китаи", "/Кита./", "qty>1busd", "published:2025", "@китай")


def storm(
    argv: Sequence[str], env: Mapping[str, str | None], number: int, seed: int, every: int
) -> Iterator[tuple[int, int, int]]:
    """Search once in every way, press that many keys; begin again where one of them ended the program.

    Yields:
        Number of the session, keys pressed so far, resident KiB at rest; after each `every` keys of all.

    Raises:
        RuntimeError: the program ended badly, or before one of the keys could end it.
    """
    source, pressed, session = keys(seed), 0, 0
    while pressed < number:
        session += 1
        terminal = Storm(argv, env)
        try:
            if not _load(terminal):
                raise RuntimeError(f"it ended before the keys began: {_end(terminal)}")
            while pressed < number:
                for _ in range(min(BATCH, number - pressed)):
                    try:
                        terminal.type(next(source))
                    except OSError:
                        break  # it has just ended
                    pressed += 1
                    terminal.drain(quiet=0.0, limit=0.1)
                if not terminal.rests():
                    break
                if pressed % every < BATCH:
                    if not (terminal.answers() and terminal.settles()):
                        break
                    yield session, pressed, terminal.resident()
            if terminal.exit_code:
                raise RuntimeError(f"it ended badly after {pressed} keys: {_end(terminal)}")
        finally:
            terminal.close()


def _load(terminal: Storm) -> bool:
    """Search once in every way; False when the program has ended."""
    for query in ("", *LOADED_ONCE):
        try:
            for key in ("s", *query, "\r", "\x1b", "\x1b") if query else ():
                terminal.type(key)
        except OSError:
            pass  # it has just ended
        if not terminal.rests():
            return False
    return True


def _end(terminal: Storm) -> str:
    return (
        f"exit code {terminal.exit_code}; the last it wrote: {terminal.tail.decode(errors='replace')[-2000:]}"
    )
