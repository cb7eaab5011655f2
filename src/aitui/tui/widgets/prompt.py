"""A line editor without a widget of its own: the status line draws it, nothing blinks."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Prompt:
    """One line being typed.

    Attributes:
        kind: what it is for: `find`, `search`, `filter`, `note`, `palette`, or a question of a judgement.
        label: shown before the text.
        cursor: code points before the cursor.
        history: earlier lines of this kind, oldest first.
    """

    kind: str
    label: str
    text: str = ""
    cursor: int = 0
    history: list[str] = field(default_factory=list)
    _recall: int = 0
    _draft: str = ""

    def insert(self, text: str) -> None:
        """Put text in at the cursor; line breaks become blanks."""
        text = " ".join(text.splitlines())
        self.text = self.text[: self.cursor] + text + self.text[self.cursor :]
        self.cursor += len(text)

    def edit(self, key: str) -> bool:
        """Answer an editing key by its Textual name; False for a key that edits nothing."""
        match key:
            case "backspace" | "ctrl+h":
                self.text = self.text[: max(0, self.cursor - 1)] + self.text[self.cursor :]
                self.cursor = max(0, self.cursor - 1)
            case "delete":
                self.text = self.text[: self.cursor] + self.text[self.cursor + 1 :]
            case "left":
                self.cursor = max(0, self.cursor - 1)
            case "right":
                self.cursor = min(len(self.text), self.cursor + 1)
            case "home" | "ctrl+a":
                self.cursor = 0
            case "end" | "ctrl+e":
                self.cursor = len(self.text)
            case "ctrl+u":
                self.text, self.cursor = self.text[self.cursor :], 0
            case "ctrl+k":
                self.text = self.text[: self.cursor]
            case "ctrl+w":
                kept = self.text[: self.cursor].rstrip().rpartition(" ")
                head = kept[0] + kept[1]
                self.text, self.cursor = head + self.text[self.cursor :], len(head)
            case "up" | "ctrl+p":
                self._from_history(1)
            case "down" | "ctrl+n":
                self._from_history(-1)
            case _:
                return False
        return True

    def _from_history(self, step: int) -> None:
        """Go to an earlier (1) or later (-1) line; past the newest one stands what was typed before."""
        if not self._recall:
            self._draft = self.text
        earlier = [line for line in self.history if line != self._draft]
        self._recall = max(0, min(len(earlier), self._recall + step))
        self.text = earlier[-self._recall] if self._recall else self._draft
        self.cursor = len(self.text)
