"""How long until the counterpart stands beside an article?  `two_readers.py [--big]`

Finding the counterparts of articles drawn from the list, against one raw SQL statement that only counts the
entities that every other article shares with it; and aligning two long texts.  Corpora filled by `corpora`,
not by the annotator.  Milliseconds.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable
from functools import partial

from corpora import corpus
from measure import Sample, arguments, cache, interleave, machine, ratio, spread, table

from aitui.explorer import counterparts
from aitui.explorer.alignment import Named, align
from aitui.store import articles, database
from aitui.store.visible import RAW

SIZE = 10_000
BIG = 100_000
# Sentences of two texts of a million characters, and how many names they draw from.
LONG = 8_000
NAMES = 3_000


def find(connection: sqlite3.Connection, article_id: int) -> Sample:
    """Find the counterparts of one article."""
    began = time.perf_counter()
    found = counterparts.find(connection, article_id, RAW)
    return {"ms": (time.perf_counter() - began) * 1000, "found": len(found)}


def raw(connection: sqlite3.Connection, article_id: int) -> Sample:
    """The peer: count the shared entities, without weights, languages, figures, dates or days."""
    began = time.perf_counter()
    connection.execute(
        """SELECT o.version_id, count(DISTINCT o.entity_id) AS shared FROM mention o
        WHERE o.entity_id IN (SELECT m.entity_id FROM article a JOIN mention m ON m.version_id = a.version_id
        WHERE a.id = ?) GROUP BY o.version_id ORDER BY shared DESC LIMIT 80""",
        (article_id,),
    ).fetchall()
    return {"ms": (time.perf_counter() - began) * 1000}


def book(luck: random.Random) -> list[Named]:
    """Return what the sentences of a long text name: two drawn by rank each."""
    text: list[Named] = []
    for at in range(LONG):
        ranks = [int(NAMES ** luck.random()) for _ in range(2)]
        text.append({rank: [(at * 120 + n, at * 120 + n + 5)] for n, rank in enumerate(ranks)})
    return text


def main() -> None:
    parser = arguments(__doc__, runs=15)
    parser.add_argument("--big", action="store_true", help=f"also on a corpus of {BIG:,} articles")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    rows = []
    with cache(options.cache) as folder:
        for size in (SIZE, BIG) if options.big else (SIZE,):
            connection = database.open_reader(corpus(size, folder))
            ids = articles.ids(connection)
            for what, article_id in (("short", ids[len(ids) // 2]), ("long", ids[0])):
                tasks: dict[str, Callable[[], Sample]] = {
                    "aitui": partial(find, connection, article_id),
                    "raw": partial(raw, connection, article_id),
                }
                found = interleave(tasks, options.runs)
                ours, peer = found["aitui"], found["raw"]
                rows.append(
                    (
                        f"{size:,}",
                        what,
                        spread(ours["ms"], 1),
                        spread(peer["ms"], 1),
                        ratio(ours["ms"], peer["ms"]),
                    )
                )
            connection.close()
    table(("corpus", "article", "aitui, ms", "raw SQL, ms", ""), rows)
    luck = random.Random(1)
    first, second = book(luck), book(luck)
    began = time.perf_counter()
    align(first, second)
    took = time.perf_counter() - began
    print(f"\naligned two texts of {LONG:,} sentences in {took * 1000:,.0f} ms, in the background")


if __name__ == "__main__":
    main()
