"""A stretch of a text as one line, with its hits: what a list of hits shows."""

from __future__ import annotations

from collections.abc import Sequence

from aitui.store.rows import REASONS, ArticleRow, Hit
from aitui.store.term_hits import Found


def shown(
    row: ArticleRow,
    score: float,
    whole: str,
    line: tuple[int, int],
    hits: Sequence[Found],
    reasons: tuple[int, int],
    *,
    beside: bool,
) -> Hit:
    """Return the hit of an article, with its sentence in one line.

    Args:
        whole: what the line is a part of.
        line: start and end of what is shown.
        hits: those in it, disjoint, by start.
        reasons: the weakest one that the line needs, and that the article needs with its title.
        beside: whether the line is a title given beside the text.
    """
    snippet, spans = one_line(whole, line, hits)
    start = end = 0
    if hits:
        start, end, _ = min(hits, key=lambda hit: (hit[2], hit[0]))
    elif not beside:
        start = end = line[0]
    return Hit(
        row.id, row.uid, row.title, row.source, row.lang, row.published, score, snippet,
        *((0, 0) if beside else (start, end)), REASONS[reasons[0]], tuple(spans), REASONS[reasons[1]],
    )  # fmt: skip


def one_line(whole: str, line: tuple[int, int], hits: Sequence[Found]) -> tuple[str, list[tuple[int, int]]]:
    """Return a stretch with its blanks levelled, and where the hits stand in it."""
    begin, stop = line
    text = whole[begin:stop]
    levelled = " ".join(text.split())
    if text == levelled:  # most often
        return text, [(start - begin, end - begin) for start, end, _ in hits]

    def at(place: int) -> int:
        """Return where a place of the text is in the line."""
        before = text[: place - begin]
        words = before.split()
        return len(" ".join(words)) + bool(words and before[-1].isspace())

    inside = [
        (start, end - 1) for start, end, _ in hits if begin <= start <= stop and begin < end <= stop + 1
    ]
    spans = [(at(start), at(last) + 1) for start, last in inside]
    return levelled, [(min(start, len(levelled)), min(end, len(levelled))) for start, end in spans]
