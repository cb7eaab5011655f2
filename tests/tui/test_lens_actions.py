"""The number lens on the screen: numbers in one scale, in every pane, and the text's own one key away."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from seen import Seen, see, seeing
from small_corpora import put

from aitui.config import load
from aitui.model import Article
from aitui.tui.theme import DARK

RU = (
    "Рынок Китая вырос до 131,5 млрд долларов.\n\nКитай вложил ещё 8 млрд юаней в OpenAI за год. "
    "Раньше было втрое меньше, и Китай держал 37 % рынка."
)
ZH = "中国投资1400亿元。中国占37%。"


pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    given = [
        Article(RU, "/рынок", "Рынок", "Лента", "ru", "2025-03-02"),
        Article(ZH, "/市场", "市场", "新华", "zh", "2025-03-01"),
    ]
    return put(tmp_path_factory.mktemp("числа") / "рынок.db", given)


def text(seen: Seen, pane: str) -> str:
    rows = seen.rows(pane)  # type: ignore[arg-type]
    return " ".join(" ".join(rows).replace("\u00a0", " ").replace("▌", " ").split())


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 20)])
def test_the_reader_tells_numbers_and_keeps_what_is_lit(market: Path, size: tuple[int, int]) -> None:
    async def body(seen: Seen) -> None:
        await seen.press("1", "enter")
        await seen.until(lambda: "131,5 млрд долларов" in text(seen, "reader"))
        await seen.press("%")
        await seen.tells("Numbers in one scale; % shows the")
        await seen.until(lambda: "до 131.5 bn USD." in text(seen, "reader"))
        assert "Китай вложил ещё 8 bn CNY в OpenAI" in text(seen, "reader")
        assert "×3 меньше" in text(seen, "reader")
        assert "131.5 bn USD" in [part.replace("\u00a0", " ") for part in seen.styled("reader", DARK.lens)]
        # What is found in the words of the text is marked where they are shown otherwise.
        await seen.press("/", *"юаней", "enter")
        assert [part.replace("\u00a0", " ") for part in seen.styled("reader", DARK.here)] == ["8 bn CNY"]
        await seen.press("escape", "%")
        await seen.tells("Numbers as the texts have them.")
        assert "8 млрд юаней" in text(seen, "reader")

    see(market, body, size)


def test_search_concordance_and_facts_follow(market: Path) -> None:
    async def body(seen: Seen) -> None:
        await seen.press("%", "s", *"млрд", "enter")
        await seen.until(lambda: "131.5 bn USD" in text(seen, "search"))
        await seen.press("t")
        await seen.until(lambda: "131.5 bn USD" in text(seen, "concordance"))
        await seen.press("escape", "5")
        await seen.until(lambda: "37 %" in text(seen, "facts"))
        await seen.press("/", *"中国占", "enter")
        await seen.until(lambda: "中国占37 %" in text(seen, "facts"))
        await seen.press("%")
        await seen.until(lambda: "中国占37%" in text(seen, "facts"))

    see(market, body)


def test_a_rate_is_used_only_where_it_was_given_and_is_told_with_its_day(market: Path, home: Path) -> None:
    (home / "config.toml").write_text(
        '[rates]\n"CNY/USD" = {rate = 0.125, date = "2025-01-31"}\n', encoding="utf-8"
    )

    async def body(seen: Seen) -> None:
        await seen.press("1", "enter", "%")
        await seen.until(lambda: "вложил ещё ≈1 bn USD в OpenAI" in text(seen, "reader"))
        await seen.shows("1 CNY = 0.125 USD of 2025-01-31")

    async def run() -> None:
        async with seeing(market, config=load()) as seen:
            await body(seen)

    asyncio.run(run())


def test_the_timeline_follows(tmp_path: Path) -> None:
    given = [Article("Китай вложил 8 млрд юаней 2025-02-03.", "/вклад", "Вклад", "Лента", "ru", "2025-03-02")]

    async def body(seen: Seen) -> None:
        await seen.press("4")
        await seen.until(lambda: "8 млрд юаней" in text(seen, "timeline"))
        await seen.press("%")
        await seen.until(lambda: "Китай вложил 8 bn CNY 2025-02-03." in text(seen, "timeline"))
        assert seen.heading("timeline").startswith("4 Timeline % ·")
        assert "8 bn CNY" in [part.replace("\u00a0", " ") for part in seen.styled("timeline", DARK.lens)]
        await seen.press("%")
        await seen.until(lambda: "8 млрд юаней" in text(seen, "timeline"))

    see(put(tmp_path / "вклад.db", given), body, (120, 40))
