"""Textual asks here where the panes stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Offset, Region, Size, Spacing
from textual.layout import Layout, WidgetPlacement

if TYPE_CHECKING:
    from textual.widget import Widget


class PanesLayout(Layout):
    """Textual's way to ask `place`: the screen says what is focused, its children where they go."""

    name = "panes"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> list[WidgetPlacement]:
        from aitui.tui.screens.panes_screen import PanesScreen

        assert isinstance(parent, PanesScreen)
        placements: list[WidgetPlacement] = []

        def put(widget: Widget, x: int, y: int, width: int, height: int, order: int = 0) -> None:
            region = Region(x, y, max(1, width), max(1, height))
            placements.append(WidgetPlacement(region, Offset(0, 0), Spacing(0, 0, 0, 0), widget, order))

        for pane, (x, y, width, height) in parent.where(size.width, max(1, size.height - 1)).items():
            put(parent.panes[pane], x, y, width, height)
        for shown in parent.panes.values():
            shown.expect(None)
        put(parent.status, 0, size.height - 1, size.width, 1)
        if parent.notice.open:
            height = min(size.height - 1, parent.notice.height(size.width))
            put(parent.notice, 0, size.height - 1 - height, size.width, height, order=1)
        if parent.palette.open:
            # Without a ground of its own it could not be told from what stands beside it.
            width = min(size.width, 84) if parent.colours.status.bgcolor else size.width
            height = max(3, min(size.height - 1, 30))
            put(parent.palette, (size.width - width) // 2, 0, width, height, order=1)
        return placements
