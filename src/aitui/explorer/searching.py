"""The search of the whole corpus: what was asked, what was found, what is still on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitui.errors import AituiError, QueryError
from aitui.explorer.jobs import Jobs
from aitui.explorer.parts import Matches
from aitui.query import Query, parse
from aitui.store import search
from aitui.store.database import Connection
from aitui.store.rows import Hit

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

LIMIT = 200


class Search:
    """One search at a time; the newest wins.

    Attributes:
        text: as typed.
        error: why it cannot be searched; the hits of the last good one stay.
        hits: the best `LIMIT`, by rank.
        total: articles that match.
        done: whether the hits are those of a search that was made.
        running: whether hits are on their way.
        open_when_found: whether the first hit is to be opened as soon as it is there.
    """

    def __init__(self, explorer: Explorer, jobs: Jobs) -> None:
        self._explorer = explorer
        self._jobs = jobs
        self.text = ""
        self.error: QueryError | None = None
        self.hits: list[Hit] = []
        self.total = 0
        self.done = False
        self.running = False
        self.open_when_found = False
        # The search whose hits are still wanted.
        self._awaited: Query | None = None

    def run(self, text: str, *, typing: bool = False) -> None:
        """Search the corpus; results come as they are found, a mistake keeps the last good ones."""
        self._start(text, typing=typing, mark=True)

    def run_again(self, text: str, matches: Matches | None) -> None:
        """Show an earlier search again; what `n` steps is `matches`, as it was then."""
        self._start(text, typing=False, mark=False)
        self._explorer.matches = matches
        self._explorer.changed("reader", "status")

    def _start(self, text: str, *, typing: bool, mark: bool) -> None:
        self.text = text
        try:
            query = parse(text, typing=typing)
        except QueryError as error:
            self.error = error
            self._explorer.changed("search", "status")
            return
        self.error = None
        self._awaited = query
        self.running = not query.empty
        self.open_when_found = False
        if query.empty:
            self.hits, self.total, self.done = [], 0, False
            self._explorer.changed("search", "status")
            return

        def read(connection: Connection) -> tuple[list[Hit], int]:
            return search.search(connection, query, LIMIT), search.count(connection, query)

        self._jobs.submit(
            "search", read, lambda found: self._searched(query, *found, mark=mark), self._search_failed
        )

    def _searched(self, query: Query, hits: list[Hit], total: int, *, mark: bool) -> None:
        if query is not self._awaited:
            return
        self.hits, self.total, self.done = hits, total, True
        self.running = False
        if mark and hits:
            self._explorer.matches = Matches(
                "search",
                query.text,
                [hit.article_id for hit in hits],
                [hit.start for hit in hits],
                [hit.end for hit in hits],
            )
        elif mark and self._explorer.matches is not None and self._explorer.matches.kind == "search":
            self._explorer.matches = None
        self._explorer.changed("search", "reader", "status")
        if self.open_when_found and hits and self._explorer.focus == "search":
            self.open_hit(0)

    def _search_failed(self, error: AituiError) -> None:
        self.running = False
        self._explorer.say(str(error))

    def open_hit(self, index: int) -> None:
        """Open a hit in the reader; while hits are on their way, the first of them when they are there."""
        if self.running:
            self.open_when_found = True
            return
        if index >= len(self.hits):
            return
        hit = self.hits[index]
        self._explorer.open_article(hit.article_id, hit.start)
        if self._explorer.matches is not None and self._explorer.matches.kind == "search":
            self._explorer.matches.index = index
        self._explorer.go("reader")
