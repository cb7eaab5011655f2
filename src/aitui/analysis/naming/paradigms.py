"""The forms of a word by case, and of several words side by side: for names whose words are all declined."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

# Nominative, genitive, dative, accusative, instrumental, locative, as pymorphy3 names them.
CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
# The forms of each case; several where an ending leaves it open.
Paradigm = tuple[frozenset[str], ...]


def paradigm(*cases: str) -> Paradigm:
    """Return a paradigm of six cases; blanks part the forms of one."""
    return tuple(frozenset(case.split()) for case in cases)


def fixed(word: str) -> Paradigm:
    """Return the paradigm of a word that stays as it is."""
    return tuple(frozenset((word,)) for _ in CASES)


def join(first: Paradigm, second: Paradigm) -> Paradigm:
    """Return the forms of both: of two declensions that an ending leaves open."""
    return tuple(one | other for one, other in zip(first, second, strict=True))


def combine(parts: Sequence[Paradigm]) -> set[str]:
    """Return every form of a name of several words, all in one case at a time."""
    return {
        " ".join(words) for case in range(len(CASES)) for words in product(*(part[case] for part in parts))
    }
