"""The articles: newest first or as chosen, with a count beside those that name the lit entity."""

from __future__ import annotations

from rich.style import Style

from aitui.explorer.actions import Pane
from aitui.tui.lines import article_line
from aitui.tui.widgets.pane import Piece
from aitui.tui.widgets.rowlist import RowList


class ArticlesPane(RowList):
    """One line an article: mentions of the lit entity, language, date, title."""

    pane: Pane = "articles"

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        # The row that is marked as open, by its article.
        self._open: int | None = None

    def count(self) -> int:
        return len(self.explorer.article_ids)

    def row(self, index: int, base: Style, width: int) -> list[Piece]:
        row = self.explorer.article_row(self.explorer.article_ids[index], index)
        lit = self.explorer.lit
        number = lit.counts.get(row.id, 0) if lit is not None else 0
        grouping, opened = self.explorer.grouping, self._opened() == row.id
        looks = {
            "plain": base,
            "quiet": self.quiet(base),
            "count": self.theme.count if base is self.theme.text else base,
        }
        read = self.explorer.reading.is_read(row.uid)
        line = article_line(row, width, opened=opened, read=read, number=number, group=grouping.mark(row.id))
        return [(text, looks[part]) for text, part in line]

    def _opened(self) -> int | None:
        """Return the article whose row stands for the open one."""
        article = self.explorer.article
        return None if article is None else self.explorer.grouping.row_of(article.row.id)

    def mark_open(self) -> None:
        """Another article may be open: draw its row anew, and that of the one before.

        The cursor may have passed both while a key was held, long before this.
        """
        before, self._open = self._open, self._opened()
        if before is None:
            self.refresh()
        elif before != self._open:
            rows = self.explorer.article_ids[self.top : self.top + self.rows]
            self.refresh_rows(*(y for y, article in enumerate(rows) if article in (before, self._open)))

    def row_text(self, index: int) -> str:
        row = self.explorer.article_row(self.explorer.article_ids[index], index)
        return f"{row.title} {row.source or ''} {row.published or ''}"

    def empty(self) -> str:
        if self.explorer.filters.get("articles"):
            return f"No title holds this; {self.explorer.key('cancel')} clears."
        return "No articles yet: aitui add FILE…"

    def heading(self) -> list[Piece]:
        filtered = self.explorer.filters.get("articles")
        total = self.explorer.grouping.total()
        told = self.position() + (f" · {total} articles" if total != self.count() else "")
        told += f" · only “{filtered}”" if filtered else ""
        return [(told + self.explorer.sorting.told("articles"), self.theme.head)]

    def current(self) -> int | None:
        ids = self.explorer.article_ids
        return ids[self.cursor] if self.cursor < len(ids) else None

    def moved(self) -> None:
        article = self.current()
        if article is not None:
            self.explorer.preview_article(article)
