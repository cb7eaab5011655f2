"""The review queue without a screen: pairs, reasons, answers, and what follows them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_corpora import entity, explore, four, put
from toy import link

from aitui.explorer.state import Explorer


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = put(tmp_path / "корпус.db", four())
    return link(path, ("china", "huawei", "likely", 0.9), ("huawei", "justin-lin", "likely", 0.7))


@pytest.fixture
def explorer(corpus: Path, tmp_path: Path) -> Iterator[Explorer]:
    with explore(corpus, tmp_path) as opened:
        yield opened


def pairs(explorer: Explorer) -> list[str]:
    return [f"{row.one.name}~{row.other.name}" for row in explorer.review.rows]


def test_how_many_pairs_wait_is_known_before_the_queue_is_opened(explorer: Explorer) -> None:
    explorer.review.count()
    assert explorer.review.total == 2
    assert explorer.review.rows == []


def test_the_queue_says_why_and_shows_where(explorer: Explorer) -> None:
    explorer.review.show()
    assert [explorer.focus, explorer.centre] == ["review", "review"]
    assert pairs(explorer) == ["China~Huawei", "Huawei~Justin Lin"]
    row = explorer.review.rows[0]
    assert explorer.review.why(row) == "they sound alike; 2 articles in common"
    assert explorer.review.examples(row) is None
    explorer.review.look_at(row)
    found = explorer.review.examples(row)
    assert found is not None
    assert {place.hit for place in found[0]} <= {"Китай", "Cina", "中国"}
    assert {place.hit for place in found[1]} <= {"Хуавэй", "Huawei"}
    explorer.review.open(row)
    assert [explorer.focus, explorer.centre] == ["reader", "reader"]
    assert explorer.lit is not None
    assert explorer.lit.row.uid == "china"
    assert explorer.article is not None
    assert explorer.article.text[explorer.offset :].startswith(found[0][0].hit)


def test_a_place_that_is_not_read_yet_is_opened_when_it_is(explorer: Explorer) -> None:
    explorer.review.show()
    explorer.review.open(explorer.review.rows[1])
    assert [explorer.focus, explorer.centre] == ["reader", "reader"]
    assert explorer.lit is not None
    assert explorer.lit.row.uid == "huawei"


def test_same_joins_and_undo_asks_again(explorer: Explorer) -> None:
    explorer.review.show()
    explorer.review.same(explorer.review.rows[0])
    assert explorer.message == "China and Huawei are one now; u takes it back."
    assert [explorer.entity_row(i).uid for i in explorer.entity_ids] == ["china", "justin-lin"]
    # The pair that is left is of what they are now.
    assert pairs(explorer) == ["China~Justin Lin"]
    explorer.undo()
    assert pairs(explorer) == ["China~Huawei", "Huawei~Justin Lin"]


def test_not_the_same_never_comes_back(explorer: Explorer) -> None:
    explorer.review.show()
    explorer.review.not_same(explorer.review.rows[0])
    assert explorer.message == "China and Huawei are not the same; u takes it back."
    assert pairs(explorer) == ["Huawei~Justin Lin"]
    assert explorer.review.total == 1
    explorer.reload()
    assert pairs(explorer) == ["Huawei~Justin Lin"]


def test_what_is_put_aside_comes_back_on_demand(explorer: Explorer) -> None:
    explorer.review.show()
    explorer.review.put_aside(explorer.review.rows[0])
    assert explorer.message == "China and Huawei are put aside undecided; u takes it back."
    assert pairs(explorer) == ["Huawei~Justin Lin"]
    assert explorer.review.aside == 1
    explorer.review.toggle_aside()
    assert pairs(explorer) == ["Huawei~Justin Lin", "China~Huawei"]
    explorer.review.same(explorer.review.rows[1])
    assert pairs(explorer) == ["China~Justin Lin"]
    explorer.review.toggle_aside()
    assert explorer.message == "Pairs put aside are left out again."


def test_the_queue_of_the_lit_entity(explorer: Explorer) -> None:
    explorer.review.toggle_of_lit()
    assert explorer.message == "No entity is lit; 3 chooses one."
    explorer.light(entity(explorer, "justin-lin"))
    explorer.review.toggle_of_lit()
    assert pairs(explorer) == ["Huawei~Justin Lin"]
    assert explorer.review.only == "Justin Lin"
    explorer.review.toggle_of_lit()
    assert pairs(explorer) == ["China~Huawei", "Huawei~Justin Lin"]


def test_an_answer_that_is_refused_leaves_the_pair(explorer: Explorer, corpus: Path) -> None:
    explorer.review.show()
    row = explorer.review.rows[0]
    explorer.review.not_same(row)
    explorer.review.same(row)
    assert "judged not the same on" in explorer.message


def test_what_the_corpus_joins_is_one_from_the_start(tmp_path: Path) -> None:
    path = put(tmp_path / "другой.db", four())
    link(path, ("china", "huawei", "same", 0.95))
    with explore(path, tmp_path / "дом") as explorer:
        assert [explorer.entity_row(i).uid for i in explorer.entity_ids] == ["china", "justin-lin"]
        explorer.light(entity(explorer, "china"))
        assert explorer.judge.split("huawei")
        assert len(explorer.entity_ids) == 3
        explorer.undo()
        assert len(explorer.entity_ids) == 2
