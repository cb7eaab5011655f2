"""`aitui facts`: what is stated in figures or dated, each once with all its tellings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

import click

from aitui.cli.options import (
    corpus,
    db_option,
    fact_marks,
    filter_options,
    filters,
    format_options,
    limit_option,
    shown,
)
from aitui.cli.output import Column, emit
from aitui.errors import UsageError
from aitui.text.clean import clean_line

if TYPE_CHECKING:
    from aitui.explorer.facts import Dispute, Fact, Found
    from aitui.model import Telling
    from aitui.store.database import Connection
    from aitui.store.rows import ClaimFilter, Filters
    from aitui.store.visible import VisibleMap

# So many claims are compared at most, the newest: more would not fit into the memory of a small machine.
_MOST = 200_000
# Article and number of a claim.
_Place = tuple[int, int]


@click.command("facts")
@db_option
@filter_options(dates="dated (what has no date: published)")
@limit_option
@click.option("--measure", metavar="NAME", help="Only what is measured so, such as revenue, price or share.")
@click.option(
    "--before",
    metavar="DATE",
    help="Only what came out before that date, or has no date, such as what was left out for its age.",
)
@click.option("--contradicted", is_flag=True, help="Only facts that another one contradicts.")
@format_options
def facts_command(
    db: str | None,
    limit: int | None,
    form: str | None,
    measure: str | None,
    before: str | None,
    contradicted: bool,
    **narrow: str | None,
) -> None:
    """List facts, newest date first: stated figures and dated happenings, each with all its tellings.

    The same fact told by several articles, in any language, is one line; → marks what was still to come when
    it was written, ! what another fact contradicts. --lang and --source keep the facts that are told there,
    with every telling. `contradicts` gives the uids of the facts that cannot hold beside it. What you judged
    of facts (in the explorer, or by `aitui judge one-fact` and the like) counts; `rank` tells what you prefer
    (★) or deprecate (✗).

    Of more than 200,000 statements the newest are compared, and a line on stderr says so; --before lists
    those before them. --contradicted without --entity and --before compares
    all, however many there are.

    `quantity` tells `low` and `high` (one of them null for an open bound), `unit`, `comparator`, `per` (what
    it is counted against, such as year), `change` (`from` or `to` for the ends of a change, `by` for its
    size) and `direction` (up, down).
    """
    from aitui.explorer import facts
    from aitui.store import database

    measured = None if measure is None else _measure(measure)
    with database.reading(corpus(db)) as conn:
        view = shown(conn)
        chosen = filters(conn, view, **narrow)
        if contradicted and chosen.entity_id is None and before is None:
            read = _all_disputes(facts.disputes(conn, view, fact_marks()))
        else:
            about = () if chosen.entity_id is None else (chosen.entity_id,)
            kept = _claims(chosen, measured, before)
            read = facts.find(conn, about, view, _MOST, fact_marks(), narrow=kept)
        if read.rest is not None:
            click.echo(_left_out(read), err=True)
        against = _contradicted(read)
        found = [
            fact
            for fact in read.facts
            if _wanted(fact, chosen)
            and measured in (None, fact.first.measured)
            and (not contradicted or _place(fact.first) in against)
        ]
        found.sort(key=facts.day_of, reverse=True)
        emit(_records(conn, list(islice(found, limit)), view, against), form, _FACT)


def _claims(chosen: Filters, measured: str | None, before: str | None) -> ClaimFilter:
    """Return which claims are read: all that a fact which is wanted may be told by.

    A telling may be dated up to a year off the first one, by a year where that has a day, and need not say
    what it measures.
    """
    from aitui.cli.options import days
    from aitui.store.rows import ClaimFilter

    since, until = (
        None if day is None else int(day.replace("-", "")) + years * 10_000
        for day, years in ((chosen.since, -1), (chosen.until, 1))
    )
    first = None if before is None else days("--before", before)[0]
    return ClaimFilter(measured, True, since=since, until=until, before=None if first is None else (first, 0))


def _all_disputes(found: Sequence[Dispute]) -> Found:
    """Return disputes with the facts in them, each once."""
    from aitui.explorer.facts import NOTHING

    told = {_place(fact.first): fact for one in found for fact in (one.one, one.other)}
    return NOTHING._replace(facts=list(told.values()), disputes=list(found))


def _left_out(read: Found) -> str:
    """Return the line that says how many claims were not compared, and how to see them."""
    # The day itself again: of its articles some may be left.
    day = read.rest[0] if read.rest is not None else ""
    after = f"{date.fromisoformat(day) + timedelta(days=1)}" if day else ""
    rest = f"; --before {after} lists those before them" if day else ""
    return clean_line(f"aitui: the newest {read.read:,} of {read.of:,} statements were compared{rest}")


def _measure(name: str) -> str:
    """Return the measure that `--measure` names.

    Raises:
        UsageError: there is none of that name.
    """
    from aitui.analysis.facts.vocabulary import measures

    wanted = name.casefold().replace(" ", "_").replace("-", "_")
    if wanted not in measures():
        raise UsageError(f"--measure: “{name}” is none of {', '.join(sorted(measures()))}")
    return wanted


def _contradicted(read: Found) -> Mapping[_Place, list[Telling]]:
    """Return what contradicts each fact: by its first telling the first ones of the others."""
    against: dict[_Place, list[Telling]] = {}
    for dispute in read.disputes:
        for one, other in ((dispute.one, dispute.other), (dispute.other, dispute.one)):
            against.setdefault(_place(one.first), []).append(other.first)
    return against


def _place(telling: Telling) -> _Place:
    return telling.article_id, telling.number


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


def _records(
    conn: Connection, found: Sequence[Fact], view: VisibleMap, against: Mapping[_Place, Sequence[Telling]]
) -> Iterator[dict[str, object]]:
    from aitui.store import articles, claims, entities

    for fact in found:
        others = against.get(_place(fact.first), ())
        texts = claims.texts(conn, [*fact.tellings, *others])
        rows = articles.rows(conn, [telling.article_id for telling in fact.tellings])
        named = entities.rows(conn, fact.first.entities, view)

        def words(
            telling: Telling, span: tuple[int, int] | None, texts: dict[tuple[int, int], str] = texts
        ) -> str:
            text = texts[_place(telling)]
            return "" if span is None else text[span[0] - telling.start : span[1] - telling.start]

        first = fact.first
        sentence = texts[_place(first)]
        yield {
            "uid": claims.uid(conn, first, sentence),
            "text": " ".join(sentence.split()),
            "lang": first.lang,
            "entities": [named[entity].uid for entity in first.entities if entity in named],
            "measure": first.measured,
            "quantity": None
            if first.unit is None
            else {
                "low": first.low,
                "high": first.high,
                "unit": first.unit,
                "comparator": first.comparator,
                "per": first.per,
                "change": first.change,
                "direction": first.direction,
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
                    "exact": texts[_place(telling)],
                    "published": telling.published,
                    "uid": claims.uid(conn, telling, texts[_place(telling)]),
                }
                for telling in fact.tellings
            ],
            "contradicts": [claims.uid(conn, one, texts[_place(one)]) for one in others],
            "sources": fact.sources,
            "origins": fact.origins,
            "qualifiers": list(first.qualifiers),
            "measure_text": words(first, first.measure) or None,
            "attribution": words(first, first.said) or None,
            "rank": fact.rank or None,
            "reason": fact.reason or None,
        }


def _marks(row: Mapping[str, object]) -> str:
    ranked = {"preferred": "★", "deprecated": "✗"}.get(str(row["rank"]), "!" if row["contradicts"] else "")
    return ("→" if row["status"] == "forecast" else " ") + ranked


def _figure(row: object) -> str:
    return str(row["surface"]) if isinstance(row, dict) else ""


def _tellings(row: object) -> str:
    told = row if isinstance(row, list) else []
    langs = dict.fromkeys(telling["lang"] for telling in told)
    return f"{len(told)} {' '.join(langs)}"


_FACT = [
    Column("DATE", 21, lambda row: row["date"] or "undated", shrinks=True),
    Column("", 2, _marks),
    Column("MEASURE", 12, lambda row: str(row["measure"] or "").replace("_", " "), shrinks=True),
    Column("FIGURE", 20, lambda row: _figure(row["quantity"]), shrinks=True),
    Column("TOLD", 8, lambda row: _tellings(row["tellings"])),
    Column("SENTENCE", 0, lambda row: row["text"]),
]
