"""The demo corpus: built once, whole, and whatever another process does meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from aitui.errors import StoreError
from aitui.frozen import replace
from aitui.ingest import demo, demo_stamp, pipeline
from aitui.ingest.pipeline import Summary, add
from aitui.store import articles, database

TEXTS = "".join(f'{{"id": "д{n}", "text": "Китай и чипы, {n}."}}\n' for n in range(3))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder, and a few texts in place of the demo's own."""
    (tmp_path / "тексты").mkdir()
    (tmp_path / "тексты/д.jsonl").write_text(TEXTS, encoding="utf-8")
    monkeypatch.setattr(demo, "demo_folder", lambda: tmp_path / "тексты")
    return tmp_path / "дом"


def count(corpus: Path) -> int:
    with database.reading(corpus) as conn:
        return articles.count(conn)


def test_it_is_built_once_and_takes_the_place_of_older_ones(home: Path) -> None:
    home.mkdir()
    for old in ("demo-старый.db", "demo-старый.db-wal", "corpus.db"):
        (home / old).write_bytes(b"")
    (home / "demo-старый-x").mkdir()
    corpus = demo.demo_corpus(home)
    assert {path.name for path in home.iterdir()} == {corpus.name, "corpus.db"}
    assert count(corpus) == 3
    before = corpus.stat()
    assert demo.demo_corpus(home) == corpus
    assert corpus.stat().st_mtime_ns == before.st_mtime_ns


def test_a_demo_of_older_tables_is_built_anew(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = demo.demo_corpus(home)
    newer = replace(database.CORPUS, schema=database.CORPUS.schema + 1)
    monkeypatch.setattr(database, "CORPUS", newer)
    monkeypatch.setattr(demo, "_build", lambda path, texts: path.write_bytes("новый".encode()))
    after = demo.demo_corpus(home)
    assert after.read_bytes().decode() == "новый"
    assert not before.exists()


def test_two_processes_that_build_it_at_once_do_not_meet(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner: list[Path] = []

    def interrupted(*args: object, **kwargs: object) -> Summary:
        """Another process builds the whole of it while the first one is in the middle."""
        monkeypatch.setattr(pipeline, "add", add)
        inner.append(demo.demo_corpus(home))
        return add(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "add", interrupted)
    assert demo.demo_corpus(home) == inner[0]
    assert [path.name for path in home.iterdir()] == [inner[0].name]
    assert count(inner[0]) == 3


def test_a_build_that_fails_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> Summary:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "add", broken)
        with pytest.raises(KeyboardInterrupt):
            demo.demo_corpus(home)
    assert list(home.iterdir()) == []
    assert count(demo.demo_corpus(home)) == 3


def test_a_folder_that_cannot_be_made_is_one_line(home: Path) -> None:
    home.write_bytes(b"")
    with pytest.raises(StoreError, match="set AITUI_HOME"):
        demo.demo_corpus(home / "дом")


def test_what_it_was_built_of_is_remembered_until_that_changes(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = home.parent / "тексты"
    monkeypatch.setattr(demo_stamp, "_MADE_OF", ((str(texts), ".jsonl"),))
    assert demo_stamp.known(str(home)) == ""
    corpus = demo_stamp.built(str(home))
    assert demo_stamp.known(str(home)) == corpus
    assert count(Path(corpus)) == 3
    (texts / "ещё.jsonl").write_text('{"id": "x", "text": "Ещё о чипах."}\n', encoding="utf-8")
    assert demo_stamp.known(str(home)) == ""
    newer = demo_stamp.built(str(home))
    assert demo_stamp.known(str(home)) == newer != corpus
    assert count(Path(newer)) == 4
    Path(newer).unlink()
    assert demo_stamp.known(str(home)) == ""
