"""What narrows a search beside its words: facets, reasons that are turned off, the scope; and its order."""

from __future__ import annotations

import json
from array import array
from typing import Literal

from aitui.frozen import frozen
from aitui.store import facets
from aitui.store.database import Connection
from aitui.store.ordering import ORDERS
from aitui.store.rows import Facet, Filters
from aitui.store.visible import VisibleMap

Scope = Literal["everything", "list", "article"]


@frozen
class Narrowing:
    """What narrows a search beside its words.

    Attributes:
        layers: facets, and reasons that are turned off, in the order in which they were put on.
        scope: where is searched.
        within: the articles of the scope; None for everything.
        order: one of `ORDERS`.
    """

    layers: tuple[Facet | str, ...] = ()
    scope: Scope = "everything"
    within: array[int] | None = None
    order: str = ORDERS[0]

    @property
    def facets(self) -> tuple[Facet, ...]:
        return tuple(layer for layer in self.layers if isinstance(layer, Facet))

    @property
    def off(self) -> frozenset[str]:
        """The reasons that are turned off."""
        return frozenset(layer for layer in self.layers if isinstance(layer, str))

    def base(self) -> Filters:
        """Return what narrows it beside the facets."""
        return Filters(articles=None if self.within is None else json.dumps(self.within.tolist()))

    def filters(self, connection: Connection, view: VisibleMap) -> Filters:
        """Return all that narrows it, as the store takes it."""
        return self.base()._replace(facets=facets.resolve(connection, self.facets, view))


def same(one: Facet | str, other: Facet | str) -> bool:
    """Tell whether two layers speak of the same value, or reason."""
    if isinstance(one, Facet) and isinstance(other, Facet):
        return (one.field, one.value) == (other.field, other.value)
    return one == other
