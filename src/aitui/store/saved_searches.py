"""Saved searches: queries under a name, in the workspace, so for every corpus.

A name is unique whatever its case.  When one was last looked at is kept beside it, so that what is new since
then can be told; that leaves no line in the journal, as reading does not.
"""

from __future__ import annotations

import sqlite3

from aitui.errors import StoreError
from aitui.store import journal
from aitui.store.database import transaction
from aitui.store.rows import SavedSearch
from aitui.store.runs import now
from aitui.text.fold import key

LONGEST_NAME = 60

_COLUMNS = "uid, name, query, created_at, seen_at"


def save(conn: sqlite3.Connection, name: str, query: str) -> str:
    """Keep a query under a name and return its uid; a search of that name gets the query instead of its own.

    Raises:
        StoreError: the name cannot be one.
    """
    # Importing it takes longer than looking a search up.
    from secrets import token_hex

    name = checked(name)
    with transaction(conn):
        known = get(conn, name)
        if known is None:
            uid = token_hex(8)
            at = now()
            journal.change_row(
                conn, "save_search", uid,
                f"INSERT INTO saved_search({_COLUMNS}, key) VALUES(?, ?, ?, ?, ?, ?)",
                uid, name, query, at, at, key(name),
            )  # fmt: skip
            return uid
        if (known.name, known.query) != (name, query):
            sql = "UPDATE saved_search SET name = ?, query = ? WHERE uid = ?"
            journal.change_row(conn, "change_search", known.uid, sql, name, query, known.uid)
        return known.uid


def saved(conn: sqlite3.Connection) -> list[SavedSearch]:
    """Return the saved searches by name."""
    sql = f"SELECT {_COLUMNS} FROM saved_search WHERE deleted_at IS NULL ORDER BY key"
    return [SavedSearch(*row) for row in conn.execute(sql)]


def get(conn: sqlite3.Connection, name: str) -> SavedSearch | None:
    """Return the saved search of a name, whatever its case; None where there is none."""
    sql = f"SELECT {_COLUMNS} FROM saved_search WHERE key = ? AND deleted_at IS NULL"
    row = conn.execute(sql, (key(name),)).fetchone()
    return None if row is None else SavedSearch(*row)


def rename(conn: sqlite3.Connection, name: str, other: str) -> None:
    """Give a saved search another name.

    Raises:
        StoreError: there is no such search, the name cannot be one, or another has it.
    """
    other = checked(other)
    with transaction(conn):
        uid = _known(conn, name)
        taken = get(conn, other)
        if taken is not None and taken.uid != uid:
            raise StoreError(f"“{taken.name}” is the name of another saved search; choose one of its own")
        sql = "UPDATE saved_search SET name = ?, key = ? WHERE uid = ?"
        journal.change_row(conn, "rename_search", uid, sql, other, key(other), uid)


def delete(conn: sqlite3.Connection, name: str) -> None:
    """Take a saved search away; `undo` brings it back.

    Raises:
        StoreError: there is no such search.
    """
    with transaction(conn):
        uid = _known(conn, name)
        sql = "UPDATE saved_search SET deleted_at = ? WHERE uid = ?"
        journal.change_row(conn, "delete_search", uid, sql, now(), uid)


def see(conn: sqlite3.Connection, name: str, at: str | None = None) -> None:
    """Keep that what a saved search finds was looked at.

    Args:
        at: ISO, UTC; None for now.
    """
    with transaction(conn):
        conn.execute("UPDATE saved_search SET seen_at = ? WHERE uid = ?", (at or now(), _known(conn, name)))


def checked(name: str) -> str:
    """Return a name in one line.

    Raises:
        StoreError: it has no letter or digit, is too long, or holds a quotation mark, which would end it in
            `saved:"NAME"`.
    """
    name = " ".join(name.split())
    if not any(char.isalnum() for char in name) or len(name) > LONGEST_NAME or set(name) & set('"«»“”„'):
        raise StoreError(
            f"this cannot be the name of a saved search; give one of up to {LONGEST_NAME} characters, with a "
            "letter or digit and without quotation marks"
        )
    return name


def _known(conn: sqlite3.Connection, name: str) -> str:
    found = get(conn, name)
    if found is None:
        raise StoreError(f"no saved search is called “{name}”; save one under that name first")
    return found.uid
