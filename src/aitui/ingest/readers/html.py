"""Pages of the web, fetched or saved: the article without its furniture, and what the page says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise
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
_HIDDEN = (
    "//*[@hidden or @aria-hidden='true' or contains(translate(@style, ' ', ''), 'display:none')"
    " or contains(translate(@style, ' ', ''), 'visibility:hidden')]"
)
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
    guessed = PageData() if said.author and said.published else _guessed(tree)
    text = _extracted(tree)
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
    from trafilatura import load_html

    tree = load_html(page)
    if tree is None:
        return None
    hidden: Any = tree.xpath(_HIDDEN)
    for element in hidden:
        # A page that shows itself by a script only hides all of itself.
        if element.tag not in ("html", "body", "main", "article") and element.getparent() is not None:
            element.drop_tree()
    return tree


def _guessed(tree: HtmlElement) -> PageData:
    """Return author and date as they are guessed from the look of a page."""
    from trafilatura import extract_metadata

    if _is_huge(tree):
        return PageData()
    found = extract_metadata(tree, date_config={"extensive_search": False, "original_date": True})
    return PageData(author=guessed_author(found.author), published=any_date(found.date or ""))


def _extracted(tree: HtmlElement) -> str:
    """Return the text of the article."""
    from trafilatura import bare_extraction

    if _is_huge(tree):
        return tree_text(tree)
    found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    if found is None or isinstance(found, dict) or not found.text:
        return ""
    return paragraphs(plain(found.text))


def _is_huge(tree: HtmlElement) -> bool:
    return sum(1 for _ in islice(tree.iter(), _MOST_ELEMENTS + 1)) > _MOST_ELEMENTS


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
