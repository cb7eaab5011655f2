"""A long list is there at once with its first rows; the others follow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from small_corpora import four, put

from aitui.errors import AituiError
from aitui.explorer import state
from aitui.explorer.jobs import InlineJobs, ThreadJobs
from aitui.explorer.state import Explorer
from aitui.store import articles, database, entities, mentions, workspace
from aitui.store.database import Connection

T = TypeVar("T")


class LateJobs(InlineJobs):
    """Keeps what it is asked until it is told to run."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        super().__init__(connect)
        self.lanes: list[str] = []
        self._waiting: list[Callable[[], None]] = []

    def submit(
        self,
        lane: str,
        query: Callable[[Connection], T],
        done: Callable[[T], None],
        failed: Callable[[AituiError], None],
        patience: float = 0.0,
        delay: float = 0.0,
    ) -> None:
        self.lanes.append(lane)
        self._waiting.append(lambda: InlineJobs.submit(self, lane, query, done, failed))

    def run(self) -> None:
        while self._waiting:
            self._waiting.pop(0)()


@pytest.mark.parametrize("rows", [2, 500])
def test_the_first_rows_come_first_and_then_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(state, "FIRST_ROWS", rows)
    corpus = put(tmp_path / "корпус.db", four())
    jobs = LateJobs(lambda: database.open_reader(corpus))
    reader = database.open_reader(corpus)
    all_articles, all_entities = articles.ids(reader), entities.ids(reader)
    assert len(all_articles) == 4
    explorer = Explorer(corpus, reader, workspace.open(tmp_path / "workspace.db"), jobs)
    try:
        explorer.start()
        assert explorer.article_ids == all_articles[:rows]
        assert explorer.entity_ids == all_entities[:rows]
        explorer.load_rest()
        assert ("lists" in jobs.lanes) == (rows == 2)
        jobs.run()
        assert explorer.whole
        assert explorer.article_ids == all_articles
        assert explorer.entity_ids == all_entities
        assert [explorer.position(article) for article in all_articles] == [0, 1, 2, 3]
    finally:
        explorer.close()


def test_a_step_before_the_whole_list_is_read_goes_on_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "FIRST_ROWS", 2)
    corpus = put(tmp_path / "корпус.db", four())
    jobs = LateJobs(lambda: database.open_reader(corpus))
    reader, own = database.open_reader(corpus), workspace.open(tmp_path / "workspace.db")
    explorer = Explorer(corpus, reader, own, jobs)
    try:
        explorer.start()
        china = entities.by_uid(reader, "china")
        assert china is not None
        places = mentions.of_entity(reader, china)
        last = [start for a, start in zip(places.article_id, places.start, strict=True)
                if a == explorer.article_ids[1]][-1]  # fmt: skip
        explorer.light(china)
        jobs.run()
        explorer.open_article(explorer.article_ids[1], last + 1)
        explorer.step(1)
        assert explorer.article is not None
        assert explorer.article.row.id not in explorer.article_ids
        assert explorer.message == ""
    finally:
        explorer.close()


def test_a_filter_set_meanwhile_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "FIRST_ROWS", 1)
    corpus = put(tmp_path / "корпус.db", four())
    jobs = LateJobs(lambda: database.open_reader(corpus))
    reader, own = database.open_reader(corpus), workspace.open(tmp_path / "workspace.db")
    explorer = Explorer(corpus, reader, own, jobs)
    try:
        explorer.start()
        last = explorer.article_row(articles.ids(reader)[-1])
        explorer.load_rest()
        explorer.apply_filter("articles", last.title)
        assert last.id not in explorer.article_ids
        jobs.run()
        assert list(explorer.article_ids) == [last.id]
    finally:
        explorer.close()


def test_a_list_that_goes_by_mentions_is_in_that_order_before_it_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "START_PATIENCE", 30.0)
    corpus = put(tmp_path / "корпус.db", four())
    orders = []
    for first in (True, False):
        # What is not waited for is never told.
        jobs = ThreadJobs(lambda: database.open_reader(corpus), lambda call: None)
        reader, own = database.open_reader(corpus), workspace.open(tmp_path / "workspace.db")
        explorer = Explorer(corpus, reader, own, jobs)
        try:
            explorer.start()
            orders.append(list(explorer.article_ids))
            if first:
                china = entities.by_uid(reader, "china")
                assert china is not None
                explorer.light(china, patience=30.0)
                while explorer.sorting.order("articles") != "mentions":
                    explorer.sorting.next("articles")
                explorer.sorting.again("articles", patience=30.0)
                orders.append(list(explorer.article_ids))
        finally:
            explorer.close()
    assert orders[0] != orders[1] == orders[2]
