"""The first rows of the article list, read before anything else is: what stands on the screen at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aitui.explorer.actions import Pane
from aitui.store import articles, database, workspace
from aitui.store.rows import ArticleRow

# As many as `Explorer.start` reads: an article further down has no row yet.
LIMIT = 500
# The panes in which a session can begin.
STARTS: tuple[Pane, ...] = ("articles", "reader", "entities", "timeline", "bookmarks")


@dataclass(frozen=True, slots=True)
class FirstRows:
    """The part of the list that will be in view.

    Attributes:
        rows: from the top one on.
        cursor: the row of the open article among them, or the first.
        focus: the pane that the last session was left in.
    """

    rows: list[ArticleRow]
    cursor: int
    focus: Pane


def first_rows(corpus: Path, lines_of: Callable[[Pane], int]) -> FirstRows:
    """Return what the list shows where the last session ended.

    Args:
        corpus: the database file.
        lines_of: how many lines the list has when a pane has the focus.

    Raises:
        StoreError: the corpus cannot be read.
    """
    place = workspace.place_left(str(corpus))
    pane = place.get("focus")
    focus: Pane = next((start for start in STARTS if start == pane), "articles")
    lines = lines_of(focus)
    with database.reading(corpus) as connection:
        ids = articles.ids(connection, limit=LIMIT)
        opened = articles.by_uid(connection, str(place.get("article", "")))
        at = ids.index(opened) if opened is not None and opened in ids else 0
        top = max(0, at - lines + 1)
        page = ids[top : top + lines]
        found = articles.rows(connection, page)
    return FirstRows([found[i] for i in page], at - top, focus)
