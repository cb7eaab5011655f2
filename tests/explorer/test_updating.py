"""Feeds fetched from inside the explorer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from small_corpora import explore, four, put

from aitui.explorer.state import Explorer
from aitui.explorer.updating import fetch
from aitui.store import database, feeds

URL = "http://127.0.0.1:9999/лента"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return put(tmp_path / "корпус.db", four())


@pytest.fixture
def explorer(corpus: Path, tmp_path: Path) -> Iterator[Explorer]:
    with explore(corpus, tmp_path) as explorer:
        yield explorer


def follow(corpus: Path, next_at: str | None = None) -> None:
    with database.writing(corpus) as conn:
        feeds.follow(conn, URL)
        if next_at is not None:
            feeds.answered(conn, feeds.rows(conn)[0].id, next_at=next_at)


def test_without_feeds_it_says_how_to_follow_one(explorer: Explorer) -> None:
    explorer.updating.start()
    assert explorer.message == "No feed is followed; `aitui add ADDRESS` follows one."


def test_when_none_is_due_it_says_when_the_next_is(explorer: Explorer, corpus: Path) -> None:
    soon = datetime.now(UTC) + timedelta(days=3)
    follow(corpus, soon.isoformat(timespec="seconds"))
    explorer.updating.start()
    assert explorer.message == f"No feed is due; the next is at {soon.astimezone():%Y-%m-%d %H:%M}."


def test_what_came_of_it_is_told_with_the_key_that_shows_it(explorer: Explorer, corpus: Path) -> None:
    asked: list[Path] = []

    def fake(path: Path) -> str:
        asked.append(path)
        return "1 feed; 2 added, 0 updated, 0 in already"

    follow(corpus)
    explorer.updating.fetch = fake
    explorer.updating.start()
    assert asked == [corpus]
    assert explorer.message == "1 feed; 2 added, 0 updated, 0 in already. R shows what came in."


def test_the_update_runs_in_a_program_of_its_own(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AITUI_HOME", str(corpus.parent / "дом"))
    follow(corpus)
    # Nobody answers there, and local addresses are refused before anybody is asked.
    assert fetch(corpus) == "1 feed, 1 failed; 0 added, 0 updated, 0 in already"
    with database.reading(corpus) as conn:
        assert "private or local" in (feeds.rows(conn)[0].error or "")
