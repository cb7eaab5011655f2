"""What a person says of stories: kept with a line of the journal, taken back and done again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest

from aitui.errors import StoreError
from aitui.store import database, journal, story_marks, workspace
from aitui.store.story_marks import accepted, apart, different, live, record, same, unsure


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connection]:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    conn = workspace.open()
    yield conn
    conn.close()


def told(own: Connection) -> list[tuple[str, ...]]:
    return accepted(live(own))


def test_a_story_grows_and_is_taken_back(own: Connection) -> None:
    record(own, lambda marks: same(marks, ["a", "b"], "«Гонка»"))
    record(own, lambda marks: same(marks, ["b", "c", "d"], "«Гонка»"))
    assert told(own) == [("a", "b", "c", "d")]
    assert story_marks.left() == told(own)
    with pytest.raises(StoreError, match="one story already"):
        record(own, lambda marks: same(marks, ["a", "d"], "«Гонка»"))
    assert journal.undo(own) == "one story: «Гонка»"
    assert told(own) == [("a", "b")]
    assert journal.redo(own) == "one story: «Гонка»"
    assert told(own) == [("a", "b", "c", "d")]


def test_what_held_a_story_together_is_taken_out_and_the_rest_stays(own: Connection) -> None:
    record(own, lambda marks: same(marks, ["a", "b", "c"], "«Гонка»"))
    record(own, lambda marks: different(marks, ["a"], ["b", "c"], "«Гонка»"))
    assert told(own) == [("b", "c")]
    with pytest.raises(StoreError, match="told apart before"):
        record(own, lambda marks: different(marks, ["a"], ["b", "c"], "«Гонка»"))
    journal.undo(own)
    assert told(own) == [("a", "b", "c")]


def test_the_later_word_holds(own: Connection) -> None:
    record(own, lambda marks: apart(marks, ["a", "b", "c"], "«Гонка»"))
    record(own, lambda marks: same(marks, ["a", "b"], "«Гонка»"))
    assert told(own) == [("a", "b")]
    kinds = sorted((mark.kind, mark.article, mark.other) for mark in live(own))
    assert kinds == [("different", "a", "c"), ("different", "b", "c"), ("same", "a", "b")]
    record(own, lambda marks: apart(marks, ["a", "b"], "«Гонка»"))
    assert told(own) == []


def test_what_is_put_aside_is_put_aside_once(own: Connection) -> None:
    record(own, lambda marks: unsure(marks, ["b", "a"], "«Гонка»"))
    assert told(own) == []
    with pytest.raises(StoreError, match="put aside before"):
        record(own, lambda marks: unsure(marks, ["a", "b"], "«Гонка»"))
    record(own, lambda marks: same(marks, ["a", "b"], "«Гонка»"))
    assert [mark.kind for mark in live(own)] == ["same"]


def test_one_action_is_taken_back_out_of_order(own: Connection) -> None:
    record(own, lambda marks: same(marks, ["a", "b"], "«Гонка»"))
    record(own, lambda marks: same(marks, ["x", "y"], "«Дельфин»"))
    number = journal.entries(own)[-1].number
    with database.transaction(own):
        assert journal.revert(own, number) == "one story: «Гонка»"
    assert told(own) == [("x", "y")]
    assert journal.undo(own) == "taking back of one story: «Гонка»"
    assert told(own) == [("a", "b"), ("x", "y")]


def test_one_article_is_no_story(own: Connection) -> None:
    with pytest.raises(StoreError, match="no story"):
        record(own, lambda marks: different(marks, ["a"], ["a"], "«Гонка»"))


def test_without_a_workspace_nothing_is_accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path / "нет"))
    assert story_marks.left() == []
    assert not (tmp_path / "нет").exists()
