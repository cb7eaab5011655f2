"""What the user says of facts: one, two, preferred, deprecated, kept; each taken back with undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from aitui.errors import AituiError
from aitui.explorer.facts import Fact, key_of
from aitui.explorer.tellings import Told
from aitui.model import Telling
from aitui.store import fact_marks, kept_facts
from aitui.store.claim_quotes import Key
from aitui.store.database import Connection
from aitui.store.fact_marks import Plan
from aitui.store.rows import ClaimQuote, FactMark

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer

Sides = tuple[Sequence[Telling], Sequence[Telling]]


class FactJudge:
    """The user's last word on facts.  Every method does one thing, says so, and can be undone.

    Args:
        explorer: whose facts follow.
        own: the workspace.
    """

    def __init__(self, explorer: Explorer, own: Connection) -> None:
        self._explorer = explorer
        self._own = own
        # The marked facts by the claim that stands for each, in the order of marking.
        self._marked: dict[Key, Fact] = {}

    # ------------------------------------------------------------------ what is spoken of

    def mark(self, fact: Fact) -> None:
        """Mark a fact for what comes next, or take the mark off."""
        key = key_of(fact.first)
        if self._marked.pop(key, None) is None:
            self._marked[key] = fact
            self._explorer.say(f"Marked; {len(self._marked)} in all.")
        else:
            self._explorer.say("No longer marked.")
        self._explorer.changed("facts")

    def is_marked(self, fact: Fact) -> bool:
        return key_of(fact.first) in self._marked

    def pair(self, fact: Fact | None) -> Sides | None:
        """Return the two facts that are spoken of: marked ones, or the marked one and that of the cursor."""
        chosen = dict(self._marked)
        if fact is not None and len(chosen) < 2:
            chosen.setdefault(key_of(fact.first), fact)
        if len(chosen) != 2:
            key = self._explorer.key("mark_fact")
            self._explorer.say(f"{key} marks a fact; then go to the other one, or mark that too.")
            return None
        one, other = chosen.values()
        return one.tellings, other.tellings

    def sides(self) -> Sides | None:
        """Return the two facts of the contradiction that is open; None where none is."""
        dispute = self._explorer.tellings.dispute
        return None if dispute is None else (dispute.one.tellings, dispute.other.tellings)

    def part(self, told: Told | None) -> Sides | None:
        """Return a telling and the rest of the fact that is open; None where it has no other."""
        fact = self._explorer.tellings.fact
        if fact is None or told is None or told.telling is None or len(fact.tellings) < 2:
            self._explorer.say("There is no other telling to tell this one apart from.")
            return None
        key = key_of(told.telling)
        return (told.telling,), tuple(one for one in fact.tellings if key_of(one) != key)

    def fact_of(self, told: Told | None) -> Fact | None:
        """Return the fact that a telling on screen belongs to."""
        shown = self._explorer.tellings
        if shown.dispute is None:
            return shown.fact
        if told is None or told.telling is None:
            return None
        key = key_of(told.telling)
        sides = (shown.dispute.one, shown.dispute.other)
        return next((fact for fact in sides if any(key_of(one) == key for one in fact.tellings)), None)

    # ------------------------------------------------------------------ judging

    def same(self, sides: Sides, reason: str) -> None:
        """They are one fact."""
        self._of_pair(fact_marks.same, sides, reason, "One fact now")

    def different(self, sides: Sides, reason: str) -> None:
        """They are two facts, and do not contradict each other."""
        self._of_pair(fact_marks.different, sides, reason, "Two facts now")

    def rank(self, kind: str, fact: Fact, reason: str) -> None:
        """Prefer or deprecate a fact."""
        quotes = self._explorer.tellings.quotes(fact.tellings)
        self._do(lambda now: fact_marks.rank(now, kind, quotes, reason), kind.capitalize())

    def unrank(self, fact: Fact) -> None:
        """Take preference or deprecation off a fact."""
        quotes = self._explorer.tellings.quotes(fact.tellings)
        self._do(lambda now: fact_marks.unrank(now, quotes), f"No longer {fact.rank}")

    def keep(self, fact: Fact, note: str = "") -> None:
        """Keep a fact with all its tellings as a bookmark."""
        quotes = self._explorer.tellings.quotes(fact.tellings)
        if not quotes:
            self._explorer.say("The article of this fact is no longer in the corpus.")
            return
        kept_facts.keep(self._own, quotes, note)
        self._explorer.bookmarks.read()
        number = len(quotes)
        told = f"its {number} tellings" if number > 1 else "its telling"
        self._explorer.say(
            f"Kept with {told}; {self._explorer.key('focus_bookmarks')} lists bookmarks, "
            f"{self._explorer.key('undo')} takes it back."
        )
        self._explorer.changed("bookmarks", "reader")

    def _of_pair(
        self,
        plan: Callable[[Sequence[FactMark], Sequence[ClaimQuote], Sequence[ClaimQuote], str], Plan],
        sides: Sides,
        reason: str,
        message: str,
    ) -> None:
        one, other = (self._explorer.tellings.quotes(side) for side in sides)
        if self._do(lambda now: plan(now, one, other, reason), message):
            self._marked.clear()

    def _do(self, make: Callable[[Sequence[FactMark]], Plan], message: str) -> bool:
        try:
            fact_marks.record(self._own, make)
        except AituiError as error:
            self._explorer.say(str(error))
            return False
        self._explorer.facts.remark()
        self._explorer.say(f"{message}; {self._explorer.key('undo')} takes it back.")
        return True
