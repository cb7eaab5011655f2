"""What a person searched for, newest first: the workspace keeps it for the next time.

Like reading, it leaves no line in the journal.
"""

from __future__ import annotations

import sqlite3

from aitui.store.database import transaction
from aitui.store.runs import now

# So many are kept.
MOST = 200


def add(conn: sqlite3.Connection, query: str) -> None:
    """Keep a search as the newest one; the same search is kept once."""
    with transaction(conn):
        conn.execute("DELETE FROM search_history WHERE query = ?", (query,))
        conn.execute("INSERT INTO search_history(query, at) VALUES(?, ?)", (query, now()))
        conn.execute(
            """DELETE FROM search_history
            WHERE id NOT IN (SELECT id FROM search_history ORDER BY id DESC LIMIT ?)""",
            (MOST,),
        )


def remove(conn: sqlite3.Connection, query: str) -> None:
    """Forget a search."""
    with transaction(conn):
        conn.execute("DELETE FROM search_history WHERE query = ?", (query,))


def recent(conn: sqlite3.Connection, limit: int = MOST) -> list[str]:
    """Return the searches, newest first."""
    sql = "SELECT query FROM search_history ORDER BY id DESC LIMIT ?"
    return [row[0] for row in conn.execute(sql, (limit,))]
