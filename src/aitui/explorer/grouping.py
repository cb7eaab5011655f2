"""Lists with one row a group: near-copies of one text, and stories that the person accepted.

A group stands where its first article in the order of the list stands; a key opens it, and the others follow.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING

from aitui.explorer.folding import MEMBER, Folded, fold, told
from aitui.explorer.jobs import Jobs
from aitui.store import stories, story_marks
from aitui.store.database import Connection
from aitui.store.stories import Group

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

# A list of so many is folded at once; a longer one in a lane.
_AT_ONCE = 50_000


class Grouping:
    """Which articles are one row of the article list.

    Args:
        explorer: whose list it is.
        reader: for the groups of the rows on screen.
        jobs: folds long lists.

    Attributes:
        on: whether the list is folded.
        accepted: uids of the articles of each story that the person accepted.
        of: article -> group; at first of the first rows alone.
    """

    def __init__(self, explorer: Explorer, reader: Connection, jobs: Jobs) -> None:
        self._explorer = explorer
        self._reader = reader
        self._jobs = jobs
        self.on = True
        self.accepted: list[tuple[str, ...]] = []
        self.of: dict[int, int] = {}
        self.opened: set[int] = set()
        self._ids: array[int] = array("q")
        self._members: dict[int, list[int]] = {}
        self._groups: dict[int, Group] = {}

    def begin(self, own: Connection) -> None:
        """Read from the workspace which stories were accepted before."""
        self.accepted = story_marks.accepted(story_marks.live(own))

    def take(self, of: dict[int, int]) -> None:
        """Take the groups as they are now; the list is to be shown anew."""
        self.of = of
        self._groups.clear()

    def read(self, ids: array[int]) -> None:
        """Read the groups of the first rows, so that they are folded when they are first drawn."""
        self.take(stories.heads(self._reader, self.accepted, ids))

    def show(self, ids: array[int], then: Callable[[], None] = lambda: None) -> None:
        """Make a list of articles the one that is shown, with one row a group."""
        explorer = self._explorer
        self._ids = ids
        of, opened = self.of if self.on else {}, frozenset(self.opened)

        def done(folded: Folded) -> None:
            if self._ids is not ids:
                return
            explorer.article_ids, self._members = folded
            explorer.changed("articles", "status")
            then()

        if not of or len(ids) <= _AT_ONCE:
            done(fold(ids, of, opened))
        else:
            self._jobs.submit("fold", lambda _: fold(ids, of, opened), done, explorer.failed)

    def again(self) -> None:
        """Fold the list as it is by the groups as they are now."""
        self.opened &= set(self.of.values())
        self.show(self._ids, lambda: self._explorer.changed("ordered"))

    # ------------------------------------------------------------------ rows

    def total(self) -> int:
        """Return how many articles the list has, folded or not."""
        return len(self._ids)

    def row_of(self, article_id: int) -> int:
        """Return the row that stands for an article: its own, or that of its group while it is closed."""
        group = self._group(article_id)
        return article_id if group is None or group in self.opened else self._members[group][0]

    def head(self, article_id: int) -> int:
        """Return the first article of the group of an article; the article itself where there is none."""
        group = self._group(article_id)
        return article_id if group is None else self._members[group][0]

    def mark(self, article_id: int) -> str:
        """Return what a row tells of its group, in the words of `folding.told`; empty for none."""
        group = self._group(article_id)
        if group is None:
            return ""
        members = self._members[group]
        if members[0] != article_id:
            return MEMBER
        whole = self._whole(article_id)
        # Of a list that is not read whole, the members further down are not known yet.
        known = self._explorer.whole or self._explorer.filters.get("articles")
        return told(whole, len(members) if known else None, opened=group in self.opened)

    def _group(self, article_id: int) -> int | None:
        group = self.of.get(article_id) if self.on else None
        return group if group in self._members else None

    def _whole(self, article_id: int) -> Group | None:
        if article_id not in self._groups:
            self._groups.update(stories.groups(self._reader, [article_id], self.accepted))
        return self._groups.get(article_id)

    # ------------------------------------------------------------------ keys

    def toggle(self, article_id: int) -> None:
        """Open the group of an article, or close it."""
        explorer = self._explorer
        group = self._group(article_id)
        if group is None or len(self._members[group]) < 2:
            why = "" if self.on else f"; {explorer.key('grouping')} shows groups again"
            explorer.say(f"This article stands alone{why}.")
            return
        self.opened ^= {group}
        self.show(self._ids, lambda: explorer.changed("ordered"))

    def toggle_all(self) -> None:
        """Show every article in a row of its own, or groups again."""
        explorer = self._explorer
        self.on = not self.on
        self.opened.clear()

        def then() -> None:
            hidden = len(self._ids) - len(explorer.article_ids)
            message = "Every article has a row of its own."
            if self.on:
                copies = f"{hidden} article{'' if hidden == 1 else 's'}"
                message = f"{copies} folded into groups; {explorer.key('group')} opens one."
            explorer.say(message if self.of else "No two articles are one story or near-copies.")
            explorer.changed("ordered")

        self.show(self._ids, then)
