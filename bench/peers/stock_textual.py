"""The same screen from Textual's own widgets: `stock_textual.py CORPUS`, as a first version would have it.

Articles and timeline in a DataTable, the text in a TextArea, the entities in an OptionList, a Footer.
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import DataTable, Footer, OptionList, TextArea

from aitui.store import articles, database, entities


class Stock(App[None]):
    ENABLE_COMMAND_PALETTE = False
    CSS = "#articles { width: 38; } #entities { width: 30; } #timeline { height: 10; }"
    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012

    def __init__(self, corpus: str) -> None:
        super().__init__()
        self._conn = database.open_reader(corpus)
        self._ids = articles.ids(self._conn)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield DataTable(id="articles", cursor_type="row")
            yield TextArea(id="reader", read_only=True)
            yield OptionList(id="entities", markup=False)
        yield DataTable(id="timeline", cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        listed = self.query_one("#articles", DataTable)
        listed.add_columns("lang", "date", "title")
        rows = articles.rows(self._conn, self._ids)
        listed.add_rows((rows[i].lang, rows[i].published, rows[i].title) for i in self._ids)
        dated = self.query_one("#timeline", DataTable)
        dated.add_columns("day", "what")
        dated.add_rows((rows[i].published, rows[i].title) for i in self._ids[:200])
        ids = entities.ids(self._conn)[:1000]
        named = entities.rows(self._conn, ids)
        self.query_one(OptionList).add_options([f"{named[i].name} {named[i].mentions}" for i in ids])
        listed.focus()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        if event.data_table.id == "articles":
            self.query_one(TextArea).text = articles.text(self._conn, self._ids[event.cursor_row]).text


if __name__ == "__main__":
    Stock(sys.argv[1]).run(mouse=False)
