"""Contradiction: two facts of one subject and one measure whose values cannot both hold.

Most pairs that differ do not contradict each other: they speak of another period, of a part, of a forecast.
Such look-alikes stay silent, each with its reason, so that a reader can see why.  A false alarm costs more
trust than a missed one, so whatever narrows one side and not the other silences the pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, inf, log10

from aitui.model import Telling

# Two tellings without a date so many days apart may both be right: the world has moved on.
_SAME_TIME = 30
# A fact is compared with so many others of its subject and measure, the nearest in time.
_NEAR = 60
# "About" leaves so much room; a rounded figure at most so much, whatever its digits say.
_ABOUT, _ROUNDED = 0.1, 0.05
_DAYS_OF_YEAR, _DAYS_OF_MONTH = 360, 28

_Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two tellings whose values cannot both hold; the earlier told first.

    Attributes:
        reason: what both state differently, such as `revenue of 2024 differs by 25 %`.
    """

    one: Telling
    other: Telling
    reason: str


@dataclass(frozen=True, slots=True)
class LookAlike:
    """Two tellings that differ and may both be right; the earlier told first.

    Attributes:
        reason: why they may, such as `quarter and year`.
    """

    one: Telling
    other: Telling
    reason: str


def contradictions(facts: Sequence[Sequence[Telling]]) -> tuple[list[Conflict], list[LookAlike]]:
    """Return the conflicts between facts, the largest difference first, and the look-alikes kept silent.

    Args:
        facts: as `corroboration.facts` groups them, each with its tellings.
    """
    slots: dict[tuple[object, ...], list[Telling]] = defaultdict(list)
    for fact in facts:
        told = max(fact, key=_told_in_full)
        if told.measured is not None and told.unit is not None and told.entities:
            slots[(*_of(told), told.measured)].append(told)
    conflicts: list[Conflict] = []
    silent: list[LookAlike] = []
    for slot in slots.values():
        slot.sort(key=lambda one: (one.day or "", one.article_id, one.number))
        for at, other in enumerate(slot):
            for one in slot[max(0, at - _NEAR) : at]:
                found = compare(one, other)
                if isinstance(found, Conflict):
                    conflicts.append(found)
                elif found is not None:
                    silent.append(found)
    conflicts.sort(key=lambda pair: -_apart(pair.one, pair.other))
    return conflicts, silent


def compare(one: Telling, other: Telling) -> Conflict | LookAlike | None:
    """Return how two tellings of one subject and measure stand to each other; None when they agree.

    Args:
        one, other: of one subject (or the same two sides) and with the same `measured`.
    """
    if (one.article_id, one.start) == (other.article_id, other.start):
        return None
    if _agree(one, other, 0.0) and not _opposite(one, other):
        return None
    reason = _excuse(one, other)
    if reason is not None:
        return LookAlike(one, other, reason)
    of = f" of {one.edtf}" if one.edtf is not None and one.edtf == other.edtf else ""
    what = f"{one.measured or ''}{of}".replace("_", " ")
    if _opposite(one, other):
        return Conflict(one, other, f"{what} went up and went down")
    return Conflict(one, other, f"{what} differs by {_apart(one, other):.0%}")


def _of(telling: Telling) -> tuple[object, ...]:
    """Return whom a fact is of: the subject, or both sides where it lies between two."""
    return tuple(q for q in telling.qualifiers if q.startswith("with:")) or telling.entities[:1]


def _told_in_full(telling: Telling) -> tuple[bool, bool, int]:
    return telling.measured is not None, telling.edtf is not None, len(telling.qualifiers)


def _excuse(one: Telling, other: Telling) -> str | None:
    """Return why two different values may both be right; None when they cannot."""
    if one.unit != other.unit:
        return "another unit"
    if one.per != other.per:
        return f"per {one.per or 'no unit'} and per {other.per or 'no unit'}"
    if one.status != other.status:
        return "forecast and result"
    if one.qualifiers != other.qualifiers and not _opposite(one, other):
        return _narrowed(set(one.qualifiers), set(other.qualifiers))
    if _agree(one, other, _ROUNDED) and not _opposite(one, other):
        return "rounding"
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
    a, b = _period(one), _period(other)
    if a is not None and b is not None:
        if a == b or (one.edtf == other.edtf):
            return None
        if max(a[0], b[0]) > min(a[1], b[1]):
            return "another period"
        lengths = sorted((_length(a), _length(b)))
        return f"{lengths[0]} and {lengths[1]}".replace("day and day", "day and days")
    if (a is None) != (b is None):
        return "one of them is undated"
    if one.day is None or other.day is None:
        return None
    apart = abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days)
    return "later update" if apart > _SAME_TIME else None


def _period(telling: Telling) -> tuple[int, int] | None:
    """Return the first and last day that a telling speaks of, as 20250107; None when it does not say."""
    if telling.edtf is None or (telling.earliest is None and telling.latest is None):
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


# ------------------------------------------------------------------ values


def _agree(one: Telling, other: Telling, rounded: float) -> bool:
    """Tell whether there is a value that both allow."""
    a, b = _bounds(one, rounded), _bounds(other, rounded)
    return max(a[0], b[0]) <= min(a[1], b[1])


def _bounds(telling: Telling, rounded: float) -> _Bounds:
    """Return between which values the true one lies; `rounded` is the most that rounding may hide."""
    low, high = telling.low, telling.high
    room = _ABOUT if telling.comparator == "~" else 0.0
    below = -inf if low is None else low - max(room * abs(low), _rounding(low, rounded))
    above = inf if high is None else high + max(room * abs(high), _rounding(high, rounded))
    if telling.comparator in (">", ">="):
        above = inf
    if telling.comparator in ("<", "<="):
        below = -inf
    return below, above


def _rounding(value: float, most: float) -> float:
    """Return half a unit of the last digit that is not zero, at most a share of the value."""
    if not value or not most:
        return 0.0
    digits = len(f"{abs(value):.10g}".replace(".", "").split("e")[0].strip("0")) or 1
    unit: float = 10.0 ** (floor(log10(abs(value))) - digits + 1)
    return min(unit / 2, most * abs(value))


def _apart(one: Telling, other: Telling) -> float:
    """Return by what part of the larger one two values differ, 0..1."""
    a, b = (abs(t.low if t.low is not None else t.high or 0.0) for t in (one, other))
    return abs(a - b) / max(a, b, 1e-9)
