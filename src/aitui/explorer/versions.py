"""What changed in the open article from one version to the next, word by word."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from aitui.explorer.jobs import Jobs
from aitui.frozen import frozen
from aitui.store import versions
from aitui.store.database import Connection, consistent
from aitui.store.rows import VersionRow
from aitui.text.changes import changes

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

# Code points kept on either side of a change.
_AROUND = 80
# Changes told of one pair of versions; the heading says when there are more.
LIMIT = 2_000


@frozen
class Step:
    """From one version to the next.

    Attributes:
        count: the number of changes, shown or not.
    """

    old: VersionRow
    new: VersionRow
    count: int


@frozen
class ChangeRow:
    """A place that changed.

    Attributes:
        left, right: what stands around it in the newer version.
        gone, came: the words that went and came; one of them may be empty.
        start: where, in the newer version.
        current: whether that is the version which is read now.
    """

    left: str
    gone: str
    came: str
    right: str
    start: int
    current: bool


class Versions:
    """The changes of one article, the newest first: a step, and then its places.

    Attributes:
        article_id: whose versions they are; None before any were asked for.
        title: its title.
        reading: whether they are on their way.
    """

    def __init__(self, explorer: Explorer, jobs: Jobs) -> None:
        self._explorer = explorer
        self._jobs = jobs
        self.rows: list[Step | ChangeRow] = []
        self.article_id: int | None = None
        self.title = ""
        self.reading = False

    def show(self) -> None:
        """Open the pane with what changed in the open article."""
        article = self._explorer.article
        if article is None:
            return
        self.article_id, self.title = article.row.id, article.row.title
        self.rows, self.reading = [], True
        article_id = article.row.id

        def done(rows: list[Step | ChangeRow]) -> None:
            self.rows, self.reading = rows, False
            self._explorer.changed("versions", "status")

        self._jobs.submit(
            "versions", lambda connection: read(connection, article_id), done, self._explorer.failed
        )
        self._explorer.go("versions")

    def open(self, row: Step | ChangeRow) -> None:
        """Go to a change in the text; of an older version, to the text as it is now."""
        if self.article_id is None:
            return
        if isinstance(row, ChangeRow) and row.current:
            self._explorer.open_article(self.article_id, row.start)
        else:
            self._explorer.open_article(self.article_id)
            if isinstance(row, ChangeRow):
                self._explorer.say("This change is of an older version; the reader shows the text of now.")
        self._explorer.go("reader")


@consistent
def read(connection: Connection, article_id: int) -> list[Step | ChangeRow]:
    """Return the steps of an article, the newest first, each with its changes in the order of the text."""
    found: list[Step | ChangeRow] = []
    known = versions.of_article(connection, article_id)
    texts = {row.id: versions.text(connection, row.id) for row in known}
    for old, new in reversed(list(pairwise(known))):
        before, after = texts[old.id], texts[new.id]
        places = changes(before, after)
        found.append(Step(old, new, len(places)))
        for (a, b), (c, d) in places[:LIMIT]:
            left, right = after[max(0, c - _AROUND) : c], after[d : d + _AROUND]
            found.append(ChangeRow(left, before[a:b], after[c:d], right, c, new.current))
    return found
