"""Sentences with their names, from files of JSON Lines: `{"lang", "tokens", "tags"}`, one sentence a line."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aitui.analysis.naming.tagger.chain import TYPES
from aitui.analysis.naming.tagger.features import split_word

_SENTENCE_END = re.compile(r"\n|(?<=[.!?…。！？])\s*")
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: tokens as the tagger splits them, and a BIO tag each (PER, ORG, LOC)."""

    lang: str
    tokens: list[str]
    tags: list[str]


def read(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a file, split into our own tokens; names of other types are no names."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            tokens, tags = split(row["tokens"], row["tags"])
            if tokens:
                yield Sentence(row["lang"], tokens, tags)


def split(words: Sequence[str], tags: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return our tokens of the words of a corpus, and a tag each; a name never begins with I."""
    tokens: list[str] = []
    own: list[str] = []
    for word, tag in zip(words, tags, strict=True):
        kind = tag[2:] if tag[2:] in TYPES else ""
        for number, token in enumerate(split_word(word)):
            tokens.append(token)
            begins = tag[0] == "B" and not number
            goes_on = bool(own) and own[-1][2:] == kind
            own.append("O" if not kind else f"B-{kind}" if begins or not goes_on else f"I-{kind}")
    return tokens, own


def fingerprint(text: str) -> bytes:
    """Return a hash of the letters and digits of a sentence, whatever stands between them."""
    return hashlib.blake2b(_NO_LETTERS.sub("", text.lower()).encode(), digest_size=8).digest()


def held_out(folders: Iterable[Path]) -> frozenset[bytes]:
    """Return the fingerprints of every text, line and sentence of evaluation sets.

    Args:
        folders: each holds files `docs*.jsonl` with a `text` a line.
    """
    found: set[bytes] = set()
    for folder in folders:
        for path in sorted(folder.glob("docs*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                text = json.loads(line)["text"]
                for part in (text, *_SENTENCE_END.split(text)):
                    if len(_NO_LETTERS.sub("", part)) > 12:
                        found.add(fingerprint(part))
    return frozenset(found)


def refuse(sentences: Iterable[Sentence], held: Collection[bytes]) -> Iterator[Sentence | None]:
    """Yield sentences, None for one that an evaluation set holds."""
    for item in sentences:
        yield None if fingerprint("".join(item.tokens)) in held else item
