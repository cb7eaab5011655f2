"""Whether two entities of a corpus are one: what `matching` says of their names, and what else is known.

A corpus joins by itself what this calls `same`, and a wrong join spoils what it lights, so more is asked here
than of two names alone: a single word must sound the same and be no short one, and what differs by a letter
or a word in one script is a question for the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from aitui.analysis.naming.case_forms import case_of
from aitui.analysis.naming.given_names import given_name
from aitui.analysis.naming.legal_forms import without_form
from aitui.analysis.naming.linking import (
    chinese_person,
    exact_key,
    palladius,
    romanise,
    same_name,
    word_similarity,
)
from aitui.analysis.naming.matching import Judgement, Verdict, alike, compare
from aitui.analysis.naming.tokens import has_cyrillic, has_han, has_latin, words_of
from aitui.frozen import frozen
from aitui.model import EntityType, Mention
from aitui.text.fold import strip_marks

# To be raised where the answers change: corpora then compare all their entities anew.
RULES = "3"

_APART = Judgement("apart", 0.0, "nothing in common")
# From here on every word of a name agrees; below, one is spelt in another way or missing.
_AGREES = 0.955
# How alike single words must sound to be worth a question, in two scripts and in one.
_ALIKE, _ALIKE_IN_ONE = 0.85, 0.79
# How alike words of two scripts must sound to be one, where the shorter has so many letters: a vowel of eight
# may differ (Сесилия is not Sicilia).  Of 2,000 names in Russian and in Latin letters, each with each,
# 1,477 are joined rightly and 8 wrongly so; words of four letters would be wrong one time in twenty.
_SURELY = ((8, 0.92), (5, 0.94))
_SHORT = 5
# Letters of a word that is rarely another one's misprint.
_LONG = 6
# Characters of a Chinese name that is rarely another's.
_SYLLABLES = 3
# Types that are guessed where nothing but capitals tells a name.
_GUESSED = frozenset(("person", "place", "organization"))
_NAME = re.compile(r"[^\W\d_]")
_PLURAL: dict[str, str] = {
    "person": "persons", "organization": "organizations", "place": "places", "product": "products",
    "law": "laws", "event": "events", "work": "works", "concept": "concepts",
}  # fmt: skip


@frozen
class Subject:
    """An entity as it is compared with others.

    Attributes:
        names: its names, the canonical one first; more than one only where the gazetteer knows them.
        type: its type; None where it is only guessed, which agrees with every type.
        known: whether the gazetteer knows it: what it keeps apart is apart.
        glosses: names that texts explain it by, «Justin Lin (林俊旸)».
        langs: codes of the languages that it is named in; of one that is not known.
    """

    names: tuple[str, ...]
    type: EntityType | None = None
    known: bool = False
    glosses: tuple[str, ...] = ()
    langs: frozenset[str] = frozenset()


def subject(
    names: tuple[str, ...],
    kind: EntityType,
    known: bool = False,
    glosses: tuple[str, ...] = (),
    langs: frozenset[str] = frozenset(),
) -> Subject:
    """Return an entity as it is compared; an organization by name alone is one for want of anything better.

    Args:
        names: the canonical one first.
        kind: type as the texts or the gazetteer tell it.
        known: whether the gazetteer knows it.
        glosses: names that texts explain it by.
        langs: codes of the languages that it is named in.
    """
    guessed = (
        kind == "organization"
        and not known
        and without_form(names[0]) == " ".join(map(strip_marks, words_of(names[0])))
    )
    return Subject(names, None if guessed else kind, known, glosses, langs)


def judge(one: Subject, other: Subject) -> Judgement:
    """Say whether two entities are one: `same` to join them, `likely` to ask, `apart` for everything else."""
    if one.known and other.known:
        return _APART
    for left, right in ((one, other), (other, one)):
        gloss = _glossed(left, right)
        if gloss is not None:
            # An acronym stands for many things, a name in another script for one.
            verdict: Verdict = "same" if _script(gloss) != _script(left.names[0]) else "likely"
            return Judgement(verdict, 0.99, f"a text explains one by the other: «{gloss}»")
    case = max(filter(None, (_case(one, other), _case(other, one))), key=_rank, default=None)
    if case is not None:
        return case
    differ = one.type is not None and other.type is not None and one.type != other.type
    kind = one.type or other.type
    best = _APART
    for name in one.names:
        for its in other.names:
            if _compared(name, one, its, other):
                pair = (its, name) if one.known else (name, its)
                found = _names(*pair, kind if not differ else None, one.known or other.known)
                best = max(best, found, key=_rank)
    if best.verdict == "apart":
        return best
    if differ and not (best.verdict == "same" and _whole_names(one, other)):
        if best.verdict == "likely":
            return _APART
        return Judgement("likely", best.score * 0.8, f"{best.reason}; {_a(one.type)} and {_a(other.type)}")
    told = f"; both {_PLURAL[kind]}" if one.type and other.type and kind and not differ else ""
    return Judgement(best.verdict, best.score, best.reason + told)


def _whole_names(one: Subject, other: Subject) -> bool:
    """Say whether two names are so much alike that their types, which are guessed, may differ.

    Several words that sound alike in two scripts are one thing, be it called a person in one text and a place
    in the other: «Беверли-Хиллз», Beverly Hills.
    """
    return (
        not (one.known or other.known)
        and {one.type, other.type} <= _GUESSED
        and _script(one.names[0]) != _script(other.names[0])
        and all(len(words_of(name)) > 1 for name in (one.names[0], other.names[0]))
    )


def _rank(found: Judgement) -> tuple[int, float]:
    return ("apart", "likely", "same").index(found.verdict), found.score


def _a(kind: EntityType | None) -> str:
    return f"{'an' if kind and kind[0] in 'oe' else 'a'} {kind}"


def _glossed(one: Subject, other: Subject) -> str | None:
    """Return the gloss of one that is a name of the other; a given name alone explains nobody."""
    if not one.glosses:
        return None
    names = {exact_key(name) for name in other.names}
    found = (gloss for gloss in one.glosses if exact_key(gloss) in names)
    return next((gloss for gloss in found if len(gloss) > 1 and not given_name(gloss.casefold())), None)


def _case(form: Subject, base: Subject) -> Judgement | None:
    """Return what to think of a name that is another one in a case, None where it is none.

    Both are named in one language, or the other one is known; a person by one word alone may be another.
    """
    if form.known:
        return None
    words = words_of(form.names[0])
    if form.type is not None and base.type is not None and form.type != base.type and len(words) < 2:
        return None
    for lang in sorted(form.langs if base.known else form.langs & base.langs):
        for name in base.names:
            found = _cases(words, words_of(name), lang)
            if found is None:
                continue
            asked = found == "doubtful" or (len(words) < 2 and "person" in (form.type, base.type))
            return Judgement("likely" if asked else "same", 0.85 if asked else 0.93, f"a case of «{name}»")
    return None


def _cases(ones: list[str], others: list[str], lang: str) -> str | None:
    """Compare names word by word: each is equal, or surely or perhaps a case of its fellow."""
    if len(ones) != len(others) or ones == others:
        return None
    found = [case_of(a, b, lang) for a, b in zip(ones, others, strict=True) if a != b]
    return None if None in found else "doubtful" if "doubtful" in found else "sure"


@lru_cache(maxsize=1 << 14)
def _script(name: str) -> str:
    return (
        "han" if has_han(name) else "cyrillic" if has_cyrillic(name) else "latin" if has_latin(name) else ""
    )


def _compared(left: str, one: Subject, right: str, other: Subject) -> bool:
    """Say whether two names are worth comparing.

    A gazetteer that has a name in the script of the other one, and another name than that, has answered.
    """
    if not _NAME.search(left) or not _NAME.search(right):
        return exact_key(left) == exact_key(right) != ""
    scripts = _script(left), _script(right)
    if scripts[0] == scripts[1]:
        return True
    if one.known:
        return all(_script(name) != scripts[1] for name in one.names)
    if other.known:
        return all(_script(name) != scripts[0] for name in other.names)
    return True


def _names(left: str, right: str, kind: EntityType | None, known: bool) -> Judgement:
    """Judge two names of entities whose types agree; where the gazetteer knows one, it is the right one."""
    if exact_key(left) == exact_key(right):
        return Judgement("same", 1.0, "one spelling")
    scripts = _script(left) != _script(right)
    given = left, right
    if scripts and (has_han(left) or has_han(right)):
        left, right = pinyin_of(left), pinyin_of(right)
    bare = [without_form(name) if kind in ("organization", None) else name for name in (left, right)]
    if not scripts and _two_words(*bare):
        return _APART
    one_name = same_name(left, right) or (scripts and bare != [left, right] and same_name(*bare))
    found = Judgement("same", 0.95, "one name in two scripts") if one_name else compare(left, right, kind)
    if found.verdict == "apart":
        return found
    words = [words_of(name) for name in bare]
    score = found.score
    if found.verdict == "same" and score < _AGREES and not one_name and not _slip(*words):
        found = Judgement("likely", score, found.reason)
    if len(words[0]) == len(words[1]) == 1 and not (has_han(left) or has_han(right)):
        one, other = words[0][0], words[1][0]
        likeness = word_similarity(one, other) if scripts else score
        shorter = min(len(one), len(other))
        if scripts and any(shorter >= size and likeness >= least for size, least in _SURELY):
            found, score = Judgement("same", 0.0, "one name in two scripts"), likeness * 0.95
        elif known and kind == "place" and _k_for_c(other, one):
            found, score = Judgement("same", 0.0, "one place, with c in one language and k in another"), 0.95
        elif known and kind == "place" and _k_for_c(one, other):
            # «Kolumbien» is Colombia, Columbia is another: languages with k are no measure for those with c.
            found, score = Judgement("likely", 0.0, "one word that sounds alike"), 0.7
        elif found.verdict == "likely":
            if likeness < (_ALIKE if scripts else _ALIKE_IN_ONE) or shorter < _SHORT - 1:
                return _APART
            score = likeness * 0.8
        elif not scripts and (given_name(one) or given_name(other)):
            found, score = Judgement("likely", 0.0, "a given name alone"), 0.5
        elif shorter < _SHORT:
            found, score = Judgement("likely", 0.0, "one short word that sounds alike"), 0.75
        elif scripts:
            found, score = Judgement("likely", 0.0, "one word that sounds alike"), likeness * 0.85
    elif found.verdict == "likely" and len(words[0]) != len(words[1]) and (known or min(map(len, words)) < 2):
        return _APART  # «South Sea» is no part of the South China Sea
    elif (has_han(left) or has_han(right)) and min(len(left), len(right)) < _SYLLABLES:
        # Of two characters there are many with one sound: 李伟, 李薇.
        found, score = Judgement("likely", 0.0, "one short name in two scripts"), 0.85
    shown = _in_latin(*given) if scripts else ""
    return Judgement(found.verdict, round(score, 3), found.reason + shown)


def _two_words(one: str, other: str) -> bool:
    """Say whether two single words of one script are two, which most pairs of a block are: told at once."""
    return one.isalpha() and other.isalpha() and not has_han(one + other) and not alike(one, other)


def _k_for_c(known: str, other: str) -> bool:
    """Say whether a word writes k for the c of a known one and is the same else: «Canada», «Kanada»."""
    known, other = strip_marks(known), strip_marks(other).replace("ck", "kk")
    return len(known) > 3 and "c" not in other and known.replace("c", "k") == other


def _slip(ones: list[str], others: list[str]) -> bool:
    """Say whether one long word of several differs in a letter, as in a misprint, and is not another name."""
    if len(ones) != len(others) or len(ones) < 2:
        return False
    differing = [
        pair for pair in zip(ones, others, strict=True) if strip_marks(pair[0]) != strip_marks(pair[1])
    ]
    if len(differing) != 1:
        return False
    one, other = differing[0]
    if min(len(one), len(other)) < _LONG or one[0] != other[0] or (given_name(one) and given_name(other)):
        return False
    from rapidfuzz.distance import OSA

    return bool(OSA.distance(one, other, score_cutoff=1) <= 1)


def pinyin_of(name: str) -> str:
    """Return a Chinese name in Cyrillic letters as pinyin, any other name as it is."""
    words = words_of(name)
    if not has_cyrillic(name) or not chinese_person(words):
        return name
    return " ".join(palladius(word) or word for word in words)


def _in_latin(left: str, right: str) -> str:
    """Return both names in Latin letters, for one who cannot read one of them."""
    return f": {' '.join(map(romanise, left.split()))} / {' '.join(map(romanise, right.split()))}"


# A person's name in brackets behind it: «Jack Wang (王晓鸣)», «王晓鸣（Jack Wang）».
_HAN_GLOSS = re.compile(r"\s?[(（]([\u4e00-\u9fff]{2,4})[)）]")
_LATIN_GLOSS = re.compile(r"\s?[(（]([A-Z][\w'-]+(?: [A-Z][\w'.-]*){1,2})[)）]")


def explained(text: str, mentions: Iterable[Mention]) -> Iterator[tuple[str, str]]:
    """Yield slug and name where a text itself gives an entity another name.

    Args:
        text: that the mentions are of.
        mentions: those of one text.
    """
    for mention in mentions:
        if mention.kind != "name":
            continue
        if mention.rule == "gloss" and mention.surface != mention.name:
            yield mention.entity, " ".join(mention.surface.split())
        if mention.type == "person" and mention.rule != "gazetteer":
            pattern = _LATIN_GLOSS if has_han(mention.surface) else _HAN_GLOSS
            found = pattern.match(text, mention.end)
            if found is not None:
                yield mention.entity, found[1]
