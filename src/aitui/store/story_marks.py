"""What a person says of stories: which articles tell one happening, which do not, and what is put aside.

A story is what marks of the kind `same` connect; planned first, written with one line of the journal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from aitui.errors import StoreError
from aitui.frozen import NamedTuple, frozen
from aitui.store import journal, workspace
from aitui.store.clusters import components
from aitui.store.database import transaction
from aitui.store.runs import now
from aitui.store.uids import random_uid

_COLUMNS = "uid, kind, article, other, created_at"


class StoryMark(NamedTuple):
    """One mark of a pair of articles, by uid, the smaller one first; `kind` is same, different or unsure."""

    uid: str
    kind: str
    article: str
    other: str
    created_at: str


@frozen
class Plan:
    """What one action adds and drops.

    Attributes:
        op: name of the action in the journal.
        target: what it is done to, in words.
        dropped: uids of marks that no longer hold.
    """

    op: str
    target: str
    added: tuple[StoryMark, ...] = ()
    dropped: tuple[str, ...] = ()


def live(own: sqlite3.Connection) -> list[StoryMark]:
    """Return the marks that hold, in the order in which they were made."""
    sql = f"SELECT {_COLUMNS} FROM story_mark WHERE deleted_at IS NULL ORDER BY seq"
    return [StoryMark(*row) for row in own.execute(sql)]


def accepted(marks: Iterable[StoryMark]) -> list[tuple[str, ...]]:
    """Return the stories that a person accepted: the uids of their articles, sorted."""
    parts = components((mark.article, mark.other) for mark in marks if mark.kind == "same")
    return sorted({tuple(sorted(part)) for part in parts.values()})


def left() -> list[tuple[str, ...]]:
    """Return what was accepted, without making the workspace or bringing it up to date."""
    return workspace.left(lambda own: accepted(live(own)), [])


def record(own: sqlite3.Connection, make: Callable[[Sequence[StoryMark]], Plan]) -> Plan:
    """Do what a plan says, with its line in the journal, in one transaction.

    Args:
        own: the workspace.
        make: called with the marks that hold while nobody else can change them; what it raises, nothing is
            written then.
    """
    with transaction(own):
        plan = make(live(own))
        journal.change(own, plan.op, plan.target, _COLUMNS, plan.added, plan.dropped)
    return plan


# ------------------------------------------------------------------ plans


def same(marks: Sequence[StoryMark], articles: Sequence[str], target: str) -> Plan:
    """Make one story of articles, and of the stories that they are in.

    Args:
        marks: those that hold.
        articles: uids.
        target: the story in words.

    Raises:
        StoreError: they are one story already, or fewer than two.
    """
    of = {uid: story for story in accepted(marks) for uid in story}
    parts = list(dict.fromkeys(of.get(uid, (uid,)) for uid in articles))
    if len(parts) < 2:
        raise StoreError(f"{target}: one story already; there is nothing to join")
    whole = {uid for part in parts for uid in part}
    added = tuple(_new("same", parts[0][0], part[0]) for part in parts[1:])
    return Plan("same_story", target, added, _inside(marks, whole, ("different", "unsure")))


def different(marks: Sequence[StoryMark], one: Sequence[str], rest: Sequence[str], target: str) -> Plan:
    """Say that some articles do not tell what others tell; each side stays as it is.

    Args:
        marks: those that hold.
        one, rest: uids.
        target: in words, what is told apart.

    Raises:
        StoreError: there is nothing to tell apart, or it was told apart before.
    """
    ours, theirs = set(one), set(rest) - set(one)
    if not ours or not theirs:
        raise StoreError(f"{target}: one article is no story; there is nothing to tell apart")
    known = {(mark.article, mark.other) for mark in marks if mark.kind == "different"}
    wanted = [tuple(sorted((x, y))) for x in sorted(ours) for y in sorted(theirs)]
    between = [mark for mark in marks if _joins(mark, ours, theirs)]
    cut = [mark.uid for mark in between if mark.kind in ("same", "unsure")]
    if not cut and known.issuperset(wanted):
        raise StoreError(f"{target}: these were told apart before")
    added = [_new("different", *pair) for pair in wanted if pair not in known]
    # What a mark across has held together on one side stays together.
    left = [mark for mark in marks if mark.uid not in cut]
    for side in (ours, theirs):
        for story in accepted(marks):
            kept = [uid for uid in story if uid in side]
            parts = {tuple(part) for part in accepted(left) for uid in kept if uid in part}
            alone = [(uid,) for uid in kept if not any(uid in part for part in parts)]
            heads = sorted([part[0] for part in (*parts, *alone)])
            added += [_new("same", heads[0], other) for other in heads[1:]]
    return Plan("different_stories", target, tuple(added), tuple(cut))


def apart(marks: Sequence[StoryMark], articles: Sequence[str], target: str) -> Plan:
    """Say that no two of some articles tell one happening.

    Raises:
        StoreError: it was said before.
    """
    uids = sorted(set(articles))
    known = {(mark.article, mark.other) for mark in marks if mark.kind == "different"}
    wanted = [(one, other) for at, one in enumerate(uids) for other in uids[at + 1 :]]
    added = tuple(_new("different", *pair) for pair in wanted if pair not in known)
    dropped = _inside(marks, set(uids), ("same", "unsure"))
    if not added and not dropped:
        raise StoreError(f"{target}: these were told apart before")
    return Plan("different_stories", target, added, dropped)


def unsure(marks: Sequence[StoryMark], articles: Sequence[str], target: str) -> Plan:
    """Put a suggested story aside.

    Raises:
        StoreError: it was put aside before.
    """
    first, *others = sorted(set(articles))
    known = {(mark.article, mark.other) for mark in marks if mark.kind == "unsure"}
    added = tuple(_new("unsure", first, other) for other in others if (first, other) not in known)
    if not added:
        raise StoreError(f"{target}: put aside before")
    return Plan("unsure_story", target, added)


# ------------------------------------------------------------------ inside


def _new(kind: str, one: str, other: str) -> StoryMark:
    first, second = sorted((one, other))
    return StoryMark(random_uid(), kind, first, second, now())


def _inside(marks: Iterable[StoryMark], uids: set[str], kinds: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        mark.uid for mark in marks if mark.kind in kinds and mark.article in uids and mark.other in uids
    )


def _joins(mark: StoryMark, ours: set[str], theirs: set[str]) -> bool:
    return (mark.article in ours and mark.other in theirs) or (mark.article in theirs and mark.other in ours)
