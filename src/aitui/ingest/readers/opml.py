"""OPML: lists of feeds, as every feed reader takes and gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from aitui.errors import InputError
from aitui.ingest.addresses import web_address
from aitui.ingest.readers.fields import one_line, plain
from aitui.ingest.readers.interface import FeedFound, Given, Raw

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_MOST_BYTES = 16 * 1024 * 1024
_DEEPEST = 20


def read(raw: Raw, given: Given) -> Iterator[FeedFound | InputError]:
    """Yield the feeds of the list in its order, each once."""
    data = raw.whole()
    if len(data) > _MOST_BYTES or _ENTITY.search(data[:65_536]):
        raise InputError(raw.name, "is no list of feeds: it is too large, or declares entities of its own")
    from lxml.etree import LxmlError, XMLParser, fromstring

    try:
        # Lists written by hand are often not well-formed.
        tree = fromstring(data, XMLParser(recover=True, resolve_entities=False, no_network=True))
    except (LxmlError, ValueError):
        tree = None
    if tree is None:
        raise InputError(raw.name, "is no list of feeds: it is damaged")
    seen: set[str] = set()
    for outline, folder in _outlines(tree, (), 0):
        address = _attribute(outline, "xmlUrl")
        url = web_address(address)
        if url is None:
            yield InputError(raw.name, f"names a feed that has no web address: {one_line(address)}")
        elif url not in seen:
            seen.add(url)
            title = one_line(_attribute(outline, "title") or _attribute(outline, "text"))
            # Where a feed has no name yet, lists put its address in the place of one.
            title = None if title in (address, url) else title
            yield FeedFound(url, title, web_address(_attribute(outline, "htmlUrl")), "/".join(folder) or None)
    if not seen:
        raise InputError(raw.name, "is a list without feeds")


def write(feeds: Iterable[FeedFound]) -> str:
    """Return the feeds as OPML 2.0, those of one folder together."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "<head><title>aitui</title></head>",
        "<body>",
    ]
    open_folders: list[str] = []
    for feed in sorted(feeds, key=lambda feed: (feed.folder or "").split("/")):
        folders = feed.folder.split("/") if feed.folder else []
        shared = 0
        while shared < min(len(folders), len(open_folders)) and folders[shared] == open_folders[shared]:
            shared += 1
        lines += ["</outline>"] * (len(open_folders) - shared)
        lines += [f"<outline text={_quoted(name)}>" for name in folders[shared:]]
        open_folders = folders
        title = _quoted(feed.title or feed.url)
        site = f" htmlUrl={_quoted(feed.site)}" if feed.site else ""
        lines.append(f'<outline type="rss" text={title} title={title} xmlUrl={_quoted(feed.url)}{site}/>')
    lines += ["</outline>"] * len(open_folders) + ["</body>", "</opml>"]
    return "\n".join(lines) + "\n"


def _outlines(
    element: _Element, folder: tuple[str, ...], depth: int
) -> Iterator[tuple[_Element, tuple[str, ...]]]:
    """Yield the outlines that are feeds, and the names of the folders above each."""
    for child in element:
        inside = folder
        if child.tag == "outline":
            if _attribute(child, "xmlUrl"):
                yield child, folder
            elif name := one_line(
                (_attribute(child, "title") or _attribute(child, "text") or "").replace("/", "∕")
            ):
                inside = (*folder, name)
        if depth < _DEEPEST:
            yield from _outlines(child, inside, depth + 1)


def _attribute(element: _Element, name: str) -> str | None:
    """Return an attribute, however its name is capitalised."""
    for key, value in element.attrib.items():
        if str(key).lower() == name.lower():
            return str(value)
    return None


def _quoted(text: str) -> str:
    return quoteattr(plain(text))
