"""The facets of a search: which values its articles have, how many of each, and what is on."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, TypeAlias

from aitui.errors import AituiError
from aitui.explorer.jobs import Jobs
from aitui.explorer.narrowing import Narrowing
from aitui.explorer.searching import Search
from aitui.frozen import frozen
from aitui.query import Query
from aitui.store import facets, search
from aitui.store.database import Connection
from aitui.store.facets import Columns, Counts, Value
from aitui.store.rows import Facet
from aitui.store.visible import VisibleMap

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

TITLES = {"lang": "Language", "source": "Source", "year": "Year", "type": "Type", "entity": "Entity"}
# Values of a facet that are shown until the rest is asked for.
FIRST = 8
WHY = "why"

State = Literal["", "only", "not"]


@frozen
class FacetLine:
    """A line of the facet view.

    Attributes:
        field: of `TITLES`, or `why`.
        value: of the facet, or a reason; None for a heading, and for the line that shows the rest.
        kind: `head`, `value` or `rest`.
        label: what a person is told.
        number: articles that have it; None where that is not counted yet.
        state: whether only it is wanted, or it is not.
        about: `≈` where the number is an estimate.
    """

    field: str
    value: Value | None
    kind: Literal["head", "value", "rest"]
    label: str
    number: int | None = None
    state: State = ""
    about: str = ""


# What the counts are of: the query, and what narrows it beside the facets.
_Base: TypeAlias = "tuple[Query, frozenset[str], array[int] | None, VisibleMap, search.Others]"


class Faceting:
    """Counts of the present search by facet, as lines; read when the facets are looked at.

    Attributes:
        lines: what is shown.
        counts: None until they are read.
        most: the largest number of a value, for bars.
    """

    def __init__(self, explorer: Explorer, asked: Search, jobs: Jobs) -> None:
        self._explorer = explorer
        self._search = asked
        self._jobs = jobs
        self.lines: list[FacetLine] = []
        self.counts: Counts | None = None
        self._reasons: dict[str, int] = {}
        self._unfolded: set[str] = set()
        self._of: tuple[Query, Narrowing, VisibleMap, search.Others] | None = None
        self._columns: tuple[_Base, Columns] | None = None

    def show(self) -> None:
        """Go to the facets of the present search."""
        if not self._search.asked:
            key = self._explorer.key("search")
            self._explorer.say(f"There is no search to narrow; {key} begins one.")
            return
        self._explorer.go("facets")
        self.follow()

    def follow(self) -> None:
        """Count anew when the search is another one, or narrowed otherwise, and the facets are in view."""
        query, narrowing, view = self._search.query, self._search.narrowing, self._explorer.view
        others = self._search.others
        if self._explorer.centre != "facets" or query is None or self._of == (query, narrowing, view, others):
            return
        of = self._of = query, narrowing, view, others
        off = narrowing.off
        base: _Base = (query, off, narrowing.within, view, others)
        known = self._columns

        def read(connection: Connection) -> tuple[Columns, Counts, dict[tuple[str, Value], str]]:
            if known is not None and known[0] == base:
                columns = known[1]
            else:
                wanted = narrowing.base()
                ids = search.matching(connection, query, wanted, off=off, visible=view, others=others)
                columns = facets.columns(connection, ids)
            counts = facets.count(connection, columns, narrowing.facets, view)
            return columns, counts, facets.names(connection, counts, view)

        def done(found: tuple[Columns, Counts, dict[tuple[str, Value], str]]) -> None:
            columns, counts, names = found
            self._columns = base, columns
            if of == self._of:
                self.counts = counts
                self._search.names |= names
                self._reasons = {}
                self._make()
                self._count_reasons()

        def failed(error: AituiError) -> None:
            if of == self._of:
                self._of = None
            self._explorer.failed(error)

        self._jobs.submit("facets", read, done, failed)
        self._make()

    def _count_reasons(self) -> None:
        """Count the articles by the best reason that each was found for."""
        query, narrowing, view, of = self._search.query, self._search.narrowing, self._explorer.view, self._of
        others = self._search.others
        if query is None:
            return

        def read(connection: Connection) -> dict[str, int]:
            filters = narrowing.filters(connection, view)
            # A reason has what it adds to the better ones.
            found: dict[str, int] = {}
            before = 0
            for at, reason in enumerate(search.REASONS):
                off = frozenset(search.REASONS[at + 1 :])
                number = search.count(connection, query, filters, off=off, visible=view, others=others)
                found[reason], before = number - before, number
            return found

        def done(found: dict[str, int]) -> None:
            if of == self._of:
                self._reasons = found
                self._make()

        self._jobs.submit("facets", read, done, self._explorer.failed)

    # ------------------------------------------------------------------ lines

    @property
    def most(self) -> int:
        return max((line.number or 0 for line in self.lines if line.kind == "value"), default=0)

    def _make(self) -> None:
        self.lines = [*self._why(), *(line for field in facets.FIELDS for line in self._facet(field))]
        self._explorer.changed("facets", "search")

    def _why(self) -> Iterator[FacetLine]:
        off = self._search.narrowing.off
        yield FacetLine(WHY, None, "head", "Found for")
        for reason in search.REASONS:
            number = self._reasons.get(reason)
            if number or reason in off or number is None:
                state: State = "not" if reason in off else ""
                yield FacetLine(WHY, reason, "value", reason, number, state)

    def _facet(self, field: str) -> Iterator[FacetLine]:
        yield FacetLine(field, None, "head", TITLES[field])
        if self.counts is None:
            return
        states: dict[Value, State] = {
            facet.value: "not" if facet.excluded else "only"
            for facet in self._search.narrowing.facets
            if facet.field == field
        }
        numbers = self.counts.fields[field]
        values = list(dict.fromkeys([*states, *numbers]))
        if field == "year":
            values.sort(key=str, reverse=True)
        about = "≈" if field in self.counts.estimated else ""
        shown = values if field in self._unfolded else values[: max(FIRST, len(states))]
        for value in shown:
            label = self._search.label(field, value)
            yield FacetLine(field, value, "value", label, numbers.get(value, 0), states.get(value, ""), about)
        if len(shown) < len(values):
            yield FacetLine(field, None, "rest", f"{len(values) - len(shown):,} more")
        elif field in self.counts.sampled:
            yield FacetLine(field, None, "head", "  the most frequent of a sample of the articles")

    # ------------------------------------------------------------------ what the keys do

    def toggle(self, line: FacetLine, *, excluded: bool) -> None:
        """Want only a value, or not want it; what is so already is let go."""
        if line.kind == "rest":
            self._unfolded.add(line.field)
            self._make()
        elif line.kind == "value" and line.value is not None:
            if line.field == WHY:
                self._search.put(str(line.value))
            else:
                self._search.put(Facet(line.field, line.value, excluded))
