"""A range of words in the open text: begun in one place, drawn out to another, then kept or named."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from aitui.explorer.parts import OpenArticle
from aitui.text.spans import containing
from aitui.text.words import next_word, previous_word, word_at

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

# Finds what stands after or before an offset of a text.
_Find = Callable[[str, int], tuple[int, int] | None]


class Range:
    """The range, if one was begun.  One end moves, the other one stands.

    Args:
        explorer: whose open article it lies in.
    """

    def __init__(self, explorer: Explorer) -> None:
        self._explorer = explorer
        self._article: OpenArticle | None = None
        # What it was begun with is always in it.
        self._first = (0, 0)
        self._start = self._end = 0
        self._forward = True

    @property
    def on(self) -> bool:
        """True from `begin` on, as long as the same article is open."""
        return self._article is not None and self._article is self._explorer.article

    def span(self) -> tuple[int, int] | None:
        """Return start and end in the open text, None without a range."""
        return (self._start, self._end) if self.on else None

    def text(self) -> str:
        """Return its words in one line."""
        return " ".join(self._article.text[self._start : self._end].split()) if self._article else ""

    def begin(self) -> None:
        """Begin at the match or mention that the reader stands on, else at the word there.

        In a range that is there already: begin anew with the word at the end that moves.
        """
        explorer = self._explorer
        article = explorer.article
        if article is None:
            return
        if self.on:
            word = word_at(article.text, self._end - 1 if self._forward else self._start)
        else:
            word = self._match(article) or self._mention(article) or word_at(article.text, explorer.offset)
        if word is None:
            explorer.say("There is no word here.")
            return
        self._article, self._first, self._forward = article, word, True
        self._put(*word)

    def let_go(self) -> None:
        """Forget the range."""
        self._article = None
        self._explorer.changed("reader", "status")

    def swap(self) -> None:
        """Move the other end from now on; the word at this one stays in the range."""
        assert self._article is not None
        self._first = word_at(self._article.text, self.head) or self._first
        self._forward = not self._forward
        self._put(self._start, self._end)

    def by_words(self, step: int) -> None:
        """Move the end by a word, forward (1) or back (-1)."""
        self._to(step, next_word, previous_word)

    def by_characters(self, step: int) -> None:
        """Move the end by a character; part of the word that it began with may be left out so."""
        assert self._article is not None
        start, end = self._start, self._end
        if self._forward:
            end = max(start + 1, min(end + step, len(self._article.text)))
        else:
            start = min(end - 1, max(0, start + step))
        self._first = (max(start, self._first[0]), min(end, self._first[1]))
        self._put(start, end)

    def by_sentences(self, step: int) -> None:
        """Move the end to the next (1) or previous (-1) border of a sentence."""
        assert self._article is not None
        spans = list(zip(self._article.sentence_starts, self._article.sentence_ends, strict=True))
        self._to(
            step,
            lambda text, at: next((span for span in spans if span[1] > at), None),
            lambda text, at: next((span for span in reversed(spans) if span[0] < at), None),
        )

    def reach(self, offset: int) -> None:
        """Move the end to the word at an offset, such as that of another line."""
        assert self._article is not None
        word = word_at(self._article.text, offset)
        if word is not None:
            self._forward = word[0] >= self._first[0]
            self._put(min(word[0], self._first[0]), max(word[1], self._first[1]))

    @property
    def head(self) -> int:
        """The offset of the end that moves."""
        return self._end - 1 if self._forward else self._start

    def _to(self, step: int, after: _Find, before: _Find) -> None:
        """Move the end over what stands after or before it; past the beginning the other end moves."""
        assert self._article is not None
        text, (first, last) = self._article.text, self._first
        start, end = self._start, self._end
        if step > 0 and (self._forward or start >= first):
            self._forward = True
            found = after(text, end)
            end = max(end, found[1]) if found else end
        elif step > 0:
            # The words of the range itself, from its start on.
            found = after(text, start)
            beyond = after(text, found[1]) if found else None
            start = min(first, beyond[0]) if beyond else first
        elif not self._forward or end <= last:
            self._forward = False
            found = before(text, start)
            start = min(start, found[0]) if found else start
        else:
            found = before(text, end)
            beyond = before(text, found[0]) if found else None
            end = max(last, beyond[1]) if beyond else last
        self._put(start, end)

    def _put(self, start: int, end: int) -> None:
        self._start, self._end = start, end
        self._explorer.move_to(self.head)
        self._explorer.changed("reader", "status")

    def _match(self, article: OpenArticle) -> tuple[int, int] | None:
        """Return the match that the reader stands on, widened to whole words."""
        found = self._explorer.active_matches()
        if found is None or found.index < 0 or found.article[found.index] != article.row.id:
            return None
        start, end = found.start[found.index], found.end[found.index]
        if start != self._explorer.offset or start == end:
            return None
        first, last = word_at(article.text, start), word_at(article.text, end - 1)
        return min(start, first[0] if first else start), max(end, last[1] if last else end)

    def _mention(self, article: OpenArticle) -> tuple[int, int] | None:
        """Return the mention of the lit entity that the reader stands on."""
        starts, ends = self._explorer.lit_spans()
        at = containing(starts, ends, self._explorer.offset)
        return None if at is None else (starts[at], ends[at])
