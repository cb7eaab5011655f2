"""Groups of articles that lists show as one row: near-copies of one text, and stories that a person accepted.

Nothing is hidden for good: a group knows all its members, and lists tell how many there are.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from aitui.store import copies
from aitui.store.articles import chunks
from aitui.store.database import consistent


class Group(NamedTuple):
    """Articles that are one row of a list.

    Attributes:
        id: of the article that came in first.
        members: ids, those in first first; two or more.
        langs: their languages, the most frequent first.
        texts: how many different texts they are: 1 for near-copies of one.
    """

    id: int
    members: tuple[int, ...]
    langs: tuple[str, ...]
    texts: int


@consistent
def groups(
    conn: sqlite3.Connection, article_ids: Sequence[int], stories: Iterable[Sequence[str]] = ()
) -> dict[int, Group]:
    """Return article id -> its group, for those among the ids that are in one of two or more.

    Args:
        article_ids: of whom it is asked.
        stories: uids of the articles of each story; those that are not in this corpus are passed over.
    """
    told = [ids for ids in _ids(conn, stories) if len(ids) > 1]
    heads = copies.groups(conn, [*article_ids, *(i for ids in told for i in ids)])
    parts = copies.members(conn, heads.values())
    of: dict[int, frozenset[int]] = {head: frozenset(ids) for head, ids in parts.items()}
    whole: dict[int, frozenset[int]] = {i: ids for ids in of.values() for i in ids}
    for ids in told:
        joined = frozenset().union(*(whole.get(i, {i}) for i in ids))
        whole.update(dict.fromkeys(joined, joined))
    found: dict[int, Group] = {}
    made: dict[frozenset[int], Group] = {}
    langs = _langs(conn, {i for wanted in article_ids for i in whole.get(wanted, ())})
    for wanted in article_ids:
        members = whole.get(wanted)
        if members is None:
            continue
        if members not in made:
            spoken = [langs[i] for i in sorted(members) if i in langs]
            order = sorted(set(spoken), key=lambda lang: (-spoken.count(lang), lang))
            texts = len({heads.get(i, i) for i in members})
            made[members] = Group(min(members), tuple(sorted(members)), tuple(order), texts)
        found[wanted] = made[members]
    return found


def _ids(conn: sqlite3.Connection, stories: Iterable[Sequence[str]]) -> list[list[int]]:
    stories = [list(story) for story in stories]
    sql = "SELECT uid, id FROM article WHERE uid IN (SELECT value FROM json_each(?))"
    known = dict(conn.execute(sql, (json.dumps([uid for story in stories for uid in story]),)))
    return [[known[uid] for uid in story if uid in known] for story in stories]


def _langs(conn: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for chunk in chunks(sorted(ids)):
        sql = f"SELECT id, lang FROM article WHERE id IN ({','.join('?' * len(chunk))})"
        found.update(conn.execute(sql, chunk))
    return found
