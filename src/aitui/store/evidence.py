"""Where in a text a search is met, and why: for the sentence to show, and to light every hit."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from heapq import merge
from itertools import repeat

from aitui.errors import QueryError
from aitui.query import Days, Figures
from aitui.query.fields import SCRIPTS
from aitui.store import articles, fulltext, mentions, patterns, plans
from aitui.store.plans import Leaf, Ways
from aitui.store.rows import REASONS, ArticleRow, Hit
from aitui.store.snippets import shown
from aitui.store.term_hits import EXACT, SCRIPT, Found, Stretch, TermHits, disjoint, mention_reason
from aitui.store.visible import RAW, VisibleMap
from aitui.text import stem

# Code points read for a better sentence once there is any hit, so that a very long text costs no more.
_LOOK = 200_000

# Languages in whose texts no blank parts a name from the words beside it.
_UNSPACED = frozenset(lang for script in ("han", "kana", "hangul", "thai") for lang in SCRIPTS[script])

# Of each leaf, where its hits may begin; None where all is to be read.
_Starts = list[list[int] | None]


class _Read:
    """An article whose text is looked through; what lies beside the text is read once it is asked for."""

    def __init__(self, conn: sqlite3.Connection, row: ArticleRow, version_id: int, text: str) -> None:
        self._conn = conn
        self.row = row
        self.version_id = version_id
        self.text = text
        self.knotty = stem.is_knotty(text)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Start and end, sorted."""
        return articles.sentences(self._conn, self.version_id)

    @cached_property
    def furniture(self) -> list[tuple[int, int]]:
        """Start and end of what is not searched."""
        told = articles.furniture(self._conn, self.version_id)
        return [(start, end) for start, end, reason in told if reason in fulltext.UNSEARCHED]

    def stretch(self, start: int, end: int) -> Stretch:
        return Stretch(self.text, self.row.lang, start, end)


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

    def has_rows(self, start: int, end: int) -> bool:
        """Tell whether a hit that stands in tables begins in a stretch."""
        at = bisect_left(self.rows, (start,))
        return at < len(self.rows) and self.rows[at][0] < end

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
        at = len(self.rows) if beside else bisect_left(self.rows, (stretch.start,))
        while at < len(self.rows) and self.rows[at][0] < stretch.end:
            found.append(self.rows[at])
            at += 1
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

    def hits(self, scores: dict[int, float]) -> Iterator[Hit]:
        """Yield the articles that are there, each with the sentence that has most of what is looked for.

        Args:
            scores: of the articles, in the order of the hits.
        """
        for row, version_id, text in articles.bodies(self._conn, list(scores)):
            yield self._hit(_Read(self._conn, row, version_id, text), scores[row.id])

    def places(self, article_id: int) -> list[tuple[int, int]] | None:
        """Return where what is looked for stands in a text, by start; its furniture is left out.

        None for an article that is gone.
        """
        for row, version_id, text in articles.bodies(self._conn, [article_id]):
            return self._lit(_Read(self._conn, row, version_id, text))
        return None

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
        if not found:
            line, found = self._outside(read, sought)
        title = Stretch(row.title, row.lang, 0, len(row.title))
        knotty = stem.is_knotty(row.title)
        titled: dict[int, list[Found]] = {}
        for i, one in enumerate(sought):
            starts = None if knotty or one.anywhere else [*one.starts(row.title)]
            if hits := one.find(title, starts, beside=True):
                titled[i] = hits
        if not found and (titled or not read.sentences):
            whole, line, found = row.title, (0, len(row.title)), titled
        elif not found:
            # Found by what is not in its words, such as its language: it begins so.
            line = read.sentences[0]
        every = {i: [*found.get(i, ()), *titled.get(i, ())] for i in {*found, *titled}} if titled else found
        reasons = self._why(found), self._why(every)
        there = disjoint(hit for hits in found.values() for hit in hits)
        return shown(row, score, whole, line, there, reasons, beside=whole is not read.text)

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
        found = []
        text, row = read.text, read.row
        named = mentions.of_article(self._conn, row.id, self._view) if self._named else []
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
            if words is not None and words.runs and row.lang in _UNSPACED:
                rows = sorted([*rows, *self._heard(words, read)])
            found.append(_Sought(leaf, words, rows))
        return found

    def _heard(self, words: TermHits, read: _Read) -> Iterator[Found]:
        """Yield the names inside runs of unspaced script that sound like a term: only mentions part them."""
        for one in mentions.stored(self._conn, read.row.id):
            surface = read.text[one.start : one.end]
            if one.kind != "adj" and stem.is_run(surface[:1]):
                for start, end, _ in stem.words(surface):
                    if words.sounds_like(surface[start:end], read.row.lang):
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

    def _best_sentence(
        self, read: _Read, sought: Sequence[_Sought]
    ) -> tuple[tuple[int, int], dict[int, list[Found]]]:
        best, line, found = (0, 0), (0, 0), dict[int, list[Found]]()
        for (start, end), starts in self._likely(read, sought):
            if found and start > _LOOK:
                break
            if found and len(sought) > 1 and (_most(sought, starts, start, end), 0) <= best:
                continue
            stretch = read.stretch(start, end)
            hits = {i: there for i, one in enumerate(sought) if (there := one.find(stretch, starts[i]))}
            worst = sum(min(why for _, _, why in there) for there in hits.values())
            if (len(hits), -worst) > best and hits:
                best, line, found = (len(hits), -worst), (start, end), hits
                if best == (len(sought), 0):
                    break
        return line, found

    def _likely(self, read: _Read, sought: Sequence[_Sought]) -> Iterator[tuple[tuple[int, int], _Starts]]:
        """Yield the sentences that may have a hit, with where it may begin.

        Most sentences need not be read to know that they have none, and none behind the one that is shown.
        """
        if read.knotty or any(one.anywhere for one in sought):
            every: _Starts = [None] * len(sought)
            for sentence in read.sentences:
                yield sentence, every
            return
        places: list[Iterator[tuple[int, int]]] = [
            zip(one.starts(read.text), repeat(i)) for i, one in enumerate(sought)
        ]
        if rows := sorted((start, -1) for one in sought for start, _, _ in one.rows):
            places.append(iter(rows))
        sentence, starts = (0, 0), _Starts()
        for place, i in places[0] if len(places) == 1 else merge(*places):
            if place >= sentence[1]:
                if starts:
                    yield sentence, starts
                starts = []
                at = bisect_right(read.sentences, (place, len(read.text))) - 1
                if at < 0 or place >= read.sentences[at][1]:
                    continue
                sentence, starts = read.sentences[at], [[] for _ in sought]
            if i >= 0:
                starts[i].append(place)  # type: ignore[union-attr]
        if starts:
            yield sentence, starts

    def _starts_in(self, one: _Sought, read: _Read) -> list[int] | None:
        return None if read.knotty or one.anywhere else [*one.starts(read.text)]

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


def _most(sought: Sequence[_Sought], starts: _Starts, start: int, end: int) -> int:
    """Return of how many leaves a sentence may have hits, by where they may begin: it need not be read."""
    return sum(
        known is None or bool(known) or one.has_rows(start, end)
        for one, known in zip(sought, starts, strict=True)
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
