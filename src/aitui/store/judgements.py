"""Judgements: the user's last word on entities.  Planned without a file, written with a line of the journal.

A plan is made from the judgements that hold, the automatic joins of the corpus before them
(`VisibleMap.held`), and says what would be added and dropped, so that a preview, a dry run and the thing
itself cannot differ.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import get_args

from aitui.errors import StoreError
from aitui.frozen import frozen, replace
from aitui.model import EntityType
from aitui.store import journal
from aitui.store.clusters import Clusters, components, held
from aitui.store.database import transaction
from aitui.store.rows import Judgement
from aitui.store.runs import now
from aitui.store.uids import random_uid
from aitui.text.fold import key

_COLUMNS = """uid, kind, entity, other, value, form, article_uid, version_uid, start, "end", exact, spelling,
    origin, created_at"""

# Code points of a name: more are a passage.
LONGEST_FORM = 200

TYPES: tuple[str, ...] = get_args(EntityType)


@frozen
class Place:
    """One mention: article and version by uid, the range and its words."""

    article: str
    version: str
    start: int
    end: int
    exact: str


@frozen
class Plan:
    """What one action adds and drops.

    Attributes:
        op: name of the action in the journal.
        target: what it is done to, in words.
        added: new judgements.
        dropped: uids of judgements that no longer hold.
        number: of the line of the journal once it is done, 0 before.
    """

    op: str
    target: str
    added: tuple[Judgement, ...] = ()
    dropped: tuple[str, ...] = ()
    number: int = 0


def live(conn: sqlite3.Connection) -> list[Judgement]:
    """Return the judgements that hold, in the order in which they were made."""
    sql = f"SELECT {_COLUMNS}, seq FROM judgement WHERE deleted_at IS NULL ORDER BY seq"
    return [Judgement(*row) for row in conn.execute(sql)]


def record(
    conn: sqlite3.Connection,
    make: Callable[[Sequence[Judgement]], Plan],
    automatic: Sequence[Judgement] = (),
) -> Plan:
    """Do what a plan says, with its line in the journal, in one transaction.

    Args:
        make: called with the judgements that hold while nobody else can change them; what it raises, nothing
            is written then.
        automatic: the joins that the corpus makes by itself, the surest first.
    """
    with transaction(conn):
        plan = make(held(automatic, live(conn)))
        added = [
            (
                j.uid, j.kind, j.entity, j.other, j.value, j.form, j.article, j.version, j.start, j.end,
                j.exact, j.spelling, j.origin, j.created_at,
            )
            for j in plan.added
        ]  # fmt: skip
        number = journal.change(conn, plan.op, plan.target, _COLUMNS, added, plan.dropped)
    return replace(plan, number=number)


def take_back(conn: sqlite3.Connection, number: int) -> str:
    """Take back one action by its number, exactly, however long ago; return what it was.

    It is an action of its own, so `undo` takes it back in turn.

    Raises:
        StoreError: there is no such action, something later has changed what it did, or what would hold then
            contradicts itself.
    """
    with transaction(conn):
        what = journal.revert(conn, number)
        held = live(conn)
        clusters = Clusters(held)
        for j in held:
            if j.kind == "different" and j.other in clusters.of(j.entity):
                raise StoreError(
                    f"{number} ({what}): {j.entity} and {j.other} would be one and not the same; they were "
                    f"judged on {j.created_at[:10]}: first `aitui judgements --withdraw {j.uid}`"
                )
    return what


def applied(judgements: Sequence[Judgement], plan: Plan) -> list[Judgement]:
    """Return the live judgements as they would be after a plan."""
    last = max((j.seq for j in judgements), default=0)
    kept = [j for j in judgements if j.uid not in plan.dropped]
    return kept + [j._replace(seq=last + at) for at, j in enumerate(plan.added, 1)]


# ------------------------------------------------------------------ plans


def merge(judgements: Sequence[Judgement], slugs: Sequence[str]) -> Plan:
    """Make entities one.

    Raises:
        StoreError: two of them, or of what they are one with, were judged not the same; or they are one.
    """
    clusters = Clusters(judgements)
    heads: dict[frozenset[str], str] = {}
    for slug in slugs:
        heads.setdefault(clusters.of(slug), slug)
    if len(heads) < 2:
        raise StoreError(f"{', '.join(slugs)}: one entity already; there is nothing to merge")
    everything = frozenset[str]().union(*heads)
    for j in judgements:
        if j.kind == "different" and j.entity in everything and j.other in everything:
            raise StoreError(
                f"{j.entity} and {j.other} were judged not the same on {j.created_at[:10]}; first: "
                f"aitui judgements --withdraw {j.uid}"
            )
    first, *others = heads.values()
    added = tuple(_new("same", first, other=slug) for slug in others)
    doubts = (
        j.uid for j in judgements if j.kind == "unsure" and j.entity in everything and j.other in everything
    )
    return Plan("merge", ", ".join([first, *others]), added, tuple(doubts))


def different(judgements: Sequence[Judgement], one: str, other: str) -> Plan:
    """Keep two entities apart for good, also where a corpus has joined them by itself.

    Raises:
        StoreError: a person has made them one, or has judged so before.
    """
    if one == other:
        raise StoreError(f"{one}: an entity cannot differ from itself; name two")
    merged = Clusters([j for j in judgements if not j.automatic])
    if other in merged.of(one):
        joined = _joining(judgements, one, other)
        raise StoreError(
            f"{one} and {other} were merged on {joined.created_at[:10]}; split them first: "
            f"aitui split {one} {other}"
        )
    clusters = Clusters(judgements)
    together = other in clusters.of(one)
    ours, theirs = (merged if together else clusters).of(one), (merged if together else clusters).of(other)
    for j in judgements:
        if j.kind == "different" and _between(j, ours, theirs):
            raise StoreError(
                f"{j.entity} and {j.other} were judged not the same on {j.created_at[:10]} already"
            )
    doubts = (j.uid for j in judgements if j.kind == "unsure" and _between(j, ours, theirs))
    return Plan("different", f"{one}, {other}", (_new("different", one, other=other),), tuple(doubts))


def unsure(judgements: Sequence[Judgement], one: str, other: str) -> Plan:
    """Put a pair aside: it is asked about no more, and neither joined nor kept apart.

    Raises:
        StoreError: something was decided about them before.
    """
    ours, theirs = Clusters(judgements).of(one), Clusters(judgements).of(other)
    if one == other or other in ours:
        raise StoreError(f"{one} and {other} are one entity already")
    for j in judgements:
        if j.kind in ("different", "unsure") and _between(j, ours, theirs):
            raise StoreError(f"{j.entity} and {j.other} were judged on {j.created_at[:10]} already")
    return Plan("unsure", f"{one}, {other}", (_new("unsure", one, other=other),))


def split(judgements: Sequence[Judgement], one: str, member: str) -> Plan:
    """Take an entity out of what it was merged into; the rest stays together.

    A judgement that they are not the same is left, or the pair would be proposed again.

    Raises:
        StoreError: they are not merged.
    """
    cluster = Clusters(judgements).of(one)
    if one == member or member not in cluster:
        raise StoreError(f"{one} and {member} are not merged; there is nothing to split")
    edges = [j for j in judgements if j.kind == "same" and j.entity in cluster]
    cut = [j for j in edges if member in (j.entity, j.other)]
    kept = [(j.entity, j.other) for j in edges if j not in cut and j.other]
    far = {one, *(_end(j, member) for j in cut if j.automatic)}
    parts = components(kept)
    heads = dict.fromkeys(min(parts.get(slug, {slug})) for slug in sorted(cluster - {member}))
    first, *others = heads
    added = [_new("same", first, other=slug) for slug in others]
    return Plan(
        "split", f"{one}, {member}",
        (*added, *(_new("different", slug, other=member) for slug in sorted(far))),
        tuple(j.uid for j in cut if not j.automatic),
    )  # fmt: skip


def dissolve(judgements: Sequence[Judgement], one: str) -> Plan:
    """Take apart everything that was merged into an entity.

    Raises:
        StoreError: nothing was.
    """
    cluster = Clusters(judgements).of(one)
    if len(cluster) < 2:
        raise StoreError(f"{one}: nothing is merged into it; there is nothing to take apart")
    edges = [j for j in judgements if j.kind == "same" and j.entity in cluster and j.other]
    apart = {(one, slug) for slug in cluster - {one}}
    # The corpus would join by itself what is left of it.
    apart |= {
        (min(j.entity, end), max(j.entity, end))
        for j in edges
        if j.automatic and one not in (j.entity, end := j.other or "")
    }
    added = tuple(_new("different", left, other=right) for left, right in sorted(apart))
    return Plan("split", one, added, tuple(j.uid for j in edges if not j.automatic))


def not_mention(
    judgements: Sequence[Judgement],
    slug: str,
    form: str,
    *,
    article: str | None = None,
    place: Place | None = None,
) -> Plan:
    """Say that a form, or one place, speaks not of an entity: nor of what it is one with.

    Args:
        slug: the entity.
        form: the spelling.
        article: uid; only in this article.
        place: only this mention.
    """
    added = tuple(_at("not_mention", member, form, article, place) for member in _members(judgements, slug))
    return Plan("not_mention", f"“{_shown(form)}”, {slug}", added)


def reassign(
    judgements: Sequence[Judgement],
    slug: str,
    to: str,
    form: str,
    *,
    name: str | None = None,
    article: str | None = None,
    place: Place | None = None,
) -> Plan:
    """Give a form, or one place, of an entity to another one.

    Args:
        to: slug of the other one.
        name: of the other one, in case it is new.

    Raises:
        StoreError: the two are one.
    """
    members = _members(judgements, slug)
    if to in members:
        raise StoreError(f"{slug} and {to} are one entity; name another one to move “{_shown(form)}” to")
    added = tuple(_at("reassign", member, form, article, place, to, name) for member in members)
    return Plan("reassign", f"“{_shown(form)}” to {to}", added)


def alias(
    judgements: Sequence[Judgement], form: str, slug: str, name: str | None = None, *, cased: bool = False
) -> Plan:
    """Say that a form is a name of an entity, wherever it stands, whether it was found or not.

    Args:
        name: of the entity, in case it is new.
        cased: where the form has capitals they count: a party «Яблоко» is not every «яблоко».

    Raises:
        StoreError: it is no word, too long, or was given to this entity before.
    """
    folded = key(form)
    if not any(char.isalnum() for char in folded):
        raise StoreError(f"“{_shown(form)}” is no name: it has neither a letter nor a digit")
    if len(folded) > LONGEST_FORM:
        raise StoreError(f"“{_shown(form)[:40]} …” is too long for a name: {LONGEST_FORM} characters at most")
    before = [j for j in judgements if j.kind == "alias" and j.form == folded]
    if any(j.entity == slug for j in before):
        raise StoreError(f"“{_shown(form)}” is an alias of {slug} already")
    spelling = _shown(form) if cased and any(char.isupper() for char in form) else None
    made = _new("alias", slug, form=folded, value=name)._replace(spelling=spelling)
    return Plan("alias", f"“{_shown(form)}”, {slug}", (made,), tuple(j.uid for j in before))


def new_entity(judgements: Sequence[Judgement], form: str, slug: str, name: str, kind: str) -> Plan:
    """Make an entity of a form, wherever it stands, whether it was found as another or not at all.

    Args:
        slug: of no other entity.

    Raises:
        StoreError: the form or the name is no word, or there is no such type.
    """
    name = " ".join(name.split()) or _shown(form)
    given = alias(judgements, form, slug, name, cased=True)
    typed = retype(judgements, slug, kind)
    return Plan("new", f"{name} ({slug})", given.added + typed.added, given.dropped + typed.dropped)


def aliases(
    judgements: Sequence[Judgement],
    given: Iterable[tuple[str, str, str | None]],
    origin: str | None = None,
) -> Plan:
    """Give many forms at once, as one action; those given before are passed over.

    Args:
        given: form, slug, name in case the entity is new.
        origin: name of the list that they come from.
    """
    total = Plan("alias", "")
    now_live = list(judgements)
    for form, slug, name in given:
        if any(j.kind == "alias" and (j.form, j.entity) == (key(form), slug) for j in now_live):
            continue
        plan = alias(now_live, form, slug, name)
        now_live = applied(now_live, plan)
        total = replace(total, added=total.added + plan.added, dropped=total.dropped + plan.dropped)
    made = {j.uid for j in total.added}
    # A form given twice in one list: the later one holds, the earlier never was.
    added = tuple(j._replace(origin=origin) for j in total.added if j.uid not in total.dropped)
    dropped = tuple(uid for uid in total.dropped if uid not in made)
    return Plan("alias", f"list of {len(added)}", added, dropped)


def rename(judgements: Sequence[Judgement], slug: str, name: str) -> Plan:
    """Call an entity by a name of the user's choice.

    Raises:
        StoreError: nothing of the name can be read.
    """
    name = " ".join(name.split())
    if not any(char.isalnum() for char in name):
        raise StoreError(f"“{name}” is no name: it has neither a letter nor a digit")
    return _told(judgements, "name", slug, name)


def retype(judgements: Sequence[Judgement], slug: str, kind: str) -> Plan:
    """Say of which type an entity is.

    Raises:
        StoreError: there is no such type.
    """
    if kind not in TYPES:
        raise StoreError(f"“{_shown(kind)}” is no type; the types are {', '.join(TYPES)}")
    return _told(judgements, "type", slug, kind)


def withdraw(judgements: Sequence[Judgement], uids: Sequence[str]) -> Plan:
    """Let judgements no longer hold.

    Raises:
        StoreError: one of them is not in force, or the beginning of several uids.
    """
    chosen: dict[str, Judgement] = {}
    for uid in uids:
        found = [j for j in judgements if uid and j.uid.startswith(uid)]
        if len(found) != 1:
            reason = "begins the uid of several" if found else "is the uid of none"
            raise StoreError(f"“{uid}” {reason} of the judgements in force; `aitui judgements` lists them")
        chosen[found[0].uid] = found[0]
    target = ", ".join(describe(j) for j in chosen.values())
    return Plan("withdraw", target, (), tuple(chosen))


def together(judgements: Sequence[Judgement], slug: str) -> frozenset[str]:
    """Return the entities that are one with this one, itself among them."""
    return Clusters(judgements).of(slug)


def free_slug(judgements: Sequence[Judgement], slug: str, source: str) -> str:
    """Return the slug for what is taken out of an entity: another than any of what that is one with."""
    members = Clusters(judgements).of(source)
    wanted = slug or "entity"
    numbers = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, len(members) + 2))
    return next(free for free in numbers if free not in members)


def describe(judgement: Judgement) -> str:
    """Return a judgement in words."""
    j = judgement
    form = f"“{j.spelling or j.form}”"
    where = "everywhere" if j.article is None else f"in article {j.article}"
    if j.start is not None:
        where = f"at {j.article}:{j.start}"
    match j.kind:
        case "same":
            return f"{j.entity} = {j.other}"
        case "different":
            return f"{j.entity} ≠ {j.other}"
        case "unsure":
            return f"{j.entity} ? {j.other}"
        case "not_mention":
            return f"{form} is not {j.entity} {where}"
        case "reassign":
            return f"{form} is not {j.entity} but {j.other} {where}"
        case "alias":
            return f"{form} is {j.entity}"
        case _:
            return f"{j.kind} of {j.entity} is {j.value}"


def _new(
    kind: str,
    entity: str,
    *,
    other: str | None = None,
    value: str | None = None,
    form: str | None = None,
) -> Judgement:
    return Judgement(random_uid(), kind, entity, other, value, form, created_at=now())


def _at(
    kind: str,
    entity: str,
    form: str,
    article: str | None,
    place: Place | None,
    other: str | None = None,
    value: str | None = None,
) -> Judgement:
    made = _new(kind, entity, other=other, value=value, form=key(form))
    if place is None:
        return made._replace(article=article)
    return made._replace(
        article=place.article,
        version=place.version,
        start=place.start,
        end=place.end,
        exact=place.exact,
    )


def _told(judgements: Sequence[Judgement], kind: str, slug: str, value: str) -> Plan:
    before = tuple(j.uid for j in judgements if j.kind == kind and j.entity == slug)
    return Plan(kind, slug, (_new(kind, slug, value=value),), before)


def _members(judgements: Sequence[Judgement], slug: str) -> list[str]:
    return sorted(Clusters(judgements).of(slug))


def _end(j: Judgement, slug: str) -> str:
    """Return the other end of an edge."""
    return j.other if j.entity == slug and j.other else j.entity


def _between(j: Judgement, ours: frozenset[str], theirs: frozenset[str]) -> bool:
    return (j.entity in ours and j.other in theirs) or (j.entity in theirs and j.other in ours)


def _joining(judgements: Sequence[Judgement], one: str, other: str) -> Judgement:
    """Return a person's edge between two of a cluster, else the last one."""
    cluster = Clusters(judgements).of(one)
    edges = [j for j in judgements if j.kind == "same" and j.entity in cluster and not j.automatic]
    direct = [j for j in edges if {j.entity, j.other} == {one, other}]
    return (direct or edges)[-1]


def _shown(text: str) -> str:
    return " ".join(text.split())
