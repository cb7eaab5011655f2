"""The words of the index: those that are nearly the same, and the forms of one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from toy import annotate, names_of

from aitui.model import Article
from aitui.store import database, runs, vocabulary, writer

TEXTS = [
    "Нвидия растёт. Нвидиа тоже. Невада далеко. Видия?",
    "Модели, моделью, моделей; модельный ряд. Модерн.",
    "Nvidia, nvidias, Invidia. Naïve models modelled. Modem.",
    "芯片和芯片。Modèle. Рынок, рынки и рынках. Grown, grew.",
]


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[Any]:
    path = tmp_path / "с.db"
    with database.writing(path) as opened, database.transaction(opened):
        run = writer.Writer(opened, runs.begin(opened, "test", {}), names_of)
        for number, text in enumerate(TEXTS):
            article = Article(text, f"/{number}", f"т{number}", None, "ru")
            run.put(article, annotate(article))
    reader = database.open_reader(path)
    yield reader
    reader.close()


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("нвидяи", ["нвидия"]),  # two letters that changed places are one mistake
        ("нвидоа", ["нвидиа"]),
        ("видияя", ["видия"]),
        ("NVIDEA", ["nvidia"]),
        ("naive", []),  # the same word, without its accent
        ("naivve", ["naive"]),
        ("modellled", ["modelled"]),
        ("мрделями", []),
        ("вид", []),
        ("芯片", []),
        ("2024", []),
    ],
)
def test_words_that_are_nearly_the_same(conn: Any, word: str, others: list[str]) -> None:
    assert vocabulary.like(conn, word) == others


def test_forms_share_a_stem(conn: Any) -> None:
    assert {"модели", "моделью", "моделей"} <= set(vocabulary.forms(conn, "модель"))
    assert {"models", "modelled", "modele"} <= set(vocabulary.forms(conn, "model"))
    assert not {"модерн", "модельный", "model"} & set(vocabulary.forms(conn, "модели"))
    assert {"рынки", "рынках"} <= set(vocabulary.forms(conn, "рынок"))
    assert {"grew", "grown"} <= set(vocabulary.forms(conn, "grow"))
    assert vocabulary.forms(conn, "芯片") == []


def test_looking_words_up_opens_no_way_to_write(conn: Any) -> None:
    assert vocabulary.like(conn, "нвидя")
    with pytest.raises(Exception, match="readonly"):
        conn.execute("DELETE FROM article")


def test_words_that_a_corpus_got_meanwhile_are_among_those_that_begin_so(tmp_path: Path) -> None:
    path = tmp_path / "б.db"

    def put(text: str) -> None:
        with database.writing(path) as opened, database.transaction(opened):
            run = writer.Writer(opened, runs.begin(opened, "test", {}), names_of)
            article = Article(text, f"/{text}", text, None, "de")
            run.put(article, annotate(article))

    def begun(conn: Any) -> set[str]:
        return set(vocabulary.begun(conn, {"kr"}, "кратшмер"))

    put("Kretschmer schrieb.")
    reader = database.open_reader(path)
    assert "kretschmer" in begun(reader)
    put("Kratzmann kam.")
    assert {"kretschmer", "kratzmann"} <= begun(reader)
    reader.close()
    # Who writes sees at once what it has written, and no longer what it took back.
    with database.writing(path) as opened:
        opened.execute("BEGIN")
        opened.execute("INSERT INTO article_fts(rowid, body) VALUES (1000, 'Krummer')")
        assert "krummer" in begun(opened)
        opened.execute("ROLLBACK")
        assert "krummer" not in begun(opened)


def test_words_are_found_alike_where_there_is_room_for_few(
    conn: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = list(vocabulary.begun(conn, {"mo", "nv"}, "модель"))
    assert {"modelled", "models", "nvidia"} <= set(every)
    monkeypatch.setattr(vocabulary, "_HELD", 0)
    assert list(vocabulary.begun(conn, {"mo", "nv"}, "модель")) == every
    assert list(vocabulary.begun(conn, {"mo", "in"}, "модель")) != every


def test_what_is_kept_of_many_beginnings_stays_within_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "_HELD", 20_000)
    kept = vocabulary._Begun()
    for number in range(1_000):
        kept.put(((), f"{number:03}"), "\n".join(f"{number:03}{end}" for end in range(200)))
    assert sum(map(len, kept._words.values())) < 20_000
    # The latest are there, whole; the first are not.
    assert kept.get(((), "999")) == "\n".join(f"999{end}" for end in range(200))
    assert kept.get(((), "000")) is None
