"""Page furniture in the head and the tail of a page."""

from __future__ import annotations

from aitui.analysis.form.boilerplate import Page, mark_bylines, mark_everywhere, mark_tail
from aitui.analysis.form.lines import read_lines

STORY = (
    "Компания представила новую модель, которая, по её данным, сравнялась с лучшими моделями конкурентов.\n\n"
    "Модель доступна бесплатно по открытой лицензии, говорится в сообщении компании для разработчиков.\n\n"
)


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
