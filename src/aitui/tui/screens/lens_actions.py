"""What the key of the number lens does."""

from __future__ import annotations

from aitui.tui.screens.panes_screen import PanesScreen


class LensActions(PanesScreen):
    """The action of the number lens; the main screen is one of these."""

    def do_lens(self) -> None:
        self.explorer.lens.toggle()
