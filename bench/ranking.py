"""What is given up by ranking few of very many matches?  `ranking.py CORPUS`

For words that stand in 3 to 30 % of the articles: how many of the 50 best by bm25 over all matches are among
the first 50 that a search lists, and would be for other choices of what is ranked.  For pairs of words, and
words in fewer articles: how many of the first 50 of a search that ranks all that it finds.  On a corpus of
100,000 articles and more.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from measure import table
from search_words import SHARES, TWO, drawn

from aitui.query import parse
from aitui.store import database, fulltext, ranking, search
from aitui.store.ranking import RANKED, SCORED

WORDS = 40
PAGE = 50


def listed(conn: sqlite3.Connection, typed: str) -> list[int]:
    """Return the articles on the first page of a search."""
    return [hit.article_id for hit in search.search(conn, parse(typed), PAGE, others=search.AS_TYPED)]


def unbound(conn: sqlite3.Connection, typed: str) -> list[int]:
    """Return the same as if all that is found were ranked."""
    ranking.SCORED, ranking.RANKED = 1 << 40, 1 << 40
    try:
        return listed(conn, typed)
    finally:
        ranking.SCORED, ranking.RANKED = SCORED, RANKED


def frequent(conn: sqlite3.Connection) -> tuple[int, list[str]]:
    """Return the number of articles, and words that stand in many of them."""
    number = conn.execute("SELECT count(*) FROM article").fetchone()[0]
    fitting = conn.execute(
        "SELECT term FROM temp.words WHERE col = 'body' AND doc BETWEEN ? AND ? ORDER BY term",
        (max(number * 3 // 100, RANKED + 1), number * 30 // 100),
    ).fetchall()
    alone = [word for (word,) in fitting if word.isalpha()]
    return number, random.Random(5).sample(alone, min(WORDS, len(alone)))


def shares(conn: sqlite3.Connection, words: Iterable[str]) -> dict[str, list[float]]:
    """Return what share of the best of each word stays, by what is ranked."""
    found: dict[str, list[float]] = {}
    rank = fulltext.rank(conn)
    for word in words:
        asked = f'{{title body}} : "{word}"'
        sql = f"SELECT rowid, {rank} FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid DESC"
        scores = dict(conn.execute(sql, (asked,)))
        newest = list(scores)
        choices = {
            f"the newest {RANKED:,}": newest[:RANKED],
            "one of several, evenly": newest[:: len(newest) // RANKED + 1],
        }
        best = set(sorted(scores, key=scores.__getitem__)[:PAGE])
        for name, chosen in choices.items():
            first = set(sorted(set(chosen), key=scores.__getitem__)[:PAGE])
            found.setdefault(name, []).append(len(first & best) / PAGE)
        found.setdefault("all titles, else the newest: as it is", []).append(
            len(best.intersection(listed(conn, word))) / PAGE
        )
    return found


def told(values: list[float]) -> tuple[str, str]:
    return f"{sum(values) / len(values):.0%}", f"{min(values):.0%}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    path = parser.parse_args().corpus
    conn = database.open_reader(path)
    fulltext_words = sqlite3.connect(path)
    fulltext_words.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'article_fts', 'col')")
    number, words = frequent(fulltext_words)
    fulltext_words.close()
    table(
        (
            f"{len(words)} words, {number:,} articles; ranked are",
            f"of the {PAGE} best",
            "of one word at least",
        ),
        [(name, *told(values)) for name, values in shares(conn, words).items()],
    )
    rows = []
    for name, searches in drawn(path).items():
        if name not in (*SHARES, TWO):
            continue
        both = [(listed(conn, one.typed), unbound(conn, one.typed)) for one in searches]
        stay = [len({*first} & {*whole}) / len(whole) for first, whole in both if whole]
        if stay:
            rows.append((name, *told(stay)))
    table(("as if all were ranked", f"of the first {PAGE}", "of one search at least"), rows)
    conn.close()


if __name__ == "__main__":
    main()
