"""Corpora of any size, filled straight into the store: what is in them is drawn, not found by the annotator.

An article has eight sentences in one of the demo corpus's languages, ten mentions and two dates; the newest
one, which the explorer opens first, is long enough to scroll.  Entities
are drawn by rank: the first stands in about two articles of a hundred, the 1,000th in one of 2,000.  MARKS
are words that stand in a known share of the articles, for searches.
"""

from __future__ import annotations

import random
import shutil
import time
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from measure import note
from texts import languages, published, sentence

from aitui.model import Annotation, Article, Layout, Mention, Sentence, Timex
from aitui.store import database, fulltext, runs
from aitui.store.writer import Writer

ENTITIES = 20_000
SENTENCES = 8
NEWEST = "2026-02-01"
TYPES = ("organization", "person", "place", "product", "law", "event", "work", "concept")

# A word and the share of articles that hold it.
MARKS = {"zervalin": 0.0005, "moldaset": 0.003, "tarpovik": 0.03, "kulmbrega": 0.08, "ondrefal": 0.3}
# Two words that stand side by side wherever the first one stands.
PHRASE = ("velmora", "sindrake")
PHRASE_SHARE = 0.002

# Raise it when the texts or what is drawn for them change: kept corpora are then made anew.
_RECIPE = 4
_BATCH = 1000
_SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "xo", "zu")


def entity(rank: int) -> tuple[str, str]:
    """Return slug and name of the entity of a rank, 0 the most frequent."""
    syllables: list[str] = []
    number = rank + 1
    while number:
        number, digit = divmod(number, len(_SYLLABLES))
        syllables.append(_SYLLABLES[digit])
    name = "".join(syllables).capitalize() + f" {rank:05}"
    return name.lower().replace(" ", "-"), name


class _Drawer:
    """Draws articles, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._luck = random.Random(seed)
        self._weights = list(accumulate(1 / (rank + 100) for rank in range(ENTITIES)))

    def _rank(self) -> int:
        return bisect(self._weights, self._luck.random() * self._weights[-1])

    def article(self, number: int) -> tuple[Article, Annotation]:
        luck = self._luck
        newest = number == 0
        lang, day = languages(luck), NEWEST if newest else published(luck)
        title = f"№ {number:07} " + " ".join(sentence(lang, luck).split()[:9])[:90]
        marks = [word for word, share in MARKS.items() if luck.random() < share]
        if luck.random() < PHRASE_SHARE:
            marks.append(" ".join(PHRASE))
        text, sentences = title + "\n\n", list[Sentence]()
        mentions, timexes = list[Mention](), list[Timex]()
        for place in range(SENTENCES * 20 if newest else SENTENCES):
            start = len(text)
            text += sentence(lang, luck)
            for _ in range(2 if place in (1, 4) else 1):
                slug, name = entity(rank := self._rank())
                at = len(text) + 2
                text += f" ({name})"
                kind = TYPES[rank % len(TYPES)]
                mentions.append(Mention(at, at + len(name), name, slug, name, kind))  # type: ignore[arg-type]
            if place in (2, 5):
                when = published(luck)
                at = len(text) + 2
                text += f" [{when}]"
                timexes.append(Timex(at, at + len(when), when, when, "date", when, when, "past"))
            if marks and place % 3 == 0:
                text += f" – {marks.pop()}."
            sentences.append(Sentence(start, len(text)))
            text += "\n\n" if place % 3 == 2 else " "
        text = text.rstrip()
        layout = Layout(
            title, (0, len(title)), False, day, f"Bench {number % 40}", None, (),
            ((len(title) + 2, len(text)),),
        )  # fmt: skip
        found = Annotation(lang, layout, tuple(sentences), tuple(mentions), tuple(timexes), (), ())
        return Article(text, f"bench:{number}", title, lang=lang, published=day), found


def draw(number: int, seed: int = 1) -> Iterator[tuple[Article, Annotation]]:
    """Yield that many articles, each with what stands in it."""
    drawer = _Drawer(seed)
    for at in range(number):
        yield drawer.article(at)


def corpus(number: int, folder: Path) -> Path:
    """Return the corpus of that many articles in the folder, made or brought up to date where needed."""
    path = folder / f"corpus-{_RECIPE}-{number}.db"
    if path.exists():
        database.upgrade(path)
        return path
    note(f"making a corpus of {number:,} articles …")
    building = path.with_suffix(".building")
    for rest in folder.glob(f"{building.name}*"):
        rest.unlink()
    began = time.monotonic()
    conn = database.open_writer(building)
    batch: list[tuple[Article, Annotation]] = []

    def write() -> None:
        with database.transaction(conn):
            writer = Writer(conn, runs.begin(conn, "bench", {}))
            for article, found in batch:
                writer.put(article, found, (found.layout.published, found.layout.published))
        batch.clear()

    for one in draw(number):
        batch.append(one)
        if len(batch) == _BATCH:
            write()
    write()
    with database.transaction(conn):
        fulltext.merge(conn)
    database.compact(conn)
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()
    building.rename(path)
    note(f"… {time.monotonic() - began:.0f} s, {path.stat().st_size / 1e6:,.0f} MB")
    return path


# What a copy of all articles adds, `k` times `n` behind the first one.
_COPY = (
    "INSERT INTO article SELECT id + :k * :n, uid || '-' || :k, source_id, address || '-' || :k, url, title, "
    "title_made, author, lang, published, published_sort, published_end, ingested_at, version_id + :k * :n "
    "FROM article WHERE id <= :n",
    "INSERT INTO version SELECT id + :k * :n, uid, article_id + :k * :n, seq, length, encoding, run_id "
    "FROM version WHERE id <= :n",
    "INSERT INTO body SELECT version_id + :k * :n, text FROM body WHERE version_id <= :n",
    "INSERT INTO sentence_spans SELECT version_id + :k * :n, spans FROM sentence_spans "
    "WHERE version_id <= :n",
    "INSERT INTO mention_row SELECT version_id + :k * :n, start, length, entity_id, rule_id FROM mention_row "
    "WHERE version_id <= :n",
    "INSERT INTO timex_row SELECT version_id + :k * :n, start, length, sentence_start, sentence_end, "
    "value_id FROM timex_row WHERE version_id <= :n",
)
# What is ordered by entity is written anew as a whole: row by row it would touch every page of it.
_REORDER = (
    "CREATE TEMP TABLE days AS SELECT * FROM timeline",
    "DELETE FROM timeline",
    "INSERT INTO timeline SELECT d.entity_id, d.day, d.article_id + c.k * :n, d.start, d.last, d.status, "
    "d.lang FROM days d JOIN copy c ORDER BY 1, 2, 3, 4",
    "DROP TABLE days",
    # Joins are for texts that came in by `add`.
    "DELETE FROM link_pending",
    "UPDATE timeline_day SET count = count * :times",
    "UPDATE entity_lang SET mentions = mentions * :times, articles = articles * :times",
    "UPDATE entity_total SET mentions = mentions * :times, articles = articles * :times",
)


def multiplied(number: int, times: int, folder: Path) -> Path:
    """Return a corpus of `number` articles, each there `times` times: a million in minutes.

    The copies are not in the full-text index: it is for what does not ask that.
    """
    path = folder / f"corpus-{_RECIPE}-{number}x{times}.db"
    if path.exists():
        database.upgrade(path)
        return path
    source = corpus(number, folder)
    note(f"copying it {times} times …")
    began = time.monotonic()
    building = path.with_suffix(".building")
    for rest in folder.glob(f"{building.name}*"):
        rest.unlink()
    shutil.copyfile(source, building)
    conn = database.open_writer(building)
    for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-1000000", "journal_mode=OFF"):
        conn.execute(f"PRAGMA {pragma}")
    indexes = conn.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND name IN ('mention_entity', "
        "'article_published', 'article_source', 'article_ingested', 'article_place')"
    ).fetchall()
    conn.execute("CREATE TEMP TABLE copy(k INTEGER PRIMARY KEY)")
    conn.execute("BEGIN")
    for name, _ in indexes:
        conn.execute(f"DROP INDEX {name}")
    conn.executemany("INSERT INTO copy VALUES(?)", ((k,) for k in range(times)))
    for k in range(1, times):
        for statement in _COPY:
            conn.execute(statement, {"k": k, "n": number})
    for statement in _REORDER:
        conn.execute(statement, {"n": number, "times": times})
    for _, sql in indexes:
        conn.execute(sql)
    conn.execute("COMMIT")
    conn.execute("PRAGMA journal_mode=WAL")
    conn.close()
    building.rename(path)
    note(f"… {time.monotonic() - began:.0f} s, {path.stat().st_size / 1e6:,.0f} MB")
    return path
