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
    if text == " ".join(text.split()):  # most often
        return text, [(start - begin, end - begin) for start, end, _ in hits]
    out: list[str] = []
    places: dict[int, int] = {}
    length = 0
    blank = True  # none at the start
    for at in range(begin, stop):
        places[at] = length
        char = whole[at]
        if not char.isspace():
            out.append(char)
            length += 1
        elif not blank:
            out.append(" ")
            length += 1
        blank = char.isspace()
    places[stop] = length
    text = "".join(out).rstrip()
    return text, [
        (min(places[start], len(text)), min(places[end - 1] + 1, len(text)))
        for start, end, _ in hits
        if start in places and end - 1 in places
    ]
