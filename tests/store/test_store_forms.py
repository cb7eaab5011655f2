"""Spellings: how each was learned, and in which sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from toy import annotate, names_of

from aitui.model import Article
from aitui.store import articles, database, entities, judgements, runs, visible, writer
from aitui.store.database import Connection
from aitui.store.forms import forms, learned
from aitui.store.judgements import Plan
from aitui.store.rows import FormRow

TEXTS = [
    ("/новый", "2025-03-05", "Позже Китай\nснова впереди. Дальний берег молчит."),
    ("/старый", "2024-01-02", "Раньше  Китай отставал, но Китай рос. Договор с Китаем подписан."),
    ("/без даты", None, "Китай без даты. Хуавэй и Justin Lin."),
    ("/заглавие", "2023-05-05", "Китаем\n\n§меню§"),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Connection]:
    path = tmp_path / "к.db"
    with database.writing(path) as opened, database.transaction(opened):
        run = writer.Writer(opened, runs.begin(opened, "test", {}), names_of)
        for address, day, text in TEXTS:
            article = Article(text, address, None, "Лента", "ru", day)
            run.put(article, annotate(article), (day, day))
    conn = database.open_reader(path)
    yield conn
    conn.close()


def told(corpus: Connection, own: Any, slug: str) -> dict[str, FormRow]:
    view = visible.load(corpus, judgements.live(own))
    found = entities.by_uid(corpus, slug, view)
    assert found is not None
    return {row.surface: row for row in learned(corpus, forms(corpus, found, view)[0], view)}


def do(own: Any, make: Callable[..., Plan], *args: Any, **more: Any) -> None:
    judgements.record(own, lambda now: make(now, *args, **more))


def test_a_spelling_was_learned_where_it_was_met_first(corpus: Connection, own: Any) -> None:
    china = told(corpus, own, "china")
    row = china["Китай"]
    assert row.mentions == 4
    address = corpus.execute("SELECT address FROM article WHERE id = ?", (row.article_id,)).fetchone()[0]
    assert address == "/старый"
    assert (row.left, row.right) == ("Раньше ", " отставал, но Китай рос.")
    assert articles.text(corpus, row.article_id).text[row.start : row.end] == "Китай"
    # The oldest one has nothing around it.
    assert (china["Китаем"].left, china["Китаем"].right) == ("", "")
    assert (row.rule, row.judgement, row.member) == ("gazetteer", None, None)


def test_the_users_own_say_so_and_since_when(corpus: Connection, own: Any) -> None:
    do(own, judgements.alias, "Дальний берег", "china")
    do(own, judgements.aliases, [("Раньше", "china", None)], "имена.tsv")
    do(own, judgements.reassign, "huawei", "china", "Хуавэй")
    china = told(corpus, own, "china")
    alias, listed, moved = china["Дальний берег"], china["Раньше"], china["Хуавэй"]
    assert (alias.rule, listed.rule, moved.rule) == ("alias", "alias-list", "judgement")
    assert alias.judgement is not None
    assert listed.judgement is not None
    assert moved.judgement is not None
    assert (alias.judgement.origin, listed.judgement.origin) == (None, "имена.tsv")
    assert (moved.judgement.kind, moved.judgement.entity) == ("reassign", "huawei")
    assert (alias.left, alias.right) == ("", " молчит.")
    assert china["Китай"].judgement is None


def test_of_what_was_merged_each_spelling_names_its_part(corpus: Connection, own: Any) -> None:
    do(own, judgements.merge, ["china", "justin-lin"])
    china = told(corpus, own, "china")
    assert (china["Китай"].member, china["Justin Lin"].member) == ("china", "justin-lin")
    assert china["Китай"].joined == ""
    assert china["Justin Lin"].joined.startswith("by you, 20")


def test_what_the_corpus_joined_by_itself_says_why(corpus: Connection, own: Any, tmp_path: Path) -> None:
    path = tmp_path / "к.db"
    with database.writing(path) as opened, database.transaction(opened):
        one, other = (entities.by_uid(opened, slug) for slug in ("china", "huawei"))
        opened.execute(
            """INSERT INTO link
            SELECT min(?, ?), max(?, ?), 'same', 0.9, 'одно имя в двух письмах', max(id) FROM run""",
            (one, other, one, other),
        )
    china = told(corpus, own, "china")
    assert (china["Хуавэй"].member, china["Хуавэй"].joined) == ("huawei", "одно имя в двух письмах")
    # Through the judgement of another pair nothing of its own is known.
    do(own, judgements.merge, ["china", "justin-lin"])
    assert told(corpus, own, "china")["Хуавэй"].joined == "одно имя в двух письмах"
