"""Which word belongs to which figure where a sentence has several of both.

«4 млрд в 2023 году и 5 млрд в 2024-м» tells each year behind its figure, "in 2023 4 billion, in 2024 5
billion" before it: a sentence keeps to one order, so the order is found first and the distance decides only
where there is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

# What a break between two clauses, or another figure between, adds to a distance in characters.
_BREAK_WEIGHT, _CROSSING = 40, 25
BREAK = re.compile(r"[,;:()，；：、—–]")


class Placed(Protocol):
    """Something with a place in the text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def pair(text: str, figures: Sequence[Placed], cues: Sequence[Placed]) -> list[int | None]:
    """Return for each figure the index of its cue, None where there is none at all.

    Args:
        text: the text that both stand in.
        figures: sorted.
        cues: sorted.
    """
    if not cues:
        return [None] * len(figures)
    if len(figures) > 1:
        gaps: list[list[int]] = [[] for _ in range(len(figures) + 1)]
        for at, cue in enumerate(cues):
            gaps[sum(figure.start < cue.start for figure in figures)].append(at)
        if all(gaps[:-1]) and not gaps[-1]:
            return [gap[-1] for gap in gaps[:-1]]
        if all(gaps[1:]) and not gaps[0]:
            return [gap[0] for gap in gaps[1:]]
    return [nearest(text, figure, figures, cues) for figure in figures]


def nearest(text: str, figure: Placed, figures: Sequence[Placed], cues: Sequence[Placed]) -> int:
    """Return the index of the cue nearest to a figure; clauses and figures between them add to the way."""
    return min(range(len(cues)), key=lambda at: (distance(text, figure, figures, cues[at]), at))


def distance(text: str, figure: Placed, figures: Sequence[Placed], cue: Placed) -> int:
    """Return how far a cue is from a figure, in characters and what is in between."""
    left, right = (cue.end, figure.start) if cue.end <= figure.start else (figure.end, cue.start)
    if right <= left:
        return 0
    between = sum(left <= other.start and other.end <= right for other in figures if other is not figure)
    return right - left + _BREAK_WEIGHT * len(BREAK.findall(text, left, right)) + _CROSSING * between
