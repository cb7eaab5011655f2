"""The case that the words of a line in capitals would have elsewhere: so a tagger sees names in headings.

A word is written as the rest of the text writes it; where it stands nowhere else, small if sentences to learn
from write it small, in capitals if it is short like an acronym, else with a capital first letter.
"""

from __future__ import annotations

import re

from aitui.analysis.naming.tagger.features import ORDINARY, Lexicon
from aitui.analysis.naming.tokens import in_capitals

_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^\W\d_]+")
# A line is judged by its beginning.
_LOOKED_AT = 400
_LONGEST_ACRONYM = 3


def true_cased(text: str, lexicon: Lexicon) -> str:
    """Return a text in which lines in capitals are written like others; every character stays in its place.

    Args:
        text: any text.
        lexicon: of the model that is to read it.
    """
    lines = [match.span() for match in _LINE.finditer(text) if in_capitals(match.group()[:_LOOKED_AT])]
    if not lines:
        return text
    written = _written(text, lines)
    parts, place = [], 0
    for start, end in lines:
        parts += [
            text[place:start],
            _WORD.sub(lambda match: _cased(match[0], written, lexicon), text[start:end]),
        ]
        place = end
    return "".join([*parts, text[place:]])


def _written(text: str, lines: list[tuple[int, int]]) -> dict[str, str]:
    """Return how words are written outside some lines: small before capital: it may begin a sentence."""
    found: dict[str, str] = {}
    place = 0
    for start, end in [*lines, (len(text), len(text))]:
        for match in _WORD.finditer(text, place, start):
            word = match[0]
            low = word.lower()
            if low not in found or word == low:
                found[low] = word
        place = end
    return found


def _cased(word: str, written: dict[str, str], lexicon: Lexicon) -> str:
    low = "".join(small if len(small := char.lower()) == 1 else char for char in word)
    seen = written.get(low)
    if seen is not None and len(seen) == len(word):
        return seen
    if lexicon.listed(low) == ORDINARY:
        return low
    return word if len(word) <= _LONGEST_ACRONYM else word[0] + low[1:]
