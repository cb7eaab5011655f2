"""What judgements should make of a corpus, worked out the slow and obvious way: every mention, every rule."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from aitui.store import articles
from aitui.store.rows import Judgement
from aitui.text.fold import fold, key


@dataclass(frozen=True, order=True)
class Seen:
    """A visible mention: of which article, where, and of what."""

    article: int
    start: int
    end: int
    entity: str


@dataclass
class Reference:
    """Every visible mention under the slug that is shown, in reading order, and what entities are called."""

    mentions: list[Seen]
    names: dict[str, str]
    langs: dict[int, str]

    def totals(self) -> dict[str, tuple[int, int, int]]:
        """Return slug -> mentions, articles, languages."""
        found = {}
        for slug in {seen.entity for seen in self.mentions}:
            own = [seen for seen in self.mentions if seen.entity == slug]
            held = {seen.article for seen in own}
            found[slug] = (len(own), len(held), len({self.langs[article] for article in held}))
        return found


def reference(conn: sqlite3.Connection, judgements: Sequence[Judgement]) -> Reference:
    """Return what is to be seen of a corpus under live judgements."""
    names = dict(conn.execute("SELECT uid, name FROM entity"))
    age: dict[str, int] = dict(conn.execute("SELECT uid, id FROM entity"))
    known = {uid for (uid,) in conn.execute("SELECT uid FROM entity WHERE origin = 'gazetteer'")}
    owned: list[Seen] = []
    order = articles.ids(conn)
    for article_id in order:
        owned += _owned(conn, article_id, judgements)
    own_totals = Counter(seen.entity for seen in owned)
    for j in judgements:
        target = j.other if j.kind == "reassign" else j.entity if j.kind == "alias" else None
        if target is not None and target not in age:
            age[target] = 1_000_000 + j.seq
            names[target] = j.value or target
    shown: dict[str, str] = {}
    for cluster in _clusters(age, judgements):
        told = [j for j in judgements if j.kind == "name" and j.entity in cluster]
        present = [slug for slug in cluster if slug in age]
        if not present:
            continue
        best = min(present, key=lambda slug: (slug not in known, -own_totals[slug], age[slug]))
        if told and told[-1].entity in age:
            best = told[-1].entity
        for slug in cluster:
            shown[slug] = best
        if told and told[-1].value:
            names[best] = told[-1].value
    found: list[Seen] = []
    for article_id in order:
        here = [
            Seen(article_id, seen.start, seen.end, shown[seen.entity])
            for seen in owned
            if seen.article == article_id
        ]
        # Mentions of one entity never overlap: the first one, and of those the longest.
        for seen in sorted(set(here), key=lambda one: (one.start, -one.end)):
            earlier = (one for one in found if (one.article, one.entity) == (seen.article, seen.entity))
            if all(one.end <= seen.start for one in earlier):
                found.append(seen)
    langs = dict(conn.execute("SELECT id, lang FROM article"))
    return Reference(found, {slug: names[slug] for slug in set(shown.values())}, langs)


def _clusters(slugs: dict[str, int], judgements: Sequence[Judgement]) -> list[set[str]]:
    clusters = [{slug} for slug in slugs]
    for j in judgements:
        if j.kind == "same" and j.other is not None:
            joined = {j.entity, j.other}
            touching = [cluster for cluster in clusters if cluster & joined]
            clusters = [cluster for cluster in clusters if not cluster & joined]
            clusters.append(joined.union(*touching))
    return clusters


def _owned(conn: sqlite3.Connection, article_id: int, judgements: Sequence[Judgement]) -> list[Seen]:
    uid = conn.execute("SELECT uid FROM article WHERE id = ?", (article_id,)).fetchone()[0]
    body = articles.text(conn, article_id)
    rows: list[tuple[int, int, str | None]] = conn.execute(
        """SELECT m.start, m."end", e.uid FROM mention m JOIN entity e ON e.id = m.entity_id
        WHERE m.version_id = ? ORDER BY m.start""",
        (body.version_id,),
    ).fetchall()
    standing: list[Seen] = []
    taken = {(start, end) for start, end, _ in rows}
    for j in judgements:
        if j.kind == "alias" and j.form is not None:
            for match in re.finditer(re.escape(j.form), fold(body.text)):
                span = match.span()
                furniture = any(a < span[1] and span[0] < b for a, b, _ in body.boilerplate)
                if span not in taken and not furniture and _free(body.text, *span):
                    taken.add(span)
                    rows.append((*span, None))
    rows.sort(key=lambda row: (row[2] is None, row[0] - row[1] if row[2] is None else 0, row[0]))
    for start, end, slug in rows:
        owner = _follow(body.text[start:end], start, end, slug, uid, body.version_uid, judgements)
        if owner is None:
            continue
        blocked = slug is None and any(
            one.start < end and start < one.end and not (start <= one.start and one.end <= end)
            for one in standing
        )
        if not blocked:
            standing.append(Seen(article_id, start, end, owner))
    return standing


def _free(text: str, start: int, end: int) -> bool:
    """Tell whether a word stands by itself; Han characters always do."""

    def glued(one: str, other: str) -> bool:
        return one.isalnum() and (other.isalnum() or other == "_") and not "\u4e00" <= one <= "\u9fff"

    return not glued(text[start], text[start - 1 : start] or " ") and not glued(
        text[end - 1], text[end : end + 1] or " "
    )


def _capitals(words: str) -> set[tuple[int, str]]:
    return {(at, char) for at, char in enumerate(" ".join(words.split())) if char.isupper()}


def _follow(
    surface: str,
    start: int,
    end: int,
    slug: str | None,
    uid: str,
    version: str,
    judgements: Sequence[Judgement],
) -> str | None:
    denied = False
    for j in judgements:
        if j.form != key(surface) and j.start is None:
            continue
        if j.kind == "alias" and (j.spelling is None or _capitals(j.spelling) <= _capitals(surface)):
            slug = None if denied else j.entity
        if j.kind not in ("not_mention", "reassign") or j.entity != slug:
            continue
        if j.article not in (None, uid) or (j.start is not None and (j.start, j.end) != (start, end)):
            continue
        slug = j.other if j.kind == "reassign" else None
        denied = j.kind == "not_mention" and j.article is not None
    return slug
