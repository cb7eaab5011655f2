"""Of very many matches the newest are ranked, and those with the word in their title however old."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from toy import annotate

from aitui.model import Article
from aitui.query import parse
from aitui.store import database, fulltext, ranking, runs, search, title_words, writer
from aitui.store.rows import Filters


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[Any]:
    """An old article with the word in its title, then twenty that have it in their texts."""
    with database.writing(tmp_path / "д.db") as opened:
        fill(opened)
        yield opened


def fill(conn: Any) -> None:
    with database.transaction(conn):
        run = writer.Writer(conn, runs.begin(conn, "test", {}))
        texts = [("Ёлка и модель", "Про неё. Модели тоже.")]
        texts += [(f"Заметка {n}", f"Ёлка номер {n}. Чип.") for n in range(20)]
        texts += [("Прочее", "Ёлками украшают.")]
        for n, (title, text) in enumerate(texts):
            article = Article(text, f"/{n}", title, None, "it" if n in (5, 7) else "ru")
            run.put(article, annotate(article))


def few(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(ranking, "RANKED", number)
    monkeypatch.setattr(ranking, "SCORED", max(1, number // 2))


def titles(conn: Any, typed: str, limit: int, filters: Filters | None = None) -> list[str]:
    return [hit.title for hit in search.search(conn, parse(typed), limit, filters)]


def test_a_title_is_among_the_first_however_old(conn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    few(monkeypatch, 4)
    found = titles(conn, "ёлка", 9)
    assert found[0] == "Ёлка и модель"
    assert set(found[1:]) == {"Заметка 19", "Заметка 18", "Заметка 17"}
    assert search.count(conn, parse("ёлка")) == 22


def test_as_typed_goes_before_another_form(conn: Any) -> None:
    found = titles(conn, "ёлка", 30)
    assert found[-1] == "Прочее"
    assert len(found) == 22


def test_of_two_words_one_in_the_title_is_enough(conn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    few(monkeypatch, 2)
    assert titles(conn, "ёлка чип", 5) == ["Заметка 19", "Заметка 18"]
    assert titles(conn, "ёлка модели", 5) == ["Ёлка и модель"]


def test_filters_narrow_what_is_ranked(conn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    few(monkeypatch, 4)
    assert titles(conn, "ёлка", 9, Filters(lang="it"))[0] != "Ёлка и модель"
    assert titles(conn, "ёлка", 9, Filters(lang="ru"))[0] == "Ёлка и модель"


@pytest.mark.parametrize("word", ["ไท", "มี", "中国", "신라"])
def test_a_word_of_two_signs_is_among_the_first_by_its_title(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    few(monkeypatch, 4)
    with database.writing(tmp_path / "ม.db") as conn:
        with database.transaction(conn):
            run = writer.Writer(conn, runs.begin(conn, "test", {}))
            for n in range(20):
                title, text = (word, "Body.") if n == 2 else (f"Title {n}", f"{word} {word} {word}.")
                run.put(article := Article(text, f"/{n}", title, None, "th"), annotate(article))
        assert titles(conn, word, 9)[0] == word


@pytest.mark.parametrize("ranked", [4, 10, 4000])
@pytest.mark.parametrize("typed", ["ёлка", "ёл*", "ёлка чип", "чипы OR ёлка", "ёлками"])
def test_fewer_hits_are_the_first_of_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, ranked: int
) -> None:
    """Where titles are enough, and of what can be no hit, less is looked at: nothing comes of that."""
    few(monkeypatch, ranked)
    with database.writing(tmp_path / "ё.db") as conn:
        with database.transaction(conn):
            run = writer.Writer(conn, runs.begin(conn, "test", {}))
            for n in range(30):
                title = ("Ёлка", "Чип и ёлка", "Прочее", "Ёлки, ёлки")[n % 4] + f" № {n}"
                text = "Ёлка и чип. " * (n % 3) + "Ёлками и чипами. " * (n % 5) + "Слова. " * (n % 7)
                run.put(article := Article(text or "Ничего.", f"/{n}", title, None, "ru"), annotate(article))
        most = min(ranked, 30)
        every = [hit.article_id for hit in search.search(conn, parse(typed), most)]
        for limit in range(1, most):
            assert [hit.article_id for hit in search.search(conn, parse(typed), limit)] == every[:limit]


def test_an_old_title_is_no_better_than_a_new_one_for_being_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All titles are scored alike, those among the newest of all too."""
    few(monkeypatch, 8)
    with database.writing(tmp_path / "ё.db") as conn:
        with database.transaction(conn):
            run = writer.Writer(conn, runs.begin(conn, "test", {}))
            for n in range(20):
                title, text = ("Ёлка", "Ёлка стоит.") if n in (2, 19) else (f"Прочее {n}", "Ёлка там.")
                run.put(article := Article(text, f"/{n}", title, None, "ru"), annotate(article))
        first, second = search.search(conn, parse("ёлка"), 2)
        assert first.title == second.title == "Ёлка"
        assert first.article_id > second.article_id
        assert first.score == second.score


def test_of_titles_the_one_that_says_most_comes_first(tmp_path: Path) -> None:
    """By how often the word stands in the article, and how long that is; a title goes before any text."""
    filler = "Слово здесь. "
    texts = {
        "Ёлка и ёлка": filler * 50,
        "Ёлка": "Ёлка стоит. " * 3 + filler * 50,
        "Про ёлку, ёлка": filler * 60,
        "Ещё ёлка": filler * 400,
        "Заметка": "Ёлка. " * 20,
    }
    orders = [*texts], [*reversed(texts)]
    for number, order in enumerate(orders):
        with database.writing(tmp_path / f"ё{number}.db") as conn:
            with database.transaction(conn):
                run = writer.Writer(conn, runs.begin(conn, "test", {}))
                for title in order:
                    run.put(article := Article(texts[title], title, title, None, "ru"), annotate(article))
            assert titles(conn, "=ёлка", 9) == [*texts]
            assert titles(conn, "=ёлка", 2) == [*texts][:2]


def test_titles_of_pairs_of_characters_and_with_accents_are_known(tmp_path: Path) -> None:
    with database.writing(tmp_path / "芯.db") as conn:
        with database.transaction(conn):
            run = writer.Writer(conn, runs.begin(conn, "test", {}))
            texts = [("人工智能芯片", "没有。", "zh"), ("Perché no", "Nulla.", "it")]
            texts += [(f"№ {n}", "这是芯片。芯片。", "zh") for n in range(3)]
            texts += [(f"N. {n}", "Perche e perché.", "it") for n in range(3)]
            for n, (title, text, lang) in enumerate(texts):
                run.put(article := Article(text, f"/{n}", title, None, lang), annotate(article))
        assert titles(conn, "芯片", 2)[0] == "人工智能芯片"
        assert titles(conn, "perche", 2)[0] == titles(conn, "PERCHÉ", 2)[0] == "Perché no"


def test_an_index_of_an_earlier_release_is_ranked_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It does not know titles by themselves: they are looked for among all that have the word."""
    with monkeypatch.context() as earlier, database.writing(tmp_path / "д.db") as conn:
        earlier.setattr(title_words, "marked", lambda *told: iter(()))
        earlier.setattr(fulltext, "_RULES", 8)
        fill(conn)
    with database.reading(tmp_path / "д.db") as conn:
        few(monkeypatch, 8)
        assert titles(conn, "=ёлка", 3)[0] == "Ёлка и модель"
        # Where none of the newest has it in its title, older ones are not looked through.
        monkeypatch.setattr(ranking, "_STRETCH", 12)
        assert titles(conn, "=ёлка", 3) == ["Заметка 19", "Заметка 18", "Заметка 17"]
        # One that fewer articles have is looked for in the titles of all.
        monkeypatch.setattr(ranking, "_FREQUENT", 0)
        assert titles(conn, "=ёлка", 3)[0] == "Ёлка и модель"


def test_of_two_words_in_very_many_articles_old_titles_are_looked_for(
    conn: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    few(monkeypatch, 4)
    monkeypatch.setattr(ranking, "_STRETCH", 5)
    assert titles(conn, "ёлка модели OR номер", 3)[0] == "Ёлка и модель"
    # An index of an earlier release is asked for those of the newest articles.
    monkeypatch.setattr(fulltext, "tells_titles", lambda conn: False)
    assert titles(conn, "ёлка модели OR номер", 3)[0] == "Заметка 19"
    monkeypatch.setattr(ranking, "_WINDOWS", 100)
    assert titles(conn, "ёлка модели OR номер", 3)[0] == "Ёлка и модель"


def test_more_are_listed_than_have_a_score(conn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "SCORED", 3)
    for asked in ("=ёлка", "ёлка номер"):
        found = titles(conn, asked, 30)
        assert len(found) == search.count(conn, parse(asked)) >= 20
        assert found[-1] == "Заметка 0"
