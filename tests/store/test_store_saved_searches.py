"""Saved searches: kept under a name, changed and taken back like all else that a person does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aitui.errors import StoreError
from aitui.store import database, journal, saved_searches, workspace


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Any]:
    conn = workspace.open(tmp_path / "дом" / "workspace.db")
    yield conn
    conn.close()


def names(own: Any) -> dict[str, str]:
    return {one.name: one.query for one in saved_searches.saved(own)}


def test_a_search_is_found_by_its_name_whatever_its_case(own: Any) -> None:
    saved_searches.save(own, "  Чипы  и Китай ", "китай чип")
    saved_searches.save(own, "Ёлка", "ёлка OR 树")
    assert names(own) == {"Ёлка": "ёлка OR 树", "Чипы и Китай": "китай чип"}
    found = saved_searches.get(own, "чипы и китай")
    assert found is not None
    assert (found.name, found.query, found.seen_at) == ("Чипы и Китай", "китай чип", found.created_at)
    assert saved_searches.get(own, "чипы") is None


def test_the_same_name_again_gets_the_new_query(own: Any) -> None:
    uid = saved_searches.save(own, "Чипы", "чип")
    assert saved_searches.save(own, "чипы", "чип OR 芯片") == uid
    assert names(own) == {"чипы": "чип OR 芯片"}
    assert workspace.undo(own) == "change of a saved search"
    assert names(own) == {"Чипы": "чип"}
    workspace.redo(own)
    assert names(own) == {"чипы": "чип OR 芯片"}


def test_every_action_is_taken_back_and_done_again(own: Any) -> None:
    saved_searches.save(own, "Чипы", "чип")
    saved_searches.rename(own, "чипы", "Полупроводники")
    saved_searches.delete(own, "полупроводники")
    assert names(own) == {}
    for left in ({"Полупроводники": "чип"}, {"Чипы": "чип"}, {}):
        assert workspace.undo(own) is not None
        assert names(own) == left
    for left in ({"Чипы": "чип"}, {"Полупроводники": "чип"}, {}):
        assert workspace.redo(own) is not None
        assert names(own) == left


def test_a_name_that_another_has_is_not_given_twice(own: Any) -> None:
    saved_searches.save(own, "Чипы", "чип")
    saved_searches.save(own, "Китай", "китай")
    with pytest.raises(StoreError, match="another saved search"):
        saved_searches.rename(own, "китай", "ЧИПЫ")
    saved_searches.rename(own, "чипы", "ЧИПЫ")
    assert set(names(own)) == {"ЧИПЫ", "Китай"}


def test_what_came_later_is_not_written_over_by_taking_back(own: Any) -> None:
    saved_searches.save(own, "Чипы", "чип")
    saved_searches.delete(own, "Чипы")
    removal = journal.entries(own)[0].number
    saved_searches.save(own, "Чипы", "芯片")
    with pytest.raises(StoreError, match="rename or delete that one first"), database.transaction(own):
        journal.revert(own, removal)
    assert names(own) == {"Чипы": "芯片"}
    saved_searches.delete(own, "Чипы")
    with database.transaction(own):
        assert journal.revert(own, removal) == "removal of a saved search"
    assert names(own) == {"Чипы": "чип"}


def test_looking_at_it_is_kept_without_a_line_in_the_journal(own: Any) -> None:
    saved_searches.save(own, "Чипы", "чип")
    saved_searches.see(own, "чипы", "2031-02-03T04:05:06+00:00")
    found = saved_searches.get(own, "чипы")
    assert found is not None
    assert found.seen_at == "2031-02-03T04:05:06+00:00"
    assert len(journal.entries(own)) == 1


@pytest.mark.parametrize("name", ["", "  ", "—", 'а"б', "«ёлки»", "я" * 61])
def test_what_cannot_be_a_name(own: Any, name: str) -> None:
    with pytest.raises(StoreError, match="up to 60 characters"):
        saved_searches.save(own, name, "чип")
    assert names(own) == {}


def test_what_is_not_there_is_told(own: Any) -> None:
    for act in (saved_searches.delete, saved_searches.see):
        with pytest.raises(StoreError, match="no saved search is called “нет”"):
            act(own, "нет")
