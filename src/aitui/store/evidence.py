"""Where in a text a search is met, and why: for the sentence to show, and to light every hit."""

from __future__ import annotations

import re
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from aitui.errors import QueryError
from aitui.frozen import frozen
from aitui.query import Days, Figures, Term
from aitui.query.fields import SCRIPTS
from aitui.store import expressions, fulltext, mentions, patterns, plans
from aitui.store.plans import Leaf, Ways
from aitui.store.rows import REASONS, ArticleRow, ArticleText, Hit
from aitui.store.visible import RAW, VisibleMap
from aitui.text import sounds, stem
from aitui.text.fold import fold, key
from aitui.text.han import simplified

# Code points read for a better sentence once there is any hit, so that a very long text costs no more.
_LOOK = 200_000

# Letters of a word by which sentences are picked that may hold it.
_BEGINNING = 6

# Languages in whose texts no blank parts a name from the words beside it.
_UNSPACED = frozenset(lang for script in ("han", "kana", "hangul", "thai") for lang in SCRIPTS[script])

# Start, end and reason, as its place in `REASONS`.
Found = tuple[int, int, int]

_EXACT, _FORM, _ALIAS, _SCRIPT, _FUZZY = range(len(REASONS))


class _Stretch:
    """A part of a text, with its words once they are asked for.

    Args:
        places: where the only words stand that may be hits; None where all are to be read.
    """

    __slots__ = ("_words", "end", "lang", "places", "start", "text")

    def __init__(
        self, text: str, lang: str, start: int, end: int, places: Sequence[int] | None = None
    ) -> None:
        self.text = text
        self.lang = lang
        self.start = start
        self.end = end
        self.places = places
        self._words: list[tuple[int, int, str]] | None = None

    @property
    def words(self) -> list[tuple[int, int, str]]:
        """Start and end in the whole text, and the bare word."""
        if self._words is None and self.places is not None:
            self._words = [*stem.words_at(self.text, self.places)]
        if self._words is None:
            at = self.start
            self._words = [(at + a, at + b, word) for a, b, word in stem.words(self.text[at : self.end])]
        return self._words


class _Words:
    """Finds one term in the words of a text, the way the index found it in the article."""

    def __init__(self, term: Term, nearly: frozenset[str], off: frozenset[str]) -> None:
        self.tokens = expressions.words_of(term)
        self._prefix = term.prefix
        self._exact = "exact" not in off
        inflected = expressions.inflected(term, off)
        self._stems = expressions.stems(term) | set(self.tokens) if inflected else set[str]()
        self._sounds = {one for part in expressions.heard(term, off) for one in part}
        heard = sounds.beginnings(self._sounds)
        # What a name begins with that sounds like the word, in a script that has capitals.
        self._heard = re.compile("|".join(sorted(heard))) if heard else None
        # Whether a name in unspaced script may sound like the word.
        self.runs = any(sounds.in_runs(sound) for sound in self._sounds)
        self._nearly = nearly
        self.whole = len(self.tokens) == 1 and not stem.is_run(self.tokens[0])
        # Language -> word -> why it is a hit: the words of a corpus come again and again.
        self._known: dict[str, dict[str, int | None]] = {}

    def beginnings(self) -> set[str]:
        """Return regular expressions of how a word must begin to be a hit; none where that is not known."""
        words = {*self.tokens[:1], *self._stems, *self._nearly}
        if any(stem.is_run(word) for word in words):
            return set()
        # A stem may end in another letter than what it is the stem of.
        stems = {word[: max(1, len(word) - 1)] for word in self._stems}
        found = {word[:_BEGINNING] for word in {*self.tokens[:1], *stems, *self._nearly}}
        return {"".join(map(stem.written, word)) for word in found} | sounds.beginnings(self._sounds)

    def find(self, stretch: _Stretch) -> Iterator[Found]:
        """Yield every hit."""
        if not self.tokens:
            return
        if len(self.tokens) == 1 and not self.whole:
            if self._exact:
                yield from self._runs(stretch)
            if self._heard is None or not self._heard.search(stretch.text, stretch.start, stretch.end):
                return
        known = self._known.setdefault(stretch.lang, {})
        for start, end, word in stretch.words:
            try:
                why = known[word]
            except KeyError:
                why = known[word] = self._why(word, stretch.lang)
            if why is None and self._sounds:
                # By how it is written: a name has a capital, where there are any.
                heard = sounds.meets(self._sounds, stretch.text[start:end], stretch.lang)
                why = _SCRIPT if heard else None
            if why is not None:
                yield start, end, why
        if self._exact and len(self.tokens) > 1:
            yield from self._phrases(stretch)

    def sounds_like(self, written: str, lang: str) -> bool:
        """Tell whether a name, as it is written, sounds like the term."""
        return sounds.meets(self._sounds, written, lang)

    def _why(self, word: str, lang: str) -> int | None:
        """Return why a word alone is a hit, None where it is none."""
        if self.whole and self._exact:
            token = self.tokens[0]
            if word == token or (self._prefix and word.startswith(token)):
                return _EXACT
        if self._stems and (word in self._stems or stem.stem(word, lang) in self._stems):
            return _FORM
        if word in self._nearly:
            return _FUZZY
        return None

    def _runs(self, stretch: _Stretch) -> Iterator[Found]:
        """Yield the hits of a word of unspaced script: any part of a run."""
        token = self.tokens[0]
        text = simplified(fold(stretch.text[stretch.start : stretch.end]))
        at = text.find(token)
        while at >= 0:
            yield stretch.start + at, stretch.start + at + len(token), _EXACT
            at = text.find(token, at + len(token))

    def _phrases(self, stretch: _Stretch) -> Iterator[Found]:
        words, first = stretch.words, self.tokens[0]
        run = stem.is_run(first)
        for i in range(len(words) - len(self.tokens) + 1):
            # Most words are seen to be others at once.
            if (run or words[i][2] == first) and (span := self._at(words, i)) is not None:
                yield (*span, _EXACT)

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


@frozen
class _Sought:
    """A leaf of the search in one article: its words or pattern, and what tables tell of it."""

    leaf: Leaf
    words: _Words | None
    rows: list[Found]

    def find(self, stretch: _Stretch, *, beside: bool = False) -> list[Found]:
        """Return the hits in a stretch by start; of those that overlap the one with the best reason.

        Args:
            beside: whether it is a title given beside the text, of which the tables say nothing.
        """
        found: list[Found] = []
        if self.words is not None:
            found += self.words.find(stretch)
        if self.leaf.pattern is not None:
            sentence = stretch.text[stretch.start : stretch.end]
            try:
                for start, end in patterns.spans(patterns.compiled(self.leaf.pattern), sentence):
                    found.append((stretch.start + start, stretch.start + end, _EXACT))
            except TimeoutError:
                raise QueryError(patterns.TOO_LONG, self.leaf.start) from None
        at = len(self.rows) if beside else bisect_left(self.rows, (stretch.start,))
        while at < len(self.rows) and self.rows[at][0] < stretch.end:
            found.append(self.rows[at])
            at += 1
        return _apart(found)


def _apart(found: list[Found]) -> list[Found]:
    """Return the hits by start; of those that overlap the one with the best reason, then the longest."""
    if len(found) < 2:
        return found
    kept: list[Found] = []
    for one in sorted(found, key=lambda hit: (hit[2], hit[0] - hit[1], hit[0])):
        # Those kept are disjoint: of them only the neighbours may overlap another.
        at = bisect_left(kept, one)
        before, after = kept[at - 1 : at] if at else [], kept[at : at + 1]
        if all(other[1] <= one[0] for other in before) and all(one[1] <= other[0] for other in after):
            kept.insert(at, one)
    return kept


class Evidence:
    """Looks for the hits of one search in articles.

    Args:
        conn: the corpus.
        leaves: what is looked for.
        off: reasons that do not count.
        view: what the user's judgements change.
    """

    def __init__(
        self,
        conn: sqlite3.Connection,
        leaves: Iterable[Leaf],
        off: frozenset[str] = frozenset(),
        view: VisibleMap | None = None,
    ) -> None:
        self._conn = conn
        self._view = view or RAW
        self._off = off
        self._leaves = [
            (leaf, None if leaf.term is None or leaf.said else _Words(leaf.term, leaf.nearly, off))
            for leaf in leaves
        ]
        self._named = any(leaf.entities for leaf, _ in self._leaves)
        self._begins = _beginning([words for _, words in self._leaves])
        # Phrases need the words beside them.
        self._alone = all(words is None or words.whole for _, words in self._leaves)

    def hit(self, row: ArticleRow, text: ArticleText, score: float) -> Hit:
        """Return an article with the sentence that has most of what is looked for, for the best reasons."""
        sought = self._sought(row, text)
        line, found = (0, 0), dict[int, list[Found]]()
        whole = text.text
        places = self._places(whole)
        if places is None or places or any(one.rows for one in sought):
            line, found = self._best_sentence(row, text, places, sought)
            if not found:
                line, found = self._outside(row, text, places, sought)
        title = _Stretch(row.title, row.lang, 0, len(row.title))
        titled = {i: hits for i, one in enumerate(sought) if (hits := one.find(title, beside=True))}
        if not found and (titled or not text.sentences):
            whole, line, found = row.title, (0, len(row.title)), titled
        elif not found:
            # Found by what is not in its words, such as its language: it begins so.
            line = (text.sentences[0], text.sentences[1])
        every = {i: [*found.get(i, ()), *titled.get(i, ())] for i in {*found, *titled}}
        hit = _shown(row, score, whole, line, found, beside=whole is not text.text)
        return hit._replace(why=self._why(found), best=self._why(every))

    def _why(self, found: dict[int, list[Found]]) -> str:
        """Return the weakest reason that the hits of the leaves need."""
        reasons = [
            (leaf.ways, min((why for _, _, why in found.get(i, ())), default=None))
            for i, (leaf, _) in enumerate(self._leaves)
        ]
        return REASONS[_needed(reasons)[1]]

    def places(self, row: ArticleRow, text: ArticleText) -> list[tuple[int, int]]:
        """Return where what is looked for stands in a text, by start; its furniture is left out."""
        stretch = _Stretch(text.text, row.lang, 0, len(text.text))
        found: list[Found] = []
        for one in self._sought(row, text):
            if one.leaf.pattern is None:
                found += one.find(stretch)
                continue
            for start, end in zip(text.sentences[::2], text.sentences[1::2], strict=True):
                found += one.find(_Stretch(text.text, row.lang, start, end))
        furniture = _furniture(text)
        places: list[tuple[int, int]] = []
        for start, end, _ in sorted(found):
            if any(a <= start < b for a, b in furniture):
                continue
            if places and start < places[-1][1]:  # a phrase and a word of it are one hit
                start, end = places[-1][0], max(end, places.pop()[1])
            places.append((start, end))
        return places

    def _sought(self, row: ArticleRow, text: ArticleText) -> list[_Sought]:
        found = []
        named = mentions.of_article(self._conn, row.id, self._view) if self._named else []
        for leaf, words in self._leaves:
            rows: list[Found] = []
            if leaf.entities:
                told = (one for one in named if one.entity_id in leaf.entities)
                rows = [(one.start, one.end, _why(text.text[one.start : one.end], leaf.term)) for one in told]
                if not leaf.said:
                    rows = [one for one in rows if REASONS[one[2]] not in self._off]
            elif leaf.rows is not None:
                rows = self._told(leaf.rows, text.version_id)
            if words is not None and words.runs and row.lang in _UNSPACED:
                rows = sorted([*rows, *self._heard(words, row, text)])
            found.append(_Sought(leaf, words, rows))
        return found

    def _heard(self, words: _Words, row: ArticleRow, text: ArticleText) -> Iterator[Found]:
        """Yield the names inside runs of unspaced script that sound like a term: only mentions part them."""
        for one in mentions.stored(self._conn, row.id):
            surface = text.text[one.start : one.end]
            if one.kind != "adj" and stem.is_run(surface[:1]):
                for start, end, _ in stem.words(surface):
                    if words.sounds_like(surface[start:end], row.lang):
                        yield one.start + start, one.start + end, _SCRIPT

    def _told(self, rows: Days | Figures, version_id: int) -> list[Found]:
        """Return where the dates or figures that a field asks for stand."""
        if isinstance(rows, Figures):
            condition, params = plans.stated(rows)
            sql = f"""SELECT DISTINCT c.figure_start, c.figure_end FROM claim c
            WHERE c.version_id = ? AND {condition} ORDER BY 1"""
        elif rows.name == "event":
            params = plans.bounds(rows)
            sql = f"""SELECT x.start, x."end" FROM timex x WHERE x.version_id = ? AND {plans.TOLD}
            ORDER BY x.start"""
        else:
            return []
        return [(start, end, _EXACT) for start, end in self._conn.execute(sql, (version_id, *params))]

    def _best_sentence(
        self,
        row: ArticleRow,
        text: ArticleText,
        places: Sequence[int] | None,
        sought: Sequence[_Sought],
    ) -> tuple[tuple[int, int], dict[int, list[Found]]]:
        best, line, found = (0, 0), (0, 0), dict[int, list[Found]]()
        for stretch in self._likely(text, row.lang, places, sought):
            if found and stretch.start > _LOOK:
                break
            hits = {i: there for i, one in enumerate(sought) if (there := one.find(stretch))}
            worst = sum(min(why for _, _, why in there) for there in hits.values())
            if (len(hits), -worst) > best and hits:
                best, line, found = (len(hits), -worst), (stretch.start, stretch.end), hits
                if best == (len(sought), 0):
                    break
        return line, found

    def _places(self, text: str) -> list[int] | None:
        """Return where words begin like those looked for; None where all are to be read to know."""
        if self._begins is None or stem.is_knotty(text):
            return None
        return [match.start() for match in self._begins.finditer(text)]

    def _likely(
        self, text: ArticleText, lang: str, places: Sequence[int] | None, sought: Sequence[_Sought]
    ) -> list[_Stretch]:
        """Return the sentences that may have a hit: a word that begins like one looked for, or a row.

        Most sentences need not be read to know that they have none.
        """
        starts, ends = text.sentences[::2], text.sentences[1::2]
        if places is None:
            return [_Stretch(text.text, lang, *sentence) for sentence in zip(starts, ends, strict=True)]
        chosen: dict[int, list[int]] = {}
        for place in places:
            chosen.setdefault(bisect_right(starts, place) - 1, []).append(place)
        for one in sought:
            for start, _, _ in one.rows:
                chosen.setdefault(bisect_right(starts, start) - 1, [])
        chosen.pop(-1, None)
        return [
            _Stretch(text.text, lang, starts[one], ends[one], there if self._alone else None)
            for one, there in sorted(chosen.items())
            if not there or there[0] < ends[one]
        ]

    def _outside(
        self,
        row: ArticleRow,
        text: ArticleText,
        places: Sequence[int] | None,
        sought: Sequence[_Sought],
    ) -> tuple[tuple[int, int], dict[int, list[Found]]]:
        """Return the line of the first hit outside the sentences: in a heading or a caption."""
        whole = _Stretch(text.text, row.lang, 0, len(text.text), places if self._alone else None)
        furniture = _furniture(text)
        hits_outside = [
            hit
            for one in sought
            if one.leaf.pattern is None
            for hit in one.find(whole)
            if not any(a <= hit[0] < b for a, b in furniture)
        ]
        if not hits_outside:
            return (0, 0), {}
        at, end, _ = min(hits_outside, key=lambda hit: (hit[2], hit[0]))
        start = text.text.rfind("\n", 0, at) + 1
        stop = text.text.find("\n", end)
        line = (start, stop if stop >= 0 else len(text.text))
        stretch = _Stretch(text.text, row.lang, *line)
        return line, {i: hits for i, one in enumerate(sought) if (hits := one.find(stretch))}


def _beginning(leaves: Sequence[_Words | None]) -> re.Pattern[str] | None:
    """Return what finds words in a text that begin like one of those looked for; None where none can."""
    found: set[str] = set()
    for words in leaves:
        beginnings = set() if words is None else words.beginnings()
        if not beginnings:
            return None
        found |= beginnings
    return re.compile(f"(?<![^\\W_])(?:{'|'.join(sorted(found))})")


# How much of an alternative is there.
_WHOLE, _PARTLY, _NONE = range(3)


def _needed(reasons: Sequence[tuple[Ways, int | None]]) -> tuple[int, int]:
    """Return how much of a search is there and the weakest reason for it; of alternatives the best counts.

    Args:
        reasons: of every leaf its alternatives, those left out that are decided, and its reason, None where
            it is not there.
    """
    parts = [(_NONE, _EXACT) if why is None else (_WHOLE, why) for ways, why in reasons if not ways]
    forks: dict[int, dict[int, list[tuple[Ways, int | None]]]] = {}
    for ways, why in reasons:
        if ways:
            (fork, side), *inner = ways
            forks.setdefault(fork, {}).setdefault(side, []).append((tuple(inner), why))
    parts += [min(map(_needed, sides.values())) for sides in forks.values()]
    there = {much for much, _ in parts}
    much = there.pop() if len(there) == 1 else _PARTLY
    return much, max((why for much, why in parts if much != _NONE), default=_EXACT)


def _furniture(text: ArticleText) -> list[tuple[int, int]]:
    return [(start, end) for start, end, reason in text.boilerplate if reason in fulltext.UNSEARCHED]


def _why(surface: str, term: Term | None) -> int:
    """Return why a mention answers a typed name: it stands there so, in another form, or is another name."""
    if term is None or key(surface) == key(term.text):
        return _EXACT
    words = [word for _, _, word in stem.words(surface)]
    asked = expressions.words_of(term)
    if len(words) == len(asked) == 1:
        stems = stem.query_stems(term.text) | set(asked)
        if not stems.isdisjoint(stem.query_stems(surface) | set(words)):
            return _FORM
    return _ALIAS


def _shown(
    row: ArticleRow,
    score: float,
    whole: str,
    line: tuple[int, int],
    found: dict[int, list[Found]],
    *,
    beside: bool,
) -> Hit:
    """Return the hit with its sentence in one line, and no reason yet.

    Args:
        found: leaf -> its hits in the line.
        beside: whether the line is a title given beside the text.
    """
    every = _apart([hit for hits in found.values() for hit in hits])
    snippet, spans = _one_line(whole, line, every)
    first = min(range(len(every)), key=lambda i: (every[i][2], every[i][0]), default=None)
    start, end = (0, 0) if first is None else every[first][:2]
    if first is None and not beside:
        start = end = line[0]
    return Hit(
        row.id, row.uid, row.title, row.source, row.lang, row.published, score, snippet,
        *((0, 0) if beside else (start, end)), REASONS[_EXACT], tuple(spans),
    )  # fmt: skip


def _one_line(whole: str, line: tuple[int, int], hits: Sequence[Found]) -> tuple[str, list[tuple[int, int]]]:
    """Return a stretch with its blanks levelled, and where the hits stand in it."""
    begin, stop = line
    text = whole[begin:stop]
    if text == " ".join(text.split()):  # most often
        return text, [(start - begin, end - begin) for start, end, _ in hits]
    out: list[str] = []
    places: dict[int, int] = {}
    length = 0
    blank = True  # none at the start
    for at in range(begin, stop):
        places[at] = length
        char = whole[at]
        if not char.isspace():
            out.append(char)
            length += 1
        elif not blank:
            out.append(" ")
            length += 1
        blank = char.isspace()
    places[stop] = length
    text = "".join(out).rstrip()
    return text, [
        (min(places[start], len(text)), min(places[end - 1] + 1, len(text)))
        for start, end, _ in hits
        if start in places and end - 1 in places
    ]
