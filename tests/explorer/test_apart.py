"""A query in a process of its own: the same answer, stopped at once, and never left behind."""

from __future__ import annotations

import fcntl
import os
import queue
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from small_corpora import four, put

from aitui.errors import AituiError, StoppedError, WorkerError
from aitui.explorer.apart import Apart
from aitui.explorer.jobs import ThreadJobs
from aitui.store import articles, database

# A test that waits longer has failed.
LIMIT = 30.0


# ------------------------------------------------------------------ what runs there


def where(connection: Any, told: str) -> tuple[str, int, int]:
    print("no answer")
    os.write(1, b"none either")
    return told, articles.count(connection), os.getpid()


def refuse(connection: Any) -> None:
    raise AituiError("к.db: not today")


def err(connection: Any) -> int:
    found: dict[str, int] = {}
    return found["нет"]


def die(connection: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def write(connection: Any) -> None:
    connection.execute("DELETE FROM article")


def endless(connection: Any, lock: Path) -> None:
    """Hold a lock as long as this process lives, and never end."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        held.write("held")
        held.flush()
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        ).fetchone()


# ------------------------------------------------------------------ who asks


class Desk:
    """The thread that asks."""

    def __init__(self, corpus: Path) -> None:
        self.corpus = corpus
        self.posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self.jobs = ThreadJobs(lambda: database.open_reader(corpus), self.posted.put)
        self.told: list[Any] = []

    def ask(self, function: Callable[..., object], *args: object) -> None:
        self.jobs.submit("stories", Apart(self.corpus, function, *args), self.told.append, self.told.append)

    def answer(self) -> Any:
        self.posted.get(timeout=LIMIT)()
        return self.told.pop()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return put(tmp_path / "корпус.db", four())


@pytest.fixture
def desk(corpus: Path) -> Iterator[Desk]:
    made = Desk(corpus)
    yield made
    made.jobs.close()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + LIMIT
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def running(lock: Path) -> bool:
    """Tell whether the process of `endless` is at it."""
    return lock.exists() and lock.read_text() == "held" and not free(lock)


def free(lock: Path) -> bool:
    """Tell whether that process has ended, waited for or not."""
    with lock.open() as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_another_process_answers_and_ends(desk: Desk) -> None:
    desk.ask(where, "Китай")
    told, number, process = desk.answer()
    assert (told, number) == ("Китай", 4)
    assert process != os.getpid()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_called_it_runs_here(corpus: Path) -> None:
    with database.reading(corpus) as connection:
        assert Apart(corpus, where, "Китай")(connection) == ("Китай", 4, os.getpid())


def test_what_goes_wrong_there_is_told_here_and_the_lane_goes_on(desk: Desk) -> None:
    desk.ask(refuse)
    error = desk.answer()
    assert isinstance(error, AituiError)
    assert str(error) == "к.db: not today"
    desk.ask(write)
    assert "readonly" in str(desk.answer())
    desk.ask(die)
    error = desk.answer()
    assert isinstance(error, WorkerError)
    assert str(error) == "The process that worked on this was ended; ask again."
    desk.ask(err)
    with pytest.raises(RuntimeError, match=r"in err\n(.|\n)*KeyError: 'нет'"):
        desk.answer()
    desk.ask(where, "снова")
    assert desk.answer()[:2] == ("снова", 4)


def test_without_a_process_it_runs_here(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(desk.corpus.parent / "нет"))
    desk.ask(where, "Китай")
    assert desk.answer()[2] == os.getpid()


def test_the_newest_wins_and_the_process_of_the_old_one_ends(desk: Desk, tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    desk.ask(endless, lock)
    until(lambda: running(lock))
    desk.ask(where, "новое")
    assert desk.answer()[0] == "новое"
    assert free(lock)
    assert desk.posted.empty()


def test_stopped_it_ends_at_once(desk: Desk, tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    desk.ask(endless, lock)
    until(lambda: running(lock))
    desk.jobs.stop("stories")
    (error,) = desk.told
    assert isinstance(error, StoppedError)
    until(lambda: free(lock))


def test_it_ends_with_the_session(corpus: Path, tmp_path: Path) -> None:
    desk, lock = Desk(corpus), tmp_path / "lock"
    desk.ask(endless, lock)
    until(lambda: running(lock))
    desk.jobs.close()
    until(lambda: free(lock))
    assert desk.posted.empty()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP, signal.SIGTERM])
def test_it_ends_with_the_explorer_however_that_ends(
    corpus: Path, tmp_path: Path, number: signal.Signals
) -> None:
    lock = tmp_path / "lock"
    program = (
        f"import sys; sys.path[:] = {sys.path!r}; import signal, time; from pathlib import Path\n"
        f"import {__name__} as t\n"
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"  # under nohup it would be ignored
        f"desk = t.Desk(Path({str(corpus)!r})); desk.ask(t.endless, Path({str(lock)!r}))\n"
        "while True: time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program]) as explorer:
        until(lambda: running(lock))
        explorer.send_signal(number)
    until(lambda: free(lock))


def test_what_lies_in_the_folder_of_the_person_is_not_run(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "скачанное"
    folder.mkdir()
    for name in ("pickle", "aitui", "sqlite3"):
        (folder / f"{name}.py").write_text("import os\nos._exit(7)\n")
    monkeypatch.chdir(folder)
    desk.ask(where, "Китай")
    assert desk.answer()[1] == 4


def test_an_explorer_that_heeds_no_environment_starts_processes_that_do_not_either(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import os\nos._exit(7)\n")
    program = (
        f"import sys; sys.path[:] = {sys.path!r}; import subprocess\n"
        "from aitui.explorer.apart import python\n"
        "sys.exit(subprocess.call(python('print(1)')))"
    )
    alone = [sys.executable, "-I", "-c", program]
    found = subprocess.run(alone, env=os.environ | {"PYTHONPATH": str(tmp_path)}, capture_output=True)
    assert (found.returncode, found.stdout) == (0, b"1\n")
