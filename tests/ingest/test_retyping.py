"""A text that is taken out takes the type with it that it gave: with the real annotator."""

from __future__ import annotations

from pathlib import Path

from aitui.ingest import executors, pipeline, retyping
from aitui.model import Article
from aitui.store import articles, database, types, writer

FIRM = Article("Вчера акции компании «Ольвена» упали.", "/фирма", lang="ru")
AGAIN = Article("Сегодня акции компании «Ольвена» снова упали.", "/снова", lang="ru")
MINISTER = Article("Вчера министр Ольвена сказала, что уйдёт. Вышла книга «Север».", "/министр", lang="ru")


def corpus_of(path: Path, *given: Article) -> list[tuple[object, ...]]:
    """Put texts in; return what is said of the entities that a text mentions."""
    with database.writing(path) as conn:
        pipeline.add(conn, given, readers=executors.Here(()))
    return entities_of(path)


def entities_of(path: Path) -> list[tuple[object, ...]]:
    sql = """SELECT uid, type, name, sure FROM entity
    WHERE id IN (SELECT entity_id FROM mention) ORDER BY uid"""
    with database.reading(path) as conn:
        return conn.execute(sql).fetchall()


def take_out(path: Path, address: str) -> None:
    with database.writing(path) as conn, database.transaction(conn):
        chosen = [number for number in articles.ids(conn) if articles.address(conn, number) == address]
        doubtful = types.resting_on(conn, chosen)
        writer.remove(conn, chosen)
        retyping.settle(conn, doubtful, ())


def kinds(rows: list[tuple[object, ...]]) -> dict[object, object]:
    return {row[0]: row[1] for row in rows}


def test_a_type_goes_with_the_text_that_gave_it(tmp_path: Path) -> None:
    alone = corpus_of(tmp_path / "одна.db", FIRM, AGAIN)
    path = tmp_path / "корпус.db"
    assert kinds(corpus_of(path, FIRM, MINISTER, AGAIN))["olvena"] == "person"
    take_out(path, "/министр")
    assert kinds(alone)["olvena"] == "organization"
    assert entities_of(path) == alone


def test_a_type_that_others_tell_too_stays(tmp_path: Path) -> None:
    path = tmp_path / "корпус.db"
    before = kinds(corpus_of(path, FIRM, MINISTER, AGAIN))
    take_out(path, "/снова")
    assert kinds(entities_of(path)) == before


def test_what_no_text_mentions_any_more_is_left(tmp_path: Path) -> None:
    path = tmp_path / "корпус.db"
    corpus_of(path, MINISTER)
    take_out(path, "/министр")
    assert entities_of(path) == []
