"""A find in a pane: typed, given up, without a hit, with keys that come before it is done."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import wraps
from pathlib import Path

import pytest
from seen import Seen, seeing
from small_corpora import four, put

from aitui.model import Article
from aitui.tui.screens import looking

LONG = "\n\n".join(f"Пункт {n}: Китай строит завод. Рабочие довольны." for n in range(1, 61))

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    more = [
        Article(LONG, "/длинная", "Длинная", "Завод", "ru", "2024-01-01"),
        Article("Скучная заметка без имён.", "/заметка", "Заметка", "Завод", "ru", "2025-03-07"),
    ]
    return put(tmp_path_factory.mktemp("корпус") / "шесть.db", [*four(), *more])


def showing(test: Callable[[Seen], Awaitable[None]]) -> Callable[[Path], None]:
    @wraps(test)
    def run(corpus: Path) -> None:
        async def body() -> None:
            async with seeing(corpus) as seen:
                await test(seen)

        asyncio.run(body())

    # pytest would take the argument of the wrapped test for a fixture.
    del run.__wrapped__
    return run


@showing
async def test_a_find_that_finds_nothing_or_is_given_up_is_as_if_it_had_not_been(seen: Seen) -> None:
    await seen.press("G", "2", *"jjj", "1")
    offset = seen.screen.explorer.offset
    before = seen.rows("articles"), seen.rows("reader")
    assert offset
    for last in ("enter", "escape"):
        await seen.press("/", *"гон")
        assert seen.cursor_row("articles").endswith("Гонка")
        await seen.until(lambda: seen.heading("reader").endswith("Гонка"))
        await seen.press(*"зззз")
        assert (seen.rows("articles"), seen.rows("reader")) == before
        await seen.press(*["backspace"] * 4)
        assert seen.cursor_row("articles").endswith("Гонка")
        await seen.press(*("зз" if last == "enter" else ""), last)
        assert (seen.rows("articles"), seen.rows("reader")) == before
        assert seen.screen.explorer.offset == offset
    await seen.press("3", "escape")
    assert seen.screen.explorer.lit is None
    row = seen.cursor_row("entities")
    await seen.press("/", *"justin")
    assert seen.screen.explorer.lit is not None
    await seen.press(*"zz", "enter")
    assert seen.status.startswith("“justinzz” is not in this pane")
    assert seen.cursor_row("entities") == row
    assert seen.screen.explorer.lit is None


@showing
async def test_each_letter_of_a_find_looks_from_where_it_began(seen: Seen) -> None:
    await seen.press("g", "/", "о")
    first = seen.cursor_row("articles").split()[-1]
    await seen.press("н")
    assert seen.cursor_row("articles").endswith("Гонка")
    await seen.press("backspace")
    assert seen.cursor_row("articles").split()[-1] == first != "Гонка"


@showing
async def test_a_find_in_the_reader_given_up_leaves_place_and_matches(seen: Seen) -> None:
    await seen.press("s", *"строит", "enter")
    await seen.tells("search “строит”")
    await seen.press("n")
    await seen.tells("search “строит” · 1/")
    before = seen.screen.explorer.offset, seen.status, seen.rows("reader")
    await seen.press("/", *"пункт 29")
    assert seen.screen.explorer.offset != before[0]
    await seen.press("ъ", "ъ", "escape")
    assert (seen.screen.explorer.offset, seen.status, seen.rows("reader")) == before


@showing
async def test_keys_typed_right_after_a_find_are_answered_after_it(seen: Seen) -> None:
    await seen.press("g")
    first = seen.cursor_row("articles")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(looking, "SLICE", 0.0)
        await seen.press("/", *"гон", "enter", "j", "k", "2")
    assert seen.cursor_row("articles").endswith("Гонка")
    assert seen.cursor_row("articles") != first
    assert "2 Reader" in seen.focused()
