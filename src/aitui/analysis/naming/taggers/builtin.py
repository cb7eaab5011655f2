"""Our own tagger, which travels with the package and needs nothing but numpy: the default."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from aitui.analysis.naming.tagger.languages import FILE_OF, SILVER
from aitui.analysis.naming.taggers.interface import Reading, TypedSpan, View, line_breaks
from aitui.model import EntityType, Sentence

if TYPE_CHECKING:
    from aitui.analysis.naming.tagger.model import Marked

_TYPES: dict[str, EntityType] = {"PER": "person", "ORG": "organization", "LOC": "place"}
# What no name holds («AI: the race», a word and its possessive ending).
_OUTSIDE = re.compile(r"[:;!?|\t\n]|['’]s$")
# Where names were learned from machine-made labels, fewer of the doubtful ones are right.
_LEAST_SILVER = 0.8


class BuiltinTagger:
    """Persons, organisations and places in the languages that have weights."""

    name = "builtin"

    def speaks(self, lang: str) -> bool:
        """Say whether there are weights for a language."""
        return lang in FILE_OF

    def read(self, text: str, lang: str, sentences: Sequence[Sentence]) -> Reading:
        """Return what the model of the language sees; no name reaches over the end of a sentence."""
        return self.read_all([(text, sentences)], lang)[0]

    def read_all(self, texts: Sequence[tuple[str, Sequence[Sentence]]], lang: str) -> list[Reading]:
        """Return what the model sees in texts of one language, in half the time of one after the other."""
        from aitui.analysis.naming.tagger.casing import true_cased
        from aitui.analysis.naming.tagger.model import shipped

        least = _LEAST_SILVER if lang in SILVER else 0.0
        model = shipped(lang)
        asked = [(true_cased(text, model.lexicon), _cuts(text, sentences)) for text, sentences in texts]
        seen = model.read_all(asked, lang)
        return [BuiltinReading(marked, text, least) for marked, (text, _) in zip(seen, texts, strict=True)]


def _cuts(text: str, sentences: Sequence[Sentence]) -> list[int]:
    """Return the places over which no name reaches."""
    cuts = {place for item in sentences for place in (item.start, item.end)}
    return sorted(cuts.union(line_breaks(text, sentences)))


class BuiltinReading:
    """What the built-in tagger says of one text."""

    tagger = BuiltinTagger.name
    capitals = True

    def __init__(self, marked: Marked, text: str, least: float) -> None:
        """Keep what a model saw.

        Args:
            marked: what it saw.
            text: the text.
            least: names of its own with a lower probability are left out.
        """
        self._marked = marked
        self._text = text
        self._least = least

    @cached_property
    def spans(self) -> Sequence[TypedSpan]:
        """The names that it sees, each with its probability."""
        return [
            TypedSpan(start, end, _TYPES[kind], chance)
            for start, end, kind, chance in self._marked.names()
            if chance >= self._least and not _OUTSIDE.search(self._text, start, end)
        ]

    def judge(self, start: int, end: int) -> View | None:
        """Return the probabilities of a span; None where it is no run of tokens near a capital."""
        chances = self._marked.chances(start, end)
        if chances is None:
            return None
        named = sum(chances.values())
        types = {_TYPES[kind]: chance / named for kind, chance in chances.items()} if named > 0 else {}
        return View(types, named)
