"""A query in a process of its own: for what takes much memory for a moment.

What a thread has freed lies between what lasts, and neither Python nor the C library gives much of it back: a
session would keep what its largest moment took.  A process gives all of it back with its end.  Nor does it
take the interpreter from the thread that draws, and it can be stopped at once.

It begins with a query and ends with the answer, and with the explorer, however that ends: its input is a pipe
that nobody else holds.  It reads the corpus, writes nothing, and needs no folder of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, BinaryIO, Concatenate, Generic, ParamSpec, TypeVar

from aitui.errors import AituiError, WorkerError

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import Popen

    from aitui.store.database import Connection

P = ParamSpec("P")
T = TypeVar("T")

# How much it stands back for what draws, where there is one processor for both (`nice`).
_MEEK = 5


def python(code: str) -> list[str]:
    """Return the command that runs some code over the very modules that are in use here.

    `-m` would look in the folder that the person is in first, and run what lies there.  Where this
    interpreter heeds no variable of the environment, that one does not either.
    """
    alone = ["-I"] if sys.flags.isolated else []
    return [sys.executable, *alone, "-c", f"import sys; sys.path[:] = {sys.path!r}; {code}"]


class Apart(Generic[T]):
    """A query that may run in another process: a function of a module, and what it is given.

    Called, it runs here, as any query.

    Args:
        corpus: the file.
        function: is given a connection and the rest; that, and what it returns, can be pickled.
    """

    def __init__(
        self,
        corpus: Path,
        function: Callable[Concatenate[Connection, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        self._corpus = corpus
        self._function: Callable[..., T] = function
        self._given = (args, kwargs)

    def __call__(self, connection: Connection) -> T:
        args, kwargs = self._given
        return self._function(connection, *args, **kwargs)

    def begin(self) -> Worker | None:
        """Start a process for it; None where none can be had."""
        from subprocess import DEVNULL, PIPE, Popen

        try:
            process = Popen(
                python("from aitui.explorer.apart import serve; serve()"),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                start_new_session=True,  # what the terminal's keys and its end do, they do to the explorer
            )
        except OSError:
            return None
        return Worker(process, (self._corpus, self._function, *self._given))


class Worker:
    """A process that answers one query.

    Args:
        process: as `Apart.begin` starts it.
        request: what `serve` reads.
    """

    def __init__(self, process: Popen[bytes], request: tuple[Any, ...]) -> None:
        self._process = process
        self._request = request

    def answer(self) -> Any:
        """Ask, and wait for what the query returns.

        Raises:
            AituiError: what it raised.
            RuntimeError: it has a mistake; with its traceback.
            WorkerError: the process was ended.
        """
        import pickle

        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        try:
            pickle.dump(self._request, asked, pickle.HIGHEST_PROTOCOL)
            asked.flush()
            found, problem = pickle.load(answers)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError):
            raise WorkerError("The process that worked on this was ended; ask again.") from None
        if problem is not None:
            raise problem
        return found

    def kill(self) -> None:
        """End it at once; any thread may."""
        self._process.kill()

    def close(self) -> None:
        """End it if it has not ended, and take its pipes away."""
        from contextlib import suppress

        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # of what it was not told
                    pipe.close()
        self._process.wait()


def serve() -> None:
    """Answer the query that comes in, and end; what this process is for."""
    import os
    import pickle
    import threading

    from aitui import garbage

    garbage.put_off()
    os.nice(_MEEK)
    told = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)  # whatever a library prints is no answer
    asked = sys.stdin.buffer
    corpus, function, args, kwargs = pickle.load(asked)
    threading.Thread(target=_end_with, args=(asked,), daemon=True).start()
    pickle.dump(_found(corpus, function, args, kwargs), told, pickle.HIGHEST_PROTOCOL)
    told.close()
    os._exit(0)  # there is nothing to put in order


def _found(
    corpus: Path, function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[object, Exception | None]:
    """Return what a query returns, or what it raises."""
    import traceback

    from aitui.store import database

    try:
        connection = database.open_reader(corpus)
        try:
            return function(connection, *args, **kwargs), None
        except Exception as error:
            raise database.explained(connection, error) from error
    except AituiError as error:
        return None, AituiError(str(error))
    except Exception:
        return None, RuntimeError(traceback.format_exc())


def _end_with(asked: BinaryIO) -> None:
    """End when nobody waits for the answer any more."""
    import os

    asked.read()
    os._exit(1)
