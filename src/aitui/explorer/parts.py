"""What a session is made of: the open article, the lit entity, a set of places to step through."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from aitui.store.rows import ArticleRow, EntityRow, MentionRow
from aitui.text.fold import fold
from aitui.text.spans import containing

# What calls entities by their names in the language of the open text.
NAMING = ("entities", "timeline", "entity", "status")


@dataclass(slots=True)
class OpenArticle:
    """The article in the reader, with everything that a repaint needs.

    Attributes:
        row: its line in the list.
        text: the immutable text of its current version.
        boilerplate: (start, end, reason), ascending.
        sentence_starts, sentence_ends: code points, ascending.
        by_entity: entity id -> (starts, ends) of its mentions, ascending.
    """

    row: ArticleRow
    version_uid: str
    text: str
    boilerplate: list[tuple[int, int, str]]
    sentence_starts: array[int]
    sentence_ends: array[int]
    mentions: list[MentionRow] = field(default_factory=list)
    by_entity: dict[int, tuple[array[int], array[int]]] = field(default_factory=dict)
    _folded: str = ""

    def folded(self) -> str:
        """Return the text as finds compare it; kept, since each letter that is typed asks for it."""
        if not self._folded:
            self._folded = fold(self.text)
        return self._folded

    def take(self, found: list[MentionRow]) -> None:
        """Show these mentions, by start, in place of those shown before."""
        self.mentions = found
        self.by_entity = {}
        for mention in found:
            starts, ends = self.by_entity.setdefault(mention.entity_id, (array("q"), array("q")))
            starts.append(mention.start)
            ends.append(mention.end)

    def sentence_at(self, offset: int) -> tuple[int, int] | None:
        """Return the sentence that holds `offset`, else the next one, else the last one."""
        index = self.sentence_index(offset)
        return None if index is None else (self.sentence_starts[index], self.sentence_ends[index])

    def sentence_index(self, offset: int) -> int | None:
        """Return the number of the sentence that `sentence_at` returns."""
        if not self.sentence_starts:
            return None
        index = containing(self.sentence_starts, self.sentence_ends, offset)
        if index is None:
            index = min(bisect_right(self.sentence_starts, offset), len(self.sentence_starts) - 1)
        return index


@dataclass(slots=True)
class Lit:
    """The entity that is lit.  `counts`, `places` and the totals arrive a moment after the entity."""

    row: EntityRow
    pinned: bool = False
    loaded: bool = False
    counts: dict[int, int] = field(default_factory=dict)
    total: int = 0
    articles: int = 0
    languages: int = 0


@dataclass(slots=True)
class Matches:
    """One set of places that `n` and `N` step through, in the order of the article list.

    Attributes:
        kind: `entity`, `search` (whole corpus) or `find` (the open article).
        label: what it is, for the status line.
        article, start, end: parallel.
        index: the place that the reader stands on, -1 before the first step.
    """

    kind: str
    label: str
    article: Sequence[int]
    start: Sequence[int]
    end: Sequence[int]
    index: int = -1
    _by_article: dict[int, tuple[array[int], array[int]]] = field(default_factory=dict)

    def of_article(self, article_id: int) -> tuple[array[int], array[int]]:
        """Return starts and ends of the places in one article; each line of it asks for them."""
        if not self._by_article:
            for article, start, end in zip(self.article, self.start, self.end, strict=True):
                starts, ends = self._by_article.setdefault(article, (array("q"), array("q")))
                starts.append(start)
                ends.append(end)
        return self._by_article.get(article_id, (array("q"), array("q")))
