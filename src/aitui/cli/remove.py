"""`aitui remove`: articles or a source out of the corpus."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from aitui.cli.options import article_of, corpus, db_option, taggers
from aitui.errors import StoreError, TaggerError, UsageError
from aitui.text.clean import clean_line

if TYPE_CHECKING:
    from aitui.store.database import Connection
    from aitui.store.feeds import FeedRow


@click.command("remove")
@click.argument("uids", metavar="UID|ADDRESS...", nargs=-1)
@click.option("--source", metavar="NAME", help="Every article of this source.")
@db_option
def remove_command(uids: tuple[str, ...], source: str | None, db: str | None) -> None:
    """Take articles out of the corpus, with everything derived from them, or follow a feed no more.

    ADDRESS is that of a feed that `aitui feeds` lists; its articles stay.  UID is what `aitui articles` shows
    first, or the beginning of it.  All or nothing: where one is unknown, nothing is removed.  Your bookmarks
    stay, with the words they quote.  The journal in your workspace keeps what was removed and where it came
    from; `aitui add` brings it back, a feed that still tells of it does not.
    """
    if not uids and source is None:
        raise UsageError(
            "say what to remove: UIDs, --source NAME or a feed; `aitui articles` and `aitui feeds` list them"
        )
    from aitui.ingest import copying, joining, retyping
    from aitui.store import articles, database, feeds, fulltext, types, workspace, writer

    path, helpers = corpus(db), _taggers()
    # A corpus that is not there is not made.
    database.open_reader(path).close()
    with database.writing(path) as conn:
        own = workspace.open()
        try:
            fulltext.refresh(conn)
            with database.transaction(conn):
                try:
                    unfollowed = [row for row in map(partial(_feed, conn), uids) if row is not None]
                    wanted = [uid for uid in uids if "://" not in uid]
                    chosen = list(dict.fromkeys(article_of(conn, uid) for uid in wanted))
                except StoreError as error:
                    raise StoreError(f"{error}; nothing was removed") from None
                if source is not None:
                    of_source = articles.ids_of_source(conn, source)
                    if not of_source:
                        raise StoreError(f"there is no source “{source}” here; `aitui articles` lists them")
                    chosen = list(dict.fromkeys([*chosen, *of_source]))
                gone = articles.provenance(conn, chosen)
                gone += [{"uid": row.url, "title": row.title, "address": row.url} for row in unfollowed]
                doubtful = types.resting_on(conn, chosen)
                writer.remove(conn, chosen)
                retyping.settle(conn, doubtful, helpers)
                for row in unfollowed:
                    feeds.unfollow(conn, row.url)
                workspace.record_removal(own, str(path.absolute()), gone)
        finally:
            own.close()
        joining.settle(conn)
        copying.settle(conn)
    told = [f"{len(chosen)} removed"] if chosen or not unfollowed else []
    told += [f"{row.title or row.url} is followed no more" for row in unfollowed]
    click.echo(clean_line(f"{path}: {', '.join(told)}"))


def _taggers() -> tuple[str, ...]:
    """Return the configured name taggers; one that is missing now does not keep a text from going."""
    from aitui.analysis.naming.taggers import registry

    try:
        return taggers(None)
    except TaggerError:
        return registry.DEFAULT


def _feed(conn: Connection, name: str) -> FeedRow | None:
    """Return the feed of an address, None for the uid of an article.

    Raises:
        StoreError: it is the address of a feed that is not followed.
    """
    if "://" not in name:
        return None
    from aitui.ingest.addresses import web_address
    from aitui.store import feeds

    row = feeds.by_url(conn, web_address(name) or name) or feeds.by_url(conn, name)
    if row is None:
        raise StoreError(f"{name}: this feed is not followed; `aitui feeds` lists those that are")
    return row
