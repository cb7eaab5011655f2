"""`aitui remove`: articles or a source out of the corpus."""

from __future__ import annotations

import click

from aitui.cli.options import article_of, corpus, db_option
from aitui.errors import StoreError, UsageError
from aitui.text.clean import clean_line


@click.command("remove")
@click.argument("uids", metavar="UID...", nargs=-1)
@click.option("--source", metavar="NAME", help="Every article of this source.")
@db_option
def remove_command(uids: tuple[str, ...], source: str | None, db: str | None) -> None:
    """Take articles out of the corpus, with everything derived from them.

    UID is what `aitui articles` shows first, or the beginning of it.  All or nothing: where one UID is
    unknown, nothing is removed.  Your bookmarks stay, with the words they quote.  The journal in your
    workspace keeps what was removed and where it came from; `aitui add` brings it back.
    """
    if not uids and source is None:
        raise UsageError("say what to remove: UIDs, or --source NAME; `aitui articles` lists both")
    from aitui.ingest import joining
    from aitui.store import articles, database, workspace, writer

    path = corpus(db)
    # A corpus that is not there is not made.
    database.open_reader(path).close()
    with database.writing(path) as conn:
        own = workspace.open()
        try:
            with database.transaction(conn):
                try:
                    chosen = list(dict.fromkeys(article_of(conn, uid) for uid in uids))
                except StoreError as error:
                    raise StoreError(f"{error}; nothing was removed") from None
                if source is not None:
                    of_source = articles.ids_of_source(conn, source)
                    if not of_source:
                        raise StoreError(f"there is no source “{source}” here; `aitui articles` lists them")
                    chosen = list(dict.fromkeys([*chosen, *of_source]))
                gone = articles.provenance(conn, chosen)
                writer.remove(conn, chosen)
                workspace.record_removal(own, str(path.absolute()), gone)
        finally:
            own.close()
        joining.settle(conn)
    click.echo(clean_line(f"{path}: {len(chosen)} removed"))
