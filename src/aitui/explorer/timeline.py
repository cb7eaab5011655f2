"""The timeline: the dated happenings of the lit entity, or of the whole corpus, a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitui.explorer.jobs import Jobs
from aitui.store import timeline
from aitui.store.database import Connection
from aitui.store.rows import TimelineRow

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

PAGE = 200


class Timeline:
    """What was read of the timeline.

    Attributes:
        rows: newest first.
        total: how many there are, read or not.
        histogram: (month, number), ascending.
    """

    def __init__(self, explorer: Explorer, jobs: Jobs) -> None:
        self._explorer = explorer
        self._jobs = jobs
        self.rows: list[TimelineRow] = []
        self.total = 0
        self.histogram: list[tuple[str, int]] = []

    def load(self, entity_id: int | None) -> None:
        view = self._explorer.view

        def query(connection: Connection) -> tuple[list[TimelineRow], int, list[tuple[str, int]]]:
            return (
                timeline.page(connection, entity_id, PAGE, view=view),
                timeline.count(connection, entity_id, view),
                timeline.histogram(connection, entity_id, view),
            )

        def done(found: tuple[list[TimelineRow], int, list[tuple[str, int]]]) -> None:
            self.rows, self.total, self.histogram = found
            self._explorer.changed("timeline")

        self._jobs.submit("timeline", query, done, self._explorer.failed)

    def more(self) -> None:
        """Read the next page when the cursor nears the end of what was read."""
        if not self.rows or len(self.rows) >= self.total:
            return
        last = self.rows[-1]
        entity_id = self._explorer.lit.row.id if self._explorer.lit is not None else None
        view = self._explorer.view

        def done(page: list[TimelineRow]) -> None:
            if self.rows and self.rows[-1] == last:
                self.rows = [*self.rows, *page]
                self._explorer.changed("timeline")

        self._jobs.submit(
            "timeline",
            lambda connection: timeline.page(connection, entity_id, PAGE, last, view=view),
            done,
            self._explorer.failed,
        )
