"""How long does a search take, and how does it grow?  `search.py [CORPUS …] [--rg PROGRAM]`

A ranked page of 50 hits with snippets, against a raw FTS5 query of the same words that ranks with bm25,
fetches titles and cuts snippets, over the same texts in a plain FTS5 table, which knows no other forms of the
words and no names.  Also ripgrep over the texts, tantivy by a Python that has it, and newsboat's own search
on a terminal (up to 10,000 articles).  Then what a search takes that finds little, with all it finds in other
words, which comes behind the page; the number of all hits, which follows it; how soon a search stops that
another is typed over; and the memory of a reader.

Without corpora one of 10,000 articles is made (`--big`: and one of 100,000), from the demo's sentences.
Those of `fill.py` may be given, of any size.  Words are drawn from the largest that is no larger than
100,000, else from the smallest (minutes at a million), and asked of all, once to warm up.  Milliseconds of
CPU, median and 95th percentile: the files are in memory then, so it is also what one waits on a machine that
does nothing else.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from corpora import corpus
from measure import Sample, arguments, cache, interleave, machine, median, percentile, table
from search_peers import LIMIT, Newsboat, Peer, Raw, Ripgrep, Tantivy
from search_words import TYPING, Asked, drawn

from aitui.explorer.jobs import ThreadJobs
from aitui.query import parse
from aitui.store import database, search

SIZE, BIG = 10_000, 100_000
_FURTHER = {"translation", "partly"}

# Most that a 95th percentile may be of the raw query's, and what it should be, at a million articles.
BUDGETS = {
    "a rare word, under 0.1 %": (2.0, 1.5),
    "a word in 0.1 to 1 %": (2.0, 1.5),
    "a word in 2 to 8 %": (0.5, 0.3),
    "a word in 25 to 35 %": (0.1, 0.05),
}

# What a reader does, in a process of its own: opens, searches, and tells its memory in MB.
_READER = """
import sys
from aitui.query import parse
from aitui.store import database, search
conn = database.open_reader(sys.argv[1])
for typed in sys.argv[2:]:
    search.search(conn, parse(typed), 50)
    search.count(conn, parse(typed))
for line in open("/proc/self/status"):
    if line.startswith(("VmRSS", "VmHWM")):
        print(int(line.split()[1]) / 1024)
"""


def ours(conn: sqlite3.Connection, typing: bool, asked: Asked) -> float:
    """Return the milliseconds of the first page: of what was typed."""
    began = time.process_time()
    search.search(conn, parse(asked.typed, typing=typing), LIMIT, others=search.AS_TYPED)
    return (time.process_time() - began) * 1000


def further(conn: sqlite3.Connection, typing: bool, asked: Asked) -> float | None:
    """Return the milliseconds of a page with what is found in other words; None where enough is as typed."""
    query, others = parse(asked.typed, typing=typing), search.Others()
    began = time.process_time()
    found = search.search(conn, query, LIMIT, others=others)
    taken = (time.process_time() - began) * 1000
    return taken if len(found) < LIMIT or any(hit.why in _FURTHER for hit in found) else None


def counted(conn: sqlite3.Connection, asked: Asked) -> float:
    began = time.process_time()
    search.count(conn, parse(asked.typed))
    return (time.process_time() - began) * 1000


def stopped(path: Path, slow: Asked, quick: Asked) -> float:
    """Return the milliseconds from asking anew until the new search begins, the old one at work."""
    begun, done = threading.Event(), threading.Event()
    jobs = ThreadJobs(lambda: database.open_reader(path), lambda call: call())

    def first(conn: sqlite3.Connection) -> None:
        begun.set()
        # By date all that match are put in order: the slowest there is.
        search.search(conn, parse(slow.typed), LIMIT, order="published")
        search.count(conn, parse(slow.typed))

    def second(conn: sqlite3.Connection) -> float:
        at = time.perf_counter()
        search.search(conn, parse(quick.typed), LIMIT)
        return at

    found: list[float] = []

    def answered(at: float) -> None:
        found.append(at)
        done.set()

    try:
        jobs.submit("search", first, lambda none: None, lambda error: None)
        begun.wait()
        time.sleep(0.005)  # in the middle of it
        asked = time.perf_counter()
        jobs.submit("search", second, answered, lambda error: None)
        done.wait(30)
    finally:
        jobs.close()
    return (found[0] - asked) * 1000


def memory(path: Path, asked: dict[str, list[Asked]]) -> tuple[float, float]:
    """Return the memory of a reader after all searches, and the most it took: MB."""
    typed = [one.typed for searches in asked.values() for one in searches]
    told = subprocess.run(
        [sys.executable, "-c", _READER, str(path), *typed], capture_output=True, text=True, check=True
    )
    peak, now = map(float, told.stdout.split())
    return now, peak


def told(values: list[float]) -> str:
    return f"{median(values):,.1f} / {percentile(values, 0.95):,.1f}" if values else "–"


def measured(
    path: Path, asked: dict[str, list[Asked]], peers: list[Peer], runs: int
) -> tuple[int, dict[str, dict[str, list[float]]]]:
    """Return the number of articles, and the times of each class of searches, by who was asked."""
    conn = database.open_reader(path)
    number = int(conn.execute("SELECT count(*) FROM article").fetchone()[0])
    found: dict[str, dict[str, list[float]]] = {}
    for name, searches in asked.items():
        times = found.setdefault(name, {})
        for one in searches:
            askers: dict[str, Callable[[Asked], float | None]] = {
                "aitui": partial(ours, conn, name == TYPING),
                "further": partial(further, conn, name == TYPING),
                "count": partial(counted, conn),
                **{peer.name: peer.ask for peer in peers},
            }
            for ask in askers.values():
                ask(one)  # what is read for the first time is none of the figures

            def timed(who: str, ask: Callable[[Asked], float | None], one: Asked = one) -> Sample:
                taken = ask(one)
                return {} if taken is None else {"ms": taken}

            tasks: dict[str, Callable[[], Sample]] = {
                who: partial(timed, who, ask) for who, ask in askers.items()
            }
            for who, figures in interleave(tasks, runs).items():
                if figures:
                    times.setdefault(who, []).extend(figures["ms"])
    conn.close()
    return number, found


def main() -> None:
    parser = arguments(__doc__, runs=5)
    parser.add_argument("corpora", nargs="*", type=Path, help="corpora, the smallest first")
    parser.add_argument("--big", action="store_true", help=f"also on a corpus of {BIG:,} articles")
    parser.add_argument("--rg", help="the ripgrep to compare with")
    parser.add_argument("--tantivy", help="a Python that has tantivy, to compare with")
    parser.add_argument("--newsboat", help="the newsboat to compare with")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    with cache(options.cache) as folder, ExitStack() as stack:
        paths = options.corpora or [
            corpus(size, folder) for size in ((SIZE, BIG) if options.big else (SIZE,))
        ]
        for path in paths:
            database.upgrade(path)
        sizes = [
            int(sqlite3.connect(path).execute("SELECT count(*) FROM article").fetchone()[0]) for path in paths
        ]
        by_size = sorted(zip(sizes, paths, strict=True))
        # A word of a small corpus stands in a large one, if not the other way about.
        small = [path for size, path in by_size if size <= BIG] or [by_size[0][1]]
        asked = drawn(small[-1])
        grown: dict[str, list[str]] = {name: [] for name in asked}
        for path, size in zip(paths, sizes, strict=True):
            peers: list[Peer] = [Raw(path)]
            if options.rg:
                peers.append(Ripgrep(path, options.rg))
            if options.tantivy:
                peers.append(stack.enter_context(Tantivy(path, options.tantivy)))
            if options.newsboat and size <= Newsboat.MOST:
                peers.append(stack.enter_context(Newsboat(path, options.newsboat)))
            _, found = measured(path, asked, peers, options.runs)
            rows = []
            for name, times in found.items():
                if not times:  # too small a corpus has no such words
                    grown[name].append("–")
                    continue
                late = percentile(times["aitui"], 0.95)
                raw = times.get("raw FTS5")
                floor, goal = BUDGETS.get(name, (None, None))
                share = late / percentile(raw, 0.95) if raw else None
                rows.append(
                    (
                        name,
                        told(times["aitui"]),
                        told(times.get("raw FTS5", [])),
                        "–" if share is None else f"{share:.2f} x",
                        "–" if floor is None else f"{floor:g} / {goal:g}",
                        *(told(times.get(peer.name, [])) for peer in peers[1:]),
                        told(times.get("further", [])),
                        told(times["count"]),
                    )
                )
                grown[name].append(told(times["aitui"]))
            others = [peer.name for peer in peers[1:]]
            table(
                (
                    f"{size:,} articles, ms",
                    "aitui",
                    "raw FTS5",
                    "p95",
                    "most / goal",
                    *others,
                    "in other words too",
                    "count of all",
                ),
                rows,
            )
            common = max(
                next(filter(None, reversed([asked[name] for name in BUDGETS]))), key=lambda one: one.typed
            )
            waits = [
                stopped(path, common, next(filter(None, asked.values()))[0]) for _ in range(options.runs)
            ]
            now, peak = memory(path, asked)
            mb = path.stat().st_size / 1e6
            print(
                f"{size:,} articles: a search typed over another begins after {told(waits)} ms; "
                f"a reader takes {now:.0f} MB, {peak:.0f} at most; the file {mb:,.0f} MB.\n",
                flush=True,
            )
        table(
            ("aitui, ms, by articles", *(f"{size:,}" for size in sizes)),
            [(name, *cells) for name, cells in grown.items()],
        )


if __name__ == "__main__":
    main()
