"""Pages of the web, fetched or saved: the article without its furniture, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from aitui.errors import InputError
from aitui.ingest.encoding import decode
from aitui.ingest.readers.fields import any_date, plain
from aitui.ingest.readers.fragment import tree_text
from aitui.ingest.readers.interface import Given, Raw
from aitui.ingest.readers.page_data import PageData, guessed_author, read_page_data
from aitui.model import Article

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Bytes.  A longer page is a data set or an attack.
_MAX_PAGE = 8 * 1024 * 1024
# Extraction looks at each several times; a page of more is kept with all of its text.
_MOST_ELEMENTS = 40_000
_CHARSET = re.compile(rb"""(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w:.-]+)""")
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
# Nobody sees them, so they are no part of the article.
_MAY_BE_HIDDEN = "//*[@hidden or @aria-hidden='true' or @style]"
_HIDDEN_STYLE = re.compile(r"display *: *none|visibility *: *hidden")
_HIDDEN = "hidden-element"
# Below the head of a table, and a bullet whose words stand on the next line.
_RULE = re.compile(r"(?m)^\|[-:| ]+\|$\n?")
_LONE_BULLET = re.compile(r"(?m)^([ \t]*[-–•])[ \t]*\n+(?=[ \t]*[^-–•\s])[ \t]*")
_LIST_OR_ROW = re.compile(r"(?:[-–*•|]|\d{1,3}[.)]) ?\S|\S.* \| ")


def read(raw: Raw, given: Given) -> Iterator[Article | InputError]:
    """Yield the article of a page."""
    data = raw.whole()
    if len(data) > _MAX_PAGE:
        raise InputError(raw.name, f"is larger than {_MAX_PAGE >> 20} MB; no page with an article is")
    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, raw.charset or (declared[1].decode("ascii", "replace") if declared else None))
    yield page_article(decoded.text, raw, given, decoded.encoding)


def page_article(page: str, raw: Raw, given: Given, encoding: str, url: str | None = None) -> Article:
    """Return the article of a decoded page.

    Args:
        page: the page.
        raw: where it came from.
        given: what the user said of it.
        encoding: that it was read with.
        url: where it was saved from, if that is known.

    Raises:
        InputError: there is no article in it.
    """
    tree = _parsed(page)
    if tree is None:
        raise InputError(raw.name, "is an empty page; there is nothing to add")
    saved = _SAVED_FROM.search(page[:2000])
    said = read_page_data(tree, raw.url or url or (saved[1] if saved else None))
    huge = int(tree.xpath("count(//*)")) > _MOST_ELEMENTS
    guessed = PageData() if huge else _guessed(tree, said)
    text = tree_text(tree) if huge else _extracted(tree)
    if not text:
        raise InputError(raw.name, "has no article in it; is it drawn by a script, or a list of links?")
    return Article(
        text=text,
        address=said.url if raw.url else raw.address,
        title=said.title,
        source=given.source or said.site,
        lang=given.lang,
        published=said.published or guessed.published or given.published,
        url=said.url,
        author=said.author or guessed.author,
        encoding=encoding,
    )


def _parsed(page: str) -> HtmlElement | None:
    from lxml.etree import strip_elements
    from trafilatura import load_html

    tree = load_html(page)
    if tree is None:
        return None
    found: Any = tree.xpath(_MAY_BE_HIDDEN)
    around = dict[Any, None]()
    for element in found:
        by_style = element.get("hidden") is None and element.get("aria-hidden") != "true"
        if by_style and not _HIDDEN_STYLE.search(element.get("style") or ""):
            continue
        # A page that shows itself by a script only hides all of itself.
        parent = element.getparent()
        if element.tag not in ("html", "body", "main", "article") and parent is not None:
            element.tag = _HIDDEN
            around[parent] = None
    # All at once: to drop one moves what follows it to the text before, which grows.
    strip_elements(tree, _HIDDEN, with_tail=False)
    # The texts that stood between them are made one: whoever looks at each looks at all that follow it.
    for element in around:
        element.text = element.text
        for child in element:
            child.tail = child.tail
    return tree


def _guessed(tree: HtmlElement, said: PageData) -> PageData:
    """Return author and date, where the page does not say them, as they are guessed from its look."""
    author = day = None
    if said.author is None:
        # All that its `extract_metadata` asks for an author, without the rest, which nobody needs here.
        from trafilatura.metadata import examine_meta, extract_author, extract_meta_json

        found = examine_meta(tree)
        if found.author and " " not in found.author:
            found.author = None
        with suppress(Exception):  # linked data is written by anybody
            found = extract_meta_json(tree, found)
        author = guessed_author(found.author or extract_author(tree))
    if said.published is None:
        from htmldate import find_date

        day = any_date(find_date(tree, extensive_search=False, original_date=True, url=said.url) or "")
    return PageData(author=author, published=day)


def _extracted(tree: HtmlElement) -> str:
    """Return the text of the article."""
    from trafilatura import bare_extraction

    found = bare_extraction(tree, options=_options())
    if found is None or isinstance(found, dict) or not found.text:
        return ""
    return paragraphs(plain(found.text))


@cache
def _options() -> Any:
    # To make them anew for each page costs as much as to read a small one.
    from trafilatura.settings import Extractor

    return Extractor(output_format="python", comments=False, tables=True, with_metadata=False)


def paragraphs(text: str) -> str:
    """Return a text whose lines are paragraphs with a blank line between them, but inside lists and tables.

    Short paragraphs on lines of their own look like one that was wrapped by hand.
    """
    text = _RULE.sub("", _LONE_BULLET.sub(r"\1 ", text))
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    parts = lines[:1]
    for before, line in pairwise(lines):
        # Code and poems are indented; their lines follow each other.
        tight = line.startswith((" ", "\t")) or (_LIST_OR_ROW.match(before) and _LIST_OR_ROW.match(line))
        parts.append("\n" if tight else "\n\n")
        parts.append(line)
    return "".join(parts)
