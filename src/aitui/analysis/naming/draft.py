"""The mentions of one text in the making: what each rule of the cascade reads and adds to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from aitui.analysis.language import LATIN_LANGUAGES
from aitui.analysis.naming.cues import OPENERS
from aitui.analysis.naming.gazetteer import Entity, Gazetteer
from aitui.analysis.naming.taggers.interface import Reading
from aitui.analysis.naming.tokens import Tokens, has_han
from aitui.model import EntityType, MentionKind


@dataclass(slots=True)
class Found:
    """A mention in the making; tokens `first` to `last`, -1 for Han names; see `model.Mention`."""

    start: int
    end: int
    first: int
    last: int
    slug: str
    name: str
    type: EntityType
    kind: MentionKind
    rule: str
    score: float
    parent: str | None = None


class Draft:
    """One text with the mentions found so far.

    Attributes:
        tokens: the text.
        lang: ISO 639-1 code.
        known: the gazetteer.
        taken: one byte a token, 1 where a rule has decided.
        found: the mentions so far, in the order in which they were found.
        reading: what a name tagger says of the text; None without one.
        doubtful: taken tokens of known names that nothing in the text bears out; they may name another.
    """

    def __init__(self, tokens: Tokens, lang: str, known: Gazetteer, reading: Reading | None = None) -> None:
        self.tokens = tokens
        self.lang = lang
        self.known = known
        self.reading = reading
        self.taken = bytearray(len(tokens) + 1)
        self.found: list[Found] = []
        self.doubtful: set[int] = set()
        self._lone: frozenset[str] | None = None
        self._vocabulary: frozenset[str] | None = None

    @property
    def foreign(self) -> bool:
        """True where Latin letters are foreign to the text."""
        return self.lang not in LATIN_LANGUAGES

    def borne_out(self, entity: Entity, own: Collection[int] = ()) -> bool:
        """Say whether one of the words that an entity needs stands in the text.

        Args:
            entity: the entity; one that needs nothing is borne out.
            own: offsets inside its own names, which prove nothing.
        """
        text = self.tokens.folded
        for word in entity.needs:
            place = text.find(word)
            while place >= 0:
                apart = place == 0 or not text[place - 1].isalpha() or has_han(word)
                if apart and place not in own:
                    return True
                place = text.find(word, place + 1)
        return not entity.needs

    @property
    def vocabulary(self) -> frozenset[str]:
        """The folded tokens of the text as a set, made once."""
        if self._vocabulary is None:
            self._vocabulary = frozenset(self.tokens.words)
        return self._vocabulary

    def lone(self, word: str) -> bool:
        """Say whether a folded word stands somewhere with a capital and without another one beside it."""
        if self._lone is None:
            tokens = self.tokens
            capitals = {index for index in tokens.capitals if tokens.words[index] not in OPENERS}
            self._lone = frozenset(
                tokens.words[index]
                for index in tokens.capitals
                if not (index - 1 in capitals and tokens.gap(index - 1) in (" ", "-"))
                and not (index + 1 in capitals and tokens.gap(index) in (" ", "-"))
            )
        return word in self._lone

    def covered(self) -> bytearray:
        """Return one byte a code point, 1 where a mention stands."""
        covered = bytearray(len(self.tokens.text))
        for found in self.found:
            covered[found.start : found.end] = b"\1" * (found.end - found.start)
        return covered

    def mark(self, found: Found) -> None:
        """Add a mention and take its tokens."""
        self.found.append(found)
        if found.first >= 0:
            self.take(found.first, found.last)

    def take(self, first: int, last: int) -> None:
        """Keep later rules off the tokens from `first` to `last`."""
        for index in range(first, last + 1):
            self.taken[index] = 1

    def free(self, first: int, last: int) -> bool:
        """Say whether no rule has decided on the tokens from `first` to `last`."""
        return not any(self.taken[first : last + 1])

    def add(
        self,
        first: int,
        last: int,
        slug: str,
        name: str,
        kind: EntityType,
        rule: str,
        score: float,
        *,
        ocr: bool = False,
        parent: str | None = None,
    ) -> Found:
        """Add a mention from token `first` to token `last`."""
        start, end = self.tokens.starts[first], self.tokens.ends[last]
        found = Found(
            start, end, first, last, slug, name, kind, "ocr" if ocr else "name", rule, score, parent
        )
        self.mark(found)
        return found

    def add_entity(
        self, first: int, last: int, entity: Entity, rule: str, score: float, ocr: bool = False
    ) -> Found:
        """Add a mention of a known entity."""
        return self.add(first, last, entity.slug, entity.name, entity.type, rule, score, ocr=ocr)

    def add_like(self, first: int, last: int, other: Found, rule: str, score: float) -> Found:
        """Add a mention of the entity of another mention."""
        return self.add(first, last, other.slug, other.name, other.type, rule, score, parent=other.parent)

    def grow(self, found: Found, last: int) -> None:
        """Let a mention reach to a later token."""
        self.take(found.last + 1, last)
        found.last, found.end = last, self.tokens.ends[last]
