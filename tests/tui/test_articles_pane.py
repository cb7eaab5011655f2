"""The article list: which row is marked as open."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from seen import seeing
from small_corpora import put

from aitui.model import Article

TEXTS = [
    Article(f"Завод номер {n}.", f"/{n}", f"Завод {n}", "Лента", "ru", f"2024-01-{n:02}")
    for n in range(1, 13)
]


pytestmark = pytest.mark.usefixtures("home")


# Held over rows that are not opened, back and forth, and to another place from the reader.
@pytest.mark.parametrize("keys", ["jjjjj", "jjjkkkkj", "Gkkkk", "GkkG", "jjj2JJ", "jj2JJJ1kkkk"])
def test_the_open_article_alone_is_marked_after_a_held_key(tmp_path: Path, keys: str) -> None:
    async def body() -> None:
        async with seeing(put(tmp_path / "дюжина.db", TEXTS), (120, 40), "dark") as seen:

            def marked() -> list[str]:
                return [row[:40].split("Завод ")[1].split()[0] for row in seen.frame() if row.startswith("▸")]

            def opened() -> list[str]:
                article = seen.screen.explorer.article
                return [] if article is None else [article.row.title.split()[1]]

            await seen.until(lambda: marked() == ["12"])
            await seen.press("1", *keys)
            await seen.until(lambda: not seen.screen.articles.waiting)
            await seen.settle()
            assert marked() == opened() != []

    asyncio.run(body())
