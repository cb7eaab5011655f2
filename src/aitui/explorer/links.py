"""Where the open article came from, shown before anything is done with it."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from aitui.frozen import frozen
from aitui.store import articles
from aitui.store.database import Connection
from aitui.text.address import told

if TYPE_CHECKING:
    from aitui.explorer.state import Explorer


@frozen
class Link:
    """The address of an article.

    Attributes:
        url: as it is kept.
        host: decoded; empty where it is no address of the web.
        lines: what to show of it.
        command: what opens it: a program and its arguments; empty where nothing may or can.
    """

    url: str
    host: str
    lines: tuple[str, ...]
    command: tuple[str, ...]


class Links:
    """Tells of addresses; opens none.

    Args:
        explorer: whose open article it is.
        reader: the corpus.
        browser: the command that is configured, empty for none.
    """

    def __init__(self, explorer: Explorer, reader: Connection, browser: str) -> None:
        self._explorer = explorer
        self._reader = reader
        self._browser = shlex.split(browser)

    def here(self) -> Link | None:
        """Return the address of the open article; None, said so, where it has none."""
        article = self._explorer.article
        url = articles.address(self._reader, article.row.id) if article is not None else None
        if url is None:
            self._explorer.say("Nobody knows where this article came from.")
            return None
        address = told(url)
        if not address.host:
            return Link(url, "", (f"from  {address.shown}",), ())
        lines = [f"host  {address.host}", *(f"   !  {warning}" for warning in address.warnings)]
        lines.append(f" all  {address.shown}")
        if not address.openable:
            return Link(url, address.host, (*lines, "It is never opened."), ())
        if not self._browser:
            return Link(url, address.host, (*lines, 'browser = "…" in config.toml would open it.'), ())
        return Link(url, address.host, tuple(lines), (*self._browser, url))
