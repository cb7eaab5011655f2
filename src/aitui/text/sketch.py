"""Sketches: a few numbers of a text by which copies of it are found, however large the corpus.

The smallest hashes of the runs of words of a body (bottom-k MinHash, Broder 1997): of two texts that share a
part of their runs, about that part of the numbers is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from aitui.text.fold import fold_once

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Flags = NDArray[np.bool_]

# What names these rules: sketches that others made are made anew.
RULES = "1"

# Numbers in a sketch; with half as many, copies that were changed a lot slip through.
SIZE = 12
# Words in a run, or characters of a script without blanks; a run of short words stands in any text.
_RUN_OF_WORDS, _RUN_OF_CHARACTERS, _LETTERS = 3, 6, 12
# Fewer runs say too little: a title, a caption.
FEWEST = 8

_WITHOUT_BLANKS = "\u0e01-\u0eff\u1000-\u11ff\u2e80-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
_WORD = re.compile(r"\w+")
_PRIMES = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5,
           0x85EBCA77C2B2AE63, 0xD6E8FEB86659FD93)  # fmt: skip


def sketch(text: str, furniture: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """Return the numbers by which copies of a text are found, ascending; none for a very short text.

    Args:
        text: of an article.
        furniture: start and end of what is not its body, sorted.

    Returns:
        Up to `SIZE` numbers below 2^47: SQLite keeps them in six bytes.
    """
    import numpy as np

    # The annotator has folded the whole text just before.
    hashes, telling = runs(body(fold_once(text), furniture))
    if len(hashes) < FEWEST:
        return ()
    chosen = hashes[telling] if telling.any() else hashes
    smallest = np.sort(chosen)[: 4 * SIZE] >> np.uint64(17)
    return tuple(dict.fromkeys(smallest.tolist()))[:SIZE]


def body(text: str, furniture: Iterable[tuple[int, int]]) -> str:
    """Return the text without its furniture."""
    kept, at = [], 0
    for start, end in furniture:
        kept.append(text[at:start])
        at = max(at, end)
    return " ".join([*kept, text[at:]])


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile when first asked: these classes take milliseconds, and the first screen has no need of them."""
    return re.compile(f"[{_WITHOUT_BLANKS}]"), re.compile(f"[{_WITHOUT_BLANKS}]|[^\\W{_WITHOUT_BLANKS}]+")


def _tokens(folded: str) -> list[str]:
    """Return the words of a folded text; the characters of a script without blanks stand by themselves."""
    run, word_or_character = _patterns()
    return (word_or_character if run.search(folded) else _WORD).findall(folded)


@lru_cache(maxsize=1 << 15)
def _hash(word: str) -> int:
    # The length of the word in the lowest byte.
    return crc32(word.encode("utf-8", "surrogatepass")) << 8 | min(len(word), 255)


def runs(folded: str) -> tuple[Hashes, Flags]:
    """Return the hashes of the runs of words of a folded text, in order, and which have letters enough.

    Both are one-dimensional and equally long; empty for a text without a whole run.
    """
    import numpy as np

    words = _tokens(folded)
    each = np.fromiter(map(_hash, words), np.uint64, len(words))
    length = each & np.uint64(255)
    characters = 2 * np.count_nonzero(length == 1) > len(words)
    size = _RUN_OF_CHARACTERS if characters else _RUN_OF_WORDS
    number = len(words) - size + 1
    if number < 1:
        return np.empty(0, np.uint64), np.empty(0, np.bool_)
    each >>= np.uint64(8)
    total, letters = each[:number] * np.uint64(_PRIMES[0]), length[:number].copy()
    for at in range(1, size):
        total += each[at : at + number] * np.uint64(_PRIMES[at])
        letters += length[at : at + number]
    total ^= total >> np.uint64(32)
    total *= np.uint64(_PRIMES[1])
    total ^= total >> np.uint64(29)
    return total, letters >= (size if characters else _LETTERS)
