"""Tells Esc from the beginning of what a terminal sends for other keys."""

from __future__ import annotations

import re

ESC = "\x1b"
_ANY = re.compile(rf"{ESC}(?:\[20([01])~)?")
# What follows it in sequences of a terminal, and Backspace, which with Alt takes a word away.  No other key
# needs Alt, which a terminal sends as Esc and the key.
_GOES_ON = frozenset("[O]PX^_\x7f\b")
# What may be Esc, or go on as the beginning or the end of what is pasted.
_BEGUN = re.compile(rf"{ESC}(?:\[(?:20?|20[01])?)?\Z")


class Escapes:
    """Takes every Esc out of what is typed: one that came together with the next key is no part of it.

    A slow line brings keys together, and whoever is quick presses the next one at once.  In what is pasted an
    Esc is no key and goes: Textual would take it and what follows for keys.

    What comes last and may go on is held back until it does; where it does not soon, `let_go` returns it.
    """

    def __init__(self) -> None:
        self._held = ""
        self._pasting = False

    def take(self, text: str) -> list[str]:
        """Return what was read in pieces, each Esc as one of its own."""
        text = self._held + text
        begun = _BEGUN.search(text)
        end = begun.start() if begun else len(text)
        text, self._held = text[:end], text[end:]
        pieces, at = [], 0
        for match in _ANY.finditer(text):
            if match[1]:
                self._pasting = match[1] == "0"
            elif self._pasting or text[match.end() : match.end() + 1] not in _GOES_ON:
                pieces += [text[at : match.start()], "" if self._pasting else ESC]
                at = match.end()
        pieces.append(text[at:])
        return [piece for piece in pieces if piece]

    def let_go(self) -> list[str]:
        """Return the Esc that nothing followed; in what is pasted there is none."""
        if self._pasting or not self._held:
            return []
        held, self._held = self._held, ""
        return [held]
