"""Full calendar dates and times of day as bylines write them, in many languages.

Only dates of which day, month and year are told; time expressions of running text are another subject.
"""

from __future__ import annotations

import re
from calendar import monthrange
from functools import cache

from aitui.analysis.form import page_cues as cues

# «12º» is folded to «12o».
_DAY_END = r"(?:\.|st|nd|rd|th|o|°|er)?"
_ISO = re.compile(
    r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)"
    r"(?:[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?"
)
_CJK = re.compile(r"(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일号]?")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}}){_DAY_END} ?(?:de |di )?([^\W\d_]{{3,12}})\.?,? ?(?:de |del )?(\d{{4}})(?!\d)"
    r"(?: ?(?:г\.|года|год|р\.|року|roku|r\.))?"
)
_MONTH_FIRST = re.compile(rf"([^\W\d_]{{3,9}})\.? (\d{{1,2}}){_DAY_END},? (\d{{4}})(?!\d)")
_TIME = re.compile(
    r"(?:(?:alle|ore|h|at|um|à|a las|às|в|о|kl\.?|godz\.) ?){0,2}\d{1,2}(?:[:.]\d{2}(?::\d{2})?|h\d{2})(?!\d)"
    r"(?: ?[ap]\.?m\.?)?(?: ?(?:uhr|h|мск|msk|gmt|cet|cest|utc|est|edt|pst|et|ч\.?)(?!\w))?"
    r"(?: ?[+-]\d{1,2}(?::?\d{2})?)?"
)


@cache
def cue_pattern(words: str) -> re.Pattern[str]:
    """Return a pattern of alternatives that end where a word ends."""
    # Han and kana words have no edge to look for.
    return re.compile(rf"(?:{words})(?:(?<=[\u3040-\u9fff])|(?![\w]))")


def month_number(word: str) -> int | None:
    """Return 1..12 for the folded name of a month, in full, inflected or cut; None for another word."""
    for length in range(min(len(word), 6), 2, -1):
        if number := cues.MONTH_STEMS.get(word[:length]):
            return number
    return None


def date_at(folded: str, position: int, lang: str) -> tuple[int, str | None] | None:
    """Read the calendar date that begins at the position.

    Returns:
        Its end and its ISO form, or None where no date begins.  The ISO form is None for a day that no
        calendar has, and for a date such as 03/04/2026 in English, which two halves of the world read
        differently.
    """
    if found := _ISO.match(folded, position):
        return _made(found.end(), found[1], found[3], found[4])
    if found := _CJK.match(folded, position):
        return _made(found.end(), found[1], found[2], found[3])
    if found := _NUMERIC.match(folded, position):
        first, second = int(found[1]), int(found[3])
        if lang == "en" and found[2] == "/":
            if first <= 12 and second <= 12 and first != second:
                return found.end(), None
            if first <= 12:
                first, second = second, first
        return _made(found.end(), found[4], str(second), str(first))
    if (found := _DAY_FIRST.match(folded, position)) and (month := month_number(found[2])):
        return _made(found.end(), found[3], str(month), found[1])
    if (found := _MONTH_FIRST.match(folded, position)) and (month := month_number(found[1])):
        return _made(found.end(), found[3], str(month), found[2])
    return None


def _made(end: int, year: str, month: str, day: str) -> tuple[int, str | None] | None:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31 and 1500 <= int(year) <= 2200):
        return None
    if int(day) > monthrange(int(year), int(month))[1]:
        # «31.02.2026» was meant as a date, but tells none.
        return end, None
    return end, f"{int(year):04}-{int(month):02}-{int(day):02}"


def time_at(folded: str, position: int) -> int | None:
    """Return the end of the time of day or relative day word that begins at the position."""
    if found := cue_pattern(cues.RELATIVE_DAYS).match(folded, position) or _TIME.match(folded, position):
        return found.end()
    return None
