"""The form of whole texts: the traps one by one, then the gold, then any text at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aitui.analysis.form.layout import read_layout
from aitui.analysis.form.sentences import split
from aitui.analysis.language import identify
from aitui.model import Layout

SHARED = Path(__file__).parents[3] / "../shared"

FIRST = (
    "Китайская компания представила новую модель, которая, по её данным, сравнялась с лучшими моделями "
    "конкурентов из США в задачах программирования и математики, сообщает агентство."
)
SECOND = "Модель доступна бесплатно по открытой лицензии, говорится в сообщении компании для разработчиков."
BODY = f"{FIRST}\n\n{SECOND}"


def furniture(text: str, layout: Layout) -> list[tuple[str, str]]:
    return [(span.reason, text[span.start : span.end]) for span in layout.boilerplate]


def blocks(text: str, layout: Layout) -> list[str]:
    return [text[start:end] for start, end in layout.blocks]


def test_a_date_glued_to_the_first_sentence_is_cut_and_the_title_is_made() -> None:
    text = f" date 2026-03-05 {BODY}"
    layout = read_layout(text, "ru")
    assert furniture(text, layout) == [("header", " date 2026-03-05 ")]
    assert layout.published == "2026-03-05"
    assert (layout.title_made, layout.title_span) == (True, None)
    assert FIRST.startswith(layout.title.removesuffix("…"))
    assert layout.title.endswith("…")
    assert blocks(text, layout) == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("tail", "lang"),
    [
        ("Сегодня 03:45 — Технологии&Авто", "ru"),
        ("Вчера, 18:05 | Наука", "ru"),
        ("Oggi 09:15 — Tecnologia", "it"),
        ("12.01.2026 10:30", "ru"),
        ("today 10:30 - Business", "en"),
    ],
)
def test_clock_time_and_rubric_behind_the_title_are_cut(tail: str, lang: str) -> None:
    text = f" date 2025-11-27 Китай обошёл США на рынке открытых моделей {tail}\n\n{BODY}\n"
    layout = read_layout(text, lang)
    assert layout.title == "Китай обошёл США на рынке открытых моделей"
    assert not layout.title_made
    assert layout.title_span is not None
    assert text[slice(*layout.title_span)] == layout.title
    assert furniture(text, layout) == [("header", " date 2025-11-27 "), ("rubric", tail)]
    assert layout.published == "2025-11-27"


def test_a_known_rubric_behind_the_time_needs_no_bar() -> None:
    layout = read_layout(
        " date 2025-03-14Минцифры готовит правила 11:42 Технологии\nПравила будут к осени.\n", "ru"
    )
    assert layout.title == "Минцифры готовит правила"
    assert layout.published == "2025-03-14"


def test_masthead_author_and_date_above_the_title() -> None:
    text = (
        "Il Foglio Quotidiano\nGiulia Ferri\n3 giugno 2025\n\nDeepSeek aggiorna R1\n\n"
        "La società cinese ha pubblicato una versione nuova. Pesa 685 miliardi di parametri.\n"
    )
    layout = read_layout(text, "it")
    assert layout.title == "DeepSeek aggiorna R1"
    assert (layout.publisher, layout.author, layout.published) == (
        "Il Foglio Quotidiano",
        "Giulia Ferri",
        "2025-06-03",
    )


def test_printed_source_above_the_title() -> None:
    text = (
        "Frankfurter Allgemeine Zeitung, 4. August 2025, S. 17\n\nWas Firmen von KI erwarten\n\n"
        "Deutsche Firmen zögern. Laut Bitkom nutzten im Juli 36 Prozent von ihnen KI.\n"
    )
    layout = read_layout(text, "de")
    assert layout.title == "Was Firmen von KI erwarten"
    assert (layout.publisher, layout.published) == ("Frankfurter Allgemeine Zeitung", "2025-08-04")


def test_outlet_between_author_and_date_in_the_tail() -> None:
    text = (
        "Nvidia says it will sell H20 chips again\n\n"
        "Nvidia said on Monday that it would resume sales of its chip to China after talks in Beijing.\n\n"
        "By Anna Petersen\nThe Harbour Gazette\nJuly 15, 2025\n\nSign up for our newsletter\n"
    )
    layout = read_layout(text, "en")
    assert (layout.publisher, layout.author, layout.published) == (
        "The Harbour Gazette",
        "Anna Petersen",
        "2025-07-15",
    )


def test_a_word_cut_at_the_end_of_a_title_line_is_made_whole() -> None:
    text = "3.2 Patents and publi-\ncations\n\nChina led in 2023 with most of all patent grants.\n"
    layout = read_layout(text, "en")
    assert layout.title == "3.2 Patents and publications"
    assert layout.title_span == (0, text.index("cations") + len("cations"))


@pytest.mark.parametrize(
    ("given", "text", "title"),
    [
        (None, " . Китай и OpenAI договорились в мае.", "Китай и OpenAI договорились в мае"),
        ("\u200b\u2060", "Китай и OpenAI договорились.", "Китай и OpenAI договорились"),
        ("  ", "Китай и OpenAI договорились.", "Китай и OpenAI договорились"),
        (None, "Раз\u00adра\u00adбот\u00adчи\u00adки сказали.", "Разработчики сказали"),
        (None, "!!! ???", ""),
    ],
)
def test_a_made_title_has_words(given: str | None, text: str, title: str) -> None:
    layout = read_layout(text, "ru", given)
    assert (layout.title, layout.title_made) == (title, True)


def test_biographies_under_and_behind_their_heading() -> None:
    story = "Агентство рассказало о новых моделях и об их ценах для разработчиков из разных стран.\n"
    text = f"{story}{story}\nОб авторе\nПётр Лаптев – кандидат экономических наук, доцент.\n"
    assert [(text[s.start : s.end].split("\n")[0], s.reason) for s in read_layout(text, "ru").boilerplate][
        -1
    ] == ("Об авторе", "author-bio")
    assert read_layout(text, "ru").boilerplate[-1].end == len(text) - 1
    text = (
        "Brüssel prüft X\nVon Lukas Brandner\n\nDie Kommission hat die Plattform zu einem Gespräch "
        "geladen, weil ihr Chatbot Fragen falsch beantwortet.\n\n"
        "Zur Person: Lukas Brandner berichtet seit 2019 aus Brüssel.\n"
    )
    assert [s.reason for s in read_layout(text, "de").boilerplate] == ["byline", "author-bio"]


def test_a_time_that_belongs_to_the_title_stays() -> None:
    text = f"Запуск ракеты отложили до 18:45\n\n{BODY}"
    assert read_layout(text, "ru").title == "Запуск ракеты отложили до 18:45"


def test_a_title_said_twice_is_furniture_the_second_time() -> None:
    text = f"Новая модель\n\nПодзаголовок о ценах и лицензиях\n\nНовая  МОДЕЛЬ\n\n{BODY}"
    layout = read_layout(text, "ru")
    assert furniture(text, layout) == [("duplicate-title", "Новая  МОДЕЛЬ")]
    assert blocks(text, layout)[:2] == ["Новая модель", "Подзаголовок о ценах и лицензиях"]


def test_an_unknown_date_stays_unknown() -> None:
    layout = read_layout(f"Новая модель\n\n{BODY}\n\nОбновлено: 13 января 2026", "ru")
    assert (layout.published, layout.author, layout.publisher) == (None, None, None)


def test_a_given_title_is_found_in_the_text_or_not() -> None:
    text = f"НОВАЯ МОДЕЛЬ\n\n{BODY}"
    found = read_layout(text, "ru", title="Новая модель")
    assert (found.title, found.title_span, found.title_made) == ("Новая модель", (0, 12), False)
    other = read_layout(BODY, "ru", title="Другой")
    assert (other.title, other.title_span, other.title_made) == ("Другой", None, False)


def test_head_with_crumbs_date_byline_and_credit() -> None:
    text = (
        "Главная > Новости\n12.01.2026, 14:05\nНовая модель Qwen\nБез платы\nИван Петров, РБК\n"
        f"Фото: агентство\n\n{BODY}"
    )
    layout = read_layout(text, "ru")
    assert layout.title == "Новая модель Qwen"
    assert layout.published == "2026-01-12"
    assert [reason for reason, _ in furniture(text, layout)][:2] == ["nav", "date"]
    assert blocks(text, layout)[1] == "Без платы"


def test_the_tail_of_an_italian_page() -> None:
    body = (
        "La Commissione europea ha annunciato un piano da venti miliardi per costruire centri di calcolo.\n\n"
        "Secondo il piano, i primi centri saranno operativi nel 2027 in quattro Paesi dell'Unione."
    )
    bio = "Lia è una giornalista appassionata di tecnologia e racconta da anni le novità del settore."
    text = (
        f"L'Europa accelera\n\n{body}\n\n"
        "Pubblicato Martedì, 3 Febbraio 2026 a cura di Lia B. per Esempio.it\n\n"
        f"Ultima revisione: Martedì, 3 Febbraio 2026\n\nLia B.\n\n{bio}\n\n"
        "Consulta tutti gli articoli di Lia B.\n\n"
        "Footer\nArticoli correlati\nContenuto promozionale\nContenuto promozionale\nGiochi - Casinò online"
    )
    layout = read_layout(text, "it")
    assert (layout.published, layout.author, layout.publisher) == ("2026-02-03", "Lia B.", "Esempio.it")
    assert [reason for reason, _ in furniture(text, layout)] == [
        *("byline", "revision-line", "author-name", "author-bio", "nav", "footer", "promo")
    ]
    assert blocks(text, layout)[-1].startswith("Secondo il piano")


def test_a_scanned_report() -> None:
    text = (
        "\n\nРынок чипов\n\n- Спрос растёт на фоне противостояния\n США и Китая.\n- Цены падают.\n\n"
        f"{FIRST} В конце января глава компании заявил\n\n\n\nо новых заказах на ускорители.\n\n"
        "ПОСТАВКИ УСКОРИТЕЛЕЙ\n\n\n■ Nvidia □ Huawei\n\nИсточник: IDC\n\nКомпания\tМодель\tЦена\n"
        "OpenAl\t01\t$15\n \t1\t1 1 1\t\n\t\t\t!\n\n- 7 -\n\nВыводы\n\n"
        f"- {SECOND}"
    )
    layout = read_layout(text, "ru")
    assert layout.title == "Рынок чипов"
    assert {reason for reason, _ in furniture(text, layout)} == {"stray"}
    found = blocks(text, layout)
    assert found[1] == "Спрос растёт на фоне противостояния\n США и Китая."
    assert found[3].endswith("заявил\n\n\n\nо новых заказах на ускорители.")
    assert found[4:] == [
        "ПОСТАВКИ УСКОРИТЕЛЕЙ",
        "■ Nvidia □ Huawei",
        "Источник: IDC",
        "Компания\tМодель\tЦена",
        "OpenAl\t01\t$15",
        "Выводы",
        SECOND,
    ]


def test_markdown() -> None:
    text = f"# Новая модель\n\n## Цены\n\n| Модель | Цена |\n|---|---|\n| GPT-4o | $5 |\n\n{BODY}\n"
    layout = read_layout(text, "ru")
    assert layout.title == "Новая модель"
    assert blocks(text, layout)[:4] == ["Новая модель", "Цены", "Модель | Цена", "GPT-4o | $5"]


def test_labelled_head() -> None:
    text = f"Заголовок: Новая модель\nДата: 12.01.2026\nАвтор: Иван Петров\nИсточник: РБК\n\n{BODY}"
    layout = read_layout(text, "ru")
    assert (layout.title, layout.published, layout.author, layout.publisher) == (
        *("Новая модель", "2026-01-12", "Иван Петров", "РБК"),
    )
    assert blocks(text, layout) == ["Новая модель", FIRST, SECOND]


def test_a_long_tail_does_not_hide_the_byline_in_the_middle() -> None:
    bio = "Лев ведёт рубрику о технологиях, журналист с десятилетним опытом работы в деловых изданиях. " * 4
    text = (
        f"Новая модель\n\n{SECOND}\n\nОпубликовано 12 января 2026, автор: Лев Белов\n\nЛев Белов\n\n"
        f"{bio}\n\nВсе статьи автора"
    )
    layout = read_layout(text, "ru")
    assert (layout.published, layout.author) == ("2026-01-12", "Лев Белов")
    assert [reason for reason, _ in furniture(text, layout)] == ["byline", "author-name", "author-bio", "nav"]
    assert blocks(text, layout) == ["Новая модель", SECOND]


def test_name_rubric_and_date_under_the_title() -> None:
    text = f"Новая модель Qwen\nИван Петров\nТехнологии\n12.01.2026\n{BODY}"
    layout = read_layout(text, "ru")
    assert (layout.title, layout.author, layout.published) == (
        "Новая модель Qwen",
        "Иван Петров",
        "2026-01-12",
    )
    assert [reason for reason, _ in furniture(text, layout)] == ["author-name", "rubric", "date"]


def test_a_dateline_is_no_title() -> None:
    layout = read_layout(f"МОСКВА, 12 янв — РИА Новости. {BODY}", "ru")
    assert layout.title_made
    assert layout.title.startswith("Китайская компания")
    assert (layout.publisher, layout.published) == ("РИА Новости", None)


def test_a_short_sentence_behind_a_link_is_story() -> None:
    tail = "Читайте также: Цены на чипы\n\nРанее сообщалось о заводе.\n\nИсточник: РБК"
    text = f"Новая модель\n\n{BODY}\n\n{tail}"
    layout = read_layout(text, "ru")
    assert "Ранее сообщалось о заводе." in blocks(text, layout)
    assert layout.publisher == "РБК"


def test_outlet_behind_the_title() -> None:
    text = f"Новая модель Qwen | Пример\n\n{BODY}"
    layout = read_layout(text, "ru")
    assert (layout.title, layout.publisher) == ("Новая модель Qwen", "Пример")


def test_text_without_anything() -> None:
    for text in ("", "\n \n", "…"):
        layout = read_layout(text, "und")
        assert (layout.title, layout.title_made, layout.blocks) == ("", True, ())


def test_gold_texts() -> None:
    seeds, gold = SHARED / "seeds", SHARED / "gold"
    if not seeds.is_dir() or not gold.is_dir():
        pytest.skip("the texts and their gold annotation are not beside the project")
    spans = json.loads((gold / "boilerplate.json").read_text("utf-8"))
    for name, meta in json.loads((gold / "meta.json").read_text("utf-8")).items():
        text = (seeds / f"{name}.txt").read_bytes().decode("utf-8")
        lang = identify(text)
        layout = read_layout(text, lang)
        assert lang == meta["language"]
        assert (layout.publisher, layout.author, layout.published) == (
            *(meta["publisher"], meta["author"], meta["date"]),
        )
        title = meta["title"]
        assert layout.title_span == ((title["start"], title["end"]) if title else None)
        assert layout.title_made == (title is None)
        wanted = [(row["start"], row["end"], row["kind"]) for row in spans[name]]
        assert [(span.start, span.end, span.reason) for span in layout.boilerplate] == wanted


def test_titles_and_dates_of_the_other_texts() -> None:
    seeds = SHARED / "seeds"
    if not seeds.is_dir():
        pytest.skip("the texts are not beside the project")
    found = {}
    for path in sorted(seeds.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        layout = read_layout(text, identify(text))
        found[path.name[:3]] = (
            layout.title_made,
            layout.title_span,
            layout.published,
            len(layout.boilerplate),
        )
    assert found["001"] == (False, (0, 52), None, 3)
    assert found["002"] == (False, (17, 78), "2025-11-27", 2)
    assert found["004"] == (False, (2, 42), None, 4)


PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "\r\n",
            " ",
            "\t",
            "•",
            "- ",
            "# ",
            "|",
            "date 2026-01-12 ",
            "12",
            "OpenAl",
            "Китай",
            "中国。",
        ),
        *(
            "Читайте также:",
            "Реклама",
            "Автор: Иван Петров",
            "Сегодня 03:45 — Авто",
            "©",
            "🙂",
            "\u200b",
            "\ufeff",
        ),
        *(
            "Pubblicato il 3 marzo 2025 a cura di Lia B. per Esempio.it",
            FIRST,
            SECOND,
            "в конце января",
            "\u2028",
        ),
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES | st.text(max_size=12), max_size=30).map("".join))
def test_spans_are_true_sorted_and_disjoint(text: str) -> None:
    lang = identify(text)
    layout = read_layout(text, lang)
    spans = sorted([(span.start, span.end) for span in layout.boilerplate] + list(layout.blocks))
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        last = end
    assert list(layout.blocks) == sorted(layout.blocks)
    sentences = split(text, lang, layout.blocks)
    last = 0
    for sentence in sentences:
        assert last <= sentence.start < sentence.end
        last = sentence.end
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        assert any(start <= sentence.start and sentence.end <= end for start, end in layout.blocks)
    if layout.title_span is not None:
        assert " ".join(text[slice(*layout.title_span)].replace("\xad", "").split()) == layout.title
    # Nothing but blanks and bullets is lost.
    left = list(text)
    for start, end in spans:
        left[start:end] = " " * (end - start)
    assert not any(char.isalnum() for char in left)
