"""What the keys do with facts."""

from __future__ import annotations

from aitui.tui.screens.panes_screen import PanesScreen


class FactsActions(PanesScreen):
    """The actions of the facts pane."""

    def do_focus_facts(self) -> None:
        self.explorer.facts.show()

    def open_fact(self) -> None:
        """Show the tellings of the fact at the cursor; from a telling go to its place."""
        telling = self.facts_pane.telling()
        fact = self.facts_pane.current()
        if telling is not None:
            self.explorer.facts.go_to(telling)
        elif fact is not None:
            self.explorer.facts.open(fact)
