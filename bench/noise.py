"""Texts whose mentions are damaged, one defect a mention, and whether the same entity is found again.

The mentions are those of the gold pair, and what the annotator finds in the clean demo corpus.  A defect is
planted into every fourth mention of a text at a time: most of the text stays to tell what it is about.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from span_sets import mentions_of, read_rows

from aitui.analysis.annotator import annotate
from aitui.ingest.demo import demo_folder
from aitui.model import Article

_LATIN, _CYRILLIC = "ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху"
_DOUBLES = {**dict(zip(_LATIN, _CYRILLIC, strict=True)), **dict(zip(_CYRILLIC, _LATIN, strict=True))}
_ZEROS = {"O": "0", "o": "0", "О": "0", "о": "0", "0": "O"}
_BARS = {"l": "I", "I": "l", "i": "1", "1": "l"}
_EVERY = 4
# Shorter words cannot be told from others once a letter is damaged («03», «І»).
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Marked:
    """A clean text with the spans of entities in it."""

    lang: str
    text: str
    spans: Sequence[tuple[int, int, str]]


@dataclass(slots=True)
class Noise:
    """Damaged mentions, and those found again as the same entity."""

    planted: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.planted)


Defect = Callable[[str, random.Random], str | None]


def _swap(doubles: dict[str, str]) -> Defect:
    def damage(surface: str, luck: random.Random) -> str | None:
        places = [place for place, char in enumerate(surface) if char in doubles]
        if not places:
            return None
        place = luck.choice(places)
        return surface[:place] + doubles[surface[place]] + surface[place + 1 :]

    return damage


def _inside(sign: str) -> Defect:
    """Put a sign into a word, with two letters or more on both sides."""

    def damage(surface: str, luck: random.Random) -> str | None:
        places = [match.start() + 2 for match in re.finditer(r"(?=[^\W\d_]{4})", surface)]
        places = [place for place in places if surface[place].isalpha() and not _han(surface)]
        if not places:
            return None
        place = luck.choice(places)
        return surface[:place] + sign + surface[place:]

    return damage


def _han(text: str) -> bool:
    return any("\u3040" <= char <= "\u9fff" for char in text)


DEFECTS: dict[str, Defect] = {
    "look-alike letter": _swap(_DOUBLES),
    "0 for O": _swap(_ZEROS),
    "l, I and 1": _swap(_BARS),
    "soft hyphen": _inside("\u00ad"),
    "hyphen and line break": _inside("-\n"),
}


def demo_texts() -> list[Marked]:
    """Return the demo corpus with the mentions that the annotator finds in it."""
    marked = []
    for path in sorted(demo_folder().glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            spans = [(item.start, item.end, item.entity) for item in mentions_of(text, path.stem)]
            marked.append(Marked(path.stem, text, spans))
    return marked


def gold_texts(gold: Path, seeds: Path) -> list[Marked]:
    """Return the gold pair; its entities are those that the annotator gives to the gold spans.

    A span that is missed on the clean text is left out: it says nothing of noise.
    """
    marked = []
    for path in sorted((gold / "mentions").glob("*.tsv")):
        found = sorted(seeds.glob(path.stem[:3] + "*.txt"))
        if not found:
            continue
        text = found[0].read_bytes().decode("utf-8")
        lang = annotate(Article(text=text)).lang
        known = {(item.start, item.end): item.entity for item in mentions_of(text, lang)}
        spans = [(int(row["start"]), int(row["end"])) for row in read_rows(path)]
        marked.append(Marked(lang, text, [(*span, known[span]) for span in spans if span in known]))
    return marked


def plant(texts: Iterable[Marked], defect: Defect, seed: int = 5) -> Noise:
    """Damage every mention once and look for it."""
    total = Noise()
    for number, marked in enumerate(texts):
        luck = random.Random(seed + number)
        for turn in range(_EVERY):
            _plant(marked, defect, luck, turn, total)
    return total


def _plant(marked: Marked, defect: Defect, luck: random.Random, turn: int, total: Noise) -> None:
    parts: list[str] = []
    planted: list[tuple[int, int, str, str]] = []
    end = length = 0
    for place, (start, stop, entity) in enumerate(marked.spans):
        surface = marked.text[start:stop]
        if place % _EVERY != turn or start < end or sum(map(str.isalnum, surface)) < _SHORTEST:
            continue
        damaged = defect(surface, luck)
        if damaged is None:
            continue
        parts += [marked.text[end:start], damaged]
        length += start - end
        planted.append((length, length + len(damaged), entity, damaged))
        length += len(damaged)
        end = stop
    text = "".join([*parts, marked.text[end:]])
    found = mentions_of(text, marked.lang) if planted else ()
    for start, stop, entity, damaged in planted:
        total.planted += 1
        hits = [item for item in found if item.start < stop and start < item.end]
        if any(item.entity == entity for item in hits):
            total.found += 1
        else:
            total.missed.append(f"{damaged!r} ({entity}): {[item.entity for item in hits]}")


def false_damage(texts: Iterable[tuple[str, str]]) -> int:
    """Return how many mentions of clean texts are taken for damaged ones.

    Args:
        texts: language and text.
    """
    return sum(item.kind == "ocr" for lang, text in texts for item in mentions_of(text, lang))
