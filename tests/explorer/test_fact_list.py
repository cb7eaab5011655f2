"""The list of facts without a screen: shown before it is grouped, joined and told apart as marks say."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from small_corpora import Held, entity, explore, put

from aitui.explorer import fact_list, facts
from aitui.explorer.facts import regrouped
from aitui.explorer.state import Explorer
from aitui.model import Article, Telling
from aitui.store import claim_quotes, claims, database
from aitui.store.rows import ClaimQuote, FactMark

GIVEN = [
    Article("Китай и Huawei держат 37 % рынка.", "/доля", "Доля", "Лента", "ru", "2025-03-01"),
    Article("Cina e Huawei tengono il 37 % del mercato.", "/quota", "Quota", "STAMPA", "it", "2025-03-02"),
    Article("中国与Huawei占市场的41%。Taiwan 12%。", "/份额", "份额", "新华", "zh", "2025-03-03"),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return put(tmp_path / "доли.db", GIVEN)


def figures(explorer: Explorer) -> list[str]:
    return [
        "+".join(explorer.facts.part(one, one.figure) for one in fact.tellings)
        for fact in explorer.facts.rows
    ]


def test_claims_stand_there_before_they_are_grouped(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fact_list, "FIRST", 3)
    held = Held(corpus)
    with explore(corpus, tmp_path, jobs=held) as explorer:
        explorer.facts.show()
        assert not explorer.facts.loaded
        held.answer("first facts")
        assert len(explorer.facts.rows) == 3
        assert "grouping …" in explorer.facts.told()
        held.answer("facts")
        assert sorted(figures(explorer)) == ["12%", "37 %+37 %", "41%"]
        assert explorer.facts.told() == "3 facts · 1 contradiction (c)"


def test_what_is_no_longer_wanted_is_given_up(corpus: Path, tmp_path: Path) -> None:
    held = Held(corpus)
    with explore(corpus, tmp_path, jobs=held) as explorer:
        explorer.facts.show()
        held.answer("facts")
        explorer.light(entity(explorer, "taiwan"))
        explorer.facts.load()
        held.answer("facts")
        assert figures(explorer) == ["12%"]
        explorer.facts.load()
        explorer.facts.load()
        held.answer("facts")
        assert figures(explorer) == ["12%"]


def test_older_statements_are_read_in_turn(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fact_list, "LIMIT", 2)
    with explore(corpus, tmp_path) as explorer:
        explorer.facts.show()
        assert figures(explorer) == ["41%", "12%"]
        assert explorer.facts.told() == "2 facts · of 2 of 4 statements · ) older · no contradiction"
        explorer.facts.page(1)
        assert [figure for figure in figures(explorer) if "37" in figure]
        while explorer.facts.older:
            explorer.facts.page(1)
        explorer.facts.page(1)
        assert explorer.message == "These are the oldest statements."
        assert ") older" not in explorer.facts.told()
        assert "( newer" in explorer.facts.told()
        while explorer.facts.newer:
            explorer.facts.page(-1)
        assert figures(explorer) == ["41%", "12%"]
        explorer.facts.page(-1)
        assert explorer.message == "These are the newest."


def test_older_statements_asked_for_too_early_come_when_they_are_known(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fact_list, "LIMIT", 2)
    held = Held(corpus)
    with explore(corpus, tmp_path, jobs=held) as explorer:
        explorer.facts.show()
        explorer.facts.page(1)
        assert explorer.message == ""
        held.answer("facts")
        held.answer("facts")
        assert all("37" in figure for figure in figures(explorer))
        assert explorer.facts.newer


def test_statements_without_a_date_are_the_oldest_pages(tmp_path: Path) -> None:
    undated = [
        Article("Китай и Huawei держат 52 % рынка.", "/без", "Доля", "Лента", "ru", None),
        Article("Cina e Huawei tengono il 63 % del mercato.", "/senza", "Quota", "STAMPA", "it", None),
    ]
    before: tuple[str, int] | None = None
    pages: list[tuple[str | None, float | None]] = []
    with database.reading(put(tmp_path / "страницы.db", [*undated, *GIVEN[:2]])) as conn:
        while before is not None or not pages:
            found = facts.find(conn, limit=1, narrow=claims.ANY._replace(before=before))
            pages.append((found.facts[0].first.day, found.facts[0].first.low))
            before = found.rest
    assert pages == [("2025-03-02", 37), ("2025-03-01", 37), (None, 63), (None, 52)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("lang:zh", ["41%", "12%"]),
        ("source:лента", ["37 %"]),
        ("unit:percent told:2", ["37 %+37 %"]),
        ("disputed:yes рынка", ["37 %+37 %"]),
        ("until:2025-03-02", ["37 %+37 %"]),
        ("since:2026", []),
        ("unit:usd", []),
    ],
)
def test_a_filter_asks_the_whole_corpus(
    corpus: Path, tmp_path: Path, typed: str, expected: list[str]
) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.facts.show()
        explorer.apply_filter("facts", typed)
        assert figures(explorer) == expected
        explorer.apply_filter("facts", "")
        assert figures(explorer) == ["41%", "12%", "37 %+37 %"]


def test_a_filter_finds_what_is_older_than_the_list(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fact_list, "LIMIT", 2)
    with explore(corpus, tmp_path) as explorer:
        explorer.facts.show()
        explorer.apply_filter("facts", "lang:ru")
        assert figures(explorer) == ["37 %"]
        assert explorer.facts.told() == "1 fact · no contradiction"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("date", ["41%", "12%", "37 %+37 %"]),
        ("disagreement", ["41%", "37 %+37 %", "12%"]),
        ("corroboration", ["37 %+37 %", "41%", "12%"]),
        ("entity", ["41%", "37 %+37 %", "12%"]),
        ("measure", ["41%", "37 %+37 %", "12%"]),
    ],
)
def test_orders(corpus: Path, tmp_path: Path, order: str, expected: list[str]) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.facts.show()
        while explorer.facts.order != order:
            explorer.facts.sort()
        assert figures(explorer) == expected


def test_what_is_deprecated_stands_last_and_disputes_are_settled(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.facts.show()
        first = explorer.facts.rows[0]
        explorer.fact_judge.rank("deprecated", first, "старое")
        assert figures(explorer) == ["12%", "37 %+37 %", "41%"]
        assert [dispute.settled for dispute in explorer.facts.disputes] == [True]
        assert explorer.facts.rows[-1].reason == "старое"
        explorer.facts.step(1)
        assert explorer.tellings.told() == "contradiction 1/1 · share differs by 10% · settled"
    # It is the person's, and is there with the next start.
    with explore(corpus, tmp_path) as explorer:
        explorer.facts.show()
        assert explorer.facts.rows[-1].rank == "deprecated"


def marked(corpus: Path, *said: tuple[str, int, int]) -> Sequence[Sequence[int]]:
    """Return the facts as marks have them, each telling by its number, oldest first."""
    with closing(database.open_reader(corpus)) as conn:
        told: list[Telling] = claims.tellings(conn)
        quotes: list[ClaimQuote] = claim_quotes.quotes(conn, told, "/к")
        marks = [
            FactMark(f"{at}", kind, quotes[one], quotes[other], "", "")
            for at, (kind, one, other) in enumerate(said)
        ]
        places = {quote.uid: facts.key_of(one) for quote, one in zip(quotes, told, strict=True)}
        groups = regrouped([[told[0], told[1]], [told[2]], [told[3]]], marks, places)
        return [[told.index(one) for one in group] for group in groups]


def test_the_later_of_two_marks_holds(corpus: Path) -> None:
    assert marked(corpus) == [[0, 1], [2], [3]]
    assert marked(corpus, ("same", 0, 2)) == [[0, 1, 2], [3]]
    assert marked(corpus, ("different", 1, 0)) == [[0], [2], [3], [1]]
    assert marked(corpus, ("different", 1, 0), ("same", 1, 0)) == [[2], [3], [0, 1]]
    assert marked(corpus, ("same", 0, 2), ("different", 2, 0)) == [[0, 1], [3], [2]]
    assert marked(corpus, ("same", 0, 2), ("same", 3, 2)) == [[0, 1, 2, 3]]
