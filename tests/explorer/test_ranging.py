"""A range of words: begun, drawn out, kept, copied, named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_corpora import RU, entity, explore, four, put, titled

from aitui.explorer.state import Explorer


@pytest.fixture
def explorer(tmp_path: Path) -> Iterator[Explorer]:
    with explore(put(tmp_path / "корпус.db", four()), tmp_path) as opened:
        opened.open_article(titled(opened, "Гонка"))
        yield opened


def test_words_are_taken_in_and_let_go(explorer: Explorer) -> None:
    chosen = explorer.range
    assert not chosen.on
    chosen.begin()
    assert chosen.text() == "Китай"
    chosen.by_words(1)
    chosen.by_words(1)
    assert chosen.text() == "Китай обогнал всех"
    chosen.by_words(-1)
    assert chosen.text() == "Китай обогнал"
    chosen.by_words(1)
    chosen.by_words(1)
    assert chosen.text() == "Китай обогнал всех. Хуавэй"
    # Anew at the end, then backward.
    chosen.begin()
    assert chosen.text() == "Хуавэй"
    chosen.by_words(-1)
    chosen.by_words(-1)
    assert chosen.text() == "обогнал всех. Хуавэй"
    chosen.by_words(1)
    assert chosen.text() == "всех. Хуавэй"
    for _ in range(3):
        chosen.by_words(1)
    assert chosen.text() == "Хуавэй и Китай"
    chosen.swap()
    chosen.by_words(1)
    chosen.by_words(1)
    assert chosen.text() == "Китай"
    chosen.let_go()
    assert chosen.span() is None


def test_characters_and_sentences(explorer: Explorer) -> None:
    chosen = explorer.range
    chosen.begin()
    for _ in range(2):
        chosen.by_characters(-1)
    assert chosen.text() == "Кит"
    for _ in range(9):
        chosen.by_characters(-1)
    assert chosen.text() == "К"
    chosen.swap()
    chosen.by_characters(-1)
    assert chosen.text() == "К"  # where the text begins
    chosen.swap()
    chosen.by_sentences(1)
    assert chosen.text() == "Китай обогнал всех."
    chosen.by_sentences(1)
    assert chosen.text() == "Китай обогнал всех. Хуавэй и Китай спорят 2025-03-04."
    chosen.by_sentences(-1)
    assert chosen.text() == "Китай обогнал всех."


def test_it_begins_with_the_match_that_the_reader_stands_on(explorer: Explorer) -> None:
    explorer.find_in_article("говор")
    explorer.range.begin()
    assert explorer.range.text() == "Договор"
    explorer.range.let_go()
    explorer.clear_matches()
    explorer.light(entity(explorer, "justin-lin"))
    explorer.step(1)
    explorer.range.begin()
    assert explorer.range.text() == "Justin Lin"
    # Another article has no range.
    explorer.open_article(titled(explorer, "芯片"))
    assert explorer.range.span() is None
    explorer.range.begin()
    assert explorer.range.text() == "中"
    explorer.range.by_words(1)
    assert explorer.range.text() == "中国"


def test_a_range_is_kept_and_copied(explorer: Explorer) -> None:
    explorer.range.begin()
    explorer.range.by_words(1)
    assert explorer.quote() == "“Китай обогнал” (Гонка, Лента, 2025-03-05)"
    explorer.bookmarks.add()
    assert explorer.bookmarks.rows[0].exact == "Китай обогнал"
    assert not explorer.range.on
    assert explorer.quote().startswith("“Китай обогнал всех.”")


def test_a_new_entity_of_a_range(explorer: Explorer) -> None:
    explorer.find_in_article("Конец истории")
    explorer.range.begin()
    form = explorer.judge.form_here()
    assert form == "Конец истории"
    before = list(explorer.entity_ids)
    assert explorer.judge.new_entity(form, "Фукуяма", "w")
    assert explorer.message == "“Конец истории” is Фукуяма now: 1 mention in 1 article; u takes it back."
    assert explorer.lit is not None
    assert (explorer.lit.row.name, explorer.lit.row.type, explorer.lit.total) == ("Фукуяма", "work", 1)
    starts, ends = explorer.lit_spans()
    assert RU[starts[0] : ends[0]] == form
    assert not explorer.range.on
    assert not explorer.judge.new_entity(form, "", "страна")
    assert "the types are" in explorer.message
    explorer.undo()
    assert list(explorer.entity_ids) == before


def test_a_new_entity_of_a_mention_takes_it_everywhere(explorer: Explorer) -> None:
    assert explorer.judge.form_here() == ""
    explorer.light(entity(explorer, "china"))
    assert explorer.judge.form_here() == "Китай"
    assert explorer.judge.new_entity("Китай", "", "")
    assert explorer.lit is not None
    # Not the one in the furniture, nor another case.
    assert (explorer.lit.row.name, explorer.lit.total, explorer.lit.row.type) == ("Китай", 2, "concept")
    explorer.unlight()
    explorer.light(entity(explorer, "china"))
    assert explorer.lit.total == 5
    explorer.undo()
    assert explorer.lit.total == 7


def test_a_range_becomes_a_name_of_an_entity(explorer: Explorer) -> None:
    explorer.find_in_article("Договор")
    explorer.range.begin()
    assert not explorer.judge.alias("Договор", "Нет такой")
    assert explorer.message == "No entity is called “Нет такой”; + makes a new one of the range."
    assert explorer.range.on
    assert explorer.judge.alias("Договор", "хуавэй")
    assert explorer.message == "“Договор” is Huawei now: 3 mentions in 2 articles; u takes it back."
    assert explorer.lit is not None
    assert explorer.lit.total == 3
    explorer.undo()
    assert explorer.lit.total == 2


def test_an_end_in_the_lines_of_a_longer_text_is_the_last_word(explorer: Explorer) -> None:
    chosen = explorer.range
    chosen.begin()
    chosen.reach(len(RU) + 1_000)
    assert chosen.text().startswith("Китай обогнал")
    assert chosen.text().endswith("истории")
