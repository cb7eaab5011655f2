"""Bylines in many languages."""

from __future__ import annotations

import pytest

from aitui.analysis.form.byline import Byline, is_name, read_byline, same_name

DAY = "2026-01-12"


@pytest.mark.parametrize(
    ("lang", "line", "date", "author", "publisher"),
    [
        (
            "it",
            "Pubblicato Lunedì, 12 Gennaio 2026 a cura di Eva R. per Esempio.it",
            DAY,
            "Eva R.",
            "Esempio.it",
        ),
        (
            "it",
            "di Marco Rossi e Anna Bianchi, 12 gennaio 2026 alle 10:30",
            DAY,
            "Marco Rossi e Anna Bianchi",
            None,
        ),
        ("it", "Fonte: Il Sole 24 Ore", None, None, "Il Sole 24 Ore"),
        ("ru", "Автор: Иван Петров, 12 января 2026 г.", DAY, "Иван Петров", None),
        ("ru", "Опубликовано 12.01.2026 в 10:30", DAY, None, None),
        ("ru", "Иван Петров, РБК, 12 января 2026", DAY, "Иван Петров", "РБК"),
        ("ru", "Источник: https://www.example.com/a/b", None, None, "example.com"),
        (
            "en",
            "By Jane Doe and John Smith | Jan 12, 2026 | 10:30 AM EST",
            DAY,
            "Jane Doe and John Smith",
            None,
        ),
        ("en", "Published on 12 January 2026 by Jane Doe for The Verge", DAY, "Jane Doe", "The Verge"),
        ("en", "Posted by Jane Doe on January 12th, 2026 in Tech", DAY, "Jane Doe", None),
        ("en", "By Jane Doe, Senior Reporter", None, "Jane Doe", None),
        ("en", "Published 12 Jan 2026, updated 13 Jan 2026", DAY, None, None),
        (
            "de",
            "Veröffentlicht am 12. Januar 2026 von Max Müller für Heise Online",
            DAY,
            "Max Müller",
            "Heise Online",
        ),
        (
            "fr",
            "Publié le 12 janvier 2026 à 10h30 par Jean Dupont pour Le Monde",
            DAY,
            "Jean Dupont",
            "Le Monde",
        ),
        ("es", "Publicado el 12 de enero de 2026 por Ana García para El País", DAY, "Ana García", "El País"),
        ("zh", "来源：新华社  作者：李明  2026年01月12日 10:30", DAY, "李明", "新华社"),
        ("uk", "Автор: Олена Коваль, 12 січня 2026", DAY, "Олена Коваль", None),
        ("ru", "Автор: Иван Кузнецов, «Вестник экономики»", None, "Иван Кузнецов", "Вестник экономики"),
        ("ru", "Источник: «Коммерсантъ», Пётр Лаптев", None, "Пётр Лаптев", "Коммерсантъ"),
        ("ru", "Газета «Известия», 12 января 2026 г., с. 5", DAY, None, "Известия"),
        (
            "de",
            "Frankfurter Allgemeine Zeitung, 12. Januar 2026, S. 17",
            DAY,
            None,
            "Frankfurter Allgemeine Zeitung",
        ),
        ("it", "Il Sole 24 Ore, 12 gennaio 2026, pag. 4", DAY, None, "Il Sole 24 Ore"),
        ("fr", "Le Monde, 12 janvier 2026, p. 12", DAY, None, "Le Monde"),
        # A place and a newsroom are nobody's names.
        ("it", "Roma, 12 gennaio 2026", DAY, None, None),
        ("de", "Von Lukas Brandner, Brüssel", None, "Lukas Brandner", None),
        ("es", "Redacción | Madrid | 12/01/2026", DAY, None, None),
    ],
)
def test_bylines(lang: str, line: str, date: str | None, author: str | None, publisher: str | None) -> None:
    found = read_byline(line, lang)
    assert found is not None
    assert (found.reason, found.date, found.author, found.publisher) == ("byline", date, author, publisher)


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("it", "Ultima revisione: Lunedì, 12 Gennaio 2026"),
        ("ru", "Обновлено: 13 января 2026"),
        ("de", "Stand: 12.01.2026, 10:30 Uhr"),
        ("fr", "Mis à jour le 13 janvier 2026"),
        ("en", "Last updated: 2025-03-01 10:30"),
    ],
)
def test_a_revision_is_not_the_publication(lang: str, line: str) -> None:
    assert read_byline(line, lang) == Byline("revision-line")


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("it", "Di Maio incontra Xi"),
        ("de", "Von der Leyen"),
        ("en", "By 2030 China leads"),
        ("en", "China Overtakes US in AI Race"),
        ("ru", "Начало гонки"),
        ("ru", "На рынке ИИ"),
        ("ru", "12 января 2026 года Китай представил модель"),
        ("ru", "Китай 12 января 2026"),
        ("en", "Published studies show that models improve"),
        ("ru", "Автор письма"),
        ("zh", "中国人工智能"),
    ],
)
def test_headings_and_sentences_are_no_bylines(lang: str, line: str) -> None:
    assert read_byline(line, lang) is None


def test_a_source_that_is_no_outlet_is_not_named() -> None:
    assert read_byline("Fonte: elaborazione su dati universitari", "it") is None
    assert read_byline("Источник: расчёты автора", "ru") is None


def test_a_day_that_no_calendar_has_is_a_date_without_a_value() -> None:
    assert read_byline("31.02.2026", "ru") == Byline("date")
    assert read_byline("30 февраля 2026 г.", "ru") == Byline("date")


def test_a_date_that_can_be_read_two_ways_is_not_guessed() -> None:
    assert read_byline("Published: 03/04/2026", "en") == Byline("byline", None, stated=True)
    assert read_byline("Published: 03/24/2026", "en") == Byline("byline", "2026-03-24", stated=True)
    assert read_byline("Publicado: 03/04/2026", "es") == Byline("byline", "2026-04-03", stated=True)


def test_names() -> None:
    assert is_name("Анна Иванова")
    assert is_name("Jean-Pierre van der Berg")
    assert not is_name("Начало гонки")
    assert not is_name("OpenAI")
    assert same_name("Eva R.", "eva r")
