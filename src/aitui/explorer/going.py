"""Going to a place by typing it behind `:`: a line, a share of the whole, a date."""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from aitui.explorer.actions import Pane
from aitui.frozen import frozen
from aitui.store import articles
from aitui.store.database import Connection

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

# Panes whose rows have a date to go to.
DATED: tuple[Pane, ...] = ("articles", "timeline")

_LINE = re.compile(r"\d{1,9}")
_SHARE = re.compile(r"(\d{1,3})\s*%")
_DATE = re.compile(r"(1[5-9]\d\d|20\d\d)(?:-(\d\d?)(?:-(\d\d?))?)?")


@frozen
class Goal:
    """Where to go.

    Attributes:
        kind: `line` (counted from 1), `share` (percent), or `day`.
        number: the line or the percentage.
        day: ISO, the last day of what was typed: lists go from the newest to the oldest.
        told: what is gone to, for people.
    """

    kind: Literal["line", "share", "day"]
    told: str
    number: int = 0
    day: str = ""


def parse(text: str, pane: Pane) -> Goal | None:
    """Return the goal that a text names in a pane; None when it names none.

    `2025` is a year where rows have dates, else a line; `02025` is a line everywhere.
    """
    text = text.strip()
    if share := _SHARE.fullmatch(text):
        number = min(100, int(share[1]))
        return Goal("share", f"{number}%", number)
    if (date := _DATE.fullmatch(text)) and (pane in DATED or date[2]):
        year, month = int(date[1]), int(date[2] or 12)
        if not 1 <= month <= 12:
            return None
        last = monthrange(year, month)[1]
        day = int(date[3] or last)
        return Goal("day", text, day=f"{year}-{month:02}-{day:02}") if 1 <= day <= last else None
    if _LINE.fullmatch(text):
        return Goal("line", f"line {int(text)}", int(text))
    return None


class Going:
    """Finds the row of a date.

    Args:
        explorer: whose lists are gone through.
        reader: the corpus.
    """

    def __init__(self, explorer: Explorer, reader: Connection) -> None:
        self._explorer = explorer
        self._reader = reader

    def to_day(self, pane: Pane, goal: Goal, there: Callable[[int], None]) -> None:
        """Look for the first row of a day or before it; say so when there is none.

        Args:
            pane: which list.
            goal: a day.
            there: called with the number of the row.
        """
        if pane == "articles":
            self._article(goal, there)
        elif pane == "timeline":
            self._happening(goal, there)
        else:
            self._explorer.say("Only the articles and the timeline go by date.")

    def _article(self, goal: Goal, there: Callable[[int], None]) -> None:
        ids = self._explorer.article_ids

        def is_older(at: int) -> bool:
            # What has no date stands last, and an empty text is older than any day.
            first = self._explorer.grouping.head(ids[at])
            return articles.published_sort(self._reader, first) <= goal.day

        if self._explorer.sorting.order("articles") == "date":
            at = bisect_left(range(len(ids)), True, key=is_older)
        else:
            newest = articles.newest_until(self._reader, goal.day)
            at = ids.index(newest) if newest is not None and newest in ids else len(ids)
        if at < len(ids) and articles.published_sort(self._reader, ids[at]):
            there(at)
        elif not self._explorer.whole:
            self._explorer.say("The list is still being read; try again in a moment.")
        else:
            self._explorer.say(f"No article of the list is of {goal.told} or older.")

    def _happening(self, goal: Goal, there: Callable[[int], None]) -> None:
        def none() -> None:
            self._explorer.say(f"Nothing on this timeline is of {goal.told} or older.")

        self._explorer.timeline.find_day(goal.day, there, none)
