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
from aitui.frozen import frozen
from aitui.query import Chosen, Field, Node, Query
from aitui.query.fields import DATES
from aitui.query.tree import moved
from aitui.store import saved_searches, tags
from aitui.store.database import Connection
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
    def change(said: Field) -> Node | None:
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
                return _saved(said, today, person, depth)
        except QueryError:
            if said.typed:
                return None  # not yet
            raise
        return said

    return language.replaced(query, change)


def _tagged(said: Field, person: Personal) -> Node:
    wanted = key(said.value.removeprefix("#"))
    uids = next((uids for tag, uids in person.tagged.items() if key(tag) == wanted), ())
    if not uids:
        known = ", ".join(list(person.tagged)[:5])
        raise QueryError(
            f"No bookmark has the tag “{said.value}”; "
            + (f"there are {known}" if known else f"write #{said.value} into the note of one"),
            said.value_start,
        )
    return Chosen(tuple(uids), said.start, said.end)


def _saved(said: Field, today: date, person: Personal, depth: int) -> Node | None:
    text = person.searches.get(key(said.value))
    if text is None:
        raise QueryError(f"No search is saved as “{said.value}”", said.value_start)
    if depth == _DEEPEST:
        raise QueryError(f"The saved search “{said.value}” asks for itself; change it", said.start)
    try:
        found = _resolved(language.parse(text), today, person, depth + 1).root
    except QueryError as error:
        raise QueryError(f"In the saved search “{said.value}”: {error}", said.start) from None
    return None if found is None else moved(found, said.start, said.end)
