"""What is given up by ranking few of very many matches?  `ranking.py CORPUS`

For words that stand in 3 to 30 % of the articles: how many of the 50 best by bm25 over all matches are among
the 50 best of those that are ranked, for several choices of these.  On a corpus of 100,000 articles and more.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
from pathlib import Path

from measure import table

from aitui.store import fulltext
from aitui.store.ranking import RANKED, SCORED

WORDS = 40
PAGE = 50


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    conn = sqlite3.connect(parser.parse_args().corpus)
    conn.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab('main', 'article_fts', 'col')")
    number = conn.execute("SELECT count(*) FROM article").fetchone()[0]
    fitting = conn.execute(
        "SELECT term FROM temp.words WHERE col = 'body' AND doc BETWEEN ? AND ? ORDER BY term",
        (max(number * 3 // 100, RANKED + 1), number * 30 // 100),
    ).fetchall()
    words = random.Random(5).sample([word for (word,) in fitting if word.isalpha()], min(WORDS, len(fitting)))
    shares: dict[str, list[float]] = {}
    for word in words:
        asked = f'{{title body}} : "{word}"'
        rank = fulltext.rank(conn)
        sql = f"SELECT rowid, {rank} FROM article_fts WHERE article_fts MATCH ? ORDER BY rowid DESC"
        scores = dict(conn.execute(sql, (asked,)))
        newest = list(scores)
        titled = [row[0] for row in conn.execute(sql, (f'title : "{word}"',))]
        choices = {
            f"the newest {RANKED:,}": newest[:RANKED],
            f"the newest {SCORED:,} by title, and the newest {SCORED:,}, as it is": [
                *titled[:SCORED],
                *newest[:SCORED],
            ],
            f"every {len(newest) // RANKED + 1}th": newest[:: len(newest) // RANKED + 1],
        }
        best = set(sorted(scores, key=scores.__getitem__)[:PAGE])
        for name, chosen in choices.items():
            first = "one of several, evenly" if name.startswith("every") else name
            found = set(sorted(set(chosen), key=scores.__getitem__)[:PAGE])
            shares.setdefault(first, []).append(len(found & best) / PAGE)
    rows = [
        (name, f"{sum(values) / len(values):.0%}", f"{min(values):.0%}") for name, values in shares.items()
    ]
    table(
        (
            f"{len(words)} words, {number:,} articles; ranked are",
            f"of the {PAGE} best",
            "of one word at least",
        ),
        rows,
    )


if __name__ == "__main__":
    main()
