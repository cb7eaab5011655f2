"""A row of the article list leaves the title room, however narrow the list is."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from aitui.tui.cells import fitted
from aitui.tui.lines import article_line


@dataclass
class Row:
    title: str = "Китай обогнал всех"
    lang: str = "ru"
    published: str | None = "2025-03-07"


def line(row: Row, width: int) -> str:
    return "".join(
        text for text, _ in fitted(article_line(row, width, opened=True, read=False), width, "plain")
    )


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, "▸     ru 2025-03-07 Китай обогнал всех"),
        (43, "▸     ru 25-03-07 Китай обогнал всех"),
        (28, "▸     ru 25-03-07 Китай обо…"),
        (20, "▸     ru Китай обог…"),
    ],
)
def test_the_date_gives_way_to_the_title(width: int, shown: str) -> None:
    assert line(Row(), width).rstrip() == shown


@pytest.mark.parametrize(("width", "shown"), [(60, "undated   "), (43, "–       "), (20, "")])
def test_without_a_date_titles_stand_in_line(width: int, shown: str) -> None:
    assert line(Row(published=None), width).startswith(f"▸     ru {shown}{' ' if shown else ''}Китай")
