"""`aitui search`: the corpus, ranked or by date; or many queries at once, those that find nothing first."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO, TYPE_CHECKING, TypeVar

import click

from aitui.cli.options import (
    corpus,
    db_option,
    filter_options,
    filters,
    format_options,
    from_workspace,
    shown,
)
from aitui.errors import AituiError, QueryError, UsageError
from aitui.store.ordering import ORDERS
from aitui.store.rows import REASONS

if TYPE_CHECKING:
    from aitui.explorer.asking import Personal
    from aitui.query import Query
    from aitui.store.database import Connection
    from aitui.store.rows import Filters, Hit
    from aitui.store.visible import VisibleMap

T = TypeVar("T")

# Characters of a long query that are shown on either side of a mistake.
_AROUND = 30


@click.command("search")
@click.argument("words", metavar="[QUERY]...", nargs=-1)
@db_option
@click.option(
    "--limit", metavar="N", type=click.IntRange(min=1), default=20, show_default=True, help="Hits to show."
)
@click.option(
    "--sort",
    "order",
    type=click.Choice(ORDERS),
    default="rank",
    show_default=True,
    help="The best first, or the newest by one of the dates.",
)
@click.option("--only", type=click.Choice(REASONS), multiple=True, help="Only hits for this reason.")
@click.option("--without", type=click.Choice(REASONS), multiple=True, help="No hits for this reason alone.")
@click.option(
    "--from",
    "source_file",
    metavar="FILE",
    type=click.File(encoding="utf-8-sig", errors="replace"),
    help="Ask every line of a file, - for standard input; tell how many articles each finds.",
)
@filter_options()
@format_options
def search_command(
    words: tuple[str, ...],
    db: str | None,
    limit: int,
    order: str,
    only: tuple[str, ...],
    without: tuple[str, ...],
    source_file: IO[str] | None,
    form: str | None,
    **narrow: str | None,
) -> None:
    """Search the corpus, best hits first, each with the sentence it stands in and why it was found.

    \b
    китай чип               both words, in any form, and other names of what they name
    '"export control"'      these words in this order
    'китай -nvidia'         the first without the second
    'a OR b' '(a OR b) c'   either; OR binds tighter than standing beside each other
    'a NEAR/5 b'            with five words between them at most
    deep* =model ~nvidea    words that begin so; this form only; words nearly the same
    '/GPT-\\d/'              a pattern that a sentence holds
    title: source: lang: script: tag: entity: or @NAME   where, and of whom
    published: event: ingested:   2024, 2024-01..2024-06, "last week"
    'qty>100musd' qty:1..2bn qty'>10%'   figures
    type:person             what mentions an entity of a type
    why:exact -why:fuzzy    the reasons that count, of the whole search
    saved:NAME              a saved search

    docs/search.md tells all of it.  Case, accents and ё/е do not matter.  Put a query with quotation marks,
    brackets or a minus into single quotes, so that the shell leaves it alone; put -- before one that begins
    with a minus.
    """
    from aitui.store import database

    off = frozenset(without) | (frozenset(REASONS) - frozenset(only) if only else frozenset())
    if off >= frozenset(REASONS):
        raise UsageError("--only and --without leave no reason to find anything; take one away")
    if (source_file is None) == (not words):
        raise UsageError("give a query, or --from FILE with one on each line")
    with database.reading(corpus(db)) as conn:
        view = shown(conn)
        chosen = filters(conn, view, **narrow)
        if source_file is not None:
            _many(conn, [line.strip() for line in source_file], chosen, off, view, form)
        else:
            _one(conn, " ".join(words), limit, order, chosen, off, view, form)


def _one(
    conn: Connection,
    text: str,
    limit: int,
    order: str,
    chosen: Filters,
    off: frozenset[str],
    view: VisibleMap,
    form: str | None,
) -> None:
    from aitui.cli.output import Column, emit
    from aitui.store import search

    others = search.Others()

    def ask() -> tuple[Query, list[Hit]]:
        query = _asked(text, _person())
        if query.empty:
            raise UsageError("there is no word to look for in this query")
        hits = search.search(conn, query, limit, chosen, off=off, visible=view, order=order, others=others)
        return query, hits

    query, hits = _pointed(text, ask)
    columns = [
        Column("UID", 16, lambda row: row["uid"]),
        Column("LANG", 4, lambda row: row["lang"]),
        Column("PUBLISHED", 10, lambda row: row["published"] or "unknown"),
        Column("WHY", 6, lambda row: row["why"]),
        Column("SOURCE", 16, lambda row: row["source"] or "unknown", shrinks=True),
        Column("TITLE", 40, lambda row: row["title"], shrinks=True),
        Column("SENTENCE", 0, lambda row: row["snippet"]),
    ]
    emit(map(_record, hits), form, columns)
    found = search.found(conn, query, chosen, off=off, visible=view, others=others)
    if found.read < found.of:
        click.echo(
            f"looked for the pattern in the newest {found.read} of {found.of} articles; narrow the search "
            "to look in all",
            err=True,
        )
    if len(found.ids) > len(hits):
        click.echo(f"{len(hits)} of {len(found.ids)} articles; --limit shows more", err=True)


def _record(hit: Hit) -> dict[str, object]:
    return {
        "uid": hit.uid,
        "title": hit.title,
        "source": hit.source,
        "lang": hit.lang,
        "published": hit.published,
        "score": round(hit.score, 4),
        "snippet": hit.snippet,
        "start": hit.start,
        "end": hit.end,
        "why": hit.why,
        "spans": hit.spans,
        "best": hit.best,
    }


def _many(
    conn: Connection,
    lines: list[str],
    chosen: Filters,
    off: frozenset[str],
    view: VisibleMap,
    form: str | None,
) -> None:
    """Tell of every line how many articles it finds: first what is wrong, then what finds nothing."""
    from aitui.cli.output import Column, emit
    from aitui.store import search

    rows: list[dict[str, object]] = []

    person = _person()
    for number, line in enumerate(lines, 1):
        if not line:
            continue
        error, articles = None, 0
        try:
            query = _asked(line, person)
            if query.empty:
                error = "there is no word to look for"
            articles = search.count(conn, query, chosen, off=off, visible=view)
        except QueryError as problem:
            error = f"{problem} (character {problem.position + 1})"
        rows.append({"line": number, "query": line, "articles": articles, "error": error})
    rows.sort(key=lambda row: (row["error"] is None, row["articles"] != 0))
    emit(
        rows,
        form,
        [
            Column("LINE", 5, lambda row: row["line"], right=True),
            Column("ARTICLES", 8, lambda row: "-" if row["error"] else row["articles"], right=True),
            Column("QUERY", 40, lambda row: row["query"], shrinks=True),
            Column("", 0, lambda row: row["error"]),
        ],
    )
    wrong = sum(row["error"] is not None for row in rows)
    if wrong:
        raise AituiError(f"{wrong} of {len(rows)} queries cannot be asked; the first lines above say why")


def _asked(text: str, person: Personal) -> Query:
    from datetime import date

    from aitui.explorer.asking import resolve
    from aitui.query import parse

    return resolve(parse(text), date.today(), person)


def _person() -> Personal:
    """Return what the user keeps."""
    from aitui.explorer.asking import NOBODY, personal

    return from_workspace(personal, NOBODY)


def _pointed(text: str, ask: Callable[[], T]) -> T:
    """Ask; a mistake is shown with a mark under its place.

    Raises:
        UsageError: the query cannot be asked.
    """
    try:
        return ask()
    except QueryError as error:
        from rich.cells import cell_len

        from aitui.text.clean import clean_line

        line, at = clean_line(text), error.position
        # Of a pasted text what is around the mistake, so that the mark stands under it.
        start, end = (max(0, at - _AROUND), at + _AROUND) if len(line) > 2 * _AROUND else (0, len(line))
        before = ("…" if start else "") + line[start:at]
        after = line[at:end] + ("…" if end < len(line) else "")
        click.echo(f"  {before}{after}\n  {' ' * cell_len(before)}^", err=True)
        raise UsageError(f"{error} (character {error.position + 1} of the query)") from None
