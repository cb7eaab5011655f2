"""`aitui feeds` and `aitui update`: what is followed, and fetching it."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

import click

from aitui.cli.options import corpus, db_option, format_options, tagger_option, taggers
from aitui.cli.progress import Form, progress_option, shown, stoppable
from aitui.errors import StoreError, UsageError
from aitui.text.clean import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aitui.ingest.pipeline import Summary
    from aitui.ingest.subscriptions import Outcome
    from aitui.store.database import Connection
    from aitui.store.feeds import FeedRow


@click.command("feeds")
@db_option
@click.option("--opml", is_flag=True, help="The list of feeds that other feed readers take.")
@format_options
def feeds_command(db: str | None, opml: bool, form: str | None) -> None:
    """List the feeds that the corpus follows: last good answer, what went wrong, when each is due.

    `aitui add ADDRESS` follows one, `aitui update` fetches those that are due, `aitui remove ADDRESS` follows
    one no more.
    """
    from aitui.cli.output import Column, emit
    from aitui.store import database, feeds

    with database.reading(corpus(db)) as conn:
        rows = feeds.rows(conn)
    if opml:
        if form is not None:
            raise UsageError(f"--opml is a form of its own; leave --{form} out")
        from aitui.ingest.readers.interface import FeedFound
        from aitui.ingest.readers.opml import write

        listed = [FeedFound(row.url, row.title, row.site, row.folder) for row in rows]
        click.echo(write(listed), nl=False)
        return
    columns = [
        Column("STATE", 7, lambda row: row["state"]),
        Column("GOOD", 16, lambda row: _moment(row["good"])),
        Column("NEXT", 16, lambda row: _moment(row["next"])),
        Column("ENTRIES", 7, lambda row: row["entries"], right=True),
        Column("TITLE", 28, lambda row: row["title"] or "", shrinks=True),
        Column("ADDRESS", 0, lambda row: f"{row['url']}{': ' if row['error'] else ''}{row['error'] or ''}"),
    ]
    emit(map(_record, rows), form, columns)


def _record(row: FeedRow) -> dict[str, object]:
    return {
        "state": "failing" if row.error else "good" if row.good_at else "new",
        "url": row.url,
        "title": row.title,
        "site": row.site,
        "folder": row.folder,
        "source": row.source,
        "lang": row.lang,
        "full_text": row.full_text,
        "private": row.private,
        "added": row.added_at,
        "checked": row.checked_at,
        "good": row.good_at,
        "next": row.next_at,
        "error": row.error,
        "failures": row.failures,
        "entries": row.entries,
    }


def _moment(stamp: object) -> str:
    """Return a time as the clock on the wall shows it, to the minute."""
    if not isinstance(stamp, str):
        return "never"
    return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")


@click.command("update")
@click.argument("addresses", metavar="[ADDRESS]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="All feeds, not only those that are due.")
@click.option(
    "--full-text",
    is_flag=True,
    help="Read the pages of the ADDRESSes from now on, and those of what came in before; without an ADDRESS, "
    "of all feeds whose pages are read.",
)
@db_option
@tagger_option
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Read texts in N processes at once; 0 for one a core.",
)
@progress_option
@format_options
@click.pass_context
def update_command(
    ctx: click.Context,
    addresses: tuple[str, ...],
    every: bool,
    full_text: bool,
    db: str | None,
    tagger: str | None,
    jobs: int,
    progress: Form | None,
    form: str | None,
) -> None:
    """Fetch the feeds that are due, or those of the ADDRESSes, and add what is new.

    Made for a timer: see docs/feeds.md.  A feed is due after an hour, or after the time that it or its server
    asks for; one that fails is tried again half an hour later, then each time twice as late, a day at most.
    What has not changed is not sent again.  Exit code 1 when a feed failed; the others are read.

    Of a feed that gives only the beginning of its articles, --full-text fetches their pages, also where they
    came in before; those whose page tells no more stay as they are.

    --json, --nl, --csv and --tsv are forms of what came of each feed.
    """
    helpers = taggers(tagger)
    from aitui.ingest import executors, subscriptions
    from aitui.store import database, feeds
    from aitui.store.runs import now

    path = corpus(db)
    # A corpus that is not there is not made.
    database.open_reader(path).close()
    with database.writing(path) as conn:
        rows = feeds.rows(conn) if every or addresses else feeds.due(conn, now())
        if addresses:
            rows = _named(rows, addresses)
        if full_text:
            rows = _with_pages(conn, rows if addresses else [])
        readers = executors.processes(jobs, helpers)
        with closing(readers), shown(progress) as show, stoppable() as stop:
            params: dict[str, object] = {"taggers": list(helpers)}
            summary, outcomes = subscriptions.update(
                conn, rows, readers=readers, progress=show, params=params, stop=stop, older=full_text
            )
        if not rows and form is None:
            followed = len(feeds.rows(conn))
            told_of = "1 feed" if followed == 1 else f"{followed} feeds"
            click.echo(clean_line(f"{path}: {told_of}, none is due; --all fetches all the same"))
            return
    told(outcomes, form)
    if form is None:
        click.echo(clean_line(f"{path}: {_said(summary, outcomes)}"))
    if summary.stopped:
        click.echo("aitui: stopped; what came in stays, and the same command goes on from here", err=True)
        ctx.exit(130)
    if any(outcome.error for outcome in outcomes):
        ctx.exit(1)


def told(outcomes: Iterable[Outcome], form: str | None) -> None:
    """Say what came of each feed: all of them to programs, what went wrong to people."""
    if form is not None:
        from aitui.cli.output import emit

        records = [
            {
                "url": outcome.url,
                "title": outcome.title,
                "state": outcome.state,
                "entries": outcome.entries,
                "error": outcome.error,
                "next": outcome.next_at,
            }
            for outcome in outcomes
        ]
        emit(records, form, ())
    for outcome in outcomes:
        if outcome.error is not None:
            click.echo(clean_line(f"aitui: {outcome.url}: {outcome.error}"), err=True)


def _said(summary: Summary, outcomes: Sequence[Outcome]) -> str:
    states = [outcome.state for outcome in outcomes]
    parts = [f"{len(states)} feeds" if len(states) != 1 else "1 feed"]
    parts += [
        f"{states.count(state)} {word}"
        for state, word in (("unchanged", "unchanged"), ("failed", "failed"))
        if state in states
    ]
    if summary.failures:
        left_out = len(summary.failures)
        parts.append(f"{left_out} {'entry' if left_out == 1 else 'entries'} left out")
    return f"{', '.join(parts)}; {summary.added} added, {summary.updated} updated, {summary.same} in already"


def _named(rows: Sequence[FeedRow], addresses: Sequence[str]) -> list[FeedRow]:
    """Return the feeds of the addresses that were named.

    Raises:
        StoreError: one of them is not followed.
    """
    from aitui.ingest.addresses import web_address

    by_url = {row.url: row for row in rows}
    chosen = []
    for address in dict.fromkeys(addresses):
        row = by_url.get(web_address(address) or address)
        if row is None:
            raise StoreError(f"{address}: this feed is not followed; `aitui feeds` lists those that are")
        chosen.append(row)
    return chosen


def _with_pages(conn: Connection, named: Sequence[FeedRow]) -> list[FeedRow]:
    """Return the feeds whose pages are read; of those that are named they are from now on.

    Raises:
        StoreError: there are none.
    """
    from aitui.store import database, feeds

    with database.transaction(conn):
        for row in named:
            feeds.read_pages(conn, row.id)
    chosen = {row.id for row in named}
    found = [row for row in feeds.rows(conn) if row.id in chosen or (not named and row.full_text)]
    if not found:
        raise StoreError("no feed has its pages read; say which: aitui update --full-text ADDRESS")
    return found
