"""Where one term of a search stands in a text: the way the index found it in the article, and why."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import merge

from aitui.query import Term
from aitui.store import expressions
from aitui.store.rows import REASONS
from aitui.text import sounds, stem, word_starts
from aitui.text.fold import fold, key
from aitui.text.han import simplified

# Start, end and reason, as its place in `REASONS`.
Found = tuple[int, int, int]

EXACT, FORM, ALIAS, SCRIPT, FUZZY, TRANSLATION, PARTLY = range(len(REASONS))


class Stretch:
    """A part of a text, with its words once they are asked for."""

    __slots__ = ("_words", "end", "lang", "start", "text")

    def __init__(self, text: str, lang: str, start: int, end: int) -> None:
        self.text = text
        self.lang = lang
        self.start = start
        self.end = end
        self._words: list[tuple[int, int, str]] | None = None

    @property
    def words(self) -> list[tuple[int, int, str]]:
        """Start and end in the whole text, and the bare word."""
        if self._words is None:
            at = self.start
            self._words = [(at + a, at + b, word) for a, b, word in stem.words(self.text[at : self.end])]
        return self._words


class TermHits:
    """Finds one term in texts.

    Args:
        term: what is looked for.
        nearly: words that are nearly the same.
        off: reasons that do not count.

    Attributes:
        tokens: its words, as the index has them.
        runs: whether a name in unspaced script may sound like it.
        beginnings: how a word that is not knotty must begin to be a hit; none where that is not known.
        heard: classes of letters with which a name begins that sounds like it.
        several: whether it is several words, one behind the other.
    """

    def __init__(self, term: Term, nearly: frozenset[str], off: frozenset[str]) -> None:
        self.tokens = expressions.words_of(term)
        self._prefix = term.prefix
        self._exact = "exact" not in off
        inflected = expressions.inflected(term, off)
        self._stems = expressions.stems(term) | set(self.tokens) if inflected else set[str]()
        self._apart = expressions.apart(term, off)
        self._sounds = frozenset(one for part in expressions.heard(term, off) for one in part)
        self.heard = frozenset(sounds.beginnings(self._sounds))
        self.runs = any(sounds.in_runs(sound) for sound in self._sounds)
        self._nearly = nearly
        self._run = len(self.tokens) == 1 and stem.is_run(self.tokens[0])
        self._whole = len(self.tokens) == 1 and not self._run
        self.several = self._exact and len(self.tokens) > 1
        self.beginnings = frozenset(self._beginnings())
        # Language -> word -> why it is a hit: the words of a corpus come again and again.
        self._known: dict[str, dict[str, int | None]] = {}
        # Language -> name -> where in it something sounds like the term.
        self._heard_in: dict[str, dict[str, list[tuple[int, int]]]] = {}

    def _beginnings(self) -> set[str]:
        """Return how a word must begin to be a hit; none where that is not known."""
        words = {*self.tokens[:1], *self._stems, *self._nearly}
        if any(stem.is_run(word) for word in words):
            return set()
        # A stem may end in another letter than what it is the stem of, have «ss» in the place of «ß», and be
        # «die» of dying.
        stems = {*self._stems, *(word.replace("ss", "ß") for word in self._stems)}
        stems |= {word[:-2] + "y" for word in self._stems if word.endswith("ie")}
        return {*self.tokens[:1], *self._nearly, *(word[: max(1, len(word) - 1)] for word in stems)}

    @cached_property
    def _begin(self) -> word_starts.Starts | None:
        return word_starts.Starts(self.beginnings) if self.beginnings else None

    @property
    def picks(self) -> bool:
        """Whether `starts` knows where hits may begin."""
        return bool(self.beginnings) or self._run

    def starts(self, text: str) -> Iterator[int]:
        """Yield the places of a text that is not knotty where hits may begin, in order; others are none."""
        # Such a text has no runs: names alone may be hits of one.
        found = iter(()) if self._begin is None else self._begin.places(text)
        if not self.heard:
            return found
        names = [match.start() for match in word_starts.of_classes(self.heard).finditer(text)]
        return merge(found, names) if names else found

    def find(self, stretch: Stretch, starts: Sequence[int] | None = None) -> Iterator[Found]:
        """Yield every hit.

        Args:
            starts: those of `starts` in the stretch; None where all words are to be read.
        """
        if not self.tokens:
            return
        if self._run and starts is None:
            if self._exact:
                yield from self._runs(stretch)
            if not self.heard:
                return
            # Letters may stand in the middle of a run: only whether there are any is asked.
            if not re.compile("|".join(sorted(self.heard))).search(stretch.text, stretch.start, stretch.end):
                return
        some = stretch.words if starts is None else stem.words_at(stretch.text, starts)
        known = self._known.setdefault(stretch.lang, {})
        for start, end, word in some:
            try:
                why = known[word]
            except KeyError:
                why = known[word] = self._why(word, stretch.lang)
            if why is None and self._sounds:
                # By how it is written: a name has a capital, where there are any.
                heard = sounds.meets(self._sounds, stretch.text[start:end], stretch.lang)
                why = SCRIPT if heard else None
            if why is not None:
                yield start, end, why
        if self.several and (starts is None or starts):
            yield from self.phrases(stretch)

    def why(self, written: str, lang: str) -> int | None:
        """Return why a word of a text is a hit by itself, None where it is none."""
        why = self._why(stem.bare(written), lang)
        return SCRIPT if why is None and self.sounds_like(written, lang) else why

    def sounds_like(self, written: str, lang: str) -> bool:
        """Tell whether a name, as it is written, sounds like the term."""
        return bool(self._sounds) and sounds.meets(self._sounds, written, lang)

    def heard_in(self, name: str, lang: str) -> list[tuple[int, int]]:
        """Return start and end of the words of a name that sound like the term."""
        known = self._heard_in.setdefault(lang, {})
        if name not in known:
            words = [(0, len(name))] if stem.is_run(name) else [(a, b) for a, b, _ in stem.words(name)]
            known[name] = [(a, b) for a, b in words if sounds.meets(self._sounds, name[a:b], lang)]
        return known[name]

    def _why(self, word: str, lang: str) -> int | None:
        """Return why a word alone is a hit, None where it is none."""
        if self._whole and self._exact:
            token = self.tokens[0]
            if word == token or (self._prefix and word.startswith(token)):
                return EXACT
        if self._stems and (word in self._stems or stem.stem(word, lang) in self._stems):
            return FORM if self._counts(word, lang) else None
        if word in self._nearly:
            return FUZZY
        return None

    def _counts(self, word: str, lang: str) -> bool:
        """Tell whether a word with a stem of the term counts as a form of it in a language."""
        if word in self._apart:
            return lang in self._apart[word][0]
        root = stem.stem(word, lang)
        return word in self._stems or root not in self._apart or any(lang in one for one in self._apart[root])

    def _runs(self, stretch: Stretch) -> Iterator[Found]:
        """Yield the hits of a word of unspaced script: any part of a run."""
        token = self.tokens[0]
        text = simplified(fold(stretch.text[stretch.start : stretch.end]))
        at = text.find(token)
        while at >= 0:
            yield stretch.start + at, stretch.start + at + len(token), EXACT
            at = text.find(token, at + len(token))

    def phrases(self, stretch: Stretch) -> Iterator[Found]:
        """Yield every place where its words stand one behind the other."""
        words, first = stretch.words, self.tokens[0]
        run = stem.is_run(first)
        for i in range(len(words) - len(self.tokens) + 1):
            # Most words are seen to be others at once.
            if (run or words[i][2] == first) and (span := self._at(words, i)) is not None:
                yield (*span, EXACT)

    def _at(self, words: Sequence[tuple[int, int, str]], i: int) -> tuple[int, int] | None:
        first, last = words[i], words[i + len(self.tokens) - 1]
        start, end = first[0], last[1]
        for j, token in enumerate(self.tokens):
            word = words[i + j][2]
            if not stem.is_run(token):
                whole = j < len(self.tokens) - 1 or not self._prefix
                if word != token if whole else not word.startswith(token):
                    return None
                continue
            # A part of a run: anywhere when alone, at the end when the phrase goes on, at the start after.
            at = word.find(token) if j == 0 else (0 if word.startswith(token) else -1)
            if j < len(self.tokens) - 1 and j == 0:
                at = len(word) - len(token) if word.endswith(token) else -1
            if at < 0:
                return None
            if j == 0:
                start = first[0] + at
            if j == len(self.tokens) - 1:
                end = words[i + j][0] + at + len(token)
        return start, end


def mention_reason(surface: str, term: Term | None) -> int:
    """Return why a mention answers a typed name: it stands there so, in another form, or is another name."""
    if term is None or key(surface) == key(term.text):
        return EXACT
    words = [word for _, _, word in stem.words(surface)]
    asked = expressions.words_of(term)
    if len(words) == len(asked) == 1:
        stems = stem.query_stems(term.text) | set(asked)
        if not stems.isdisjoint(stem.query_stems(surface) | set(words)):
            return FORM
    return ALIAS


def disjoint(found: Iterable[Found]) -> list[Found]:
    """Return the hits by start; of those that overlap the one with the best reason, then the longest."""
    every = list(found)
    if len(every) < 2:
        return every
    kept: list[Found] = []
    for one in sorted(every, key=lambda hit: (hit[2], hit[0] - hit[1], hit[0])):
        # Those kept are disjoint: of them only the neighbours may overlap another.
        at = bisect_left(kept, one)
        before, after = kept[at - 1 : at] if at else [], kept[at : at + 1]
        if all(other[1] <= one[0] for other in before) and all(one[1] <= other[0] for other in after):
            kept.insert(at, one)
    return kept
