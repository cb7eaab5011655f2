"""Runs: which program made the derived rows, when, and what came of it."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from aitui import __version__
from aitui.later import json
from aitui.store.articles import flat
from aitui.store.rows import RunRow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from aitui.model import Article


def now() -> str:
    """Return this moment, ISO, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def begin(conn: sqlite3.Connection, kind: str, params: Mapping[str, object]) -> int:
    """Return the id of a new run."""
    cursor = conn.execute(
        "INSERT INTO run(kind, tool, tool_version, params, started_at) VALUES(?, 'aitui', ?, ?, ?)",
        (kind, __version__, json.dumps(params, ensure_ascii=False), now()),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def finish(
    conn: sqlite3.Connection, run_id: int, counts: Mapping[str, int], *, stopped: bool = False
) -> None:
    """Close a run, as `failed` where somebody stopped it.

    One that was killed stays `running`: its articles are whole all the same.
    """
    conn.execute(
        "UPDATE run SET finished_at = ?, status = ?, counts = ? WHERE id = ?",
        (now(), "failed" if stopped else "done", json.dumps(counts), run_id),
    )


def rows(conn: sqlite3.Connection, limit: int = -1) -> Iterator[RunRow]:
    """Yield the runs, the newest first, each with the number of articles that it read last."""
    sql = """SELECT r.id, r.kind, r.tool_version, r.params, r.started_at, r.finished_at, r.status, r.counts,
    (SELECT count(*) FROM given g WHERE g.run_id = r.id) FROM run r ORDER BY r.id DESC LIMIT ?"""
    for run_id, kind, version, params, started, finished, status, counts, read in conn.execute(sql, (limit,)):
        asked, came = json.loads(params), json.loads(counts or "{}")
        state = "stopped" if status == "failed" else status
        yield RunRow(run_id, kind, version, asked, started, finished, state, came, read)


def stale(conn: sqlite3.Connection, recipe: str, since: int | None = None) -> array[int]:
    """Return the ids of the articles that were read by other rules than ours, in the order they came in.

    Args:
        recipe: what names our rules, as runs keep it in their parameters.
        since: take every article that was read before this run, whatever the rules.
    """
    if since is not None:
        return flat(conn.execute("SELECT article_id FROM given WHERE run_id < ? ORDER BY 1", (since,)))
    # Runs are few: they are looked through once.
    ours = "SELECT id FROM run WHERE json_extract(params, '$.recipe') = ?"
    return flat(
        conn.execute(f"SELECT article_id FROM given WHERE run_id NOT IN ({ours}) ORDER BY 1", (recipe,))
    )


def unfinished(conn: sqlite3.Connection, recipe: str) -> int | None:
    """Return the run that began to read everything anew by our rules and did not come to its end."""
    row = conn.execute(
        """SELECT id FROM run WHERE kind = 'reindex' AND status <> 'done'
        AND json_extract(params, '$.recipe') = ? AND json_extract(params, '$.all')
        AND id > coalesce((SELECT max(id) FROM run WHERE kind = 'reindex' AND status = 'done'
            AND json_extract(params, '$.all')), 0) ORDER BY id LIMIT 1""",
        (recipe,),
    ).fetchone()
    return None if row is None else int(row[0])


def given(conn: sqlite3.Connection, article_id: int) -> Article | None:
    """Return an article as it came in; None where it was taken out meanwhile."""
    row = conn.execute(
        """SELECT b.text, a.address, g.title, g.source, g.lang, g.published, a.url, g.author, v.encoding
        FROM article a JOIN given g ON g.article_id = a.id JOIN version v ON v.id = a.version_id
        JOIN body b ON b.version_id = v.id WHERE a.id = ?""",
        (article_id,),
    ).fetchone()
    from aitui.model import Article  # with all the other values: a start does without

    return None if row is None else Article(*row)
