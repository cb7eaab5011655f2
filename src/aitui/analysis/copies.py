"""Near-copies: articles of one language whose bodies are one text with small changes.

Two bodies are compared that share some numbers of their sketches (`text.sketch`): how much of the shorter one
stands in the longer one, and whether the same figures and names stand between the same words; a note of the
same template with other figures is no copy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from aitui.text import sketch, stem
from aitui.text.fold import fold

# What names these rules: groups that others made are made anew.
RULES = f"2 {sketch.RULES}"

# At least this part of the runs of the shorter text stands in the longer one, ...
SHARED = 0.3
# ... which is not much longer, else it quotes the shorter one; or both begin alike and the rest is cut off.
_LENGTH, _BEGINNING, _CUT_OFF = 0.3, 12, 0.7
# No stretch that only the shorter text has takes more of it: two notes with one small print are two.
_OWN = 0.2
# Of the figures that stand between the same words, and of the names, so many may be others.
_FIGURES, _NAMES = 0.25, 0.5

# What stands for any figure and any name where only the words around them are compared.
_FIGURE, _NAME = "#", "@"

# (word before, word after) -> what stands between them.
Places = dict[tuple[str, str], set[str]]


class Body:
    """A body as it is compared.

    Args:
        text: without furniture.
        lang: its language; capitals tell names, not in German.
    """

    def __init__(self, text: str, lang: str) -> None:
        self._text, self._lang = text, lang
        # Hash of every run of words, in order.
        self.runs: list[int] = sketch.runs(fold(text))[0].tolist()
        self.known = frozenset(self.runs)

    @cached_property
    def special(self) -> tuple[Places, Places]:
        """What stands between which words: figures, and names.  Read only where the runs speak for a copy."""
        found: tuple[Places, Places] = (defaultdict(set), defaultdict(set))
        marked: list[tuple[str, str]] = []
        for start, _, word in stem.words(self._text):
            if stem.is_run(word):
                marked.extend((char, "") for char in word)
            elif not word.isalpha() and any(map(str.isdigit, word)):
                marked.append((_FIGURE, word))
            elif self._lang != "de" and self._text[start].isupper() and _inside(self._text, start):
                marked.append((_NAME, word))
            else:
                marked.append((word, ""))
        for at, (sort, word) in enumerate(marked):
            if word:
                before = marked[at - 1][0] if at else ""
                after = marked[at + 1][0] if at + 1 < len(marked) else ""
                found[sort == _NAME][before, after].add(word)
        return found


def _inside(text: str, start: int) -> bool:
    """Tell whether a word stands inside a sentence, where a capital means a name."""
    before = text[max(0, start - 3) : start].rstrip("«“„\"'( ")
    return bool(before) and before[-1] not in ".!?…:\n"


def copies(one: Body, other: Body) -> bool:
    """Tell whether one of two bodies is a near-copy of the other."""
    short, long = (one, other) if len(one.runs) <= len(other.runs) else (other, one)
    number = len(short.runs)
    if number < sketch.FEWEST:
        return False
    there = [run in long.known for run in short.runs]
    if sum(there) < SHARED * number or _longest_own(there) > _OWN * number:
        return False
    if number < _LENGTH * len(long.runs) and not _begins(short, long):
        return False
    both = zip(short.special, long.special, (_FIGURES, _NAMES), strict=True)
    return not any(_differ(here, elsewhere, most) for here, elsewhere, most in both)


def _longest_own(there: Sequence[bool]) -> int:
    longest = length = 0
    for shared in there:
        length = 0 if shared else length + 1
        longest = max(longest, length)
    return longest


def _begins(short: Body, long: Body) -> bool:
    """Tell whether a body is the beginning of a longer one."""
    head = frozenset(long.runs[: len(short.runs) + _BEGINNING])
    there = [run in head for run in short.runs]
    return sum(there[:_BEGINNING]) >= _BEGINNING / 2 and sum(there) >= _CUT_OFF * len(there)


def _differ(one: Places, other: Places, most: float) -> bool:
    """Tell whether too much of what stands between the same words in both is another thing."""
    both = [(one[place], other[place]) for place in one if place in other]
    others = sum(not here & there for here, there in both)
    return others > most * len(both)
