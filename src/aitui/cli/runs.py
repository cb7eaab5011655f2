"""`aitui runs` and `aitui reindex`: what was done to the corpus, and doing it again by newer rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aitui.cli.options import (
    corpus,
    db_option,
    format_options,
    limit_option,
    readers_of,
    readers_options,
    tagger_option,
    taggers,
)
from aitui.cli.output import Column, emit
from aitui.cli.progress import Form, complain, progress_option, shown, stoppable
from aitui.text.clean import clean_line

if TYPE_CHECKING:
    from aitui.store.rows import RunRow


@click.command("runs")
@db_option
@limit_option
@format_options
def runs_command(db: str | None, limit: int | None, form: str | None) -> None:
    """List the runs that wrote to the corpus, newest first: what each did, when, and by which rules.

    `read` is the number of articles that are as this run read them. A run that was killed stays `running`;
    its articles are whole all the same.
    """
    from aitui.store import database, runs

    def records(found: Iterator[RunRow]) -> Iterator[dict[str, object]]:
        for row in found:
            yield {
                "id": row.id,
                "kind": row.kind,
                "version": row.version,
                "started": row.started,
                "finished": row.finished,
                "state": row.state,
                "read": row.read,
                **{name: row.counts.get(name) for name in ("added", "updated", "failed")},
                "params": row.params,
            }

    def number(name: str) -> Column:
        return Column(name.upper(), 7, lambda row: "" if row[name] is None else row[name], right=True)

    columns = [
        Column("RUN", 5, lambda row: row["id"], right=True),
        Column("KIND", 7, lambda row: row["kind"]),
        Column("STATE", 7, lambda row: row["state"]),
        Column("STARTED", 16, lambda row: str(row["started"])[:16].replace("T", " ")),
        number("read"),
        number("added"),
        number("updated"),
        number("failed"),
        Column("VERSION", 8, lambda row: row["version"]),
        Column("OF", 0, _asked),
    ]
    with database.reading(corpus(db)) as conn:
        emit(records(runs.rows(conn, -1 if limit is None else limit)), form, columns)


def _asked(row: object) -> str:
    assert isinstance(row, dict)
    params = row["params"]
    inputs = params.get("inputs", []) if isinstance(params, dict) else []
    return ", ".join(map(str, inputs)) if isinstance(inputs, list) else ""


@click.command("reindex")
@db_option
@tagger_option
@readers_options
@click.option("--all", "everything", is_flag=True, help="Also what was read by these very rules.")
@click.option(
    "--vectors", is_flag=True, help="Only make vectors of meaning (extra semantic) that are missing."
)
@progress_option
@click.pass_context
def reindex_command(
    ctx: click.Context,
    db: str | None,
    tagger: str | None,
    jobs: int,
    cluster: str | None,
    everything: bool,
    vectors: bool,
    progress: Form | None,
) -> None:
    """Read the texts of the corpus anew that were read by an older aitui, with other names or other taggers.

    Texts stay as they came, and so do your bookmarks and judgements. Others may read the corpus meanwhile:
    each article is as it was or as it is now. Ctrl-C ends after the article in hand; the next `aitui reindex`
    goes on from there, also after a crash.
    """
    from aitui.ingest import pipeline
    from aitui.store import database

    path = corpus(db)
    # A corpus that is not there is not made.
    database.upgrade(path)
    database.open_reader(path).close()
    if vectors:
        _make_vectors(ctx, path)
        return
    with (
        closing(readers_of(jobs, cluster, taggers(tagger))) as readers,
        shown(progress) as show,
        stoppable() as stop,
        database.writing(path) as conn,
    ):
        summary = pipeline.reindex(conn, readers=readers, everything=everything, progress=show, stop=stop)
    complain(summary.failures)
    failed = f", {len(summary.failures)} failed" if summary.failures else ""
    click.echo(clean_line(f"{path}: {summary.updated} read anew{failed}"))
    if summary.stopped:
        click.echo("aitui: stopped; `aitui reindex` goes on from here", err=True)
        ctx.exit(130)
    if summary.failures:
        ctx.exit(1)


def _make_vectors(ctx: click.Context, path: Path) -> None:
    """Make the vectors that are missing, and say how many."""
    from aitui.ingest import vectors
    from aitui.store import database

    def told(done: int, total: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{done:,} of {total:,} vectors", nl=done == total, err=True)

    with stoppable() as stop, database.writing(path) as conn:
        made = vectors.fill(conn, told, stop)
        stopped = stop()
    click.echo(clean_line(f"{path}: {made} vectors made"))
    if stopped:
        click.echo("aitui: stopped; `aitui reindex --vectors` goes on from here", err=True)
        ctx.exit(130)
