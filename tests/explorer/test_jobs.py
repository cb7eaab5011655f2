"""Queries in the background: the newest wins, an old one is stopped, results come through `post` alone."""

from __future__ import annotations

import gc
import os
import queue
import sqlite3
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from small_corpora import four, put

from aitui.errors import AituiError, StoppedError, StoreError
from aitui.explorer import arena, jobs
from aitui.explorer.jobs import InlineJobs, ThreadJobs
from aitui.store import articles, database

# Says that it runs and does not end by itself.
ENDLESS = """WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n)
    SELECT max(i) FROM n WHERE i > 0 OR running()"""
# A test that waits longer has failed.
LIMIT = 20.0


class Desk:
    """The thread that asks: runs what was posted to it when it looks, as an event loop does."""

    def __init__(self, connect: Callable[[], Any]) -> None:
        self.posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self.jobs = ThreadJobs(connect, self.posted.put)
        self.told: list[object] = []

    def ask(
        self, query: Callable[[Any], object], lane: str = "search", patience: float = 0.0, delay: float = 0.0
    ) -> None:
        self.jobs.submit(lane, query, self.told.append, self.told.append, patience, delay)

    def look(self) -> None:
        """Wait for one post and run it."""
        self.posted.get(timeout=LIMIT)()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return put(tmp_path / "корпус.db", four())


@pytest.fixture
def desk(corpus: Path) -> Iterator[Desk]:
    made = Desk(lambda: database.open_reader(corpus))
    yield made
    made.jobs.close()


class Gate:
    """A query that says when it runs and waits until it may go on."""

    def __init__(self, result: object) -> None:
        self.result = result
        self.running, self.go = threading.Event(), threading.Event()
        self.thread: threading.Thread | None = None

    def __call__(self, connection: object) -> object:
        self.thread = threading.current_thread()
        self.running.set()
        assert self.go.wait(LIMIT)
        return self.result


def endless(running: threading.Event) -> Callable[[Any], object]:
    """A query that says from inside SQLite that it runs, and then does not end by itself."""

    def say() -> int:
        running.set()
        return 1

    def query(connection: Any) -> object:
        connection.create_function("running", 0, say)
        return connection.execute(ENDLESS).fetchone()

    return query


def threads() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name.startswith("aitui-")}


def test_a_result_comes_through_post_on_the_thread_that_looks(desk: Desk) -> None:
    where: list[threading.Thread] = []
    told: list[object] = []

    def count(connection: Any) -> int:
        where.append(threading.current_thread())
        return articles.count(connection)

    def done(found: int) -> None:
        where.append(threading.current_thread())
        told.append(found)

    desk.jobs.submit("search", count, done, told.append)
    call = desk.posted.get(timeout=LIMIT)
    assert told == []
    call()
    assert told == [4]
    assert where[0] is not threading.current_thread()
    assert where[1] is threading.current_thread()


def test_of_many_waiting_only_the_newest_is_run(desk: Desk) -> None:
    gate = Gate("old")
    desk.ask(gate)
    assert gate.running.wait(LIMIT)
    ran: list[str] = []

    def ask(word: str) -> None:
        def query(connection: object) -> str:
            ran.append(word)
            return word

        desk.ask(query)

    for word in ("к", "ки", "кит", "китай"):
        ask(word)
    gate.go.set()
    desk.look()
    assert desk.told == ["китай"]
    assert ran == ["китай"]
    assert desk.posted.empty()


def test_a_result_that_was_posted_is_dropped_when_a_newer_query_came_before_it_was_looked_at(
    desk: Desk,
) -> None:
    desk.ask(lambda connection: "old")
    posted = desk.posted.get(timeout=LIMIT)
    desk.ask(lambda connection: "new")
    posted()
    assert desk.told == []
    desk.look()
    assert desk.told == ["new"]


def test_an_old_long_query_is_stopped(desk: Desk) -> None:
    running = threading.Event()
    desk.ask(endless(running))
    assert running.wait(LIMIT)
    desk.ask(articles.count)
    desk.look()
    assert desk.told == [4]


def test_an_old_query_is_stopped_even_when_it_was_between_two_statements(desk: Desk) -> None:
    gate = Gate(None)

    def query(connection: Any) -> object:
        gate(connection)
        return endless(threading.Event())(connection)

    desk.ask(query)
    assert gate.running.wait(LIMIT)
    desk.ask(articles.count)
    gate.go.set()
    desk.look()
    assert desk.told == [4]


def test_lanes_do_not_wait_for_one_another(desk: Desk) -> None:
    gate = Gate("slow")
    desk.ask(gate, "search")
    assert gate.running.wait(LIMIT)
    desk.ask(articles.count, "entity")
    desk.look()
    assert desk.told == [4]
    gate.go.set()
    desk.look()
    assert desk.told == [4, "slow"]


@pytest.fixture
def four_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "HEAVY", frozenset({"concordance", "facts", "others", "silence"}))


def queue_up(desk: Desk, *lanes: str) -> Gate:
    """Let one heavy query run, as long as its gate is shut, and others wait for it; each answers its lane."""
    gate = Gate("silence")
    desk.ask(gate, "silence")
    assert gate.running.wait(LIMIT)
    for number, lane in enumerate(lanes, 1):
        desk.ask(lambda connection, lane=lane: lane, lane)  # type: ignore[misc]
        until(lambda number=number: len(desk.jobs._turn._waiting) == number)  # type: ignore[misc]
    return gate


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + LIMIT
    while not true():
        assert time.monotonic() < end
        time.sleep(0.001)


@pytest.mark.usefixtures("four_heavy")
def test_heavy_queries_run_one_at_a_time_the_newest_first(desk: Desk) -> None:
    gate = queue_up(desk, "facts", "concordance")
    desk.ask(lambda connection: "others", "others", delay=0.001)  # it may wait for all that there are
    until(lambda: len(desk.jobs._turn._waiting) == 3)
    desk.ask(articles.count, "entity")  # what is light does not wait
    desk.look()
    assert desk.told == [4]
    assert desk.posted.empty()
    gate.go.set()
    for _ in range(4):
        desk.look()
    # They are posted as they end; which of the last two is posted first, each on its thread, is luck.
    assert desk.told[1] == "silence"
    assert desk.told.index("concordance") < desk.told.index("others")
    assert sorted(map(str, desk.told[1:])) == ["concordance", "facts", "others", "silence"]


def test_never_do_two_heavy_queries_run_at_once(desk: Desk) -> None:
    inside, most, ran = [0], [0], [0]

    def query(connection: Any) -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        time.sleep(0.001)  # another thread has the interpreter meanwhile
        ran[0] += 1
        inside[0] -= 1

    for _ in range(20):
        for lane in sorted(jobs.HEAVY):
            desk.ask(query, lane)
    until(lambda: not desk.jobs._turn._waiting and desk.posted.qsize() >= len(jobs.HEAVY))
    assert most == [1]
    assert ran[0] >= len(jobs.HEAVY)


@pytest.mark.usefixtures("four_heavy")
def test_one_that_waits_and_is_superseded_lets_the_newer_one_wait(desk: Desk) -> None:
    gate = queue_up(desk, "facts", "concordance")
    ran: list[str] = []
    desk.ask(lambda connection: ran.append("newer") or "newer", "facts")  # type: ignore[func-returns-value]
    until(lambda: [lane._name for lane in desk.jobs._turn._waiting] == ["concordance", "facts"])
    gate.go.set()
    for _ in range(3):
        desk.look()
    assert desk.told[:1] == ["silence"]
    assert sorted(map(str, desk.told[1:])) == ["concordance", "newer"]
    assert ran == ["newer"]


@pytest.mark.usefixtures("four_heavy")
def test_one_that_waits_is_stopped_and_the_others_go_on(desk: Desk) -> None:
    gate = queue_up(desk, "facts", "concordance")
    desk.jobs.stop("concordance")
    (told,) = desk.told
    assert isinstance(told, StoppedError)
    until(lambda: len(desk.jobs._turn._waiting) == 1)
    gate.go.set()
    desk.look()
    desk.look()
    assert desk.told[1:] == ["silence", "facts"]
    assert desk.jobs.running() == []


@pytest.mark.usefixtures("four_heavy")
def test_one_that_is_stopped_or_fails_lets_the_next_one_run(desk: Desk) -> None:
    running = threading.Event()
    desk.ask(endless(running), "silence")
    assert running.wait(LIMIT)
    error = StoreError("к.db: the file is damaged")

    def query(connection: object) -> object:
        raise error

    desk.ask(query, "facts")
    until(lambda: len(desk.jobs._turn._waiting) == 1)
    desk.jobs.stop("silence")
    desk.look()
    assert isinstance(desk.told[0], StoppedError)
    assert desk.told[1] is error
    desk.ask(articles.count, "concordance")
    desk.look()
    assert desk.told[2] == 4


@pytest.mark.usefixtures("four_heavy")
def test_close_ends_those_that_wait_too(corpus: Path) -> None:
    desk = Desk(lambda: database.open_reader(corpus))
    gate = queue_up(desk, "facts", "concordance")
    threads = [one for one in threading.enumerate() if one.name in ("aitui-facts", "aitui-concordance")]
    assert len(threads) >= 2
    gate.go.set()
    desk.jobs.close()
    for thread in threads:
        thread.join(LIMIT)
        assert not thread.is_alive()
    assert not desk.jobs._turn._waiting


def test_an_error_is_told_and_the_lane_goes_on(desk: Desk) -> None:
    error = StoreError("к.db: the file is damaged")

    def query(connection: object) -> object:
        raise error

    desk.ask(query)
    desk.look()
    assert desk.told == [error]
    desk.ask(articles.count)
    desk.look()
    assert desk.told == [error, 4]


def test_a_mistake_of_the_program_is_raised_where_it_is_seen(desk: Desk) -> None:
    rows: dict[str, int] = {}
    desk.ask(lambda connection: rows["нет"])
    with pytest.raises(KeyError):
        desk.look()
    desk.ask(articles.count)
    desk.look()
    assert desk.told == [4]


def test_an_error_of_the_database_is_told_in_one_line(desk: Desk) -> None:
    desk.ask(lambda connection: connection.execute("SELECT * FROM absent").fetchall())
    desk.look()
    (error,) = desk.told
    assert isinstance(error, AituiError)
    assert "no such table: absent" in str(error)
    desk.ask(articles.count)
    desk.look()
    assert desk.told[1:] == [4]


def test_a_file_that_cannot_be_opened_is_told_and_tried_again(corpus: Path, tmp_path: Path) -> None:
    path = tmp_path / "ещё нет.db"
    desk = Desk(lambda: database.open_reader(path))
    desk.ask(articles.count)
    desk.look()
    (error,) = desk.told
    assert isinstance(error, StoreError)
    assert "there is no corpus here" in str(error)
    corpus.rename(path)
    desk.ask(articles.count)
    desk.look()
    assert desk.told[1:] == [4]
    desk.jobs.close()


def test_who_has_patience_gets_a_quick_answer_at_once_and_once(desk: Desk) -> None:
    desk.ask(articles.count, patience=LIMIT)
    assert desk.told == [4]
    desk.look()
    assert desk.told == [4]


def test_a_slow_answer_comes_when_patience_is_over(desk: Desk) -> None:
    gate = Gate("slow")
    desk.ask(gate, patience=0.001)
    assert desk.told == []
    gate.go.set()
    desk.look()
    assert desk.told == ["slow"]


def test_close_stops_a_running_query_and_ends_the_threads(corpus: Path) -> None:
    before = threads()
    desk = Desk(lambda: database.open_reader(corpus))
    running = threading.Event()
    desk.ask(endless(running))
    desk.ask(articles.count, "entity")
    assert running.wait(LIMIT)
    desk.look()
    assert len(threads() - before) == 2
    desk.jobs.close()
    assert threads() - before == set()
    assert desk.told == [4]
    assert desk.posted.empty()


def test_what_was_posted_before_the_end_is_dropped(desk: Desk) -> None:
    desk.ask(articles.count)
    posted = desk.posted.get(timeout=LIMIT)
    desk.jobs.close()
    posted()
    assert desk.told == []


def test_inline_jobs_answer_at_once(corpus: Path) -> None:
    jobs = InlineJobs(lambda: database.open_reader(corpus))
    told: list[object] = []
    error = StoreError("к.db: damaged")

    def fail(connection: object) -> object:
        raise error

    jobs.submit("search", articles.count, told.append, told.append)
    jobs.submit("search", fail, told.append, told.append)
    jobs.submit("search", lambda conn: conn.execute("SELECT * FROM нет"), told.append, told.append)
    assert told[:2] == [4, error]
    assert isinstance(told[2], StoreError)
    assert str(corpus) in str(told[2])
    jobs.close()
    with pytest.raises(sqlite3.ProgrammingError):
        jobs.submit("search", articles.count, told.append, told.append)


def test_what_runs_is_told_and_stopped_and_its_asker_hears_of_it(desk: Desk) -> None:
    assert desk.jobs.running() == []
    running = threading.Event()
    asked: list[str] = []
    desk.jobs.asked = lambda: asked.append("asked")
    desk.ask(endless(running))
    assert running.wait(LIMIT)
    gate = Gate("мимо")
    desk.ask(gate, "timeline")
    assert [lane for lane, _ in desk.jobs.running()] == ["search", "timeline"]
    assert asked == ["asked", "asked"]
    desk.jobs.stop("search")
    desk.jobs.stop("search")
    desk.jobs.stop("no such lane")
    (told,) = desk.told
    assert isinstance(told, StoppedError)
    gate.go.set()
    desk.look()
    assert desk.told[1:] == ["мимо"]
    assert desk.jobs.running() == []
    # The lane is as good as before.
    desk.ask(lambda connection: "чип")
    desk.look()
    assert desk.told[2:] == ["чип"]


def test_who_is_asked_after_a_query_that_was_stopped_in_the_midst_of_its_rows_is_answered(
    desk: Desk,
) -> None:
    """SQLite stops every statement of a connection until those that ran at the interrupt have ended."""
    running = threading.Event()
    stop = endless(running)

    def nested(connection: Any) -> object:
        with database.snapshot(connection):
            rows = connection.execute("SELECT id FROM article")
            return [stop(connection) for _ in rows]

    def fresh(connection: Any) -> object:
        assert not connection.in_transaction
        return articles.count(connection)

    gc.disable()  # else it may come by in between and end them
    try:
        for _ in range(3):
            running.clear()
            desk.ask(nested)
            assert running.wait(LIMIT)
            desk.ask(fresh)
            desk.look()
    finally:
        gc.enable()
    assert desk.told == [4, 4, 4]


def test_what_a_stopped_query_has_read_is_let_go_at_once(desk: Desk) -> None:
    class Texts(list[str]):
        """What a query reads; a list cannot be watched."""

    read: list[weakref.ref[Texts]] = []
    running = threading.Event()
    stop = endless(running)

    def query(connection: Any) -> object:
        texts = Texts(["Китай"])
        read.append(weakref.ref(texts))
        try:
            stop(connection)
        except sqlite3.OperationalError:
            raise StoppedError("given up") from None
        return texts

    gc.disable()
    try:
        desk.ask(query)
        assert running.wait(LIMIT)
        desk.ask(articles.count)
        desk.look()
        assert desk.told == [4]
        assert read[0]() is None
    finally:
        gc.enable()


def test_what_may_wait_begins_later_and_gives_way_to_what_is_asked_then(desk: Desk) -> None:
    begun: list[str] = []
    desk.ask(lambda conn: begun.append("поздно"), delay=10 * LIMIT)
    desk.ask(articles.count)
    desk.look()
    assert (begun, desk.told) == ([], [4])
    asked = time.monotonic()
    desk.ask(lambda conn: time.monotonic() - asked, delay=0.02)
    desk.look()
    assert isinstance(desk.told[-1], float)
    assert desk.told[-1] >= 0.02


def test_what_waits_holds_up_no_end(desk: Desk) -> None:
    desk.ask(articles.count, delay=10 * LIMIT)
    began = time.monotonic()
    desk.jobs.close()
    assert time.monotonic() - began < LIMIT
    assert desk.told == []


def test_a_lane_that_is_asked_while_it_gives_back_what_it_has_read_answers(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_KEPT", 0.01)
    resting, asked = threading.Event(), threading.Event()

    def let_go(connection: Any) -> None:
        resting.set()
        assert asked.wait(LIMIT)
        connection.execute(ENDLESS.replace(" OR running()", "")).fetchone()  # what was asked for stops it

    monkeypatch.setattr(jobs, "let_go", let_go)
    desk = Desk(lambda: database.open_reader(corpus))
    try:
        desk.ask(articles.count)
        desk.look()
        assert resting.wait(LIMIT)
        monkeypatch.setattr(jobs, "let_go", database.let_go)
        desk.ask(articles.count)
        asked.set()
        desk.look()
        assert desk.told == [4, 4]
    finally:
        desk.jobs.close()


def test_a_lane_that_rests_gives_its_connection_back(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "REST", 0.01)
    trimmed: list[str] = []
    monkeypatch.setattr(arena, "trim", lambda: trimmed.append("once"))
    opened: list[database.Connection] = []

    def connect() -> database.Connection:
        opened.append(database.open_reader(corpus))
        return opened[-1]

    def closed() -> bool:
        try:
            return bool(opened[0].in_transaction)
        except sqlite3.ProgrammingError:
            return True

    desk = Desk(connect)
    try:
        desk.ask(articles.count)
        desk.look()
        end = time.monotonic() + LIMIT
        while not closed():
            assert time.monotonic() < end
        desk.ask(articles.count)
        desk.look()
        assert desk.told == [4, 4]
        assert len(opened) == 2
        assert trimmed
    finally:
        desk.jobs.close()


def test_the_thread_of_a_lane_that_rests_ends_and_another_answers(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "REST", 0.01)
    answered_by: list[threading.Thread] = []

    def query(connection: database.Connection) -> int:
        answered_by.append(threading.current_thread())
        return articles.count(connection)

    for number in range(1, 4):
        desk.ask(query)
        desk.look()
        assert desk.told == [4] * number
        answered_by[-1].join(LIMIT)
        assert not answered_by[-1].is_alive()
    assert len(set(map(id, answered_by))) == 3


def test_a_lane_is_answered_whenever_it_is_asked_while_its_thread_ends(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "REST", 0.0)
    for number in range(1, 201):
        desk.ask(articles.count)
        desk.look()
        assert desk.told == [4] * number


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_what_lies_free_between_blocks_is_given_back() -> None:
    if arena._function("malloc_trim") is None:
        pytest.skip("no glibc")
    arena.share()

    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    size = 64 << 20
    blocks = [bytearray(b"\xff" * 10_000) for _ in range(size // 10_000)]
    kept = blocks[::100]  # at the end of the heap too, so that nothing is given back by itself
    kept.append(blocks[-1])
    full = resident()
    del blocks
    arena.trim()
    assert full - resident() > size // 2
    assert kept
