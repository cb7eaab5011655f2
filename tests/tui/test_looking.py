"""A find in a list of any length: keys are answered meanwhile, and any of them ends it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import ClassVar, cast

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from aitui.explorer.state import Explorer
from aitui.tui.screens import looking
from aitui.tui.screens.looking import Looking
from aitui.tui.screens.panes_screen import PanesScreen
from aitui.tui.theme import DARK
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import RowList

ROWS = 20_000


class Told:
    """As much of the explorer as a list and a find ask for."""

    focus = "articles"
    message = ""
    pane_keys: ClassVar[dict[str, str]] = {"articles": "1"}

    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, message: str) -> None:
        self.said.append(message)


class Long(RowList):
    pane = "articles"

    def __init__(self, told: Told) -> None:
        super().__init__(cast(Explorer, told), DARK)
        self.rows_there = ROWS

    def count(self) -> int:
        return self.rows_there

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        return [(f"Строка № {index}", base)]


class Shown(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.explorer = Told()
        self.list = Long(self.explorer)
        self.looking = Looking(cast(PanesScreen, self))
        self.answers: list[bool] = []
        self.keys: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.list

    def look(self, text: str, step: int = 0, *, keys_wait: bool = False) -> None:
        self.looking.start(self.list, text, step, self.answers.append, keys_wait=keys_wait)

    def press(self, key: str) -> None:
        def answer() -> None:
            self.looking.stop()
            self.keys.append(key)

        if not self.looking.keep(answer):
            answer()


def run(test: Callable[[Shown, Pilot[None]], Awaitable[None]]) -> None:
    async def main() -> None:
        app = Shown()
        async with app.run_test(size=(40, 12)) as pilot:
            await test(app, pilot)

    asyncio.run(main())


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        await pilot.pause(0.001)


def test_the_last_of_many_rows_is_found_and_the_terminal_is_read_and_painted_meanwhile() -> None:
    """Keys come to a screen through another task than its own: that has to have its turn."""

    async def test(app: Shown, pilot: Pilot[None]) -> None:
        app.look(f"строка № {ROWS - 1}")
        turns = 0
        while not app.answers and turns < 1_000_000:
            await asyncio.sleep(0)
            turns += 1
        assert app.answers == [True]
        assert app.list.cursor == ROWS - 1
        assert turns > 1

    run(test)


def test_what_is_nowhere_is_told_once_every_row_was_looked_at() -> None:
    async def test(app: Shown, pilot: Pilot[None]) -> None:
        app.look("nirgends")
        await until(pilot, lambda: app.answers)
        assert (app.answers, app.list.cursor) == ([False], 0)

    run(test)


def test_the_one_before_is_looked_for_backwards() -> None:
    async def test(app: Shown, pilot: Pilot[None]) -> None:
        app.list.put_cursor(5)
        app.look("строка", -1)
        assert (app.answers, app.list.cursor) == ([True], 4)

    run(test)


def test_a_key_ends_it_and_a_new_one_takes_its_place() -> None:
    async def test(app: Shown, pilot: Pilot[None]) -> None:
        app.look("nirgends")
        app.look(f"№ {ROWS - 2}")
        await until(pilot, lambda: app.answers)
        assert (app.answers, app.list.cursor) == ([True], ROWS - 2)
        app.look(f"№ {ROWS // 2}")
        app.looking.stop()
        app.look("№ 7")
        await until(pilot, lambda: len(app.answers) == 2)
        assert app.list.cursor == 7

    run(test)


def test_rows_that_go_out_meanwhile_are_not_looked_for() -> None:
    async def test(app: Shown, pilot: Pilot[None]) -> None:
        app.look("nirgends")
        app.list.rows_there = 3
        await until(pilot, lambda: app.answers)
        assert app.answers == [False]

    run(test)


def test_what_takes_long_is_told_until_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "SLOW", 0.0)

    async def test(app: Shown, pilot: Pilot[None]) -> None:
        app.look("nirgends")
        await until(pilot, lambda: app.answers)
        assert app.explorer.said == ["Looking for “nirgends” … any key stops it.", ""]

    run(test)


def test_a_key_that_comes_before_it_is_done_is_answered_after_it() -> None:
    async def test(app: Shown, pilot: Pilot[None]) -> None:
        app.look(f"№ {ROWS - 1}", keys_wait=True)
        app.press("j")
        app.press("k")
        assert app.keys == []
        await until(pilot, lambda: app.answers)
        assert (app.answers, app.list.cursor, app.keys) == ([True], ROWS - 1, ["j", "k"])
        app.press("l")
        assert app.keys == ["j", "k", "l"]

    run(test)


def test_one_that_takes_long_makes_way_for_a_key_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    async def test(app: Shown, pilot: Pilot[None]) -> None:
        app.look("nirgends", keys_wait=True)
        app.press("j")
        monkeypatch.setattr(looking, "SLOW", 0.0)
        await until(pilot, lambda: app.keys)
        assert app.explorer.said == ["“nirgends” was looked for until a key came; it takes longer."]
        await pilot.pause(0.01)
        assert app.answers == []

    run(test)


def test_once_it_is_told_of_any_key_stops_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "SLOW", 0.0)

    async def test(app: Shown, pilot: Pilot[None]) -> None:
        app.look("nirgends", keys_wait=True)
        await until(pilot, lambda: app.explorer.said)
        app.press("j")
        assert app.keys == ["j"]
        await pilot.pause(0.01)
        assert app.answers == []

    run(test)
