"""A corpus made by an earlier release, brought up to date, shows what it showed."""

from __future__ import annotations

import shutil
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
    claims,
    database,
    entities,
    fulltext,
    mentions,
    migrations,
    runs,
    timeline,
    writer,
)

FACTS = (
    "Доля Китая неизвестна. Китай и Huawei держат 20 % рынка. Джастин Линь ушёл 2025-01-07.",
    "Nel 2025 Cina tiene oltre il 20,5 % del mercato, Huawei 3 miliardi. Nel 2024-03-05 Cina 12 %.",
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
            _copy(conn, table)
        conn.executescript(
            """
            INSERT INTO rule(name) SELECT DISTINCT name FROM new.rule;
            INSERT INTO mention SELECT m.entity_id, m.version_id, m.start, m."end", n.kind, r.id, n.score,
                1 FROM new.mention m JOIN new.rule n ON n.id = m.rule_id
                JOIN main.rule r ON r.name = n.name;
            """
        )
        conn.execute("UPDATE setting SET value = 'earlier' WHERE key = 'index_recipe'")
        with database.reading(today) as now:
            for article_id in articles.ids(now):
                fulltext.index(conn, article_id, fulltext.columns_of(now, article_id))
        conn.commit()
    return path


def _copy(conn: sqlite3.Connection, table: str) -> None:
    """Write the rows of a table, or of the view that shows it, as an earlier schema kept them."""
    has = {row[1] for row in conn.execute(f"PRAGMA new.table_info({table})")}
    wanted = [row[1] for row in conn.execute(f"PRAGMA main.table_info({table})")]
    columns = ", ".join(f'"{name}"' if name in has else "1" for name in wanted)
    conn.execute(f"INSERT INTO {table} SELECT {columns} FROM new.{table}")


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


# What other programs read of a text: tables, and views that stand for what earlier schemas kept.
READ = (
    "article", "version", "body", "boilerplate", "sentence", "mention", "rule", "timex", "claim",
    "claim_entity", "entity", "timeline_day", "given",
)  # fmt: skip


@pytest.fixture
def wide(tmp_path: Path, today: Path) -> Path:
    """The corpus of today, facts added, as the schema before narrow rows kept it."""
    with database.writing(today) as conn, database.transaction(conn):
        write = writer.Writer(conn, runs.begin(conn, "add", {}), names_of)
        for number, text in enumerate(FACTS):
            article = Article(text, f"/факты/{number}", lang=("ru", "it")[number], published="2025-03-04")
            write.put(article, annotate(article), ("2025-03-04", "2025-03-04"))
    path = tmp_path / "двенадцать.db"
    with closing(sqlite3.connect(path)) as conn:
        migrations.corpus.apply(Database(conn), stop_before=["m013_narrow_rows"])
        conn.execute(f"PRAGMA application_id={database.CORPUS.application_id}")
        conn.execute("PRAGMA user_version=12")
        conn.execute("ATTACH ? AS new", (str(today),))
        for table in (*SAME, "rule", "mention", "claim", "claim_entity", "timeline", "timeline_day", "given"):
            _copy(conn, table)
        conn.execute(
            """INSERT INTO timeline SELECT DISTINCT e.entity_id,
            coalesce(replace(published_sort, '-', ''), 0) + 0, a.id, -1, 0, 1, a.lang FROM article a JOIN (
                SELECT version_id, entity_id FROM mention UNION SELECT version_id, 0 FROM article
            ) e USING(version_id)"""
        )
        # A day that no time expression of a text tells.
        conn.execute("UPDATE claim SET edtf = '0917-02', earliest = 9170201, latest = NULL WHERE number = 1")
        conn.execute("UPDATE setting SET value = 'earlier' WHERE key = 'index_recipe'")
        for article_id, title in conn.execute("SELECT id, title FROM article").fetchall():
            fulltext.index(conn, article_id, (title, "", ""))
        conn.commit()
    return path


def test_narrow_rows_show_what_the_wide_ones_held(wide: Path, today: Path, tmp_path: Path) -> None:
    kept = Path(shutil.copy(wide, tmp_path / "прежний.db"))
    database.upgrade(wide)
    with (
        database.reading(wide) as new,
        database.reading(today) as now,
        closing(sqlite3.connect(kept)) as old,
    ):
        for name in READ:
            had, has = ([row[1] for row in conn.execute(f"PRAGMA table_info({name})")] for conn in (old, new))
            assert set(had) - set(has) <= {"run_id"}
            sql = "SELECT " + ", ".join(f'"{column}"' for column in had if column in has) + f" FROM {name}"
            before, after = (sorted(conn.execute(sql), key=repr) for conn in (old, new))
            assert before, name
            assert after == before
        assert list(shown(new)) == list(shown(now))
        assert [check for check in checks.corpus(new) if not check.sound] == []
        assert "0917-02" in {one.edtf for one in claims.tellings(new)}


def test_a_migration_that_is_cut_off_leaves_the_file_as_it_was(
    wide: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held() -> list[list[Any]]:
        with closing(sqlite3.connect(wide)) as conn:
            tables = conn.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'"
            )
            names = sorted(row[0] for row in tables)
            return [names, *(sorted(conn.execute(f"SELECT * FROM {name}"), key=repr) for name in names)]

    before = held()

    def cut_off(db: Database, statements: str) -> None:
        if "narrow_timeline" in statements:
            raise KeyboardInterrupt
        done(db, statements)

    done = migrations._execute
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "_execute", cut_off)
        with pytest.raises(KeyboardInterrupt):
            database.upgrade(wide)
    assert held() == before
    database.upgrade(wide)
    with database.reading(wide) as conn:
        assert [check for check in checks.corpus(conn) if not check.sound] == []
