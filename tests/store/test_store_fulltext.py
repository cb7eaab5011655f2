"""The full-text index: what it holds for an article, and that it is found out when it lost any of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from toy import annotate, names_of

from aitui.frozen import replace
from aitui.model import Article, Mention
from aitui.query import parse
from aitui.store import articles, checks, database, fulltext, runs, search, writer

TEXTS = [
    Article("Китай обогнал всех. Хуавэй и Китай спорят.\n§Китай меню§\nКонец.", "/a", "Гонка", None, "ru"),
    Article("La Cina cresce.  Huawei, dice Justin Lin,\nva con la Cina. Perché no.", "/b", None, None, "it"),
    Article("中国发布人工智能芯片。华为 H20 很快。", "/c", "芯片", None, "zh"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "корпус ☂.db"


@pytest.fixture
def conn(path: Path) -> Iterator[Any]:
    with database.writing(path) as opened:
        with database.transaction(opened):
            run = writer.Writer(opened, runs.begin(opened, "test", {}), names_of)
            for article in TEXTS:
                run.put(article, annotate(article))
        yield opened


def terms(conn: Any) -> list[tuple[str, int, str, int]]:
    """Every place of every term of the index: term, article, column, offset."""
    conn.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, article_fts, 'instance')")
    found = sorted(conn.execute("SELECT * FROM temp.terms"))
    conn.execute("DROP TABLE temp.terms")
    return found


def test_index_made_by_other_rules_is_rebuilt(conn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    before = terms(conn)
    assert before
    with database.transaction(conn):
        assert not fulltext.refresh(conn)
        conn.execute("INSERT INTO article_fts(article_fts) VALUES('delete-all')")
    monkeypatch.setattr(fulltext, "recipe", lambda: "other")
    with database.transaction(conn):
        assert fulltext.refresh(conn)
    assert terms(conn) == before


def test_an_index_that_another_process_made_meanwhile_stays(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.writing(path) as conn, database.writing(path) as other:
        step = fulltext._step

        def late(own: Any) -> Any:
            monkeypatch.setattr(fulltext, "_step", step)
            with database.transaction(other):
                writer.Writer(other, runs.begin(other, "test", {}), names_of).put(
                    TEXTS[0], annotate(TEXTS[0])
                )
            return step(own)

        monkeypatch.setattr(fulltext, "_step", late)
        assert not fulltext.refresh(conn)
        assert fulltext.indexed(conn) == articles.count(conn) == 1


def test_removing_under_other_rules_leaves_no_word_behind(conn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fulltext, "recipe", lambda: "other")
    monkeypatch.setattr("aitui.text.stem.stem", lambda word, lang: word[:2])
    with database.transaction(conn):
        writer.remove(conn, articles.ids(conn))
    assert terms(conn) == []


def test_an_index_that_lost_its_words_is_found(path: Path) -> None:
    with database.writing(path) as conn:
        article = Article("中国 и Китай. Cina perché no.", "/x", "Ёж 芯片的")
        with database.transaction(conn):
            writer.Writer(conn, runs.begin(conn, "test", {})).put(article, annotate(article))
        assert fulltext.holds(conn, 1)
        with database.transaction(conn):
            conn.execute("INSERT INTO article_fts(article_fts) VALUES('delete-all')")
            conn.execute("INSERT INTO article_fts(rowid, title, body, forms) VALUES(1, 'еж', 'иное', '')")
        assert not fulltext.holds(conn, 1)
    with database.reading(path) as reader:
        assert [check.name for check in checks.corpus(reader) if not check.sound] == ["index"]


def found(conn: Any, typed: str) -> set[tuple[str, str]]:
    return {(hit.lang, hit.why) for hit in search.search(conn, parse(typed), 20)}


def test_a_name_is_found_from_another_script_and_the_reason_is_told(conn: Any) -> None:
    with database.transaction(conn):
        run = writer.Writer(conn, runs.begin(conn, "test", {}))
        text = "Вчера о ней писали. Марчина Выглендовского видели в Лодзи."
        name = "Марчина Выглендовского"
        given = annotate(Article(text, "/в", "Заметка", None, "ru"))
        at = text.index(name)
        mention = Mention(at, at + len(name), name, "vyglendovskij", "Выглендовский", "person")
        run.put(Article(text, "/в", "Заметка", None, "ru"), replace(given, mentions=(mention,)))
    (hit,) = search.search(conn, parse("Wyglendowski"), 5)
    assert (hit.why, text[hit.start : hit.end]) == ("script", "Выглендовского")
    assert found(conn, "justin") == {("it", "exact")}
    assert found(conn, "джастин") == {("it", "script")}
    # «видели» is no name: what sounds like it finds nothing.
    assert found(conn, "wideli") == set()
    assert search.search(conn, parse("Wyglendowski"), 5, off=frozenset({"script"})) == []


def test_a_name_taken_out_leaves_no_sound_behind(conn: Any) -> None:
    assert found(conn, "джастин")
    with database.transaction(conn):
        writer.remove(conn, articles.ids(conn))
    assert terms(conn) == []


@pytest.mark.parametrize(
    ("typed", "hit"),
    [
        ("外务", "外务"),
        ("務", "务"),
        ("外務省", "外务省"),
        ("ai芯片", "AI芯片"),
        ("芯片AI", "芯片AI"),
        ("2025年", "２０２５年"),
        ("ＡＩ", "AI"),
        ("서울", "서울"),
        ("울", "울"),
        ("ロボット", "ロボット"),
        ("กรุงเทพ", "กรุงเทพ"),
        ("елка", "Ёлка"),
        ("universita", "università"),
        ("dell'università", "dell’università"),
        ("=китай", "Кита\u0301й"),
        ("йод", "йод"),
    ],
)
def test_words_of_every_script_are_found_as_they_are_typed(tmp_path: Path, typed: str, hit: str) -> None:
    text = (
        "中国外务省发言。日本の外務省はロボットを語る。用AI芯片AI训练，２０２５年。서울은 크다. "
        "กรุงเทพมหานคร. "
        "Ёлка, Кита\u0301й и йод. L'ufficio dell’università."
    )
    with database.writing(tmp_path / "д.db") as conn:
        with database.transaction(conn):
            run = writer.Writer(conn, runs.begin(conn, "test", {}))
            run.put(article := Article(text, "/м", "Смесь", None, "ru"), annotate(article))
            run.put(other := Article("Другое: иод, Китаи.", "/д", "Иное", None, "ru"), annotate(other))
        (one,) = search.search(conn, parse(typed), 5)
    assert text[one.start : one.end] == hit


# ---------------------------------------------------------------------------- making it anew


def lost(conn: Any) -> None:
    """Take the words of the second article out of the index behind its back."""
    with database.transaction(conn):
        words = fulltext.columns_of(conn, 2)
        conn.execute(
            "INSERT INTO article_fts(article_fts, rowid, title, body, forms) VALUES('delete', 2, ?, ?, ?)",
            words,
        )
        conn.execute("INSERT INTO article_fts(rowid, title, body, forms) VALUES(2, 'cina', 'huawei', '')")


def test_articles_that_lost_words_are_counted_and_a_new_index_mends_them(conn: Any, path: Path) -> None:
    before = terms(conn)
    assert fulltext.unlike(conn, [1, 2, 3]) == []
    lost(conn)
    assert fulltext.unlike(conn, [1, 2, 3]) == [2]
    with database.reading(path) as reader:
        (unsound,) = [check for check in checks.corpus(reader) if not check.sound]
    assert unsound.name == "index"
    assert "1 of 3 articles have other words" in unsound.detail
    assert "--rebuild-index" in unsound.detail
    fulltext.renew(conn)
    assert terms(conn) == before
    with database.reading(path) as reader:
        assert [check for check in checks.corpus(reader) if not check.sound] == []


def test_an_index_half_made_keeps_up_with_what_comes_and_goes(
    conn: Any, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(Exception):
        pass

    def stop(come: fulltext.Renewal) -> None:
        raise KilledError(come)

    monkeypatch.setattr(fulltext, "_STEP", 2)
    with pytest.raises(KilledError) as caught:
        fulltext.renew(conn, stop)
    assert caught.value.args[0] == fulltext.Renewal(2, 3) == fulltext.renewal(conn)
    with database.reading(path) as reader:
        # The one before is whole meanwhile, and it is told that another was begun.
        assert found(reader, "=中国") == {("zh", "exact")}
        (index,) = [check for check in checks.corpus(reader) if check.name == "index"]
    assert index.sound
    assert "2 of 3" in index.detail
    with database.transaction(conn):
        run = writer.Writer(conn, runs.begin(conn, "test", {}), names_of)
        for text, address in [("Новый текст о Хуавэй.", "/a"), ("Ёлка.", "/новый")]:
            article = Article(text, address, "Гонка", None, "ru")
            run.put(article, annotate(article))
        writer.remove(conn, [2])
    assert found(conn, "ёлка") == {("ru", "exact")}
    before = terms(conn)
    done: list[int] = []
    fulltext.renew(conn, lambda come: done.append(come.done))
    assert terms(conn) == before
    assert done[0] > 1  # gone on with, not begun again
    assert fulltext.renewal(conn) is None


def test_a_new_index_of_other_rules_that_was_begun_is_left(
    conn: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = terms(conn)
    monkeypatch.setattr(fulltext, "_STEP", 1)
    with monkeypatch.context() as other:
        other.setattr(fulltext, "recipe", lambda: "older")
        with pytest.raises(ZeroDivisionError):
            fulltext.renew(conn, lambda come: 1 // 0)  # type: ignore[arg-type]
    assert fulltext.renewal(conn) == fulltext.Renewal(1, 3)
    with database.transaction(conn):
        writer.Writer(conn, runs.begin(conn, "test", {}))
    assert fulltext.renewal(conn) is None
    assert terms(conn) == before


def test_a_title_says_most_in_an_index_of_an_earlier_layout_too_and_it_is_made_anew(conn: Any) -> None:
    def ranked() -> list[tuple[str, int]]:
        hits = search.search(conn, parse("гонка OR китай OR huawei OR чип"), 9)
        return [(hit.title, round(1000 * hit.score)) for hit in hits]

    before, words = ranked(), terms(conn)
    with database.transaction(conn):
        conn.execute("DROP TABLE article_fts")
        conn.execute(
            """CREATE VIRTUAL TABLE article_fts USING fts5(
            title, body, forms, content='', tokenize='unicode61 remove_diacritics 2')"""
        )
        for article_id in articles.ids(conn):
            fulltext.index(conn, article_id, fulltext.columns_of(conn, article_id))
        conn.execute("UPDATE setting SET value = 'earlier' WHERE key = 'index_recipe'")
    assert len(before) > 1
    assert ranked() == before
    with database.transaction(conn):
        writer.Writer(conn, runs.begin(conn, "test", {}))
    assert (ranked(), terms(conn)) == (before, words)
    assert next(row[1] for row in conn.execute("PRAGMA table_info(article_fts)")) == "body"


def test_pieces_of_the_index_are_merged_in_steps(path: Path) -> None:
    with database.writing(path) as conn:
        conn.execute("INSERT INTO article_fts(article_fts, rank) VALUES('automerge', 0)")
        for n in range(9):
            with database.transaction(conn):
                run = writer.Writer(conn, runs.begin(conn, "test", {}))
                run.put(article := Article(f"Слово {n} и ёж.", f"/{n}", None, None, "ru"), annotate(article))
        before = terms(conn)
        pieces = "SELECT count(DISTINCT segid) FROM article_fts_idx"
        assert conn.execute(pieces).fetchone()[0] == 9
        assert list(fulltext.merge_stepwise(conn))
        assert conn.execute(pieces).fetchone()[0] == 1
        assert terms(conn) == before
