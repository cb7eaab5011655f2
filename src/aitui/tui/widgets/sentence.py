"""A sentence in lines, its figure and its names lit: for the facts and for their tellings."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.style import Style

from aitui.text.spans import runs
from aitui.text.substitute import Span, substitute
from aitui.text.wrap import wrap
from aitui.tui.cells import cells
from aitui.tui.theme import Theme
from aitui.tui.widgets.pane import Piece


def sentence_lines(
    sentence: str,
    figure: tuple[int, int] | None,
    names: Sequence[tuple[int, int, int]],
    lit: Collection[int],
    width: int,
    theme: Theme,
    numbers: Sequence[Span] = (),
) -> list[list[Piece]]:
    """Return a sentence wrapped to `width` cells.

    Args:
        figure: where it stands in the sentence.
        names: (start, end, entity) of the names in it.
        lit: entities whose names are lit; those of others are strong.
        numbers: what the number lens shows in place of the sentence's own.
    """
    # Line ends and tabs of the text are blanks here, each one character, so that offsets stay.
    text = sentence.replace("\n", " ").replace("\r", " ").replace("\t", " ")
    marks: list[tuple[int, int, Style]] = [
        (start, end, theme.lit if entity in lit else theme.strong) for start, end, entity in names
    ]
    if figure is not None:
        marks.append((*figure, theme.match))
    if numbers:
        text, marks, told = substitute(text, numbers, marks)
        marks = [*((a, b, theme.lens) for a, b in told), *marks]
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return [
        [(text[a:b], style) for a, b, style in runs(first, last, marks, theme.text)]
        for first, last in wrap(text, start, end, max(2, width), cells)
    ]
