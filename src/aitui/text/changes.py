"""What became of a text: the words that went and came, in order.

Words are compared, not characters: people read words.  A script without blanks is compared by character.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# A word, a character of a script without blanks, or a mark.
_NO_BLANKS = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f"
_UNIT = re.compile(rf"[{_NO_BLANKS}]|[^\W{_NO_BLANKS}]+|[^\w\s]")
# So few words that stayed between two changes do not part them: one phrase rewritten is one change.
_BETWEEN = 1


class Change(NamedTuple):
    """A place where a text has changed.

    Attributes:
        old, new: start and end in the text before and in the text after; empty where nothing went or came.
    """

    old: tuple[int, int]
    new: tuple[int, int]


def changes(before: str, after: str) -> list[Change]:
    """Return what changed from one text to the next, in order.  Blanks and line breaks do not count."""
    # Only here: few texts ever change.
    from rapidfuzz.distance import LCSseq

    old, new = ([match.span() for match in _UNIT.finditer(text)] for text in (before, after))
    moves = LCSseq.opcodes([before[a:b] for a, b in old], [after[a:b] for a, b in new])
    found: list[list[int]] = []
    for move in moves:
        if move.tag == "equal":
            continue
        if found and move.src_start - found[-1][1] <= _BETWEEN and move.dest_start - found[-1][3] <= _BETWEEN:
            found[-1][1], found[-1][3] = move.src_end, move.dest_end
        else:
            found.append([move.src_start, move.src_end, move.dest_start, move.dest_end])
    return [Change(_place(old, a, b, len(before)), _place(new, c, d, len(after))) for a, b, c, d in found]


def _place(spans: list[tuple[int, int]], first: int, last: int, length: int) -> tuple[int, int]:
    """Return where units stand; of none, where they would."""
    if first < last:
        return spans[first][0], spans[last - 1][1]
    at = spans[first][0] if first < len(spans) else spans[-1][1] if spans else length
    return at, at
