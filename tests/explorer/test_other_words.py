"""A search that finds little: its hits are shown at once, and what it finds in other words is added below."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from small_corpora import Held, explore, put

from aitui.errors import StoppedError
from aitui.explorer.state import Explorer
from aitui.model import Article
from aitui.store import widening
from aitui.store.rows import Facet

TEXTS = [
    Article("Банк Шотландии вернул вклады.", "/ru", "Вклады", "Лента", "ru", "2025-03-01"),
    Article("The Bank of Scotland pays three per cent.", "/en", "Rates", "Post", "en", "2025-02-01"),
    Article("Погода плохая.", "/погода", "Погода", "Лента", "ru", "2025-01-01"),
]


class Counted(Held):
    """Queries that are answered when the test says so.

    Attributes:
        widened: how often a search was looked for in other words.
    """

    def __init__(self, corpus: Path, patch: pytest.MonkeyPatch) -> None:
        super().__init__(corpus)
        self.widened = 0
        widen = widening.widened

        def counted(*told: Any) -> Any:
            self.widened += 1
            return widen(*told)

        patch.setattr(widening, "widened", counted)

    def answer_all(self) -> None:
        while self._held:
            self.answer(next(iter(self._held)))

    def stop(self, lane: str) -> None:
        self._held.pop(lane, None)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tmp_path_factory.mktemp("банк") / "слова.db", TEXTS)


@pytest.fixture
def held(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Explorer, Counted]]:
    jobs = Counted(corpus, monkeypatch)
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        jobs.answer_all()
        yield explorer, jobs


def langs(explorer: Explorer) -> list[str]:
    return [hit.lang for hit in explorer.search.groups.rows]


def test_what_was_typed_is_there_first_and_the_rest_is_added_below(held: tuple[Explorer, Counted]) -> None:
    explorer, jobs = held
    asked = explorer.search
    asked.run("Bank of Scotland")
    jobs.answer("search")
    assert (langs(explorer), asked.looking, asked.total, jobs.widened) == (["en"], True, None, 0)
    shown, first = asked.shown, asked.hits[0]
    # Neither the end of the list nor its size is known yet: nobody asks for more of it.
    asked.more(0)
    assert not asked.running
    jobs.answer("hits")
    assert asked.walk.told() == "3 hits so far"
    jobs.answer("others")
    assert (langs(explorer), asked.looking, asked.total) == (["en", "ru"], False, 2)
    assert asked.shown is shown, "the cursor would go back to the first hit"
    assert asked.hits[0] == first


def test_it_is_worked_out_once_for_the_list_the_walk_and_the_facets(held: tuple[Explorer, Counted]) -> None:
    explorer, jobs = held
    asked = explorer.search
    asked.run("Bank of Scotland")
    jobs.answer_all()
    assert asked.walk.told() == "5 hits"  # three words, and two
    explorer.step(-1)
    assert explorer.article is not None
    assert explorer.article.row.title == "Вклады"
    explorer.faceting.show()
    jobs.answer("facets")
    numbers = {(line.field, line.value): line.number for line in explorer.faceting.lines}
    assert (numbers["lang", "ru"], numbers["lang", "en"]) == (1, 1)
    asked.put(Facet("lang", "ru"))
    jobs.answer("search")
    assert (langs(explorer), asked.looking, asked.total) == (["ru"], False, 1)
    assert jobs.widened == 1


def test_the_number_for_a_reason_is_that_of_the_hits(held: tuple[Explorer, Counted]) -> None:
    explorer, jobs = held
    explorer.search.run("Bank of Scotland")
    jobs.answer_all()
    explorer.faceting.show()
    jobs.answer_all()
    why = {line.value: line.number for line in explorer.faceting.lines if line.field == "why"}
    assert why == {None: None, "exact": 1, "translation": 1}


def test_another_search_stops_it(held: tuple[Explorer, Counted]) -> None:
    explorer, jobs = held
    asked = explorer.search
    asked.run("Bank of Scotland")
    jobs.answer("search")
    asked.run("погода")
    assert (asked.looking, "others" in jobs._held) == (False, False)
    jobs.answer("search")
    assert [hit.title for hit in asked.hits] == ["Погода"]


def test_where_nothing_is_as_typed_the_first_hit_opens_when_it_is_found(
    held: tuple[Explorer, Counted],
) -> None:
    explorer, jobs = held
    asked = explorer.search
    asked.put(Facet("lang", "ru"))
    asked.run("Bank of Scotland")
    explorer.go("search")
    asked.open_hit(0)
    jobs.answer("search")
    assert (langs(explorer), explorer.focus) == ([], "search")
    asked.open_hit(0)
    jobs.answer("others")
    assert (explorer.focus, explorer.article and explorer.article.row.title) == ("reader", "Вклады")


def test_a_search_that_is_still_being_typed_is_not_looked_for_in_other_words(
    held: tuple[Explorer, Counted],
) -> None:
    explorer, jobs = held
    explorer.search.run("Bank of Scotland", typing=True)
    jobs.answer_all()
    assert (langs(explorer), explorer.search.total, jobs.widened) == (["en"], 1, 0)


def test_stopped_it_leaves_what_was_typed(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stopped(Counted):
        def submit(self, lane: str, query: Any, done: Any, failed: Any, *more: Any, **told: Any) -> None:
            super().submit(lane, query, done, failed, *more, **told)
            self.failed = failed

    jobs = Stopped(corpus, monkeypatch)
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        jobs.answer_all()
        explorer.search.run("Bank of Scotland")
        jobs.answer("search")
        assert "others" in jobs._held
        jobs.failed(StoppedError("Stopped."))
        assert (langs(explorer), explorer.search.total, explorer.search.looking) == (["en"], 1, False)
        assert explorer.message == "Stopped."


def test_by_date_they_come_where_their_dates_put_them(held: tuple[Explorer, Counted]) -> None:
    explorer, jobs = held
    asked = explorer.search
    asked.sort()
    asked.run("Bank of Scotland")
    jobs.answer("search")
    assert langs(explorer) == ["en"]
    jobs.answer_all()
    assert langs(explorer) == ["ru", "en"]


def test_what_came_in_since_is_found_in_other_words_too(tmp_path: Path) -> None:
    corpus = put(tmp_path / "слова.db", TEXTS)
    with explore(corpus, tmp_path) as explorer:
        explorer.search.run("Bank of Scotland")
        assert langs(explorer) == ["en", "ru"]
        put(corpus, [Article("Снова Банк Шотландии.", "/ещё", "Ещё", "Лента", "ru", "2025-04-01")])
        explorer.search.again()
        assert (langs(explorer), explorer.search.total) == (["en", "ru", "ru"], 3)
