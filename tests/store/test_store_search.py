"""Search: what a reader types finds what they mean, and nothing typed can break it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from toy import annotate, names_of

from aitui.errors import QueryError
from aitui.model import Article
from aitui.query import parse
from aitui.store import articles, database, ordering, runs, search, writer
from aitui.store.rows import Filters, Hit

TEXTS = {
    "ru": (
        "Гонка",
        "Учёные обучили модели. Американские чипы дороже китайских чипов.\n§Игровые автоматы бонус§\nЁжик.",
    ),
    "it": ("La corsa", "L'azienda dell’università perché no. Le restrizioni sui modelli GPT-4o pesano."),
    "en": (
        "A race",
        "Export controls hold. The models were trained in Kyiv; control of export is another thing.",
    ),
    "zh": ("芯片", "中国发布人工智能芯片。华为与DeepSeek发布V3模型。"),
    "fr": ("Rapport spécial", "Les modèles ouverts gagnent du terrain."),
}


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[Any]:
    with database.writing(tmp_path / "с.db") as opened:
        with database.transaction(opened):
            run = writer.Writer(opened, runs.begin(opened, "test", {}), names_of)
            for lang, (title, text) in TEXTS.items():
                article = Article(text, f"/{lang}", title, "Лента", lang, "2025-01-02")
                run.put(article, annotate(article), ("2025-01-02", "2025-01-02"))
        yield opened


def found(conn: Any, typed: str, *, typing: bool = False) -> set[str]:
    hits = search.search(conn, parse(typed, typing=typing), 20)
    assert len(hits) == search.count(conn, parse(typed, typing=typing))
    return {hit.lang for hit in hits}


def lit(hit: Hit) -> str:
    """Return what is lit of the only hit in a snippet."""
    ((start, end),) = hit.spans
    return hit.snippet[start:end]


@pytest.mark.parametrize(
    ("typed", "langs"),
    [
        ("учёные", {"ru"}),
        ("УЧЕНЫЕ", {"ru"}),
        ("ежик", {"ru"}),
        ("модель", {"ru"}),
        ("обучить чип", {"ru"}),
        ("=модель", set()),
        ("=модели", {"ru"}),
        ("perche", {"it"}),
        ("università", {"it"}),
        ("restrizione", {"it"}),
        ("azienda", {"it"}),
        ("gpt-4o", {"it"}),
        ("GPT 4o", {"it"}),
        ('"export controls"', {"en"}),
        ('"controls export"', set()),
        ("«export controls»", {"en"}),
        ("control", {"en"}),
        ("model", {"en", "fr"}),
        ("special", {"fr"}),
        ("人工智能", {"zh"}),
        ("工智", {"zh"}),
        ("智能 中国", {"zh"}),
        ("布", {"zh"}),
        ("片", {"zh"}),
        ("能智", set()),
        ("发布V3", {"zh"}),
        ("deepseek", {"zh"}),
        ("model*", {"it", "en", "fr"}),
        ("mod* -terrain", {"it", "en"}),
        ("чипы OR restrizioni", {"ru", "it"}),
        ("race | гонка", {"ru", "en"}),
        ("автоматы", set()),
        ("ＧＰＴ", {"it"}),
        ("нет-такого-слова", set()),
    ],
)
def test_what_is_typed_finds(conn: Any, typed: str, langs: set[str]) -> None:
    assert found(conn, typed) == langs


@pytest.mark.parametrize(
    ("typed", "langs"),
    [
        ("американ", {"ru"}),
        ("обучить", {"ru"}),
        ('"export contr', {"en"}),
        ("control -", {"en"}),
        ("restr", {"it"}),
    ],
)
def test_while_typing_the_last_word_is_a_beginning(conn: Any, typed: str, langs: set[str]) -> None:
    assert found(conn, typed, typing=True) >= langs


def test_two_letters_begin_no_word_yet_and_a_character_does(conn: Any) -> None:
    assert found(conn, "мо", typing=True) == set()
    assert found(conn, "моде", typing=True) == {"ru"}
    assert found(conn, "мо*") == {"ru"}
    assert found(conn, "片", typing=True) == found(conn, "智", typing=True) == {"zh"}


def test_a_hit_stands_in_its_sentence_and_says_why(conn: Any) -> None:
    (hit,) = search.search(conn, parse("американские"), 5)
    text = TEXTS["ru"][1]
    assert hit.snippet == "Американские чипы дороже китайских чипов."
    assert text[hit.start : hit.end] == "Американские"
    assert lit(hit) == "Американские"
    assert (hit.why, hit.source, hit.published, hit.title) == ("exact", "Лента", "2025-01-02", "Гонка")
    form, *others = search.search(conn, parse("китайский"), 5)
    assert {one.why for one in others} == {"translation"}
    assert (form.why, text[form.start : form.end]) == ("form", "китайских")


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("工智能", "工智能"),
        ("片", "片"),
        ("发布V3", "发布V3"),
        ("与deepseek发", "与DeepSeek发"),
        ("universita", "università"),
    ],
)
def test_the_hit_is_the_words_typed(conn: Any, typed: str, hit: str) -> None:
    (one,) = search.search(conn, parse(typed), 5)
    text = articles.text(conn, one.article_id).text
    assert text[one.start : one.end] == hit
    assert lit(one) == hit


def test_a_hit_only_in_the_title_given_beside_the_text(conn: Any) -> None:
    (hit,) = search.search(conn, parse("spécial"), 5)
    assert (hit.snippet, hit.start, hit.end) == ("Rapport spécial", 0, 0)
    assert lit(hit) == "spécial"


def test_a_word_in_the_title_counts_more(conn: Any) -> None:
    with database.transaction(conn):
        run = writer.Writer(conn, runs.begin(conn, "test", {}))
        for n, (title, text) in enumerate(
            [("Прочее", "Орбита, орбита."), ("Орбита", "Ничего о ней больше нет.")]
        ):
            article = Article(text, f"/o{n}", title, None, "ru")
            run.put(article, annotate(article))
    assert [hit.title for hit in search.search(conn, parse("орбита"), 5)] == ["Орбита", "Прочее"]


def test_soft_hyphens_hide_no_word(conn: Any) -> None:
    with database.transaction(conn):
        run = writer.Writer(conn, runs.begin(conn, "test", {}))
        text = "О раз\u00adра\u00adбот\u00adчи\u00adках пишут мало."
        run.put(article := Article(text, "/мягкий", "Перенос", None, "ru"), annotate(article))
    (hit,) = search.search(conn, parse("разработчиках"), 5)
    assert text[hit.start : hit.end] == "раз\u00adра\u00adбот\u00adчи\u00adках"
    assert len(search.search(conn, parse("разработчик"), 5)) == 1


def test_filters_narrow_a_search(conn: Any) -> None:
    query = parse("model")
    assert {h.lang for h in search.search(conn, query, 9, Filters(lang="fr"))} == {"fr"}
    assert search.count(conn, query, Filters(lang="fr")) == 1
    assert search.search(conn, query, 9, Filters(since="2025-01-03")) == []


def test_all_that_match_are_told_by_their_ids(conn: Any) -> None:
    query = parse("model")
    assert list(search.matching(conn, query)) == sorted(
        hit.article_id for hit in search.search(conn, query, 9)
    )
    assert len(search.matching(conn, query, Filters(lang="fr"))) == 1
    assert list(search.matching(conn, parse("нет-такого-слова"))) == []


def test_a_reason_that_is_off_finds_nothing(conn: Any) -> None:
    query, off = parse("китайский"), frozenset({"form", "translation"})
    assert search.count(conn, query, off=off - {"form"}) == 1
    assert search.count(conn, query, off=off) == 0 == len(search.search(conn, query, 5, off=off))
    (hit,) = search.search(conn, parse("китайских"), 5, off=off)
    assert (hit.why, lit(hit)) == ("exact", "китайских")


@pytest.mark.parametrize(
    ("typed", "lang", "words"),
    [
        ("чип", "ru", ["чипы", "чипов"]),
        ("чипов", "ru", ["чипы", "чипов"]),
        ("=чипов китайский", "ru", ["китайских", "чипов"]),
        ("control", "en", ["controls", "control"]),
        ('"export control"', "en", []),
        ("智能", "zh", ["智能"]),
        ("бонус OR ёжик", "ru", ["Ёжик"]),
    ],
)
def test_every_hit_of_an_article_is_told_by_its_place(
    conn: Any, typed: str, lang: str, words: list[str]
) -> None:
    article = next(i for i, row in articles.rows(conn, articles.ids(conn)).items() if row.lang == lang)
    told = dict(search.places(conn, parse(typed), [article, 10**9]))
    # What is gone is left out, and so is what stands in the furniture.
    assert list(told) == [article]
    text = articles.text(conn, article).text
    assert [text[start:end] for start, end in told[article]] == words


def test_hits_can_be_sorted_by_each_date(conn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.transaction(conn):
        run = writer.Writer(conn, runs.begin(conn, "test", {}))
        for title, text, day in [
            ("старая", "Орбита 2024-05-05.", "2020-01-01"),
            ("новая", "Орбита 2021-01-01, а не 2019-01-01.", "2023-01-01"),
            ("без даты", "Орбита.", None),
        ]:
            article = Article(text, f"/{title}", title, None, "ru", day)
            run.put(article, annotate(article), (day, day))

    def titles(order: str) -> list[str]:
        return [hit.title for hit in search.search(conn, parse("орбита"), 5, order=order)]

    for looked_up in (5000, 0):
        monkeypatch.setattr(ordering, "_LOOKED_UP", looked_up)
        assert titles("published") == ["новая", "старая", "без даты"]
        assert titles("event") == ["старая", "новая", "без даты"]
        assert titles("ingested") == ["без даты", "новая", "старая"]


_PIECES = [
    '"',
    "-",
    "*",
    "(",
    ")",
    ":",
    "^",
    "+",
    "{",
    "}",
    "=",
    "|",
    "OR",
    "AND",
    "NOT",
    "NEAR",
    "title:",
    "\x00",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("\ud800 чип")
@example('" OR title: "')
@example("人" * 900)
@example("ا-ب*")
@example("Ɂɂ Ƨ")  # of which nobody knows how they sound
@given(
    st.lists(
        st.one_of(st.sampled_from([*_PIECES, "чип", " ", "人工", "'"]), st.text(max_size=6)), max_size=14
    ).map("".join)
)
def test_no_typed_text_can_break_the_search(conn: Any, typed: str) -> None:
    for typing in (False, True):
        try:
            query = parse(typed, typing=typing)
            hits = search.search(conn, query, 5)
        except QueryError as error:
            if not 0 <= error.position <= len(typed):
                raise
            continue
        assert len(hits) <= search.count(conn, query)
        for hit in hits:
            text = articles.text(conn, hit.article_id).text
            assert 0 <= hit.start <= hit.end <= len(text)


def test_what_reads_the_index_is_made_once_for_a_connection(conn: Any) -> None:
    """To make it anew takes SQLite a reading of the whole schema: a fifth of a search."""
    assert found(conn, "чипы")
    made: list[str] = []
    conn.set_trace_callback(made.append)
    assert found(conn, "модели~") | found(conn, "чипы")
    made.clear()
    assert found(conn, "модели~") | found(conn, "чипы")
    assert not [sql for sql in made if sql.startswith("CREATE")]
