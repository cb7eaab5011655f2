"""What a search finds in other words, worked out once for all who ask about it: hits, number, facets."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from aitui import query as language
from aitui.store import articles, widening
from aitui.store.plans import Part
from aitui.store.rows import Filters
from aitui.store.visible import VisibleMap
from aitui.store.widening import Wide
from aitui.store.wording import units


class Others:
    """What one search finds in other words; worked out when somebody asks, once for the reasons that count.

    It is of one query, as it is resolved, and of one view.  What narrows the search leaves some of it out.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str | None, frozenset[str]], list[Wide]] = {}

    def knows(self, off: frozenset[str]) -> bool:
        """Tell whether it is known what a search in all languages finds, those reasons being off."""
        return _key(None, off) in self._known

    def of(
        self,
        conn: sqlite3.Connection,
        query: language.Query,
        root: Part,
        filters: Filters | None,
        off: frozenset[str],
        view: VisibleMap | None,
    ) -> list[Wide]:
        """Return what is found, the best first; arguments as of `widening.widened`."""
        lang = None if filters is None else filters.lang
        key = _key(lang, off)
        if key not in self._known:
            self._known[key] = self._found(conn, query, root, lang, key[1], view)
        return _left(conn, self._known[key], filters)

    def _found(
        self,
        conn: sqlite3.Connection,
        query: language.Query,
        root: Part,
        lang: str | None,
        off: frozenset[str],
        view: VisibleMap | None,
    ) -> list[Wide]:
        every = self._known.get((lang, off - {"partly"}))
        if every is not None:  # parts of a name come beside what has all of it
            return [one for one in every if one.whole]
        return widening.widened(conn, query, root, None if lang is None else Filters(lang=lang), off, view)


class _None(Others):
    def of(
        self,
        conn: sqlite3.Connection,
        query: language.Query,
        root: Part,
        filters: Filters | None,
        off: frozenset[str],
        view: VisibleMap | None,
    ) -> list[Wide]:
        return []


# Of a search that is asked for as it is typed, and no further.
AS_TYPED: Others = _None()


def may_be(query: language.Query, found: int) -> bool:
    """Tell whether a search that finds so many articles as it is typed is looked for in other words too."""
    return found < widening.FEW and bool(units(query))


def _key(lang: str | None, off: frozenset[str]) -> tuple[str | None, frozenset[str]]:
    # What is nearly the same is asked for by a sign, and that is not looked for in other words.
    return lang, off - {"fuzzy"}


def _left(conn: sqlite3.Connection, found: Sequence[Wide], filters: Filters | None) -> list[Wide]:
    """Return those that filters leave."""
    where, params = articles.conditions(filters)
    if where == "1" or not found:
        return list(found)
    sql = f"SELECT a.id FROM json_each(?) j CROSS JOIN article a ON a.id = j.value WHERE {where}"
    left = {row[0] for row in conn.execute(sql, (json.dumps([one.article_id for one in found]), *params))}
    return [one for one in found if one.article_id in left]
