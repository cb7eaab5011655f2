"""The journal of the workspace: every action with how things were before and after it; undo and redo."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from aitui.errors import StoreError
from aitui.frozen import frozen
from aitui.later import json
from aitui.store.database import transaction
from aitui.store.runs import now

# Action -> what it is called when it is undone; {} is what it was done to.  The first ones change one
# bookmark, one article or one saved search, the others one or more judgements: of entities, facts, stories.
_BOOKMARK_WORDS = {
    "bookmark": "bookmark",
    "unbookmark": "removal of a bookmark",
    "note": "note of a bookmark",
    "revert_bookmark": "return of a bookmark to what it was",
}
_READ_WORDS = {
    "read": "mark of an article as read",
    "unread": "mark of an article as unread",
    "revert_read_mark": "return of a read mark to what it was",
}
_SEARCH_WORDS = {
    "save_search": "saving of a search",
    "change_search": "change of a saved search",
    "rename_search": "other name of a saved search",
    "delete_search": "removal of a saved search",
    "revert_saved_search": "return of a saved search to what it was",
}
_JUDGEMENT_WORDS = {
    "merge": "merge of {}",
    "different": "not the same: {}",
    "unsure": "unsure about {}",
    "split": "split of {}",
    "not_mention": "not a mention: {}",
    "reassign": "move of {}",
    "alias": "alias {}",
    "new": "new entity {}",
    "name": "name of {}",
    "type": "type of {}",
    "withdraw": "withdrawal of {}",
    "revert": "taking back of {}",
}
_FACT_WORDS = {
    "same_fact": "one fact: {}",
    "different_facts": "two facts: {}",
    "prefer_fact": "preference of {}",
    "deprecate_fact": "deprecation of {}",
    "unmark_fact": "removal of the mark on {}",
    "revert_fact": "taking back of {}",
}
_STORY_WORDS = {
    "same_story": "one story: {}",
    "different_stories": "not one story: {}",
    "unsure_story": "unsure about a story: {}",
    "revert_story": "taking back of {}",
}
_WORDS = _BOOKMARK_WORDS | _READ_WORDS | _SEARCH_WORDS | _JUDGEMENT_WORDS | _FACT_WORDS | _STORY_WORDS
# Action -> the table whose rows it changes; all others change `judgement`.
_TABLES = {
    **dict.fromkeys(_BOOKMARK_WORDS, "bookmark"),
    **dict.fromkeys(_READ_WORDS, "read_mark"),
    **dict.fromkeys(_SEARCH_WORDS, "saved_search"),
    **dict.fromkeys(_FACT_WORDS, "fact_mark"),
    **dict.fromkeys(_STORY_WORDS, "story_mark"),
}
# Table -> the columns that its actions change.
_COLUMN_NAMES = {
    "bookmark": ("note", "deleted_at"),
    "saved_search": ("name", "key", "query", "deleted_at"),
}
# Action that may touch several rows -> what it is called to take it back out of order.
_SEVERAL = {
    **dict.fromkeys(_JUDGEMENT_WORDS, "revert"),
    **dict.fromkeys(_FACT_WORDS, "revert_fact"),
    **dict.fromkeys(_STORY_WORDS, "revert_story"),
}
_UNDOABLE = f"({', '.join(repr(op) for op in _WORDS)})"

# Puts names in the place of slugs in what an action was done to.
Named = Callable[[str], str]


@frozen
class Entry:
    """A line of the journal.

    Attributes:
        number: by which it can be taken back.
        at: ISO, UTC.
        words: what was done.
        undone: whether `undo` has taken it back.
    """

    number: int
    at: str
    words: str
    undone: bool


def change(
    conn: sqlite3.Connection,
    op: str,
    target: str,
    columns: str,
    added: Iterable[tuple[object, ...]],
    dropped: Iterable[str],
) -> int:
    """Add marks of the table that an action changes, drop others, and write its line; return its number.

    Must run in a transaction.

    Args:
        op: the action.
        target: what it is done to, in words.
        columns: names of the columns of `added`, their uid first.
        dropped: uids of marks that no longer hold.
    """
    table = _TABLES.get(op, "judgement")
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    places = ", ".join("?" * (columns.count(",") + 1))
    for row in added:
        conn.execute(f"INSERT INTO {table}({columns}) VALUES({places})", row)
        before[str(row[0])], after[str(row[0])] = None, {"deleted_at": None}
    gone = now()
    for uid in dropped:
        conn.execute(f"UPDATE {table} SET deleted_at = ? WHERE uid = ?", (gone, uid))
        before[uid], after[uid] = {"deleted_at": None}, {"deleted_at": gone}
    return write(conn, op, target, json.dumps(before), json.dumps(after))


def change_row(conn: sqlite3.Connection, op: str, uid: str, sql: str, *params: object) -> None:
    """Change the one row that an action is about, and write down how it was before and after.

    Must run in a transaction.

    Args:
        op: the action.
        uid: of the bookmark, article or saved search.
        sql, params: the change.
    """
    before = _state(conn, op, uid)
    conn.execute(sql, params)
    write(conn, op, uid, before, _state(conn, op, uid))


def write(conn: sqlite3.Connection, op: str, target: str, before: str | None, after: str | None) -> int:
    """Write an action down, inside the transaction that does it, and return its number.

    Args:
        op: a name of an action; one that is not known here cannot be undone.
        target: uid of the bookmark, article or saved search, slugs or form of a judgement, words of a fact or
            a story.
        before, after: JSON.  Of a bookmark, a read mark or a saved search its columns, None for not there; of
            judgements and of marks on facts or stories uid -> columns.
    """
    if op in _WORDS:
        conn.execute("UPDATE journal SET superseded = 1 WHERE undone_at IS NOT NULL AND NOT superseded")
    made = conn.execute(
        "INSERT INTO journal(at, op, target, before, after) VALUES(?, ?, ?, ?, ?)",
        (now(), op, target, before, after),
    )
    return made.lastrowid or 0


def entries(conn: sqlite3.Connection) -> list[Entry]:
    """Return what can be taken back or was, newest first."""
    sql = f"SELECT id, at, op, target, undone_at FROM journal WHERE op IN {_UNDOABLE} ORDER BY id DESC"
    return [
        Entry(number, at, _WORDS[op].format(target), undone is not None)
        for number, at, op, target, undone in conn.execute(sql)
    ]


def numbers(conn: sqlite3.Connection) -> dict[str, int]:
    """Return the uid of every judgement -> the number of the action that it was made in."""
    found: dict[str, int] = {}
    for number, op, after in conn.execute("SELECT id, op, after FROM journal ORDER BY id"):
        if op in _JUDGEMENT_WORDS and after:
            for uid in json.loads(after):
                found.setdefault(uid, number)
    return found


def revert(conn: sqlite3.Connection, number: int) -> str:
    """Take back one action exactly, however long ago, as an action of its own; inside a transaction.

    Returns:
        What was taken back, in words.

    Raises:
        StoreError: there is no such action, it was undone, or what it did was changed since.
    """
    row = conn.execute(
        f"SELECT op, target, before, after, undone_at FROM journal WHERE id = ? AND op IN {_UNDOABLE}",
        (number,),
    ).fetchone()
    if row is None:
        raise StoreError(f"{number}: there is no such action; `aitui undo --list` lists them")
    op, target, before, after, undone = row
    words = _WORDS[op].format(target)
    if undone is not None:
        raise StoreError(f"{number} ({words}) was undone on {undone[:10]} already")
    table, uids = _touched(op, target, before)
    wanted = _rows(op, target, after)
    standing = {uid: _columns(conn, table, uid) for uid in uids}
    for uid in uids:
        if not _alike(standing[uid], wanted.get(uid)):
            raise StoreError(f"{number} ({words}): {_changed_by(conn, number, uid)}")
    try:
        _restore(conn, op, target, before)
    except sqlite3.IntegrityError:  # the only thing that two rows may not share is the name of a search
        raise StoreError(
            f"{number} ({words}): another saved search has its name; rename or delete that one first"
        ) from None
    left = {uid: _columns(conn, table, uid) for uid in uids}
    if op not in _SEVERAL:
        write(conn, f"revert_{table}", target, json.dumps(standing[target]), json.dumps(left[target]))
    else:
        write(conn, _SEVERAL[op], words, json.dumps(standing), json.dumps(left))
    return words


def undo(conn: sqlite3.Connection, named: Named = str) -> str | None:
    """Take back the last action and return what it was, None when there is none.

    Args:
        named: puts names in the place of the slugs of a judgement of entities.
    """
    with transaction(conn):
        row = conn.execute(
            f"SELECT id, op, target, before FROM journal WHERE undone_at IS NULL AND op IN {_UNDOABLE} "
            "ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if row is None:
            return None
        _restore(conn, row[1], row[2], row[3])
        conn.execute("UPDATE journal SET undone_at = ? WHERE id = ?", (now(), row[0]))
        return _words(row[1], row[2], named)


def redo(conn: sqlite3.Connection, named: Named = str) -> str | None:
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
        return _words(row[1], row[2], named)


def _words(op: str, target: str, named: Named) -> str:
    return _WORDS[op].format(named(target) if op in _JUDGEMENT_WORDS else target)


def _restore(conn: sqlite3.Connection, op: str, target: str, state: str | None) -> None:
    """Bring rows to a state; none at all means that a row was not there, which is kept as deleted."""
    table, _ = _touched(op, target, state)
    for uid, columns in _rows(op, target, state).items():
        values = {"deleted_at": now()} if columns is None else columns
        assignments = ", ".join(f"{column} = ?" for column in values)
        conn.execute(f"UPDATE {table} SET {assignments} WHERE uid = ?", (*values.values(), uid))


_Columns = dict[str, str | None] | None


def _rows(op: str, target: str, state: str | None) -> dict[str, _Columns]:
    """Return uid -> columns of what an action had to do with, None for a row that was not there."""
    known = None if state is None else json.loads(state)
    return known or {} if op in _SEVERAL else {target: known}


def _touched(op: str, target: str, state: str | None) -> tuple[str, list[str]]:
    """Return the table that an action changed, and the uids of the rows."""
    return _TABLES.get(op, "judgement"), list(_rows(op, target, state))


def _state(conn: sqlite3.Connection, op: str, uid: str) -> str | None:
    """Return the columns of the one row that an action is about, as JSON; None where there is none."""
    table = _TABLES[op]
    there = conn.execute(f"SELECT 1 FROM {table} WHERE uid = ?", (uid,)).fetchone()
    return None if there is None else json.dumps(_columns(conn, table, uid), ensure_ascii=False)


def _columns(conn: sqlite3.Connection, table: str, uid: str) -> dict[str, str | None]:
    names = _COLUMN_NAMES.get(table, ("deleted_at",))
    row = conn.execute(f"SELECT {', '.join(names)} FROM {table} WHERE uid = ?", (uid,)).fetchone()
    return dict(zip(names, row, strict=True))


def _alike(standing: dict[str, str | None], left: _Columns) -> bool:
    """Tell whether a row still is as an action left it, whenever it was deleted."""
    if left is None:
        return standing["deleted_at"] is not None
    deleted = (standing["deleted_at"] is None) == (left.get("deleted_at") is None)
    return deleted and all(standing[name] == left[name] for name in left if name != "deleted_at")


def _changed_by(conn: sqlite3.Connection, number: int, uid: str) -> str:
    """Return which later action changed a row, and what to do."""
    for later in entries(conn):
        if later.number > number and not later.undone:
            told = conn.execute("SELECT target, after FROM journal WHERE id = ?", (later.number,)).fetchone()
            if uid == told[0] or f'"{uid}"' in (told[1] or ""):
                return f"{later.words} has changed it since; first `aitui undo {later.number}`"
    return "it was changed since"
