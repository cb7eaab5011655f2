"""`aitui judge one-fact`, `two-facts`, `prefer`, `deprecate` and `aitui marks`: the last word on facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import click

from aitui.cli.bench import dry_option
from aitui.cli.options import (
    corpus,
    db_option,
    fact_marks,
    format_options,
    limit_option,
    own_workspace,
    shown,
)
from aitui.cli.output import Column, emit
from aitui.errors import StoreError
from aitui.text.clean import clean_line

if TYPE_CHECKING:
    from aitui.explorer.facts import Fact
    from aitui.model import Telling
    from aitui.store.database import Connection
    from aitui.store.fact_marks import Plan
    from aitui.store.rows import ClaimQuote, FactMark

# Claims whose uids are worked out at once.
_PAGE = 500

Quotes = Sequence["ClaimQuote"]

reason_option = click.option("--reason", metavar="TEXT", default="", help="Why; kept with it.")


@click.command("one-fact")
@click.argument("one", metavar="FACT")
@click.argument("other", metavar="FACT")
@reason_option
@dry_option
@db_option
@format_options
def one_fact_command(
    one: str, other: str, reason: str, dry_run: bool, db: str | None, form: str | None
) -> None:
    """Say that two facts are one.  FACT is a uid that `aitui facts` tells, or the beginning of one."""
    from aitui.store import fact_marks

    _judge((one, other), lambda now, a, b: fact_marks.same(now, a, b, reason), dry_run, db, form)


@click.command("two-facts")
@click.argument("one", metavar="FACT")
@click.argument("other", metavar="FACT")
@reason_option
@dry_option
@db_option
@format_options
def two_facts_command(
    one: str, other: str, reason: str, dry_run: bool, db: str | None, form: str | None
) -> None:
    """Keep two facts apart: they are never one, and do not contradict each other.

    Of two tellings of one fact (their uids stand in `tellings` of `aitui facts --json`) the first is taken
    out of it.
    """
    from aitui.store import fact_marks

    _judge((one, other), lambda now, a, b: fact_marks.different(now, a, b, reason), dry_run, db, form)


@click.command("prefer")
@click.argument("fact", metavar="FACT")
@reason_option
@dry_option
@db_option
@format_options
def prefer_command(fact: str, reason: str, dry_run: bool, db: str | None, form: str | None) -> None:
    """Prefer a fact: what contradicts it is settled."""
    from aitui.store import fact_marks

    _judge((fact,), lambda now, a, _: fact_marks.rank(now, "preferred", a, reason), dry_run, db, form)


@click.command("deprecate")
@click.argument("fact", metavar="FACT")
@reason_option
@dry_option
@db_option
@format_options
def deprecate_command(fact: str, reason: str, dry_run: bool, db: str | None, form: str | None) -> None:
    """Deprecate a fact: it stands last, and what contradicts it is settled."""
    from aitui.store import fact_marks

    _judge((fact,), lambda now, a, _: fact_marks.rank(now, "deprecated", a, reason), dry_run, db, form)


@click.command("marks")
@click.option("--withdraw", metavar="UID", multiple=True, help="Let this mark no longer hold.")
@limit_option
@format_options
def marks_command(withdraw: tuple[str, ...], limit: int | None, form: str | None) -> None:
    """List what you say of facts, oldest first, or withdraw some of it."""
    from aitui.store import fact_marks as marks

    if withdraw:
        with own_workspace() as own:
            plan = marks.record(own, lambda now: marks.withdraw(now, withdraw))
        click.echo(clean_line(f"aitui undo {plan.number} takes it back"), err=True)
        click.echo(clean_line(f"withdrawn: {plan.target}"))
        return
    emit(islice(_records(fact_marks()), limit), form, _MARK)


def _judge(
    uids: Sequence[str],
    make: Callable[[Sequence[FactMark], Quotes, Quotes], Plan],
    dry_run: bool,
    db: str | None,
    form: str | None,
) -> None:
    """Plan a mark on one or two facts and do it, unless it is only to be shown."""
    from aitui.explorer import facts
    from aitui.store import claim_quotes, database
    from aitui.store import fact_marks as marks

    path = corpus(db)
    with database.reading(path) as conn:
        found = facts.find(conn, (), shown(conn), marks=fact_marks()).facts
        tellings = _tellings(conn, found, uids)
        quotes = [claim_quotes.quotes(conn, told, str(path)) for told in tellings]
    one, other = quotes[0], quotes[-1]
    if dry_run:
        plan = make(fact_marks(), one, other)
    else:
        with own_workspace() as own:
            plan = marks.record(own, lambda now: make(now, one, other))
        click.echo(f"aitui undo {plan.number} takes it back", err=True)
    emit(_records(plan.added), form, _MARK)


def _tellings(conn: Connection, found: Sequence[Fact], uids: Sequence[str]) -> list[list[Telling]]:
    """Return the tellings of the facts that uids name, the named one first.

    Two uids of one fact name two tellings of it: the first by itself, and the others.

    Raises:
        StoreError: a uid is that of none, or the beginning of several.
    """
    from aitui.explorer.facts import key_of
    from aitui.store import claims

    every = [(fact, telling) for fact in found for telling in fact.tellings]
    named: dict[str, list[tuple[Fact, Telling]]] = {uid: [] for uid in uids}
    for start in range(0, len(every), _PAGE):
        page = every[start : start + _PAGE]
        texts = claims.texts(conn, [telling for _, telling in page])
        for fact, telling in page:
            uid = claims.uid(conn, telling, texts[key_of(telling)])
            for wanted in uids:
                if wanted and uid.startswith(wanted):
                    named[wanted].append((fact, telling))
    for uid, places in named.items():
        if len(places) != 1:
            reason = "begins the uids of several facts" if places else "is the uid of no fact"
            raise StoreError(f"“{uid}” {reason}; `aitui facts --json` lists them")
    chosen = [named[uid][0] for uid in uids]
    if len(chosen) == 2 and chosen[0][0] is chosen[1][0]:
        fact, first = chosen[0]
        return [[first], [chosen[1][1], *(one for one in fact.tellings if one not in (first, chosen[1][1]))]]
    return [[first, *(one for one in fact.tellings if one is not first)] for fact, first in chosen]


def _records(marks: Iterable[FactMark]) -> Iterator[dict[str, object]]:
    from aitui.store.fact_marks import describe

    for mark in marks:
        yield {
            "uid": mark.uid,
            "created_at": mark.created_at,
            "kind": mark.kind,
            "reason": mark.reason or None,
            "claim": _quote(mark.claim),
            "other": None if mark.other is None else _quote(mark.other),
            "text": describe(mark),
        }


def _quote(quote: ClaimQuote) -> dict[str, object]:
    return {
        "article": quote.article,
        "version": quote.version,
        "start": quote.start,
        "end": quote.end,
        "exact": quote.exact,
        "figure": quote.figure or None,
        "lang": quote.lang,
        "source": quote.source,
        "published": quote.published,
    }


_MARK = [
    Column("MADE", 10, lambda row: str(row["created_at"])[:10]),
    Column("UID", 16, lambda row: row["uid"]),
    Column("MARK", 40, lambda row: row["text"], shrinks=True),
    Column("REASON", 0, lambda row: row["reason"] or ""),
]
