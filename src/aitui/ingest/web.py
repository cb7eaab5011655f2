"""Addresses as inputs: pages come in, feeds come in and are followed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from aitui.errors import InputError
from aitui.frozen import replace
from aitui.ingest.addresses import web_address, without_password
from aitui.ingest.encoding import NotTextError, decode
from aitui.ingest.fetch import Answer, Fetcher, FetchError
from aitui.ingest.readers import feed, json_feed, kinds
from aitui.ingest.readers.fields import one_line
from aitui.ingest.readers.interface import FeedFound, FeedOffered, Fetched, Given, Item, Raw
from aitui.model import Article

# What is called so is made for programs, and is fetched also where robots.txt keeps them off the pages.
_FOR_PROGRAMS = re.compile(r"(?i)\b(?:feeds?|rss2?|atom|rdf|xml|opml|json)\b")
_FEED_TYPES = ("rss", "atom", "feed+json")
# As browsers and readers of feeds write it: feed://host/path, feed:https://host/path.
_FEED_SCHEME = re.compile(r"(?i)\Afeed:(?://)?(?=(https?://)?)")


def fetcher(private: bool) -> Fetcher:
    """Return what fetches.

    Args:
        private: whether private and local addresses may be reached.
    """
    return Fetcher(private=private)


def read(name: str, given: Given, web: Fetcher, *, entries: bool = True) -> Iterator[Item]:
    """Yield what lies at an address.  Of the front page of a site that names a feed, the feed.

    A feed that another page names is offered behind its article.

    Args:
        name: the address, as the user named it.
        given: what the user said of it.
        web: what fetches.
        entries: False to name a feed only, and leave its articles to who follows it.
    """
    url = web_address(_FEED_SCHEME.sub(lambda found: "" if found[1] else "http://", name, count=1))
    name = without_password(name)
    if url is None:
        yield InputError(name, "is no address of the web")
        return
    try:
        answer = (web.get if _FOR_PROGRAMS.search(url) else web.page)(url)
        raw = raw_of(answer, name)
        if kinds.kind_of(raw).reader not in _FEEDS:
            found = _feed_named(raw, answer)
            if found is None or not _is_front(answer.url):
                yield from kinds.read(raw_of(answer, name), given)
                if found is not None:
                    yield FeedOffered(name, found)
                return
            answer, url = web.get(found), found
        # A redirect that is for now does not change what is followed.
        url = web_address(answer.moved) or url
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


def full_text(entry: Article, web: Fetcher, given: Given) -> tuple[Article, bool]:
    """Return the article of the page that an entry links to, the entry itself where the page tells less.

    Args:
        entry: of a feed.
        web: what fetches.
        given: what the user said of the feed.

    Returns:
        the article, and whether the page has had its say: False where it may tell more another time.
    """
    if entry.url is None:
        return entry, True
    try:
        page = next(iter(kinds.read(raw_of(web.page(entry.url), entry.url), given)), None)
    except FetchError as error:
        return entry, error.nothing_there
    if not isinstance(page, Article) or len(page.text) <= len(entry.text):
        return entry, True
    return replace(
        page,
        address=entry.address,
        title=entry.title or page.title,
        source=entry.source or page.source,
        published=entry.published or page.published,
        author=page.author or entry.author,
    ), True


def raw_of(answer: Answer, name: str) -> Raw:
    """Return what a server answered as an input."""
    return Raw(
        io.BytesIO(answer.body),
        name,
        answer.url,
        media_type=answer.media_type,
        charset=answer.charset,
    )


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query


def _feed_named(raw: Raw, answer: Answer) -> str | None:
    """Return the feed that a page names, that of its articles before that of comments; None for none."""
    if kinds.kind_of(raw).reader != "html":
        return None
    from lxml.html import document_fromstring

    try:
        tree = document_fromstring(decode(answer.body, answer.charset).text)
    except (ValueError, LookupError, AssertionError, NotTextError):
        return None
    base = next(iter(tree.xpath("//base/@href")), None)
    found: list[tuple[bool, str]] = []
    for link in tree.iter("link"):
        kind = (link.get("type") or "").lower()
        if "alternate" not in (link.get("rel") or "").lower().split() or not any(
            name in kind for name in _FEED_TYPES
        ):
            continue
        url = web_address(link.get("href"), web_address(base, answer.url) or answer.url)
        if url is not None and (line := one_line(url)) is not None:
            found.append(("comment" in f"{link.get('title')} {url}".lower(), line))
    return min(found, key=lambda one: one[0])[1] if found else None
