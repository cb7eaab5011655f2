"""The frame diff draws on a terminal exactly what a whole frame would."""

from __future__ import annotations

import gc
import re
import unicodedata

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from aitui.tui.frames import FrameDiff, _Alphabet, _patched
from aitui.tui.widgets.pane import fit

STYLES = [
    Style(),
    Style(reverse=True),
    Style(color="color(215)", bold=True),
    Style(bgcolor="color(24)"),
    Style(color="color(245)", bgcolor="color(24)"),
]
WIDTH, HEIGHT = 12, 4
ROW = st.lists(st.tuples(st.text(alphabet="abж中é    ", max_size=12), st.sampled_from(STYLES)), max_size=4)
FRAME = st.lists(ROW, min_size=HEIGHT, max_size=HEIGHT)


def strips(frame: list[list[tuple[str, Style]]]) -> list[Strip]:
    return [fit(row, WIDTH, STYLES[0]) for row in frame]


def shown(*data: str, height: int = HEIGHT) -> list[list[tuple[str, str, str, bool, bool]]]:
    """Return what a person sees: of a blank that is not reversed only the ground."""
    screen = pyte.Screen(WIDTH, height)
    stream = pyte.Stream(screen)
    for part in data:
        stream.feed(part)
    return [
        [
            (c.data, c.fg, c.bg, c.bold, c.reverse)
            if c.data != " " or c.reverse
            else (" ", "", c.bg, False, False)
            for c in (screen.buffer[y][x] for x in range(WIDTH))
        ]
        for y in range(height)
    ]


@settings(max_examples=300)
@given(st.lists(FRAME, min_size=2, max_size=5), st.booleans())
def test_diffs_add_up_to_the_last_frame(frames: list[list[list[tuple[str, Style]]]], erases: bool) -> None:
    diff = FrameDiff(ColorSystem.EIGHT_BIT, erases=erases)
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
    assert diff.update(after) == "\x1b[1;51HЖ\x1b[0m"


LINES = [f"строка {number} 中文 {'x' * number}" for number in range(60)]


def scrolled(top: int, cursor: int, head: str, height: int) -> list[Strip]:
    """Return a heading and lines from `top` on, the one of the cursor in reverse."""
    rows = [[(head, STYLES[2])]]
    rows += [[(LINES[top + y], STYLES[1 if y == cursor else 0])] for y in range(height - 1)]
    return [fit(row, WIDTH, STYLES[0]) for row in rows]


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 8)), min_size=2, max_size=6), st.integers(2, 10))
def test_lines_that_moved_end_where_they_belong(places: list[tuple[int, int]], height: int) -> None:
    diff = FrameDiff(ColorSystem.EIGHT_BIT)
    frames = [scrolled(top, cursor, f"{top}/{cursor}", height) for top, cursor in places]
    sent = [diff.update(frame) for frame in frames]
    whole = FrameDiff(ColorSystem.EIGHT_BIT).update(frames[-1])
    assert shown(*sent, height=height) == shown(whole, height=height)


def test_a_scrolled_line_costs_a_few_lines() -> None:
    diff = FrameDiff(ColorSystem.EIGHT_BIT)
    one = len(diff.update(scrolled(0, 28, "1", 30))) / 30
    assert len(diff.update(scrolled(1, 28, "2", 30))) < 4 * one
    assert len(diff.update(scrolled(0, 28, "1", 30))) < 4 * one


def test_only_what_differs_between_two_styles_is_sent() -> None:
    diff = FrameDiff(ColorSystem.EIGHT_BIT)
    quiet, loud = (
        Style(color="color(245)", bgcolor="color(234)"),
        Style(color="color(252)", bgcolor="color(234)"),
    )
    sent = diff.update(
        [
            Strip(
                [
                    Segment("й", quiet),
                    Segment("ц", loud),
                    Segment("у", loud + Style(bold=True)),
                    Segment("к", loud),
                ]
            )
        ]
    )
    assert sent == (
        "\x1b[0m\x1b[1;1H\x1b[38;5;245;48;5;234mй\x1b[38;5;252mц\x1b[1mу\x1b[0;38;5;252;48;5;234mк\x1b[0m"
    )


def test_blanks_are_erased_where_that_takes_fewer_bytes() -> None:
    chosen, plain = (
        Style(color="color(255)", bgcolor="color(24)"),
        Style(color="color(252)", bgcolor="color(234)"),
    )
    row = [
        Segment("Китай", chosen),
        Segment(" " * 30, plain),
        Segment("中国", plain),
        Segment(" " * 30, plain),
    ]
    sent = FrameDiff(ColorSystem.EIGHT_BIT, erases=True).update([Strip(row)])
    assert sent.endswith("Китай\x1b[38;5;252;48;5;234m\x1b[30X\x1b[36G中国\x1b[K\x1b[0m")
    assert " " not in sent


def test_reversed_and_underlined_blanks_are_sent_as_they_are() -> None:
    for style in (Style(reverse=True), Style(underline=True)):
        sent = FrameDiff(ColorSystem.EIGHT_BIT, erases=True).update([Strip([Segment(" " * 40, style)])])
        assert " " * 40 in sent


def test_another_colour_of_what_is_not_there_is_not_sent() -> None:
    diff = FrameDiff(ColorSystem.EIGHT_BIT)
    diff.update([Strip([Segment("да      ", Style(color="color(245)", bgcolor="color(24)"))])])
    after = [
        Segment("да", Style(color="color(245)", bgcolor="color(24)")),
        Segment(" " * 6, Style(bgcolor="color(24)")),
    ]
    assert diff.update([Strip(after)]) == ""


def test_a_forgotten_frame_is_sent_whole_on_a_cleared_screen() -> None:
    diff = FrameDiff(ColorSystem.EIGHT_BIT)
    frame = [Strip([Segment("abc", Style())])]
    first = diff.update(frame)
    assert "\x1b[2J" not in first  # what stands there may be the same already
    diff.forget()
    assert diff.update(frame) == first.replace("\x1b[0m", "\x1b[0m\x1b[2J", 1)
    assert diff.update(frame) == ""


class Contrary(pyte.Screen):
    """A terminal that gives some characters another number of cells than we do.

    Args:
        mark, picture: cells for a mark, and for a picture.
        sign: cells for a sign that is wide among Chinese letters and narrow elsewhere, such as “ … ·
    """

    def __init__(self, columns: int, lines: int, mark: int, picture: int, sign: int) -> None:
        super().__init__(columns, lines)
        self.reset_mode(pyte.modes.DECAWM)  # as Textual sets it
        self._cells = {"mark": mark, "picture": picture, "sign": sign}

    def draw(self, data: str) -> None:
        for char in data:
            if unicodedata.category(char) in ("Mn", "Me", "Mc"):
                super().draw("x" * self._cells["mark"])
            elif 0x1F300 <= ord(char) < 0x1FA00:
                super().draw("x" * self._cells["picture"])
            elif unicodedata.east_asian_width(char) == "A" and not char.isalpha():
                super().draw("x" * self._cells["sign"])
            else:
                super().draw(char)


PANES = (0, 10, 22)
FULL = 34
RIGHT_TO_LEFT = "שלום עולם مرحبا بالعالم "
MANY = st.text(alphabet="aж中한é ש\u0301\u05b0\u064b👍🇨🏽א مन\u093f\u0947“…·●█", max_size=14)
# The panes beside the one with all of this hold letters that every terminal counts alike, few enough of them
# not to be cut: that is told by a sign that they do not.
SAFE = st.text(alphabet="abcжшДя 中한שم", max_size=5)


def panes(rows: list[list[str]]) -> list[Strip]:
    """Return rows of three panes side by side, each filled to its edge."""
    strips = []
    for texts in rows:
        segments: list[Segment] = []
        for text, begin, end in zip(texts, PANES, (*PANES[1:], FULL), strict=True):
            segments.extend(fit([(text, STYLES[0])], end - begin, STYLES[0]))
        strips.append(Strip(segments, FULL))
    return strips


@settings(max_examples=150)
@given(
    st.lists(st.lists(st.tuples(SAFE, MANY, SAFE), min_size=3, max_size=3), min_size=1, max_size=4),
    st.sampled_from([0, 1]),
    st.sampled_from([0, 1, 2]),
    st.sampled_from([1, 2]),
    st.booleans(),
)
def test_a_width_that_the_terminal_sees_otherwise_harms_one_row_of_one_pane(
    frames: list[list[tuple[str, str, str]]], mark: int, picture: int, sign: int, erases: bool
) -> None:
    diff = FrameDiff(ColorSystem.EIGHT_BIT, erases=erases)
    screen = Contrary(FULL, 3, mark, picture, sign)
    stream = pyte.Stream(screen)
    for frame in frames:
        stream.feed(diff.update(panes([list(row) for row in frame]), [PANES] * 3))
    whole = pyte.Screen(FULL, 3)
    whole.reset_mode(pyte.modes.DECAWM)
    harmless = panes([[left, "", right] for left, _, right in frames[-1]])
    pyte.Stream(whole).feed(FrameDiff(ColorSystem.EIGHT_BIT).update(harmless, [PANES] * 3))
    for y in range(3):
        for x in (*range(PANES[1]), *range(PANES[2], FULL)):
            assert screen.buffer[y][x].data == whole.buffer[y][x].data, (y, x, frames)


@settings(max_examples=150)
@given(
    st.lists(st.lists(st.tuples(SAFE, MANY, SAFE), min_size=3, max_size=3), min_size=1, max_size=4),
    st.lists(st.tuples(SAFE, SAFE, SAFE), min_size=3, max_size=3),
    st.sampled_from([0, 1]),
    st.sampled_from([0, 1, 2]),
    st.booleans(),
)
def test_what_was_harmed_is_whole_when_another_line_stands_there(
    frames: list[list[tuple[str, str, str]]],
    last: list[tuple[str, str, str]],
    mark: int,
    picture: int,
    erases: bool,
) -> None:
    diff = FrameDiff(ColorSystem.EIGHT_BIT, erases=erases)
    screen = Contrary(FULL, 3, mark, picture, sign=1)
    stream = pyte.Stream(screen)
    for frame in [*frames, last]:
        stream.feed(diff.update(panes([list(row) for row in frame]), [PANES] * 3))
    whole = pyte.Screen(FULL, 3)
    whole.reset_mode(pyte.modes.DECAWM)
    pyte.Stream(whole).feed(FrameDiff(ColorSystem.EIGHT_BIT).update(panes([list(row) for row in last])))
    assert screen.display == whole.display, frames


def test_lines_from_right_to_left_are_sent_as_they_are_written() -> None:
    sent = FrameDiff(ColorSystem.EIGHT_BIT).update(panes([["אב", RIGHT_TO_LEFT, "중"]]), [PANES])
    assert "שלום עולם" in sent
    # The next pane begins at a column of its own, whatever the terminal made of the one before.
    assert re.search(r"\x1b\[11G.*\x1b\[23G중", sent)


def test_a_row_that_every_terminal_counts_alike_costs_nothing_more() -> None:
    rows = panes([["abc", "where is it", "каждый"]])
    assert FrameDiff(None).update(rows, [PANES]) == FrameDiff(None).update(rows)


def test_a_row_takes_only_what_was_drawn_anew() -> None:
    before = Strip([Segment("Китай ", STYLES[0]), Segment("中国 ", STYLES[1]), Segment("конец", STYLES[0])])
    drawn = Strip([Segment("한국 ", STYLES[2])])
    row = _patched(before, {0: None, 6: drawn, 11: None}, [6, 11, 16])
    assert row is not None
    assert list(row) == [before._segments[0], *drawn, before._segments[2]]
    # What is drawn in part only cannot be put together: the whole screen is drawn instead.
    assert _patched(before, {0: None, 6: Strip([Segment("한")]), 11: None}, [6, 11, 16]) is None


def test_a_line_that_was_drawn_is_gone_as_soon_as_nobody_shows_it() -> None:
    gc.collect()
    gc.disable()
    try:
        for width in range(1, 20):
            line = Strip([Segment("x" * width)])
            assert list(line.divide([width])) == [line]
            assert [part.text for part in line.divide([1, width])] == (["x", "x" * (width - 1)])
        del line
        assert not [one for one in gc.get_objects() if isinstance(one, Strip) and one.text.startswith("xx")]
    finally:
        gc.enable()


def test_few_of_the_texts_that_were_cut_are_kept() -> None:
    for number in range(1000):
        before, after = Segment(f"中文{number:04}").split_cells(3)
        assert (before.text, after.text) == ("中 ", f" {number:04}")
    kept = [one for one in gc.get_objects() if isinstance(one, Segment) and one.text.startswith("中文")]
    assert 0 < len(kept) <= 200


def test_cells_that_are_alike_are_one() -> None:
    alphabet = _Alphabet()
    red, blue = Style(bgcolor="red"), Style(bgcolor="blue")
    row = [Segment("a b", red), Segment(" " * 100, red), Segment("中c", red), Segment("a", blue)]
    cells = alphabet.cells(row)
    assert [text for text, _ in cells] == [*"a b", *" " * 100, "中", "", "c", "a"]
    assert all(own == red for _, own in cells[:-1])
    assert cells[-1] == ("a", blue)
    assert len(set(map(id, cells))) == 7
    assert all(one is other for one, other in zip(cells, alphabet.cells(row), strict=True))


def test_cells_that_are_kept_do_not_become_ever_more() -> None:
    frames = FrameDiff(None)
    for start in range(0x4E00, 0x4E00 + 20_000, 40):
        assert frames.update([Strip([Segment("".join(map(chr, range(start, start + 40))))])])
    assert 0 < sum(map(len, frames._alphabet._of.values())) <= _Alphabet.KEPT + 41
