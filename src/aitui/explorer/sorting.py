"""The orders of the lists: `S` goes to the next one, the heading tells it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from aitui.errors import AituiError
from aitui.explorer.actions import Pane
from aitui.explorer.jobs import Jobs
from aitui.explorer.timeline import CLOCKS
from aitui.store import orders
from aitui.store.database import Connection
from aitui.store.visible import VisibleMap

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

# Pane -> its orders, the first is the usual one.
ORDERS: dict[Pane, tuple[str, ...]] = {
    "articles": (*orders.ARTICLES, "mentions"),
    "entities": orders.ENTITIES,
    "timeline": CLOCKS,
}
# What a heading says of those that are not the usual ones: there is little room.
_SHORT = {
    ("articles", "added"): "newest in",
    ("articles", "source"): "by source",
    ("articles", "unread"): "unread first",
    ("articles", "mentions"): "by mentions",
    ("entities", "name"): "by name",
    ("entities", "seen"): "last seen",
}
# What is said when a list was sorted.
_WORDS = {
    ("articles", "date"): "newest published first",
    ("articles", "added"): "newest in first",
    ("articles", "source"): "by source",
    ("articles", "unread"): "unread first",
    ("articles", "mentions"): "most mentions of the lit entity first",
    ("entities", "mentions"): "most mentioned first",
    ("entities", "name"): "by name",
    ("entities", "seen"): "last seen first",
    ("timeline", "event"): "by the day that is told of",
    ("timeline", "published"): "by the day of publication",
    ("timeline", "ingested"): "by the day of coming in",
}


class Sorting:
    """Which order each list has.

    Args:
        explorer: whose lists they are.
        jobs: sorts; a list of any length.
    """

    def __init__(self, explorer: Explorer, jobs: Jobs) -> None:
        self._explorer = explorer
        self._jobs = jobs
        self._order: dict[Pane, str] = {pane: each[0] for pane, each in ORDERS.items()}

    def order(self, pane: Pane) -> str:
        return self._order[pane]

    def told(self, pane: Pane) -> str:
        """Return what the heading says of the order: nothing of the usual one."""
        short = _SHORT.get((pane, self._order[pane]))
        return f" · {short}" if short else ""

    def take(self, kept: Mapping[str, object]) -> None:
        """Take up the orders of an earlier session; the lists are read with them."""
        for pane, each in ORDERS.items():
            if kept.get(pane) in each:
                self._order[pane] = str(kept[pane])
        self._explorer.timeline.clock = self._order["timeline"]

    def kept(self) -> dict[str, str]:
        """Return what `take` takes."""
        return {str(pane): order for pane, order in self._order.items()}

    def next(self, pane: Pane) -> None:
        """Sort a list by its next order."""
        every = ORDERS[pane]
        before = self._order[pane]
        order = every[(every.index(before) + 1) % len(every)]
        if (pane, order) == ("articles", "mentions") and self._explorer.lit is None:
            order = every[0]  # there is nothing to count
        self._order[pane] = order
        self.again(pane, lambda: self._explorer.say(f"Sorted: {_WORDS[pane, order]}."), before)

    def again(
        self, pane: Pane, then: Callable[[], None] = lambda: None, before: str = "", patience: float = 0.0
    ) -> None:
        """Sort a list anew: its order is another, or what it goes by has changed.

        Args:
            pane: which list.
            then: called when it is sorted.
            before: the order that it goes back to when it cannot be sorted or is stopped; empty for none.
            patience: seconds to wait until it is sorted.
        """
        explorer, order = self._explorer, self._order[pane]
        if pane == "timeline":
            explorer.timeline.sort(order, then)
            return
        rank = self.ids_of(pane, explorer.view)

        def done(ids: array[int]) -> None:
            if self._order[pane] == order:
                explorer.put_in_order(pane, ids, then)

        def failed(error: AituiError) -> None:
            if before and self._order[pane] == order:
                self._order[pane] = before
                explorer.changed(pane)
            explorer.failed(error)

        self._jobs.submit(f"sort {pane}", rank, done, failed, patience)

    def follow_lit(self, patience: float = 0.0) -> None:
        """Another entity is lit, or none: what counts its mentions follows; `patience` as above."""
        if self._order["articles"] == "mentions":
            self.again("articles", patience=patience)

    def ids_of(self, pane: Pane, view: VisibleMap) -> Callable[[Connection], array[int]]:
        """Return what reads the ids of a list in its order."""
        order = self._order[pane]
        if pane == "entities":
            return lambda connection: orders.entity_ids(connection, order, view)
        lit, read = self._explorer.lit, frozenset(self._explorer.reading.uids)
        counts = dict(lit.counts) if lit is not None and order == "mentions" else {}

        def query(connection: Connection) -> array[int]:
            ids = orders.article_ids(connection, order, read=read)
            if not counts:
                return ids
            first = [i for i in ids if i in counts]
            first.sort(key=lambda i: -counts[i])
            return array("q", [*first, *(i for i in ids if i not in counts)])

        return query
