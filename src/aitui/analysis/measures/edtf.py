"""EDTF (ISO 8601-2) to its first and last day.

Only what news needs is read: years, months, days, unspecified digits (`199X`, `XXXX-01-19`), seasons
21-24, quarters 33-36, halves 40-41, intervals with open ends, and the marks `~ ? %`, which do not move
the ends: how far "about" reaches is a judgement that the text does not make.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

Bounds = tuple[date | None, date | None]

# Code -> (first month, last month); winter runs into the next year.
_PARTS: dict[int, tuple[int, int]] = {
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    24: (12, 14),
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    40: (1, 6),
    41: (7, 12),
}
_DATE = re.compile(r"(\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?")
_DURATION = re.compile(r"P(?=\d)(?:[\d.]+Y)?(?:[\d.]+M)?(?:[\d.]+W)?(?:[\d.]+D)?")


def month_end(year: int, month: int) -> date:
    """Return the last day of a month; months above 12 run into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def is_duration(value: str) -> bool:
    """Tell whether the value is an ISO 8601 duration of days or more (`P5Y`)."""
    return _DURATION.fullmatch(value) is not None


@lru_cache(maxsize=1 << 13)
def bounds(value: str) -> Bounds:
    """Return the first and the last day of an EDTF value.

    Args:
        value: EDTF text; a duration or a day of an unspecified year has no place in time.

    Returns:
        Two days; None for an open or unknown end.

    Raises:
        ValueError: the text is no EDTF that we read, or no date of the calendar.
    """
    text = re.sub(r"[~?%]", "", value.strip())
    if is_duration(text.split("/", 1)[0]):  # also "three to five years", P3Y/P5Y
        return None, None
    if "/" in text:
        left, right = text.split("/", 1)
        first = None if left in ("", "..") else bounds(left)[0]
        last = None if right in ("", "..") else bounds(right)[1]
        if first and last and first > last:
            raise ValueError(f"{value}: the interval ends before it begins")
        return first, last
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(f"{value}: not an EDTF date")
    year, month, day = found[1], int(found[2] or 0), int(found[3] or 0)
    if "X" in year:
        if year == "XXXX":
            date(2000, min(month, 12) or 1, day or 1)  # a leap year: refuses 30 February only
            return None, None
        if month:
            raise ValueError(f"{value}: a month of an unknown year")
        return date(int(year.replace("X", "0")) or 1, 1, 1), date(int(year.replace("X", "9")), 12, 31)
    number = int(year)
    if day:
        return date(number, month, day), date(number, month, day)
    if not month:
        return date(number, 1, 1), date(number, 12, 31)
    if month > 12 and month not in _PARTS:
        raise ValueError(f"{value}: {month} is no month, season, quarter or half")
    first_month, last_month = _PARTS.get(month, (month, month))
    return date(number, first_month, 1), month_end(number, last_month)


def iso_bounds(value: str) -> tuple[str | None, str | None]:
    """Return `bounds` as ISO days, for a `Timex` and for columns of the store."""
    first, last = bounds(value)
    return first.isoformat() if first else None, last.isoformat() if last else None


def interval(first: date, last: date) -> str:
    """Return the shortest EDTF for a stretch of whole days: a year, a month, a day or an interval."""
    if first == last:
        return first.isoformat()
    whole_months = first.day == 1 and last == month_end(last.year, last.month)
    if whole_months and first.month == 1 and last.month == 12:
        return _pair(f"{first.year:04d}", f"{last.year:04d}")
    if whole_months:
        return _pair(f"{first.year:04d}-{first.month:02d}", f"{last.year:04d}-{last.month:02d}")
    return f"{first.isoformat()}/{last.isoformat()}"


def _pair(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"
