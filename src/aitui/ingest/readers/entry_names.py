"""What the entries of a feed are known by from one fetch to the next: their page, else their id."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

# An id that is the same thing everywhere: `tag:…`, `urn:uuid:…`, an address.  A number is of its feed alone.
_GLOBAL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:\S")


class EntryNames:
    """Names the entries of one feed.

    Args:
        feed: what stands for the feed: its site, else where it is fetched.
        told: page and id of each entry.
    """

    def __init__(self, feed: str | None, told: Iterable[tuple[str | None, str | None]]) -> None:
        self._feed = feed
        ids: dict[str, set[str]] = {}
        for link, own in told:
            if link is not None and own is not None:
                ids.setdefault(link, set()).add(own)
        # Several entries that all lead to one page, or to places in it, are not one article.
        self._shared = {link for link, own in ids.items() if len(own) > 1}

    def of(self, link: str | None, own: str | None) -> tuple[str | None, str | None]:
        """Return the name of an entry, None where it tells neither a page nor an id, and its alias.

        Which of page and id it is depends on what else the feed tells just now, so it may be in by the other.
        """
        if own is None:
            return link, None
        named = own if _GLOBAL.match(own) or self._feed is None else f"{self._feed}#{own}"
        if link is None or _is_front(link) or named == link:
            return named, None
        return (named, link) if link in self._shared else (link, named)


def _is_front(link: str) -> bool:
    parts = urlsplit(link)
    return parts.path == "/" and not parts.query
