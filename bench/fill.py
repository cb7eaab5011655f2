"""Fill a corpus of any size straight from generated texts.  `fill.py TEXTS MENTIONS NAMES CORPUS`

For sizes that would take the annotator a day: what stands in the texts is told by their generator.  All three
are JSON lines: texts `{id, url, title, published, lang, source, text}`; mentions `{id, m: [[entity, start,
end], …]}`, one line for each text in the same order; names `{entity, kind, names: {lang: [form, …]}}`.
Sentences end at a full stop.  There are no dates and facts in such a corpus, and no names are joined.

Rows and index are those that `aitui add` makes (tests/test_bench_fill.py); what lies by entity is written at
the end and in order.  Prints how long each part took, and what the index is made of.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from measure import note, table

from aitui.store import database, entities, fulltext, runs, sentence_spans
from aitui.store.runs import now
from aitui.store.uids import article_uid, source_uid, version_uid
from aitui.text import sounds, stem

# Articles as they are read: what is told of each, and its mentions.
_Batch = list[tuple[dict[str, str], list[list[int]]]]
_BATCH = 5000
_TYPES = {"person": "person", "org": "organization", "place": "place"}
_SENTENCE = re.compile(r"[^\s.。][^.。]*[.。]?")

# Dropped while filling and made anew, in order.
_INDEXES = ("mention_entity", "article_published", "article_source", "article_ingested")
# What is counted from the rows: the same statements for any number of them.
_COUNTED = (
    "INSERT INTO entity_lang SELECT m.entity_id, a.lang, count(*), count(DISTINCT m.version_id) "
    "FROM mention m JOIN article a ON a.version_id = m.version_id GROUP BY 1, 2",
    "CREATE TEMP TABLE came AS SELECT id, version_id, lang, "
    "CAST(replace(published_sort, '-', '') AS INTEGER) AS out, "
    "CAST(replace(substr(ingested_at, 1, 10), '-', '') AS INTEGER) AS came_in FROM article",
    "INSERT INTO entity_total SELECT entity_id, sum(mentions), sum(articles), count(*), ("
    "SELECT coalesce(max(CAST(replace(a.published_sort, '-', '') AS INTEGER)), 0) FROM mention m "
    "JOIN article a ON a.version_id = m.version_id WHERE m.entity_id = l.entity_id) "
    "FROM entity_lang l GROUP BY 1",
    "INSERT INTO timeline_day SELECT clock, 1, day, 1, 0, lang, count(*) FROM ("
    "SELECT 1 AS clock, out AS day, lang FROM came UNION ALL SELECT 2, came_in, lang FROM came) "
    "GROUP BY clock, day, lang ORDER BY 1, 3, 6",
    "DROP TABLE came",
)


@dataclass(slots=True)
class Spent:
    """Seconds that each part took, and bytes of text."""

    words: float = 0.0
    index: float = 0.0
    rows: float = 0.0
    counts: float = 0.0
    merge: float = 0.0
    text: int = 0
    articles: int = 0


def fill(conn: sqlite3.Connection, texts: Path, mentions: Path, names: Path) -> Spent:
    """Fill an empty corpus and return what was spent.  A run that is stopped leaves no usable file."""
    spent = Spent()
    for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-400000"):
        conn.execute(f"PRAGMA {pragma}")
    began = time.perf_counter()
    with database.transaction(conn):
        made = [
            conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
            for name in _INDEXES
        ]
        for name in _INDEXES:
            conn.execute(f"DROP INDEX {name}")
        run = runs.begin(conn, "bench", {})
        conn.execute("INSERT INTO rule VALUES(1, 'generated', 'name', 1.0)")
        fulltext.refresh(conn)
        conn.execute("INSERT INTO article_fts(article_fts, rank) VALUES('automerge', 0)")
    spent.rows += time.perf_counter() - began
    seen: set[int] = set()
    for batch, words, seconds in _batches(texts, mentions):
        spent.words += seconds
        _write(conn, batch, words, run, spent)
        seen.update(entity for _, found in batch for entity, _, _ in found)
        if spent.articles % (10 * _BATCH) == 0:
            note(f"… {spent.articles:,} articles, {time.perf_counter() - began:.0f} s")
    began = time.perf_counter()
    with database.transaction(conn):
        _entities(conn, names, seen)
        for statement in (*made, *_COUNTED):
            conn.execute(statement)
        runs.finish(conn, run, {"added": spent.articles}, stopped=False)
        conn.execute("INSERT INTO article_fts(article_fts, rank) VALUES('automerge', 4)")
    spent.counts = time.perf_counter() - began
    began = time.perf_counter()
    with database.transaction(conn):
        fulltext.merge(conn)
    spent.merge = time.perf_counter() - began
    return spent


def _entities(conn: sqlite3.Connection, names: Path, seen: set[int]) -> None:
    """Write the entities that are mentioned: number `n` of the generator has the id `n` + 1."""
    with names.open("rb") as stream:
        for line in stream:
            row = json.loads(line)
            if row["entity"] not in seen:
                continue
            number, forms = row["entity"] + 1, row["names"]
            slug, name = f"e{number:05}", forms["en"][0]
            conn.execute(
                "INSERT INTO entity(id, uid, type, name, origin, sure) VALUES(?, ?, ?, ?, 'gazetteer', 1)",
                (number, slug, _TYPES[row["kind"]], name),
            )
            conn.executemany(
                "INSERT INTO entity_name VALUES(?, ?, ?)",
                ((number, lang, own[0]) for lang, own in forms.items()),
            )
            known = [slug, *(form for own in forms.values() for form in own)]
            keys = {key for form in known for key in entities.keys(form)}
            conn.executemany("INSERT INTO entity_key VALUES(?, ?)", ((key, number) for key in keys))


def _batches(texts: Path, mentions: Path) -> Iterator[tuple[_Batch, list[fulltext.Columns], float]]:
    """Yield articles with the words of each and the seconds these took, worked out beside the writing."""
    with (
        texts.open("rb") as one,
        mentions.open("rb") as other,
        ProcessPoolExecutor(1, initializer=_remember_all) as beside,
    ):
        lines = zip(one, other, strict=True)
        under_way: deque[Future[tuple[_Batch, list[fulltext.Columns], float]]] = deque()
        while part := list(islice(lines, _BATCH)):
            under_way.append(beside.submit(_read, part))
            if len(under_way) > 2:
                yield under_way.popleft().result()
        for rest in under_way:
            yield rest.result()


def _remember_all() -> None:
    """Let the process that reads forget no word: these texts have more different ones than any language."""
    for module, name in ((stem, "_form"), (stem, "stem"), (stem, "bare"), (sounds, "of_name")):
        setattr(module, name, cache(getattr(module, name).__wrapped__))


def _read(lines: list[tuple[bytes, bytes]]) -> tuple[_Batch, list[fulltext.Columns], float]:
    batch = [(json.loads(text), json.loads(found)["m"]) for text, found in lines]
    began = time.process_time()
    words = [
        fulltext.columns(
            row["title"], row["text"], (), row["lang"], [row["text"][start:end] for _, start, end in found]
        )
        for row, found in batch
    ]
    return batch, words, time.process_time() - began


def _write(
    conn: sqlite3.Connection, batch: _Batch, words: list[fulltext.Columns], run: int, spent: Spent
) -> None:
    """Write articles with their sentences, mentions and words, in one transaction."""
    first, at = spent.articles + 1, now()
    with database.transaction(conn):
        began = time.perf_counter()
        conn.executemany(
            "INSERT INTO source(uid, name) VALUES(?, ?) ON CONFLICT DO NOTHING",
            dict.fromkeys((source_uid(row["source"]), row["source"]) for row, _ in batch),
        )
        sources = dict(conn.execute("SELECT name, id FROM source"))
        for number, (row, found) in enumerate(batch, first):
            text, day = row["text"], row["published"][:10]
            spent.text += len(text.encode())
            source, title, lang, url = row["source"], row["title"], row["lang"], row["url"]
            values = (article_uid(url, text), sources[source], url, url, title, lang, day, day, day, at)
            conn.execute(
                """INSERT INTO article(id, version_id, uid, source_id, address, url, title, lang, published,
                published_sort, published_end, ingested_at) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                (number, number, *values),
            )
            conn.execute(
                "INSERT INTO version VALUES(?, ?, ?, 1, ?, 'utf-8', ?)",
                (number, version_uid(text), number, len(text), run),
            )
            conn.execute("INSERT INTO body VALUES(?, ?)", (number, text))
            conn.execute(
                "INSERT INTO given VALUES(?, ?, ?, ?, ?, ?, NULL)", (number, run, title, source, lang, day)
            )
            sentence_spans.write(conn, number, (match.span() for match in _SENTENCE.finditer(text)))
            conn.executemany(
                "INSERT INTO mention_row VALUES(?, ?, ?, ?, 1)",
                [(number, start, end - start, entity + 1) for entity, start, end in found],
            )
        spent.rows += time.perf_counter() - began
        began = time.perf_counter()
        for number, columns in enumerate(words, first):
            fulltext.index(conn, number, columns)
    spent.index += time.perf_counter() - began
    spent.articles += len(batch)


def parts(conn: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Yield the tables of a corpus and the bytes that each takes, its indexes with it, the largest first."""
    try:
        sizes = dict(conn.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY 1"))
    except sqlite3.OperationalError:
        return  # this SQLite was built without it
    found: dict[str, int] = {}
    owners = dict(conn.execute("SELECT name, tbl_name FROM sqlite_master"))
    for name, size in sizes.items():
        owner = owners.get(name, name)
        owner = "article_fts" if owner.startswith("article_fts") else owner
        found[owner] = found.get(owner, 0) + size
    yield from sorted(found.items(), key=lambda part: -part[1])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("texts", "mentions", "names", "corpus"):
        parser.add_argument(name, type=Path)
    options = parser.parse_args()
    building = options.corpus.with_suffix(".building")
    for rest in building.parent.glob(f"{building.name}*"):
        rest.unlink()
    conn = database.open_writer(building)
    spent = fill(conn, options.texts, options.mentions, options.names)
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    rows = [
        (name, f"{size / 1e6:,.1f}", f"{size / spent.text:.2f}")
        for name, size in parts(conn)
        if size > 0.001 * spent.text
    ]
    conn.close()
    building.rename(options.corpus)
    size = options.corpus.stat().st_size
    rows.append(("all", f"{size / 1e6:,.1f}", f"{size / spent.text:.2f}"))
    table((f"{spent.articles:,} articles, {spent.text / 1e6:,.0f} MB of text", "MB", "a byte of text"), rows)
    seconds = ("words", "index", "merge", "rows", "counts")
    table(("seconds", *seconds), [("", *(f"{getattr(spent, name):,.1f}" for name in seconds))])


if __name__ == "__main__":
    main()
