"""Words of a text as a hand picks them: one after another, by offset.

In a script without blanks every character is a word of its own: where a name ends, only the reader knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from aitui.text import stem

# A text is looked at so far from a place, not as a whole.
_REACH = 400
# No word is longer than this; what is, is no language and may be cut.
_LONGEST = 5_000


def word_at(text: str, offset: int) -> tuple[int, int] | None:
    """Return the word that holds `offset`, else the next one, else the last one before it."""
    holding = (span for span in _words(text, offset - _REACH, offset + _REACH) if span[1] > offset)
    return next(holding, None) or next_word(text, offset) or previous_word(text, offset)


def next_word(text: str, offset: int) -> tuple[int, int] | None:
    """Return the first word that begins at `offset` or after it."""
    while offset < len(text):
        for start, end in _words(text, offset - 1, offset + _REACH):
            if start >= offset:
                return start, end
        offset += _REACH
    return None


def previous_word(text: str, offset: int) -> tuple[int, int] | None:
    """Return the last word that ends at `offset` or before it."""
    while offset > 0:
        before = [span for span in _words(text, offset - _REACH, offset + 1) if span[1] <= offset]
        if before:
            return before[-1]
        offset -= _REACH
    return None


def all_words(text: str) -> list[str]:
    """Return all words of a text, in order."""
    return [text[start:end] for start, end in _words(text, 0, len(text))]


def _words(text: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the words of a stretch; what its ends cut through is widened to whole words."""
    # What asks may stand behind the end: in the lines of a longer text, until this one is laid out.
    first, last = min(len(text), max(0, first)), min(len(text), max(0, last))
    lowest, highest = max(0, first - _LONGEST), min(len(text), last + _LONGEST)
    while first > lowest and text[first - 1].isalnum() and not stem.is_run(text[first - 1]):
        first -= 1
    while last < highest and text[last].isalnum() and not stem.is_run(text[last]):
        last += 1
    for start, end, word in stem.words(text[first:last]):
        if stem.is_run(word):
            yield from ((first + at, first + at + 1) for at in range(start, end))
        else:
            yield first + start, first + end
