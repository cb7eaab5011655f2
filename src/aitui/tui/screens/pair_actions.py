"""What the keys of two-pane reading do."""

from __future__ import annotations

from aitui.explorer.actions import READERS
from aitui.tui.screens.panes_screen import PanesScreen


class PairActions(PanesScreen):
    """The actions of the second reader; the main screen is one of these."""

    def do_counterpart(self) -> None:
        self.explorer.pair.find()

    def do_next_counterpart(self) -> None:
        self.explorer.pair.step(1)

    def do_previous_counterpart(self) -> None:
        self.explorer.pair.step(-1)

    def do_swap_sides(self) -> None:
        self.explorer.pair.swap()

    def do_to_counterpart(self) -> None:
        self.explorer.pair.turn_to("counterpart")

    def reading_two(self) -> bool:
        """Tell whether the focus is on one of two readers."""
        return self.explorer.pair.open and self.explorer.focus in READERS

    def change_sides(self) -> None:
        """Go from one reader to the other."""
        self.explorer.pair.turn_to(self.explorer.pair.inactive)
