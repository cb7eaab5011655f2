"""`aitui review`: the pairs of entities that wait for an answer."""

from __future__ import annotations

from collections.abc import Iterator

import click

from aitui.cli.options import corpus, db_option, entity_id, format_options, limit_option, shown
from aitui.cli.output import Column, emit


@click.command("review")
@click.option("--entity", metavar="NAME", help="Only pairs of this entity, a slug or name.")
@click.option("--unsure", is_flag=True, help="Also those that were put aside undecided, last.")
@limit_option
@db_option
@format_options
def review_command(
    entity: str | None, unsure: bool, limit: int | None, db: str | None, form: str | None
) -> None:
    """List pairs of entities that may be one, the best first, with the reason in words.

    Answer with `aitui merge A B`, `aitui judge not-same A B` or `aitui judge unsure A B`, or in the
    explorer with `8`.  What names alone make certain, a corpus has joined already.
    """
    from aitui.store import database, review

    with database.reading(corpus(db)) as conn:
        view = shown(conn)
        only = None if entity is None else entity_id(conn, entity, view)
        found = review.queue(conn, view, only=only, unsure=unsure, limit=-1 if limit is None else limit)

        def records() -> Iterator[dict[str, object]]:
            for row in found.rows:
                yield {
                    "one": row.one.uid,
                    "other": row.other.uid,
                    "names": [row.one.name, row.other.name],
                    "types": [row.one.type, row.other.type],
                    "mentions": [row.one.mentions, row.other.mentions],
                    "score": row.score,
                    "reason": review.in_words(row),
                    "together": row.together,
                    "unsure": row.unsure,
                }

        emit(records(), form, _PAIR)


_PAIR = [
    Column("SCORE", 5, lambda row: f"{row['score']:.2f}", right=True),
    Column("ONE", 24, lambda row: row["one"], shrinks=True),
    Column("OTHER", 24, lambda row: row["other"], shrinks=True),
    Column("REASON", 0, lambda row: row["reason"]),
]
