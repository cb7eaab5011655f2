"""Which of many names are one: a hundred thousand distinct surfaces, without comparing each with each.

Names are laid into blocks under keys that all spellings of a name share: the coarse consonants of its words,
whatever the script, the order and the middle names.  Only names of one block are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import NamedTuple

from aitui.analysis.naming.legal_forms import without_form
from aitui.analysis.naming.linking import block_keys, romanise
from aitui.analysis.naming.matching import Judgement, compare
from aitui.analysis.naming.tokens import has_han, words_of
from aitui.model import EntityType

# Keys of one name, and names of one block that a name is compared with at most.
_KEYS = 8
_BLOCK = 40


class Pair(NamedTuple):
    """Two names that are one, or may be: indexes into the names given, the smaller first."""

    one: int
    other: int
    judgement: Judgement


def _keys(name: str, kind: EntityType | None) -> set[str]:
    """Return the blocks of a name."""
    text = romanise(name) if has_han(name) else without_form(name) if kind == "organization" else name
    words = [word for word in words_of(text) if len(word) > 1]
    if has_han(name) or not words or any(word[0].isdigit() for word in words):
        return {"".join(words_of(text)).replace(" ", "")}
    keys = set()
    for chosen in islice(product(*map(block_keys, words[:5])), _KEYS):
        keys.add(" ".join(sorted(chosen)))
        if len(chosen) > 2:
            keys.add(" ".join(sorted((chosen[0], chosen[-1]))))
    if kind in ("person", None) and len(words_of(text)) > 1:
        # An initial stands for a given name.
        keys |= {f"{words_of(text)[0][0]}. {code}" for code in block_keys(words[-1])}
    return keys | {"".join(words)}


def pairs(names: Sequence[tuple[str, EntityType | None]]) -> Iterator[Pair]:
    """Compare names of one type and yield those that are one or may be.

    Args:
        names: distinct names, each with its type; None, where it is only guessed, agrees with every type.

    Yields:
        Each pair once.  Time grows with the number of names, not with its square: a block keeps one name
        of each entity, and forty at most.
    """
    blocks: dict[str, list[int]] = {}
    heads = list(range(len(names)))
    seen: set[tuple[int, int]] = set()
    for index, (name, kind) in enumerate(names):
        for key in sorted(_keys(name, kind)):
            block = blocks.setdefault(key, [])
            for other in block:
                known, its_kind = names[other]
                if (other, index) in seen or (kind and its_kind and kind != its_kind):
                    continue
                seen.add((other, index))
                judgement = compare(known, name, kind or its_kind)
                if judgement.verdict != "apart":
                    yield Pair(other, index, judgement)
                    if judgement.verdict == "same":
                        heads[index] = heads[other]
            if len(block) < _BLOCK and all(heads[other] != heads[index] for other in block):
                block.append(index)


def link(names: Sequence[tuple[str, EntityType | None]]) -> list[int]:
    """Return for each name the index of the first name that it is one with; its own if none."""
    heads = list(range(len(names)))

    def head(index: int) -> int:
        while heads[index] != index:
            heads[index] = heads[heads[index]]
            index = heads[index]
        return index

    for pair in pairs(names):
        if pair.judgement.verdict == "same":
            one, other = sorted((head(pair.one), head(pair.other)))
            heads[other] = one
    return [head(index) for index in range(len(names))]
