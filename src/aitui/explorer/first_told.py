"""Who told it first: what the days of publication prove, and nothing beyond that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from aitui.analysis.measures import edtf
from aitui.frozen import NamedTuple


class Turn(NamedTuple):
    """When one of several tellings came out.

    Attributes:
        at: which one it is.
        place: 1 for those before which none is certain to have come; None where there is no date.
        tied: whether another one may have come out on the same day.
        lag: days after the first ones, at least; None where there is no date.
    """

    at: int
    place: int | None
    tied: bool
    lag: int | None


def turns(published: Sequence[str | None]) -> list[Turn]:
    """Return the order in which tellings came out, those without a date last.

    One precedes another only if its last possible day is before the other's first: a month and a day in it
    are a tie.

    Args:
        published: EDTF dates, None for those unknown.
    """
    spans = {at: span for at, value in enumerate(published) if (span := _span(value)) is not None}
    first_end = min((last for _, last in spans.values()), default=date.min)
    found = []
    for at, (first, last) in spans.items():
        others = [span for other, span in spans.items() if other != at]
        place = 1 + sum(end < first for _, end in others)
        tied = any(begin <= last and first <= end for begin, end in others)
        found.append(Turn(at, place, tied, max(0, (first - first_end).days)))
    found.sort(key=lambda turn: (turn.place or 0, spans[turn.at]))
    return found + [Turn(at, None, False, None) for at in range(len(published)) if at not in spans]


def _span(value: str | None) -> tuple[date, date] | None:
    """Return the first and the last day on which something may have come out."""
    if value is None:
        return None
    try:
        first, last = edtf.bounds(value)
    except ValueError:
        return None
    return (first, last) if first is not None and last is not None else None
