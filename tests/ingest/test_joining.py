"""The entities of a corpus are joined as it grows: with the real annotator, in any order, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from aitui.ingest import joining, pipeline
from aitui.model import Article
from aitui.store import database, entities, links, visible, writer

TEXTS = [
    Article("Джефф Нотт приехал в Лондон. Марчин Выглендовский, профессор, ответил ему.", "/a", lang="ru"),
    Article("Professor Marcin Wyględowski met Jeff Knott in London. Mr. Knott left.", "/b", lang="en"),
    Article(
        "Il professor Marcin Wyględowski parla con Marcyn Wyględowski. Neuralis SpA tace.", "/c", lang="it"
    ),
    Article("Neuralis GmbH und Neuralis AG schweigen. Herr Jeff Knott auch.", "/d", lang="de"),
    Article("Профессор Выглендовский молчит. Джеф Нотт говорит.", "/e", lang="ru"),
]


def add(path: Path, *given: Article) -> pipeline.Summary:
    with database.writing(path) as conn:
        return pipeline.add(conn, given)


def found(path: Path) -> list[tuple[object, ...]]:
    """Return the links by slug, free of ids and runs."""
    sql = """SELECT a.uid, b.uid, l.verdict, l.score, l.reason FROM link l
    JOIN entity a ON a.id = l.one_id JOIN entity b ON b.id = l.other_id ORDER BY 1, 2"""
    with database.reading(path) as conn:
        return conn.execute(sql).fetchall()


def test_one_person_in_two_scripts_is_one_entity(tmp_path: Path) -> None:
    path = tmp_path / "корпус.db"
    add(path, *TEXTS)
    with database.reading(path) as conn:
        view = visible.load(conn, ())
        knott = entities.by_uid(conn, "jeff-knott", view)
        assert knott is not None
        row = entities.rows(conn, [knott], view)[knott]
        assert (row.articles, row.languages) == (4, 3)
        assert len(view.members(knott)) >= 2
    reasons = {reason for *_, verdict, _, reason in found(path) if verdict == "same"}
    assert "one name in two scripts: jeff nott / jeff knott; both persons" in reasons


def test_one_by_one_or_all_at_once_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, grown, stepped = (tmp_path / name for name in ("целиком.db", "по-одному.db", "шагами.db"))
    add(whole, *TEXTS)
    for article in TEXTS:
        add(grown, article)
    monkeypatch.setattr(joining, "_AT_ONCE", 2)
    add(stepped, *TEXTS)
    assert found(whole)
    assert found(whole) == found(grown) == found(stepped)


def test_a_case_is_one_with_its_name_in_the_same_language_whatever_came_first(tmp_path: Path) -> None:
    texts = [
        Article("Vi bor i Larmstad nu. Staden Larmstad växer.", "/sv", lang="sv"),
        Article("They met in Larmstads. In Larmstads it rains.", "/en", lang="en"),
        Article("Hon bor i Larmstads mitt. Larmstads invånare är glada.", "/sv2", lang="sv"),
    ]
    paths = [tmp_path / f"{n}.db" for n in range(3)]
    add(paths[0], *texts)
    for article in texts:
        add(paths[1], article)
    for article in reversed(texts):
        add(paths[2], article)
    results = [{frozenset(row[:2]): row[2:] for row in found(path)} for path in paths]
    assert results[0] == results[1] == results[2]
    assert results[0][frozenset(("larmstad", "larmstads"))][0] == "same"
    with database.writing(paths[0]) as conn:
        with database.transaction(conn):
            (gone,) = conn.execute("SELECT id FROM article WHERE address = '/sv2'").fetchone()
            writer.remove(conn, [gone])
        joining.settle(conn)
    assert not [row for row in found(paths[0]) if row[2] == "same"]


def test_what_a_killed_run_left_is_joined_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, whole = tmp_path / "корпус.db", tmp_path / "целиком.db"
    add(whole, *TEXTS)
    with monkeypatch.context() as killed:
        killed.setattr(joining, "join", lambda conn, run_id: None)
        add(path, *TEXTS)
    assert found(path) == []
    assert add(path, *TEXTS).same == len(TEXTS)
    assert found(path) == found(whole)
    # Then there is nothing left to do, and no run is made for it.
    with database.reading(path) as conn:
        before = conn.execute("SELECT count(*) FROM run").fetchone()
    add(path, *TEXTS)
    with database.reading(path) as conn:
        assert conn.execute("SELECT count(*) FROM run").fetchone() == before


def test_other_rules_compare_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "корпус.db"
    add(path, *TEXTS)
    before = found(path)
    with database.writing(path) as conn, database.transaction(conn):
        conn.execute("UPDATE link SET reason = 'by older rules'")
    monkeypatch.setattr("aitui.analysis.naming.joins.RULES", "other")
    add(path, Article("Погода ясная.", "/погода", lang="ru"))
    assert found(path) == before


def test_a_name_in_brackets_joins_and_goes_with_its_text(tmp_path: Path) -> None:
    path = tmp_path / "корпус.db"
    add(path, Article("中国研究员王晓鸣表示，王晓鸣先生很满意。", "/h", lang="zh"))
    add(path, Article("Jack Wang, the head of research, met Jack Wang.", "/i", lang="en"))
    assert found(path) == []
    add(path, Article("该公司技术负责人王晓鸣（Jack Wang）表示离职。", "/g", lang="zh"))
    with database.reading(path) as conn:
        (joined,) = links.automatic(conn)
        assert {joined.entity, joined.other} == {"wang-xiaoming", "jack-wang"}
    with database.writing(path) as conn:
        with database.transaction(conn):
            (gone,) = conn.execute("SELECT id FROM article WHERE address = '/g'").fetchone()
            writer.remove(conn, [gone])
        joining.settle(conn)
    assert found(path) == []
