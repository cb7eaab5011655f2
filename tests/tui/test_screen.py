"""Every action is done by its key, and what it does is read off the rows of the screen."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path
from threading import Event
from typing import ParamSpec
from unittest.mock import patch

import pytest
from rich.cells import cell_len
from seen import LIMIT, Seen, seeing
from small_corpora import four, put
from textual import events
from toy import link

from aitui.explorer import concordance, reading
from aitui.explorer.actions import ACTIONS, BY_NAME, key_name
from aitui.model import Article
from aitui.store import cards, database, feeds
from aitui.tui.theme import ANSI, DARK, LIGHT

P = ParamSpec("P")

# Sixty paragraphs of two sentences, each with a name and a day; the oldest article.
LONG = "\n\n".join(
    f"Пункт {n}: Китай строит завод 2024-{1 + n % 12:02}-{1 + n % 28:02}. Рабочие довольны."
    for n in range(1, 61)
)
SHORT = "Скучная заметка без имён."
COUNT = 6  # articles

SHOWN: set[str] = set()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    more = [
        Article(LONG, "/длинная", "Длинная", "Завод", "ru", "2024-01-01"),
        Article(SHORT, "/заметка", "Заметка", "Завод", "ru", "2025-03-07"),
    ]
    return put(tmp_path_factory.mktemp("корпус") / "шесть.db", [*four(), *more])


pytestmark = pytest.mark.usefixtures("home")


def shows(
    *names: str, size: tuple[int, int] = (120, 40)
) -> Callable[[Callable[[Seen], Awaitable[None]]], Callable[[Path], None]]:
    """Run a test on the screen, and see to it that it did the actions that it is there to show."""

    def decorate(test: Callable[[Seen], Awaitable[None]]) -> Callable[[Path], None]:
        SHOWN.update(names)

        def run(corpus: Path) -> None:
            async def body() -> None:
                async with seeing(corpus, size) as seen:
                    await test(seen)
                    assert set(names) <= set(seen.done)

            asyncio.run(body())

        run.__name__, run.__doc__ = test.__name__, test.__doc__
        return run

    return decorate


def asynchronous(test: Callable[P, Awaitable[None]]) -> Callable[P, None]:
    @wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        async def body() -> None:
            await test(*args, **kwargs)

        asyncio.run(body())

    return run


async def open_long(seen: Seen) -> None:
    """Open the longest article in the reader."""
    await seen.press("1", "G")
    for _ in range(COUNT):
        if "Длинная" in seen.cursor_row("articles"):
            break
        await seen.press("k")
    await seen.press("enter")
    await seen.until(lambda: "Длинная" in seen.heading("reader"))


def marked(seen: Seen) -> str:
    """Return the rows of the reader that the current sentence is marked at."""
    return " ".join(row[2:].strip() for row in seen.rows("reader")[1:] if row.startswith("▌"))


# ---------------------------------------------------------------------------- moving


@shows("down", "up", "top", "bottom", "page_down", "page_up", "half_down", "half_up")
async def test_moving_in_a_list(seen: Seen) -> None:
    async def lands(key: str, row: int) -> None:
        await seen.press(key)
        assert seen.heading("timeline").startswith(f"4 Timeline {row}/")

    await seen.press("4")
    await seen.until(lambda: len(seen.screen.explorer.timeline.lines) > 60)
    total = seen.screen.explorer.timeline.total
    page = len(seen.rows("timeline")) - 2
    await lands("j", 2)
    await lands("down", 3)
    await lands("k", 2)
    await lands("up", 1)
    await lands("up", 1)
    await lands("space", 1 + page)
    await lands("pagedown", 1 + 2 * page)
    await lands("ctrl+d", 1 + 2 * page + page // 2)
    await lands("ctrl+u", 1 + 2 * page)
    await lands("b", 1 + page)
    await lands("pageup", 1)
    await lands("G", total)
    assert seen.cursor_row("timeline") == seen.rows("timeline")[-1].strip()
    await lands("g", 1)
    assert "Хуавэй и Китай спорят" in seen.cursor_row("timeline")


@shows("down", "up", "top", "bottom", "page_down", "page_up", "half_down", "half_up")
async def test_moving_in_the_reader(seen: Seen) -> None:
    await open_long(seen)

    def first() -> str:
        return next(row for row in seen.rows("reader")[1:] if "Пункт" in row)

    assert "Пункт 1:" in first()
    await seen.press("j", "j", "j")
    assert marked(seen)
    await seen.press("space")
    assert "Пункт 1:" not in first()
    after = first()
    await seen.press("ctrl+d")
    assert first() != after
    await seen.press("ctrl+u")
    assert first() == after
    await seen.press("b")
    assert "Пункт 1:" in first()
    await seen.press("G")
    assert "Пункт 60" in "".join(seen.rows("reader")[-4:])
    assert seen.heading("reader").startswith("2 Reader 100%")
    await seen.press("k")
    await seen.press("g")
    assert "Пункт 1:" in first()


@shows("bottom", "palette", "back", "forward")
async def test_a_jump_in_a_long_text_is_gone_back_over(seen: Seen) -> None:
    await open_long(seen)

    def here() -> str:
        return str(re.findall(r"Пункт \d+", marked(seen))[-1])

    await seen.press("space", "j")
    read = here()
    await seen.press("G", "H")
    assert here() == read
    await seen.press(":", *"90%", "enter")
    there = here()
    assert there != read
    await seen.press("H")
    assert here() == read
    await seen.press("L")
    assert here() == there


@shows("next_sentence", "previous_sentence")
async def test_sentences(seen: Seen) -> None:
    await open_long(seen)
    await seen.press("g")
    await seen.press(")")
    assert "Рабочие довольны." in marked(seen)
    await seen.press(")")
    assert marked(seen).startswith("Пункт 2:")
    await seen.press("(", "(", "(")
    assert seen.status == "This is the first sentence."
    await seen.press("G", ")", ")")
    assert seen.status == "This is the last sentence."


# ---------------------------------------------------------------------------- in and out


@shows("open", "out", "close", "cancel")
async def test_opening_and_leaving(seen: Seen) -> None:
    await seen.press("j")
    assert seen.heading("reader").endswith("Заметка")
    await seen.press("enter")
    assert seen.styled("reader", DARK.gutter) == ["▌"]
    await seen.press("h")
    await seen.press("l")
    await seen.press("q")
    await seen.press("right", "left")
    assert seen.cursor_row("articles").endswith("Заметка")
    await seen.press("3")
    await seen.tells("mentions")
    await seen.press("n")
    await seen.tells("3/67 mentions · 4 articles · 3 languages")
    assert seen.styled("reader", DARK.here) == ["Китай"]
    await seen.press("4", "j", "enter")
    assert seen.screen.explorer.focus == "reader"
    await seen.press("escape")
    await seen.tells("3 chooses an entity")
    await seen.press("escape")
    assert seen.status == "Nothing to let go of; Q quits."


@shows("concordance", "sort", "open")
async def test_card_and_concordance_of_an_entity(seen: Seen) -> None:
    await seen.press("3")
    await seen.tells("mentions")
    await seen.press("enter")
    await seen.shows("67 in 4 articles, 3 languages")
    assert seen.heading("entity") == "Entity China · place"
    rows = seen.rows("entity")
    assert any(row.split() == ["names", "China", "en"] for row in rows)
    assert any("first seen › 2024-01-01  Длинная" in row for row in rows)
    (ru,) = (row for row in rows if row.split()[:2] == ["languages", "ru"])
    assert "63 in 2" in ru
    assert ru.split()[-1].strip("█▇▆▅▄▃▂▁") == ""
    learned = next(at for at, row in enumerate(rows) if "Китаем  1 ×, known name" in row)
    assert rows[learned + 1].split("›")[1].strip() == "Договор с Китаем подписан 2025-02-11."
    assert "Китаем" in seen.styled("entity", DARK.lit)
    assert any("by chance" in row for row in rows)
    await seen.press(*["j"] * learned, "enter")
    assert seen.screen.explorer.focus == "reader"
    assert seen.heading("reader").endswith("Гонка")
    assert "Договор с Китаем подписан" in marked(seen)
    await seen.press("3", "t")
    await seen.shows("Concordance 1/67 · 中国 · China · by text (S)")
    assert set(seen.styled("concordance", DARK.lit)) <= {"Китай", "Китаем", "Cina", "中国"}
    for order in ("left", "right", "source", "date", "text"):
        await seen.press("S")
        assert f"by {order} (S)" in seen.heading("concordance")
    await seen.press("enter")
    assert seen.screen.explorer.focus == "reader"


@shows("mark", "merge", "not_same", "unsure", "split", "undo")
async def test_the_user_joins_and_parts_entities(seen: Seen) -> None:
    await seen.press("3")
    await seen.tells("67 mentions")
    await seen.press("a")
    assert seen.status.startswith("x marks an entity first")
    await seen.press("x")
    assert seen.cursor_row("entities").startswith("●+")
    await seen.press("j")
    await seen.tells("Huawei")
    await seen.press("i")
    assert "undecided" in seen.status
    await seen.press("u", "k", "x", "j", "a")
    await seen.tells("→")
    assert "Enter merges" in seen.status
    # What is asked stands before what may be cut.
    assert seen.status.startswith("Enter merges: China 67 + Huawei")
    await seen.press("escape")
    await seen.press("a")
    await seen.tells("Enter merges")
    await seen.press("n", "enter")
    assert seen.status == "Nothing is merged."
    await seen.press("a")
    await seen.tells("Enter merges")
    await seen.press("enter")
    await seen.until(lambda: seen.heading("entities").endswith("/2"))
    await seen.press("X")
    await seen.until(lambda: seen.heading("entities").endswith("/3"))
    await seen.press("u")
    await seen.until(lambda: seen.heading("entities").endswith("/2"))
    await seen.press("u")
    await seen.until(lambda: seen.heading("entities").endswith("/3"))
    await seen.press("g", "x", "j", "r")
    assert "not the same" in seen.status
    await seen.press("k", "x", "j", "a")
    await seen.tells("judged not the same on")
    assert "→" not in seen.status


@asynchronous
async def test_pairs_that_may_be_one_are_reviewed(tmp_path: Path) -> None:
    path = put(tmp_path / "спорный.db", four())
    link(path, ("china", "huawei", "likely", 0.9), ("huawei", "justin-lin", "likely", 0.7))
    async with seeing(path) as seen:
        await seen.until(lambda: "8: 2" in seen.heading("entities"))
        await seen.press("8")
        await seen.until(lambda: "8 Review 1/2" in seen.heading("review"))
        assert seen.status == "2 pairs may be one entity."
        assert seen.cursor_row("review").startswith("China ~ Huawei")
        await seen.shows("90 % · they sound alike; 2 articles in common", "place · 7 mentions")
        await seen.until(lambda: {"中国", "Huawei"} <= set(seen.styled("review", DARK.lit)))
        await seen.press("j")
        await seen.shows("70 % · they sound alike; 1 article in common", "Justin Lin  person · 1 mention")
        await seen.press("k", "i")
        await seen.until(lambda: "1/1 · 1 put aside (I)" in seen.heading("review"))
        await seen.press("I")
        await seen.until(lambda: any(row.startswith("?China ~ Huawei") for row in seen.rows("review")))
        assert "8 Review 1/2 · 1 put aside" in seen.heading("review")
        await seen.press("I", "r")
        await seen.shows("Nothing waits here; 1 put aside: I shows them.")
        await seen.press("a")
        await seen.tells("Nothing waits here.")
        await seen.press("u", "u")
        await seen.until(lambda: "1/2" in seen.heading("review"))
        await seen.press("a")
        await seen.tells("China and Huawei are one now")
        await seen.until(lambda: seen.cursor_row("review").startswith("China ~ Justin Lin"))
        await seen.press("enter")
        await seen.until(lambda: seen.screen.explorer.focus == "reader")
        assert {"focus_review", "merge", "not_same", "unsure", "review_aside", "open"} <= set(seen.done)
        # On a small terminal the details give way, nothing else.
        await seen.press("8")
        await seen.resize(80, 12)
        await seen.until(lambda: seen.cursor_row("review").startswith("China ~ Justin Lin"))


@shows("split", "merge", "mark")
async def test_the_part_of_one_spelling_is_taken_out_on_the_card(seen: Seen) -> None:
    await seen.press("3")
    await seen.tells("67 mentions")
    await seen.press("x", "j", "x", "j", "x", "a")
    await seen.tells("Enter merges")
    await seen.press("enter")
    await seen.until(lambda: seen.heading("entities").endswith("/1"))
    await seen.press("g", "enter")
    await seen.until(lambda: any("Huawei" in row for row in seen.rows("entity")))
    (at,) = (n for n, row in enumerate(seen.rows("entity")) if "› Huawei  1 ×" in row)
    await seen.press(*["j"] * at, "X")
    await seen.tells("Huawei is split off")
    await seen.until(lambda: seen.heading("entities").endswith("/2"))


@shows("focus_review", "review_of_lit", "review_aside")
async def test_an_empty_queue_says_what_to_do(seen: Seen) -> None:
    await seen.press("8")
    await seen.shows("Nothing waits; aitui add finds pairs to review.")
    await seen.press("I")
    assert seen.status == "Pairs put aside are shown too."
    await seen.press("3")
    await seen.tells("67 mentions")
    await seen.press("e")
    await seen.shows("No pair of China waits; e shows all pairs.")
    await seen.press("e")
    await seen.shows("Nothing waits; aitui add")


@shows("not_a_mention", "reassign", "rename", "retype", "undo")
async def test_the_user_corrects_mentions_and_names(seen: Seen) -> None:
    await seen.press("3")
    await seen.tells("67 mentions")
    await seen.press("n", "-", "enter")
    await seen.tells("is not China here")
    await seen.press("j")
    await seen.tells("66 mentions")
    await seen.press("u", "j")
    await seen.tells("67 mentions")
    await seen.press("n", "-", "a", "enter")
    await seen.tells("is not China in this article")
    await seen.press("u", "j")
    await seen.tells("67 mentions")
    await seen.press("n", "=")
    await seen.type("Поднебесная")
    await seen.press("enter")
    await seen.tells("Поднебесная: everywhere (Enter)")
    await seen.press("enter")
    await seen.tells("anywhere is Поднебесная now")
    await seen.press("u", "n", "=", "enter", "h", "enter")
    await seen.tells("here is")
    await seen.press("u", "j")
    await seen.tells("67 mentions")
    await seen.press("=", "enter", "?", "enter")
    assert seen.status == "Answer with h, a or e."
    await seen.press(":")
    await seen.type("rename")
    await seen.press("enter")
    await seen.type("Срединное государство")
    await seen.press("enter")
    await seen.tells("is called Срединное государство now")
    # The name that was chosen comes before all others, whatever is being read.
    await seen.until(lambda: seen.cursor_row("entities").split()[2] == "Срединное")
    await seen.press("u", ":")
    await seen.type("retype")
    await seen.press("enter")
    await seen.type("organization")
    await seen.press("enter")
    await seen.tells("China is of type organization now")


RANGE = ("range", "range_word", "range_word_back", "range_character", "range_character_back")


@shows(*RANGE, "range_other_end", "bookmark", "copy", "cancel", "down", "next_sentence")
async def test_a_range_is_drawn_kept_and_copied(seen: Seen) -> None:
    def chosen() -> str:
        return " ".join(seen.styled("reader", DARK.cursor))

    await open_long(seen)
    await seen.press("g", "v")
    assert chosen() == "Длинная" or chosen() == "Пункт"
    await seen.press("escape", "/")
    await seen.type("завод")
    await seen.press("enter", "v")
    assert chosen() == "завод"
    assert seen.status.startswith("range “завод” · m keeps")
    await seen.press("w")
    assert chosen() == "завод 2024"
    await seen.press("b", "h", "left")
    assert chosen() == "зав"
    await seen.press("l", "right", "e", "v", "b")
    assert chosen() == "завод 2024"
    await seen.press("o", "b")
    assert chosen() == "завод"
    await seen.press(")")
    assert chosen().startswith("завод 2024-02-02.")
    await seen.press("j")
    assert "Рабочие" in chosen()
    await seen.press("y")
    await seen.tells("Copied")
    assert chosen() == ""
    await seen.press("v", "escape", "v", "w", "m")
    await seen.tells("Bookmarked")
    assert chosen() == ""
    await seen.press("e")
    assert seen.status.startswith("e does nothing here")


@shows("new_entity")
async def test_a_question_leaves_room_for_its_answer(seen: Seen) -> None:
    await open_long(seen)
    await seen.press("v", *["w"] * 30, "+", "x")
    assert seen.frame()[-1].rstrip().endswith("x")
    assert "…" in seen.frame()[-1]


@shows("new_entity", "alias", "range", "undo")
async def test_words_become_an_entity_or_a_name_of_one(seen: Seen) -> None:
    await open_long(seen)
    await seen.press("g", "+")
    await seen.tells("v begins a range of words")
    await seen.press("/")
    await seen.type("завод")
    await seen.press("enter", "v", "+")
    assert "new entity “завод”; its name" in seen.frame()[-1]
    await seen.type(" Пятый")
    await seen.press("enter")
    assert "its type: pe(rson)" in seen.frame()[-1]
    await seen.type("org")
    await seen.press("enter")
    await seen.tells("“завод” is завод Пятый now: 60 mentions in 1 article; u takes it back.")
    await seen.press("escape", "3")
    await seen.tells("завод Пятый · ")
    assert seen.cursor_row("entities").split()[:4] == ["●", "org", "завод", "Пятый"]
    await seen.press("2")
    assert "завод" in seen.styled("reader", DARK.lit)
    await seen.press("u")
    await seen.tells("Undone: new entity завод Пятый")
    assert "завод" not in seen.styled("reader", DARK.lit)
    await seen.press("/")
    await seen.type("Рабочие")
    await seen.press("enter", "v", "=")
    await seen.type("huawei")
    await seen.press("enter")
    await seen.tells("“Рабочие” is Huawei now: 62 mentions in 3 articles; u takes it back.")
    await seen.press("v", "+", "enter")
    await seen.type("страна")
    await seen.press("enter")
    await seen.tells("“страна” is no type")


@shows("back", "forward", "next_article", "previous_article")
async def test_from_article_to_article(seen: Seen) -> None:
    order = [row.split()[-1] for row in seen.rows("articles")[1 : 1 + COUNT]]
    await seen.press("J")
    assert seen.heading("reader").endswith(order[1])
    assert seen.cursor_row("articles").endswith(order[1])
    await seen.press("J", "K", "H")
    assert seen.heading("reader").endswith(order[2])
    await seen.press("L")
    assert seen.heading("reader").endswith(order[1])
    await seen.press("L")
    assert seen.status == "Nothing to go forward to."
    await seen.press("K", "K")
    assert seen.status == "This is the first article."
    await seen.press("J")
    assert "first article" not in seen.status


# ---------------------------------------------------------------------------- panes


@shows(*(name for name in BY_NAME if name.startswith("focus_")), "next_pane", "previous_pane")
async def test_every_pane_is_reached_by_its_digit_and_by_tab(seen: Seen) -> None:
    def focused() -> str:
        (name,) = [
            pane.pane
            for pane in seen.screen.panes.values()
            if pane.pane in seen.in_view() and pane.render_line(0)._segments[0].style == DARK.head_on
        ]
        return name

    for key, pane in (
        ("2", "reader"),
        ("3", "entities"),
        ("4", "timeline"),
        ("5", "facts"),
        ("6", "search"),
        ("0", "searches"),
        ("8", "review"),
        ("9", "silence"),
        ("E", "stories"),
        ("F", "feeds"),
        ("7", "bookmarks"),
    ):
        await seen.press(key)
        assert focused() == pane
    await seen.shows("No bookmarks yet; m in the reader keeps")
    await seen.press("1", "'")
    assert focused() == "bookmarks"
    await seen.press("2", "1")
    visited = []
    for _ in range(4):
        await seen.press("tab")
        visited.append(focused())
    assert visited == ["reader", "entities", "timeline", "articles"]
    await seen.press("shift+tab")
    assert focused() == "timeline"


@shows("zoom", "cancel")
async def test_zoom_gives_a_pane_the_screen_and_takes_it_back(seen: Seen) -> None:
    await seen.press("2", "z")
    await seen.until(lambda: len(seen.rows("reader")) == 39)
    assert "1 Articles" not in "\n".join(seen.frame())
    await seen.press("z")
    await seen.shows("1 Articles", "3 Entities", "4 Timeline")
    await seen.press("4", "z", "escape")
    await seen.shows("1 Articles", "2 Reader", "4 Timeline")
    await seen.press("1", "z", "q")
    await seen.shows("1 Articles", "2 Reader")


@shows("page_down", "open", size=(50, 20))
async def test_a_key_that_comes_before_its_pane_is_placed_finds_it_placed(seen: Seen) -> None:
    await seen.press("/", *"Длинная", "enter")
    await seen.press("enter", "space")  # both come before anything is drawn
    assert seen.in_view() == {"reader"}
    assert seen.screen.reader.top == seen.screen.reader.rows - 1 == 17  # a page further


@shows("next_unread", "concordance")
async def test_keys_typed_ahead_are_meant_for_where_the_one_before_leads(seen: Seen) -> None:
    await seen.press("/", *"Длинная", "enter", "k", "3")
    assert "Длинная" not in seen.heading("reader")
    await seen.press("2")
    # However busy the machine is: how long is waited is not what this is about.
    with patch.object(reading, "AHEAD", LIMIT), patch.object(concordance, "AHEAD", LIMIT):
        await seen.press("W", "G")
        assert seen.heading("reader").endswith("Длинная")
        assert "100%" in seen.heading("reader")
        await seen.press("t", "j")
    assert seen.heading("concordance").startswith("t Concordance 2/")


# ---------------------------------------------------------------------------- reading two


@shows("counterpart", "to_counterpart", "out", "next_pane", "next_sentence", "bookmark", "copy", "cancel")
async def test_two_readers_follow_each_other(seen: Seen) -> None:
    await seen.press("1", "/", *"Гонка", "enter", "enter", "p")
    await seen.shows("2 Reader ru ·", "p Counterpart it ·", "2 shared entities, publication day unknown")
    assert seen.in_view() == {"reader", "counterpart"}
    row = next(row for row in seen.frame() if "Китай обогнал" in row)
    assert row.index("Китай") < 60  # left of the middle
    await seen.press(")")
    await seen.until(lambda: "Huawei va con la Cina" in beside(seen))
    assert "Хуавэй и Китай спорят" in marked(seen)
    # The alignment comes after the texts.
    await seen.until(lambda: seen.styled("reader", DARK.shared) == ["Хуавэй", "Китай"])
    assert seen.styled("counterpart", DARK.shared) == ["Huawei", "Cina"]
    assert "2 shared" in seen.heading("counterpart")
    await seen.press("k")
    assert "2 shared" not in seen.heading("reader")
    assert seen.frame()[0].count("2 shared") == 0
    await seen.press("j", "l")
    assert seen.screen.explorer.focus == "counterpart"
    await seen.press("m")
    await seen.tells("Bookmarked")
    assert "◆" in "".join(seen.rows("counterpart"))
    assert "◆" not in "".join(seen.rows("reader"))
    await seen.press("y")
    await seen.tells("Copied ")
    for key, focus in (
        ("h", "reader"),
        ("tab", "counterpart"),
        ("tab", "reader"),
        ("shift+tab", "counterpart"),
    ):
        await seen.press(key)
        assert seen.screen.explorer.focus == focus
    await seen.press("escape")
    assert seen.in_view() == {"articles", "reader", "entities", "timeline"}
    assert "Гонка" in seen.heading("reader")
    assert "Reader ru" not in seen.heading("reader")


@shows("counterpart", "next_counterpart", "previous_counterpart", "swap_sides", "cancel", "focus_articles")
async def test_candidates_change_and_sides_are_swapped(seen: Seen) -> None:
    await seen.press("p", "1", "/", *"Гонка", "enter", "enter", "p")
    await seen.shows("Гонка", "candidate 1 of 3", "Counterpart it")
    await seen.press(">")
    await seen.shows("candidate 2 of 3", "Counterpart zh")
    # The alignment comes after the text.
    await seen.until(lambda: "中国" in "".join(seen.styled("counterpart", DARK.shared)))
    await seen.press("<")
    await seen.shows("candidate 1 of 3", "Counterpart it")
    await seen.press("T")
    await seen.shows("Reader it", "Counterpart ru")
    assert "Гонка" in seen.heading("counterpart")
    assert seen.screen.explorer.focus == "counterpart"
    await seen.press("1")
    assert seen.in_view() == {"articles", "reader", "counterpart"}
    await seen.press("escape", "escape")  # the find first
    await seen.shows("3 Entities")
    assert "La Cina" in seen.heading("reader")


@shows("counterpart", "focus_articles", "to_counterpart", "out")
async def test_what_comes_late_takes_nobody_off_the_row_of_the_other_reader(seen: Seen) -> None:
    await seen.press("1", "/", *"Гонка", "enter", "enter", "p")
    await seen.shows("2 Reader ru", "Counterpart it")
    await seen.press("1", "/", *"La Cina", "enter")
    assert "La Cina" in seen.cursor_row("articles")
    seen.screen.explorer.changed("reader", "articles")  # as an alignment that was waited for tells
    await seen.settle()
    assert "La Cina" in seen.cursor_row("articles")
    for keys, row in (("2", "La Cina"), ("2l", "La Cina"), ("2h", "Гонка")):
        await seen.press(*keys, "1")
        assert row in seen.cursor_row("articles")


@shows("counterpart", "zoom", "out", size=(80, 24))
async def test_at_80_by_24_two_readers_stand_one_above_the_other(seen: Seen) -> None:
    await seen.press("1", "/", *"Гонка", "enter", "enter", "p")
    await seen.shows("2 Reader ru", "p Counterpart it")
    frame = seen.frame()
    assert frame[0].startswith(" 2 Reader ru")
    assert sum(row.startswith(" p Counterpart it") for row in frame) == 1
    assert all(cell_len(row) == 80 for row in frame)
    await seen.press("z")
    assert seen.in_view() == {"reader"}
    await seen.press("h")
    assert seen.in_view() == {"reader", "counterpart"}


@shows("next_counterpart")
async def test_without_a_second_reader_its_keys_say_how_to_open_one(seen: Seen) -> None:
    await seen.press(">")
    await seen.tells("There is one reader only; p opens a second one.")


def beside(seen: Seen) -> str:
    """Return the rows of the second reader that its current sentence is marked at."""
    return " ".join(row[2:].strip() for row in seen.rows("counterpart")[1:] if row.startswith("▌"))


# ---------------------------------------------------------------------------- lighting and stepping


@shows("next_match", "previous_match", "pin", "focus_entities")
async def test_an_entity_lights_up_and_is_walked(seen: Seen) -> None:
    await seen.press("3")
    await seen.tells("中国 · China · 67 mentions · 4 articles · 3 languages")
    assert seen.styled("reader", DARK.lit) == ["中国", "中国"]
    counts = [row[2:5].strip() for row in seen.rows("articles")[1 : 1 + COUNT]]
    assert counts == ["2", "", "3", "60", "2", ""]
    assert "China" in seen.heading("timeline")
    await seen.press("n")
    await seen.tells("1/67")
    assert seen.styled("reader", DARK.here) == ["中国"]
    await seen.press("n", "n")
    await seen.tells("Китай · China · 3/67")
    assert seen.styled("reader", DARK.here) == ["Китай"]
    await seen.press("N")
    await seen.tells("中国 · China · 2/67")
    await seen.press("N", "N")
    assert seen.status.startswith("Went on from the last match.")
    await seen.press("*")
    assert seen.status.startswith("China is pinned; * lets it go.")
    await seen.press("3", "j")
    await seen.tells("pinned")
    assert seen.rows("entities")[1].startswith("* ")
    await seen.press("*", "g", "j")
    await seen.tells("Huawei · ")


@shows("next_match")
async def test_a_step_without_matches_says_where_to_choose(seen: Seen) -> None:
    await seen.press("n")
    await seen.tells("Nothing to step through; 3 chooses an entity, / finds here, s everywhere.")


# ---------------------------------------------------------------------------- finding


@shows("find", "next_match", "cancel")
async def test_find_in_every_pane(seen: Seen) -> None:
    await seen.press("/")
    await seen.type("гон")
    assert seen.cursor_row("articles").endswith("Гонка")
    await seen.press("enter")
    assert seen.heading("reader").endswith("Гонка")
    await seen.press("2", "/")
    await seen.type("КИТА")
    await seen.press("enter")
    assert seen.status.startswith("find “КИТА” · 1/4 · Esc lets it go")
    assert seen.styled("reader", DARK.here) == ["Кита"]
    assert seen.styled("reader", DARK.match) == ["Кита"] * 2  # and one in folded furniture
    await seen.press("n")
    await seen.tells("2/4")
    await seen.press("escape")
    assert "find" not in seen.status.split("  ")[0]
    await seen.press("4", "/")
    await seen.type("2024-12-31")
    await seen.press("enter")
    assert "Huawei va con la Cina" in seen.cursor_row("timeline")
    await seen.press("3", "/")
    await seen.type("justin")
    await seen.press("enter")
    await seen.tells("Justin Lin · 1 mention · 1 article · 1 language")
    await seen.press("/")
    await seen.type("zzz")
    await seen.press("enter")
    assert seen.status.startswith("“zzz” is not in this pane; s searches every article.")


@asynchronous
async def test_in_a_prompt_too_the_terminal_is_drawn_anew_and_handed_back(corpus: Path) -> None:
    async with seeing(corpus) as seen:
        asked: list[str] = []
        seen.app.redraw = lambda: asked.append("redraw")  # type: ignore[method-assign]
        seen.app.action_suspend_process = lambda: asked.append("suspend")  # type: ignore[method-assign]
        for opens in ("s", ":", "?", "/"):
            await seen.press(opens)
            await seen.type("ки")
            await seen.press("ctrl+l", "ctrl+z")
            prompt = seen.screen.status.prompt
            assert prompt is not None
            assert (asked, prompt.text) == (["redraw", "suspend"], "ки")
            asked.clear()
            await seen.press("escape", "escape")


@asynchronous
async def test_a_card_that_takes_long_is_not_asked_for_again(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, read = Event(), cards.card

    def slowly(*args: object) -> object:
        answer.wait(30)
        return read(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(cards, "card", slowly)
    async with seeing(corpus) as seen:
        assert "opens its card" in seen.screen.card.empty()
        await seen.press("3", "enter")
        await seen.until(lambda: seen.rows("entity")[1].strip() == "…")
        answer.set()
        await seen.shows("mentions  ")


@asynchronous
async def test_the_next_start_has_both_readers(corpus: Path) -> None:
    async with seeing(corpus) as seen:
        await seen.press("2", "p")
        await seen.until(lambda: seen.in_view() == {"reader", "counterpart"})
        await seen.press("l", ")")
        before = seen.frame()[:-1]
    async with seeing(corpus) as seen:
        await seen.until(lambda: seen.frame()[:-1] == before)
        assert seen.screen.explorer.focus == "counterpart"


@asynchronous
async def test_a_key_that_does_nothing_here_says_where_it_does(corpus: Path) -> None:
    async with seeing(corpus) as seen:
        await seen.press("7", "V")
        assert seen.status.startswith("V does nothing here, only in articles and reader; ? shows the keys.")
        await seen.press("2", "enter")
        assert seen.status.startswith("Enter does nothing here; ? shows the keys.")


@asynchronous
async def test_in_an_empty_list_no_key_is_told_that_does_nothing_there(corpus: Path) -> None:
    async with seeing(corpus) as seen:
        await seen.press("2", "7")
        await seen.shows("No bookmarks yet; m in the reader keeps a sentence.")
        assert "Enter open" not in seen.frame()[-1]
        assert "x remove" not in seen.frame()[-1]
        await seen.press("enter")
        await seen.tells("Nothing is listed here.")
        await seen.press("2", "m", "7")
        await seen.shows("7 Bookmarks 1/1", "Enter open", "x remove")
        await seen.press("x")
        await seen.shows("7 Bookmarks 0/0")
        assert "x remove" not in seen.frame()[-1]
        await seen.press("1", "f", *"нигде", "enter")
        await seen.shows("No title holds this; Esc clears.")
        assert "Enter open" not in seen.frame()[-1]
        await seen.press("escape")
        await seen.shows("Enter open")


@shows("find", "next_match", "previous_match")
async def test_a_find_in_a_list_goes_on_where_nothing_is_lit(seen: Seen) -> None:
    assert seen.screen.explorer.active_matches() is None
    await seen.press("/", *"длинная", "enter", "n")
    assert seen.status.startswith("No other line here holds “длинная”.")
    assert "Длинная" in seen.cursor_row("articles")
    await seen.press("/", *"а", "enter")
    row = seen.cursor_row("articles")
    await seen.press("n")
    assert seen.cursor_row("articles") != row
    await seen.press("N")
    assert seen.cursor_row("articles") == row


@shows("find", "next_match", "down", "search")
async def test_a_find_in_a_list_goes_on_there_beside_a_search_and_after_moving(seen: Seen) -> None:
    await seen.press("s")
    await seen.type("китай")
    await seen.press("enter")
    await seen.tells("search “китай”")
    await seen.press("1", "g", "/")
    await seen.type("зА")
    await seen.press("enter")
    first = seen.cursor_row("articles")
    assert first.endswith("Заметка")
    await seen.press("/")
    await seen.type("г")
    await seen.press("enter", "n")
    second = seen.cursor_row("articles")
    await seen.press("j", "n")
    assert "1 Articles" in seen.focused()
    assert "г" in seen.cursor_row("articles").casefold()
    assert second != first
    # Going elsewhere ends it.
    await seen.press("2", "n")
    await seen.tells("search “китай” · 1/")


@shows("search", "open")
async def test_search_as_it_is_typed(seen: Seen) -> None:
    await seen.press("s")
    await seen.shows("6 Search")
    await seen.type("подписа")
    await seen.until(lambda: seen.heading("search").startswith("6 Search 1/1 articles"))
    await seen.until(lambda: seen.heading("search").endswith("“подписа”"))
    await seen.until(lambda: seen.styled("search", DARK.match) == ["подписан"])
    assert seen.rows("search")[1] == " everywhere · best first"
    assert seen.rows("search")[2].endswith("· Гонка · Лента")
    assert "Договор с Китаем подписан" in seen.rows("search")[3]
    await seen.type('н"')
    await seen.press("enter")
    await seen.until(lambda: "Договор с Китаем подписан" in "\n".join(seen.rows("search")))
    await seen.press("s")
    await seen.type("подписан")
    await seen.press("enter")
    await seen.until(lambda: "“подписан”" in seen.heading("search"))
    await seen.press("enter")
    await seen.until(lambda: seen.heading("reader").endswith("Гонка"))
    await seen.until(lambda: seen.styled("reader", DARK.here) == ["подписан"])
    await seen.press("s")
    await seen.type("несуществующее")
    await seen.shows("No article holds “несуществующее”.")
    await seen.press("escape")
    await seen.shows("2 Reader")


@shows("search", "next_match", "previous_match")
async def test_every_hit_is_walked_in_the_order_of_the_results(seen: Seen) -> None:
    await seen.press("s")
    await seen.type("=китай")
    await seen.press("enter")
    # «Китай строит завод» sixty times, and «Китай» twice beside the furniture.
    await seen.shows("6 Search 1/2 articles · 62 hits · “=китай”")
    first = seen.screen.explorer.search.hits[0]
    await seen.press("n")
    await seen.tells("search “=китай” · 1/62 hits")
    assert first.title in seen.heading("reader")
    for _ in range(3):
        await seen.press("n")
    await seen.tells("4/62 hits")
    assert seen.styled("reader", DARK.here)[0].startswith("Кита")
    # All others are lit too.
    assert len(seen.styled("reader", DARK.match)) > (1 if first.title == "Гонка" else 5)
    for _ in range(4):
        await seen.press("N")
    await seen.tells("Went on from the last hit.")
    assert seen.screen.explorer.search.hits[1].title in seen.heading("reader")


@shows("facets", "include", "exclude", "next_facet", "previous_facet", "clear_facets", "open", "cancel")
async def test_facets_narrow_a_search(seen: Seen) -> None:
    await seen.press("2", "f")
    await seen.tells("f does nothing here")
    await seen.press("6", "f")
    await seen.tells("There is no search to narrow; s begins one.")
    await seen.press("s")
    await seen.type("=китай OR =cina OR 中国")
    await seen.press("enter", "f")
    await seen.shows("Facets of 4 articles", "Language", "Entity")
    await seen.until(lambda: any(row.startswith("     ru ") for row in seen.rows("facets")))
    # The cursor passes headings over, and stands on the first reason.
    assert seen.cursor_row("facets").startswith("exact")
    await seen.press(")")
    assert seen.cursor_row("facets").startswith("ru ")
    assert seen.cursor_row("facets").split()[1] == "2"
    await seen.press("enter")
    await seen.shows("Facets of 2 articles", "  +ru ")
    # What else could be chosen of the same facet stays in view; other facets follow.
    await seen.until(lambda: any("it " in row and " 1 " in row for row in seen.rows("facets")))
    await seen.press(")")
    assert seen.cursor_row("facets").startswith("Лента")
    await seen.press("-")
    await seen.shows("Facets of 1 article ", " +ru  −Лента ")
    await seen.press("(", ")", "f")
    await seen.until(lambda: "6 Search 1/1 articles" in seen.heading("search"))
    assert "Длинная" in seen.rows("search")[2]
    await seen.press("escape")
    await seen.until(lambda: "6 Search 1/2 articles" in seen.heading("search"))
    await seen.press("x")
    await seen.until(lambda: "6 Search 1/4 articles" in seen.heading("search"))
    assert seen.rows("search")[1] == " everywhere · best first"
    await seen.press("f", "g", "+")
    await seen.shows("without exact")
    await seen.press("h")
    assert "6 Search" in seen.focused()
    await seen.press("x", "O")
    await seen.tells("This article stands alone.")


@shows("focus_feeds", "open")
async def test_the_feeds_tell_how_they_are_and_one_is_fetched(seen: Seen) -> None:
    await seen.press("F")
    await seen.until(lambda: "No feed is followed" in " ".join(seen.rows("feeds")))
    explorer = seen.screen.explorer
    with database.writing(explorer.corpus) as conn:
        feeds.follow(conn, "https://лента.example/rss", title="Лента\x1b[2J")
        feeds.follow(conn, "https://плохая.example/rss", title="Плохая")
        row = feeds.by_url(conn, "https://плохая.example/rss")
        assert row is not None
        feeds.failed(conn, row.id, "the server answers 500", "2026-12-01T10:00:00+00:00")
    await seen.press("F")
    await seen.until(lambda: "1/2 · 1 failing" in seen.heading("feeds"))
    url, error, failing, new = (row.strip(" ▸") for row in seen.rows("feeds")[1:5])
    assert (url, error) == ("https://плохая.example/rss", "failed: the server answers 500")
    assert failing.split()[:2] == ["✗", "Плохая"]
    assert new.split()[0] == "·"
    assert "Лента" in new
    assert "\x1b" not in new
    asked: list[str | None] = []

    def fetch(path: Path, address: str | None, tell: Callable[[str], None]) -> str:
        asked.append(address)
        tell("7 entries read, 2 new")
        return "1 feed; 2 added, 0 updated, 0 in already"

    explorer.updating.fetch = fetch
    await seen.press("j", "enter")
    await seen.tells("1 feed; 2 added")
    assert asked == ["https://лента.example/rss"]
    with database.writing(explorer.corpus) as conn:
        for row in feeds.rows(conn):
            feeds.unfollow(conn, row.url)


@shows("alike")
async def test_what_is_near_a_search_in_meaning_takes_vectors(seen: Seen) -> None:
    await seen.press("s")
    await seen.type("китаем")
    await seen.press("enter")
    await seen.shows("6 Search 1/4 articles")
    await seen.press("a")
    # Installed or not, one line says what is missing here.
    await seen.until(lambda: "semantic" in seen.status or "--vectors" in seen.status)


@shows("reason", "sort", "scope", "edit_search")
async def test_a_search_by_reason_date_and_scope(seen: Seen) -> None:
    await seen.press("s")
    await seen.type("китаем")
    await seen.press("enter")
    await seen.shows("6 Search 1/4 articles")
    await seen.until(lambda: "as typed" in seen.rows("search")[2])
    await seen.press("j")
    await seen.until(lambda: "another form" in seen.rows("search")[2])
    await seen.press("j")
    await seen.until(lambda: "another name" in seen.rows("search")[2])
    await seen.press("w")
    await seen.until(lambda: "6 Search 1/2 articles" in seen.heading("search"))
    assert "without alias" in seen.rows("search")[1]
    await seen.press("w")
    await seen.until(lambda: "6 Search 1/4 articles" in seen.heading("search"))
    await seen.press("S")
    await seen.tells("Sorted: newest published first.")
    await seen.until(lambda: "everywhere · newest first" in seen.rows("search")[1])
    await seen.until(lambda: "25-03-10" in seen.rows("search")[3])
    # Without a filter there is no list to search in, but the article that is open.
    await seen.press("1", "f")
    await seen.type("лента")
    await seen.press("enter")
    await seen.until(lambda: seen.heading("articles").startswith("1 Articles 1/2"))
    await seen.press("6", "e")
    await seen.until(lambda: "in the 2 articles listed" in seen.rows("search")[1])
    await seen.until(lambda: "6 Search 1/1 articles" in seen.heading("search"))
    await seen.press("e")
    await seen.until(lambda: "in “" in seen.rows("search")[1])
    await seen.press("e")
    await seen.until(lambda: "everywhere" in seen.rows("search")[1])
    await seen.press("e", "i")
    assert seen.status.startswith("search the list  китаем")
    await seen.press("tab")
    assert seen.status.startswith("search the article  китаем")
    await seen.press("escape")
    await seen.until(lambda: "in the 2 articles listed" in seen.rows("search")[1])


@shows("search")
async def test_a_mistake_is_told_under_its_place(seen: Seen) -> None:
    await seen.press("s")
    await seen.type("китай")
    await seen.press("enter")
    await seen.shows("6 Search 1/4 articles")
    await seen.press("i")
    await seen.type(' "и')
    await seen.until(lambda: seen.heading("search").endswith('“китай "и”'))
    await seen.press("enter")
    await seen.until(lambda: seen.screen.explorer.search.error is not None)
    query, caret, *told = seen.rows("search")[1:]
    assert query == ' китай "и'
    assert caret.index("^") == query.index('"')
    assert "not closed" in " ".join([caret, *told])
    # The last good result stays, and the heading says of what it is.
    assert any("Хуавэй и Китай спорят" in row for row in told)
    assert seen.heading("search").endswith('“китай "и”')
    await seen.press("i")
    for _ in 'и"':
        await seen.press("backspace")
    await seen.type("source:Нет")
    await seen.press("enter")
    # What is wrong and helps is told whole, in as many lines as it takes.
    await seen.until(lambda: "No source is called “Нет”" in " ".join(seen.rows("search")))
    assert str(seen.screen.explorer.search.error).split()[-1] in " ".join(seen.rows("search")[:6])


@shows("focus_searches", "save_search", "rename_search", "delete", "open", "undo")
async def test_searches_are_saved_and_found_again(seen: Seen) -> None:
    await seen.press("0")
    await seen.shows("No searches yet; s begins one, m saves it.")
    await seen.press("m")
    await seen.press("6", "m")
    await seen.tells("There is no search to save; s begins one.")
    for words in ("китай", "cina"):
        await seen.press("s")
        await seen.type(words)
        await seen.press("enter")
        await seen.shows(f"“{words}”")
    await seen.press("m")
    await seen.type("Страна")
    await seen.press("enter")
    await seen.tells("Saved as “Страна”; 0 lists searches, u takes it back.")
    await seen.press("0")
    await seen.shows("0 Searches 1 saved", "Saved", "Recent")
    await seen.until(lambda: seen.cursor_row("searches").split() == ["Страна", "cina", "4"])
    await seen.press("r")
    for _ in "Страна":
        await seen.press("backspace")
    await seen.type("Италия")
    await seen.press("enter")
    await seen.until(lambda: seen.cursor_row("searches").startswith("Италия"))
    await seen.press("x")
    await seen.tells("“Италия” is removed")
    await seen.until(lambda: "0 saved" in seen.heading("searches"))
    await seen.press("u")
    await seen.until(lambda: "1 saved" in seen.heading("searches"))
    # Of those made lately the newest stands first.
    await seen.press("G")
    assert seen.cursor_row("searches") == "китай"
    await seen.press("r")
    await seen.tells("Only a saved search has a name; m saves it.")
    await seen.press("enter")
    await seen.until(lambda: "“китай”" in seen.heading("search"))
    await seen.press("s", "up", "up")
    assert seen.status.startswith("search  cina")


@shows("search", "cancel")
async def test_a_search_that_is_given_up_leaves_everything_as_it_was(seen: Seen) -> None:
    await seen.press("s")
    await seen.type("=cina")
    await seen.shows("6 Search 1/1 articles")
    await seen.press("enter", "enter", "escape", "1", "s")
    await seen.type("договор")
    await seen.shows("“договор”")
    await seen.press("escape")
    await seen.until(lambda: seen.screen.explorer.search.hits[0].lang == "it")
    await seen.tells("3 chooses an entity")
    assert seen.styled("reader", DARK.match) == []


@shows("find")
async def test_a_pasted_text_is_one_line_of_the_prompt(seen: Seen) -> None:
    seen.app.post_message(events.Paste("не в строке"))
    await seen.settle()
    await seen.press("/")
    seen.app.post_message(events.Paste("Гон\nка\x1b[31m"))
    await seen.settle()
    assert seen.status.startswith("/  Гон ка␛[31m")
    for _ in "\n\x1b[31mка":
        await seen.press("backspace")
    await seen.type("ка")
    await seen.until(lambda: seen.cursor_row("articles").endswith("Гонка"))


@shows("find")
async def test_the_prompt_remembers_the_last_hundred_lines(seen: Seen) -> None:
    words = [chr(0x4E00 + number) for number in range(105)]
    for word in words:
        await seen.press("/", word, "enter")
    await seen.press("/", *["up"] * 105)
    assert seen.screen.status.prompt is not None
    assert seen.screen.status.prompt.text == words[5]


@shows("filter", "cancel")
async def test_filter_keeps_rows_until_it_is_let_go(seen: Seen) -> None:
    await seen.press("f")
    await seen.type("лента")
    await seen.press("enter")
    await seen.until(lambda: seen.heading("articles").endswith("/2 · only “лента”"))
    assert {row.split()[-1] for row in seen.rows("articles")[1:3]} == {"Гонка", "Погода"}
    assert seen.rows("articles")[3] == ""
    await seen.press("escape")
    assert seen.heading("articles").endswith(f"/{COUNT}")
    await seen.press("f")
    await seen.type("нет такого")
    await seen.until(lambda: seen.rows("articles")[1].startswith(" No title holds this; Esc"))
    await seen.press("escape")
    assert seen.heading("articles").endswith(f"/{COUNT}")
    await seen.press("3", "f")
    await seen.type("cin")
    await seen.press("enter")
    await seen.until(lambda: seen.heading("entities").startswith("3 Entities 1/1 · only “"))
    await seen.press("2", "f")
    assert seen.status.startswith("f does nothing here; ? shows the keys.")


# ---------------------------------------------------------------------------- keeping


@shows("bookmark", "note")
async def test_a_workspace_that_cannot_be_written_is_told_and_nothing_else(seen: Seen) -> None:
    own = seen.screen.explorer._own
    await seen.press("j", "enter")
    own.execute("PRAGMA query_only=ON")
    for keys in (["m"], ["M", "ж", "enter"]):
        await seen.press(*keys)
        told = seen.screen.explorer.message  # the path may be longer than the line
        assert "workspace.db: it cannot be opened (attempt to write a readonly database)" in told
        assert seen.status.startswith(told[:40])
        assert seen.screen.explorer.bookmarks.rows == []
    own.execute("PRAGMA query_only=OFF")
    await seen.press("m")
    assert seen.status.startswith("Bookmarked;")


@shows("bookmark", "note", "undo", "redo", "delete", "copy", "focus_bookmarks", "open")
async def test_bookmarks(seen: Seen) -> None:
    await seen.press("j", "j", "enter")
    assert seen.heading("reader").endswith("Гонка")
    await seen.press(")", "m")
    assert seen.status.startswith("Bookmarked; 7 lists bookmarks, u takes it back.")
    assert seen.styled("reader", DARK.mark) == ["◆"]
    await seen.press("u")
    assert seen.status.startswith("Undone: bookmark")
    assert seen.styled("reader", DARK.mark) == []
    await seen.press("U")
    assert seen.styled("reader", DARK.mark) == ["◆"]
    await seen.press("y")
    quote = "“Хуавэй и Китай спорят 2025-03-04.” (Гонка, Лента, 2025-03-05)"
    assert seen.app.clipboard == quote
    assert seen.status.startswith(f"Copied {quote[:29]}… ({len(quote)} characters). No paste? P shows it")
    await seen.press(")", "M")
    await seen.type("спросить о дне")
    await seen.press("enter", "'", "z")
    await seen.until(lambda: seen.in_view() == {"bookmarks"})
    assert seen.heading("bookmarks") == "7 Bookmarks 1/2"
    assert "спросить о дне — “Договор с Китаем подписан 2025-02-11.”" in seen.rows("bookmarks")[1]
    assert "“Хуавэй и Китай спорят 2025-03-04.”" in seen.rows("bookmarks")[2]
    await seen.press("x")
    assert seen.heading("bookmarks") == "7 Bookmarks 1/1"
    assert seen.status.startswith("Bookmark removed; u brings it back.")
    await seen.press("u")
    assert seen.heading("bookmarks") == "7 Bookmarks 1/2"
    await seen.press("ctrl+r")
    assert seen.heading("bookmarks") == "7 Bookmarks 1/1"
    await seen.press("z", "1", "g", "7", "enter")
    await seen.until(lambda: "Гонка" in seen.heading("reader"))
    assert "Хуавэй и Китай спорят" in marked(seen)


@shows("unfold")
async def test_furniture_is_folded_until_it_is_asked_for(seen: Seen) -> None:
    await seen.press("j", "j", "enter")
    folded = "\n".join(seen.rows("reader"))
    assert "⋯ 1 line folded: nav (B shows)" in folded
    assert "Меню" not in folded
    await seen.press("B")
    unfolded = "\n".join(seen.rows("reader"))
    assert "folded" not in unfolded
    assert seen.styled("reader", DARK.dim)[-1] == "§Меню, где Китай назван зря§"
    await seen.press("B")
    assert "\n".join(seen.rows("reader")) == folded


# ---------------------------------------------------------------------------- the program


@shows("palette", "help")
async def test_help_lists_every_key_and_the_palette_does_an_action(seen: Seen) -> None:
    palette = seen.screen.palette
    await seen.press("?")
    await seen.shows("Enter does it · type to filter · :120 :50% :2025-01 go there · Esc closes")
    listed: list[str] = []
    for _ in range(len(ACTIONS) // 10 + 1):
        listed += [palette.render_line(y).text for y in range(1, palette.size.height - 1)]
        await seen.press("pagedown")
    listed += [palette.render_line(y).text for y in range(1, palette.size.height - 1)]
    text = "\n".join(listed)
    for action in ACTIONS:
        assert action.help in text
        assert all(key_name(key) in text for key in action.keys)
    await seen.press("escape")
    await seen.until(lambda: "Enter does it" not in "\n".join(seen.frame()))
    await seen.press(":")
    await seen.type("removed undo")
    await seen.shows("No action is called this.")
    for _ in range(12):
        await seen.press("backspace")
    await seen.type("bookmarks list")
    await seen.shows("List the bookmarks")
    await seen.press("enter")
    await seen.shows("7 Bookmarks 0/0")
    await seen.press("1", ":", "3", "enter")
    assert seen.heading("articles") == f"1 Articles 3/{COUNT}"


@shows("palette")
async def test_the_palette_says_why_something_cannot_be_done(seen: Seen) -> None:
    await seen.press(":")
    await seen.type("pin the")
    await seen.shows("Pin the lit entity, or let it go — no entity is lit; 3 chooses one")
    await seen.press("enter")
    await seen.tells("No entity is lit; 3 chooses one.")


@shows("theme")
async def test_themes_change_every_cell(seen: Seen) -> None:
    for theme in (LIGHT, ANSI, DARK):
        await seen.press(":")
        await seen.type("colours")
        await seen.press("enter")
        await seen.tells(f"Colours: {theme.name}.")
        assert seen.rows("articles")[1].strip()
        assert seen.styled("articles", theme.cursor) != []
        styles = {
            segment.style for strip in seen.screen._compositor.render_strips() for segment in strip if segment
        }
        assert theme.text in styles


@shows("redraw")
async def test_redraw_draws_every_row_of_every_pane(seen: Seen) -> None:
    await seen.shows("4 Timeline 1/63")
    before = seen.frame()
    drawn: set[tuple[str, int]] = set()
    for name in seen.in_view():
        pane = seen.screen.panes[name]

        def render(y: int, pane: object = pane, name: str = name) -> object:
            drawn.add((name, y))
            return type(pane).render_line(pane, y)  # type: ignore[attr-defined]

        pane.render_line = render  # type: ignore[method-assign, assignment]
    await seen.press("ctrl+l")
    wanted = {(name, y) for name in seen.in_view() for y in range(seen.screen.panes[name].size.height)}
    await seen.until(lambda: drawn >= wanted)
    assert seen.frame() == before


@shows("suspend")
async def test_suspend_hands_the_terminal_back(seen: Seen) -> None:
    asked: list[str] = []
    seen.app.action_suspend_process = lambda: asked.append("suspend")  # type: ignore[method-assign]
    await seen.shows("4 Timeline 1/63")
    before = seen.frame()
    await seen.press("ctrl+z")
    assert asked == ["suspend"]
    assert seen.frame() == before


@shows("read", "next_unread")
async def test_what_is_read_is_marked(seen: Seen) -> None:
    def row(title: str) -> str:
        return next(row for row in seen.rows("articles") if row.endswith(title))

    await seen.press("w")
    assert row("芯片").startswith("▸✓")
    await seen.tells("Read; W goes to the next unread.")
    await seen.press("W")
    await seen.until(lambda: seen.cursor_row("articles").endswith("Заметка"))
    assert row("芯片").startswith(" ✓")
    assert "芯片" in " ".join(seen.styled("articles", DARK.dim))
    await seen.press("u")
    await seen.until(lambda: row("芯片").startswith("  "))
    # Reading on to the end is reading.
    await open_long(seen)
    await seen.press("j")
    assert row("Длинная").startswith("▸ ")
    await seen.press("G")
    assert row("Длинная").startswith("▸✓")


@shows("sort")
async def test_lists_are_sorted_and_say_so(seen: Seen) -> None:
    await seen.press("S")
    await seen.until(lambda: "newest in" in seen.heading("articles"))
    assert seen.cursor_row("articles").endswith("芯片")
    await seen.press("3", "S")
    await seen.until(lambda: "by name" in seen.heading("entities"))
    await seen.press("4", "S")
    await seen.until(lambda: "published clock" in seen.heading("timeline"))


@shows("focus_stories", "same_story", "not_same_story", "unsure_story", "stories_aside", "undo", "open")
async def test_stories_are_answered_by_a_key(seen: Seen) -> None:
    await seen.press("E")
    await seen.until(lambda: "1 to answer" in seen.heading("stories"))
    rows = seen.rows("stories")
    assert "×2 it ru" in rows[1] or "×2 ru it" in rows[1]
    assert "shared entities" in rows[1]
    await seen.press("i")
    await seen.shows("Nothing waits here; 1 put aside: I lists them.")
    await seen.press("ш", "I")
    await seen.until(lambda: seen.cursor_row("stories").startswith("?"))
    await seen.press("a")
    await seen.until(lambda: seen.cursor_row("stories").startswith("✓"))
    await seen.until(lambda: "×2" in "\n".join(seen.rows("articles")))
    assert seen.heading("articles").endswith(f"/{COUNT - 1} · {COUNT} articles")
    await seen.press("j", "enter")
    await seen.until(lambda: seen.focused().startswith("2 Reader"))
    await seen.press("E")
    await seen.press("r")
    await seen.tells("Not one story")
    await seen.press("u", "u", "u")
    await seen.until(lambda: seen.heading("articles").endswith(f"/{COUNT}"))


@shows("group", "grouping")
async def test_an_article_alone_has_no_group_to_open(seen: Seen) -> None:
    await seen.press("O")
    await seen.tells("This article stands alone.")
    await seen.press("A")
    await seen.tells("No two articles are one story or near-copies.")
    assert seen.heading("articles") == f"1 Articles 1/{COUNT}"


async def go(seen: Seen, text: str) -> None:
    await seen.press(":")
    await seen.type(text)
    await seen.shows("Enter goes to")
    await seen.press("enter")


@shows("palette", size=(80, 24))
async def test_lines_shares_and_dates_are_gone_to(seen: Seen) -> None:
    await seen.press("4")
    await seen.until(lambda: len(seen.screen.explorer.timeline.lines) > 60)
    await go(seen, "12")
    assert seen.heading("timeline").startswith("4 Timeline 12/63")
    await go(seen, "50%")
    assert seen.heading("timeline").startswith("4 Timeline 32/63")
    await go(seen, "2024-11")
    await seen.until(lambda: seen.cursor_row("timeline").startswith("2024-11-"))
    await go(seen, "999")
    await seen.tells("There are 63 lines here; this is the last one.")
    await go(seen, "1901")
    await seen.tells("Nothing on this timeline is of 1901 or older.")
    await seen.press("1")
    await go(seen, "2024")
    assert seen.cursor_row("articles").endswith("Длинная")
    await seen.press("enter")
    await go(seen, "50%")
    assert 50 <= int(seen.heading("reader").partition("%")[0].split()[-1]) <= 75


@shows("finer", "coarser", "open", "next_day", "previous_day")
async def test_the_timeline_in_periods(seen: Seen) -> None:
    await seen.press("4")
    await seen.until(lambda: len(seen.screen.explorer.timeline.lines) > 60)
    await seen.press("j", "d")
    assert seen.cursor_row("timeline").startswith("2024-12-31")
    for period in ("week", "month", "quarter", "year", "decade"):
        await seen.press("-")
        assert f"by {period}" in seen.heading("timeline")
    assert seen.cursor_row("timeline").startswith("2020s")
    await seen.press("-")
    await seen.tells("There is nothing coarser than decades.")
    await seen.press("enter", "+", "+")
    row = seen.cursor_row("timeline")
    assert row.startswith("2024-12 ")
    assert "ru█ it▂    6" in row
    await seen.press("+", "+")
    assert seen.cursor_row("timeline").startswith("2024-12-31")
    await seen.press("+")
    await seen.tells("These are the single happenings already.")
    await seen.press("D", "D", "D")
    await seen.tells("Nothing on it is newer.")
    await seen.press("2", "d")
    assert "Гонка" in seen.focused()
    assert marked(seen).startswith("Договор с Китаем подписан 2025-02-11.")


@shows("focus_silence", "open")
async def test_who_tells_it_and_who_does_not(seen: Seen) -> None:
    await seen.press("9")
    await seen.tells("Light an entity first")
    await seen.press("4")
    await seen.until(lambda: len(seen.screen.explorer.timeline.lines) > 60)
    await seen.press("9")
    await seen.until(lambda: "told in 1 of 3 languages" in seen.heading("silence"))
    assert "Хуавэй и Китай спо" in seen.heading("silence")
    assert seen.cursor_row("silence").startswith("ru  first      2025-03-05 ×1")
    assert [row.split()[:2] for row in seen.rows("silence")[4:6]] == [["zh", "silent"], ["it", "no"]]
    await seen.press("enter")
    assert "Гонка" in seen.focused()
    await seen.press("3", "9")
    await seen.until(lambda: "told in 3 of 3 languages · Китай · China" in seen.heading("silence"))


@shows("versions")
async def test_an_article_that_came_in_once_has_no_changes(seen: Seen) -> None:
    await seen.press("V")
    await seen.shows("came in once and has not changed")


@shows("sort", "filter", "cancel")
async def test_the_clocks_and_the_filter_of_the_timeline(seen: Seen) -> None:
    await seen.press("4")
    await seen.until(lambda: len(seen.screen.explorer.timeline.lines) > 60)
    assert "event clock" in seen.heading("timeline")
    await seen.press("S")
    await seen.until(lambda: "published clock" in seen.heading("timeline"))
    await seen.until(lambda: "芯片" in "".join(seen.rows("timeline")))
    await seen.press("g")
    assert seen.cursor_row("timeline") == "2025-03-10 ¶ zh 芯片"
    await seen.press("f")
    await seen.type("it")
    await seen.press("enter")
    await seen.until(lambda: "only it" in seen.heading("timeline"))
    assert [row.split()[:3] for row in seen.rows("timeline")[1:3]] == [
        ["undated", "¶", "it"],
        ["undated", "•", "it"],
    ]
    await seen.press("escape")
    await seen.until(lambda: "only it" not in seen.heading("timeline"))
    await seen.press("S")
    await seen.until(lambda: "ingested clock" in seen.heading("timeline"))


@shows("plain")
async def test_the_plain_view_has_what_is_in_the_pane(seen: Seen) -> None:
    printed: list[list[str]] = []
    seen.app.show_plain = lambda lines: printed.append(list(lines))  # type: ignore[method-assign]
    await open_long(seen)
    await seen.press("P", "1", "P", "7", "P")
    article, rows, empty = printed
    assert article[:4] == ["Длинная", "Завод", "2024-01-01", "/длинная"]
    assert article[5:] == LONG.splitlines()
    assert any(row.startswith("▸") and row.endswith("Длинная") for row in rows)
    assert empty == ["No bookmarks yet; m in the reader keeps a sentence."]


@shows("link")
async def test_the_address_is_shown_and_copied(seen: Seen) -> None:
    await open_long(seen)
    await seen.press("o")
    await seen.shows("Address · any key goes on", "from  /длинная", "Copied.")
    assert seen.app.clipboard == "/длинная"


@pytest.mark.parametrize(
    ("variable", "told"),
    [
        ("TMUX", "tmux set -g set-clipboard on; or P"),
        ("STY", "No paste? P shows it"),
        ("", "No paste? P shows it"),
    ],
)
@asynchronous
async def test_copying_says_what_and_what_to_do(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, variable: str, told: str
) -> None:
    for name in ("TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, "1")
    async with seeing(corpus, (80, 24)) as seen:
        await open_long(seen)
        await seen.press("y")
        assert seen.status.startswith("Copied “")
        assert told in seen.status
        assert "Китай строит завод" in seen.app.clipboard


SHOWN.add("quit")


@pytest.mark.parametrize("keys", [("Q",), ("ctrl+c",), ("1", "q"), ("Q", "Q"), ("2", "Q", "ctrl+c")])
@asynchronous
async def test_quitting_keeps_the_place(corpus: Path, keys: tuple[str, ...]) -> None:
    async with seeing(corpus) as seen:
        await seen.press("j", "j", "3", "j")
        await seen.tells("Huawei · 2 mentions")
        await seen.press(*keys)
        await seen.until(lambda: seen.app._exit)
    assert seen.app.return_code == 0
    async with seeing(corpus) as again:
        assert again.heading("reader").endswith("Гонка")
        assert again.cursor_row("articles").endswith("Гонка")
        await again.tells("Хуавэй · Huawei · 2 mentions")


@asynchronous
async def test_leaving_twice_is_leaving_once(corpus: Path) -> None:
    """A dropped line may send two signals."""
    async with seeing(corpus) as seen:
        seen.app.leave()
        seen.app.leave()
    assert seen.app.return_code == 0


def test_every_action_is_shown_here() -> None:
    assert set(BY_NAME) == SHOWN


@shows("down")
async def test_a_key_that_does_nothing_says_so(seen: Seen) -> None:
    await seen.press("e")
    assert seen.status.startswith("e does nothing here; ? shows the keys.")
    await seen.press("j")
    assert "does nothing" not in seen.status
    assert seen.status.startswith("3 chooses an entity")


@shows("down", "up")
async def test_the_same_keys_on_a_russian_keyboard(seen: Seen) -> None:
    await seen.press("о", "о", "л")
    assert seen.heading("articles") == f"1 Articles 2/{COUNT}"


@asynchronous
async def test_many_mentions_and_no_language_leave_the_columns_in_line(tmp_path: Path) -> None:
    many = Article("Китай " * 1500, "/много", "Много раз", None, "und", "2025-01-02")
    few = Article("Китай строит.", "/раз", "Один раз", None, "ru", "2025-01-01")
    async with seeing(put(tmp_path / "счёт.db", [many, few])) as seen:
        await seen.press("3")
        await seen.tells("China · 1501 mentions · 2 articles")
        assert [row[:18] for row in seen.rows("articles")[1:3]] == [
            "▸  1k –  25-01-02 ",
            "    1 ru 25-01-01 ",
        ]


@shows("search")
async def test_a_long_chinese_search_keeps_its_cursor_in_view(seen: Seen) -> None:
    await seen.press("s")
    seen.app.post_message(events.Paste("人工智能" * 40 + "芯片"))
    await seen.settle()
    assert seen.status.startswith("search")
    assert "芯片" in seen.status


@shows("update")
async def test_feeds_are_fetched_from_inside(seen: Seen) -> None:
    """What comes of it where feeds are followed is told in `test_updating`."""
    await seen.press(":", *"fetch the", "enter")
    await seen.tells("No feed is followed; `aitui add ADDRESS` follows one.")


@shows("reload")
async def test_the_corpus_is_read_anew(seen: Seen) -> None:
    await seen.press("R")
    await seen.tells(f"Read anew: {COUNT} articles.")


# ---------------------------------------------------------------------------- facts


@shows(
    "next_contradiction", "previous_contradiction", "mark_fact", "same_fact", "different_facts",
    "prefer_fact", "deprecate_fact", "keep_fact", "note_fact", "first_told",
)  # fmt: skip
async def test_what_is_said_of_facts(seen: Seen) -> None:
    """What comes of it where facts contradict each other is told in `test_facts`."""
    await seen.press("c")
    await seen.tells("No contradiction among the facts.")
    await seen.press("C", "5")
    await seen.shows("спорят 2025-03-04")
    facts = seen.screen.explorer.facts
    before = len(facts.rows)
    await seen.press("r")
    await seen.tells("x marks a fact")
    await seen.press("x", "j", "a")
    await seen.type("одно и то же")
    await seen.press("enter")
    await seen.until(lambda: len(facts.rows) == before - 1)
    await seen.press("u")
    await seen.until(lambda: len(facts.rows) == before)
    await seen.press("g", "x", "j", "r", "enter")
    await seen.tells("Two facts now; u takes it back.")
    await seen.press("+", *"да", "enter")
    await seen.until(lambda: seen.cursor_row("facts").startswith("★"))
    await seen.press("-", "enter")
    await seen.until(lambda: facts.rows[-1].rank == "deprecated")
    await seen.press("g", "m")
    await seen.tells("Kept with its telling")
    await seen.press("M", *"важно", "enter", "7")
    await seen.shows("×1 ru важно")
    await seen.press("5", "p")
    await seen.shows("who told it first (p)")


@shows("older_facts", "newer_facts")
async def test_all_statements_were_read(seen: Seen) -> None:
    await seen.press("5")
    await seen.shows("спорят 2025-03-04")
    for older, newer in ("][", ")("):
        await seen.press(older)
        await seen.tells("These are the oldest statements.")
        await seen.press(newer)
        await seen.tells("These are the newest.")


@shows("lens")
async def test_the_number_lens_says_what_it_does(seen: Seen) -> None:
    await seen.press("%")
    await seen.tells("Numbers in one scale; % shows the text's own. No exchange rate is configured")
    await seen.press("%")
    await seen.tells("Numbers as the texts have them.")


@shows("focus_facts")
async def test_what_is_not_stated_of_an_entity_is_told_with_a_key(seen: Seen) -> None:
    await seen.press("5")
    await seen.shows("спорят 2025-03-04")
    await seen.press("3")
    while "Justin Lin" not in seen.cursor_row("entities"):
        await seen.press("j")
    await seen.shows("Nothing stated of Justin Lin; Esc lets it go.")
