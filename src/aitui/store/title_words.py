"""Which articles have a word in their title, the best first: the index tells it without reading any other.

For every word of a title the index holds one more, behind a mark that no text can hold.  It ends in another
such letter, which tells what bm25 would make of the word in this article: the earlier, the better.  So the
words of a range tell the articles in order, and whoever wants fifty reads fifty, of a word in the titles of
thousands too.  bm25 itself goes through all articles that have the word before it tells of one.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import exp, log

from aitui.store import vocabulary

# A letter for private use that `sounds` has no use for.
_MARK = "\ue005"
# The letters that tell how much a word says, and the one behind them.
_BEST, _BEHIND = 0xE100, 0xE600
# The logarithm of the highest odds that are told apart, and steps for each by which it is lower.
_HIGHEST, _STEPS = 5.0, 200
# How many words an article has most often.  bm25 takes the mean of a corpus, which changes as it grows.
_USUAL = 500


def marked(title: str, body: str, weight: float, others: int) -> Iterator[str]:
    """Yield what the index holds for the words of a title.

    Args:
        title: its words as the index is given them, between blanks.
        body: those of the text.
        weight: how much a word in the title counts, beside one in the text.
        others: how many words the index holds of the article beside these.
    """
    named, stand = Counter(title.split()), body.split()
    again = Counter(word for word in stand if word in named)
    length = 0.3 + 0.9 * (sum(named.values()) + len(stand) + others) / _USUAL
    for word, times in named.items():
        if word[0].isalnum():
            odds = (weight * times + again[word]) / length
            place = _BEST + int((_HIGHEST - log(odds)) * _STEPS)
            yield f"{_MARK}{word}{chr(min(_BEHIND - 1, max(_BEST, place)))}"


def best(
    conn: sqlite3.Connection,
    words: Iterable[str],
    condition: str,
    params: Sequence[object],
    limit: int,
) -> dict[int, float]:
    """Return scores, from 0 to 1, of the articles that have any of some words in their title.

    Args:
        words: as the index has them.
        condition: what else must hold of an article `a`, in SQL; may be empty.
        params: of the condition.
        limit: so many of the best are among them, or all; there may be others.
    """
    vocabulary.open_places(conn)
    also = f"CROSS JOIN article a ON a.id = p.doc WHERE {condition} AND" if condition else "WHERE"
    sql = f"SELECT p.term, p.doc FROM temp.places p {also} p.term >= ? AND p.term < ? ORDER BY p.term"
    found: dict[int, float] = {}
    for word in words:
        first, end = (f"{_MARK}{word}{chr(letter)}" for letter in (_BEST, _BEHIND))
        last, score = "", 0.0
        for number, (term, article_id) in enumerate(conn.execute(sql, (*params, first, end))):
            if term != last:
                if number >= limit:
                    break
                last, score = term, _score(term)
            if score > found.get(article_id, 0.0):
                found[article_id] = score
    return found


def _score(term: str) -> float:
    odds = exp(_HIGHEST - (ord(term[-1]) - _BEST) / _STEPS)
    return odds / (1 + odds)
