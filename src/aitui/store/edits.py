"""What judgements do to single mentions: which are taken from their entity, which are given to one.

Each mention is followed through the judgements in the order in which they were made: one that speaks of the
entity that it belongs to by then moves it or takes it out.  So the later judgement holds.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from aitui.frozen import frozen
from aitui.store import articles, search
from aitui.store.rows import Judgement, MentionRow
from aitui.store.visible import ArticleEdits, Edits
from aitui.text import stem
from aitui.text.fold import fold, key

# Rules of a mention that the user's judgement gave to its entity: as an alias, an alias of a list that was
# read from a file, or by moving the form or the mention itself.
ALIAS, LISTED, JUDGED = "alias", "alias-list", "judgement"

# A place that the user has denied: an alias given later does not bring it back.
_DENIED = object()


@frozen
class Before:
    """What was found for other judgements on the same state of the corpus.

    Attributes:
        judgements: they.
        owners: entity id -> slug, of every entity that they name.
        edits: what they do.
    """

    judgements: Sequence[Judgement]
    owners: Mapping[int, str]
    edits: Edits


def find(
    conn: sqlite3.Connection,
    wanted: Sequence[Judgement],
    ids: Mapping[str, int],
    before: Before | None = None,
) -> Edits:
    """Return what judgements do to the mentions of a corpus.

    Args:
        wanted: the live ones of kind `not_mention`, `reassign` and `alias`, in order.
        ids: slug -> entity id, for every entity that they name; negative ids for those not in the corpus.
        before: only what may differ from it is looked at anew: one more judgement costs its own articles.
    """
    found = Edits()
    rules = _Rules(wanted, {entity_id: slug for slug, entity_id in ids.items()})
    held = {} if before is None else before.edits.holding
    found.holding = {
        form: held[form] if form in held else search.holding(conn, form) for form in rules.aliases
    }
    todo = None if before is None else _changed(conn, wanted, ids, before, found.holding)
    if before is None or todo is None:
        todo = _concerned(conn, wanted, ids).union(*found.holding.values())
    else:
        found.by_article = {i: edit for i, edit in before.edits.by_article.items() if i not in todo}
        found.acted = {i: uids for i, uids in before.edits.acted.items() if i not in todo}
    aliased: dict[int, list[str]] = {}
    for form, holding in found.holding.items():
        for article_id in todo.intersection(holding):
            aliased.setdefault(article_id, []).append(form)
    for article_id in todo:
        _edit(conn, article_id, rules, aliased.get(article_id, ()), ids, found)
    _gather(found)
    return found


def _changed(
    conn: sqlite3.Connection,
    wanted: Sequence[Judgement],
    ids: Mapping[str, int],
    before: Before,
    holding: Mapping[str, Iterable[int]],
) -> set[int] | None:
    """Return the ids of the articles whose edits may differ, None where every one may."""
    if any(ids.get(slug, entity_id) != entity_id for entity_id, slug in before.owners.items()):
        return None
    known, kept = {j.uid for j in before.judgements}, {j.uid for j in wanted}
    gone, last = known - kept, max((j.seq for j in wanted if j.uid in known), default=0)
    todo = {article_id for article_id, uids in before.edits.acted.items() if not uids.isdisjoint(gone)}
    for j in wanted:
        if j.uid in known:
            continue
        if j.kind == "alias":
            todo.update(holding[j.form or ""])
        elif j.article is None and j.seq < last:
            return None  # who owned what at its turn is not known any more
        elif j.article is None:
            # It is the last word on what its entity has by now.
            owned = ids.get(j.entity)
            todo.update(
                article_id
                for article_id, edit in before.edits.by_article.items()
                if any(row.entity_id == owned for row in edit.added)
            )
    return todo | _concerned(conn, [j for j in wanted if j.uid not in known], ids)


def _gather(found: Edits) -> None:
    """Put what is done in the articles together by entity."""
    for _, edit in sorted(found.by_article.items()):
        for row in edit.added:
            found.added.setdefault(row.entity_id, []).append((edit.version, row.start, row.end))
        for entity_id, start in edit.removed:
            found.removed.setdefault(entity_id, set()).add((edit.version, start))


@frozen
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

    def speak_of(self, form: str, article_uid: str, start: int) -> bool:
        """Tell whether any judgement may speak of a place."""
        return form in self._of_form or (article_uid, start) in self._of_place

    def acting(self, place: _Place, article_uid: str, version_uid: str, surface: str) -> list[Judgement]:
        """Return the judgements that move a place, in order: the last of them says whose it is."""
        current: object = place.slug
        acted: list[Judgement] = []
        here = self._of_place.get((article_uid, place.row.start), [])
        rules = self._of_form.get(place.form, [])
        if here:
            rules = sorted([*rules, *here], key=lambda j: j.seq)
        for j in rules:
            if j.kind == "alias":
                if current is _DENIED or not _cased(surface, j.spelling):
                    continue
                current = j.entity
            elif current == j.entity and _speaks_of(j, place.row, article_uid, version_uid, surface):
                denied = _DENIED if j.article is not None else None
                current = j.other if j.kind == "reassign" else denied
            else:
                continue
            acted.append(j)
        return acted


def _owner(place: _Place, acted: Sequence[Judgement]) -> str | None:
    """Return the slug of the entity that a place belongs to in the end, None for nobody."""
    if not acted:
        return place.slug
    last = acted[-1]
    return {"alias": last.entity, "reassign": last.other}.get(last.kind)


def _rule(acted: Sequence[Judgement]) -> str:
    last = acted[-1]
    if last.kind == "alias":
        return ALIAS if last.origin is None else LISTED
    return JUDGED


def _cased(surface: str, spelling: str | None) -> bool:
    """Tell whether words have the capitals of a spelling; more of them, as in a headline, do no harm."""
    if spelling is None:
        return True
    words = " ".join(surface.split())
    if len(words) != len(spelling):  # stress marks and the like
        return words[:1] == spelling[:1]
    return all(one == other or not other.isupper() for one, other in zip(words, spelling, strict=True))


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
    """Work out what happens in one article."""
    row_of_article = conn.execute(
        """SELECT a.uid, v.id, v.uid, b.text FROM article a JOIN version v ON v.id = a.version_id
        JOIN body b ON b.version_id = v.id WHERE a.id = ?""",
        (article_id,),
    ).fetchone()
    if row_of_article is None:
        return  # taken out since the words were looked for
    uid, version_id, version_uid, text = row_of_article
    sql = """SELECT m.start, m."end", m.entity_id, r.kind, r.name, r.score FROM mention m
    JOIN rule r ON r.id = m.rule_id WHERE m.version_id = ? ORDER BY m.start, m."end", m.entity_id"""
    rows = [
        MentionRow(*row)
        for row in conn.execute(sql, (version_id,))
        # Only an alias takes a mention from an entity that no judgement names.
        if aliased or row[2] in rules.slugs
    ]
    edit = ArticleEdits(version_id)
    acting: set[str] = set()
    standing: list[tuple[int, int]] = []

    def follow(row: MentionRow, slug: str | None, form: str) -> tuple[str | None, MentionRow | None]:
        """Return who has a place in the end, and the mention that comes in there, if any."""
        surface = text[row.start : row.end]
        place = _Place(row, slug, form)
        acted = rules.acting(place, uid, version_uid, surface)
        acting.update(j.uid for j in acted)
        owner = _owner(place, acted)
        if owner is None or owner == slug:
            return owner, None
        return owner, row._replace(entity_id=ids[owner], rule=_rule(acted))

    for row in rows:
        slug = rules.slugs.get(row.entity_id, "")
        form = _key(text[row.start : row.end])
        if not rules.speak_of(form, uid, row.start):
            standing.append((row.start, row.end))
            continue
        owner, incoming = follow(row, slug, form)
        if owner is not None:
            standing.append((row.start, row.end))
        if owner != slug:
            edit.removed.add((row.entity_id, row.start))
        if incoming is not None:
            edit.added.append(incoming)
    spans: set[tuple[int, int]] = set()
    if aliased:
        sql = 'SELECT start, "end" FROM boilerplate WHERE version_id = ?'
        spans = _spans(text, aliased, conn.execute(sql, (version_id,)).fetchall())
        spans -= {(row.start, row.end) for row in rows}
    # The longest first: what stands inside a longer name, of whomever, is no mention of its own.
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        _, incoming = follow(MentionRow(start, end, 0, "name", ALIAS, 1.0), None, _key(text[start:end]))
        if incoming is not None and not any(_hides(span, (start, end)) for span in standing):
            standing.append((start, end))
            edit.added.append(incoming)
    if acting:
        found.acted[article_id] = frozenset(acting)
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


@lru_cache(maxsize=1 << 12)
def _key(surface: str) -> str:
    return key(surface)
