"""Searches that are kept under a name, with what is new in each, and those made lately."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from aitui.errors import AituiError, QueryError
from aitui.explorer import asking
from aitui.explorer.asking import Personal
from aitui.explorer.jobs import Jobs
from aitui.frozen import frozen, replace
from aitui.query import parse
from aitui.store import saved_searches, search, search_history
from aitui.store.database import Connection
from aitui.store.rows import Filters, SavedSearch
from aitui.store.visible import VisibleMap

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

# Searches made lately that are listed.
RECENT = 50


@frozen
class Found:
    """What a saved search finds now.

    Attributes:
        total: articles that match.
        new: those of them that came in, or changed, since it was last looked at.
        error: why it cannot be searched any more; empty when it can.
    """

    total: int = 0
    new: int = 0
    error: str = ""


@frozen
class SearchLine:
    """A line of the list.

    Attributes:
        name: of a saved search; empty for one made lately.
        found: None until it is counted, and for one made lately.
    """

    kind: Literal["saved", "recent", "head"]
    query: str
    name: str = ""
    seen_at: str = ""
    found: Found | None = None


def count(connection: Connection, saved: SavedSearch, person: Personal, view: VisibleMap) -> Found:
    """Return what a saved search finds in a corpus, and how much of it is new."""
    since = Filters(added_after=saved.seen_at)
    try:
        query = asking.resolve(parse(saved.query), date.today(), person)
        others = search.Others()
        total = search.count(connection, query, visible=view, others=others)
        if not total:
            return Found()
        return Found(total, search.count(connection, query, since, visible=view, others=others))
    except QueryError as error:
        return Found(error=str(error))


class SavedSearches:
    """The list of searches.

    Args:
        explorer: whose search they are run by.
        own: the workspace.
        jobs: counts what they find.

    Attributes:
        lines: saved ones by name, then those made lately, newest first.
    """

    def __init__(self, explorer: Explorer, own: Connection, jobs: Jobs) -> None:
        self._explorer = explorer
        self._own = own
        self._jobs = jobs
        self._found: dict[str, Found] = {}
        self.lines: list[SearchLine] = []

    def show(self) -> None:
        """Go to the list; what each search finds is counted meanwhile."""
        self.read()
        self._explorer.go("searches")
        self._count(saved_searches.saved(self._own))

    def read(self) -> None:
        """Read the list anew; counts of before stay until there are others."""
        saved = [
            SearchLine("saved", one.query, one.name, one.seen_at, self._found.get(one.uid))
            for one in saved_searches.saved(self._own)
        ]
        recent = [SearchLine("recent", query) for query in search_history.recent(self._own, RECENT)]
        heads = (SearchLine("head", "Saved"), SearchLine("head", "Recent"))
        self.lines = [*([heads[0], *saved] if saved else ()), *([heads[1], *recent] if recent else ())]
        self._explorer.changed("searches")

    def _count(self, saved: Sequence[SavedSearch]) -> None:
        """Count what the searches find, one after the other: each is told as soon as it is known."""
        if not saved:
            return
        first, view = saved[0], self._explorer.view
        person = asking.personal(self._own)

        def done(found: Found) -> None:
            self._found[first.uid] = found
            self.read()
            if self._explorer.centre == "searches":
                self._count(saved[1:])

        self._jobs.submit(
            "saved", lambda connection: count(connection, first, person, view), done, self._explorer.failed
        )

    # ------------------------------------------------------------------ what the keys do

    def history(self) -> list[str]:
        """Return the searches made lately, oldest first, as the search line goes through them."""
        return search_history.recent(self._own)[::-1]

    def remember(self, query: str) -> None:
        """Keep a search that was made; where that cannot be written now, it is not."""
        if query.strip():
            try:
                search_history.add(self._own, query)
            except AituiError:
                return

    def open(self, line: SearchLine) -> None:
        """Search again; what came in since a saved search was looked at stands first."""
        explorer, asked = self._explorer, self._explorer.search
        asked.begin()
        new = line.found.new if line.found is not None else 0
        if line.kind == "saved":
            if new:
                asked.narrowing = replace(asked.narrowing, order="ingested")
                explorer.say(f"{new:,} new since {line.seen_at[:10]}; the newest stand first.")
            saved_searches.see(self._own, line.name)
        asked.run(line.query)
        self.remember(line.query)
        explorer.go("search")

    def save(self, name: str) -> None:
        """Keep the present search under a name; one of that name gets it in place of its own."""
        query, left = self._explorer.search.written()
        without = f", but for {', '.join(left)}" if left else ""
        self._told(lambda: saved_searches.save(self._own, name, query), f"Saved as “{name}”{without}")

    def keep(self, line: SearchLine, name: str) -> None:
        """Keep a search made lately under a name."""
        self._told(lambda: saved_searches.save(self._own, name, line.query), f"Saved as “{name}”")

    def rename(self, line: SearchLine, name: str) -> None:
        """Call a saved search otherwise."""
        self._told(lambda: saved_searches.rename(self._own, line.name, name), f"Called “{name}”")

    def remove(self, line: SearchLine) -> None:
        """Take a saved search away, or forget one made lately."""
        if line.kind == "saved":
            self._told(lambda: saved_searches.delete(self._own, line.name), f"“{line.name}” is removed")
        elif line.kind == "recent":
            search_history.remove(self._own, line.query)
            self.read()
            self._explorer.say("Forgotten.")

    def _told(self, change: Callable[[], object], what: str) -> None:
        try:
            change()
        except AituiError as error:
            self._explorer.say(f"{str(error)[0].upper()}{str(error)[1:]}.")
            return
        self.read()
        key = self._explorer.key
        self._explorer.say(f"{what}; {key('focus_searches')} lists searches, {key('undo')} takes it back.")
