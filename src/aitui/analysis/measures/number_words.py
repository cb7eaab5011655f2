"""Rows of number words as one number: "thirty first", «две тысячи двадцать пятый», "nineteen eighty-six".

The words of a row stand in the tables one by one; here they are added up, so that the grammars meet one token
a number.  What makes no number stays as it is: two words that only stand side by side are two numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aitui.analysis.measures.lexicon import Entry, Piece, Row
from aitui.analysis.measures.numerals import words_number

# Words, "one", and what may stand between them; an ordinal ends the row.
_ROW = re.compile(r"[wo](?:[zA]?[wu]){0,20}(?:[zA]?o)?")
_LONGEST = 9


def join_number_words(row: Row, symbols: str, folded: str, *, tens_and: bool) -> str:
    """Make one token of every row of number words, and return the symbols of all tokens then.

    Args:
        row: tokens, changed in place.
        symbols: those of `row` before.
        folded: the text they came from.
        tens_and: the language joins tens and units by "and" (treinta y uno).
    """
    found = [match for match in _ROW.finditer(symbols) if match.end() - match.start() > 1]
    pieces = []
    for match in found:
        at = match.start()
        while at < match.end():
            stop, entry = _number(row, folded, at, match.end(), tens_and)
            if entry is not None:
                pieces.append(row.joined(at, stop, entry))
            at = stop
    row.replace(pieces)
    return row.symbols() if pieces else symbols


_HALF = re.compile(r"[wn][ymkd]?½")


def join_halves(row: Row, symbols: str) -> bool:
    """Make one number of "two and a half", also with its unit in between («deux ans et demi»).

    Returns:
        True when a token went, so that the symbols are others now.
    """
    if "½" not in symbols:
        return False
    pieces: list[Piece] = []
    for found in _HALF.finditer(symbols):
        first, stop = found.span()
        number = row[first]._replace(value=row[first].value + 0.5)
        if stop - first == 3:
            unit = row[first + 1]
            pieces.append((first, stop, (number, unit._replace(end=row.ends[stop - 1]))))
        else:
            pieces.append((first, stop, (number._replace(end=row.ends[stop - 1]),)))
    row.replace(pieces)
    return bool(pieces)


def _number(row: Row, folded: str, at: int, end: int, tens_and: bool) -> tuple[int, Entry | None]:
    """Return where the longest number that begins here ends, and its meaning; None for a single word."""
    best: tuple[int, Entry | None] = (at + 1, None)
    for stop in range(at + 2, min(end, at + _LONGEST) + 1):
        symbols = [row.readings[here][0] for here in range(at, stop)]
        if symbols[-1] in "zA":
            continue
        if not _touching(row, folded, stop - 1):
            break
        value = _value(row, at, stop, folded, tens_and)
        if value is None:
            continue
        ordinal = symbols[-1] == "o"
        if 1000 <= value < 2200:
            best = stop, Entry("Y", float(value), "ordinal" if ordinal else "words")
        else:
            best = stop, Entry("o" if ordinal else "w", float(value))
    return best


def _touching(row: Row, folded: str, at: int) -> bool:
    """Tell whether only a blank or a hyphen stands between a token and the one before it."""
    gap = folded[row.ends[at - 1] : row.starts[at]]
    return gap in ("", " ")


def _value(row: Row, at: int, stop: int, folded: str, tens_and: bool) -> int | None:
    values: list[int] = []
    joined = False
    for here in range(at, stop):
        symbol, value, detail, _ = row.readings[here]
        if symbol == "z":
            continue
        if symbol == "A":
            if detail != "and" or not values or not (tens_and or values[-1] >= 100):
                return None
            joined = True
            continue
        if symbol == "u" and folded[row.starts[here] : row.ends[here]] in ("a", "an"):
            return None
        if symbol == "o" and here < stop - 1 and not (value >= 20 and value % 10 == 0):
            return None  # «vigésimo primero»
        if joined and len(values) == 1 and values[0] < 20:
            return None
        values.append(int(value))
    whole = words_number(values)
    return int(whole) if whole else _year(values)


def _year(values: Sequence[int]) -> int | None:
    """Read a year in pairs: nineteen eighty six, twenty ten."""
    if len(values) not in (2, 3) or not 11 <= values[0] <= 20:
        return None
    rest = words_number(values[1:])
    return values[0] * 100 + int(rest) if rest is not None and 10 <= rest <= 99 else None
