"""Automatic joins: seen from the start, out of the way of what a person decides, and back with undo."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from test_store_judgements import SLUGS, agrees, everything, put
from toy import link

from aitui.errors import StoreError
from aitui.store import database, entities, judgements, links, visible, workspace
from aitui.store.clusters import held
from aitui.store.judgements import Plan
from aitui.store.rows import Judgement
from aitui.store.visible import RAW, VisibleMap


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = put(tmp_path_factory.mktemp("корпус") / "к.db")
    return link(path, ("china", "huawei", "same", 0.95), ("huawei", "justin-lin", "same", 0.99))


@pytest.fixture
def corpus(path: Path) -> Iterator[sqlite3.Connection]:
    conn = database.open_reader(path)
    yield conn
    conn.close()


def do(corpus: sqlite3.Connection, own: Any, make: Callable[..., Plan], *args: Any) -> Plan:
    return judgements.record(own, lambda now: make(now, *args), links.automatic(corpus))


def shown(corpus: sqlite3.Connection, own: Any) -> list[list[str]]:
    """Return the slugs of each entity listed, those of its members."""
    view = agrees(corpus, judgements.live(own))
    ids = entities.ids(corpus, view=view)
    rows = entities.rows(corpus, ids, view)
    return sorted(sorted(view.members(i)) or [rows[i].uid] for i in ids)


def test_links_of_a_corpus_are_seen_without_a_judgement(corpus: sqlite3.Connection, own: Any) -> None:
    assert shown(corpus, own) == [["china", "huawei", "justin-lin"]]
    view = visible.load(corpus, ())
    assert len({entities.by_uid(corpus, slug, view) for slug in SLUGS}) == 1


def test_a_link_that_is_only_likely_joins_nothing(tmp_path: Path) -> None:
    path = link(put(tmp_path / "к.db"), ("china", "huawei", "likely", 0.9))
    with database.reading(path) as conn:
        assert not links.any_joined(conn)
        assert visible.load(conn, ()) is RAW


def test_not_the_same_parts_what_was_joined_and_undo_joins_it(corpus: sqlite3.Connection, own: Any) -> None:
    before = everything(corpus, visible.load(corpus, ()))
    do(corpus, own, judgements.different, "china", "huawei")
    assert shown(corpus, own) == [["china"], ["huawei", "justin-lin"]]
    with pytest.raises(StoreError, match="judged not the same"):
        do(corpus, own, judgements.different, "china", "huawei")
    with pytest.raises(StoreError, match="judged not the same"):
        do(corpus, own, judgements.merge, ["china", "justin-lin"])
    workspace.undo(own)
    assert everything(corpus, visible.load(corpus, judgements.live(own))) == before


def test_of_a_chain_the_weakest_link_gives(corpus: sqlite3.Connection, own: Any) -> None:
    do(corpus, own, judgements.different, "china", "justin-lin")
    assert shown(corpus, own) == [["china"], ["huawei", "justin-lin"]]


@pytest.mark.parametrize("member", SLUGS)
def test_one_is_split_off_and_the_rest_stays_together(
    corpus: sqlite3.Connection, own: Any, member: str
) -> None:
    one, other = (slug for slug in SLUGS if slug != member)
    do(corpus, own, judgements.split, one, member)
    assert shown(corpus, own) == sorted([[member], sorted([one, other])])
    workspace.undo(own)
    assert shown(corpus, own) == [sorted(SLUGS)]


def test_everything_is_taken_apart_at_once(corpus: sqlite3.Connection, own: Any) -> None:
    do(corpus, own, judgements.dissolve, "china")
    assert shown(corpus, own) == [[slug] for slug in sorted(SLUGS)]
    workspace.undo(own)
    assert shown(corpus, own) == [sorted(SLUGS)]


def test_what_is_joined_is_nothing_to_merge(corpus: sqlite3.Connection, own: Any) -> None:
    with pytest.raises(StoreError, match="one entity already"):
        do(corpus, own, judgements.merge, ["china", "justin-lin"])


def edge(kind: str, one: str, other: str, *, automatic: bool = False) -> Judgement:
    return Judgement(f"{one}-{other}", kind, one, other, automatic=automatic)


def joined(*pairs: str) -> list[Judgement]:
    return [edge("same", *pair, automatic=True) for pair in pairs]


@pytest.mark.parametrize(
    ("automatic", "live", "kept"),
    [
        (["ab", "bc"], [], ["ab", "bc"]),
        (["ab", "bc"], [("different", "a", "c")], ["ab"]),
        (["bc", "ab"], [("different", "a", "c")], ["bc"]),
        # What a person joined counts first, though the link is sure.
        (["ab", "cd"], [("same", "a", "c"), ("different", "b", "c")], ["cd"]),
        (["ab", "ba"], [("different", "b", "a")], []),
        (["ab", "bc", "ac"], [("different", "d", "a")], ["ab", "bc", "ac"]),
    ],
)
def test_a_link_gives_way(automatic: list[str], live: list[tuple[str, str, str]], kept: list[str]) -> None:
    decided = [edge(*each) for each in live]
    assert held(joined(*automatic), decided) == [*joined(*kept), *decided]


def test_after_random_steps_undo_leads_back_to_the_start(corpus: sqlite3.Connection, own: Any) -> None:
    pick = random.Random(7)
    slugs = [*SLUGS, "beijing"]
    automatic = links.automatic(corpus)
    start = everything(corpus, visible.load(corpus, ()))
    steps: list[Callable[[Sequence[Judgement]], Plan]] = [
        lambda now: judgements.merge(now, pick.sample(slugs, 2)),
        lambda now: judgements.different(now, *pick.sample(slugs, 2)),
        lambda now: judgements.split(now, *pick.sample(slugs, 2)),
        lambda now: judgements.dissolve(now, pick.choice(slugs)),
        lambda now: judgements.unsure(now, *pick.sample(slugs, 2)),
        lambda now: judgements.not_mention(now, pick.choice(slugs), "Китай"),
        lambda now: judgements.rename(now, pick.choice(slugs), "Другой"),
        lambda now: judgements.alias(now, "Пекин", pick.choice(slugs)),
    ]
    done, view = 0, visible.load(corpus, ())
    for step in range(200):
        if pick.random() < 0.25:
            workspace.undo(own)
        else:
            try:
                plan = judgements.record(own, pick.choice(steps), automatic)
            except StoreError:
                continue
            done += 1
            assert not any(j.automatic for j in plan.added)
        live = judgements.live(own)
        view = visible.load(corpus, live, view)
        if step % 10 == 0:
            assert view == agrees(corpus, live)
        for j in live:  # what a person keeps apart is never one
            if j.kind == "different":
                assert apart(corpus, view, j.entity, j.other or "")
    assert done > 60
    while workspace.undo(own) is not None:
        pass
    assert everything(corpus, visible.load(corpus, judgements.live(own))) == start


def apart(corpus: sqlite3.Connection, view: VisibleMap, one: str, other: str) -> bool:
    ids = entities.by_uid(corpus, one, view), entities.by_uid(corpus, other, view)
    return None in ids or ids[0] != ids[1]
