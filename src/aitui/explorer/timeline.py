"""The timeline: the dated happenings of the lit entity, or of the whole corpus, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from aitui.explorer.jobs import Jobs
from aitui.store import timeline
from aitui.store.database import Connection
from aitui.store.rows import TimelineRow

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

PAGE = 200
ORDERS = timeline.ORDERS


class Timeline:
    """What was read of the timeline.

    Attributes:
        rows: in the order chosen, from row number `skipped` on.
        skipped: how many rows stand before the first one that was read.
        total: how many there are, read or not.
        histogram: (month, number), ascending.
        order: one of `ORDERS`.
    """

    def __init__(self, explorer: Explorer, jobs: Jobs) -> None:
        self._explorer = explorer
        self._jobs = jobs
        self.rows: list[TimelineRow] = []
        self.skipped = 0
        self.total = 0
        self.histogram: list[tuple[str, int]] = []
        self.order = ORDERS[0]

    def load(self, entity_id: int | None, then: Callable[[], None] = lambda: None) -> None:
        """Read the beginning for an entity, None for the whole corpus."""
        view, order = self._explorer.view, self.order

        def query(connection: Connection) -> tuple[list[TimelineRow], int, list[tuple[str, int]]]:
            return (
                timeline.page(connection, entity_id, PAGE, view=view, order=order),
                timeline.count(connection, entity_id, view),
                timeline.histogram(connection, entity_id, view),
            )

        def done(found: tuple[list[TimelineRow], int, list[tuple[str, int]]]) -> None:
            self.rows, self.total, self.histogram = found
            self.skipped = 0
            self._explorer.changed("timeline")
            then()

        self._jobs.submit("timeline", query, done, self._explorer.failed)

    def sort(self, order: str, then: Callable[[], None] = lambda: None) -> None:
        """Read it anew in another order."""
        self.order = order
        self.load(self._entity(), then)

    def more(self) -> None:
        """Read the next page when the cursor nears the end of what was read."""
        if not self.rows or self.skipped + len(self.rows) >= self.total:
            return
        first, last, order = self.rows[0], self.rows[-1], self.order
        entity_id, view = self._entity(), self._explorer.view

        def done(page: list[TimelineRow]) -> None:
            if self._still(first, last):
                self.rows = [*self.rows, *page]
                self._explorer.changed("timeline")

        self._jobs.submit(
            "timeline",
            lambda connection: timeline.page(connection, entity_id, PAGE, last, view=view, order=order),
            done,
            self._explorer.failed,
        )

    def before(self) -> None:
        """Read the page before when the cursor nears the beginning of what was read."""
        if not self.rows or not self.skipped:
            return
        first, last = self.rows[0], self.rows[-1]
        start = max(0, self.skipped - PAGE)

        def done(page: list[TimelineRow]) -> None:
            if self._still(first, last):
                self.rows, self.skipped = [*page, *self.rows], start
                self._explorer.changed("timeline")

        self._read(start, self.skipped - start, done)

    def show(self, number: int, there: Callable[[int], None]) -> None:
        """Go to a row, read or not.

        Args:
            number: counted from 0 over the whole timeline.
            there: called with its index in `rows` when it is read.
        """
        number = max(0, min(number, self.total - 1))
        if self.skipped <= number < self.skipped + len(self.rows):
            there(number - self.skipped)
            return

        def done(page: list[TimelineRow]) -> None:
            self.rows, self.skipped = page, number
            self._explorer.changed("timeline")
            there(0)

        self._read(number, PAGE, done)

    def find_day(self, day: str, then: Callable[[int], None]) -> None:
        """Look for the first row of a day or of an earlier one; `then` gets its number."""
        entity_id, view, order = self._entity(), self._explorer.view, self.order
        self._jobs.submit(
            "timeline",
            lambda connection: timeline.rank(connection, entity_id, day, view, order),
            then,
            self._explorer.failed,
        )

    def _read(self, start: int, number: int, done: Callable[[list[TimelineRow]], None]) -> None:
        entity_id, view, order = self._entity(), self._explorer.view, self.order
        self._jobs.submit(
            "timeline",
            lambda connection: timeline.page(
                connection, entity_id, number, view=view, order=order, skip=start
            ),
            done,
            self._explorer.failed,
        )

    def _entity(self) -> int | None:
        return self._explorer.lit.row.id if self._explorer.lit is not None else None

    def _still(self, first: TimelineRow, last: TimelineRow) -> bool:
        """Tell whether the rows are those that a page was asked for."""
        return bool(self.rows) and self.rows[0] == first and self.rows[-1] == last
