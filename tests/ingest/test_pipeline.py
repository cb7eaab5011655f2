"""From texts to a corpus with the real annotator: whole articles or none, whatever happens."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aitui.analysis import annotator
from aitui.analysis.annotator import annotate, annotate_all
from aitui.errors import InputError, StoreError
from aitui.frozen import replace
from aitui.ingest import pipeline
from aitui.ingest.executors import Here
from aitui.ingest.readers.interface import Item
from aitui.ingest.reading import Reading
from aitui.model import Annotation, Article
from aitui.query import parse
from aitui.store import articles, checks, database, entities, mentions, search, workspace, writer

SEEDS = Path(__file__).parents[2] / "../shared/seeds"
RU = (
    "Китай и США\n\nКомпания DeepSeek из КНР 20 января 2025 года выпустила модель. "
    "OpenAI ответила через неделю."
)
IT = "La Cina corre\n\nLa cinese DeepSeek ha superato OpenAI. Gli Stati Uniti rispondono nel 2026."
ZH = "中国的人工智能\n\n中国公司深度求索2025年1月发布了模型。"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "корпус.db"


def batch() -> list[Article]:
    return [
        Article(RU, "/a.txt", published="2025-02-01", source="Лента"),
        Article(IT, "/b.txt", published="2025-02"),
        Article(ZH, "/c.txt"),
        Article("Just an English note on Anthropic and the European Union.", None),
    ]


def add(path: Path, *items: Item, **more: Any) -> pipeline.Summary:
    with database.writing(path) as db:
        return pipeline.add(db, items, **more)


def content(path: Path) -> dict[str, list[str]]:
    """What a reader sees, free of row ids and times: texts, lists, mentions, hits."""
    with database.reading(path) as conn:
        found: dict[str, list[str]] = {"articles": [], "mentions": [], "entities": []}
        uids = {i: row.uid for i, row in entities.rows(conn, entities.ids(conn)).items()}
        for article_id in articles.ids(conn):
            row, text = articles.rows(conn, [article_id])[article_id], articles.text(conn, article_id)
            found["articles"].append(repr((row._replace(id=0), text.text, text.boilerplate, text.sentences)))
            found["mentions"] += [
                repr((row.uid, m.start, m.end, uids[m.entity_id], m.kind))
                for m in mentions.of_article(conn, article_id)
            ]
        found["entities"] = [
            repr(row._replace(id=0)) for row in entities.rows(conn, entities.ids(conn)).values()
        ]
        found["hits"] = [repr((h.uid, h.start)) for h in search.search(conn, parse("deepseek"), 99)]
        assert [check for check in checks.corpus(conn) if not check.sound] == []
    return {name: sorted(values) for name, values in found.items()}


def test_one_entity_joins_the_languages(path: Path) -> None:
    summary = add(path, *batch())
    assert (summary.added, summary.updated, summary.same, summary.failures) == (4, 0, 0, [])
    with database.reading(path) as conn:
        china, deepseek = entities.by_uid(conn, "china"), entities.by_uid(conn, "deepseek")
        assert china is not None
        assert deepseek is not None
        assert mentions.summary(conn, china)[1:] == (3, 3)
        assert mentions.summary(conn, deepseek)[1:] == (3, 3)
        row = entities.rows(conn, [china])[china]
        assert (row.names["ru"], row.names["it"], row.names["zh"]) == ("Китай", "Cina", "中国")
        rows = articles.rows(conn, articles.ids(conn))
        assert [(row.lang, row.published) for row in rows.values()].count(("it", "2025-02")) == 1


def test_adding_twice_annotates_nothing_and_writes_nothing(path: Path) -> None:
    add(path, *batch())
    before = path.read_bytes()

    class Never(Here):
        def read(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Reading | str]]:
            assert list(articles) == []
            return iter(())

    summary = add(path, *batch(), readers=Never())
    assert (summary.added, summary.same, summary.failures) == (0, 4, [])
    assert path.read_bytes() == before


def test_the_same_text_twice_in_one_go_is_one_article(path: Path) -> None:
    first = batch()[0]
    summary = add(path, first, first, replace(first, text=RU + " Конец."))
    assert (summary.added, summary.updated, summary.same) == (1, 1, 1)


def test_an_edited_text_is_a_new_version_and_bookmarks_move(path: Path, tmp_path: Path) -> None:
    add(path, *batch())
    own = workspace.open(tmp_path / "w.db")
    with database.reading(path) as conn:
        hit = search.search(conn, parse("ответила"), 1)[0]
        text = articles.text(conn, hit.article_id)
    start = text.text.index("OpenAI ответила")
    workspace.add_bookmark(
        own,
        corpus=str(path),
        article_uid=hit.uid,
        version_uid=text.version_uid,
        text=text.text,
        start=start,
        end=len(RU),
    )
    summary = add(path, replace(batch()[0], text="Вставка. " + RU))
    assert (summary.added, summary.updated) == (0, 1)
    with database.reading(path) as conn:
        article_id = articles.by_uid(conn, hit.uid)
        assert article_id is not None
        found = articles.text(conn, article_id).text
        (mark,) = workspace.bookmarks(own)
        first, last, state = workspace.locate(found, mark)
    own.close()
    assert (found[first:last], state) == (mark.exact, "moved")


def test_a_rebuilt_corpus_keeps_its_bookmarks(path: Path, tmp_path: Path) -> None:
    add(path, *batch())
    own = workspace.open(tmp_path / "w.db")
    with database.reading(path) as conn:
        row = articles.newest(conn, 1)[0]
        text = articles.text(conn, row.id)
    workspace.add_bookmark(
        own,
        corpus=str(path),
        article_uid=row.uid,
        version_uid=text.version_uid,
        text=text.text,
        start=3,
        end=9,
    )
    for name in path.parent.glob(f"{path.name}*"):
        name.unlink()
    add(path, *reversed(batch()))
    with database.reading(path) as conn:
        (mark,) = workspace.bookmarks(own)
        article_id = articles.by_uid(conn, mark.article)
        assert article_id is not None
        again = articles.text(conn, article_id)
        assert again.version_uid == mark.version
        assert workspace.locate(again.text, mark) == (3, 9, "exact")
    own.close()


def test_failures_are_listed_and_the_rest_comes_in(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def picky(articles: Sequence[Article], *more: Any) -> list[Annotation]:
        if any(article.address == "/b.txt" for article in articles):
            raise RuntimeError("нет")
        return annotate_all(articles, *more)

    monkeypatch.setattr(annotator, "annotate_all", picky)
    broken = InputError("/нет.txt", "no such file")
    seen: list[int] = []
    summary = add(path, broken, *batch(), progress=lambda s: seen.append(len(s.failures)))
    assert summary.added == 3
    assert [str(failure) for failure in summary.failures] == [
        "/нет.txt: no such file",
        "/b.txt: could not be annotated (RuntimeError: нет); please report it",
    ]
    assert seen[0] == 1
    assert seen[-1] == 2


def test_halves_of_characters_are_replaced_and_keep_their_place(path: Path) -> None:
    article = Article("Китай \ud83d и \ude00 США \U0001f600.", "/x", title="За\udfffголовок")
    assert add(path, article).added == 1
    with database.reading(path) as conn:
        row = articles.newest(conn, 1)[0]
        text = articles.text(conn, row.id).text
        assert row.title == "За\ufffdголовок"
    assert text == "Китай \ufffd и \ufffd США \U0001f600."
    assert len(text) == len(article.text)


def test_other_encodings_are_counted(path: Path) -> None:
    assert add(path, replace(batch()[0], encoding="windows-1251")).encodings == {"windows-1251": 1}


def many(number: int) -> Iterator[dict[str, str]]:
    for n in range(number):
        yield {
            "id": f"{n}",
            "text": f"Заметка {n}.\n\nКитай и DeepSeek, {n + 1} марта 2024 года. OpenAI молчит.",
        }


def test_killed_in_the_middle_of_a_write(path: Path, tmp_path: Path) -> None:
    """The process dies by SIGKILL inside the transaction of its second batch."""
    lines = tmp_path / "много.jsonl"
    lines.write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in many(20)), encoding="utf-8"
    )
    code = """
import os, signal, sys
from aitui.ingest import files, pipeline
from aitui.store import database, writer
pipeline._BATCH_ARTICLES = 8
derived, calls = writer.Writer._derived, []
def dying(self, *args):
    calls.append(1)
    derived(self, *args)
    if len(calls) == 12:
        os.kill(os.getpid(), signal.SIGKILL)
writer.Writer._derived = dying
with database.writing(sys.argv[1]) as db:
    pipeline.add(db, files.read_inputs([sys.argv[2]]))
"""
    run = subprocess.run([sys.executable, "-c", code, str(path), str(lines)], capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (-signal.SIGKILL, "")
    with database.reading(path) as conn:
        assert articles.count(conn) == 8
        assert [check for check in checks.corpus(conn) if not check.sound] == []
    from aitui.ingest.files import read_inputs

    summary = add(path, *read_inputs([str(lines)]))
    assert (summary.added, summary.same) == (12, 8)
    whole = tmp_path / "сразу.db"
    add(whole, *read_inputs([str(lines)]))
    assert content(path) == content(whole)


def test_killed_from_outside_while_others_read(path: Path, tmp_path: Path) -> None:
    """A reader sees whole batches of a running `add`; after SIGKILL the next run finishes."""
    command = [sys.executable, "-m", "aitui", "add", "-", "--db", str(path)]
    rows = [json.dumps(row, ensure_ascii=False) + "\n" for row in many(150)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.write("".join(rows).encode())
        process.stdin.flush()
        while True:
            try:
                process.wait(0.02)
                raise AssertionError(process.stderr and process.stderr.read())
            except subprocess.TimeoutExpired:
                pass
            try:
                with database.reading(path) as conn:
                    if (seen := articles.count(conn)) >= 64:
                        break
            except StoreError:  # not made yet
                continue
        process.kill()
    with database.reading(path) as conn:
        assert articles.count(conn) == seen < 150
        assert [check for check in checks.corpus(conn) if not check.sound] == []
    lines = tmp_path / "много.jsonl"
    lines.write_text("".join(rows), encoding="utf-8")
    run = subprocess.run(
        [*command[:4], str(lines), "--db", str(path)], capture_output=True, text=True, check=True
    )
    assert f"{150 - seen} added, 0 updated, {seen} in already" in run.stdout


def test_two_at_once_make_one_corpus(path: Path, tmp_path: Path) -> None:
    files = []
    for name in ("а", "б"):
        files.append(tmp_path / f"{name}.jsonl")
        rows = ({**row, "id": f"{name}{row['id']}"} for row in many(70))
        files[-1].write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
        )
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "aitui", "add", str(file), "--db", str(path), "--progress", "none"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for file in files
    ]
    for process in started:
        out, err = process.communicate()
        assert (process.returncode, err) == (0, "")
        assert "70 added" in out
    assert len(content(path)["articles"]) == 140


_PARTS = [
    *(
        "Китай ",
        "китайских ",
        "DeepSeek-R1",
        "OpenAl ",
        "Джастин Линь (Justin Lin) ",
        "США",
        "L’intelligenza ",
    ),
    *(
        "中国",
        "人工智能公司",
        " 20 января 2025 года ",
        "il 3 marzo 2026",
        "2026年1月",
        "5 млрд долларов ",
        "20 %",
        ". ",
    ),
    *(
        "date 2026-01-12 ",
        "\n\n",
        "\r\n",
        "\t",
        "- ",
        "\x0c",
        "\x00",
        "e\u0301",
        "И\u0306",
        "😀",
        "\u202e",
        "ﬁ",
        "İ",
    ),
    *(
        "ß",
        "\u2028",
        "«",
        "»",
        "Anna S.",
        "https://пример.рф/x ",
        "[/]",
        "\ufeff",
        "\xad",
        "\u200b",
        "नमस्ते",
        "مرحبا ",
    ),
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.one_of(st.sampled_from(_PARTS), st.text(max_size=8)), min_size=1, max_size=40).map("".join)
)
def test_any_text_comes_in_with_every_span_in_its_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "п.db"
    with database.writing(path) as conn:
        with database.transaction(conn):
            writer.remove(conn, articles.ids(conn))
        summary = pipeline.add(conn, [Article(text, "/x")])
        assert (summary.added, summary.failures) == (1, [])
        found = annotate(pipeline.whole(Article(text, "/x")))
        article_id = articles.ids(conn)[0]
        stored = articles.text(conn, article_id)
        for mention in found.mentions:
            assert stored.text[mention.start : mention.end] == mention.surface
        for timex in found.timexes:
            assert stored.text[timex.start : timex.end] == timex.surface
        spans = [(m.start, m.end) for m in mentions.of_article(conn, article_id)]
        assert spans == [(m.start, m.end) for m in found.mentions]
        assert [check for check in checks.corpus(conn) if not check.sound] == []


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five real texts are not beside this checkout")
def test_five_real_texts(path: Path) -> None:
    from aitui.ingest.files import read_inputs

    summary = add(path, *read_inputs([str(SEEDS)]))
    assert (summary.added, summary.failures) == (5, [])
    found = content(path)
    assert len(found["articles"]) == 5
    with database.reading(path) as conn:
        china = entities.by_uid(conn, "china")
        assert china is not None
        assert mentions.summary(conn, china)[1:] == (5, 2)
    assert add(path, *read_inputs([str(SEEDS)])).same == 5
    assert content(path) == found


def test_a_large_run_leaves_a_file_without_gaps(path: Path) -> None:
    articles_of_day = [
        Article(f"Китай и OpenAI, заметка {n}. 12 января 2026 года они договорились.", f"/{n}", lang="ru")
        for n in range(70)
    ]
    add(path, *articles_of_day)
    with database.reading(path) as conn:
        assert conn.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert conn.execute("SELECT count(DISTINCT segid) FROM article_fts_idx").fetchone() == (1,)
        assert len(search.search(conn, parse("заметка"), 100)) == 70
        assert all(check.sound for check in checks.corpus(conn))
