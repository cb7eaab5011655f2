"""A text with some stretches shown as others, and the way between the places of both."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")

# Start and end in the text, and what is shown there.
Span = tuple[int, int, str]


class _Piece(NamedTuple):
    """A stretch of the text, and where it is shown; what is replaced has another length there."""

    start: int
    end: int
    shown: int
    shown_end: int


class Substituted:
    """`text[start:end]` with spans replaced.

    A span that begins before `start` shows nothing here: it is shown whole where it begins, also when it
    runs on past `end`.

    Args:
        text: the whole text; offsets are into it.
        start, end: code points, half-open.
        spans: ascending and disjoint; those that touch none of the range are passed over.

    Attributes:
        text: what is shown.
        replaced: where in it the replaced stretches stand.
    """

    def __init__(self, text: str, start: int, end: int, spans: Iterable[Span]) -> None:
        self._pieces: list[_Piece] = []
        self.replaced: list[tuple[int, int]] = []
        shown: list[str] = []
        length, here = 0, start

        def add(first: int, last: int, words: str) -> None:
            nonlocal length
            self._pieces.append(_Piece(first, last, length, length + len(words)))
            shown.append(words)
            length += len(words)

        for first, last, words in spans:
            if last <= start or first >= end:
                continue
            if first > here:
                add(here, first, text[here:first])
            words = words if first >= start else ""
            last = min(last, end)
            if words:
                self.replaced.append((length, length + len(words)))
            else:
                while last < end and text[last] == " ":
                    last += 1
            add(max(first, start), last, words)
            here = last
        if here < end or not self._pieces:
            add(here, end, text[here:end])
        self.text = "".join(shown)
        self._starts = [piece.start for piece in self._pieces]
        self._shown = [piece.shown for piece in self._pieces]

    def mark(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the text is shown: what touches a replaced span covers all of it."""
        first = self._pieces[max(0, bisect_right(self._starts, start) - 1)]
        last = self._pieces[max(0, bisect_right(self._starts, max(start, end - 1)) - 1)]
        return self._to(first, start, last=False), self._to(last, end, last=True)

    def marks(self, given: Iterable[tuple[int, int, T]]) -> list[tuple[int, int, T]]:
        """Return marks on the text as marks on what is shown."""
        return [(*self.mark(start, end), value) for start, end, value in given]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of the text that a stretch of what is shown stands for."""
        at = bisect_left(self._shown, start)
        if at == len(self._shown) or self._shown[at] != start:
            at -= 1
        first = self._pieces[at]
        last = self._pieces[max(0, bisect_right(self._shown, max(start, end - 1)) - 1)]
        return self._from(first, start, last=False), self._from(last, end, last=True)

    @staticmethod
    def _to(piece: _Piece, at: int, *, last: bool) -> int:
        if piece.end - piece.start == piece.shown_end - piece.shown:
            return piece.shown + min(max(0, at - piece.start), piece.end - piece.start)
        return piece.shown_end if last else piece.shown

    @staticmethod
    def _from(piece: _Piece, at: int, *, last: bool) -> int:
        if piece.end - piece.start == piece.shown_end - piece.shown:
            return piece.start + min(max(0, at - piece.shown), piece.end - piece.start)
        return piece.end if last else piece.start


def substitute(
    text: str, spans: Sequence[Span], marks: Iterable[tuple[int, int, T]]
) -> tuple[str, list[tuple[int, int, T]], list[tuple[int, int]]]:
    """Return a text with spans replaced, marks on it moved along, and where the replaced stretches stand."""
    shown = Substituted(text, 0, len(text), spans)
    return shown.text, shown.marks(marks), shown.replaced
