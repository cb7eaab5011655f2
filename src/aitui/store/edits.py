"""What judgements do to single mentions: which are taken from their entity, which are given to one.

Each mention is followed through the judgements in the order in which they were made: one that speaks of the
entity that it belongs to by then moves it or takes it out.  So the later judgement holds.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aitui.store import articles, search
from aitui.store.rows import Judgement, MentionRow
from aitui.store.visible import ArticleEdits, Edits
from aitui.text import stem
from aitui.text.fold import fold, key

# Rule of a mention that only an alias of the user's knows.
ALIAS = "alias"

# A place that the user has denied: an alias given later does not bring it back.
_DENIED = object()


def find(conn: sqlite3.Connection, wanted: Sequence[Judgement], ids: Mapping[str, int]) -> Edits:
    """Return what judgements do to the mentions of a corpus.

    Args:
        wanted: the live ones of kind `not_mention`, `reassign` and `alias`, in order.
        ids: slug -> entity id, for every entity that they name; negative ids for those not in the corpus.
    """
    found = Edits()
    rules = _Rules(wanted, {entity_id: slug for slug, entity_id in ids.items()})
    aliased: dict[int, list[str]] = {}
    for form in rules.aliases:
        for article_id in search.holding(conn, form):
            aliased.setdefault(article_id, []).append(form)
    for article_id in sorted(_concerned(conn, wanted, ids) | set(aliased)):
        _edit(conn, article_id, rules, aliased.get(article_id, ()), ids, found)
    return found


@dataclass(frozen=True, slots=True)
class _Place:
    """A mention, or words that an alias may make one (`rule` is `ALIAS`, no entity)."""

    row: MentionRow
    slug: str | None
    form: str


class _Rules:
    """The judgements on mentions, found by what they speak of."""

    def __init__(self, judgements: Sequence[Judgement], slugs: Mapping[int, str]) -> None:
        self.slugs = slugs
        self.aliases = list(dict.fromkeys(j.form for j in judgements if j.kind == "alias" and j.form))
        self._of_form: dict[str, list[Judgement]] = {}
        self._of_place: dict[tuple[str, int], list[Judgement]] = {}
        for j in judgements:
            if j.article is not None and j.start is not None:
                self._of_place.setdefault((j.article, j.start), []).append(j)
            elif j.form is not None:
                self._of_form.setdefault(j.form, []).append(j)

    def owner(self, place: _Place, article_uid: str, version_uid: str, surface: str) -> str | None:
        """Return the slug of the entity that a place belongs to in the end, None for nobody."""
        current: object = place.slug
        here = self._of_place.get((article_uid, place.row.start), [])
        rules = self._of_form.get(place.form, [])
        if here:
            rules = sorted([*rules, *here], key=lambda j: j.seq)
        for j in rules:
            if j.kind == "alias":
                current = current if current is _DENIED else j.entity
            elif current == j.entity and _speaks_of(j, place.row, article_uid, version_uid, surface):
                denied = _DENIED if j.article is not None else None
                current = j.other if j.kind == "reassign" else denied
        return current if isinstance(current, str) else None


def _speaks_of(j: Judgement, row: MentionRow, article_uid: str, version_uid: str, surface: str) -> bool:
    if j.article is not None and j.article != article_uid:
        return False
    if j.start is None:
        return True
    # In an edited text a place is the same where the same words still stand.
    return j.end == row.end and (j.version == version_uid or j.exact == surface)


def _concerned(conn: sqlite3.Connection, judgements: Iterable[Judgement], ids: Mapping[str, int]) -> set[int]:
    """Return the ids of the articles with mentions that judgements speak of, aliases apart."""
    found: set[int] = set()
    everywhere: set[int] = set()
    for j in judgements:
        if j.article is not None:
            article_id = articles.by_uid(conn, j.article)
            if article_id is not None:
                found.add(article_id)
        elif j.kind != "alias" and ids.get(j.entity, 0) > 0:
            everywhere.add(ids[j.entity])
    for entity_id in everywhere:
        found.update(articles.ids_of_entity(conn, entity_id))
    return found


def _edit(
    conn: sqlite3.Connection,
    article_id: int,
    rules: _Rules,
    aliased: Sequence[str],
    ids: Mapping[str, int],
    found: Edits,
) -> None:
    uid, version_id, version_uid, text = conn.execute(
        """SELECT a.uid, v.id, v.uid, b.text FROM article a JOIN version v ON v.id = a.version_id
        JOIN body b ON b.version_id = v.id WHERE a.id = ?""",
        (article_id,),
    ).fetchone()
    sql = """SELECT m.start, m."end", m.entity_id, m.kind, r.name, m.score FROM mention m
    JOIN rule r ON r.id = m.rule_id WHERE m.version_id = ? ORDER BY m.start, m."end", m.entity_id"""
    rows = [
        MentionRow(*row)
        for row in conn.execute(sql, (version_id,))
        # Only an alias takes a mention from an entity that no judgement names.
        if aliased or row[2] in rules.slugs
    ]
    edit = ArticleEdits()
    standing: list[tuple[int, int]] = []
    incoming: list[tuple[MentionRow, int]] = []
    for row in rows:
        surface = text[row.start : row.end]
        slug = rules.slugs.get(row.entity_id, "")
        owner = rules.owner(_Place(row, slug, _key(surface)), uid, version_uid, surface)
        if owner is not None:
            standing.append((row.start, row.end))
        if owner == slug:
            continue
        edit.removed.add((row.entity_id, row.start))
        if owner is not None:
            incoming.append((row, ids[owner]))
    spans: set[tuple[int, int]] = set()
    if aliased:
        sql = 'SELECT start, "end" FROM boilerplate WHERE version_id = ?'
        spans = _spans(text, aliased, conn.execute(sql, (version_id,)).fetchall())
        spans -= {(row.start, row.end) for row in rows}
    # The longest first: what stands inside a longer name, of whomever, is no mention of its own.
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        row = MentionRow(start, end, 0, "name", ALIAS, 1.0)
        surface = text[start:end]
        owner = rules.owner(_Place(row, None, _key(surface)), uid, version_uid, surface)
        if owner is not None and not any(_hides(span, (start, end)) for span in standing):
            standing.append((start, end))
            incoming.append((row, ids[owner]))
    for row, entity_id in incoming:
        edit.added.append(MentionRow(row.start, row.end, entity_id, row.kind, row.rule, row.score))
        found.added.setdefault(entity_id, []).append((version_id, row.start, row.end))
    for entity_id, start in edit.removed:
        found.removed.setdefault(entity_id, set()).add((version_id, start))
    if edit.removed or edit.added:
        found.by_article[article_id] = edit


def _hides(standing: tuple[int, int], span: tuple[int, int]) -> bool:
    """Tell whether a standing mention leaves no room for a span: they overlap, and it lies not inside it."""
    overlap = standing[0] < span[1] and span[0] < standing[1]
    inside = span[0] <= standing[0] and standing[1] <= span[1] and standing != span
    return overlap and not inside


def _spans(text: str, forms: Sequence[str], furniture: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return where folded forms stand at word borders, outside furniture."""
    folded = fold(text)
    found: set[tuple[int, int]] = set()
    for form in forms:
        # The first word is looked for by itself: `re` is ten times slower where it must look behind.
        pattern, word = _pattern(form), form.split()[0]
        at = folded.find(word)
        while at >= 0:
            match = pattern.match(folded, at)
            if match is not None:
                found.add(match.span())
            at = folded.find(word, at + 1)
    return {span for span in found if not any(start < span[1] and span[0] < end for start, end in furniture)}


@lru_cache(maxsize=4096)
def _pattern(form: str) -> re.Pattern[str]:
    """Return what finds a form in a folded text; in a script without spaces there is no word border."""
    before = "" if stem.is_run(form[0]) or not form[0].isalnum() else r"(?<!\w)"
    after = "" if stem.is_run(form[-1]) or not form[-1].isalnum() else r"(?!\w)"
    return re.compile(before + r"\s+".join(map(re.escape, form.split())) + after)


@lru_cache(maxsize=65536)
def _key(surface: str) -> str:
    return key(surface)
