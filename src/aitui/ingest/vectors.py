"""Vectors of the articles of a corpus, made only when somebody asks for them (extra `semantic`)."""

from __future__ import annotations

from collections.abc import Callable

from aitui.store import database, runs, vectors
from aitui.store.database import Connection

# Articles that go through the model together, and in one transaction.
_AT_ONCE = 64


def fill(
    conn: Connection,
    progress: Callable[[int, int], None] = lambda done, total: None,
    stop: Callable[[], bool] = lambda: False,
) -> int:
    """Make the vectors of all articles that have none; what is made stays when it is stopped or killed.

    Args:
        conn: from `database.open_writer`.
        progress: told how many are made, and of how many.
        stop: asked after every few articles.

    Returns:
        How many were made.

    Raises:
        MeaningError: the extra is not installed.
    """
    from aitui.analysis import meaning

    encoder = meaning.Encoder()
    total, made, after = vectors.missing(conn, meaning.MODEL), 0, 0
    if not total:
        return 0
    with database.transaction(conn):
        run_id = runs.begin(conn, "vectors", {"model": meaning.MODEL})
    while not stop() and (rows := vectors.without(conn, meaning.MODEL, after, _AT_ONCE)):
        packed = encoder.articles(
            [[row.text[a:b] for a, b in meaning.lead(row.text, row.furniture, row.sentences)] for row in rows]
        )
        with database.transaction(conn):
            found = [(row.version_id, vector) for row, vector in zip(rows, packed, strict=True)]
            vectors.write(conn, run_id, meaning.MODEL, found)
        made, after = made + len(rows), rows[-1].version_id
        progress(made, total)
    with database.transaction(conn):
        runs.finish(conn, run_id, {"added": made}, stopped=made < total)
    return made
