"""The search and its facets in a small terminal, without colours, and with texts that would break a line."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from seen import LIMIT, Seen, seeing
from small_corpora import put

from aitui.explorer import searching
from aitui.model import Article
from aitui.store import search
from aitui.tui.panes.search import _start
from aitui.tui.theme import ANSI

LONG = "芯片和人工智能" * 12
GIVEN = [
    Article(
        f"{LONG}，华为很快。Китай и Huawei, Huawei и Китай.",
        "/1",
        "芯片\x1b[31m的新闻",
        "新华\x1b]0;x\x07社",
        "zh",
        "2025-03-10",
    ),
    Article(
        "Китай строит завод. Китай платит.",
        "/2",
        "Завод",
        "Очень длинное имя газеты " * 4,
        "ru",
        "2024-01-02",
    ),
    Article("Погода. Huawei.", "/3", "Погода", None, "ru", None),
]


pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tmp_path_factory.mktemp("корпус") / "три.db", GIVEN)


def see(corpus: Path, test: Callable[[Seen], Awaitable[None]], size: tuple[int, int], theme: str) -> None:
    async def body() -> None:
        async with seeing(corpus, size, theme) as seen:
            await test(seen)

    asyncio.run(body())


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 14)])
def test_every_line_is_as_wide_as_the_terminal_and_commands_nothing(
    corpus: Path, size: tuple[int, int]
) -> None:
    async def test(seen: Seen) -> None:
        def whole() -> None:
            for row in seen.frame():
                assert cell_len(row) == size[0], row
                assert "\x1b" not in row

        await seen.press("s")
        await seen.type("китай huawei OR 芯片")
        await seen.press("enter")
        await seen.until(lambda: seen.heading("search").startswith("6 Search 1/"))
        whole()
        await seen.press("f")
        await seen.until(lambda: any("Language" in row for row in seen.rows("facets")))
        # Its values are counted after the headings are there.
        await seen.until(lambda: seen.screen.explorer.faceting.lines[-1].kind != "head")
        whole()
        # All values can be reached, whatever the height.
        await seen.press("G")
        whole()
        last = seen.screen.explorer.faceting.lines[-1]
        assert seen.cursor_row("facets").startswith(last.label)
        await seen.press("g", ")", ")", "-")
        await seen.until(lambda: seen.screen.explorer.search.narrowing.layers)
        whole()
        await seen.press("f", "i")
        await seen.type(" source:Нет")
        await seen.press("enter")
        await seen.until(lambda: seen.screen.explorer.search.error is not None)
        whole()
        await seen.press("0")
        await seen.until(lambda: seen.heading("searches").startswith("0 Searches"))
        whole()

    see(corpus, test, size, "dark")


def test_without_colours_hits_are_underlined(corpus: Path) -> None:
    async def test(seen: Seen) -> None:
        await seen.press("s")
        await seen.type("=китай")
        await seen.press("enter")
        await seen.until(lambda: seen.heading("search").startswith("6 Search 1/2 articles · 4 hits"))
        # All hits of a sentence, not its first alone.
        assert seen.styled("search", ANSI.match).count("Китай") == 3
        assert ANSI.match.underline
        await seen.press("enter")
        await seen.until(lambda: "Reader" in seen.focused())
        lit = [*seen.styled("reader", ANSI.match), *seen.styled("reader", ANSI.here)]
        assert lit.count("Китай") == 2

    see(corpus, test, (80, 24), "ansi")


def test_the_cursor_stays_on_its_hit_when_others_come_in_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, look = threading.Event(), search.in_other_words

    def held(*given: Any, **told: Any) -> Any:
        there.wait(LIMIT)
        return look(*given, **told)

    monkeypatch.setattr(search, "in_other_words", held)
    texts = [
        Article("Банк Шотландии вернул вклады.", "/ru", "Вклады", "Лента", "ru", "2025-03-01"),
        Article("The Bank of Scotland pays.", "/en", "Rates", "Post", "en", "2025-02-01"),
    ]

    async def test(seen: Seen) -> None:
        asked = seen.screen.explorer.search
        asked.sort()
        await seen.press("s")
        await seen.type("Bank of Scotland")
        await seen.press("enter")
        # What was typed is there while the rest is looked for, which is told and can be stopped.
        await seen.until(lambda: "The Bank of Scotland" in seen.cursor_row("search"))
        assert seen.heading("search").startswith("6 Search 1/1… articles")
        await seen.shows("Looking for it in other words … Esc stops it.")
        there.set()
        await seen.until(lambda: asked.total == 2)
        rows = "\n".join(seen.rows("search"))
        assert rows.index("Банк Шотландии") < rows.index("The Bank of Scotland")
        assert "The Bank of Scotland" in seen.cursor_row("search")
        assert seen.heading("search").startswith("6 Search 2/2 articles")

    see(put(tmp_path / "банк.db", texts), test, (100, 24), "dark")


@pytest.mark.parametrize(("keys", "line"), [("G", 30), (":25", 25), (":50%", 16)])
def test_a_line_is_gone_to_whose_hit_is_not_read_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: str, line: int
) -> None:
    monkeypatch.setattr(searching, "PAGE", 3)
    monkeypatch.setattr(searching, "NEAR", 1)
    many = [Article(f"Завод номер {n}.", f"/{n}", f"Завод {n}", "Лента", "ru", None) for n in range(1, 31)]

    async def test(seen: Seen) -> None:
        await seen.press("s")
        await seen.type("завод")
        await seen.press("enter")
        await seen.until(lambda: seen.heading("search").startswith("6 Search 1/30"))
        await seen.press(*keys, *(["enter"] if keys[0] == ":" else []))
        await seen.until(lambda: seen.heading("search").startswith(f"6 Search {line}/30"))

    see(put(tmp_path / "тридцать.db", many), test, (120, 40), "dark")


def test_the_keys_of_the_facets_are_named_in_a_small_terminal(corpus: Path) -> None:
    async def test(seen: Seen) -> None:
        await seen.press("s")
        await seen.type("китай")
        await seen.press("enter", "f")
        await seen.until(lambda: any("Language" in row for row in seen.rows("facets")))
        await seen.until(lambda: "+ only" in seen.frame()[-1])
        assert "Enter open · + only" in seen.frame()[-1]

    see(corpus, test, (80, 24), "dark")


def test_a_mistake_stands_alone_where_nothing_was_found_before(corpus: Path) -> None:
    async def test(seen: Seen) -> None:
        asked = seen.screen.explorer.search
        await seen.press("s")
        await seen.type("несуществующее")
        await seen.until(lambda: asked.done)
        await seen.shows("No article holds “несуществующее”.", "goes back.")
        await seen.type(" titel:Завод")
        await seen.until(lambda: asked.error is not None)
        await seen.shows("There is no field “titel”")
        assert not any("No article holds" in row for row in seen.rows("search"))
        assert "0/0" not in seen.heading("search")

    see(corpus, test, (80, 24), "dark")


def test_a_search_given_up_after_a_mistake_brings_back_the_last_good_one(corpus: Path) -> None:
    async def test(seen: Seen) -> None:
        asked = seen.screen.explorer.search
        await seen.press("s")
        await seen.type("=китай")
        await seen.press("enter")
        await seen.until(lambda: asked.done and asked.found == "=китай")
        await seen.press("s")
        await seen.type("titel:завод")
        await seen.press("enter")
        await seen.shows("There is no field “titel”")
        assert "“=китай”" in seen.heading("search")
        await seen.press("m")
        await seen.tells("A search with a mistake is not saved; i edits it.")
        await seen.press("s")
        await seen.type("погода")
        await seen.until(lambda: "“погода”" in seen.heading("search"))
        await seen.press("escape")
        await seen.until(lambda: "“=китай”" in seen.heading("search"))
        assert not any("titel" in row for row in seen.rows("search"))

    see(corpus, test, (80, 24), "dark")


@pytest.mark.parametrize(
    ("snippet", "hit", "width", "shown"),
    [
        ("Короткая строка с чипом", "чипом", 40, "Короткая строка с чипом"),
        (
            "Очень длинное предложение о том, как строили завод, и о том, что чип стал дороже",
            "чип",
            30,
            "чип стал дороже",
        ),
        ("人工智能" * 10 + "芯片", "芯片", 20, "芯片"),
    ],
)
def test_the_hit_is_in_view_and_no_word_is_torn(snippet: str, hit: str, width: int, shown: str) -> None:
    first = snippet.index(hit)
    start = _start(snippet, first, width)
    assert start <= first
    kept = snippet[start:]
    assert shown in kept
    assert cell_len(kept[: first - start + len(hit)]) <= width
    assert start == 0 or snippet[start - 1] == " " or " " not in snippet
