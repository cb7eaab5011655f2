"""What a search finds in other words: translations, names that sound so, parts of names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from toy import annotate, filled, names_of

from aitui.frozen import replace
from aitui.model import Annotation, Article, Mention
from aitui.query import parse
from aitui.store import database, runs, search, widening, writer
from aitui.store.rows import Filters

TEXTS = {
    "ru-bank": "Банк Шотландии вернул вклады. Погода плохая.",
    "ru-museum": "В Музее современного искусства выставка.",
    "ru-king": "Стоит памятник Мартину Лютеру Кингу.",
    "ru-north": "Северный Алжир лежит у моря.",
    "en-bank": "The Bank of Scotland pays three per cent.",
    "en-museum": "The Museum of Modern Art is closed.",
    "en-burgoyne": "Yesterday Burgoyne spoke in Toronto.",
    "en-us": "They told us who they are.",
    "de-north": "Nordalgerien ist gemäßigt.",
    "de-king": "Ein Denkmal für Luther.",
    "it-church": "La chiesa di San Michele è vecchia.",
    "zh-museum": "现代艺术博物馆今天关闭。",
    "zh-church": "聖邁克爾教堂前有台階。",
    "zh-name": "迈科内尔里說話。",
    "zh-gaunt": "岡特的約翰死於1399年。",
    "zh-beust": "Beust伯爵說話。",
    "de-lake": "Das Rathaus in Obermarsberg ist alt.",
    "ru-north-university": "Он учится в Нортгемптонском университете.",
    "ru-may": "Вчера премьер Мэй молчала.",
    "ru-labour": "Департамент труда молчит.",
    "zh-cotton": "克頓的行為并沒有發生。",
    "de-sea": "Der Handel im Mittelmeerraum blüht.",
    "de-city": "Die Brücke von Krasnojarsk ist alt.",
    "en-island": "The island is hot.",
    "en-wolmar": "Christian Wolmar speaks today.",
    "it-writer": "Nel 1955 Mishima è a casa.",
    "ru-albany": "Он хотел достичь Олбани.",
    "ru-albania": "Вчера Албания молчала.",
    "ru-pew": "Вчера Пью молчал.",
    "ru-drink": "Я пью чай.",
    "ru-wall": "Даневирке стоит.",
    "zh-quoted": "Risa Kusuma 在这里。",
    "zh-mother": "母亲丽萨·库苏马告诉记者。",
    "it-king": "Il primo re fu Mojmír, e ha regnato.",
}
# Names that a tagger would mark.
MARKED = ("Burgoyne", "迈科内尔里", "Албания")


def marked(article: Article) -> Annotation:
    """The annotation of the toy, with the names of `MARKED`."""
    found = annotate(article)
    places = [(name, article.text.find(name)) for name in MARKED if name in article.text]
    more = [Mention(at, at + len(name), name, f"x-{name}", name, "person") for name, at in places]
    return replace(found, mentions=tuple(sorted([*found.mentions, *more], key=lambda one: one.start)))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("слова") / "词.db"
    with database.writing(made) as opened, database.transaction(opened):
        run = writer.Writer(opened, runs.begin(opened, "test", {}), names_of)
        for name, text in TEXTS.items():
            article = Article(text, f"/{name}", "", "Лента", name[:2])
            run.put(article, marked(article), (None, None))
    return made


@pytest.fixture
def conn(path: Path) -> Iterator[Any]:
    opened = database.open_reader(path)
    yield opened
    opened.close()


def found(conn: Any, typed: str, off: set[str] = set(), **filters: Any) -> dict[str, str]:  # noqa: B006
    """Address -> why, best first."""
    narrowed = Filters(**filters) if filters else None
    hits = search.search(conn, parse(typed), 20, narrowed, off=frozenset(off))
    addresses = dict(conn.execute("SELECT id, address FROM article"))
    return {addresses[hit.article_id].removeprefix("/"): hit.why for hit in hits}


def lit(conn: Any, typed: str, address: str) -> list[str]:
    (article_id,) = conn.execute("SELECT id FROM article WHERE address = ?", (f"/{address}",)).fetchone()
    (hit,) = (hit for hit in search.search(conn, parse(typed), 20) if hit.article_id == article_id)
    return [hit.snippet[start:end] for start, end in hit.spans]


def test_a_name_is_found_word_by_word_in_another_language(conn: Any) -> None:
    assert found(conn, "Bank of Scotland") == {"en-bank": "exact", "ru-bank": "translation"}
    assert found(conn, "Музей современного искусства") == {
        "ru-museum": "form",
        "en-museum": "translation",
        "zh-museum": "translation",
    }
    assert found(conn, "banca scozzese").keys() == {"ru-bank", "en-bank"}
    assert lit(conn, "Bank of Scotland", "ru-bank") == ["Банк", "Шотландии"]
    assert lit(conn, "現代藝術博物館", "en-museum") == ["Museum", "Modern", "Art"]


def test_compounds_are_read_and_made(conn: Any) -> None:
    assert found(conn, "Северный Алжир") == {"ru-north": "exact", "de-north": "translation"}
    assert found(conn, "Nordalgerien") == {"de-north": "exact", "ru-north": "translation"}
    assert lit(conn, "Северный Алжир", "de-north") == ["Nordalgerien"]


def test_a_saint_is_found_by_the_name_that_each_language_has_for_him(conn: Any) -> None:
    assert found(conn, "chiesa di San Michele") == {"it-church": "exact", "zh-church": "translation"}
    assert "it-church" in found(conn, "聖·邁克爾教堂")


def test_a_name_that_sounds_nearly_so_is_found(conn: Any) -> None:
    assert found(conn, "伯戈因", {"translation"}) == {"en-burgoyne": "script"}
    assert found(conn, "Макнилли") == {"zh-name": "script"}
    assert lit(conn, "Макнилли", "zh-name") == ["迈科内尔里"]
    assert found(conn, "Макнилли", {"script"}) == {}
    # A word in small letters is no name.
    assert found(conn, "макнилли") == {}


def test_where_no_article_has_all_of_a_name_those_with_most_of_it_are_offered(conn: Any) -> None:
    assert found(conn, "Martin Luther King, jr.")["ru-king"] == "partly"
    assert "ru-king" not in found(conn, "Martin Luther King, jr.", {"partly"})
    # Words that are no name must all be there.
    assert found(conn, "погода хорошая неизвестная") == {}


def test_words_of_the_language_are_no_acronyms(conn: Any) -> None:
    assert "en-us" not in found(conn, "США")
    assert "en-us" not in found(conn, "ВОЗ")


def test_enough_hits_in_a_language_are_enough(conn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(widening, "FEW", 1)
    assert found(conn, "Bank of Scotland") == {"en-bank": "exact"}


def test_what_narrows_a_search_leaves_some_out_and_adds_none(conn: Any) -> None:
    assert found(conn, "Bank of Scotland", lang="ru") == {"ru-bank": "translation"}
    assert found(conn, "Bank of Scotland lang:ru") == {"ru-bank": "translation"}
    assert found(conn, "Bank of Scotland lang:zh") == {}


@pytest.mark.parametrize(
    "typed", ['"Bank of Scotland"', "=Scotland", "Scotland -bank", "Scotland OR Шотландия"]
)
def test_who_says_how_it_is_written_gets_it_so(conn: Any, typed: str) -> None:
    assert not {"translation", "partly"} & set(found(conn, typed).values())


def test_what_is_being_typed_is_not_translated(conn: Any) -> None:
    hits = search.search(conn, parse("Scotland", typing=True), 20)
    assert {hit.why for hit in hits} == {"exact"}


@pytest.mark.parametrize("typed", ["Bank of Scotland", "Museum", "伯戈因", "Martin Luther King, jr.", "море"])
def test_the_total_and_the_places_agree_with_the_list(conn: Any, typed: str) -> None:
    hits = search.search(conn, parse(typed), 20)
    ids = sorted(hit.article_id for hit in hits)
    assert list(search.matching(conn, parse(typed))) == ids
    assert search.count(conn, parse(typed)) == len(ids)
    places = dict(search.places(conn, parse(typed), ids))
    assert all((hit.start, hit.end) in places[hit.article_id] for hit in hits)
    newest = search.search(conn, parse(typed), 20, order="published")
    assert sorted(hit.article_id for hit in newest) == ids


def test_what_is_found_does_not_depend_on_what_narrows_it(tmp_path: Path) -> None:
    texts = {
        "Alpha": "Zubrowski met Kalinga today.",
        "Beta": "Only Zubrowski was there. Rain fell.",
        "Gamma": "The market was open.",
    }
    articles = [Article(text, f"/{source}", "", source, "en") for source, text in texts.items()]
    with filled(tmp_path / "части.db", articles) as opened:
        query = parse("Zubrowski Kalinga Ferdinand")
        whole = {hit.source for hit in search.search(opened, query, 9)}
        assert whole == {"Alpha"}
        for source in texts:
            narrowed = search.search(opened, query, 9, Filters(source=source))
            assert {hit.source for hit in narrowed} == whole & {source}
            assert search.count(opened, query, Filters(source=source)) == len(narrowed)


def test_a_name_that_no_text_marks_is_found_by_its_characters(conn: Any) -> None:
    assert found(conn, "Gaunt", lang="zh") == {"zh-gaunt": "script"}
    assert found(conn, "Гаунт", lang="zh") == {"zh-gaunt": "script"}
    assert lit(conn, "Gaunt", "zh-gaunt") == ["岡特"]
    assert found(conn, "Gaunt", {"script"}, lang="zh") == {}


def test_characters_find_a_name_in_letters_that_no_text_marks(conn: Any) -> None:
    assert found(conn, "莫伊米爾", lang="it") == {"it-king": "script"}
    assert lit(conn, "莫伊米爾", "it-king") == ["Mojmír"]


def test_a_chinese_text_quotes_a_name_in_latin_letters(conn: Any) -> None:
    assert found(conn, "Бойст", lang="zh") == {"zh-beust": "script"}


def test_a_name_that_could_be_a_compound_is_found_as_it_stands(conn: Any) -> None:
    assert list(found(conn, "德國Obermarsberg", lang="de")) == ["de-lake"]
    assert list(found(conn, "Stadt Obermarsberg", lang="de")) == ["de-lake"]


def test_a_name_is_found_that_is_a_common_word_too(conn: Any) -> None:
    assert [*found(conn, "Cotton")] == ["zh-cotton"]
    assert "ru-may" in [*found(conn, "May")]


def test_an_adjective_is_found_by_the_name_of_the_place_that_it_is_made_of(conn: Any) -> None:
    assert "ru-north-university" in [*found(conn, "Northampton University")]


def test_a_name_that_another_language_spells_otherwise_in_the_same_letters_is_found(conn: Any) -> None:
    assert [*found(conn, "Krasnoyarsk")] == ["de-city"]
    assert [*found(conn, "Krasnovodsk")] == []


def test_what_is_known_as_one_is_found_by_its_words_too(conn: Any) -> None:
    assert "ru-labour" in [*found(conn, "Department of Labor")]


def test_a_run_of_which_a_part_is_known_is_found_as_one_name(conn: Any) -> None:
    assert [*found(conn, "克里斯蒂安·沃爾瑪爾")] == ["en-wolmar"]


def test_a_single_character_between_dots_is_a_name(conn: Any) -> None:
    assert [*found(conn, "特蕾莎·梅")] == ["ru-may"]


def test_german_compounds_are_found_by_what_they_begin_with(conn: Any) -> None:
    assert "de-sea" in [*found(conn, "Mediterranean")]


def test_a_word_of_the_language_is_no_name_that_another_language_writes_so(conn: Any) -> None:
    assert "en-island" not in [*found(conn, "冰島")]


def test_a_whole_text_is_looked_for_as_it_was_typed_alone(conn: Any) -> None:
    assert [*found(conn, "克里斯蒂安·沃爾瑪爾")] == ["en-wolmar"]
    # Such a part costs a look in every language, and a hundred of them are one word of a search.
    assert [*found(conn, "克里斯蒂安·沃爾瑪爾" + "·梅·克·李" * 100)] == []
    assert "en-wolmar" in [*found(conn, "克里斯蒂安·沃爾瑪爾·梅")]


def test_a_name_is_found_as_another_script_has_it_that_no_rule_of_sounds_tells(conn: Any) -> None:
    assert found(conn, "三島")["it-writer"] == "script"
    assert found(conn, "Albany")["ru-albany"] == "script"
    # «Албания» sounds so by rule alone.
    assert next(iter(found(conn, "Albany", lang="ru"))) == "ru-albany"
    # A word of the language is no name.
    assert [*found(conn, "Pugh")] == ["ru-pew"]


def test_a_name_that_looks_like_a_compound_is_looked_for_whole_too(conn: Any) -> None:
    assert next(iter(found(conn, "Danewerk").items())) == ("ru-wall", "script")


def test_a_whole_name_is_looked_for_in_the_other_script_though_one_text_quotes_it(conn: Any) -> None:
    assert found(conn, "Risa Kusuma", lang="zh") == {"zh-quoted": "exact", "zh-mother": "script"}


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Any]:
    """Make a corpus of some texts, each with its language, and open it."""
    opened: list[Any] = []

    def made(*texts: tuple[str, str]) -> Any:
        path = tmp_path / "few.db"
        with database.writing(path) as conn, database.transaction(conn):
            run = writer.Writer(conn, runs.begin(conn, "test", {}), names_of)
            for number, (lang, text) in enumerate(texts, 1):
                article = Article(text, f"/{number}", "", "Лента", lang)
                run.put(article, annotate(article), (None, None))
        opened.append(database.open_reader(path))
        return opened[-1]

    yield made
    for conn in opened:
        conn.close()


@pytest.mark.parametrize(
    ("typed", "wanted", "other"),
    [
        # Newer texts come first of what is as likely: the wanted one is the older.
        ("Geyer", ("zh", "歌手盖耶在唱歌。"), ("zh", "演员西格尔在唱歌。")),
        ("西格爾", ("de", "Heute sprach Seagal."), ("de", "Heute sprach der Sieger.")),
        ("肯瑟斯", ("en", "Then Kenseth walked away."), ("en", "Then Kansas had a governor.")),
    ],
)
def test_the_likelier_name_comes_first(
    small: Any, typed: str, wanted: tuple[str, str], other: tuple[str, str]
) -> None:
    assert next(iter(found(small(wanted, other), typed))) == "1"


def test_a_french_ending_of_many_letters_is_heard(small: Any) -> None:
    assert found(small(("en", "This is right, said Guilbeault.")), "Гилбо") == {"1": "script"}


def test_a_run_that_no_text_has_hides_none_that_one_has(small: Any) -> None:
    # 阿尔, 尔德 and 德兰 stand there, 阿尔德兰 does not.
    conn = small(("zh", "阿特灵结过三次婚。"), ("zh", "阿尔在这里,奥尔德在那里,还有马德兰。"))
    assert next(iter(found(conn, "Aldrin"))) == "1"


def test_where_few_have_a_name_those_with_the_surname_come_behind(small: Any) -> None:
    conn = small(
        ("en", "General John Burgoyne surrendered."),
        ("en", "The expedition of Joseph Burgoyne failed."),
        ("en", "John was here."),
    )
    assert [*found(conn, "John Burgoyne").items()][:2] == [("1", "exact"), ("2", "partly")]


def test_forms_of_an_auxiliary_verb_are_looked_for_where_little_else_is_found(small: Any) -> None:
    conn = small(
        ("de", "Die Phase war kurz."),
        ("it", "Sarebbe meglio se avessero scritto."),
        ("en", "The next phase of the war began."),
    )
    # «war» is another word in English.
    assert found(conn, "Phase sein") == {"1": "translation", "3": "partly"}
    assert found(conn, "avere meglio").keys() == {"2"}
    # Where forms do not count, nor do these.
    assert found(conn, "Phase sein", {"form"}) == {"1": "partly", "3": "partly"}
    assert found(conn, "avere meglio", {"form"}) == {}


def test_a_number_or_a_code_stands_so_in_every_language(small: Any) -> None:
    conn = small(
        ("ru", "Рост на 12,5 %."),
        ("ru", "Вышло 12 глав, ещё 5 ждут."),
        ("en", "The bank bought 16 jets in zone F."),
        ("en", "A bank saw the F-16 fly."),
    )
    assert found(conn, "12.5%") == {"1": "exact"}
    assert found(conn, "банк F-16") == {"4": "translation"}
    assert lit(conn, "банк F-16", "4") == ["bank", "F-16"]


def test_what_is_found_word_by_word_is_found_for_the_weakest_reason(small: Any) -> None:
    # What is typed stands in the sentence that is shown, what it is called otherwise in another.
    conn = small(("it", "Qui sta un monumento a Martin King, re? No. La regina tace."))
    assert found(conn, "King queen") == {"1": "translation"}
