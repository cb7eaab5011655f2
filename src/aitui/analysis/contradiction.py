"""Contradiction: two facts of one subject and one measure whose values cannot both hold.

Most pairs that differ do not contradict each other: they speak of another period, of a part, of a forecast.
Such look-alikes stay silent, each with its reason, so that a reader can see why.  A false alarm costs more
trust than a missed one, so whatever narrows one side and not the other silences the pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from aitui.analysis.facts.values import agree, apart, per, same_happening, value
from aitui.analysis.facts.vocabulary import measures
from aitui.frozen import frozen
from aitui.model import Telling

# Two tellings without a date so many days apart may both be right: the world has moved on.
_SAME_TIME = 30
# A fact is compared with so many others of its subject and measure, the nearest in time.
_NEAR = 40
# Rounding hides at most such a share of a value, whatever its digits say.
_ROUNDED = 0.05
_DAYS_OF_YEAR, _DAYS_OF_MONTH = 360, 28


@frozen
class Conflict:
    """Two tellings whose values cannot both hold; the earlier told first.

    Attributes:
        reason: what both state differently, such as `revenue of 2024 differs by 25 %`.
    """

    one: Telling
    other: Telling
    reason: str


@frozen
class LookAlike:
    """Two tellings that differ and may both be right; the earlier told first.

    Attributes:
        reason: why they may, such as `quarter and year`.
    """

    one: Telling
    other: Telling
    reason: str


def contradictions(
    facts: Sequence[Sequence[Telling]], *, silent: bool = True
) -> tuple[list[Conflict], list[LookAlike]]:
    """Return the conflicts between facts, the largest difference first, and the look-alikes kept silent.

    Args:
        facts: as `corroboration.facts` groups them, each with its tellings.
        silent: whether look-alikes are wanted; without them only facts narrowed by the same are compared.
    """
    conflicts: list[Conflict] = []
    kept: list[LookAlike] = []
    for slot in _slots(facts, narrow=not silent):
        if len(slot) < 2:
            continue
        slot.sort(key=lambda one: (one.day or "", one.article_id, one.number))
        periods = [_period(one, measures()[one.measured or ""].kind) for one in slot]
        for at, other in enumerate(slot):
            there = periods[at]
            for before in range(max(0, at - _NEAR), at):
                here = periods[before]
                if not silent and here and there and (here[0] > there[1] or there[0] > here[1]):
                    continue  # of another period, as most are
                one = slot[before]
                found = compare(one, other)
                if isinstance(found, Conflict):
                    conflicts.append(found)
                elif found is not None and silent:
                    kept.append(found)
    conflicts.sort(key=lambda pair: -apart(pair.one, pair.other))
    return conflicts, kept


def _slots(facts: Sequence[Sequence[Telling]], *, narrow: bool) -> Iterable[list[Telling]]:
    """Return the facts that may contradict each other: of one subject and measure.

    Args:
        narrow: whether they must be narrowed by the same as well.
    """
    slots: dict[tuple[object, ...], list[Telling]] = defaultdict(list)
    # A sentence that gives several values of one thing (a row of a table) does not say which is which.
    values: dict[tuple[object, ...], set[tuple[object, ...]]] = defaultdict(set)
    several = Counter((one.article_id, one.start) for fact in facts for one in fact)
    for fact in facts:
        for one in fact:
            if one.measured is not None and several[one.article_id, one.start] > 1:
                values[_said_of(one)].add((one.low, one.high))
    for fact in facts:
        told = fact[0] if len(fact) == 1 else max(fact, key=_told_in_full)
        if told.measured is None or told.unit is None or not told.entities:
            continue
        if several[told.article_id, told.start] > 1 and len(values[_said_of(told)]) > 1:
            continue
        key: tuple[object, ...] = (*_of(told), told.measured)
        if narrow:
            key += (value(told).unit, per(told), *(q for q in told.qualifiers if q not in ("up", "down")))
        slots[key].append(told)
    return slots.values()


def compare(one: Telling, other: Telling) -> Conflict | LookAlike | None:
    """Return how two tellings of one subject and measure stand to each other; None when they agree.

    Args:
        one, other: of one subject (or the same two sides) and with the same `measured`.
    """
    if (one.article_id, one.start) == (other.article_id, other.start):
        return None
    if agree(one, other) and not _opposite(one, other):
        return None
    reason = _excuse(one, other)
    if reason is not None:
        return LookAlike(one, other, reason)
    of = f" of {one.edtf}" if one.edtf is not None and one.edtf == other.edtf else ""
    what = f"{one.measured or ''}{of}".replace("_", " ")
    if _opposite(one, other):
        return Conflict(one, other, f"{what} went up and went down")
    return Conflict(one, other, f"{what} differs by {apart(one, other):.0%}")


def _of(telling: Telling) -> tuple[object, ...]:
    """Return whom a fact is of: the subject, or both sides where it lies between two."""
    return tuple(q for q in telling.qualifiers if q.startswith("with:")) or telling.entities[:1]


def _said_of(telling: Telling) -> tuple[object, ...]:
    """Return the sentence, and what it gives a value of."""
    return (
        telling.article_id, telling.start, *_of(telling), telling.measured, telling.unit, telling.per,
        telling.qualifiers, telling.edtf,
    )  # fmt: skip


def _told_in_full(telling: Telling) -> tuple[bool, bool, int]:
    return telling.measured is not None, telling.edtf is not None, len(telling.qualifiers)


def _excuse(one: Telling, other: Telling) -> str | None:
    """Return why two different values may both be right; None when they cannot."""
    if value(one).unit != value(other).unit:
        return "another unit"
    if per(one) != per(other):
        return f"per {one.per or 'no unit'} and per {other.per or 'no unit'}"
    if one.status != other.status and not same_happening(one, other):
        return "forecast and result"
    if one.qualifiers != other.qualifiers and not _opposite(one, other):
        return _narrowed(set(one.qualifiers), set(other.qualifiers))
    if agree(one, other, _ROUNDED) and not _opposite(one, other):
        return "rounding"
    if one.status == "forecast" and None not in (one.speaker, other.speaker) and one.speaker != other.speaker:
        return "two forecasts"
    return _another_time(one, other)


def _opposite(one: Telling, other: Telling) -> bool:
    """Tell whether one value rose and the other fell, and nothing else tells them apart."""
    return set(one.qualifiers) ^ set(other.qualifiers) == {"up", "down"}


def _narrowed(one: set[str], other: set[str]) -> str:
    """Return what tells two sets of qualifiers apart, in words."""
    sides = [" ".join(sorted(q.removeprefix("in:") for q in side)) for side in (one - other, other - one)]
    return f"{sides[0]} and {sides[1]}" if all(sides) else f"{''.join(sides)} and in all"


def _another_time(one: Telling, other: Telling) -> str | None:
    """Return how the times differ that two tellings speak of; None when they are the same."""
    kind = measures()[one.measured].kind if one.measured else "stock"
    a, b = _period(one, kind), _period(other, kind)
    if a is not None and b is not None:
        if max(a[0], b[0]) > min(a[1], b[1]):
            return "another period"
        if kind == "flow" and a != b and one.edtf != other.edtf:
            first, second = sorted((_length(a), _length(b)))
            return "overlapping periods" if first == second else f"{first} and {second}"
        return None
    if (a is None) != (b is None):
        dated, undated = (one, other) if a is not None else (other, one)
        return None if _covers(dated, undated, kind) else "one of them is undated"
    return "later update" if kind != "fixed" and _updated(one, other, kind) else None


def _updated(one: Telling, other: Telling, kind: str) -> bool:
    """Tell whether the later telling may tell of a later state; a toll rises from day to day."""
    if one.day is None or other.day is None:
        return False
    apart_by = abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days)
    if apart_by > _SAME_TIME:
        return True
    if not apart_by:
        return False
    if kind == "toll":
        first, second = (one, other) if one.day < other.day else (other, one)
        return (value(second).low or 0.0) >= (value(first).low or 0.0)
    return kind != "flow" and one.source is not None and one.source == other.source


def _covers(dated: Telling, undated: Telling, kind: str) -> bool:
    """Tell whether what was told without a date speaks of the time that another telling names."""
    if kind == "fixed":
        return True
    period = _period(dated, kind)
    if period is None or undated.day is None or kind == "flow":
        return False
    return period[0] <= int(undated.day.replace("-", "")) <= period[1]


def _period(telling: Telling, kind: str) -> tuple[int, int] | None:
    """Return the first and last day that a telling speaks of, as 20250107; None when it does not say.

    A day says nothing of a flow: nobody earns his revenue on the day that it is told on.
    """
    if telling.edtf is None or (telling.earliest is None and telling.latest is None):
        return None
    if kind == "flow" and telling.earliest == telling.latest:
        return None
    return telling.earliest or 0, telling.latest or 99999999


def _length(period: tuple[int, int]) -> str:
    """Return how long a period is, in the word of the calendar that comes nearest."""
    if not period[0] or period[1] == 99999999:
        return "open end"
    first, last = (date(day // 10000, day // 100 % 100, day % 100) for day in period)
    days = (last - first).days + 1
    for length, word in ((700, "years"), (_DAYS_OF_YEAR, "year"), (170, "half"), (85, "quarter")):
        if days >= length:
            return word
    return "month" if days >= _DAYS_OF_MONTH else "day"
