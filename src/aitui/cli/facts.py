"""`aitui facts`: what is stated in figures or dated, each once with all its tellings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import click

from aitui.cli.options import (
    corpus,
    db_option,
    filter_options,
    filters,
    format_options,
    limit_option,
    shown,
)
from aitui.cli.output import Column, emit

if TYPE_CHECKING:
    from aitui.explorer.facts import Fact
    from aitui.model import Telling
    from aitui.store.database import Connection
    from aitui.store.rows import Filters
    from aitui.store.visible import VisibleMap


@click.command("facts")
@db_option
@filter_options(dates="dated (what has no date: published)")
@limit_option
@format_options
def facts_command(db: str | None, limit: int | None, form: str | None, **narrow: str | None) -> None:
    """List facts, newest date first: stated figures and dated happenings, each with all its tellings.

    The same fact told by several articles, in any language, is one line; → marks what was still to come when
    it was written. --lang and --source keep the facts that are told there, with every telling. `contradicts`
    is empty for now.
    """
    from aitui.explorer import facts
    from aitui.store import database

    with database.reading(corpus(db)) as conn:
        view = shown(conn)
        chosen = filters(conn, view, **narrow)
        found = [fact for fact in facts.read(conn, chosen.entity_id, view) if _wanted(fact, chosen)]
        found.sort(key=facts.day_of, reverse=True)
        emit(_records(conn, list(islice(found, limit)), view), form, _FACT)


def _wanted(fact: Fact, chosen: Filters) -> bool:
    from aitui.explorer.facts import day_of
    from aitui.store.uids import source_uid

    source = None if chosen.source is None else source_uid(chosen.source)
    told = any(
        chosen.lang in (None, telling.lang) and source in (None, source_uid(telling.source or ""))
        for telling in fact.tellings
    )
    first = fact.first
    begins = day_of(fact)
    ends = str(first.latest) if first.latest is not None else begins
    since, until = ((day or "").replace("-", "") for day in (chosen.since, chosen.until))
    # A stretch of days counts where any part of it does.
    return told and (not since or ends >= since) and (not until or "" < begins <= until)


def _records(conn: Connection, found: Sequence[Fact], view: VisibleMap) -> Iterator[dict[str, object]]:
    from aitui.store import articles, claims, entities

    for fact in found:
        texts = claims.texts(conn, fact.tellings)
        rows = articles.rows(conn, [telling.article_id for telling in fact.tellings])
        named = entities.rows(conn, fact.first.entities, view)

        def words(
            telling: Telling, span: tuple[int, int] | None, texts: dict[tuple[int, int], str] = texts
        ) -> str:
            text = texts[telling.article_id, telling.number]
            return "" if span is None else text[span[0] - telling.start : span[1] - telling.start]

        first = fact.first
        sentence = texts[first.article_id, first.number]
        yield {
            "uid": claims.uid(conn, first, sentence),
            "text": " ".join(sentence.split()),
            "lang": first.lang,
            "entities": [named[entity].uid for entity in first.entities if entity in named],
            "measure": words(first, first.measure) or None,
            "quantity": None
            if first.unit is None
            else {
                "low": first.low,
                "high": first.high,
                "unit": first.unit,
                "comparator": first.comparator,
                "per": first.per,
                "surface": words(first, first.figure),
            },
            "date": first.edtf,
            "status": first.status,
            "tellings": [
                {
                    "article": rows[telling.article_id].uid,
                    "lang": telling.lang,
                    "start": telling.start,
                    "end": telling.end,
                    "exact": texts[telling.article_id, telling.number],
                    "published": telling.published,
                }
                for telling in fact.tellings
            ],
            "contradicts": [],
        }


def _figure(row: object) -> str:
    return str(row["surface"]) if isinstance(row, dict) else ""


def _tellings(row: object) -> str:
    told = row if isinstance(row, list) else []
    langs = dict.fromkeys(telling["lang"] for telling in told)
    return f"{len(told)} {' '.join(langs)}"


_FACT = [
    Column("DATE", 21, lambda row: row["date"] or "undated", shrinks=True),
    Column("", 1, lambda row: "→" if row["status"] == "forecast" else " "),
    Column("FIGURE", 20, lambda row: _figure(row["quantity"]), shrinks=True),
    Column("TOLD", 8, lambda row: _tellings(row["tellings"])),
    Column("SENTENCE", 0, lambda row: row["text"]),
]
