"""How well a model does on sentences whose names are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aitui.analysis.naming.tagger.model import Model
from training.corpora import Sentence


@dataclass(slots=True)
class Counts:
    """Spans found, marked, equal, equal with their type; marked spans typed right when they are given."""

    found: int = 0
    marked: int = 0
    equal: int = 0
    typed: int = 0
    given: int = 0


def measure(model: Model, sentences: Iterable[Sentence]) -> Counts:
    """Compare exact spans."""
    total = Counts()
    for item in sentences:
        text, places = running(item)
        marked = {(places[first][0], places[last - 1][1]): kind for first, last, kind in spans(item.tags)}
        read = model.read(text, item.lang, ())
        found = {(start, end): kind for start, end, kind, _ in read.names()}
        total.found += len(found)
        total.marked += len(marked)
        total.equal += len(found.keys() & marked.keys())
        total.typed += len(found.items() & marked.items())
        for (start, end), kind in marked.items():
            chances = read.chances(start, end)
            total.given += chances is not None and max(chances, key=chances.__getitem__) == kind
    return total


def told(counts: Counts) -> str:
    """Return the figures in words."""
    both = max(1, counts.found + counts.marked)
    return (
        f"typed F1 {2 * counts.typed / both:.3f}, untyped F1 {2 * counts.equal / both:.3f}, "
        f"type of a given span {counts.given / max(1, counts.marked):.3f} of {counts.marked}"
    )


def running(item: Sentence) -> tuple[str, list[tuple[int, int]]]:
    """Return the text of a sentence and where each token stands."""
    joint = "" if item.lang == "zh" else " "
    places, place = [], 0
    for token in item.tokens:
        places.append((place, place + len(token)))
        place += len(token) + len(joint)
    return joint.join(item.tokens), places


def spans(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """Yield first, past the last and type of the names that tags spell."""
    first = -1
    for place, tag in enumerate([*tags, "O"]):
        if first >= 0 and tag[0] != "I":
            yield first, place, tags[first][2:]
            first = -1
        if tag[0] == "B":
            first = place
