"""How long until facets are counted, and a search restricted by one?  `facets.py [CORPUS …]`

Of words in a known share of the articles: the first page as it comes while typing, all ids that match, what
these articles are (read once a search), the counts by language, source, year, type and entity without a
restriction and under one of each kind, and the first page under that restriction.  Without corpora one of
10,000 articles is made (`--big`: and one of 100,000).  Milliseconds, median and 95th percentile.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from corpora import corpus
from measure import arguments, cache, machine, median, percentile, table
from search_words import SHARES, drawn

from aitui.query import parse
from aitui.store import database, facets, search
from aitui.store.rows import Facet, Filters

SIZE, BIG = 10_000, 100_000
PAGE = 50


def timed(times: dict[str, list[float]], name: str, work: Callable[[], object]) -> object:
    """Do work and note the milliseconds that it took; return what came of it."""
    began = time.perf_counter()
    found = work()
    times.setdefault(name, []).append((time.perf_counter() - began) * 1000)
    return found


def measure(conn: sqlite3.Connection, typed: str, times: dict[str, list[float]]) -> int:
    """Search, count by every facet and restrict by the largest value of each; return how many match."""
    query = parse(typed)
    timed(times, "first page", lambda: search.search(conn, query, PAGE))
    began = time.perf_counter()
    ids = search.matching(conn, query)
    told = facets.columns(conn, ids)
    times.setdefault("read", []).append((time.perf_counter() - began) * 1000)
    began = time.perf_counter()
    counts = facets.count(conn, told)
    times.setdefault("counts", []).append((time.perf_counter() - began) * 1000)
    for name in facets.FIELDS:
        values = list(counts.fields[name])
        if not values:
            continue
        facet = Facet(name, values[0])
        timed(times, "counts under one", lambda facet=facet: facets.count(conn, told, [facet]))  # type: ignore[misc]
        narrowed = Filters(facets=facets.resolve(conn, [facet]))
        timed(times, "page under one", lambda narrowed=narrowed: search.search(conn, query, PAGE, narrowed))  # type: ignore[misc]
    return len(ids)


def main() -> None:
    parser = arguments(__doc__, runs=3)
    parser.add_argument("corpora", nargs="*", type=Path, help="corpora to ask; none: one is made")
    parser.add_argument("--big", action="store_true", help=f"also {BIG:,} articles, where none is named")
    options = parser.parse_args()
    print(machine(), "\n")
    with cache(options.cache) as folder:
        paths = options.corpora or [corpus(size, folder) for size in (SIZE, BIG)[: 1 + options.big]]
        for path in paths:
            asked = drawn(path)
            conn = database.open_reader(path)
            number = conn.execute("SELECT count(*) FROM article").fetchone()[0]
            rows = []
            for name in SHARES:
                times: dict[str, list[float]] = {}
                found = [measure(conn, one.typed, times) for _ in range(options.runs) for one in asked[name]]
                if found:
                    told = [f"{median(v):,.0f} / {percentile(v, 0.95):,.0f}" for v in times.values()]
                    rows.append([name, f"{median(found):,.0f}", *told])
            print(f"{number:,} articles")
            table(["", "found", *times], rows)
            conn.close()


if __name__ == "__main__":
    main()
