"""Regular expressions over sentences, bounded: no pattern and no text holds a search up for long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

# Seconds that one sentence may take: a thousand times what an honest pattern needs.
_SECONDS = 0.1
TOO_LONG = "This pattern takes too long on some sentence; make it simpler, without a repetition in another"


@lru_cache(maxsize=8)
def compiled(pattern: str) -> regex.Pattern[str]:
    """Return a pattern that the parser has found to be one."""
    import regex

    return regex.compile(pattern, regex.IGNORECASE)


def holds(pattern: regex.Pattern[str], title: str, text: str, sentences: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a title or a sentence of a text holds a pattern.

    Raises:
        TimeoutError: the pattern takes too long.
    """
    if pattern.search(title, timeout=_SECONDS, concurrent=True):
        return True
    return any(pattern.search(text[start:end], timeout=_SECONDS, concurrent=True) for start, end in sentences)


def spans(pattern: regex.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield where a pattern stands in a sentence.

    Raises:
        TimeoutError: the pattern takes too long.
    """
    for match in pattern.finditer(text, timeout=_SECONDS, concurrent=True):
        if match.end() > match.start():
            yield match.start(), match.end()
