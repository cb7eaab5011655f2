"""`aitui searches`: the saved searches with what they find, and what of it is new."""

from __future__ import annotations

import click

from aitui.cli.options import corpus, db_option, format_options, own_workspace, shown


@click.command("searches")
@db_option
@click.option("--new", "only_new", is_flag=True, help="Only those that find something new.")
@click.option("--seen", is_flag=True, help="Take what is listed as looked at.")
@format_options
def searches_command(db: str | None, only_new: bool, seen: bool, form: str | None) -> None:
    """List the searches saved in the explorer, how many articles each finds and how many of them are new.

    New is what came into the corpus, or changed, since the search was opened in the explorer or listed here
    with --seen.  For cron: `aitui searches --new --seen --nl` tells each new article once.
    """
    from aitui.cli.output import Column, emit
    from aitui.explorer import asking
    from aitui.explorer.saved_searches import count
    from aitui.store import database, saved_searches
    from aitui.store.runs import now

    records = []
    with own_workspace() as own:
        # What comes in while it is counted is new the next time.
        at = now()
        with database.reading(corpus(db)) as conn:
            view, person = shown(conn), asking.personal(own)
            for saved in saved_searches.saved(own):
                found = count(conn, saved, person, view)
                if only_new and not found.new:
                    continue
                records.append(
                    {
                        "name": saved.name,
                        "query": saved.query,
                        "articles": found.total,
                        "new": found.new,
                        "seen_at": saved.seen_at,
                        "error": found.error or None,
                    }
                )
        columns = [
            Column("NAME", 24, lambda row: row["name"]),
            Column("ARTICLES", 8, lambda row: row["articles"], right=True),
            Column("NEW", 6, lambda row: row["new"], right=True),
            Column("SEEN", 10, lambda row: str(row["seen_at"])[:10]),
            Column("QUERY", 0, lambda row: row["error"] or row["query"]),
        ]
        emit(records, form, columns)
        if seen:
            for record in records:
                saved_searches.see(own, str(record["name"]), at)
