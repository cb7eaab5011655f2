"""What does the full-text index take, and for what?  `index_parts.py CORPUS [--articles N]`

The index of the latest articles of a corpus, made anew with one thing less or another each time: bytes a byte
of text, time to make it, time of a ranked word that stands in many articles.  And for Chinese, Japanese and
Thai: pairs of characters against single ones and against SQLite's own trigrams, on those articles alone.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from measure import machine, table

from aitui.store import articles, database, fulltext
from aitui.text import stem

_TOKENS = "tokenize='unicode61 remove_diacritics 2'"
_MARKS = ("\ue000", "\ue001", "\ue002")
# Behind such a mark: that a frame of a sound follows.
_FRAMES = ("\ue003", "\ue004")
# The mark of the words of titles (`title_words`).
_TITLES = "\ue005"
Rows = list[tuple[int, tuple[str, ...]]]


def make(rows: Rows, columns: int, options: str) -> tuple[sqlite3.Connection, float, int]:
    """Return an index in memory, the seconds of CPU it took, and its bytes."""
    conn = sqlite3.connect(":memory:")
    names = ", ".join(f"c{n}" for n in range(columns))
    conn.execute(f"CREATE VIRTUAL TABLE found USING fts5({names}, content='', {options})")
    began = time.process_time()
    marks = ", ".join("?" * (columns + 1))
    conn.executemany(
        f"INSERT INTO found(rowid, {names}) VALUES({marks})", ((number, *row) for number, row in rows)
    )
    conn.execute("INSERT INTO found(found) VALUES('optimize')")
    taken = time.process_time() - began
    size = 0
    for part, column in (("data", "block"), ("docsize", "sz")):
        if conn.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (f"found_{part}",)).fetchone():
            size += conn.execute(f"SELECT sum(length({column}) + 4) FROM found_{part}").fetchone()[0]
    return conn, taken, size


def ranked(conn: sqlite3.Connection, word: str) -> str:
    """Return the milliseconds of CPU of a ranked search, the median of five."""
    times = []
    for _ in range(5):
        began = time.process_time()
        conn.execute(
            "SELECT rowid FROM found WHERE found MATCH ? ORDER BY bm25(found) LIMIT 50", (f'"{word}"',)
        ).fetchall()
        times.append((time.process_time() - began) * 1000)
    return f"{sorted(times)[2]:.1f}"


def whole(rows: Rows, size: int) -> Iterator[tuple[str, ...]]:
    """Yield a line for each way to make the index of all texts."""
    words = Counter(word for _, (body, _, _) in rows for word in set(body.split()))
    word = next(word for word, _ in words.most_common() if len(word) > 3 and word.isalpha())

    def without(keep: Callable[[str], bool]) -> Rows:
        return [(n, (a, b, " ".join(filter(keep, c.split())))) for n, (a, b, c) in rows]

    ways: dict[str, tuple[Rows, str]] = {
        "as it is": (rows, _TOKENS),
        "titles first": ([(n, (b, a, c)) for n, (a, b, c) in rows], _TOKENS),
        "without the words of titles": (without(lambda one: one[0] != _TITLES), _TOKENS),
        "without frames of how names sound": (without(lambda one: one[1:2] not in _FRAMES), _TOKENS),
        "without how names sound": (without(lambda one: one[0] not in _MARKS), _TOKENS),
        "without stems and the rest of `forms`": (without(lambda one: False), _TOKENS),
        "columnsize=0": (rows, f"{_TOKENS}, columnsize=0"),
        "detail=column: no phrases": (rows, f"{_TOKENS}, detail=column"),
        "prefix='2 3'": (rows, f"{_TOKENS}, prefix='2 3'"),
    }
    for name, (given, options) in ways.items():
        conn, taken, length = make(given, 3, options)
        yield name, f"{length / size:.3f}", f"{taken:.2f}", ranked(conn, word)
        conn.close()


def runs(texts: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield a line for each way to index texts without blanks between words."""
    luck = random.Random(3)
    size = sum(len(text.encode()) for text in texts)
    asked: dict[int, list[str]] = {1: [], 2: [], 3: [], 4: []}
    for text in texts:
        for _, _, word in stem.words(text):
            if stem.is_run(word) and len(word) > 4:
                for length, found in asked.items():
                    at = luck.randrange(len(word) - length)
                    found.append(word[at : at + length])
    bare = [" ".join(word for _, _, word in stem.words(text)) for text in texts]
    truth = {
        word: {n for n, text in enumerate(bare) if word in text}
        for found in asked.values()
        for word in found[:40]
    }
    ways: dict[str, tuple[list[str], str, Callable[[str], str]]] = {
        "pairs, as it is": (
            [
                stem.spell(stem.index_words(text)) + " " + " ".join(stem.forms(stem.index_words(text), "zh"))
                for text in texts
            ],
            _TOKENS,
            lambda word: f'"{" ".join(stem.bigrams(word))}"' + (" *" if len(word) == 1 else ""),
        ),
        "single characters": (
            [" ".join(text.replace(" ", "")) for text in bare],
            _TOKENS,
            lambda word: f'"{" ".join(word)}"',
        ),
        "trigrams of SQLite": (bare, "tokenize='trigram'", lambda word: f'"{word}"'),
    }
    for name, (given, options, expression) in ways.items():
        conn, taken, length = make([(n, (text,)) for n, text in enumerate(given)], 1, options)
        cells = []
        for found in asked.values():
            right = wrong = of = 0
            began = time.process_time()
            for word in found[:40]:
                hits = {
                    row[0]
                    for row in conn.execute(
                        "SELECT rowid FROM found WHERE found MATCH ?", (expression(word),)
                    )
                }
                right, wrong, of = (
                    right + len(hits & truth[word]),
                    wrong + len(hits - truth[word]),
                    of + len(truth[word]),
                )
            spent = (time.process_time() - began) * 1000 / max(1, len(found[:40]))
            cells.append(f"{right / max(1, of):.0%}, {wrong} wrong, {spent:.2f} ms")
        yield name, f"{length / size:.2f}", f"{taken:.2f}", *cells
        conn.close()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=5000, help="of how many (default 5000)")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    conn = database.open_reader(options.corpus)
    ids = list(articles.ids(conn, limit=options.articles))
    rows: Rows = []
    for one in sorted(ids):
        title, body, forms = fulltext.columns_of(conn, one)
        rows.append((one, (body, title, forms)))
    texts = [articles.text(conn, one).text for one in ids]
    size = sum(len(text.encode()) for text in texts)
    table(
        (f"index of {len(ids):,} articles", "bytes a byte of text", "s to make", "ms ranked"),
        list(whole(rows, size)),
    )
    unspaced = [text for text in texts if stem.is_run(text[:1]) or sum(map(stem.is_run, text[:50])) > 25]
    if unspaced:
        heads = (f"{len(unspaced):,} texts without blanks", "bytes a byte", "s to make")
        table((*heads, *(f"{length} characters: found" for length in (1, 2, 3, 4))), list(runs(unspaced)))


if __name__ == "__main__":
    main()
