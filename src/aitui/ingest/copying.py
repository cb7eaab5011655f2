"""Finding near-copies: each article that came in is compared with those that its sketch points to.

A comparison does not depend on who came in first, and a group is what comparisons connect, so that the order
of coming in makes no difference, but where many share a number: only some of those are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from aitui.analysis import copies as rules
from aitui.store import copies, database, runs
from aitui.store.database import Connection
from aitui.text.sketch import body

# Articles compared in one transaction.
_AT_ONCE = 500
# Texts that one is compared with, in vain: the likeliest come first.
_IN_VAIN = 2


def begin(conn: Connection) -> None:
    """Let every article wait where our rules are new; inside a transaction."""
    copies.refresh(conn, rules.RULES)


def place(conn: Connection, run_id: int, found: Iterable[copies.Sketched]) -> None:
    """Find the copies of articles and make groups of them; inside a transaction.

    Args:
        conn: the writing connection.
        run_id: the run that finds them.
        found: what is compared; the texts are in.
    """

    @lru_cache(maxsize=64)
    def read(article_id: int) -> tuple[str, rules.Body] | None:
        row = copies.body(conn, article_id)
        return row and (row.lang, rules.Body(body(row.text, row.furniture), row.lang))

    for one in found:
        others = copies.alike(conn, one)
        if not others:
            continue
        own, left = read(one.article_id), _IN_VAIN
        joined: set[int] = set()
        for other, group_id in others:
            if group_id in joined:
                continue
            if not left or own is None:
                break
            theirs = read(other)
            if theirs is not None and theirs[0] == own[0] and rules.copies(own[1], theirs[1]):
                joined.add(group_id)
                copies.join(conn, run_id, [one.article_id, other])
            else:
                left -= 1


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
