"""Near-copies in the article list: one row, opened by a key, with the totals told."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path

import pytest
from seen import seeing
from small_corpora import four, put

from aitui.model import Article
from aitui.store import copies, database, sessions, workspace


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    with closing(workspace.open()) as own:
        sessions.known(own)
    copy = Article("Китай обогнал всех, пишут они.", "/копия", "Гонка, копия", "Вести", "ru", "2025-03-08")
    path = put(tmp_path / "пять.db", [*four(), copy])
    with database.writing(path) as conn, database.transaction(conn):
        copies.join(conn, 1, [2, 5])
    return path


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_copies_are_one_row_until_they_are_opened(corpus: Path, size: tuple[int, int]) -> None:
    async def body() -> None:
        async with seeing(corpus, size) as seen:
            await seen.until(lambda: "×2 Гонка" in "\n".join(seen.rows("articles")))
            assert seen.heading("articles").startswith("1 Articles 1/4 · 5 articles")
            await seen.press("j", "O")
            await seen.until(lambda: "▾2 Гонка" in seen.cursor_row("articles"))
            assert "└ Гонка" in seen.rows("articles")[3]
            assert seen.heading("articles") == "1 Articles 2/5"
            await seen.press("j", "Щ")
            await seen.until(lambda: "×2 Гонка" in seen.cursor_row("articles"))
            await seen.press("A")
            await seen.tells("Every article has a row of its own.")
            assert len([row for row in seen.rows("articles")[1:] if row.strip()]) == 5

    asyncio.run(body())
