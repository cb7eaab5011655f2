"""What changed in an article, on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from seen import Seen, see
from small_corpora import put

from aitui.model import Article

ONE = "Китай и Huawei держат 37 % рынка.\nТайвань спорит с этим."
TWO = "Китай и Huawei держат 41 % рынка.\nТайвань спорит с этим."
NOW = "Китай и Huawei держат 41 % рынка, пишет «Лента».\nТайвань больше не спорит с этим.\x1b[2J"


pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("версии") / "три.db"
    for text in (ONE, TWO, NOW):
        put(path, [Article(text, "/доля", "Доля", "Лента", "ru", "2025-03-01")])
    put(path, [Article("La Cina corre.", "/corre", "Corre", None, "it", "2025-02-01")])
    return path


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
def test_the_newest_change_first_and_enter_goes_to_it(changed: Path, size: tuple[int, int]) -> None:
    async def body(seen: Seen) -> None:
        await seen.press("V")
        await seen.shows("Versions Доля", "2 → 3", "1 → 2", "3 changes", "1 change ")
        rows = [row.strip() for row in seen.rows("versions") if row.strip()]
        assert rows[1].startswith("2 → 3")
        assert "{+, пишет «Лента»+}" in rows[2]
        assert "{+больше не+}" in rows[3]
        assert "[-37-]{+41+}" in rows[6]
        assert "\x1b" not in "".join(rows)
        await seen.press("j", "j", "enter")
        assert seen.screen.explorer.focus == "reader"
        assert seen.screen.explorer.offset == NOW.index("больше")
        await seen.press("V")
        await seen.shows("2 → 3")
        await seen.press("G", "enter")
        await seen.tells("This change is of an older version")
        await seen.press("V")
        await seen.shows("2 → 3")
        await seen.press("/", *"37", "enter")
        assert "[-37-]" in seen.cursor_row("versions")

    see(changed, body, size)


def test_an_article_that_has_not_changed_says_so(changed: Path) -> None:
    async def body(seen: Seen) -> None:
        await seen.press("J", "V")
        await seen.shows("came in once and has not changed")

    see(changed, body)
