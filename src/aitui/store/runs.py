"""Runs: which program made the derived rows, when, and what came of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime

from aitui import __version__


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
