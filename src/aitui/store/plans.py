"""What a search asks of the store: its syntax tree with words as full-text expressions, names as entities and
fields as conditions.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import get_args

from aitui.errors import QueryError
from aitui.frozen import frozen, replace
from aitui.model import EntityType
from aitui.query import And, Chosen, Days, Field, Figures, Near, Node, Not, Or, Query, Regex, Term
from aitui.query.fields import SCRIPTS
from aitui.store import entities, expressions, facets, naming, vocabulary
from aitui.store.rows import REASONS, Facet
from aitui.store.visible import RAW, VisibleMap
from aitui.text.fold import key


@frozen
class Words:
    """Articles that a full-text expression finds.

    Attributes:
        titles: words any of which in a title is enough, as the index has them; none where that is not known.
        weighed: whether how often they stand in an article counts for its rank.
    """

    expression: str
    titles: tuple[str, ...] = ()
    weighed: bool = True


@frozen
class Mentioned:
    """Articles that mention an entity, by its id as it is shown."""

    entity_id: int


@frozen
class Where:
    """Articles `a` for which an SQL condition holds; `params` are those of the condition."""

    sql: str
    params: tuple[object, ...] = ()


@frozen
class Sentences:
    """Articles with a sentence that holds a pattern.

    Attributes:
        start: of the pattern in the query, for what goes wrong with it.
    """

    pattern: str
    start: int


@frozen
class All:
    """Articles that every part finds, and none of `without`."""

    parts: tuple[Part, ...]
    without: tuple[Part, ...] = ()


@frozen
class Any:
    """Articles that any part finds."""

    parts: tuple[Part, ...]


Part = Words | Mentioned | Where | Sentences | All | Any

NOTHING = Where("0")


# The `OR`s around something, and on which side of each it stands.
Ways = tuple[tuple[int, int], ...]


@frozen
class Leaf:
    """What of a search is to be lit in a text, as one thing.

    Attributes:
        term: words to find, None for what has none.
        nearly: words that are nearly the same, for a fuzzy one.
        entities: ids whose mentions count.
        said: whether the search names these as entities, not by a word.
        pattern: of a sentence.
        start: of the pattern in the query, for what goes wrong with it.
        rows: what else stands in tables: dates and figures.
        ways: the alternatives that it is a part of, the outermost first: which `OR`, and which side of it.
    """

    term: Term | None = None
    nearly: frozenset[str] = frozenset()
    entities: frozenset[int] = frozenset()
    said: bool = False
    pattern: str | None = None
    start: int = 0
    rows: Days | Figures | None = None
    ways: Ways = ()


@frozen
class Plan:
    """How a search is answered.

    Attributes:
        root: None when nothing is looked for.
        leaves: what is to be lit, in the order typed.
    """

    root: Part | None
    leaves: list[Leaf]


def plan(
    conn: sqlite3.Connection,
    query: Query,
    off: frozenset[str] = frozenset(),
    view: VisibleMap | None = None,
) -> Plan:
    """Return how a search is answered.

    Args:
        query: with resolved dates, quantities, tags and saved searches.
        off: reasons that do not count.
        view: what the user's judgements change.

    Raises:
        QueryError: a field names what is not there.
    """
    builder = _Builder(conn, off, view or RAW)
    root = None if query.root is None else builder.part(query.root)
    return Plan(root, builder.leaves)


# Reason -> all others, turned off where one is to be looked for alone.
_ALONE = {reason: frozenset(REASONS) - {reason} for reason in REASONS}

TYPES: tuple[str, ...] = get_args(EntityType)

_CODE = re.compile("[a-z]{2,3}")
# The most frequent languages of a corpus, and how many are told.
_LANGUAGES = "SELECT lang FROM article GROUP BY lang ORDER BY count(*) DESC, lang LIMIT 12"
# Other names of scripts -> ours.
_SCRIPT_NAMES = {
    "latn": "latin",
    "cyrl": "cyrillic",
    "hani": "han",
    "hans": "han",
    "hant": "han",
    "arab": "arabic",
}


class _Builder:
    def __init__(self, conn: sqlite3.Connection, off: frozenset[str], view: VisibleMap) -> None:
        self._conn = conn
        self._off = off
        self._view = view
        self.leaves: list[Leaf] = []
        # What must be absent is not lit.
        self._absent = False
        self._ways: Ways = ()
        self._forks = 0

    def part(self, node: Node) -> Part | None:
        """Return what answers a part of the tree, None where there is nothing to look for in it."""
        match node:
            case Term():
                return self._term(node)
            case Near():
                return self._near(node)
            case And():
                return self._all(node.parts)
            case Or():
                return self._any(node.parts)
            case Regex():
                self._light(Leaf(pattern=node.pattern, start=node.start))
                return Sentences(node.pattern, node.start)
            case Days():
                self._light(Leaf(rows=node))
                return _days(node)
            case Figures():
                self._light(Leaf(rows=node))
                return _figures(node)
            case Chosen():
                return Where("a.uid IN (SELECT value FROM json_each(?))", (json.dumps(node.uids),))
            case Field():
                return self._field(node)
            case Not():
                return None

    def _light(self, leaf: Leaf) -> None:
        if not self._absent:
            self.leaves.append(replace(leaf, ways=self._ways))

    # ------------------------------------------------------------------ words

    def _all(self, parts: Sequence[Node]) -> Part | None:
        found: list[Part] = []
        without: list[Part] = []
        at = 0
        while at < len(parts):
            node = parts[at]
            if isinstance(node, Not):
                before, self._absent = self._absent, True
                absent = self.part(node.part)
                self._absent = before
                without += [] if absent is None else [absent]
                at += 1
                continue
            several = self._name(parts, at)
            part, at = several or (self.part(node), at + 1)
            found += [] if part is None else [part]
        if not found:
            return None
        return All(tuple(found), tuple(without)) if len(found) > 1 or without else found[0]

    def _any(self, parts: Sequence[Node]) -> Part | None:
        around, fork = self._ways, self._forks
        self._forks += 1
        found: list[Part] = []
        for side, node in enumerate(parts):
            self._ways = (*around, (fork, side))
            part = self.part(node)
            found += [] if part is None else [part]
        self._ways = around
        return any_of(found)

    def _name(self, parts: Sequence[Node], at: int) -> tuple[Part | None, int] | None:
        """Return what answers words beside each other that are one name, and where the next part is."""
        if "alias" in self._off:
            return None
        words: list[Term] = []
        for node in parts[at : at + naming.LONGEST]:
            if not isinstance(node, Term) or not _plain(node):
                break
            words.append(node)
        for number in range(len(words), 1, -1):
            name = words[:number]
            text = " ".join(word.text for word in name)
            # Phrases take long to look for: only those that are the name of something.
            ids = naming.named(self._conn, text, self._view) if naming.listed(self._conn, text) else []
            if ids:
                written = [part for word in name if (part := self._term(word, ids, alone=False)) is not None]
                every = Any((all_of(written), *map(Mentioned, ids)))
                return self._without(every, Term(text, 0, 0, phrase=True)), at + number
        return None

    def _term(self, term: Term, ids: Sequence[int] = (), *, alone: bool = True) -> Part | None:
        """Return what answers a term.

        Args:
            ids: entities that it names together with its neighbours.
            alone: whether it is to be taken for a name by itself.
        """
        term = expressions.begun(term)
        nearly: list[str] = []
        if term.fuzzy and "fuzzy" not in self._off:
            nearly = vocabulary.like(self._conn, term.text)
        forms: list[str] = []
        if term.title and expressions.inflected(term, self._off):
            forms = vocabulary.forms(self._conn, term.text)
        expression = expressions.term(term, self._off, forms=forms, nearly=nearly)
        if not expressions.words_of(term):
            return None
        if alone and "alias" not in self._off and not term.title and _may_name(term):
            ids = naming.named(self._conn, term.text, self._view)
        self._light(Leaf(term=term, nearly=frozenset(nearly), entities=frozenset(ids)))
        titles = expressions.titles(term, self._off, nearly)
        found: list[Part] = [] if expression is None else [Words(expression, titles)]
        found += self._in_language(term)
        if not alone or not ids:
            return any_of(found) or NOTHING
        return self._without(Any((*found, *map(Mentioned, ids))), term)

    def _in_language(self, term: Term) -> Iterator[Part]:
        """Yield what finds the forms of a term that are small words of other languages than theirs."""
        if term.typed:
            return
        typed = expressions.term(term, _ALONE["exact"]) if "exact" in self._off else None
        for expression, langs in expressions.in_language(term, self._off):
            own = Where(f"a.lang IN ({','.join('?' * len(langs))})", tuple(sorted(langs)))
            # To tell how often such a word stands somewhere takes longer than all else.
            part = Words(expression, weighed=False)
            yield All((part, own), () if typed is None else (Words(typed),))

    def _without(self, part: Part, name: Term) -> Part:
        """Return what finds a name by its entity too, but for articles whose best reason is off."""
        absent: list[Part] = []
        if "exact" in self._off and (exact := expressions.term(name, _ALONE["exact"])) is not None:
            absent.append(Words(exact))
        if "form" in self._off and (forms := expressions.term(name, _ALONE["form"])) is not None:
            absent.append(Words(forms))
        return All((part,), tuple(absent)) if absent else part

    def _near(self, near: Near) -> Part | None:
        forms = [
            vocabulary.forms(self._conn, term.text)
            if expressions.inflected(term, self._off) and not term.typed
            else []
            for term in near.terms
        ]
        near = replace(near, terms=tuple(map(expressions.begun, near.terms)))
        for term in near.terms:
            self._light(Leaf(term=term))
        expression = expressions.near(near, forms)
        return None if expression is None else Words(expression)

    # ------------------------------------------------------------------ fields

    def _field(self, said: Field) -> Part | None:
        match said.name:
            case "lang":
                return self._language(said)
            case "script":
                return _script(said)
            case "source":
                return self._source(said)
            case "entity":
                return self._entity(said)
            case "type":
                return self._type(said)
            case _:
                raise QueryError(f"“{said.name}” is not understood here", said.start)

    def _language(self, said: Field) -> Part | None:
        codes = [code for code in said.value.lower().replace(",", " ").split() if code]
        if not codes or any(_CODE.fullmatch(code) is None for code in codes):
            if said.typed:
                return None
            there = [row[0] for row in self._conn.execute(_LANGUAGES) if row[0]] or ["it"]
            raise QueryError(
                f"A language is told by its code: {', '.join(there)}; write lang:{there[0]}",
                said.value_start,
            )
        return Where(f"a.lang IN ({','.join('?' * len(codes))})", tuple(codes))

    def _type(self, said: Field) -> Part | None:
        """Return the articles that mention an entity of one of some types, by their first letters."""
        asked = [word for word in said.value.lower().replace(",", " ").split() if word]
        found = [[kind for kind in TYPES if kind.startswith(word)] for word in asked]
        if not found or any(len(kinds) != 1 for kinds in found):
            if said.typed:
                return None
            raise QueryError(
                f"There is no type “{said.value}”; the types are {', '.join(TYPES)}", said.value_start
            )
        wanted = facets.resolve(self._conn, [Facet("type", kinds[0]) for kinds in found], self._view)
        return any_of([Where(sql, tuple(params)) for sql, params in map(facets.has, wanted)])

    def _source(self, said: Field) -> Part:
        """Return the articles of the outlet of that name, else of those with these words in their name."""
        wanted = key(said.value.removesuffix("*"))
        known = {
            source_id: key(name) for source_id, name in self._conn.execute("SELECT id, name FROM source")
        }
        ids = [one for one, name in known.items() if name == wanted]
        if not ids or said.value.endswith("*") or said.typed:
            ids = [one for one, name in known.items() if f" {wanted}" in f" {name}"]
        if not ids and not said.typed:
            raise QueryError(
                f"No source is called “{said.value}” here; `aitui articles` tells the source of each",
                said.value_start,
            )
        return Where("a.source_id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))

    def _entity(self, said: Field) -> Part:
        found = entities.by_uid(self._conn, said.value, self._view)
        if found is None:
            found = entities.named(self._conn, said.value, self._view)
        if found is None:
            found = next(iter(naming.named(self._conn, said.value, self._view)), None)
        if found is None:
            found = next(iter(entities.find(self._conn, said.value, 1, self._view)), None)
        if found is None:
            if said.typed:
                return NOTHING
            raise QueryError(
                f"No entity is called “{said.value}” here; leave the field out to find the word itself",
                said.value_start,
            )
        self._light(
            Leaf(term=Term(said.value, said.start, said.end), entities=frozenset((found,)), said=True)
        )
        return Mentioned(found)


def any_of(parts: Sequence[Part]) -> Part | None:
    """Return what finds the articles of any part; None for none."""
    if len(parts) < 2:
        return parts[0] if parts else None
    return Any(tuple(parts))


def all_of(parts: Sequence[Part]) -> Part:
    """Return what finds the articles of every part."""
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _plain(term: Term) -> bool:
    """Tell whether a term is a word that may be a part of a name."""
    special = term.phrase or term.exact or term.fuzzy or term.title or (term.prefix and not term.typed)
    return not special


def _may_name(term: Term) -> bool:
    """Tell whether a term may be a name: a plain word, or several words in quotes as they are pasted."""
    pasted = term.phrase and not (term.exact or term.prefix) and len(expressions.words_of(term)) > 1
    return _plain(term) or (pasted and not term.title)


def _script(said: Field) -> Part | None:
    name = said.value.lower()
    name = _SCRIPT_NAMES.get(name, name)
    known = sorted((*SCRIPTS, "latin"))
    fitting = [name] if name in known else [one for one in known if one.startswith(name)]
    if len(fitting) != 1:
        if said.typed:
            return None
        raise QueryError(
            f"There is no script “{said.value}”; the scripts are {', '.join(known)}", said.value_start
        )
    if fitting == ["latin"]:
        others = sorted({lang for langs in SCRIPTS.values() for lang in langs})
        return Where(f"a.lang NOT IN ({','.join('?' * len(others))})", tuple(others))
    langs = SCRIPTS[fitting[0]]
    return Where(f"a.lang IN ({','.join('?' * len(langs))})", tuple(langs))


def _days(days: Days) -> Part:
    params = bounds(days)
    if days.name == "published":
        # What came out in a month, or may have.
        return Where(
            "coalesce(a.published_end, a.published_sort) >= ? AND a.published_sort <= ?",
            params,
        )
    if days.name == "ingested":
        return Where("substr(a.ingested_at, 1, 10) BETWEEN ? AND ?", params)
    return Where(
        f"EXISTS (SELECT 1 FROM timex x WHERE x.version_id = a.version_id AND {TOLD})",
        params,
    )


def bounds(days: Days) -> tuple[str, str]:
    """Return the first and last day of a range; a day before or after all for an open end."""
    return days.since or "0000-00-00", days.until or "9999-99-99"


# A time expression `x` that tells of days in a range, by its first and last day; an open end is no day.
TOLD = """x.kind <> 'duration' AND x.sentence_start IS NOT NULL AND coalesce(x.latest, x.earliest) >= ?
AND coalesce(x.earliest, x.latest) <= ?"""


def _figures(figures: Figures) -> Part:
    sql, params = stated(figures)
    return Where(f"EXISTS (SELECT 1 FROM claim c WHERE c.version_id = a.version_id AND {sql})", params)


def stated(figures: Figures) -> tuple[str, tuple[object, ...]]:
    """Return the condition on a claim `c` that its figure lies in a range, and its parameters."""
    parts, params = ["c.figure_start IS NOT NULL"], list[object]()
    if figures.unit is not None:
        parts.append("c.unit = ?")
        params.append(figures.unit)
    # «More than 100» is over 100, and over nothing larger.
    if figures.low is not None:
        parts.append(f"(c.high {'>' if figures.without_low else '>='} ? OR (c.high IS NULL AND c.low >= ?))")
        params += [figures.low] * 2
    if figures.high is not None:
        parts.append(f"(c.low {'<' if figures.without_high else '<='} ? OR (c.low IS NULL AND c.high <= ?))")
        params += [figures.high] * 2
    return " AND ".join(parts), tuple(params)
