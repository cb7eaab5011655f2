"""What a figure measures and what narrows it, in one word for all languages.

A figure may only measure what it can count: percent a share, money a price.  So the unit chooses first,
then the noun right behind a counted figure, then the order of the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aitui.analysis.facts.belonging import BREAK, distance, pair
from aitui.analysis.facts.vocabulary import MEASURE, QUALIFIER, Cue, family, measures
from aitui.frozen import frozen
from aitui.model import Quantity, Timex

# Farther than this, in characters and what is in between, a word says nothing of a figure.
_REACH, _QUALIFIER_REACH = 220, 70
# A weak measure must be so much nearer than another one.
_WEAK = 130
# A measure told in percent may be so much farther than another one.
_NATIVE = 60
# The counted noun stands behind so many words at most.
_ADJECTIVES = 3
# So near must a word of rise or fall stand to "by": «выросла за год на 20 %».
_CHANGE_REACH = 45
_TIMES = frozenset(("year", "month", "week", "day", "hour", "minute"))
_UP, _DOWN = "growth", "decline"
# What happens goes before whom or what it happens to: «сократит 15 тысяч сотрудников», "sold 500 cars".
_HAPPENS = {
    "layoffs": ("employees", "people", "researchers"),
    "deaths": ("people", "employees", "students"),
    "injured": ("people", "employees", "students"),
    "votes": ("people",),
    "employees": ("people",),
    "population": ("people",),
    "users": ("people",),
    "visits": ("people",),
    "sales": ("cars", "chips", "robots"),
}
# Of a share that names them in passing they are rather whose it is.
_WHO = ("companies", "startups", "researchers", "people", "employees", "countries")
_BEHIND = 25
# Units that say by themselves what they measure.
_ITSELF = {
    "parameter": "parameters", "TFLOPS": "performance", "PFLOPS": "performance", "GW": "power", "MW": "power",
}  # fmt: skip
_RHYTHM = {"day": "daily", "week": "weekly", "month": "monthly", "quarter": "quarterly", "year": "annual"}
_PRICED = ("input", "output", "cached")
_LETTERS = re.compile(r"[^\W\d_]+")


@frozen
class Measured:
    """What a figure measures.

    Attributes:
        name: of the measure.
        start, end: the word that says so.
        qualifiers: what narrows it, sorted.
    """

    name: str
    start: int
    end: int
    qualifiers: tuple[str, ...]


def unit_class(unit: str) -> str:
    """Return the class of a unit that measures speak of: currencies are money, lengths time."""
    if len(unit) == 3 and unit.isupper():
        return "money"
    return "time" if unit in _TIMES else unit


def measured(
    folded: str,
    start: int,
    end: int,
    figures: Sequence[Quantity],
    cues: Sequence[Cue],
    times: Sequence[Timex],
    han: bool,
) -> list[Measured | None]:
    """Return what each figure of a sentence measures; None where its words do not say.

    Args:
        folded: the folded text.
        start, end: of the sentence.
        figures: of the sentence, sorted.
        cues: of the sentence, sorted.
        times: time expressions of the sentence; "a year" before "ago" narrows nothing.
        han: whether the text is in a script without blanks.
    """
    kept = [
        cue
        for cue in cues
        if cue.kind != QUALIFIER or not any(t.start < cue.end and cue.start < t.end for t in times)
    ]
    view = _Sentence(folded, start, end, figures, kept, han)
    found: list[Measured | None] = []
    for at, figure in enumerate(figures):
        what = view.read(at)
        if what is None and at and figure.unit == "percent" == figures[at - 1].unit:
            what = found[-1]  # «17 % загрузок, на американские — 15,8 %»
        found.append(what)
    return found


@frozen
class _Sentence:
    folded: str
    start: int
    end: int
    figures: Sequence[Quantity]
    cues: Sequence[Cue]
    han: bool

    def read(self, at: int) -> Measured | None:
        figure = self.figures[at]
        unit = unit_class(figure.unit)
        cue = self._measure(figure, unit) or self._priced(figure, unit)
        if cue is None:
            return None
        found = set(self._qualifiers(figure, cue))
        measure = measures()[cue.name]
        name = cue.name
        change = self._change(figure, native=measure.native == unit)
        if name in (_UP, _DOWN):
            found.discard("change")
        elif unit in ("percent", "ratio") and measure.native not in ("percent", "ratio") and not change:
            # «30 % выручки» is a share, of revenue.
            found.add(f"of:{name}")
            name = "share"
        elif name == "employees" and change == "down":
            name = "layoffs"
        elif change:
            found.add(change)
        if name == "sales":
            found.update(f"of:{other}" for other in self._shared_in(figure, cue) if other in _HAPPENS[name])
        if cue.name == "share":
            found.update(f"of:{other}" for other in self._shared_in(figure, cue))
        if self._began(at):
            found.add("before")
        if measures()[name].native != "percent":
            found.discard("world")  # all there is, unless a share is told
        if figure.per in _RHYTHM:
            found.add(_RHYTHM[figure.per])
        return Measured(name, cue.start, cue.end, tuple(sorted(found)))

    def _began(self, at: int) -> bool:
        """Tell whether a figure is where a change began, and the next one where it ended."""
        if at + 1 == len(self.figures):
            return False
        one, other = self.figures[at], self.figures[at + 1]
        return (
            unit_class(one.unit) == unit_class(other.unit)
            and self._opened(one, "origin")
            and self._opened(other, "level")
        )

    def _opened(self, figure: Quantity, kind: str) -> bool:
        """Tell whether a word of some kind begins a figure, or stands right before it."""
        return any(
            cue.kind == kind and (cue.start == figure.start or 0 <= figure.start - cue.end <= 1)
            for cue in self.cues
        )

    # -------------------------------------------------------------- measure

    def _measure(self, figure: Quantity, unit: str) -> Cue | None:
        fitting = [
            cue
            for cue in self.cues
            if cue.kind == MEASURE
            and unit in measures()[cue.name].units
            and not (cue.start < figure.end and figure.start < cue.end)
        ]
        if unit in ("percent", "ratio"):
            part = self._counted(figure, self._nouns())
            if part is not None:
                return part
        if unit == "count" or unit in _ITSELF or unit == "token":
            counted = self._counted(figure, fitting)
            if counted is not None:
                happens = [cue for cue in fitting if counted.name in _HAPPENS.get(cue.name, ())]
                counted = happens[0] if happens else counted
            if counted is not None:
                return counted
            if unit in _ITSELF:
                return Cue(figure.start, figure.end, MEASURE, _ITSELF[unit])
            if self._noun_behind(figure):
                return None
        if unit == "percent":
            fitting = [cue for cue in fitting if cue.name not in _WHO]
        strong = [cue for cue in fitting if not measures()[cue.name].weak]
        native = [cue for cue in strong if measures()[cue.name].native == unit]
        cue = self._chosen(figure, unit, strong)
        own = self._chosen(figure, unit, native) if unit == "percent" else None
        if cue is not None and own is not None:
            # «доля разработчиков составила 15 %»: what percent are made for goes before what is nearer.
            near = [distance(self.folded, figure, self.figures, one) for one in (own, cue)]
            cue = own if near[0] <= near[1] + _NATIVE else cue
        return cue or self._chosen(figure, unit, fitting)

    def _chosen(self, figure: Quantity, unit: str, choice: Sequence[Cue]) -> Cue | None:
        """Return which of several measures a figure belongs to; None where all are too far."""
        same = [other for other in self.figures if unit_class(other.unit) == unit]
        found = pair(self.folded, same, choice)[same.index(figure)]
        if found is None:
            return None
        cue = choice[found]
        far = distance(self.folded, figure, self.figures, cue)
        if far > _REACH - (_WEAK if measures()[cue.name].weak else 0):
            return None
        return self._estimated(cue, choice)

    def _estimated(self, cue: Cue, others: Sequence[Cue]) -> Cue:
        """Return what is estimated rather than that it is: «стоимость оценивается в 6 млн»."""
        if cue.name == "valuation":
            for other in reversed(others):
                if other.end <= cue.start and not BREAK.search(self.folded, other.end, cue.start):
                    return other
        return cue

    def _priced(self, figure: Quantity, unit: str) -> Cue | None:
        """Return the figure itself where money for tokens, in or out, can only be a price."""
        told = any(cue.kind == QUALIFIER and cue.name in _PRICED for cue in self.cues)
        if unit == "money" and (told or "token" in (figure.per or "")):
            return Cue(figure.start, figure.end, MEASURE, "price")
        return None

    def _nouns(self) -> list[Cue]:
        """Return the things that a part may be of: «26 % вычислительных мощностей»."""
        moves = (_UP, _DOWN)
        return [
            c
            for c in self.cues
            if c.kind == MEASURE
            and c.name not in moves
            and measures()[c.name].native not in ("percent", "ratio")
        ]

    def _counted(self, figure: Quantity, fitting: Sequence[Cue]) -> Cue | None:
        """Return the noun that stands behind a number: «700 млн активных пользователей»."""
        for cue in fitting:
            if cue.start < figure.end:
                continue
            between = self.folded[figure.end : cue.start]
            words = len(between) // 2 if self.han else len(between.split())
            if words > _ADJECTIVES or BREAK.search(between) or any(c.isdigit() for c in between):
                return None
            if any(
                figure.end <= other.start < cue.start and other.kind in ("inside", "level", "joint")
                for other in self.cues
            ):
                return None
            return cue
        return None

    def _noun_behind(self, figure: Quantity) -> bool:
        """Tell whether an unknown word stands behind a number, which then counts what we have no word for."""
        if self.han:
            return False
        found = _LETTERS.search(self.folded, figure.end, self.end)
        if found is None or BREAK.search(self.folded, figure.end, found.start()) or len(found[0]) < 4:
            return False
        return not any(cue.start == found.start() for cue in self.cues)

    # ----------------------------------------------------------- qualifiers

    def _qualifiers(self, figure: Quantity, measure: Cue) -> list[str]:
        """Return what narrows a figure; of each family the word that belongs to it."""
        families: dict[str, list[Cue]] = {}
        for cue in self.cues:
            inside = measure.start <= cue.start and cue.end <= measure.end
            if cue.kind == QUALIFIER and not (inside and cue.name != "ai"):
                families.setdefault(family(cue.name), []).append(cue)
        same = [other for other in self.figures if unit_class(other.unit) == unit_class(figure.unit)]
        found = []
        for choice in families.values():
            at = pair(self.folded, same, choice)[same.index(figure)]
            if at is None:
                continue
            near = min(
                distance(self.folded, figure, self.figures, choice[at]),
                distance(self.folded, measure, self.figures, choice[at]),
            )
            if near <= _QUALIFIER_REACH:
                found.append(choice[at].name)
        return found

    def _shared_in(self, figure: Quantity, measure: Cue) -> list[str]:
        """Return what a share is one of: the noun behind the figure or the measure, else the nearest."""
        others = [
            cue
            for cue in self.cues
            if cue.kind == MEASURE and cue.name not in (measure.name, "share", _UP, _DOWN)
        ]
        behind = self._counted(figure, others)
        if behind is None:
            things = [cue for cue in others if cue.name not in _WHO]
            behind = next((c for c in things if 0 <= c.start - measure.end <= _BEHIND), None)
        if behind is not None:
            return [behind.name]
        near = [
            (distance(self.folded, figure, self.figures, cue), cue)
            for cue in others
            if cue.name not in _WHO and measures()[cue.name].native == "count"
        ]
        return [cue.name for far, cue in sorted(near) if far <= _QUALIFIER_REACH][:1]

    def _change(self, figure: Quantity, *, native: bool) -> str | None:
        """Return `up` or `down` where a figure tells by how much something changed.

        Args:
            native: whether the unit is that of the measure itself, so that a level may be meant.
        """
        moves = [
            (distance(self.folded, figure, self.figures, cue), cue)
            for cue in self.cues
            if cue.kind == MEASURE and cue.name in (_UP, _DOWN)
        ]
        if not moves:
            return None
        far, move = min(moves)
        if far > _CHANGE_REACH:
            return None
        before = {cue.kind for cue in self.cues if 0 <= figure.start - cue.end <= 1}
        if "level" in before and "change" not in before:
            return None
        if native and "change" not in before and not (0 <= figure.start - move.end <= 1):
            return None
        return "up" if move.name == _UP else "down"
