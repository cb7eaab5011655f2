"""Numbers in the tokens of a text: digits, number words with scales, Chinese numerals.

Each becomes one token (`n` of digits, `w` of words), its scale, if any, the next one (`m`).
"""

from __future__ import annotations

import re
from bisect import bisect_right

from aitui.analysis.measures.lexicon import HAN_DIGITS, Entry, Lexicon, Piece, Row, Token
from aitui.analysis.measures.number_words import join_halves
from aitui.analysis.measures.numerals import han_number, parse_number, scaled_words

# ",5 %" and ".5 percent": nothing stands before the decimal sign.
_BARE_POINT = re.compile(r"(?:\A|\s)[.,]\Z")
_BAD_BEFORE = re.compile(r"(?:[\w)][-_./\\:+–]|[#№&=<>^])\Z")
_BAD_AFTER = re.compile(r"[-/_:]\w|[)°](?=\s)")
# Bounded, so that a long run of numerals is not looked through from each of them.
_HAN_DECIMAL = re.compile(rf"([{HAN_DIGITS}]{{1,12}})[点點]([{HAN_DIGITS}]{{1,12}})")
_TIED = re.compile(r"-([^\W\d_]+)")
# A minus stands at its number and behind a blank, a bracket or the start: it is no dash and no hyphen.
_SIGN_BEFORE = re.compile(r"(?:(?:(?<!\d\s)(?<=[\s(])|\A)[-−]|\b(?:minus|минус|мінус) |负|負)\Z")
_SIGNS = ("-", "−", "minus ", "минус ", "мінус ", "负", "負")
_TAIL = re.compile(r"([\d.,' ]*\d)(.*)", re.DOTALL)


def split_numbers(row: Row, text: str, folded: str, lex: Lexicon) -> str:
    """Read the digits of the tokens, "3.7bn" becoming a number and a magnitude.

    Args:
        row: tokens, changed in place.
        text: the text they came from.
        folded: the same, folded.
        lex: words of its language.

    Returns:
        The symbols of all tokens then.
    """
    if lex.han:
        _join_han_decimals(row, folded)
    symbols = _join_spoken(row, folded, lex)
    pieces: list[Piece] = []
    for special in re.finditer("[0x]" if lex.han else "0", symbols):
        at = special.start()
        if special[0] == "0":
            pieces.append((at, at + 1, tuple(_read_digits(row[at], text, folded, lex))))
        elif folded[row.starts[at]] in HAN_DIGITS:
            token = row[at]
            value = han_number(token.detail)
            if value is not None:
                row.put(at, token._replace(symbol="w", value=float(value)))
    row.replace(pieces)
    if lex.han:
        _join_han_scales(row)
    symbols = row.symbols()
    return row.symbols() if join_halves(row, symbols) else symbols


_HAN_SCALES = re.compile(r"(?:[nw]m){2,4}[nw]?|[nw]m[nw]")


def _join_han_scales(row: Row) -> None:
    """Make one number of 3亿5000万, 四十九兆九千五百億: scales that fall, with nothing in between."""
    pieces: list[Piece] = []
    for found in _HAN_SCALES.finditer(row.symbols()):
        first, stop = found.span()
        if any(row.ends[at] != row.starts[at + 1] for at in range(first, stop - 1)):
            continue
        total, last = 0.0, float("inf")
        for at in range(first, stop, 2):
            count = row.readings[at][1]
            scale = row.readings[at + 1][1] if at + 1 < stop else 1.0
            if count < 0 or scale >= last or count * scale >= last:
                break
            total, last = total + count * scale, scale
        else:
            pieces.append(_scaled(row, first, stop, "n", total, row.readings[first + 1][1]))
    row.replace(pieces)


def _scaled(row: Row, first: int, stop: int, symbol: str, value: float, scale: float) -> Piece:
    """Return a number of the tokens from `first` to before `stop`, the last of them as its scale."""
    number = Token(row.starts[first], row.ends[stop - 2], symbol, value / scale, "")
    return first, stop, (number, Token(row.starts[stop - 1], row.ends[stop - 1], "m", scale, ""))


# «пять миллионов двести тысяч», "dos mil trescientos", "two point five".
_SPOKEN_NUMBER = r"w(?:[zA]?[wm]){0,30}"
_SPOKEN = re.compile(rf"{_SPOKEN_NUMBER}e{_SPOKEN_NUMBER}(?=(?P<unit>[cu]?))|{_SPOKEN_NUMBER}")


def _join_spoken(row: Row, folded: str, lex: Lexicon) -> str:
    """Make one number of words with a scale or a point in between; return the symbols of all tokens then."""
    symbols = row.symbols()
    weak = lex.options.get("point_before_unit", "").split()
    pieces: list[Piece] = []
    for found in _SPOKEN.finditer(symbols):
        here = [row.readings[at] for at in range(*found.span())]
        if any(reading[2] and reading[2][0] in HAN_DIGITS for reading in here):
            continue
        kinds = [reading[0] for reading in here]
        if "e" in kinds:
            at = kinds.index("e")
            point = found.start() + at
            if folded[row.starts[point] : row.ends[point]] in weak and not found["unit"]:
                continue
            whole, part = (
                scaled_words((reading[0], reading[1]) for reading in side)
                for side in (here[:at], here[at + 1 :])
            )
            value = None if whole is None or part is None else float(f"{whole:.0f}.{part:.0f}")
        elif "m" not in kinds[:-1]:
            continue
        else:
            value = scaled_words((reading[0], reading[1]) for reading in here)
        if value and kinds[-1] == "m":
            pieces.append(_scaled(row, *found.span(), "w", value, here[-1][1]))
        elif value is not None:
            pieces.append(row.joined(*found.span(), Entry("w", value)))
    row.replace(pieces)
    return row.symbols() if pieces else symbols


def _join_han_decimals(row: Row, folded: str) -> None:
    """Make one number of 一点五."""
    pieces = []
    for found in _HAN_DECIMAL.finditer(folded):
        first, stop = bisect_right(row.starts, found.start()) - 1, bisect_right(row.starts, found.end() - 1)
        whole, digits = han_number(found[1]), [han_number(char) for char in found[2]]
        sound = row.starts[first] == found.start() and row.ends[stop - 1] == found.end()
        if whole is not None and sound and all(digit is not None and digit < 10 for digit in digits):
            entry = Entry("w", float(f"{whole}.{''.join(map(str, digits))}"))
            pieces.append(row.joined(first, stop, entry))
    row.replace(pieces)


def _tied_unit(folded: str, end: int, lex: Lexicon) -> bool:
    """Tell whether a unit is tied to a number: "a 10-year bond", «17-процентный»."""
    word = _TIED.match(folded, end)
    entry = lex.words.get(word[1]) if word else None
    return entry is not None and entry.symbol == "u"


def _read_digits(token: Token, text: str, folded: str, lex: Lexicon) -> list[Token]:
    start, end, _, _, raw = token
    unknown = [Token(start, end, "x", 0.0, raw)]
    found = _TAIL.fullmatch(raw)
    if found is None or "/" in raw or ":" in raw:
        return unknown
    digits, tail = found.groups()
    if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
        return unknown
    before, after = folded[max(0, start - 2) : start], folded[end : end + 2]
    if _BAD_BEFORE.search(before) and not _is_range(folded, start):
        return unknown
    if _BAD_AFTER.match(after) and not after[1:2].isdigit() and not _tied_unit(folded, end, lex):
        return unknown
    if lex.han and "，" in text[start:end]:  # a comma of the sentence
        return unknown
    value = parse_number(digits, lex.numerals.decimal, lex.numerals.groups)
    if value is None:
        return unknown
    if _BARE_POINT.search(before) and digits.isdigit():
        start, value = start - 1, float(f"0.{digits}")
        digits = f".{digits}"
    if negative(folded, start):
        value = -value
    number = Token(start, start + len(digits), "n", value, digits)
    if not tail:
        return [number]
    entry = lex.words.get(tail)
    if entry is None or entry.symbol not in "muc":
        return unknown
    return [number, Token(start + len(digits), end, *entry)]


def negative(folded: str, start: int) -> bool:
    """Tell whether a minus, as a sign or a word, stands right before a number."""
    before = folded[max(0, start - 8) : start]
    return before.endswith(_SIGNS) and _SIGN_BEFORE.search(before) is not None


def _is_range(folded: str, start: int) -> bool:
    """Tell whether the sign before a number joins it to another number (10-12%)."""
    return start > 1 and folded[start - 1] in "-–" and folded[start - 2].isdigit()
