"""Groups of articles: near-copies, stories of a person, and both in one."""

from __future__ import annotations

from pathlib import Path

from toy import annotate, names_of

from aitui.model import Article
from aitui.store import articles, copies, database, runs, stories, writer


def corpus(path: Path) -> list[str]:
    """Make a corpus of six articles, of which the first two are near-copies; return the uids by id."""
    texts = [
        ("Китай ответил Huawei.", "ru"), ("Китай ответил Huawei!", "ru"), ("Cina e Huawei.", "it"),
        ("中国与 Huawei。", "zh"), ("Justin Lin.", "en"), ("Justin Lin e Cina.", "it"),
    ]  # fmt: skip
    with database.writing(path) as conn, database.transaction(conn):
        run = runs.begin(conn, "add", {})
        write = writer.Writer(conn, run, names_of)
        for number, (text, lang) in enumerate(texts):
            article = Article(text, f"/тексты/{number}", lang=lang)
            write.put(article, annotate(article), keys=())
        copies.join(conn, run, [1, 2])
        return [row.uid for _, row in sorted(articles.rows(conn, range(1, 7)).items())]


def test_copies_and_stories_are_one_group(tmp_path: Path) -> None:
    path = tmp_path / "корпус.db"
    uids = corpus(path)
    with database.reading(path) as conn:
        alone = stories.groups(conn, [1, 3, 5])
        assert {i: group.members for i, group in alone.items()} == {1: (1, 2)}
        found = stories.groups(conn, [2, 3, 4, 5], [[uids[1], uids[2], uids[3], "нет-такого"]])
        assert set(found) == {2, 3, 4}
        assert found[2] is found[3] is found[4]
        assert (found[2].id, found[2].members, found[2].langs, found[2].texts) == (
            1, (1, 2, 3, 4), ("ru", "it", "zh"), 3,
        )  # fmt: skip


def test_a_story_of_one_article_here_is_no_group(tmp_path: Path) -> None:
    path = tmp_path / "корпус.db"
    uids = corpus(path)
    with database.reading(path) as conn:
        assert stories.groups(conn, [5], [[uids[4], "нет-такого"]]) == {}


def test_joining_groups_keeps_the_first_as_head(tmp_path: Path) -> None:
    path = tmp_path / "корпус.db"
    corpus(path)
    with database.writing(path) as conn, database.transaction(conn):
        copies.join(conn, 1, [4, 5])
        copies.join(conn, 1, [2, 5])
        assert copies.members(conn, copies.groups(conn).values()) == {1: (1, 2, 4, 5)}
