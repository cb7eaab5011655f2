"""Quantities of a search: `qty>100musd`, `qty:1..2bn`, `qty>10%`, by the words that texts are read with."""

from __future__ import annotations

import re
from functools import cache

from aitui.analysis.measures.lexicon import Entry, languages, lexicon
from aitui.errors import QueryError
from aitui.query import Field, Figures
from aitui.text.fold import fold

_NUMBER = re.compile(r"([^\d.,]*?)(\d[\d ]*(?:[.,]\d+)*)(.*)", re.DOTALL)
_DECIMAL = re.compile(r"(.*\d)[.,](\d{1,2}|\d{4,})")
# Symbols of the lexicon: magnitudes, currencies, units, words of counting.
_MAGNITUDE, _CURRENCY, _UNIT, _COUNTER = "m", "c", "u", "k"
# English first: its short forms (k, m, bn) are those that everybody types.
_FIRST = ("en", "ru")


def figures(said: Field) -> Figures:
    """Return the values that a quantity field asks for.

    Raises:
        QueryError: it is no quantity.
    """
    left, dots, right = said.value.partition("..")
    if not dots:
        value, unit = _one(left, said)
        low = value if said.op != "<" and said.op != "<=" else None
        high = value if said.op != ">" and said.op != ">=" else None
        return Figures(low, high, said.op == ">", said.op == "<", unit, said.start, said.end)
    if said.op not in (":", "="):
        raise QueryError("A range needs no sign; write qty:1..2bn", said.start)
    high, unit = _one(right, said) if right.strip() else (None, None)
    low = None
    if left.strip():
        low, other = _one(left, said)
        bare = left.strip().replace(".", "").isdecimal()
        if bare and high is not None and low is not None and low * _scale(right) <= high:
            # «1..2bn»: what stands behind the last number holds for both.
            low *= _scale(right)
        unit = unit or other
    if low is None and high is None:
        raise _no_quantity(said)
    if low is not None and high is not None and low > high:
        raise QueryError("This range ends before it begins; turn it around", said.value_start)
    return Figures(low, high, False, False, unit, said.start, said.end)


def _one(text: str, said: Field) -> tuple[float, str | None]:
    """Return value and unit of a quantity."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise _no_quantity(said)
    before = _meaning(match[1])
    behind = _meaning(match[3])
    if before is None or behind is None or (before[1] and behind[1]):
        raise QueryError(
            f"“{(match[3] or match[1]).strip()}” is no unit that texts are read with; write for instance "
            "qty>10%, qty>100musd or qty>5km",
            said.value_start,
        )
    return _value(match[2]) * before[0] * behind[0], before[1] or behind[1]


def _value(digits: str) -> float:
    digits = digits.replace(" ", "")
    match = _DECIMAL.fullmatch(digits)
    if match is not None:
        return float(f"{re.sub('[.,]', '', match[1])}.{match[2]}")
    return float(re.sub("[.,]", "", digits))


def _scale(text: str) -> float:
    match = _NUMBER.fullmatch(text.strip())
    found = None if match is None else _meaning(match[3])
    return 1.0 if found is None else found[0]


def _meaning(text: str) -> tuple[float, str | None] | None:
    """Return factor and unit of what stands beside a number: `musd`, «млрд руб», `%`; None for no such."""
    text = " ".join(fold(text).split()).rstrip(".")
    if not text:
        return 1.0, None
    for at in range(len(text), -1, -1):
        left, right = text[:at].strip(" ."), text[at:].strip(" .")
        magnitude = _entry(left, _MAGNITUDE) if left else None
        if left and magnitude is None:
            continue
        factor = 1.0 if magnitude is None else magnitude.value
        if not right:
            return factor, None
        unit = _entry(right, _CURRENCY + _UNIT + _COUNTER)
        if unit is not None:
            return factor * (unit.value if unit.symbol == _CURRENCY and unit.value else 1.0), unit.detail
    return None


@cache
def _entry(word: str, symbols: str) -> Entry | None:
    """Return what a word means in the first language that has it with one of these symbols."""
    for lang in dict.fromkeys((*_FIRST, *languages())):
        found = lexicon(lang, "quantity").words.get(word)
        if found is not None and found.symbol in symbols:
            return found
    return None


def _no_quantity(said: Field) -> QueryError:
    return QueryError(
        f"“{said.value}” is no quantity; write qty>100musd, qty>10% or qty:1..2bn", said.value_start
    )
