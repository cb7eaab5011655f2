"""Queries in the background: one lane a purpose, the newest wins, the old one is stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from aitui.errors import AituiError
from aitui.store.database import Connection, interrupted

T = TypeVar("T")
Post = Callable[[Callable[[], None]], None]


class Jobs(Protocol):
    """Runs a query and hands its result over on the caller's own thread."""

    def submit(
        self,
        lane: str,
        query: Callable[[Connection], T],
        done: Callable[[T], None],
        failed: Callable[[AituiError], None] | None = None,
    ) -> None:
        """Run `query` and then `done(result)`; a newer query of the same lane cancels it."""

    def close(self) -> None:
        """Stop everything and close the connections."""


class InlineJobs:
    """Runs at once, on the calling thread: for tests and scripts."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connection = connect()

    def submit(
        self,
        lane: str,
        query: Callable[[Connection], T],
        done: Callable[[T], None],
        failed: Callable[[AituiError], None] | None = None,
    ) -> None:
        try:
            result = query(self._connection)
        except AituiError as error:
            if failed is None:
                raise
            failed(error)
        else:
            done(result)

    def close(self) -> None:
        self._connection.close()


class _Lane:
    """A thread with a connection of its own that keeps only the newest request."""

    def __init__(self, name: str, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._connection: Connection | None = None
        self._wake = threading.Condition()
        self._request: tuple[int, Callable[[Connection], None]] | None = None
        self._closed = False
        self.number = 0
        self._thread = threading.Thread(target=self._run, name=f"aitui-{name}", daemon=True)
        self._thread.start()

    def submit(self, work: Callable[[Connection], None]) -> int:
        with self._wake:
            self.number += 1
            self._request = (self.number, work)
            if self._connection is not None:
                self._connection.interrupt()
            self._wake.notify()
            return self.number

    def close(self) -> None:
        with self._wake:
            self._closed = True
            self.number += 1
            if self._connection is not None:
                self._connection.interrupt()
            self._wake.notify()
        self._thread.join(timeout=1.0)

    def _run(self) -> None:
        connection = self._connect()
        with self._wake:
            self._connection = connection
        while True:
            with self._wake:
                while self._request is None and not self._closed:
                    self._wake.wait()
                if self._closed:
                    break
                assert self._request is not None
                _, work = self._request
                self._request = None
            work(connection)
        with self._wake:
            self._connection = None
        connection.close()


class ThreadJobs:
    """Runs every lane on a thread of its own; results come back through `post`.

    Args:
        connect: opens a read-only connection, called on the lane's thread.
        post: runs a callable on the caller's thread, such as the event loop of the screen.
    """

    def __init__(self, connect: Callable[[], Connection], post: Post) -> None:
        self._connect = connect
        self._post = post
        self._lanes: dict[str, _Lane] = {}

    def submit(
        self,
        lane: str,
        query: Callable[[Connection], T],
        done: Callable[[T], None],
        failed: Callable[[AituiError], None] | None = None,
    ) -> None:
        if lane not in self._lanes:
            self._lanes[lane] = _Lane(lane, self._connect)
        current = self._lanes[lane]

        def deliver(number: int, call: Callable[[], None]) -> None:
            if number == current.number:
                self._post(lambda: call() if number == current.number else None)

        def work(connection: Connection) -> None:
            try:
                result = query(connection)
            except AituiError as error:
                if failed is not None:
                    complaint, handler = error, failed
                    deliver(number, lambda: handler(complaint))
            except Exception as error:
                if not interrupted(error):
                    raise
            else:
                deliver(number, lambda: done(result))

        # `work` reads `number` when it runs; the lane may start it before `submit` returns.
        number = current.number + 1
        current.submit(work)

    def close(self) -> None:
        for lane in self._lanes.values():
            lane.close()
