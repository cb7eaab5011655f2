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


def _month(number: int) -> tuple[int, int]:
    """Return the year and the month of a day, the nearest that the calendar has."""
    return min(max(number // 10000, 1), 9999), min(max(number // 100 % 100, 1), 12)


def as_date(number: int) -> date:
    """Return a day as a date; what the calendar does not have is the nearest that it has."""
    year, month = _month(number)
    return date(year, month, min(max(number % 100, 1), monthrange(year, month)[1]))


def as_number(day: date) -> int:
    """Return a date as a number."""
    return day.year * 10000 + day.month * 100 + day.day


def first_day(number: int, level: str) -> int:
    """Return the first day of the period that a day lies in; 0, for what has no date, is a period too."""
    if not number:
        return 0
    # A long timeline asks for very many days: numbers are worked out sooner than dates.
    year, month = _month(number)
    match level:
        case "decade":
            return max(1, year // 10 * 10) * 10000 + 101
        case "year":
            return year * 10000 + 101
        case "quarter":
            return year * 10000 + ((month - 1) // 3 * 3 + 1) * 100 + 1
        case "month":
            return year * 10000 + month * 100 + 1
        case "week":
            return _monday(number)
    return number if _plain(number) else as_number(as_date(number))


def _plain(number: int) -> bool:
    """Tell whether a day is one that every month has."""
    return 10000 < number < 99991232 and 0 < number // 100 % 100 < 13 and 0 < number % 100 < 29


@lru_cache(maxsize=1 << 12)
def _monday(number: int) -> int:
    day = as_date(number)
    return as_number(date.fromordinal(max(1, day.toordinal() - day.weekday())))


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
