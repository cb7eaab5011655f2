"""Cells of tables: one quantity a cell, with where its row head and its column head stand.

A table is a run of lines with tabs.  Only what cannot be paired wrongly is read: rows with as many cells as
the head, whose first cells are words, and cells that are a number with a sign, a scale or a unit, of their
own or of their head.  Everything else is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from aitui.analysis.measures.lexicon import Lexicon, tokens
from aitui.analysis.measures.numerals import parse_number

Span = tuple[int, int]


class Cell(NamedTuple):
    """A number in a cell: its place, value, unit, what it is counted against, and the spans of its heads."""

    start: int
    end: int
    value: float
    unit: str
    per: str | None
    heads: tuple[Span, ...]


class _Head(NamedTuple):
    scale: float
    unit: str | None
    per: str | None


# A backslash stands before signs in what was Markdown.
_NUMBER = r"\\?(?P<sign>[$€£¥₽])? ?(?P<digits>[-−+]?\d[\d.,'  ]*?) ?(?P<tail>[^\W\d_]+\.?|%)?"
_CELL = re.compile(_NUMBER)
_PAIR = re.compile(r"[^/]*\d[^/]*/[^/]*\d[^/]*")
_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₽": "RUB"}
# Fewer columns are a list with an indent.
_COLUMNS = 3


def cells(text: str, folded: str, lex: Lexicon) -> Iterator[Cell]:
    """Yield the numbers in the tables of a text, in order."""
    if "\t" not in text:
        return
    head: list[Span] | None = None
    heads: list[_Head] = []
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        spans = list(_spans(bare, at))
        at += len(line)
        if len(spans) < 2:
            head = None
        elif head is None:
            wordy = all(not text[start:end] or _wordy(text[start:end]) for start, end in spans)
            head = spans if len(spans) >= _COLUMNS and wordy else None
            heads = [_head(folded, lex, span) for span in head or ()]
        elif len(spans) == len(head):
            yield from _row(text, lex, head, heads, spans)


def _spans(line: str, at: int) -> Iterator[Span]:
    """Yield the cells of a line without the blanks around them."""
    for cell in line.split("\t"):
        bare = cell.strip()
        start = at + (cell.index(bare) if bare else 0)
        yield start, start + len(bare)
        at += len(cell) + 1


def _wordy(cell: str) -> bool:
    return any(char.isalpha() for char in cell)


def _row(text: str, lex: Lexicon, head: list[Span], heads: list[_Head], spans: list[Span]) -> Iterator[Cell]:
    """Yield the numbers of a row; none when its first cell names nothing."""
    if not _wordy(text[slice(*spans[0])]):
        return
    found = [list(_numbers(text, lex, span, column)) for span, column in zip(spans, heads, strict=True)]
    first = next((at for at, numbers in enumerate(found) if numbers), 0)
    named = [span for span in spans[:first] if span[0] < span[1]]
    if not named:
        return
    row = (named[0][0], named[-1][1])
    for column, numbers in zip(head, found, strict=True):
        for start, end, value, unit, per in numbers:
            yield Cell(start, end, value, unit, per, (row, column))


def _numbers(
    text: str, lex: Lexicon, span: Span, head: _Head
) -> Iterator[tuple[int, int, float, str, str | None]]:
    """Yield place, value, unit and `per` of the numbers in a cell: one, or two with a stroke between them."""
    cell = text[slice(*span)]
    parts = cell.split("/") if _PAIR.fullmatch(cell) else [cell]
    found = []
    at = span[0]
    for part in parts:
        bare = part.strip()
        number = _number(bare, lex, head)
        if number is None:
            return
        start = at + part.index(bare) + (bare[0] == "\\")
        found.append((start, at + part.index(bare) + len(bare), *number))
        at += len(part) + 1
    yield from found


def _number(cell: str, lex: Lexicon, head: _Head) -> tuple[float, str, str | None] | None:
    match = _CELL.fullmatch(cell)
    if match is None:
        return None
    digits = match["digits"].replace("−", "-").strip()
    negative, digits = digits.startswith("-"), digits.lstrip("+-")
    if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
        return None
    value = parse_number(digits.replace("\u202f", " "), lex.numerals.decimal, lex.numerals.groups)
    if value is None:
        return None
    unit = _SIGNS.get(match["sign"] or "")
    scale = 1.0
    tail = (match["tail"] or "").lower().rstrip(".")
    if tail:
        entry = lex.words.get(tail)
        if entry is None and tail in _LETTERS:
            scale = _LETTERS[tail]
        elif entry is not None and entry.symbol == "m":
            scale = entry.value
        elif entry is not None and entry.symbol in "uc" and unit is None:
            unit = entry.detail
        else:
            return None
    if unit is None and head.unit is not None and head.per is None:
        unit, scale = head.unit, scale * head.scale
    if unit is None and scale == 1:
        return None  # a bare number that nobody says what it counts
    per = head.per if unit in _SIGNS.values() else None
    return float(f"{value * scale * (-1 if negative else 1):.15g}"), unit or "count", per


# A column of years holds years, and no lengths.
_TIMES = ("year", "month", "week", "day")
_LETTERS = {"k": 1e3, "m": 1e6, "b": 1e9, "bn": 1e9}


def _head(folded: str, lex: Lexicon, span: Span) -> _Head:
    """Read scale and unit out of the head of a column: "Revenue, $ bn", «ВВОД МЛН ТОКЕНОВ»."""
    row = tokens(folded[slice(*span)], lex)
    scale, unit, per = 1.0, None, None
    for symbol, value, detail, _ in row.readings:
        if symbol == "m":
            scale *= value
        elif symbol in "uc" and detail not in _TIMES:
            unit = detail
        elif symbol == "p":
            per = detail
    if unit == "token" and scale == 1e6:
        per = "million tokens"
    return _Head(scale, unit, per)
