"""The palette in a terminal of any size: what an action does can be read, and by which key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from seen import Seen, see
from small_corpora import four, put

from aitui.explorer.actions import BY_NAME


@pytest.fixture
def on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return what runs a test on the screen of a small corpus."""
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    corpus = put(tmp_path / "корпус.db", four())

    def run(test: Callable[[Seen], Awaitable[None]], size: tuple[int, int]) -> None:
        see(corpus, test, size)

    return run


def test_what_is_cut_off_in_the_list_stands_below_it(on: Callable[..., None]) -> None:
    async def test(seen: Seen) -> None:
        await seen.press("2", ":")
        await seen.type("new entity")
        wanted = BY_NAME["new_entity"].help
        palette = seen.screen.palette
        assert wanted not in palette.render_line(1).text
        assert wanted in palette.render_line(palette.size.height - 1).text
        # What has room leaves the last line to how the list is used.
        await seen.press("ctrl+u")
        await seen.type("zoom")
        assert "Esc closes" in palette.render_line(palette.size.height - 1).text

    on(test, (80, 24))


def test_a_very_small_terminal_shows_the_first_key_and_what_it_does(on: Callable[..., None]) -> None:
    async def test(seen: Seen) -> None:
        await seen.press(":")
        await seen.type("page down")
        row = seen.screen.palette.render_line(1).text
        assert row.split()[:3] == ["Space", "Move", "down"]

    on(test, (20, 5))


def test_what_is_called_just_so_comes_first(on: Callable[..., None]) -> None:
    """What others tell of it does not go before it, nor what can be done here where it cannot."""

    async def test(seen: Seen) -> None:
        palette = seen.screen.palette
        for focus in "1234567":
            await seen.press(focus)
            for name in BY_NAME:
                palette.filter(name.replace("_", " "))
                assert palette.chosen() is BY_NAME[name], (focus, name)
        await seen.press("2", ":", *"zo")
        assert palette.chosen() is BY_NAME["zoom"]
        await seen.press("ctrl+u", *"mark", "enter")
        await seen.tells("Only in entities.")

    on(test, (120, 40))


@pytest.mark.parametrize("typed", ["жжж", "-5", "2025-13"])
def test_enter_on_what_is_no_action_says_so(typed: str, on: Callable[..., None]) -> None:
    async def test(seen: Seen) -> None:
        await seen.press(":")
        await seen.type(typed)
        await seen.press("enter")
        await seen.tells(f"No action is called “{typed}”.")
        await seen.press(":", "space", "enter", "2", ":", "escape")
        assert "No action" not in seen.status

    on(test, (80, 24))
