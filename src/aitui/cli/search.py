"""`aitui search`: the corpus, ranked."""

from __future__ import annotations

import click

from aitui.cli.options import corpus, db_option, filter_options, filters, format_options


@click.command("search")
@click.argument("words", metavar="QUERY...", nargs=-1, required=True)
@db_option
@click.option(
    "--limit", metavar="N", type=click.IntRange(min=1), default=20, show_default=True, help="Hits to show."
)
@filter_options()
@format_options
def search_command(
    words: tuple[str, ...], db: str | None, limit: int, form: str | None, **narrow: str | None
) -> None:
    """Search the corpus, best hits first, each with the sentence it stands in.

    \b
    китай чип            both words, in any form
    '"export control"'   these words in this order
    'китай -nvidia'      the first without the second
    deep*                words that begin so
    =model               this form only
    'чип OR chip'        either

    Case, accents and ё/е do not matter.  Put a query with quotation marks or a minus into single quotes, so
    that the shell leaves it alone; put -- before a query that begins with a minus.
    """
    from aitui.cli.output import Column, emit
    from aitui.errors import QueryError, UsageError
    from aitui.query import parse
    from aitui.store import database, search

    try:
        query = parse(" ".join(words))
    except QueryError as error:
        raise UsageError(f"{error} (character {error.position + 1} of the query)") from None
    if query.empty:
        raise UsageError("there is no word to look for in this query")
    with database.reading(corpus(db)) as conn:
        chosen = filters(conn, **narrow)
        hits = search.search(conn, query, limit, chosen)
        total = len(hits) if len(hits) < limit else search.count(conn, query, chosen)
    records = [
        {
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
        }
        for hit in hits
    ]
    columns = [
        Column("UID", 16, lambda row: row["uid"]),
        Column("LANG", 4, lambda row: row["lang"]),
        Column("PUBLISHED", 10, lambda row: row["published"] or "unknown"),
        Column("SOURCE", 16, lambda row: row["source"] or "unknown", shrinks=True),
        Column("TITLE", 40, lambda row: row["title"], shrinks=True),
        Column("SENTENCE", 0, lambda row: row["snippet"]),
    ]
    emit(records, form, columns)
    if total > len(hits):
        click.echo(f"{len(hits)} of {total} articles; --limit shows more", err=True)
