"""Facets: counts by hand on a small corpus; restrictions in the search and in the counts agree."""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_corpora import four, put

from aitui.model import Article
from aitui.store import articles, database, facets
from aitui.store.database import Connection
from aitui.store.rows import Facet, Filters

MORE = [
    Article("Тайвань и Китай ответили. OpenAI молчит.", "/а", "Ответ", "Лента", "ru", "2024-05-01"),
    Article("OpenAI cresce. La Cina risponde.", "/б", "Crescita", "LA STAMPA", "it", "2024-06"),
    Article("Китай молчит.", "/в", "Молчание", None, "ru", "2023"),
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tmp_path_factory.mktemp("грани") / "семь.db", [*four(), *MORE])


@pytest.fixture
def conn(corpus: Path) -> Iterator[Connection]:
    with database.reading(corpus) as opened:
        yield opened


def every(conn: Connection) -> array[int]:
    return array("q", sorted(articles.ids(conn)))


def entity(conn: Connection, slug: str) -> int:
    return int(conn.execute("SELECT id FROM entity WHERE uid = ?", (slug,)).fetchone()[0])


def source(conn: Connection, name: str) -> int:
    return int(conn.execute("SELECT id FROM source WHERE name = ?", (name,)).fetchone()[0])


def test_what_an_unrestricted_result_is_made_of(conn: Connection) -> None:
    told = facets.columns(conn, every(conn))
    counts = facets.count(conn, told)
    assert counts.total == 7
    assert counts.fields["lang"] == {"ru": 4, "it": 2, "zh": 1}
    named = {
        facets.names(conn, counts).get(("source", value), "—"): n
        for value, n in counts.fields["source"].items()
    }
    assert named == {"Лента": 3, "LA STAMPA": 2, "新华": 1, "—": 1}
    assert counts.fields["year"] == {"2025": 2, "": 2, "2024": 2, "2023": 1}
    china = entity(conn, "china")
    assert counts.fields["entity"][china] == 6
    assert next(iter(counts.fields["entity"])) == china
    # Of types the articles count, not the mentions: «Китай» stands three times in one of them.
    assert counts.fields["type"] == {"place": 6, "organization": 4, "person": 1}
    assert not counts.estimated


def test_a_facet_counts_its_values_under_the_others_alone(conn: Connection) -> None:
    told = facets.columns(conn, every(conn))
    counts = facets.count(conn, told, [Facet("lang", "ru"), Facet("entity", entity(conn, "openai"))])
    assert counts.total == 1
    # Its own restriction is left out: what else could be chosen stays in view.
    assert counts.fields["lang"] == {"ru": 1, "it": 1}
    assert counts.fields["source"] == {source(conn, "Лента"): 1}
    assert counts.fields["entity"][entity(conn, "china")] == 3
    assert counts.fields["year"] == {"2024": 1}
    without = facets.count(conn, told, [Facet("lang", "ru", excluded=True)])
    assert without.total == 3
    assert without.fields["lang"]["ru"] == 4
    assert without.fields["year"] == {"": 1, "2025": 1, "2024": 1}


def test_two_values_of_a_facet_widen_it(conn: Connection) -> None:
    told = facets.columns(conn, every(conn))
    assert facets.count(conn, told, [Facet("year", "2024"), Facet("year", "2023")]).total == 3
    without_source = [Facet("source", 0)]
    assert facets.count(conn, told, without_source).total == 1


def test_what_is_counted_is_what_is_found(conn: Connection) -> None:
    """Any restriction: the number in the counts is the number of articles that the filter lets through."""
    told = facets.columns(conn, every(conn))
    offered = [
        Facet(name, value) for name, values in facets.count(conn, told).fields.items() for value in values
    ]
    draw = random.Random("грани")
    for _ in range(200):
        chosen = [
            facet._replace(excluded=draw.random() < 0.4) for facet in draw.sample(offered, draw.randint(1, 4))
        ]
        narrowed = Filters(facets=facets.resolve(conn, chosen))
        assert facets.count(conn, told, chosen).total == len(articles.ids(conn, narrowed)), chosen


def test_of_very_many_articles_entities_are_looked_for_in_a_sample(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "SAMPLE", 3)
    counts = facets.count(conn, facets.columns(conn, every(conn)))
    # What the sample met is counted in all articles; only the types are told from it alone.
    assert counts.sampled == {"entity"}
    assert counts.estimated == {"type"}
    assert counts.fields["entity"][entity(conn, "china")] == 6
