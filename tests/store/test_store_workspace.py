"""The workspace: bookmarks that find their place again, undo, places; private to its owner."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitui.errors import StoreError
from aitui.store import workspace
from aitui.store.rows import BookmarkRow

TEXT = "Начало. Китай — первый. Середина, где Китай — первый. 中国第一。 Конец."
QUOTE = "Китай — первый."


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Any]:
    conn = workspace.open(tmp_path / "дом" / "workspace.db")
    yield conn
    conn.close()


def keep(own: Any, text: str, start: int, end: int, **more: str) -> str:
    return workspace.add_bookmark(
        own, corpus="/к.db", article_uid="a1", version_uid="v1", text=text, start=start, end=end, **more
    )


def mark(text: str, start: int, end: int) -> BookmarkRow:
    prefix, suffix = text[max(0, start - 32) : start], text[end : end + 32]
    return BookmarkRow("u", "/к", "a", "v", start, end, text[start:end], prefix, suffix, "", "", "2026-01-01")


def test_a_bookmark_keeps_the_words_and_what_stands_around_them(own: Any) -> None:
    start = TEXT.rindex(QUOTE)
    uid = keep(own, TEXT, start, start + len(QUOTE), note="проверить", title="Гонка")
    (row,) = workspace.bookmarks(own)
    assert (row.uid, row.exact, row.note, row.title, row.article) == (uid, QUOTE, "проверить", "Гонка", "a1")
    assert row.prefix == TEXT[start - 32 : start]
    assert row.suffix == TEXT[start + len(QUOTE) :][:32]


def test_it_is_there_after_a_restart_newest_first(own: Any, tmp_path: Path) -> None:
    keep(own, TEXT, 0, 7)
    keep(own, TEXT, 8, 23)
    own.close()
    again = workspace.open(tmp_path / "дом" / "workspace.db")
    assert [row.exact for row in workspace.bookmarks(again)] == [QUOTE, "Начало."]
    again.close()


def test_the_same_passage_twice_is_one_bookmark_with_the_later_note(own: Any) -> None:
    assert keep(own, TEXT, 0, 7) == keep(own, TEXT, 0, 7, note="важно")
    assert [row.note for row in workspace.bookmarks(own)] == ["важно"]
    assert workspace.undo(own) == "note of a bookmark"
    assert [row.note for row in workspace.bookmarks(own)] == [""]


def test_undo_and_redo_walk_the_journal(own: Any) -> None:
    first = keep(own, TEXT, 0, 7)
    keep(own, TEXT, 8, 23)
    workspace.remove_bookmark(own, first)
    assert [row.exact for row in workspace.bookmarks(own)] == [QUOTE]
    assert workspace.undo(own) == "removal of a bookmark"
    assert workspace.undo(own) == "bookmark"
    assert [row.exact for row in workspace.bookmarks(own)] == ["Начало."]
    assert workspace.redo(own) == "bookmark"
    assert workspace.redo(own) == "removal of a bookmark"
    assert workspace.redo(own) is None
    assert [row.exact for row in workspace.bookmarks(own)] == [QUOTE]
    for _ in range(3):
        assert workspace.undo(own) is not None
    assert workspace.undo(own) is None
    assert workspace.bookmarks(own) == []
    keep(own, TEXT, 24, 30)
    assert workspace.redo(own) is None


def test_removing_twice_is_one_action(own: Any) -> None:
    uid = keep(own, TEXT, 0, 7)
    workspace.remove_bookmark(own, uid)
    workspace.remove_bookmark(own, "нет такой")
    workspace.undo(own)
    assert len(workspace.bookmarks(own)) == 1


def test_every_action_has_its_line_in_the_journal(own: Any) -> None:
    uid = keep(own, TEXT, 0, 7)
    workspace.remove_bookmark(own, uid)
    workspace.record_removal(own, "/к.db", [{"uid": "a1", "title": "Гонка", "address": "/a"}])
    assert [row[0] for row in own.execute("SELECT op FROM journal ORDER BY id")] == [
        "bookmark",
        "unbookmark",
        "remove",
    ]
    assert workspace.undo(own) == "removal of a bookmark"


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 2), (0, 999)])
def test_no_bookmark_of_nothing(own: Any, start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no passage"):
        keep(own, TEXT, start, end)
    assert workspace.bookmarks(own) == []


def test_a_quote_is_found_in_the_same_text() -> None:
    start = TEXT.rindex(QUOTE)
    assert workspace.locate(TEXT, mark(TEXT, start, start + len(QUOTE))) == (
        start,
        start + len(QUOTE),
        "exact",
    )


def test_a_quote_is_found_where_it_moved_by_its_surroundings() -> None:
    start = TEXT.rindex(QUOTE)
    edited = "Вставка в начало 😀. " + TEXT
    assert workspace.locate(edited, mark(TEXT, start, start + len(QUOTE))) == (
        edited.rindex(QUOTE),
        edited.rindex(QUOTE) + len(QUOTE),
        "moved",
    )


def test_a_unique_quote_is_found_without_its_surroundings() -> None:
    edited = f"Всё другое. {QUOTE} И это."
    at = edited.index(QUOTE)
    start = TEXT.index(QUOTE)
    assert workspace.locate(edited, mark(TEXT, start, start + len(QUOTE))) == (at, at + len(QUOTE), "moved")


def test_edited_words_between_kept_surroundings() -> None:
    start = TEXT.index("中国第一。")
    edited = TEXT.replace("中国第一。", "中国是第一名。")
    at = edited.index("中国是第一名。")
    assert workspace.locate(edited, mark(TEXT, start, start + 5)) == (at, at + 7, "moved")


def test_words_that_are_gone_are_an_orphan_within_the_text() -> None:
    start = TEXT.rindex("Конец")
    assert workspace.locate("Совсем иное.", mark(TEXT, start, start + 5)) == (12, 12, "orphan")
    assert workspace.locate("", mark(TEXT, 0, 5)) == (0, 0, "orphan")


def test_two_places_without_surroundings_are_an_orphan() -> None:
    start = TEXT.index(QUOTE)
    assert workspace.locate(f"1{QUOTE}2{QUOTE}3", mark(TEXT, start, start + len(QUOTE)))[2] == "orphan"


@given(st.text(min_size=1, max_size=60), st.data(), st.text(max_size=40))
def test_a_quote_found_is_the_quote_kept(text: str, data: st.DataObject, before: str) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    kept = mark(text, start, end)
    assert workspace.locate(text, kept) == (start, end, "exact")
    edited = before + text
    first, last, state = workspace.locate(edited, kept)
    assert 0 <= first <= last <= len(edited)
    assert state == "orphan" or edited[first:last] == kept.exact


def test_only_the_owner_can_read_it(own: Any, tmp_path: Path) -> None:
    keep(own, TEXT, 0, 7)
    folder = tmp_path / "дом"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    (folder / "workspace.db").chmod(0o644)
    workspace.open(folder / "workspace.db").close()
    assert (folder / "workspace.db").stat().st_mode & 0o777 == 0o600


def test_a_newer_workspace_is_refused_in_one_line(own: Any, tmp_path: Path) -> None:
    own.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="newer aitui") as caught:
        workspace.open(tmp_path / "дом" / "workspace.db")
    assert "\n" not in str(caught.value)


def test_another_file_is_no_workspace(tmp_path: Path) -> None:
    other = tmp_path / "чужой.db"
    conn = sqlite3.connect(other)
    conn.execute("CREATE TABLE t(x)")
    conn.close()
    with pytest.raises(StoreError, match="no aitui workspace"):
        workspace.open(other)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "файл").write_text("x")
    with pytest.raises(StoreError, match="AITUI_HOME"):
        workspace.open(tmp_path / "файл" / "workspace.db")
