"""What takes long is told in one line, and can be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitui.explorer.jobs import Jobs

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

# Seconds that a query may take before it is told of.
SLOW = 0.15

_WORDS = {
    "search": "Searching",
    "others": "Looking for it in other words",
    "hits": "Counting the hits",
    "alike": "Comparing meanings",
    "facets": "Counting by facet",
    "saved": "Counting what the searches find",
    "entity": "Reading the mentions",
    "card": "Reading the card",
    "lists": "Reading the lists",
    "timeline": "Reading the timeline",
    "silence": "Looking who tells it",
    "concordance": "Reading the places",
    "versions": "Comparing the versions",
    "facts": "Reading the facts",
    "lens": "Reading the numbers",
    "lens tables": "Reading the numbers",
    "counterparts": "Looking for counterparts",
    "alignment": "Aligning the two texts",
    "judgements": "Working out your judgements",
    "preview": "Counting what would change",
    "review": "Reading the pairs",
    "stories": "Comparing articles",
    "fold": "Folding the list",
    "examples": "Reading examples",
    "unread": "Looking for an unread article",
    "sort articles": "Sorting the articles",
    "sort entities": "Sorting the entities",
    "filter facts": "Filtering the facts",
    "filter articles": "Filtering the articles",
    "filter entities": "Filtering the entities",
}
# Nobody asked for these, and the list is there without them, or they go on for minutes in a program of their
# own: no word of theirs hides an answer.
_UNASKED = {"happenings", "bookmarks", "feeds"}
# Without these what is shown would be false.
_NEVER_STOPPED = {"judgements"}


class Progress:
    """The query that has run longest, once it is slow.

    Args:
        explorer: whose status line tells it.
        jobs: what runs the queries.
    """

    def __init__(self, explorer: Explorer, jobs: Jobs) -> None:
        self._explorer = explorer
        self._jobs = jobs
        self._lane = ""

    @property
    def stoppable(self) -> bool:
        """Whether something slow runs that may be stopped."""
        if not self._lane or self._lane in _NEVER_STOPPED:
            return False
        # It may have ended since it was told of; then the key is meant for something else.
        return any(lane == self._lane for lane, _ in self._jobs.running())

    def told(self) -> str:
        """Return what is being done, empty while nothing is slow."""
        if not self._lane:
            return ""
        how = f" {self._explorer.key('cancel')} stops it." if self.stoppable else ""
        return f"{_WORDS.get(self._lane, 'Working')} …{how}"

    def look(self) -> bool:
        """See what is slow by now; False when nothing runs any more."""
        running = self._jobs.running()
        if any(lane == "feeds" for lane, _ in running):
            self._explorer.updating.look()
        # What is told of stays, though it was asked anew: each letter of a slow search asks once more.
        if any(lane == self._lane for lane, _ in running):
            return True
        lane = next((lane for lane, seconds in running if seconds >= SLOW and lane not in _UNASKED), "")
        if lane != self._lane:
            self._lane = lane
            self._explorer.changed("status")
        return bool(running)

    def stop(self) -> None:
        """Stop the slow query."""
        lane, self._lane = self._lane, ""
        self._jobs.stop(lane)
