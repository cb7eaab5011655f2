"""Where in a text a search is met, and why: for the sentence to show, and to light every hit."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import merge

from aitui.errors import QueryError
from aitui.query import Days, Figures
from aitui.query.fields import SCRIPTS
from aitui.store import articles, fulltext, mentions, patterns, plans, sentence_spans
from aitui.store.plans import Leaf, Ways
from aitui.store.rows import REASONS, ArticleRow, Hit, MentionRow
from aitui.store.snippets import shown
from aitui.store.term_hits import (
    EXACT,
    FORM,
    PARTLY,
    SCRIPT,
    Found,
    Stretch,
    TermHits,
    disjoint,
    mention_reason,
)
from aitui.store.visible import RAW, VisibleMap
from aitui.text import stem, word_starts

# Code points read for a better sentence once there is any hit, so that a very long text costs no more.
_LOOK = 200_000

# Languages in whose texts no blank parts a name from the words beside it.
_UNSPACED = frozenset(lang for script in ("han", "kana", "hangul", "thai") for lang in SCRIPTS[script])

# The leaves that a word is a hit of, each with the reason; `_BEGINS` where it is the first of several words.
_Reasons = tuple[tuple[int, int], ...]
_BEGINS = -1
# Start and end of a word, and what it is a hit of.
_Word = tuple[int, int, _Reasons]
_ALL, _BEGUN, _NAMES = range(3)


class _Read:
    """An article whose text is looked through; what lies beside the text is read once it is asked for.

    Attributes:
        outside: whether there may be hits outside its sentences.
    """

    def __init__(
        self, conn: sqlite3.Connection, row: ArticleRow, version_id: int, text: str, spans: str | None
    ) -> None:
        self._conn = conn
        self._spans = spans
        self._edges: list[int] | None = None
        self._knots: int | None = None
        self.row = row
        self.version_id = version_id
        self.text = text
        self.outside = False

    @property
    def knots(self) -> int:
        """How far its words are written as `_Scan` knows."""
        if self._knots is None:
            self._knots = stem.knots(self.text)
        return self._knots

    @property
    def edges(self) -> list[int]:
        """Start and end of its sentences by turns, sorted."""
        if self._edges is None:
            self._edges = sentence_spans.edges(self._spans)
        return self._edges

    @property
    def sentences(self) -> list[tuple[int, int]]:
        """Start and end, sorted."""
        return sentence_spans.pairs(self.edges)

    @cached_property
    def furniture(self) -> list[tuple[int, int]]:
        """Start and end of what is not searched."""
        told = articles.furniture(self._conn, self.version_id)
        return [(start, end) for start, end, reason in told if reason in fulltext.UNSEARCHED]

    def stretch(self, start: int, end: int) -> Stretch:
        return Stretch(self.text, self.row.lang, start, end)

    def sentence_at(self, place: int) -> tuple[int, int] | None:
        """Return the sentence in which a place lies."""
        edges = self.edges
        at = bisect_right(edges, place)
        return (edges[at - 1], edges[at]) if at % 2 else None


class _Scan:
    """Finds the words of a search in texts that are not knotty: those of all leaves in one go.

    Args:
        words: of the leaves that have any, by their numbers; each picks.
    """

    def __init__(self, words: dict[int, TermHits]) -> None:
        self._leaves = words
        begin = frozenset[str]().union(*(one.beginnings for one in words.values()))
        heard = frozenset[str]().union(*(one.heard for one in words.values()))
        self._begin = word_starts.Starts(begin) if begin else None
        self._names = word_starts.of_classes(heard) if heard else None
        # Beside runs only words are known that are none.
        self._beside_runs = all(one.beginnings for one in words.values())
        # A text of pure ASCII is most often seen at once to have no name of another script.
        self._in_ascii = self._names is not None and self._names.match("A") is not None
        # Language, and whether names alone are looked for -> word as written -> what it is a hit of.  Words
        # of a corpus come again and again.
        self._known: dict[tuple[str, bool], dict[str, _Reasons]] = {}

    def reads(self, knots: int) -> bool:
        """Tell whether texts of a kind can be looked through (`stem.knots`)."""
        return knots == stem.PLAIN or (knots == stem.WITH_RUNS and self._beside_runs)

    def words(
        self, text: str, lang: str, knots: int, line: tuple[int, int] | None = None, *, which: int = _ALL
    ) -> Iterator[_Word]:
        """Yield the words of a text, or of a line of it, that are hits, or begin some, in order.

        Args:
            which: all, those that begin like what was typed, or names of another script that may sound so.
        """
        # A name that only sounds so is no form of a word: that need not be told again.
        reasons_of = self._reasons_heard if which == _NAMES else self._reasons
        known = self._known.setdefault((lang, which == _NAMES), {})
        match_at = stem.plain_words(runs=knots == stem.WITH_RUNS).match
        for place in self._places(text, *(line or (0, len(text))), which):
            match = match_at(text, place)
            if match is None:
                continue
            written = match[0]
            try:
                reasons = known[written]
            except KeyError:
                reasons = known[written] = tuple(reasons_of(written, lang))
            if reasons:
                yield place, match.end(), reasons

    def _places(self, text: str, start: int, end: int, which: int) -> Iterable[int]:
        begun: Iterator[int] = iter(())
        if self._begin is not None and which != _NAMES:
            begun = self._begin.places(text, start, end)
        if self._names is not None and which != _BEGUN and (self._in_ascii or not text.isascii()):
            named = [match.start() for match in self._names.finditer(text, start, end)]
            return sorted({*named, *begun}) if named else begun
        return begun

    def _reasons(self, written: str, lang: str) -> Iterator[tuple[int, int]]:
        word = stem.bare(written)
        for i, one in self._leaves.items():
            if one.several and word == one.tokens[0]:
                yield i, _BEGINS
            if (why := one.why(written, lang)) is not None:
                yield i, why

    def _reasons_heard(self, written: str, lang: str) -> Iterator[tuple[int, int]]:
        for i, one in self._leaves.items():
            if one.sounds_like(written, lang):
                yield i, SCRIPT

    def hits(self, stretch: Stretch, words: Iterable[_Word]) -> dict[int, list[Found]]:
        """Return the hits of each leaf in a stretch, by its words."""
        found: dict[int, list[Found]] = {}
        begun: dict[int, None] = {}
        for start, end, reasons in words:
            for i, why in reasons:
                if why != _BEGINS:
                    found.setdefault(i, []).append((start, end, why))
                else:
                    begun[i] = None
        for i in begun:
            if phrases := [*self._leaves[i].phrases(stretch)]:
                found.setdefault(i, []).extend(phrases)
        return found


class _Sought:
    """A leaf of the search in one article.

    Args:
        words: what finds its term, None where it has none.
        rows: hits that stand in tables, by start.
    """

    def __init__(self, leaf: Leaf, words: TermHits | None, rows: list[Found]) -> None:
        self.leaf = leaf
        self.rows = rows
        self._words = words
        # Whether hits can be anywhere in a text, as far as `starts` tells.
        self.anywhere = leaf.pattern is not None or (words is not None and not words.picks)

    def starts(self, text: str) -> Iterator[int]:
        """Yield the places of a text that is not knotty where words may be hits; not where `anywhere`."""
        return iter(()) if self._words is None else self._words.starts(text)

    def told(self, start: int, end: int) -> list[Found]:
        """Return the hits in a stretch that stand in tables."""
        if not self.rows:
            return []
        return self.rows[bisect_left(self.rows, (start,)) : bisect_left(self.rows, (end,))]

    def find(
        self, stretch: Stretch, starts: Sequence[int] | None = None, *, beside: bool = False
    ) -> list[Found]:
        """Return the hits in a stretch, by start; of those that overlap the one with the best reason.

        Args:
            starts: of its words that may be hits; None where all are to be read.
            beside: whether it is a title given beside the text, of which the tables say nothing.
        """
        found: list[Found] = []
        if self._words is not None and (starts is None or starts):
            found += self._words.find(stretch, starts)
        if self.leaf.pattern is not None:
            sentence = stretch.text[stretch.start : stretch.end]
            try:
                for start, end in patterns.spans(patterns.compiled(self.leaf.pattern), sentence):
                    found.append((stretch.start + start, stretch.start + end, EXACT))
            except TimeoutError:
                raise QueryError(patterns.TOO_LONG, self.leaf.start) from None
        if not beside:
            found += self.told(stretch.start, stretch.end)
        return disjoint(found)


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
            (leaf, None if leaf.term is None or leaf.said else TermHits(leaf.term, leaf.nearly, off))
            for leaf in leaves
        ]
        self._named = any(leaf.entities for leaf, _ in self._leaves)
        self._runs = any(one is not None and one.runs for _, one in self._leaves)
        self._told_of = any(leaf.rows is not None for leaf, _ in self._leaves)
        # What is looked for in an article of whose hits no table tells.
        self._untold = [_Sought(leaf, words, []) for leaf, words in self._leaves]
        # The articles that are read, and the mentions of each once they are asked for.
        self._ids: Sequence[int] = ()
        self._mentions: dict[int, list[MentionRow]] | None = None
        words = {i: one for i, (_, one) in enumerate(self._leaves) if one is not None}
        everywhere = any(leaf.pattern is not None for leaf, _ in self._leaves)
        picks = not everywhere and all(one.picks for one in words.values())
        self._scan = _Scan(words) if picks else None

    def hits(self, scores: dict[int, float]) -> Iterator[Hit]:
        """Yield the articles that are there, each with the sentence that has most of what is looked for.

        Args:
            scores: of the articles, in the order of the hits.
        """
        self._ids, self._mentions = list(scores), None
        for read in articles.bodies(self._conn, self._ids):
            yield self._hit(_Read(self._conn, *read), scores[read[0].id])

    def places(self, article_id: int) -> list[tuple[int, int]] | None:
        """Return where what is looked for stands in a text, by start; its furniture is left out.

        None for an article that is gone.
        """
        self._ids, self._mentions = [article_id], None
        for read in articles.bodies(self._conn, self._ids):
            return self._lit(_Read(self._conn, *read))
        return None

    def _mentions_of(self, article_id: int) -> list[MentionRow]:
        """Return the mentions of an article that is read; those of all are read with the first."""
        if self._mentions is None:
            langs = None if self._named else _UNSPACED
            self._mentions = mentions.stored_of(self._conn, self._ids, langs)
        return self._mentions.get(article_id, [])

    def _lit(self, read: _Read) -> list[tuple[int, int]]:
        whole = read.stretch(0, len(read.text))
        found: list[Found] = []
        for one in self._sought(read):
            if one.leaf.pattern is None:
                found += one.find(whole, self._starts_in(one, read))
                continue
            for start, end in read.sentences:
                found += one.find(read.stretch(start, end))
        places: list[tuple[int, int]] = []
        for start, end, _ in sorted(found):
            if any(a <= start < b for a, b in read.furniture):
                continue
            if places and start < places[-1][1]:  # a phrase and a word of it are one hit
                start, end = places[-1][0], max(end, places.pop()[1])
            places.append((start, end))
        return places

    def _hit(self, read: _Read, score: float) -> Hit:
        """Return an article with the sentence that has most of what is looked for, for the best reasons."""
        row, sought = read.row, self._sought(read)
        whole = read.text
        line, found = self._best_sentence(read, sought)
        if not found and read.outside:
            line, found = self._outside(read, sought)
        titled = {} if _is_best(found, sought) else self._titled(row, sought)
        if not found and (titled or not read.edges):
            whole, line, found = row.title, (0, len(row.title)), titled
        elif not found:
            # Found by what is not in its words, such as its language: it begins so.
            line = read.edges[0], read.edges[1]
        needed = best = self._why(found)
        if titled:
            best = self._why({i: [*found.get(i, ()), *titled.get(i, ())] for i in {*found, *titled}})
        there = (
            disjoint(hit for hits in found.values() for hit in hits) if len(sought) > 1 else found.get(0, [])
        )
        return shown(row, score, whole, line, there, (needed, best), beside=whole is not read.text)

    def _why(self, found: dict[int, list[Found]]) -> int:
        """Return the weakest reason that the hits of the leaves need."""
        if len(self._leaves) == 1:  # most often
            return min((why for _, _, why in found.get(0, ())), default=EXACT)
        reasons = [
            (leaf.ways, min((why for _, _, why in found.get(i, ())), default=None))
            for i, (leaf, _) in enumerate(self._leaves)
        ]
        return _needed(reasons)[1]

    def _sought(self, read: _Read) -> list[_Sought]:
        text, row = read.text, read.row
        runs = self._runs and row.lang in _UNSPACED
        if not (self._named or self._told_of or runs):
            return self._untold
        found = []
        named = self._view.mentions(row.id, self._mentions_of(row.id)) if self._named else []
        for leaf, words in self._leaves:
            rows: list[Found] = []
            if leaf.entities:
                told = (one for one in named if one.entity_id in leaf.entities)
                rows = [
                    (one.start, one.end, mention_reason(text[one.start : one.end], leaf.term)) for one in told
                ]
                if not leaf.said:
                    rows = [one for one in rows if REASONS[one[2]] not in self._off]
            elif leaf.rows is not None:
                rows = self._told(leaf.rows, read.version_id)
            if words is not None and runs and words.runs:
                rows = sorted([*rows, *self._heard(words, read)])
            found.append(_Sought(leaf, words, rows))
        return found

    def _heard(self, words: TermHits, read: _Read) -> Iterator[Found]:
        """Yield the names inside runs of unspaced script that sound like a term: only mentions part them."""
        for one in self._mentions_of(read.row.id):
            surface = read.text[one.start : one.end]
            if one.kind != "adj" and stem.is_run(surface[:1]):
                for start, end in words.heard_in(surface, read.row.lang):
                    yield one.start + start, one.start + end, SCRIPT

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
        return [(start, end, EXACT) for start, end in self._conn.execute(sql, (version_id, *params))]

    def _titled(self, row: ArticleRow, sought: Sequence[_Sought]) -> dict[int, list[Found]]:
        """Return the hits in a title."""
        title = Stretch(row.title, row.lang, 0, len(row.title))
        knots = stem.knots(row.title)
        if self._scan is not None and self._scan.reads(knots):
            found = self._scan.hits(title, self._scan.words(row.title, row.lang, knots))
            return {i: disjoint(hits) for i, hits in found.items()}
        titled: dict[int, list[Found]] = {}
        for i, one in enumerate(sought):
            starts = None if knots or one.anywhere else [*one.starts(row.title)]
            if hits := one.find(title, starts, beside=True):
                titled[i] = hits
        return titled

    def _best_sentence(
        self, read: _Read, sought: Sequence[_Sought]
    ) -> tuple[tuple[int, int], dict[int, list[Found]]]:
        """Return the sentence that has most of what is looked for, for the best reasons, and its hits."""
        if len(sought) == 1 and self._scan is not None:
            line, knots, which = self._only_best(self._scan, read, sought[0])
            if line is not None:
                words = self._scan.words(read.text, read.row.lang, knots, line)
                return line, self._hits_in(read, sought, line, words)
        else:
            which = _ALL
        best, line, found = (0, 0), (0, 0), dict[int, list[Found]]()
        for sentence, some in self._likely(read, sought, which):
            if found and sentence[0] > _LOOK:
                break
            if some is not None and best[0] and _most(sought, some, sentence) <= best:
                continue
            hits = self._hits_in(read, sought, sentence, some)
            worst = sum(min(why for _, _, why in there) for there in hits.values())
            if (len(hits), -worst) > best and hits:
                best, line, found = (len(hits), -worst), sentence, hits
                if best == (len(sought), 0):
                    break
        return line, found

    def _only_best(self, scan: _Scan, read: _Read, one: _Sought) -> tuple[tuple[int, int] | None, int, int]:
        """Look for the first sentence that has the only thing looked for as typed, else with a form of it.

        No text is read behind the one, nor looked through for names that sound so.

        Returns:
            The sentence, None where there is none; the `knots` as far as the text was read; and which words
            are still to be looked for.
        """
        best: tuple[int, int, int] | None = None
        for start, _, why in one.rows:
            if why <= FORM and (best is None or why < best[0]) and (line := read.sentence_at(start)):
                best = (why, *line)
        which = _ALL if one.rows else _NAMES
        # As if it had no runs: whether it has is told below.
        for start, _, reasons in scan.words(read.text, read.row.lang, stem.PLAIN, which=_BEGUN):
            if best is not None and start > max(best[1], _LOOK if best[0] else 0):
                break
            why = reasons[0][1]
            which = _ALL
            if why > FORM or (best is not None and why >= best[0] and start >= best[1]):
                continue
            if (line := read.sentence_at(start)) is None:
                continue
            if why == _BEGINS:
                why = EXACT if scan.hits(read.stretch(*line), [(start, start, reasons)]) else PARTLY
            if best is None or (why, *line) < best:
                best = (why, *line)
            if best[0] == EXACT and start >= best[1]:
                break
        if best is None or best[0] > FORM:
            return None, read.knots, which if read.knots == stem.PLAIN else _ALL
        knots = stem.knots(read.text, best[2] if best[0] == EXACT else None)
        if knots != stem.PLAIN:
            return None, knots, _ALL
        return best[1:], knots, _ALL

    def _hits_in(
        self,
        read: _Read,
        sought: Sequence[_Sought],
        sentence: tuple[int, int],
        words: Iterable[_Word] | None,
    ) -> dict[int, list[Found]]:
        """Return the hits in a sentence of each leaf that has any.

        Args:
            words: those that are hits; None where the sentence is to be read.
        """
        stretch = read.stretch(*sentence)
        if words is None or self._scan is None:
            return {i: there for i, one in enumerate(sought) if (there := one.find(stretch))}
        found = self._scan.hits(stretch, words)
        for i, one in enumerate(sought):
            if told := one.told(*sentence):
                found.setdefault(i, []).extend(told)
        return {i: disjoint(hits) if len(hits) > 1 else hits for i, hits in found.items()}

    def _likely(
        self, read: _Read, sought: Sequence[_Sought], which: int
    ) -> Iterator[tuple[tuple[int, int], list[_Word] | None]]:
        """Yield the sentences that may have a hit, with its words that are hits; None: all are to be read.

        Most sentences need not be read to know that they have none, and none behind the one that is shown.
        """
        if self._scan is None or not self._scan.reads(read.knots):
            read.outside = True
            for sentence in read.sentences:
                knots = stem.KNOTTY if self._scan is None else stem.knots(read.text[slice(*sentence)])
                if self._scan is None or not self._scan.reads(knots):
                    yield sentence, None
                    continue
                there = [*self._scan.words(read.text, read.row.lang, knots, sentence)]
                if there or any(one.told(*sentence) for one in sought):
                    yield sentence, there
            return
        words = self._scan.words(read.text, read.row.lang, read.knots, which=which)
        if rows := sorted(start for one in sought for start, _, _ in one.rows):
            words = merge(words, ((start, start, ()) for start in rows))
        line: tuple[int, int] | None = None
        some: list[_Word] = []
        for word in words:
            if line is None or word[0] >= line[1]:
                if line is not None:
                    yield line, some
                line, some = read.sentence_at(word[0]), []
            if line is None:
                read.outside = True
                continue
            some.append(word)
            # Several words may be parted by the end of a sentence.
            read.outside |= any(why == _BEGINS for _, why in word[2])
        if line is not None:
            yield line, some

    def _starts_in(self, one: _Sought, read: _Read) -> list[int] | None:
        return None if read.knots or one.anywhere else [*one.starts(read.text)]

    def _outside(
        self, read: _Read, sought: Sequence[_Sought]
    ) -> tuple[tuple[int, int], dict[int, list[Found]]]:
        """Return the line of the first hit outside the sentences: in a heading or a caption."""
        whole = read.stretch(0, len(read.text))
        hits_outside = [
            hit
            for one in sought
            if one.leaf.pattern is None
            for hit in one.find(whole, self._starts_in(one, read))
            if not any(a <= hit[0] < b for a, b in read.furniture)
        ]
        if not hits_outside:
            return (0, 0), {}
        at, end, _ = min(hits_outside, key=lambda hit: (hit[2], hit[0]))
        start = read.text.rfind("\n", 0, at) + 1
        stop = read.text.find("\n", end)
        line = (start, stop if stop >= 0 else len(read.text))
        stretch = read.stretch(*line)
        return line, {i: hits for i, one in enumerate(sought) if (hits := one.find(stretch))}


def _most(sought: Sequence[_Sought], words: Iterable[_Word], sentence: tuple[int, int]) -> tuple[int, int]:
    """Return how much a sentence can have, by its words: it need not be read."""
    reasons: dict[int, int] = {}
    for _, _, some in words:
        for i, why in some:
            reasons[i] = min(why, reasons.get(i, why))
    for i, one in enumerate(sought):
        for _, _, why in one.told(*sentence):
            reasons[i] = min(why, reasons.get(i, why))
    return len(reasons), -sum(max(why, EXACT) for why in reasons.values())


def _is_best(found: dict[int, list[Found]], sought: Sequence[_Sought]) -> bool:
    """Tell whether all that is looked for is there as typed."""
    return len(found) == len(sought) and all(
        min(why for _, _, why in there) == EXACT for there in found.values()
    )


# How much of an alternative is there.
_WHOLE, _PARTLY, _NONE = range(3)


def _needed(reasons: Sequence[tuple[Ways, int | None]]) -> tuple[int, int]:
    """Return how much of a search is there and the weakest reason for it; of alternatives the best counts.

    Args:
        reasons: of every leaf its alternatives, those left out that are decided, and its reason, None where
            it is not there.
    """
    parts = [(_NONE, EXACT) if why is None else (_WHOLE, why) for ways, why in reasons if not ways]
    forks: dict[int, dict[int, list[tuple[Ways, int | None]]]] = {}
    for ways, why in reasons:
        if ways:
            (fork, side), *inner = ways
            forks.setdefault(fork, {}).setdefault(side, []).append((tuple(inner), why))
    parts += [min(map(_needed, sides.values())) for sides in forks.values()]
    there = {much for much, _ in parts}
    much = there.pop() if len(there) == 1 else _PARTLY
    return much, max((why for much, why in parts if much != _NONE), default=EXACT)
