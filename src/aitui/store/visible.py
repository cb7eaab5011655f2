"""What is shown: the mentions of a corpus under the judgements of a workspace.

The corpus is never changed by a judgement.  A `VisibleMap` says which entities are one, what they are called
and which mentions they have gained or lost; every list that is asked of the store takes one.  What no
judgement touches is read straight from the tables, so without judgements the map costs nothing.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from aitui.frozen import NamedTuple, frozen
from aitui.store import links
from aitui.store.clusters import Clusters, held
from aitui.store.database import consistent
from aitui.store.rows import PUBLISHED, Filters, Judgement, Mark, MentionRow


@dataclass(slots=True)
class ArticleEdits:
    """The edits of one version of an article: mentions as (entity id, start), and those that come in."""

    version: int
    removed: set[tuple[int, int]] = field(default_factory=set)
    added: list[MentionRow] = field(default_factory=list)


@dataclass(slots=True)
class Edits:
    """What judgements do to the single mentions of a corpus.

    Attributes:
        by_article: by article id.
        removed: entity id -> (version id, start) of the mentions that are no longer its own.
        added: entity id -> (version id, start, end) of those that it gets.
        acted: article id -> uids of the judgements that moved a place in it, whatever became of that later.
        holding: form of an alias -> ids of the articles that hold it.
    """

    by_article: dict[int, ArticleEdits] = field(default_factory=dict)
    removed: dict[int, set[tuple[int, int]]] = field(default_factory=dict)
    added: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    acted: dict[int, frozenset[str]] = field(default_factory=dict)
    holding: dict[str, array[int]] = field(default_factory=dict)


@frozen
class Places:
    """Mentions, by version and start; parallel."""

    version: array[int]
    start: array[int]
    end: array[int]

    def versions(self) -> dict[int, int]:
        """Return version id -> number of mentions, oldest version first."""
        return dict(Counter(self.version))


@dataclass(slots=True)
class Shown:
    """An entity that judgements or automatic joins touch, as it is shown.

    Its mentions are read when they are asked for: most of a large corpus is never looked at.

    Attributes:
        members: ids of the entities that are one in it; the first gives it its slug.
        uid, name, type: `name` and `type` of the user's choice, else of the first member.
        mentions, languages: how many.
        named: whether the name is of the user's choice.
    """

    members: tuple[int, ...]
    uid: str
    name: str
    type: str
    mentions: int
    languages: int
    named: bool
    _edits: Edits
    _places: Places | None = field(default=None, compare=False)
    timeline: list[Mark] | None = field(default=None, compare=False)

    def places(self, conn: sqlite3.Connection) -> Places:
        """Return its mentions."""
        if self._places is None:
            rows = _apart(
                [(*row, member) for member in self.members for row in _mentions(conn, member, self._edits)]
            )
            version, start, end, _ = (
                (array("q", column) for column in zip(*rows, strict=True)) if rows else [array("q")] * 4
            )
            self._places = Places(version, start, end)
            self.mentions = len(rows)
        return self._places

    def take(self, before: Shown) -> None:
        """Take over what was read of it in the same state of the corpus, if that still holds."""
        if before.members == self.members and before._edits is self._edits and before._places is not None:
            self._places, self.timeline = before._places, before.timeline
            self.mentions = before.mentions

    def versions(self, conn: sqlite3.Connection) -> dict[int, int]:
        """Return version id -> number of mentions, oldest version first."""
        return self.places(conn).versions()

    def articles(self, conn: sqlite3.Connection) -> int:
        """Return how many articles mention it."""
        return len(self.versions(conn))


@dataclass(slots=True)
class VisibleMap:
    """What judgements and automatic joins change.  Empty, everything is as it stands in the corpus.

    Attributes:
        judgements: of a person, that it was made of.
        automatic: the joins that the corpus makes by itself.
        shown: touched entities by the id under which they are shown; a negative id is of an entity that is
            not in the corpus.
        of: id of a touched entity -> the id under which it is shown.
        slugs: slug -> id shown, for every slug that a judgement names and that has one.
        edits: what is done to single mentions.
        owners: entity id -> slug, of every entity that judgements name.
    """

    judgements: tuple[Judgement, ...] = ()
    automatic: tuple[Judgement, ...] = ()
    shown: dict[int, Shown] = field(default_factory=dict)
    of: dict[int, int] = field(default_factory=dict)
    slugs: dict[str, int] = field(default_factory=dict)
    edits: Edits = field(default_factory=Edits)
    owners: dict[int, str] = field(default_factory=dict)

    @property
    def edited(self) -> frozenset[int]:
        """Ids of the articles with mentions that change hands."""
        return frozenset(self.edits.by_article)

    def entity(self, entity_id: int) -> Shown | None:
        """Return a touched entity by its own id or that of any member, None for an untouched one."""
        return self.shown.get(self.of.get(entity_id, entity_id))

    def held(self, live: Sequence[Judgement]) -> list[Judgement]:
        """Return the automatic joins that hold under judgements, then these: what plans are made from."""
        return held(self.automatic, live)

    def narrow(self, conn: sqlite3.Connection, filters: Filters) -> Filters:
        """Return filters that say of a touched entity in which texts it is mentioned."""
        if filters.entity_id is None:
            return filters
        found = self.entity(filters.entity_id)
        if found is None:
            return filters
        return filters._replace(versions=json.dumps(list(found.versions(conn))))

    def mentions(self, article_id: int, rows: Sequence[MentionRow]) -> list[MentionRow]:
        """Return the mentions of an article as they are shown.

        Args:
            rows: as they stand in the corpus, by start.
        """
        if not self.of:
            return list(rows)
        out: list[MentionRow] = []
        touched: dict[int, list[MentionRow]] = {}
        for row in self.owned(article_id, rows):
            shown = self.of.get(row.entity_id)
            if shown is None:
                out.append(row)
            else:
                touched.setdefault(shown, []).append(row)
        for shown, found in touched.items():
            found.sort(key=lambda row: (row.start, -row.end, row.entity_id))
            last = -1
            for row in found:
                if row.start >= last:
                    last = row.end
                    out.append(row._replace(entity_id=shown))
        return sorted(out, key=lambda row: (row.start, row.end))

    def owned(self, article_id: int, rows: Sequence[MentionRow]) -> list[MentionRow]:
        """Return the mentions of an article under the very entity that each belongs to, merges left aside."""
        edit = self.edits.by_article.get(article_id)
        if edit is None:
            return list(rows)
        return [row for row in rows if (row.entity_id, row.start) not in edit.removed] + edit.added

    def owner(self, entity_id: int) -> str | None:
        """Return the slug of an entity that judgements name, by its own id."""
        return self.owners.get(entity_id)

    def members(self, entity_id: int) -> list[str]:
        """Return the slugs of what an entity was merged from, the one that names it first; else nothing."""
        found = self.entity(entity_id)
        if found is None or len(found.members) < 2:
            return []
        return [self.owners[member] for member in found.members]

    def timeline(self, conn: sqlite3.Connection, shown: Shown) -> list[Mark]:
        """Return the places of a touched entity on the timeline, newest first; articles by publication."""
        if shown.timeline is None:
            shown.timeline = _timeline(conn, shown)
        return shown.timeline


RAW = VisibleMap()


@consistent
def load(
    conn: sqlite3.Connection, judgements: Sequence[Judgement], before: VisibleMap | None = None
) -> VisibleMap:
    """Return the map of a corpus under judgements, the live ones in order; automatic ones are read anew.

    Args:
        before: an earlier map of the same corpus; what it knows of mentions is used again where it can be.
    """
    live = [j for j in judgements if not j.automatic]
    automatic = links.automatic(conn)
    if not live and not automatic:
        return RAW
    made = _Making(conn, live, automatic, before)
    made.touch()
    return made.map


class _Making:
    """Works out a map: slugs to ids, mentions moved, clusters joined, names told."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        live: Sequence[Judgement],
        automatic: tuple[Judgement, ...],
        before: VisibleMap | None,
    ) -> None:
        self._conn = conn
        self._before = before
        self._judgements = judgements = held(automatic, live)
        self._rows = _known(conn, {slug for j in judgements for slug in (j.entity, j.other) if slug})
        self._ids = {slug: row.id for slug, row in self._rows.items()}
        for j in judgements:
            slug = _target(j)
            # The same number as long as the same judgement brought it in: lists keep their ids.
            if slug is not None and slug not in self._ids:
                self._ids[slug] = -j.seq
        of_mentions = _of_mentions(judgements)
        if before is not None and of_mentions == _of_mentions(before.judgements):
            self._edits = before.edits
        elif of_mentions:
            # It looks for words, which a map of merges has no need of.
            from aitui.store.edits import Before, find

            known = None
            if before is not None:
                known = Before(_of_mentions(before.judgements), before.owners, before.edits)
            self._edits = find(conn, of_mentions, self._ids, known)
        else:
            self._edits = Edits()
        self.map = VisibleMap(
            judgements=tuple(live),
            automatic=automatic,
            edits=self._edits,
            owners={entity_id: slug for slug, entity_id in self._ids.items()},
        )

    def touch(self) -> None:
        """Fill the map."""
        clusters = Clusters(self._judgements)
        told = {_kind(j): j for j in self._judgements if j.kind in ("name", "type")}
        slug_of = {entity_id: slug for slug, entity_id in self._ids.items()}
        moved = {*self._edits.removed, *self._edits.added}
        groups: dict[frozenset[str], None] = {}
        for slug in [*slug_of.values(), *(slug for group in clusters.all() for slug in group)]:
            cluster = clusters.of(slug)
            present = [member for member in cluster if member in self._ids]
            renamed = any((member, kind) in told for member in cluster for kind in ("name", "type"))
            if present and (
                len(present) > 1 or renamed or any(self._ids[member] in moved for member in present)
            ):
                groups[cluster] = None
            elif present and self._ids[present[0]] > 0:
                # Alone in this corpus and as it stands there, but known by the slugs of the others too.
                self.map.slugs |= dict.fromkeys(cluster, self._ids[present[0]])
        # Mentions may have come from entities that no judgement names: an alias takes them.
        strangers = [entity_id for entity_id in moved if entity_id not in slug_of]
        for entity_id in strangers:
            sql = f"SELECT {_ENTITY} FROM entity WHERE id = ?"
            uid, *row = self._conn.execute(sql, (entity_id,)).fetchone()
            self._rows[uid], self._ids[uid] = _Entity(*row), entity_id
            groups[frozenset((uid,))] = None
        self._totals = _totals(self._conn, self._ids.values())
        for cluster in groups:
            self._show(cluster, told)

    def _show(self, cluster: frozenset[str], told: dict[tuple[str, str], Judgement]) -> None:
        members = [slug for slug in cluster if slug in self._ids]
        chosen = max(
            (told[slug, "name"] for slug in cluster if (slug, "name") in told), key=_seq, default=None
        )
        kind = max((told[slug, "type"] for slug in cluster if (slug, "type") in told), key=_seq, default=None)
        own = {slug: self._number(self._ids[slug]) for slug in members}

        def rank(slug: str) -> tuple[bool, bool, int, bool, int]:
            entity_id = self._ids[slug]
            named = chosen is not None and chosen.entity == slug
            known = slug in self._rows and self._rows[slug].origin == "gazetteer"
            return (not named, not known, -own[slug], entity_id < 0, abs(entity_id))

        members.sort(key=rank)
        name, type_ = self._told(members[0])
        ids = tuple(self._ids[slug] for slug in members)
        languages = frozenset[str]().union(*(self._totals[i].languages for i in ids if i in self._totals))
        shown = Shown(
            ids,
            members[0],
            chosen.value if chosen is not None and chosen.value else name,
            kind.value if kind is not None and kind.value else type_,
            sum(own.values()),
            len(languages),
            chosen is not None,
            self._edits,
        )
        if any(i in self._edits.removed or i in self._edits.added for i in ids):
            shown.languages = _languages(self._conn, shown.versions(self._conn))
        known = self._before.shown.get(ids[0]) if self._before is not None else None
        if known is not None:
            shown.take(known)
        shown_id = shown.members[0]
        self.map.shown[shown_id] = shown
        self.map.of.update(dict.fromkeys(shown.members, shown_id))
        self.map.slugs |= dict.fromkeys(cluster, shown_id)

    def _number(self, entity_id: int) -> int:
        """Return how many mentions belong to an entity itself."""
        stored = self._totals[entity_id].mentions if entity_id in self._totals else 0
        removed, added = self._edits.removed.get(entity_id, ()), self._edits.added.get(entity_id, ())
        return stored - len(removed) + len(added)

    def _told(self, slug: str) -> tuple[str, str]:
        """Return name and type of an entity: as in the corpus, else as the judgement says that made it."""
        if slug in self._rows:
            return self._rows[slug].name, self._rows[slug].type
        makers = [j for j in self._judgements if _target(j) == slug]
        name = next((j.value for j in makers if j.value), slug)
        origin = next((self._rows[j.entity].type for j in makers if j.entity in self._rows), "concept")
        return name, origin


def _of_mentions(judgements: Sequence[Judgement]) -> list[Judgement]:
    return [j for j in judgements if j.kind in ("not_mention", "reassign", "alias")]


def _target(j: Judgement) -> str | None:
    """Return the entity that a judgement gives mentions to."""
    return j.other if j.kind == "reassign" else j.entity if j.kind == "alias" else None


def _kind(j: Judgement) -> tuple[str, str]:
    return j.entity, j.kind


def _seq(j: Judgement) -> int:
    return j.seq


class _Entity(NamedTuple):
    id: int
    name: str
    type: str
    origin: str


_ENTITY = "uid, id, name, type, origin"


def _known(conn: sqlite3.Connection, slugs: Iterable[str]) -> dict[str, _Entity]:
    """Return the entities of the corpus by slug."""
    sql = f"SELECT {_ENTITY} FROM entity WHERE uid IN (SELECT value FROM json_each(?)) ORDER BY id"
    return {uid: _Entity(*row) for uid, *row in conn.execute(sql, (json.dumps(sorted(slugs)),))}


class _Total(NamedTuple):
    mentions: int
    languages: frozenset[str]


def _totals(conn: sqlite3.Connection, ids: Iterable[int]) -> dict[int, _Total]:
    """Return the totals of entities as they stand in the corpus, judgements left aside."""
    sql = """SELECT entity_id, sum(mentions), group_concat(lang) FILTER (WHERE articles > 0) FROM entity_lang
    WHERE entity_id IN (SELECT value FROM json_each(?)) GROUP BY entity_id"""
    rows = conn.execute(sql, (json.dumps(sorted(ids)),))
    return {i: _Total(number, frozenset((langs or "").split(",")) - {""}) for i, number, langs in rows}


def _mentions(conn: sqlite3.Connection, entity_id: int, edits: Edits) -> list[tuple[int, int, int]]:
    """Return version, start and end of the mentions that belong to an entity itself, by version and start."""
    rows: list[tuple[int, int, int]] = []
    if entity_id > 0:
        sql = 'SELECT version_id, start, "end" FROM mention WHERE entity_id = ? ORDER BY version_id, start'
        rows = conn.execute(sql, (entity_id,)).fetchall()
    removed = edits.removed.get(entity_id)
    if removed:
        rows = [row for row in rows if (row[0], row[1]) not in removed]
    return rows + edits.added.get(entity_id, [])


def _apart(rows: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Return mentions of one entity by version and start, without those that begin inside another."""
    rows.sort(key=lambda row: (row[0], row[1], -row[2], row[3]))
    out: list[tuple[int, int, int, int]] = []
    for row in rows:
        if not out or out[-1][0] != row[0] or row[1] >= out[-1][2]:
            out.append(row)
    return out


def _languages(conn: sqlite3.Connection, versions: Iterable[int]) -> int:
    sql = "SELECT count(DISTINCT lang) FROM article WHERE version_id IN (SELECT value FROM json_each(?))"
    return int(conn.execute(sql, (json.dumps(list(versions)),)).fetchone()[0])


def _timeline(conn: sqlite3.Connection, shown: Shown) -> list[Mark]:
    """The days on which the articles came out, and the dated sentences that hold a mention."""
    # Only here: the timeline is read through this map.
    from aitui.store.timeline import PLACED, day_number, placed

    places = shown.places(conn)
    given = (json.dumps(list(places.versions())),)
    found: list[Mark] = []
    articles: dict[int, tuple[int, str]] = {}
    sql = """SELECT a.id, a.version_id, a.published_sort, a.lang FROM article a
    WHERE a.version_id IN (SELECT value FROM json_each(?))"""
    for article_id, version_id, published, lang in conn.execute(sql, given):
        articles[version_id] = article_id, lang
        day = day_number(published or "0")
        found.append(Mark(day, article_id, PUBLISHED, day, 0, 1, lang))
    sql = f"""SELECT x.version_id, x.start, x.sentence_start, x.sentence_end, x.earliest, x.latest, x.status
    FROM timex x WHERE x.version_id IN (SELECT value FROM json_each(?)) AND {PLACED}"""
    for version_id, start, first, last, *dated in conn.execute(sql, given):
        if version_id in articles and _holds(places, version_id, first, last):
            article_id, lang = articles[version_id]
            first_day, last_day, status = placed(*dated)
            found.append(Mark(first_day, article_id, start, first_day, last_day, status, lang))
    return sorted(found, key=lambda mark: mark[:3], reverse=True)


def _holds(places: Places, version_id: int, first: int, last: int) -> bool:
    """Tell whether a mention begins in a range of a version."""
    low = bisect_left(places.version, version_id)
    high = bisect_left(places.version, version_id + 1)
    at = bisect_left(places.start, first, low, high)
    return at < high and places.start[at] < last
