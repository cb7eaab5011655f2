"""The syntax tree of a search.  Every part knows where it stands in the text, in code points, half-open."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from aitui.frozen import frozen
from aitui.frozen import replace as _replace


@frozen
class Term:
    """One word, or words in order.

    Attributes:
        text: as typed, without quotation marks and operators.
        start, end: with them.
        phrase: True for quoted words, which are found in this form only.
        prefix: True to find words that begin with it.
        exact: True to find this form only.
        fuzzy: True to find words that are nearly the same too.
        typed: True while it is being typed: other forms of it count beside the words it begins.
        title: True to look only in titles.
    """

    text: str
    start: int
    end: int
    phrase: bool = False
    prefix: bool = False
    exact: bool = False
    fuzzy: bool = False
    typed: bool = False
    title: bool = False


@frozen
class Near:
    """Terms with at most `distance` words between them, in any order."""

    terms: tuple[Term, ...]
    distance: int
    start: int
    end: int


@frozen
class Regex:
    """A pattern that a sentence must hold; case does not matter."""

    pattern: str
    start: int
    end: int


@frozen
class Field:
    """What a field says, as typed: `lang:ru`, `published>=2024`, `@Китай`.

    Attributes:
        name: of `fields.FIELDS`, but `title`.
        op: `:`, or `=`, `<`, `>`, `<=`, `>=` for what has an order.
        value: without quotation marks.
        value_start: where it begins, after an opening quotation mark.
        typed: True while it is being typed.
    """

    name: str
    op: str
    value: str
    start: int
    end: int
    value_start: int
    typed: bool = False


@frozen
class Days:
    """A date field whose days are known.

    Attributes:
        name: `published`, `event` or `ingested`.
        since, until: first and last day, ISO; None for an open end.
    """

    name: str
    since: str | None
    until: str | None
    start: int
    end: int


@frozen
class Figures:
    """A quantity field whose values are known.

    Attributes:
        low, high: plain numbers; None for an open bound.
        without_low, without_high: whether the bound itself does not count.
        unit: as of `model.Quantity`; None for any.
    """

    low: float | None
    high: float | None
    without_low: bool
    without_high: bool
    unit: str | None
    start: int
    end: int


@frozen
class Chosen:
    """Articles that a person has marked in a way that a field asks for, by uid."""

    uids: tuple[str, ...]
    start: int
    end: int


@frozen
class Not:
    """What must be absent."""

    part: Node
    start: int
    end: int


@frozen
class And:
    """All parts must be met; at least one of them is no `Not`."""

    parts: tuple[Node, ...]
    start: int
    end: int


@frozen
class Or:
    """Any part must be met; none of them is a `Not`."""

    parts: tuple[Node, ...]
    start: int
    end: int


Node = Term | Near | Regex | Field | Days | Figures | Chosen | Not | And | Or


@frozen
class Query:
    """A search.

    Attributes:
        text: the query as typed.
        root: None when there is nothing to look for.
        off: reasons for which nothing is to be found, once `why:` is worked out.
    """

    text: str
    root: Node | None
    off: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """True when there is nothing to look for."""
        return self.root is None

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms to find and to light, in the order typed; not those that must be absent."""
        return tuple(leaf for leaf in self.leaves() if isinstance(leaf, Term))

    def leaves(self, *, absent: bool = False) -> Iterator[Term | Regex | Field | Days | Figures | Chosen]:
        """Yield what the tree ends in, in the order typed; terms of a `Near` one by one.

        Args:
            absent: also what must be absent.
        """
        if self.root is not None:
            yield from _leaves(self.root, absent)


def _leaves(node: Node, absent: bool) -> Iterator[Term | Regex | Field | Days | Figures | Chosen]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _leaves(part, absent)
    elif isinstance(node, Near):
        yield from node.terms
    elif isinstance(node, Not):
        if absent:
            yield from _leaves(node.part, absent)
    else:
        yield node


def replaced(query: Query, change: Callable[[Field], Node | None]) -> Query:
    """Return a query with something else in the place of its fields.

    Args:
        change: what to put there; None to leave the field out.
    """
    return _replace(query, root=None if query.root is None else _replaced(query.root, change))


def _replaced(node: Node, change: Callable[[Field], Node | None]) -> Node | None:
    if isinstance(node, Field):
        return change(node)
    if isinstance(node, Not):
        part = _replaced(node.part, change)
        return None if part is None else _replace(node, part=part)
    if isinstance(node, And | Or):
        parts = [found for part in node.parts if (found := _replaced(part, change)) is not None]
        if isinstance(node, And):
            return conjunction(parts)
        return disjunction(parts)
    return node


def moved(node: Node, start: int, end: int) -> Node:
    """Return a tree all of which stands at one place: what another query put there."""
    if isinstance(node, And | Or):
        node = _replace(node, parts=tuple(moved(part, start, end) for part in node.parts))
    elif isinstance(node, Not):
        node = _replace(node, part=moved(node.part, start, end))
    elif isinstance(node, Near):
        terms = tuple(_replace(term, start=start, end=end) for term in node.terms)
        node = _replace(node, terms=terms)
    elif isinstance(node, Field):
        node = _replace(node, value_start=start)
    return _replace(node, start=start, end=end)


def outermost(query: Query) -> tuple[Node, ...]:
    """Return what stands in a search beside each other, in no brackets and no `OR`."""
    if query.root is None:
        return ()
    return query.root.parts if isinstance(query.root, And) else (query.root,)


def conjunction(parts: list[Node]) -> Node | None:
    """Return what holds when all parts do; None where nothing is to be found."""
    if not any(not isinstance(part, Not) for part in parts):
        return None
    return parts[0] if len(parts) == 1 else And(tuple(parts), parts[0].start, parts[-1].end)


def disjunction(parts: list[Node]) -> Node | None:
    """Return what holds when any part does; None for none."""
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else Or(tuple(parts), parts[0].start, parts[-1].end)
