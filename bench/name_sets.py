"""Pairs of names, words in two scripts, legal forms, and many names at once: how names are compared."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from aitui.analysis.naming import clusters, linking, matching
from aitui.analysis.naming.joins import Subject
from aitui.analysis.naming.legal_forms import without_form
from aitui.analysis.naming.matching import compare
from aitui.model import EntityType
from aitui.text import phonetics

Rows = Sequence[Mapping[str, str]]

_TYPES: dict[str, EntityType] = {
    "Person": "person", "Company": "organization", "Organization": "organization", "Vessel": "product",
}  # fmt: skip


@dataclass(slots=True)
class Pairs:
    """Counts of pairs judged `same`, and of those left for a person to decide.

    Attributes:
        right, wrong, missed: pairs joined rightly and wrongly, and pairs of one name that were not joined.
        asked, asked_right: pairs judged `likely`, and those of them that are one name.
        strong: STRONG pairs judged wrongly, with the reason of the judgement.
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0
    asked: int = 0
    asked_right: int = 0
    strong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def judge_pairs(rows: Rows) -> Pairs:
    """Judge the pairs of `name_pairs`."""
    total = Pairs()
    for row in rows:
        judged = compare(row["name1"], row["name2"], _TYPES.get(row["schema"]))
        same, one = judged.verdict == "same", row["is_match"] == "true"
        total.right += same and one
        total.wrong += same and not one
        total.missed += one and not same
        total.asked += judged.verdict == "likely"
        total.asked_right += judged.verdict == "likely" and one
        if same != one and row["quality"] == "STRONG":
            told = "joined" if same else "missed"
            total.strong.append(f"{told}: {row['name1']} | {row['name2']}: {judged.reason}")
    return total


# ---- Words in two scripts -------------------------------------------------------------------------------


def first_rank(rows: Rows, close: int = 60) -> float:
    """Return the share of words in another script whose Latin word comes first among all.

    Only the `close` readings nearest by letters are compared in full: a right word that is not among them
    counts as missed.
    """
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extract

    owners: dict[str, set[str]] = {}
    for row in rows:
        for reading in phonetics.readings(row["latin"]):
            owners.setdefault(reading, set()).add(row["latin"])
    keys = list(owners)
    right = 0
    for row in rows:
        near: set[str] = set()
        for reading in phonetics.readings(row["native"])[:1]:
            found = extract(reading, keys, scorer=Levenshtein.normalized_similarity, limit=close)
            near |= {latin for key, _, _ in found for latin in owners[key]}
        pinyin = linking.palladius(row["native"])
        scored = [(linking.word_similarity(row["native"], latin), latin == pinyin, latin) for latin in near]
        # Among equals a right one must not win by luck: it comes last.
        best = max(scored, key=lambda item: (item[0], item[1], item[2] != row["latin"]), default=None)
        right += best is not None and best[2] == row["latin"]
    return right / max(1, len(rows))


def joined_words(rows: Rows, pairs: int = 200_000, seed: int = 1) -> tuple[float, float]:
    """Return the share of true pairs that are joined, and false joins per 1,000 pairs drawn at random."""
    true = sum(linking.same_name(row["native"], row["latin"]) for row in rows)
    luck = random.Random(seed)
    false = drawn = 0
    while drawn < pairs:
        one, other = luck.choice(rows), luck.choice(rows)
        if one["latin"] == other["latin"] or one["native"] == other["native"]:
            continue
        drawn += 1
        false += linking.same_name(one["native"], other["latin"])
    return true / max(1, len(rows)), false * 1000 / pairs


# ---- Legal forms ----------------------------------------------------------------------------------------

_FIRM = "Neuralis"
# What only looks like a legal form must stay.
_NAMES = (
    "SE Asia Fund",
    "AG Barr",
    "AS Roma",
    "Ag Leader",
    "Inc. Magazine",
    "Company of Heroes",
    "LP Hartley",
)


@dataclass(slots=True)
class Forms:
    """Shares of forms left out, of pairs of one type with one key, and of types with one key throughout."""

    left_out: float
    pairs: float
    types: float
    eaten: int


def judge_forms(rows: Rows) -> Forms:
    """Put every form behind one name and count the names that get the same key."""
    types: dict[str, dict[str, None]] = {}
    for row in rows:
        types.setdefault(row["type"], {})[row["form"]] = None
    keys = {kind: [without_form(f"{_FIRM} {form}") for form in forms] for kind, forms in types.items()}
    several = {kind: Counter(found) for kind, found in keys.items() if len(found) > 1}
    pairs = sum(_pairs(len(keys[kind])) for kind in several)
    same = sum(_pairs(count) for found in several.values() for count in found.values())
    plain = sum(key == _FIRM.lower() for found in keys.values() for key in found)
    return Forms(
        left_out=plain / max(1, sum(map(len, keys.values()))),
        pairs=same / max(1, pairs),
        types=sum(len(found) == 1 for found in several.values()) / max(1, len(several)),
        eaten=sum(len(without_form(name).split()) < len(name.split()) for name in _NAMES),
    )


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


# ---- Many names -----------------------------------------------------------------------------------------

_CONSONANTS = (*"bdfghklmnprstvz", "sh", "ch")
_CYRILLIC = str.maketrans("abdefghiklmnoprstuvz", "абдефгхиклмнопрстувз")


def many_names(count: int, seed: int = 3) -> list[tuple[str, EntityType | None]]:
    """Make distinct names of persons in two scripts, of organisations and of places."""
    luck = random.Random(seed)

    def word() -> str:
        syllables = [
            luck.choice(_CONSONANTS) + luck.choice("aeiou") + luck.choice(("", "", "n", "r", "s", "l"))
            for _ in range(luck.randint(2, 3))
        ]
        return "".join(syllables).capitalize()

    given = [word() for _ in range(800)]
    found: dict[tuple[str, EntityType | None], None] = {}
    while len(found) < count:
        kind = luck.random()
        if kind < 0.6:
            name = f"{luck.choice(given)} {word()}"
            found[name, "person"] = None
            if luck.random() < 0.5:
                found[_cyrillic(name), "person"] = None
        elif kind < 0.9:
            tail = luck.choice(("Bank", "Systems", "Group", "Energy", "Labs", "University", "GmbH"))
            found[f"{word()} {tail}", "organization"] = None
        else:
            found[word() + word().lower(), "place"] = None
    return list(found)[:count]


def _cyrillic(name: str) -> str:
    low = name.lower().replace("sh", "ш").replace("ch", "ч")
    return low.translate(_CYRILLIC).title()


def heads(subjects: Sequence[Subject]) -> list[int]:
    """Return for each entity the number of the first one that it is one with, as a corpus joins them."""
    found = list(range(len(subjects)))

    def head(number: int) -> int:
        while found[number] != number:
            found[number] = found[found[number]]
            number = found[number]
        return number

    for pair in clusters.pairs(range(len(subjects)), subjects.__getitem__, clusters.MemoryBlocks()):
        if pair.judgement.verdict == "same":
            one, other = sorted((head(pair.one), head(pair.other)))
            found[other] = one
    return [head(number) for number in found]


def linking_seconds(names: Iterable[tuple[str, EntityType | None]]) -> float:
    """Return the CPU seconds that linking the names takes."""
    listed = list(names)
    for remembered in (phonetics.readings, phonetics.codes, without_form, matching.pair_score):
        remembered.cache_clear()
    began = time.process_time()
    heads([Subject((name,), kind) for name, kind in listed])
    return time.process_time() - began
