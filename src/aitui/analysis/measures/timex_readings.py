"""Readings: what each rule of time makes of the tokens that it matched, or that it makes nothing of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from aitui.analysis.measures import edtf
from aitui.analysis.measures.lexicon import Token
from aitui.analysis.measures.tense import FORECAST, PAST, UNKNOWN
from aitui.analysis.measures.timex_counted import (
    clocked,
    day_in_month,
    day_of_month,
    days_between,
    earlier,
    first_of,
    half_of,
    han_nth,
    nth,
    offset,
    signed,
    spaced_digits,
    told_day_of,
    week_with,
    weekday_away,
    weekday_day,
    weekday_near,
    weekday_of_week,
)
from aitui.analysis.measures.timex_parts import (
    REFUSED,
    Context,
    Reading,
    add_months,
    checked,
    moved,
    moved_told,
    read_parts,
    resolve,
    shifted,
    skip,
    span_of,
    unit_token,
)

Resolver = Callable[[list[Token], Context], "Reading | None"]

_LEADING = "iFOGjcAV("


def _full(toks: list[Token], ctx: Context) -> Reading | None:
    """Read a day, with its weekday, year or "last" and "next" («el pasado 12 de enero») around it."""
    start = skip(toks, _LEADING)
    kept = list(toks)
    if toks[start].symbol in "LBP":
        follows = next((t.symbol for t in toks[start + 1 :] if t.symbol not in "cijV"), "")
        if follows in "Wt" or not toks[start].value:  # "this Friday, 3 May", "this 3 May"
            kept.pop(start)
            start += follows not in "Wt"
    parts = read_parts(kept)
    found = resolve(parts, ctx, toks[0].start, toks[-1].end)
    if found is None:
        # 30 February, or a 29th of a year without one: the month by itself is not what was said.
        return REFUSED if parts.days and parts.month and parts.days[-1] > 28 else None
    if found[0].startswith("XXXX") and not parts.days and toks[0].symbol not in _LEADING:
        return None
    last = -1 if toks[-1].symbol == ")" and not any(t.symbol == "(" for t in toks[1:]) else None
    return Reading(*found, first=start, last=last)


def _range(toks: list[Token], ctx: Context) -> Reading | None:
    """Read two calendar expressions with a connector; the left one borrows what it lacks."""
    split = [at for at, token in enumerate(toks) if at and token.symbol in "zOAKs" and at + 1 < len(toks)]
    joints = [at for at in split if toks[at].symbol == "O"]
    if len(joints) == 1 and toks[joints[0] - 1].symbol == "Y":  # "1 May, 2019 to 7 May, 2020"
        split = joints
    if not split:
        return None
    start, end = toks[0].start, toks[-1].end
    right = read_parts(toks[split[-1] + 1 :])
    for at in (split[0], split[-1]):
        left, right = read_parts(toks[:at]), read_parts(toks[at + 1 :])
        if left.days or left.month or left.part or left.year:
            break
    if len(split) > 1 and left.month is None:  # a list of days: from the first to the last
        days = [int(token.value) for token in toks if token.symbol in "now"]
        left.days, right.days = days[:1], days[-1:]
    both = [token.detail for token in toks if token.symbol == "I"]
    if len(both) == 2:
        if both[0] < both[1]:
            return Reading(f"{both[0]}/{both[1]}", "period", first=skip(toks, _LEADING))
        return None
    left.weekday = right.weekday = None  # two of them seldom agree on the year
    if right.month is None and left.month is not None and right.days:
        right.month = left.month
    if left.month is None and left.days and right.days:
        left.month = right.month
    if left.part is None and right.part is not None and left.days:
        left.part, left.days = (right.part[0], left.days[-1]), []
    if right.year is None and left.year is not None and right.shift is None:
        right.year = left.year
    late = resolve(right, ctx, start, end)
    if late is None:
        return None
    _, last = edtf.bounds(late[0])
    if left.year is None and left.shift is None and left.told_shift is None and last is not None:
        left.year = last.year
        if left.month and right.month and left.month > right.month:
            left.year -= 1
    early = resolve(left, ctx, start, end)
    if early is None:
        return None
    first, _ = edtf.bounds(early[0])
    kind = "relative" if "relative" in (early[1], late[1]) and right.year is None else "period"
    if first is None or last is None:
        return (
            Reading(f"{early[0]}/{late[0]}", "period", first=skip(toks, _LEADING))
            if early[0][:4] == late[0][:4]
            else None
        )
    if first > last:
        return None
    value = f"{early[0]}/{late[0]}" if "-3" not in early[0] + late[0] else edtf.interval(first, last)
    found = checked(value, kind)
    return found and Reading(*found, first=skip(toks, _LEADING))


def _years(toks: list[Token], ctx: Context) -> Reading | None:
    """Read two years: «с 2022 по 2024», "2022–2024", "2024/25"; needs evidence that they are years."""
    numbers = [token for token in toks if token.symbol in "Yn"]
    connector = next(token for token in toks[1:] if token.symbol in "zOAs")
    early = int(numbers[0].value)
    late = int(numbers[1].value)
    short = numbers[1].symbol == "n"
    if short:
        if (
            connector.symbol not in "zs"
            or late != (early + 1) % 100
            or numbers[1].end - numbers[1].start != 2
        ):
            return None
        late = early + 1
    elif connector.symbol == "s" and late != early + 1:
        return None
    evidence = (
        toks[0].symbol in "FGy"
        or (toks[0].symbol == "c" and connector.symbol == "O")
        or toks[-1].symbol in "yk"
        or (short and toks[0].symbol in "iVF")
    )
    if connector.symbol == "A":
        if toks[0].symbol != "G":
            return None
    elif not evidence:
        word = re.match(r" ([^\W\d_]+)", ctx.folded[toks[-1].end : toks[-1].end + 24])
        if connector.symbol == "O" and word and word[1] in ctx.lex.options.get("counted", "").split():
            return None
        evidence = 1900 <= early <= 2100 and 1900 <= late <= 2100
    if not evidence or not early < late <= early + 300:
        return None
    return Reading(f"{early:04d}/{late:04d}", "period", first=skip(toks, _LEADING))


def _iso(toks: list[Token], ctx: Context) -> Reading | None:
    return Reading(toks[-1].detail, "date")


def _edge(toks: list[Token], ctx: Context) -> Reading | None:
    decade = next((t for t in toks if t.symbol == "e"), None)
    at = next(at for at, t in enumerate(toks) if t.symbol == "E")
    edge = toks[at].detail
    if at and toks[at - 1].symbol in "nw":  # 3月底: the month is in the word of the edge
        if _unit_of(toks[at], ctx) != "m":
            return None
        toks = [*toks[:at], _unit(toks[at], "m"), *toks[at:]]
    if toks[0].symbol == "R" and toks[0].detail == "m" and at == len(toks) - 1 <= 2:  # 本月底
        return _edge_of_unit(edge, _unit(toks[0], "m"), int(toks[0].value), ctx)
    if decade is not None:
        base = int(decade.value) + {"start": 0, "mid": 4, "end": 7}[edge]
        return Reading(f"{base:04d}/{base + 2:04d}", "period")
    opening = ctx.folded[toks[0].start : toks[0].end]
    if toks[1].symbol in "iV" and opening in ctx.lex.options.get("edge_verbs", "").split():
        return None  # "will end in March"
    unit = unit_token(toks)
    step = next((t for t in toks if t.symbol in "LB"), None)
    named = any(t.symbol in "MvSYRQ" for t in toks)
    if step is not None and unit is not None and unit.symbol != "y" and not named:
        if step.symbol == "B" and ctx.told is not None:
            return None
        return _edge_of_unit(edge, unit, int(step.value), ctx)
    parts = read_parts([t for t in toks if t.symbol != "m"] if named and not ctx.lex.han else toks)
    found = resolve(parts, ctx, toks[0].start, toks[-1].end)
    return found and Reading(*found)


def _edge_of_this(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "by the end of the year", "a fine mese", "by year-end", "year-end 2025"."""
    edge = next(t for t in toks if t.symbol == "E")
    if year := next((t for t in toks if t.symbol == "Y"), None):
        found = resolve(read_parts([edge, year]), ctx, toks[0].start, toks[-1].end)
        return found and Reading(*found)
    if edge is toks[0]:
        return _edge_of_unit(edge.detail, toks[-1], 0, ctx)
    before = re.search(r"\w+(?= +(?:the +)?$)", ctx.folded[max(0, toks[0].start - 24) : toks[0].start])
    if before is None or before[0] not in ctx.lex.options.get("year_end_after", "").split():
        return None  # "a year-end review" is one of every year
    return _edge_of_unit(edge.detail, toks[0], 0, ctx)


# Behind these it is of every year, of the same one, or of another that the text names: 每年年底, 同年年底.
_OF_ANOTHER = re.compile(
    r"(?:[\d一二三四五六七八九十年每当當同次翌那某历歷常逐各隔跨數数几幾]的?|\bjeweils (?:zum |am )?)$"
)


def _unit(token: Token, unit: str) -> Token:
    return token._replace(symbol=unit, value=0, detail=unit)


def _unit_of(token: Token, ctx: Context) -> str:
    """Return the unit that the word of an edge begins with: "y" of "Jahresende", "" of "Ende"."""
    word = ctx.folded[token.start : token.end]
    units = ctx.lex.options.get("edge_of", {}).items()
    return next((unit for unit, start in units if word.startswith(start) and word != start), "")


def _edge_in_a_word(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "Jahresende", 年底: the end of the year of publication where no other is told."""
    unit = _unit_of(toks[0], ctx)
    if not unit or _OF_ANOTHER.search(ctx.folded, max(0, toks[0].start - 16), toks[0].start):
        return None
    return _edge_of_unit(toks[0].detail, _unit(toks[0], unit), 0, ctx)


# First and last day or month of the start, middle and end of a unit, counted from 0.
_WEEK_EDGES = {"start": (0, 2), "mid": (2, 4), "end": (4, 6)}
_MONTH_EDGES = {
    "y": {"start": (0, 2), "mid": (4, 7), "end": (9, 11)},
    "h": {"start": (0, 1), "mid": (2, 3), "end": (4, 5)},
    "q": {"start": (0, 0), "mid": (1, 1), "end": (2, 2)},
}


def _edge_of_unit(edge: str, unit: Token, step: int, ctx: Context) -> Reading | None:
    """Return the start, middle or end of the year, month, week … of publication moved by whole units."""
    value = None if unit.value else shifted(unit.symbol, step, ctx)
    if value is None:
        return None
    first, last = edtf.bounds(value)
    if first is None or last is None:
        return None
    if unit.symbol == "k":
        low, high = _WEEK_EDGES[edge]
        ends = first + timedelta(days=low), first + timedelta(days=high)
    elif unit.symbol == "m":
        days = {"start": (1, 10), "mid": (11, 20), "end": (21, last.day)}[edge]
        ends = first.replace(day=days[0]), first.replace(day=days[1])
    elif unit.symbol in _MONTH_EDGES:
        low, high = _MONTH_EDGES[unit.symbol][edge]
        ends = add_months(first, low), add_months(first, high + 1) - timedelta(days=1)
    else:
        return None
    return Reading(edtf.interval(*ends), "relative")


_SEASON_AFTER = re.compile(r"(?:'|\b(?:en|chaque|par|bel|plein|dernier|prochain)\s+)$")


def _part(toks: list[Token], ctx: Context) -> Reading | None:
    parts = read_parts(toks)
    if parts.part is None or (
        parts.part[0] == "h" and parts.year is None and len(toks) < 3 and not ctx.lex.han
    ):
        return None
    if toks[-1].symbol == "y" and not parts.fresh:  # "the first half of the year"
        parts.shift, parts.fresh = 0, True
    found = resolve(parts, ctx, toks[0].start, toks[-1].end)
    return found and Reading(*found)


def _season(toks: list[Token], ctx: Context) -> Reading | None:
    """Read a season; a word that is also another («a été») needs a year, an article or a preposition."""
    if len(toks) == 1 and toks[0].detail == "weak" and not _SEASON_AFTER.search(ctx.folded, 0, toks[0].start):
        return None
    found = resolve(read_parts(toks), ctx, toks[0].start, toks[-1].end)
    return found and Reading(*found, first=skip(toks, "c"))


def _month(toks: list[Token], ctx: Context) -> Reading | None:
    """Read a month, with a year or without one; a bare month needs a preposition or a modifier."""
    lead = toks[0].symbol in _LEADING + "LB"
    parts = read_parts(toks if ctx.lex.han else [t for t in toks if t.symbol != "m"])  # "the month of May"
    told = parts.fresh or parts.shift is not None or parts.told_shift is not None
    lead = lead or (not ctx.lex.han and any(t.symbol == "m" for t in toks))
    if not lead and not told and not ctx.lex.han and any(t.symbol == "v" for t in toks):
        return None
    found = resolve(parts, ctx, toks[0].start, toks[-1].end)
    if found is None:
        return None
    return Reading(*found, first=skip(toks, _LEADING))


def _decade(toks: list[Token], ctx: Context) -> Reading | None:
    """Read «1990-е годы», "the 1990s", "anni Novanta", "años 90", 20世纪90年代, "the next decade"."""
    if toks[0].symbol in "LP":
        return _shift_decade(toks, ctx)
    century = next((int(toks[at - 1].value) for at, t in enumerate(toks) if t.symbol == "C" and at), None)
    number = next((t for t in toks if t.symbol in "eYN" or (t.symbol in "nw" and t is not toks[0])), None)
    if number is None and toks[0].symbol in "nwN":
        number = toks[0]
    if number is None or number.value % 10:
        return None
    value = int(number.value)
    decades = toks[0].value and ctx.lex.options.get("plural_decade", False)  # «années 1980»
    if toks[0].symbol == "y" and (not toks[0].value or (number.symbol == "Y" and not decades)):
        return None
    if number.symbol != "e" and value < 100:
        if century is not None:
            value += (century - 1) * 100
        elif value >= 30:
            value += 1900
        else:
            return None
    if not 1000 <= value < 2100:
        return None
    return Reading(f"{value // 10}X", "period")


def _shift_decade(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "the next decade": ten years from now, as a reader understands it; "last decade" likewise."""
    if ctx.year is None:
        return None
    step = int(toks[0].value)
    if step == 0:
        return Reading(f"{ctx.year // 10}X", "relative")
    ends = sorted((ctx.year, ctx.year + 10 * step))
    return Reading(f"{ends[0]:04d}/{ends[1]:04d}", "relative")


def _century(toks: list[Token], ctx: Context) -> Reading | None:
    parts = read_parts([t for t in toks if t.symbol != "C"])
    number = parts.days[-1] if parts.days else 0
    if not 10 <= number <= 22:
        return None
    return Reading(f"{number - 1:02d}XX", "period")


def _ago(toks: list[Token], ctx: Context) -> Reading | None:
    span = span_of(toks)
    value = span and moved(span[2], -span[1], ctx)
    return (
        Reading(
            value,
            "relative",
            first=int(toks[0].symbol == "b" and bool(ctx.lex.options.get("before_outside"))),
            direction=PAST,
        )
        if value
        else None
    )


def _later(toks: list[Token], ctx: Context) -> Reading | None:
    """Read «через две недели», "two weeks later": counted from the date just told, else from publication."""
    span = span_of(toks)
    if span is None:
        return None
    low, high, unit = span
    start, end = toks[0].start, toks[-1].end
    near = ctx.near(start)
    postposed = toks[-1].symbol == "g"
    if ctx.leans_on_more(toks[-1]):
        return None
    here = ctx.tense(start, end)
    value: str | None = None
    if near is not None and (postposed or here != FORECAST):
        value = moved_told(unit, high, near)
        direction = UNKNOWN
    elif here != PAST and (not postposed or ctx.told is None):
        value = moved(unit, high, ctx)
        direction = FORECAST
    if value is None:
        return None
    return Reading(value, "relative", first=skip(toks, "fgiGV"), direction=direction, told=low == high)


def _within(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "in two years": a point to come, unless the sentence looks back; then it is only a length."""
    span = span_of(toks)
    here = ctx.tense(toks[0].start, toks[-1].end)
    if span is None or here == PAST or (toks[0].symbol == "G" and here != FORECAST):
        return None
    value = moved(span[2], span[1], ctx)
    return Reading(value, "relative", first=1, direction=FORECAST) if value else None


def _window(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "the next three to five years", «последние два месяца»: from or up to publication."""
    step = next(t for t in toks if t.symbol in "LPBag")
    sign = 1 if step.value > 0 and step.symbol != "a" else -1
    span = span_of([t for t in toks if t is not step])
    if span is None or step.value == 0 or not any(t.symbol in "nNwu" for t in toks):
        return None
    if step.symbol == "B" and ctx.told is not None:  # the two years before some date that was told
        return None
    unit_seen = unit_token(toks)
    plural = unit_seen is not None and unit_seen.value
    if toks[0].symbol not in "LPBag" and not plural and ctx.lex.options.get("counts_plural", False):
        return None  # "only 3 next week"
    _, count, unit = span
    if unit in "yD":
        if ctx.year is None:
            return None
        far = ctx.year + sign * round(count * (10 if unit == "D" else 1))
        if count % 1:
            return None
        ends = sorted((ctx.year, far))
        value = f"{ends[0]:04d}/{ends[1]:04d}"
    elif unit in "mq":
        if ctx.month is None:
            return None
        far_month = add_months(ctx.month, sign * round(count * (3 if unit == "q" else 1)))
        months = sorted((ctx.month, far_month))
        value = f"{months[0]:%Y-%m}/{months[1]:%Y-%m}"
    else:
        if ctx.day is None:
            return None
        far_day = ctx.day + timedelta(days=sign * round(count * (7 if unit == "k" else 1)))
        days = sorted((ctx.day, far_day))
        value = f"{days[0].isoformat()}/{days[1].isoformat()}"
    found = checked(value, "relative")
    direction = FORECAST if sign > 0 else PAST
    return found and Reading(*found, first=skip(toks, _LEADING), direction=direction)


def _shift(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "last week", "anno scorso", «в следующем году», 去年."""
    ready = next((t for t in toks if t.symbol == "R"), None)
    if ready is not None:
        value = shifted(ready.detail, int(ready.value), ctx)
        return Reading(value, "relative") if value else None
    step = next(t for t in toks if t.symbol in "LB")
    weekday = next((t for t in toks if t.symbol == "W"), None)
    if weekday is not None:
        day = None if step.symbol == "B" and not step.value else weekday_near(int(weekday.value), step, ctx)
        # Nobody says "last Wednesday" of yesterday: it is that of the week before, or the day is not known.
        yesterday = day is not None and ctx.day is not None and (ctx.day - day).days == 1
        if yesterday and step.value < 0 and not _just_past(toks[0], step, ctx):
            return REFUSED
        return Reading(day.isoformat(), "relative") if day else None
    unit = unit_token(toks)
    if unit is None or unit.value:  # "the last years" tell no date
        return None
    if step.symbol == "B" or (step.value > 0 and unit.symbol == "d"):
        near = ctx.near(toks[0].start)
        if near is None and ctx.told is None and unit.symbol in "kmd" and step.value:
            # A text that has told no date yet counts from its own.
            value = shifted(unit.symbol, int(step.value), ctx) if unit.symbol != "d" else None
            return Reading(value, "relative") if value else None
        if near is None or not _fits(unit.symbol, near):
            return None
        value = moved_told(unit.symbol, step.value, _widened(unit.symbol, near))
        return Reading(value, "relative") if value else None
    if unit.symbol == "d":
        return None
    value = shifted(unit.symbol, int(step.value), ctx)
    return Reading(value, "relative") if value else None


def _just_past(first: Token, step: Token, ctx: Context) -> bool:
    """Tell whether it is the one just past: "this past Wednesday", «este pasado lunes»."""
    word = re.search(r"(\w+) $", ctx.folded[max(0, first.start - 20) : first.start])
    before = ctx.lex.words.get(word[1]) if word else None
    said = ctx.folded[step.start : step.end]
    return said in ctx.lex.options.get("just_past", "").split() or (
        before is not None and before.symbol == "L" and before.value == 0
    )


def _fits(unit: str, near: tuple[date, date]) -> bool:
    """Tell whether the date just told is exact enough to step to the next or last unit."""
    longest = {"y": 366, "h": 184, "q": 92, "m": 31, "k": 7, "d": 1}.get(unit, 0)
    return (near[1] - near[0]).days < longest


def _widened(unit: str, near: tuple[date, date]) -> tuple[date, date]:
    """Return the whole year or month around a date."""
    first, last = near
    if unit == "y":
        return date(first.year, 1, 1), date(first.year, 12, 31)
    if unit == "m":
        return first.replace(day=1), edtf.month_end(first.year, first.month)
    if unit == "k":
        monday = first - timedelta(days=first.weekday())
        return monday, monday + timedelta(days=6)
    return first, last


def _weekday(toks: list[Token], ctx: Context) -> Reading | None:
    """Read a bare weekday: news speaks of the one just past, unless the sentence looks ahead."""
    if ctx.day is None:
        return None
    here, weekday = ctx.day.isoweekday(), int(toks[-1].value)
    days = -((here - weekday) % 7)
    if ctx.tense(toks[0].start, toks[-1].end) == FORECAST:
        days = (weekday - here) % 7
    return Reading((ctx.day + timedelta(days=days)).isoformat(), "relative")


def _day_of_week(toks: list[Token], ctx: Context) -> Reading | None:
    """Read 上周五, 上周日: the week first, then the day in it."""
    if toks[0].symbol != "R":
        return _weekday(toks, ctx)
    sunday = toks[1].symbol == "d" and ctx.folded[toks[1].start : toks[1].end] in ("日", "天")
    if sunday and ctx.folded[toks[1].end : toks[1].end + 1] in ("均", "前"):  # 上周日均: a day on average
        return None
    day = 7 if sunday else int(toks[1].value)
    if toks[0].detail != "k" or ctx.day is None or not 1 <= day <= 7 or toks[1].symbol == "n":
        return None
    monday = ctx.day - timedelta(days=ctx.day.weekday()) + timedelta(days=7 * int(toks[0].value))
    return Reading((monday + timedelta(days=day - 1)).isoformat(), "relative")


# 日 is a day of the month or a length in days; what stands around it tells.
_LENGTH_BEFORE = re.compile(
    r"(?:为期|為期|持续|持續|历时|歷時|长达|長達|连续|連續|仅|僅|共|约|約|近|超过|不到|每|逐)$"
)
_LENGTH_AFTER = re.compile(r"[内內间間游程元圆圓]|之[内內间間]")


def _counts_days(toks: Sequence[Token], ctx: Context) -> bool:
    """Tell whether a number with 日 is a length: 为期5日, 18日内, 90日."""
    number = toks[-2]
    return (
        number.value > 31
        or _LENGTH_BEFORE.search(ctx.folded, 0, toks[0].start) is not None
        or _LENGTH_AFTER.match(ctx.folded, toks[-1].end) is not None
    )


def _han_day_of_month(toks: list[Token], ctx: Context) -> Reading | None:
    """Read 18日 and 本月20日, as Chinese news names the days of the month that it speaks of."""
    sign, number, here = (
        ctx.folded[toks[-1].start],
        int(toks[-2].value),
        ctx.tense(toks[0].start, toks[-1].end),
    )
    months: list[date]
    near = ctx.near(toks[0].start)
    if toks[0].symbol == "R":
        if toks[0].detail != "m" or ctx.month is None or sign not in "日号號":
            return None
        months = [add_months(ctx.month, int(toks[0].value))]
    elif sign != "日" or _counts_days(toks, ctx):
        return None
    elif near is not None and (near[0].year, near[0].month) == (near[1].year, near[1].month):
        months = [near[0].replace(day=1)]
    elif ctx.day is not None and ctx.month is not None:
        months = [add_months(ctx.month, step) for step in (-1, 0, 1)]
    else:
        return None
    days = [month.replace(day=number) for month in months if 1 <= number <= _last_day(month)]
    if len(months) > 1 and ctx.day is not None:
        base = ctx.day
        days.sort(key=lambda day: abs((day - base).days))
        if here != UNKNOWN:
            days = [day for day in days if (day >= base if here == FORECAST else day <= base)]
    return Reading(days[0].isoformat(), "relative") if days else None


def _last_day(month: date) -> int:
    return edtf.month_end(month.year, month.month).day


def _refused(toks: list[Token], ctx: Context) -> Reading | None:
    return REFUSED


def _told_day(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "the day before", «накануне», 次日: from the day just told, else the day before publication."""
    step = int(toks[0].value)
    after = re.match(r"[ ,]*(\w+)", ctx.folded[toks[0].end : toks[0].end + 40])
    if after and toks[0].detail == "bare" and not ctx.goes_on(after[1]):
        return None  # «накануне выборов»
    near = ctx.near(toks[0].start)
    if near is not None:
        value = moved_told("d", step, near) if near[0] == near[1] else None
    else:
        value = shifted("d", step, ctx) if step < 0 and ctx.told is None else None
    return Reading(value, "relative") if value else None


def _day(toks: list[Token], ctx: Context) -> Reading | None:
    value = shifted("d", int(toks[0].value), ctx)
    return Reading(value, "relative") if value else None


# Digits that go on behind a dash are no year: 2015-32.
_CUT_OFF = re.compile(r"-\d")


# "Shein's 2024 profit", "its 2024 revenue"; "its 2024 employees" are counted.
_OF_AN_OWNER = re.compile(r"(?:[^\W\d_]'s|\b(?:its|their|our|his|her)) \Z")
_PAST_VERB = re.compile(r"[a-zäöüß]{3,}te(?:n)?|stieg|stiegen|fiel|fielen|sank|sanken|lag|lagen|gab|kam|ging")
_SINGULAR = re.compile(
    r" (?:[a-z]+[ -])?(?:[a-z]+(?<!s)|(?:net |gross )?(?:sales|earnings|results|losses|profits))\b"
)


def _owned_year(toks: list[Token], ctx: Context) -> Reading | None:
    """Read "Shein's 2024 profit": behind the year stands one thing of it, and nothing that it counts."""
    year = toks[0]
    if not 1990 <= year.value <= 2050:
        return None
    if words := ctx.lex.options.get("after_year", "").split():
        # «hat 2024 einen Umsatz», «2024 beförderte»: behind it stands no noun, which German writes large.
        behind = re.match(r" ([^\W\d_]+)", ctx.text[year.end : year.end + 24])
        known = behind is not None and (behind[1] in words or _PAST_VERB.fullmatch(behind[1]) is not None)
        return Reading(f"{int(year.value)}", "date") if known else None
    if ctx.lang != "en":
        return None
    led = _OF_AN_OWNER.search(ctx.folded, max(0, year.start - 12), year.start)
    return Reading(f"{int(year.value)}", "date") if led and _SINGULAR.match(ctx.folded, year.end) else None


def _bare_year(toks: list[Token], ctx: Context) -> Reading | None:
    """Read a year.  Four digits alone are a number: a year word, a preposition or a partner must tell."""
    year = next(t for t in toks if t.symbol == "Y")
    value = int(year.value)
    if _CUT_OFF.match(ctx.folded, year.end) and toks[-1] is year:
        return None
    told = any(t.symbol in "yk" for t in toks)
    if not told:
        if not 1800 <= value <= 2100:
            return None
        if toks[0].symbol != "Y" and not _year_by_preposition(toks[0], year, ctx):
            return None
    first = skip(toks, _LEADING)
    last = toks.index(year) + 1 if toks[-1].symbol == ")" else None
    return Reading(f"{value:04d}", "date", first=first, last=last)


def _year_by_preposition(lead: Token, year: Token, ctx: Context) -> bool:
    """Tell whether "in 2000" speaks of a year and not of "2000 companies"."""
    if lead.symbol == "(":
        return True
    if lead.detail not in ctx.lex.options.get("year_after", ["in", "within", "from", "to", "between", "on"]):
        return False
    after = ctx.folded[year.end : year.end + 24]
    word = re.match(r" ([^\W\d_]+)", after)
    if not word:
        return True
    # Languages whose nouns decline say the year word; without it a noun after the number is what is counted.
    return (
        not ctx.lex.options.get("count_before", False)
        and word[1] not in ctx.lex.options.get("counted", "").split()
    )


# A number so long counts no time that a text speaks of.
_LONGEST = 1e9


def _duration(toks: list[Token], ctx: Context) -> Reading | None:
    """Read a bare length of time, which has no place in time."""
    if any(t.symbol == "u" for t in toks):
        return None
    span = span_of(toks)
    if span is None or not any(t.symbol in "nNwJ" for t in toks):
        return None
    # 18号 is a day or a number, and 18日 a length only where something says so.
    sign = ctx.folded[toks[-1].start]
    if ctx.lex.han and (sign in "号號" or (sign == "日" and not _counts_days(toks, ctx))):
        return None
    low, high, unit = span
    if high >= _LONGEST or unit == "w" or (toks[-2:-1] and toks[-2].symbol == "c" and not toks[-1].value):
        return None  # "27 of the year" is no length
    if low == high:
        return Reading(_iso_duration(low, unit), "duration", told=False)
    if low > high:
        return None
    return Reading(f"{_iso_duration(low, unit)}/{_iso_duration(high, unit)}", "duration", told=False)


def _iso_duration(count: float, unit: str) -> str:
    scale, letter = {
        "y": (1, "Y"),
        "m": (1, "M"),
        "k": (1, "W"),
        "d": (1, "D"),
        "q": (3, "M"),
        "h": (6, "M"),
        "D": (10, "Y"),
        "C": (100, "Y"),
    }[unit]
    return f"P{count * scale:.12g}{letter}"


RESOLVERS: dict[str, Resolver] = {
    "range": _range,
    "years": _years,
    "weekday_of": weekday_of_week,
    "nth": nth,
    "han_nth": han_nth,
    "first_of": first_of,
    "week_with": week_with,
    "day_in_month": day_in_month,
    "offset": offset,
    "weekday_away": weekday_away,
    "weekday_day": weekday_day,
    "day_of_month": day_of_month,
    "days_between": days_between,
    "earlier": earlier,
    "half_of": half_of,
    "told_day_of": told_day_of,
    "spaced_digits": spaced_digits,
    "signed": signed,
    "clocked": clocked,
    "full": _full,
    "iso": _iso,
    "edge": _edge,
    "edge_of_this": _edge_of_this,
    "edge_in_a_word": _edge_in_a_word,
    "part": _part,
    "season": _season,
    "month": _month,
    "decade": _decade,
    "century": _century,
    "window": _window,
    "ago": _ago,
    "later": _later,
    "within": _within,
    "shift": _shift,
    "day": _day,
    "told_day": _told_day,
    "refused": _refused,
    "han_day_of_month": _han_day_of_month,
    "weekday": _weekday,
    "day_of_week": _day_of_week,
    "year": _bare_year,
    "owned_year": _owned_year,
    "duration": _duration,
}
