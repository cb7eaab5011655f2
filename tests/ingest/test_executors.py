"""The same rows come in, whoever reads; a worker that dies loses nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from aitui.errors import InputError, TaggerError, WorkerError
from aitui.ingest import executors, pipeline
from aitui.ingest.reading import Reading, read_each
from aitui.model import Article
from aitui.store import database

TEXTS = (
    "Компания «Тайга Софт» {n} открыла лабораторию в Казани. В 2025 году она вложит 3 млрд рублей.",
    "La società Brillante {n} ha aperto un laboratorio a Torino. Nel 2025 investirà 3 miliardi di euro.",
    "中国公司深度求索2025年1月{n}日发布了模型。",
    "OpenAI opened office {n} in Dublin — 300 people work there.",
)
# A text that ends the process that reads it, and one that did so once.
DEADLY, ONCE = "смертельный", "однажды"


def many(count: int) -> list[Article]:
    return [Article(TEXTS[n % len(TEXTS)].format(n=n), f"/текст {n}.txt") for n in range(count)]


def dying(batch: Sequence[Article], taggers: Sequence[str] | None) -> list[Reading | str]:
    for article in batch:
        if article.text == DEADLY:
            os.kill(os.getpid(), signal.SIGKILL)
        if article.text.startswith(ONCE) and not (mark := Path(article.text.removeprefix(ONCE))).exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return read_each(batch, taggers)


def rows(path: Path) -> dict[str, list[str]]:
    """Everything in a corpus, ids included, but what tells of the runs: times, parameters, totals."""
    found = {}
    with closing(sqlite3.connect(path)) as conn:
        tables = conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'")
        for (table,) in tables.fetchall():
            columns = [row[1] for row in conn.execute(f"PRAGMA table_info({table})")]
            kept = ", ".join(
                f'"{name}"' for name in columns if not name.endswith(("_at", "params", "counts"))
            )
            found[table] = sorted(map(repr, conn.execute(f"SELECT {kept} FROM {table}")))
        words = conn.execute("SELECT count(*) FROM article_fts WHERE article_fts MATCH 'openai OR 2025'")
        found["words"] = [repr(words.fetchone())]
    return found


def add(path: Path, texts: Sequence[Article], readers: executors.Readers) -> pipeline.Summary:
    with closing(readers), database.writing(path) as conn:
        return pipeline.add(conn, texts, readers=readers)


def pool(jobs: int, read: executors.Read = read_each) -> executors.Elsewhere:
    return executors.Elsewhere(lambda: executors._pool(jobs), jobs, read_batch=read)


def test_two_processes_write_the_same_rows_as_one(tmp_path: Path) -> None:
    texts = many(90)
    one = add(tmp_path / "один.db", texts, executors.processes(1))
    two = add(tmp_path / "два.db", texts, executors.processes(2))
    assert (one.added, one.seen) == (two.added, two.seen) == (90, 90)
    assert rows(tmp_path / "один.db") == rows(tmp_path / "два.db")
    again = add(tmp_path / "два.db", texts, executors.processes(2))
    assert (again.added, again.same) == (0, 90)


def test_a_worker_killed_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    texts = many(90)
    once = Article(ONCE + str(tmp_path / "умер"), "/once.txt")
    texts.insert(40, once)
    killed = add(tmp_path / "a.db", texts, pool(2, dying))
    assert (tmp_path / "умер").exists(), "nobody died, so nothing was shown"
    assert (killed.added, killed.failures) == (91, [])
    add(tmp_path / "b.db", texts, executors.processes(1))
    assert rows(tmp_path / "a.db") == rows(tmp_path / "b.db")


def test_a_deadly_text_is_left_out_and_named(tmp_path: Path) -> None:
    texts = many(30)
    texts.insert(7, Article(DEADLY, "/deadly.txt"))
    summary = add(tmp_path / "c.db", texts, pool(2, dying))
    assert summary.added == 30
    assert [failure.where for failure in summary.failures] == ["/deadly.txt"]
    assert "died" in summary.failures[0].reason
    add(tmp_path / "d.db", many(30), executors.processes(1))
    assert rows(tmp_path / "c.db") == rows(tmp_path / "d.db")


def failing(batch: Sequence[Article], taggers: Sequence[str] | None) -> list[Reading | str]:
    raise TaggerError("the tagger «нет» is not installed")


def test_what_fails_every_text_ends_the_run(tmp_path: Path) -> None:
    readers = executors.Elsewhere(lambda: ThreadPoolExecutor(2), 2, read_batch=failing)
    with pytest.raises(TaggerError, match="нет"):
        add(tmp_path / "e.db", many(3), readers)


def test_workers_that_are_gone_end_the_run_and_what_is_in_stays(tmp_path: Path) -> None:
    left = [ThreadPoolExecutor(1)]

    def connect() -> ThreadPoolExecutor:
        if not left:
            raise WorkerError("the cluster is gone")
        return left.pop()

    def leaving(batch: Sequence[Article], taggers: Sequence[str] | None) -> list[Reading | str]:
        if "текст 50" in (batch[-1].address or "") or any("текст 50." in (a.address or "") for a in batch):
            raise ConnectionError("the line dropped")
        return read_each(batch, taggers)

    readers = executors.Elsewhere(connect, 1, read_batch=leaving)
    with pytest.raises(WorkerError, match="gone"):
        add(tmp_path / "f.db", many(90), readers)
    whole = add(tmp_path / "f.db", many(90), executors.Here())
    assert whole.failures == []
    assert whole.added + whole.same == 90


def test_no_process_is_left_when_the_readers_are_let_go() -> None:
    """What is left over prints a traceback when it meets the end of the program."""
    before = threading.active_count()
    readers = executors.processes(2)
    found = readers.read(many(200))
    assert next(found)[0].address == "/текст 0.txt"
    readers.close()
    assert multiprocessing.active_children() == []
    assert threading.active_count() <= before


_INTERRUPTED = """
import os, signal
from aitui.ingest import executors
from aitui.model import Article
if __name__ == "__main__":
    readers = executors.processes(2)
    found = list(readers.read([Article("Китай и Huawei.", "/текст.txt")]))
    print(found[0][1].annotation.mentions[0].name)
    readers.close()
else:
    os.kill(os.getpid(), signal.SIGINT)
"""


def test_ctrl_c_while_a_process_starts_does_not_end_it(tmp_path: Path) -> None:
    script = tmp_path / "старт.py"
    script.write_text(_INTERRUPTED, encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120)
    assert (done.stdout, done.stderr) == ("China\n", "")


def test_articles_are_asked_for_only_as_they_are_read() -> None:
    """An archive does not fit in memory: only some batches are under way."""
    asked = 0

    def endless() -> Iterator[Article]:
        nonlocal asked
        while True:
            asked += 1
            yield Article("Короткий текст.", f"/{asked}")

    def instant(batch: Sequence[Article], taggers: Sequence[str] | None) -> list[Reading | str]:
        return ["skipped"] * len(batch)

    with closing(executors.Elsewhere(lambda: ThreadPoolExecutor(1), 1, read_batch=instant)) as readers:
        found = readers.read(endless())
        for _ in range(5):
            assert isinstance(next(found)[1], str)
    assert asked <= 16 * 4


def test_a_stopped_run_keeps_what_was_read_and_the_next_goes_on(tmp_path: Path) -> None:
    texts, path = many(60), tmp_path / "g.db"

    def stop_after(count: int) -> tuple[Callable[[pipeline.Summary], None], Callable[[], bool]]:
        seen = [0]
        return lambda summary: seen.__setitem__(0, summary.seen), lambda: seen[0] >= count

    progress, stop = stop_after(20)
    with database.writing(path) as conn:
        summary = pipeline.add(conn, texts, progress=progress, stop=stop)
    assert (summary.stopped, summary.added) == (True, 20)
    rest = add(path, texts, executors.Here())
    assert (rest.added, rest.same) == (40, 20)
    with closing(sqlite3.connect(path)) as conn:
        assert conn.execute("SELECT status FROM run ORDER BY id").fetchall() == [("failed",), ("done",)]


def test_inputs_that_cannot_be_read_are_told_of_with_processes_too(tmp_path: Path) -> None:
    bad = InputError("плохой.txt", "is empty")
    with closing(executors.processes(2)) as readers, database.writing(tmp_path / "h.db") as conn:
        summary = pipeline.add(conn, [*many(2), bad, *many(4)[2:]], readers=readers)
    assert (summary.added, summary.failures, summary.seen) == (4, [bad], 5)


def test_a_cluster_of_two_writes_the_same_rows_also_when_a_worker_is_killed(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    texts = many(90)
    add(tmp_path / "один.db", texts, executors.Here())
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        address = cluster.scheduler_address
        add(tmp_path / "кластер.db", texts, executors.cluster(address))
        assert rows(tmp_path / "один.db") == rows(tmp_path / "кластер.db")

        pids = [worker.pid for worker in cluster.workers.values()]
        readers = executors.cluster(address)
        with closing(readers), database.writing(tmp_path / "убит.db") as conn:

            def kill_one(summary: pipeline.Summary) -> None:
                if summary.seen == 20:
                    os.kill(pids[0], signal.SIGKILL)

            summary = pipeline.add(conn, texts, readers=readers, progress=kill_one)
    assert (summary.added, summary.failures) == (90, [])
    assert rows(tmp_path / "один.db") == rows(tmp_path / "убит.db")


def test_nobody_at_the_address_of_a_cluster_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    monkeypatch.setattr(executors, "_PATIENCE", "1s")
    with pytest.raises(WorkerError, match="no Dask scheduler answers there"):
        executors.cluster("tcp://127.0.0.1:9")


def test_what_lies_in_the_folder_of_the_person_is_not_run(tmp_path: Path) -> None:
    folder = tmp_path / "скачанное"
    folder.mkdir()
    (folder / "multiprocessing.py").write_text("import os\nos._exit(7)\n")
    program = (
        f"import sys; sys.path[:] = {[one for one in sys.path if one]!r}\n"
        "from aitui.ingest import executors\n"
        "with executors._pool(1) as pool: print(pool.submit(len, 'abc').result())"
    )
    found = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True)
    assert found.stdout == "3\n", found.stderr
