"""What a page says of itself beside its text: title, author, date, outlet, address.

What is written for machines (JSON-LD, Open Graph, meta) goes before what is guessed from the look of the
page.  A guess that may be wrong is left out: no date is better than that of the copyright notice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aitui.analysis.form.byline import is_name
from aitui.ingest.addresses import host_of, web_address
from aitui.ingest.readers.fields import any_date, one_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "sailthru.author",
    "parsely-author",
)
_SITES = ("og:site_name", "application-name", "dc.publisher", "article:publisher")
_DATES = _words(
    "article:published_time og:article:published_time datepublished date pubdate publishdate dc.date "
    "dc.date.issued dcterms.created dcterms.issued dc.issued citation_publication_date parsely-pub- "
    "date sailthru.date cxenseparse:recs:publishtime mediator_published_time article.published "
    "published-date originalpublicationdate ptime release_date"
)
_ARTICLES = re.compile(r"(?:\w*Article|\w*Posting|Report|Review|\w*Page|NewsItem|Analysis\w*)\Z")
_BETWEEN = re.compile(r"\s+[|–—·•»:/\\-]+\s+")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_BY = re.compile(r"(?i)(?:by|von|di|par|por|автор[ы]?|текст)\s*:?\s+(?=\S)")
_ASIDE = re.compile(r"\s*[(<][^()<>]*(?:https?://|@|www\.)[^()<>]*[)>]")
# JSON-LD longer than that is no description of one article.
_MOST_JSON = 500_000
_MOST_NODES = 200


@dataclass(slots=True)
class PageData:
    """What a page says of itself; None where it says nothing.

    Attributes:
        published: EDTF.
        url: canonical address, as the page claims it.
    """

    title: str | None = None
    author: str | None = None
    published: str | None = None
    site: str | None = None
    url: str | None = None


def read_page_data(tree: HtmlElement, address: str | None) -> PageData:
    """Return what the head, the linked data and the marked-up parts of a page say.

    Args:
        tree: the page.
        address: where it came from; None where that is not known.
    """
    linked = _linked_data(tree)
    meta = _meta(tree)
    site = one_line(_first(meta, _SITES)) or linked.site
    if site is not None and site.startswith(("http://", "https://")):
        site = None
    author = linked.author or _author(meta) or _marked_author(tree)
    return PageData(
        title=_without(linked.title or _first(meta, _TITLES) or _shown_title(tree), site, author),
        author=author,
        published=linked.published or _meta_date(meta) or _marked_date(tree),
        site=site or _short_host(address),
        url=canonical(tree, meta, address),
    )


def canonical(tree: HtmlElement, meta: dict[str, str], address: str | None) -> str | None:
    """Return the address that a page claims, else its own; a page may not claim that of another site."""
    own = web_address(address)
    for claim in (*tree.xpath("//head//link[@rel='canonical']/@href"), meta.get("og:url")):
        found = web_address(claim, own)
        if found is None or (own is not None and not _one_site(found, own)):
            continue
        # A template that gives every page the address of the front page.
        if urlsplit(found).path == "/" and (own is None or urlsplit(own).path != "/"):
            continue
        return found
    return own


def _one_site(one: str, other: str) -> bool:
    first, second = (host_of(url).removeprefix("www.") for url in (one, other))
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _short_host(address: str | None) -> str | None:
    url = web_address(address)
    return None if url is None else host_of(url).removeprefix("www.")


# ---------------------------------------------------------------------------- meta elements


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the first content of each meta element, by its name in small letters."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and (content := (element.get("content") or "").strip()):
            found.setdefault(name.lower().strip(), content)
    return found


def _first(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((found for name in names if name in meta and (found := one_line(meta[name]))), None)


def _meta_date(meta: dict[str, str]) -> str | None:
    return next((day for name in _DATES if name in meta and (day := any_date(meta[name]))), None)


def _author(meta: dict[str, str]) -> str | None:
    for name in _AUTHORS:
        if name in meta and (author := _person(meta[name])):
            return author
    return None


def guessed_author(text: str | None) -> str | None:
    """Return those of several names, with `;` between them, that look like names of people."""
    names = [name.strip() for name in (one_line(text) or "").split(";")]
    return ", ".join(name for name in names if is_name(name)) or None


def _person(text: object) -> str | None:
    line = one_line(text)
    if line is None or line.startswith(("http://", "https://", "@")) or len(line) > 200:
        return None
    return _ASIDE.sub("", _BY.sub("", line, count=1) if _BY.match(line) else line).strip(" ,;|") or None


# ---------------------------------------------------------------------------- linked data


def _linked_data(tree: HtmlElement) -> PageData:
    """Return what the JSON-LD of a page says of its article."""
    found = PageData()
    for script in tree.xpath("//script[@type='application/ld+json']"):
        text = (script.text or "").strip()
        if not text or len(text) > _MOST_JSON:
            continue
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for number, node in enumerate(_nodes(data)):
            if number >= _MOST_NODES:
                break
            if any(_ARTICLES.match(kind) for kind in _texts(node.get("@type"))):
                _take_node(node, found)
    return found


def _take_node(node: dict[str, Any], found: PageData) -> None:
    found.title = found.title or one_line(node.get("headline"))
    names = (_person(name) for name in _names(node.get("author")))
    found.author = found.author or ", ".join(dict.fromkeys(name for name in names if name)) or None
    found.published = found.published or next(
        (day for text in _texts(node.get("datePublished")) if (day := any_date(text))), None
    )
    found.site = found.site or next(
        (name for name in map(one_line, _names(node.get("publisher"))) if name), None
    )


def _nodes(data: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for one in data[:_MOST_NODES]:
            yield from _nodes(one, depth + 1) if depth < 4 else ()
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if key in data and depth < 4:
                yield from _nodes(data[key], depth + 1)


def _names(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    names = [one.get("name") if isinstance(one, dict) else one for one in values[:20]]
    return [text for name in names for text in _texts(name)]


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]


# ---------------------------------------------------------------------------- what is shown


def _shown_title(tree: HtmlElement) -> str | None:
    """Return the heading where the title of the window names it too, else the title of the window."""
    window = one_line("".join(tree.xpath("string(//head/title)") or tree.xpath("string(//title[1])")))
    headings = [line for h1 in tree.iter("h1") if (line := one_line(h1.text_content().rstrip("¶# \n")))]
    if window is None:
        return headings[0] if len(headings) == 1 else None
    whole = window.casefold()
    named = [line for line in headings if len(line) > 3 and line.casefold() in whole]
    return max(named, key=lambda line: (whole.startswith(line.casefold()), len(line)), default=window)


def _without(title: str | None, *names: str | None) -> str | None:
    """Return a title without the names of outlet and author before or after it: «Заголовок — РБК»."""
    known = {name.casefold() for name in names if name}
    known |= {name.rpartition(".")[0] for name in known if _HOST.fullmatch(name)} - {""}
    while title is not None and (cuts := list(_BETWEEN.finditer(title))):
        if title[cuts[-1].end() :].casefold() in known:
            title = title[: cuts[-1].start()]
        elif title[: cuts[0].start()].casefold() in known:
            title = title[cuts[0].end() :]
        else:
            break
    return title


def _marked_author(tree: HtmlElement) -> str | None:
    for element in tree.xpath("//*[@itemprop='author' or @rel='author']")[:3]:
        name = _person(element.text_content())
        if name is not None and is_name(name):
            return name
    return None


def _marked_date(tree: HtmlElement) -> str | None:
    """Return the date of an element that is marked as that of publication."""
    marked = tree.xpath(
        "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content"
        " | //time[@pubdate]/@datetime | //article//header//time/@datetime"
    )
    times = tree.xpath("//time/@datetime")
    candidates = [*marked, *(times if len(set(times)) == 1 else [])]
    return next((day for text in candidates if (day := any_date(text))), None)
