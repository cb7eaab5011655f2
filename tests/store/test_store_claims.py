"""Claims are kept with their words, follow their article, and are read as judgements have it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from toy import annotate, names_of

from aitui.ingest import pipeline
from aitui.model import Article, Telling
from aitui.store import claims, database, entities, runs, writer
from aitui.store.database import Connection
from aitui.store.rows import ClaimFilter

RU = "Доля Китая неизвестна. Китай и Huawei держат 20 % рынка. Джастин Линь ушёл 2025-01-07."
IT = "Nel 2025 niente. Cina e Huawei tengono il 20 % del mercato."


def put(conn: Connection, *given: Article) -> list[str]:
    with database.transaction(conn):
        write = writer.Writer(conn, runs.begin(conn, "add", {}), names_of)
        return [write.put(one, annotate(one), (one.published,) * 2) for one in given]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "факты.db"
    with database.writing(path) as conn:
        put(
            conn,
            Article(RU, "/доля", lang="ru", source="Лента", published="2025-02-01"),
            Article(IT, "/quota", lang="it", source="LA STAMPA", published="2025-01-31"),
        )
    return path


def told(conn: Connection, found: list[Telling]) -> list[str]:
    texts = claims.texts(conn, found)
    return [texts[one.article_id, one.number].strip() for one in found]


def test_claims_are_read_with_their_words_oldest_first(path: Path) -> None:
    with database.reading(path) as conn:
        found = claims.tellings(conn)
        assert told(conn, found) == [
            "Cina e Huawei tengono il 20 % del mercato.",
            "Китай и Huawei держат 20 % рынка.",
            "Джастин Линь ушёл 2025-01-07.",
        ]
        share, day = found[1], found[2]
        assert (share.low, share.unit, share.source, share.published) == (
            20,
            "percent",
            "Лента",
            "2025-02-01",
        )
        assert share.figure is not None
        assert RU[slice(*share.figure)] == "20 %"
        assert (day.unit, day.edtf, day.earliest, day.latest, day.status) == (
            None, "2025-01-07", 20250107, 20250107, "past",
        )  # fmt: skip


def test_claims_of_an_entity_are_those_about_it(path: Path) -> None:
    with database.reading(path) as conn:
        justin = entities.by_uid(conn, "justin-lin")
        assert told(conn, claims.tellings(conn, justin)) == ["Джастин Линь ушёл 2025-01-07."]
        assert len(claims.tellings(conn, limit=2)) == 2


@pytest.mark.parametrize(
    ("narrow", "words"),
    [
        (ClaimFilter(), ["Cina", "Китай", "Джастин"]),
        (ClaimFilter(lang="ru"), ["Китай", "Джастин"]),
        (ClaimFilter(source="лента", unit="percent"), ["Китай"]),
        (ClaimFilter(until=20250110), ["Джастин"]),
        (ClaimFilter(since=20250131, until=20250131), ["Cina"]),
        (ClaimFilter(before=("2025-02-01", 0)), ["Cina"]),
        (ClaimFilter("share"), ["Cina", "Китай"]),
        (ClaimFilter("revenue"), []),
        (ClaimFilter("share", unmeasured=True), ["Cina", "Китай", "Джастин"]),
    ],
)
def test_claims_are_narrowed_and_counted(path: Path, narrow: ClaimFilter, words: list[str]) -> None:
    with database.reading(path) as conn:
        found = claims.tellings(conn, narrow=narrow)
        assert [one.split()[0] for one in told(conn, found)] == words
        assert claims.count(conn, narrow=narrow) == len(words)


def test_only_subjects_with_several_values_are_compared(tmp_path: Path) -> None:
    texts = [
        ("ru", "Выручка Nvidia в 2024 году составила 61 млрд долларов."),
        ("it", "Nel 2024 i ricavi di Nvidia sono stati di 130 miliardi di dollari."),
        ("en", "Huawei had revenue of $99 billion in 2024."),
        ("de", "Huawei hatte 2024 einen Umsatz von 99 Milliarden Dollar."),
    ]
    with database.writing(tmp_path / "спор.db") as conn:
        pipeline.add(conn, [Article(text, text, None, lang, lang, "2025-03-01") for lang, text in texts])
        (batch,) = claims.differing(conn)
        assert sorted(one.low or 0 for one in batch) == [61e9, 130e9]
        assert [len(one) for one in claims.differing(conn, size=1)] == [2]


def test_the_uid_of_a_claim_outlives_a_rebuilt_corpus(path: Path, tmp_path: Path) -> None:
    def uids(path: Path) -> set[str]:
        with database.reading(path) as conn:
            found = claims.tellings(conn)
            texts = claims.texts(conn, found)
            return {claims.uid(conn, one, texts[one.article_id, one.number]) for one in found}

    again = tmp_path / "снова.db"
    with database.writing(again) as conn:
        put(conn, Article(IT, "/quota", lang="it"), Article(RU, "/доля", lang="ru"))
    assert uids(again) == uids(path)
    assert len(uids(path)) == 3


@pytest.mark.parametrize("length", ["length - 4", "0"])
def test_a_claim_without_its_exact_words_is_refused(path: Path, length: str) -> None:
    with database.writing(path) as conn:
        sql = f"""INSERT INTO claim_row(version_id, number, start, length, words, kind_id, value_id, entities)
        SELECT v.id, 99, 5, {length}, 0, 1, 1, '' FROM version v"""
        with pytest.raises(sqlite3.IntegrityError):
            conn.execute(sql)
        with pytest.raises(sqlite3.IntegrityError, match="words"):
            conn.execute("UPDATE claim_row SET length = length + 1")
        conn.execute("DELETE FROM body")
        assert conn.execute("SELECT count(*) FROM claim").fetchone() == (0,)
        assert conn.execute("SELECT count(*) FROM claim_entity").fetchone() == (0,)


def test_claims_follow_a_changed_and_a_removed_article(path: Path) -> None:
    with database.writing(path) as conn:
        assert put(conn, Article("Китай держит 30 % рынка.", "/доля", lang="ru")) == ["updated"]
        found = claims.tellings(conn)
        assert sorted(one.low or 0 for one in found) == [20, 30]
        with database.transaction(conn):
            writer.remove(conn, [one.article_id for one in found])
        assert claims.tellings(conn) == []


def test_texts_of_an_earlier_schema_get_their_claims_when_they_are_added_again(path: Path) -> None:
    article = Article(IT, "/quota", lang="it", source="LA STAMPA", published="2025-01-31")
    with database.writing(path) as conn:
        conn.execute("DELETE FROM claim_row")
        conn.execute("INSERT INTO claim_pending SELECT version_id FROM article")
        assert writer.needs(conn, article)
        assert put(conn, article) == ["updated"]
        assert put(conn, article) == ["same"]
        assert told(conn, claims.tellings(conn)) == ["Cina e Huawei tengono il 20 % del mercato."]
