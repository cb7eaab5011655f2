"""What the configuration changes on the screen: keys, the mouse."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from seen import Seen, seeing
from small_corpora import four, put
from textual import events

from aitui.config import Config, KeyChange
from aitui.explorer.actions import ACTIONS
from aitui.model import Article
from aitui.store import database, saved_searches, workspace
from aitui.store.rows import Hit
from aitui.tui import clipboard


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return put(tmp_path / "корпус.db", four())


def test_other_keys_are_told_everywhere(corpus: Path) -> None:
    changes = {"zoom": "Z", "focus_entities": "Y", "help": "F1", "bottom": "€"}
    config = Config(
        keys=tuple(
            KeyChange(name, (key.lower(),) if len(key) > 1 else (key,), "here")
            for name, key in changes.items()
        )
    )

    async def body() -> None:
        async with seeing(corpus, config=config) as seen:
            assert seen.heading("entities").startswith("Y Entities")
            await seen.press("Y")
            assert seen.screen.explorer.focus == "entities"
            await seen.press("Z")
            assert seen.in_view() == {"entities"}
            await seen.press("Z", "z")
            await seen.tells("z does nothing here; F1 shows the keys.")
            await seen.press("f1")
            await seen.type("whole screen")
            await seen.shows(" Z ")
            await seen.press("escape", "1", "€")
            assert seen.cursor_row("articles").endswith("Погода")

    asyncio.run(body())


def test_with_every_key_elsewhere_each_empty_pane_names_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    monkeypatch.delenv("NO_COLOR", raising=False)
    corpus = put(tmp_path / "корпус.db", four())
    # A letter of a script of its own for every action, so that no other text holds it.
    keys = {action.name: chr(0x1401 + number) for number, action in enumerate(ACTIONS)}
    config = Config(keys=tuple(KeyChange(name, (key,), "here") for name, key in keys.items()))

    def key(name: str) -> str:
        return keys[name]

    async def body() -> None:
        async with seeing(corpus, config=config) as seen:
            await seen.tells(f"New here? {key('open')} reads · {key('focus_entities')} lights an entity")
            await seen.press(key("focus_bookmarks"))
            await seen.shows(f"No bookmarks yet; {key('bookmark')} in the reader")
            await seen.press(key("focus_search"))
            await seen.shows(f"{key('search')} searches: words")
            await seen.press(key("focus_reader"), key("bookmark"))
            await seen.tells(f"Bookmarked; {key('focus_bookmarks')} lists bookmarks, {key('undo')} takes")
            await seen.press(key("next_match"))
            await seen.tells(f"Nothing to step through; {key('focus_entities')} chooses an entity")
            await seen.press(key("range"))
            await seen.tells(f"{key('bookmark')} keeps · {key('copy')} copies · {key('new_entity')} new")
            await seen.press(key("cancel"), key("copy"))
            await seen.tells(f"No paste? {key('plain')} shows it")
            await seen.press(key("focus_entities"), key("pin"))
            await seen.tells(f"is pinned; {key('pin')} lets it go")
            await seen.press(key("find"), "ж", "ж", "enter")
            await seen.tells(f"not in this pane; {key('search')} searches every")
            await seen.press(key("concordance"))
            await seen.until(lambda: f"by text ({key('sort')})" in seen.heading("concordance"))

    asyncio.run(body())


def endless(conn: database.Connection, *_: object, **__: object) -> list[Hit]:
    """A search that only an interrupt ends."""
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    conn.execute(f"{numbers} SELECT max(i) FROM n").fetchone()
    return []


def test_what_takes_long_is_told_and_stopped(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def body() -> None:
        async with seeing(corpus, (80, 24)) as seen:
            await seen.tells("New here?")
            with monkeypatch.context() as patched:
                patched.setattr("aitui.store.search.search", endless)
                await seen.press("s")
                await seen.type("чип")
                await seen.shows("Searching … Esc stops it.")
                await seen.press("enter")
                await seen.tells("Searching … Esc stops it.")
                # Everything else goes on.
                await seen.press("1", "j")
                assert seen.heading("articles").startswith("1 Articles 2/")
                await seen.press("escape")
                await seen.tells("Stopped.")
                assert not seen.screen.explorer.search.running
            await seen.press("k", "escape", "escape")
            await seen.press("s")
            await seen.type("китай")
            await seen.press("enter")
            await seen.until(lambda: "6 Search 1/" in seen.heading("search"))
            await seen.until(lambda: "Searching" not in seen.status)
            await seen.press("1", "escape")
            await seen.tells("3 chooses an entity")

    asyncio.run(body())


def test_a_newcomer_is_told_three_keys_until_they_are_hidden(corpus: Path) -> None:
    async def body() -> None:
        for _ in range(2):
            async with seeing(corpus, (80, 24)) as seen:
                await seen.tells("New here? Enter reads · 3 lights an entity · ? all keys · Esc hides")
        async with seeing(corpus, (80, 24)) as seen:
            await seen.press("escape")
            await seen.tells("3 chooses an entity")
        async with seeing(corpus, (80, 24)) as seen:
            await seen.tells("3 chooses an entity")

    asyncio.run(body())


@pytest.mark.parametrize(
    ("size", "told"), [((40, 12), "New here? ? all keys · Esc hides"), ((20, 5), "? all keys · Esc")]
)
def test_a_newcomer_with_a_small_window_is_told_the_key_that_shows_all(
    size: tuple[int, int], told: str, corpus: Path
) -> None:
    async def body() -> None:
        async with seeing(corpus, size) as seen:
            await seen.tells(told)

    asyncio.run(body())


def test_who_has_come_five_times_is_no_newcomer(corpus: Path) -> None:
    async def body() -> None:
        for number in range(6):
            async with seeing(corpus, (80, 24)) as seen:
                await seen.tells("New here?" if number < 5 else "3 chooses an entity")

    asyncio.run(body())


WEB = Article(
    "Текст о рынке.", None, "Рынок", "Лента", "ru", "2026-01-01", url="https://xn--80ak6aa92e.com/%D0%BC"
)


def test_an_address_is_shown_before_a_browser_opens_it(corpus: Path, tmp_path: Path) -> None:
    put(corpus, [WEB])
    written = tmp_path / "аргументы"
    browser = tmp_path / "open it"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{written}.0" && mv "{written}.0" "{written}"\n')
    browser.chmod(0o700)

    async def body() -> None:
        async with seeing(corpus, (80, 24), config=Config(browser=f"'{browser}' --new-tab")) as seen:
            await seen.press("o")
            await seen.shows("host  аррӏе.com", "“аррӏе” is not “apple”", "https://xn--80ak6aa92e.com/м")
            assert seen.app.clipboard == WEB.url
            assert seen.status.startswith("Enter opens аррӏе.com in")
            await seen.press("escape")
            assert not any("host  " in row for row in seen.frame())
            assert not written.exists()
            await seen.press("o", "enter")
            await seen.until(written.exists)
            assert written.read_text().splitlines() == ["--new-tab", WEB.url]
        async with seeing(corpus, config=Config(browser="/нет/такого")) as seen:
            await seen.press("o", "enter")
            await seen.tells("/нет/такого: No such file or directory; see `browser` in config.toml")

    asyncio.run(body())


@pytest.mark.parametrize("size", [(80, 24), (20, 5)])
def test_without_a_browser_an_address_is_told_and_copied(corpus: Path, size: tuple[int, int]) -> None:
    async def body() -> None:
        async with seeing(corpus, size, config=Config(browser="true")) as seen:
            before = seen.frame()[:-1]
            await seen.press("o")
            await seen.shows("from  /芯片")
            assert seen.app.clipboard == "/芯片"
            await seen.press("enter")
            assert seen.frame()[:-1] == before
            # Any other key does what it always does.
            await seen.press("o", "j")
            assert seen.heading("articles").startswith("1 Articles 2/")

    asyncio.run(body())


def test_what_terminals_do_not_take_is_not_sent(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def body() -> None:
        async with seeing(corpus, (80, 24)) as seen:
            await seen.press("2", "y")
            copied = seen.app.clipboard
            assert copied
            monkeypatch.setattr(clipboard, "LIMIT", 10)
            await seen.press(")", "v", ")", "y")
            await seen.tells("Not copied: ")
            assert "P prints the text to select." in seen.status
            assert seen.app.clipboard == copied
            # The range is still there, to be made shorter.
            await seen.press("escape")
            assert seen.screen.explorer.range.on is False

    asyncio.run(body())


async def click(seen: Seen, x: int, y: int, chain: int = 1) -> None:
    seen.screen.post_message(
        events.Click(seen.screen, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y, chain=chain)
    )
    await seen.settle()


def test_the_mouse_goes_where_it_clicks(corpus: Path) -> None:
    async def body() -> None:
        async with seeing(corpus, config=Config(mouse=True)) as seen:
            places = seen.screen.where(120, 39)
            x, y, _, _ = places["articles"]
            await click(seen, x + 5, y + 2)
            assert seen.cursor_row("articles").endswith("Гонка")
            await seen.until(lambda: seen.heading("reader").endswith("Гонка"))
            await click(seen, places["entities"][0] + 3, 1)
            await seen.tells("China")
            assert "3 Entities" in seen.focused()
            await click(seen, x + 5, y + 1, chain=2)
            assert "2 Reader" in seen.focused()
            assert seen.heading("reader").endswith("芯片")
            seen.screen.post_message(
                events.MouseScrollDown(
                    seen.screen, 1, 1, 0, 1, 0, False, False, False, screen_x=x + 5, screen_y=y + 3
                )
            )
            await seen.until(lambda: seen.cursor_row("articles").endswith("Погода"))
            # Below the last row, and while a question is asked, nothing is hit.
            await click(seen, x + 5, y + 9)
            assert seen.cursor_row("articles").endswith("Погода")
            await seen.press("/")
            await click(seen, places["entities"][0] + 3, 1)
            assert "1 Articles" in seen.focused()

    asyncio.run(body())


def test_a_click_ends_nothing_where_another_program_holds_the_workspace(corpus: Path, tmp_path: Path) -> None:
    with closing(workspace.open()) as own:
        saved_searches.save(own, "Чипы", "芯片")

    async def body() -> None:
        async with seeing(corpus, config=Config(mouse=True)) as seen:
            await seen.press("0")
            await seen.shows("0 Searches 1 saved")
            x, y, _, _ = seen.screen.where(120, 39)["searches"]
            with closing(sqlite3.connect(tmp_path / "workspace.db", isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                await click(seen, x + 5, y + 2, chain=2)
                await seen.tells("another aitui is writing to it")
                other.execute("ROLLBACK")

    asyncio.run(body())
