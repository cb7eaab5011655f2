"""The review queue: pairs that may be one thing, with what speaks for it, and the person's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitui.explorer.jobs import Jobs
from aitui.store import entities, review
from aitui.store.database import Connection
from aitui.store.review import Queue
from aitui.store.rows import ContextRow, PairRow

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

# Examples that are remembered, so that walking up and down reads nothing again.
_KEPT = 200

Examples = tuple[list[ContextRow], list[ContextRow]]


class Review:
    """The pairs that wait for an answer.

    Attributes:
        rows: the best first.
        waiting: how many pairs there are in the corpus, or of the entity chosen.
        aside: how many of them were put aside.
        with_aside: whether those are shown too.
        only: name of the entity whose pairs are shown, None for all.
        total: how many pairs wait in the whole corpus, None before that is known.
    """

    def __init__(self, explorer: Explorer, jobs: Jobs) -> None:
        self._explorer = explorer
        self._jobs = jobs
        self.rows: list[PairRow] = []
        self.waiting = 0
        self.aside = 0
        self.with_aside = False
        self.only: str | None = None
        self.total: int | None = None
        self._of: str | None = None
        self._opened = False
        self._to_open: PairRow | None = None
        self._examples: dict[tuple[int, int], Examples] = {}

    # ------------------------------------------------------------------ what is shown

    def show(self, slug: str | None = None, name: str | None = None) -> None:
        """Open the queue: of one entity, by slug, or of all."""
        self._of, self.only, self._opened = slug, name, True
        self.rows = []
        self.read()
        self._explorer.go("review")

    def toggle_of_lit(self) -> None:
        """Show only pairs of the lit entity, or all again."""
        lit = self._explorer.lit
        if self._of is not None and self._explorer.focus == "review":
            self.show()
        elif lit is None:
            self._explorer.say(f"No entity is lit; {self._explorer.key('focus_entities')} chooses one.")
        else:
            self.show(lit.row.uid, lit.row.name)

    def toggle_aside(self) -> None:
        """Show what was put aside too, or no longer."""
        self.with_aside = not self.with_aside
        self._explorer.say(
            "Pairs put aside are shown too." if self.with_aside else "Pairs put aside are left out again."
        )
        self.read()

    def count(self) -> None:
        """Learn how many pairs wait, for the heading of the entities; they are read when they are shown."""
        if not self._opened:
            self.read()

    def read(self) -> None:
        """Read the queue anew, as judgements have it."""
        explorer, view, slug, aside = self._explorer, self._explorer.view, self._of, self.with_aside
        limit = review.LIMIT if self._opened else 0

        def query(connection: Connection) -> Queue:
            only = None if slug is None else entities.by_uid(connection, slug, view)
            return review.queue(connection, view, only=only, unsure=aside, limit=limit)

        def done(queue: Queue) -> None:
            self.rows, self.waiting, self.aside = queue.rows, queue.waiting, queue.aside
            self.total = queue.everywhere
            self._examples.clear()
            explorer.changed("review", "entities", "status")

        self._jobs.submit("review", query, done, explorer.failed)

    def look_at(self, row: PairRow) -> None:
        """Read where each of a pair is mentioned, while the queue is in view."""
        ids, explorer = (row.one.id, row.other.id), self._explorer
        if self._to_open is not row:
            self._to_open = None  # the person has gone on
        if ids in self._examples or explorer.centre != "review":
            return
        view = explorer.view

        def query(connection: Connection) -> Examples:
            one, other = (review.examples(connection, i, view) for i in ids)
            return one, other

        def done(found: Examples) -> None:
            if len(self._examples) >= _KEPT:
                self._examples.clear()
            self._examples[ids] = found
            explorer.changed("review")
            if self._to_open is row and explorer.focus == "review":
                self.open(row)

        self._jobs.submit("examples", query, done, explorer.failed)

    def examples(self, row: PairRow) -> Examples | None:
        """Return where each of a pair is mentioned; None as long as that is not read."""
        return self._examples.get((row.one.id, row.other.id))

    def why(self, row: PairRow) -> str:
        """Return in words why a pair is asked about."""
        return review.in_words(row)

    # ------------------------------------------------------------------ answers

    def same(self, row: PairRow) -> None:
        """They are one."""
        if self._explorer.judge.same(row.one, row.other):
            self._answered(row)

    def not_same(self, row: PairRow) -> None:
        """They are two."""
        if self._explorer.judge.apart(row.one, row.other):
            self._answered(row)

    def put_aside(self, row: PairRow) -> None:
        """Undecided: it comes back on demand."""
        if self._explorer.judge.put_aside(row.one, row.other):
            self._answered(row)

    def _answered(self, row: PairRow) -> None:
        """Take a pair out at once; what else the answer changes follows."""
        if row in self.rows:
            self.rows = [other for other in self.rows if other is not row]
            self._explorer.changed("review")

    def open(self, row: PairRow) -> None:
        """Light the more mentioned one of a pair and go to a place of it."""
        found = self.examples(row)
        self._to_open = row if found is None else None
        self._explorer.light(row.one.id)
        if found is None:
            self.look_at(row)  # asked for before the places were read
        if found is not None and found[0]:
            self._explorer.open_article(found[0][0].article_id, found[0][0].start)
            self._explorer.go("reader")
