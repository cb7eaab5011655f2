"""What the keys do with facts, their tellings and the contradictions between them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from aitui.explorer.state import Explorer
from aitui.tui.screens.panes_screen import PanesScreen
from aitui.tui.theme import Theme

if TYPE_CHECKING:
    from aitui.explorer.fact_judging import Sides
    from aitui.explorer.facts import Fact

# Enter alone gives no reason.
_WHY = "why (Enter: no reason)"


class FactsActions(PanesScreen):
    """The actions of facts; the main screen is one of these."""

    def __init__(self, explorer: Explorer, theme: Theme) -> None:
        super().__init__(explorer, theme)
        # What is done with the reason that is asked for.
        self._judged: Callable[[str], None] = lambda reason: None
        self._noted: Fact | None = None
        self.answers |= {"reason": self._reasoned, "fact note": self._note_fact}

    def do_focus_facts(self) -> None:
        self.explorer.facts.show()

    def do_older_facts(self) -> None:
        self.explorer.facts.page(1)

    def do_newer_facts(self) -> None:
        self.explorer.facts.page(-1)

    def open_fact(self) -> None:
        """Show the tellings of the fact at the cursor; from a telling go to its place."""
        if self.explorer.focus == "tellings":
            told = self.tellings_pane.current()
            if told is not None:
                self.explorer.tellings.go_to(told)
        elif (fact := self.facts_pane.current()) is not None:
            self.explorer.tellings.open(fact)

    def do_first_told(self) -> None:
        if self.explorer.focus == "facts":
            self.open_fact()
        self.explorer.tellings.toggle_turns()

    # ------------------------------------------------------------------ contradictions

    def do_next_contradiction(self) -> None:
        self.explorer.facts.step(1, self._listed())

    def do_previous_contradiction(self) -> None:
        self.explorer.facts.step(-1, self._listed())

    def _listed(self) -> Fact | None:
        """Return the fact at the cursor of the list, None in every other pane."""
        return self.facts_pane.current() if self.explorer.focus == "facts" else None

    # ------------------------------------------------------------------ judging

    def _fact(self) -> Fact | None:
        """Return the fact that is spoken of: that of the cursor, of a contradiction the side it is on."""
        if self.explorer.focus == "facts":
            return self.facts_pane.current()
        return self.explorer.fact_judge.fact_of(self.tellings_pane.current())

    def do_mark_fact(self) -> None:
        fact = self.facts_pane.current()
        if fact is not None:
            self.explorer.fact_judge.mark(fact)

    def do_same_fact(self) -> None:
        judge = self.explorer.fact_judge
        sides = judge.sides() if self.explorer.focus == "tellings" else judge.pair(self.facts_pane.current())
        if sides is not None:
            self._ask_why("one fact", lambda reason: judge.same(sides, reason))
        elif self.explorer.focus == "tellings":
            self.explorer.say("Mark two facts in the list to make them one.")

    def do_different_facts(self) -> None:
        judge = self.explorer.fact_judge
        sides: Sides | None
        if self.explorer.focus == "facts":
            sides = judge.pair(self.facts_pane.current())
        else:
            sides = judge.sides() or judge.part(self.tellings_pane.current())
        if sides is not None:
            chosen = sides
            self._ask_why("two facts", lambda reason: judge.different(chosen, reason))

    def do_prefer_fact(self) -> None:
        self._rank("preferred")

    def do_deprecate_fact(self) -> None:
        self._rank("deprecated")

    def _rank(self, kind: str) -> None:
        fact, judge = self._fact(), self.explorer.fact_judge
        if fact is None:
            self.explorer.say("There is no fact of this corpus here.")
        elif fact.rank == kind:
            judge.unrank(fact)
        else:
            self._ask_why(kind, lambda reason: judge.rank(kind, fact, reason))

    def _ask_why(self, what: str, then: Callable[[str], None]) -> None:
        self._judged = then
        self.ask("reason", f"{what}; {_WHY}")

    def _reasoned(self, reason: str) -> None:
        self._judged(reason)

    # ------------------------------------------------------------------ keeping

    def do_keep_fact(self) -> None:
        fact = self._fact()
        if fact is not None:
            self.explorer.fact_judge.keep(fact)

    def do_note_fact(self) -> None:
        self._noted = self._fact()
        if self._noted is not None:
            self.ask("fact note", "note")

    def _note_fact(self, note: str) -> None:
        if self._noted is not None:
            self.explorer.fact_judge.keep(self._noted, note)
