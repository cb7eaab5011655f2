"""Facets: how the articles of a result are spread over languages, outlets, entities, types and years.

Counting needs what the articles are, not what they say: `columns` reads that once for a result, and every
change of the restriction is then counted in memory.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress

from aitui.frozen import frozen
from aitui.store.articles import chunks
from aitui.store.database import consistent
from aitui.store.rows import Facet
from aitui.store.visible import RAW, VisibleMap

FIELDS = ("lang", "source", "year", "type", "entity")
# What each article has one of; of the others it may have many or none.
_SINGLE = ("lang", "source", "year")

# Of more articles, entities and types are looked for in so many, taken evenly.
SAMPLE = 2_000
# So many entities of the sample are then counted in all articles.
MOST_ENTITIES = 60

Value = str | int

_YEAR = "coalesce(substr(a.published_sort, 1, 4), '')"
_ONE = {"lang": "a.lang", "source": "coalesce(a.source_id, 0)", "year": _YEAR}


@dataclass(slots=True)
class Columns:
    """What the articles of a result are; arrays of equal length.

    Attributes:
        values: `lang`, `source` and `year` -> the value of each article.
        versions: the current version of each article.
        members: field and value -> versions that have it, for entities and types that restrict.
    """

    versions: array[int]
    values: dict[str, list[Value]]
    members: dict[tuple[str, Value], set[int]] = field(default_factory=dict)


@frozen
class Counts:
    """How many articles have each value.

    Attributes:
        total: articles under the whole restriction.
        fields: field -> value -> articles that have it under the restriction of all other facets.
        estimated: fields whose numbers come from a sample.
        sampled: fields whose values were looked for in a sample; their numbers are exact all the same.
    """

    total: int
    fields: dict[str, dict[Value, int]]
    estimated: frozenset[str] = frozenset()
    sampled: frozenset[str] = frozenset()


# ---------------------------------------------------------------------- restricting


def resolve(
    conn: sqlite3.Connection, restriction: Iterable[Facet], view: VisibleMap = RAW
) -> tuple[Facet, ...]:
    """Return a restriction that says what judgements make of its entities and types."""
    found = []
    for facet in restriction:
        touched = None
        if facet.field == "entity" and (shown := view.entity(int(facet.value))) is not None:
            touched = json.dumps(list(shown.versions(conn)))
        elif facet.field == "type" and view.shown:
            touched = json.dumps([list(_touched(view)), list(_touched(view, str(facet.value)))])
        found.append(facet._replace(touched=touched))
    return tuple(found)


def conditions(restriction: Sequence[Facet]) -> Iterator[tuple[str, list[object]]]:
    """Yield the SQL conditions on `article a` of a restriction that `resolve` returned, with parameters."""
    for name in FIELDS:
        for excluded in (False, True):
            of_one = [f for f in restriction if f.field == name and f.excluded == excluded]
            if not of_one:
                continue
            if name in _SINGLE:
                marks = ",".join("?" * len(of_one))
                no = "NOT " if excluded else ""
                yield f"{_ONE[name]} {no}IN ({marks})", [facet.value for facet in of_one]
                continue
            texts, params = [], list[object]()
            for facet in of_one:
                text, values = has(facet)
                texts.append(text)
                params += values
            joined = f"({' OR '.join(texts)})"
            yield (f"NOT {joined}" if excluded else joined), params


def has(facet: Facet) -> tuple[str, list[object]]:
    """Return the condition on `article a` that it has an entity or a type, from `resolve`, and parameters."""
    if facet.field == "entity":
        if facet.touched is not None:
            return "a.version_id IN (SELECT value FROM json_each(?))", [facet.touched]
        return "a.version_id IN (SELECT version_id FROM mention WHERE entity_id = ?)", [facet.value]
    named = "SELECT 1 FROM mention m JOIN entity e ON e.id = m.entity_id WHERE m.version_id = a.version_id"
    if facet.touched is None:
        return f"EXISTS ({named} AND e.type = ?)", [facet.value]
    touched, chosen = json.loads(facet.touched)
    return (
        f"EXISTS ({named} AND CASE WHEN e.id IN (SELECT value FROM json_each(?)) "
        "THEN e.id IN (SELECT value FROM json_each(?)) ELSE e.type = ? END)",
        [json.dumps(touched), json.dumps(chosen), facet.value],
    )


def _touched(view: VisibleMap, wanted: str | None = None) -> Iterator[int]:
    """Yield the ids of the entities that judgements touch, or of those whose type is then `wanted`."""
    for shown in view.shown.values():
        if wanted is None or shown.type == wanted:
            yield from (member for member in shown.members if member > 0)


# ---------------------------------------------------------------------- counting


@consistent
def columns(conn: sqlite3.Connection, ids: array[int]) -> Columns:
    """Return what articles are; those that are no longer there are left out.

    Args:
        ids: of the articles of a result, ascending: as they lie in the file.
    """
    versions: array[int] = array("q")
    values: dict[str, list[Value]] = {name: [] for name in _SINGLE}
    langs, sources, years = values["lang"], values["source"], values["year"]
    known: dict[str, str] = {}  # one string a year and a language, whatever the number of articles
    sql = f"""SELECT a.version_id, a.lang, coalesce(a.source_id, 0), {_YEAR} FROM json_each(?) j
    CROSS JOIN article a ON a.id = j.value WHERE a.version_id IS NOT NULL"""
    for start in range(0, len(ids), 20_000):
        for version, lang, source, year in conn.execute(
            sql, (json.dumps(ids[start : start + 20_000].tolist()),)
        ):
            versions.append(version)
            langs.append(known.setdefault(lang, lang))
            sources.append(source)
            years.append(known.setdefault(year, year))
    return Columns(versions, values)


@consistent
def count(
    conn: sqlite3.Connection, told: Columns, restriction: Sequence[Facet] = (), view: VisibleMap = RAW
) -> Counts:
    """Return how many articles have each value, under the restriction of the other facets.

    Args:
        told: the articles of the result before any restriction; what restricts is kept there.
        restriction: what is on.
        view: what judgements change.
    """
    masks = {name: _mask(conn, told, restriction, name, view) for name in FIELDS}
    fields: dict[str, dict[Value, int]] = {}
    for name in _SINGLE:
        passing = _all_of(masks, but=name)
        kept = told.values[name] if passing is None else compress(told.values[name], passing)
        fields[name] = _ordered(Counter(kept))
    # Types and entities are mostly asked of the same articles.
    read: dict[bytes | None, _Mentioned] = {}
    for name in ("type", "entity"):
        passing = _all_of(masks, but=name)
        if passing not in read:
            versions = told.versions if passing is None else array("q", compress(told.versions, passing))
            read[passing] = _Mentioned(conn, versions, view)
        on = [int(facet.value) for facet in restriction if facet.field == name == "entity"]
        fields[name] = read[passing].entities(on) if name == "entity" else read[passing].types()
    partly = {name for name in ("type", "entity") if read[_all_of(masks, but=name)].partly}
    everything = _all_of(masks)
    total = len(told.versions) if everything is None else sum(everything)
    return Counts(total, fields, frozenset(partly & {"type"}), frozenset(partly & {"entity"}))


def names(conn: sqlite3.Connection, counts: Counts, view: VisibleMap = RAW) -> dict[tuple[str, Value], str]:
    """Return what the outlets and entities among the values are called."""
    found: dict[tuple[str, Value], str] = {}
    for name in ("source", "entity"):
        for chunk in chunks([int(value) for value in counts.fields[name]]):
            sql = f"SELECT id, name FROM {name} WHERE id IN ({','.join('?' * len(chunk))})"
            found |= {(name, row_id): told for row_id, told in conn.execute(sql, chunk)}
    for entity in counts.fields["entity"]:
        if (shown := view.entity(int(entity))) is not None:
            found["entity", entity] = shown.name
    return found


def _mask(
    conn: sqlite3.Connection, told: Columns, restriction: Sequence[Facet], name: str, view: VisibleMap
) -> bytes | None:
    """Return for each article whether it meets what is on of one facet; None when nothing is."""
    on = [facet for facet in restriction if facet.field == name]
    if not on:
        return None
    wanted = [facet.value for facet in on if not facet.excluded]
    unwanted = [facet.value for facet in on if facet.excluded]
    if name in _SINGLE:
        return bytes((not wanted or value in wanted) and value not in unwanted for value in told.values[name])
    for facet in on:
        key = (name, facet.value)
        if key not in told.members:
            told.members[key] = _members(conn, facet, told.versions, view)
    some = set().union(*(told.members[name, value] for value in wanted))
    none = set().union(*(told.members[name, value] for value in unwanted))
    return bytes((not wanted or version in some) and version not in none for version in told.versions)


def _members(conn: sqlite3.Connection, facet: Facet, versions: array[int], view: VisibleMap) -> set[int]:
    """Return the versions that have an entity or a type, at least those of the result."""
    if facet.field == "entity":
        return _versions(conn, int(facet.value), view)
    (facet,) = resolve(conn, [facet], view)
    condition, params = has(facet)
    sql = f"""SELECT a.version_id FROM json_each(?) j CROSS JOIN article a ON a.version_id = j.value
    WHERE {condition}"""
    return {row[0] for row in conn.execute(sql, (json.dumps(versions.tolist()), *params))}


def _versions(conn: sqlite3.Connection, entity_id: int, view: VisibleMap) -> set[int]:
    shown = view.entity(entity_id)
    if shown is not None:
        return set(shown.versions(conn))
    sql = "SELECT DISTINCT version_id FROM mention WHERE entity_id = ?"
    return {row[0] for row in conn.execute(sql, (entity_id,))}


def _all_of(masks: dict[str, bytes | None], but: str = "") -> bytes | None:
    """Return for each article whether it meets every facet `but` one; None when nothing restricts."""
    met: bytes | None = None
    for name, mask in masks.items():
        if mask is not None and name != but:
            # As one number each: a million articles are met in no time.
            met = mask if met is None else _both(met, mask)
    return met


def _both(one: bytes, other: bytes) -> bytes:
    joined = int.from_bytes(one, "little") & int.from_bytes(other, "little")
    return joined.to_bytes(len(one), "little")


class _Mentioned:
    """The entities that some articles mention; of many articles, those of a sample.

    Args:
        conn: the corpus.
        versions: the current versions of the articles, ascending.
        view: what judgements change.

    Attributes:
        partly: whether it is a sample.
    """

    def __init__(self, conn: sqlite3.Connection, versions: array[int], view: VisibleMap) -> None:
        self._conn, self._versions, self._view = conn, versions, view
        self.partly = len(versions) > SAMPLE
        looked: Sequence[int] = versions
        if self.partly:
            looked = [versions[at * len(versions) // SAMPLE] for at in range(SAMPLE)]
        self._share = len(versions) / max(1, len(looked))
        self._pairs: set[tuple[int, int]] = set()
        for chunk in chunks(looked):
            marks = ",".join("?" * len(chunk))
            sql = f"SELECT DISTINCT version_id, entity_id FROM mention WHERE version_id IN ({marks})"
            for version, entity in conn.execute(sql, chunk):
                self._pairs.add((version, view.of.get(entity, entity)))

    def entities(self, wanted: Iterable[int]) -> dict[Value, int]:
        """Return entity -> number of all the articles that mention it, most first.

        Args:
            wanted: entities that are counted in any case.
        """
        found = Counter(entity for _, entity in self._pairs)
        counted = {*wanted, *(entity for entity, _ in found.most_common(MOST_ENTITIES))}
        if not self.partly:
            # All were looked at: only what judgements move from text to text is counted again.
            counted = {entity for entity in counted if self._view.entity(entity) is not None}
        inside = set(self._versions) if counted else set()
        exact = {entity: len(inside & _versions(self._conn, entity, self._view)) for entity in counted}
        numbers = exact if self.partly else {**dict.fromkeys(wanted, 0), **found, **exact}
        return _ordered(numbers)

    def types(self) -> dict[Value, int]:
        """Return type -> number of the articles that mention an entity of it, from the sample."""
        ids = list({entity for _, entity in self._pairs})
        types: dict[int, str] = {}
        for chunk in chunks(ids):
            sql = f"SELECT id, type FROM entity WHERE id IN ({','.join('?' * len(chunk))})"
            types.update(self._conn.execute(sql, chunk).fetchall())
        types |= {entity: shown.type for entity in ids if (shown := self._view.entity(entity)) is not None}
        kinds = {(version, types[entity]) for version, entity in self._pairs if entity in types}
        found = Counter(kind for _, kind in kinds)
        return _ordered({kind: round(number * self._share) for kind, number in found.items()})


def _ordered(numbers: Mapping[str, int] | Mapping[int, int] | Mapping[Value, int]) -> dict[Value, int]:
    """Return numbers with the largest first; of equal ones always the same first."""
    return dict(sorted(numbers.items(), key=lambda item: (-item[1], item[0])))
