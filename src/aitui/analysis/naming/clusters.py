"""Which entities of a corpus are one: a hundred thousand names, without comparing each with each.

Names are laid into blocks under keys that all spellings of a name share: the coarse consonants of its words,
whatever the script, the order and the middle names.  Only names of one block are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, product
from typing import NamedTuple, Protocol

from aitui.analysis.naming.joins import Subject, judge, pinyin_of
from aitui.analysis.naming.legal_forms import without_form
from aitui.analysis.naming.linking import block_keys, romanise
from aitui.analysis.naming.matching import Judgement
from aitui.analysis.naming.tokens import has_han, words_of

# Keys of one name, and entities of one block that the others are compared with: the first ones.
_KEYS = 8
BLOCK = 40


class Blocks(Protocol):
    """Where blocks are kept: key to the numbers of entities."""

    def members(self, key: str, number: int) -> Sequence[int]:
        """Return whom an entity is compared with: the first `BLOCK`; all, if it is one of those itself."""

    def add(self, key: str, number: int) -> None:
        """Lay an entity into a block."""


class Pair(NamedTuple):
    """Two entities that are one, or may be, by number, the smaller first."""

    one: int
    other: int
    judgement: Judgement


class MemoryBlocks:
    """Blocks for as long as the program runs."""

    def __init__(self) -> None:
        self._blocks: dict[str, list[int]] = {}

    def members(self, key: str, number: int) -> Sequence[int]:
        return chosen(self._blocks.get(key, ()), number)

    def add(self, key: str, number: int) -> None:
        block = self._blocks.setdefault(key, [])
        if number not in block:
            block.append(number)
            block.sort()


def chosen(block: Sequence[int], number: int) -> Sequence[int]:
    """Return those of a block, in ascending order, whom an entity is compared with."""
    return block if len(block) <= BLOCK or number < block[BLOCK] else block[:BLOCK]


def keys(subject: Subject) -> set[str]:
    """Return the blocks of an entity."""
    found: set[str] = set()
    for name in (*subject.names, *subject.glosses):
        found |= _keys(name, subject.type)
    return found


def pairs(numbers: Iterable[int], subject_of: Callable[[int], Subject], blocks: Blocks) -> Iterator[Pair]:
    """Compare entities with those laid down before, and lay them down too.

    The pairs found are the same whether the entities come all at once or a few at a time.

    Args:
        numbers: of the entities that come in, ascending; none is in a block yet.
        subject_of: entity of a number.
        blocks: those before.
    """
    for number in numbers:
        own = subject_of(number)
        laid = sorted(keys(own))
        seen = {number}
        for key in laid:
            for other in blocks.members(key, number):
                if other in seen:
                    continue
                seen.add(other)
                judgement = judge(*(subject_of(one) for one in sorted((number, other))))
                if judgement.verdict != "apart":
                    yield Pair(min(number, other), max(number, other), judgement)
        for key in laid:
            blocks.add(key, number)


def _keys(name: str, kind: str | None) -> set[str]:
    """Return the blocks of a name."""
    text = romanise(name) if has_han(name) else without_form(name) if kind in ("organization", None) else name
    words = [word for word in words_of(text) if len(word) > 1]
    if has_han(name) or not words or any(word[0].isdigit() for word in words):
        return {"".join(words_of(text)).replace(" ", "")}
    found = set()
    for codes in islice(product(*map(block_keys, words[:5])), _KEYS):
        found.add(" ".join(sorted(codes)))
        if len(codes) > 2:
            found.add(" ".join(sorted((codes[0], codes[-1]))))
    if kind in ("person", None) and len(words_of(text)) > 1:
        # An initial stands for a given name.
        found |= {f"{words_of(text)[0][0]}. {code}" for code in block_keys(words[-1])}
    return found | {"".join(words), "".join(words_of(pinyin_of(name)))}
