"""What a typed search means today and for this person: its dates as days, its figures as values, tags, saved
searches.

The store may not know how dates are told, nor what one person keeps; `resolve` works it out before a search
goes there.  A search of words alone costs nothing here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from aitui import query as language
from aitui.errors import QueryError
from aitui.frozen import frozen, replace
from aitui.query import Chosen, Field, Node, Not, Query
from aitui.query.fields import DATES
from aitui.query.tree import conjunction, moved, outermost
from aitui.store import saved_searches, tags
from aitui.store.database import Connection
from aitui.store.rows import REASONS
from aitui.text.fold import key

# Saved searches that name each other end somewhere.
_DEEPEST = 5


@frozen
class Personal:
    """What one person keeps that a search may speak of.

    Attributes:
        searches: key of the name of a saved search -> its query.
        tagged: tag, as it was written first -> uids of the articles with it.
    """

    searches: Mapping[str, str]
    tagged: Mapping[str, Sequence[str]]


NOBODY = Personal({}, {})


def personal(own: Connection) -> Personal:
    """Return what a workspace keeps, read now: what resolves a search may run on another thread."""
    return Personal(
        {key(one.name): one.query for one in saved_searches.saved(own)},
        {tag: tags.tagged(own, tag) for tag in tags.tags(own)},
    )


def kept(query: Query, own: Connection) -> Personal:
    """Return what of a workspace a search speaks of; nothing is read where it speaks of none."""
    asked = {leaf.name for leaf in query.leaves(absent=True) if isinstance(leaf, Field)}
    return personal(own) if asked & {"saved", "tag"} else NOBODY


def resolve(query: Query, today: date, person: Personal = NOBODY) -> Query:
    """Return a search whose fields the store understands.

    Args:
        query: from `query.parse`.
        today: that «last week» is counted from.
        person: whose tags and saved searches these are.

    Raises:
        QueryError: a date or figure is none, or there is no such tag or saved search; with its position.
    """
    return _resolved(query, today, person, 0)


def _resolved(query: Query, today: date, person: Personal, depth: int) -> Query:
    query = _reasons(query)
    outer = outermost(query)
    left: QueryError | None = None
    off = set(query.off)

    def change(said: Field) -> Node | None:
        nonlocal left
        try:
            if said.name in DATES:
                from aitui.explorer import asked_dates

                return asked_dates.days(said, today)
            if said.name == "qty":
                from aitui.explorer import asked_figures

                return asked_figures.figures(said)
            if said.name == "tag":
                return _tagged(said, person)
            if said.name == "saved":
                found = _saved(said, today, person, depth)
                if found.off and said not in outer:
                    raise QueryError(f"The saved search “{said.value}” {_WHOLE}", said.start)
                off.update(found.off)
                return None if found.root is None else moved(found.root, said.start, said.end)
        except QueryError as error:
            if said.typed:
                left = error
                return None  # not yet
            raise
        return said

    found = language.replaced(query, change)
    if left is not None and found.root is None:
        raise left  # there is nothing else that could be looked for meanwhile
    return replace(found, off=frozenset(off))


_WHOLE = "tells with why: which hits count, of the whole search; put it outside of brackets, OR and minus"


def _reasons(query: Query) -> Query:
    """Return a search whose `why:` fields are the reasons that do not count.

    Raises:
        QueryError: there is no such reason, or it stands where it would be of a part only.
    """
    off: set[str] = set()
    kept: list[Node] = []
    why: list[Field] = []
    for node in outermost(query):
        said = node.part if isinstance(node, Not) else node
        if isinstance(said, Field) and said.name == "why":
            named = _named(said)
            off |= named if isinstance(node, Not) or not named else set(REASONS) - named
            why.append(said)
        else:
            kept.append(node)
    for node in kept:
        for leaf in Query("", node).leaves(absent=True):
            if isinstance(leaf, Field) and leaf.name == "why":
                raise QueryError(f"This {_WHOLE}", leaf.start)
    if not why:
        return query
    root = conjunction(kept)
    if off >= set(REASONS):
        raise QueryError("This leaves no reason to find anything; take one why: away", why[0].start)
    if root is None and not why[-1].typed:
        raise QueryError("Say also what to find: why: only tells which hits count", why[0].start)
    return Query(query.text, root, frozenset(off))


def _named(said: Field) -> set[str]:
    """Return the reasons that a field names, by their first letters; none while it is typed."""
    found: set[str] = set()
    for word in said.value.lower().replace(",", " ").split():
        fitting = [reason for reason in REASONS if reason.startswith(word)]
        if len(fitting) != 1:
            if said.typed:
                return set()
            raise QueryError(f"There is no reason “{word}”; write {' or '.join(REASONS)}", said.value_start)
        found.add(fitting[0])
    return found


def _tagged(said: Field, person: Personal) -> Node:
    wanted = key(said.value.removeprefix("#"))
    uids = next((uids for tag, uids in person.tagged.items() if key(tag) == wanted), ())
    if not uids:
        known = ", ".join(list(person.tagged)[:5])
        raise QueryError(
            f"No bookmark has the tag “{said.value}”; "
            + (
                f"there are {known}"
                if known
                else f"write #{said.value.removeprefix('#')} into the note of one"
            ),
            said.value_start,
        )
    return Chosen(tuple(uids), said.start, said.end)


def _saved(said: Field, today: date, person: Personal, depth: int) -> Query:
    text = person.searches.get(key(said.value))
    if text is None:
        known = ", ".join(list(person.searches)[:5])
        raise QueryError(
            f"No search is saved as “{said.value}”; "
            + (f"there are {known}" if known else "none is saved yet"),
            said.value_start,
        )
    if depth == _DEEPEST:
        raise QueryError(f"The saved search “{said.value}” asks for itself; change it", said.start)
    try:
        return _resolved(language.parse(text), today, person, depth + 1)
    except QueryError as error:
        raise QueryError(f"In the saved search “{said.value}”: {error}", said.start) from None
