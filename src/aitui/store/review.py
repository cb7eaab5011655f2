"""The review queue: pairs of entities of which a person is asked whether they are one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from aitui.frozen import frozen
from aitui.store import cards, entities
from aitui.store.database import consistent
from aitui.store.rows import ContextRow, PairRow
from aitui.store.visible import RAW, VisibleMap

# Rows that are read; the others come up when these are judged.
LIMIT = 500
# Texts that are looked at for each of a pair, newest in first.
_EXAMPLES = 2


@frozen
class Queue:
    """What waits for a person.

    Attributes:
        rows: the first of it, the best first; what was put aside comes last.
        waiting: how many pairs there are, those put aside not counted.
        aside: how many were put aside.
        everywhere: how many wait in the whole corpus.
    """

    rows: list[PairRow]
    waiting: int
    aside: int
    everywhere: int


@frozen
class _Pair:
    one: int
    other: int
    score: float
    reason: str
    mentions: int
    unsure: bool


@consistent
def queue(
    conn: sqlite3.Connection,
    view: VisibleMap = RAW,
    *,
    only: int | None = None,
    unsure: bool = False,
    limit: int = LIMIT,
) -> Queue:
    """Return the pairs that nobody has judged.

    Args:
        view: what judgements and automatic joins change.
        only: pairs of this entity, as it is shown; None for all.
        unsure: pairs that were put aside too.
        limit: so many rows at most, -1 for all.
    """
    found = _pairs(conn, view)
    everywhere = sum(not pair.unsure for pair in found)
    if only is not None:
        only = view.of.get(only, only)
        found = [pair for pair in found if only in (pair.one, pair.other)]
    aside = sum(pair.unsure for pair in found)
    chosen = [pair for pair in found if unsure or not pair.unsure]
    chosen = chosen[: limit if limit >= 0 else None]
    ids = dict.fromkeys(i for pair in chosen for i in (pair.one, pair.other))
    rows = entities.rows(conn, list(ids), view)
    texts: dict[int, frozenset[int]] = {}
    for entity_id in ids:
        texts[entity_id] = _texts(conn, entity_id, view)
    return Queue(
        [
            PairRow(
                rows[pair.one],
                rows[pair.other],
                pair.score,
                pair.reason,
                len(texts[pair.one] & texts[pair.other]),
                pair.unsure,
            )
            for pair in chosen
        ],
        len(found) - aside,
        aside,
        everywhere,
    )


def in_words(row: PairRow) -> str:
    """Return why a pair is asked about, in one line."""
    reason = " ".join(row.reason.split())
    if not row.together:
        return reason
    return f"{reason}; {row.together} article{'' if row.together == 1 else 's'} in common"


def _pairs(conn: sqlite3.Connection, view: VisibleMap) -> list[_Pair]:
    """Return all pairs, the best first; those that are one by now, or kept apart, are left out."""
    apart, doubted = _judged(conn, view, "different"), _judged(conn, view, "unsure")
    sql = """SELECT l.one_id, l.other_id, l.score, l.reason, a.mentions, b.mentions FROM link l
    JOIN entity_total a ON a.entity_id = l.one_id JOIN entity_total b ON b.entity_id = l.other_id
    WHERE l.verdict = 'likely'"""
    best: dict[frozenset[int], _Pair] = {}
    for one, other, score, reason, *numbers in conn.execute(sql):
        mentions = {}
        for entity_id, stored in zip((one, other), numbers, strict=True):
            found = view.entity(entity_id)
            mentions[view.of.get(entity_id, entity_id)] = stored if found is None else found.mentions
        ids = frozenset(mentions)
        if len(ids) < 2 or ids in apart or not all(mentions.values()):
            continue
        left, right = sorted(ids, key=lambda i: (-mentions[i], i))
        pair = _Pair(left, right, score, reason, mentions[right], ids in doubted)
        if ids not in best or best[ids].score < score:
            best[ids] = pair
    # Scores tell little by a hundredth: what is mentioned often is worth a decision first.
    return sorted(
        best.values(),
        key=lambda pair: (
            pair.unsure,
            -round(pair.score, 1),
            -pair.mentions,
            -pair.score,
            pair.one,
            pair.other,
        ),
    )


def _judged(conn: sqlite3.Connection, view: VisibleMap, kind: str) -> set[frozenset[int]]:
    """Return the pairs of entities shown that a person has judged so."""
    ids = (
        [entities.by_uid(conn, slug, view) for slug in (j.entity, j.other or "")]
        for j in view.judgements
        if j.kind == kind
    )
    return {frozenset(i for i in pair if i is not None) for pair in ids}


def _texts(conn: sqlite3.Connection, entity_id: int, view: VisibleMap) -> frozenset[int]:
    """Return the versions that mention an entity."""
    found = view.entity(entity_id)
    if found is not None:
        return frozenset(found.versions(conn))
    sql = "SELECT DISTINCT version_id FROM mention WHERE entity_id = ?"
    return frozenset(row[0] for row in conn.execute(sql, (entity_id,)))


@consistent
def examples(conn: sqlite3.Connection, entity_id: int, view: VisibleMap = RAW) -> list[ContextRow]:
    """Return places that mention an entity, of different articles, the newest in first."""
    found = view.entity(entity_id)
    places: Iterable[tuple[int, int, int]]
    if found is not None:
        held = found.places(conn)
        first = dict[int, tuple[int, int, int]]()
        for place in zip(held.version, held.start, held.end, strict=True):
            first.setdefault(place[0], place)
        places = list(first.values())[: -_EXAMPLES - 1 : -1]
    else:
        sql = """SELECT version_id, min(start), "end" FROM mention WHERE entity_id = ?
        GROUP BY version_id ORDER BY version_id DESC LIMIT ?"""
        places = conn.execute(sql, (entity_id, _EXAMPLES)).fetchall()
    versions = [version for version, _, _ in places]
    sql = "SELECT version_id, id FROM article WHERE version_id IN (SELECT value FROM json_each(?))"
    articles = dict(conn.execute(sql, (json.dumps(versions),)))
    rows = [(articles[version], start, end) for version, start, end in places if version in articles]
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return list(cards.contexts(conn, *columns))
