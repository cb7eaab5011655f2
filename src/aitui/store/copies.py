"""Near-copies: by which numbers an article is found as the copy of another, and which articles are one group.

Derived, and made anew where the rules change.  `ingest.copying` compares the texts; no article is changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from aitui.frozen import NamedTuple
from aitui.later import json
from aitui.store.articles import chunks

# Of the articles that share a number the newest in are looked at.
_NEWEST = 16

_NUMBER = f"SELECT article_id FROM copy_key WHERE key = ? ORDER BY article_id DESC LIMIT {_NEWEST}"
# A number that stands in so many groups says only a part; what is worth less than this is not compared.
_WORTH = 0.5


class Sketched(NamedTuple):
    """An article that is to be compared, and its sketch."""

    article_id: int
    keys: tuple[int, ...]


class BodyRow(NamedTuple):
    """What is compared of an article; `furniture` is start and end of what is not its body, sorted."""

    lang: str
    text: str
    furniture: tuple[tuple[int, int], ...]


def refresh(conn: sqlite3.Connection, rules: str) -> None:
    """Let every article wait to be compared anew where other rules than ours were used before."""
    known = conn.execute("SELECT value FROM setting WHERE key = 'copy_rules'").fetchone()
    if known is not None and known[0] == rules:
        return
    conn.execute("INSERT OR REPLACE INTO setting(key, value) VALUES('copy_rules', ?)", (rules,))
    conn.execute("DELETE FROM near_copy")
    conn.execute("DELETE FROM copy_key")
    conn.execute("INSERT OR IGNORE INTO copy_pending SELECT id FROM article")


def waiting(conn: sqlite3.Connection) -> bool:
    """Tell whether articles are to be compared."""
    return conn.execute("SELECT 1 FROM copy_pending LIMIT 1").fetchone() is not None


def take_up(conn: sqlite3.Connection, limit: int) -> list[Sketched]:
    """Return articles that are to be compared, those in first first."""
    ids = [row[0] for row in conn.execute("SELECT article_id FROM copy_pending ORDER BY 1 LIMIT ?", (limit,))]
    if ids:
        conn.execute("DELETE FROM copy_pending WHERE article_id <= ?", (ids[-1],))
    found = []
    for article_id in ids:
        if (read := body(conn, article_id)) is not None:
            found.append(Sketched(article_id, _sketch(read)))
    return found


def _sketch(read: BodyRow) -> tuple[int, ...]:
    from aitui.text.sketch import sketch  # who only asks for groups, as a start does, needs none

    return sketch(read.text, read.furniture)


def put_off(conn: sqlite3.Connection, article_id: int) -> None:
    """Say that an article has a new text: it is compared at the next turn."""
    conn.execute("INSERT OR IGNORE INTO copy_pending VALUES(?)", (article_id,))


def alike(conn: sqlite3.Connection, one: Sketched) -> list[tuple[int, int]]:
    """Return whom an article may be a copy of, the likeliest first, and note its own numbers.

    What stands in many articles that are no copies of each other (small print, a saying) is worth little.

    Returns:
        Article and group; the article itself where it is in none.
    """
    article_id, keys = one
    if not keys:
        return []
    holding: dict[int, dict[int, int]] = {}
    sql = " UNION ALL ".join(
        f"SELECT {at}, k.article_id, n.group_id FROM ({_NUMBER}) k LEFT JOIN near_copy n USING(article_id)"
        for at in range(len(keys))
    )
    for number, other, group_id in conn.execute(sql, keys):
        holding.setdefault(number, {})[other] = group_id or other
    conn.executemany("INSERT OR IGNORE INTO copy_key VALUES(?, ?)", [(key, article_id) for key in keys])
    worth: dict[tuple[int, int], float] = {}
    for found in holding.values():
        found.pop(article_id, None)
        each = 1 / max(1, len(set(found.values())))
        for other in found.items():
            worth[other] = worth.get(other, 0.0) + each
    likely = (other for other in worth if worth[other] >= _WORTH)
    return sorted(likely, key=lambda other: (-worth[other], other))


def body(conn: sqlite3.Connection, article_id: int) -> BodyRow | None:
    """Return what is compared of an article; None where there is none."""
    row = conn.execute(
        """SELECT a.lang, b.text, a.version_id FROM article a JOIN body b ON b.version_id = a.version_id
        WHERE a.id = ?""",
        (article_id,),
    ).fetchone()
    if row is None:
        return None
    sql = 'SELECT start, "end" FROM boilerplate WHERE version_id = ? ORDER BY start'
    return BodyRow(row[0], row[1], tuple(conn.execute(sql, (row[2],)).fetchall()))


def group_of(conn: sqlite3.Connection, article_id: int) -> int | None:
    """Return the group of an article: the id of the one that came in first; None for one alone."""
    row = conn.execute("SELECT group_id FROM near_copy WHERE article_id = ?", (article_id,)).fetchone()
    return None if row is None else int(row[0])


def join(conn: sqlite3.Connection, run_id: int, article_ids: Iterable[int]) -> None:
    """Make one group of articles, and of the groups that they are in."""
    heads = {i: group_of(conn, i) for i in article_ids}
    group_id = min(head if head is not None else i for i, head in heads.items())
    others = {head for head in heads.values() if head not in (None, group_id)}
    for other in others:
        conn.execute("UPDATE near_copy SET group_id = ? WHERE group_id = ?", (group_id, other))
    conn.executemany(
        "INSERT INTO near_copy VALUES(?, ?, ?)",
        [(i, group_id, run_id) for i, head in heads.items() if head is None],
    )


def take_out(conn: sqlite3.Connection, article_id: int, keys: Iterable[int]) -> None:
    """Forget an article; those that were one group with it are compared anew at the next turn.

    Args:
        keys: its sketch.
    """
    conn.executemany(
        "DELETE FROM copy_key WHERE key = ? AND article_id = ?", [(key, article_id) for key in keys]
    )
    conn.execute("DELETE FROM copy_pending WHERE article_id = ?", (article_id,))
    group_id = group_of(conn, article_id)
    if group_id is not None:
        conn.execute(
            """INSERT OR IGNORE INTO copy_pending
            SELECT article_id FROM near_copy WHERE group_id = ? AND article_id <> ?""",
            (group_id, article_id),
        )
        conn.execute("DELETE FROM near_copy WHERE group_id = ?", (group_id,))


def groups(conn: sqlite3.Connection, article_ids: Sequence[int] | None = None) -> dict[int, int]:
    """Return article id -> its group, for those in a group of two or more.

    Args:
        article_ids: of whom it is asked; None for all.
    """
    if article_ids is None:
        return dict(conn.execute("SELECT article_id, group_id FROM near_copy"))
    found: dict[int, int] = {}
    for chunk in chunks(article_ids):
        marks = ",".join("?" * len(chunk))
        sql = f"SELECT article_id, group_id FROM near_copy WHERE article_id IN ({marks})"
        found.update(conn.execute(sql, chunk))
    return found


def members(conn: sqlite3.Connection, group_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Return group -> its articles, those in first first."""
    sql = """SELECT group_id, article_id FROM near_copy WHERE group_id IN (SELECT value FROM json_each(?))
    ORDER BY 1, 2"""
    found: dict[int, list[int]] = {}
    for group_id, article_id in conn.execute(sql, (str(sorted(set(group_ids))),)):
        found.setdefault(group_id, []).append(article_id)
    return {group_id: tuple(ids) for group_id, ids in found.items()}


def anew(conn: sqlite3.Connection) -> None:
    """Let the next `refresh` have every article compared; inside a transaction."""
    conn.execute("DELETE FROM setting WHERE key = 'copy_rules'")


def compared(conn: sqlite3.Connection) -> bool:
    """Tell whether articles were ever compared here."""
    return conn.execute("SELECT 1 FROM setting WHERE key = 'copy_rules'").fetchone() is not None


def broken(conn: sqlite3.Connection) -> int:
    """Return how many groups are none: of one article, of two languages, or not called by their first one."""
    sql = """SELECT count(*) FROM (
        SELECT 1 FROM near_copy n LEFT JOIN article a ON a.id = n.article_id GROUP BY n.group_id
        HAVING count(*) < 2 OR count(a.id) < count(*) OR count(DISTINCT a.lang) > 1
        OR min(n.article_id) <> n.group_id
    )"""
    return int(conn.execute(sql).fetchone()[0])


def unfindable(conn: sqlite3.Connection, article_ids: Iterable[int]) -> list[int]:
    """Return those of some articles that no copy would be compared with: their sketch is not kept."""
    lost = []
    for article_id in article_ids:
        if conn.execute("SELECT 1 FROM copy_pending WHERE article_id = ?", (article_id,)).fetchone():
            continue
        if (read := body(conn, article_id)) is None:
            continue
        keys = _sketch(read)
        sql = "SELECT count(*) FROM copy_key WHERE key IN (SELECT value FROM json_each(?)) AND article_id = ?"
        if conn.execute(sql, (json.dumps(keys), article_id)).fetchone()[0] < len(keys):
            lost.append(article_id)
    return lost
