"""Reading a corpus in a folder that one may not write, while another person adds to it.

SQLite reads a file in WAL mode through `-wal` and `-shm` beside it, and makes them where they are missing.
Who may not do that opens the file as one that never changes (`immutable=1`); but that is true only until
somebody writes.  So such a reader looks, before each query, whether the file is still what it opened.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

# Opens the file: as one that stands still, or as one that others write to.
Connect = Callable[[bool], sqlite3.Connection]
State = tuple[int, ...]


def may_write_beside(path: str | Path) -> bool:
    """Tell whether SQLite can make its own files beside this one."""
    return os.access(os.path.dirname(path), os.W_OK)


class FollowingReader(sqlite3.Connection):
    """A connection that opens the file again when another process began or ended to write it.

    It is a connection only by its type, so that every query of the store takes it; what it does is done by
    the one inside.

    Args:
        path: the file.
        connect: opens it; what it raises at the first time is raised here.
    """

    def __init__(self, path: str | Path, connect: Connect) -> None:
        super().__init__(":memory:", check_same_thread=False)
        self._path = path
        self._wal = f"{path}-wal"
        self._connect = connect
        self._opened = 0
        self._handler: tuple[Callable[[], int | None] | None, int] = (None, 0)
        # The one before stays open until the next: rows may still be read from it.
        self._before: sqlite3.Connection | None = None
        try:
            self._state = self._now()
            self._inner = connect(self._still())
        except BaseException:
            super().close()
            raise

    def _now(self) -> State:
        """Return what tells one state of the file from another; one number while others may write to it."""
        with suppress(OSError):
            wal = os.stat(self._wal)
            if wal.st_size:
                return (wal.st_ino,)
        file = os.stat(self._path)
        return file.st_ino, file.st_size, file.st_mtime_ns

    def _still(self) -> bool:
        return len(self._state) > 1

    def moved_on(self) -> bool:
        """Tell whether the file is no longer what was opened: what was read just now may be torn."""
        try:
            return self._now() != self._state
        except OSError:
            return True

    def _follow(self) -> None:
        """Open the file anew where it is not what was opened; never in the middle of a snapshot."""
        if self._inner.in_transaction:
            return
        try:
            state = self._now()
        except OSError:
            return  # it was taken away: what was opened can still be read
        if state == self._state:
            return
        before, self._state = self._state, state
        try:
            inner = self._connect(self._still())
        except sqlite3.OperationalError:
            self._state = before  # it is just being opened or closed; the next query tries again
            return
        inner.set_progress_handler(*self._handler)
        if self._before is not None:
            self._before.close()
        self._before, self._inner = self._inner, inner
        self._opened += 1

    def data_version(self) -> int:
        """Return a number that changes when the file was written to, as `database.data_version` says."""
        version: int = self.execute("PRAGMA data_version").fetchone()[0]
        return self._opened << 32 | version

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        self._follow()
        return self._inner.execute(sql, parameters)

    @property
    def in_transaction(self) -> bool:
        return self._inner.in_transaction

    def interrupt(self) -> None:
        # Another thread asks; the one inside may be going just now.
        with suppress(sqlite3.ProgrammingError):
            self._inner.interrupt()

    def set_progress_handler(self, handler: Callable[[], int | None] | None, /, n: int) -> None:
        self._handler = (handler, n)
        self._inner.set_progress_handler(handler, n)

    def create_function(self, name: str, narg: int, func: Any, /, *, deterministic: bool = False) -> None:
        # For a snapshot: what is opened after it knows nothing of it.
        self._inner.create_function(name, narg, func, deterministic=deterministic)

    def close(self) -> None:
        for connection in (self._before, self._inner):
            if connection is not None:
                connection.close()
        super().close()
