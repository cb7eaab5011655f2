"""Feeds fetched from inside the explorer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from small_corpora import Held, explore, four, put

from aitui.explorer.state import Explorer
from aitui.explorer.updating import fetch
from aitui.model import Article
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
    asked: list[tuple[Path, str | None]] = []

    def fake(path: Path, address: str | None, tell: Callable[[str], None]) -> str:
        asked.append((path, address))
        return "1 feed; 2 added, 0 updated, 0 in already"

    follow(corpus)
    explorer.updating.fetch = fake
    explorer.updating.start()
    told = "1 feed; 2 added, 0 updated, 0 in already. R shows what came in."
    assert explorer.message == told
    # What the update itself wrote is no news.
    with database.writing(corpus) as conn:
        feeds.failed(conn, feeds.rows(conn)[0].id, "…", "2026-12-01T10:00:00+00:00")
    explorer.look_for_changes()
    assert explorer.message == told
    explorer.say("")
    put(corpus, [Article("Ещё одна.", "/ещё")])
    explorer.look_for_changes()
    assert explorer.message.startswith("The corpus has changed")
    # One feed is fetched whether it is due or not.
    explorer.updating.start(URL)
    assert asked == [(corpus, None), (corpus, URL)]


def test_the_list_tells_how_each_feed_is_those_that_fail_first(explorer: Explorer, corpus: Path) -> None:
    follow(corpus)
    with database.writing(corpus) as conn:
        feeds.follow(conn, "http://127.0.0.1:9999/плохая", title="Плохая")
        feeds.failed(conn, feeds.rows(conn)[-1].id, "the server answers 500", "2026-12-01T10:00:00+00:00")
    explorer.updating.show()
    assert explorer.focus == "feeds"
    assert [(row.title, row.error) for row in explorer.updating.rows or []] == [
        ("Плохая", "the server answers 500"),
        (None, None),
    ]


def test_how_far_it_is_is_told_until_something_else_is(corpus: Path, tmp_path: Path) -> None:
    jobs = Held(corpus)
    with explore(corpus, tmp_path, jobs=jobs) as explorer:
        updating = explorer.updating
        updating.start(URL)
        updating.come = "12 entries read, 3 new"
        updating.look()
        assert explorer.message == "Fetching the feeds: 12 entries read, 3 new."
        explorer.say("Bookmarked.")
        updating.come = "20 entries read, 3 new"
        updating.look()
        assert explorer.message == "Bookmarked."


def test_the_update_runs_in_a_program_of_its_own(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AITUI_HOME", str(corpus.parent / "дом"))
    follow(corpus)
    # Nobody answers there, and local addresses are refused before anybody is asked.
    assert fetch(corpus, None, print) == "1 feed, 1 failed; 0 added, 0 updated, 0 in already"
    with database.reading(corpus) as conn:
        assert "private or local" in (feeds.rows(conn)[0].error or "")
    told = fetch(corpus, "http://127.0.0.1:9999/другая", print)
    assert told.endswith("this feed is not followed; `aitui feeds` lists those that are")


def test_how_far_an_update_is_comes_from_what_it_tells_programs(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AITUI_HOME", str(corpus.parent / "дом"))
    line = '{"seen": 1200, "added": 3, "current": "\\u001b[2J"}'
    script = (
        f"import sys; sys.stderr.write({line!r} + chr(10) + 'aitui: x: fails' + chr(10)); print('готово')"
    )
    real = subprocess.Popen

    def fake(command: list[str], **more: Any) -> Any:
        return real([sys.executable, "-c", script], **more)

    monkeypatch.setattr(subprocess, "Popen", fake)
    heard: list[str] = []
    assert fetch(corpus, None, heard.append) == "готово"
    assert heard == ["1,200 entries read, 3 new"]
