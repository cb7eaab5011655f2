"""Links: which entities of a corpus are one by their names.  Derived, and made anew where rules change.

A link is an edge between two entities and changes no mention.  `visible` starts from those of verdict `same`;
those of verdict `likely` wait for a person, see `review`.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import insort
from collections.abc import Iterable, Sequence

from aitui.frozen import frozen
from aitui.store.rows import Judgement, LinkRow


@frozen
class NamedRow:
    """An entity as it is compared: type, names (the canonical one first), names in glosses, languages.

    The languages are those of the texts that name it; none of one that the gazetteer knows.
    """

    type: str
    origin: str
    names: tuple[str, ...]
    glosses: tuple[str, ...]
    langs: frozenset[str]


def automatic(conn: sqlite3.Connection) -> tuple[Judgement, ...]:
    """Return the joins that the corpus makes by itself, the surest first; slugs, as judgements have them."""
    sql = """SELECT a.uid, b.uid FROM link l
    JOIN entity a ON a.id = l.one_id JOIN entity b ON b.id = l.other_id
    WHERE l.verdict = 'same' ORDER BY l.score DESC, a.uid, b.uid"""
    return tuple(Judgement("", "same", one, other, automatic=True) for one, other in conn.execute(sql))


def reason(conn: sqlite3.Connection, slug: str, others: Sequence[str]) -> str | None:
    """Return in words what makes an entity one with one of others, None where no link of its own does."""
    row = conn.execute(
        """SELECT l.reason FROM entity e JOIN link l ON e.id IN (l.one_id, l.other_id)
        JOIN entity o ON o.id = l.one_id + l.other_id - e.id WHERE e.uid = ? AND l.verdict = 'same'
        AND o.uid IN (SELECT value FROM json_each(?)) ORDER BY l.score DESC, o.uid LIMIT 1""",
        (slug, json.dumps(others)),
    ).fetchone()
    return None if row is None else str(row[0])


def any_joined(conn: sqlite3.Connection) -> bool:
    """Tell whether the corpus joins any entities by itself."""
    return conn.execute("SELECT 1 FROM link WHERE verdict = 'same' LIMIT 1").fetchone() is not None


def put_off(conn: sqlite3.Connection, entity_ids: Iterable[int]) -> None:
    """Say that entities are new, or known by other names than before: they are compared at the next turn."""
    conn.executemany("INSERT OR IGNORE INTO link_pending VALUES(?)", ((i,) for i in entity_ids))


def put_off_in(conn: sqlite3.Connection, entity_ids: Iterable[int], lang: str) -> None:
    """Put off those that only texts name and that a language is new to, or that it names no more.

    Whether a name is a case of another depends on the language.
    """
    conn.execute(
        """INSERT OR IGNORE INTO link_pending SELECT e.id FROM json_each(?) j
        JOIN entity e ON e.id = j.value AND e.origin = 'text'
        LEFT JOIN entity_lang l ON l.entity_id = e.id AND l.lang = ?
        WHERE coalesce(l.articles, 0) = 0""",
        (json.dumps(list(entity_ids)), lang),
    )


def take_up(conn: sqlite3.Connection, rules: str, limit: int) -> list[int]:
    """Return entities that are to be compared, ascending; what was found of them before is taken out.

    Args:
        rules: by which they are compared; all of them, where others were used before.
        limit: so many at most; the others stay for the next turn.
    """
    known = conn.execute("SELECT value FROM setting WHERE key = 'link_rules'").fetchone()
    if known is None or known[0] != rules:
        conn.execute("INSERT OR REPLACE INTO setting(key, value) VALUES('link_rules', ?)", (rules,))
        conn.execute("DELETE FROM link")
        conn.execute("DELETE FROM link_key")
        conn.execute("INSERT OR IGNORE INTO link_pending SELECT id FROM entity")
    sql = "SELECT entity_id FROM link_pending ORDER BY entity_id LIMIT ?"
    found = [row[0] for row in conn.execute(sql, (limit,))]
    newest = conn.execute("SELECT value FROM setting WHERE key = 'link_newest'").fetchone()
    newest_id = int(newest[0]) if newest is not None else 0
    # Those that came in last have neither keys nor links: most often all of them.
    before = json.dumps([i for i in found if i <= newest_id])
    if before != "[]":
        for table, column in (("link_key", "entity_id"), ("link", "one_id"), ("link", "other_id")):
            sql = f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))"
            conn.execute(sql, (before,))
    if found:
        conn.execute("DELETE FROM link_pending WHERE entity_id <= ?", (found[-1],))
        sql = "INSERT OR REPLACE INTO setting(key, value) VALUES('link_newest', ?)"
        conn.execute(sql, (str(max(newest_id, found[-1])),))
    return found


def waiting(conn: sqlite3.Connection) -> bool:
    """Tell whether entities are to be compared."""
    return conn.execute("SELECT 1 FROM link_pending LIMIT 1").fetchone() is not None


class Names:
    """The entities as they are compared, read when they are asked for."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn

    def __call__(self, entity_id: int) -> NamedRow:
        """Return an entity by id."""
        conn = self._conn
        row = conn.execute("SELECT type, origin, name FROM entity WHERE id = ?", (entity_id,)).fetchone()
        others = conn.execute("SELECT name FROM entity_name WHERE entity_id = ? ORDER BY lang", (entity_id,))
        glosses = conn.execute("SELECT DISTINCT name FROM gloss WHERE entity_id = ? ORDER BY 1", (entity_id,))
        langs: Iterable[tuple[str]] = ()
        if row[1] == "text":
            langs = conn.execute(
                "SELECT lang FROM entity_lang WHERE entity_id = ? AND articles > 0", (entity_id,)
            )
        names = dict.fromkeys([row[2], *(other for (other,) in others)])
        return NamedRow(
            row[0],
            row[1],
            tuple(names),
            tuple(gloss for (gloss,) in glosses),
            frozenset(lang for (lang,) in langs),
        )


class Blocks:
    """The blocks of a corpus.  What is laid down is written by `write`."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._blocks: dict[str, list[int]] = {}
        self._new: list[tuple[str, int]] = []

    def block(self, key: str) -> Sequence[int]:
        """Return the entities under a key, ascending."""
        found = self._blocks.get(key)
        if found is None:
            sql = "SELECT entity_id FROM link_key WHERE key = ? ORDER BY entity_id"
            found = self._blocks[key] = [row[0] for row in self._conn.execute(sql, (key,))]
        return found

    def add(self, key: str, entity_id: int) -> None:
        """Lay an entity under a key."""
        self.block(key)
        insort(self._blocks[key], entity_id)
        self._new.append((key, entity_id))

    def write(self) -> None:
        """Keep what was laid down."""
        self._conn.executemany("INSERT OR IGNORE INTO link_key VALUES(?, ?)", sorted(self._new))
        self._new.clear()


def write(conn: sqlite3.Connection, run_id: int, found: Iterable[LinkRow]) -> None:
    """Put links in."""
    conn.executemany(
        "INSERT OR REPLACE INTO link VALUES(?, ?, ?, ?, ?, ?)",
        ((row.one, row.other, row.verdict, row.score, row.reason, run_id) for row in found),
    )
