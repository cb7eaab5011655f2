"""Panes tile the screen at every size; nothing overlaps, nothing is lost."""

from __future__ import annotations

import pytest

from aitui.explorer.actions import Pane
from aitui.tui.arrange import place

SIZES = [(20, 4), (59, 20), (60, 23), (80, 23), (99, 39), (100, 11), (120, 39), (300, 99)]


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("focus", ["articles", "reader", "entities", "timeline", "search", "bookmarks"])
@pytest.mark.parametrize("zoomed", [False, True])
def test_panes_tile_the_screen(width: int, height: int, focus: Pane, zoomed: bool) -> None:
    centre: Pane = focus if focus in ("search", "bookmarks") else "reader"
    side: Pane = focus if focus in ("entities", "timeline") else "articles"
    places = place(width, height, focus=focus, side=side, centre=centre, zoomed=zoomed)
    cells: dict[tuple[int, int], str] = {}
    for pane, (x, y, w, h) in places.items():
        for cx in range(x, x + w):
            for cy in range(y, y + h):
                assert (cx, cy) not in cells, f"{pane} lies on {cells[cx, cy]}"
                cells[cx, cy] = pane
    assert len(cells) == width * height
    assert focus in places
    if width >= 60 and not zoomed and not (height < 12 and focus == "timeline"):
        assert centre in places


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("focus", ["reader", "counterpart", "articles", "entities", "timeline"])
def test_two_readers_tile_the_screen(width: int, height: int, focus: Pane) -> None:
    places = place(width, height, focus=focus, side="articles", centre="reader", zoomed=False, pair=True)
    cells = [(cx, cy) for x, y, w, h in places.values() for cx in range(x, x + w) for cy in range(y, y + h)]
    assert len(cells) == len(set(cells)) == width * height
    assert focus in places
    if width >= 60 and height >= 12:
        assert {"reader", "counterpart"} <= set(places)
    if focus in ("reader", "counterpart"):
        assert set(places) <= {"reader", "counterpart"}
    zoomed = place(width, height, focus=focus, side="articles", centre="reader", zoomed=True, pair=True)
    assert zoomed == {focus: (0, 0, width, height)}


def test_two_readers_stand_side_by_side_in_a_wide_terminal_and_stacked_in_a_narrow_one() -> None:
    wide = place(120, 39, focus="reader", side="articles", centre="reader", zoomed=False, pair=True)
    assert wide == {"reader": (0, 0, 60, 39), "counterpart": (60, 0, 60, 39)}
    narrow = place(80, 23, focus="reader", side="articles", centre="reader", zoomed=False, pair=True)
    assert narrow == {"reader": (0, 0, 80, 11), "counterpart": (0, 11, 80, 12)}


def test_lists_grow_where_the_text_has_all_the_width_it_can_use() -> None:
    def widths(width: int) -> tuple[int, int, int]:
        places = place(width, 99, focus="articles", side="articles", centre="reader", zoomed=False)
        return places["articles"][2], places["reader"][2], places["entities"][2]

    assert widths(120) == (38, 57, 25)
    assert widths(208) == (60, 105, 43)
    assert widths(300) == (96, 142, 62)


def test_the_timeline_is_taller_in_a_tall_terminal() -> None:
    def below(height: int) -> int:
        return place(120, height, focus="articles", side="articles", centre="reader", zoomed=False)[
            "timeline"
        ][3]

    assert [below(height) for height in (12, 39, 60, 99)] == [4, 9, 12, 19]
