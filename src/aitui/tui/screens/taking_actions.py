"""What the keys do to take something out of the program: to the clipboard, to plain text."""

from __future__ import annotations

import os

from aitui.explorer.state import Explorer
from aitui.text.clean import clean_line
from aitui.tui import clipboard
from aitui.tui.cells import cut
from aitui.tui.screens.panes_screen import PanesScreen
from aitui.tui.theme import Theme


class TakingActions(PanesScreen):
    """The actions of copying; the main screen is one of these."""

    def __init__(self, explorer: Explorer, theme: Theme) -> None:
        super().__init__(explorer, theme)
        # What opens the address that is shown.
        self._command: tuple[str, ...] = ()
        self.answers["link"] = lambda _: self.open_link()

    def do_copy(self) -> None:
        if self.copy(self.explorer.quote()):
            self.explorer.range.let_go()

    def copy(self, text: str) -> bool:
        """Hand a text to the terminal's clipboard; no terminal tells whether it took it.

        Returns:
            False for one that is too long for many terminals, and would hold up a slow line.
        """
        text = clean_line(text)
        size = len(text.encode("utf-8", "replace"))
        if size > clipboard.LIMIT:
            plain = self.explorer.key("plain")
            most = f"{size // 1000} kB, and terminals take {clipboard.LIMIT // 1000}"
            self.explorer.say(f"Not copied: {most}; {plain} prints the text to select.")
            return False
        self.app.copy_to_clipboard(text)
        told = f" ({len(text)} character{'' if len(text) == 1 else 's'}). {self._if_refused()}"
        # As much of it as leaves what to do in view.
        room = max(8, min(30, self.size.width - len("Copied ") - len(told) - 3))
        self.explorer.say(f"Copied {cut(text, room)}{told}")
        return True

    def _if_refused(self) -> str:
        return clipboard.refused(os.environ, self.explorer.key("plain"))

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
