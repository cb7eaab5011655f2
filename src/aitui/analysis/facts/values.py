"""Values of two tellings made comparable: one unit of a kind, bounds, and what rounding may hide."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from math import floor, inf, log10
from typing import NamedTuple

from aitui.analysis.facts.vocabulary import measures
from aitui.model import Telling

# Unit -> the unit of its kind that values are compared in, and how many of it one is.
_BASE = {
    "MW": ("GW", 0.001),
    "PFLOPS": ("TFLOPS", 1000.0),
    "GB": ("TB", 0.001),
    "month": ("year", 1 / 12),
    "week": ("day", 7.0),
    "minute": ("hour", 1 / 60),
}
# Days in which a happening is told as what will be and as what has been.
_NEWS = 3
_TIMES = frozenset(("hour", "day", "week", "month", "quarter", "year"))
# "About", and a part told in words («около трети»), leave so much room.
_ABOUT = 0.1
_IN_WORDS = 0.04


class Value(NamedTuple):
    """The value of a telling.

    Attributes:
        low, high: as of `Quantity`.
        unit: the common one of its kind.
        told: False where the number was told in words of another unit («треть» for percent).
    """

    low: float | None
    high: float | None
    unit: str | None
    told: bool


def value(telling: Telling) -> Value:
    """Return the value of a telling in the common unit of its kind: «треть» of a share is 33.3 percent."""
    unit, factor = _common(telling.unit, telling.measured)
    if factor == 1.0:
        return Value(telling.low, telling.high, unit, True)
    low, high = (None if v is None else v * factor for v in (telling.low, telling.high))
    return Value(low, high, unit, unit != "percent")


@cache
def _common(unit: str | None, measured: str | None) -> tuple[str | None, float]:
    if unit == "ratio" and measured is not None and measures()[measured].native == "percent":
        return "percent", 100.0
    return _BASE.get(unit or "", (unit, 1.0))


def per(telling: Telling) -> str | None:
    """Return what a value is counted against; no time where a measure is known: its qualifiers tell it."""
    return None if telling.measured is not None and telling.per in _TIMES else telling.per


def bounds(telling: Telling, rounded: float = 0.0) -> tuple[float, float]:
    """Return between which values the true one lies.

    Args:
        rounded: the share of a value that rounding may hide at most, whatever its digits say.
    """
    low, high, _, told = value(telling)
    room = _ABOUT if telling.comparator == "~" else 0.0 if told else _IN_WORDS
    below = -inf if low is None else low - max(room * abs(low), _rounding(low, rounded))
    above = inf if high is None else high + max(room * abs(high), _rounding(high, rounded))
    if telling.comparator in (">", ">="):
        above = inf
    if telling.comparator in ("<", "<="):
        below = -inf
    return below, above


def agree(one: Telling, other: Telling, rounded: float = 0.0) -> bool:
    """Tell whether there is a value that both allow."""
    a, b = bounds(one, rounded), bounds(other, rounded)
    return max(a[0], b[0]) <= min(a[1], b[1])


def apart(one: Telling, other: Telling) -> float:
    """Return by what part of the larger one two values differ, 0..1."""
    a, b = (abs(v.low if v.low is not None else v.high or 0.0) for v in (value(one), value(other)))
    return abs(a - b) / max(a, b, 1e-9)


@lru_cache(maxsize=1 << 15)
def digits(number: float) -> int:
    """Return the number of significant digits."""
    return len(f"{abs(number):.10g}".replace(".", "").split("e")[0].strip("0")) or 1


def _rounding(number: float, most: float) -> float:
    """Return half a unit of the last digit that is not zero, at most a share of the value."""
    if not number or not most:
        return 0.0
    unit: float = 10.0 ** (floor(log10(abs(number))) - digits(number) + 1)
    return min(unit / 2, most * abs(number))


def same_happening(one: Telling, other: Telling) -> bool:
    """Tell whether two tellings of one deal, round or cut differ in tense only: "will buy" and "bought".

    That holds for what happens at once, or is told without its time, and while it is news.
    """
    if one.day is None or other.day is None:
        return False
    kinds = {measures()[name].kind for name in (one.measured, other.measured) if name is not None}
    at_once = kinds == {"event"} or (kinds == {"flow"} and one.edtf is None and other.edtf is None)
    return at_once and abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days) <= _NEWS
