"""A list under a held key: the cursor moves with every key, what a row brings with it waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import ClassVar, cast

import pytest
from rich.style import Style
from textual.app import App, ComposeResult

from aitui.explorer.state import Explorer
from aitui.tui.keying import KeyTimes
from aitui.tui.theme import DARK
from aitui.tui.widgets import rowlist
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import RowList


class Focus:
    """As much of the explorer as a list asks for."""

    focus = "articles"
    pane_keys: ClassVar[dict[str, str]] = {"articles": "1"}


class Hundred(RowList):
    pane = "articles"

    def __init__(self) -> None:
        super().__init__(cast(Explorer, Focus()), DARK)
        self.rested: list[int] = []

    def count(self) -> int:
        return 100

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        return [(f"строка {index}", base)]

    def moved(self) -> None:
        self.rested.append(self.cursor)


class Shown(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.rows = Hundred()
        self.key_times = KeyTimes()

    def compose(self) -> ComposeResult:
        yield self.rows


def run(play: Callable[[Hundred], None], until: Callable[[Hundred], bool]) -> list[int]:
    """Play on a list and wait for a condition; return the rows that it came to rest on."""

    async def main() -> list[int]:
        app = Shown()
        async with app.run_test(size=(40, 12)) as pilot:
            play(app.rows)
            end = time.monotonic() + 10
            while not until(app.rows):
                assert time.monotonic() < end, app.rows.rested
                await pilot.pause(0.001)
            return app.rows.rested

    return asyncio.run(main())


@pytest.fixture(autouse=True)
def _keys_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a busy machine too, keys of a loop are one held key."""
    monkeypatch.setattr(rowlist, "HELD", 60.0)
    monkeypatch.setattr(rowlist, "REST", 0.001)


def hold(rows: Hundred) -> None:
    for _ in range(30):
        rows.move(1)
    assert rows.cursor == 30


def test_a_held_key_tells_of_the_first_row_and_of_the_one_it_rests_on() -> None:
    assert run(hold, lambda rows: not rows.waiting) == [1, 30]


def test_what_waits_is_done_before_anything_else() -> None:
    def play(rows: Hundred) -> None:
        hold(rows)
        rows.settle()
        rows.settle()

    assert run(play, lambda rows: not rows.waiting) == [1, 30]


def test_single_keys_are_answered_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rowlist, "HELD", 0.0)

    def play(rows: Hundred) -> None:
        for _ in range(3):
            rows.move(1)
            assert not rows.waiting

    assert run(play, lambda rows: True) == [1, 2, 3]


def test_turning_round_is_another_key() -> None:
    def play(rows: Hundred) -> None:
        hold(rows)
        rows.move(-1)
        assert not rows.waiting

    assert run(play, lambda rows: True) == [1, 30, 29]


def test_a_key_that_does_not_move_the_cursor_tells_nothing() -> None:
    assert run(lambda rows: rows.move(-1), lambda rows: True) == []


def test_rows_that_a_new_size_moves_are_drawn_anew() -> None:
    drawn: list[int] = []

    def play(rows: Hundred) -> None:
        rows.refresh = lambda *_, **__: drawn.append(rows.top)  # type: ignore[method-assign, assignment]
        rows.on_resize()
        assert drawn == []
        # As in a pane that was one row high with the cursor on its last row.
        rows.cursor = rows.top = 99
        rows.on_resize()
        assert drawn == [100 - rows.rows]

    run(play, lambda rows: bool(drawn))


def press(rows: Hundred, *times: float) -> None:
    """Answer keys that came at these times."""
    app = rows.app
    assert isinstance(app, Shown)
    for at in times:
        with app.key_times.answering(at):
            rows.move(1)


def test_keys_are_held_by_when_they_came_not_by_when_they_are_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rowlist, "HELD", 0.1)

    def play(rows: Hundred) -> None:
        now = time.monotonic()
        press(rows, now, now + 0.03, now + 0.06)  # each may be answered much later
        assert rows.rested == [1]
        rows.settle()
        press(rows, now + 5, now + 6)  # though one right after the other is answered
        assert rows.rested == [1, 3, 4, 5]

    run(play, lambda rows: True)


def test_keys_that_come_unevenly_are_held_too_as_long_as_they_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rowlist, "HELD", 0.1)

    def play(rows: Hundred) -> None:
        now = time.monotonic()
        press(rows, now, now + 0.03, now + 0.12, now + 0.28)
        assert rows.rested == [1]
        press(rows, now + 0.7)
        assert rows.rested == [1, 4, 5]

    run(play, lambda rows: True)


def test_of_a_burst_of_keys_only_the_last_row_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rowlist, "HELD", 0.1)

    def play(rows: Hundred) -> None:
        app = rows.app
        assert isinstance(app, Shown)
        now = time.monotonic()
        press(rows, now - 2, now - 1.5)  # two single keys
        assert rows.rested == [1, 2]
        app.key_times.came(now - 0.499)
        press(rows, now - 0.5)  # another one has come with it
        rows._rested()
        assert rows.rested == [1, 2]
        press(rows, now - 0.499)
        rows._rested()
        assert rows.rested == [1, 2, 4]

    run(play, lambda rows: True)


def test_a_key_that_went_elsewhere_is_not_waited_for_without_end() -> None:
    times = KeyTimes()
    times.came(time.monotonic() - 2.0)
    assert not times.waiting
    times.came(time.monotonic())
    assert times.waiting
    with times.answering(time.monotonic()):
        assert not times.waiting
