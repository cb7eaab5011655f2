"""Periods of the calendar, from a decade to a day, over days as numbers: 20250107."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

# From coarse to fine.
LEVELS = ("decade", "year", "quarter", "month", "week", "day")

# The grain (`store.timeline.GRAINS`) of a date that still falls into one period of a level, as a rule.
_GRAIN = {"day": 0, "week": 1, "month": 2, "quarter": 3, "year": 4, "decade": 5}


def fits(grain: int, level: str) -> bool:
    """Tell whether a date is exact enough to be counted in one period of a level."""
    return grain <= _GRAIN[level]


def as_date(number: int) -> date:
    """Return a day as a date; what the calendar does not have is the nearest that it has."""
    year, month = min(max(number // 10000, 1), 9999), min(max(number // 100 % 100, 1), 12)
    return date(year, month, min(max(number % 100, 1), monthrange(year, month)[1]))


def as_number(day: date) -> int:
    """Return a date as a number."""
    return day.year * 10000 + day.month * 100 + day.day


# A long timeline asks for the same days over and over.
@lru_cache(maxsize=1 << 16)
def first_day(number: int, level: str) -> int:
    """Return the first day of the period that a day lies in; 0, for what has no date, is a period too."""
    if not number:
        return 0
    day = as_date(number)
    match level:
        case "decade":
            day = date(max(1, day.year // 10 * 10), 1, 1)
        case "year":
            day = date(day.year, 1, 1)
        case "quarter":
            day = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        case "month":
            day = day.replace(day=1)
        case "week":
            day = date.fromordinal(max(1, day.toordinal() - day.weekday()))
    return as_number(day)


def last_day(number: int, level: str) -> int:
    """Return the last day of the period that a day lies in."""
    if not number:
        return 0
    first = as_date(first_day(number, level))
    match level:
        case "decade":
            return as_number(date(first.year // 10 * 10 + 9, 12, 31))
        case "year":
            return as_number(date(first.year, 12, 31))
        case "quarter":
            return as_number(date(first.year, first.month + 2, monthrange(first.year, first.month + 2)[1]))
        case "month":
            return as_number(first.replace(day=monthrange(first.year, first.month)[1]))
        case "week":
            return as_number(first + timedelta(6)) if first < date(9999, 12, 25) else 99991231
    return number


def ordinal(number: int, level: str) -> int:
    """Return the number of a period, so that neighbours differ by one."""
    day = as_date(first_day(number, level))
    match level:
        case "decade":
            return day.year // 10
        case "year":
            return day.year
        case "quarter":
            return day.year * 4 + (day.month - 1) // 3
        case "month":
            return day.year * 12 + day.month - 1
        case "week":
            return (day.toordinal() - 1) // 7
    return day.toordinal()


def name(number: int, level: str) -> str:
    """Return what people call the period that a day lies in: `2020s`, `2025-Q1`, `2025-W03`."""
    if not number:
        return "undated"
    day = as_date(number)
    match level:
        case "decade":
            return f"{day.year // 10 * 10}s"
        case "year":
            return f"{day.year:04}"
        case "quarter":
            return f"{day.year:04}-Q{(day.month - 1) // 3 + 1}"
        case "month":
            return f"{day.year:04}-{day.month:02}"
        case "week":
            year, week, _ = day.isocalendar()
            return f"{year:04}-W{week:02}"
    return day.isoformat()
