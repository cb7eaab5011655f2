"""Addresses as inputs: pages come in, feeds come in and are followed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from aitui.errors import InputError
from aitui.frozen import replace
from aitui.ingest.addresses import web_address
from aitui.ingest.fetch import Answer, Fetcher, FetchError
from aitui.ingest.readers import feed, json_feed, kinds
from aitui.ingest.readers.fields import one_line
from aitui.ingest.readers.interface import FeedFound, Fetched, Given, Item, Raw
from aitui.model import Article

# What is called so is made for programs, and is fetched also where robots.txt keeps them off the pages.
_FOR_PROGRAMS = re.compile(r"(?i)\b(?:feeds?|rss2?|atom|rdf|xml|opml|json)\b")
_FEED_LINK = "//link[contains(concat(' ', @rel, ' '), ' alternate ') and (contains(@type, 'rss') or \
contains(@type, 'atom') or contains(@type, 'feed+json'))]"


def fetcher(private: bool) -> Fetcher:
    """Return what fetches.

    Args:
        private: whether private and local addresses may be reached.
    """
    return Fetcher(private=private)


def read(name: str, given: Given, web: Fetcher, *, entries: bool = True) -> Iterator[Item]:
    """Yield what lies at an address.  Of the front page of a site that names a feed, the feed.

    Args:
        name: the address, as the user named it.
        given: what the user said of it.
        web: what fetches.
        entries: False to name a feed only, and leave its articles to who follows it.
    """
    url = web_address(name)
    if url is None:
        yield InputError(name, "is no address of the web")
        return
    try:
        answer = (web.get if _FOR_PROGRAMS.search(url) else web.page)(url)
        raw = raw_of(answer, name)
        if kinds.kind_of(raw).reader not in _FEEDS:
            if (found := _feed_of_site(raw, answer)) is None:
                yield from kinds.read(raw_of(answer, name), given)
                return
            answer = web.get(found)
        url = web_address(answer.moved) or web_address(answer.url) or url
        parsed = parse_feed(answer, name, given)
        kept = fetched(answer, parsed) if entries else None
        yield FeedFound(url, parsed.title, parsed.site, fetch=kept)
        yield from parsed.entries if entries else ()
    except FetchError as error:
        yield InputError(name, str(error))
    except InputError as error:
        yield error


def parse_feed(answer: Answer, name: str, given: Given) -> feed.Feed:
    """Return a feed that was fetched.

    Raises:
        InputError: it is none.
    """
    kind = kinds.kind_of(raw_of(answer, name))
    parse = _FEEDS.get(kind.reader)
    if parse is None:
        raise InputError(name, f"is no feed any more, but a {kind.name}")
    try:
        return parse(answer.body, name, given, answer.url, answer.charset)
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError, ArithmeticError) as error:
        raise InputError(
            name, f"cannot be read ({type(error).__name__}: {error}); please report it"
        ) from None


_FEEDS = {"feed": feed.parse, "json_feed": json_feed.parse}


def fetched(answer: Answer, parsed: feed.Feed | None) -> Fetched:
    """Return what is kept of an answer.

    Args:
        answer: of the server.
        parsed: the feed in it; None where it has not changed.
    """
    stated = parsed.ttl * 60 if parsed is not None and parsed.ttl is not None else None
    held = [seconds for seconds in (stated, answer.max_age) if seconds is not None]
    entries = len(parsed.entries) if parsed is not None else None
    return Fetched(entries, max(held, default=None), answer.etag, answer.last_modified)


def full_text(entry: Article, web: Fetcher, given: Given) -> Article:
    """Return the article of the page that an entry links to, the entry itself where the page tells less.

    Args:
        entry: of a feed.
        web: what fetches.
        given: what the user said of the feed.
    """
    if entry.url is None:
        return entry
    try:
        page = next(iter(kinds.read(raw_of(web.page(entry.url), entry.url), given)), None)
    except FetchError:
        return entry
    if not isinstance(page, Article) or len(page.text) <= len(entry.text):
        return entry
    return replace(
        page,
        address=entry.address,
        title=entry.title or page.title,
        source=entry.source or page.source,
        published=entry.published or page.published,
        author=page.author or entry.author,
    )


def raw_of(answer: Answer, name: str) -> Raw:
    """Return what a server answered as an input."""
    return Raw(
        io.BytesIO(answer.body),
        name,
        answer.url,
        media_type=answer.media_type,
        charset=answer.charset,
    )


def _feed_of_site(raw: Raw, answer: Answer) -> str | None:
    """Return the feed that the front page of a site names; None for any other page."""
    parts = urlsplit(answer.url)
    if parts.path not in ("", "/") or parts.query or kinds.kind_of(raw).reader != "html":
        return None
    from lxml.html import document_fromstring

    try:
        tree = document_fromstring(answer.body)
    except (ValueError, LookupError, AssertionError):
        return None
    links = (web_address(link.get("href"), answer.url) for link in tree.xpath(_FEED_LINK))
    return next((one_line(link) for link in links if link), None)
