"""The parts of a calendar expression, and the date that they make with what the text leans on.

A phrase leans on the publication date, or on the date just told; where it needs one that is not there, it
makes no date.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from aitui.analysis.measures import edtf
from aitui.analysis.measures.lexicon import Lexicon, Token
from aitui.analysis.measures.tense import FORECAST, PAST, UNKNOWN, hangs_on, tense
from aitui.model import Sentence


@dataclass(slots=True)
class Parts:
    """The parts of a calendar expression."""

    weekday: int | None = None
    days: list[int] = field(default_factory=list)
    month: int | None = None
    year: int | None = None
    shift: int | None = None  # years from the anchor
    told_shift: int | None = None  # years from the date just told
    season: int | None = None
    part: tuple[str, int] | None = None  # ("q", 3): the third quarter
    edge: str | None = None
    fresh: bool = False  # a year by its own right, not filled in from elsewhere


@dataclass(slots=True)
class Context:
    """What a phrase may lean on."""

    folded: str
    text: str
    lang: str
    lex: Lexicon
    sentences: Sequence[Sentence]
    starts: list[int]
    anchor: edtf.Bounds
    told: tuple[int, date, date] | None = None  # sentence, first and last day of the date just told
    lead: Token | None = None  # "from" or "between" before the phrase just read

    @property
    def day(self) -> date | None:
        """The day of publication, None when it is known less exactly."""
        first, last = self.anchor
        return first if first is not None and first == last else None

    @property
    def year(self) -> int | None:
        """The year of publication."""
        first, last = self.anchor
        return first.year if first and last and first.year == last.year else None

    @property
    def month(self) -> date | None:
        """The first day of the month of publication."""
        first, last = self.anchor
        if first and last and (first.year, first.month) == (last.year, last.month):
            return first.replace(day=1)
        return None

    def sentence(self, start: int) -> int:
        """Return the index of the sentence that holds a place, -1 when none does."""
        found = bisect_right(self.starts, start) - 1
        if found >= 0 and start < self.sentences[found].end:
            return found
        return -1

    def tense(self, start: int, end: int) -> str:
        """Return the tense around a place of the text."""
        found = self.sentence(start)
        if found < 0:
            return UNKNOWN
        sentence = self.sentences[found]
        return tense(self.folded, sentence.start, sentence.end, self.lang, start, end)

    def leans_on_more(self, link: Token) -> bool:
        """Tell whether what a preposition counts from stands behind it: "three days after Easter"."""
        word = self.folded[link.start : link.end]
        behind = self.folded[link.end : link.end + 2]
        return (
            word in self.lex.options.get("later_at_end", "").split()
            and behind[:1] == " "
            and behind[1:].isalnum()
        )

    def goes_on(self, word: str) -> bool:
        """Tell whether a word goes on with the sentence, and is no noun that hangs on the word before it."""
        if self.lang == "ru":
            return not hangs_on(word)
        return tense(word + " .", 0, len(word), self.lang, len(word) + 1, len(word) + 2) == PAST

    def near(self, start: int) -> tuple[date, date] | None:
        """Return the date told in the same sentence or in the one before."""
        if self.told is None:
            return None
        here = self.sentence(start)
        if here >= 0 and 0 <= here - self.told[0] <= 1:
            return self.told[1], self.told[2]
        return None


@dataclass(slots=True)
class Reading:
    """What a rule made of its tokens: value, kind, and which tokens are the phrase itself."""

    value: str
    kind: str
    first: int = 0
    last: int | None = None
    told: bool = True
    direction: str = UNKNOWN


# A phrase that is understood to be a time, but not which: its parts must not be read as other times.
REFUSED = Reading("", "refused")


def skip(toks: Sequence[Token], symbols: str) -> int:
    """Return how many leading tokens are prepositions and articles, which stay outside the span."""
    count = 0
    while count < len(toks) - 1 and toks[count].symbol in symbols:
        count += 1
    return count


def amount(toks: Sequence[Token]) -> tuple[float, float] | None:
    """Return the smaller and the larger number told by tokens («трёх или пяти» is 3 and 5)."""
    numbers: list[float] = []
    joined = False
    for token in toks:
        if token.symbol in "nNwu":
            if numbers and joined and token.symbol == "w" and numbers[-1] >= 20 and token.value < 10:
                numbers[-1] += token.value
            else:
                numbers.append(token.value or 1.0)
            joined = token.symbol == "w"
        elif token.symbol in "OA" or (token.symbol == "z" and not joined):
            joined = token.symbol == "A" and token.detail == "and" and joined
    if not numbers:
        return None
    return numbers[0], numbers[-1]


def unit_token(toks: Sequence[Token]) -> Token | None:
    """Return the token of the unit of time."""
    return next(
        (token for token in reversed(toks) if token.symbol in "ymkdqhDCw" and token.detail == token.symbol),
        None,
    )


def span_of(toks: Sequence[Token]) -> tuple[float, float, str] | None:
    """Return (smaller number, larger number, unit) of "two or three years", "half a year"."""
    fixed = next((t for t in toks if t.symbol == "J"), None)
    if fixed is not None:
        return fixed.value, fixed.value, fixed.detail
    unit = unit_token(toks)
    if unit is None:
        return None
    numbers = amount([t for t in toks if t.start < unit.start])
    if numbers is None:
        if unit.value:  # «годы назад»
            return None
        numbers = (1.0, 1.0)
    return numbers[0], numbers[1], unit.symbol


def read_parts(toks: Sequence[Token]) -> Parts:
    """Read tokens as a bag of calendar parts."""
    parts = Parts()
    pending: list[float] = []
    shift: Token | None = None
    unit_seen = ""
    for token in toks:
        symbol = token.symbol
        if symbol in "Wt":
            parts.weekday = int(token.value)
        elif symbol in "nowr":
            if pending and parts.month is None and pending[-1] >= 20 and token.value < 10 and symbol in "ow":
                pending[-1] += token.value
            elif parts.month is not None and not parts.days and symbol in "now":
                parts.days.append(int(token.value))
            else:
                pending.append(token.value)
        elif symbol == "#":
            parts.days, parts.month = [int(token.value)], int(token.detail)
        elif symbol == "I":
            parts.year, parts.fresh = int(token.detail[:4]), True
            parts.month = int(token.detail[5:7])
            parts.days = [int(token.detail[8:10])] if len(token.detail) > 7 else []
        elif symbol in "Mv":
            parts.month = int(token.value)
            parts.days += [int(value) for value in pending]
            pending = []
        elif symbol == "N" and parts.month is not None and 32 <= token.value <= 99:
            parts.year, parts.fresh = 1900 + int(token.value), True
        elif symbol == "Y":
            parts.year, parts.fresh = int(token.value), True
        elif symbol == "L" or symbol == "B":
            shift = token
        elif symbol == "R" and token.detail == "y":
            parts.shift, parts.fresh = int(token.value), True
        elif symbol == "y" and len(pending) == 1 and toks[0].symbol == "n":  # 18年10月
            parts.year, parts.fresh = (2000 if pending[0] < 32 else 1900) + int(pending.pop()), True
        elif symbol == "y":
            unit_seen = "y"
        elif symbol in "qh":
            if pending:
                parts.part = (symbol, int(pending[-1]))
                pending = []
            unit_seen = unit_seen or symbol
        elif symbol == "m":  # 月: the number before it is a month
            # 两个月 are a length and no month.
            parts.month = 0 if token.value else int(pending.pop()) if pending else None
        elif symbol == "d":  # 日: the number before it is a day
            if pending:
                parts.days.append(int(pending.pop()))
        elif symbol == "Q":
            parts.part = (token.detail, int(token.value))
        elif symbol == "S":
            parts.season = int(token.value)
        elif symbol == "E":
            parts.edge = token.detail
    if pending and not parts.days:
        parts.days += [int(value) for value in pending]
    if shift is not None and (unit_seen == "y" or parts.month or parts.season):
        if shift.symbol == "L":
            parts.shift = int(shift.value)
        else:
            parts.told_shift = int(shift.value)
        parts.fresh = unit_seen == "y"
    return parts


def year_of(parts: Parts, ctx: Context, start: int) -> int | None:
    """Return the year of the parts, told or by the anchor; None when neither tells."""
    if parts.year is not None:
        return parts.year
    if parts.shift is not None and parts.fresh:
        return None if ctx.year is None else ctx.year + parts.shift
    if parts.told_shift is not None:
        near = ctx.near(start)
        return None if near is None else near[0].year + parts.told_shift
    return None


def _nearest_year(
    month: int, day: int, ctx: Context, start: int, end: int, weekday: int | None = None
) -> int | None:
    """Return the year of a month or day without one: by the date just told, else by publication."""
    near = ctx.near(start)
    if near is not None and near[1].year - near[0].year <= 1:
        for year in range(near[0].year, near[1].year + 1):
            if near[0] <= date(year, month, min(day, 28)) <= near[1]:
                return year
        if near[0].year == near[1].year and ctx.day is None:
            return near[0].year
    anchor = ctx.day or ctx.month
    if anchor is None:
        return ctx.year if ctx.anchor[0] and ctx.year else None
    here = ctx.tense(start, end)
    days = [
        (date(year, month, min(day, 28)), year) for year in (anchor.year - 1, anchor.year, anchor.year + 1)
    ]
    if weekday is not None and all(abs((moment - anchor).days) > _SURE_OF_YEAR for moment, _ in days):
        # "Saturday, 10 June", half a year away: the years in which the day is that weekday.
        days = [pair for pair in days if _is_weekday(pair[1], month, day, weekday)] or days
    if here == FORECAST:  # the month of publication itself may still be meant
        ahead = [year for moment, year in days if moment + timedelta(days=30) >= anchor]
        if ahead:
            return min(ahead)
    if here == PAST:
        behind = [year for moment, year in days if moment <= (ctx.anchor[1] or anchor)]
        if behind:
            return max(behind)
    return min(days, key=lambda item: abs((item[0] - anchor).days))[1]


# Nearer to publication a wrong weekday is a slip of the pen.
_SURE_OF_YEAR = 90


def _is_weekday(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return date(year, month, day).isoweekday() == weekday
    except ValueError:
        return False


_PART_CODE = {("q", 1): 33, ("q", 2): 34, ("q", 3): 35, ("q", 4): 36, ("h", 1): 40, ("h", 2): 41}


def resolve(parts: Parts, ctx: Context, start: int, end: int) -> tuple[str, str] | None:
    """Return (EDTF, kind) of calendar parts; None when they make no date or lack an anchor."""
    year = year_of(parts, ctx, start)
    relative = parts.year is None
    if year is None and (parts.fresh or parts.told_shift is not None):
        return None
    if parts.month is not None:
        if not 1 <= parts.month <= 12:
            return None
        day = parts.days[-1] if parts.days else 0
        if parts.shift is not None and not parts.fresh:
            year = _shifted_year(parts.shift, parts.month, day, ctx)
            if year is None:
                return None
        elif year is None:
            year = _nearest_year(parts.month, day or 1, ctx, start, end, parts.weekday)
        stem = f"{year:04d}" if year is not None else "XXXX"
        if year is None:
            relative = False
        if day:
            value = f"{stem}-{parts.month:02d}-{day:02d}"
            return checked(value, "relative" if relative else "date")
        value = f"{stem}-{parts.month:02d}"
        if parts.edge and year is not None:
            first, last = date(year, parts.month, 1), edtf.month_end(year, parts.month)
            third = {"start": (1, 10), "mid": (11, 20), "end": (21, last.day)}[parts.edge]
            value = edtf.interval(first.replace(day=third[0]), first.replace(day=third[1]))
        kind = "period" if parts.edge else "date"
        return checked(value, "relative" if relative else kind)
    if parts.season is not None:
        if parts.shift is not None and not parts.fresh:
            year = None if ctx.year is None else _shifted_season(parts, ctx)
        elif year is None:
            first_month = {21: 3, 22: 6, 23: 9, 24: 12}[parts.season]
            near = ctx.near(start) or (ctx.anchor[0] if ctx.anchor[0] else None)
            if near is None or (parts.shift is None and ctx.tense(start, end) == UNKNOWN):
                return None
            year = _nearest_year(first_month, 1, ctx, start, end)
        return (
            None
            if year is None
            else checked(f"{year:04d}-{parts.season}", "relative" if relative else "season")
        )
    if parts.part is not None:
        code = _PART_CODE.get(parts.part)
        if code is None:
            return None
        if year is None:
            first_month = {33: 1, 34: 4, 35: 7, 36: 10, 40: 1, 41: 7}[code]
            if ctx.anchor[0] is None and ctx.near(start) is None:
                return None
            plain = ctx.near(start) is None and ctx.year and ctx.tense(start, end) == UNKNOWN
            year = ctx.year if plain else _nearest_year(first_month, 1, ctx, start, end)
        kind = "quarter" if parts.part[0] == "q" else "period"
        return None if year is None else checked(f"{year:04d}-{code}", "relative" if relative else kind)
    if year is not None:
        if parts.edge:
            months = {"start": (1, 3), "mid": (5, 8), "end": (10, 12)}[parts.edge]
            value = edtf.interval(date(year, months[0], 1), edtf.month_end(year, months[1]))
            return checked(value, "relative" if relative else "period")
        return checked(f"{year:04d}", "relative" if relative else "date")
    return None


def _shifted_year(shift: int, month: int, day: int, ctx: Context) -> int | None:
    """Return the year of "last March", "el pasado 12 de enero", "this March" as seen from publication.

    Args:
        shift: years; 0 is the year of publication.
        month: 1 to 12.
        day: of the month, 0 for a whole month.
        ctx: what the phrase leans on.
    """
    anchor = ctx.month
    if anchor is None:
        return None
    here, there = (anchor.month, 0), (month, 0)
    if day and ctx.day is not None:
        here, there = (anchor.month, ctx.day.day), (month, day)
    if shift < 0:
        return anchor.year if there < here else anchor.year - 1
    if shift > 0:
        return anchor.year if there > here else anchor.year + 1
    return anchor.year


def _shifted_season(parts: Parts, ctx: Context) -> int | None:
    """Return the year of "this summer"; a winter is named by the year that it begins in."""
    month = {21: 3, 22: 6, 23: 9, 24: 12}[parts.season or 21]
    year = _shifted_year(parts.shift or 0, month, 0, ctx)
    if (
        year is not None
        and month == 12
        and parts.shift == 0
        and ctx.month is not None
        and ctx.month.month < 3
    ):
        return year - 1
    return year


def checked(value: str, kind: str) -> tuple[str, str] | None:
    """Return the pair when the value is a date of the calendar."""
    try:
        edtf.bounds(value)
    except ValueError:
        return None
    return value, kind


def add_months(day: date, count: int) -> date:
    month = day.year * 12 + day.month - 1 + count
    year, month = divmod(month, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, edtf.month_end(year, month + 1).day))


def moved(unit: str, count: float, ctx: Context) -> str | None:
    """Return the EDTF of publication moved by so many units, as exact as such a phrase can be."""
    base = ctx.day
    try:
        if unit in "dk":
            if base is None:
                return None
            days = round(count * (7 if unit == "k" else 1))
            return (base + timedelta(days=days)).isoformat() + ("~" if unit == "k" else "")
        months = round(count * {"y": 12, "m": 1, "q": 3, "h": 6, "D": 120}[unit])
        month = ctx.month
        if month is not None and abs(months) <= 30:
            return f"{add_months(month, months):%Y-%m}~"
        if ctx.year is None or (month is None and months % 12):
            return None
        moved = add_months(month or date(ctx.year, 1, 1), months)
        return f"{moved.year:04d}~"
    except (ValueError, OverflowError):
        return None


def moved_told(unit: str, count: float, near: tuple[date, date]) -> str | None:
    """Return the date just told, moved by so many units."""
    first, last = near
    try:
        if unit in "dk":
            step = timedelta(days=round(count * (7 if unit == "k" else 1)))
            return edtf.interval(first + step, last + step)
        months = round(count * {"y": 12, "m": 1, "q": 3, "h": 6, "D": 120}[unit])
        end = last == edtf.month_end(last.year, last.month)
        first, moved = add_months(first, months), add_months(last, months)
        return edtf.interval(first, edtf.month_end(moved.year, moved.month) if end else moved)
    except (ValueError, OverflowError):
        return None


def shifted(unit: str, step: int, ctx: Context) -> str | None:
    """Return the EDTF of the unit of publication moved by whole units: last week, next quarter."""
    if unit == "y":
        return None if ctx.year is None else f"{ctx.year + step:04d}"
    if unit == "C":
        return None if ctx.year is None else f"{ctx.year // 100 + step:02d}XX"
    if unit in "mqh":
        if ctx.month is None:
            return None
        if unit == "m":
            return f"{add_months(ctx.month, step):%Y-%m}"
        size = 3 if unit == "q" else 6
        moved = add_months(ctx.month, step * size)
        return f"{moved.year:04d}-{(33 if unit == 'q' else 40) + (moved.month - 1) // size}"
    if ctx.day is None:
        return None
    monday = ctx.day - timedelta(days=ctx.day.weekday())
    if unit == "w":
        first = monday + timedelta(days=7 * step + 5)
        return edtf.interval(first, first + timedelta(days=1))
    if unit == "k":
        first = monday + timedelta(days=7 * step)
        return edtf.interval(first, first + timedelta(days=6))
    return (ctx.day + timedelta(days=step)).isoformat() if unit == "d" else None
