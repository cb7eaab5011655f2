"""The concordance: one line a place, with the words around it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from aitui.errors import AituiError
from aitui.explorer.jobs import AHEAD, Jobs
from aitui.explorer.packed import Packed
from aitui.explorer.parts import Matches
from aitui.store import cards
from aitui.store.database import Connection
from aitui.store.rows import ContextRow
from aitui.text.fold import fold
from aitui.text.words import all_words

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

# So many places are read at once; the heading says when there are more.
LIMIT = 5_000
# Words on either side by which places are sorted; of a script without blanks, characters.
_COMPARED = 8
ORDERS = ("text", "left", "right", "source", "date")


def _packed(rows: Iterable[ContextRow] = ()) -> Packed[ContextRow]:
    return Packed(ContextRow._make, rows)


class Concordance:
    """The places of one match set with their contexts.

    Attributes:
        rows: in the order chosen.
        total: how many places there are, read or not.
        label: what they are places of.
        order: one of `ORDERS`.
        of_lit: whether they are those of the lit entity, which judgements change.
        reading: whether they are on their way.
    """

    def __init__(self, explorer: Explorer, jobs: Jobs) -> None:
        self._explorer = explorer
        self._jobs = jobs
        self.rows = _packed()
        self.total = 0
        self.label = ""
        self.order = ORDERS[0]
        self.of_lit = False
        self.reading = False

    def show(self) -> None:
        """Align every place of the active match set, with the words around it.

        Those of an entity that was lit a moment ago follow as soon as they are known.
        """
        found = self._explorer.active_matches()
        self.rows, self.total, self.label = _packed(), 0, ""
        self.of_lit = found is self._explorer.places
        self.reading = True
        if found is not None:
            self.read(found)
        self._explorer.go("concordance")

    def read(self, found: Matches) -> None:
        part = slice(0, LIMIT)
        places = (list(found.article[part]), list(found.start[part]), list(found.end[part]))

        def query(connection: Connection) -> Packed[ContextRow]:
            return _packed(cards.contexts(connection, *places))

        def done(rows: Packed[ContextRow]) -> None:
            self.reading = False
            self.rows, self.total = rows, len(found.article)
            self.label, self.order = found.label, ORDERS[0]
            self._explorer.changed("concordance")

        def failed(error: AituiError) -> None:
            self.reading = False
            self._explorer.failed(error)

        self._jobs.submit("concordance", query, done, failed, patience=AHEAD)

    def sort(self) -> None:
        """Sort by the next order: as in the texts, by what stands left or right, by source, by date."""
        at = ORDERS.index(self.order) + 1
        self.order = ORDERS[at % len(ORDERS)]

        def key(row: ContextRow) -> tuple[object, ...]:
            place = (self._explorer.position(row.article_id), row.start)
            match self.order:
                case "left":
                    return (all_words(fold(row.left))[: -_COMPARED - 1 : -1], place)
                case "right":
                    return (all_words(fold(row.right))[:_COMPARED], place)
                case "source":
                    return (fold(row.source or "\uffff"), place)
                case "date":
                    return (row.published is None, row.published or "", place)
                case _:
                    return place

        self.rows.sort(key)
        self._explorer.changed("concordance", "status")
