"""Types of entities after texts were taken out: those that rested on such a text are told by the others.

The texts that are surest of an entity now are read anew, so that the corpus is as if the others had never
been in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from aitui.model import Article
from aitui.store import articles, types
from aitui.store.database import Connection


def settle(conn: Connection, entity_ids: Sequence[int], taggers: Sequence[str]) -> None:
    """Give entities the types that the remaining texts tell; inside a transaction.

    Args:
        conn: the writing connection.
        entity_ids: those that `types.resting_on` named before the texts were taken out.
        taggers: names of the name taggers, as `annotate` takes them.
    """

    @cache
    def told(article_id: int) -> dict[str, tuple[float, str]]:
        return _types(conn, article_id, taggers)

    for entity_id, slug in types.slugs(conn, entity_ids).items():
        found = [told(article_id).get(slug) for article_id in types.surest(conn, entity_id)]
        score, kind = max((item for item in found if item is not None), default=(0.0, ""))
        if kind:
            types.give(conn, entity_id, kind, score)


def _types(conn: Connection, article_id: int, taggers: Sequence[str]) -> dict[str, tuple[float, str]]:
    """Return score and type of the surest mention of each entity in one article."""
    from aitui.analysis.annotator import annotate

    row = articles.rows(conn, [article_id])[article_id]
    article = Article(
        text=articles.text(conn, article_id).text, lang=row.lang, title=None if row.title_made else row.title
    )
    found: dict[str, tuple[float, str]] = {}
    for item in annotate(article, taggers).mentions:
        found[item.entity] = max(found.get(item.entity, (0.0, "")), (item.score, item.type))
    return found
