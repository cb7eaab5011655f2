"""Entities: lists by weight, their names, and finding one by any of its names."""

from __future__ import annotations

import heapq
import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence
from itertools import islice

from aitui.store.articles import chunks, flat
from aitui.store.database import consistent
from aitui.store.rows import EntityRow, Judgement
from aitui.store.visible import RAW, Shown, VisibleMap
from aitui.text.fold import key


def ids(conn: sqlite3.Connection, limit: int = -1, view: VisibleMap = RAW) -> array[int]:
    """Return the ids of the entities that are mentioned, most mentioned first: all, or the first `limit`."""
    sql = "FROM entity_total WHERE mentions > 0 ORDER BY mentions DESC, entity_id LIMIT ?"
    if not view.of:
        return flat(conn.execute(f"SELECT entity_id {sql}", (limit,)))
    # Of the touched ones none, one or all may be left: read enough for the others.
    enough = limit + len(view.of) if limit >= 0 else -1
    stored = conn.execute(f"SELECT mentions, entity_id {sql}", (enough,))
    kept = (row for row in stored if row[1] not in view.of)
    judged = [(found.mentions, entity_id) for entity_id, found in view.shown.items() if found.mentions]
    # Merged as they come: all rows at once would take ten times what their ids take.
    merged = heapq.merge(kept, sorted(judged, key=_most_mentioned), key=_most_mentioned)
    return array("q", (row[1] for row in islice(merged, limit if limit >= 0 else None)))


def _most_mentioned(row: tuple[int, int]) -> tuple[int, bool, int]:
    """Return what orders mentions and id.

    Entities that are not in the corpus have negative ids: among equals they come last.
    """
    return -row[0], row[1] < 0, abs(row[1])


@consistent
def types(conn: sqlite3.Connection, ids: Iterable[int], view: VisibleMap = RAW) -> dict[int, str]:
    """Return id -> type of the entities that exist among the ids, as judgements have it."""
    sql = "SELECT id, type FROM entity WHERE id IN (SELECT value FROM json_each(?))"
    found: dict[int, str] = dict(conn.execute(sql, (json.dumps(list(ids)),)))
    return found | {i: shown.type for i, shown in view.shown.items()}


def rows(conn: sqlite3.Connection, ids: Sequence[int], view: VisibleMap = RAW) -> dict[int, EntityRow]:
    """Return the rows of the entities that exist among the ids."""
    if not view.of:
        return _stored(conn, ids)
    members = {member for i in ids if (found := view.entity(i)) is not None for member in found.members}
    stored = _stored(conn, [*{*ids, *members}])
    return {
        i: row
        for i in ids
        if (row := _shown(conn, found, stored) if (found := view.entity(i)) is not None else stored.get(i))
    }


def _shown(conn: sqlite3.Connection, found: Shown, stored: dict[int, EntityRow]) -> EntityRow:
    names: dict[str, str] = {}
    for member in reversed(found.members):
        names |= stored[member].names if member in stored else {}
    articles = found.articles(conn)
    return EntityRow(
        found.members[0], found.uid, found.type, found.name, names, found.mentions, articles, found.languages
    )  # fmt: skip


def _stored(conn: sqlite3.Connection, ids: Sequence[int]) -> dict[int, EntityRow]:
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


def by_uid(conn: sqlite3.Connection, uid: str, view: VisibleMap = RAW) -> int | None:
    """Return the id of the entity with this slug, or of what it is one with."""
    if uid in view.slugs:
        return view.slugs[uid]
    row = conn.execute("SELECT id FROM entity WHERE uid = ?", (uid,)).fetchone()
    return None if row is None else int(row[0])


def find(conn: sqlite3.Connection, text: str, limit: int, view: VisibleMap = RAW) -> list[int]:
    """Return the entities one of whose names, or a word of it, begins with the text; any language, folded.

    The most mentioned come first, a whole name before a beginning.
    """
    prefix = key(text)
    if not prefix:
        return []
    sql = """SELECT k.entity_id, max(k.key = ?), t.mentions
    FROM entity_key k JOIN entity_total t ON t.entity_id = k.entity_id
    WHERE k.key >= ? AND k.key < ? {shown}
    GROUP BY k.entity_id ORDER BY max(k.key = ?) DESC, t.mentions DESC, k.entity_id {limit}"""
    params = (prefix, prefix, prefix + "\U0010ffff", prefix)
    if not view.of:
        sql = sql.format(shown="AND t.mentions > 0", limit="LIMIT ?")
        return [row[0] for row in conn.execute(sql, (*params, limit))]
    whole: dict[int, bool] = {}
    counts: dict[int, int] = {}
    for entity_id, equal, mentioned in conn.execute(sql.format(shown="", limit=""), params):
        found = view.entity(entity_id)
        shown = entity_id if found is None else found.members[0]
        whole[shown] = whole.get(shown, False) or bool(equal)
        counts[shown] = mentioned if found is None else found.mentions
    # Names of the user's own are in no table.
    for shown, found in view.shown.items():
        told = keys(found.name)
        if any(name.startswith(prefix) for name in told):
            whole[shown] = whole.get(shown, False) or prefix in told
            counts[shown] = found.mentions
    ranked = (i for i in whole if counts[i])
    return sorted(ranked, key=lambda i: (not whole[i], -counts[i], i < 0, abs(i)))[:limit]


def named(conn: sqlite3.Connection, name: str, view: VisibleMap = RAW) -> int | None:
    """Return the most mentioned entity that is called just so, in any language, folded."""
    wanted = key(name)
    for entity_id in find(conn, name, 20, view):
        row = rows(conn, [entity_id], view)[entity_id]
        if wanted in {key(row.name), *map(key, row.names.values())}:
            return entity_id
    return None


def free_slug(conn: sqlite3.Connection, wanted: str, judgements: Iterable[Judgement] = ()) -> str:
    """Return a slug that no entity has, in the corpus or by a judgement: `wanted`, or with a number."""
    slug, number = wanted, 1
    named = {slug for j in judgements for slug in (j.entity, j.other)}
    while slug in named or by_uid(conn, slug) is not None:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def keys(name: str) -> set[str]:
    """Return the keys under which a name is found: from each of its words on («justin lin», «lin»)."""
    words = key(name).split(" ")
    return {" ".join(words[start:]) for start in range(len(words))} - {""}
