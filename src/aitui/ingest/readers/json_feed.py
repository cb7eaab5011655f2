"""JSON feeds (jsonfeed.org, versions 1 and 1.1)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from aitui.errors import InputError
from aitui.ingest.addresses import host_of, web_address
from aitui.ingest.encoding import decode
from aitui.ingest.readers.entry_names import EntryNames
from aitui.ingest.readers.feed import MAX_FEED, Feed
from aitui.ingest.readers.fields import any_date, one_line, plain
from aitui.ingest.readers.fragment import to_text
from aitui.ingest.readers.interface import Given, Raw
from aitui.model import Article


def read(raw: Raw, given: Given) -> Iterator[Article | InputError]:
    """Yield the articles of the items."""
    found = parse(raw.whole(), raw.name, given, raw.url, raw.charset)
    if not found.entries:
        raise InputError(raw.name, "is a feed without entries; there is nothing to add")
    yield from found.entries


def parse(data: bytes, name: str, given: Given, url: str | None = None, charset: str | None = None) -> Feed:
    """Return a feed with its items; the arguments are those of `feed.parse`.

    Raises:
        InputError: it is no JSON feed.
    """
    if len(data) > MAX_FEED:
        raise InputError(name, f"is larger than {MAX_FEED >> 20} MB; no feed is")
    try:
        head = json.loads(decode(data, charset).text)
    except (ValueError, RecursionError):
        raise InputError(name, "is no JSON feed: it is damaged") from None
    items = head.get("items") if isinstance(head, dict) else None
    if not isinstance(items, list):
        raise InputError(name, "is no JSON feed: it has no items")
    title, site = one_line(head.get("title")), web_address(head.get("home_page_url"), url)
    source = given.source or title or (host_of(url) if url else None)
    told = [
        (item, web_address(item.get("url"), url or site), _id(item.get("id")))
        if isinstance(item, dict)
        else (item, None, None)
        for item in items
    ]
    names = EntryNames(site or url, ((link, own) for _, link, own in told))
    entries: dict[str, Article | InputError] = {}
    for number, (item, link, own) in enumerate(told, start=1):
        found = _article(item, f"{name}, entry {number}", given, source, head, link, names.of(link, own))
        entries.setdefault(
            (found.address or found.text) if isinstance(found, Article) else str(number), found
        )
    return Feed(title, site, None, tuple(entries.values()))


def _article(
    item: object,
    where: str,
    given: Given,
    source: str | None,
    head: Mapping[str, Any],
    link: str | None,
    names: tuple[str | None, str | None],
) -> Article | InputError:
    if not isinstance(item, dict):
        return InputError(where, "is no entry of a feed")
    title = one_line(item.get("title"))
    bodies = (item.get("content_html"), item.get("content_text"), item.get("summary"))
    texts = [(to_text if n == 0 else plain)(body) for n, body in enumerate(bodies) if isinstance(body, str)]
    text = next((text for text in texts if text), title)
    if text is None:
        return InputError(where, "has neither title nor text")
    dates = (item.get("date_published"), item.get("date_modified"))
    return Article(
        text=text,
        address=names[0],
        title=title,
        source=source,
        lang=given.lang,
        published=next(
            (day for text in dates if isinstance(text, str) and (day := any_date(text))), given.published
        ),
        url=link,
        author=_authors(item) or _authors(head),
        partial=True,
        alias=names[1],
    )


def _id(told: object) -> str | None:
    """Return what an item is known by; a number is one too."""
    return one_line(str(told) if isinstance(told, int) else told)


def _authors(said: Mapping[str, Any]) -> str | None:
    found = said.get("authors")
    people = found if isinstance(found, list) else [said.get("author")]
    names = (one_line(person.get("name")) for person in people if isinstance(person, dict))
    return ", ".join(name for name in names if name) or None
