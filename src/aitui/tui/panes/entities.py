"""The entities: moving the cursor onto one lights it everywhere."""

from __future__ import annotations

from rich.cells import cell_len
from rich.style import Style

from aitui.explorer.actions import Pane
from aitui.tui.cells import cut
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import RowList


class EntitiesPane(RowList):
    """One line an entity: name in the language of the open text and the canonical one, number of mentions."""

    pane: Pane = "entities"

    def count(self) -> int:
        return len(self.explorer.entity_ids)

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        row = self.explorer.entity_row(self.explorer.entity_ids[index], index)
        opened, lit = self.explorer.article, self.explorer.lit
        here = opened is not None and row.id in opened.by_entity
        lighted = lit is not None and lit.row.id == row.id
        mark = ("*" if lit is not None and lit.pinned else "●") if lighted else ("·" if here else " ")
        chosen = "+" if self.explorer.entered("judge") and self.explorer.judge.is_marked(row) else " "
        number = f" {row.mentions} "
        name = cut(self.explorer.entity_label(row), max(4, width - len(number) - 6))
        gap = " " * max(0, width - 6 - cell_len(name) - len(number))
        quiet = self.quiet(base)
        return [
            (mark + chosen, self.theme.lit if lighted and base is self.theme.text else base),
            (f"{row.type[:3]} ", quiet),
            (name, base),
            (gap + number, quiet),
        ]

    def row_text(self, index: int) -> str:
        row = self.explorer.entity_row(self.explorer.entity_ids[index], index)
        return " ".join([row.name, *row.names.values()])

    def empty(self) -> str:
        if self.explorer.filters.get("entities"):
            return f"No name holds this; {self.explorer.key('cancel')} clears."
        return "No entities yet: aitui add FILE…"

    def heading(self) -> list[Piece]:
        filtered = self.explorer.filters.get("entities")
        told = self.position() + self.explorer.sorting.told("entities")
        if filtered:
            told += f" · only “{filtered}”"
        elif self.explorer.entered("review") and (total := self.explorer.review.total):
            told += self._waiting(total, self.extent.width - len(told) - 12)
        return [(told, self.theme.head)]

    def _waiting(self, pairs: int, room: int) -> str:
        """Tell how many pairs wait for an answer, as far as there is room."""
        key = self.explorer.key("focus_review")
        told = f" · {key}: {pairs} to review"
        return told if len(told) <= room else f" · {key}: {pairs}?"

    def current(self) -> int | None:
        ids = self.explorer.entity_ids
        return ids[self.cursor] if self.cursor < len(ids) else None

    def moved(self) -> None:
        entity = self.current()
        if entity is not None:
            self.explorer.light(entity)
