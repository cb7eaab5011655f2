"""Where words begin in a text as those begin that are looked for: most of a text need not be read.

Of a text that is knotty (`stem.knots`) nothing is told: there a word may be written in more ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import count

from aitui.text import stem

# Letters of a word by which it is found: more make no fewer places, and take longer to compile.
_LETTERS = 4
# The character before belongs to no word, or to a run.  It comes behind the letter: a regular expression
# looks for a letter five times as fast as for the border of a word.
_BEGUN = f"(?<!{stem.LETTER}.)"
# So many patterns Python may keep.
_KEPT = 64
_MADE = count(1)
# The letter that was found is of no run.
_NO_RUN = f"(?<!{stem.RUN})"


class Starts:
    """Finds each place where a word begins in one of some ways.

    What stands before is looked at here: a pattern that tells runs takes a millisecond to compile, and there
    is a new one for every word that is looked for.

    Args:
        beginnings: letters and digits as `stem.bare` has them, whatever their case or marks in the text; one
            at least.
    """

    def __init__(self, beginnings: Iterable[str]) -> None:
        rests: dict[str, list[str]] = {}
        for word in _shortest(word[:_LETTERS] for word in beginnings):
            rests.setdefault(word[0], []).append("".join(map(stem.written, word[1:])))
        firsts = {stem.written(letter): f"(?:{'|'.join(some)})" for letter, some in rests.items()}
        if len(firsts) == 1:
            ((first, rest),) = firsts.items()
            self._letters = _compiled(first + rest)
        else:
            any_first = "".join(first[1:-1] for first in firsts)
            ways = "|".join(f"(?<={first}){rest}" for first, rest in firsts.items())
            self._letters = _compiled(f"[{any_first}](?:{ways})")

    def places(self, text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
        """Yield the places in a text, or from `start` up to `end`, in order."""
        for match in self._letters.finditer(text, start, len(text) if end is None else end):
            at = match.start()
            if not at or not text[at - 1].isalnum() or stem.is_run(text[at - 1]):
                yield at


def _compiled(written: str) -> re.Pattern[str]:
    """Return what a pattern means.

    Python keeps the last 512 that were compiled, a megabyte of these, which next to nobody asks for again.
    """
    if next(_MADE) % _KEPT == 0:
        re.purge()
    return re.compile(written)


@cache
def of_classes(classes: frozenset[str]) -> re.Pattern[str]:
    """Return what finds each place where a word begins, no run, with a letter of any of some classes."""
    letters = "".join(one[1:-1] for one in sorted(classes))
    return re.compile(f"[{letters}]{_NO_RUN}{_BEGUN}")


def _shortest(words: Iterable[str]) -> list[str]:
    """Return the words that begin with no other one of them."""
    found: list[str] = []
    for word in sorted(set(words)):
        if not (found and word.startswith(found[-1])):
            found.append(word)
    return found
