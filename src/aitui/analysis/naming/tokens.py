"""Tokens of a text as name matching sees them: letters apart from digits, Han characters apart from both.

One tokenizer serves the names of the gazetteer and the texts, so `DeepSeek-V3`, `DeepSeek V3` and
`deepseek v3` are the same sequence of tokens.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from aitui.text.fold import fold, fold_once

# Latin, Greek and Cyrillic letters; marks and soft hyphens may stand inside a word.  Explicit
# ranges, because `[^\W\d_]` would glue Han characters to the Latin name beside them.
_LETTERS = "A-Za-zªµºÀ-ÖØ-öø-ʯͰ-ͽͿ-ϿЀ-ҁҊ-ԯ\u1e00-\u1fff"
_TOKEN = re.compile(rf"([{_LETTERS}][{_LETTERS}\u0300-\u036f\u00ad]*|[0-9]+(?:\.[0-9]+)*)")
_MARKS = re.compile("[\u0300-\u036f\u00ad]")
_HAN = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ʯ]")
_CYRILLIC = re.compile("[Ѐ-ԯ]")
# What may stand between two tokens of one name.
_JOINTS = frozenset(("", " ", "-", "'", ".", "·", "&", " & ", "/", " - ", ". ", "\n", " \n", "\n "))
_OPENERS = " \t«\"“”„'‘’([*_■□▪•–—-"


# What stands behind the last token.
_END = "\n\n"
# A heading is short; a longer line is judged by its beginning.
_HEADING = 400
# So many signs of a line mostly show that it is not in capitals.
_GLANCE = 120
# The end of a sentence inside a line, which then is no heading.
_INNER_STOP = re.compile(r"[^\W\d]{3}[.!?]\s+[A-ZÀ-ÞА-Я]")


def _capital(word: str) -> bool:
    return word[0].isupper()


def has_han(text: str) -> bool:
    """Say whether the text holds Han characters or kana."""
    return _HAN.search(text) is not None


def has_latin(text: str) -> bool:
    """Say whether the text holds a Latin letter."""
    return _word_has_latin(text) if len(text) <= _LONGEST_WORD else _LATIN.search(text) is not None


def has_cyrillic(text: str) -> bool:
    """Say whether the text holds a Cyrillic letter."""
    return _word_has_cyrillic(text) if len(text) <= _LONGEST_WORD else _CYRILLIC.search(text) is not None


# Asked of every word of every name, so memoised; of words only, whose number and length have a bound.
_LONGEST_WORD = 40


@lru_cache(maxsize=1 << 14)
def _word_has_latin(word: str) -> bool:
    return _LATIN.search(word) is not None


@lru_cache(maxsize=1 << 14)
def _word_has_cyrillic(word: str) -> bool:
    return _CYRILLIC.search(word) is not None


def in_capitals(line: str) -> bool:
    """Say whether all but one in seven letters of a line are capitals, eight letters or more."""
    if sum(map(str.islower, line[:_GLANCE])) > 0.15 * len(line):
        return False
    letters = [*filter(str.isalpha, line)]
    return len(letters) >= 8 and sum(map(str.isupper, letters)) >= 0.85 * len(letters)


def _in_title_case(line: str) -> bool:
    """Say whether most longer words of a line have a capital and no sentence ends inside it."""
    words = line.split()
    longer = [word for word in words if len(word) > 3 and word[0].isalpha()]
    capital = sum(word[0].isupper() for word in longer)
    if 3 <= len(longer) <= 25 and capital >= 0.7 * len(longer) and _INNER_STOP.search(line, 4) is None:
        return True
    # «Why This Matters»
    return 3 <= len(words) <= 6 and line[-1:].isalpha() and all(map(_capital, words))


def _plain(word: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFC", word)) if _MARKS.search(word) else word


def words_of(name: str) -> list[str]:
    """Return the folded tokens of a name."""
    return [_plain(word) for word in _TOKEN.findall(fold(name))]


class Tokens:
    """The tokens of one text.

    Attributes:
        text: the text as it came.
        folded: the text folded, of the same length.
        words: folded tokens.
        starts, ends: offsets of the tokens in code points, parallel to `words`.
        capitals: indexes of the tokens that start with a capital letter, where most rules begin to look.
    """

    def __init__(self, text: str, breaks: Sequence[tuple[int, int]] = ()) -> None:
        """Split a text.

        Args:
            text: any text.
            breaks: sentences as (start, end), sorted.  A name may run over a line break only inside one.
        """
        self.text = text
        self.folded = fold_once(text)
        # Gap, token, gap, token … gap: offsets are running sums of lengths, without a match object a token.
        pieces = _TOKEN.split(self.folded)
        edges = [*accumulate(map(len, pieces))]
        self.words: list[str] = pieces[1::2]
        self.starts = edges[0:-1:2]
        self.ends = edges[1::2]
        self._gaps: list[str] = pieces[2::2]
        if self._gaps:
            self._gaps[-1] = _END
        if _MARKS.search(self.folded):
            self.words = [_plain(word) for word in self.words]
        self.capitals = [index for index, start in enumerate(self.starts) if text[start].isupper()]
        self._sentences = breaks
        self._sentence_starts = [start for start, _ in breaks]
        self._start_set = frozenset(self._sentence_starts)
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._shapes: dict[int, tuple[bool, bool]] = {}
        self._lower: frozenset[str] | None = None

    def __len__(self) -> int:
        return len(self.words)

    def surface(self, first: int, last: int) -> str:
        """Return the text from token `first` to token `last`, both included."""
        return self.text[self.starts[first] : self.ends[last]]

    def at(self, offset: int) -> int:
        """Return the index of the first token that starts at or after an offset."""
        return bisect_left(self.starts, offset)

    def gap(self, index: int) -> str:
        """Return the folded text between a token and the next; the end of the text counts as a line break."""
        return self._gaps[index] if 0 <= index < len(self._gaps) else _END

    def joined(self, index: int) -> bool:
        """Say whether a token and the next may be parts of one name."""
        if index + 1 >= len(self.words):
            return False
        gap = self._gaps[index]
        if gap == " ":
            left = self.words[index]
            right = self.words[index + 1]
            if left[0].isdigit() and len(right) == 1 and self.text[self.starts[index + 1]].islower():
                return False  # «GPT-4 o Claude» is no GPT-4o
            # «2 o 3» is no o3: a short name and its number stand together, but for «SB 1047».
            if len(left) <= 2 and left.isalpha() and right[0].isdigit():
                return len(right) >= 3 and right.isdigit() and self.all_caps(index)
            return True
        if gap not in _JOINTS:
            return False
        if gap == ". ":  # «EE. UU.», «J. D. Vance», but not the end of a sentence
            return len(self.words[index]) <= 2
        if "\n" in gap:
            return self._inside_sentence(self.ends[index], self.starts[index + 1])
        return True

    def _inside_sentence(self, start: int, end: int) -> bool:
        place = bisect_left(self._sentence_starts, end) - 1
        return place >= 0 and self._sentences[place][0] <= start and end < self._sentences[place][1]

    def glued_left(self, index: int) -> bool:
        """Say whether the token continues the one before it (`4o`, `405B`)."""
        return index > 0 and self.ends[index - 1] == self.starts[index]

    def glued_right(self, index: int) -> bool:
        """Say whether the next token continues this one."""
        return index + 1 < len(self.words) and self.starts[index + 1] == self.ends[index]

    def capital(self, index: int) -> bool:
        """Say whether the token starts with a capital letter."""
        return self.text[self.starts[index]].isupper()

    def all_caps(self, index: int) -> bool:
        """Say whether the token is written in capitals, two letters or more."""
        word = self.text[self.starts[index] : self.ends[index]]
        return len(word) > 1 and word.isupper()

    def camel(self, index: int) -> bool:
        """Say whether the token has a capital letter inside and a small one (`PitchBook`, `fDi`)."""
        word = self.text[self.starts[index] : self.ends[index]]
        return any(char.isupper() for char in word[1:]) and any(char.islower() for char in word)

    def initial(self, index: int) -> bool:
        """Say whether the token begins a sentence, line, cell or bullet, where a capital says nothing."""
        start = self.starts[index]
        if start in self._start_set:
            return True
        place = start - 1
        while place >= 0 and self.text[place] in _OPENERS:
            if self.text[place] == "\t" or place in self._start_set:
                return True
            place -= 1
        return place < 0 or self.text[place] in ".!?…:\n\r。！？：■□•▪"

    def line(self, index: int) -> tuple[int, int]:
        """Return the range of the line of a token, in code points, without its line feed."""
        place = bisect_left(self._breaks, self.starts[index])
        start = self._breaks[place - 1] + 1 if place else 0
        end = self._breaks[place] if place < len(self._breaks) else len(self.text)
        return start, end

    def heading(self, index: int) -> bool:
        """Say whether the line of the token is written in capitals only."""
        return self._shape(index)[0]

    def title_case(self, index: int) -> bool:
        """Say whether the line of the token is set like an English heading, where capitals say nothing."""
        return self._shape(index)[1]

    def _shape(self, index: int) -> tuple[bool, bool]:
        start, end = self.line(index)
        known = self._shapes.get(start)
        if known is None:
            line = self.text[start : min(end, start + _HEADING)]
            known = (in_capitals(line), end - start <= _HEADING and _in_title_case(line))
            self._shapes[start] = known
        return known

    def seen_small(self, word: str) -> bool:
        """Say whether a folded word also stands in the text with a small first letter."""
        if self._lower is None:
            text, starts = self.text, self.starts
            self._lower = frozenset(
                word for word, start in zip(self.words, starts, strict=True) if text[start].islower()
            )
        return word in self._lower
