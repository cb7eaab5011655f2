"""Opening corpora: made, refused with one line, brought up to date; readers load little."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from aitui.errors import StoreError
from aitui.store import articles, checks, database, migrations


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "новая папка" / "корпус #1?.db"


def make(path: Path) -> None:
    database.open_writer(path).close()


def refusal(path: Path, *, write: bool = False) -> str:
    with pytest.raises(StoreError) as caught:
        (database.open_writer if write else database.open_reader)(path)
    message = str(caught.value)
    assert "\n" not in message
    assert str(path) in message
    return message


def test_a_writer_makes_folder_and_file(path: Path) -> None:
    make(path)
    with database.reading(path) as conn:
        assert articles.count(conn) == 0
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert conn.execute("PRAGMA application_id").fetchone() == (0x61697475,)


def test_a_path_from_the_root_on_needs_no_folder_to_be_in(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(path)
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with database.reading(str(path)) as conn:
        assert articles.count(conn) == 0
    monkeypatch.chdir(path.parent)
    for said in (path.name, f"./{path.name}", f".//{path.name}"):
        with database.reading(said) as conn:
            assert conn.execute("PRAGMA database_list").fetchone()[2] == str(path)


def test_every_table_of_ours_is_strict(path: Path) -> None:
    make(path)
    with database.reading(path) as conn:
        loose = [
            row[0]
            for row in conn.execute(
                "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
            )
            if not row[1] and not row[0].startswith(("sqlite_", "_sqlite_"))
        ]
    assert loose == []


def test_the_schema_number_is_the_number_of_migrations() -> None:
    memory: Any = sqlite3.connect(":memory:")
    with closing(memory):
        from sqlite_utils import Database

        db = Database(memory)
        assert len(migrations.corpus.pending(db)) == database.CORPUS.schema
        assert len(migrations.workspace.pending(db)) == database.WORKSPACE.schema


def test_opening_again_changes_nothing(path: Path) -> None:
    make(path)
    before = path.read_bytes()
    make(path)
    assert path.read_bytes() == before


def test_a_half_made_file_is_finished(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    assert "no aitui corpus" in refusal(path)
    make(path)
    database.open_reader(path).close()


def test_refusals(path: Path) -> None:
    assert "aitui add" in refusal(path)
    assert not path.parent.exists()
    path.parent.mkdir()
    assert "folder" in refusal(path.parent)
    assert "folder" in refusal(path.parent, write=True)
    path.write_text(
        "Это просто текст, и довольно длинный, чтобы не сойти за базу данных. " * 20, encoding="utf-8"
    )
    assert "no aitui corpus" in refusal(path)
    assert "no aitui corpus" in refusal(path, write=True)


def test_a_database_of_another_program_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE чужое(x)")
    before = path.read_bytes()
    assert "no aitui corpus" in refusal(path)
    assert "no aitui corpus" in refusal(path, write=True)
    assert path.read_bytes() == before


def test_a_newer_schema_is_refused(path: Path) -> None:
    make(path)
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA user_version = {database.CORPUS.schema + 1}")
    assert "newer aitui" in refusal(path)
    assert "newer aitui" in refusal(path, write=True)


def test_an_older_schema_is_named_to_readers_and_brought_up_to_date(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(path)
    newer = database.Kind(
        "corpus", database.CORPUS.application_id, database.CORPUS.schema + 1, database.CORPUS.create
    )
    monkeypatch.setattr(database, "CORPUS", newer)
    assert "aitui doctor" in refusal(path)
    migration = migrations.corpus

    @migration(name="m999_test")
    def added(db: Any) -> None:
        db.conn.execute("CREATE TABLE позже(x TEXT) STRICT")

    try:
        database.upgrade(path)
        with database.reading(path) as conn:
            assert conn.execute("SELECT count(*) FROM позже").fetchone() == (0,)
            assert conn.execute("PRAGMA user_version").fetchone() == (newer.schema,)
    finally:
        migration._migrations.pop()


def test_upgrade_touches_no_other_file(path: Path) -> None:
    database.upgrade(path)
    assert not path.exists()
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE чужое(x)")
    before = path.read_bytes()
    database.upgrade(path)
    assert path.read_bytes() == before


def test_a_writer_that_waits_in_vain_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(path)
    monkeypatch.setattr(database, "_BUSY", 0.0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "another aitui is writing" in refusal(path, write=True)


def test_a_query_that_nobody_waits_for_is_stopped(path: Path) -> None:
    make(path)
    endless = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    with closing(database.open_reader(path)) as reader:
        stale = False
        database.stop_when(reader, lambda: stale)
        assert reader.execute("SELECT 1").fetchone() == (1,)
        stale = True
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            reader.execute(endless).fetchone()


def test_errors_of_the_file_are_told_from_mistakes_of_the_program(path: Path) -> None:
    make(path)
    with closing(database.open_reader(path)) as reader:
        damaged = database.explained(reader, sqlite3.DatabaseError("database disk image is malformed"))
        assert isinstance(damaged, StoreError)
        assert str(damaged).startswith(f"{path}: the file is damaged")
        no_room = sqlite3.OperationalError("disk I/O error")
        no_room.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"
        full = database.explained(reader, no_room)
        assert str(full) == f"{path}: the disk is full; make room and do it again"
        for mistake in (KeyError(7), sqlite3.ProgrammingError("wrong number of bindings")):
            assert database.explained(reader, mistake) is mistake


def test_a_file_that_cannot_be_written_now_says_why(path: Path) -> None:
    with database.writing(path) as conn, closing(database.open_writer(path)) as other:
        other.execute("PRAGMA busy_timeout=0")
        with database.transaction(conn):
            with pytest.raises(StoreError) as locked, database.transaction(other):
                pass
            conn.execute("INSERT INTO setting VALUES('ключ', '1')")
        assert str(locked.value) == f"{path}: another aitui is writing to it; try again when it is done"
        pages = conn.execute("PRAGMA page_count").fetchone()[0]
        conn.execute(f"PRAGMA max_page_count={pages}")
        with (
            pytest.raises(StoreError, match="the disk is full; make room and do it again"),
            database.transaction(conn),
        ):
            conn.execute("INSERT INTO setting VALUES('длинный', ?)", ("ж" * 1_000_000,))
        assert not conn.in_transaction
        assert conn.execute("SELECT key FROM setting WHERE key <> 'index_recipe'").fetchall() == [("ключ",)]


def test_a_file_that_takes_the_place_of_another_is_not_opened_for_it(path: Path, tmp_path: Path) -> None:
    make(path)
    again = database.opener(path)
    again().close()
    other = tmp_path / "другая.db"
    make(other)
    other.replace(path)
    with pytest.raises(StoreError, match="another file lies here now; quit and start again"):
        again()
    path.unlink()
    with pytest.raises(StoreError, match="there is no corpus here"):
        again()


def test_a_damaged_file_is_found(path: Path) -> None:
    make(path)
    with database.writing(path) as conn:
        conn.execute("PRAGMA foreign_keys=OFF")
        conn.execute("INSERT INTO boilerplate VALUES(7, 0, 1, 'nav')")
        conn.execute("INSERT INTO entity(uid, type, name, origin) VALUES('китай', 'place', 'Китай', 'text')")
        conn.execute("INSERT INTO entity_total VALUES(1, 5, 1, 1, 0)")
        conn.execute("INSERT INTO timeline VALUES(0, 20250101, 1, 7, 0, 1, 'ru')")
        conn.execute("INSERT INTO article_fts(rowid, title, body, forms) VALUES(9, 'а', 'б', '')")
    with database.reading(path) as conn:
        found = {check.name: check.sound for check in checks.corpus(conn)}
    assert found == {
        "file": True,
        "references": False,
        "copies": True,
        "index": False,
        "sizes": True,
        "offsets": True,
        "totals": False,
        "timeline": False,
        "facts": True,
        "runs": True,
    }


def test_a_reader_starts_light(path: Path) -> None:
    make(path)
    code = (
        "import sys; from aitui.store import articles, database\n"
        "with database.reading(sys.argv[1]) as conn: articles.newest(conn, 40)\n"
        "heavy = ('sqlite_utils', 'textual', 'rich', 'snowballstemmer', 'aitui.analysis', 'aitui.ingest')\n"
        "print([name for name in sys.modules if name.startswith(heavy)])"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
