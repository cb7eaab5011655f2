"""Every hit of the articles that a search found: what `n` steps through, and how many there are."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aitui.explorer.jobs import Jobs
from aitui.explorer.parts import Matches
from aitui.query import Query
from aitui.store import search
from aitui.store.database import Connection
from aitui.store.rows import Hit

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

# Articles whose hits are read at once: a newer search does not wait for more.
_SLICE = 40
# Seconds until the first are read: the list of the hits is drawn meanwhile.
_DELAY = 0.05

Places = dict[int, list[tuple[int, int]]]


class HitWalk:
    """The hits in the order of the results, all of an article before the next one.

    At first an article has the one hit that its line shows; all of them are read in a job.

    Args:
        explorer: whose matches these are.
        jobs: reads the texts.

    Attributes:
        counted: hits of the articles that are read, and `read` how many articles that is.
    """

    def __init__(self, explorer: Explorer, jobs: Jobs) -> None:
        self._explorer = explorer
        self._jobs = jobs
        self._query: Query | None = None
        self._off: frozenset[str] = frozenset()
        self._hits: Sequence[Hit] = ()
        self._places: Places = {}
        # A step that waits for further hits.
        self._waiting = False
        # Where an earlier walk stood, until this one goes on: nearer than the hits known at first.
        self._earlier: Matches | None = None
        self.counted = 0
        self.read = 0

    def begin(self, query: Query, off: frozenset[str], hits: Sequence[Hit], *, further: bool) -> None:
        """Walk the hits of a search; `go_on` reads all of them.

        Args:
            query: what was asked for.
            off: reasons that do not count.
            hits: one of each article, in order.
            further: whether they are those of before and more; what is known of these stays.
        """
        if not further:
            self._places, self._waiting, self._earlier = {}, False, None
            self.counted = self.read = 0
        self._query, self._off, self._hits = query, off, hits
        if further:
            self._put_again()
        else:
            self._put(None)
        if further and self._waiting:
            self._waiting = False
            self.step(1)

    def restore(self, matches: Matches) -> None:
        """Stand where an earlier walk of the same search stood."""
        self._earlier = matches
        self._put(matches)

    @property
    def complete(self) -> bool:
        """Whether the hits of every article that is listed are known."""
        return self.read == len(self._hits) and self._hits is self._explorer.search.hits

    def go_on(self) -> None:
        """Read the hits of some more articles, until those of all that are walked are known."""
        query, off, hits = self._query, self._off, self._hits
        wanted = [hit.article_id for hit in hits if hit.article_id not in self._places][:_SLICE]
        if query is None or not wanted:
            self.read = len(hits)
            return
        view, others = self._explorer.view, self._explorer.search.others

        def read(connection: Connection) -> Places:
            return dict(search.places(connection, query, wanted, off=off, visible=view, others=others))

        def done(found: Places) -> None:
            if query is not self._query or hits is not self._hits:
                return
            for article in wanted:
                # What went out meanwhile keeps the hit that its line shows.
                self._places[article] = found.get(article, [])
            self.counted += sum(max(1, len(self._places[article])) for article in wanted)
            self.read += len(wanted)
            self._put_again()
            self._explorer.changed("search", "reader", "status")
            self.go_on()

        delay = 0.0 if self.read else _DELAY
        self._jobs.submit("hits", read, done, self._explorer.failed, delay=delay)

    def _put(self, before: Matches | None) -> None:
        """Make the places known by now what `n` steps; stand where `before` stands."""
        article, start, end = array("q"), array("q"), array("q")
        for hit in self._hits:
            for place in self._places.get(hit.article_id) or [(hit.start, hit.end)]:
                article.append(hit.article_id)
                start.append(place[0])
                end.append(place[1])
        found = Matches("search", self._query.text if self._query else "", article, start, end)
        self._explorer.matches = found
        if before is not None and before.index >= 0:
            self._stand(before.article[before.index], before.start[before.index])

    def _put_again(self) -> None:
        """More places are known; unless they were let go, or something else is stepped through by now."""
        matches = self._explorer.matches
        if matches is not None and matches.kind == "search":
            self._put(self._earlier or matches)

    def stand_on(self, hit: Hit) -> None:
        """The reader was led to the hit of a line."""
        self._earlier = None
        self._stand(hit.article_id, hit.start)

    def _stand(self, article_id: int, start: int) -> None:
        found = self._explorer.matches
        if found is None or found.kind != "search":
            return
        starts, _ = found.of_article(article_id)
        if starts:
            nearest = min(range(len(starts)), key=lambda at: abs(starts[at] - start))
            found.index = found.article.index(article_id) + nearest

    def step(self, step: int) -> None:
        """Go to the next (1) or previous (-1) hit, opening its article; past the last one read further."""
        explorer, found = self._explorer, self._explorer.matches
        if found is None or not len(found.article):
            return
        self._earlier = None
        count = len(found.article)
        at = found.index + step if found.index >= 0 else (0 if step > 0 else -1)
        if at >= count and not explorer.search.whole:
            self._waiting = True
            explorer.search.more(len(self._hits))
            return
        if not 0 <= at < count:
            at %= count
            explorer.message = "Went on from the first hit." if step > 0 else "Went on from the last hit."
        found.index = at
        explorer.open_article(found.article[at], found.start[at])
        explorer.go("reader")

    def told(self) -> str:
        """Return how many hits there are, or how many in the articles that are read."""
        if not self.read or self._hits is not self._explorer.search.hits:
            return ""
        hits = f"{self.counted:,} hit{'' if self.counted == 1 else 's'}"
        whole = self.complete and self._explorer.search.whole
        total = self._explorer.search.total
        if whole and total == self.read:
            return hits
        if self.complete and self._explorer.search.looking:
            return f"{hits} so far"
        return f"{hits} in the first {self.read:,}"
