"""Near-copies among hits are one row; none of them is lost, and totals and the walk count all."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_corpora import explore, four, put

from aitui.model import Article
from aitui.store import copies, database


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Four articles and two near-copies of the one about the race."""
    more = [
        Article("Китай обогнал всех, пишут они.", "/копия", "Гонка, копия", "Вести", "ru", "2025-03-08"),
        Article("Cina: «Китай обогнал всех».", "/ещё", "Ещё одна", "Вести", "it", None),
    ]
    path = put(tmp_path / "корпус.db", [*four(), *more])
    with database.writing(path) as conn, database.transaction(conn):
        copies.join(conn, 1, [2, 5, 6])
    return path


def test_a_group_is_one_row_that_a_key_opens_and_closes(tmp_path: Path, corpus: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        asked = explorer.search
        asked.run("обогнал OR погода")
        assert (len(asked.hits), asked.total) == (4, 4)
        assert len(asked.groups.rows) == 2
        (at,) = (n for n, hit in enumerate(asked.groups.rows) if hit.title != "Погода")
        head = asked.groups.rows[at]
        assert asked.groups.mark(head).split()[0] == "×3"
        assert set(asked.groups.mark(head).split()[1:]) == {"ru", "it"}
        asked.toggle_group(at)
        titles = [hit.title for hit in asked.groups.rows]
        assert sorted(titles) == ["Гонка", "Гонка, копия", "Ещё одна", "Погода"]
        assert asked.groups.mark(head).startswith("▾3")
        assert asked.groups.mark(asked.groups.rows[at + 1]) == "└"
        # Opening goes by rows, the walk by all hits.
        asked.open_hit(at + 1)
        assert explorer.article is not None
        assert explorer.article.row.title == titles[at + 1]
        asked.toggle_group(at)
        assert len(asked.groups.rows) == 2
        explorer.matches = None
        asked.run("обогнал OR погода")
        walked = set()
        for _ in range(4):
            explorer.step(1)
            walked.add(explorer.article.row.title)
        assert walked == set(titles)


def test_what_stands_alone_says_so(tmp_path: Path, corpus: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.search.run("погода")
        explorer.search.toggle_group(0)
        assert explorer.message == "This article stands alone."
        explorer.search.toggle_group(5)
        assert len(explorer.search.groups.rows) == 1


def test_each_article_has_its_own_row_where_the_person_wants_that(tmp_path: Path, corpus: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.search.run("обогнал")
        assert len(explorer.search.groups.rows) == 1
        explorer.grouping.on = False
        explorer.search.fold()
        assert len(explorer.search.groups.rows) == 3
