"""Read marks: kept by uid of the article, taken back like all else, seen before the workspace is opened."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from aitui.errors import StoreError
from aitui.store import database, journal, migrations, reading, workspace


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    return tmp_path / "workspace.db"


def test_marks_are_undone_and_redone(path: Path) -> None:
    with closing(workspace.open(path)) as conn:
        reading.mark(conn, "статья", read=True)
        reading.mark(conn, "стаття", read=True)
        reading.mark(conn, "статья", read=False)
        assert reading.uids(conn) == {"стаття"}
        assert workspace.undo(conn) == "mark of an article as unread"
        assert reading.uids(conn) == {"статья", "стаття"}
        assert workspace.undo(conn) == workspace.undo(conn) == "mark of an article as read"
        assert reading.uids(conn) == set()
        workspace.redo(conn)
        assert reading.uids(conn) == {"статья"}


def test_what_was_read_by_reading_is_no_step_of_undo(path: Path) -> None:
    with closing(workspace.open(path)) as conn:
        reading.mark(conn, "a", read=True)
        workspace.undo(conn)
        reading.rest(conn, "б")
        reading.rest(conn, "б")
        assert workspace.redo(conn) == "mark of an article as read"
        assert reading.uids(conn) == {"a", "б"}
        reading.mark(conn, "б", read=False)
        reading.rest(conn, "б")
        assert "б" in reading.uids(conn)


def test_one_mark_is_taken_back_out_of_order(path: Path) -> None:
    with closing(workspace.open(path)) as conn:
        reading.mark(conn, "a", read=True)
        reading.mark(conn, "б", read=True)
        first = journal.entries(conn)[-1].number
        with database.transaction(conn):
            assert journal.revert(conn, first) == "mark of an article as read"
        assert reading.uids(conn) == {"б"}
        workspace.undo(conn)
        assert reading.uids(conn) == {"a", "б"}
        reading.mark(conn, "a", read=False)
        with pytest.raises(StoreError, match="has changed it since"), database.transaction(conn):
            journal.revert(conn, first)


def test_they_are_there_before_the_workspace_is_opened(path: Path) -> None:
    assert reading.left() == set()
    assert not path.exists()
    with closing(workspace.open(path)) as conn:
        reading.rest(conn, "a")
        reading.rest(conn, "б")
    assert reading.left() == {"a", "б"}
    assert reading.left(["б", "в"]) == {"б"}
    path.write_bytes(b"no database at all" * 100)
    assert reading.left() == set()


def test_marks_of_an_older_workspace_stay(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        migrations.workspace.apply(Database(conn), stop_before=["m005_read_articles"])
        conn.execute("INSERT INTO read_mark VALUES('/a.db', 'x', '2025-01-02'), ('/б.db', 'x', '2025-01-01')")
        conn.execute(f"PRAGMA application_id={database.WORKSPACE.application_id}")
        conn.execute("PRAGMA user_version=4")
        conn.commit()
    assert reading.left() == set()  # not brought up to date by looking
    with closing(workspace.open(path)) as conn:
        assert reading.uids(conn) == {"x"}
