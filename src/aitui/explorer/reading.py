"""What was read: marks of this person, set by hand, by reading on to the end or by staying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitui.errors import AituiError
from aitui.explorer.jobs import AHEAD, Jobs
from aitui.store import articles, reading
from aitui.store.database import Connection

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

# Articles that are looked at in one query for the next one that is not read.
_PAGE = 500


class Reading:
    """Which articles are read.

    Args:
        explorer: whose open article is read.
        own: the workspace.
        jobs: looks for the next unread article.

    Attributes:
        uids: of the articles that are read, in whatever corpus.
    """

    def __init__(self, explorer: Explorer, own: Connection, jobs: Jobs) -> None:
        self._explorer = explorer
        self._own = own
        self._jobs = jobs
        self.uids: set[str] = set()
        # The article that was said to be unread while it was open: it stays so until another one is.
        self._kept = ""

    def read(self) -> None:
        """Read the marks anew."""
        self.uids = reading.uids(self._own)

    def is_read(self, uid: str) -> bool:
        return uid in self.uids

    def toggle(self) -> None:
        """Say that the open article is read, or that it is not."""
        article = self._explorer.article
        if article is None:
            return
        uid = article.row.uid
        read = uid not in self.uids
        reading.mark(self._own, uid, read=read)
        self._kept = "" if read else uid
        self.read()
        after = self._explorer.key("next_unread")
        self._explorer.say(f"Read; {after} goes to the next unread." if read else "Unread again.")
        self._explorer.changed("articles")

    def finished(self) -> None:
        """The open article was read to its end, or stayed with: it is read now."""
        article = self._explorer.article
        if article is None or article.row.uid in self.uids or article.row.uid == self._kept:
            return
        self._kept = ""
        try:
            reading.rest(self._own, article.row.uid)
        except AituiError:  # it cannot be written now; nobody asked for it, and it comes again
            return
        self.uids.add(article.row.uid)
        self._explorer.changed("articles")

    def next_unread(self) -> None:
        """Open the next article of the list that is not read; after the last one, the first."""
        explorer = self._explorer
        ids, uids = explorer.article_ids, self.uids
        here = explorer.grouping.row_of(explorer.article.row.id) if explorer.article is not None else 0
        at = ids.index(here) + 1 if here in ids else 0
        focus = explorer.focus

        def query(connection: Connection) -> tuple[int | None, bool]:
            for start in (*range(at, len(ids), _PAGE), *range(0, at, _PAGE)):
                page = ids[start : min(start + _PAGE, at if start < at else len(ids))]
                rows = articles.rows(connection, page)
                for i in page:
                    if i in rows and rows[i].uid not in uids:
                        return i, start < at
            return None, False

        def done(found: tuple[int | None, bool]) -> None:
            article, around = found
            if explorer.focus != focus:
                return  # the person went on meanwhile
            if article is None:
                explorer.say("Every article of the list is read.")
                return
            if focus == "articles":
                explorer.preview_article(article)
            else:
                explorer.open_article(article)
                explorer.go("reader")
            if around:
                explorer.say("Went on from the top of the list.")

        self._jobs.submit("unread", query, done, explorer.failed, patience=AHEAD)
