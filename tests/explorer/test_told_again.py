"""Statements without figure or date are facts once a second article tells them."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_corpora import put

from aitui.errors import StoppedError
from aitui.explorer import facts, told_again
from aitui.model import Article
from aitui.store import database, entities, statements

RU = "Китай и Huawei признали, что ограничения тормозят отрасль. Погода сегодня хорошая."
IT = "La Cina e Huawei ammettono che le restrizioni frenano l'industria. Domani niente."
LATER = "Китай и Huawei признали, что ограничения тормозят отрасль."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    given = [
        Article(RU, "/ru", "Признание", "Лента", "ru", "2025-03-01"),
        Article(IT, "/it", "Ammissione", "LA STAMPA", "it", "2025-03-02"),
        Article(LATER, "/позже", "Позже", "Вести", "ru", "2025-06-01"),
    ]
    return put(tmp_path / "дважды.db", given)


def test_what_two_articles_tell_within_some_days_is_one_fact(path: Path) -> None:
    with database.reading(path) as conn:
        (group,) = told_again.read(conn)
        assert [(one.lang, one.source) for one in group] == [("ru", "Лента"), ("it", "LA STAMPA")]
        for telling, text in zip(group, (RU, IT), strict=True):
            assert text[telling.start : telling.end].strip() == text.partition(". ")[0] + "."
            assert (telling.unit, telling.edtf, telling.measured) == (None, None, None)
        (fact,) = facts.read(conn)
        assert (fact.tellings, fact.sources, fact.languages) == (tuple(group), 2, 2)


def test_only_statements_about_who_is_asked_for(path: Path) -> None:
    with database.reading(path) as conn:
        huawei = entities.by_uid(conn, "huawei")
        assert huawei is not None
        assert len(told_again.read(conn, (huawei,))) == 1
        assert told_again.read(conn, (huawei, 10**6)) == []


def test_work_that_nobody_waits_for_is_given_up(path: Path) -> None:
    with database.reading(path) as conn, pytest.raises(StoppedError):
        told_again.read(conn, stale=lambda: True)


def test_statements_have_their_words_and_values(path: Path) -> None:
    with database.reading(path) as conn:
        first, second = statements.of_article(conn, 1)
        assert first.text.strip().startswith("Китай и Huawei признали")
        assert len(first.telling.entities) == 2
        assert (second.telling.entities, second.claimed) == ((), False)
        assert statements.of_article(conn, 99) == []
