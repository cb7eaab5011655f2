"""Lists in other orders, under judgements too, and pages of the timeline from anywhere on."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from small_corpora import four, put
from toy import link

from aitui.model import Article
from aitui.store import articles, database, entities, orders, timeline, visible
from aitui.store.rows import TimelineRow
from aitui.store.visible import VisibleMap

MORE = [
    Article("Huawei растёт. Справка без имён.", "/завод", "Завод", "агентство", "ru", "2025-03-07"),
    Article("Китай 2030-05-06 полетит. Китай 2019-01-02 летал.", "/полёт", "Полёт", "Лента", "ru", "2024-12"),
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = put(tmp_path_factory.mktemp("корпус") / "к.db", [*four(), *MORE])
    return link(path, ("china", "huawei", "same", 0.9))


def titles(conn: database.Connection, ids: array[int]) -> list[str]:
    rows = articles.rows(conn, ids)
    return [rows[i].title for i in ids]


@pytest.mark.parametrize("limit", [-1, 0, 1, 3, 4, 100])
@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ("date", ["芯片", "Завод", "Гонка", "Полёт", "La Cina cresce, dice Justin Lin.", "Погода"]),
        ("added", ["Полёт", "Завод", "芯片", "La Cina cresce, dice Justin Lin.", "Гонка", "Погода"]),
        ("source", ["La Cina cresce, dice Justin Lin.", "Завод", "Гонка", "Полёт", "Погода", "芯片"]),
        ("unread", ["芯片", "Гонка", "La Cina cresce, dice Justin Lin.", "Погода", "Завод", "Полёт"]),
    ],
)
def test_articles(corpus: Path, order: str, wanted: list[str], limit: int) -> None:
    with database.reading(corpus) as conn:
        by_title = {row.title: row.uid for row in articles.newest(conn, 10)}
        read = {by_title["Завод"], by_title["Полёт"], "gone"}
        found = titles(conn, orders.article_ids(conn, order, limit, read))
        assert found == wanted[: limit if limit >= 0 else None]


@pytest.mark.parametrize("joined", [False, True])
def test_entities(corpus: Path, joined: bool) -> None:
    with database.reading(corpus) as conn:
        view = visible.load(conn, ()) if joined else visible.RAW

        def names(order: str) -> list[str]:
            ids = orders.entity_ids(conn, order, view)
            return [entities.rows(conn, [i], view)[i].uid for i in ids]

        assert names("mentions") == (["china", "justin-lin"] if joined else ["china", "huawei", "justin-lin"])
        assert names("name") == (["china", "justin-lin"] if joined else ["china", "huawei", "justin-lin"])
        # Huawei stands in what came out on the 10th too; whom no dated article mentions comes last.
        assert names("seen") == (["china", "justin-lin"] if joined else ["china", "huawei", "justin-lin"])


def test_who_was_seen_last_goes_by_publications_not_by_what_is_foretold(tmp_path: Path) -> None:
    texts = [
        Article("Китай 2040-01-01 полетит. Китай там. Китай.", "/1", "А", None, "ru", "2024-01-01"),
        Article("Huawei здесь.", "/2", "Б", None, "ru", "2024-02-01"),
    ]
    with database.reading(put(tmp_path / "к.db", texts)) as conn:
        found = entities.rows(conn, orders.entity_ids(conn, "seen"))
        assert [found[i].uid for i in orders.entity_ids(conn, "seen")] == ["huawei", "china"]
        assert [found[i].uid for i in orders.entity_ids(conn, "mentions")] == ["china", "huawei"]


@pytest.mark.parametrize("order", timeline.ORDERS)
@pytest.mark.parametrize("who", [None, "china", "huawei", "justin-lin"])
@pytest.mark.parametrize("joined", [False, True])
def test_the_timeline_is_the_same_in_pages_and_from_anywhere_on(
    corpus: Path, order: str, who: str | None, joined: bool
) -> None:
    with database.reading(corpus) as conn:
        view: VisibleMap = visible.load(conn, ()) if joined else visible.RAW
        entity = entities.by_uid(conn, who, view) if who else None
        whole = timeline.page(conn, entity, 100, view=view, order=order)
        assert len(whole) == timeline.count(conn, entity, view)
        assert {(r.earliest, r.article_id, r.start) for r in whole} == {
            (r.earliest, r.article_id, r.start) for r in timeline.page(conn, entity, 100, view=view)
        }
        paged: list[TimelineRow] = []
        while page := timeline.page(conn, entity, 2, paged[-1] if paged else None, view=view, order=order):
            paged += page
        assert paged == whole
        for skip in range(len(whole) + 1):
            assert timeline.page(conn, entity, 3, view=view, order=order, skip=skip) == whole[skip : skip + 3]
        published = {i: articles.published_sort(conn, i) for i in articles.ids(conn)}
        told = [published[row.article_id] for row in whole]
        if order == "published":
            assert told == sorted(told, reverse=True)
        elif order == "added":
            assert [row.article_id for row in whole] == sorted((r.article_id for r in whole), reverse=True)
        else:
            assert [row.earliest for row in whole] == sorted((row.earliest for row in whole), reverse=True)
        if order != "added":
            days = told if order == "published" else [row.earliest for row in whole]
            for day in ("2031-01-01", "2025-03-31", "2025-03-04", "2025-02-11", "2024-12-31", "2018-01-01"):
                assert timeline.rank(conn, entity, day, view, order) == sum(one > day for one in days)


def test_days_and_addresses_of_articles(corpus: Path) -> None:
    with database.reading(corpus) as conn:
        by_title = {row.title: row.id for row in articles.newest(conn, 10)}
        assert articles.newest_until(conn, "2025-03-09") == by_title["Завод"]
        assert articles.newest_until(conn, "2020-12-31") is None
        assert articles.published_sort(conn, by_title["Погода"]) == ""
        assert articles.address(conn, by_title["Полёт"]) == "/полёт"
        assert articles.address(conn, 9999) is None
