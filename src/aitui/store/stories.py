"""Groups of articles that lists show as one row: near-copies of one text, and stories that a person accepted.

Nothing is hidden for good: a group knows all its members, and lists tell how many there are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from aitui.frozen import NamedTuple
from aitui.later import json
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


# Uids of the articles of each story.
Stories = Iterable[Sequence[str]]


@consistent
def heads(
    conn: sqlite3.Connection, stories: Stories = (), article_ids: Sequence[int] | None = None
) -> dict[int, int]:
    """Return article id -> `Group.id`, for those in a group of two or more.

    Args:
        stories: uids of the articles of each story; those that are not in this corpus are passed over.
        article_ids: of whom it is asked; None for all.
    """
    return _heads(conn, _ids(conn, stories), article_ids)


def _heads(
    conn: sqlite3.Connection, told: Sequence[Sequence[int]], article_ids: Sequence[int] | None
) -> dict[int, int]:
    asked = None if article_ids is None else [*article_ids, *(i for ids in told for i in ids)]
    near = copies.groups(conn, asked)
    above: dict[int, int] = {}

    def head(one: int) -> int:
        while one in above:
            one = above[one]
        return one

    for ids in told:
        parts = sorted({head(near.get(i, i)) for i in ids})
        above.update(dict.fromkeys(parts[1:], parts[0]))
    found = {i: head(group) for i, group in near.items()}
    found.update((i, head(near.get(i, i))) for ids in told for i in ids)
    return found if article_ids is None else {i: found[i] for i in article_ids if i in found}


@consistent
def groups(conn: sqlite3.Connection, article_ids: Sequence[int], stories: Stories = ()) -> dict[int, Group]:
    """Return article id -> its group, for those among the ids that are in one of two or more.

    Args:
        article_ids: of whom it is asked.
        stories: as of `heads`.
    """
    told = _ids(conn, stories)
    of = _heads(conn, told, article_ids)
    # Near-copies and single articles that a story holds together.
    inside = _heads(conn, told, [i for ids in told for i in ids])
    near = copies.groups(conn, [*article_ids, *inside])
    texts: dict[int, set[int]] = {}
    for i, group in [*of.items(), *inside.items()]:
        texts.setdefault(group, set()).add(near.get(i, i))
    copied = copies.members(conn, near.values())
    wanted = set(of.values())
    members = {g: {i for text in texts[g] for i in copied.get(text, (text,))} for g in wanted}
    langs = _langs(conn, {i for ids in members.values() for i in ids})
    made: dict[int, Group] = {}
    for group, ids in members.items():
        spoken = [langs[i] for i in ids if i in langs]
        order = sorted(set(spoken), key=lambda lang: (-spoken.count(lang), lang))
        made[group] = Group(group, tuple(sorted(ids)), tuple(order), len(texts[group]))
    return {i: made[group] for i, group in of.items()}


def _ids(conn: sqlite3.Connection, stories: Stories) -> list[list[int]]:
    """Return the ids of the articles of each story of which two or more are in this corpus."""
    told = [list(story) for story in stories]
    if not told:
        return []
    sql = "SELECT uid, id FROM article WHERE uid IN (SELECT value FROM json_each(?))"
    known = dict(conn.execute(sql, (json.dumps([uid for story in told for uid in story]),)))
    here = [[known[uid] for uid in story if uid in known] for story in told]
    return [ids for ids in here if len(ids) > 1]


def _langs(conn: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for chunk in chunks(sorted(ids)):
        sql = f"SELECT id, lang FROM article WHERE id IN ({','.join('?' * len(chunk))})"
        found.update(conn.execute(sql, chunk))
    return found
