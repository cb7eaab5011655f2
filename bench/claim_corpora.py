"""Corpora of claims of any size, filled straight into the store: what is claimed is drawn, not found.

An article has five claims on its subject and some other entity.  Every third article tells again, in another
language, what an earlier one told within some days; one telling in fifty tells another value.  Entities are
drawn by rank, the first stands in about two articles of a hundred.
"""

from __future__ import annotations

import random
import shutil
import time
from bisect import bisect
from collections import deque
from itertools import accumulate
from pathlib import Path

from corpora import TYPES, entity
from measure import note

from aitui.model import Annotation, Article, Claim, Layout, Mention, Quantity, Sentence, Timex
from aitui.store import database, runs
from aitui.store.writer import Writer

ENTITIES = 20_000
CLAIMS = 5
# Larger corpora are copies of one of so many claims.
BASE = 100_000
# Raise it when what is drawn changes: kept corpora are then made anew.
_RECIPE, _COPIES_RECIPE = 1, 2
_BATCH = 2000
_SENTENCES = {
    "ru": ("{subject} сообщает, что {measure} вместе с {other} в {year} году: {figure}.", "млн долларов"),
    "it": (
        "{subject} dice che {measure} insieme a {other} nel {year} è stato {figure}.",
        "milioni di dollari",
    ),
    "en": (
        "{subject} says that {measure} together with {other} in {year} came to {figure}.",
        "million dollars",
    ),
}
_MEASURES = ("revenue", "profit", "spending", "investment", "funding", "valuation", "price", "debt", "budget")


class _Fact:
    """What an article claims; told again as it is, or with another value."""

    def __init__(self, luck: random.Random, weights: list[float]) -> None:
        first, second = (bisect(weights, luck.random() * weights[-1]) for _ in range(2))
        self.names = first, second if second != first else (first + 1) % ENTITIES
        self.measure = luck.choice(_MEASURES)
        self.value = float(luck.randrange(101, 99_999))
        self.year = luck.randrange(2015, 2026)


class Drawer:
    """Draws articles with their claims, the same for the same seed."""

    def __init__(self, seed: int = 1) -> None:
        self._luck = random.Random(seed)
        self._weights = list(accumulate(1 / (rank + 100) for rank in range(ENTITIES)))
        self._recent: deque[list[_Fact]] = deque(maxlen=200)
        self._number = 0

    def article(self) -> tuple[Article, Annotation]:
        luck, number = self._luck, self._number
        self._number += 1
        lang = luck.choice(list(_SENTENCES))
        # Newer articles are drawn later, so that what is told again is told within some days.
        day = time.strftime("%Y-%m-%d", time.gmtime(1_420_070_400 + number // 50 * 3600))
        if number % 3 == 2 and self._recent:
            told = luck.choice(list(self._recent))
        else:
            told = [_Fact(luck, self._weights) for _ in range(CLAIMS)]
            self._recent.append(told)
        text = f"№ {number:07}\n\n"
        sentences, mentions, timexes = list[Sentence](), list[Mention](), list[Timex]()
        quantities, claims = list[Quantity](), list[Claim]()
        form, unit = _SENTENCES[lang]
        for fact in told:
            value = fact.value if luck.random() > 0.02 else fact.value * 2
            (subject, one), (other, two) = (entity(rank) for rank in fact.names)
            figure, year = f"{value:.0f} {unit}", str(fact.year)
            start = len(text)
            text += form.format(subject=one, measure=fact.measure, other=two, year=year, figure=figure) + " "
            end = len(text) - 1
            for rank, slug, name in ((fact.names[0], subject, one), (fact.names[1], other, two)):
                at = text.index(name, start)
                kind = TYPES[rank % len(TYPES)]
                mentions.append(Mention(at, at + len(name), name, slug, name, kind))  # type: ignore[arg-type]
            at = text.index(year, start)
            timexes.append(Timex(at, at + 4, year, year, "date", f"{year}-01-01", f"{year}-12-31", "past"))
            at = text.index(figure, start)
            amount = value * 1e6
            quantities.append(Quantity(at, at + len(figure), figure, amount, amount, "USD"))
            sentences.append(Sentence(start, end))
            claims.append(
                Claim(
                    start, end, (subject, other), fact.measure, len(claims), year, None, "past", fact.measure
                )
            )
        layout = Layout(
            f"№ {number:07}", (0, 9), False, day, f"Bench {number % 40}", None, (), ((11, len(text)),)
        )
        found = Annotation(
            lang, layout, tuple(sentences), tuple(sorted(mentions, key=lambda m: m.start)), tuple(timexes),
            tuple(quantities), tuple(claims),
        )  # fmt: skip
        return Article(text, f"claims:{number}", None, f"Bench {number % 40}", lang, day), found


# What a copy of all articles adds, `k` times behind the first one; other values of other years, so that none
# is told again and none contradicts its copy.
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
    "INSERT INTO time_value SELECT id + :k * :m, CAST(edtf + 11 * :k AS TEXT), "
    "(substr(earliest, 1, 4) + 11 * :k) || substr(earliest, 5), "
    "(substr(latest, 1, 4) + 11 * :k) || substr(latest, 5), kind, status FROM time_value WHERE id <= :m",
    "INSERT INTO claim_row(version_id, number, start, length, words, kind_id, figure_at, figure_length, "
    "low, high, value_id, entities) "
    "SELECT version_id + :k * :n, number, start, length, words + :k, kind_id, figure_at, figure_length, "
    "low * (1 + :k), high * (1 + :k), value_id + :k * :m, entities "
    "FROM claim_row WHERE version_id <= :n",
)


def multiplied(times: int, folder: Path) -> Path:
    """Return a corpus of `BASE` claims, each there `times` times with other values: a million in minutes."""
    path = folder / f"claims-{_COPIES_RECIPE}-{BASE}x{times}.db"
    if path.exists():
        database.upgrade(path)
        return path
    source = corpus(BASE, folder)
    note(f"copying it {times} times …")
    building = path.with_suffix(".building")
    shutil.copyfile(source, building)
    with database.writing(building) as conn:
        for pragma in ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-500000"):
            conn.execute(f"PRAGMA {pragma}")
        with database.transaction(conn):
            values = conn.execute("SELECT max(id) FROM time_value").fetchone()[0]
            for k in range(1, times):
                for statement in _COPY:
                    conn.execute(statement, {"k": k, "n": BASE // CLAIMS, "m": values})
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    building.rename(path)
    return path


def corpus(number: int, folder: Path) -> Path:
    """Return a corpus of so many claims in the folder, made where it is not there."""
    path = folder / f"claims-{_RECIPE}-{number}.db"
    if path.exists():
        database.upgrade(path)
        return path
    note(f"making a corpus of {number:,} claims …")
    began = time.monotonic()
    building = path.with_suffix(".building")
    for rest in folder.glob(f"{building.name}*"):
        rest.unlink()
    drawer, left = Drawer(), number // CLAIMS
    with database.writing(building) as conn:
        conn.execute("PRAGMA synchronous = OFF")
        while left > 0:
            with database.transaction(conn):
                writer = Writer(conn, runs.begin(conn, "bench", {}))
                for _ in range(min(left, _BATCH)):
                    article, found = drawer.article()
                    writer.put(article, found, (article.published, article.published))
            left -= _BATCH
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    building.rename(path)
    note(f"… {time.monotonic() - began:.0f} s, {path.stat().st_size / 1e6:,.0f} MB")
    return path
