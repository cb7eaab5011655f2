"""Finding near-copies: each article that came in is compared with those that its sketch points to.

A comparison does not depend on who came in first, and a group is what comparisons connect, so that the order
of coming in makes no difference; but where more than some dozens share a number, only the newest are seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from aitui.analysis import copies as rules
from aitui.store import copies, database, runs
from aitui.store.database import Connection
from aitui.text.sketch import body

# Articles compared in one transaction, and texts that one is compared with.
_AT_ONCE = 500
_COMPARED = 8


def begin(conn: Connection) -> None:
    """Let every article wait where our rules are new; inside a transaction."""
    copies.refresh(conn, rules.RULES)


def place(conn: Connection, run_id: int, found: Iterable[tuple[int, tuple[int, ...]]]) -> None:
    """Find the copies of articles and make groups of them; inside a transaction.

    Args:
        conn: the writing connection.
        run_id: the run that finds them.
        found: ids, each with its sketch; the texts are in.
    """

    @lru_cache(maxsize=64)
    def read(article_id: int) -> tuple[str, rules.Body] | None:
        row = copies.body(conn, article_id)
        return row and (row.lang, rules.read(body(row.text, row.furniture), row.lang))

    for article_id, keys in found:
        others = copies.alike(conn, article_id, keys)
        if not others:
            continue
        own, left = read(article_id), _COMPARED
        grouped = copies.groups(conn, others)
        heads: set[int] = set()
        for other in others:
            head = grouped.get(other, other)
            if head in heads:
                continue
            if not left or own is None:
                break
            left -= 1
            theirs = read(other)
            if theirs is not None and theirs[0] == own[0] and rules.copies(own[1], theirs[1]):
                heads.add(head)
                copies.join(conn, run_id, [article_id, other])


def settle(conn: Connection, run_id: int | None = None) -> None:
    """Compare what waits: articles that older rules have read, or that lost one of their group.

    Some at a time, each time in a transaction of its own.

    Args:
        conn: the writing connection.
        run_id: the run that does it; one of its own unless told, where anything waits.
    """
    own = run_id is None and copies.waiting(conn)
    if own:
        with database.transaction(conn):
            run_id = runs.begin(conn, "link", {})
    while run_id is not None and copies.waiting(conn):
        with database.transaction(conn):
            place(conn, run_id, copies.take_up(conn, _AT_ONCE))
    if own and run_id is not None:
        with database.transaction(conn):
            runs.finish(conn, run_id, {})
