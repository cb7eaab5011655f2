"""Lines on the terminal's own screen, without frames: to be selected, scrolled back to, read out."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from aitui.text.clean import clean_line


class _Ended(Exception):  # noqa: N818 - a signal, no error
    """A signal came while Enter was waited for."""


def show(lines: Sequence[str]) -> None:
    """Print lines and wait for Enter, for the end of the input, or for a signal that ends the program.

    The terminal is as the shell left it; who asks for this has suspended the explorer.  A signal is heard by
    the event loop too, as soon as this returns.
    """
    out, given = sys.__stderr__, sys.__stdin__
    if out is None or given is None:
        return
    with _interrupted():
        out.write("".join(f"{clean_line(line)}\n" for line in lines))
        out.write("\n[Enter goes back] ")
        out.flush()
        # Not a buffered read: what is typed beyond the line belongs to the explorer.
        while (typed := os.read(given.fileno(), 1)) and typed not in b"\r\n":
            pass


@contextmanager
def _interrupted() -> Iterator[None]:
    """Let the signals that end the program end the wait, ^C too; ^z and `fg` come back to it.

    The explorer's own answer to `fg` would be to take the terminal in the midst of this.
    """

    def stop(number: int, frame: object) -> None:
        raise _Ended

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, stop) for number in numbers}
    before |= {number: signal.signal(number, signal.SIG_DFL) for number in (signal.SIGTSTP, signal.SIGCONT)}
    try:
        yield
    except (_Ended, OSError):  # OSError: the line has dropped
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
