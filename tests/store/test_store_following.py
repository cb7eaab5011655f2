"""A reader that may not write beside the file follows it all the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from aitui.errors import StoreError
from aitui.store import database
from aitui.store.database import Connection


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(database, "may_write_beside", lambda path: False)
    path = tmp_path / "чужой корпус.db"
    database.open_writer(path).close()
    return path


@pytest.fixture
def reader(path: Path) -> Iterator[Connection]:
    with closing(database.open_reader(path)) as reader:
        yield reader


def note(path: Path, key: str) -> None:
    """One whole run of a writer: -wal comes and goes."""
    with database.writing(path) as conn, database.transaction(conn):
        conn.execute("INSERT INTO setting VALUES(?, '1')", (key,))


def keys(reader: Connection) -> set[str]:
    return {row[0] for row in reader.execute("SELECT key FROM setting WHERE value = '1'")}


def test_whole_runs_of_a_writer_are_seen(path: Path, reader: Connection) -> None:
    assert keys(reader) == set()
    for number in range(3):
        before = database.data_version(reader)
        note(path, f"запись {number}")
        assert database.data_version(reader) != before
        assert keys(reader) == {f"запись {n}" for n in range(number + 1)}
    assert sorted(one.name for one in path.parent.iterdir()) == [path.name], "the reader left files behind"


def test_a_writer_at_work_is_followed(path: Path, reader: Connection) -> None:
    seen: set[str] = set()
    with database.writing(path) as conn:
        for key in ("один", "二", "tre"):
            with database.transaction(conn):
                conn.execute("INSERT INTO setting VALUES(?, '1')", (key,))
            seen.add(key)
            before = database.data_version(reader)
            assert keys(reader) == seen
            assert database.data_version(reader) == before
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            assert keys(reader) == seen
    assert keys(reader) == seen


def test_a_snapshot_is_not_torn(path: Path, reader: Connection) -> None:
    with database.snapshot(reader):
        assert keys(reader) == set()
        # The page is in the cache of this reader, and stays as it was.
        note(path, "позже")
        assert keys(reader) == set()
    assert keys(reader) == {"позже"}


def test_rows_that_are_still_being_read_come_to_their_end(path: Path, reader: Connection) -> None:
    rows = reader.execute("SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3")
    assert next(rows) == (1,)
    note(path, "между")
    assert keys(reader) == {"между"}
    assert list(rows) == [(2,), (3,)]


def test_a_query_is_still_stopped_after_the_file_was_opened_again(path: Path, reader: Connection) -> None:
    database.stop_when(reader, lambda: True)
    note(path, "раз")
    endless = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        reader.execute(endless).fetchone()


def test_what_was_torn_is_not_called_damaged(path: Path, reader: Connection) -> None:
    error = sqlite3.DatabaseError("database disk image is malformed")
    assert "the file is damaged" in str(database.explained(reader, error))
    note(path, "раз")
    assert "wrote to it at this moment" in str(database.explained(reader, error))


def test_a_file_that_is_taken_away_can_be_read_to_the_end(path: Path, reader: Connection) -> None:
    note(path, "раз")
    assert keys(reader) == {"раз"}
    path.unlink()
    assert keys(reader) == {"раз"}


def test_refusals_are_those_of_any_reader(path: Path) -> None:
    path.write_text("Просто текст, не корпус. " * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="no aitui corpus"):
        database.open_reader(path)


def test_what_needs_no_upgrade_is_left_where_nothing_may_be_written_beside_it(path: Path) -> None:
    beside = path.with_name(path.name + "-shm")
    beside.mkdir()  # SQLite cannot have its file there
    database.upgrade(path)
    assert [one.name for one in path.parent.iterdir() if one != path] == [beside.name]
