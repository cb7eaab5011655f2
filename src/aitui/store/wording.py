"""A search in other words: what each part of a typed name may be called in the texts of a language.

A part is looked for as it was typed, by what its words mean there (`text/translations`), by the entity that
is called so, and by names that sound nearly so (`text/near_sounds`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from itertools import islice

from aitui.frozen import frozen, replace
from aitui.query import And, Node, Query, Term
from aitui.store import expressions, naming, vocabulary
from aitui.store.visible import VisibleMap
from aitui.text import near_sounds, sounds, stem, translations
from aitui.text.translations import LANGS, Concept

# Texts in other languages than those of the lexicon, taken together.
OTHERS = ""
# Words that say nothing beside others.
_SMALL = frozenset(
    word
    for words in (
        "the of and for in on at to a an",
        "de la le les des du d l et",
        "der die das den dem und von vom zu zur zum im für",
        "di del della dei degli delle da dal dalla e il lo gli i un una",
        "el los las y",
        "во на и из по для о об от с в до за к у",
        "的 和 与",
    )
    for word in words.split()
)
# Names that sound nearly so: as many are looked for, at least so like, none much worse than the best.
_NEAREST, _LIKE, _WORSE = 8, 0.68, 0.17
# So many names of each of two words are put together for a compound.
_JOINED = 6
# What a translation and another spelling are worth, beside the typed word.
_TRANSLATED, _SPELLED = 0.95, 0.9


@frozen
class Unit:
    """A part of what was typed that is looked for as one thing.

    Attributes:
        words: as the index has them.
        concepts: what it may be.
        name: whether it may be a name: it has a capital, or its script has none.
    """

    words: tuple[str, ...]
    concepts: tuple[Concept, ...]
    name: bool

    @property
    def text(self) -> str:
        """The words with blanks between them."""
        return " ".join(self.words)


@frozen
class Wanted:
    """How a unit may stand in a text.

    Attributes:
        typed: its own words.
        names: other names of it, each as its bare words or as a run of simplified characters.
        stems: of the words of other names in the language.
        begins: beginnings of compounds.
        sounds: words of the index under which names stand that sound so.
        entities: whose mentions count.
    """

    typed: tuple[str, ...]
    stems: frozenset[str] = frozenset()
    runs: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    sounds: frozenset[str] = frozenset()
    entities: frozenset[int] = frozenset()


@frozen
class Worded:
    """A unit in the words of a language.

    Attributes:
        ways: expressions that find it, and what each is worth.
        wanted: how it may stand in a text.
        weak: whether it is left out where it is not met: what it is called says too little alone.
    """

    ways: tuple[tuple[str, float], ...]
    wanted: Wanted
    weak: bool = False


def units(query: Query) -> list[Unit]:
    """Return the parts of the name that a search looks for; none where it is no plain search for words.

    Fields and what must be absent are no part of it.
    """
    root = query.root
    nodes: Sequence[Node] = root.parts if isinstance(root, And) else [] if root is None else [root]
    typed: list[str] = []
    capitals: list[bool] = []
    for node in nodes:
        if not isinstance(node, Term):
            continue
        if node.phrase or node.exact or node.fuzzy or node.title or node.prefix or node.typed:
            return []
        for start, end, word in stem.words(node.text):
            typed.append(node.text[start:end])
            capitals.append(node.text[start].isupper() or stem.is_run(word))
    found: list[Unit] = []
    at = 0
    for piece in translations.pieces(typed):
        words = tuple(piece.text.split())
        # Pieces of a run or of a compound stand for one typed word.
        name = capitals[min(at, len(capitals) - 1)]
        found.append(Unit(words, piece.concepts, name))
        at += piece.number
    large = [unit for unit in found if unit.concepts or unit.text not in _SMALL]
    return large or found


def named(query: Query) -> bool:
    """Tell whether a search looks like one name: its words have capitals, or it is one run of characters."""
    words = [term.text[start:end] for term in query.terms for start, end, _ in stem.words(term.text)]
    large = [word for word in words if word.lower() not in _SMALL]
    if any(map(stem.is_run, large)):
        return len(query.terms) == 1
    capitals = sum(word[0].isupper() for word in large)
    return capitals > 1 or 2 * capitals > len(large)


def worded(
    conn: sqlite3.Connection, asked: Sequence[Unit], lang: str, off: frozenset[str], view: VisibleMap
) -> list[Worded]:
    """Return what units are looked for by in the texts of a language.

    Args:
        lang: of `translations.LANGS`, or `OTHERS`.
        off: reasons that do not count.
    """
    found = [_worded(conn, unit, lang, off, view) for unit in asked]
    if "translation" in off or lang not in ("de", "zh"):
        return found
    for i in range(len(asked) - 1):
        joined = _joined(asked[i], asked[i + 1], lang)
        if not joined:
            continue
        if lang == "de":
            ways = tuple((f'"{one}" *', _TRANSLATED) for one in joined)
            more = Wanted((), begins=joined)
        else:
            ways = tuple((expressions.string([one]), _TRANSLATED) for one in joined)
            more = Wanted((), runs=joined)
        for j in (i, i + 1):
            wanted = found[j].wanted
            found[j] = replace(
                found[j],
                ways=(*found[j].ways, ("(" + " OR ".join(way for way, _ in ways) + ")", _TRANSLATED)),
                wanted=replace(
                    wanted, begins=(*wanted.begins, *more.begins), runs=(*wanted.runs, *more.runs)
                ),
            )
    return found


def _joined(one: Unit, other: Unit, lang: str) -> tuple[str, ...]:
    """Return the compounds of two units in a language."""
    before, behind = (
        [name for name in translations.names_in(unit.concepts, lang) if " " not in name][:_JOINED]
        for unit in (one, other)
    )
    if lang == "zh":
        return tuple(stem.bare(first + second) for first in before for second in behind)
    return tuple(dict.fromkeys(map(stem.bare, translations.compounds(before, behind))))


def _worded(conn: sqlite3.Connection, unit: Unit, lang: str, off: frozenset[str], view: VisibleMap) -> Worded:
    ways: list[tuple[str, float]] = []
    typed = [
        expression
        for word in unit.words
        if (expression := expressions.term(Term(word, 0, 0), off)) is not None
    ]
    if len(typed) == len(unit.words):
        ways.append((f"({' AND '.join(typed)})", 1.0))
    heard = {one for word in unit.words for part in expressions.heard(Term(word, 0, 0), off) for one in part}
    wanted = Wanted(unit.words, sounds=frozenset(heard))
    names = [] if "translation" in off or lang == OTHERS else translations.names_in(unit.concepts, lang)
    weak = bool(unit.concepts) and lang == "zh"
    if lang == "zh":
        runs = tuple(name for name in map(stem.bare, names) if len(name) > 1)
        weak = bool(names) and not runs
        strings = [f"({' AND '.join(expressions.string([part]) for part in run.split('·'))})" for run in runs]
        wanted = replace(wanted, runs=runs)
    else:
        split = [[word for _, _, word in stem.words(name)] for name in names]
        stems = [[stem.stem(word, lang) for word in words] for words in split]
        strings = [
            "(" + " AND ".join(f'("{root}" OR "{word}")' for root, word in zip(*one, strict=True)) + ")"
            for one in zip(stems, split, strict=True)
            if one[0]
        ]
        if lang == "ru":
            # «Павел» has a stem of its own, and «Павла» another one.
            strings += [
                f'"{other}"' for (word, *_) in split if (other := translations.fleeting(word)) != word
            ]
            stems += [[translations.fleeting(word) for word in words] for words in split]
        wanted = replace(wanted, stems=frozenset(one for words in (*stems, *split) for one in words))
    if strings:
        ways.append((f"({' OR '.join(strings)})", _TRANSLATED))
    if unit.name and not names and "script" not in off:
        near = _near(conn, unit, lang)
        ways += [(f'forms : "{sound}"', like * _SPELLED) for sound, like in near]
        wanted = replace(wanted, sounds=wanted.sounds | {sound for sound, _ in near})
    if "alias" not in off and unit.name and naming.listed(conn, unit.text):
        wanted = replace(wanted, entities=frozenset(naming.named(conn, unit.text, view)))
    return Worded(tuple(ways), wanted, weak)


def _near(conn: sqlite3.Connection, unit: Unit, lang: str) -> list[tuple[str, float]]:
    """Return the words of the index under which names stand that sound nearly like a unit, and how like."""
    if len(unit.words) != 1:
        return []
    (word,) = unit.words
    if stem.is_run(word) and len(word) < 2:
        return []
    wanted = sounds.scripts(word)
    if lang != OTHERS:
        own = sounds.mark(translations.script_of(lang))
        wanted = tuple(one for one in wanted if one == own)
    found = [
        one for mark in wanted for one in near_sounds.nearest(word, mark, vocabulary.heard(conn, mark, word))
    ]
    found.sort(key=lambda one: -one[1])
    return [one for one in islice(found, _NEAREST) if one[1] >= max(_LIKE, found[0][1] - _WORSE)]


__all__ = ["LANGS", "OTHERS", "Unit", "Wanted", "Worded", "units", "worded"]
