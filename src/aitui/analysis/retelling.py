"""What two texts both state without a figure or a date, in any two languages.

Sentences share names, and words that need no translation: concepts of a small table, and words that are alike
when romanised («мультимодальность», multimodalità).  Two texts of one story also run in the same order, so a
pair that stands where the story has got to needs less to be sure than one that stands alone.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from functools import lru_cache

from aitui.analysis.facts.vocabulary import concepts
from aitui.frozen import frozen
from aitui.text import stem
from aitui.text.fold import fold

# What a key of each kind weighs beside its rarity.
_ENTITY, _VALUE, _CONCEPT, _ALIKE = 1.5, 2.0, 1.0, 0.8
# How alike two sentences are that tell the same by themselves, and where the order of the story bears it out.
_ALONE, _IN_ORDER = 0.8, 0.45
# Two texts tell one story where so many pairs that stand in order, and such a part of the shorter text, are
# so alike; texts on one subject share names and words all over, and tell nothing twice.  In one story a pair
# keeps its place within so many sentences.
_STORY_PAIRS, _STORY_PART, _STORY_ALIKE = 4, 0.3, 0.5
_OFF = 2
# What a word counts against a pair that only one of the two has.
_MISSING = 0.15
# So much weight must be shared, and so many keys; where nothing else speaks for a pair, names and words.
_WEIGHT, _KEYS, _WORDS_ALONE = 3.0, 3, 2
# Words shorter than this are alike by chance; so many letters are compared.
_LONG, _PREFIX = 6, 5

_SOUNDS = (
    ("shch", "s"), ("kh", "k"), ("ch", "k"), ("ph", "f"), ("th", "t"), ("sh", "s"), ("zh", "s"), ("ts", "s"),
    ("qu", "k"), ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i"), ("z", "s"), ("q", "k"),
)  # fmt: skip
_SOFT_C, _DOUBLE = re.compile("c(?=[eiy])"), re.compile(r"(.)\1")


@frozen
class Told:
    """What one sentence speaks of.

    Attributes:
        entities: ids of whom it names.
        values: its figures and days, equal in every language.
        words: what `words` returns of it.
    """

    entities: frozenset[int]
    values: frozenset[Hashable]
    words: frozenset[str]

    def keys(self) -> dict[Hashable, float]:
        """Return everything it speaks of, with what each weighs."""
        found: dict[Hashable, float] = dict.fromkeys(self.entities, _ENTITY)
        found.update(dict.fromkeys(self.values, _VALUE))
        found.update((word, _CONCEPT if word[0] == "=" else _ALIKE) for word in self.words)
        return found


def words(sentence: str, lang: str) -> frozenset[str]:
    """Return what a sentence says in any language: concepts (`=obstacle`), beginnings of romanised words."""
    folded = fold(sentence)
    cues = concepts(lang).cues(folded, 0, len(folded))
    found = {f"={cue.name}" for cue in cues}
    for start, end, word in stem.words(sentence):
        if len(word) < _LONG or not word.isalpha() or stem.is_run(word):
            continue
        name = sentence[start].isupper() and lang != "de"
        if not name and not any(cue.start < end and start < cue.end for cue in cues):
            found.add(_sound(word))
    return frozenset(found)


@lru_cache(maxsize=1 << 13)
def _sound(word: str) -> str:
    """Return how a word begins, in letters that languages write alike."""
    from anyascii import anyascii

    heard = anyascii(word).lower().replace("'", "")
    heard = _SOFT_C.sub("s", heard)
    for written, sound in _SOUNDS:
        heard = heard.replace(written, sound)
    return _DOUBLE.sub(r"\1", heard.replace("c", "k"))[:_PREFIX]


def retold(first: Sequence[Told], second: Sequence[Told]) -> list[tuple[int, int]]:
    """Return the sentences of two texts that tell the same, as pairs of indices, each sentence once at most.

    Args:
        first, second: the sentences of the two texts, in order.
    """
    likeness = _likeness(first, second)
    chain = [pair for pair in _chain(likeness) if likeness[pair] >= _STORY_ALIKE]
    one_story = len(chain) >= max(_STORY_PAIRS, _STORY_PART * min(len(first), len(second)))
    sure = []
    for (i, j), alike in likeness.items():
        if one_story and abs(_expected(chain, i) - j) <= _OFF:
            enough = alike >= _IN_ORDER
        else:
            named = first[i].entities & second[j].entities
            enough = alike >= _ALONE and bool(named) and len(first[i].words & second[j].words) >= _WORDS_ALONE
        if enough:
            sure.append((alike, i, j))
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    found = []
    for _, i, j in sorted(sure, key=lambda pair: (-pair[0], pair[1:])):
        if i not in taken_first and j not in taken_second:
            taken_first.add(i)
            taken_second.add(j)
            found.append((i, j))
    return sorted(found)


def _likeness(first: Sequence[Told], second: Sequence[Told]) -> dict[tuple[int, int], float]:
    """Return how alike the sentences are that share enough: 0..1."""
    sides = [[told.keys() for told in side] for side in (first, second)]
    held = [Counter(key for keys in side for key in keys) for side in sides]
    total = len(first) + len(second)
    rarity = {
        key: math.log((1 + total) / (held[0][key] + held[1][key])) for key in held[0].keys() & held[1].keys()
    }
    # What only one of them names speaks against them; words less so, which the other may put differently.
    alone = math.log(1 + total)
    own = [
        [
            sum(
                weight * (rarity[key] if key in rarity else alone * (_MISSING if weight <= _CONCEPT else 1.0))
                for key, weight in keys.items()
            )
            for keys in side
        ]
        for side in sides
    ]
    found = {}
    for i, mine in enumerate(sides[0]):
        for j, theirs in enumerate(sides[1]):
            both = mine.keys() & theirs.keys()
            if len(both) < _KEYS:
                continue
            weight = sum(mine[key] * rarity[key] for key in both)
            if weight >= _WEIGHT:
                found[i, j] = 2 * weight / (own[0][i] + own[1][j])
    return found


def _chain(likeness: dict[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Return the heaviest run of pairs in which both texts go forward."""
    pairs = sorted(likeness)
    totals: list[float] = []
    links: list[int] = []
    # A tree of maxima by the place in the second text (Fenwick): texts that repeat themselves have many.
    size = max((j for _, j in pairs), default=0) + 2
    tree: list[tuple[float, int]] = [(0.0, 1)] * size
    waiting: list[int] = []  # pairs of the sentence at hand, which do not follow each other
    for at, (i, j) in enumerate(pairs):
        if waiting and pairs[waiting[0]][0] < i:
            for done in waiting:
                place = pairs[done][1] + 1
                while place < size:
                    tree[place] = max(tree[place], (totals[done], -done))
                    place += place & -place
            waiting.clear()
        best = (0.0, 1)
        place = j
        while place > 0:
            best = max(best, tree[place])
            place -= place & -place
        totals.append(best[0] + likeness[i, j] ** 2)
        links.append(-best[1])
        waiting.append(at)
    at = max(range(len(pairs)), key=totals.__getitem__, default=-1)
    chain = []
    while at >= 0:
        chain.append(pairs[at])
        at = links[at]
    return chain[::-1]


def _expected(chain: Iterable[tuple[int, int]], sentence: int) -> float:
    """Return where the second text has got to when the first is at a sentence."""
    points = list(chain)
    before = [point for point in points if point[0] <= sentence]
    after = [point for point in points if point[0] >= sentence]
    if not before:
        return after[0][1] - (after[0][0] - sentence)
    if not after:
        return before[-1][1] + sentence - before[-1][0]
    (i, j), (k, m) = before[-1], after[0]
    return float(j) if k == i else j + (m - j) * (sentence - i) / (k - i)
