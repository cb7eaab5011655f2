"""Tells Esc from the beginning of what a terminal sends for other keys."""

from __future__ import annotations

import re

ESC = "\x1b"
# But for what follows it in sequences of a terminal, and for Alt with Backspace, which takes a word away.  No
# other key needs Alt, which a terminal sends as Esc and the key.
_ESC = re.compile(rf"{ESC}\[20([01])~|{ESC}(?![\[O\]PX^_\x7f\b])")


class Escapes:
    """Takes every Esc out of what is typed: one that came together with the next key is no part of it.

    A slow line brings keys together, and whoever is quick presses the next one at once.

    Attributes:
        held: whether an Esc came last: it is one unless a sequence goes on soon.
    """

    def __init__(self) -> None:
        self.held = False
        self._pasting = False

    def take(self, text: str) -> list[str]:
        """Return what was read in pieces, each Esc as one of its own."""
        if self.held:
            text, self.held = ESC + text, False
        pieces, at = [], 0
        for match in _ESC.finditer(text):
            if match[1]:
                self._pasting = match[1] == "0"
            elif self._pasting:
                continue
            else:
                pieces.append(text[at : match.start()])
                at = match.end()
                if at == len(text):
                    self.held = True
                else:
                    pieces.append(ESC)
        pieces.append(text[at:])
        return [piece for piece in pieces if piece]

    def let_go(self) -> list[str]:
        """Return the Esc that nothing followed."""
        held, self.held = self.held, False
        return [ESC] if held else []
