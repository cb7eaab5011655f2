"""Near-copies are grouped as a corpus grows: in any order, whoever reads, and only while they are in."""

from __future__ import annotations

from pathlib import Path

import pytest

from aitui.ingest import copying, pipeline
from aitui.ingest.executors import processes
from aitui.model import Article
from aitui.store import articles, copies, database, stories, writer

STORY = (
    "Совет директоров «Северстали» рекомендовал выплатить 38 рублей дивидендов на акцию. Собрание акционеров "
    "пройдёт 27 февраля, реестр закроют 15 февраля. Всего компания направит владельцам 31,8 млрд рублей. "
    "Аналитик Анна Кузнецова назвала решение ожидаемым: долг у комбината небольшой, а цены на сталь растут."
)
OTHER = (
    "В Ливорно спасли дельфина, который две недели не мог выйти из порта. Ему помогли рыбаки на трёх лодках, "
    "пишет местная газета. Ветеринары осмотрели животное и отпустили его в открытое море у острова Горгона."
)
TEXTS = [
    Article(STORY, "/лента", lang="ru", source="Лента"),
    Article(OTHER, "/дельфин", lang="ru", source="Лента"),
    Article(f"Утром стало известно следующее.\n\n{STORY}", "/газета", lang="ru", source="Газета"),
    Article(STORY.replace("ожидаемым", "вполне ожидаемым").replace("растут", "выросли"), "/вести", lang="ru"),
    Article(STORY.split(". Всего")[0] + ".", "/коротко", lang="ru"),
    Article(
        "L'assemblea dei soci si terrà il 27 febbraio, la cedola sarà staccata il 15 marzo.", "/it", lang="it"
    ),
]
SAME = {"/лента", "/газета", "/вести", "/коротко"}


def add(path: Path, *given: Article, jobs: int = 1) -> pipeline.Summary:
    with database.writing(path) as conn:
        if jobs == 1:
            return pipeline.add(conn, given)
        readers = processes(jobs)
        try:
            return pipeline.add(conn, given, readers=readers)
        finally:
            readers.close()


def found(path: Path) -> list[set[str]]:
    """Return the groups by address, free of ids."""
    with database.reading(path) as conn:
        heads = copies.groups(conn)
        where = {i: articles.address(conn, i) or "" for i in heads}
        return sorted(
            ({where[i] for i in ids} for ids in copies.members(conn, heads.values()).values()), key=sorted
        )


def test_copies_are_one_group_and_know_their_run(tmp_path: Path) -> None:
    path = tmp_path / "корпус.db"
    add(path, *TEXTS)
    assert found(path) == [SAME]
    with database.reading(path) as conn:
        ids = articles.ids(conn)
        groups = stories.groups(conn, ids)
        assert len(groups) == 4
        (group,) = set(groups.values())
        assert (group.langs, group.texts, len(group.members)) == (("ru",), 1, 4)
        assert conn.execute("SELECT DISTINCT run_id FROM near_copy").fetchall() == [(1,)]


def test_the_order_of_coming_in_makes_no_difference(tmp_path: Path) -> None:
    for number in range(len(TEXTS)):
        path = tmp_path / f"порядок-{number}.db"
        for article in [*TEXTS[number:], *TEXTS[:number]]:
            add(path, article)
        assert found(path) == [SAME]


def test_whoever_reads_the_rows_are_the_same(tmp_path: Path) -> None:
    alone, together = tmp_path / "один.db", tmp_path / "вместе.db"
    add(alone, *TEXTS)
    add(together, *TEXTS, jobs=2)
    rows = []
    for path in (alone, together):
        with database.reading(path) as conn:
            rows.append(
                [conn.execute(f"SELECT * FROM {table}").fetchall() for table in ("copy_key", "near_copy")]
            )
    assert rows[0] == rows[1]
    assert rows[0][1]


def test_a_removed_article_leaves_its_group_and_no_row(tmp_path: Path) -> None:
    path = tmp_path / "корпус.db"
    add(path, *TEXTS)
    for address in ("/лента", "/газета", "/вести"):
        with database.writing(path) as conn:
            (gone,) = [i for i in articles.ids(conn) if articles.address(conn, i) == address]
            with database.transaction(conn):
                writer.remove(conn, [gone])
            copying.settle(conn)
            assert not conn.execute("SELECT 1 FROM copy_key WHERE article_id = ?", (gone,)).fetchall()
        left = SAME - {"/лента", "/газета", "/вести"} if address == "/вести" else None
        if left is None:
            (group,) = found(path)
            assert address not in group
            assert "/коротко" in group
    assert found(path) == []


def test_another_text_at_the_address_leaves_the_group(tmp_path: Path) -> None:
    path = tmp_path / "корпус.db"
    add(path, *TEXTS)
    add(path, Article(OTHER, "/газета", lang="ru"))
    assert found(path) == [SAME - {"/газета"}, {"/дельфин", "/газета"}]


def test_what_came_in_before_is_compared_with_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "корпус.db"
    add(path, *TEXTS)
    with database.writing(path) as conn, database.transaction(conn):
        for table in ("copy_key", "near_copy"):
            conn.execute(f"DELETE FROM {table}")
        conn.execute("INSERT INTO copy_pending SELECT id FROM article")
    monkeypatch.setattr(copying, "_AT_ONCE", 2)
    add(path)
    assert found(path) == [SAME]


def test_new_rules_compare_everything_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "корпус.db"
    add(path, *TEXTS[:3])
    monkeypatch.setattr("aitui.analysis.copies.RULES", "новые")
    add(path, *TEXTS[3:])
    assert found(path) == [SAME]
    with database.reading(path) as conn:
        assert not copies.waiting(conn)
