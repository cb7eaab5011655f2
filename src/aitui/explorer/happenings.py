"""Happenings: what several articles tell of one day is one line of the timeline.

Claims that are one fact (`explorer.facts`) make one happening of their dated sentences, where these give the
same days; a sentence that says its day twice is one as well.  So the timeline and the facts agree.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aitui.explorer import facts
from aitui.explorer.fact_list import LIMIT
from aitui.model import Telling
from aitui.store.database import Connection
from aitui.store.rows import FactMark, Mark
from aitui.store.visible import RAW, VisibleMap

# (number of a fact, first and last day of a telling of it as a `Mark` has them).
_Told = tuple[int, int, int | None]


@dataclass(slots=True)
class Folding:
    """Which places of the timeline tell the same.

    Attributes:
        of: the entity whose facts they are, None for all.
        found: the facts; the newest claims alone of a large corpus.
    """

    of: int | None
    found: list[facts.Fact]
    # Article -> (start and end of a sentence, what it tells).
    _told: dict[int, list[tuple[int, int, _Told]]] = field(default_factory=dict)
    # Article -> the day on which it came out, empty where unknown.
    _day: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, fact in enumerate(self.found):
            for telling in fact.tellings:
                place = (telling.start, telling.end, (number, *_days(telling)))
                self._told.setdefault(telling.article_id, []).append(place)
                self._day[telling.article_id] = telling.day or ""

    def facts_at(self, mark: Mark) -> list[_Told]:
        """Return what the sentence of a place tells of the days of that place."""
        return [
            told
            for start, end, told in self._told.get(mark.article_id, ())
            if start <= mark.start < end and told[1:] == (mark.first, mark.last)
        ]

    def tellings(self, marks: Sequence[Mark]) -> list[Telling]:
        """Return all tellings of the facts that places tell, also those of no date or of another one."""
        numbers = dict.fromkeys(told[0] for mark in marks for told in self.facts_at(mark))
        return [telling for number in numbers for telling in self.found[number].tellings]

    def groups(self, marks: Sequence[Mark]) -> list[tuple[Mark, ...]]:
        """Return the places, those that tell the same together, at the place of the one told first.

        That one comes first in a group; articles are groups of their own.
        """
        owner: dict[_Told, int] = {}
        group_of: dict[int, int] = {}
        groups: dict[int, list[int]] = {}
        for at, mark in enumerate(marks):
            told = [] if mark.start < 0 else self.facts_at(mark)
            same = sorted({group_of[owner[one]] for one in told if one in owner})
            group = same[0] if same else at
            for other in same[1:]:
                for member in groups.pop(other):
                    group_of[member] = group
                    groups[group].append(member)
            group_of[at] = group
            groups.setdefault(group, []).append(at)
            for one in told:
                owner.setdefault(one, at)
        found: list[tuple[int, ...]] = []
        for members in groups.values():
            found.append(tuple(sorted(members, key=lambda at: self._told_when(marks[at]))))
        return [tuple(marks[at] for at in members) for members in sorted(found)]

    def _told_when(self, mark: Mark) -> tuple[bool, str, int, int]:
        """Return by what the tellings of a happening are sorted; what has no date comes last."""
        day = self._day.get(mark.article_id, "")
        return (not day, day, mark.article_id, mark.start)


def _days(telling: Telling) -> tuple[int, int | None]:
    """Return the days of a telling as a `Mark` has them; 0 where it tells of none."""
    first, last = telling.earliest, telling.latest
    if first is None:
        return (last or 0), -1
    return first, 0 if last == first else last


def read(
    connection: Connection,
    entity_id: int | None,
    view: VisibleMap = RAW,
    marks: Sequence[FactMark] = (),
    stale: Callable[[], bool] = lambda: False,
) -> Folding:
    """Return which places tell the same, of the newest claims; the arguments are those of `facts.find`."""
    about = () if entity_id is None else (entity_id,)
    return Folding(entity_id, facts.find(connection, about, view, LIMIT, marks, stale).facts)
