"""Page furniture, line by line and in the tail of a page."""

from __future__ import annotations

import pytest

from aitui.analysis.boilerplate import Page, cue_reason, mark_bylines, mark_everywhere, mark_tail
from aitui.analysis.lines import read_lines

STORY = (
    "Компания представила новую модель, которая, по её данным, сравнялась с лучшими моделями конкурентов.\n\n"
    "Модель доступна бесплатно по открытой лицензии, говорится в сообщении компании для разработчиков.\n\n"
)


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
    ],
)
def test_lines_that_are_furniture_anywhere(reason: str, line: str) -> None:
    assert cue_reason(read_lines(line)[0]) == reason


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
    ],
)
def test_headings_and_sentences_are_not(line: str) -> None:
    assert cue_reason(read_lines(line)[0]) is None


def reasons(text: str, lang: str = "ru") -> list[str | None]:
    page = Page(read_lines(text), lang)
    mark_everywhere(page, None)
    mark_bylines(page, None)
    mark_tail(page, None)
    return page.reasons


def test_short_lines_after_furniture_in_the_tail_are_furniture() -> None:
    tail = "Все статьи автора\nFooter\nСтатьи по теме\nРеклама\nОнлайн-казино - бонусы\nПортал - скидки"
    assert reasons(STORY + tail) == [None, None, "nav", "footer", "footer", "promo", "promo", "promo"]


def test_the_story_after_a_link_is_kept() -> None:
    rest = (
        "Читайте также: Рынок чипов\n\nВыводы\n\n- Китай догоняет США по числу открытых моделей\n\n" + STORY
    )
    assert reasons(STORY + rest) == [None, None, "nav", None, None, None, None]


def test_headings_at_the_end_without_furniture_are_kept() -> None:
    assert reasons(STORY + "Рисунок 1. Поставки\nИсточник: IDC") == [None, None, None, None]


def test_a_chronology_keeps_its_dates() -> None:
    text = "".join(f"{day} марта 2025\n{STORY}" for day in (1, 2, 3))
    assert set(reasons(text)) == {None}


def test_biography_is_found_by_the_name_of_the_author() -> None:
    text = STORY + "Автор: Ирина Белова\n\nИрина пишет о технологиях, журналист с десятилетним опытом работы."
    assert reasons(text) == [None, None, "byline", "author-bio"]
    # Somebody else who is a journalist belongs to the story.
    other = (
        STORY
        + "Автор: Ирина Белова\n\nЖурналист Пётр Орлов сообщил, что переговоры продлятся до конца месяца."
    )
    assert reasons(other)[-1] is None


def test_small_print_is_furniture_even_as_a_sentence() -> None:
    text = (
        STORY
        + "При использовании материалов ссылка на сайт обязательна, права на тексты принадлежат авторам."
    )
    assert reasons(text)[-1] == "footer"
