"""Near-copies: articles of one language whose bodies are one text with small changes.

Two bodies are compared that share some numbers of their sketches (`text.sketch`): how much of the shorter one
stands in the longer one, and whether the same figures and names stand between the same words; a note of the
same template with other figures is no copy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from aitui.text import sketch, stem
from aitui.text.fold import fold

# What names these rules: groups that others made are made anew.
RULES = f"1 {sketch.RULES}"

# At least this part of the runs of the shorter text stands in the longer one, ...
SHARED = 0.4
# ... which is not much longer, else it quotes the shorter one; or both begin alike and the rest is cut off.
_LENGTH, _BEGINNING, _CUT_OFF = 0.3, 12, 0.7
# No stretch that only the shorter text has takes more of it: two notes with one small print are two.
_OWN = 0.2
# Of the figures that stand between the same words, and of the names, so many may be others.
_FIGURES, _NAMES = 0.25, 0.5


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it is compared.

    Attributes:
        runs: hash of every run of words, in order.
        figures, names: (word before, word after) -> what stands between them.
    """

    runs: list[int]
    known: frozenset[int]
    figures: dict[tuple[str, str], set[str]]
    names: dict[tuple[str, str], set[str]]


def read(text: str, lang: str) -> Body:
    """Return a body as it is compared.

    Args:
        text: without furniture.
        lang: its language; capitals tell names, not in German.
    """
    runs: list[int] = sketch.runs(fold(text))[0].tolist()
    figures: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[tuple[str, str], set[str]] = defaultdict(set)
    marked: list[tuple[str, str, bool]] = []
    for start, _, word in stem.words(text):
        if stem.is_run(word):
            marked.extend((char, char, False) for char in word)
        elif any(char.isdigit() for char in word):
            marked.append(("#", word, True))
        elif lang != "de" and text[start].isupper() and _inside(text, start):
            marked.append(("@", word, True))
        else:
            marked.append((word, word, False))
    for at, (sort, word, special) in enumerate(marked):
        if special:
            before = marked[at - 1][0] if at else ""
            after = marked[at + 1][0] if at + 1 < len(marked) else ""
            (figures if sort == "#" else names)[before, after].add(word)
    return Body(runs, frozenset(runs), dict(figures), dict(names))


def _inside(text: str, start: int) -> bool:
    """Tell whether a word stands inside a sentence, where a capital means a name."""
    before = text[max(0, start - 3) : start].rstrip("«“„\"'( ")
    return bool(before) and before[-1] not in ".!?…:\n"


def shared(one: Body, other: Body) -> float:
    """Return which part of the runs of the shorter body stands in the longer one, 0..1."""
    short, long = _by_length(one, other)
    return sum(run in long.known for run in short.runs) / len(short.runs) if short.runs else 0.0


def copies(one: Body, other: Body) -> bool:
    """Tell whether one of two bodies is a near-copy of the other."""
    short, long = _by_length(one, other)
    if len(short.runs) < sketch.FEWEST:
        return False
    there = [run in long.known for run in short.runs]
    if sum(there) < SHARED * len(there) or _longest_own(there) > _OWN * len(there):
        return False
    if len(short.runs) < _LENGTH * len(long.runs) and not _begin_alike(short, long):
        return False
    return not (_differ(short.figures, long.figures, _FIGURES) or _differ(short.names, long.names, _NAMES))


def _by_length(one: Body, other: Body) -> tuple[Body, Body]:
    return (one, other) if len(one.runs) <= len(other.runs) else (other, one)


def _longest_own(there: Sequence[bool]) -> int:
    longest = length = 0
    for shared_here in there:
        length = 0 if shared_here else length + 1
        longest = max(longest, length)
    return longest


def _begin_alike(short: Body, long: Body) -> bool:
    """Tell whether the shorter body is the beginning of the longer one."""
    head = frozenset(long.runs[: len(short.runs) + _BEGINNING])
    begins = sum(run in head for run in short.runs[:_BEGINNING]) >= _BEGINNING / 2
    return begins and sum(run in head for run in short.runs) >= _CUT_OFF * len(short.runs)


def _differ(
    one: dict[tuple[str, str], set[str]], other: dict[tuple[str, str], set[str]], most: float
) -> bool:
    """Tell whether too much of what stands between the same words in both is another thing."""
    both = [(one[place], other[place]) for place in one if place in other]
    others = sum(not here & there for here, there in both)
    return others > most * len(both)
