"""Which articles a person has read; by uid of the article, so for every corpus that has it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from aitui.store import journal, workspace
from aitui.store.database import at_once, transaction
from aitui.store.runs import now

_SET = """INSERT INTO read_mark(uid, read_at) VALUES(?, ?)
ON CONFLICT(uid) DO UPDATE SET deleted_at = NULL, read_at = excluded.read_at WHERE deleted_at IS NOT NULL"""


def uids(conn: sqlite3.Connection) -> set[str]:
    """Return the uids of the articles that are read."""
    return {row[0] for row in conn.execute("SELECT uid FROM read_mark WHERE deleted_at IS NULL")}


def left(wanted: Sequence[str] | None = None) -> set[str]:
    """Return what `uids` would, without making the workspace or bringing it up to date.

    Args:
        wanted: only which of these are read; None for all.
    """
    sql, given = "SELECT uid FROM read_mark WHERE deleted_at IS NULL", list[str]()
    if wanted is not None:
        sql, given = f"{sql} AND uid IN ({','.join('?' * len(wanted))})", list(wanted)
    return workspace.left(lambda own: {row[0] for row in own.execute(sql, given)}, set())


def rest(conn: sqlite3.Connection, uid: str) -> None:
    """Take an article for read because it was read.

    No line of the journal: `undo` takes back what was done on purpose, and this comes in between.

    Raises:
        StoreError: it cannot be written at once; nobody waits for that.
    """
    with at_once(conn):
        conn.execute(_SET, (uid, now()))


def mark(conn: sqlite3.Connection, uid: str, *, read: bool) -> None:
    """Say of an article that it is read, or that it is not; `undo` takes it back."""
    with transaction(conn):
        if read:
            journal.change_row(conn, "read", uid, _SET, uid, now())
        else:
            sql = "UPDATE read_mark SET deleted_at = ? WHERE uid = ? AND deleted_at IS NULL"
            journal.change_row(conn, "unread", uid, sql, now(), uid)
