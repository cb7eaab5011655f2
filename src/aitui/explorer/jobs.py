"""Queries in the background: one lane a purpose, the newest wins, the old one is stopped."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import Protocol, TypeVar

from aitui.errors import AituiError, StoppedError
from aitui.explorer import arena
from aitui.explorer.apart import Apart, Worker
from aitui.store.database import Connection, explained, let_go, stop_when

T = TypeVar("T")
Post = Callable[[Callable[[], None]], None]
Failed = Callable[[AituiError], None]

# Seconds after which a lane that nobody asks gives its connection back and its thread ends: what it knows of
# the schema alone takes 150 kB, the thread a hundred, and there are some forty lanes.
REST = 20.0
# Seconds after which it gives back what it has read of the file: who types asks again soon.
_KEPT = 2.0
# Seconds that a key waits for the answer that tells where it leads: keys typed ahead are meant for there.
AHEAD = 0.05
# Lanes whose queries make much in Python, though none makes what is seen first.  One of them runs at a time:
# what each takes for a moment does not add up, and as they share one interpreter, together they last as long.
HEAVY = frozenset({"facts", "lens tables", "others"})


class Jobs(Protocol):
    """Runs a query and hands its result over on the caller's own thread."""

    def submit(
        self,
        lane: str,
        query: Callable[[Connection], T],
        done: Callable[[T], None],
        failed: Failed,
        patience: float = 0.0,
        delay: float = 0.0,
    ) -> None:
        """Run `query`, then `done(result)` or `failed(error)`; a newer query of the same lane cancels it.

        Args:
            query: an `Apart` runs in a process of its own.
            patience: seconds to wait for the answer, so that a quick one is there before anything is drawn.
            delay: seconds until the query may begin, so that what is there is drawn first: a thread that
                reads texts takes the interpreter from the one that draws.
        """

    def running(self) -> list[tuple[str, float]]:
        """Return the lanes that have not answered and for how many seconds, the longest first."""

    def stop(self, lane: str) -> None:
        """Give up what a lane does; its `failed` hears of a `StoppedError`."""

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
        failed: Failed,
        patience: float = 0.0,
        delay: float = 0.0,
    ) -> None:
        try:
            result = query(self._connection)
        except Exception as error:
            _complain(explained(self._connection, error), failed)
        else:
            done(result)

    def running(self) -> list[tuple[str, float]]:
        return []

    def stop(self, lane: str) -> None:
        """Nothing runs after it was asked for."""

    def close(self) -> None:
        self._connection.close()


class _Turn:
    """One of the heavy queries at a time; of those that wait the newest is the next."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[_Lane] = []
        self._taken = False

    @contextmanager
    def held(self, lane: _Lane, *, patient: bool) -> Iterator[bool]:
        """Wait for the turn and have it; False when nobody wants the answer any more.

        Args:
            patient: all others that wait go first.
        """
        with self._changed:
            self._waiting.insert(0 if patient else len(self._waiting), lane)
            self._changed.wait_for(lambda: lane.stale() or (not self._taken and self._waiting[-1] is lane))
            self._waiting.remove(lane)
            mine = not lane.stale()
            self._taken = self._taken or mine
            self._changed.notify_all()
        try:
            yield mine
        finally:
            if mine:
                with self._changed:
                    self._taken = False
                    self._changed.notify_all()

    def look(self) -> None:
        """Let those that wait look whether it is still worth it."""
        with self._changed:
            self._changed.notify_all()


class _Lane:
    """A thread with a connection of its own that keeps only the newest request.

    The thread ends when nobody has asked for a while, and another begins with the next request.
    """

    def __init__(self, name: str, connect: Callable[[], Connection], turn: _Turn) -> None:
        self._name = name
        self._connect = connect
        self._turn = turn
        self._connection: Connection | None = None
        self._worker: Worker | None = None
        self._wake = threading.Condition()
        self._request: Callable[[], None] | None = None
        # When it may begin, by the monotonic clock.
        self._due = 0.0
        self._closed = False
        self.newest = 0
        self.running = 0
        # When the newest query was asked for and who hears that it failed, until it is answered.
        self.asked: tuple[float, Failed] | None = None
        self._thread: threading.Thread | None = None

    def submit(self, work: Callable[[int], None], delay: float = 0.0) -> None:
        """Run `work(number)` next, in place of all asked before; it is stale once `newest` is another."""
        with self._wake:
            self._supersede()
            number = self.newest
            self._request, self._due = lambda: work(number), time.monotonic() + delay
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._run, name=f"aitui-{self._name}", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Let go of what is asked and what runs."""
        with self._wake:
            self._supersede()
            self._request = None

    def close(self) -> None:
        """Ask the thread to end; `join` waits for it."""
        with self._wake:
            self._closed = True
            self._supersede()

    def join(self) -> None:
        thread = self._thread
        if thread is not None:
            thread.join(timeout=1.0)

    def _supersede(self) -> None:
        self.newest += 1
        if self._connection is not None:
            self._connection.interrupt()
        if self._worker is not None:
            self._worker.kill()
        self._wake.notify()
        self._turn.look()

    def stale(self) -> bool:
        """Tell whether nobody waits any more for what runs."""
        return self.running != self.newest

    def connection(self) -> Connection:
        """Return the connection, opened on first use.  Only for the lane's own thread."""
        if self._connection is None:
            connection = self._connect()
            # An interrupt between two statements of one query is lost; this is not.
            stop_when(connection, self.stale)
            with self._wake:
                self._connection = connection
        return self._connection

    def run(self, query: Callable[[Connection], T], connection: Connection) -> T:
        """Return what a query finds; only for the lane's own thread."""
        worker = query.begin() if isinstance(query, Apart) else None
        if worker is None:
            return query(connection)
        try:
            with self._wake:
                self._worker = worker
                if self.stale():
                    worker.kill()
            found: T = worker.answer()
            return found
        finally:
            with self._wake:
                self._worker = None
            worker.close()

    def disconnect(self) -> None:
        """Close the connection; only for the lane's own thread.

        Of a lane that rests; and after a query that failed: as long as a statement is there that it left half
        read, SQLite would stop all that follow too, and its transaction would go on.
        """
        with self._wake:
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _next(self) -> Callable[[], None] | None:
        """Wait for a request; None when there will be no more, or none has come for long: the thread ends."""
        if self._connection is not None and not self._wait(min(_KEPT, REST)):
            # Each lane would keep some; together they would be most of what the program takes.
            # What is asked for just now stops this, and is answered; what is wrong with the file, it tells.
            with suppress(Exception):
                let_go(self._connection)
            arena.trim()
        self._wait(REST)
        with self._wake:
            if self._closed or self._request is None:
                self.disconnect()
                if not self._closed:  # else `join` waits for it
                    self._thread = None
                return None
            request, self._request = self._request, None
            self.running = self.newest
            return request

    def _wait(self, patience: float) -> bool:
        """Wait until there is something to do, a request or the end; False when nobody asked for so long."""
        end = time.monotonic() + patience
        with self._wake:
            while not self._closed:
                left = (end if self._request is None else self._due) - time.monotonic()
                if left <= 0:
                    return self._request is not None
                self._wake.wait(left)
        return True

    def _run(self) -> None:
        while (request := self._next()) is not None:
            request()
            del request  # and with it the texts that it was about, until there is another
        if not self._closed:  # what the connection took lies free now
            arena.trim()


class ThreadJobs:
    """Runs every lane on a thread of its own; results come back through `post`.

    What goes wrong in a query goes to `failed`; a mistake of the program is raised where `post` runs it,
    since on the lane's thread nobody would hear of it.

    Args:
        connect: opens a read-only connection, called on the lane's thread.
        post: runs a callable on the caller's thread, such as the event loop of the screen.

    Attributes:
        asked: called whenever something is asked for.
    """

    def __init__(self, connect: Callable[[], Connection], post: Post) -> None:
        arena.share()
        self._connect = connect
        self._post = post
        self.asked: Callable[[], None] = lambda: None
        self._lanes: dict[str, _Lane] = {}
        self._turn = _Turn()

    def submit(
        self,
        lane: str,
        query: Callable[[Connection], T],
        done: Callable[[T], None],
        failed: Failed,
        patience: float = 0.0,
        delay: float = 0.0,
    ) -> None:
        if lane not in self._lanes:
            self._lanes[lane] = _Lane(lane, self._connect, self._turn)
        current = self._lanes[lane]
        answers: list[Callable[[], None]] = []
        answered = threading.Event()

        def deliver(number: int) -> None:
            if answers and number == current.newest:
                current.asked = None
                answers.pop()()

        def work(number: int) -> None:
            turn = (
                self._turn.held(current, patient=delay > 0)
                if lane in HEAVY
                else nullcontext(enter_result=True)
            )
            with turn as mine:
                if not mine:
                    return
                answer = _answer(current, query, done, failed)
            if number == current.newest:
                answers.append(answer)
                answered.set()
                self._post(lambda: deliver(number))

        current.asked = (time.monotonic(), failed)
        current.submit(work, delay)
        self.asked()
        if patience and answered.wait(patience):
            # What is posted then finds nothing left to do.
            deliver(current.newest)

    def running(self) -> list[tuple[str, float]]:
        now = time.monotonic()
        found = [(name, now - lane.asked[0]) for name, lane in self._lanes.items() if lane.asked is not None]
        return sorted(found, key=lambda one: -one[1])

    def stop(self, lane: str) -> None:
        current = self._lanes.get(lane)
        if current is None or current.asked is None:
            return
        _, failed = current.asked
        current.asked = None
        current.stop()
        failed(StoppedError("Stopped."))

    def close(self) -> None:
        for lane in self._lanes.values():
            lane.close()
        # All end at once; one after the other each would wait for its turn.
        for lane in self._lanes.values():
            lane.join()


def _answer(
    lane: _Lane,
    query: Callable[[Connection], T],
    done: Callable[[T], None],
    failed: Failed,
) -> Callable[[], None]:
    """Run a query; return what is then to be called on the asker's thread."""
    connection: Connection | None = None
    try:
        connection = lane.connection()
        result = lane.run(query, connection)
    except Exception as error:
        problem = error
        if connection is not None:
            # Explaining reads the file, and who asks again interrupts that too: then nobody hears of it.
            with suppress(Exception):
                problem = explained(connection, error)
        if isinstance(problem, AituiError) or lane.stale():
            # Its frames hold all that the query has read, and one of them this error: both would stay.
            error.__traceback__ = error.__context__ = error.__cause__ = None
        lane.disconnect()
        return lambda: _complain(problem, failed)
    return lambda: done(result)


def _complain(problem: Exception, failed: Failed) -> None:
    if not isinstance(problem, AituiError):
        raise problem
    failed(problem)
