"""Where each session of a person was left: the next one begins there, and two at once keep apart."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress

from aitui.errors import StoreError
from aitui.frozen import NamedTuple
from aitui.later import json
from aitui.store import workspace
from aitui.store.database import at_once, transaction
from aitui.store.uids import random_uid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# Places that are kept for a corpus, the newest: as many sessions may go on where they were.
_KEPT = 8

# Starts in which a person is taken to be new.
_NEW = 5

Place = dict[str, object]


def look(conn: sqlite3.Connection, corpus: str) -> tuple[str, Place]:
    """Return what `begin` would, without taking the place; no uid where it would make one."""
    uid, place = _choose(conn, corpus)
    return uid or "", place


def begin(conn: sqlite3.Connection, corpus: str) -> tuple[str, Place]:
    """Begin a session where the last one ended that nobody goes on with.

    Returns:
        What `end` needs, and the place.  A session beside others for which none is left over begins where the
        newest of them was last left; empty when nothing was.

    Raises:
        StoreError: it cannot be written at once; nobody waits for that.
    """
    with at_once(conn):
        uid, place = _choose(conn, corpus)
        if uid is None:
            uid = random_uid()
            conn.execute(
                "INSERT INTO session(uid, corpus, holder, place, seq) VALUES(?, ?, ?, ?, 0)",
                (uid, corpus, _self(), json.dumps(place, ensure_ascii=False)),
            )
        else:
            conn.execute("UPDATE session SET holder = ? WHERE uid = ?", (_self(), uid))
    return uid, place


def keep(conn: sqlite3.Connection, uid: str, place: Mapping[str, object]) -> None:
    """Keep where a session is while it goes on: it may be killed, or not know that its line is dead.

    Raises:
        StoreError: it cannot be written at once; nobody waits for that.
    """
    with at_once(conn):
        conn.execute(
            "UPDATE session SET place = ?, seq = (SELECT max(seq) + 1 FROM session) WHERE uid = ?",
            (json.dumps(place, ensure_ascii=False), uid),
        )


def elsewhere(conn: sqlite3.Connection, uid: str, corpus: str) -> Place:
    """Return where another living session was after this one's place was left; empty when there is none.

    It may be one beside this, or one that does not know yet that its line has dropped.
    """
    sql = """SELECT holder, place FROM session WHERE corpus = :corpus AND uid <> :uid AND holder IS NOT NULL
    AND seq > coalesce((SELECT seq FROM session WHERE uid = :uid), 0) ORDER BY seq DESC"""
    for holder, place in conn.execute(sql, {"corpus": corpus, "uid": uid}):
        if _lives(holder):
            return dict(json.loads(place))
    return {}


def end(conn: sqlite3.Connection, uid: str, corpus: str, place: Mapping[str, object]) -> None:
    """Keep where a session was left, in place of where it began; the places of others stay.

    Args:
        uid: what `begin` returned; empty where it could not be written.
    """
    with transaction(conn):
        conn.execute(
            """INSERT INTO session(uid, corpus, holder, place, seq)
            VALUES(?, ?, NULL, ?, (SELECT coalesce(max(seq), 0) + 1 FROM session))
            ON CONFLICT(uid) DO UPDATE SET holder = NULL, place = excluded.place, seq = excluded.seq""",
            (uid or random_uid(), corpus, json.dumps(place, ensure_ascii=False)),
        )
        conn.execute(
            """DELETE FROM session WHERE corpus = :corpus AND holder IS NULL AND uid NOT IN (
            SELECT uid FROM session WHERE corpus = :corpus AND holder IS NULL
            ORDER BY seq DESC LIMIT :kept)""",
            {"corpus": corpus, "kept": _KEPT},
        )


def new_here(conn: sqlite3.Connection) -> bool:
    """Tell whether the person is still new here."""
    starts = conn.execute("SELECT value FROM setting WHERE key = 'starts'").fetchone()
    return starts is None or int(starts[0]) < _NEW


def count_start(conn: sqlite3.Connection) -> None:
    """Count a start; after so many a person is no longer new."""
    sql = """INSERT INTO setting(key, value) VALUES('starts', 1)
    ON CONFLICT(key) DO UPDATE SET value = value + 1"""
    with suppress(StoreError), at_once(conn):  # it may be that it cannot be written now
        conn.execute(sql)


def known(conn: sqlite3.Connection) -> None:
    """Take the person for no longer new."""
    with transaction(conn):
        conn.execute("INSERT OR REPLACE INTO setting(key, value) VALUES('starts', ?)", (_NEW,))


class Left(NamedTuple):
    """What the list of articles needs to know of a place, empty where it was not told.

    Attributes:
        article: uid of the open one.
        focus: the pane in focus; `zoomed`: whether it had the whole screen.
        order, holding: of the list of articles: its order and its filter.
    """

    article: str = ""
    focus: str = ""
    zoomed: bool = False
    order: str = ""
    holding: str = ""


def left(corpus: str) -> Left:
    """Return of the place that `begin` would what a start needs at once.

    The workspace is neither made for that nor brought up to date, and SQLite reads the JSON: `json` takes as
    long to load as the rows.
    """
    names = ("article", "focus", "zoomed", "sort.articles", "filters.articles")
    wanted = ", ".join(f"json_extract(place, '$.{name}')" for name in names)

    def read(own: sqlite3.Connection) -> Left:
        found = _pick(own, corpus, wanted)[1]
        article, focus, zoomed, order, holding = found or (None,) * len(names)
        texts = (value if isinstance(value, str) else "" for value in (article, focus, order, holding))
        return Left(next(texts), next(texts), zoomed == 1, next(texts), next(texts))

    return workspace.left(read, Left())


def _choose(conn: sqlite3.Connection, corpus: str) -> tuple[str | None, Place]:
    """Return the newest place that no living session holds; without one, no uid and the newest place."""
    uid, found = _pick(conn, corpus, "place")
    return uid, json.loads(found[0]) if found else {}


def _pick(conn: sqlite3.Connection, corpus: str, columns: str) -> tuple[str | None, Sequence[Any]]:
    """Return what `_choose` does, with these columns in the place of the place."""
    sql = f"SELECT uid, holder, {columns} FROM session WHERE corpus = ? ORDER BY seq DESC, rowid DESC"
    rows = conn.execute(sql, (corpus,)).fetchall()
    for uid, holder, *found in rows:
        if holder is None or not _lives(holder):
            return str(uid), found
    return None, rows[0][2:] if rows else ()


def _self() -> str:
    return f"{os.getpid()}@{_host()}"


def _host() -> str:
    """Return the name of this machine, without the modules of the network."""
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


def _lives(holder: str) -> bool:
    """Tell whether a session still runs; one of another machine is taken to."""
    number, _, host = holder.partition("@")
    if host != _host():
        return True
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
