"""Bookmarks: sentences kept with their exact words, found again where the text has moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aitui.explorer.jobs import Jobs
from aitui.explorer.parts import OpenArticle
from aitui.store import articles, kept_facts, workspace
from aitui.store.database import Connection, consistent
from aitui.store.rows import BookmarkRow, ClaimQuote

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer


class Bookmarks:
    """The bookmarks of the workspace.

    Args:
        explorer: whose open article is marked.
        reader: the corpus.
        own: the workspace.

    Attributes:
        rows: newest first.
        tellings: of the bookmarks that keep a fact, by uid: every telling of it.
        states: what became of the words of a bookmark, by uid: `moved`, `gone` with the text, or
            `elsewhere` for an article that is not in this corpus; those in their place are left out.
    """

    def __init__(self, explorer: Explorer, reader: Connection, own: Connection, jobs: Jobs) -> None:
        self._explorer = explorer
        self._jobs = jobs
        self.states: dict[str, str] = {}
        self._reader = reader
        self._own = own
        self.rows: list[BookmarkRow] = []
        self.tellings: dict[str, list[ClaimQuote]] = {}

    def read(self) -> None:
        """Read them anew."""
        self.rows = workspace.bookmarks(self._own)
        self.tellings = kept_facts.tellings(self._own)

    def look_after(self) -> None:
        """See in the background which quotes still stand where they were kept."""
        rows = list(self.rows)

        def done(found: dict[str, str]) -> None:
            if found != self.states:
                self.states = found
                self._explorer.changed("bookmarks")

        self._jobs.submit(
            "bookmarks", lambda connection: standing(connection, rows), done, self._explorer.failed
        )

    def add(self, note: str = "") -> None:
        """Keep the range or the current sentence with its exact words, or add a note to it."""
        sentence = self._explorer.chosen()
        if self._explorer.article is None or sentence is None:
            self._explorer.say("There is no sentence here to bookmark.")
            return
        start, end = sentence
        workspace.add_bookmark(
            self._own,
            corpus=str(self._explorer.corpus),
            article_uid=self._explorer.article.row.uid,
            version_uid=self._explorer.article.version_uid,
            text=self._explorer.article.text,
            start=start,
            end=end,
            note=note,
            title=self._explorer.article.row.title,
        )
        self.read()
        self._explorer.range.let_go()
        key = self._explorer.key
        self._explorer.say(
            f"Bookmarked; {key('focus_bookmarks')} lists bookmarks, {key('undo')} takes it back."
        )
        self._explorer.changed("reader", "bookmarks")

    def spans(self, article: OpenArticle | None = None) -> list[tuple[int, int]]:
        """Return the spans of an article that are bookmarked; of the open one without an argument."""
        article = article or self._explorer.article
        if article is None:
            return []
        kept: list[workspace.Quote] = [mark for mark in self.rows if mark.article == article.row.uid]
        kept += [
            quote for told in self.tellings.values() for quote in told if quote.article == article.row.uid
        ]
        places = {workspace.locate(article.text, quote) for quote in kept}
        return sorted((start, end) for start, end, state in places if state != "orphan")

    def open(self, mark: BookmarkRow) -> None:
        """Go to a bookmarked place: where it was, where it moved to, or say that it is gone.

        A fact opens with its tellings.
        """
        if mark.uid in self.tellings:
            self._explorer.tellings.open_kept(mark)
            return
        article_id = articles.by_uid(self._reader, mark.article)
        if article_id is None:
            self._explorer.say("This article is not in the corpus; the quote is kept in the bookmark.")
            return
        body = articles.text(self._reader, article_id)
        start, _, state = workspace.locate(body.text, mark)
        self._explorer.open_article(article_id, start if state != "orphan" else 0)
        self._explorer.go("reader")
        if state == "moved":
            self._explorer.say("The text has changed; the quote was found at a new place.")
        elif state == "orphan":
            self._explorer.say("The text has changed and the quote is no longer in it.")

    def remove(self, mark: BookmarkRow) -> None:
        workspace.remove_bookmark(self._own, mark.uid)
        self.read()
        self._explorer.say(f"Bookmark removed; {self._explorer.key('undo')} brings it back.")
        self._explorer.changed("bookmarks", "reader")


@consistent
def standing(connection: Connection, marks: Sequence[BookmarkRow]) -> dict[str, str]:
    """Return of bookmarks whose words are not where they were kept what became of them, by uid."""
    found: dict[str, str] = {}
    by_article: dict[str, list[BookmarkRow]] = {}
    for mark in marks:
        by_article.setdefault(mark.article, []).append(mark)
    for uid, kept in by_article.items():
        article_id = articles.by_uid(connection, uid)
        if article_id is None:
            found |= {mark.uid: "elsewhere" for mark in kept}
            continue
        text = articles.text(connection, article_id).text
        for mark in kept:
            state = workspace.locate(text, mark)[2]
            if state != "exact":
                found[mark.uid] = "gone" if state == "orphan" else state
    return found
