"""Page furniture, line by line."""

from __future__ import annotations

import pytest

from aitui.analysis.form.furniture import copyright_owner, cue_reason, is_rubric, is_source, weight_of
from aitui.analysis.form.lines import Line, read_lines


def line_of(text: str) -> Line:
    return read_lines(text)[0]


@pytest.mark.parametrize(
    ("reason", "line"),
    [
        ("comments", "Начать дискуссию"),
        ("comments", "Комментарии (12)"),
        ("comments", "Lascia un commento"),
        ("share", "Поделиться в соцсетях"),
        ("share", "Condividi su Facebook"),
        ("share", "Share this article"),
        ("nav", "Читайте также: Китай снизил цены на чипы."),
        ("nav", "Lesen Sie auch"),
        ("nav", "Te puede interesar: Nvidia reanuda sus envíos"),
        ("nav", "相关阅读：价格下调"),
        ("nav", "5 min read"),
        ("promo", "Подписывайтесь на наш Telegram-канал"),
        ("promo", "Еще больше новостей в нашем канале."),
        ("promo", "Contenuto sponsorizzato"),
        ("promo", "Sign up for our newsletter"),
        ("tags", "Теги: ИИ, Китай"),
        ("caption", "Фото: агентство"),
        ("footer", "© 2026 Esempio.it. Tutti i diritti riservati."),
        ("footer", "Impressum"),
        ("stray", "Страница 3 из 10"),
        ("nav", "https://example.org/новости?utm_source=x"),
        ("nav", "Контакты: press@example.org"),
    ],
)
def test_lines_that_are_furniture_anywhere(reason: str, line: str) -> None:
    assert cue_reason(line_of(line)) == reason


@pytest.mark.parametrize(
    "line",
    [
        "Выводы",
        "Комментарии экспертов разошлись в оценке последствий",
        "Share buybacks surge at Nvidia",
        "Реклама в поисковиках приносит Google основную часть выручки",
        "Источник: MoonFox",
        "Telegram",
        "Подробности сделки неизвестны",
        "Канал RT America закрылся в нашем городе вчера",
        "Search engines add chatbots",
        "Модель лежит на https://example.org и открыта для всех",
    ],
)
def test_headings_and_sentences_are_not(line: str) -> None:
    assert cue_reason(line_of(line)) is None


def test_owner_of_the_rights() -> None:
    assert copyright_owner(line_of("© 2024–2026 Esempio.it. Tutti i diritti riservati")) == "Esempio.it"
    assert copyright_owner(line_of("© 2026 Новости Дня, все права защищены")) == "Новости Дня"
    assert copyright_owner(line_of("© RIPRODUZIONE RISERVATA")) is None


def test_rubrics_and_sources() -> None:
    assert is_rubric(line_of("Технологии & Авто"))
    assert not is_rubric(line_of("Технологии будущего"))
    assert is_source(line_of("Quelle: dpa"))
    assert not is_source(line_of("Источники в правительстве молчат"))


def test_a_han_character_weighs_more() -> None:
    assert weight_of(line_of("中国人工")) > weight_of(line_of("Китай"))
