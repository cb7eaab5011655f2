"""`aitui doctor` keeps the full-text index: made anew beside readers, killed and gone on with, merged."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from aitui.cli.root import cli
from aitui.model import Article
from aitui.query import parse
from aitui.store import articles, database, fulltext, runs, search, writer

ARTICLES = 120
# Tells each step on stdout and waits to be told to go on, so that it is killed in the middle for certain.
_STEPWISE = """
import sys
from aitui.store import database, fulltext
fulltext._STEP = 10
with database.writing(sys.argv[1]) as conn:
    fulltext.renew(conn, lambda come: (print(come.done, flush=True), sys.stdin.readline()))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    from toy import annotate

    path = tmp_path / "архив №1.db"
    with database.writing(path) as conn, database.transaction(conn):
        run = writer.Writer(conn, runs.begin(conn, "test", {}))
        for n in range(ARTICLES):
            article = Article(f"Ёлка номер {n}. 中国外务省。", f"/{n}", f"Заметка {n}", None, "ru")
            run.put(article, annotate(article))
    return path


def doctor(path: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["doctor", str(path), *options])


def found(path: Path, typed: str) -> int:
    with database.reading(path) as conn:
        return search.count(conn, parse(typed))


def test_killed_in_the_middle_readers_miss_nothing_and_the_next_run_goes_on(path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", _STEPWISE, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == "10\n"
    assert found(path, "外务") == ARTICLES  # while it is at work
    child.stdin.write("\n")
    child.stdin.flush()
    assert child.stdout.readline() == "20\n"
    child.kill()
    assert child.wait() == -signal.SIGKILL
    child.stdin.close()
    child.stdout.close()
    assert found(path, "外务") == found(path, "елка") == ARTICLES
    told = doctor(path).stdout
    assert "a new one was begun (20 of 120)" in told
    done: list[int] = []
    with database.writing(path) as conn:
        fulltext.renew(conn, lambda come: done.append(come.done))
    assert done == [ARTICLES]  # one step of a thousand: the first twenty were not done again
    assert found(path, "外务") == found(path, "елка") == ARTICLES
    with database.reading(path) as conn:
        assert all(fulltext.holds(conn, article_id) for article_id in articles.ids(conn))


def test_doctor_mends_an_index_that_lost_its_words(path: Path) -> None:
    with database.writing(path) as conn, database.transaction(conn):
        conn.execute("INSERT INTO article_fts(article_fts) VALUES('delete-all')")
    assert found(path, "елка") == 0
    broken = doctor(path)
    assert broken.exit_code == 1
    assert "0 of 120 articles are indexed; `aitui doctor --rebuild-index` makes it anew" in broken.stdout
    mended = doctor(path, "--rebuild-index")
    assert mended.exit_code == 0, mended.output
    assert "120 articles, 120 of them compared with their texts" in mended.stdout
    assert "120 of 120" in mended.stderr
    assert found(path, "елка") == ARTICLES


def test_doctor_merges_and_compacts(path: Path) -> None:
    with database.writing(path) as conn:
        fulltext.renew(conn)  # leaves the pages of the one before empty
        assert conn.execute("PRAGMA freelist_count").fetchone()[0] > 0
    assert doctor(path, "--merge-index", "--compact").exit_code == 0
    with database.reading(path) as conn:
        assert conn.execute("PRAGMA freelist_count").fetchone()[0] == 0
        assert conn.execute("SELECT count(DISTINCT segid) FROM article_fts_idx").fetchone()[0] == 1
    assert found(path, "елка") == ARTICLES


def test_a_corpus_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "нет.db"
    result = doctor(missing, "--rebuild-index")
    assert result.exit_code != 0
    assert not missing.exists()
