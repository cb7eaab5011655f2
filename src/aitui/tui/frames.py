"""Sends to the terminal only the cells that changed since the last frame."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, RenderableType
from rich.segment import Segment
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.screen import Screen
from textual.strip import Strip


class FrameDiff:
    """Remembers the frame that the terminal shows and says what to send for the next one.

    Textual resends whole dirty regions; over a slow line only the cells that changed should go out.

    A cell is its text and its style; the second cell of a wide character has an empty text.
    """

    # A gap of equal cells this short is cheaper to send again than to jump over.
    GAP = 6

    def __init__(self, colours: ColorSystem | None) -> None:
        self._colours = colours
        self._rows: list[tuple[list[Segment], list[tuple[str, Style]]]] = []
        self._codes: dict[Style, str] = {}

    def forget(self) -> None:
        """The terminal may show anything now; the next frame is sent whole."""
        self._rows = []

    def update(self, strips: Sequence[Strip]) -> str:
        """Return the bytes that turn the frame on the terminal into this one."""
        whole = len(self._rows) != len(strips)
        before, self._rows = self._rows, []
        out: list[str] = []
        for y, strip in enumerate(strips):
            segments = list(strip)
            if not whole and before[y][0] == segments:
                self._rows.append(before[y])
                continue
            cells = _cells(segments)
            self._rows.append((segments, cells))
            self._row(out, y, cells, [] if whole else before[y][1])
        if out:
            out.append("\x1b[0m")
        return "".join(out)

    def _row(
        self, out: list[str], y: int, cells: list[tuple[str, Style]], before: list[tuple[str, Style]]
    ) -> None:
        """Add the runs of a row that differ."""
        same = [x < len(before) and cell == before[x] for x, cell in enumerate(cells)]
        x, width = 0, len(cells)
        while x < width:
            if same[x]:
                x += 1
                continue
            start = x - 1 if cells[x][0] == "" and x else x
            end = last = x + 1
            while end < width and end - last < self.GAP:
                end += 1
                if not same[end - 1]:
                    last = end
            while last < width and cells[last][0] == "":
                last += 1
            out.append(f"\x1b[{y + 1};{start + 1}H")
            style: Style | None = None
            for text, own in cells[start:last]:
                if own is not style and own != style:
                    out.append(self._code(own))
                    style = own
                out.append(text)
            x = last

    def _code(self, style: Style) -> str:
        """Return the sequence that sets a style whatever was set before; styles are few, so kept."""
        code = self._codes.get(style)
        if code is None:
            begin, mark, _ = style.render("\x00", color_system=self._colours).partition("\x00")
            code = begin.replace("\x1b[", "\x1b[0;", 1) if mark and begin else "\x1b[0m"
            self._codes[style] = code
        return code


def _cells(segments: Iterable[Segment]) -> list[tuple[str, Style]]:
    """Split a row into cells; marks of width 0 join the character before them."""
    cells: list[tuple[str, Style]] = []
    for text, style, control in segments:
        if control:
            continue
        style = style or Style.null()
        if text.isascii():
            cells.extend((char, style) for char in text)
            continue
        for char in text:
            width = get_character_cell_size(char)
            if width == 0:
                if cells:  # else there is nothing that it could stand on
                    at = -1 if cells[-1][0] or len(cells) == 1 else -2
                    cells[at] = (cells[at][0] + char, cells[at][1])
                continue
            cells.append((char, style))
            if width == 2:
                cells.append(("", style))
    return cells


class LightApp(App[None], inherit_bindings=False):
    """An app that sends only the cells that changed.

    Overrides one private method of Textual (`App._display`, the place where a frame becomes bytes);
    `AITUI_FRAME_DIFF=0` leaves Textual as it is.
    """

    def __init__(self, *, ansi_color: bool) -> None:
        super().__init__(ansi_color=ansi_color)
        self._frame: FrameDiff | None = None
        self._frame_size: tuple[int, int] = (0, 0)
        self._frame_diff = os.environ.get("AITUI_FRAME_DIFF", "1") != "0"

    def forget_frame(self) -> None:
        """Something else wrote to the terminal: send the next frame whole."""
        if self._frame is not None:
            self._frame.forget()

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        driver = self._driver
        if (
            not self._frame_diff
            or not isinstance(renderable, CompositorUpdate)
            or self._batch_count
            or driver is None
            or driver.is_inline
            or self.is_headless
            or not self._running
            or self._closed
        ):
            super()._display(screen, renderable)
            return
        if self._frame is None:
            name = self.console.color_system
            self._frame = FrameDiff(COLOR_SYSTEMS[name] if name else None)
        size = (screen.size.width, screen.size.height)
        if size != self._frame_size:
            self._frame.forget()
            self._frame_size = size
        data = self._frame.update(screen._compositor.render_strips())
        if data:
            self._begin_update()
            driver.write(data)
            self._end_update()
            driver.flush()
        self.post_display_hook()
