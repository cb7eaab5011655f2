"""What a judgement would change, in numbers, before it is made."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from aitui.frozen import frozen
from aitui.store import articles, entities, mentions
from aitui.store.forms import forms as forms_of
from aitui.store.rows import MentionRow
from aitui.store.visible import VisibleMap
from aitui.text.fold import key


@frozen
class Counts:
    """How much there is of an entity; `forms` are its spellings, counted as on its card."""

    slug: str
    name: str
    mentions: int
    articles: int
    languages: int
    forms: int


@frozen
class Change:
    """Mentions of one spelling that go from an entity to another; slugs, None for nobody."""

    form: str
    before: str | None
    after: str | None
    mentions: int


def counts(conn: sqlite3.Connection, slugs: Sequence[str], view: VisibleMap) -> list[Counts]:
    """Return the counts of entities as a map shows them, each once; those that are not there are left out."""
    found: list[Counts] = []
    shown = (entities.by_uid(conn, slug, view) for slug in slugs)
    for entity_id in dict.fromkeys(i for i in shown if i is not None):
        row = entities.rows(conn, [entity_id], view)[entity_id]
        forms = {key(form.surface) for form in forms_of(conn, entity_id, view)[0]}
        found.append(Counts(row.uid, row.name, row.mentions, row.articles, row.languages, len(forms)))
    return found


def changes(conn: sqlite3.Connection, before: VisibleMap, after: VisibleMap) -> list[Change]:
    """Return which spellings change hands between two maps, merges left aside; most mentions first."""
    found = Counter[tuple[str, str | None, str | None]]()
    slugs: dict[int, str] = {}
    for article_id in sorted(before.edited | after.edited):
        stored = mentions.of_article(conn, article_id)
        old, new = (
            {(row.start, row.end): _slug(conn, row, view, slugs) for row in view.owned(article_id, stored)}
            for view in (before, after)
        )
        if old == new:
            continue
        text = articles.text(conn, article_id).text
        for span in sorted({*old, *new}):
            owners = old.get(span), new.get(span)
            if owners[0] != owners[1]:
                found[(" ".join(text[slice(*span)].split()), *owners)] += 1
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0][0]))
    return [Change(*spelling, number) for spelling, number in ranked]


def _slug(conn: sqlite3.Connection, row: MentionRow, view: VisibleMap, slugs: dict[int, str]) -> str:
    named = view.owner(row.entity_id)
    if named is not None:
        return named
    if row.entity_id not in slugs:
        (uid,) = conn.execute("SELECT uid FROM entity WHERE id = ?", (row.entity_id,)).fetchone()
        slugs[row.entity_id] = uid
    return slugs[row.entity_id]
