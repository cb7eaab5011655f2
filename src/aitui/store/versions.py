"""Versions of an article: each text that stood at its address, none ever thrown away."""

from __future__ import annotations

import sqlite3

from aitui.store.rows import VersionRow


def of_article(conn: sqlite3.Connection, article_id: int) -> list[VersionRow]:
    """Return the versions of an article, the oldest first."""
    sql = """SELECT v.id, v.seq, r.started_at, v.length, v.id = a.version_id
    FROM version v JOIN run r ON r.id = v.run_id JOIN article a ON a.id = v.article_id
    WHERE v.article_id = ? ORDER BY v.seq"""
    return [
        VersionRow(version_id, seq, came, length, bool(current))
        for version_id, seq, came, length, current in conn.execute(sql, (article_id,))
    ]


def text(conn: sqlite3.Connection, version_id: int) -> str:
    """Return the text of a version.

    Raises:
        KeyError: no such version.
    """
    row = conn.execute("SELECT text FROM body WHERE version_id = ?", (version_id,)).fetchone()
    if row is None:
        raise KeyError(version_id)
    return str(row[0])


def several(conn: sqlite3.Connection, article_id: int) -> bool:
    """Tell whether an article has more than one version."""
    sql = "SELECT count(*) > 1 FROM (SELECT 1 FROM version WHERE article_id = ? LIMIT 2)"
    return bool(conn.execute(sql, (article_id,)).fetchone()[0])
