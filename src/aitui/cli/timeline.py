"""`aitui timeline`: what is dated, by the day that is told of, of publication, or of coming in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import click

from aitui.cli.options import (
    corpus,
    db_option,
    entity_type,
    filter_options,
    filters,
    format_options,
    limit_option,
    shown,
)
from aitui.cli.output import Column, emit
from aitui.errors import UsageError
from aitui.text.clean import clean_line

if TYPE_CHECKING:
    from aitui.export.svg import Entry
    from aitui.store.database import Connection
    from aitui.store.rows import Filters, Mark, TimelineRow
    from aitui.store.visible import VisibleMap

# Lines of a picture.
_DRAWN = 60
# Places read at a time, so that a list of millions begins at once and stays small.
_PAGE = 500


@click.command("timeline")
@db_option
@filter_options(dates="dated, by the clock,")
@click.option(
    "--clock",
    type=click.Choice(["event", "published", "ingested"]),
    default="event",
    help="Which day counts: the one told of, that of publication, that of coming in.  [default: event]",
)
@click.option(
    "--status",
    type=click.Choice(["past", "forecast"]),
    help="Only what was, or what was still to come, when it was written.",
)
@click.option("--type", "kind", metavar="TYPE", help="Only what names a person, an organization, a place …")
@click.option("--svg", metavar="FILE", help="Draw it as a picture for a report, merged; 60 lines by default.")
@click.option("--merged", is_flag=True, help="One line for what several articles tell, with its tellings.")
@limit_option
@format_options
def timeline_command(
    db: str | None,
    clock: str,
    status: str | None,
    kind: str | None,
    svg: str | None,
    merged: bool,
    limit: int | None,
    form: str | None,
    **narrow: str | None,
) -> None:
    """List what is dated, newest first: sentences with a date.

    • marks a dated sentence, → what was still to come when it was written. A stretch of days counts for
    --since and --until where any part of it lies between them. By the clocks of publication and of coming in,
    ¶ marks an article (in JSON it has no `start`), before its dated sentences. --merged folds what is one
    fact for `aitui facts`, of the newest 20,000 statements, and adds `tellings`.
    """
    from aitui.store import database

    with database.reading(corpus(db)) as conn:
        view = shown(conn)
        chosen = filters(conn, view, **narrow)._replace(
            status=status, type=None if kind is None else entity_type(kind)
        )
        if svg is not None:
            _draw(conn, chosen, clock, view, svg, limit or _DRAWN)
            return
        read = _merged if merged else _each
        emit(islice(read(conn, chosen, clock, view), limit), form, _MERGED if merged else _TIMELINE)


def _each(conn: Connection, chosen: Filters, clock: str, view: VisibleMap) -> Iterator[dict[str, object]]:
    from aitui.store import timeline

    before: Mark | None = None
    while page := timeline.marks(conn, chosen.entity_id, clock, chosen, view, _PAGE, before):
        rows = timeline.rows(conn, page, view)
        uids = _uids(conn, rows)
        yield from (_record(row, uids) for row in rows)
        before = page[-1]


def _merged(conn: Connection, chosen: Filters, clock: str, view: VisibleMap) -> Iterator[dict[str, object]]:
    from aitui.explorer import happenings
    from aitui.store import timeline

    folding = happenings.read(conn, chosen.entity_id, view)
    for group in folding.groups(timeline.marks(conn, chosen.entity_id, clock, chosen, view)):
        rows = timeline.rows(conn, group, view)
        if not rows:
            continue
        uids = _uids(conn, rows)
        tellings = [
            {
                "article": uids[row.article_id],
                "lang": row.lang,
                "start": _place(row)[0],
                "end": _place(row)[1],
                "exact": row.text,
                "published": row.published,
            }
            for row in rows
        ]
        yield {**_record(rows[0], uids), "tellings": tellings}


def _draw(conn: Connection, chosen: Filters, clock: str, view: VisibleMap, path: str, limit: int) -> None:
    """Write a picture of the newest happenings, or of articles by another clock.

    Raises:
        UsageError: the file cannot be written.
    """
    from pathlib import Path

    from aitui.explorer import happenings
    from aitui.export import svg
    from aitui.store import entities, timeline

    folding = happenings.read(conn, chosen.entity_id, view)
    groups = folding.groups(timeline.marks(conn, chosen.entity_id, clock, chosen, view))
    dated = [group for group in groups if group[0].day]
    entries = [_entry(conn, group, clock, view) for group in dated[:limit]]
    about = "All happenings"
    if chosen.entity_id is not None:
        about = entities.rows(conn, [chosen.entity_id], view)[chosen.entity_id].name
    if len(entries) == len(dated):
        note = f"{len(entries)} in all, by the {clock} clock"
    else:
        note = f"the newest {len(entries)} of {len(dated)}, by the {clock} clock"
    if len(dated) < len(groups):
        note += f"; {len(groups) - len(dated)} without a date are left out"
    try:
        Path(path).write_text(svg.picture(entries, about, note), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"--svg: {path} cannot be written ({error.strerror})") from None
    click.echo(clean_line(f"{path}: {note}"))


def _entry(conn: Connection, group: Sequence[Mark], clock: str, view: VisibleMap) -> Entry:
    from datetime import date

    from aitui.export.svg import Entry
    from aitui.store import timeline
    from aitui.text.dates import told

    (row,) = timeline.rows(conn, group[:1], view, named=False)
    first, last = row.earliest, row.latest
    words = told(row.edtf or "")
    if clock != "event":
        first = last = words = timeline.iso(group[0].day)
    return Entry(
        None if first is None else date.fromisoformat(first),
        None if last is None else date.fromisoformat(last),
        words,
        row.status == "forecast",
        tuple(dict.fromkeys(mark.lang for mark in group)),
        len({mark.article_id for mark in group}),
        row.text,
    )


def _uids(conn: Connection, rows: Sequence[TimelineRow]) -> dict[int, str]:
    from aitui.store import articles

    found = articles.rows(conn, list({row.article_id for row in rows}))
    return {article_id: row.uid for article_id, row in found.items()}


def _place(row: TimelineRow) -> tuple[int | None, int | None]:
    return (None, None) if row.kind == "published" else (row.start, row.end)


def _record(row: TimelineRow, uids: dict[int, str]) -> dict[str, object]:
    start, end = _place(row)
    return {
        "edtf": row.edtf,
        "earliest": row.earliest,
        "latest": row.latest,
        "status": row.status,
        "text": row.text,
        "entities": list(row.entities),
        "article": uids[row.article_id],
        "start": start,
        "end": end,
        "published": row.published,
    }


def _often(row: object) -> str:
    told = row if isinstance(row, list) else []
    langs = " ".join(dict.fromkeys(telling["lang"] for telling in told))
    number = len({telling["article"] for telling in told})
    return f"×{number} {langs}" if number > 1 else langs


_HEAD = [
    Column("DATE", 21, lambda row: row["edtf"] or "undated"),
    Column("", 1, lambda row: "→" if row["status"] == "forecast" else "¶" if row["start"] is None else "•"),
]
_TIMELINE = [
    *_HEAD,
    Column("ARTICLE", 16, lambda row: row["article"]),
    Column("SENTENCE", 0, lambda row: row["text"]),
]
_MERGED = [
    *_HEAD,
    Column("TOLD", 12, lambda row: _often(row["tellings"]), shrinks=True),
    Column("SENTENCE", 0, lambda row: row["text"]),
]
