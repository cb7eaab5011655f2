"""The silence map: in which languages something is told, first where and how much later; and where it is not.

A language that says nothing is silent only if articles in it came out in those days; where none did there is
no coverage, which is another thing.  What has no date is told as undated and never counted as the first.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from aitui.explorer.jobs import Jobs
from aitui.explorer.periods import as_date, as_number, ordinal
from aitui.frozen import frozen
from aitui.model import Telling
from aitui.store import articles, claims, timeline
from aitui.store.database import Connection, consistent
from aitui.store.rows import PUBLISHED, DayCount
from aitui.store.visible import RAW, VisibleMap

if TYPE_CHECKING:
    from aitui.explorer.facts import Fact
    from aitui.explorer.state import Explorer
    from aitui.explorer.timeline import Happening

# So many days, the first one counted, a language has to say something of what another one tells.
WEEK = 7

State = Literal["told", "undated", "silent", "no coverage", "unknown"]


class Saying(NamedTuple):
    """One article that tells it.

    Attributes:
        day: of publication, as a number; 0 where unknown.  `last`: the last day that it may have been.
        start: where in the text.
    """

    article_id: int
    lang: str
    day: int
    last: int
    start: int


@frozen
class Voice:
    """What one language says.

    Attributes:
        state: `told`; `undated` where only articles without a date tell it; `silent` where articles came out
            and none tells it; `no coverage` where none came out; `unknown` where no telling has a date, so
            that there is no week to look at.
        sayings: the articles that tell it, the first published first, undated ones last.
        lag: days after the first telling in any language; None where a date is not known to the day.
        covered: articles in the language that came out in the days that are looked at.
    """

    lang: str
    state: State
    sayings: tuple[Saying, ...]
    lag: int | None
    covered: int

    @property
    def first(self) -> Saying | None:
        """The article that told it first, None where none has a date."""
        return next((one for one in self.sayings if one.day), None)

    @property
    def undated(self) -> int:
        """How many of the articles have no date."""
        return sum(not one.day for one in self.sayings)


class Coverage:
    """How many articles came out, by language and day of publication.

    Numbers beside each other: those of a hundred thousand articles take megabytes as rows, as long as the map
    is there.

    Args:
        counts: by day, ascending; day 0 is of articles without a date.

    Attributes:
        days: by language, those on which any came out, ascending.
    """

    def __init__(self, counts: Iterable[DayCount]) -> None:
        self.days: dict[str, array[int]] = {}
        self._numbers: dict[str, array[int]] = {}
        for one in counts:
            days = self.days.setdefault(one.lang, array("l"))
            numbers = self._numbers.setdefault(one.lang, array("l"))
            if one.day:
                days.append(one.day)
                numbers.append(one.number)

    def number(self, lang: str, first: int, last: int) -> int:
        """Return how many came out in a language from one day to another."""
        days = self.days.get(lang, array("l"))
        return sum(self._numbers[lang][bisect_left(days, first) : bisect_right(days, last)]) if days else 0


@frozen
class Silence:
    """A map of what is told and not told.

    Attributes:
        voices: one a language of the corpus: who told it first, then later, undated, silent, no coverage.
        first, last: the days that are looked at; 0, 0 where no telling has a date.
        coverage: articles that came out, of the whole corpus.
    """

    voices: tuple[Voice, ...]
    first: int
    last: int
    coverage: Coverage

    def cells(self, lang: str, level: str) -> list[int | None]:
        """Return for each period of the days looked at how many tell it, None where nothing came out."""
        begin, end = ordinal(self.first, level), ordinal(self.last, level)
        told = Counter(ordinal(one.day, level) for one in self._of(lang).sayings if one.day)
        out = {ordinal(day, level) for day in self.coverage.days.get(lang, ())}
        return [told[at] if at in told or at in out else None for at in range(begin, end + 1)]

    def _of(self, lang: str) -> Voice:
        return next(voice for voice in self.voices if voice.lang == lang)


def draw(sayings: Iterable[Saying], coverage: Coverage, *, whole: bool = False) -> Silence:
    """Return the map of what articles tell.

    Args:
        sayings: one an article, in any order.
        coverage: what came out.
        whole: look at all days from the first telling to the last one, not at the first week alone.
    """
    told: dict[str, list[Saying]] = {}
    for one in sayings:
        told.setdefault(one.lang, []).append(one)
    days = [one for found in told.values() for one in found if one.day]
    first = min((one.day for one in days), default=0)
    last = as_number(date.fromordinal(as_date(first).toordinal() + WEEK - 1)) if first else 0
    if whole and days:
        last = max(last, max(one.day for one in days))
    # What may have come out on any day of a month does not tell who was first.
    known = first if all(one.day == one.last for one in days if one.day == first) else 0
    voices = []
    for lang in coverage.days.keys() | told.keys():
        covered = coverage.number(lang, first, last) if first else 0
        own = sorted(told.get(lang, ()), key=lambda one: (not one.day, one.day, one.article_id))
        dated = [one for one in own if one.day]
        state: State = "told" if dated else "undated" if own else "unknown"
        if not own and first:
            state = "silent" if covered else "no coverage"
        lag = None
        if dated and known and dated[0].day == dated[0].last:
            lag = (as_date(dated[0].day) - as_date(known)).days
        voices.append(Voice(lang, state, tuple(own), lag, covered))
    ranks = ("told", "undated", "silent", "no coverage", "unknown")
    voices.sort(
        key=lambda voice: (
            ranks.index(voice.state),
            voice.first.day if voice.first else 0,
            -voice.covered,
            voice.lang,
        )
    )
    return Silence(tuple(voices), first, last, coverage)


# ------------------------------------------------------------------ reading


@consistent
def of_tellings(
    connection: Connection, tellings: Iterable[Telling], known: Coverage | None = None
) -> Silence:
    """Return the map of a fact, or of a happening: the articles that tell it.

    Args:
        known: what `coverage` returns, where it was read already.
    """
    places: dict[int, int] = {}
    for telling in tellings:
        places.setdefault(telling.article_id, telling.start)
    return draw(_sayings(connection, places), coverage(connection) if known is None else known)


@consistent
def of_entity(connection: Connection, entity_id: int, view: VisibleMap = RAW) -> Silence:
    """Return the map of an entity: the articles that mention it, from the first to the last of them."""
    marks = timeline.marks(connection, entity_id, "published", view=view)
    places = {mark.article_id: 0 for mark in marks if mark.start == PUBLISHED}
    return draw(_sayings(connection, places), coverage(connection), whole=True)


def coverage(connection: Connection) -> Coverage:
    """Return what came out in a corpus."""
    return Coverage(one for one in timeline.each_day(connection, "published") if one.article)


def _sayings(connection: Connection, places: dict[int, int]) -> list[Saying]:
    return [
        Saying(article_id, lang, *_numbers(first, last), places[article_id])
        for article_id, lang, first, last in articles.days(connection, list(places))
    ]


def _numbers(first: str | None, last: str | None) -> tuple[int, int]:
    if first is None:
        return 0, 0
    return timeline.day_number(first), timeline.day_number(last or first)


class SilenceMap:
    """The map in the pane.

    Attributes:
        label: what it is of; empty as long as nothing was asked.
        found: the map, None while it is read.
    """

    def __init__(self, explorer: Explorer, jobs: Jobs) -> None:
        self._explorer = explorer
        self._jobs = jobs
        self.label = ""
        self.found: Silence | None = None

    def show_entity(self) -> None:
        """Show where the lit entity is told of."""
        explorer, lit = self._explorer, self._explorer.lit
        if lit is None:
            explorer.say("Light an entity first, or stand on a fact or a happening.")
            return
        entity_id, view, label = lit.row.id, explorer.view, explorer.entity_label(lit.row)
        self._show(lambda connection: (label, of_entity(connection, entity_id, view)))

    def show_fact(self, fact: Fact) -> None:
        """Show where a fact is told."""

        def read(connection: Connection) -> tuple[str, Silence]:
            (words,) = claims.texts(connection, [fact.first]).values()
            return " ".join(words.split()), of_tellings(connection, fact.tellings)

        self._show(read)

    def show_happening(self, happening: Happening) -> None:
        """Show where a happening is told."""
        row = self._explorer.timeline.row(happening.first)
        tellings = self._explorer.timeline.tellings(happening)
        places = {mark.article_id: max(0, mark.start) for mark in happening.marks}

        def read(connection: Connection) -> tuple[str, Silence]:
            label = row.text if row is not None else ""
            if tellings:
                return label, of_tellings(connection, tellings)
            return label, draw(_sayings(connection, places), coverage(connection))

        self._show(read)

    def _show(self, read: Callable[[Connection], tuple[str, Silence]]) -> None:
        self.label, self.found = "…", None

        def done(found: tuple[str, Silence]) -> None:
            self.label, self.found = found
            self._explorer.changed("silence")

        self._explorer.go("silence")
        self._explorer.changed("silence")
        self._jobs.submit("silence", read, done, self._explorer.failed)

    def open(self, voice: Voice) -> None:
        """Open the article that told it first in a language, else one without a date."""
        if voice.sayings:
            first = voice.sayings[0]
            self._explorer.open_article(first.article_id, first.start)
            self._explorer.go("reader")
        else:
            self._explorer.say(f"Nothing in “{voice.lang}” tells it.")
