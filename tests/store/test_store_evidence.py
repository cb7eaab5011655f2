"""The sentence that is shown for a hit: found without reading most others, however the words are written."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy import annotate

from aitui.model import Article
from aitui.query import parse
from aitui.store import database, plans, runs, search, writer
from aitui.store.evidence import Evidence, _Scan
from aitui.store.term_hits import Found, disjoint
from aitui.text import stem

FILLER = "Здесь ничего нет. Niente di niente. Nothing at all. "
# What is typed, and the sentence that holds it.
SENTENCES = [
    ("модель", "Учёные обучили моделями."),
    ("ёлки", "ЁЛКА стоит."),
    ("universita", "L’Università chiude."),
    ("openai", "ＯｐｅｎＡＩ отвечает."),
    ("happy", "Their happiness grows."),
    ("häuser", "Ein Haus steht hier."),
    ("heiss", "Die Suppe ist heiß."),
    ("разработчиках", "О раз\u00adра\u00adбот\u00adчи\u00adках пишут."),
    ("китай", "Кита\u0301й растёт."),
    ("芯片", "新的芯片很快."),
    ("control*", "Controllers are here."),
    ("engines", "One engine hums."),
    ("restrizioni", "Una restrizione pesa."),
    ("2025", "Год ２０２５ прошёл."),
    ("chip", "使用Chip训练。"),
    ("snake", "A snake_case name."),
]

LANGS = {"happy": "en", "control*": "en", "engines": "en", "häuser": "de", "heiss": "de", "restrizioni": "it"}


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[Any]:
    with database.writing(tmp_path / "д.db") as opened:
        with database.transaction(opened):
            run = writer.Writer(opened, runs.begin(opened, "test", {}))
            for n, (typed, sentence) in enumerate(SENTENCES):
                lang = LANGS.get(typed, "ru")
                text = FILLER * 5 + sentence + " " + FILLER * 5
                run.put(article := Article(text, f"/{n}", f"№ {n}", None, lang), annotate(article))
            text = FILLER * 20
            run.put(article := Article(text, "/t", "Осьминог", None, "ru"), annotate(article))
        yield opened


@pytest.mark.parametrize(("typed", "sentence"), SENTENCES)
def test_the_sentence_with_the_hit_is_shown(conn: Any, typed: str, sentence: str) -> None:
    # What is found in other words comes behind.
    hit, *_ = search.search(conn, parse(typed), 5)
    assert hit.snippet == sentence
    assert hit.spans


def test_a_hit_in_the_title_alone_shows_the_title(conn: Any) -> None:
    (hit,) = search.search(conn, parse("осьминог"), 5)
    assert (hit.snippet, hit.start, hit.end) == ("Осьминог", 0, 0)


def test_all_words_in_one_sentence_are_shown_before_one_word_alone(tmp_path: Path) -> None:
    text = "Модель первая. Чип второй. Здесь модель и чип вместе. Модель снова."
    with database.writing(tmp_path / "д.db") as conn:
        with database.transaction(conn):
            run = writer.Writer(conn, runs.begin(conn, "test", {}))
            run.put(article := Article(text, "/1", "Вещи", None, "ru"), annotate(article))
        (hit,) = search.search(conn, parse("модель чип"), 5)
    assert hit.snippet == "Здесь модель и чип вместе."


# Texts that mix scripts, marks and headings, and what is asked of each of them.
MIXED = [
    ("使用Chip训练。The chips are here. 新的chip很快。", "zh"),
    ("Controllo senza nome.\n\nControlli\n\nUn chip e una prova. Chip nuovi.", "it"),
    ("Ре\u0301ка и чип. Чипы и реки. Владимир Путин приехал. Реки снова.", "ru"),
    ("Wladimir Putin kommt. Das Haus. Häuser, Putins Haus und die Reka.", "de"),
    ("Nothing of it. Mr. Putin and the chip. Big Ben.\n\nBig. Ben chips.", "en"),
    ("普京访问。弗拉基米尔·普京来了，Putin说。", "zh"),
]
ASKED = [
    "chip", "chips", "putin", "путин", "реки", "haus chip", "chip putin", '"big ben"', '"ben chips" chip',
    "controlli", "chip*", "река haus OR chip", "普京", "putin 普京", "=chips", "~chep", "title:chip",
]  # fmt: skip


@pytest.mark.parametrize("typed", ASKED)
def test_looking_for_words_shows_what_reading_everything_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    with database.writing(tmp_path / "д.db") as conn:
        with database.transaction(conn):
            run = writer.Writer(conn, runs.begin(conn, "test", {}))
            for n, (text, lang) in enumerate(MIXED):
                for title in ("Chips и реки", "Nichts", "普京 Putin"):
                    run.put(article := Article(text, f"/{n}/{title}", title, None, lang), annotate(article))
        ids = dict.fromkeys(range(1, 3 * len(MIXED) + 1), 1.0)
        leaves = plans.plan(conn, parse(typed)).leaves
        quick = [*Evidence(conn, leaves).hits(ids)]
        monkeypatch.setattr(_Scan, "reads", lambda scan, knots: False)
        monkeypatch.setattr(Evidence, "_only_best", lambda *_: (None, stem.KNOTTY, 0))
        assert quick == [*Evidence(conn, leaves).hits(ids)]
    assert any(hit.spans for hit in quick)


def hit(start: int, length: int, why: int) -> Found:
    return start, start + length, why


@given(st.lists(st.builds(hit, st.integers(0, 30), st.integers(1, 6), st.integers(0, 4))))
def test_of_hits_that_overlap_the_best_stay(found: list[Found]) -> None:
    kept = disjoint(found)
    assert kept == sorted(kept)
    assert all(one[1] <= other[0] for one, other in pairwise(kept))
    for start, end, why in found:
        # What is not kept gave way to one that is as good or better.
        assert any(a < end and start < b and reason <= why for a, b, reason in kept)
