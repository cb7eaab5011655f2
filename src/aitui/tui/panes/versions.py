"""What changed from version to version: one line a change, the words that went and came side by side."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style

from aitui.explorer.actions import Pane
from aitui.explorer.versions import ChangeRow, Step
from aitui.tui.cells import cut, cut_left
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import WAITING, RowList


class VersionsPane(RowList):
    """Steps between versions, each with its changes in `[-went-]` and `{+came+}`, as git shows words."""

    pane: Pane = "versions"

    def count(self) -> int:
        return len(self.explorer.versions.rows)

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        row = self.explorer.versions.rows[index]
        if isinstance(row, Step):
            many = f"{row.count:,} change{'' if row.count == 1 else 's'}"
            told = f" {row.old.seq} → {row.new.seq}  came in {row.new.came[:16].replace('T', ' ')}  {many}"
            grown = row.new.length - row.old.length
            return [(told, self.theme.strong + base), (f"  {grown:+,} characters", self.quiet(base))]
        # What changed stands first in line for room, then what stands before and after it.
        most = max(8, width - 30) // (2 if row.gone and row.came else 1)
        gone = f"[-{cut(_line(row.gone), most)}-]" if row.gone else ""
        came = f"{{+{cut(_line(row.came), most)}+}}" if row.came else ""
        before = cut_left(_line(row.left), max(6, (width - cell_len(gone + came) - 2) // 2))
        return [
            (f" {before}", self.quiet(base)),
            (gone, self.theme.count + base + Style(strike=True)),
            (came, self.theme.lit),
            (_line(row.right), self.quiet(base)),
        ]

    def row_text(self, index: int) -> str:
        row = self.explorer.versions.rows[index]
        return "" if isinstance(row, Step) else f"{row.left}{row.gone}{row.came}{row.right}"

    def empty(self) -> str:
        if self.explorer.versions.reading:
            return WAITING
        return "This article came in once and has not changed; a changed text becomes a version of its own."

    def heading(self) -> list[Piece]:
        title = self.explorer.versions.title
        return [(f" {title}", self.theme.head)] if title else []

    def current(self) -> Step | ChangeRow | None:
        rows = self.explorer.versions.rows
        return rows[self.cursor] if self.cursor < len(rows) else None


def _line(text: str) -> str:
    """Return a text with its line breaks as blanks, those at its ends too."""
    return text.replace("\r", " ").replace("\n", " ")
