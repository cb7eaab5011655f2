"""`aitui searches`: what is new in each saved search, for people and for cron."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from small_corpora import four, put

from aitui.__main__ import main
from aitui.store import saved_searches, workspace
from aitui.store.database import Connection


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path / "дом"))
    return put(tmp_path / "к.db", four())


@pytest.fixture
def own(corpus: Path) -> Iterator[Connection]:
    with closing(workspace.open()) as opened:
        saved_searches.save(opened, "Китай", "=китай OR =cina")
        saved_searches.save(opened, "Погода", "погода")
        saved_searches.see(opened, "Китай", "2020-01-01T00:00:00+00:00")
        yield opened


def listed(corpus: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, Any]]:
    assert main(["searches", "--db", str(corpus), "--json", *options]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_what_is_new_is_told_until_it_is_seen(
    corpus: Path, own: Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    china, weather = listed(corpus, capsys)
    assert list(china) == ["name", "query", "articles", "new", "seen_at", "error"]
    assert (china["name"], china["articles"], china["new"]) == ("Китай", 2, 2)
    assert (weather["name"], weather["articles"], weather["new"]) == ("Погода", 1, 0)
    # Listing alone takes nothing as seen.
    assert [one["name"] for one in listed(corpus, capsys, "--new", "--seen")] == ["Китай"]
    assert listed(corpus, capsys, "--new") == []
    assert [one["new"] for one in listed(corpus, capsys)] == [0, 0]


def test_a_table_for_people(corpus: Path, own: Connection, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["searches", "--db", str(corpus)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines if "Китай" in line] == [
        ["Китай", "2", "2", "2020-01-01", "=китай", "OR", "=cina"]
    ]


def test_a_search_that_cannot_be_read_is_told_beside_the_others(
    corpus: Path, own: Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    saved_searches.save(own, "Сломан", "китай “")
    broken = next(one for one in listed(corpus, capsys) if one["name"] == "Сломан")
    assert "not closed" in broken["error"]
    assert broken["articles"] == 0
