"""Facts: what the texts state, each told once with all its tellings, as a person's marks have them.

Nothing is kept of the grouping: it is worked out from the claims and the marks when it is asked for, so that
another judgement or another text never leaves a stale one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from aitui.errors import StoppedError
from aitui.explorer import told_again
from aitui.frozen import NamedTuple, frozen, replace
from aitui.model import Telling
from aitui.store import articles, claim_quotes, claims, copies, entities
from aitui.store.claim_quotes import Key
from aitui.store.database import Connection, consistent
from aitui.store.rows import ClaimFilter, FactMark
from aitui.store.visible import RAW, VisibleMap

# Sentences that are kept while claims are compared.
_KEPT = 2_000
# So many claims are taken between two looks at whether they are still wanted.
_AT_ONCE = 200

Groups = list[list[Telling]]


@frozen
class Fact:
    """What one or more articles tell.

    Attributes:
        tellings: the first published first, undated ones before all others.
        sources: how many outlets tell it; an article of none counts as one.
        languages: how many it is told in.
        origins: how many tell it by themselves; copies of one text and those who name one source count once.
        rank: `preferred` or `deprecated` where a person said so, else empty.
        reason: what the person gave for it.
        disputed: with how many other facts it cannot both hold, those that a person settled left out.
    """

    tellings: tuple[Telling, ...]
    sources: int
    languages: int
    origins: int
    rank: str = ""
    reason: str = ""
    disputed: int = 0

    @property
    def first(self) -> Telling:
        """The telling that stands for the fact."""
        return self.tellings[0]


@frozen
class Dispute:
    """Two facts that cannot both hold.

    Attributes:
        one, other: the facts; `left` and `right` their tellings that were compared.
        reason: what both state differently.
        settled: whether a person has preferred or deprecated one of the two.
    """

    one: Fact
    other: Fact
    left: Telling
    right: Telling
    reason: str

    @property
    def settled(self) -> bool:
        return bool(self.one.rank or self.other.rank)


class Found(NamedTuple):
    """What was read: facts in no order that means anything, disputes with the largest difference first.

    Attributes:
        groups: the facts as the texts have them, before any mark.
        names: canonical names of the entities in them, by id.
        read: how many claims were read, `of` how many there are.
        rest: where older ones begin that were not read (`ClaimFilter.before`); None where there are none.
    """

    facts: list[Fact]
    disputes: list[Dispute]
    groups: Groups
    names: dict[int, str]
    read: int = 0
    of: int = 0
    rest: tuple[str, int] | None = None


NOTHING = Found([], [], [], {})


def key_of(telling: Telling) -> Key:
    """Return what a telling is known by in a corpus."""
    return telling.article_id, telling.number


def day_of(fact: Fact) -> str:
    """Return the first day of what a fact tells, else of when it was told, as 20250107; empty if unknown."""
    told = fact.first
    return str(told.earliest or told.latest or (told.day or "").replace("-", ""))


def measure_of(telling: Telling) -> str:
    """Return what is measured and what narrows it, in words of no language; empty where it is not known."""
    if telling.measured is None:
        return ""
    narrowed = (one.partition(":")[2] or one for one in telling.qualifiers)
    return " ".join((telling.measured, *narrowed)).replace("_", " ")


# ------------------------------------------------------------------ reading


def read(
    connection: Connection,
    entity_id: int | None = None,
    view: VisibleMap = RAW,
    limit: int = -1,
    marks: Sequence[FactMark] = (),
) -> list[Fact]:
    """Return the facts about an entity, or all, in no order that means anything.

    Args:
        limit: of how many of the newest claims.
        marks: what a person says of facts.
    """
    return find(connection, () if entity_id is None else (entity_id,), view, limit, marks).facts


@consistent
def find(
    connection: Connection,
    about: Sequence[int] = (),
    view: VisibleMap = RAW,
    limit: int = -1,
    marks: Sequence[FactMark] = (),
    stale: Callable[[], bool] = lambda: False,
    narrow: ClaimFilter = claims.ANY,
) -> Found:
    """Return the facts about entities, and which of them cannot both hold.

    Args:
        about: ids; only facts that name all of them, none for all facts.
        limit: of how many of the newest claims.
        marks: what a person says of facts.
        stale: asked now and then; once it says so the work is given up.
        narrow: of which claims.

    Raises:
        StoppedError: it was given up.
    """
    by = _rarest(connection, about, view)
    found = claims.tellings(connection, by, view, limit + 1 if limit >= 0 else -1, narrow)
    rest = None
    if 0 <= limit < len(found):
        # The last article may have been cut in two: it is read with the older ones.
        last = found[0].article_id
        whole = [telling for telling in found if telling.article_id != last]
        found = whole or found
        first = found[0].article_id
        rest = (articles.published_sort(connection, first), first)
    read = number = len(found)
    if rest is not None or narrow.before is not None:
        number = claims.count(connection, by, view, narrow._replace(before=None))
    found = [telling for telling in found if set(about) <= set(telling.entities)]
    groups = _grouped(connection, found, view, stale)
    # A statement without figure measures nothing, and is read of the newest articles alone.
    if narrow._replace(unmeasured=False, since=None, until=None) == claims.ANY:
        again = told_again.read(connection, about, view, stale)
        groups += [group for group in again if any(_within(telling, narrow) for telling in group)]
    named = {entity for group in groups for telling in group for entity in telling.entities}
    names = {row.id: row.name for row in entities.rows(connection, list(named), view).values()}
    return marked(connection, Found([], [], groups, names, read, number, rest), marks)


def _within(telling: Telling, narrow: ClaimFilter) -> bool:
    """Tell whether a statement without date came out within the days of a filter."""
    day = int((telling.day or "0").replace("-", ""))
    return (narrow.since is None or day >= narrow.since) and (narrow.until is None or 0 < day <= narrow.until)


def _grouped(
    connection: Connection, found: Sequence[Telling], view: VisibleMap, stale: Callable[[], bool]
) -> Groups:
    """Return claims, oldest first, grouped to facts."""
    # Only here: what starts the explorer has no need of it.
    from aitui.analysis import corroboration

    @lru_cache(maxsize=_KEPT)
    def words(telling: Telling) -> frozenset[str]:
        text = claims.texts(connection, [telling])[key_of(telling)]
        return corroboration.content(text, telling.lang)

    named = {entity for telling in found for entity in telling.entities}
    return corroboration.facts(_watched(found, stale), entities.types(connection, named, view), words)


@consistent
def disputes(connection: Connection, view: VisibleMap = RAW, marks: Sequence[FactMark] = ()) -> list[Dispute]:
    """Return what cannot both hold in a whole corpus, of any size: it is read a batch of subjects at a time.

    Each of a pair has the tellings that have its subject first.
    """
    from aitui.analysis import contradiction

    found: dict[frozenset[Key], Dispute] = {}
    for batch in claims.differing(connection, view):
        groups = _grouped(connection, batch, view, lambda: False)
        conflicts = contradiction.contradictions(groups, silent=False)[0]
        told = {key_of(one) for conflict in conflicts for one in (conflict.one, conflict.other)}
        groups = [group for group in groups if not told.isdisjoint(map(key_of, group))]
        for dispute in marked(connection, Found([], [], groups, {}), marks).disputes:
            pair = frozenset((key_of(dispute.one.first), key_of(dispute.other.first)))
            found.setdefault(pair, dispute)
    return list(found.values())


def _rarest(connection: Connection, about: Sequence[int], view: VisibleMap) -> int | None:
    """Return the entity that claims about several are read by: the others are looked for among its own."""
    if len(about) < 2:
        return about[0] if about else None
    rows = entities.rows(connection, about, view)
    return min(about, key=lambda one: rows[one].mentions if one in rows else 0)


def tellings(
    connection: Connection,
    about: Sequence[int],
    view: VisibleMap = RAW,
    limit: int = -1,
    narrow: ClaimFilter = claims.ANY,
) -> list[Telling]:
    """Return the newest claims that name all of some entities, oldest first."""
    found = claims.tellings(connection, _rarest(connection, about, view), view, limit, narrow)
    return [telling for telling in found if set(about) <= set(telling.entities)]


def single(told: Sequence[Telling]) -> list[Fact]:
    """Return each claim as a fact of its own: what can be shown before they are grouped."""
    return [Fact((telling,), 1, 1, 1) for telling in told]


def _watched(found: Iterable[Telling], stale: Callable[[], bool]) -> Iterator[Telling]:
    for at, telling in enumerate(found):
        if at % _AT_ONCE == 0 and stale():
            raise StoppedError("Stopped.")
        yield telling


# ------------------------------------------------------------------ marks and disputes


def marked(connection: Connection, read: Found, marks: Sequence[FactMark]) -> Found:
    """Return facts as a person's marks have them: joined, told apart, preferred, deprecated."""
    from aitui.analysis import contradiction, corroboration

    ends = [mark.claim for mark in marks] + [mark.other for mark in marks if mark.other is not None]
    told = {key_of(telling) for group in read.groups for telling in group}
    places = claim_quotes.find(connection, ends, told)
    groups = regrouped(read.groups, marks, places)
    ranks = {
        places[mark.claim.uid]: (mark.kind, mark.reason)
        for mark in marks
        if mark.other is None and mark.claim.uid in places
    }

    @lru_cache(maxsize=_KEPT)
    def said(telling: Telling) -> frozenset[str]:
        return corroboration.shingles(claims.texts(connection, [telling])[key_of(telling)])

    several = {telling.article_id for group in groups if len(group) > 1 for telling in group}
    copied = copies.groups(connection, sorted(several))
    facts = [_fact(group, ranks, corroboration.origins(group, said, copied)) for group in groups]
    at = {key_of(telling): number for number, fact in enumerate(facts) for telling in fact.tellings}
    apart = {
        frozenset(at[places[quote.uid]] for quote in pair if places.get(quote.uid) in at)
        for mark in marks
        if mark.kind == "different" and mark.other is not None
        for pair in [(mark.claim, mark.other)]
    }
    # One dispute a pair of facts, the largest difference of it, however many of their tellings were compared.
    pairs: dict[frozenset[int], tuple[int, int, contradiction.Conflict]] = {}
    for conflict in contradiction.contradictions(groups, silent=False)[0]:
        one, other = at[key_of(conflict.one)], at[key_of(conflict.other)]
        if one != other and frozenset((one, other)) not in apart:
            pairs.setdefault(frozenset((one, other)), (one, other, conflict))
    disputed: dict[int, int] = defaultdict(int)
    for a, b, _ in pairs.values():
        if not facts[a].rank and not facts[b].rank:
            disputed[a] += 1
            disputed[b] += 1
    for number, count in disputed.items():
        facts[number] = replace(facts[number], disputed=count)
    disputes = [
        Dispute(facts[a], facts[b], found.one, found.other, found.reason) for a, b, found in pairs.values()
    ]
    return read._replace(facts=facts, disputes=disputes)


def regrouped(groups: Groups, marks: Iterable[FactMark], places: Mapping[str, Key]) -> Groups:
    """Return facts joined and told apart as marks say, the later of two that contradict each other last.

    Args:
        groups: tellings of each fact, in order.
        places: by uid of a quote, the claim that it speaks of; a mark on one that is not there says nothing.
    """
    pairs = [
        (mark.kind, places[mark.claim.uid], places[mark.other.uid])
        for mark in marks
        if mark.other is not None and mark.claim.uid in places and mark.other.uid in places
    ]
    if not pairs:
        return groups
    parts: list[list[Telling]] = [list(group) for group in groups]
    of = {key_of(telling): number for number, part in enumerate(parts) for telling in part}
    for kind, one, other in pairs:
        if one not in of or other not in of:
            continue
        a, b = of[one], of[other]
        if kind == "different" and a == b:
            taken = [telling for telling in parts[a] if key_of(telling) == one]
            parts[a] = [telling for telling in parts[a] if key_of(telling) != one]
            of[one] = len(parts)
            parts.append(taken)
        elif kind == "same" and a != b:
            for telling in parts[b]:
                of[key_of(telling)] = a
            parts[a] = sorted(parts[a] + parts[b], key=lambda one: (one.day or "", *key_of(one)))
            parts[b] = []
    return [part for part in parts if part]


def _fact(group: Sequence[Telling], ranks: Mapping[Key, tuple[str, str]], origins: int) -> Fact:
    sources = {telling.source or f"\0{telling.article_id}" for telling in group}
    languages = {telling.lang for telling in group}
    rank, reason = next((ranks[key] for key in map(key_of, group) if key in ranks), ("", ""))
    return Fact(tuple(group), len(sources), len(languages), origins, rank, reason)
