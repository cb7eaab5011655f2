"""`aitui reindex --vectors` and `aitui alike`: with the extra, and what is said without it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from small_corpora import four, put

from aitui.__main__ import main
from aitui.analysis import meaning
from aitui.store import database, vectors, writer

WITH = pytest.mark.skipif(not meaning.available(), reason="the extra semantic is not installed")


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    return put(tmp_path / "корпус.db", four())


def test_without_the_extra_one_line_says_what_to_do(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(meaning, "available", lambda: False)
    for argv in (["reindex", "--vectors", "--db", str(corpus)], ["alike", "погода", "--db", str(corpus)]):
        assert main(argv) == 1
        assert "pip install 'aitui[semantic]'" in capsys.readouterr().err


def test_vectors_are_kept_by_text_and_go_with_it(corpus: Path) -> None:
    with database.writing(corpus) as conn:
        with database.transaction(conn):
            vectors.write(conn, 1, "м", [(1, b"\x01\x02"), (2, b"\x03\x04"), (3, b"")])
        assert vectors.missing(conn, "м") == 1
        assert vectors.missing(conn, "другая") == 4
        assert vectors.of(conn, [1, 2, 3, 4], "м") == {1: b"\x01\x02", 2: b"\x03\x04"}
        assert [row.version_id for row in vectors.without(conn, "м", 0, 10)] == [4]
        with database.transaction(conn):
            writer.remove(conn, [1])
        assert vectors.of(conn, [1, 2], "м") == {2: b"\x03\x04"}


@WITH
def test_the_nearest_article_in_another_language(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["alike", "rain tomorrow", "--db", str(corpus)]) == 1
    assert "aitui reindex --vectors" in capsys.readouterr().err
    assert main(["reindex", "--vectors", "--db", str(corpus)]) == 0
    assert "4 vectors made" in capsys.readouterr().out
    assert main(["reindex", "--vectors", "--db", str(corpus)]) == 0
    assert "0 vectors made" in capsys.readouterr().out
    assert main(["alike", "The weather is fine today, rain tomorrow", "--db", str(corpus), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found[0]["title"], found[0]["lang"]) == ("Погода", "ru")
    assert len(found) == 4
