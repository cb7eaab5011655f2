"""`aitui alike`: articles that tell the like of a text, in any language."""

from __future__ import annotations

import click

from aitui.cli.options import corpus, db_option, format_options, limit_option
from aitui.cli.output import Column, emit
from aitui.errors import MeaningError

# Articles that are listed unless told otherwise.
_LISTED = 20


@click.command("alike")
@click.argument("text")
@limit_option
@db_option
@format_options
def alike_command(text: str, limit: int | None, db: str | None, form: str | None) -> None:
    """List the articles that are nearest in meaning to TEXT, whatever their language.

    It needs the extra `semantic`, and vectors, which `aitui reindex --vectors` makes; all are compared.
    """
    from aitui.analysis import meaning
    from aitui.store import articles, database, vectors

    path = corpus(db)
    encoder = meaning.Encoder()
    with database.reading(path) as conn:
        if not vectors.any_there(conn, meaning.MODEL):
            raise MeaningError(f"{path}: no vectors here yet; `aitui reindex --vectors` makes them")
        if missing := vectors.missing(conn, meaning.MODEL):
            click.echo(f"{missing:,} articles have no vector; `aitui reindex --vectors` makes them", err=True)
        wanted = encoder.text(text)
        found = meaning.nearest(wanted, vectors.everything(conn, meaning.MODEL), limit or _LISTED)
        rows = articles.rows(conn, [i for i, _ in found])
        records = (
            {
                "uid": rows[i].uid,
                "title": rows[i].title,
                "source": rows[i].source,
                "lang": rows[i].lang,
                "published": rows[i].published,
                "score": round(near, 3),
            }
            for i, near in found
        )
        emit(records, form, _ARTICLE)


_ARTICLE = [
    Column("ALIKE", 5, lambda row: f"{row['score']:.2f}", right=True),
    Column("UID", 16, lambda row: row["uid"]),
    Column("LANG", 4, lambda row: row["lang"]),
    Column("PUBLISHED", 10, lambda row: row["published"] or ""),
    Column("TITLE", 0, lambda row: row["title"]),
]
