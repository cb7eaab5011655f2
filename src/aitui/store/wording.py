"""A search in other words: what each part of a typed name may be called in the texts of a language.

A part is looked for as it was typed, by what its words mean there (`text/translations`), by the entity that
is called so, and by names that sound nearly so (`text/near_sounds`).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial

from aitui.frozen import frozen, replace
from aitui.query import And, Node, Query, Term
from aitui.store import expressions, naming, vocabulary
from aitui.store.visible import VisibleMap
from aitui.text import atlas, lexemes, near_sounds, phonetics, sounds, stem, transcribing, translations
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
        "во на и из по для о об от с в до за к у фон де дю ди дель делла ла ле эль аль ван дер",
        "的 和 与",
    )
    for word in words.split()
)
# An acronym with a dot behind each letter.
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,5}")
# So many names that sound nearly so are looked for.
_NEAREST = 10
# So many other names of a thing are looked for by their sound, where its own finds nothing so like.
_PIVOTS, _PLAIN = 1, 0.8
# So many names of each of two words are put together for a compound.
_JOINED = 6
# What a translation and another spelling are worth, beside the typed word.
_TRANSLATED, _SPELLED, _UNMARKED, _ELSEWHERE = 0.95, 0.9, 0.87, 0.85
# The same sound in letters, and in characters.
_SOUNDED, _SINIFIED = 0.97, 0.9
# A part of a longer name in characters, a German noun (its capital tells nothing), what is known as other.
_INSIDE, _NOUN, _OTHERWISE = 0.8, 0.95, 0.85
# A compound that begins with it, and letters of what begins one.
_OPENED, _OPENING = 0.8, 6
_SHORTEST = 2
# Letters of a word that a case may change, and that stay.
_CASE, _ROOT = 2, 3


# What is found, and how like it is, 0..1.
Likes = list[tuple[str, float]]


@frozen
class Unit:
    """A part of what was typed that is looked for as one thing.

    Attributes:
        words: as the index has them.
        concepts: what it may be.
        name: whether it may be a name: it has a capital, or its script has none.
        compound: the typed word of which it is a part, if it is one.
        run: which run of characters it is a part of, if it is.
        lone: whether it is a character that dots set apart as a part of a name: 梅 in 特蕾莎·梅.
        alone: whether it is all that was typed.
        figure: whether it is a number or code, which stands so in every language: 12.5, F-16.
    """

    words: tuple[str, ...]
    concepts: tuple[Concept, ...]
    name: bool
    compound: str | None = None
    run: int | None = None
    lone: bool = False
    alone: bool = False
    figure: bool = False

    @property
    def text(self) -> str:
        """The words with blanks between them."""
        return " ".join(self.words)

    @property
    def sounds(self) -> bool:
        """Whether it may be a name that is written by its sound in other scripts."""
        return not self.concepts and self.may_sound

    @property
    def proper(self) -> bool:
        """Whether it is known as a name, and not as a common word alone."""
        return any(concept.proper for concept in self.concepts)

    @property
    def may_be_name(self) -> bool:
        """Whether it may be a name beside what the lexicon knows: common Chinese words are none."""
        return self.proper or not self.concepts or not stem.is_run(self.text)

    @property
    def doubtful(self) -> bool:
        """Whether it is only like what the lexicon knows: «Каталано» may be no Catalan."""
        names = (name for concept in self.concepts for names in concept.names for name in names)
        case = _CASE if phonetics.is_cyrillic(self.text) else 0
        root = self.text[: max(_ROOT, len(self.text) - case)]
        return not any(stem.bare(name).startswith(root) for name in names)

    @property
    def may_sound(self) -> bool:
        """Whether it is one word that looks like a name, be it one that the lexicon knows."""
        long = len(self.text) >= _SHORTEST or self.lone
        return self.name and self.compound is None and len(self.words) == 1 and long


@frozen
class Wanted:
    """How a unit may stand in a text.

    Attributes:
        typed: its own words.
        together: whether these count one behind the other alone.
        names: other names of it, each as its bare words or as a run of simplified characters.
        stems: of the words of other names in the language.
        begins: beginnings of compounds.
        sounds: words of the index under which names stand that sound so.
        spelled: words that sound so, where they have a capital, and runs of characters.
        entities: whose mentions count.
    """

    typed: tuple[str, ...]
    stems: frozenset[str] = frozenset()
    runs: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()
    sounds: frozenset[str] = frozenset()
    spelled: frozenset[str] = frozenset()
    entities: frozenset[int] = frozenset()
    together: bool = False


@frozen
class Worded:
    """A unit in the words of a language.

    Attributes:
        ways: expressions that find it, and what each is worth.
        spelled: words that find it where they stand with a capital, and what each is worth.
        wanted: how it may stand in a text.
        weak: whether it is left out where it is not met: what it is called says too little alone.
    """

    ways: tuple[tuple[str, float], ...]
    wanted: Wanted
    weak: bool = False
    spelled: tuple[tuple[str, float], ...] = ()

    @property
    def several(self) -> bool:
        """Whether what finds it is more than words, or some of it is likelier than the rest."""
        return bool(self.spelled or self.wanted.entities) or any(worth < _ELSEWHERE for _, worth in self.ways)

    @property
    def expression(self) -> str:
        """What any of the ways finds."""
        return "(" + " OR ".join(way for way, _ in self.ways) + ")"


def units(query: Query) -> list[Unit]:
    """Return the parts of the name that a search looks for; none where it is no plain search for words.

    Fields and what must be absent are no part of it.
    """
    root = query.root
    nodes: Sequence[Node] = root.parts if isinstance(root, And) else [] if root is None else [root]
    found: list[Unit] = []
    typed: list[str] = []
    capitals: list[bool] = []
    for node in nodes:
        if not isinstance(node, Term):
            continue
        if node.phrase or node.exact or node.fuzzy or node.title or node.prefix or node.typed:
            return []
        # «B.C.» is BC.
        text = node.text.replace(".", "") if _INITIALS.fullmatch(node.text) else node.text
        parts = list(stem.words(text))
        if _is_figure([word for _, _, word in parts]):
            found += _parted(typed, capitals)
            typed, capitals = [], []
            found.append(Unit(tuple(word for _, _, word in parts), (), False, figure=True))
            continue
        for start, end, word in parts:
            typed.append(text[start:end])
            capitals.append(text[start].isupper() or (stem.is_run(word) and len(nodes) == 1))
    found += _parted(typed, capitals)
    large = [unit for unit in found if unit.concepts or unit.text not in _SMALL] or found
    return [replace(large[0], alone=True)] if len(large) == 1 else large


def _is_figure(words: Sequence[str]) -> bool:
    """Tell whether the words of what was typed without a blank are those of a number or a code."""
    number = any(not word.isalpha() for word in words)
    says = any(word.isalpha() and (len(word) >= _SHORTEST or stem.is_run(word)) for word in words)
    return len(words) > 1 and number and not says


def _parted(typed: Sequence[str], capitals: Sequence[bool]) -> Iterator[Unit]:
    """Yield the parts of words that stand beside each other."""
    at = 0
    for piece in translations.pieces(typed):
        words = tuple(piece.text.split())
        # Pieces of a run or of a compound stand for one typed word.
        place = min(at, len(capitals) - 1)
        whole = stem.bare(typed[place])
        compound = whole if len(words) == 1 and not stem.is_run(whole) and whole != words[0] else None
        run = place if stem.is_run(whole) else None
        lone = run is not None and len(whole) == 1 and len(typed) > 1 and not piece.concepts
        yield Unit(words, piece.concepts, capitals[place], compound, run, lone)
        at += piece.number


def otherwise_parted(units: Sequence[Unit]) -> list[Unit]:
    """Return units as they may be meant too: several words each for itself, a run of characters as one name.

    Empty where there is no other way.
    """
    found: list[Unit] = []
    at = 0
    while at < len(units):
        unit = units[at]
        run = [unit]
        while at + len(run) < len(units) and unit.run is not None and units[at + len(run)].run == unit.run:
            run.append(units[at + len(run)])
        at += len(run)
        if unit.compound is not None and unit.name:  # Danewerk is no work of Danes alone
            while at < len(units) and units[at].compound == unit.compound:
                at += 1
            found.append(Unit((unit.compound,), (), unit.name))
        elif len(run) > 1 and unit.run is not None:
            whole = "".join(one.text for one in run)
            found += [Unit((whole,), (), unit.name)] if transcribing.spells(whole) else run
        elif len(unit.words) > 1 and not unit.figure:
            single = [one for word in unit.words for one in translations.pieces([word])]
            small = [Unit((one.text,), one.concepts, unit.name) for one in single]
            found += [one for one in small if one.concepts or one.text not in _SMALL]
        else:
            found.append(unit)
    return found if found != list(units) else []


def named(query: Query) -> bool:
    """Tell whether a search looks like one name: its words have capitals, or it is one run of characters."""
    words = [term.text[start:end] for term in query.terms for start, end, _ in stem.words(term.text)]
    large = [word for word in words if word.lower() not in _SMALL]
    if any(map(stem.is_run, large)):
        return len(query.terms) == 1
    # «Канадская служба переливания крови»: many languages give the first word alone a capital.
    capitals = sum(word[0].isupper() for word in large)
    return capitals > 1 or 2 * capitals > len(large) or (capitals > 0 and large[0][0].isupper())


class Near:
    """Finds what sounds nearly like typed words in a corpus, once for all languages of a script."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        self._heard: dict[tuple[str, str], Likes] = {}
        self._spelled: dict[tuple[str, str], Likes] = {}

    def heard(self, word: str, lang: str) -> Likes:
        """Return words of the index that are sounds of names, and how like each is."""
        return [one for script in _other_scripts(word, lang) for one in self._names(word, script)]

    def spelled(self, word: str, lang: str) -> Likes:
        """Return words of texts that may be names which nobody has marked, and runs of characters."""
        scripts = _other_scripts(word, lang)
        own = translations.script_of_word(word)
        if own == translations.script_of(lang) != "han":  # Krasnojarsk, Krasnoyarsk
            scripts.append(own)
        return [one for script in scripts for one in self._words(word, script)]

    def _names(self, word: str, script: str) -> Likes:
        known = self._heard.get((word, script))
        if known is None:
            names = vocabulary.heard(self.conn, script, word)
            known = self._heard[word, script] = _best(near_sounds.nearest(word, script, names), _SPELLED)
        return known

    def _words(self, word: str, script: str) -> Likes:
        known = self._spelled.get((word, script))
        if known is None:
            found = self._written(self._unmarked(word, script))
            known = self._spelled[word, script] = _best(found, _UNMARKED)
        return known

    def _written(self, found: Likes) -> Likes:
        """Return the likeliest of what the index has: it has stems too, and each two characters of a run."""
        kept: Likes = []
        for one, like in sorted(found, key=lambda pair: -pair[1]):
            if len(kept) == _NEAREST or (kept and like < kept[0][1] - near_sounds.WORSE):
                break
            if vocabulary.written(self.conn, one):
                kept.append((one, like))
        return kept

    def _unmarked(self, word: str, script: str) -> Likes:
        if script == "han":
            return near_sounds.transcribed(word, partial(vocabulary.stands, self.conn))
        if script == translations.script_of_word(word):
            starts = near_sounds.own_beginnings(word)
            return near_sounds.respelled(word, vocabulary.begun(self.conn, starts, word))
        words = vocabulary.begun(self.conn, near_sounds.beginnings(word, script), word)
        return near_sounds.spelled(word, words)


def _other_scripts(word: str, lang: str) -> list[str]:
    """Return the scripts in which texts of a language may spell a word otherwise."""
    scripts = [one for one in near_sounds.SCRIPTS if sounds.mark(one) in sounds.scripts(word)]
    if lang == OTHERS:
        return scripts
    # Chinese texts quote names in Latin letters too.
    own = ("han", "latin") if lang == "zh" else (translations.script_of(lang),)
    return [one for one in scripts if one in own]


def _best(found: Likes, worth: float) -> Likes:
    best = max((like for _, like in found), default=0.0)
    found = sorted(found, key=lambda one: -one[1])
    least = max(near_sounds.LIKE, best - near_sounds.WORSE)
    return [(one, like * worth) for one, like in found[:_NEAREST] if like >= least]


def worded(
    near: Near, asked: Sequence[Unit], lang: str, off: frozenset[str], view: VisibleMap
) -> list[Worded]:
    """Return what units are looked for by in the texts of a language.

    Args:
        lang: of `translations.LANGS`, or `OTHERS`.
        off: reasons that do not count.
    """
    found = [_worded(near, unit, lang, off, view) for unit in asked]
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


def _worded(near: Near, unit: Unit, lang: str, off: frozenset[str], view: VisibleMap) -> Worded:
    if unit.figure:
        return Worded(((expressions.string(unit.words), 1.0),), Wanted(unit.words, together=True))
    ways: list[tuple[str, float]] = []
    terms = [_term(unit, word) for word in unit.words]
    typed = [one for term in terms if (one := expressions.term(term, off | {"script"})) is not None]
    if len(typed) == len(unit.words):
        ways.append((f"({' AND '.join(typed)})", 1.0))
        if len(terms) == 1:
            ways += [(one, 1.0) for one, langs in expressions.in_language(terms[0], off) if lang in langs]
    sounding = [one for term in terms if (one := expressions.sounding(term, off)) is not None]
    if len(sounding) == len(unit.words):
        letters = lang != "zh" and not stem.is_run(unit.text)
        ways.append((f"({' AND '.join(sounding)})", _SOUNDED if letters else _SINIFIED))
    auxiliary = lexemes.auxiliary(unit.text, lang) if "form" not in off else frozenset[str]()
    if auxiliary:
        ways.append(("(" + " OR ".join(f'"{form}"' for form in sorted(auxiliary)) + ")", 1.0))
    if unit.compound and (expression := expressions.term(Term(unit.compound, 0, 0), off)) is not None:
        ways.append((expression, 1.0))
    if lang == "de" and unit.name and not stem.is_run(unit.text):
        ways.append((f'"{unit.text}s"', 1.0))  # «Miss Piggys»
    heard = {one for word in unit.words for part in expressions.heard(_term(unit, word), off) for one in part}
    whole = (unit.compound,) if unit.compound else ()
    wanted = Wanted((*unit.words, *whole), stems=auxiliary, sounds=frozenset(heard))
    translated = "translation" not in off and lang != OTHERS
    names = translations.names_in(unit.concepts, lang) if translated else []
    weak = len(unit.text) == 1 and not unit.lone
    if lang == "zh":
        runs = tuple(name for name in map(stem.bare, names) if len(name) > 1)
        weak |= bool(names) and not runs
        strings = [f"({' AND '.join(expressions.string([part]) for part in run.split('·'))})" for run in runs]
        wanted = replace(wanted, runs=runs)
    else:
        strings, stems = _strings(names, lang)
        wanted = replace(wanted, stems=wanted.stems | stems)
    if strings:
        ways.append((f"({' OR '.join(strings)})", _TRANSLATED))
    if lang == "de" and (begun := tuple(name for name in map(stem.bare, names) if _opens(name))):
        ways += [(f'"{name}" *', _OPENED) for name in begun]
        wanted = replace(wanted, begins=begun)
    if translated and unit.name:
        strings, stems = _strings(translations.names_elsewhere(unit.concepts, lang), lang)
        if strings:
            ways.append((f"({' OR '.join(strings)})", _ELSEWHERE))
            wanted = replace(wanted, stems=wanted.stems | stems)
    if unit.sounds and "script" not in off:
        found = near.heard(unit.text, lang)
        ways += [(f'forms : "{sound}"', like) for sound, like in found]
        wanted = replace(wanted, sounds=wanted.sounds | {sound for sound, _ in found})
    spelled: tuple[tuple[str, float], ...] = ()
    if translated and unit.may_sound and (unit.proper or not unit.concepts or unit.alone):
        more, stems, words = _by_atlas(unit.text, lang, _TRANSLATED if unit.sounds else _ELSEWHERE)
        ways += more
        wanted = replace(wanted, stems=wanted.stems | stems, spelled=frozenset(one for one, _ in words))
        spelled = tuple(one for one in words if not stem.is_run(one[0]))
    if "alias" not in off and unit.name and naming.listed(near.conn, unit.text):
        wanted = replace(wanted, entities=frozenset(naming.named(near.conn, unit.text, view)))
    return Worded(tuple(ways), wanted, weak, spelled)


def _term(unit: Unit, word: str) -> Term:
    """Return the term of a word: a name has its capital again, for what goes by it."""
    return Term(word.capitalize() if unit.name else word, 0, 0)


def _by_atlas(word: str, lang: str, worth: float) -> tuple[Likes, frozenset[str], Likes]:
    """Return the expressions of what else is called so, stems of its names, and names that texts have so."""
    script = translations.script_of(lang)
    own = atlas.names_in(word, script)
    if script == "han":  # Chinese texts quote names in Latin letters too
        latin = [name for name in atlas.names_in(word, "latin") if " " not in name]
        return [(_alone(run), worth) for run in own], frozenset(), [(one, worth) for one in (*own, *latin)]
    strings, stems = _strings([name for name in own if " " in name], lang)
    single = [form for name in own if " " not in name for form in atlas.cases(name, lang)]
    return [(one, worth) for one in strings], stems, [(one, worth) for one in single]


def _opens(name: str) -> bool:
    """Tell whether a German word may open a compound: Mittelmeer that of «Mittelmeerraum»."""
    return len(name) >= _OPENING and name.isalpha()


def unmarked(near: Near, unit: Unit, worded: Worded, lang: str) -> Worded:
    """Return a unit with all that sounds like it in a language, also where no text marks it as a name."""
    found = near.spelled(unit.text, lang)
    heard = near.heard(unit.text, lang)
    if max((like for _, like in (*found, *heard)), default=0.0) < _PLAIN:
        # «Август» is Augustus, and may be spelled so.
        names = translations.single_names(unit.concepts, unit.text, lang)[:_PIVOTS]
    else:
        names = []
    for name in names:
        found += [(one, like * _TRANSLATED) for one, like in near.spelled(name, lang)]
        heard += [(one, like * _TRANSLATED) for one, like in near.heard(name, lang)]
    found = [(one, like * _trust(one, unit, lang)) for one, like in found]
    found, heard = _each_once(found), _each_once(heard)
    words = tuple(found)
    ways = [(_alone(run), like * _INSIDE) for run, like in found if stem.is_run(run)]
    ways += [(f'forms : "{sound}"', like) for sound, like in heard]
    wanted = replace(
        worded.wanted,
        spelled=worded.wanted.spelled | {one for one, _ in found},
        sounds=worded.wanted.sounds | {sound for sound, _ in heard},
    )
    return replace(worded, ways=(*worded.ways, *ways), wanted=wanted, spelled=(*worded.spelled, *words))


def _trust(found: str, unit: Unit, lang: str) -> float:
    """Return how much it says that a text has a word that sounds like a unit, 0..1."""
    known = translations.is_other(found, unit.concepts, lang)
    return (_OTHERWISE if known else 1.0) * (_NOUN if lang == "de" else 1.0)


def _each_once(found: Likes) -> Likes:
    """Return each word once, as like as it is at most."""
    best: dict[str, float] = {}
    for one, like in found:
        best[one] = max(like, best.get(one, 0.0))
    return [*best.items()]


def _alone(run: str) -> str:
    """Return the expression of a run of characters that is no part of a longer name: 俄罗, but not 俄罗斯."""
    longer = [expressions.string([name]) for name in translations.longer_runs(run)]
    own = expressions.string([run])
    return f"({own} NOT ({' OR '.join(longer)}))" if longer else own


def _strings(names: Sequence[str], lang: str) -> tuple[list[str], frozenset[str]]:
    """Return the expressions of names in letters, and what their words are in the index."""
    split = [words for name in names if (words := [word for _, _, word in stem.words(name)])]
    stems = [[{word, *translations.stems(word, lang)} for word in words] for words in split]
    any_form = [
        ["(" + " OR ".join(f'"{one}"' for one in sorted(forms)) + ")" for forms in words] for words in stems
    ]
    strings = [f"({' AND '.join(words)})" for words in any_form]
    return strings, frozenset(one for words in stems for forms in words for one in forms)


__all__ = ["LANGS", "OTHERS", "Near", "Unit", "Wanted", "Worded", "named", "units", "worded"]
