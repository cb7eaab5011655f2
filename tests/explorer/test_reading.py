"""Read and unread, orders of the lists, going to a date: without a screen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from small_corpora import entity, explore, four, listed, put, titled

from aitui.errors import StoreError
from aitui.explorer.going import Goal, parse
from aitui.explorer.state import Explorer
from aitui.store import reading, workspace


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return put(tmp_path / "корпус.db", four())


@pytest.fixture
def explorer(corpus: Path, tmp_path: Path) -> Iterator[Explorer]:
    with explore(corpus, tmp_path) as opened:
        yield opened


def opened(explorer: Explorer) -> str:
    assert explorer.article is not None
    return explorer.article.row.title


# ---------------------------------------------------------------------------- read and unread


def test_the_next_unread_article_is_gone_to_around_the_end(explorer: Explorer) -> None:
    order = listed(explorer)
    explorer.reading.toggle()
    explorer.reading.next_unread()
    assert opened(explorer) == order[1]
    explorer.reading.next_unread()
    assert opened(explorer) == order[2]
    explorer.open_article(explorer.article_ids[3])
    explorer.go("reader")
    explorer.reading.next_unread()
    assert opened(explorer) == order[1]
    assert explorer.message == "Went on from the top of the list."
    for article in explorer.article_ids[1:]:
        explorer.open_article(article)
        explorer.reading.finished()
    explorer.reading.next_unread()
    assert explorer.message == "Every article of the list is read."


def test_a_mark_is_undone_and_survives_the_session(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        assert explorer.article is not None
        uid = explorer.article.row.uid
        explorer.reading.toggle()
        assert explorer.message == "Read; W goes to the next unread."
    with explore(corpus, tmp_path) as again:
        assert again.reading.is_read(uid)
        again.undo()
        assert not again.reading.is_read(uid)
        assert again.message == "Undone: mark of an article as read"


def test_a_workspace_that_another_program_holds_ends_nothing_and_holds_up_no_key(
    explorer: Explorer, tmp_path: Path
) -> None:
    assert explorer.article is not None
    uid = explorer.article.row.uid
    with closing(sqlite3.connect(tmp_path / "workspace.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        explorer.reading.finished()
        assert not explorer.reading.is_read(uid)
        with pytest.raises(StoreError, match="another aitui is writing to it"):
            explorer.reading.toggle()
        other.execute("ROLLBACK")
    explorer.reading.finished()
    assert explorer.reading.is_read(uid)


def test_what_is_said_to_be_unread_stays_so_until_another_is_open(explorer: Explorer) -> None:
    assert explorer.article is not None
    uid = explorer.article.row.uid
    explorer.reading.finished()
    assert explorer.reading.is_read(uid)
    explorer.reading.toggle()
    explorer.reading.finished()
    assert not explorer.reading.is_read(uid)
    explorer.open_article(explorer.article_ids[1])
    explorer.reading.finished()
    explorer.open_article(explorer.article_ids[0])
    explorer.reading.finished()
    assert explorer.reading.is_read(uid)


def test_what_another_session_has_read_is_seen(corpus: Path, tmp_path: Path, explorer: Explorer) -> None:
    assert explorer.article is not None
    other = workspace.open(tmp_path / "workspace.db")
    reading.rest(other, explorer.article.row.uid)
    other.close()
    explorer.look_for_changes()
    assert explorer.reading.is_read(explorer.article.row.uid)


# ---------------------------------------------------------------------------- orders


def test_articles_change_their_order_and_keep_filter_and_place(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        by_date = listed(explorer)
        explorer.sorting.next("articles")
        assert listed(explorer) == ["芯片", "La Cina cresce, dice Justin Lin.", "Гонка", "Погода"]
        assert explorer.message == "Sorted: newest in first."
        explorer.sorting.next("articles")
        assert [explorer.article_row(i).source for i in explorer.article_ids] == [
            "LA STAMPA", "Лента", "Лента", "新华",
        ]  # fmt: skip
        explorer.apply_filter("articles", "лента")
        explorer.open_article(titled(explorer, "Гонка"))
        explorer.reading.toggle()
        explorer.sorting.next("articles")
        assert listed(explorer) == ["Погода", "Гонка"]
        assert explorer.sorting.told("articles") == " · unread first"
    with explore(corpus, tmp_path) as again:
        assert listed(again) == ["Погода", "Гонка"]
        assert opened(again) == "Гонка"
        again.apply_filter("articles", "")
        again.sorting.next("articles")  # nothing is lit: nothing to count
        assert listed(again) == by_date
        assert again.sorting.told("articles") == ""


def test_mentions_of_the_lit_entity_lead_and_follow_it(explorer: Explorer) -> None:
    by_date = listed(explorer)
    explorer.light(entity(explorer, "justin-lin"))
    for _ in range(4):
        explorer.sorting.next("articles")
    assert listed(explorer)[0] == "La Cina cresce, dice Justin Lin."
    explorer.light(entity(explorer, "china"))
    assert listed(explorer)[0] == "Гонка"
    assert listed(explorer)[-1] == "Погода"
    explorer.unlight()
    assert listed(explorer) == by_date


def test_entities_and_timeline_keep_their_orders(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.sorting.next("entities")
        explorer.sorting.next("timeline")
        assert [explorer.entity_row(i).name for i in explorer.entity_ids] == ["China", "Huawei", "Justin Lin"]
        days = [line.day for line in explorer.timeline.lines]
        assert days == sorted(days, reverse=True)
        assert days[-1] == 0  # in an article without a date
    with explore(corpus, tmp_path) as again:
        assert (again.sorting.order("entities"), again.timeline.clock) == ("name", "published")


def test_steps_go_by_date_whatever_the_order(explorer: Explorer) -> None:
    explorer.light(entity(explorer, "china"))
    assert explorer.places is not None
    before = list(explorer.places.article)
    explorer.sorting.next("articles")
    explorer.step(1)
    assert list(explorer.places.article) == before
    assert opened(explorer) == "芯片"


# ---------------------------------------------------------------------------- going


@pytest.mark.parametrize(
    ("text", "pane", "goal"),
    [
        ("120", "reader", Goal("line", "line 120", 120)),
        (" 2025", "reader", Goal("line", "line 2025", 2025)),
        ("02025", "articles", Goal("line", "line 2025", 2025)),
        ("2025", "timeline", Goal("day", "2025", day="2025-12-31")),
        ("2024-2", "articles", Goal("day", "2024-2", day="2024-02-29")),
        ("2025-01-15", "timeline", Goal("day", "2025-01-15", day="2025-01-15")),
        ("50%", "reader", Goal("share", "50%", 50)),
        ("100 %", "reader", Goal("share", "100%", 100)),
        ("2025-13", "articles", None),
        ("2025-02-30", "articles", None),
        ("тема", "articles", None),
        ("", "articles", None),
    ],
)
def test_what_is_gone_to(text: str, pane: str, goal: Goal | None) -> None:
    assert parse(text, pane) == goal  # type: ignore[arg-type]


def rows_of(explorer: Explorer, pane: str, text: str) -> list[int]:
    found: list[int] = []
    goal = parse(text, pane)  # type: ignore[arg-type]
    assert goal is not None
    explorer.message = ""
    explorer.going.to_day(pane, goal, found.append)  # type: ignore[arg-type]
    return found


def test_articles_go_to_the_first_of_a_month_or_before(explorer: Explorer) -> None:
    assert rows_of(explorer, "articles", "2025-03") == [0]
    assert rows_of(explorer, "articles", "2025-03-09") == [1]
    assert rows_of(explorer, "articles", "2031") == [0]
    assert rows_of(explorer, "articles", "2025-02") == []
    assert explorer.message == "No article of the list is of 2025-02 or older."
    explorer.sorting.next("articles")
    explorer.sorting.next("articles")
    assert [
        explorer.article_row(explorer.article_ids[i]).title for i in rows_of(explorer, "articles", "2025-03")
    ] == ["芯片"]
    assert rows_of(explorer, "search", "2025-03") == []
    assert "Only the articles and the timeline go by date" in explorer.message


def test_the_plain_article_tells_where_it_is_from(explorer: Explorer) -> None:
    found = explorer.read_article(titled(explorer, "Гонка"))
    assert found is not None
    lines = explorer.plain.article(found)
    assert lines[:5] == ["Гонка", "Лента", "2025-03-05", "/гонка", ""]
    assert "§Меню, где Китай назван зря§" in lines


def test_the_next_session_is_as_this_one_was_left(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.apply_filter("entities", "хуавэй")
        explorer.light(entity(explorer, "huawei"))
        explorer.toggle_pin()
        explorer.open_article(titled(explorer, "Гонка"), 20)
        explorer.go("reader")
        explorer.toggle_zoom()
    with explore(corpus, tmp_path) as again:
        assert [again.entity_row(i).uid for i in again.entity_ids] == ["huawei"]
        assert again.lit is not None
        assert (again.lit.row.uid, again.lit.pinned) == ("huawei", True)
        assert (opened(again), again.offset, again.focus, again.zoomed) == ("Гонка", 20, "reader", True)
