"""What the keys do to take something out of the program: to the clipboard, to plain text."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aitui.explorer.state import Explorer
from aitui.text.clean import clean_line
from aitui.tui.cells import cut
from aitui.tui.screens.panes_screen import PanesScreen
from aitui.tui.theme import Theme

if TYPE_CHECKING:
    pass


class TakingActions(PanesScreen):
    """The actions of copying; the main screen is one of these."""

    def __init__(self, explorer: Explorer, theme: Theme) -> None:
        super().__init__(explorer, theme)
        # What opens the address that is shown.
        self._command: tuple[str, ...] = ()
        self.answers["link"] = lambda _: self.open_link()

    def do_copy(self) -> None:
        self.copy(self.explorer.quote())
        self.explorer.range.let_go()

    def copy(self, text: str) -> None:
        """Hand a text to the terminal's clipboard; no terminal tells whether it took it."""
        text = clean_line(text)
        self.app.copy_to_clipboard(text)
        self.explorer.say(f"Copied {cut(text, 20)} ({len(text)}). {self._if_refused()}")

    def _if_refused(self) -> str:
        """Return what to do where the terminal has not taken it, as far as the environment tells."""
        plain = self.explorer.key("plain")
        if os.environ.get("TMUX"):
            return f"No paste? tmux set -g set-clipboard on; or {plain}"
        if os.environ.get("STY"):
            return f"screen passes none on; {plain} shows it to select"
        return f"No paste? {plain} shows it to select"

    def do_link(self) -> None:
        link = self.explorer.links.here()
        if link is None:
            return
        self.app.copy_to_clipboard(clean_line(link.url))
        lines = [*link.lines, f"Copied. {self._if_refused()}."]
        self._command = link.command
        if link.command:
            self.notice.show("Address", lines)
            self.ask("link", f"Enter opens {cut(link.host, 40)} in {link.command[0]}, Esc does not")
        else:
            self.notice.show("Address · any key goes on", lines)
        self.relayout()

    def open_link(self) -> None:
        """Open what was shown."""
        self.app.open_address(self._command)

    def do_plain(self) -> None:
        self.app.show_plain(self.current.plain_lines())
