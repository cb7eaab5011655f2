"""The same fact, told again: claims of several articles, in any language, that state one thing.

A wrong pair is worse than a missed one, so a pair must earn its points: by the entities that both name, by
how special the figure is, by the date, by being told at the same time.  What cannot both hold, or is of
another kind (forecast and result, upper and lower bound, another unit), is never one fact.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from aitui.analysis.facts.values import agree, digits, per, same_happening, value
from aitui.model import Telling
from aitui.text import stem

# What a shared entity tells: many things happen in one place, few to one person.
_PLACE, _OTHER = 1, 2
# Points that make one fact of two claims: with several shared entities, with one, with places alone.
_SEVERAL, _SINGLE, _PLACES = 6, 7, 8
# What it adds that two articles have one sentence, word for word.
_SENTENCE = 3
# At least this part of the entities of both must be shared.
_SHARED = 0.5
# How alike two sentences in one language must be (Dice), names and numbers left aside.
_WORDS = 0.3
# Of two sentences of which one copies the other so many runs of words are the same; so long are they.
_COPIED = 0.5
_WORDS_IN_ROW, _RUN = 3, 5
# Days between two publications: one wave of news; beyond the second it is rather another story.
_WAVE, _FAR = 3, 45
# A fact is compared with so many others that share an entity and come near in value: the latest told.
_NEAR = 100
# So many tellings of a fact are looked at.
_LOOKED_AT = 6
_SIDE = {"<": "<", "<=": "<", ">": ">", ">=": ">", "=": "=", "~": "="}
# Figures that fall into one step of this scale, or into neighbouring ones, may be one when rounded.
_STEP = math.log(1.06)

Words = Callable[[Telling], frozenset[str]]
Said = Callable[[Telling], frozenset[str]]
Key = tuple[object, ...]


def facts(
    tellings: Iterable[Telling], types: Mapping[int, str], words: Words = lambda telling: frozenset()
) -> list[list[Telling]]:
    """Return the claims grouped to facts, each with its tellings in the order given.

    Args:
        tellings: oldest first, so that the first of a group is who told it first.
        types: of entities, by id; one that is missing counts like a person.
        words: what `content` returns of a claim's sentence; asked only where all else agrees.
    """
    found: list[list[Telling]] = []
    by_key: dict[Key, list[int]] = defaultdict(list)
    for telling in tellings:
        best, best_score = -1, 0
        for at in _candidates(telling, by_key):
            score = _score_with(telling, found[at], types, words)
            if score > best_score:
                best, best_score = at, score
        if best >= 0:
            found[best].append(telling)
        else:
            best = len(found)
            found.append([telling])
        for key in _keys(telling):
            for entity in telling.entities:
                near = by_key[(*key, entity)]
                if not near or near[-1] != best:
                    near.append(best)
    return found


def origins(
    tellings: Sequence[Telling],
    said: Said = lambda telling: frozenset(),
    copied: Mapping[int, int] = MappingProxyType({}),
) -> int:
    """Return how many tell a fact by themselves.

    One origin are: tellings of one source, near-copies of a text or sentence, and those that name one source.

    Args:
        tellings: of one fact.
        said: what `shingles` returns of a telling's sentence; asked only where several are in one language.
        copied: article -> the group of near-copies that it is in.
    """
    groups: list[list[Telling]] = []
    for telling in tellings:
        same = [
            group for group in groups if any(_one_origin(telling, other, said, copied) for other in group)
        ]
        groups = [group for group in groups if group not in same]
        groups.append([telling, *(other for group in same for other in group)])
    return len(groups)


def _one_origin(one: Telling, other: Telling, said: Said, copied: Mapping[int, int]) -> bool:
    """Tell whether two tellings go back to one: a source, a text that both copy, or whom both name."""
    if one.words == other.words or (one.source is not None and one.source == other.source):
        return True
    if one.speaker is not None and one.speaker == other.speaker:
        return True
    group = copied.get(one.article_id)
    if group is not None and group == copied.get(other.article_id):
        return True
    if one.lang != other.lang:
        return False
    a, b = said(one), said(other)
    return bool(a and b) and len(a & b) >= _COPIED * min(len(a), len(b))


def shingles(sentence: str) -> frozenset[str]:
    """Return the runs of three words of a sentence (of five characters in a script without blanks)."""
    words: list[str] = []
    for _, _, word in stem.words(sentence):
        words += word if stem.is_run(word) else [word]
    size = _RUN if len(words) > 2 * len(sentence.split()) else _WORDS_IN_ROW
    return frozenset(" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1)))


def content(sentence: str, lang: str) -> frozenset[str]:
    """Return the stems of a sentence that carry meaning; pairs of characters in a script without blanks.

    Names and numbers are left out, which are compared by themselves: capitals tell names, not in German.
    """
    found: set[str] = set()
    for start, _, word in stem.words(sentence):
        if stem.is_run(word):
            found.update(stem.bigrams(word))
        elif len(word) > 3 and word.isalpha() and (lang == "de" or not sentence[start].isupper()):
            found.add(stem.stem(word, lang))
    return frozenset(found)


def _keys(telling: Telling) -> list[Key]:
    """Return under what a claim is found again: unit and size of its figure, or the month it tells of."""
    if telling.unit is None:
        return [("", None if telling.earliest is None else telling.earliest // 100)]
    low, high, unit, _ = value(telling)
    number = low if low is not None else high
    step = 0 if not number else round(math.log(abs(number)) / _STEP)
    return [(unit, per(telling), step)]


def _candidates(telling: Telling, by_key: Mapping[Key, list[int]]) -> list[int]:
    """Return the facts that share an entity and come near in value, those with most in common first."""
    common: dict[int, int] = {}
    for key in _keys(telling):
        around = [key] if telling.unit is None else [(*key[:2], int(str(key[2])) + d) for d in (-1, 0, 1)]
        for entity in telling.entities:
            for one in around:
                for at in by_key.get((*one, entity), ())[-_NEAR:]:
                    common[at] = common.get(at, 0) + 1
    return sorted(common, key=lambda at: -common[at])[:_NEAR]


def _score_with(telling: Telling, fact: Sequence[Telling], types: Mapping[int, str], words: Words) -> int:
    """Return how sure it is that a claim tells a fact; 0 when it does not."""
    scores = []
    for other in fact[:_LOOKED_AT]:
        score = _score(telling, other, types)
        if score and not _alike(telling, other, words):
            score = 0
        if not score:
            return 0
        scores.append(score)
    return max(scores)


def _score(one: Telling, other: Telling, types: Mapping[int, str]) -> int:
    """Return the points of a pair; 0 when they are too few, or when the two cannot be one fact."""
    # What leaves out most pairs comes first.
    shared = set(one.entities).intersection(other.entities)
    if not shared or len(shared) < _SHARED * len(shared.union(one.entities, other.entities)):
        return 0
    if value(one).unit != value(other).unit or per(one) != per(other):
        return 0
    if one.status != other.status and not same_happening(one, other):
        return 0
    if one.article_id == other.article_id and one.start == other.start:
        return 0  # one sentence does not say the same twice
    dated = _date_points(one, other)
    valued = 0 if one.unit is None else _value_points(one, other)
    if dated is None or valued is None:
        return 0
    named = sum(_PLACE if types.get(entity) == "place" else _OTHER for entity in shared)
    alike = _measure_points(one, other)
    if alike is None:
        return 0
    points = named + valued + dated + alike + _time_points(one, other)
    points += _SENTENCE if one.words == other.words else 0
    several = _SINGLE if len(shared) == 1 else _SEVERAL
    return points if points >= (_PLACES if named == len(shared) else several) else 0


def _value_points(one: Telling, other: Telling) -> int | None:
    """Return how special a figure is that both state; None when they state different ones."""
    if _SIDE.get(one.comparator or "=") != _SIDE.get(other.comparator or "="):
        return None
    mine, theirs = value(one), value(other)
    special = []
    for a, b in ((mine.low, theirs.low), (mine.high, theirs.high)):
        if (a is None) != (b is None):
            return None
        if a is not None and b is not None:
            if not _rounds_to(a, b) and ((mine.told and theirs.told) or not agree(one, other)):
                return None
            special.append(min(digits(a), digits(b)) if mine.told and theirs.told else 1)
    points = min(3, max(special, default=0)) + (one.low != one.high and None not in (one.low, one.high))
    # Where no measure says what is counted, it stands in words that another language does not share.
    return points - (one.unit == "count" and None in (one.measured, other.measured))


def _measure_points(one: Telling, other: Telling) -> int | None:
    """Return what it adds that both measure the same of the same; None when they measure different things."""
    if one.measured is None or other.measured is None:
        return 0
    if one.measured != other.measured:
        return None
    mine, theirs = (set(telling.qualifiers) for telling in (one, other))
    if mine - theirs and theirs - mine:
        return None
    return 2 + (one.entities[0] == other.entities[0]) - len(mine ^ theirs)


def _rounds_to(a: float, b: float) -> bool:
    """Tell whether two numbers are equal, or one is the other rounded to two digits or more."""
    if a == b:
        return True
    kept = min(digits(a), digits(b))
    return kept > 1 and float(f"{a:.{kept}g}") == float(f"{b:.{kept}g}")


def _date_points(one: Telling, other: Telling) -> int | None:
    """Return what the dates add; None when they exclude each other, or say too little of a happening."""
    if one.edtf is None or other.edtf is None:
        return 0
    a, b = (one.earliest, one.latest), (other.earliest, other.latest)
    if a == b:
        exact = a[0] is not None and a[0] == a[1]
        whole_year = None not in a and str(a[0])[4:] == "0101" and str(a[1])[4:] == "1231"
        return 3 if exact else 1 if whole_year else 2
    if (a[0] or 0) > (b[1] or 99999999) or (b[0] or 0) > (a[1] or 99999999):
        return None
    return 0 if one.unit is not None else None


def _time_points(one: Telling, other: Telling) -> int:
    """Return what it adds, or takes, that two claims were published close to each other, or far apart."""
    if one.day is None or other.day is None:
        return 0
    apart = abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days)
    if apart <= _WAVE:
        return 1
    return 0 if apart <= _FAR else -2


def _alike(one: Telling, other: Telling, words: Words) -> bool:
    """Tell whether the wording allows two claims in one language to be one fact; of two, nothing is known."""
    if one.lang != other.lang or one.words == other.words:
        return True
    a, b = words(one), words(other)
    return not a or not b or 2 * len(a & b) >= _WORDS * (len(a) + len(b))
