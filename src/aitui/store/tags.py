"""Tags: words with a # in the notes of bookmarks («#проверить»), by which their articles are found again."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from aitui.text.fold import key

_TAG = re.compile(r"(?<!\w)#(\w[\w-]*)")


def tagged(conn: sqlite3.Connection, tag: str) -> list[str]:
    """Return the uids of the articles with a bookmark whose note has a tag, whatever its case."""
    wanted = key(tag.removeprefix("#"))
    return sorted({uid for uid, name in _all(conn) if key(name) == wanted})


def tags(conn: sqlite3.Connection) -> list[str]:
    """Return the tags in use, sorted, each as it was written first."""
    found: dict[str, str] = {}
    for _, name in _all(conn):
        found.setdefault(key(name), name)
    return [found[one] for one in sorted(found)]


def _all(conn: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    sql = """SELECT article_uid, note FROM bookmark WHERE deleted_at IS NULL AND note LIKE '%#%'
    ORDER BY created_at, rowid"""
    for uid, note in conn.execute(sql):
        for match in _TAG.finditer(note):
            yield uid, match[1]
