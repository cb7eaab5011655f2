"""Two readers: the second follows the first by what both name, and what is done acts on the one in focus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_corpora import entity, explore, put, take_out, titled

from aitui.explorer.actions import BY_NAME, READERS, Pane
from aitui.explorer.state import Explorer
from aitui.model import Article

RU = (
    "Китай и Тайвань спорят. Погода ясная. Джастин Линь ушёл в OpenAI. "
    "Хуавэй получит 5 млрд долларов 2025-02-11. Конец."
)
IT = (
    "Una premessa. La Cina e Taiwan litigano. Fa bello. Poi Justin Lin va da OpenAI. "
    "A Huawei 5 miliardi di dollari 2025-02-11. Fine."
)
ZH = "台湾很大。Huawei。"
PLAIN = "Погода ясная."


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    given = [
        Article(IT, "/it", "Corsa", "La Stampa", "it", "2025-03-04"),
        Article(ZH, "/zh", "芯片", "新华", "zh", "2025-03-01"),
        Article(PLAIN, "/ru2", "Погода", "Лента", "ru", None),
        Article(RU, "/ru", "Гонка", "Лента", "ru", "2025-03-05"),
    ]
    return put(tmp_path / "корпус.db", given)


@pytest.fixture
def told() -> list[frozenset[str]]:
    return []


@pytest.fixture
def explorer(corpus: Path, tmp_path: Path, told: list[frozenset[str]]) -> Iterator[Explorer]:
    with explore(corpus, tmp_path, told.append) as opened:
        opened.go("reader")
        yield opened


def sides(explorer: Explorer) -> tuple[str, str]:
    """Return the titles left and right."""
    return tuple(
        shown.row.title if (shown := explorer.pair.shown(pane)[0]) is not None else ""
        for pane in ("reader", "counterpart")
    )  # type: ignore[return-value]


def sentence(explorer: Explorer, pane: Pane) -> str:
    """Return the current sentence of a side."""
    article, offset = explorer.pair.shown(pane)
    assert article is not None
    start, end = article.sentence_at(offset) or (0, 0)
    return article.text[start:end]


def marked(explorer: Explorer, pane: Pane) -> list[str]:
    """Return the words that are marked as shared on a side."""
    article, _ = explorer.pair.shown(pane)
    assert article is not None
    return [article.text[start:end] for start, end in explorer.pair.marks(pane)]


def test_the_counterpart_opens_beside_and_says_why(explorer: Explorer) -> None:
    assert sides(explorer) == ("Гонка", "")
    explorer.pair.find()
    assert sides(explorer) == ("Гонка", "Corsa")
    assert explorer.message == ("5 shared entities, 1 figure, 1 date, 1 day apart · candidate 1 of 2")
    assert explorer.focus == "reader"
    assert sentence(explorer, "counterpart") == "La Cina e Taiwan litigano."


def test_the_other_side_follows_and_marks_what_both_name(
    explorer: Explorer, told: list[frozenset[str]]
) -> None:
    explorer.pair.find()
    assert (marked(explorer, "reader"), marked(explorer, "counterpart")) == (
        ["Китай", "Тайвань"],
        ["Cina", "Taiwan"],
    )
    explorer.step_sentence(1)
    assert sentence(explorer, "counterpart") == "Fa bello."
    assert (marked(explorer, "reader"), explorer.pair.shared) == ([], 0)
    explorer.step_sentence(1)
    assert sentence(explorer, "counterpart") == "Poi Justin Lin va da OpenAI."
    told.clear()
    explorer.move_to(RU.index("ушёл"))
    assert told == []  # the same sentence: nothing to draw on the other side
    explorer.move_to(RU.index("получит"))
    assert told == [frozenset({"counterpart"})]
    assert marked(explorer, "reader") == ["Хуавэй", "5 млрд долларов", "2025-02-11"]
    assert marked(explorer, "counterpart") == ["Huawei", "5 miliardi di dollari", "2025-02-11"]


def test_the_focused_side_is_the_one_that_is_acted_on(explorer: Explorer) -> None:
    explorer.pair.find()
    explorer.move_to(RU.index("Джастин"))
    explorer.pair.turn_to("counterpart")
    assert (explorer.focus, sides(explorer)) == ("counterpart", ("Гонка", "Corsa"))
    assert sentence(explorer, "reader") == "Джастин Линь ушёл в OpenAI."
    assert explorer.quote() == "“Poi Justin Lin va da OpenAI.” (Corsa, La Stampa, 2025-03-04)"
    explorer.bookmarks.add()
    assert [mark.exact for mark in explorer.bookmarks.rows] == ["Poi Justin Lin va da OpenAI."]
    for name in ("bookmark", "note", "copy", "next_sentence", "unfold"):
        assert explorer.unavailable(BY_NAME[name]) == ""
    explorer.move_to(IT.index("Huawei"))
    assert sentence(explorer, "reader").startswith("Хуавэй получит")
    explorer.pair.turn_to("reader")
    assert explorer.quote().startswith("“Хуавэй получит")
    explorer.undo()
    assert explorer.bookmarks.rows == []


def test_the_next_candidate_takes_the_place_of_the_counterpart(explorer: Explorer) -> None:
    explorer.pair.find()
    explorer.pair.step(1)
    assert sides(explorer) == ("Гонка", "芯片")
    assert explorer.message.endswith("4 days apart · candidate 2 of 2")
    explorer.pair.step(1)
    assert explorer.message == "This is the last candidate."
    explorer.pair.turn_to("counterpart")
    explorer.pair.step(-1)
    assert sides(explorer) == ("Гонка", "Corsa")
    assert explorer.focus == "counterpart"
    explorer.pair.step(-1)
    assert explorer.message == "This is the best candidate."


def test_with_an_entity_lit_the_counterpart_mentions_it(explorer: Explorer) -> None:
    explorer.light(entity(explorer, "openai"))
    explorer.pair.find()
    assert sides(explorer) == ("Гонка", "Corsa")
    assert len(explorer.pair.candidates) == 1


def test_without_a_counterpart_there_is_one_reader(explorer: Explorer) -> None:
    explorer.open_article(titled(explorer, "Погода"))
    explorer.pair.find()
    assert not explorer.pair.open
    assert explorer.message == "No other article shares an entity with this one."
    explorer.open_article(titled(explorer, "芯片"))
    explorer.light(entity(explorer, "openai"))
    explorer.unlight()
    explorer.light(entity(explorer, "china"))
    explorer.open_article(titled(explorer, "Погода"))
    explorer.pair.find()
    assert "mentions China (Esc lets it go)" in explorer.message


def test_swapping_changes_the_sides_and_closing_keeps_the_left_one(explorer: Explorer) -> None:
    explorer.pair.find()
    explorer.move_to(RU.index("Джастин"))
    explorer.pair.swap()
    assert (sides(explorer), explorer.focus) == (("Corsa", "Гонка"), "counterpart")
    assert sentence(explorer, "counterpart") == "Джастин Линь ушёл в OpenAI."
    assert sentence(explorer, "reader") == "Poi Justin Lin va da OpenAI."
    explorer.pair.close()
    assert (sides(explorer), explorer.focus) == (("Corsa", ""), "reader")
    assert explorer.article is not None
    assert explorer.article.row.title == "Corsa"
    assert explorer.offset == IT.index("Poi")
    assert explorer.pair.marks("reader") == ()


def test_a_step_into_the_other_article_goes_to_the_other_side(explorer: Explorer) -> None:
    explorer.light(entity(explorer, "openai"))
    explorer.pair.find()
    explorer.step(1)
    assert (explorer.focus, explorer.offset) == ("reader", RU.index("OpenAI"))
    explorer.step(1)
    assert (explorer.focus, explorer.offset) == ("counterpart", IT.index("OpenAI"))
    assert sides(explorer) == ("Гонка", "Corsa")
    assert sentence(explorer, "reader") == "Джастин Линь ушёл в OpenAI."


def test_going_back_into_the_other_article_takes_the_focus_along(explorer: Explorer) -> None:
    explorer.pair.find()
    first, beside = (shown.row.id for pane in READERS if (shown := explorer.pair.shown(pane)[0]))
    explorer.open_article(titled(explorer, "芯片"))
    explorer.pair.turn_to("counterpart")
    explorer.open_article(first)
    explorer.pair.turn_to("reader")
    explorer.back()
    assert explorer.article is not None
    assert explorer.article.row.id == beside
    explorer.back()
    assert explorer.article.row.id == first
    assert explorer.focus == explorer.pair.active == "counterpart"


def test_a_third_article_stands_in_the_focused_reader_and_is_aligned(explorer: Explorer) -> None:
    explorer.pair.find()
    explorer.open_article(titled(explorer, "芯片"))
    assert sides(explorer) == ("芯片", "Corsa")
    explorer.move_to(ZH.index("Huawei"))
    assert sentence(explorer, "counterpart").startswith("A Huawei")
    assert explorer.pair.told().startswith("Two articles of your choice")
    explorer.pair.step(1)
    assert sides(explorer)[0] == "芯片"
    assert explorer.pair.of == titled(explorer, "芯片")
    explorer.back()
    assert "Гонка" in sides(explorer)


def test_a_text_without_a_sentence_moves_nothing(explorer: Explorer, corpus: Path) -> None:
    explorer.pair.find()
    put(corpus, [Article("§Меню§", "/пусто", "Пусто", None, "ru", "2025-03-09")])
    explorer.reload()
    explorer.open_article(titled(explorer, "Пусто"))
    explorer.move_to(3)
    assert sides(explorer) == ("Пусто", "Corsa")
    assert explorer.pair.shared == 0


def test_what_another_program_changes_is_taken_up(explorer: Explorer, corpus: Path) -> None:
    explorer.pair.find()
    put(corpus, [Article("Nuovo. " + IT, "/it", "Corsa", "La Stampa", "it", "2025-03-04")])
    explorer.reload()
    explorer.move_to(RU.index("Джастин"))
    assert sentence(explorer, "counterpart") == "Poi Justin Lin va da OpenAI."
    take_out(corpus, "/it")
    explorer.reload()
    assert sides(explorer) == ("Гонка", "")
    assert explorer.focus == "reader"


def test_a_candidate_that_is_gone_is_said_to_be(explorer: Explorer, corpus: Path) -> None:
    explorer.pair.find()
    take_out(corpus, "/zh")
    explorer.pair.step(1)
    assert explorer.message == "This article is no longer in the corpus."
    assert sides(explorer) == ("Гонка", "Corsa")


def test_a_judgement_changes_what_is_followed(explorer: Explorer) -> None:
    explorer.pair.find()
    explorer.light(entity(explorer, "china"))
    explorer.move_to(0)
    assert marked(explorer, "reader") == ["Китай", "Тайвань"]
    assert explorer.judge.not_a_mention("everywhere")
    assert marked(explorer, "reader") == ["Тайвань"]


def test_the_place_is_kept_though_the_second_reader_had_the_focus(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.go("reader")
        explorer.pair.find()
        explorer.pair.turn_to("counterpart")
        explorer.move_to(IT.index("Fine"))
    with explore(corpus, tmp_path) as again:
        assert (again.focus, sides(again)) == ("reader", ("Corsa", ""))
        assert again.offset == IT.index("Fine")


@pytest.mark.parametrize("pane", READERS)
def test_the_next_session_has_both_readers(corpus: Path, tmp_path: Path, pane: Pane) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.go("reader")
        explorer.pair.find()
        explorer.pair.turn_to(pane)
        explorer.move_to(RU.index("Хуавэй") if pane == "reader" else IT.index("A Huawei"))
        before = sides(explorer), [sentence(explorer, each) for each in READERS]
    with explore(corpus, tmp_path) as again:
        again.pair.come_back()
        assert (sides(again), [sentence(again, each) for each in READERS]) == before
        assert again.focus == again.pair.active == pane
        again.pair.close()
    with explore(corpus, tmp_path) as again:
        again.pair.come_back()
        assert not again.pair.open


def test_a_start_that_ends_at_once_keeps_both_readers(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.pair.find()
        before = sides(explorer)
    with explore(corpus, tmp_path):
        pass  # left before the second reader was shown
    with explore(corpus, tmp_path) as again:
        again.pair.come_back()
        assert sides(again) == before


def test_who_went_on_before_the_second_reader_came_back_has_one(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.pair.find()
    with explore(corpus, tmp_path) as again:
        again.neighbour(1)
        again.pair.come_back()
        assert not again.pair.open


def test_what_is_gone_does_not_come_back(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.pair.find()
        assert sides(explorer)[1] == "Corsa"
    take_out(corpus, "/it")
    with explore(corpus, tmp_path) as again:
        again.pair.come_back()
        assert (sides(again)[1], again.message) == ("", "")


def test_browsing_the_list_changes_the_reader_in_focus_and_leaves_the_other(explorer: Explorer) -> None:
    explorer.pair.find()
    explorer.go("articles")
    for title, seen in (
        ("芯片", ("芯片", "Corsa")),
        ("Corsa", ("芯片", "Corsa")),
        ("Погода", ("Погода", "Corsa")),
    ):
        explorer.preview_article(titled(explorer, title))
        assert (sides(explorer), explorer.focus) == (seen, "articles")
    explorer.open_article(titled(explorer, "Corsa"))
    explorer.go("reader")
    assert (sides(explorer), explorer.focus) == (("Погода", "Corsa"), "counterpart")
