"""Time expressions: our own grammar over the tokens of `lexicon`, with values in EDTF.

A rule is a pattern over token symbols; what it matched is read as a bag of parts (day, month, year,
shift ...), so that "12 January 2026", «12 января прошлого года» and "gennaio di quest'anno" need no rule
of their own.  A relative phrase is anchored at the publication date or at the date just told; without an
anchor it is not returned, because a guessed date is worse than none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from aitui.analysis import edtf
from aitui.analysis.lexicon import HAN_DIGITS, Lexicon, Token, lexicon, tokens
from aitui.analysis.numerals import han_number, roman_number
from aitui.analysis.tense import FORECAST, PAST, UNKNOWN, tense
from aitui.model import Sentence, Timex
from aitui.text.fold import fold


@dataclass(slots=True)
class _Reading:
    """What a rule made of its tokens: value, kind, and which tokens are the phrase itself."""

    value: str
    kind: str
    first: int = 0
    last: int | None = None
    told: bool = True
    direction: str = UNKNOWN


@dataclass(slots=True)
class _Parts:
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
class _Context:
    """What a phrase may lean on."""

    folded: str
    text: str
    lang: str
    lex: Lexicon
    sentences: Sequence[Sentence]
    starts: list[int]
    anchor: edtf.Bounds
    told: tuple[int, date, date] | None = None  # sentence, first and last day of the date just told
    last_told: tuple[date, date] | None = None

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

    def near(self, start: int) -> tuple[date, date] | None:
        """Return the date told in the same sentence or in the one before."""
        if self.told is None:
            return None
        here = self.sentence(start)
        if here >= 0 and 0 <= here - self.told[0] <= 1:
            return self.told[1], self.told[2]
        return None


# ---------------------------------------------------------------- grammar

# Words between the parts of a date: "of", articles, and prepositions that some languages put there.
_OF = r"[cijV]"
_NUM = r"(?:[nN]|w(?:[zA]?w){0,2}|u)"
_NUMS = rf"{_NUM}(?:(?:z?[OA]z?{_OF}?|z){_NUM})?"
_DAY = r"(?:w[zA]?o|wAw|[now])"
_MONTH = r"[Mv]Z?"
_YEAR = rf"(?:{_OF}{{0,2}}(?:(?:y{_OF}?)?k?Yk?y?|[LB]{_OF}?k?y|y{_OF}?[LB]|R))"
_WEEKDAY = rf"(?:WZ?K?{_OF}{{0,2}})"
_DAY_MONTH = rf"(?:{_DAY}{_OF}{{0,2}}{_MONTH})"
_MONTH_DAY = rf"(?:{_MONTH}{_OF}?{_DAY})"
_PART = r"(?:(?:w[zA]?o|[nowr])z?k?[qh]|Q)"

Resolver = Callable[[list[Token], _Context], "_Reading | None"]


def _spaced_rules(month_first: bool) -> list[tuple[str, str]]:
    """Return (name, pattern over symbols) of languages that write blanks between words, in order."""
    day_month = rf"(?:{_WEEKDAY}?(?:{_DAY_MONTH}{'|' + _MONTH_DAY if month_first else ''}))"
    full = rf"(?:{day_month}(?:K?{_YEAR})?)"
    month = rf"(?:{_MONTH}(?:[Kz]?{_YEAR})?)"
    rules = [
        (
            "range",
            rf"[FGijV]?{_OF}{{0,2}}{_WEEKDAY}?{_DAY}(?:[KzOA]{_OF}{{0,2}}{_WEEKDAY}?{_DAY}){{1,3}}{_OF}{{0,2}}{_MONTH}(?:K?{_YEAR})?",
        ),
        ("range", rf"[FG]?{_OF}?{full}{_OF}?(?:z|O){_OF}?{full}"),
        ("range", rf"G{_OF}?{full}A{_OF}?{full}"),
        ("range", rf"[FG]?{_OF}?(?:I)(?:z|O|A){_OF}?I"),
        ("range", rf"[FGiV]?{_OF}?{month}(?:z|O){_OF}?{month}"),
        ("range", rf"G{_OF}?{month}A{_OF}?{month}"),
        ("range", rf"[FG]?{_OF}?{_PART}?(?:[nowr]|Q)z?[qh]?(?:z|O|A){_OF}?{_PART}{_YEAR}"),
        ("years", rf"(?:[FGijVc]|y)?{_OF}?k?Yy?(?:z|O|A|s){_OF}?(?:Y|n)k?y?"),
        ("months_of", rf"o(?:{_NUM})m{_YEAR}"),
        ("full", rf"(?:[iFOGjV]{_OF}{{0,2}})?{full}"),
        ("iso", rf"{_WEEKDAY}?I"),
        (
            "edge",
            rf"Ez?{_OF}{{0,3}}(?:{month}|S{_YEAR}|{_PART}{_YEAR}|k?Yk?y?|y{_OF}?Y|[LB]{_OF}?[ymqh]|[ymqh]{_OF}?[LB]|e)",
        ),
        ("edge_of_this", rf"Ez?{_OF}{{0,2}}[ymk]"),
        ("part", rf"{_PART}(?:[zs]?K?{_YEAR}|c{_OF}?y)?"),
        ("part", r"Yz?Q"),
        ("season", rf"[LB]?{_OF}?S(?:[zs]?{_YEAR})?|S[LB]"),
        ("month", rf"(?:[iFOGjVLB]{_OF}{{0,2}})?{month}|M[LB]"),
        ("decade", rf"ey?|y{_OF}?(?:[nN]|Y|w)|[LP]{_OF}?D"),
        ("century", r"(?:w[zA]?o|[ornw])z?C|Cr"),
        ("window", rf"[LPB]{_OF}?(?:{_NUMS}){_OF}?[ymkdD]|(?:{_NUMS})[LP][ymkdD]"),
        ("ago", rf"(?:(?:{_NUMS}){_OF}?)?[ymkdD]a|Ja|b(?:{_NUMS}){_OF}?[ymkdD]|bJ"),
        ("later", rf"(?:f|g)(?:(?:{_NUMS}){_OF}?)?[ymkdD]|(?:f|g)J|(?:{_NUMS}){_OF}?[ymkdD]g|Jg"),
        ("within", rf"[VG]{_OF}?(?:{_NUMS}){_OF}?[ymkdD]"),
        ("shift", rf"[LB]{_OF}?[ymkdqhwC]|[ymkqhw]{_OF}?[LB]|[LB]{_OF}?W|W[LB]|R"),
        ("day", r"T"),
        ("weekday", r"W"),
        (
            "year",
            rf"(?:[iFOGjV]{_OF}?)?k?Yk?y|y{_OF}?Y|[iFOGjVc]{_OF}?Y|\(Y\)|Y(?=(?:[KAz]Y){{1,3}}y)|(?<=Y[Az])Y",
        ),
        ("duration", rf"(?:{_NUMS}){_OF}?[ymkdDC]|J"),
    ]
    return rules


_HAN_RULES: list[tuple[str, str]] = [
    ("range", r"F?(?:(?:Yy|R)?[nw]md?(?:[nw]d)?)(?:z|O)(?:(?:Yy|R)?[nw]m)?[nw]d"),
    ("range", r"F?(?:(?:Yy|R)[nw]m)(?:z|O)(?:(?:Yy|R)?[nw]m)"),
    ("range", r"F?(?:[nw]m)(?:z|O)[nw]m"),
    ("years", r"F?Yy?(?:z|O)Yy"),
    ("full", r"(?:(?:Yy|R)c?)?(?:[nw]m|M)[nw]d"),
    ("iso", r"I"),
    ("months_of", r"(?:Yy|R)c?o[nw]m"),
    ("edge", r"(?:Yy?|R)c?E|(?:Yy|R)c?(?:[nw]m|M)E|(?:[nw]m|M)E"),
    ("part", r"(?:(?:Yy|R)c?)?(?:Q|o?[nw]q)"),
    ("season", r"(?:(?:Yy|R)c?)S"),
    ("month", r"(?:Yy|R)c?(?:[nw]m|M)|(?:[nw]m|M)"),
    ("decade", r"(?:[nw]C)?[nNw]D|YD"),
    ("century", r"[nw]C"),
    ("window", r"[LP][nNw]c?[ymkdD]"),
    ("ago", r"[nNw]c?[ymkdD]a|Ja"),
    ("later", r"[nNw]c?[ymkdD]g|Jg"),
    ("weekday_of", r"R[nwW]|W"),
    ("shift", r"R"),
    ("day", r"T"),
    ("year", r"Yy|[iFO]Y(?!y)"),
    ("duration", r"[nNw]c?[ymkdDC]|J"),
]


@dataclass(frozen=True, slots=True)
class _Grammar:
    scan: re.Pattern[str]
    rules: tuple[tuple[Resolver, re.Pattern[str]], ...]


@cache
def _grammar(lang: str) -> _Grammar:
    """Return the compiled grammar of a language; `scan` only finds where a phrase may begin."""
    lex = lexicon(lang, "time")
    rules = _HAN_RULES if lex.han else _spaced_rules(bool(lex.options.get("month_first")))
    compiled = tuple((_RESOLVERS[name], re.compile(pattern)) for name, pattern in rules)
    scan = "|".join(re.sub(r"\?P<\w+>", "?:", pattern) for _, pattern in rules)
    return _Grammar(re.compile(scan), compiled)


# ---------------------------------------------------------------- numbers of the text

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:t.*)?")
_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")
_DIGITS = re.compile(r"'?(\d+)(?:([.,:])(\d+))?(.*)")
_MONEY = "$€£¥₽№#§\\/&=+<>"


def _numeric_date(token: str, month_first: bool, dots: bool) -> str | None:
    """Return the ISO day that digits with signs between them stand for; None when they stand for none."""
    found = _ISO.fullmatch(token)
    if found:
        return _iso_day(int(found[1]), int(found[2]), int(found[3]))
    found = _NUMERIC.fullmatch(token)
    if not found:
        return None
    first, sign, second, third = found.groups()
    if len(first) == 4 and len(third) <= 2:
        return _iso_day(int(first), int(second), int(third))
    if len(third) == 2 and len(first) <= 2 and (sign == "/" or (dots and len(first) == len(second) == 2)):
        year = int(third) + (2000 if int(third) < 50 else 1900)
    elif len(third) == 4 and len(first) <= 2:
        year = int(third)
    else:
        return None
    day, month = int(first), int(second)
    if month_first and sign != "." and day <= 12:
        day, month = month, day
    if month > 12 >= day:
        day, month = month, day
    return _iso_day(year, month, day)


def _iso_day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _guarded(folded: str, start: int, end: int, known: bool) -> bool:
    """Tell whether digits belong to something else: a price, a share, a model number, a score.

    Args:
        folded: the folded text.
        start: first digit.
        end: end of the digits.
        known: True when a hyphen before the digits joins them to a word of time ("mid-2025").
    """
    before = folded[start - 1] if start else " "
    if before in _MONEY or (before in ".,:_" and start > 1 and folded[start - 2].isalnum()):
        return True
    if before == "-" and start > 1 and folded[start - 2].isalpha() and not known:
        return True
    after = folded[end : end + 3]
    if after[:1] in "%‰°$€£¥₽/\\_@" and after[:1]:
        return not (after[0] == "/" and after[1:2].isdigit())
    if after[:1] == " " and after[1:2] and after[1] in "%$€£¥₽":
        return True
    return after[:1] == "-" and after[1:2].isalpha() and after[1:2] not in "qhtк"


def _number(token: Token, ctx: _Context, known: bool) -> Token:
    """Return a token of digits with the symbol that its form and surroundings allow."""
    start, end, _, _, raw = token
    lex = ctx.lex
    options = lex.options
    day = _numeric_date(raw, bool(options.get("month_first")), bool(options.get("dot_dates", True)))
    unknown = Token(start, end, "x", 0.0, raw)
    if day:
        return unknown if _guarded(ctx.folded, start, end, known) else Token(start, end, "I", 0.0, day)
    found = _DIGITS.fullmatch(raw)
    if not found or found[2] == ":":
        return unknown
    digits, _, fraction, tail = found.groups()
    if fraction is not None:
        if tail or len(fraction) > 2 or _guarded(ctx.folded, start, end, known):
            return unknown
        return Token(start, end, "N", float(f"{digits}.{fraction}"), raw)
    value = int(digits) if len(digits) < 10 else 0
    numerals = lex.numerals
    if tail and numerals.decade_suffix and re.fullmatch(numerals.decade_suffix, tail):
        low = 20 if numerals.decade_suffix == "'?s" else 40
        if value % 10 == 0 and ((len(digits) == 4 and 1000 <= value < 2100) or (low <= value < 100)):
            year = value if value > 100 else value + (1900 if value >= 30 else 2000)
            return Token(start, end, "e", float(year), raw)
    ordinal = tail == "." or bool(tail and numerals.suffix and re.fullmatch(numerals.suffix, tail))
    if (tail and not ordinal) or _guarded(ctx.folded, start, end, known):
        return unknown
    if len(digits) == 4 and 1000 <= value < 2200 and raw[0] != "'":
        return Token(start, end, "Y", float(value), "ordinal" if ordinal else "")
    if 1 <= value <= 31 and len(digits) <= 2:
        return Token(start, end, "o" if ordinal else "n", float(value), raw)
    return Token(start, end, "N", float(value), raw) if not ordinal else unknown


_CYRILLIC_ROMAN = str.maketrans("хіі", "xii")


def _classify(raw: list[Token], ctx: _Context) -> list[Token]:
    """Return the tokens with numbers classified and words of the wrong case put aside."""
    capital = bool(ctx.lex.options.get("capital"))
    text = ctx.text
    out: list[Token] = []
    for token in raw:
        symbol = token.symbol
        if symbol == "0":
            joined = len(out) > 1 and out[-1].symbol == "z" and out[-2].symbol not in "x("
            token = _number(token, ctx, joined)
        elif symbol == "x" and len(token.detail) < 6:
            value = roman_number(token.detail.translate(_CYRILLIC_ROMAN))
            if value and text[token.start].isupper():
                token = token._replace(symbol="r", value=float(value))
            elif ctx.lex.han and token.detail[0] in HAN_DIGITS:
                token = _han_token(token)
        elif capital and symbol == "v" and not text[token.start].isupper():
            token = token._replace(symbol="x")
        out.append(token)
    return out


def _han_token(token: Token) -> Token:
    """Return a token of Chinese numerals as a year or a number."""
    value = han_number(token.detail)
    if value is None:
        return token
    if len(token.detail) == 4 and 1000 <= value < 2200 and not set(token.detail) & set("十百千"):
        return token._replace(symbol="Y", value=float(value), detail="")
    return token._replace(symbol="w", value=float(value))


# ---------------------------------------------------------------- from tokens to parts


def _amount(toks: Sequence[Token]) -> tuple[float, float] | None:
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


def _unit(toks: Sequence[Token]) -> Token | None:
    """Return the token of the unit of time."""
    return next(
        (token for token in reversed(toks) if token.symbol in "ymkdqhDCw" and token.detail == token.symbol),
        None,
    )


def _parts(toks: Sequence[Token]) -> _Parts:
    """Read tokens as a bag of calendar parts."""
    parts = _Parts()
    pending: list[float] = []
    shift: Token | None = None
    unit_seen = ""
    for token in toks:
        symbol = token.symbol
        if symbol == "W":
            parts.weekday = int(token.value)
        elif symbol in "nowr":
            if pending and parts.month is None and pending[-1] >= 20 and token.value < 10 and symbol in "ow":
                pending[-1] += token.value
            elif parts.month is not None and not parts.days and symbol in "now":
                parts.days.append(int(token.value))
            else:
                pending.append(token.value)
        elif symbol in "Mv":
            parts.month = int(token.value)
            parts.days += [int(value) for value in pending]
            pending = []
        elif symbol == "Y":
            parts.year, parts.fresh = int(token.value), True
        elif symbol == "L" or symbol == "B":
            shift = token
        elif symbol == "R" and token.detail == "y":
            parts.shift, parts.fresh = int(token.value), True
        elif symbol == "y":
            unit_seen = "y"
        elif symbol in "qh":
            if pending:
                parts.part = (symbol, int(pending[-1]))
                pending = []
            unit_seen = unit_seen or symbol
        elif symbol == "m":  # 月: the number before it is a month
            parts.month = int(pending.pop()) if pending else None
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


def _year(parts: _Parts, ctx: _Context, start: int) -> int | None:
    """Return the year of the parts, told or by the anchor; None when neither tells."""
    if parts.year is not None:
        return parts.year
    if parts.shift is not None and parts.fresh:
        return None if ctx.year is None else ctx.year + parts.shift
    if parts.told_shift is not None:
        near = ctx.near(start)
        return None if near is None else near[0].year + parts.told_shift
    return None


def _nearest_year(month: int, day: int, ctx: _Context, start: int, end: int) -> int | None:
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
    if here == FORECAST:  # the month of publication itself may still be meant
        return min(year for moment, year in days if moment + timedelta(days=30) >= anchor)
    if here == PAST:
        return max(year for moment, year in days if moment <= (ctx.anchor[1] or anchor))
    return min(days, key=lambda item: abs((item[0] - anchor).days))[1]


_PART_CODE = {("q", 1): 33, ("q", 2): 34, ("q", 3): 35, ("q", 4): 36, ("h", 1): 40, ("h", 2): 41}


def _resolve(parts: _Parts, ctx: _Context, start: int, end: int) -> tuple[str, str] | None:
    """Return (EDTF, kind) of calendar parts; None when they make no date or lack an anchor."""
    year = _year(parts, ctx, start)
    relative = parts.year is None
    if year is None and (parts.fresh or parts.told_shift is not None):
        return None
    if parts.month is not None:
        if not 1 <= parts.month <= 12:
            return None
        day = parts.days[-1] if parts.days else 0
        if parts.shift is not None and not parts.fresh:
            year = _shifted_year(parts.shift, parts.month, ctx)
            if year is None:
                return None
        elif year is None:
            year = _nearest_year(parts.month, day or 1, ctx, start, end)
        stem = f"{year:04d}" if year is not None else "XXXX"
        if year is None:
            relative = False
        if day:
            value = f"{stem}-{parts.month:02d}-{day:02d}"
            return _checked(value, "relative" if relative else "date")
        value = f"{stem}-{parts.month:02d}"
        if parts.edge and year is not None:
            first, last = date(year, parts.month, 1), edtf.month_end(year, parts.month)
            third = {"start": (1, 10), "mid": (11, 20), "end": (21, last.day)}[parts.edge]
            value = edtf.interval(first.replace(day=third[0]), first.replace(day=third[1]))
        kind = "period" if parts.edge else "date"
        return _checked(value, "relative" if relative else kind)
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
            else _checked(f"{year:04d}-{parts.season}", "relative" if relative else "season")
        )
    if parts.part is not None:
        code = _PART_CODE.get(parts.part)
        if code is None:
            return None
        if year is None:
            first_month = {33: 1, 34: 4, 35: 7, 36: 10, 40: 1, 41: 7}[code]
            if ctx.anchor[0] is None and ctx.near(start) is None:
                return None
            year = _nearest_year(first_month, 1, ctx, start, end)
        kind = "quarter" if parts.part[0] == "q" else "period"
        return None if year is None else _checked(f"{year:04d}-{code}", "relative" if relative else kind)
    if year is not None:
        if parts.edge:
            months = {"start": (1, 3), "mid": (5, 8), "end": (10, 12)}[parts.edge]
            value = edtf.interval(date(year, months[0], 1), edtf.month_end(year, months[1]))
            return _checked(value, "relative" if relative else "period")
        return _checked(f"{year:04d}", "relative" if relative else "date")
    return None


def _shifted_year(shift: int, month: int, ctx: _Context) -> int | None:
    """Return the year of "last March", "next March", "this March" as seen from publication."""
    anchor = ctx.month
    if anchor is None:
        return None
    if shift < 0:
        return anchor.year if month < anchor.month else anchor.year - 1
    if shift > 0:
        return anchor.year if month > anchor.month else anchor.year + 1
    return anchor.year


def _shifted_season(parts: _Parts, ctx: _Context) -> int | None:
    """Return the year of "this summer"; a winter is named by the year that it begins in."""
    month = {21: 3, 22: 6, 23: 9, 24: 12}[parts.season or 21]
    year = _shifted_year(parts.shift or 0, month, ctx)
    if (
        year is not None
        and month == 12
        and parts.shift == 0
        and ctx.month is not None
        and ctx.month.month < 3
    ):
        return year - 1
    return year


def _checked(value: str, kind: str) -> tuple[str, str] | None:
    """Return the pair when the value is a date of the calendar."""
    try:
        edtf.bounds(value)
    except ValueError:
        return None
    return value, kind


# ---------------------------------------------------------------- resolvers, one a rule


def _skip(toks: Sequence[Token], symbols: str) -> int:
    """Return how many leading tokens are prepositions and articles, which stay outside the span."""
    count = 0
    while count < len(toks) - 1 and toks[count].symbol in symbols:
        count += 1
    return count


_LEADING = "iFOGjcAV("


def _full(toks: list[Token], ctx: _Context) -> _Reading | None:
    parts = _parts(toks)
    found = _resolve(parts, ctx, toks[0].start, toks[-1].end)
    if found is None:
        return None
    if found[0].startswith("XXXX") and not parts.days and toks[0].symbol not in _LEADING:
        return None
    return _Reading(*found, first=_skip(toks, _LEADING))


def _range(toks: list[Token], ctx: _Context) -> _Reading | None:
    """Read two calendar expressions with a connector; the left one borrows what it lacks."""
    split = [at for at, token in enumerate(toks) if at and token.symbol in "zOAK" and at + 1 < len(toks)]
    if not split:
        return None
    start, end = toks[0].start, toks[-1].end
    right = _parts(toks[split[-1] + 1 :])
    for at in (split[0], split[-1]):
        left, right = _parts(toks[:at]), _parts(toks[at + 1 :])
        if left.days or left.month or left.part or left.year:
            break
    if len(split) > 1 and left.month is None:  # a list of days: from the first to the last
        days = [int(token.value) for token in toks if token.symbol in "now"]
        left.days, right.days = days[:1], days[-1:]
    if toks[0].symbol == "I" or any(token.symbol == "I" for token in toks):
        isos = [token.detail for token in toks if token.symbol == "I"]
        if len(isos) == 2 and isos[0] < isos[1]:
            return _Reading(f"{isos[0]}/{isos[1]}", "period", first=_skip(toks, _LEADING))
        return None
    if right.month is None and left.month is not None and right.days:
        right.month = left.month
    if left.month is None and left.days and right.days:
        left.month = right.month
    if left.part is None and right.part is not None and left.days:
        left.part, left.days = (right.part[0], left.days[-1]), []
    if right.year is None and left.year is not None and right.shift is None:
        right.year = left.year
    late = _resolve(right, ctx, start, end)
    if late is None:
        return None
    _, last = edtf.bounds(late[0])
    if left.year is None and left.shift is None and left.told_shift is None and last is not None:
        left.year = last.year
        if left.month and right.month and left.month > right.month:
            left.year -= 1
    early = _resolve(left, ctx, start, end)
    if early is None:
        return None
    first, _ = edtf.bounds(early[0])
    kind = "relative" if "relative" in (early[1], late[1]) and right.year is None else "period"
    if first is None or last is None:
        return (
            _Reading(f"{early[0]}/{late[0]}", "period", first=_skip(toks, _LEADING))
            if early[0][:4] == late[0][:4]
            else None
        )
    if first > last:
        return None
    value = f"{early[0]}/{late[0]}" if "-3" not in early[0] + late[0] else edtf.interval(first, last)
    found = _checked(value, kind)
    return found and _Reading(*found, first=_skip(toks, _LEADING))


def _years(toks: list[Token], ctx: _Context) -> _Reading | None:
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
    elif connector.symbol in "zs" and not evidence:
        plausible = 1900 <= early <= 2100 and 1900 <= late <= 2100
        spaced = connector.start > numbers[0].end and ctx.folded[connector.start] == "-"
        evidence = plausible and not spaced
    if not evidence or not early < late <= early + 300:
        return None
    return _Reading(f"{early:04d}/{late:04d}", "period", first=_skip(toks, _LEADING))


def _iso(toks: list[Token], ctx: _Context) -> _Reading | None:
    return _Reading(toks[-1].detail, "date")


def _months_of(toks: list[Token], ctx: _Context) -> _Reading | None:
    """Read "the first nine months of 2024"."""
    count = next((t for t in toks if t.symbol in "nNw" and toks.index(t) > 0), None)
    head = next((t for t in toks if t.symbol == "o"), None)
    if count is None or head is None or head.value != 1 or not 1 <= count.value <= 12:
        return None
    rest = [t for t in toks if t is not count and t is not head and t.symbol != "m"]
    year = _year(_parts(rest), ctx, toks[0].start)
    if year is None:
        return None
    relative = not any(t.symbol == "Y" for t in rest)
    value = f"{year:04d}-01/{year:04d}-{int(count.value):02d}"
    return _Reading(value, "relative" if relative else "period")


def _edge(toks: list[Token], ctx: _Context) -> _Reading | None:
    decade = next((t for t in toks if t.symbol == "e"), None)
    edge = next(t for t in toks if t.symbol == "E").detail
    if decade is not None:
        base = int(decade.value) + {"start": 0, "mid": 4, "end": 7}[edge]
        return _Reading(f"{base:04d}/{base + 2:04d}", "period")
    unit = _unit(toks)
    shift = next((t for t in toks if t.symbol in "LB"), None)
    if shift is not None and unit is not None and unit.symbol != "y":
        return None
    found = _resolve(_parts(toks), ctx, toks[0].start, toks[-1].end)
    return found and _Reading(*found)


def _edge_of_this(toks: list[Token], ctx: _Context) -> _Reading | None:
    """Read "by the end of the year", "a fine mese"."""
    unit, edge = toks[-1].symbol, toks[0].detail
    if toks[-1].value:
        return None
    if unit == "y":
        parts = _Parts(shift=0, fresh=True, edge=edge)
        found = _resolve(parts, ctx, toks[0].start, toks[-1].end)
        return found and _Reading(*found)
    if unit == "m" and ctx.month is not None:
        parts = _Parts(month=ctx.month.month, shift=0, fresh=True, edge=edge)
        found = _resolve(parts, ctx, toks[0].start, toks[-1].end)
        return found and _Reading(*found)
    if unit == "k" and ctx.day is not None:
        monday = ctx.day - timedelta(days=ctx.day.weekday())
        first, last = {"start": (0, 1), "mid": (2, 3), "end": (4, 6)}[edge]
        return _Reading(
            edtf.interval(monday + timedelta(days=first), monday + timedelta(days=last)), "relative"
        )
    return None


def _part(toks: list[Token], ctx: _Context) -> _Reading | None:
    parts = _parts(toks)
    if parts.part is None or (
        parts.part[0] == "h" and parts.year is None and len(toks) < 3 and not ctx.lex.han
    ):
        return None
    if toks[-1].symbol == "y" and not parts.fresh:  # "the first half of the year"
        parts.shift, parts.fresh = 0, True
    found = _resolve(parts, ctx, toks[0].start, toks[-1].end)
    return found and _Reading(*found)


def _season(toks: list[Token], ctx: _Context) -> _Reading | None:
    found = _resolve(_parts(toks), ctx, toks[0].start, toks[-1].end)
    return found and _Reading(*found, first=_skip(toks, "c"))


def _month(toks: list[Token], ctx: _Context) -> _Reading | None:
    """Read a month, with a year or without one; a bare month needs a preposition or a modifier."""
    lead = toks[0].symbol in _LEADING + "LB"
    parts = _parts(toks)
    told = parts.fresh or parts.shift is not None or parts.told_shift is not None
    if not lead and not told and not ctx.lex.han and any(t.symbol == "v" for t in toks):
        return None
    found = _resolve(parts, ctx, toks[0].start, toks[-1].end)
    if found is None:
        return None
    return _Reading(*found, first=_skip(toks, _LEADING))


def _decade(toks: list[Token], ctx: _Context) -> _Reading | None:
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
    if toks[0].symbol == "y" and (not toks[0].value or number.symbol == "Y"):
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
    return _Reading(f"{value // 10}X", "period")


def _shift_decade(toks: list[Token], ctx: _Context) -> _Reading | None:
    """Read "the next decade": ten years from now, as a reader understands it; "last decade" likewise."""
    if ctx.year is None:
        return None
    step = int(toks[0].value)
    if step == 0:
        return _Reading(f"{ctx.year // 10}X", "relative")
    ends = sorted((ctx.year, ctx.year + 10 * step))
    return _Reading(f"{ends[0]:04d}/{ends[1]:04d}", "relative")


def _century(toks: list[Token], ctx: _Context) -> _Reading | None:
    parts = _parts([t for t in toks if t.symbol != "C"])
    number = parts.days[-1] if parts.days else 0
    if not 10 <= number <= 22:
        return None
    return _Reading(f"{number - 1:02d}XX", "period")


def _add_months(day: date, count: int) -> date:
    month = day.year * 12 + day.month - 1 + count
    year, month = divmod(month, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, edtf.month_end(year, month + 1).day))


def _moved(unit: str, count: float, ctx: _Context) -> str | None:
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
            return f"{_add_months(month, months):%Y-%m}~"
        if ctx.year is None or (month is None and months % 12):
            return None
        moved = _add_months(month or date(ctx.year, 1, 1), months)
        return f"{moved.year:04d}~"
    except (ValueError, OverflowError):
        return None


def _moved_told(unit: str, count: float, near: tuple[date, date]) -> str | None:
    """Return the date just told, moved by so many units."""
    first, last = near
    try:
        if unit in "dk":
            step = timedelta(days=round(count * (7 if unit == "k" else 1)))
            return edtf.interval(first + step, last + step)
        months = round(count * {"y": 12, "m": 1, "q": 3, "h": 6, "D": 120}[unit])
        end = last == edtf.month_end(last.year, last.month)
        first, moved = _add_months(first, months), _add_months(last, months)
        return edtf.interval(first, edtf.month_end(moved.year, moved.month) if end else moved)
    except (ValueError, OverflowError):
        return None


def _span(toks: Sequence[Token]) -> tuple[float, float, str] | None:
    """Return (smaller number, larger number, unit) of "two or three years", "half a year"."""
    fixed = next((t for t in toks if t.symbol == "J"), None)
    if fixed is not None:
        return fixed.value, fixed.value, fixed.detail
    unit = _unit(toks)
    if unit is None:
        return None
    numbers = _amount([t for t in toks if t.start < unit.start])
    if numbers is None:
        if unit.value:  # «годы назад»
            return None
        numbers = (1.0, 1.0)
    return numbers[0], numbers[1], unit.symbol


def _ago(toks: list[Token], ctx: _Context) -> _Reading | None:
    span = _span(toks)
    value = span and _moved(span[2], -span[1], ctx)
    return (
        _Reading(
            value,
            "relative",
            first=int(toks[0].symbol == "b" and bool(ctx.lex.options.get("before_outside"))),
            direction=PAST,
        )
        if value
        else None
    )


def _later(toks: list[Token], ctx: _Context) -> _Reading | None:
    """Read «через две недели», "two weeks later": counted from the date just told, else from publication."""
    span = _span(toks)
    if span is None:
        return None
    low, high, unit = span
    start, end = toks[0].start, toks[-1].end
    near = ctx.near(start)
    postposed = toks[-1].symbol == "g"
    here = ctx.tense(start, end)
    value: str | None = None
    if near is not None and (postposed or here != FORECAST):
        value = _moved_told(unit, high, near)
        direction = UNKNOWN
    elif not postposed and here != PAST:
        value = _moved(unit, high, ctx)
        direction = FORECAST
    if value is None:
        return None
    return _Reading(value, "relative", first=_skip(toks, "fgiGV"), direction=direction, told=low == high)


def _within(toks: list[Token], ctx: _Context) -> _Reading | None:
    """Read "in two years": a point to come, unless the sentence looks back; then it is only a length."""
    span = _span(toks)
    here = ctx.tense(toks[0].start, toks[-1].end)
    if span is None or here == PAST or (toks[0].symbol == "G" and here != FORECAST):
        return None
    value = _moved(span[2], span[1], ctx)
    return _Reading(value, "relative", first=1, direction=FORECAST) if value else None


def _window(toks: list[Token], ctx: _Context) -> _Reading | None:
    """Read "the next three to five years", «последние два месяца»: from or up to publication."""
    step = next(t for t in toks if t.symbol in "LPB")
    sign = 1 if step.value > 0 else -1
    span = _span([t for t in toks if t is not step])
    if span is None or step.value == 0 or not any(t.symbol in "nNwu" for t in toks):
        return None
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
        far_month = _add_months(ctx.month, sign * round(count * (3 if unit == "q" else 1)))
        months = sorted((ctx.month, far_month))
        value = f"{months[0]:%Y-%m}/{months[1]:%Y-%m}"
    else:
        if ctx.day is None:
            return None
        far_day = ctx.day + timedelta(days=sign * round(count * (7 if unit == "k" else 1)))
        days = sorted((ctx.day, far_day))
        value = f"{days[0].isoformat()}/{days[1].isoformat()}"
    found = _checked(value, "relative")
    direction = FORECAST if sign > 0 else PAST
    return found and _Reading(*found, first=_skip(toks, _LEADING), direction=direction)


def _shifted(unit: str, step: int, ctx: _Context) -> str | None:
    """Return the EDTF of the unit of publication moved by whole units: last week, next quarter."""
    if unit == "y":
        return None if ctx.year is None else f"{ctx.year + step:04d}"
    if unit == "C":
        return None if ctx.year is None else f"{ctx.year // 100 + step:02d}XX"
    if unit in "mqh":
        if ctx.month is None:
            return None
        if unit == "m":
            return f"{_add_months(ctx.month, step):%Y-%m}"
        size = 3 if unit == "q" else 6
        moved = _add_months(ctx.month, step * size)
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


def _shift(toks: list[Token], ctx: _Context) -> _Reading | None:
    """Read "last week", "anno scorso", «в следующем году», 去年."""
    ready = next((t for t in toks if t.symbol == "R"), None)
    if ready is not None:
        value = _shifted(ready.detail, int(ready.value), ctx)
        return _Reading(value, "relative") if value else None
    step = next(t for t in toks if t.symbol in "LB")
    weekday = next((t for t in toks if t.symbol == "W"), None)
    if weekday is not None:
        return _shift_weekday(int(weekday.value), step, ctx)
    unit = _unit(toks)
    if unit is None or unit.value:  # "the last years" tell no date
        return None
    if step.symbol == "B" or (step.value > 0 and unit.symbol == "d"):
        near = ctx.near(toks[0].start)
        if near is None or not _fits(unit.symbol, near):
            return None
        value = _moved_told(unit.symbol, step.value, _widened(unit.symbol, near))
        return _Reading(value, "relative") if value else None
    if unit.symbol == "d":
        return None
    value = _shifted(unit.symbol, int(step.value), ctx)
    return _Reading(value, "relative") if value else None


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
    return first, last


def _shift_weekday(weekday: int, step: Token, ctx: _Context) -> _Reading | None:
    if ctx.day is None or step.symbol == "B":
        return None
    here = ctx.day.isoweekday()
    if step.value < 0:
        days = -((here - weekday) % 7 or 7)
    elif step.value > 0:
        days = (weekday - here) % 7 or 7
    else:
        days = weekday - here
    return _Reading((ctx.day + timedelta(days=days)).isoformat(), "relative")


def _weekday(toks: list[Token], ctx: _Context) -> _Reading | None:
    """Read a bare weekday: news speaks of the one just past, unless the sentence looks ahead."""
    if ctx.day is None:
        return None
    here, weekday = ctx.day.isoweekday(), int(toks[-1].value)
    days = -((here - weekday) % 7)
    if ctx.tense(toks[0].start, toks[-1].end) == FORECAST:
        days = (weekday - here) % 7
    return _Reading((ctx.day + timedelta(days=days)).isoformat(), "relative")


def _weekday_of(toks: list[Token], ctx: _Context) -> _Reading | None:
    """Read 上周五: the week first, then the day in it."""
    if toks[0].symbol != "R":
        return _weekday(toks, ctx)
    if toks[0].detail != "k" or ctx.day is None or not 1 <= toks[1].value <= 7 or toks[1].symbol == "n":
        return None
    monday = ctx.day - timedelta(days=ctx.day.weekday()) + timedelta(days=7 * int(toks[0].value))
    return _Reading((monday + timedelta(days=int(toks[1].value) - 1)).isoformat(), "relative")


def _day(toks: list[Token], ctx: _Context) -> _Reading | None:
    value = _shifted("d", int(toks[0].value), ctx)
    return _Reading(value, "relative") if value else None


def _bare_year(toks: list[Token], ctx: _Context) -> _Reading | None:
    """Read a year.  Four digits alone are a number: a year word, a preposition or a partner must tell."""
    year = next(t for t in toks if t.symbol == "Y")
    value = int(year.value)
    told = any(t.symbol in "yk" for t in toks)
    if not told:
        if not 1800 <= value <= 2100:
            return None
        if toks[0].symbol != "Y" and not _year_by_preposition(toks[0], year, ctx):
            return None
    first = _skip(toks, _LEADING)
    last = toks.index(year) + 1 if toks[-1].symbol == ")" else None
    return _Reading(f"{value:04d}", "date", first=first, last=last)


def _year_by_preposition(lead: Token, year: Token, ctx: _Context) -> bool:
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


def _duration(toks: list[Token], ctx: _Context) -> _Reading | None:
    """Read a bare length of time, which has no place in time."""
    if any(t.symbol == "u" for t in toks):
        return None
    span = _span(toks)
    if span is None or not any(t.symbol in "nNwJ" for t in toks):
        return None
    low, high, unit = span
    if low == high:
        return _Reading(_iso_duration(low, unit), "duration", told=False)
    if low > high:
        return None
    return _Reading(f"{_iso_duration(low, unit)}/{_iso_duration(high, unit)}", "duration", told=False)


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
    return f"P{count * scale:g}{letter}"


_RESOLVERS: dict[str, Resolver] = {
    "range": _range,
    "years": _years,
    "months_of": _months_of,
    "full": _full,
    "iso": _iso,
    "edge": _edge,
    "edge_of_this": _edge_of_this,
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
    "weekday": _weekday,
    "weekday_of": _weekday_of,
    "year": _bare_year,
    "duration": _duration,
}


# ---------------------------------------------------------------- the door


def find_timexes(text: str, lang: str, sentences: Sequence[Sentence], published: str | None) -> list[Timex]:
    """Return the time expressions of a text, sorted and disjoint.

    Args:
        text: the text of a version; offsets count its code points.
        lang: ISO 639-1; a language without a table yields numeric dates only.
        sentences: sorted sentences; a phrase does not cross their ends, and tense is read inside them.
        published: EDTF date that relative phrases are anchored at, None when unknown.
    """
    folded = fold(text)
    try:
        anchor = edtf.bounds(published) if published else (None, None)
    except ValueError:
        anchor = (None, None)
    lex = lexicon(lang, "time")
    ctx = _Context(folded, text, lang, lex, sentences, [s.start for s in sentences], anchor)
    toks = _classify(tokens(folded, lex), ctx)
    symbols = "".join(token.symbol for token in toks)
    grammar = _grammar(lang)
    out: list[Timex] = []
    at = 0
    while True:
        found = grammar.scan.search(symbols, at)
        if found is None:
            return out
        at = found.start()
        for resolver, pattern in grammar.rules:
            match = pattern.match(symbols, at)
            if match is None or match.end() == at:
                continue
            piece = toks[at : match.end()]
            reading = resolver(piece, ctx)
            if reading is None:
                continue
            timex = _timex(piece, reading, ctx)
            if timex is not None:
                out.append(timex)
                at = match.end()
                break
        else:
            at += 1


def _timex(piece: list[Token], reading: _Reading, ctx: _Context) -> Timex | None:
    """Return the finished value; None when the phrase lies outside the sentences or runs over an end."""
    kept = piece[reading.first : reading.last]
    while len(kept) > 1 and kept[-1].symbol in "cKZ" and not _abbreviated(kept[-2], kept[-1]):
        kept = kept[:-1]
    start, end = kept[0].start, kept[-1].end
    if kept[-1].symbol == "y" and ctx.folded[kept[-1].start : end + 1] in ("г.", "гг.", "р.", "рр.", "r."):
        end += 1
    here = ctx.sentence(start)
    if here < 0 or end > ctx.sentences[here].end:
        return None
    first, last = edtf.bounds(reading.value)
    if first is not None and last is not None and reading.told:
        ctx.told = (here, first, last)
    return Timex(
        start,
        end,
        ctx.text[start:end],
        reading.value,
        reading.kind,
        first.isoformat() if first else None,
        last.isoformat() if last else None,
        _status(first, last, reading, ctx, start, end),
    )


def _abbreviated(name: Token, dot: Token) -> bool:
    return dot.symbol == "Z" and name.symbol == "v"


def _status(
    first: date | None, last: date | None, reading: _Reading, ctx: _Context, start: int, end: int
) -> str:
    """Return past, forecast or unknown: the calendar decides, then the phrase, then the tense around it."""
    if first is None and last is None:
        return UNKNOWN
    low, high = ctx.anchor
    if low is not None and high is not None:
        if last is not None and last < low:
            return PAST
        if first is not None and first > high:
            return FORECAST
    if reading.direction != UNKNOWN:
        return reading.direction
    return ctx.tense(start, end)
