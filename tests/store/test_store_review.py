"""The review queue: what waits for an answer, in which order, with which places to decide by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from test_store_judgements import put
from toy import link

from aitui.store import articles, database, entities, judgements, links, review, visible, workspace
from aitui.store.database import Connection
from aitui.store.judgements import Plan
from aitui.store.review import Queue


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Connection]:
    path = put(tmp_path / "к.db")
    # The one of the higher score is the less mentioned: by a hundredth alone that counts for nothing.
    link(path, ("china", "huawei", "likely", 0.78), ("huawei", "justin-lin", "likely", 0.79))
    conn = database.open_reader(path)
    yield conn
    conn.close()


def queue(corpus: Connection, own: Any, **more: Any) -> Queue:
    return review.queue(corpus, visible.load(corpus, judgements.live(own)), **more)


def pairs(found: Queue) -> list[tuple[str, str]]:
    return [(row.one.uid, row.other.uid) for row in found.rows]


def do(own: Any, make: Callable[..., Plan], *args: Any) -> None:
    judgements.record(own, lambda now: make(now, *args))


def test_pairs_stand_by_weight_the_more_mentioned_one_first(corpus: Connection, own: Any) -> None:
    found = queue(corpus, own)
    assert pairs(found) == [("china", "huawei"), ("huawei", "justin-lin")]
    assert (found.waiting, found.aside, found.everywhere) == (2, 0, 2)
    first = found.rows[0]
    assert (first.one.mentions, first.other.mentions, first.together) == (7, 4, 2)
    assert review.in_words(first) == "they sound alike; 2 articles in common"
    assert pairs(queue(corpus, own, limit=1)) == [("china", "huawei")]
    assert queue(corpus, own, limit=0).waiting == 2


def test_every_answer_takes_a_pair_out_and_undo_brings_it_back(corpus: Connection, own: Any) -> None:
    do(own, judgements.different, "huawei", "china")
    assert pairs(queue(corpus, own)) == [("huawei", "justin-lin")]
    workspace.undo(own)
    do(own, judgements.unsure, "huawei", "china")
    found = queue(corpus, own)
    assert pairs(found) == [("huawei", "justin-lin")]
    assert (found.waiting, found.aside) == (1, 1)
    asked = queue(corpus, own, unsure=True)
    assert [row.unsure for row in asked.rows] == [False, True]
    workspace.undo(own)
    do(own, judgements.merge, ["huawei", "china"])
    # What is one has one pair with a third.
    assert pairs(queue(corpus, own)) == [("china", "justin-lin")]
    workspace.undo(own)
    assert len(queue(corpus, own).rows) == 2


def test_what_is_kept_apart_stays_so_under_another_name(corpus: Connection, own: Any) -> None:
    do(own, judgements.different, "china", "justin-lin")
    do(own, judgements.merge, ["huawei", "china"])
    assert pairs(queue(corpus, own)) == []


def test_the_pairs_of_one_entity(corpus: Connection, own: Any) -> None:
    china = entities.by_uid(corpus, "china")
    found = queue(corpus, own, only=china)
    assert pairs(found) == [("china", "huawei")]
    assert (found.waiting, found.everywhere) == (1, 2)


def test_who_is_mentioned_no_more_is_not_asked_about(corpus: Connection, own: Any) -> None:
    for form in ("Justin Lin", "Lin"):
        do(own, judgements.not_mention, "justin-lin", form)
    assert pairs(queue(corpus, own)) == [("china", "huawei")]


def test_examples_are_of_different_articles(corpus: Connection, own: Any) -> None:
    view = visible.load(corpus, judgements.live(own))
    for slug, hits in (("china", {"中国", "Cina"}), ("justin-lin", {"Justin Lin"})):
        entity = entities.by_uid(corpus, slug, view)
        assert entity is not None
        places = review.examples(corpus, entity, view)
        assert {place.hit for place in places} == hits
        assert len({place.article_id for place in places}) == len(places) == 2
        for place in places:
            assert articles.text(corpus, place.article_id).text[place.start : place.end] == place.hit
    do(own, judgements.merge, ["china", "huawei"])
    view = visible.load(corpus, judgements.live(own))
    entity = entities.by_uid(corpus, "huawei", view)
    assert entity is not None
    assert [place.hit for place in review.examples(corpus, entity, view)] == ["Huawei", "中国"]


def test_links_join_nothing_that_is_only_likely(corpus: Connection) -> None:
    assert links.automatic(corpus) == ()
