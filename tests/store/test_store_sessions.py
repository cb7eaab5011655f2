"""Places of sessions: the next one goes on where the last was left, two at once keep apart."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from aitui.errors import StoreError
from aitui.store import database, migrations, sessions, workspace
from aitui.store.sessions import Left

# Another program with a session of its own: says where it begins, waits to be told where it ends.
OTHER = """
import sys
from aitui.store import sessions, workspace
own = workspace.open()
uid, place = sessions.begin(own, "к.db")
print(place.get("article", "-"), flush=True)
where = sys.stdin.readline().strip()
if where:
    workspace.add_bookmark(own, corpus="к.db", article_uid=where, version_uid="1", text=where, start=0, end=1)
    sessions.end(own, uid, "к.db", {"article": where})
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    return tmp_path / "workspace.db"


class Other:
    """A session in a process of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", OTHER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.began = self._process.stdout.readline().strip()

    def leave(self, where: str) -> None:
        """End there; nowhere is to be killed."""
        self._process.communicate(f"{where}\n")


@pytest.fixture
def own(path: Path) -> Iterator[Any]:
    with closing(workspace.open(path)) as conn:
        yield conn


def test_two_at_once_lose_neither_place_nor_bookmark(own: Any) -> None:
    one, two = Other(), Other()
    assert (one.began, two.began) == ("-", "-")
    two.leave("вторая")
    one.leave("первая")
    assert {mark.exact for mark in workspace.bookmarks(own)} == {"в", "п"}
    # The one that was left last is gone on with first, the other beside it.
    assert sessions.left("к.db") == Left(article="первая")
    one = Other()
    assert sessions.left("к.db") == Left(article="вторая")
    two, three = Other(), Other()
    assert (one.began, two.began, three.began) == ("первая", "вторая", "первая")
    for other in (one, two, three):
        other.leave("")
    # Their places are not lost with those that were killed.
    assert sessions.left("к.db").article in ("первая", "вторая")
    again = Other()
    assert again.began == "первая"
    again.leave("дальше")
    assert sessions.left("к.db") == Left(article="дальше")


def test_who_is_killed_goes_on_where_they_were_last_kept(own: Any) -> None:
    one = Other()
    uid = own.execute("SELECT uid FROM session").fetchone()[0]
    sessions.keep(own, uid, {"article": "посреди"})
    # Another beside it begins there too; it may be that the line of the first is dead.
    two = Other()
    assert two.began == "посреди"
    two.leave("вторая")
    sessions.keep(own, uid, {"article": "дальше"})
    three = Other()
    assert three.began == "вторая"
    held = own.execute("SELECT uid FROM session WHERE uid <> ?", (uid,)).fetchone()[0]
    assert sessions.elsewhere(own, held, "к.db") == {"article": "дальше"}
    assert sessions.elsewhere(own, uid, "к.db") == {}
    assert sessions.elsewhere(own, held, "другой.db") == {}
    one.leave("")
    assert sessions.elsewhere(own, held, "к.db") == {}
    assert sessions.left("к.db") == Left(article="дальше")
    three.leave("")


def test_nobody_waits_to_keep_a_place(own: Any, path: Path) -> None:
    uid, _ = sessions.begin(own, "к.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError):
            sessions.keep(own, uid, {"article": "моя"})
    sessions.keep(own, uid, {"article": "моя"})
    assert own.execute("PRAGMA busy_timeout").fetchone()[0] > 1000


def test_each_corpus_has_its_own_and_only_the_newest_stay(own: Any) -> None:
    assert sessions.begin(own, "/а.db")[1] == {}
    held = [sessions.begin(own, "/б.db")[0] for _ in range(12)]
    for number, uid in enumerate(held):
        sessions.end(own, uid, "/б.db", {"offset": number, "article": f"{number}", "метка": None})
    assert sessions.left("/а.db") == Left()
    assert sessions.left("/б.db") == Left(article="11")
    found = own.execute("SELECT count(*) FROM session WHERE corpus = '/б.db'").fetchone()[0]
    assert found == 8


def test_a_start_is_told_what_it_needs_and_nothing_that_is_of_another_kind(own: Any) -> None:
    whole: dict[str, object] = {
        "article": "первая", "focus": "reader", "zoomed": True, "offset": 7,
        "sort": {"articles": "title"}, "filters": {"articles": "«Китай»", "timeline": "x"},
    }  # fmt: skip
    sessions.end(own, sessions.begin(own, "к.db")[0], "к.db", whole)
    assert sessions.left("к.db") == Left("первая", "reader", True, "title", "«Китай»")
    odd: dict[str, object] = {"article": 3, "zoomed": "да", "sort": "title", "filters": {"articles": ["x"]}}
    sessions.end(own, sessions.begin(own, "к.db")[0], "к.db", odd)
    assert sessions.left("к.db") == Left(holding='["x"]')  # a text is a text: it keeps no row


def test_a_session_of_another_machine_is_left_alone(own: Any) -> None:
    uid, _ = sessions.begin(own, "к.db")
    sessions.end(own, uid, "к.db", {"article": "моя"})
    own.execute("UPDATE session SET holder = '1@elsewhere'")
    assert sessions.begin(own, "к.db") != (uid, {"article": "моя"})


def test_a_workspace_that_cannot_be_written_is_read(own: Any, path: Path) -> None:
    uid, _ = sessions.begin(own, "к.db")
    sessions.end(own, uid, "к.db", {"article": "моя"})
    own.execute("PRAGMA query_only=ON")
    with pytest.raises(StoreError):
        sessions.begin(own, "к.db")
    assert sessions.look(own, "к.db") == (uid, {"article": "моя"})
    own.execute("PRAGMA query_only=OFF")
    sessions.end(own, "", "к.db", {"article": "дальше"})
    assert sessions.left("к.db") == Left(article="дальше")


def test_nobody_waits_for_another_writer_to_begin(own: Any, path: Path) -> None:
    patience = own.execute("PRAGMA busy_timeout").fetchone()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError):
            sessions.begin(own, "к.db")
        sessions.count_start(own)
        other.execute("ROLLBACK")
    assert own.execute("PRAGMA busy_timeout").fetchone() == patience
    assert sessions.new_here(own)


def test_the_place_of_an_older_workspace_is_gone_on_with(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        migrations.workspace.apply(Database(conn), stop_before=["m006_sessions"])
        rows = [("/а.db", "article", '"статья"'), ("/а.db", "offset", "12"), ("/б.db", "offset", "1")]
        conn.executemany("INSERT INTO place VALUES(?, ?, ?)", rows)
        conn.execute(f"PRAGMA application_id={database.WORKSPACE.application_id}")
        conn.execute("PRAGMA user_version=5")
        conn.commit()
    assert sessions.left("/а.db") == Left()
    with closing(workspace.open(path)) as conn:
        assert sessions.begin(conn, "/а.db")[1] == {"article": "статья", "offset": 12}
        assert sessions.begin(conn, "/б.db")[1] == {"offset": 1}
