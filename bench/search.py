"""How long does a search take?  `search.py [--big]`

A ranked page of 50 hits with snippets, against a raw FTS5 query of the same words that ranks with bm25,
fetches titles and cuts snippets, over the same texts in a plain FTS5 table.  One word in a known share of
the articles, two words, a phrase, the beginning of a word.  Corpora filled by `corpora`, not by the
annotator; the raw table has no other forms of the words.  Milliseconds, median and 95th percentile.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from corpora import MARKS, PHRASE, corpus
from measure import Sample, arguments, cache, interleave, machine, median, note, percentile, table

from aitui.query import parse
from aitui.store import database, search

SIZE = 10_000
BIG = 100_000
LIMIT = 50
_RARE, _LOW, _MIDDLE, _COMMON, _MOST = MARKS


def queries() -> dict[str, tuple[str, str]]:
    """Return name -> the search as typed into aitui, and as FTS5 wants it."""
    words = {f"a word in {share:.2%} of the articles": (word, f'"{word}"') for word, share in MARKS.items()}
    return {
        **words,
        "two words, 30% and 8%": (f"{_MOST} {_COMMON}", f'"{_MOST}" AND "{_COMMON}"'),
        "a phrase, 0.2%": (f'"{" ".join(PHRASE)}"', f'"{" ".join(PHRASE)}"'),
        "the beginning of a word, 3%": (f"{_MIDDLE[:4]}*", f'"{_MIDDLE[:4]}" *'),
    }


def raw_index(path: Path) -> Path:
    """Return the peer: the texts of a corpus in a plain FTS5 table, made when it is not there."""
    peer = path.with_name(f"{path.stem}-raw.db")
    if peer.exists():
        return peer
    note("making the raw FTS5 table …")
    building = peer.with_suffix(".building")
    building.unlink(missing_ok=True)
    conn = sqlite3.connect(building)
    conn.execute("ATTACH ? AS corpus", (str(path),))
    conn.execute(
        "CREATE VIRTUAL TABLE found USING fts5(title, body, tokenize='unicode61 remove_diacritics 2')"
    )
    conn.execute(
        """INSERT INTO found(rowid, title, body) SELECT a.id, a.title, b.text
        FROM corpus.article a JOIN corpus.body b ON b.version_id = a.version_id"""
    )
    conn.commit()
    conn.close()
    building.rename(peer)
    return peer


def ours(connection: sqlite3.Connection, text: str) -> Sample:
    began = time.perf_counter()
    hits = search.search(connection, parse(text), LIMIT)
    return {"ms": (time.perf_counter() - began) * 1000, "hits": len(hits)}


def raw(connection: sqlite3.Connection, expression: str) -> Sample:
    began = time.perf_counter()
    rows = connection.execute(
        f"""SELECT rowid, title, snippet(found, 1, '', '', '…', 24), rank FROM found
        WHERE found MATCH ? ORDER BY rank LIMIT {LIMIT}""",
        (expression,),
    ).fetchall()
    return {"ms": (time.perf_counter() - began) * 1000, "hits": len(rows)}


def main() -> None:
    parser = arguments(__doc__, runs=21)
    parser.add_argument("--big", action="store_true", help=f"also on a corpus of {BIG:,} articles")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    with cache(options.cache) as folder:
        for size in (SIZE, BIG) if options.big else (SIZE,):
            path = corpus(size, folder)
            own, peer = database.open_reader(path), sqlite3.connect(raw_index(path))
            rows = []
            for name, (typed, expression) in queries().items():
                tasks: dict[str, Callable[[], Sample]] = {
                    "aitui": partial(ours, own, typed),
                    "raw": partial(raw, peer, expression),
                }
                found = interleave(tasks, options.runs)
                first, second = found["aitui"]["ms"], found["raw"]["ms"]
                if not found["aitui"]["hits"][0] or not found["raw"]["hits"][0]:
                    raise SystemExit(f"{name}: nothing found")
                late = percentile(first, 0.95), percentile(second, 0.95)
                rows.append(
                    (
                        name,
                        f"{median(first):.1f} / {late[0]:.1f}",
                        f"{median(second):.1f} / {late[1]:.1f}",
                        f"{late[0] / late[1]:.2f} x",
                    )
                )
            own.close()
            peer.close()
            table((f"{size:,} articles, ms", "aitui, median / p95", "raw FTS5, median / p95", "p95"), rows)


if __name__ == "__main__":
    main()
