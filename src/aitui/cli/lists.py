"""`aitui articles`, `entities`, `mentions` and `bookmarks`: what is there, as lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

import click

from aitui.cli.options import (
    article_of,
    corpus,
    db_option,
    entity_type,
    filter_options,
    filters,
    format_options,
    limit_option,
    own_workspace,
    shown,
)
from aitui.cli.output import Column, emit

if TYPE_CHECKING:
    from aitui.store.database import Connection
    from aitui.store.visible import VisibleMap

# Rows read at a time, so that a list of a million articles begins at once and stays small.
_PAGE = 500


@click.command("articles")
@db_option
@filter_options()
@limit_option
@format_options
def articles_command(db: str | None, limit: int | None, form: str | None, **narrow: str | None) -> None:
    """List articles, newest published first, those without a date last."""
    from aitui.store import articles, database

    with database.reading(corpus(db)) as conn:
        ids = articles.ids(conn, filters(conn, **narrow))

        def records() -> Iterator[dict[str, object]]:
            for start in range(0, len(ids), _PAGE):
                page = ids[start : start + _PAGE]
                rows = articles.rows(conn, page)
                for article_id in page:
                    row = rows[article_id]
                    yield {
                        "uid": row.uid,
                        "title": row.title,
                        "title_made": row.title_made,
                        "source": row.source,
                        "lang": row.lang,
                        "published": row.published,
                        "author": row.author,
                        "url": row.url,
                        "length": row.length,
                    }

        emit(islice(records(), limit), form, _ARTICLE)


@click.command("entities")
@db_option
@click.option(
    "--type",
    "kind",
    metavar="TYPE",
    help="Only persons, organizations, places, products, laws, events, works or concepts.",
)
@click.option("--name", metavar="TEXT", help="Only those of whom a name, in any language, begins so.")
@limit_option
@format_options
def entities_command(
    db: str | None, kind: str | None, name: str | None, limit: int | None, form: str | None
) -> None:
    """List entities, most mentioned first, with their names by language."""
    from aitui.store import database, entities

    wanted = None if kind is None else entity_type(kind)
    with database.reading(corpus(db)) as conn:
        view = shown(conn)
        ids = entities.ids(conn, view=view) if name is None else entities.find(conn, name, 1_000_000, view)

        def records() -> Iterator[dict[str, object]]:
            for start in range(0, len(ids), _PAGE):
                page = ids[start : start + _PAGE]
                rows = entities.rows(conn, page, view)
                for row in (rows[entity_id] for entity_id in page):
                    if wanted in (None, row.type):
                        yield {
                            "uid": row.uid,
                            "type": row.type,
                            "name": row.name,
                            "names": row.names,
                            "mentions": row.mentions,
                            "articles": row.articles,
                            "languages": row.languages,
                            "members": view.members(row.id),
                        }

        emit(islice(records(), limit), form, _ENTITY)


@click.command("mentions")
@db_option
@click.option("--article", metavar="UID", help="Only mentions in this article.")
@click.option(
    "--min-score",
    metavar="SCORE",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="Only mentions of which the rule or tagger was at least so sure, from 0 to 1.",
)
@filter_options()
@limit_option
@format_options
def mentions_command(
    db: str | None,
    article: str | None,
    min_score: float,
    limit: int | None,
    form: str | None,
    **narrow: str | None,
) -> None:
    """List mentions with their sentences, in the order of `aitui articles`, then of the text."""
    from aitui.store import articles, database

    with database.reading(corpus(db)) as conn:
        view = shown(conn)
        chosen = filters(conn, view, **narrow)
        ids = articles.ids(conn, chosen)
        if article is not None:
            chosen_id = article_of(conn, article)
            ids = ids[:0] if chosen_id not in ids else type(ids)("q", [chosen_id])
        found = _mentions(conn, ids, chosen.entity_id, view, min_score)
        emit(islice(found, limit), form, _MENTION)


def _mentions(
    conn: Connection, ids: Iterable[int], entity_id: int | None, view: VisibleMap, least: float
) -> Iterator[dict[str, object]]:
    from bisect import bisect_right

    from aitui.store import articles, entities, mentions

    for article_id in ids:
        row = articles.rows(conn, [article_id])[article_id]
        text = articles.text(conn, article_id)
        found = [
            m
            for m in mentions.of_article(conn, article_id, view)
            if entity_id in (None, m.entity_id) and m.score >= least
        ]
        names = entities.rows(conn, list({m.entity_id for m in found}), view)
        starts = text.sentences[::2]
        for mention in found:
            at = bisect_right(starts, mention.start) - 1
            sentence = text.text[starts[at] : text.sentences[2 * at + 1]] if at >= 0 else ""
            yield {
                "article": row.uid,
                "lang": row.lang,
                "source": row.source,
                "published": row.published,
                "start": mention.start,
                "end": mention.end,
                "surface": text.text[mention.start : mention.end],
                "entity": names[mention.entity_id].uid,
                "kind": mention.kind,
                "rule": mention.rule,
                "score": mention.score,
                "sentence": " ".join(sentence.split()),
            }


@click.command("bookmarks")
@click.option(
    "--db", metavar="DB", help="Only those of the articles of this corpus.  [default: of every corpus]"
)
@limit_option
@format_options
def bookmarks_command(db: str | None, limit: int | None, form: str | None) -> None:
    """List your bookmarks, newest first, with the words they keep; those of facts with every telling."""
    from aitui.store import articles, database, kept_facts, workspace

    with own_workspace() as own:
        rows = workspace.bookmarks(own)
        kept = kept_facts.tellings(own)
    if db is not None:
        # By the article: the corpus may have been moved or built anew since.
        with database.reading(corpus(db)) as conn:
            rows = [row for row in rows if articles.by_uid(conn, row.article) is not None]
    records = (
        {
            "uid": row.uid,
            "corpus": row.corpus,
            "article": row.article,
            "version": row.version,
            "title": row.title,
            "start": row.start,
            "end": row.end,
            "exact": row.exact,
            "prefix": row.prefix,
            "suffix": row.suffix,
            "note": row.note,
            "created_at": row.created_at,
            "tellings": [
                {
                    "article": quote.article,
                    "version": quote.version,
                    "start": quote.start,
                    "end": quote.end,
                    "exact": quote.exact,
                    "figure": quote.figure or None,
                    "title": quote.title,
                    "source": quote.source,
                    "lang": quote.lang,
                    "published": quote.published,
                }
                for quote in kept.get(row.uid, ())
            ],
        }
        for row in rows
    )
    emit(islice(records, limit), form, _BOOKMARK)


_ARTICLE = [
    Column("UID", 16, lambda row: row["uid"]),
    Column("LANG", 4, lambda row: row["lang"]),
    Column("PUBLISHED", 10, lambda row: row["published"] or "unknown"),
    Column("SOURCE", 20, lambda row: row["source"] or "unknown", shrinks=True),
    Column("LENGTH", 7, lambda row: row["length"], right=True),
    Column("TITLE", 0, lambda row: f"{row['title']}{' (made)' if row['title_made'] else ''}"),
]
_ENTITY = [
    Column("UID", 28, lambda row: row["uid"], shrinks=True),
    Column("TYPE", 12, lambda row: row["type"]),
    Column("MENTIONS", 8, lambda row: row["mentions"], right=True),
    Column("ARTICLES", 8, lambda row: row["articles"], right=True),
    Column("LANGUAGES", 9, lambda row: row["languages"], right=True),
    Column("NAME", 0, lambda row: row["name"]),
]
_MENTION = [
    Column("ARTICLE", 16, lambda row: row["article"]),
    Column("LANG", 4, lambda row: row["lang"]),
    Column("START", 7, lambda row: row["start"], right=True),
    Column("ENTITY", 20, lambda row: row["entity"], shrinks=True),
    Column("SURFACE", 20, lambda row: row["surface"], shrinks=True),
    Column("SENTENCE", 0, lambda row: row["sentence"]),
]
_BOOKMARK = [
    Column("MADE", 10, lambda row: str(row["created_at"])[:10]),
    Column("ARTICLE", 16, lambda row: row["article"]),
    Column("TITLE", 30, lambda row: row["title"], shrinks=True),
    Column("NOTE", 20, lambda row: row["note"], shrinks=True),
    Column("WORDS", 0, lambda row: row["exact"]),
]
