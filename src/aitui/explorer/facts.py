"""Facts: what the texts state of the lit entity or of all, each told once with all its tellings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from aitui.explorer.jobs import Jobs
from aitui.model import Telling
from aitui.store import claims, entities, mentions
from aitui.store.database import Connection, consistent
from aitui.store.visible import RAW, VisibleMap

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

# So many claims are read at most, the newest; the heading says when there are more.
LIMIT = 20_000
ORDERS = ("date", "corroboration", "measure")
# Sentences that are kept, so that moving about reads nothing again.
_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Fact:
    """What one or more articles tell.

    Attributes:
        tellings: the first published first, undated ones before all others.
        sources: how many tell it by themselves; copies of one text count once.
        languages: how many it is told in.
    """

    tellings: tuple[Telling, ...]
    sources: int
    languages: int

    @property
    def first(self) -> Telling:
        """The telling that stands for the fact."""
        return self.tellings[0]


@consistent
def read(
    connection: Connection, entity_id: int | None = None, view: VisibleMap = RAW, limit: int = -1
) -> list[Fact]:
    """Return the facts about an entity, or all, in no order that means anything.

    Args:
        limit: of how many of the newest claims.
    """
    # Only here: what starts the explorer has no need of it.
    from aitui.analysis import corroboration

    @lru_cache(maxsize=_KEPT)
    def words(telling: Telling) -> frozenset[str]:
        return corroboration.content(_text(connection, telling), telling.lang)

    found = claims.tellings(connection, entity_id, view, limit)
    named = {entity for telling in found for entity in telling.entities}
    grouped = corroboration.facts(found, entities.types(connection, named, view), words)
    return [
        Fact(tuple(group), corroboration.origins(group), len({telling.lang for telling in group}))
        for group in grouped
    ]


def _text(connection: Connection, telling: Telling) -> str:
    return claims.texts(connection, [telling])[telling.article_id, telling.number]


def day_of(fact: Fact) -> str:
    """Return the first day of what a fact tells, else of when it was told, as 20250107; empty if unknown."""
    told = fact.first
    return str(told.earliest or told.latest or (told.day or "").replace("-", ""))


def _measure(fact: Fact) -> tuple[str, str, float]:
    told = fact.first
    return told.unit or "\uffff", told.per or "", -(told.low or told.high or 0)


class Facts:
    """The facts in the pane, and the one whose tellings are open.

    Attributes:
        rows: in the order chosen.
        opened: whose tellings are shown, None for the list.
        order: one of `ORDERS`.
        loaded: whether `rows` are those of what is lit now.
        cut: whether there are more claims than were read.
    """

    def __init__(self, explorer: Explorer, reader: Connection, jobs: Jobs) -> None:
        self._explorer = explorer
        self._reader = reader
        self._jobs = jobs
        self.rows: list[Fact] = []
        self.opened: Fact | None = None
        self.order = ORDERS[0]
        self.loaded = False
        self.cut = False
        self._texts: dict[tuple[int, int], str] = {}

    def show(self) -> None:
        """Open the pane with the facts of the lit entity, or with all."""
        if not self.loaded:
            self.load()
        self._explorer.go("facts")

    def follow(self) -> None:
        """Another entity is lit, or judgements changed what is one: facts in view are read anew."""
        self.loaded = False
        if self._explorer.centre == "facts":
            self.load()

    def load(self) -> None:
        """Read the facts; the newest request wins."""
        explorer, view = self._explorer, self._explorer.view
        entity_id = explorer.lit.row.id if explorer.lit is not None else None
        self.rows, self.opened = [], None

        def done(found: list[Fact]) -> None:
            self.rows, self.loaded = found, True
            self.cut = sum(len(fact.tellings) for fact in found) >= LIMIT
            self._texts.clear()
            self._put_in_order()
            explorer.changed("facts")

        explorer.changed("facts")
        self._jobs.submit(
            "facts", lambda connection: read(connection, entity_id, view, LIMIT), done, explorer.failed
        )

    def sort(self) -> None:
        """Sort by the next order: newest date, most sources, alike measures together."""
        self.order = ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)]
        self._put_in_order()
        self._explorer.changed("facts", "status")

    def _put_in_order(self) -> None:
        self.rows.sort(key=day_of, reverse=True)
        if self.order == "corroboration":
            self.rows.sort(key=lambda fact: (-fact.sources, -fact.languages))
        elif self.order == "measure":
            # By unit first: words of several languages have no order of their own.
            self.rows.sort(key=_measure)

    def open(self, fact: Fact) -> None:
        """Show the tellings of a fact."""
        self.opened = fact
        self._explorer.changed("facts", "status")

    def close(self) -> bool:
        """Go back from the tellings to the list; False where the list is shown."""
        before, self.opened = self.opened, None
        if before is not None:
            self._explorer.changed("facts", "status")
        return before is not None

    def go_to(self, telling: Telling) -> None:
        """Open the place of a telling in its article."""
        self._explorer.open_article(
            telling.article_id, telling.start if telling.figure is None else telling.figure[0]
        )
        self._explorer.go("reader")

    def sentence(self, telling: Telling) -> str:
        """Return the words of a claim, as they stand in the text."""
        at = (telling.article_id, telling.number)
        if at not in self._texts:
            if len(self._texts) > _KEPT:
                self._texts.clear()
            self._texts |= claims.texts(self._reader, [telling])
        return self._texts[at]

    def part(self, telling: Telling, span: tuple[int, int] | None) -> str:
        """Return the words of a span of a claim; empty where there is none."""
        return (
            "" if span is None else self.sentence(telling)[span[0] - telling.start : span[1] - telling.start]
        )

    def names(self, telling: Telling) -> Mapping[tuple[int, int], int]:
        """Return the places of the names in a telling's sentence, each with its entity."""
        found = mentions.of_article(self._reader, telling.article_id, self._explorer.view)
        return {(m.start, m.end): m.entity_id for m in found if telling.start <= m.start < telling.end}
