"""The search language on a corpus: names, fields, figures, patterns, and why each hit is one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from toy import annotate, filled, names_of

from aitui.errors import QueryError
from aitui.model import Article
from aitui.query import Chosen, Days, Field, Figures, Node, Query, parse, replaced
from aitui.store import articles, database, evaluation, patterns, runs, search, visible, writer
from aitui.store.rows import REASONS, Filters, Judgement

TEXTS = {
    "ru": (
        "Гонка",
        "Китай и Huawei выросли на 20 %. Переговоры с Китаем шли 2024-05-01.",
        "Лента",
        "2024-06-01",
    ),
    "ru-2": (
        "Чипы",
        "Учёные хвалят чипы. Джастин Линь молчит. Заводы Хуавэй стоят.",
        "РИА Новости",
        "2024-07",
    ),
    "it": ("La Cina", "La Cina cresce del 35 %. Justin Lin parla.", "Il Foglio", "2025-01-02"),
    "zh": ("芯片", "中国发布人工智能芯片。台湾反对。", "新华社", None),
    "en": (
        "Export",
        "Export controls on chips hold. The control of all export is another thing.",
        "Wire",
        "2025",
    ),
    "de": (
        "China im Titel",
        "Ein Text ohne Namen, vom 2023-03-03. Nvidia wächst nicht.",
        "Wire",
        "2023-03-05",
    ),
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("поиск") / "с.db"
    with database.writing(made) as opened, database.transaction(opened):
        run = writer.Writer(opened, runs.begin(opened, "test", {}), names_of)
        for name, (title, text, source, day) in TEXTS.items():
            article = Article(text, f"/{name}", title, source, name[:2], day)
            days = {
                None: (None, None),
                "2024-07": ("2024-07-01", "2024-07-31"),
                "2025": ("2025-01-01", "2025-12-31"),
            }
            run.put(article, annotate(article), days.get(day, (day, day)))
    return made


@pytest.fixture
def conn(path: Path) -> Iterator[Any]:
    opened = database.open_reader(path)
    yield opened
    opened.close()


def asked(text: str, *, typing: bool = False) -> Query:
    """What a resolved search looks like: days and shares as they are typed, tags of one article."""

    def change(said: Field) -> Node | None:
        if said.name in ("published", "event", "ingested"):
            since, _, until = said.value.partition("..")
            return Days(said.name, since or None, until or None, said.start, said.end)
        if said.name == "qty":
            return Figures(float(said.value), None, said.op == ">", False, "percent", said.start, said.end)
        if said.name == "tag":
            return Chosen((said.value,), said.start, said.end)
        return said

    return replaced(parse(text, typing=typing), change)


def names(conn: Any, hits: list[Any]) -> dict[str, str]:
    """Article -> why it was found."""
    of = dict(conn.execute("SELECT uid, address FROM article"))
    return {of[hit.uid].strip("/"): hit.why for hit in hits}


def found(conn: Any, text: str, **more: Any) -> dict[str, str]:
    query = asked(text)
    hits = search.search(conn, query, 20, **more)
    assert len(hits) == search.count(conn, query, **more) == len(search.matching(conn, query, **more))
    assert {hit.article_id for hit in hits} == set(search.matching(conn, query, **more))
    for hit in hits:
        shown = articles.text(conn, hit.article_id).text[hit.start : hit.end]
        assert " ".join(shown.split()) in hit.snippet
        assert all(0 <= start < end <= len(hit.snippet) for start, end in hit.spans)
    return names(conn, hits)


# ---------------------------------------------------------------------------- names


def test_a_name_finds_its_other_names(conn: Any) -> None:
    # The German title is no mention: it is found as a translation of the word.
    assert found(conn, "китай") == {"ru": "exact", "it": "alias", "zh": "alias", "de": "translation"}
    off = frozenset({"translation"})
    assert found(conn, "cina", off=off) == {"it": "exact", "ru": "alias", "zh": "alias"}
    assert found(conn, "中国", off=off) == {"zh": "exact", "ru": "alias", "it": "alias"}
    # A case of it, and a name that no text has.
    assert found(conn, "китаем", off=off) == {"ru": "exact", "it": "alias", "zh": "alias"}
    assert found(conn, "huawei") == {"ru": "exact", "ru-2": "alias"}
    assert set(found(conn, "华为")) == {"ru", "ru-2"}


def test_words_that_are_one_name_together(conn: Any) -> None:
    assert found(conn, "джастин линь") == {"ru-2": "exact", "it": "alias"}
    assert found(conn, "«Джастин Линь»") == {"ru-2": "exact", "it": "alias"}
    assert found(conn, "justin lin молчит") == {"ru-2": "alias"}
    # A surname is a name of a person.
    assert found(conn, "линь") == {"ru-2": "exact", "it": "alias"}


def test_what_is_asked_for_as_it_stands_has_no_other_names(conn: Any) -> None:
    assert found(conn, "=китай") == {"ru": "exact"}
    assert found(conn, '="Джастин Линь"') == {"ru-2": "exact"}
    assert found(conn, '"Китай"') == {"ru": "exact"}
    assert found(conn, "кита*") == {"ru": "exact"}
    assert found(conn, "-cina chips OR чипы") == {"en": "exact", "ru-2": "exact"}
    # Other names of what is left out are left out.
    assert found(conn, "chips OR 芯片 OR чипы -китай") == {"en": "exact", "ru-2": "exact"}


def by_lang(texts: dict[str, str]) -> list[Article]:
    return [Article(text, f"/{lang}", "", "Лента", lang) for lang, text in texts.items()]


def test_an_acronym_in_capitals_is_not_the_word_in_small_letters(tmp_path: Path) -> None:
    texts = {
        "en": "The ONU met. China agreed.",
        "it": "Ora onu è scritto piccolo. Onu di nuovo.",
        "es": "Otra onu pequeña, onu, onu.",
        "zh": "联合国开会。中国同意。",
    }
    with filled(tmp_path / "联合国.db", by_lang(texts)) as opened:
        assert names(opened, search.search(opened, parse("ONU"), 9))["zh"] == "alias"
        assert "zh" not in names(opened, search.search(opened, parse("onu"), 9))


def test_a_name_meets_its_chinese_spelling(tmp_path: Path) -> None:
    texts = {
        "zh": "據說瓦倫蒂諾·納瓦羅贏了。別人輸了。",
        "it": "Vince Valentino Navarro. Gli altri perdono.",
        "ru": "Гонка.",
    }
    with filled(tmp_path / "纳.db", by_lang(texts)) as opened:
        (hit,) = search.search(opened, parse("navarro valentino"), 9, Filters(lang="zh"))
        # What is lit is the name inside the run, and not all of it.
        assert hit.best == "script"
        assert hit.snippet.startswith("據說")
        (lit,) = [there for _, there in search.places(opened, parse("valentino"), [hit.article_id])]
        assert [texts["zh"][start:end] for start, end in lit] == ["瓦倫蒂諾"]
        # A point between the parts of a name is a blank.
        (other,) = search.search(opened, parse("瓦伦蒂诺·纳瓦罗"), 9, Filters(lang="it"))
        assert (other.best, other.snippet) == ("script", "Vince Valentino Navarro.")
        assert not search.search(opened, parse("瓦伦蒂诺·纳瓦罗"), 9, off=frozenset({"script", "exact"}))


def test_reasons_can_be_turned_off(conn: Any) -> None:
    wide = {"translation"}
    assert found(conn, "китай", off=frozenset({"alias"})).keys() == {"ru", "de"}
    assert found(conn, "китай", off=frozenset({"alias", *wide})) == {"ru": "exact"}
    assert found(conn, "китай", off=frozenset({"exact", *wide})) == {"it": "alias", "zh": "alias"}
    typed = found(conn, "китаем", off=frozenset({"form", *wide}))
    assert typed == {"ru": "exact", "it": "alias", "zh": "alias"}
    assert found(conn, "китаю", off=frozenset(wide)) == {"ru": "form", "it": "alias", "zh": "alias"}
    assert found(conn, "китаю", off=frozenset({"form", *wide})) == {"it": "alias", "zh": "alias"}
    assert found(conn, "nvidya", off=frozenset()) == {}
    assert found(conn, "huawei", off=frozenset({"alias"})) == {"ru": "exact", "ru-2": "script"}
    assert found(conn, "huawei", off=frozenset({"alias", "script"})) == {"ru": "exact"}
    assert found(conn, "~nvidea") == {"de": "fuzzy"}
    assert found(conn, "~nvidea", off=frozenset({"fuzzy"})) == {}
    assert found(conn, "чипов", off=frozenset({"form", *wide})) == {}
    for only in REASONS:
        off = frozenset(REASONS) - {only}
        assert set(found(conn, "~китай", off=off).values()) <= {only}


def test_every_hit_of_the_sentence_is_lit(conn: Any) -> None:
    hits = {hit.lang: hit for hit in search.search(conn, asked("китай переговоры 2024-05-01"), 5)}
    hit = hits["ru"]
    assert [hit.snippet[start:end] for start, end in hit.spans] == ["Переговоры", "Китаем", "2024-05-01"]
    assert hit.why == "form"


def test_the_title_may_have_a_better_reason_than_the_sentence(tmp_path: Path) -> None:
    with database.writing(tmp_path / "з.db") as conn:
        with database.transaction(conn):
            run = writer.Writer(conn, runs.begin(conn, "test", {}), names_of)
            for title, text in (("Китай", "La Cina cresce."), ("Прочее", "Китай растёт. La Cina cresce.")):
                article = Article(text, f"/{title}", title, None, "ru")
                run.put(article, annotate(article))
        hits = {hit.title: hit for hit in search.search(conn, parse("китай"), 9)}
        assert (hits["Китай"].why, hits["Китай"].best, hits["Китай"].snippet) == (
            "alias",
            "exact",
            "La Cina cresce.",
        )
        assert (hits["Прочее"].why, hits["Прочее"].best) == ("exact", "exact")


def test_a_persons_judgements_hold(conn: Any) -> None:
    judgements = [
        Judgement("1", "same", "china", "taiwan", seq=1),
        Judgement("2", "alias", "huawei", form="ученые", seq=2),
    ]
    view = visible.load(conn, judgements)
    assert set(found(conn, "китай", visible=view, off=frozenset({"translation"}))) == {"ru", "it", "zh"}
    assert found(conn, "台湾", visible=view) == {"zh": "exact", "ru": "alias", "it": "alias"}
    assert found(conn, "учёные", visible=view) == {"ru-2": "exact", "ru": "alias"}
    assert found(conn, "@huawei lang:ru", visible=view).keys() == {"ru", "ru-2"}


# ---------------------------------------------------------------------------- order


def test_as_typed_goes_before_forms_and_these_before_other_names(tmp_path: Path) -> None:
    with database.writing(tmp_path / "р.db") as conn:
        with database.transaction(conn):
            run = writer.Writer(conn, runs.begin(conn, "test", {}), names_of)
            long = "Слова о другом стоят здесь во множестве. " * 30
            for name, title, text in [
                ("alias", "а", "中国。"),
                ("form", "б", "Переговоры с Китаем."),
                ("exact", "в", long + "Китай."),
                ("title", "Китай", "Ничего."),
            ]:
                article = Article(text, f"/{name}", title, None, "zh" if name == "alias" else "ru")
                run.put(article, annotate(article))
        hits = search.search(conn, parse("китай"), 9)
        assert list(names(conn, hits)) == ["title", "exact", "form", "alias"]
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


@pytest.mark.parametrize("typed", ["lang:ru", "китай", "@china", "-cina lang:it OR lang:ru"])
def test_a_date_can_be_the_order(conn: Any, typed: str) -> None:
    for order in search.ORDERS[1:]:
        hits = search.search(conn, asked(typed), 9, order=order)
        assert {hit.article_id for hit in hits} == set(search.matching(conn, asked(typed)))


# ---------------------------------------------------------------------------- operators and fields


@pytest.mark.parametrize(
    ("typed", "those"),
    [
        ("(китай OR chips) -(переговоры OR parla)", "zh en"),
        ("export NEAR/0 controls", "en"),
        ("controls NEAR/1 chips", "en"),
        ("control NEAR/0 export", "en"),  # another form of it
        ("export NEAR/0 hold", ""),
        ("export NEAR/2 hold", ""),
        ("hold NEAR/3 export", "en"),
        ("китай NEAR/1 huawei", "ru"),
        ("中国 NEAR/9 芯片", "zh"),
        ("title:гонка", "ru"),
        ("title:гонки", "ru"),  # another form of it
        ("title:китай", ""),
        ("title:china title:(titel OR гонка)", "de"),
        ("title:芯片", "zh"),
        ("source:лента", "ru"),
        ("source:риа", "ru-2"),
        ('source:"il foglio" OR source:新华社', "it zh"),
        ("lang:ru", "ru ru-2"),
        ("lang:it,zh", "it zh"),
        ("lang:(it OR zh)", "it zh"),
        ("script:cyrillic", "ru ru-2"),
        ("script:han", "zh"),
        ("script:latin -lang:de", "it en"),
        ("script:Cyrl чипы", "ru-2"),
        ("@Китай", "ru it zh"),
        ("entity:china -lang:ru", "it zh"),
        ('@"Justin Lin"', "it ru-2"),
        ("@taiwan", "zh"),
        ("type:person", "it ru-2"),
        ("type:pers,prod lang:it", "it"),
        ("type:place -lang:zh", "ru it"),
        ("published:2024-06-01..2024-06-30", "ru"),
        ("published:2024-07-15..2024-07-15", "ru-2"),  # some day in July
        ("published:..2024-01-01", "de"),
        ("event:2024-05-01..2024-05-01", "ru"),
        ("event:..2023-12-31", "de"),
        ("qty>20", "it"),
        ("qty>=20", "ru it"),
        ("qty>=20 китай lang:ru", "ru"),
        (r"/выросл\w+ на \d+/", "ru"),
        (r"/CHIPS|чипы/", "en ru-2"),
        (r"/^Export/", "en"),
        (r"lang:it /cresce|parla/ -/молчит/", "it"),
        (r"-/parla/ @Китай", "ru zh"),
        (r"/x|La/ OR 芯片", "it en de zh"),
        ("~хуавей", "ru-2 ru"),
        ("cina OR lang:en", "it ru zh en"),
        ("(lang:it cina) OR (lang:en chips)", "it en"),
    ],
)  # fmt: skip
def test_what_is_typed_finds(conn: Any, typed: str, those: str) -> None:
    assert set(found(conn, typed)) == set(those.split())


def test_a_marked_article_is_found_by_its_mark(conn: Any) -> None:
    (uid,) = conn.execute("SELECT uid FROM article WHERE address = '/zh'").fetchone()
    assert found(conn, f"tag:{uid}") == {"zh": "exact"}
    assert found(conn, f"tag:{uid} чипы") == {"zh": "translation"}
    assert found(conn, f"tag:{uid} линь") == {}


def test_figures_and_dates_are_lit(conn: Any) -> None:
    (hit,) = search.search(conn, asked("qty>20 lang:it"), 5)
    assert [hit.snippet[a:b] for a, b in hit.spans] == ["35 %"]
    (hit,) = search.search(conn, asked("event:2024-05-01..2024-05-01"), 5)
    assert [hit.snippet[a:b] for a, b in hit.spans] == ["2024-05-01"]
    assert hit.snippet.startswith("Переговоры")
    hit = search.search(conn, asked("@Китай lang:zh"), 5)[0]
    assert (hit.snippet, [hit.snippet[a:b] for a, b in hit.spans]) == ("中国发布人工智能芯片。", ["中国"])
    (hit,) = search.search(conn, asked(r"/выросл\w+/"), 5)
    assert [hit.snippet[a:b] for a, b in hit.spans] == ["выросли"]


@pytest.mark.parametrize(
    ("typed", "position", "reason"),
    [
        ("чип @Атлантида", 5, "No entity is called “Атлантида”"),
        ("чип source:нету", 11, "No source is called “нету”"),
        ("lang:русский", 5, "by its code: ru, de, en, it, zh; write lang:ru"),
        ("script:клинопись", 7, "the scripts are arabic, armenian"),
        ("type:p", 5, "the types are person, organization"),
        ("чип type:люди", 9, "There is no type “люди”"),
        ("published:2024", 0, "not understood here"),
    ],
)
def test_what_is_not_there_is_told_with_its_place(conn: Any, typed: str, position: int, reason: str) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        search.search(conn, parse(typed), 5)
    assert caught.value.position == position
    if "published" not in typed:  # it may yet become another
        typed_so_far = names(conn, search.search(conn, parse(typed, typing=True), 5))
        assert typed_so_far in ({}, names(conn, search.search(conn, parse("чип"), 5)))


def test_filters_and_several_conditions_meet(conn: Any) -> None:
    assert found(conn, "китай", filters=Filters(lang="it")) == {"it": "alias"}
    assert found(conn, "китай OR chips", filters=Filters(until="2024-12-31")).keys() == {"ru"}


# ---------------------------------------------------------------------------- bounds


def test_a_pattern_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_SECONDS", 0.02)
    with database.writing(tmp_path / "д.db") as conn:
        with database.transaction(conn):
            run = writer.Writer(conn, runs.begin(conn, "test", {}))
            article = Article("ы" * 400 + "Ж.", "/ы", "Долго", None, "ru")
            run.put(article, annotate(article))
        with pytest.raises(QueryError, match="takes too long") as caught:
            search.count(conn, parse(r"долго /(ы+)+б/"))
        assert caught.value.position == 6


def test_a_pattern_is_given_up_at_once(conn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    holds = patterns.holds
    looked: list[str] = []

    def interrupted(pattern: Any, title: str, text: str, sentences: Any) -> bool:
        looked.append(title)
        if len(looked) == 2:
            conn.interrupt()  # as another thread does, while no statement is at work
        return holds(pattern, title, text, sentences)

    monkeypatch.setattr(patterns, "holds", interrupted)
    with pytest.raises(Exception, match="interrupted"):
        search.count(conn, parse("/ничего такого/"))
    assert len(looked) == 2


def test_how_far_a_pattern_was_looked_for_is_told(conn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = search.found(conn, parse("/е|е|a|。/"))
    assert (whole.read, whole.of) == (6, 6)
    monkeypatch.setattr(evaluation, "READ", 2)
    some = search.found(conn, parse("/е|e|a|。/"))
    assert (some.read, some.of, len(some.ids)) == (2, 6, 2)
    assert search.count(conn, parse("/е|e|a|。/")) == len(search.search(conn, parse("/е|e|a|。/"), 9)) == 2


def test_stretches_join_without_a_seam(conn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {text: found(conn, text) for text in ("китай", "@Китай", "cina OR chips", "lang:ru -чипы")}
    monkeypatch.setattr(evaluation, "_FIRST", 1)
    monkeypatch.setattr(evaluation, "_LONGER", 1)
    for text, those in wanted.items():
        assert found(conn, text) == those


def test_a_text_that_changed_is_found_in_its_stretch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.writing(tmp_path / "м.db") as conn:
        with database.transaction(conn):
            run = writer.Writer(conn, runs.begin(conn, "test", {}), names_of)
            # The second comes anew last, and the fourth in the place of one that went out.
            for name, text in [
                ("1", "Китай."), ("2", "Погода."), ("3", "La Cina."), ("4", "Погода."), ("2", "中国。"),
                ("", ""), ("5", "Китай и погода."), ("6", "Погода."),
            ]:  # fmt: skip
                if not name:
                    (gone,) = conn.execute("SELECT id FROM article WHERE address = '/4'").fetchone()
                    writer.remove(conn, [gone])
                    continue
                article = Article(text, f"/{name}", None, None, "ru")
                run.put(article, annotate(article))
        for first in (1, 2, 3, 100):
            monkeypatch.setattr(evaluation, "_FIRST", first)
            monkeypatch.setattr(evaluation, "_LONGER", 1)
            assert found(conn, "китай").keys() == found(conn, "@china").keys() == {"1", "2", "3", "5"}


_PARTS = [
    "OR", "AND", "NOT", "NEAR", "NEAR/3", "title:", "lang:", "lang:ru", "script:han", "@", "@Китай",
    "@china", "source:", "source:лента", "published:", "event:2024-05-01..", "qty>", "qty>5",
    "tag:x", "saved:x", "type:",
    "type:person", "why:exact", "китай", "чип", "芯片", "中", "~huawey", "~", "=", "=чипы", "кита*", "*", "/",
    "/а+/", "/(а|б)c?/", "(", ")", '"', "«", "»", "“", "„", "-", "^", "+", "{", "}", ":", "\\", "|",
    "'", "\x00", "\ud800", "justin", "lin", "GPT-4o", "👍", "ё", "1", "é",
]  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example('title:"人" NEAR/0 "a b*', frozenset())
@example("(" * 19 + "китай", frozenset())
@example("китай OR " * 24 + "китай", frozenset({"exact"}))
@given(
    st.lists(st.sampled_from([*_PARTS, " ", " ", " "]) | st.text(max_size=4), max_size=16).map("".join),
    st.sets(st.sampled_from(REASONS)).map(frozenset),
)
def test_no_text_breaks_the_search(conn: Any, typed: str, off: frozenset[str]) -> None:
    for typing in (False, True):
        try:
            query = parse(typed, typing=typing)
            query = replaced(
                query,
                lambda said: (
                    Days("event", "2024-01-01", None, said.start, said.end)
                    if said.name in ("published", "event", "ingested", "qty", "tag", "saved")
                    else said
                ),
            )
            hits = search.search(conn, query, 9, off=off)
            total = search.count(conn, query, off=off)
        except QueryError as error:
            if not 0 <= error.position <= len(typed):
                raise
            continue
        assert len(hits) == total == len(search.matching(conn, query, off=off))
        for hit in hits:
            text = articles.text(conn, hit.article_id).text
            assert 0 <= hit.start <= hit.end <= len(text)
            assert all(0 <= a < b <= len(hit.snippet) for a, b in hit.spans)
            assert hit.why in REASONS


def test_a_corpus_that_cannot_be_written_is_searched_all_the_same(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "т" / "с.db"
    copy.parent.mkdir()
    subprocess.run(["cp", str(path), str(copy)], check=True)
    copy.chmod(0o444)
    copy.parent.chmod(0o555)
    try:
        opened = database.open_reader(copy)
        assert found(opened, "~хуавей title:чипы").keys() == {"ru-2"}
        with pytest.raises(Exception, match="readonly"):
            opened.execute("DELETE FROM article")
        opened.close()
    finally:
        copy.parent.chmod(0o755)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("китай OR cina", {"ru": "exact", "it": "exact", "zh": "alias"}),
        ("китай cina", {"ru": "alias", "it": "alias", "zh": "alias"}),
        ("(китай OR cina) (рост OR выросли)", {"ru": "exact"}),
        # What is not there is no reason, however well the rest of its side stands there.
        ("китаю OR (выросли nvidia)", {"ru": "form", "it": "alias", "zh": "alias"}),
        ("китай OR (cina OR китаем)", {"ru": "exact", "it": "exact", "zh": "alias"}),
    ],
)
def test_of_alternatives_the_best_reason_is_told(conn: Any, typed: str, why: dict[str, str]) -> None:
    hits = search.search(conn, asked(typed), 10, off=frozenset({"translation"}))
    assert names(conn, hits) == why


SMALL = {
    "en": "She died there. It ended.",
    "en-2": "The young die in wars.",
    "en-3": "This war is long, and dying is not.",
    "de": "Die Frau, die hier war, und die anderen, die das waren. Hat sie es noch?",
    "de-2": "Die Serie, die so hieß: he died, die gute.",
    "de-3": "Die Ware liegt hier.",
    "de-4": "Alle Waren sind fort.",
    "it": "Noi siamo qui, loro sono lì, e il sole splende.",
    "it-2": "Solo una sola parola.",
    "es": "Otra noche que pasa.",
    "sv": "Det var den som kom.",
}


@pytest.mark.parametrize(
    ("typed", "those"),
    [
        ("died", "de-2:exact en:exact en-2:form en-3:form"),
        ("title:died", "de-2:exact en:exact en-2:form"),
        ("died NEAR/4 serie", "de-2:exact"),
        ("wars", "en-2:exact en-3:form"),
        ("under", ""),
        ("queen", ""),
        ("Sonne", "it:translation"),
        ("some", ""),
        ("noche", "es:exact"),
        ("hate", ""),
        # Its stem is a small word of its own language; what is meant by that has other forms.
        ("Ware", "de:form de-3:exact de-4:form"),
    ],
)
def test_a_small_word_of_another_language_is_no_form(tmp_path: Path, typed: str, those: str) -> None:
    given = [Article(text, f"/{name}", "", "Лента", name[:2]) for name, text in SMALL.items()]
    with filled(tmp_path / "малые.db", given) as opened:
        assert found(opened, typed) == dict(one.split(":") for one in those.split())


def test_a_small_word_of_another_language_is_not_lit(tmp_path: Path) -> None:
    given = [Article(text, f"/{name}", "", "Лента", name[:2]) for name, text in SMALL.items()]
    with filled(tmp_path / "малые.db", given) as opened:
        hits = search.search(opened, parse("died"), 20)
        lit = {hit.snippet: [hit.snippet[start:end] for start, end in hit.spans] for hit in hits}
        others = search.search(opened, parse("died"), 20, off=frozenset({"exact"}))
        assert names(opened, others) == {"en-2": "form", "en-3": "form"}
    assert lit[SMALL["de-2"]] == ["died"]
    assert lit[SMALL["en-2"]] == ["die"]


@pytest.mark.parametrize(
    ("typed", "those"),
    [
        ("محطة", "ar:exact ar-2:form ar-3:form"),
        ("المحطة", "ar:form ar-2:exact ar-3:form"),
        ("title:المحطة", "ar:form ar-2:exact ar-3:form"),
        ("=محطة", "ar:exact"),
        # The first letter of this one is its own.
        ("وزير", "ar-4:exact"),
        ("תל אביב", "he:exact he-2:form"),
        ("מרכז", "he:form he-2:exact"),
        ("מרכז\x00-", "he:form he-2:exact"),
    ],
)
def test_what_is_written_together_with_a_small_word_is_found(tmp_path: Path, typed: str, those: str) -> None:
    texts = {
        "ar": "افتتح محطة جديدة.",
        "ar-2": "المحطة كبيرة.",
        "ar-3": "قال بالمحطة شيئا.",
        "ar-4": "وزير هنا.",
        "ar-5": "زير هنا.",
        "he": "תל אביב גדולה, והמרכז קטן.",
        "he-2": "מרכז נפתח בתל אביב.",
    }
    given = [Article(text, f"/{name}", "", "Лента", name[:2]) for name, text in texts.items()]
    with filled(tmp_path / "محطة.db", given) as opened:
        assert found(opened, typed) == dict(one.split(":") for one in those.split())
