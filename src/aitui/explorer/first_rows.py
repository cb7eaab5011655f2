"""The first rows of the article list, read before anything else is: what stands on the screen at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from aitui.explorer.actions import Pane
from aitui.explorer.folding import fold as group
from aitui.explorer.folding import told
from aitui.frozen import frozen
from aitui.store import articles, database, reading, sessions, stories, story_marks
from aitui.store.rows import ArticleRow
from aitui.text.fold import fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

# As many as `Explorer.start` reads: an article further down has no row yet.
LIMIT = 500
# The panes in which a session can begin.
STARTS: tuple[Pane, ...] = ("articles", "reader", "entities", "timeline", "bookmarks")


@frozen
class FirstRows:
    """The part of the list that will be in view.

    Attributes:
        rows: from the top one on; none where counts of mentions decide which they are: that may take long.
        cursor: the row of the open article among them, or the first.
        opened: the row of the open article; -1 when a filter leaves it out.
        focus: the pane that the last session was left in.
        zoomed: whether that pane has the whole screen.
        read: uids of the rows that are read.
        groups: what stands for the group of a row, by its id.
    """

    rows: list[ArticleRow]
    cursor: int
    opened: int
    focus: Pane
    zoomed: bool = False
    read: frozenset[str] = frozenset()
    groups: Mapping[int, str] | None = None


def first_rows(corpus: str | Path, lines_of: Callable[[Pane, bool], int]) -> FirstRows:
    """Return what the list shows where the last session ended.

    Args:
        corpus: the database file.
        lines_of: how many lines the list has when a pane has the focus and is zoomed or not.

    Raises:
        StoreError: the corpus cannot be read.
    """
    place = sessions.left(str(corpus))
    focus: Pane = next((start for start in STARTS if start == place.focus), "articles")
    zoomed = place.zoomed
    lines = lines_of(focus, zoomed)
    order = place.order or "date"
    with database.reading(corpus) as connection:
        if order == "mentions":
            return FirstRows([], 0, -1, focus, zoomed)
        if order == "date":
            ids = articles.ids(connection, limit=LIMIT)
        else:
            from aitui.store import orders  # with all that it needs: most sessions do without

            ids = orders.article_ids(connection, order, LIMIT, reading.left() if order == "unread" else ())
        opened = articles.by_uid(connection, place.article)
        if opened is None and ids:
            opened = ids[0]
        if kept := place.holding:
            from aitui.explorer.holding import articles_holding

            ids = articles_holding(connection, ids, fold(kept))
        accepted = story_marks.left()
        of = stories.heads(connection, accepted, ids)
        ids, members = group(ids, of)
        if opened in of and of[opened] in members:
            opened = members[of[opened]][0]
        listed = opened is not None and opened in ids
        at = ids.index(opened) if opened is not None and listed else 0
        top = max(0, at - lines + 1)
        page = ids[top : top + lines]
        found = articles.rows(connection, page)
        groups = {
            i: told(each, len(members[of[i]]) if kept else None)
            for i, each in stories.groups(connection, [i for i in page if i in of], accepted).items()
        }
    rows = [found[i] for i in page]
    cursor, read = at - top, frozenset(reading.left([row.uid for row in rows]))
    return FirstRows(rows, cursor, cursor if listed else -1, focus, zoomed, read, groups)
