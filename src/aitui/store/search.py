"""Full-text search: the expression made from our syntax tree, ranking and snippets.

What the index holds is made in `fulltext`.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aitui import query as language
from aitui.store import articles, fulltext, ordering
from aitui.store.database import consistent
from aitui.store.rows import ArticleRow, ArticleText, Filters, Hit
from aitui.store.visible import VisibleMap
from aitui.text import sounds, stem

# Why an article can be found, the best reason first: the words as typed, another form of them, another name
# of the same, the same name in another script, a word that is nearly the same.
REASONS = ("exact", "form", "alias", "script", "fuzzy")

# Weights of the columns title, body, forms: a word in the title says most, another form of it least.
_RANK = "bm25(article_fts, 8.0, 1.0, 0.5)"

# bm25 costs the same for every match: only the latest so many are ranked, enough for any page of hits.
RANKED = 5000

# Code points read for a better sentence once there is any hit, so that a very long text costs no more.
_LOOK = 200_000


@consistent
def search(
    conn: sqlite3.Connection,
    query: language.Query,
    limit: int,
    filters: Filters | None = None,
    *,
    off: frozenset[str] = frozenset(),
    visible: VisibleMap | None = None,
    order: str = "rank",
) -> list[Hit]:
    """Return the first hits in an order.  By rank, of very many matches the latest 5,000 articles are ranked.

    Args:
        query: from `query.parse`.
        limit: the number of hits.
        filters: what narrows them.
        off: reasons that do not count: of `REASONS`.
        visible: what the user's judgements make of names.
        order: of `ORDERS`: `rank` puts the best first, the others the newest by that date.
    """
    expression = compile_query(query, off)
    if expression is None:
        return []
    if order == "rank":
        where, params = articles.conditions(filters)
        ranked = conn.execute(
            f"""SELECT article_fts.rowid, {_RANK} FROM {_source(where)} WHERE article_fts MATCH ? AND {where}
            ORDER BY article_fts.rowid DESC LIMIT {RANKED}""",
            [expression, *params],
        ).fetchall()
        ranked.sort(key=lambda row: row[1])  # bm25 is the lower the better; ties stay newest first
        scores = {article_id: -score for article_id, score in ranked[:limit]}
    else:
        found = matching(conn, query, filters, off=off, visible=visible)
        scores = dict.fromkeys(ordering.newest(conn, found, order, limit), 0.0)
    rows = articles.rows(conn, list(scores))
    matchers = [_Matcher(term, off) for term in query.terms]
    hits: list[Hit] = []
    for article_id, score in scores.items():
        hits.append(_hit(rows[article_id], articles.text(conn, article_id), score, matchers))
    return hits


def count(
    conn: sqlite3.Connection,
    query: language.Query,
    filters: Filters | None = None,
    *,
    off: frozenset[str] = frozenset(),
    visible: VisibleMap | None = None,
) -> int:
    """Return how many articles match, all of them."""
    expression = compile_query(query, off)
    if expression is None:
        return 0
    where, params = articles.conditions(filters)
    sql = f"SELECT count(*) FROM {_source(where)} WHERE article_fts MATCH ? AND {where}"
    return int(conn.execute(sql, [expression, *params]).fetchone()[0])


def matching(
    conn: sqlite3.Connection,
    query: language.Query,
    filters: Filters | None = None,
    *,
    off: frozenset[str] = frozenset(),
    visible: VisibleMap | None = None,
) -> array[int]:
    """Return the ids of all articles that match, ascending."""
    expression = compile_query(query, off)
    if expression is None:
        return array("q")
    where, params = articles.conditions(filters)
    sql = f"""SELECT article_fts.rowid FROM {_source(where)} WHERE article_fts MATCH ? AND {where}
    ORDER BY article_fts.rowid"""
    return articles.flat(conn.execute(sql, [expression, *params]))


def places(
    conn: sqlite3.Connection,
    query: language.Query,
    ids: Iterable[int],
    *,
    off: frozenset[str] = frozenset(),
    visible: VisibleMap | None = None,
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield each article with all its hits: where the words asked for stand in its text, disjoint, by start.

    One that has them in a title given beside the text alone has none; one that is gone is left out.
    """
    matchers = [_Matcher(term, off) for term in query.terms]
    for article_id in ids:
        row = articles.rows(conn, [article_id]).get(article_id)
        if row is None:
            continue
        text = articles.text(conn, article_id)
        words = [*stem.words(text.text)]
        found = {span for matcher in matchers for span in matcher.every(words, row.lang)}
        furniture = [(a, b) for a, b, reason in text.boilerplate if reason in fulltext.UNSEARCHED]
        searched: list[tuple[int, int]] = []
        for start, end in sorted(found):
            if any(a <= start < b for a, b in furniture):
                continue
            if searched and start < searched[-1][1]:  # a phrase and a word of it are one hit
                start, end = searched[-1][0], max(end, searched.pop()[1])
            searched.append((start, end))
        yield article_id, searched


def _source(where: str) -> str:
    # CROSS JOIN: the index leads, the article is looked up.
    return "article_fts" if where == "1" else "article_fts CROSS JOIN article a ON a.id = article_fts.rowid"


def holding(conn: sqlite3.Connection, words: str) -> array[int]:
    """Return the ids of the articles that hold words in this order and in this form."""
    expression = compile_query(language.Query(words, ((language.Term(words, 0, phrase=True),),)))
    if expression is None:
        return array("q")
    return articles.flat(
        conn.execute("SELECT rowid FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid", (expression,))
    )


def compile_query(query: language.Query, off: frozenset[str] = frozenset()) -> str | None:
    """Return the full-text expression, None when there is nothing to look for.

    Only letters and digits of the typed words go into it, always inside quotation marks, so no text can
    be taken for an operator.
    """
    wanted = [
        f"({' OR '.join(alternatives)})"
        for group in query.groups
        if (alternatives := [part for term in group if (part := _term(term, off))])
    ]
    if not wanted:
        return None
    unwanted = [part for term in query.excluded if (part := _term(term, off))]
    expression = " AND ".join(wanted)
    return f"({expression}) NOT ({' OR '.join(unwanted)})" if unwanted else expression


def _term(term: language.Term, off: frozenset[str]) -> str | None:
    found = [word for _, _, word in stem.words(term.text)]
    if not found:
        return None
    if len(found) > 1 and stem.is_run(found[0]) and len(found[0]) == 1:
        # The end of a longer run is no word of the phrase: it is asked for beside it.
        return f"({_string(found[1:], term.prefix)} AND {_string(found[:1], False)})"
    string = _string(found, term.prefix)
    # A single character is found among the forms too.
    anywhere = stem.is_run(found[-1]) and len(found[-1]) == 1
    if term.phrase or term.exact or "form" in off:
        return string if anywhere else f"{{title body}} : {string}"
    if len(found) > 1 or (term.prefix and not term.typed):
        return string
    others = sorted(stem.query_stems(term.text))
    if "script" not in off:
        others += sounds.asked(found[0])
    return " OR ".join([f"({string}", *(f'"{other}"' for other in others)]) + ")"


def _string(words: Sequence[str], prefix: bool) -> str:
    """Return the words in this order; a lone character of a run begins a pair, or is a tail in `forms`."""
    tokens = [token for word in words for token in (stem.bigrams(word) if stem.is_run(word) else [word])]
    prefix = prefix or (stem.is_run(words[-1]) and len(words[-1]) == 1)
    return f'"{" ".join(tokens)}"{" *" if prefix else ""}'


@dataclass(slots=True)
class _Matcher:
    """Finds one term in the words of a sentence, the way the index found it in the article."""

    tokens: list[str]
    stems: set[str]
    sounds: set[str]
    prefix: bool

    def __init__(self, term: language.Term, off: frozenset[str]) -> None:
        self.tokens = [word for _, _, word in stem.words(term.text)]
        self.prefix = term.prefix
        inflected = len(self.tokens) == 1 and not (
            term.phrase or term.exact or (term.prefix and not term.typed) or "form" in off
        )
        self.stems = stem.query_stems(term.text) | set(self.tokens) if inflected else set()
        self.sounds = set(sounds.asked(self.tokens[0])) if inflected and "script" not in off else set()

    def find(self, words: Sequence[tuple[int, int, str]], lang: str) -> tuple[int, int, str] | None:
        """Return start, end and reason of the first hit, the best reason first."""
        for i in range(len(words) - len(self.tokens) + 1):
            if (span := self._at(words, i)) is not None:
                return (*span, "exact")
        if self.stems:
            for start, end, word in words:
                if word in self.stems or stem.stem(word, lang) in self.stems:
                    return start, end, "form"
        if self.sounds:
            for start, end, word in words:
                if not self.sounds.isdisjoint(sounds.of_name(word, lang)):
                    return start, end, "script"
        return None

    def every(self, words: Sequence[tuple[int, int, str]], lang: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of every hit."""
        for i in range(len(words) - len(self.tokens) + 1):
            if (span := self._at(words, i)) is not None:
                yield span
        if self.stems:
            for start, end, word in words:
                if word in self.stems or stem.stem(word, lang) in self.stems:
                    yield start, end

    def _at(self, words: Sequence[tuple[int, int, str]], i: int) -> tuple[int, int] | None:
        first, last = words[i], words[i + len(self.tokens) - 1]
        start, end = first[0], last[1]
        for j, token in enumerate(self.tokens):
            word = words[i + j][2]
            if not stem.is_run(token):
                whole = j < len(self.tokens) - 1 or not self.prefix
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


@dataclass(frozen=True, slots=True)
class _Found:
    """The line to show for a hit, and the hit in it."""

    line_start: int
    line_end: int
    start: int
    end: int
    why: str


def _best_hit(
    text: str, sentences: Sequence[tuple[int, int]], lang: str, matchers: Sequence[_Matcher]
) -> _Found | None:
    """Return the sentence that has most of the terms, most of them in the form typed; else another line."""
    best: tuple[int, int] = (0, 0)
    found: _Found | None = None
    for start, end in sentences:
        if found is not None and start > _LOOK:
            break
        words = [(start + a, start + b, word) for a, b, word in stem.words(text[start:end])]
        hits = [hit for matcher in matchers if (hit := matcher.find(words, lang)) is not None]
        exact = [hit for hit in hits if hit[2] == "exact"]
        if (len(hits), len(exact)) > best:
            best = len(hits), len(exact)
            found = _Found(start, end, *(exact or hits)[0])
            if len(exact) == len(matchers):
                break
    if found is not None:
        return found
    # Not in a sentence: a heading or a caption.
    words = list(stem.words(text))
    for matcher in matchers:
        if (outside := matcher.find(words, lang)) is not None:
            line_end = text.find("\n", outside[1])
            start = text.rfind("\n", 0, outside[0]) + 1
            return _Found(start, line_end if line_end >= 0 else len(text), *outside)
    return None


def _hit(row: ArticleRow, text: ArticleText, score: float, matchers: Sequence[_Matcher]) -> Hit:
    spans = list(zip(text.sentences[::2], text.sentences[1::2], strict=True))
    found = _best_hit(text.text, spans, row.lang, matchers)
    whole = text.text
    if found is None:
        whole = row.title
        words = list(stem.words(whole))
        hits = [hit for matcher in matchers if (hit := matcher.find(words, row.lang)) is not None]
        found = _Found(0, len(whole), *next(iter(hits), (0, 0, "exact")))
    head = " ".join(whole[found.line_start : found.start].split())
    # Where a blank stands before the hit, one stands in the line.
    if head and whole[found.start - 1].isspace():
        head += " "
    words_of_hit = " ".join(whole[found.start : found.end].split())
    return Hit(
        row.id, row.uid, row.title, row.source, row.lang, row.published, score,
        " ".join(whole[found.line_start : found.line_end].split()),
        *((found.start, found.end) if whole is text.text else (0, 0)),
        found.why, len(head), len(head) + len(words_of_hit),
        ((len(head), len(head) + len(words_of_hit)),) if words_of_hit else (),
    )  # fmt: skip
