"""The frame diff draws on a terminal exactly what a whole frame would."""

from __future__ import annotations

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from aitui.tui.frames import FrameDiff
from aitui.tui.widgets.pane import fit

STYLES = [Style(), Style(reverse=True), Style(color="color(215)", bold=True), Style(bgcolor="color(24)")]
WIDTH, HEIGHT = 12, 4
ROW = st.lists(st.tuples(st.text(alphabet="abж中é ", max_size=6), st.sampled_from(STYLES)), max_size=4)
FRAME = st.lists(ROW, min_size=HEIGHT, max_size=HEIGHT)


def strips(frame: list[list[tuple[str, Style]]]) -> list[Strip]:
    return [fit(row, WIDTH, STYLES[0]) for row in frame]


def shown(*data: str) -> list[list[tuple[str, str, str, bool, bool]]]:
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    for part in data:
        stream.feed(part)
    return [
        [(c.data, c.fg, c.bg, c.bold, c.reverse) for c in (screen.buffer[y][x] for x in range(WIDTH))]
        for y in range(HEIGHT)
    ]


@settings(max_examples=300)
@given(st.lists(FRAME, min_size=2, max_size=5))
def test_diffs_add_up_to_the_last_frame(frames: list[list[list[tuple[str, Style]]]]) -> None:
    diff = FrameDiff(ColorSystem.EIGHT_BIT)
    sent = [diff.update(strips(frame)) for frame in frames]
    assert shown(*sent) == shown(FrameDiff(ColorSystem.EIGHT_BIT).update(strips(frames[-1])))


def test_nothing_changed_sends_nothing() -> None:
    diff = FrameDiff(ColorSystem.EIGHT_BIT)
    frame = [Strip([Segment("Китай 中国  ", Style(bold=True))])]
    assert diff.update(frame)
    assert diff.update(frame) == ""


def test_one_cell_costs_one_cell() -> None:
    diff = FrameDiff(ColorSystem.EIGHT_BIT)
    diff.update([Strip([Segment("x" * 100, Style())]) for _ in range(40)])
    after = [
        Strip([Segment("x" * 50 + "Ж" + "x" * 49, Style())]),
        *[Strip([Segment("x" * 100, Style())])] * 39,
    ]
    assert diff.update(after) == "\x1b[1;51H\x1b[0mЖ\x1b[0m"


def test_a_forgotten_frame_is_sent_whole() -> None:
    diff = FrameDiff(ColorSystem.EIGHT_BIT)
    frame = [Strip([Segment("abc", Style())])]
    first = diff.update(frame)
    diff.forget()
    assert diff.update(frame) == first
