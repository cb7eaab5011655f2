"""The workspace: what one person keeps.  It points into corpora by uid, so it outlives a rebuilt one.

Every action and its line in the journal are one transaction; undo and redo read the journal.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing

from aitui import folders
from aitui.errors import StoreError
from aitui.later import json
from aitui.store import journal
from aitui.store.database import WORKSPACE, check, prepare, transaction, translated, uri
from aitui.store.journal import redo, undo
from aitui.store.rows import BookmarkRow
from aitui.store.runs import now

__all__ = [
    "add_bookmark", "bookmarks", "default_path", "left", "locate", "open", "record_removal", "redo",
    "remove_bookmark", "undo",
]  # fmt: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal, Protocol, TypeVar

    T = TypeVar("T")
    State = Literal["exact", "moved", "orphan"]

    class Quote(Protocol):
        """Words of a text with what finds them again."""

        @property
        def start(self) -> int: ...
        @property
        def end(self) -> int: ...
        @property
        def exact(self) -> str: ...
        @property
        def prefix(self) -> str: ...
        @property
        def suffix(self) -> str: ...


# Code points kept on either side of a quote to tell it from its twins.
CONTEXT = 32

_COLUMNS = (
    'uid, corpus, article_uid, version_uid, start, "end", exact, prefix, suffix, title, note, created_at'
)


def default_path() -> Path:
    """Return where the workspace of this user lies: in `$AITUI_HOME`, else in the user's data folder."""
    from pathlib import Path

    return Path(_file())


def _file() -> str:
    return os.path.join(folders.data(), "workspace.db")


def left(read: Callable[[sqlite3.Connection], T], none: T) -> T:
    """Return what a function reads of the workspace, which is neither made for that nor brought up to date.

    Args:
        none: what to return where there is no workspace, or one that does not know of such things.
    """
    path = os.path.abspath(_file())
    if not os.path.exists(path):
        return none
    try:
        with closing(sqlite3.connect(uri(path, "mode=ro"), uri=True)) as own:
            return read(own)
    except sqlite3.Error:  # what is wrong with it is told when it is opened in earnest
        return none


def open(path: str | Path | None = None) -> sqlite3.Connection:  # noqa: A001 - `workspace.open`
    """Return the workspace, made on first use, readable by its owner alone.

    Args:
        path: of the file; None for the user's own, which `$AITUI_HOME` moves.

    Raises:
        StoreError: it cannot be made or written, is no workspace, or is of a newer schema.
    """
    path = os.path.abspath(path if path is not None else _file())
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        # Made here, not by SQLite, so that it is never readable by others, not even for a moment; the
        # -wal and -shm beside it take their mode from it.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        os.chmod(path, 0o600)
    except OSError as error:
        raise StoreError(
            f"{path}: the workspace cannot be opened ({error.strerror}); set AITUI_HOME to a folder of yours"
        ) from None
    with translated(path):
        conn = sqlite3.connect(path, timeout=30.0, isolation_level=None, check_same_thread=False)
        try:
            if check(conn, path, WORKSPACE, new=True) < WORKSPACE.schema:
                prepare(conn, path, WORKSPACE)
            conn.execute("PRAGMA foreign_keys=ON")
        except BaseException:
            conn.close()
            raise
    return conn


def add_bookmark(
    conn: sqlite3.Connection,
    *,
    corpus: str,
    article_uid: str,
    version_uid: str,
    text: str,
    start: int,
    end: int,
    title: str = "",
    note: str = "",
) -> str:
    """Keep `text[start:end]` with what finds it again, and return the bookmark's uid.

    A passage that is kept already gets the note instead of a second bookmark.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage at {start}-{end} of {len(text)} code points")
    with transaction(conn):
        row = conn.execute(
            """SELECT uid FROM bookmark WHERE article_uid = ? AND version_uid = ? AND start = ? AND "end" = ?
            AND deleted_at IS NULL""",
            (article_uid, version_uid, start, end),
        ).fetchone()
        if row is not None:
            if note:
                note_bookmark(conn, str(row[0]), note)
            return str(row[0])
        return insert_bookmark(
            conn, corpus, article_uid, version_uid, start, end, text[start:end],
            text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], title, note,
        )  # fmt: skip


def insert_bookmark(conn: sqlite3.Connection, *columns: str | int) -> str:
    """Write a new bookmark with its line of the journal, inside a transaction; return its uid.

    Args:
        columns: those of the table between its uid and when it was made, in their order.
    """
    # Importing it takes longer than reading a place, which is done at every start.
    from secrets import token_hex

    uid = token_hex(8)
    journal.change_row(
        conn, "bookmark", uid,
        f"INSERT INTO bookmark({_COLUMNS}) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", uid, *columns, now(),
    )  # fmt: skip
    return uid


def note_bookmark(conn: sqlite3.Connection, uid: str, note: str) -> None:
    """Write a note to a bookmark, inside a transaction."""
    journal.change_row(conn, "note", uid, "UPDATE bookmark SET note = ? WHERE uid = ?", note, uid)


def remove_bookmark(conn: sqlite3.Connection, uid: str) -> None:
    """Take a bookmark away; `undo` brings it back."""
    with transaction(conn):
        if conn.execute("SELECT 1 FROM bookmark WHERE uid = ?", (uid,)).fetchone():
            journal.change_row(
                conn, "unbookmark", uid,
                "UPDATE bookmark SET deleted_at = ? WHERE uid = ? AND deleted_at IS NULL",
                now(), uid,
            )  # fmt: skip


def bookmarks(conn: sqlite3.Connection) -> list[BookmarkRow]:
    """Return the bookmarks, newest first."""
    sql = f"SELECT {_COLUMNS} FROM bookmark WHERE deleted_at IS NULL ORDER BY created_at DESC, rowid DESC"
    return [BookmarkRow(*row) for row in conn.execute(sql)]


def locate(text: str, bookmark: Quote) -> tuple[int, int, State]:
    """Find a quote in the current text of its article.

    Returns:
        Start, end and how: `exact` where it was kept; `moved` when the words, or what stood around them,
        are at another place; `orphan` when neither is there: the place is then where it was, within the text.
    """
    exact, prefix, suffix = bookmark.exact, bookmark.prefix, bookmark.suffix
    start, end = bookmark.start, bookmark.end
    if (
        text[start:end] == exact
        and text[max(0, start - len(prefix)) : start] == prefix
        and text[end : end + len(suffix)] == suffix
    ):
        return start, end, "exact"
    places = _all(text, exact)
    if places:
        # The same words may stand in several places: the one with most of its surroundings, then the nearest.
        def fit(place: int) -> tuple[int, int]:
            return _agreement(text, place, bookmark), -abs(place - start)

        best = max(places, key=fit)
        if len(places) == 1 or _agreement(text, best, bookmark):
            return best, best + len(exact), "exact" if best == start else "moved"
    before = _all(text, prefix) if prefix.strip() else []
    if suffix.strip() and len(before) == 1:
        # The words were edited between surroundings that stayed.
        first = before[0] + len(prefix)
        last = text.find(suffix, first)
        if first < last <= first + 2 * len(exact) + CONTEXT:
            return first, last, "moved"
    end = min(end, len(text))
    return min(start, end), end, "orphan"


def record_removal(conn: sqlite3.Connection, corpus: str, articles: list[dict[str, object]]) -> None:
    """Put into the journal which articles were taken out of a corpus, and from where they can come back."""
    with transaction(conn):
        journal.write(conn, "remove", corpus, json.dumps(articles, ensure_ascii=False), None)


def _all(text: str, wanted: str) -> list[int]:
    found: list[int] = []
    at = text.find(wanted)
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found


def _agreement(text: str, place: int, bookmark: Quote) -> int:
    """Return how many code points around the place are those that stood around the quote."""
    before, after = text[max(0, place - CONTEXT) : place], text[place + len(bookmark.exact) :]
    return _common(before[::-1], bookmark.prefix[::-1]) + _common(after[:CONTEXT], bookmark.suffix)


def _common(left: str, right: str) -> int:
    return next(
        (i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right))
    )
