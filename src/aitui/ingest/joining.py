"""Joining the entities of a corpus: those that came in are compared with all, in blocks.

The corpus keeps what was found as links; the result is the same whether texts come all at once or one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import cast

from aitui.model import EntityType
from aitui.store import database, links, runs
from aitui.store.database import Connection
from aitui.store.rows import LinkRow

# Entities compared in one transaction.
_AT_ONCE = 2_000


def join(conn: Connection, run_id: int) -> None:
    """Compare the entities that are new or changed with all others and write the links.

    Some at a time, each time in a transaction of its own: other writers wait for moments only, and what a
    killed run has left is done by the next one.
    """
    more = True
    while more:
        with database.transaction(conn):
            more = _join_some(conn, run_id)


def settle(conn: Connection) -> None:
    """Join what waits, in a run of its own; a run that was killed or texts taken out have left it.

    Where nothing waits, nothing is done and no run is made.
    """
    if not links.waiting(conn):
        return
    with database.transaction(conn):
        run_id = runs.begin(conn, "link", {})
    join(conn, run_id)
    with database.transaction(conn):
        runs.finish(conn, run_id, {})


def _join_some(conn: Connection, run_id: int) -> bool:
    """Compare as many as one transaction may; tell whether others are left."""
    from aitui.analysis.naming import clusters, joins

    numbers = links.take_up(conn, joins.RULES, _AT_ONCE)
    names, blocks = links.Names(conn), _Blocks(conn)

    @cache
    def subject_of(entity_id: int) -> joins.Subject:
        row = names(entity_id)
        kind, known = cast(EntityType, row.type), row.origin == "gazetteer"
        return joins.subject(row.names, kind, known, row.glosses, row.langs)

    found = clusters.pairs(numbers, subject_of, blocks)
    links.write(conn, run_id, [LinkRow(one, other, j.verdict, j.score, j.reason) for one, other, j in found])
    blocks.write()
    return links.waiting(conn)


class _Blocks(links.Blocks):
    """The blocks of a corpus, as the comparison asks for them."""

    def members(self, key: str, number: int) -> Sequence[int]:
        from aitui.analysis.naming.clusters import chosen

        return chosen(self.block(key), number)
