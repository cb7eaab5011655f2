"""Facts on the screen: the list, tellings side by side, contradictions, what a person says of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from seen import Seen, see
from small_corpora import put

from aitui.model import Article
from aitui.tui.theme import DARK

RU = "Китай и Huawei держат 37 % рынка. Тайвань спорит 2025-01-07."
IT = "Cina e Huawei tengono il 37 % del mercato."
ZH = "中国与Huawei占市场的41%。"
EN = "Huawei and Taiwan hold 12 % of it."


pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(scope="module")
def stating(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sources that tell one share, a third that tells another one, and what only one of them tells."""
    given = [
        Article(RU, "/доля", "Доля", "Лента", "ru", "2025-03-01"),
        Article(IT, "/quota", "Quota", "LA STAMPA", "it", "2025-03"),
        Article(ZH, "/份额", "份额", "新华", "zh", "2025-03-03"),
        Article(EN, "/share", "Share", None, "en", None),
    ]
    return put(tmp_path_factory.mktemp("факты") / "четыре.db", given)


def pieces(seen: Seen) -> str:
    return "\n".join(seen.rows("tellings"))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_a_fact_opens_its_tellings_and_they_their_place(stating: Path, size: tuple[int, int]) -> None:
    async def body(seen: Seen) -> None:
        await seen.press("5")
        await seen.shows("5 Facts 1/4 · 1 ! · by date (S)", "4 facts · 1 contradiction (c)")
        await seen.press("S", "S")
        await seen.shows("by corrob")
        assert seen.cursor_row("facts").startswith("!")
        assert "37 %" in seen.cursor_row("facts")
        assert seen.cursor_row("facts").endswith("2 src · 2 lang")
        await seen.shows("2 sources · 2 languages · 2 origins", "! 41% says zh 2025-03-03 新华")
        await seen.press("z")
        if size[0] >= 90:
            assert seen.cursor_row("facts").endswith("2 sources · 2 languages · 2 origins")
        await seen.press("z", "j")
        await seen.until(lambda: any("! 37 % says ru" in row for row in seen.frame()))
        await seen.press("k")
        await seen.until(lambda: any("! 41% says zh" in row for row in seen.frame()))
        await seen.press("enter")
        assert seen.heading("tellings") == "Tellings 1/2 · 2 sources · 2 languages · 2 origins"
        assert seen.styled("tellings", DARK.match) == ["37 %", "37 %"]
        beside = any("Лента" in row and "LA STAMPA" in row for row in seen.rows("tellings"))
        assert beside == (size[0] >= 100)
        assert "Quota" in pieces(seen)
        await seen.press("escape")
        assert seen.heading("facts").startswith("5 Facts 1/4")
        # The cursor stays with what was judged, wherever it stands then.
        await seen.press("-", "enter")
        await seen.until(lambda: seen.heading("facts").startswith("5 Facts 4/4"))
        assert seen.cursor_row("facts").startswith("✗")
        await seen.press("u")
        await seen.until(lambda: seen.heading("facts").startswith("5 Facts 1/4"))
        await seen.press("enter", "/", *"лента", "enter", "enter")
        assert seen.screen.explorer.focus == "reader"
        await seen.shows("2 Reader", "Доля")

    see(stating, body, size)


def test_who_told_it_first_is_proved_by_days_alone(stating: Path) -> None:
    async def body(seen: Seen) -> None:
        await seen.press("5")
        await seen.shows("5 Facts 1/4")
        await seen.press("/", *"stampa", "enter")
        await seen.until(lambda: "37 %" in seen.cursor_row("facts"))
        await seen.press("p")
        # A month does not tell whether it was before a day of it.
        assert pieces(seen).count("first, tied") == 2
        await seen.press("p")
        assert "tied" not in pieces(seen)

    see(stating, body)


def test_facts_follow_the_lit_entity_and_are_found(stating: Path) -> None:
    async def body(seen: Seen) -> None:
        await seen.press("5")
        await seen.shows("5 Facts 1/4")
        await seen.press("/", *"спорит", "enter")
        await seen.until(lambda: "2025-01-07" in seen.cursor_row("facts"))
        await seen.press("/", *"нигде", "enter")
        await seen.tells("“нигде” is not in this pane")
        await seen.press("3")
        await seen.until(lambda: seen.screen.explorer.facts.loaded)
        while "Taiwan" not in seen.cursor_row("entities"):
            await seen.press("j")
        await seen.until(lambda: seen.heading("facts").startswith("5 Facts 1/2 · Taiwan · by date"))
        # With one pinned, moving on asks for what names both.
        await seen.press("*", "g")
        while "Huawei" not in seen.cursor_row("entities"):
            await seen.press("j")
        await seen.until(lambda: seen.heading("facts").startswith("5 Facts 1/1 · Taiwan + 华为 · Huawei"))
        assert "12 %" in "".join(seen.rows("facts")[1:2])
        await seen.press("*", "escape", "escape", "escape")
        await seen.press("5")
        await seen.until(lambda: "1/4" in seen.heading("facts"))

    see(stating, body)


def test_a_filter_keeps_facts_by_words_names_and_sources(stating: Path) -> None:
    async def body(seen: Seen) -> None:
        await seen.press("5")
        await seen.shows("5 Facts 1/4")
        for text, number in (("stampa", 1), ("taiwan", 2), ("市场", 1)):
            await seen.press("f", "ctrl+u", *text, "enter")
            await seen.shows(f"5 Facts 1/{number} · only")
        await seen.press("f", "ctrl+u", *"нет такого", "enter")
        await seen.shows("No fact holds “нет такого”; Esc shows all.")
        await seen.press("escape")
        await seen.until(lambda: "1/4" in seen.heading("facts"))

    see(stating, body)


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_contradictions_are_walked_from_everywhere_and_settled(stating: Path, size: tuple[int, int]) -> None:
    async def body(seen: Seen) -> None:
        await seen.press("2", "c")
        await seen.shows("contradiction 1/1 · share differs by 10%", "+ prefers · - deprecates this side")
        await seen.until(lambda: sorted(seen.styled("tellings", DARK.match)) == ["37 %", "37 %", "41%"])
        await seen.press("c")
        await seen.tells("Went on from the first contradiction.")
        await seen.press("j", "escape")
        assert seen.screen.explorer.focus == "reader"
        await seen.press("5")
        await seen.shows("1 contradiction (c)")
        await seen.press("S")
        await seen.shows("by disag")
        assert [row[1] for row in seen.rows("facts")[1:5]] == ["!", "!", " ", " "]
        # What a person prefers is settled, and the other side is no longer in dispute.
        await seen.press("c", "+", *"源头", "enter")
        await seen.tells("Preferred; u takes it back.")
        await seen.until(lambda: "· preferred" in pieces(seen))
        await seen.press("escape")
        await seen.until(lambda: "!" not in seen.heading("facts"))
        await seen.press("u")
        await seen.until(lambda: "· 1 ! ·" in seen.heading("facts"))
        # Two facts that are told apart do not contradict each other.
        await seen.press("c", "r", *"不同的市场", "enter")
        await seen.until(lambda: seen.screen.explorer.facts.disputes == [])
        await seen.press("escape", "c")
        await seen.tells("No contradiction among the facts.")

    see(stating, body, size)


def test_a_telling_is_taken_out_of_a_fact_and_comes_back(stating: Path) -> None:
    async def body(seen: Seen) -> None:
        await seen.press("5")
        await seen.shows("5 Facts 1/4")
        await seen.press("/", *"stampa", "enter")
        await seen.until(lambda: "37 %" in seen.cursor_row("facts"))
        await seen.press("enter", "j", "r", "enter")
        await seen.until(lambda: len(seen.screen.explorer.facts.rows) == 5)
        await seen.tells("Two facts now")
        await seen.press("r")
        await seen.tells("no other telling")
        await seen.press("u")
        await seen.until(lambda: len(seen.screen.explorer.facts.rows) == 4)
        await seen.until(lambda: "1/2" in seen.heading("tellings"))

    see(stating, body)


def test_a_kept_fact_is_read_where_its_articles_are_gone(stating: Path, tmp_path: Path) -> None:
    elsewhere = put(tmp_path / "другой.db", [Article(f"Раньше. {RU}", "/доля", "Доля", "Лента", "ru")])

    async def keep(seen: Seen) -> None:
        await seen.press("5")
        await seen.shows("5 Facts 1/4")
        await seen.press("/", *"stampa", "enter")
        await seen.until(lambda: "37 %" in seen.cursor_row("facts"))
        await seen.press("m")
        await seen.tells("Kept with its 2 tellings; 7 lists bookmarks, u takes it back.")
        await seen.press("7", "enter")
        await seen.shows("Tellings 1/2", "LA STAMPA", "Лента")
        await seen.press("enter")
        assert seen.screen.explorer.focus == "reader"
        assert [row[:2] for row in seen.rows("reader")].count("▌◆") == 1

    async def read(seen: Seen) -> None:
        await seen.press("7")
        await seen.until(lambda: "×2 " in seen.cursor_row("bookmarks"))
        await seen.press("enter")
        await seen.shows("(this article is not in the corpus)", "(the text has changed; found at a new")
        assert seen.styled("tellings", DARK.match) == ["37 %", "37 %"]
        while "the text has changed" not in seen.screen.tellings_pane.current().note:  # type: ignore[union-attr]
            await seen.press("j")
        await seen.press("enter")
        await seen.tells("The text has changed; found at a new place.")
        await seen.press("7", "enter", "m")
        await seen.press("escape")
        assert seen.screen.explorer.focus == "bookmarks"

    see(stating, keep)
    see(elsewhere, read)


def test_no_telling_commands_the_terminal(tmp_path: Path) -> None:
    evil = "\x1b]52;c;SGk=\x07[red]\u202e\x9b31m"
    given = [
        Article(
            f"Китай держит {evil} 37 % рынка.", "/1", f"Доля {evil}", f"Лента {evil}", "ru", "2025-03-01"
        ),
        Article(f"La Cina ha {evil} il 37 %.", "/2", f"Quota {evil}", f"STAMPA {evil}", "it", "2025-03-02"),
    ]

    async def body(seen: Seen) -> None:
        await seen.press("5")
        await seen.until(lambda: "Facts 1/" in seen.heading("facts"))
        for keys in ((), ("enter",), ("p",), ("m", "+", *evil[1:9], "enter")):
            await seen.press(*keys)
            screen = "".join(seen.frame())
            assert not [char for char in screen if char in "\x1b\x07\x9b\u202e"]
        assert "[red]" in "".join(seen.frame())

    see(put(tmp_path / "злой.db", given), body)
