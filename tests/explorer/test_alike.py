"""What is near a search in meaning stands below its hits, when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from small_corpora import explore, four, put

from aitui.analysis import meaning
from aitui.errors import AituiError, StoppedError
from aitui.explorer import alike
from aitui.explorer.jobs import InlineJobs
from aitui.explorer.state import Explorer
from aitui.ingest import vectors as filling
from aitui.model import Article
from aitui.query import parse
from aitui.store import database, vectors
from aitui.store.rows import Facet

WITH = pytest.mark.skipif(not meaning.available(), reason="the extra semantic is not installed")


class Weather:
    """A model that knows one thing: whether a text is about the weather."""

    def text(self, text: str) -> bytes:
        return self._packed("rain" in text or "дождь" in text)

    def nearness(self, text: str, sentences: Sequence[str]) -> list[float]:
        return [float("дождь" in sentence) for sentence in sentences]

    def _packed(self, wet: bool) -> bytes:
        return bytes([100 if wet else 0, 0 if wet else 100, *([0] * (meaning.DIMENSIONS - 2))])


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return put(tmp_path / "корпус.db", four())


@pytest.fixture
def explorer(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Explorer]:
    model = Weather()
    monkeypatch.setattr(meaning, "available", lambda: True)
    monkeypatch.setattr(alike, "encoder", lambda: model)
    with explore(corpus, tmp_path) as explorer:
        yield explorer


def fill(corpus: Path) -> None:
    with database.writing(corpus) as conn, database.transaction(conn):
        rows = vectors.without(conn, meaning.MODEL, 0, 9)
        told = [(row.version_id, Weather().text(row.text)) for row in rows]
        vectors.write(conn, 1, meaning.MODEL, told)


def shown(explorer: Explorer) -> list[tuple[str, str]]:
    return [(hit.title, hit.why) for hit in explorer.search.groups.rows]


def test_what_is_near_stands_below_the_hits_with_its_sentence(explorer: Explorer, corpus: Path) -> None:
    fill(corpus)
    explorer.search.run("rain OR huawei")
    before = shown(explorer)
    assert len(before) == 2
    explorer.search.alike.toggle()
    assert shown(explorer) == [*before, ("Погода", "meaning")]
    assert explorer.message == "1 more is near in meaning, below the hits."
    hit = explorer.search.groups.rows[-1]
    assert hit.snippet == "Завтра дождь."
    assert explorer.search.total == 2  # what is counted is what the words find
    explorer.search.open_hit(2)
    assert explorer.article is not None
    assert explorer.article.row.title == "Погода"
    assert explorer.article.text[hit.start :].startswith("Завтра дождь.")
    # Again: without them.
    explorer.search.alike.toggle()
    assert shown(explorer) == before
    put(corpus, [Article("Завтра дождь и ветер.", "/ещё")])
    explorer.search.alike.toggle()
    assert explorer.message.endswith("Without a vector: 1 (`aitui reindex --vectors`).")


def test_it_is_of_the_search_that_is_shown_alone(explorer: Explorer, corpus: Path) -> None:
    fill(corpus)
    explorer.search.run("rain OR huawei")
    explorer.search.alike.toggle()
    explorer.search.put(Facet("lang", "zh"))
    assert [why for _, why in shown(explorer)] != ["meaning"]
    assert "meaning" not in dict(shown(explorer)).values()
    # Under a facet only what it leaves is compared.
    explorer.search.alike.toggle()
    assert explorer.message == "Nothing else is near in meaning."
    explorer.search.peel()
    explorer.search.alike.toggle()
    assert ("Погода", "meaning") in shown(explorer)
    explorer.search.run("китай")
    assert "meaning" not in dict(shown(explorer)).values()


def test_what_is_missing_is_told(explorer: Explorer, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    explorer.search.alike.toggle()
    assert "no search yet" in explorer.message
    explorer.search.run("китай")
    explorer.search.alike.toggle()
    assert "`aitui reindex --vectors` makes them" in explorer.message
    monkeypatch.setattr(meaning, "available", lambda: False)
    explorer.search.alike.toggle()
    assert "pip install 'aitui[semantic]'" in explorer.message
    explorer.search.run("lang:ru")
    explorer.search.alike.toggle()
    assert "no words" in explorer.message


def test_what_is_compared_is_what_the_search_says_in_words() -> None:
    assert (
        alike.words(parse('чип "export control" -модель lang:ru @Китай /а+/')) == "чип export control Китай"
    )


@WITH
def test_a_search_in_one_language_meets_another_one(corpus: Path, tmp_path: Path) -> None:
    with database.writing(corpus) as conn:
        filling.fill(conn)
    with explore(corpus, tmp_path) as explorer:
        explorer.search.run("the weather tomorrow, rain")
        explorer.search.alike.toggle()
        assert shown(explorer)[0] == ("Погода", "meaning")


class Slow(InlineJobs):
    """Compares meanings until it is stopped."""

    def __init__(self, corpus: Path) -> None:
        super().__init__(lambda: database.open_reader(corpus))
        self._failed: list[Callable[[AituiError], None]] = []

    def submit(self, lane: str, query: Any, done: Any, failed: Any, *more: Any, **named: Any) -> None:
        if lane == "alike":
            self._failed.append(failed)
        else:
            super().submit(lane, query, done, failed, *more, **named)

    def stop(self, lane: str) -> None:
        if lane == "alike" and self._failed:
            self._failed.pop()(StoppedError("Stopped."))


def test_another_search_ends_the_comparison_without_a_word(corpus: Path, tmp_path: Path) -> None:
    fill(corpus)
    with explore(corpus, tmp_path, jobs=Slow(corpus)) as explorer:
        explorer.search.run("huawei")
        explorer.search.alike.toggle()
        before = explorer.message
        explorer.search.run("китай")
        assert explorer.message == before != "Stopped."
