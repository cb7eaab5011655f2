"""Wraps text to a width as offsets, so that a text of any size is wrapped once and drawn by the line."""

from __future__ import annotations

import re
from collections.abc import Callable

# Characters that surely take one cell each, so that widths need no table: Latin, Greek, Cyrillic, common
# punctuation.  No combining marks, no emoji.
_NARROW = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2116]*"
)
# A line may break before and after these without a blank: Han, kana, full-width punctuation.
_WIDE = (
    ("\u2e80", "\u9fff"),
    ("\uac00", "\ud7a3"),
    ("\uf900", "\ufaff"),
    ("\ufe30", "\ufe4f"),
    ("\uff00", "\uff60"),
    ("\U00020000", "\U0003ffff"),
)
# Punctuation that must not begin a line.
_CLOSING = frozenset("、。，．：；？！）」』】》〉”’…—")


def wrap(text: str, start: int, end: int, width: int, measure: Callable[[str], int]) -> list[tuple[int, int]]:
    """Wrap `text[start:end]` (no line feeds in it) to rows of at most `width` cells.

    Args:
        text: the whole text; offsets are into it.
        start, end: code points, half-open.
        width: cells, at least 2.
        measure: cell width of a string; one character is asked for at a time.

    Returns:
        Half-open offset pairs, one a row, blanks at a row's end left out.  An empty range gives one
        empty row.
    """
    if start >= end:
        return [(start, start)]
    match = _NARROW.match(text, start, end)
    narrow = match is not None and match.end() == end
    if narrow and end - start <= width:
        return [(start, end)]
    rows: list[tuple[int, int]] = []
    here = start
    while here < end:
        limit = min(here + width, end) if narrow else _fit(text, here, end, width, measure)
        cut = _break_before(text, here, limit) if limit < end else end
        stop = cut
        while stop > here and text[stop - 1] == " ":
            stop -= 1
        rows.append((here, stop))
        here = cut
        while here < end and text[here] == " ":
            here += 1
    return rows


def _fit(text: str, here: int, end: int, width: int, measure: Callable[[str], int]) -> int:
    """Return the first offset that no longer fits into `width` cells; at least one character fits."""
    used = 0
    at = here
    taken = 1  # cells of the character before
    while at < end:
        # A run of narrow characters is one step; behind a wide character there is seldom one.
        if taken < 2 and (run := _NARROW.match(text, at, min(end, at + width - used))) is not None:
            used += run.end() - at
            at = run.end()
            if at == end:
                break
        taken = measure(text[at])
        used += taken
        if used > width and at > here:
            return at
        at += 1
    return end


def _is_wide(char: str) -> bool:
    """Tell whether a line may break beside a character; no pattern, which takes milliseconds to compile."""
    return char >= _WIDE[0][0] and any(first <= char <= last for first, last in _WIDE)


def _break_before(text: str, here: int, limit: int) -> int:
    """Return the best offset in (here, limit] to begin the next row at."""
    if text[limit] == " ":
        return limit
    at = limit
    while at > here:
        before = text[at - 1]
        # A dash that begins a word is part of it: −5, -without, /srv.
        if before == " " or (before in "-–—/" and at - here > 1 and text[at - 2] != " "):
            return at
        if (_is_wide(before) or _is_wide(text[at])) and text[at] not in _CLOSING:
            return at
        at -= 1
    return limit
