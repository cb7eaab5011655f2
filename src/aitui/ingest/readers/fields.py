"""The small values that come beside a text: dates, and lines such as a title or a name."""

from __future__ import annotations

import re

_EDTF_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ][0-9:.,+Zz-]*)?)?)?[~?%]?\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")
# C0 but tab and line feed, DEL, C1, marks that turn the direction of what follows, byte order marks: a page
# or feed has no use for them.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# No title or name is longer; what is was made to fill a screen.
_LONGEST = 1_000


def check_date(text: str) -> str | None:
    """Return an EDTF date of a year, month or day (a time of day is cut off), None for anything else."""
    found = _EDTF_DAY.match(text.strip())
    if found is None:
        return None
    year, month, day = found.groups()
    # 21-41 are the seasons, quarters and halves of EDTF.
    if month is not None and not (1 <= int(month) <= 12 or (day is None and 21 <= int(month) <= 41)):
        return None
    if day is not None and not 1 <= int(day) <= _days(int(year), int(month)):
        return None
    mark = text.strip()[-1] if text.strip()[-1] in "~?%" else ""
    return "-".join(part for part in (year, month, day) if part) + mark


def any_date(text: str) -> str | None:
    """Return the day that an ISO date or the date of a mail or feed names, as it was written; None for none.

    A time zone is left as it is: the day is that of the place where it was published.
    """
    text = " ".join(text.split())
    if found := check_date(text):
        return found
    # Loads as much as all the rest of a small command.
    from email.utils import parsedate_tz

    parts = parsedate_tz(text)
    if parts is None or parts[0] < 1000:
        return None
    return check_date(f"{parts[0]:04}-{parts[1]:02}-{parts[2]:02}")


def one_line(text: object) -> str | None:
    """Return a title or name from outside on one line, without control characters; None for an empty one."""
    if not isinstance(text, str):
        return None
    return " ".join(_CONTROLS.sub(" ", whole(text)).split())[:_LONGEST].strip() or None


def plain(text: str) -> str:
    """Return a text that was drawn out of a page or feed without control characters, line ends as `\\n`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n")
    return _CONTROLS.sub("", whole(text)).strip()


def whole(text: str) -> str:
    """Return a text with halves of characters as U+FFFD: JSON can spell them, files cannot."""
    return _SURROGATE.sub("\ufffd", text)


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31
