"""Tokens for the time grammar: which digits may be a day, a year or a decade, and which are not."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from aitui.analysis.measures.lexicon import HAN_DIGITS, Lexicon, Piece, Row, Token
from aitui.analysis.measures.numerals import han_number, roman_number
from aitui.frozen import frozen


@frozen
class Source:
    """The text that tokens came from.

    Attributes:
        text: as it stands.
        folded: the same, folded; offsets are equal.
        lex: words of its language.
    """

    text: str
    folded: str
    lex: Lexicon


_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:t.*)?")
_NUMERIC = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")
_NAMED_MONTH = re.compile(r"(\d{1,4})[-/]([^\W\d_]+)[-/](\d{2,4})")
_MONTH_LAST = re.compile(r"(\d{4})[-/](\d{1,2})[-/]([^\W\d_]+)")
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d\d)")
_MONTH_YEAR = re.compile(r"(\d{1,2})/(\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})")
# «14.10. – 15.10.2018»: a day and month with a full stop, or before the day that a range ends with.
_DOTTED_AFTER = re.compile(r"\.(?!\d)|\s?[-–—]\s?\d{1,2}\.\d{1,2}\.")
_DIGITS = re.compile(r"'?(\d+)(?:([.,:])(\d+))?(.*)")
# Telephone numbers: 138-2010-2015, +86 2010-2015.
_NUMBER_CHAIN = re.compile(r"\+\d+ \d+-\d+|\d{3,}-\d{3,}-\d+|(?<!\d)\d{3}-\d{4}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_MONEY = "$€£¥₽№#§\\/&=+<>"


def _numeric_date(token: str, options: Mapping[str, Any]) -> str | None:
    """Return the ISO day that digits with signs between them stand for; None when they stand for none."""
    dots = bool(options.get("dot_dates", True))
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
        year = int(third) + (2000 if int(third) < 40 else 1900)
    elif len(third) == 4 and len(first) <= 2:
        year = int(third)
    else:
        return None
    day, month = int(first), int(second)
    if options.get("year_first") and sign == "-" and len(third) == 2:
        year, day = int(first) + (2000 if int(first) < 40 else 1900), int(third)
    if options.get("month_first") and sign != "." and day <= 12:
        day, month = month, day
    if month > 12 >= day:
        day, month = month, day
    return _iso_day(year, month, day)


def _named_month(token: str, lex: Lexicon) -> str | None:
    """Return the ISO day of "05-Aug-2016", "31/oct/74", "2019-aug-01", "2020/23/sep"."""
    found = _NAMED_MONTH.fullmatch(token)
    last = None if found else _MONTH_LAST.fullmatch(token)
    pieces = found.groups() if found else (last[2], last[3], last[1]) if last else None
    entry = lex.words.get(pieces[1]) if pieces else None
    if pieces is None or entry is None or entry.symbol not in "Mv":
        return None
    day, year = sorted((pieces[0], pieces[2]), key=len)
    if len(day) > 2 or len(year) == 3:
        return None
    if len(year) == 2:
        day, year = pieces[0], f"{19 if int(pieces[2]) >= 40 else 20}{pieces[2]}"
    return _iso_day(int(year), int(entry.value), int(day))


def _iso_day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _guarded(folded: str, start: int, end: int, known: bool, lex: Lexicon | None = None) -> bool:
    """Tell whether digits belong to something else: a price, a share, a model number, a score.

    Args:
        folded: the folded text.
        start: first digit.
        end: end of the digits.
        known: True when a hyphen before the digits joins them to a word of time ("mid-2025").
        lex: words of the language, where a name of a month may follow ("18-Dec").
    """
    before = folded[start - 1] if start else " "
    near = folded[start - 2] if start > 1 else " "
    if (
        (before in _MONEY and not (known and before == "/"))
        or (before == " " and near in "$€£¥₽")
        or (before in ".,_" and near.isalnum())
        or (before == ":" and near.isdigit())
    ):
        return True
    if before == "-" and near.isdigit() and _NUMBER_CHAIN.search(folded, max(0, start - 20), end + 8):
        return True
    if before == "-" and start > 1 and folded[start - 2].isalpha() and not known:
        return True
    after = folded[end : end + 3]
    if after[:1] in "%‰°$€£¥₽/\\_@" and after[:1]:
        return not (after[0] == "/" and after[1:2].isdigit())
    if after[:1] == " " and after[1:2] and after[1] in "%$€£¥₽":
        return True
    if after[:1] != "-" or not after[1:2].isalpha() or after[1:2] in "qhtк":
        return False
    word = _WORD.match(folded, end + 1)
    entry = lex.words.get(word[0]) if word and lex else None
    return entry is None or entry.symbol not in "MvWt"  # "Nov 18-Dec 19"


def _number(token: Token, ctx: Source, known: bool) -> Token:
    """Return a token of digits with the symbol that its form and surroundings allow."""
    start, end, _, _, raw = token
    lex = ctx.lex
    options = lex.options
    day = None
    if not raw.isdigit():
        day = _numeric_date(raw, options)
        day = day or _named_month(raw, lex)
    unknown = Token(start, end, "x", 0.0, raw)
    if day:
        return unknown if _guarded(ctx.folded, start, end, known) else Token(start, end, "I", 0.0, day)
    found = _DIGITS.fullmatch(raw)
    if not found or found[2] == ":":
        return unknown
    digits, _, fraction, tail = found.groups()
    if fraction is not None:
        if _dotted_day(found, ctx, start, end):
            return Token(start, end, "#", float(digits), fraction)
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
    if (tail and not ordinal) or _guarded(ctx.folded, start, end, known, lex):
        return unknown
    if len(digits) == 4 and 1000 <= value < 2200 and raw[0] != "'":
        return Token(start, end, "Y", float(value), "ordinal" if ordinal else "")
    if 1 <= value <= 31 and len(digits) <= 2:
        return Token(start, end, "o" if ordinal else "n", float(value), raw)
    return Token(start, end, "N", float(value), raw) if not ordinal else unknown


def _dotted_day(found: re.Match[str], ctx: Source, start: int, end: int) -> bool:
    """Tell whether "14.10" is a day and a month."""
    if found[2] != "." or not ctx.lex.options.get("day_dot_month", False) or found[4] not in ("", "."):
        return False
    stop = end - len(found[4])
    sound = 1 <= int(found[1]) <= 31 and 1 <= int(found[3]) <= 12 and len(found[1]) < 3 > len(found[3])
    return (
        sound
        and _DOTTED_AFTER.match(ctx.folded, stop) is not None
        and not _guarded(ctx.folded, start, stop, False)
    )


def _slashed(row: Row, at: int, ctx: Source) -> Token | None:
    """Return "on 2/15", "il 15/02" as a day and a month; None where nothing says that it is no fraction."""
    token = row[at]
    found = _DAY_MONTH.fullmatch(token.detail)
    if found is None:
        return None
    first, second = int(found[1]), int(found[2])
    if ctx.lex.options.get("month_first") and first <= 12:
        first, second = second, first
    month = 1 if ctx.lex.options.get("month_first") and int(found[1]) <= 12 else 2
    padded = found[month][0] == "0"  # no fraction is written so
    before = row.readings[at - 1] if at else ("Z", 0.0, "", 0)
    behind = row.readings[at + 1][0] if at + 1 < len(row) else " "
    word = ctx.folded[row.starts[at - 1] : row.ends[at - 1]] if at else ""
    lead = before[0] in "jFOGWt" and word not in ctx.lex.options.get("not_before_fraction", "").split()
    opens = behind == "z" and at + 2 < len(row) and row.readings[at + 2][0] in "I#"
    closes = before[0] == "z" and at > 2 and row.readings[at - 3][0] in "FG"
    closes = closes and _DAY_MONTH.fullmatch(row.readings[at - 2][2]) is not None
    if not (padded or opens or closes) and (
        not (lead or (before[0] == "c" and len(found[2]) == 2)) or behind in "cx"
    ):
        return None
    if not (1 <= first <= 31 and 1 <= second <= 12) or _guarded(ctx.folded, token.start, token.end, False):
        return None
    return token._replace(symbol="#", value=float(first), detail=str(second))


def _year_month(token: Token, ctx: Source) -> list[Token] | None:
    """Return "2014-10" as a month, and "2009-10" as two years of which the second is cut short."""
    found = _MONTH_YEAR.fullmatch(token.detail)
    if (
        found is not None
        and 1 <= int(found[1]) <= 12
        and not _guarded(ctx.folded, token.start, token.end, False)
    ):
        return [token._replace(symbol="I", value=0.0, detail=f"{found[2]}-{int(found[1]):02d}")]
    found = _YEAR_MONTH.fullmatch(token.detail)
    if found is None or _guarded(ctx.folded, token.start, token.end, False):
        return None
    year, month = int(found[1]), int(found[2])
    if month != (year + 1) % 100:
        return [token._replace(symbol="I", value=0.0, detail=f"{year:04d}-{month:02d}")]
    sign = token.start + 4
    link = "s" if ctx.folded[sign] == "/" else "z"
    return [
        Token(token.start, sign, "Y", float(year), ""),
        Token(sign, sign + 1, link, 0.0, ctx.folded[sign]),
        Token(sign + 1, token.end, "n", float(month), found[2]),
    ]


def _year_part(token: Token, ctx: Source) -> list[Token] | None:
    """Return "2018q4" as a year and a quarter."""
    entry = ctx.lex.words.get(token.detail[4:])
    if not token.detail[:4].isdigit() or entry is None or entry.symbol != "Q":
        return None
    middle = token.start + 4
    return [
        Token(token.start, middle, "Y", float(token.detail[:4]), ""),
        Token(middle, token.end, *entry),
    ]


_CYRILLIC_ROMAN = str.maketrans("хіі", "xii")
_ROMAN = re.compile(r"\b[ivxlcdmхі]{1,5}\b")
_HAN_NUMBER = re.compile(f"[{HAN_DIGITS}]+")
# Longer rows of Chinese numerals are no year and no number of days.
_LONGEST_HAN = 5


@lru_cache(maxsize=20_000)
def _roman(word: str) -> int | None:
    """Return the value of a Roman numeral, also one written with Cyrillic letters."""
    return roman_number(word.translate(_CYRILLIC_ROMAN))


def classify(row: Row, symbols: str, ctx: Source) -> str:
    """Classify numbers, put aside words of the wrong case, and return the symbols of all tokens then.

    Args:
        row: tokens, changed in place.
        symbols: those of `row` before.
        ctx: where the tokens came from.
    """
    text, readings = ctx.text, row.readings
    for start in _capital_romans(ctx):
        at = bisect_left(row.starts, start)
        if at < len(row) and row.starts[at] == start and readings[at][0] == "x":
            token = row[at]
            if value := _roman(token.detail):
                row.put(at, token._replace(symbol="r", value=float(value)))
    if ctx.lex.han:
        for found in _HAN_NUMBER.finditer(ctx.folded):
            at = bisect_left(row.starts, found.start())
            if at < len(row) and row.starts[at] == found.start() and readings[at][0] == "x":
                token = row[at]
                if len(token.detail) <= _LONGEST_HAN:
                    row.put(at, _han_token(token))
    _weekday_ordinals(row, ctx)
    capital = bool(ctx.lex.options.get("capital"))
    numbers = ctx.lex.options.get("number_months", {})
    pieces: list[Piece] = []
    # From the last to the first: what stands behind a number tells how to read it.
    for special in reversed([*re.finditer("[0vt]" if capital else "[0v]" if numbers else "0", symbols)]):
        at = special.start()
        if special[0] == "0":
            plain = readings[at][2].isdigit()  # as most are
            parted = None if plain else _year_month(row[at], ctx) or _year_part(row[at], ctx)
            if parted is not None and len(parted) == 1:
                row.put(at, parted[0])
                continue
            if parted is not None:
                pieces.append((at, at + 1, tuple(parted)))
                continue
            joined = at > 1 and readings[at - 1][0] == "z" and readings[at - 2][0] not in "x(!"
            joined = joined or (at > 1 and readings[at - 1][0] == "s" and readings[at - 2][0] in "Mv")
            slashed = None if plain else _slashed(row, at, ctx)
            row.put(at, slashed or _number(row[at], ctx, joined))
        elif numbers:
            value = numbers.get(ctx.folded[row.starts[at] : row.ends[at]])
            if value is not None and not _of_a_date(row, at):
                row.put(at, row[at]._replace(symbol="w", value=float(value)))
        elif text[row.starts[at]].islower() and (special[0] == "t" or not _beside_a_day(row, at)):
            row.put(at, row[at]._replace(symbol="x"))
    row.replace(pieces[::-1])
    return row.symbols()


_OF_WEEK = re.compile(r"c*(?:[LB]c?k|k[LB])|[LB]")
_DATE_BEHIND = re.compile(r"K?[(]?0")


def _weekday_ordinals(row: Row, ctx: Source) -> None:
    """Make weekdays of the ordinals that name them in Portuguese: "nesta quarta (15)"."""
    names = ctx.lex.options.get("weekday_ordinals", "").split()
    if not names:
        return
    leads = ctx.lex.options.get("before_weekday", "").split()
    symbols = row.symbols()
    for found in re.finditer("o", symbols):
        at = found.start()
        word = ctx.folded[row.starts[at] : row.ends[at]]
        if word not in names:
            continue
        behind = symbols[at + 1 : at + 5]
        led = at > 0 and ctx.folded[row.starts[at - 1] : row.ends[at - 1]] in leads
        if (
            _OF_WEEK.match(behind)
            or _DATE_BEHIND.match(behind)
            or (led and behind[:1] in ("", "K", "Z", "("))
        ):
            row.put(at, row[at]._replace(symbol="W", value=float(names.index(word) + 1)))


_DAY_NUMBER = re.compile(r"(?:[12]?\d|3[01])(st|nd|rd|th)?|\d{4}")


def _beside_a_day(row: Row, at: int) -> bool:
    """Tell whether a month in small letters stands beside a day or year: "march 3rd", "3rd of may"."""
    behind = row.readings[at + 1] if at + 1 < len(row) else ("x", 0.0, "", 0)
    found = _DAY_NUMBER.fullmatch(behind[2])
    if behind[0] in "oIY" or (behind[0] in "0n" and found is not None):
        return True
    before = at - 1
    while before > 0 and row.readings[before][0] == "c":
        before -= 1
    symbol, _, detail, _ = row.readings[before] if before >= 0 else ("x", 0.0, "", 0)
    found = _DAY_NUMBER.fullmatch(detail)
    return symbol == "o" or (symbol == "0" and found is not None and found[1] is not None)


def _of_a_date(row: Row, at: int) -> bool:
    """Tell whether «sept» is the month cut short and no number: "12 sept", "sept. 2024"."""
    before = at - 1
    while before > 0 and row.readings[before][0] == "c":
        before -= 1
    behind = row.readings[at + 1][0] if at + 1 < len(row) else "x"
    return behind in "ZYI" or (before >= 0 and row.readings[before][0] in "0now")


def _capital_romans(ctx: Source) -> Iterator[int]:
    """Yield where words begin that may be Roman numerals."""
    for found in _ROMAN.finditer(ctx.folded):
        if ctx.text[found.start()].isupper():
            yield found.start()


def _han_token(token: Token) -> Token:
    """Return a token of Chinese numerals as a year or a number."""
    value = han_number(token.detail)
    if value is None:
        return token
    if len(token.detail) == 4 and 1000 <= value < 2200 and not set(token.detail) & set("十百千"):
        return token._replace(symbol="Y", value=float(value), detail="")
    return token._replace(symbol="w", value=float(value))
