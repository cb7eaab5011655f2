"""A piece of HTML, as feeds carry it, to plain text: paragraphs with a blank line between them, no markup."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from aitui.ingest.readers.fields import plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MARKUP = re.compile(r"<[a-zA-Z/!?]|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_PARAGRAPHS = _words(
    "p div section article header footer main blockquote pre ul ol dl table figure figcaption"
    " h1 h2 h3 h4 h5 h6 hr address aside details summary"
)
_LINES = _words("br li tr dt dd option caption")
_LEFT_OUT = _words("script style noscript template iframe object embed svg math head form button select")
_SPACES = re.compile(r"[^\S\n]+")
_AROUND = re.compile(r" ?\n ?")
_MANY = re.compile(r"\n{3,}")
# An element deeper than that is an attack.
_DEEPEST = 200


def to_text(fragment: str) -> str:
    """Return the text of a piece of HTML; a text without markup as it is.

    Scripts, styles and forms are left out.
    """
    if not _MARKUP.search(fragment):
        return plain(fragment)
    from lxml.etree import LxmlError
    from lxml.html import fragment_fromstring

    try:
        tree = fragment_fromstring(plain(fragment), create_parent="div")
    except (LxmlError, ValueError, AssertionError):
        return plain(unescape(re.sub(r"<[^>]*>", " ", fragment)))
    return tree_text(tree)


def tree_text(tree: HtmlElement) -> str:
    """Return all text of a parsed page or piece of one."""
    parts: list[str] = []
    _collect(tree, parts, 0)
    text = _AROUND.sub("\n", _SPACES.sub(" ", "".join(parts)))
    return plain(_MANY.sub("\n\n", text))


def _collect(element: HtmlElement, parts: list[str], depth: int) -> None:
    tag = element.tag
    if isinstance(tag, str) and tag not in _LEFT_OUT and depth < _DEEPEST:
        around = "\n\n" if tag in _PARAGRAPHS else ""
        parts.append("\n" if tag in _LINES else around)
        if tag == "li":
            parts.append("- ")
        parts.append(_flat(element.text, tag))
        for child in element:
            _collect(child, parts, depth + 1)
        if tag in ("td", "th") and element.getnext() is not None:
            parts.append(" | ")
        parts.append(around)
    parts.append(_flat(element.tail, ""))


def _flat(text: str | None, tag: str) -> str:
    """Return the text of an element with its line breaks as blanks, as a browser shows it."""
    return (text or "") if tag == "pre" else (text or "").replace("\n", " ")
