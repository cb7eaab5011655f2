"""Lists in other orders, under judgements too."""

from __future__ import annotations

import random
import sqlite3
from array import array
from contextlib import closing
from pathlib import Path

import pytest
from small_corpora import four, put
from toy import link

from aitui.model import Article
from aitui.store import articles, database, entities, orders, visible, writer
from aitui.store.rows import Judgement
from aitui.text.fold import fold

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


@pytest.mark.parametrize("order", orders.ENTITIES)
def test_entities_of_a_file_that_one_may_not_write_beside(
    corpus: Path, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.reading(corpus) as conn:
        wanted = orders.entity_ids(conn, order)
    monkeypatch.setattr(database, "may_write_beside", lambda path: False)
    with closing(database.open_reader(corpus)) as follower:
        assert orders.entity_ids(follower, order) == wanted


@pytest.fixture(scope="module")
def crowd(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of three thousand entities more, with names that fold alike and days that are the same."""
    path = tmp_path_factory.mktemp("толпа") / "к.db"
    path.write_bytes(corpus.read_bytes())
    luck = random.Random(5)
    letters = ["А", "а", "ё", "е", "Z", "z", "é", "中", "𠀀", "\uff3a", "\uffff", "'", "’", " ", "\x01", "ß"]
    with database.writing(path) as conn:
        for i in range(1000, 4000):
            name = "".join(luck.choices(letters, k=luck.randint(1, 3)))
            sql = "INSERT INTO entity(id, uid, type, name, origin) VALUES(?, ?, 'person', ?, 'model')"
            conn.execute(sql, (i, f"p{i}", name))
            sql = "INSERT INTO entity_total(entity_id, mentions, seen, articles, languages)"
            conn.execute(
                f"{sql} VALUES(?, ?, ?, 1, 1)", (i, luck.randint(1, 40), luck.choice((0, 20240101, 20250101)))
            )
    return path


@pytest.mark.parametrize("judged", [False, True])
def test_equals_stand_most_mentioned_first_in_a_long_list_too(crowd: Path, judged: bool) -> None:
    with database.reading(crowd) as conn:
        judgements = [Judgement("1", "same", "p1000", "p1001", seq=1)] if judged else []
        view = visible.load(conn, judgements) if judged else visible.RAW
        stored: dict[int, int] = dict(conn.execute("SELECT entity_id, seen FROM entity_total"))
        ids = orders.entity_ids(conn, "mentions", view)
        rows = entities.rows(conn, ids, view)
        assert len(ids) == len(set(ids)) == (3000 if judged else 3003)
        weights = [(-rows[i].mentions, i < 0, abs(i)) for i in ids]
        assert weights == sorted(weights)
        assert list(entities.ids(conn, 50, view)) == list(ids[:50])
        assert list(orders.entity_ids(conn, "name", view)) == sorted(ids, key=lambda i: fold(rows[i].name))
        seen = orders.entity_ids(conn, "seen", view)
        # Those that are one by judgement are seen in articles, which those of this corpus have none of.
        plain = [i for i in ids if i not in view.shown]
        assert [i for i in seen if i not in view.shown] == sorted(plain, key=lambda i: -stored[i])


def test_a_sort_that_is_stopped_ends_and_the_next_one_is_whole(crowd: Path) -> None:
    with database.reading(crowd) as conn:
        wanted = orders.entity_ids(conn, "name")
        conn.set_progress_handler(lambda: 1, 100)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            orders.entity_ids(conn, "name")
        conn.set_progress_handler(None, 0)
        assert orders.entity_ids(conn, "name") == wanted


def test_who_was_seen_last_goes_by_publications_not_by_what_is_foretold(tmp_path: Path) -> None:
    texts = [
        Article("Китай 2040-01-01 полетит. Китай там. Китай.", "/1", "А", None, "ru", "2024-01-01"),
        Article("Huawei здесь.", "/2", "Б", None, "ru", "2024-02-01"),
    ]
    with database.reading(put(tmp_path / "к.db", texts)) as conn:
        found = entities.rows(conn, orders.entity_ids(conn, "seen"))
        assert [found[i].uid for i in orders.entity_ids(conn, "seen")] == ["huawei", "china"]
        assert [found[i].uid for i in orders.entity_ids(conn, "mentions")] == ["china", "huawei"]


def test_who_was_seen_last_goes_back_with_the_article_that_said_so(tmp_path: Path) -> None:
    texts = [
        Article("Китай и Huawei.", "/1", "А", None, "ru", "2024-01-01"),
        Article("Huawei здесь.", "/2", "Б", None, "ru", "2024-02-01"),
        Article("Китай там.", "/3", "В", None, "ru", "2024-03-01"),
    ]

    def seen() -> list[tuple[str, int]]:
        sql = "SELECT uid, seen FROM entity_total JOIN entity ON id = entity_id ORDER BY uid"
        return conn.execute(sql).fetchall()

    with database.writing(put(tmp_path / "к.db", texts)) as conn:
        assert seen() == [("china", 20240301), ("huawei", 20240201)]
        with database.transaction(conn):
            writer.remove(conn, [3])
        assert seen() == [("china", 20240101), ("huawei", 20240201)]
    with database.writing(
        put(tmp_path / "к.db", [Article("Нет.", "/2", "Б", None, "ru", "2024-05-01")])
    ) as conn:
        assert seen() == [("china", 20240101), ("huawei", 20240101)]
        with database.transaction(conn):
            writer.remove(conn, [1])
        assert seen() == [("china", 0), ("huawei", 0)]


def test_days_and_addresses_of_articles(corpus: Path) -> None:
    with database.reading(corpus) as conn:
        by_title = {row.title: row.id for row in articles.newest(conn, 10)}
        assert articles.newest_until(conn, "2025-03-09") == by_title["Завод"]
        assert articles.newest_until(conn, "2020-12-31") is None
        assert articles.published_sort(conn, by_title["Погода"]) == ""
        assert articles.address(conn, by_title["Полёт"]) == "/полёт"
        assert articles.address(conn, 9999) is None
