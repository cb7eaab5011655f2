"""A corpus made by an earlier release, brought up to date, shows what it showed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database
from toy import annotate, dated, names_of

from aitui.model import Article
from aitui.store import (
    articles,
    checks,
    database,
    entities,
    fulltext,
    mentions,
    migrations,
    runs,
    timeline,
    writer,
)

TEXTS = (
    ("Китай и Huawei. 2025-01-07 Китай ответил. §Реклама Huawei§", "ru", "2025-02-01"),
    ("Cina e Huawei il 2024-12-31. Justin Lin parla della Cina.", "it", "2025-01-08"),
    ("中国与 Huawei。2025-01-07 中国。", "zh", None),
)
# Tables whose rows later schemas write as the first one did, but for columns that came in since.
SAME = (
    "run", "setting", "source", "article", "version", "body", "boilerplate", "sentence", "entity",
    "entity_name", "entity_key", "entity_lang", "entity_total", "timex",
)  # fmt: skip


@pytest.fixture
def today(tmp_path: Path) -> Path:
    """A corpus of the newest schema."""
    path = tmp_path / "новый.db"
    with database.writing(path) as conn, database.transaction(conn):
        write = writer.Writer(conn, runs.begin(conn, "add", {}), names_of)
        for number, (text, lang, day) in enumerate(TEXTS):
            article = Article(text, f"/тексты/{number}", lang=lang, published=day)
            write.put(article, annotate(article), (day, day))
    return path


@pytest.fixture
def first(tmp_path: Path, today: Path) -> Path:
    """The same corpus as the first schema kept it."""
    path = tmp_path / "первый.db"
    with closing(sqlite3.connect(path)) as conn:
        migrations.corpus.apply(Database(conn), stop_before=["m002_lean_rows"])
        conn.execute(f"PRAGMA application_id={database.CORPUS.application_id}")
        conn.execute("PRAGMA user_version=1")
        conn.execute("ATTACH ? AS new", (str(today),))
        for table in SAME:
            columns = ", ".join(row[1] for row in conn.execute(f"PRAGMA main.table_info({table})"))
            conn.execute(f"INSERT INTO {table} SELECT {columns} FROM new.{table}")
        conn.executescript(
            """
            INSERT INTO rule(name) SELECT DISTINCT name FROM new.rule;
            INSERT INTO mention SELECT m.entity_id, m.version_id, m.start, m."end", n.kind, r.id, n.score,
                m.run_id FROM new.mention m JOIN new.rule n ON n.id = m.rule_id
                JOIN main.rule r ON r.name = n.name;
            """
        )
        conn.execute("UPDATE setting SET value = 'earlier' WHERE key = 'index_recipe'")
        with database.reading(today) as now:
            for article_id in articles.ids(now):
                fulltext.index(conn, article_id, fulltext.columns_of(now, article_id))
        conn.commit()
    return path


def shown(conn: sqlite3.Connection) -> Iterator[Any]:
    """Everything that is read of a corpus."""
    for article_id in articles.ids(conn):
        yield mentions.of_article(conn, article_id)
    for clock in timeline.CLOCKS:
        yield dated(conn, None, clock), timeline.density(conn, None, clock)
        for entity_id in entities.ids(conn):
            yield mentions.of_entity(conn, entity_id), dated(conn, entity_id, clock)
            yield timeline.density(conn, entity_id, clock)


def test_a_corpus_of_the_first_schema_shows_what_it_showed(first: Path, today: Path) -> None:
    database.upgrade(first)
    with database.reading(first) as old, database.reading(today) as new:
        assert list(shown(old)) == list(shown(new))
        assert [check for check in checks.corpus(old) if not check.sound] == []
        assert old.execute("PRAGMA user_version").fetchone() == (database.CORPUS.schema,)


def test_a_corpus_brought_up_to_date_takes_articles_in_and_out(first: Path) -> None:
    with database.writing(first) as conn:
        with database.transaction(conn):
            writer.remove(conn, [articles.ids(conn)[0]])
            article = Article("Хуавэй растёт. Китай рад.", "/тексты/ещё", lang="ru", published="2025-03-01")
            write = writer.Writer(conn, runs.begin(conn, "add", {}), names_of)
            write.put(article, annotate(article), ("2025-03-01", "2025-03-01"))
        assert [check for check in checks.corpus(conn) if not check.sound] == []
        china = entities.by_uid(conn, "china")
        assert china is not None
        assert dated(conn, china, "published")[0].earliest == "2025-03-01"
