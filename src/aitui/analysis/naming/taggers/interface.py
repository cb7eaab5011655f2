"""What a name tagger is to the cascade: a text in, typed spans with scores out.

A reading is asked in two ways, so that a tagger which marks names of its own and one which weighs what others
propose look alike: `spans` are the names that it sees, `judge` is its view of a span that a rule, the
gazetteer or a person proposes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from aitui.frozen import frozen
from aitui.model import EntityType, Sentence


@frozen
class TypedSpan:
    """A name in a text.

    Attributes:
        start, end: code points, half-open.
        type: person, organization or place; what else a model knows is left to the rules.
        score: 0..1, how sure the tagger is of the span with its type.
    """

    start: int
    end: int
    type: EntityType
    score: float


@frozen
class View:
    """What a tagger makes of a span that somebody else proposes.

    Attributes:
        types: how probable each type is, granted that the span is a name.
        named: how probable it is that the span is a name, no more and no less; 1 where the tagger cannot
            tell.
    """

    types: Mapping[EntityType, float]
    named: float = 1.0


class Reading(Protocol):
    """What a tagger says of one text."""

    @property
    def tagger(self) -> str:
        """The name of the tagger."""
        ...

    @property
    def capitals(self) -> bool:
        """Whether it sees names in a line in capitals; else those that it marks there are left out."""
        ...

    @property
    def spans(self) -> Sequence[TypedSpan]:
        """The names that it sees, sorted and disjoint."""
        ...

    def judge(self, start: int, end: int) -> View | None:
        """Return what the tagger makes of a proposed span; None where it has no view of it."""
        ...


class Tagger(Protocol):
    """Marks names in texts of the languages that it knows.  The same text always gets the same answer."""

    @property
    def name(self) -> str:
        """A short name; the rule of a mention that it made is `tagger-<name>`."""
        ...

    def speaks(self, lang: str) -> bool:
        """Say whether it knows a language, by its ISO 639-1 code; cheap, no model is loaded for it."""
        ...

    def read(self, text: str, lang: str, sentences: Sequence[Sentence]) -> Reading:
        """Read a text in a language that it knows.

        Args:
            text: the text, with its furniture blanked out.
            lang: a language that it speaks.
            sentences: sorted; a line break inside one is no end.

        Raises:
            TaggerError: the model cannot be loaded.
        """
        ...


@runtime_checkable
class ReadsTogether(Protocol):
    """A tagger that reads several texts faster together; the answers are the same."""

    def read_all(self, texts: Sequence[tuple[str, Sequence[Sentence]]], lang: str) -> Sequence[Reading]:
        """Read texts in a language that it knows, each with its sentences; see `Tagger.read`."""
        ...


class SpanReading:
    """The reading of a tagger that only marks spans: its view of another span is what it marked there."""

    capitals = False

    def __init__(self, tagger: str, spans: Sequence[TypedSpan]) -> None:
        """Keep the spans, sorted and disjoint, of the tagger of that name."""
        self.tagger = tagger
        self.spans = spans
        self._starts = [span.start for span in spans]

    def judge(self, start: int, end: int) -> View | None:
        """Return the type of the marked spans that overlap, None where there is none or they differ."""
        found: TypedSpan | None = None
        for index in range(max(0, bisect_right(self._starts, start) - 1), len(self.spans)):
            span = self.spans[index]
            if span.start >= end:
                break
            if span.end <= start:
                continue
            if found is not None and found.type != span.type:
                return None
            if found is None or span.score > found.score:
                found = span
        return None if found is None else View({found.type: found.score})


_BREAK = re.compile("[\r\n]")


def stretches(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text that say something, each with its offset.

    Taggers are given one line at a time, since they glue names across line breaks.  Where a line break stands
    inside a sentence, a page or a column has ended, and it is read as a blank.
    """
    start = 0
    for end in [*line_breaks(text, sentences), len(text)]:
        line = text[start:end]
        if line.strip():
            yield start, _BREAK.sub(" ", line)
        start = end + 1


def line_breaks(text: str, sentences: Sequence[Sentence]) -> list[int]:
    """Return where the line breaks stand that end something: those outside sentences."""
    inner = {
        match.start() for item in sentences for match in _BREAK.finditer(text, item.start, item.end)
    }  # fmt: skip
    return [match.start() for match in _BREAK.finditer(text) if match.start() not in inner]
