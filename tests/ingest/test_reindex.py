"""Reading anew: newer rules for old texts, resumed where it stopped, while others read."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from aitui.analysis import annotator
from aitui.analysis.annotator import annotate_all
from aitui.ingest import pipeline, recipe
from aitui.ingest.executors import Here
from aitui.model import Annotation, Article
from aitui.store import articles, checks, database, mentions, runs

TEXTS = [
    Article(
        "Китай и США\n\nOpenAI ответила 20 января 2025 года.",
        "/а.txt",
        published="2025-02-01",
        source="Лента",
    ),
    Article("La Cina corre\n\nLa cinese DeepSeek ha superato OpenAI.", "/b.txt", title="Dato", lang="it"),
    Article("中国公司深度求索2025年1月发布了模型。", "/c.txt", author="王小明"),
    Article("Anthropic opened an office in Dublin.", None),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "корпус.db"
    with database.writing(path) as conn:
        pipeline.add(conn, TEXTS)
    return path


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Another release, which sees no names; what it was given is kept."""
    seen: list[str | None] = []

    def blind(articles: Sequence[Article], *more: object) -> list[Annotation]:
        seen.extend(article.address for article in articles)
        found = annotate_all(articles)
        return [Annotation(one.lang, one.layout, one.sentences, (), (), (), ()) for one in found]

    monkeypatch.setattr(annotator, "annotate_all", blind)
    monkeypatch.setattr(recipe, "__version__", "0.2.0")
    return seen


def reindex(path: Path, **more: object) -> pipeline.Summary:
    with database.writing(path) as conn:
        return pipeline.reindex(conn, **more)  # type: ignore[arg-type]


def rows(path: Path) -> dict[str, list[str]]:
    """Everything in a corpus but which run made it and when."""
    found = {}
    with closing(sqlite3.connect(path)) as conn:
        for (table,) in conn.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%' AND name <> 'run'"
        ).fetchall():
            names = [row[1] for row in conn.execute(f"PRAGMA table_info({table})") if row[1] != "run_id"]
            kept = ", ".join(f'"{name}"' for name in names)
            found[table] = sorted(map(repr, conn.execute(f"SELECT {kept} FROM {table}")))
    return found


def test_what_our_rules_read_is_left_alone(path: Path) -> None:
    before = path.read_bytes()
    assert reindex(path).updated == 0
    assert path.read_bytes() == before


def test_reading_everything_anew_changes_no_row(path: Path) -> None:
    before = rows(path)
    assert reindex(path, everything=True).updated == 4
    assert rows(path) == before
    with database.reading(path) as conn:
        kinds = [(row.kind, row.state, row.read) for row in runs.rows(conn)]
    assert kinds == [("reindex", "done", 4), ("add", "done", 0)]


def test_newer_rules_read_what_older_ones_did(path: Path, newer: list[str | None]) -> None:
    assert reindex(path).updated == 4
    assert newer == [article.address for article in TEXTS]
    with database.reading(path) as conn:
        for article_id in articles.ids(conn):
            assert mentions.of_article(conn, article_id) == []
        found = {row.title: row for row in articles.rows(conn, articles.ids(conn)).values()}
        assert found["Dato"].lang == "it"
        assert [row.published for row in found.values() if row.source == "Лента"] == ["2025-02-01"]
        assert [check for check in checks.corpus(conn) if not check.sound] == []
    assert reindex(path).updated == 0


def test_what_came_in_since_is_read_once(path: Path, newer: list[str | None]) -> None:
    with database.writing(path) as conn:
        pipeline.add(conn, [Article("Новая заметка о Китае.", "/новая.txt")])
    newer.clear()
    reindex(path)
    assert "/новая.txt" not in newer


@pytest.mark.parametrize("everything", [False, True])
def test_stopped_it_goes_on_where_it_was(path: Path, newer: list[str | None], everything: bool) -> None:
    seen = [0]
    summary = reindex(
        path,
        everything=everything,
        progress=lambda s: seen.__setitem__(0, s.seen),
        stop=lambda: seen[0] >= 2,
    )
    assert (summary.stopped, summary.updated) == (True, 2)
    rest = reindex(path, everything=everything)
    assert (rest.stopped, rest.updated) == (False, 2)
    assert newer[-2:] == [article.address for article in TEXTS[2:]]


def test_a_reader_sees_an_article_as_it_was_or_as_it_is(path: Path, newer: list[str | None]) -> None:
    counts = []
    with database.reading(path) as conn:
        before = [len(mentions.of_article(conn, article_id)) for article_id in articles.ids(conn)]
    reader = database.open_reader(path)
    with closing(reader):

        def look(summary: pipeline.Summary) -> None:
            counts.append([len(mentions.of_article(reader, at)) for at in articles.ids(reader)])

        reindex(path, progress=look)
        look(pipeline.Summary())
    assert counts[0] == before
    assert counts[-1] == [0, 0, 0, 0]


def test_another_tagger_is_another_recipe(path: Path) -> None:
    assert reindex(path, readers=Here(())).updated == 4
    assert reindex(path, readers=Here(())).updated == 0
    assert reindex(path, readers=Here(("builtin",))).updated == 4
