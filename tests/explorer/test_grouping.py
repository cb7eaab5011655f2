"""The article list has one row a group; a key opens it, and no article is lost."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from small_corpora import explore, four, listed, put

from aitui.explorer import grouping
from aitui.explorer.first_rows import first_rows
from aitui.explorer.folding import MEMBER, fold, told
from aitui.model import Article
from aitui.store import copies, database
from aitui.store.stories import Group


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Four articles and two near-copies of one of them: one newer, one without a date."""
    more = [
        Article("Китай обогнал всех, пишут они.", "/копия", "Гонка, копия", "Вести", "ru", "2025-03-08"),
        Article("Китай обогнал всех, пишем мы.", "/ещё", "Гонка, ещё одна", "Вести", "ru", None),
    ]
    path = put(tmp_path / "корпус.db", [*four(), *more])
    with database.writing(path) as conn, database.transaction(conn):
        copies.join(conn, 1, [2, 5, 6])
    return path


def test_a_group_stands_where_its_first_article_stands() -> None:
    ids, of = array("q", [9, 5, 7, 3, 1]), {5: 1, 3: 1, 1: 1, 4: 4}
    closed = fold(ids, of)
    assert list(closed.shown) == [9, 5, 7]
    assert closed.members == {1: [5, 3, 1]}
    assert list(fold(ids, of, {1}).shown) == [9, 5, 3, 1, 7]
    assert fold(ids, {}).shown is ids


def test_what_a_row_tells_of_its_group() -> None:
    copied = Group(1, (1, 2, 3), ("ru",), 1)
    story = Group(1, (1, 2, 3), ("ru", "it"), 2)
    assert told(copied, None) == "×3"
    assert told(copied, 2, opened=True) == "▾2"
    assert told(story, None) == "×3 ru it"
    assert told(copied, 1) == told(None, None) == ""


def test_the_list_is_folded_and_a_key_opens_a_group(tmp_path: Path, corpus: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        folded = listed(explorer)
        assert folded[1] == "Гонка, копия"
        assert not {"Гонка", "Гонка, ещё одна"} & set(folded)
        assert len(folded) == 4
        assert explorer.grouping.total() == 6
        head = explorer.article_ids[1]
        assert explorer.grouping.mark(head) == "×3"
        explorer.grouping.toggle(head)
        assert listed(explorer)[1:4] == ["Гонка, копия", "Гонка", "Гонка, ещё одна"]
        assert [explorer.grouping.mark(i) for i in explorer.article_ids[1:4]] == ["▾3", MEMBER, MEMBER]
        explorer.grouping.toggle(explorer.article_ids[2])
        assert listed(explorer) == folded


def test_every_article_has_a_row_on_demand(tmp_path: Path, corpus: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.grouping.toggle_all()
        assert len(explorer.article_ids) == 6
        assert "own" in explorer.message
        explorer.grouping.toggle(explorer.article_ids[1])
        assert "A shows groups again" in explorer.message
        explorer.grouping.toggle_all()
        assert len(explorer.article_ids) == 4
        assert "2 articles folded" in explorer.message


def test_an_article_alone_says_so(tmp_path: Path, corpus: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        alone = explorer.article_ids[0]
        explorer.grouping.toggle(alone)
        assert explorer.message == "This article stands alone."
        assert explorer.grouping.mark(alone) == ""


def test_a_filter_counts_what_it_keeps(tmp_path: Path, corpus: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.apply_filter("articles", "гонка,")
        assert listed(explorer) == ["Гонка, копия"]
        assert explorer.grouping.mark(explorer.article_ids[0]) == "×2"
        explorer.apply_filter("articles", "")
        assert explorer.grouping.mark(explorer.article_ids[1]) == "×3"


def test_the_next_article_after_one_that_is_folded_away(tmp_path: Path, corpus: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.open_article(2)
        assert explorer.grouping.row_of(2) == explorer.article_ids[1]
        explorer.neighbour(1)
        assert explorer.article is not None
        assert explorer.article.row.id == explorer.article_ids[2]


def test_a_long_list_is_folded_in_a_lane(
    tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "_AT_ONCE", 1)
    with explore(corpus, tmp_path) as explorer:
        assert len(explorer.article_ids) == 4


def test_the_first_paint_shows_the_same_rows(
    tmp_path: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    with explore(corpus, tmp_path) as explorer:
        marks = {i: explorer.grouping.mark(i) for i in explorer.article_ids}
        titles = listed(explorer)
        explorer.open_article(6)
    seen = first_rows(corpus, lambda pane, zoomed: 20)
    assert [row.title for row in seen.rows] == titles
    assert {row.id: (seen.groups or {}).get(row.id, "") for row in seen.rows} == marks
    assert seen.cursor == seen.opened == 1
