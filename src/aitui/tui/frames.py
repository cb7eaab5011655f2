"""Sends to the terminal only the cells that changed since the last frame."""

from __future__ import annotations

import os
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Protocol, runtime_checkable

from rich.cells import get_character_cell_size
from rich.color import ColorSystem
from rich.console import COLOR_SYSTEMS, RenderableType
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate
from textual.app import App
from textual.driver import Driver
from textual.screen import Screen
from textual.strip import Strip

from aitui.tui.terminal import keeps_ground


class FrameDiff:
    """Remembers the frame that the terminal shows and says what to send for the next one.

    Textual resends whole dirty regions; over a slow line only the cells that changed should go out.  Lines
    that moved are moved by the terminal itself, where they are as wide as it is.

    A cell is its text and its style; the second cell of a wide character has an empty text.

    A terminal may count a character differently (an emoji newer than it is, a mark that it cannot combine).
    What follows such a one stands elsewhere then; at the edge of the next pane the column is said anew, and
    cells there that may have been written over are sent again.  So the damage stays in one row of one pane.

    Args:
        colours: how many the terminal has; None for none at all.
        erases: whether it erases in the colour that it writes on, so that blanks need not be sent one by one.
    """

    # A gap of equal cells this short is cheaper to send again than to jump over.
    GAP = 6
    # The farthest that lines are looked for, and how many must have moved for it to pay.
    REACH = 4
    MOVED = 3

    def __init__(self, colours: ColorSystem | None, *, erases: bool = False) -> None:
        self._colours = colours
        self._erases = erases
        self._rows: list[_Row] = []
        self._parts: dict[Style, _Parts] = {}
        self._codes: dict[tuple[Style, Style], str] = {}
        self._grounds: dict[Style, tuple[str, bool]] = {}
        self._alphabet = _Alphabet()
        self._style = _PLAIN  # what the terminal writes in now
        self._clears = False

    def forget(self) -> None:
        """The terminal may show anything now; the next frame is sent whole.

        The screen is cleared before: half a wide character, cut in two by a change of size, takes the cell
        before it along in tmux when it is written over.
        """
        self._rows, self._clears = [], True

    def update(self, strips: Sequence[Strip], edges: Sequence[Sequence[int]] = ()) -> str:
        """Return the bytes that turn the frame on the terminal into this one.

        Args:
            strips: the rows.
            edges: the columns at which panes begin, ascending, for each row.
        """
        frame = [list(strip) for strip in strips]
        self._alphabet.forget()
        out: list[str] = []
        if len(self._rows) == len(frame):
            before = self._scroll(out, frame, self._rows)
        else:
            before = [([], [])] * len(frame)
            out.append("\x1b[0m\x1b[2J" if self._clears else "\x1b[0m")
        self._rows, self._clears = [], False
        for y, segments in enumerate(frame):
            if before[y][0] == segments:
                self._rows.append(before[y])
                continue
            cells = self._alphabet.cells(segments)
            self._rows.append((segments, cells))
            self._row(out, y, cells, before[y][1], edges[y] if y < len(edges) else ())
        if out:
            out.append("\x1b[0m")
        self._style = _PLAIN
        return "".join(out)

    def _scroll(self, out: list[str], frame: Sequence[list[Segment]], before: list[_Row]) -> list[_Row]:
        """Let the terminal move the lines that moved; return what it shows then."""
        changed = [y for y, segments in enumerate(frame) if before[y][0] != segments]
        if len(changed) <= self.MOVED:
            return before
        best: tuple[int, int, int, int] = (0, 0, 0, 0)
        for size in range(1, self.REACH + 1):
            for step in (size, -size):
                moved = [y for y in changed if 0 <= y + step < len(frame) and frame[y] == before[y + step][0]]
                if len(moved) > best[0]:
                    best = (len(moved), step, moved[0], moved[-1])
        number, step, first, last = best
        if number < self.MOVED:
            return before
        top, bottom = min(first, first + step), max(last, last + step)
        # Line feeds at the lower edge and reverse ones at the upper: every terminal knows these.
        edge, feeds = (bottom, "\n" * step) if step > 0 else (top, "\x1bM" * -step)
        out.append(f"\x1b[{top + 1};{bottom + 1}r\x1b[{edge + 1}H{feeds}\x1b[r")
        shown = list(before)
        for y in range(top, bottom + 1):
            shown[y] = before[y + step] if top <= y + step <= bottom else ([], [])
        return shown

    def _row(
        self,
        out: list[str],
        y: int,
        cells: list[tuple[str, Style]],
        before: list[tuple[str, Style]],
        edges: Sequence[int],
    ) -> None:
        """Add the runs of a row that differ."""
        same = [x < len(before) and self._alike(cell, before[x]) for x, cell in enumerate(cells)]
        for begin, end in pairwise((0, *edges, len(cells))):
            if not all(same[begin:end]):
                self._distrust(same, before, begin, end)
        begins = frozenset(edges)
        x, width = 0, len(cells)
        there = False
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
            out.append(f"\x1b[{start + 1}G" if there else f"\x1b[{y + 1};{start + 1}H")
            there = True
            sure, doubts, spoilt = True, 0, last
            erased = start
            for at, (text, own) in enumerate(cells[start:last], start):
                if at < erased:
                    continue
                if not sure and at in begins:
                    out.append(f"\x1b[{at + 1}G")
                    spoilt = max(spoilt, at + doubts)
                    sure, doubts = True, 0
                # What stands on a blank is not seen: it may be of any colour.
                if own is not self._style and not self._alike((text, own), (text, self._style)):
                    out.append(self._code(self._style, own))
                    self._style = own
                if text == " " and self._erases and (blanks := self._blanks(cells, at, last, begins)):
                    erased = at + blanks
                    if erased < width:
                        out.append(f"\x1b[{blanks}X" + (f"\x1b[{erased + 1}G" if erased < last else ""))
                        if erased < last:
                            spoilt = max(spoilt, erased + doubts)
                            sure, doubts = True, 0
                    else:
                        out.append("\x1b[K")
                    continue
                out.append(text)
                if not text.isascii():
                    sure = False
                    doubts += _doubtful(text)
            # What was written over behind this run, by it or by the pane before the one it ends in.
            spoilt = min(spoilt, width)
            same[last:spoilt] = [False] * (spoilt - last)
            if doubts and (edge := bisect_left(edges, last)) < len(edges):
                beyond = range(edges[edge], min(last + doubts, width))
                same[beyond.start : beyond.stop] = [False] * len(beyond)
            x = last

    @staticmethod
    def _distrust(same: list[bool], before: list[tuple[str, Style]], begin: int, end: int) -> None:
        """Send what stood behind marks or pictures in a pane again: the terminal may have it elsewhere.

        So that what they harmed is whole as soon as another line stands there.  Signs such as “ … · ● are in
        every line of ours: there that would cost more than it is worth.
        """
        for x in range(begin, min(end, len(before))):
            text = before[x][0]
            if (len(text) > 1 or text >= "\u2600") and _doubtful(text):
                same[x:end] = [False] * (end - x)
                return

    def _alike(self, cell: tuple[str, Style], other: tuple[str, Style]) -> bool:
        """Tell whether two cells look the same."""
        return cell == other or (
            cell[0] == " " == other[0] and self._ground(cell[1]) == self._ground(other[1])
        )

    def _blanks(self, cells: list[tuple[str, Style]], at: int, last: int, edges: frozenset[int]) -> int:
        """Return how many blanks from `at` on are erased for fewer bytes than they are sent, 0 if none are.

        They end where a pane does: what is not sure where it stands must not reach into the next one.
        """
        ground = self._ground(cells[at][1])
        if ground[1]:
            return 0
        end = at + 1
        while (
            end < last and cells[end][0] == " " and end not in edges and self._ground(cells[end][1]) == ground
        ):
            end += 1
        number = end - at
        cost = 3 if end == len(cells) else 5 if end == last else 11
        return number if number > cost else 0

    def _ground(self, style: Style) -> tuple[str, bool]:
        """Return what is seen of a style where nothing is written: its colour, whether lines cross it."""
        ground = self._grounds.get(style)
        if ground is None:
            attributes, fore, back = self._parts_of(style)
            shown = attributes & _ON_BLANKS
            # Reversed, the colour of the letters is that of the ground.
            ground = self._grounds[style] = (
                ";".join([*sorted(shown), fore, back]) if shown else back,
                bool(shown),
            )
        return ground

    def _code(self, old: Style, new: Style) -> str:
        """Return the shortest sequence that leads from one style to another; styles are few, so kept."""
        code = self._codes.get((old, new))
        if code is None:
            (had, *colours), (has, *wanted) = self._parts_of(old), self._parts_of(new)
            codes = ["0", *sorted(has), *filter(None, wanted)]
            if had <= has:
                changes = [
                    new_colour or default
                    for old_colour, new_colour, default in zip(colours, wanted, ("39", "49"), strict=True)
                    if old_colour != new_colour
                ]
                codes = min([*sorted(has - had), *changes], codes, key=lambda part: len(";".join(part)))
            code = self._codes[old, new] = f"\x1b[{';'.join(codes)}m" if codes else ""
        return code

    def _parts_of(self, style: Style) -> _Parts:
        """Return attributes, colour of the letters and of the ground, as the codes that set them."""
        parts = self._parts.get(style)
        if parts is None:
            begin = style.render("\x00", color_system=self._colours).partition("\x00")[0]
            codes = begin.removeprefix("\x1b[").removesuffix("m").split(";") if begin else []
            attributes: set[str] = set()
            fore = back = ""
            while codes:
                code = codes.pop(0)
                if code in ("38", "48"):
                    long = 1 if codes[0] == "5" else 3
                    code, codes = ";".join([code, *codes[: long + 1]]), codes[long + 1 :]
                if len(code) > 1 and code[0] in "39":
                    fore = code
                elif len(code) > 1 and code[0] in "41":
                    back = code
                elif code:
                    attributes.add(code)
            parts = self._parts[style] = (frozenset(attributes), fore, back)
        return parts


_PLAIN = Style.null()
# Attributes that show without a letter: underlined, blinking, reversed, struck through, lines above.
_ON_BLANKS = frozenset({"4", "5", "7", "9", "21", "53"})
# Categories of emoji, of their modifiers, of marks, and of what is newer than our tables.
_DOUBTED = frozenset({"So", "Sk", "Mn", "Me", "Mc", "Cf", "Cn", "Co"})
# The segments of a row and its cells.
_Row = tuple[list[Segment], list[tuple[str, Style]]]
_Parts = tuple[frozenset[str], str, str]


@lru_cache(maxsize=8192)
def _doubtful(text: str) -> int:
    """Return how many cells more than we think a terminal may give to a cell's text.

    All agree on letters of one cell, and on Han, kana and Hangul of two.  They do not on marks that join the
    letter before, on emoji, and on signs such as “ … · ● █, which some draw as wide as a Chinese letter.
    """
    if not text:
        return 0
    joined = sum(2 if char >= "\U0001f000" else 1 for char in text[1:])
    if text[0] < "\u0300" or "\u2000" <= text[0] < "\u2600":
        return joined + (unicodedata.east_asian_width(text[0]) == "A" and not text[0].isalpha())
    return joined + (unicodedata.category(text[0]) in _DOUBTED)


class _Cells(dict[str, tuple[str, Style]]):
    """The cells of one style by their text: those that are alike are one, so that a frame makes none.

    A large window has 30,000; as pieces of memory of their own they took much of what a frame takes, and lay
    among what other threads had for a moment.
    """

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style

    def __missing__(self, text: str) -> tuple[str, Style]:
        cell = self[text] = (text, self._style)
        return cell


class _Alphabet:
    """Splits rows into cells."""

    # Cells that are kept; a page of Chinese in many colours has a thousand.
    KEPT = 2048

    def __init__(self) -> None:
        self._of: dict[Style, _Cells] = {}

    def forget(self) -> None:
        """Begin anew once there are many."""
        if sum(map(len, self._of.values())) > self.KEPT:
            self._of.clear()

    def cells(self, segments: Iterable[Segment]) -> list[tuple[str, Style]]:
        """Return the cells of a row; marks of width 0 join the character before them."""
        cells: list[tuple[str, Style]] = []
        for text, own, control in segments:
            if control:
                continue
            style = own or _PLAIN
            made = self._of.get(style)
            if made is None:
                made = self._of[style] = _Cells(style)
            if text.isascii():
                cells.extend(map(made.__getitem__, text))
                continue
            for char in text:
                width = get_character_cell_size(char)
                if width == 0:
                    if cells:  # else there is nothing that it could stand on
                        at = -1 if cells[-1][0] or len(cells) == 1 else -2
                        cells[at] = (cells[at][0] + char, cells[at][1])
                    continue
                cells.append(made[char])
                if width == 2:
                    cells.append(made[""])
        return cells


def _edges(screen: Screen[object]) -> list[list[int]]:
    """Return at which columns a widget begins, for each row."""
    edges: list[set[int]] = [set() for _ in range(screen.size.height)]
    for widget in screen.children:
        region = widget.region
        if region:
            for row in edges[max(0, region.y) : region.bottom]:
                row |= {region.x, region.right}
    return [sorted(row) for row in edges]


def _patched(before: Strip, parts: Mapping[int, Strip | None], ends: Sequence[int]) -> Strip | None:
    """Return a row with the parts of it that were drawn anew; None where one is not drawn whole.

    Args:
        before: the row as it was.
        parts: what was drawn, by the column that it begins at, ascending; None for what was not.
        ends: the columns at which they end.
    """
    row: list[Strip] = []
    for (start, part), end in zip(parts.items(), ends, strict=True):
        if part is None:
            part = before.crop(start, end)
        if part.cell_length != end - start:
            return None
        row.append(part)
    return Strip.join(row)


_divide = Strip.divide


def _divided(strip: Strip, cuts: Iterable[int]) -> Sequence[Strip]:
    """Divide a strip as Textual does; but where that is the whole of it, without keeping it in itself.

    Each line that was drawn would stay until the garbage collector comes by: megabytes of them, and what is
    made meanwhile and lasts is strewn between them.
    """
    places = list(cuts)
    return [strip] if places == [strip.cell_length] else _divide(strip, places)


Strip.divide = _divided  # type: ignore[method-assign, assignment]
# Rich keeps 16,384 texts that it cut, 11 MB when full; one is cut again at once, if ever.
_split = lru_cache(maxsize=1 << 7)(Segment._split_cells.__wrapped__)
Segment._split_cells = classmethod(_split)  # type: ignore[method-assign, assignment, arg-type]


@runtime_checkable
class Sends(Protocol):
    """A driver that knows whether the terminal has taken what was written.

    Attributes:
        unsent: whether it has not.
        sent: called by another thread as soon as it has.
    """

    unsent: bool
    sent: Callable[[], None]

    def write(self, data: str) -> None: ...
    def flush(self) -> None: ...


class LightApp(App[None], inherit_bindings=False):
    """An app that sends only the cells that changed, and no frame before the terminal has taken the last one.

    So a slow line never holds up a key, and shows the newest frame next.

    Overrides one private method of Textual (`App._display`, the place where a frame becomes bytes), and a
    small part of `Strip.divide` above; `AITUI_FRAME_DIFF=0` leaves the first as it is.
    """

    def __init__(self, *, ansi_color: bool) -> None:
        super().__init__(ansi_color=ansi_color)
        self._frame: FrameDiff | None = None
        self._frame_size: tuple[int, int] = (0, 0)
        # The rows of the frame before; none after a frame that went another way.
        self._strips: list[Strip] = []
        self._frame_diff = os.environ.get("AITUI_FRAME_DIFF", "1") != "0"
        # Whether a frame was left out, since the terminal had not yet taken the one before.
        self._left_out = False

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
            self._strips = []
            super()._display(screen, renderable)
            return
        if self._frame is None:
            name = self.console.color_system
            self._frame = FrameDiff(
                COLOR_SYSTEMS[name] if name else None, erases=keeps_ground(os.environ.get("TERM", ""))
            )
        size = (screen.size.width, screen.size.height)
        if size != self._frame_size:
            if any(self._frame_size):  # at first it stands there already what was painted before
                self._frame.forget()
            self._frame_size, self._strips = size, []
        if isinstance(driver, Sends):
            driver.sent = self._catch_up
            self._left_out = True  # before it is asked: the terminal may have taken it just now
            if driver.unsent:
                self._strips = []
                return
            self._left_out = False
        self._strips = self._drawn(screen, renderable)
        self._send(driver, self._frame, screen)
        self.post_display_hook()

    def _send(self, driver: Driver | Sends, frame: FrameDiff, screen: Screen[object]) -> None:
        data = frame.update(self._strips, _edges(screen))
        if data:
            self._begin_update()
            driver.write(data)
            self._end_update()
            driver.flush()

    def _catch_up(self) -> None:
        """The terminal has taken all that was written; the thread that writes calls it."""
        if self._left_out:
            self.call_later(self._send_left_out)

    def _send_left_out(self) -> None:
        driver, frame = self._driver, self._frame
        if self._left_out and isinstance(driver, Sends) and frame is not None and not driver.unsent:
            self._left_out = False
            self._strips = self.screen._compositor.render_strips()
            self._send(driver, frame, self.screen)

    def _drawn(self, screen: Screen[object], update: CompositorUpdate) -> list[Strip]:
        """Return the rows of the screen: those before with what was drawn anew, where Textual tells that."""
        if isinstance(update, ChopsUpdate) and len(self._strips) == screen.size.height:
            strips = list(self._strips)
            for y in {y for y, _, _ in update.spans}:
                row = _patched(strips[y], update.chops[y], update.chop_ends[y])
                if row is None:
                    return screen._compositor.render_strips()
                strips[y] = row
            return strips
        return screen._compositor.render_strips()
