"""`aitui stories`: the same stories as on the screen, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_corpora import put

from aitui.__main__ import main
from aitui.model import Article
from aitui.store import articles, copies, database, story_marks, workspace

TEXTS = [
    Article("Китай, Huawei и Justin Lin 2025-03-04.", "/ru", "Линь", "Лента", "ru", "2025-03-05"),
    Article("La Cina, Huawei e Justin Lin 2025-03-04.", "/it", "Lin", "LA STAMPA", "it", "2025-03-06"),
    Article("Погода ясная, ни одной страны.", "/погода", "Погода", "Лента", "ru", "2025-03-05"),
    Article("Погода ясная, ни одной страны!", "/погода-2", "Погода снова", "Вести", "ru", "2025-03-05"),
]


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    path = put(tmp_path / "корпус.db", TEXTS)
    with database.writing(path) as conn, database.transaction(conn):
        copies.join(conn, 1, [3, 4])
    return path


def told(corpus: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, object]]:
    assert main(["stories", "--db", str(corpus), "--json", *more]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_stories_are_listed_with_their_articles(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (story,) = told(corpus, capsys)
    assert story["state"] == "suggested"
    assert story["languages"] == ["it", "ru"]
    listed = story["articles"]
    assert isinstance(listed, list)
    assert [(one["title"], one["source"]) for one in listed] == [("Линь", "Лента"), ("Lin", "LA STAMPA")]
    assert main(["stories", "--db", str(corpus)]) == 0
    assert "ru Линь | it Lin" in capsys.readouterr().out


def test_a_story_is_listed_for_each_of_its_languages_and_outlets(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = told(corpus, capsys)
    for option, value in (
        ("--lang", "ru"),
        ("--lang", "it"),
        ("--source", "La Stampa"),
        ("--source", "лента"),
    ):
        assert told(corpus, capsys, option, value) == whole
    assert told(corpus, capsys, "--lang", "zh") == []
    assert told(corpus, capsys, "--lang", "it", "--source", "Лента") == []
    # Who only lists gets no workspace.
    assert not (tmp_path / "workspace.db").exists()


def test_near_copies_are_listed(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (group,) = told(corpus, capsys, "--copies")
    assert (group["state"], group["languages"]) == ("copies", ["ru"])
    assert told(corpus, capsys, "--copies", "--lang", "it") == []


def test_states_and_filters_narrow(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with database.reading(corpus) as conn:
        uids = [row.uid for _, row in sorted(articles.rows(conn, [1, 2]).items())]
    own = workspace.open()
    story_marks.record(own, lambda marks: story_marks.same(marks, uids, "«Линь»"))
    own.close()
    assert [one["state"] for one in told(corpus, capsys, "--state", "accepted")] == ["accepted"]
    assert told(corpus, capsys, "--state", "suggested") == []
    assert told(corpus, capsys, "--since", "2026-01-01") == []


def test_what_is_left_out_is_told_on_stderr(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stories", "--db", str(corpus), "--json", "--newest", "1"]) == 0
    seen = capsys.readouterr()
    assert json.loads(seen.out) == []
    assert "the newest 1 of 4 articles were compared" in seen.err
