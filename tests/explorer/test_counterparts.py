"""Which article is read beside one: another language first, then by what both tell, then by the day."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_corpora import put

from aitui.explorer.counterparts import Counterpart, find
from aitui.model import Article
from aitui.store import database
from aitui.store.visible import RAW

STORY = Article(
    "Китай и Тайвань спорят. Джастин Линь даёт 35 % за 5 млрд долларов.",
    "/повесть",
    "Повесть",
    None,
    "ru",
    "2025-03-05",
)
NOISE = [Article(f"Китай {n}.", f"/шум{n}", f"Шум {n}", None, "ru", "2025-03-05") for n in range(8)]


def ranked(tmp_path: Path, *others: Article, must: str | None = None) -> list[tuple[str, Counterpart]]:
    """Return title and row of the counterparts of the story, best first, the noise left out."""
    corpus = put(tmp_path / "корпус.db", [STORY, *others, *NOISE])
    with database.reading(corpus) as conn:
        (own,) = conn.execute("SELECT id FROM article WHERE title = 'Повесть'").fetchone()
        wanted = None
        if must is not None:
            (wanted,) = conn.execute("SELECT id FROM entity WHERE uid = ?", (must,)).fetchone()
        titles = dict(conn.execute("SELECT id, title FROM article"))
        found = [(titles[row.article_id], row) for row in find(conn, own, RAW, wanted)]
    return [(title, row) for title, row in found if not title.startswith("Шум")]


def test_another_language_comes_first_however_like_one_in_the_same_is(tmp_path: Path) -> None:
    found = ranked(
        tmp_path,
        Article(STORY.text, "/та же", "Та же", None, "ru", "2025-03-05"),
        Article("台湾很大。", "/小", "台湾", None, "zh", "2025-03-01"),
    )
    assert [title for title, _ in found] == ["台湾", "Та же"]
    assert [row.foreign for _, row in found] == [True, False]


def test_a_rare_entity_weighs_more_than_one_of_every_article(tmp_path: Path) -> None:
    found = ranked(
        tmp_path,
        Article("La Cina corre. Perché?", "/a", "Comune", None, "it", "2025-03-05"),
        Article("Taiwan corre. Perché?", "/b", "Raro", None, "it", "2025-03-05"),
    )
    assert [title for title, _ in found] == ["Raro", "Comune"]


def test_shared_figures_and_days_weigh(tmp_path: Path) -> None:
    told = "Taiwan e Justin Lin: il 35% per 5 miliardi di dollari."
    other = "Taiwan e Justin Lin: il 12% per 9 miliardi di dollari."
    found = ranked(
        tmp_path,
        Article(other, "/b", "Altro", None, "it", "2025-03-05"),
        Article(told, "/a", "Stesso", None, "it", "2025-03-05"),
    )
    assert [(title, row.entities, row.figures) for title, row in found] == [("Stesso", 2, 2), ("Altro", 2, 0)]


def test_a_bound_and_the_figure_itself_are_the_same_figure(tmp_path: Path) -> None:
    told = "Taiwan: oltre 5 miliardi di dollari, meno del 35%."
    ((_, row),) = ranked(tmp_path, Article(told, "/a", "Oltre", None, "it", "2025-03-05"))
    assert row.figures == 2


def test_of_two_alike_the_nearer_day_comes_first_and_an_unknown_one_between(tmp_path: Path) -> None:
    days = {"fern": "2021-01-01", "nah": "2025-03-06", "ohne": None}
    found = ranked(
        tmp_path,
        *(Article("Taiwan ist klein.", f"/{name}", name, None, "de", day) for name, day in days.items()),
    )
    assert [title for title, _ in found] == ["nah", "ohne", "fern"]
    assert [row.days for _, row in found] == [1, None, 1524]


def test_with_an_entity_lit_the_counterpart_mentions_it(tmp_path: Path) -> None:
    found = ranked(
        tmp_path,
        Article("Taiwan e Justin Lin.", "/a", "Senza", None, "it", "2025-03-05"),
        Article("La Cina e Huawei.", "/b", "Con Huawei", None, "it", "2019-03-05"),
        must="huawei",
    )
    assert [title for title, _ in found] == ["Con Huawei"]


def test_an_article_that_names_nobody_has_no_counterpart(tmp_path: Path) -> None:
    corpus = put(tmp_path / "корпус.db", [Article("Погода.", "/1", "Погода", None, "ru", None), STORY])
    with database.reading(corpus) as conn:
        (plain,) = conn.execute("SELECT id FROM article WHERE title = 'Погода'").fetchone()
        (alone,) = conn.execute("SELECT id FROM article WHERE title = 'Повесть'").fetchone()
        assert find(conn, plain, RAW) == []
        assert find(conn, alone, RAW) == []
        assert find(conn, 10**9, RAW) == []


def test_an_undated_or_odd_day_is_no_error(tmp_path: Path) -> None:
    found = ranked(tmp_path, Article("台湾。", "/远", "远", None, "zh", "-0300"))
    assert [(title, row.days) for title, row in found] == [("远", None)]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (Counterpart(1, 1.0, 4, 2, 0, 1, True), "4 shared entities, 2 figures, 1 day apart"),
        (Counterpart(1, 1.0, 1, 0, 1, 0, True), "1 shared entity, 1 date, same day"),
        (Counterpart(1, 1.0, 2, 1, 0, None, False), "2 shared entities, 1 figure, publication day unknown"),
        (Counterpart(1, 1.0, 2, 0, 0, 40, False), "2 shared entities, 40 days apart"),
    ],
)
def test_the_reason_is_told_in_words(row: Counterpart, told: str) -> None:
    assert row.reason() == told
