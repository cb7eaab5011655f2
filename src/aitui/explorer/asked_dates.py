"""Dates of a search: EDTF (`2024-01..2024-06`, `2024-Q4`), and words («last week», «за прошлую неделю»)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from aitui.analysis.measures import edtf
from aitui.analysis.measures.timex import find_timexes
from aitui.errors import QueryError
from aitui.model import Sentence
from aitui.query import Days, Field
from aitui.text import stem
from aitui.text.fold import fold

# `2024-Q4`, `2024H1` -> the codes of EDTF.
_PART = re.compile(r"(\d{4})-?([QqHh])([1-4])")
_CODES = {"q": 32, "h": 39}
_MOST = {"q": 4, "h": 2}
# Languages in which words are read, by script, the likeliest first.
_LATIN = ("en", "it", "fr", "de", "es", "pt", "pl")
_CYRILLIC = ("ru", "uk")
# Letters of a word that may stand beside a date: за, nel, in.
_JOINT = 3


def days(said: Field, today: date) -> Days:
    """Return the days that a date field asks for.

    Args:
        said: the field.
        today: that words are counted from.

    Raises:
        QueryError: it is no date.
    """
    first, last = _range(said, today)
    if first and last and first > last:
        raise QueryError("This range ends before it begins; turn it around", said.value_start)
    one = timedelta(days=1)
    try:
        match said.op:
            case ">":
                first, last = last and last + one, None
            case ">=":
                last = None
            case "<":
                first, last = None, first and first - one
            case "<=":
                first = None
    except OverflowError:
        raise _no_date(said) from None
    if first is None and last is None:
        raise _no_date(said)
    since = None if first is None else first.isoformat()
    return Days(said.name, since, None if last is None else last.isoformat(), said.start, said.end)


def _range(said: Field, today: date) -> edtf.Bounds:
    value = said.value.strip()
    if ".." in value:
        left, _, right = value.partition("..")
        return (
            _one(left, said, today)[0] if left.strip() else None,
            _one(right, said, today)[1] if right.strip(" .") else None,
        )
    return _one(value, said, today)


def _one(value: str, said: Field, today: date) -> edtf.Bounds:
    value = value.strip()
    try:
        return edtf.bounds("/".join(_coded(side) for side in value.split("/")))
    except ValueError:
        found = _in_words(value, today)
    if found is None:
        raise _no_date(said)
    return found


def _coded(value: str) -> str:
    """Return a date with its quarter or half as EDTF has it."""
    match = _PART.fullmatch(value.strip())
    if match is None or int(match[3]) > _MOST[match[2].lower()]:
        return value
    return f"{match[1]}-{_CODES[match[2].lower()] + int(match[3])}"


def _in_words(value: str, today: date) -> edtf.Bounds | None:
    """Return the days that words tell of, in any language of their script; None where they tell of none."""
    letters = [char for char in fold(value) if char.isalpha()]
    if not letters:
        langs: tuple[str, ...] = ("ru",)  # 30.12.2024
    elif stem.is_run(letters[0]):
        langs = ("zh",)
    else:
        langs = _CYRILLIC if "\u0400" <= letters[0] <= "\u052f" else _LATIN
    for lang in langs:
        for timex in find_timexes(value, lang, [Sentence(0, len(value))], today.isoformat()):
            beside = value[: timex.start] + value[timex.end :]
            whole = all(len(word) <= _JOINT for _, _, word in stem.words(beside))
            if whole and timex.kind != "duration" and (timex.earliest or timex.latest):
                return _day(timex.earliest), _day(timex.latest)
    return None


def _day(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso)


def _no_date(said: Field) -> QueryError:
    return QueryError(
        f'“{said.value}” is no date; write {said.name}:2024-01..2024-06 or {said.name}:"last week"',
        said.value_start,
    )
