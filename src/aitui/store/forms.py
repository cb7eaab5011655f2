"""The spellings of an entity, and how each was learned: by which rule or judgement, in which sentence."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from aitui.frozen import frozen
from aitui.store import articles, links, mentions, sentence_spans
from aitui.store.rows import FormRow, Judgement
from aitui.store.visible import RAW, VisibleMap
from aitui.text.fold import key

# Spellings are counted on so many mentions, newest first: each costs a look into its text.
_READ = 5_000
# Code points of a sentence on either side of the spelling: a long one is not read to its end.
_ASIDE = 200
# Rule of `store.edits` -> kind of the judgement behind it.
_GIVEN = {"alias": "alias", "alias-list": "alias", "judgement": "reassign"}


@frozen
class _Place:
    """One mention; `dated` tells whether its article is."""

    article_id: int
    dated: bool
    start: int
    end: int
    kind: str
    rule: str
    surface: str
    score: float
    member: str | None = None


def forms(conn: sqlite3.Connection, entity_id: int, view: VisibleMap = RAW) -> tuple[list[FormRow], int]:
    """Return the spellings of an entity, most frequent first, and on how many mentions they were counted."""
    touched = view.entity(entity_id)
    if touched is not None:
        return _counted(islice(_shown(conn, touched.members[0], view), _READ))
    sql = f"""SELECT a.id, a.published_sort IS NOT NULL, m.start, m."end", r.kind, r.name,
    substr(b.text, m.start + 1, m."end" - m.start), r.score
    FROM mention m JOIN article a ON a.version_id = m.version_id JOIN body b ON b.version_id = m.version_id
    JOIN rule r ON r.id = m.rule_id WHERE m.entity_id = ? ORDER BY {articles.ORDER}, m.start LIMIT ?"""
    return _counted(_Place(*row) for row in conn.execute(sql, (entity_id, _READ)))


def learned(conn: sqlite3.Connection, rows: Sequence[FormRow], view: VisibleMap = RAW) -> list[FormRow]:
    """Return the spellings with the sentence in which each was first met, and what gave it to the entity."""
    found = []
    for row in rows:
        left, right = _sentence(conn, row)
        joined = "" if row.member is None else _joined(conn, row.member, view)
        given = _given(row, view.judgements)
        found.append(row._replace(left=left, right=right, judgement=given, joined=joined))
    return found


def _shown(conn: sqlite3.Connection, entity_id: int, view: VisibleMap) -> Iterator[_Place]:
    merged = bool(view.members(entity_id))
    for article_id in dict.fromkeys(mentions.of_entity(conn, entity_id, view).article_id):
        text, dated = conn.execute(
            """SELECT b.text, a.published_sort IS NOT NULL FROM article a
            JOIN body b ON b.version_id = a.version_id WHERE a.id = ?""",
            (article_id,),
        ).fetchone()
        stored = mentions.stored(conn, article_id)
        owners = {(row.start, row.end): row.entity_id for row in view.owned(article_id, stored)}
        for row in view.mentions(article_id, stored):
            if row.entity_id == entity_id:
                member = view.owner(owners[row.start, row.end]) if merged else None
                surface = text[row.start : row.end]
                yield _Place(
                    article_id, dated, row.start, row.end, row.kind, row.rule, surface, row.score, member
                )


def _counted(places: Iterable[_Place]) -> tuple[list[FormRow], int]:
    """Count spellings.

    Args:
        places: newest article first, those without a date last.
    """
    counts: dict[tuple[str, str, str, str | None], int] = {}
    first: dict[tuple[str, str, str, str | None], _Place] = {}
    sure: dict[tuple[str, str, str, str | None], float] = {}
    read = 0
    for place in places:
        read += 1
        spelling = (" ".join(place.surface.split()), place.kind, place.rule, place.member)
        counts[spelling] = counts.get(spelling, 0) + 1
        sure[spelling] = sure.get(spelling, 0.0) + place.score
        known = first.get(spelling)
        if known is None or (place.dated and known.article_id != place.article_id):
            first[spelling] = place
    rows = [
        FormRow(*spelling, number, place.article_id, place.start, place.end, score=sure[spelling] / number)
        for spelling, number in counts.items()
        for place in [first[spelling]]
    ]
    return sorted(rows, key=lambda row: (-row.mentions, row.surface)), read


def _sentence(conn: sqlite3.Connection, row: FormRow) -> tuple[str, str]:
    """Return what stands before and after a spelling in its sentence, else in its line."""
    sql = "SELECT b.text, b.version_id FROM article a JOIN body b USING(version_id) WHERE a.id = ?"
    text, version_id = conn.execute(sql, (row.article_id,)).fetchone()
    edges = sentence_spans.of_version(conn, version_id)
    at = bisect_right(edges, row.start)
    if at % 2:
        start, end = edges[at - 1], edges[at]
    else:
        start = text.rfind("\n", 0, row.start) + 1
        end = text.find("\n", row.start)
    end = len(text) if end < 0 else end
    left = " ".join(text[max(start, row.start - _ASIDE) : row.start].split())
    right = " ".join(text[row.end : min(max(end, row.end), row.end + _ASIDE)].split())
    left += " " if left and text[row.start - 1].isspace() else ""
    return left, (" " if right and text[row.end].isspace() else "") + right


def _joined(conn: sqlite3.Connection, member: str, view: VisibleMap) -> str:
    """Return in words why an entity is one with others; empty for the one that gives them its name."""
    shown = view.entity(view.slugs[member])
    if shown is None or shown.uid == member:
        return ""
    edges = [j for j in view.judgements if j.kind == "same" and member in (j.entity, j.other)]
    if edges:
        return f"by you, {edges[-1].created_at[:10]}"
    return links.reason(conn, member, view.members(shown.members[0])) or "with others that are"


def _given(row: FormRow, judgements: Sequence[Judgement]) -> Judgement | None:
    """Return the last judgement that gave a spelling to its entity."""
    kind = _GIVEN.get(row.rule)
    fitting = [j for j in judgements if j.kind == kind and j.form == key(row.surface)]
    return fitting[-1] if fitting else None
