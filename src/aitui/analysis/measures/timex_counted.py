"""Readings that count: days and weeks inside a month or year, a weekday of a week, steps from a date.

"the last Friday of October", «вторник на следующей неделе», "3 weeks after January 15",
"the first ten days of May", "la semana del 6 de mayo".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date, timedelta

from aitui.analysis.measures import edtf
from aitui.analysis.measures.lexicon import Token
from aitui.analysis.measures.tense import FORECAST, UNKNOWN
from aitui.analysis.measures.timex_parts import (
    REFUSED,
    Context,
    Reading,
    add_months,
    checked,
    moved_told,
    read_parts,
    resolve,
    shifted,
    skip,
    span_of,
    unit_token,
)

Days = tuple[date, date]
_LEADING = "iFOGjcAV("


def week_of(toks: Sequence[Token], ctx: Context) -> date | None:
    """Return the Monday of "next week", «прошлой недели», as seen from publication."""
    step = next((token for token in toks if token.symbol in "LB"), None)
    near = ctx.near(toks[0].start)
    if step is not None and step.symbol == "B" and near is not None:
        return near[0] - timedelta(days=near[0].weekday() - 7 * int(step.value))
    if step is None or ctx.day is None:
        return None
    return ctx.day - timedelta(days=ctx.day.weekday() - 7 * int(step.value))


def weekday_of_week(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "Tuesday of next week", «на следующей неделе во вторник»."""
    monday = week_of(toks, ctx)
    weekday = next(token for token in toks if token.symbol in "Wt")
    if monday is None:
        return None
    return Reading((monday + timedelta(days=int(weekday.value) - 1)).isoformat(), "relative")


def days_of(toks: Sequence[Token], ctx: Context) -> tuple[Days, bool] | None:
    """Return the days of a month, quarter or year told by tokens, and whether it leans on publication."""
    if not toks:
        return None
    step = next((token for token in toks if token.symbol in "LB"), None)
    unit = unit_token(toks)
    named = any(token.symbol in "MvY" for token in toks)
    if ctx.lex.han and any(token.symbol in "nw" for token in toks):
        found = resolve(read_parts(toks), ctx, toks[0].start, toks[-1].end)
        first, last = edtf.bounds(found[0]) if found else (None, None)
        return ((first, last), found is not None and found[1] == "relative") if first and last else None
    if not named and unit is not None:
        if unit.value:
            return None
        if step is not None and step.symbol == "B":
            near = ctx.near(toks[0].start)
            year = near[0].year + int(step.value) if near and unit.symbol == "y" else None
            return ((date(year, 1, 1), date(year, 12, 31)), True) if year else None
        value = shifted(unit.symbol, int(step.value) if step else 0, ctx)
    elif not named and (ready := next((token for token in toks if token.symbol == "R"), None)) is not None:
        value = shifted(ready.detail, int(ready.value), ctx)
    else:
        found = resolve(read_parts([t for t in toks if t.symbol != "m"]), ctx, toks[0].start, toks[-1].end)
        value = found[0] if found else None
    if value is None or value.startswith("XXXX"):
        return None
    first, last = edtf.bounds(value)
    if first is None or last is None:
        return None
    return (first, last), not any(token.symbol == "Y" for token in toks)


def nth(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "the first Tuesday of October", "the last week of 2016", «третий день месяца»."""
    at = next(at for at, token in enumerate(toks) if at and token.symbol in "Wdkmqh")
    head = [token for token in toks[:at] if token.symbol in "onLP"]
    whole = days_of(toks[at + 1 :], ctx)
    last = any(token.symbol in "LP" for token in head)
    count = next((int(token.value) for token in head if token.symbol in "on"), 1)
    if whole is None or (last and next(t.value for t in head if t.symbol in "LP") >= 0) or toks[at].value > 7:
        return None
    if toks[0].symbol == "n" and toks[at].symbol != "d":  # "2 weeks of March" are a length
        return None
    (first, final), relative = whole
    if toks[at].symbol in "mqh":
        size = {"m": 1, "q": 3, "h": 6}[toks[at].symbol]
        if toks[at].value or (final - first).days < 364 or count * size > 12:
            return None
        step = 12 - count * size if last else (count - 1) * size
        value = f"{first.year:04d}-" + (
            f"{step + 1:02d}" if size == 1 else f"{(33 if size == 3 else 40) + step // size}"
        )
        return Reading(value, "relative" if relative else "quarter" if size == 3 else "period")
    if toks[at].symbol == "d":
        if toks[at].value:  # plural: "the last days of May" are an edge that nobody can name
            return None
        day = final - timedelta(days=count - 1) if last else first + timedelta(days=count - 1)
        found: Days = (day, day)
    elif toks[at].symbol == "k":
        if toks[at].value:
            return None
        found = _nth_week(count, last, first, final)
    else:
        weekday = int(toks[at].value) - 1
        if last:
            day = final - timedelta(days=(final.weekday() - weekday) % 7 + 7 * (count - 1))
        else:
            day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
        found = (day, day)
    if not first <= found[1] or not found[0] <= final:
        return None
    return Reading(edtf.interval(*found), "relative" if relative else "date")


def han_nth(toks: list[Token], ctx: Context) -> Reading | None:
    """Read 十月第一个星期一, where the whole goes first and a weekday may fall apart into week and number."""
    at = next(at for at, token in enumerate(toks) if token.symbol == "o")
    unit = next(token for token in toks[at:] if token.symbol in "Wkm")
    if unit.symbol == "m":
        unit = unit._replace(value=0.0)  # 第三个月
    if toks[-1].symbol == "w":
        if not 1 <= toks[-1].value <= 6:
            return None
        unit = unit._replace(symbol="W", value=toks[-1].value)
    return nth([toks[at], unit, *toks[:at]], ctx)


def _nth_week(count: int, last: bool, first: date, final: date) -> Days:
    """Return a week counted in a month or year; a week belongs to where its Thursday lies (ISO 8601)."""
    if last:
        thursday = final - timedelta(days=(final.weekday() - 3) % 7 + 7 * (count - 1))
    else:
        thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 7 * (count - 1))
    return thursday - timedelta(days=3), thursday + timedelta(days=3)


def first_of(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "the first nine months of 2024", "the last three weeks of this year"."""
    at = next(at for at, token in enumerate(toks) if token.symbol in "dkm")
    head = [token for token in toks[:at] if token.symbol in "oLPnNwua"]
    mark = next((token for token in head if token.symbol in "oLPa"), None)
    number = next((token for token in head if token.symbol in "nNwu"), None)
    if mark is None or number is None or len(head) != 2 or number.value % 1:
        return None
    if (mark.symbol == "o" and mark.value != 1) or (mark.symbol in "LP" and mark.value >= 0):
        return None
    # Chinese tells the year first.
    whole = days_of(toks[at + 1 :] or [token for token in toks[:at] if token not in head], ctx)
    if whole is None:
        return None
    (first, final), relative = whole
    count = int(number.value or 1)
    try:
        if toks[at].symbol == "m":
            found = (
                (first, add_months(first, count) - timedelta(days=1))
                if mark.symbol in "oa"
                else (add_months(final + timedelta(days=1), -count), final)
            )
        else:
            size = timedelta(days=count * (7 if toks[at].symbol == "k" else 1) - 1)
            found = (first, first + size) if mark.symbol in "oa" else (final - size, final)
    except (ValueError, OverflowError):
        return None
    if not first <= found[0] <= found[1] <= final:
        return None
    return Reading(edtf.interval(*found), "relative" if relative else "period")


def week_with(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "the week of October 6", "la settimana del 6 ottobre": the week that holds the day."""
    at = next(at for at, token in enumerate(toks) if at and token.symbol not in "cijV")
    if toks[0].value:
        return None
    found = resolve(read_parts(toks[at:]), ctx, toks[0].start, toks[-1].end)
    first = edtf.bounds(found[0])[0] if found else None
    if found is None or first is None:
        return None
    monday = first - timedelta(days=first.weekday())
    kind = "relative" if found[1] == "relative" else "period"
    return Reading(edtf.interval(monday, monday + timedelta(days=6)), kind)


def day_in_month(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "the 20th of next month", «15 числа этого месяца»."""
    unit = unit_token(toks)
    step = next((token for token in toks if token.symbol in "LB"), None)
    day = next(token for token in toks if token.symbol in "now")
    if unit is None or unit.value or step is None or ctx.month is None:
        return None
    month = add_months(ctx.month, int(step.value))
    found = checked(f"{month:%Y-%m}-{int(day.value):02d}", "relative")
    return found and Reading(*found)


def offset(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "3 days after January 12", "two weeks before next Friday", "three years from today"."""
    at = next(at for at, token in enumerate(toks) if token.symbol in "ymkd")
    if (toks[at].symbol == "y" and toks[at + 1].symbol in "O") or at + 2 > len(toks):
        return None
    link = toks[at + 1]
    if link.symbol == "O" and not ctx.lex.options.get("until_counts_back", False):
        return None
    base = _base(toks[at + 2 :], ctx)
    span = span_of(toks[: at + 1])
    if base is None or span is None or span[0] != span[1]:
        return None
    back = link.symbol in "<bO"
    if toks[0].symbol == "i" and not back and span[2] in "dk":  # "for 10 days from 18 December"
        length = timedelta(days=round(span[1] * (7 if span[2] == "k" else 1)) - 1)
        return Reading(edtf.interval(base, base + length), "relative", first=1)
    value = moved_told(span[2], -span[1] if back else span[1], (base, base))
    return Reading(value, "relative", first=skip(toks, "fiGV")) if value else None


def _base(toks: list[Token], ctx: Context) -> date | None:
    """Return the day that steps are counted from."""
    rest = toks[skip(toks, _LEADING) :]
    if rest[-1].symbol == "T":
        return None if ctx.day is None else ctx.day + timedelta(days=int(rest[-1].value))
    if rest[-1].symbol == "I":
        day, last = edtf.bounds(rest[-1].detail)
        return day if day == last else None
    step = next((token for token in rest if token.symbol in "LB"), None)
    weekday = next((token for token in rest if token.symbol in "Wt"), None)
    if step is not None and weekday is not None:
        return weekday_near(int(weekday.value), step, ctx)
    if weekday is not None and len(rest) == 1:
        step = Token(
            *weekday[:2], "L", 1.0 if ctx.tense(toks[0].start, weekday.end) == FORECAST else -1.0, ""
        )
        return weekday_near(int(weekday.value), step, ctx)
    found = resolve(read_parts(rest), ctx, rest[0].start, rest[-1].end)
    ends = edtf.bounds(found[0]) if found else (None, None)
    return ends[0] if ends[0] == ends[1] else None


def weekday_near(weekday: int, step: Token, ctx: Context) -> date | None:
    """Return the day of "last Monday", "next Monday", "this Monday" as seen from publication."""
    if ctx.day is None:
        return None
    here = ctx.day.isoweekday()
    if step.value < 0:
        days = -((here - weekday) % 7 or 7) + 7 * (int(step.value) + 1)
    elif step.value > 0:
        days = ((weekday - here) % 7 or 7) + 7 * (int(step.value) - 1)
    else:
        days = weekday - here
    return ctx.day + timedelta(days=days)


def weekday_away(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "Wednesday in two weeks", "Mittwoch vor zwei Wochen": a day of the week so many weeks away."""
    if ctx.leans_on_more(toks[-1]):
        return REFUSED  # "Sunday three weeks after January 15"
    if ctx.day is None:
        return None
    numbers = [token.value or 1 for token in toks[1:] if token.symbol in "nwNu"]
    weeks = int(numbers[-1]) if numbers else 1
    if any(token.symbol in "ab" for token in toks):
        weeks = -weeks
    monday = ctx.day - timedelta(days=ctx.day.weekday() - 7 * weeks)
    return Reading((monday + timedelta(days=int(toks[0].value) - 1)).isoformat(), "relative")


# How far from publication a weekday with the number of its day is looked for.
_NEAR = 100


def weekday_day(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "Thursday 15", "nesta quarta (15)": the nearest day of that number on that weekday."""
    if ctx.day is None:
        return None
    weekday = int(next(token.value for token in toks if token.symbol in "Wt"))
    last = max(at for at, token in enumerate(toks) if token.symbol in "now")
    behind = ctx.folded[toks[last].end : toks[last].end + 24]
    if (
        toks[last].symbol != "o"
        and toks[-1].symbol != "W"
        and re.match(r" [^\W\d_]", behind)
        and not _at_clock(behind, ctx)
    ):
        return None
    number = int(next(token.value for token in toks if token.symbol in "now"))
    if toks[1].symbol in "iV":  # «lundi en huit» is a week after Monday
        weeks = {8: 1, 15: 2}.get(number)
        if weeks is None or ctx.folded[toks[1].start : toks[1].end] != "en":
            return REFUSED
        away = (weekday - ctx.day.isoweekday()) % 7 + 7 * weeks
        return Reading((ctx.day + timedelta(days=away)).isoformat(), "relative")
    found = []
    for step in range(-4, 5):
        try:
            day = add_months(ctx.month or ctx.day, step).replace(day=number)
        except ValueError:
            continue
        if day.isoweekday() == weekday and abs((day - ctx.day).days) <= _NEAR:
            found.append(day)
    if not found:
        return REFUSED
    base = ctx.day
    return Reading(min(found, key=lambda day: abs((day - base).days)).isoformat(), "relative")


def _at_clock(behind: str, ctx: Context) -> bool:
    """Tell whether a time of the day follows: "at 4", «a las siete», «às 14:00»."""
    words = behind.lstrip()
    return any(
        words.startswith(lead.replace("_", " ") + " ")
        for lead in ctx.lex.options.get("before_clock", "").split()
    )


def day_of_month(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "on the 15th", "el día 17", «15 числа»: the nearest day of that number, as the tense says."""
    if ctx.day is None or ctx.month is None:
        return None
    number = next(token for token in toks if token.symbol in "now")
    if toks[-1].symbol == "c" and ctx.folded[toks[-1].start : toks[-1].end] != "числа":
        return None
    if toks[0].symbol == "j" and not ctx.folded[number.start].isdigit():  # "on the first" of whatever
        return None
    if any(token.symbol == "d" and token.value for token in toks):
        return None
    days = []
    for step in (-1, 0, 1):
        try:
            days.append(add_months(ctx.month, step).replace(day=int(number.value)))
        except ValueError:
            continue
    base, here = ctx.day, ctx.tense(toks[0].start, toks[-1].end)
    if here != UNKNOWN:
        days = [day for day in days if (day >= base if here == FORECAST else day <= base)]
    if not days:
        return None
    return Reading(
        min(days, key=lambda day: abs((day - base).days)).isoformat(), "relative", first=skip(toks, "ijc")
    )


def days_between(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "du 13 au 18", "dal 3 al 5": days of the month that is nearest to publication."""
    first, last = (int(token.value) for token in toks if token.symbol in "now")
    lead = ctx.folded[toks[0].start : toks[0].end]
    if ctx.day is None or ctx.month is None or first >= last or lead not in ("du", "dal", "dall'", "vom"):
        return None
    found = []
    for step in (-1, 0, 1):
        month = add_months(ctx.month, step)
        try:
            found.append((month.replace(day=first), month.replace(day=last)))
        except ValueError:
            continue
    if not found:
        return None
    base = ctx.day
    ends = min(found, key=lambda days: abs((days[0] - base).days))
    return Reading(edtf.interval(*ends), "relative", first=1)


def spaced_digits(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "20 02 2014", "2014 02 20": with blanks between them, the month in two digits."""
    numbers = [token for token in toks if token.symbol in "nNY"]
    day, month, year = reversed(numbers) if numbers[0].symbol == "Y" else numbers
    gaps = {ctx.folded[one.end : other.start] for one, other in itertools.pairwise(numbers)}
    padded = ctx.folded[month.start] == "0" or (year.start < month.start and month.value > 9)
    if gaps != {" "} or month.end - month.start != 2 or not padded:
        return None
    if year.start < month.start and day.end - day.start != 2:
        return None
    found = checked(f"{int(year.value):04d}-{int(month.value):02d}-{int(day.value):02d}", "date")
    return found and Reading(*found, first=skip(toks, "cijV"))


def signed(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "Sep-23-2020"."""
    found = resolve(read_parts(toks), ctx, toks[0].start, toks[-1].end)
    return Reading(*found) if found else REFUSED


_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")


def clocked(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "Wed Oct 26 15:50:06 2016", as machines write a moment."""
    if not _CLOCK.fullmatch(toks[-2].detail):
        return None
    return signed([token for token in toks if token.symbol != "x"], ctx)


def earlier(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "a year earlier", «неделей ранее»: counted back from the date just told."""
    span, near = span_of(toks), ctx.near(toks[0].start)
    if span is None or near is None or span[0] != span[1] or ctx.leans_on_more(toks[-1]):
        return None
    value = moved_told(span[2], -span[1], near)
    return Reading(value, "relative") if value else None


def half_of(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "the first half of March", «вторая половина XIX века», "la seconda metà del 2025"."""
    at = next(at for at, token in enumerate(toks) if token.symbol in "hE")
    which, rest = int(toks[0].value), toks[at + 1 :]
    if which not in (1, 2) or (toks[at].symbol == "E" and toks[at].detail != "mid") or toks[at].value:
        return None
    number = next((int(token.value) for token in rest if token.symbol in "or"), None)
    if any(token.symbol == "C" for token in rest):
        if number is None or not 10 <= number <= 22:
            return None
        first = (number - 1) * 100 + 50 * (which - 1)
        return Reading(f"{first:04d}/{first + 49:04d}", "period")
    whole = days_of(rest, ctx)
    if whole is None:
        return None
    (start, last), relative = whole
    kind = "relative" if relative else "period"
    if (last - start).days > 300:
        return Reading(f"{start.year:04d}-{39 + which}", kind)
    middle = start.replace(day=15)
    ends = (start, middle) if which == 1 else (middle + timedelta(days=1), last)
    return Reading(edtf.interval(*ends), kind)


def told_day_of(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "the day after May 5", «накануне 9 мая», "la veille du 14 juillet"."""
    base = _base(toks[1:], ctx)
    if base is None:
        return None
    return Reading((base + timedelta(days=int(toks[0].value))).isoformat(), "relative")
