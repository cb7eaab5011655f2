"""The timeline: happenings of the lit entity, or of all, by one of three clocks and in periods of any size.

What is read of it is a window of places without their words; a window that holds everything is the rule.
Words are read for the lines on screen.  What several articles tell is folded into one happening as soon as
the facts are grouped (`explorer.facts`), a moment after the places are there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, get_args

from aitui.errors import AituiError
from aitui.explorer.jobs import Jobs
from aitui.explorer.periods import LEVELS, first_day, fits, last_day
from aitui.frozen import frozen, replace
from aitui.model import EntityType, Telling
from aitui.store import fact_marks, timeline
from aitui.store.database import Connection
from aitui.store.rows import PUBLISHED, DayCount, Filters, Mark, TimelineRow
from aitui.store.timeline import iso

if TYPE_CHECKING:
    from aitui.explorer.happenings import Folding
    from aitui.explorer.state import Explorer

# So many places are kept at once; of a longer timeline they are those around the cursor.
WINDOW = 30_000
# Places whose words are read at once, and how many are kept.
_PAGE = 60
_KEPT = 1_000
# So many dated sentences are folded before anybody looks.
_AT_ONCE = 1_000
CLOCKS = timeline.CLOCKS


@frozen
class Happening:
    """One line of the timeline: what one or more articles tell, or an article.

    Attributes:
        marks: its places, the one that was told first before the others.
    """

    marks: tuple[Mark, ...]

    @property
    def first(self) -> Mark:
        """The place that stands for it."""
        return self.marks[0]

    @property
    def day(self) -> int:
        """The day by the clock."""
        return self.marks[0].day

    @property
    def told(self) -> bool:
        """Whether sentences tell it; else it is an article."""
        return self.marks[0].start != PUBLISHED

    @property
    def articles(self) -> int:
        """How many articles tell it."""
        return len({mark.article_id for mark in self.marks})


@frozen
class Period:
    """One line of the timeline in coarser steps.

    Attributes:
        day, last: its first and last day, as numbers; 0 for what has no date.
        counts: how much lies in it, by language: sentences dated so exactly by the event, else articles.
        vague: what begins in it but is told less exactly.
        ahead: how much of it was still to come when it was written.
        example: the happening in it that most articles tell, None where it was not read.
    """

    day: int
    last: int
    counts: dict[str, int]
    vague: int
    ahead: int
    example: Happening | None = None

    @property
    def total(self) -> int:
        """How much lies in it, whatever the language."""
        return sum(self.counts.values())


Line = Happening | Period


class Timeline:
    """What was read of the timeline, and where the cursor stands.

    Attributes:
        lines: what is shown, newest first.
        index: the line of the cursor.
        clock: one of `CLOCKS`; `level`: one of `LEVELS`.
        langs: the languages in it, those with most first.
        total: how many lines there are, shown or not; `skipped`: how many stand before those shown.
        histogram: (YYYY-MM, places) of all that has a date, ascending.
        bands: for each language (first day, amount) of the periods of the level, ascending; `most` of them.
        text: the filter.
        opened: whose tellings are shown, None for the list.
        loaded: whether it has been read.
    """

    def __init__(self, explorer: Explorer, own: Connection, jobs: Jobs) -> None:
        self._explorer = explorer
        self._own = own
        self._jobs = jobs
        self.clock = CLOCKS[0]
        self.level = LEVELS[-1]
        self.lines: Sequence[Line] = []
        self.index = 0
        self.langs: list[str] = []
        self.total = self.skipped = 0
        self.histogram: list[tuple[str, int]] = []
        self.bands: dict[str, list[tuple[int, int]]] = {}
        self.most = 1
        self.text = ""
        self.opened: Happening | None = None
        self.loaded = False
        self._marks: list[Mark] = []
        self._density: list[DayCount] = []
        self._whole = True
        self._folding: Folding | None = None
        self._happenings: list[Happening] | None = None
        # Whether folding waits until somebody looks.
        self._waits = False
        # How often folding was asked for: an answer to an earlier question is stale.
        self._asked = 0
        # The place that the cursor keeps through every change of what is shown.
        self._at: Mark | None = None
        self._rows: dict[tuple[int, int], TimelineRow | None] = {}

    # ------------------------------------------------------------------ reading

    def take(self, level: object, text: object) -> None:
        """Take up the level and the filter of an earlier session, before anything is read."""
        self.level = level if isinstance(level, str) and level in LEVELS else LEVELS[-1]
        self.text = text if isinstance(text, str) else ""
        self._explorer.filters["timeline"] = self.text

    def load(self, entity_id: int | None, then: Callable[[], None] = lambda: None) -> None:
        """Read it for an entity, None for the whole corpus, from the newest on."""
        self._at, self.opened = None, None
        self._folding = None
        self._read(None, then)

    def again(self, then: Callable[[], None] = lambda: None) -> None:
        """Read it anew, since the clock or the filter is another one; the cursor keeps its day."""
        self.opened = None
        day = self._at.day if self._at is not None and not self._whole else None
        self._read(day, then)

    def sort(self, clock: str, then: Callable[[], None] = lambda: None) -> None:
        """Place everything by another clock."""
        self.clock = clock
        # The same sentence has another day then.
        place, self._at = self._at, None

        def there() -> None:
            if place is not None:
                self._stand_on(place)
            then()

        self.again(there)

    def filter(self, text: str, then: Callable[[], None] = lambda: None) -> None:
        """Keep what a filter says: languages, types of entities, `past`, `forecast`, the name of a source."""
        self.text = text
        self.again(then)

    def _read(self, day: int | None, then: Callable[[], None]) -> None:
        """Read a window: from the newest on, or around a day."""
        explorer, clock, text, view = self._explorer, self.clock, self.text, self._explorer.view
        entity_id = explorer.lit.row.id if explorer.lit is not None else None

        def query(connection: Connection) -> tuple[list[Mark], list[DayCount], bool]:
            filters = _filters(connection, text)
            found = timeline.marks(connection, entity_id, clock, filters, view, WINDOW + 1)
            if len(found) <= WINDOW:
                return found, timeline.counted(found, clock), True
            days = timeline.density(connection, entity_id, clock, filters, view)
            if day is not None:
                start = Mark(_start(days, day) + 1, 0, 0, 0, 0, 0, "")
                found = timeline.marks(connection, entity_id, clock, filters, view, WINDOW, start)
            return found[:WINDOW], days, False

        def done(found: tuple[list[Mark], list[DayCount], bool]) -> None:
            self._marks, self._density, self._whole = found
            self._happenings = None
            counts: dict[str, int] = {}
            months: dict[int, int] = {}
            for one in self._density:
                counts[one.lang] = counts.get(one.lang, 0) + one.number
                if one.day:
                    months[one.day // 100] = months.get(one.day // 100, 0) + one.number
            self.histogram = [(iso(month * 100)[:7], number) for month, number in sorted(months.items())]
            self.langs = sorted(counts, key=lambda lang: (-counts[lang], lang))
            self.loaded = True
            self._rows.clear()
            self._arrange()
            then()
            self._fold(entity_id)

        self._jobs.submit("timeline", query, done, explorer.failed)

    def attend(self) -> None:
        """Somebody looks at the timeline: fold what has waited for that."""
        if self._waits:
            self._fold(self._explorer.lit.row.id if self._explorer.lit is not None else None)

    def refold(self) -> None:
        """Fold anew: a person has said of two facts that they are one, or are not."""
        if self._folding is not None:
            of, self._folding = self._folding.of, None
            self._fold(of)

    def _fold(self, entity_id: int | None) -> None:
        """Make one line of what several articles tell, as soon as that is worked out."""
        self._asked += 1
        sentences = sum(mark.start != PUBLISHED for mark in self._marks)
        if self._folding is not None or not sentences:
            return
        # Thousands of claims take seconds to compare: not for everybody who is lit in passing.
        self._waits = sentences > _AT_ONCE and self._explorer.focus != "timeline"
        if self._waits:
            return
        view, marks, asked = self._explorer.view, fact_marks.live(self._own), self._asked

        def stale() -> bool:
            return asked != self._asked

        def query(connection: Connection) -> Folding:
            # Only here: it reads and compares claims, and the first lines are there without.
            from aitui.explorer import happenings

            return happenings.read(connection, entity_id, view, marks, stale)

        def done(found: Folding) -> None:
            if not stale():
                self._folding, self._happenings = found, None
                self._arrange()

        def failed(error: AituiError) -> None:
            if not stale():
                self._explorer.failed(error)

        self._jobs.submit("happenings", query, done, failed)

    # ------------------------------------------------------------------ lines

    def _arrange(self) -> None:
        """Make the lines anew; the cursor stays at its place."""
        if self._happenings is None:
            marks = self._marks
            groups = self._folding.groups(marks) if self._folding is not None else [(m,) for m in marks]
            self._happenings = [Happening(group) for group in groups]
        periods = _periods(self._density, self.level, self.clock)
        if self.level == "day":
            self.lines = self._happenings
        else:
            self.lines = _with_examples(periods, self._happenings, self.level)
        self._count(periods)
        self.index = self._index_of(self._at)
        self._explorer.changed("timeline")

    def _index_of(self, mark: Mark | None) -> int:
        """Return the line of a place, else that of its day or of an earlier one."""
        if mark is None or not self.lines:
            return 0
        if self.level == "day":
            wanted = mark.article_id, mark.start
            for at in range(self._of_day(mark.day), len(self.lines)):
                line = self.lines[at]
                if line.day != mark.day:
                    break
                if isinstance(line, Happening) and wanted in {(m.article_id, m.start) for m in line.marks}:
                    return at
        return min(self._of_day(mark.day), len(self.lines) - 1)

    def _of_day(self, day: int) -> int:
        """Return the first line of a day or of an earlier one."""
        first = first_day(day, self.level)
        return bisect_left(self.lines, -first, key=lambda line: -line.day)

    def stand(self, index: int) -> None:
        """The cursor stands on a line now."""
        if not 0 <= index < len(self.lines):
            return
        self.index = index
        line = self.lines[index]
        if isinstance(line, Happening):
            self._at = line.first
        elif self._at is None or not line.day <= self._at.day <= line.last:
            # Its newest place, so that a finer step begins there.
            newest = bisect_right(self._density, line.last, key=lambda one: one.day) - 1
            day = self._density[newest].day if newest >= 0 else line.day
            self._at = Mark(max(day, line.day), 0, PUBLISHED, 0, 0, 0, "")

    def _stand_on(self, mark: Mark) -> None:
        """Put the cursor on the place of a mark under another clock, if it is there."""
        wanted = mark.article_id, mark.start
        moved = next((m for m in self._marks if (m.article_id, m.start) == wanted), None)
        if moved is None:  # an article, or one that was not read
            moved = next((m for m in self._marks if m.article_id == mark.article_id), None)
        self._at = moved
        self.index = self._index_of(moved)
        self._explorer.changed("timeline")

    @property
    def current(self) -> Line | None:
        """The line of the cursor."""
        return self.lines[self.index] if self.index < len(self.lines) else None

    def _count(self, periods: Sequence[Period]) -> None:
        """Count once what every line that is drawn asks for."""
        cut = not self._whole and self.level == "day"
        self.total, self.skipped = len(self.lines), 0
        if cut:
            self.total = sum(one.number for one in self._density)
            newest = self._marks[0].day if self._marks else 0
            self.skipped = sum(one.number for one in self._density if one.day > newest)
        self.bands = {lang: [] for lang in self.langs}
        for period in reversed(periods):
            for lang, number in period.counts.items():
                if period.day and number:
                    self.bands[lang].append((period.day, number))
        self.most = max((n for found in self.bands.values() for _, n in found), default=1)

    def row(self, mark: Mark) -> TimelineRow | None:
        """Return what a place says; None when another process has taken it out meanwhile."""
        key = mark.article_id, mark.start
        if key not in self._rows:
            if len(self._rows) > _KEPT:
                self._rows.clear()
            near = self._near(mark)
            self._rows |= dict.fromkeys(((one.article_id, one.start) for one in near), None)
            self._rows |= self._explorer.timeline_rows(near)
        return self._rows[key]

    def _near(self, mark: Mark) -> list[Mark]:
        """Return the places around one, so that a screenful is one query."""
        if self.opened is not None:
            return list(self.opened.marks)
        at = self._index_of(mark)
        lines = self.lines[max(0, at - _PAGE // 3) : at + _PAGE]
        shown = [line if isinstance(line, Happening) else line.example for line in lines]
        return [mark, *(one.first for one in shown if one is not None)]

    def tellings(self, happening: Happening) -> list[Telling]:
        """Return the claims that tell a happening; none as long as they are not read."""
        return self._folding.tellings(happening.marks) if self._folding is not None else []

    # ------------------------------------------------------------------ moving

    def zoom(self, step: int) -> bool:
        """Go to finer (1) or coarser (-1) periods; the cursor keeps its day.  False at the end."""
        at = LEVELS.index(self.level) + step
        if not 0 <= at < len(LEVELS):
            return False
        self.stand(self.index)
        self.level, self.opened = LEVELS[at], None
        if self.level == "day" and not self._whole and self._at is not None and not self._holds(self._at.day):
            self._read(self._at.day, lambda: None)
        self._arrange()
        self._explorer.changed("status")
        return True

    def _holds(self, day: int) -> bool:
        return bool(self._marks) and self._marks[-1].day <= day <= self._marks[0].day

    def step_day(self, step: int) -> Line | None:
        """Go to the next (1: down, older) or previous (-1) day that has anything; None at the end."""
        self.opened = None
        line = self.current
        if line is None:
            return None
        at = self.index
        while 0 <= at < len(self.lines) and self.lines[at].day == line.day:
            at += step
        if not 0 <= at < len(self.lines):
            return None
        if step < 0:  # to the first line of that day
            at = self._of_day(self.lines[at].day)
        self.stand(at)
        self._explorer.changed("timeline")
        return self.lines[at]

    def near_edge(self) -> None:
        """Read on when the cursor nears the end of what was read, in either direction."""
        if self._whole or self.level != "day" or self._at is None or not self._marks:
            return
        below = len(self.lines) - self.index < _PAGE and self.skipped + len(self._marks) < self.total
        above = self.index < _PAGE and self.skipped > 0
        # A day of more places than a window has is read from its first one on.
        if (below or above) and self._marks[0].day != self._marks[-1].day:
            self._read(self._at.day, lambda: None)

    def find_day(self, day: str, there: Callable[[int], None], none: Callable[[], None]) -> None:
        """Go to the first line of a day or of an earlier one.

        Args:
            day: ISO.
            there: called with the index of the line, once it is read.
            none: called where there is nothing so old.
        """
        wanted = timeline.day_number(day)
        older = [one.day for one in self._density if 0 < one.day <= wanted]
        if not older:
            none()
            return
        self._go(max(older), there)

    def show(self, number: int, there: Callable[[int], None]) -> None:
        """Go to a line by its number, counted from 0 over the whole timeline, read or not."""
        number = max(0, min(number, self.total - 1))
        if self._whole or self.level != "day" or 0 <= number - self.skipped < len(self.lines):
            there(number - self.skipped)
            return
        before = 0
        for one in reversed(self._density):
            before += one.number
            if before > number:
                self._go(one.day, there)
                return

    def _go(self, day: int, there: Callable[[int], None]) -> None:
        self.opened = None
        if self._whole or self.level != "day" or self._holds(day):
            there(self._of_day(day))
            return
        self._at = Mark(day, 0, PUBLISHED, 0, 0, 0, "")
        self._read(day, lambda: there(self._of_day(day)))

    # ------------------------------------------------------------------ going in

    def open(self, happening: Happening) -> None:
        """Show the tellings of a happening."""
        self.opened = happening
        self._explorer.changed("timeline", "status")

    def close(self) -> bool:
        """Go back from the tellings to the list; False where the list is shown."""
        before, self.opened = self.opened, None
        if before is not None:
            self._explorer.changed("timeline", "status")
        return before is not None

    def go_to(self, mark: Mark) -> None:
        """Open the place of a mark in its article."""
        self._explorer.open_article(mark.article_id, max(0, mark.start))
        self._explorer.go("reader")


def _start(days: Sequence[DayCount], day: int) -> int:
    """Return the day on which a window around a day begins: half of it is newer."""
    before = 0
    start = day
    for one in days:
        if one.day >= day:
            before += one.number
            if before > WINDOW // 2:
                break
            start = one.day
    return start


def _periods(density: Iterable[DayCount], level: str, clock: str) -> list[Period]:
    """Return the periods that have anything, newest first, what has no date last."""
    found: dict[int, Period] = {}
    for one in density:
        if one.article == (clock == "event"):
            continue  # by publication and coming in, articles are counted
        first = first_day(one.day, level)
        period = found.get(first)
        counts, vague, ahead = (period.counts, period.vague, period.ahead) if period else ({}, 0, 0)
        if fits(one.grain, level):
            counts[one.lang] = counts.get(one.lang, 0) + one.number
        else:
            vague += one.number
        ahead += one.number if one.status == 2 else 0
        found[first] = Period(first, last_day(first, level), counts, vague, ahead)
    return [found[first] for first in sorted(found, reverse=True)]


def _with_examples(periods: list[Period], happenings: Sequence[Happening], level: str) -> list[Period]:
    """Return the periods, each with what most articles tell of it; of equals the newest."""
    best: dict[int, tuple[int, Happening]] = {}
    for happening in happenings:
        first, number = first_day(happening.day, level), len(happening.marks)
        if first not in best or number > best[first][0]:
            best[first] = number, happening
    return [
        replace(period, example=best[period.day][1]) if period.day in best else period for period in periods
    ]


def _filters(connection: Connection, text: str) -> Filters:
    """Return what the words of a filter mean; what is no language, type or status is the name of a source."""
    from json import dumps

    found = Filters()
    rest: list[str] = []
    langs = timeline.languages(connection)
    for word in text.split():
        low = word.casefold()
        kind = low.removesuffix("s")
        if low in langs:
            found = found._replace(lang=low)
        elif kind in get_args(EntityType):
            found = found._replace(type=kind)
        elif low in ("past", "forecast"):
            found = found._replace(status=low)
        else:
            rest.append(word)
    if rest:
        found = found._replace(sources=dumps(timeline.sources(connection, " ".join(rest))))
    return found
