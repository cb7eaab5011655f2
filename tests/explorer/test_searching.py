"""A search without a screen: narrowing, further hits, the walk through every hit, saved ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from small_corpora import Held, entity, explore, four, put, take_out

from aitui.explorer import searching
from aitui.explorer.narrowing import Narrowing
from aitui.explorer.state import Explorer
from aitui.model import Article
from aitui.store import evaluation, ranking, saved_searches, workspace
from aitui.store.rows import Facet

MANY = [
    Article(
        f"Завод номер {n}. Китай строит, Китай платит.",
        f"/{n:02}",
        f"Завод {n}",
        "Лента",
        "ru",
        f"2024-01-{n:02}",
    )
    for n in range(1, 13)
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tmp_path_factory.mktemp("корпус") / "много.db", [*four(), *MANY])


@pytest.fixture
def explorer(corpus: Path, tmp_path: Path) -> Iterator[Explorer]:
    with explore(corpus, tmp_path) as opened:
        yield opened


@pytest.fixture
def by_three(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Explorer, Held]]:
    """Return an explorer whose hits are read three at a time, when the test answers."""
    monkeypatch.setattr(searching, "PAGE", 3)
    jobs = Held(corpus)
    with explore(corpus, tmp_path, jobs=jobs) as opened:
        yield opened, jobs


def test_further_hits_are_read_when_the_cursor_comes_near_the_last(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "PAGE", 3)
    monkeypatch.setattr(searching, "NEAR", 1)
    asked = explorer.search
    asked.run("завод")
    assert (len(asked.hits), asked.total, asked.whole) == (3, 12, False)
    first = [hit.article_id for hit in asked.hits]
    asked.more(0)
    assert len(asked.hits) == 3
    asked.more(2)
    assert len(asked.hits) == 6
    assert [hit.article_id for hit in asked.hits[:3]] == first
    for _ in range(4):
        asked.more(len(asked.hits) - 1)
    assert (len(asked.hits), asked.whole) == (12, True)


def test_hits_up_to_a_place_are_read_at_once_but_no_more_than_are_ranked(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "PAGE", 2)
    monkeypatch.setattr(searching, "NEAR", 1)
    monkeypatch.setattr(ranking, "RANKED", 6)
    asked = explorer.search
    asked.run("завод")
    asked.sort()
    asked.more(6)
    assert len(asked.hits) == 7
    asked.run("завод")
    asked.more(11)
    assert (len(asked.hits), asked.whole) == (8, False)
    asked.more(11)
    assert (len(asked.hits), asked.whole) == (12, True)


def test_the_end_of_the_list_is_waited_for_rather_than_the_next_page(
    by_three: tuple[Explorer, Held],
) -> None:
    explorer, jobs = by_three
    asked = explorer.search
    asked.run("завод")
    asked.more(11)
    jobs.answer("search")
    assert len(asked.hits) == 3, "none is read further before those of this search are there"
    asked.more(2)
    asked.more(11)
    jobs.answer("search")
    assert len(asked.hits) == 12


def test_the_walk_goes_on_past_what_is_listed_and_wraps_only_at_the_very_end(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "PAGE", 3)
    explorer.search.run("=китай")
    walked = []
    for _ in range(27):
        explorer.step(1)
        assert explorer.article is not None
        walked.append((explorer.article.row.id, explorer.offset))
    # Twice in each of the twelve, and in the one about the race (its menu is not searched).
    assert len(set(walked)) == 26
    assert walked[26] == walked[0]
    assert explorer.message == "Went on from the first hit."
    assert explorer.search.walk.told() == "26 hits"


def test_of_very_many_articles_only_so_many_are_ranked_and_that_is_told(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "PAGE", 3)
    monkeypatch.setattr(ranking, "RANKED", 5)
    asked = explorer.search
    asked.run("завод")
    assert (asked.total, asked.reachable, asked.whole) == (12, 5, False)
    asked.more(2)
    assert (len(asked.hits), asked.whole) == (5, True)
    asked.sort()
    assert asked.reachable == 12


def test_the_total_comes_after_the_first_hits(
    by_three: tuple[Explorer, Held],
) -> None:
    explorer, jobs = by_three
    explorer.search.run("завод")
    jobs.answer("search")
    assert (len(explorer.search.hits), explorer.search.total) == (3, None)
    jobs.answer("hits")
    assert explorer.search.total == 12


def test_a_count_is_that_of_the_hits_that_are_shown(
    by_three: tuple[Explorer, Held],
) -> None:
    explorer, jobs = by_three
    explorer.search.run("завод")
    jobs.answer("search")
    explorer.search.run("=cina")
    jobs.answer("hits")
    assert ([hit.lang for hit in explorer.search.hits], explorer.search.total) == (["ru"] * 3, 12)
    jobs.answer("search")
    assert explorer.search.total == 1
    # One that was asked for before and comes later is of nothing that is shown.
    explorer.search.run("завод")
    jobs.answer("search")
    explorer.search.run("=cina")
    jobs.answer("search")
    jobs.answer("hits")
    assert explorer.search.total == 1


def test_layers_are_peeled_in_the_order_in_which_they_came_the_scope_last(explorer: Explorer) -> None:
    asked = explorer.search
    asked.run("=китай OR =cina")
    asked.next_scope()
    assert asked.narrowing.scope == "article"
    asked.next_scope()
    explorer.apply_filter("articles", "завод")
    asked.next_scope()
    assert (asked.told(), asked.total) == (["in the 12 articles listed"], 12)
    asked.put(Facet("year", "2024"))
    asked.put("exact")
    assert asked.told() == ["in the 12 articles listed", "+2024", "without exact"]
    asked.put(Facet("year", "2024", excluded=True))
    # Another word on the same value takes the place of the first.
    assert asked.told()[1:] == ["without exact", "−2024"]
    assert asked.total == 0
    told = []
    while asked.peel():
        told.append(asked.told())
    assert told == [
        ["in the 12 articles listed", "without exact"],
        ["in the 12 articles listed"],
        ["everywhere"],
    ]
    assert not asked.peel()
    assert asked.total == 14


def test_a_mistake_leaves_the_hits_and_the_walk(explorer: Explorer) -> None:
    explorer.search.run("cina")
    hits, matches = explorer.search.hits, explorer.matches
    explorer.search.run('cina "и')
    assert explorer.search.error is not None
    assert explorer.search.error.position == 5
    assert explorer.search.hits is hits
    assert explorer.matches is matches


def test_a_mistake_does_not_stop_what_was_asked_before_it(corpus: Path, tmp_path: Path) -> None:
    jobs = Held(corpus)
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        explorer.search.run("завод")
        explorer.search.run('завод "и')
        jobs.answer("search")
        assert explorer.search.error is not None
        assert (len(explorer.search.hits), explorer.search.good) == (12, "завод")


def test_what_is_new_in_a_saved_search_is_what_came_in_since_it_was_looked_at(tmp_path: Path) -> None:
    corpus = put(tmp_path / "растёт.db", four())
    with explore(corpus, tmp_path) as explorer:
        explorer.search.run("=китай OR =cina")
        explorer.saved.save("Страна")
        explorer.saved.show()
        (line,) = [line for line in explorer.saved.lines if line.kind == "saved"]
        assert line.found is not None
        assert (line.found.total, line.found.new) == (2, 0)
    # Times are kept to the second: as if it had been looked at long ago.
    with closing(workspace.open(tmp_path / "workspace.db")) as own:
        saved_searches.see(own, "страна", "2020-01-01T00:00:00+00:00")
    put(corpus, MANY[:2])
    with explore(corpus, tmp_path) as explorer:
        explorer.saved.show()
        line = next(line for line in explorer.saved.lines if line.kind == "saved")
        assert line.found is not None
        assert (line.found.total, line.found.new) == (4, 4)
        explorer.saved.open(line)
        assert explorer.search.narrowing.order == "ingested"
        assert explorer.message == "4 new since 2020-01-01; the newest stand first."
        explorer.saved.show()
        line = next(line for line in explorer.saved.lines if line.kind == "saved")
        assert line.found is not None
        assert (line.found.total, line.found.new) == (4, 0)


def test_an_article_that_went_out_while_its_hits_were_read_keeps_the_walk_whole(tmp_path: Path) -> None:
    corpus = put(tmp_path / "тает.db", [*four(), *MANY[:2]])
    jobs = Held(corpus)
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        explorer.search.run("=китай")
        jobs.answer("search")
        take_out(corpus, "/01")
        jobs.answer("hits")
        assert explorer.search.walk.told() == "5 hits"


def test_what_narrows_a_search_is_saved_in_words(explorer: Explorer) -> None:
    explorer.search.run("китай OR cina")
    explorer.faceting.show()
    (china,) = (line for line in explorer.faceting.lines if line.label == "China")
    (pressed,) = (line for line in explorer.faceting.lines if line.label == "Лента")
    explorer.faceting.toggle(china, excluded=False)
    explorer.faceting.toggle(pressed, excluded=True)
    explorer.search.put(Facet("lang", "ru"))
    explorer.search.put(Facet("lang", "it"))
    explorer.search.put(Facet("year", "", excluded=True))
    assert explorer.search.total == 0
    assert explorer.search.written()[1] == ["−undated"]
    explorer.saved.save("Без года")
    assert explorer.message.startswith("Saved as “Без года”, but for −undated;")
    explorer.search.peel()
    explorer.search.put(Facet("type", "place"))
    explorer.search.put("fuzzy")
    found = [hit.article_id for hit in explorer.search.hits]
    written, left = explorer.search.written()
    told = '(китай OR cina) -source:"Лента" @"china" (lang:ru OR lang:it) type:place -why:fuzzy'
    assert (written, left) == (told, [])
    explorer.saved.save("Грани")
    assert explorer.message.startswith("Saved as “Грани”")
    assert "but for" not in explorer.message
    # It finds the same by its name.
    explorer.search.begin()
    explorer.search.run("saved:грани")
    assert [hit.article_id for hit in explorer.search.hits] == found
    assert len(found) == 1


def test_what_is_not_there_is_a_mistake_at_its_place(explorer: Explorer) -> None:
    explorer.search.run("cina")
    hits = explorer.search.hits
    explorer.search.run("cina source:Нигде")
    assert explorer.search.error is not None
    assert explorer.search.error.position == 12
    assert explorer.search.hits is hits
    explorer.search.run("cina")
    assert explorer.search.error is None


def test_how_far_a_pattern_was_looked_for_is_told(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    explorer.search.run("/завод 1[0-2]/")
    assert (explorer.search.total, explorer.search.looked) == (3, None)
    monkeypatch.setattr(evaluation, "READ", 5)
    explorer.search.run("/завод 1[0-2]/")
    assert explorer.search.looked is not None
    assert explorer.search.looked[0] < explorer.search.looked[1] == 16


def test_a_search_follows_judgements_and_what_came_in(tmp_path: Path) -> None:
    corpus = put(tmp_path / "растёт.db", four())
    with explore(corpus, tmp_path) as explorer:
        explorer.search.run("китай")
        explorer.step(1)
        assert explorer.matches is not None
        stood = explorer.matches.index
        explorer.faceting.show()

        def facet(label: str) -> int | None:
            return next((one.number for one in explorer.faceting.lines if one.label == label), None)

        # «Huawei» stands in two texts beside «China»: as one entity they are in three.
        assert (facet("China"), facet("Huawei"), facet("organization")) == (3, 2, 2)
        for slug in ("china", "huawei"):
            explorer.judge.mark(entity(explorer, slug))
        explorer.judge.merge_marked()
        assert (facet("China"), facet("Huawei"), facet("organization")) == (3, None, None)
        assert facet("place") == 3
        assert explorer.matches is not None
        assert explorer.matches.index == stood
        total = explorer.search.total
        put(corpus, MANY[:2])
        explorer.reload()
        assert total is not None
        assert explorer.search.total == total + 2
        # What was let go of stays so.
        explorer.clear_matches()
        explorer.reload()
        assert explorer.matches is None


def test_a_search_that_was_let_go_of_is_shown_again_without_the_hits_of_another(explorer: Explorer) -> None:
    explorer.search.run("=cina")
    assert explorer.search.walk.told() == "2 hits"
    explorer.clear_matches()
    explorer.search.run("=завод")
    assert explorer.search.walk.told() == "12 hits"
    explorer.search.run_again("=cina", Narrowing(), None)
    assert [hit.lang for hit in explorer.search.hits] == ["it"]
    assert explorer.matches is None
    # They are counted anew or not at all, but never those of the search that was given up.
    assert explorer.search.walk.told() in ("", "2 hits")


def test_what_is_listed_stays_listed_when_it_is_asked_again(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "PAGE", 3)
    asked = explorer.search
    asked.run("завод")
    asked.more(2)
    shown = asked.shown
    explorer.reload()
    assert (len(asked.hits), asked.total) == (6, 12)
    # The cursor has no reason to leave its hit.
    assert asked.shown is shown
    asked.put(Facet("year", "2024"))
    assert len(asked.hits) == 3
    assert asked.shown is not shown
