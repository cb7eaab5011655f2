"""What a person says of facts: one, two, preferred, deprecated; planned first, written with a journal line.

A fact is worked out when it is read, so a mark hangs on claims that tell it (`claim_quotes`) and holds for
whatever they are grouped to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from aitui.errors import StoreError
from aitui.frozen import frozen, replace
from aitui.store import claim_quotes, journal
from aitui.store.database import transaction
from aitui.store.rows import ClaimQuote, FactMark
from aitui.store.runs import now
from aitui.store.uids import random_uid

_COLUMNS = "uid, kind, claim, other, reason, created_at"

# Code points of a fact's sentence that the journal tells.
_TOLD = 40
# Characters of a reason.
LONGEST_REASON = 1000

_OPS = {"preferred": "prefer_fact", "deprecated": "deprecate_fact"}


@frozen
class Plan:
    """What one action adds and drops.

    Attributes:
        op: name of the action in the journal.
        target: what it is done to, in words.
        dropped: uids of marks that no longer hold.
        number: of the line of the journal once it is done, 0 before.
    """

    op: str
    target: str
    added: tuple[FactMark, ...] = ()
    dropped: tuple[str, ...] = ()
    number: int = 0


def live(own: sqlite3.Connection) -> list[FactMark]:
    """Return the marks that hold, in the order in which they were made."""
    rows = own.execute(f"SELECT {_COLUMNS} FROM fact_mark WHERE deleted_at IS NULL ORDER BY seq").fetchall()
    known = claim_quotes.by_uid(own) if rows else {}
    return [
        FactMark(uid, kind, known[claim], None if other is None else known[other], reason, at)
        for uid, kind, claim, other, reason, at in rows
    ]


def record(own: sqlite3.Connection, make: Callable[[Sequence[FactMark]], Plan]) -> Plan:
    """Do what a plan says, with its line in the journal, in one transaction.

    Args:
        make: called with the marks that hold while nobody else can change them; what it raises, nothing is
            written then.
    """
    with transaction(own):
        plan = make(live(own))
        added = []
        for mark in plan.added:
            claim_quotes.keep(own, [mark.claim] if mark.other is None else [mark.claim, mark.other])
            other = mark.other and mark.other.uid
            added.append((mark.uid, mark.kind, mark.claim.uid, other, mark.reason, mark.created_at))
        number = journal.change(own, plan.op, plan.target, _COLUMNS, added, plan.dropped)
    return replace(plan, number=number)


# ------------------------------------------------------------------ plans


def same(
    marks: Sequence[FactMark], one: Sequence[ClaimQuote], other: Sequence[ClaimQuote], reason: str = ""
) -> Plan:
    """Make two facts one.

    Args:
        one, other: the tellings of each, the one that stands for it first.

    Raises:
        StoreError: they are one already.
    """
    if not one or not other or _uids(one) & _uids(other):
        raise StoreError(f"{told(one[0]) if one else 'this'}: one fact already; there is nothing to join")
    return Plan(
        "same_fact", f"{told(one[0])}, {told(other[0])}",
        (_new("same", one[0], other[0], reason),), _between(marks, "different", one, other),
    )  # fmt: skip


def different(
    marks: Sequence[FactMark], one: Sequence[ClaimQuote], other: Sequence[ClaimQuote], reason: str = ""
) -> Plan:
    """Keep two facts apart, or take one telling out of a fact; what they state no longer contradicts.

    Args:
        one, other: the tellings of each, the one that stands for it first.

    Raises:
        StoreError: there is nothing to tell apart, or it was told apart before.
    """
    if not one or not other or one[0].uid == other[0].uid:
        raise StoreError("a fact with one telling cannot be told apart; mark two facts")
    if _between(marks, "different", one[:1], other[:1]):
        raise StoreError(f"{told(one[0])} and {told(other[0])} are two facts already")
    return Plan(
        "different_facts", f"{told(one[0])}, {told(other[0])}",
        (_new("different", one[0], other[0], reason),), _between(marks, "same", one, other),
    )  # fmt: skip


def rank(marks: Sequence[FactMark], kind: str, fact: Sequence[ClaimQuote], reason: str = "") -> Plan:
    """Prefer or deprecate a fact; what was said of it before no longer holds.

    Args:
        kind: `preferred` or `deprecated`.
        fact: its tellings, the one that stands for it first.
    """
    return Plan(_OPS[kind], told(fact[0]), (_new(kind, fact[0], None, reason),), _ranks(marks, fact))


def unrank(marks: Sequence[FactMark], fact: Sequence[ClaimQuote]) -> Plan:
    """Take preference or deprecation off a fact.

    Raises:
        StoreError: it has neither.
    """
    dropped = _ranks(marks, fact)
    if not dropped:
        raise StoreError(f"{told(fact[0])}: neither preferred nor deprecated")
    return Plan("unmark_fact", told(fact[0]), (), dropped)


def withdraw(marks: Sequence[FactMark], uids: Sequence[str]) -> Plan:
    """Let marks no longer hold.

    Args:
        uids: or the beginnings of uids.

    Raises:
        StoreError: one is the uid of none, or the beginning of several.
    """
    chosen: dict[str, FactMark] = {}
    for uid in uids:
        found = [mark for mark in marks if uid and mark.uid.startswith(uid)]
        if len(found) != 1:
            reason = "begins the uid of several" if found else "is the uid of none"
            raise StoreError(f"“{uid}” {reason} of the marks in force; `aitui marks` lists them")
        chosen[found[0].uid] = found[0]
    return Plan("unmark_fact", ", ".join(describe(mark) for mark in chosen.values()), (), tuple(chosen))


# ------------------------------------------------------------------ in words


def told(quote: ClaimQuote) -> str:
    """Return a claim in few words: its figure, else how its sentence begins."""
    figure = " ".join(quote.figure.split())
    words = figure or " ".join(quote.exact.split())
    return f"“{words if len(words) <= _TOLD else words[: _TOLD - 1].rstrip() + '…'}”"


def describe(mark: FactMark) -> str:
    """Return a mark in words."""
    signs = {"same": "=", "different": "≠"}
    if mark.other is not None:
        return f"{told(mark.claim)} {signs[mark.kind]} {told(mark.other)}"
    return f"{told(mark.claim)} {mark.kind}"


# ------------------------------------------------------------------ inside


def _new(kind: str, claim: ClaimQuote, other: ClaimQuote | None, reason: str) -> FactMark:
    reason = " ".join(reason.split())[:LONGEST_REASON]
    return FactMark(random_uid(), kind, claim, other, reason, now())


def _uids(quotes: Sequence[ClaimQuote]) -> set[str]:
    return {quote.uid for quote in quotes}


def _between(
    marks: Sequence[FactMark], kind: str, one: Sequence[ClaimQuote], other: Sequence[ClaimQuote]
) -> tuple[str, ...]:
    """Return the marks of a kind with one end in each of two facts."""
    ours, theirs = _uids(one), _uids(other)
    ends = [(mark, mark.claim.uid, mark.other.uid) for mark in marks if mark.kind == kind and mark.other]
    return tuple(
        mark.uid for mark, a, b in ends if (a in ours and b in theirs) or (a in theirs and b in ours)
    )


def _ranks(marks: Sequence[FactMark], fact: Sequence[ClaimQuote]) -> tuple[str, ...]:
    return tuple(mark.uid for mark in marks if mark.kind in _OPS and mark.claim.uid in _uids(fact))
