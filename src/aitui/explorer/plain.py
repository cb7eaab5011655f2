"""The open article as plain text, to be selected by the terminal itself or read out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitui.explorer.parts import OpenArticle
from aitui.store import articles
from aitui.store.database import Connection

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer


class Plain:
    """What is printed when the frame is left.

    Args:
        explorer: whose open article it is.
        reader: the corpus.
    """

    def __init__(self, explorer: Explorer, reader: Connection) -> None:
        self._explorer = explorer
        self._reader = reader

    def article(self, opened: OpenArticle) -> list[str]:
        """Return title, source, date, author and address, an empty line, and the text as it came."""
        row = opened.row
        address = articles.address(self._reader, row.id)
        told = (
            row.title,
            row.source or "source unknown",
            row.published or "date unknown",
            f"by {row.author}" if row.author else "",
            address or "",
        )
        return [*filter(None, told), "", *opened.text.splitlines()]
