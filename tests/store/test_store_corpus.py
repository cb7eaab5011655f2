"""The corpus: what goes in comes out, replaced and removed as a whole."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toy import NAMES, annotate, dated, names_of

from aitui.frozen import replace
from aitui.model import Annotation, Article, EntityType, Mention
from aitui.query import parse
from aitui.store import articles, database, entities, fulltext, mentions, runs, search, timeline, writer
from aitui.store.rows import Filters

RU = "Китай обогнал всех. Хуавэй и Китай спорят 2025-03-04.\n§Китай меню 2025-03-05§\nКонец."
IT = "La Cina cresce.  Huawei, dice Justin Lin,\nva con la Cina 2024-12-31. Perché no."
ZH = "中国发布人工智能芯片。华为 H20 很快。"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "корпус ☂.db"


@pytest.fixture
def db(path: Path) -> Iterator[Any]:
    with database.writing(path) as opened:
        yield opened


def put(conn: Any, *given: Article) -> list[str]:
    with database.transaction(conn):
        run = writer.Writer(conn, runs.begin(conn, "test", {}), names_of)
        return [
            run.put(article, found := annotate(article), (found.layout.published,) * 2) for article in given
        ]


def three() -> list[Article]:
    return [
        Article(RU, "/a", "Гонка", "Лента", "ru", "2025-03-01"),
        Article(IT, "/b", None, "LA STAMPA", "it", None),
        Article(ZH, "/c", "芯片", "Лента", "zh", "2025-03-10"),
    ]


# What nothing points to any more stays in them.
DICTIONARIES = ("rule", "time_value", "claim_kind")


def dump(conn: Any) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the runs, and the terms of the index."""
    tables = [
        row[0]
        for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'")
        if row[0] not in ("run", "entity", "entity_name", "entity_key", "entity_lang", *DICTIONARIES)
    ]
    found = {name: sorted(map(repr, conn.execute(f"SELECT * FROM {name}"))) for name in tables}
    conn.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, article_fts, 'instance')")
    found["terms"] = sorted(map(repr, conn.execute("SELECT * FROM temp.terms")))
    conn.execute("DROP TABLE temp.terms")
    return found  # type: ignore[return-value]


def test_articles_come_out_as_they_went_in_newest_first_undated_last(db: Any) -> None:
    assert put(db, *three()) == ["added"] * 3
    ids = articles.ids(db)
    rows = articles.rows(db, ids)
    assert [rows[i].title for i in ids] == ["芯片", "Гонка", "La Cina cresce."]
    assert [row.uid for row in articles.newest(db, 2)] == [rows[i].uid for i in ids[:2]]
    undated = rows[ids[2]]
    assert (undated.published, undated.title_made, undated.source, undated.length) == (
        None,
        True,
        "LA STAMPA",
        len(IT),
    )
    text = articles.text(db, ids[1])
    assert text.text == RU
    assert [RU[a:b] for a, b, reason in text.boilerplate if reason == "nav"] == ["§Китай меню 2025-03-05§"]
    assert RU[text.sentences[0] : text.sentences[1]] == "Китай обогнал всех."
    assert articles.count(db) == 3
    assert articles.by_uid(db, undated.uid) == ids[2]
    assert articles.by_uid(db, "нет") is None
    with pytest.raises(KeyError):
        articles.text(db, 99)


def test_one_entity_in_three_scripts(db: Any) -> None:
    put(db, *three())
    china = entities.by_uid(db, "china")
    assert china is not None
    assert mentions.summary(db, china) == (5, 3, 3)
    assert entities.ids(db)[0] == china
    row = entities.rows(db, [china])[china]
    assert (row.name, row.names["ru"], row.mentions, row.articles, row.languages) == (
        "China",
        "Китай",
        5,
        3,
        3,
    )
    found = mentions.of_entity(db, china)
    assert (
        list(dict.fromkeys(found.article_id))
        == list(articles.ids_of_entity(db, china))
        == list(articles.ids(db))
    )
    texts = {i: articles.text(db, i).text for i in articles.ids(db)}
    surfaces = [texts[i][a:b] for i, a, b in zip(found.article_id, found.start, found.end, strict=True)]
    assert surfaces == ["中国", "Китай", "Китай", "Cina", "Cina"]
    counts = mentions.counts(db, china)
    assert [counts[i] for i in articles.ids(db)] == [1, 2, 2]
    first = mentions.of_article(db, articles.ids(db)[1])[0]
    assert (first.entity_id, first.kind, first.rule, first.score) == (china, "name", "gazetteer", 0.75)


@pytest.mark.parametrize("typed", ["кит", "КИТАЙ", "cin", "中", "кнр", "chi"])
def test_an_entity_is_found_by_any_of_its_names(db: Any, typed: str) -> None:
    put(db, *three())
    assert entities.find(db, typed, 5) == [entities.by_uid(db, "china")]


def test_an_entity_is_found_by_the_surname(db: Any) -> None:
    put(db, *three())
    assert entities.find(db, "Lin", 5) == [entities.by_uid(db, "justin-lin")]
    assert entities.find(db, "%", 5) == []
    assert entities.find(db, " ", 5) == []


def test_adding_again_changes_nothing(db: Any) -> None:
    put(db, *three())
    before = dump(db)
    assert put(db, *three()) == ["same"] * 3
    assert dump(db) == before


def test_an_edited_text_is_a_new_version_and_its_old_text_stays(db: Any) -> None:
    put(db, *three())
    uid = articles.rows(db, articles.ids(db))[articles.ids(db)[1]].uid
    edited = Article("Хуавэй одна. 2026-01-02 прошло.", "/a", "Иначе", None, "ru", None)
    assert put(db, edited) == ["updated"]
    article_id = articles.by_uid(db, uid)
    assert article_id is not None
    assert articles.text(db, article_id).text == edited.text
    assert [
        row[0]
        for row in db.execute("SELECT length FROM version WHERE article_id = ? ORDER BY seq", (article_id,))
    ] == [
        len(RU),
        len(edited.text),
    ]
    china = entities.by_uid(db, "china")
    assert china is not None
    assert mentions.summary(db, china) == (3, 2, 2)
    assert not search.search(db, parse("обогнал"), 5)
    assert [row.earliest for row in dated(db)] == ["2026-01-02", "2024-12-31"]


def test_replacing_and_going_back_leaves_the_same_corpus_but_for_the_version(db: Any) -> None:
    put(db, *three())
    before = dump(db)
    put(db, Article("Совсем другое с Китаем 2020-01-01.", "/a", "Иначе", "Лента", "ru", "2020-01-01"))
    assert put(db, three()[0]) == ["updated"]
    after = dump(db)
    for name in ("terms", "timeline", "entity_total", "body"):
        assert set(before[name]) <= set(after[name])
    assert after["terms"] == before["terms"]
    assert after["timeline"] == before["timeline"]
    assert after["entity_total"] == before["entity_total"]


def test_removing_leaves_what_the_others_alone_would_have_made(db: Any, tmp_path: Path) -> None:
    put(db, *three())
    gone = articles.ids(db)[1]
    with database.transaction(db):
        writer.remove(db, [gone])
    with database.writing(tmp_path / "ohne.db") as other:
        put(other, *three()[1:])
        left, wanted = dump(db), dump(other)
    assert len(left["terms"]) == len(wanted["terms"]) > 0
    for name in ("body", "sentence_spans", "mention_row", "timex_row", "claim_row", "timeline", "source"):
        assert len(left[name]) == len(wanted[name]), name
    assert fulltext.indexed(db) == articles.count(db) == 2
    china = entities.by_uid(db, "china")
    assert china is not None
    assert mentions.summary(db, china) == (3, 2, 2)
    for clock in timeline.CLOCKS:
        assert sum(one.number for one in timeline.density(db, clock=clock)) == len(dated(db, clock=clock))


def test_removing_everything_empties_the_lists(db: Any) -> None:
    put(db, *three())
    with database.transaction(db):
        writer.remove(db, articles.ids(db))
    assert not articles.ids(db)
    assert not entities.ids(db)
    assert all(dated(db, clock=clock) == [] == timeline.density(db, clock=clock) for clock in timeline.CLOCKS)
    assert db.execute("SELECT count(*) FROM source").fetchone() == (0,)
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    put(db, *three())
    assert articles.count(db) == 3


def test_filters(db: Any) -> None:
    put(db, *three())
    china, lin = entities.by_uid(db, "china"), entities.by_uid(db, "justin-lin")

    def titles(**what: Any) -> list[str]:
        return [articles.rows(db, [i])[i].title for i in articles.ids(db, Filters(**what))]

    assert titles(source="лента") == ["芯片", "Гонка"]
    assert titles(lang="zh", entity_id=china) == ["芯片"]
    assert titles(entity_id=lin) == ["La Cina cresce."]
    assert titles(since="2025-03-02") == ["芯片"]
    assert titles(until="2025-03-02") == ["Гонка"]
    assert titles(source="нет такого") == []


def test_a_transaction_that_fails_leaves_nothing(db: Any) -> None:
    put(db, three()[0])
    before = dump(db)
    bad = Article("Новое. Китай 2025-01-01.", "/новое", "Т", None, "ru")
    found = annotate(bad)

    def broken() -> None:
        with database.transaction(db):
            run = writer.Writer(db, runs.begin(db, "test", {}), names_of)
            run.put(bad, found)
            db.execute("INSERT INTO boilerplate VALUES(999, 0, 1, 'nav')")

    with pytest.raises(sqlite3.IntegrityError):
        broken()
    assert dump(db) == before


def test_second_reader_sees_whole_articles_while_another_writes(db: Any, path: Path) -> None:
    put(db, three()[0])
    with closing(database.open_reader(path)) as reader:
        with database.transaction(db):
            run = writer.Writer(db, runs.begin(db, "test", {}), names_of)
            run.put(three()[1], annotate(three()[1]))
            assert articles.count(reader) == 1
            assert [h.title for h in search.search(reader, parse("китай"), 5)] == ["Гонка"]
        assert articles.count(reader) == 2


def test_a_list_is_of_one_state_while_another_writes(db: Any, path: Path) -> None:
    put(db, *three())
    with database.reading(path) as reader:
        ids = articles.ids(reader)
        with database.transaction(db):
            writer.remove(db, ids[:1])
        assert len(articles.rows(reader, ids)) == articles.count(reader) == 3
    with database.reading(path) as reader:
        assert articles.count(reader) == 2


def test_a_reader_cannot_write(db: Any, path: Path) -> None:
    with database.reading(path) as reader, pytest.raises(sqlite3.OperationalError):
        reader.execute("DELETE FROM article")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    *NAMES,
                    ". ",
                    "\n",
                    "§",
                    " 2025-01-02 ",
                    "\x00",
                    "é",
                    "e\u0301",
                    "😀",
                    "ﷺ",
                    "\u202e",
                    "ß",
                    "İ",
                ]
            ),
            st.text(max_size=12),
        ),
        min_size=1,
        max_size=25,
    ).map("".join)
)
def test_every_stored_span_is_its_surface(tmp_path: Path, text: str) -> None:
    article = Article(text.encode("utf-8", "replace").decode(), "/x", None, None, "it")
    found = annotate(article)
    target = tmp_path / "p.db"
    with database.writing(target) as conn:
        with database.transaction(conn):
            writer.remove(conn, articles.ids(conn))
        put(conn, article)
        article_id = articles.ids(conn)[0]
        stored = articles.text(conn, article_id)
        assert stored.text == article.text
        spans = list(zip(stored.sentences[::2], stored.sentences[1::2], strict=True))
        assert spans == [(s.start, s.end) for s in found.sentences]
        rows = entities.rows(conn, entities.ids(conn))
        got = [
            (stored.text[m.start : m.end], rows[m.entity_id].uid)
            for m in mentions.of_article(conn, article_id)
        ]
        assert got == [(m.surface, m.entity) for m in found.mentions]
        for row in dated(conn):
            assert stored.text[row.start : row.end] == row.edtf
            assert row.sentence is not None
            assert row.sentence[0] <= row.start < row.sentence[1]


def test_another_user_reads_a_folder_that_is_not_theirs(db: Any) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    put(db, *three())
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        shared = Path(folder) / "общий.db"
        with database.writing(shared) as other:
            put(other, *three())
        shared.chmod(0o644)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.setgid(65534)
                os.setuid(65534)
                with database.reading(shared) as conn:
                    os.write(write, f"{articles.count(conn)} {os.getuid()}".encode())
            except BaseException as error:
                os.write(write, repr(error).encode())
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        os.close(write)
        with os.fdopen(read) as answer:
            assert answer.read() == "3 65534"
        assert os.listdir(folder) == [shared.name]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
@pytest.mark.parametrize("at_once", [True, False])
def test_the_surest_mention_tells_the_type_of_an_entity_whatever_came_first(
    db: Any, order: tuple[int, ...], at_once: bool
) -> None:
    found = [("organization", 0.55), ("person", 0.93), ("place", 0.6)]

    def sure(article: Article) -> Annotation:
        kind, score = found[int(article.text[-2])]
        word = article.text.index("Вольмар")
        own = replace(Mention(word, word + 7, "Вольмар", "volmar", "Вольмар", "person"), score=score)
        return replace(annotate(article), mentions=(replace(own, type=cast(EntityType, kind)),))

    texts = [Article(f"Вчера Вольмар, {number}.", f"/{number}", None, "Лента", "ru") for number in order]
    for part in [texts] if at_once else [[text] for text in texts]:
        with database.transaction(db):
            run = writer.Writer(db, runs.begin(db, "test", {}))
            for text in part:
                run.put(text, sure(text))
    assert db.execute("SELECT type FROM entity WHERE uid = 'volmar'").fetchone() == ("person",)
