"""The journal of the workspace: every action with how things were before and after it; undo and redo."""

from __future__ import annotations

import json
import sqlite3

from aitui.store.database import transaction
from aitui.store.runs import now

# Action -> what it is called when it is undone; {} is what it was done to.  The first ones keep one
# bookmark, the others one or more judgements.
_BOOKMARK_WORDS = {
    "bookmark": "bookmark",
    "unbookmark": "removal of a bookmark",
    "note": "note of a bookmark",
}
_JUDGEMENT_WORDS = {
    "merge": "merge of {}",
    "different": "not the same: {}",
    "unsure": "unsure about {}",
    "split": "split of {}",
    "not_mention": "not a mention: {}",
    "reassign": "move of {}",
    "alias": "alias {}",
    "name": "name of {}",
    "type": "type of {}",
    "withdraw": "withdrawal of {}",
}
_WORDS = _BOOKMARK_WORDS | _JUDGEMENT_WORDS
_UNDOABLE = f"({', '.join(repr(op) for op in _WORDS)})"


def write(conn: sqlite3.Connection, op: str, target: str, before: str | None, after: str | None) -> None:
    """Write an action down; inside the transaction that does it.

    Args:
        op: a name of an action; one that is not known here cannot be undone.
        target: uid of the bookmark, slugs or form of a judgement.
        before, after: JSON.  Of a bookmark its columns, None for not there; of judgements uid -> columns.
    """
    if op in _WORDS:
        conn.execute("UPDATE journal SET superseded = 1 WHERE undone_at IS NOT NULL AND NOT superseded")
    conn.execute(
        "INSERT INTO journal(at, op, target, before, after) VALUES(?, ?, ?, ?, ?)",
        (now(), op, target, before, after),
    )


def undo(conn: sqlite3.Connection) -> str | None:
    """Take back the last action and return what it was, None when there is none."""
    with transaction(conn):
        row = conn.execute(
            f"SELECT id, op, target, before FROM journal WHERE undone_at IS NULL AND op IN {_UNDOABLE} "
            "ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if row is None:
            return None
        _restore(conn, row[1], row[2], row[3])
        conn.execute("UPDATE journal SET undone_at = ? WHERE id = ?", (now(), row[0]))
        return _WORDS[row[1]].format(row[2])


def redo(conn: sqlite3.Connection) -> str | None:
    """Do again what `undo` took back last; None when nothing was, or something was done since."""
    with transaction(conn):
        row = conn.execute(
            f"""SELECT id, op, target, after FROM journal WHERE undone_at IS NOT NULL AND NOT superseded
            AND op IN {_UNDOABLE} ORDER BY id LIMIT 1"""
        ).fetchone()
        if row is None:
            return None
        _restore(conn, row[1], row[2], row[3])
        conn.execute("UPDATE journal SET undone_at = NULL WHERE id = ?", (row[0],))
        return _WORDS[row[1]].format(row[2])


def _restore(conn: sqlite3.Connection, op: str, target: str, state: str | None) -> None:
    """Bring rows to a state; none at all means that a row was not there, which is kept as deleted."""
    known = None if state is None else json.loads(state)
    table, rows = ("bookmark", {target: known}) if op in _BOOKMARK_WORDS else ("judgement", known or {})
    for uid, columns in rows.items():
        values = {"deleted_at": now()} if columns is None else columns
        assignments = ", ".join(f"{column} = ?" for column in values)
        conn.execute(f"UPDATE {table} SET {assignments} WHERE uid = ?", (*values.values(), uid))
