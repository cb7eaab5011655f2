"""Entities: lists by weight, their names, and finding one by any of its names."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Sequence

from aitui.store.articles import chunks, flat
from aitui.store.database import consistent
from aitui.store.rows import EntityRow
from aitui.text.fold import key


def ids(conn: sqlite3.Connection, limit: int = -1) -> array[int]:
    """Return the ids of the entities that are mentioned, most mentioned first: all, or the first `limit`."""
    sql = "SELECT entity_id FROM entity_total WHERE mentions > 0 ORDER BY mentions DESC, entity_id LIMIT ?"
    return flat(conn.execute(sql, (limit,)))


@consistent
def rows(conn: sqlite3.Connection, ids: Sequence[int]) -> dict[int, EntityRow]:
    """Return the rows of the entities that exist among the ids."""
    found: dict[int, EntityRow] = {}
    for chunk in chunks(ids):
        marks = ",".join("?" * len(chunk))
        names: dict[int, dict[str, str]] = {}
        for entity_id, lang, name in conn.execute(
            f"SELECT entity_id, lang, name FROM entity_name WHERE entity_id IN ({marks})", chunk
        ):
            names.setdefault(entity_id, {})[lang] = name
        for row in conn.execute(
            f"""SELECT e.id, e.uid, e.type, e.name, coalesce(t.mentions, 0), coalesce(t.articles, 0),
            coalesce(t.languages, 0) FROM entity e LEFT JOIN entity_total t ON t.entity_id = e.id
            WHERE e.id IN ({marks})""",
            chunk,
        ):
            found[row[0]] = EntityRow(row[0], row[1], row[2], row[3], names.get(row[0], {}), *row[4:])
    return found


def by_uid(conn: sqlite3.Connection, uid: str) -> int | None:
    """Return the id of the entity with this slug."""
    row = conn.execute("SELECT id FROM entity WHERE uid = ?", (uid,)).fetchone()
    return None if row is None else int(row[0])


def find(conn: sqlite3.Connection, text: str, limit: int) -> list[int]:
    """Return the entities one of whose names, or a word of it, begins with the text; any language, folded.

    The most mentioned come first, a whole name before a beginning.
    """
    prefix = key(text)
    if not prefix:
        return []
    sql = """SELECT k.entity_id FROM entity_key k JOIN entity_total t ON t.entity_id = k.entity_id
    WHERE k.key >= ? AND k.key < ? AND t.mentions > 0
    GROUP BY k.entity_id ORDER BY max(k.key = ?) DESC, t.mentions DESC, k.entity_id LIMIT ?"""
    return list(flat(conn.execute(sql, (prefix, prefix + "\U0010ffff", prefix, limit))))


def keys(name: str) -> set[str]:
    """Return the keys under which a name is found: from each of its words on («justin lin», «lin»)."""
    words = key(name).split(" ")
    return {" ".join(words[start:]) for start in range(len(words))} - {""}
