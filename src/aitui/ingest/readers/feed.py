"""Feeds: RSS, Atom, RDF and CDF, as they come, well-formed or not; their entries as articles.

The parser is handed a stream of bytes and never a text: it would take a text for an address and open it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from aitui.errors import InputError
from aitui.frozen import frozen
from aitui.ingest.addresses import host_of, web_address
from aitui.ingest.encoding import NotTextError, decode
from aitui.ingest.readers.entry_names import EntryNames
from aitui.ingest.readers.fields import any_date, check_date, one_line, plain
from aitui.ingest.readers.fragment import to_text
from aitui.ingest.readers.interface import Given, Raw
from aitui.model import Article

# Bytes.  Longer feeds are archives; the parser takes a second for each megabyte of small entries, and several
# where it must guess what a feed means that is no XML.
MAX_FEED = 8 * 1024 * 1024
_MAX_DAMAGED = 2 * 1024 * 1024
# Elements inside each other: text of a page has some dozens.
_DEEPEST = 300
# Entries beyond are not read.
_MOST_ENTRIES = 5_000
# Entities made of entities grow without end, those of elsewhere are read from there: no feed needs either.
_ENTITY = re.compile(rb"<!ENTITY\s[^>]*?(?:&[A-Za-z_]|\bSYSTEM\b)", re.IGNORECASE)
_PROLOGUE = 65_536
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}?>")
_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{1,40})["']""")


@frozen
class Feed:
    """A feed that was read.

    Attributes:
        title: its name; None where it has none.
        site: address of the pages that it tells of.
        ttl: minutes for which its publisher says it need not be asked again; None where nothing is said.
        entries: its articles, and what is wrong in their place.
    """

    title: str | None
    site: str | None
    ttl: int | None
    entries: tuple[Article | InputError, ...]


def read(raw: Raw, given: Given) -> Iterator[Article | InputError]:
    """Yield the articles of the entries."""
    found = parse(raw.whole(), raw.name, given, raw.url, raw.charset)
    if not found.entries:
        raise InputError(raw.name, "is a feed without entries; there is nothing to add")
    yield from found.entries


def parse(data: bytes, name: str, given: Given, url: str | None = None, charset: str | None = None) -> Feed:
    """Return a feed with its entries.

    Args:
        data: the bytes.
        name: for messages.
        given: what the user said.
        url: where it came from, for addresses that are relative to it.
        charset: as the server told it.

    Raises:
        InputError: it is no feed, or one that must not be read.
    """
    if len(data) > MAX_FEED:
        raise InputError(name, f"is larger than {MAX_FEED >> 20} MB; no feed is")
    data = _as_utf8(data, name, charset)
    if _ENTITY.search(data[:_PROLOGUE]):
        raise InputError(name, "declares entities of entities, which no feed needs; it is not read")
    _check_form(data, name)
    found = _parsed(data, url)
    head = found.feed
    if not found.get("version") and not found.entries and not head.get("title"):
        raise InputError(name, "is no feed")
    title = one_line(_shown(head, "title"))
    site = web_address(head.get("link"), url)
    source = given.source or title or (host_of(url) if url else None)
    lang = given.lang
    told = [
        (entry, web_address(_text(entry.get("link")), url or site), _id(entry))
        for entry in found.entries[:_MOST_ENTRIES]
    ]
    names = EntryNames(site or url, ((link, own) for _, link, own in told))
    entries: dict[str, Article | InputError] = {}
    for number, (entry, link, own) in enumerate(told, start=1):
        item = _article(entry, f"{name}, entry {number}", given, source, lang, link, names.of(link, own))
        # A feed that tells one thing twice means the first, which is the newer.
        entries.setdefault((item.address or item.text) if isinstance(item, Article) else str(number), item)
    return Feed(title, site, _ttl(head), tuple(entries.values()))


def _as_utf8(data: bytes, name: str, charset: str | None) -> bytes:
    """Return a feed in UTF-8 that says so.

    Left to itself the parser takes a feed that names no encoding for Latin, and believes every name.

    Raises:
        InputError: it is no text.
    """
    declared = _DECLARED.match(data[:1000])
    try:
        text = decode(data, charset or (declared[1].decode("ascii", "replace") if declared else None)).text
    except NotTextError:
        raise InputError(name, "is no feed, but no text at all") from None
    return f"<?xml version='1.0' encoding='utf-8'?>{_DECLARATION.sub('', text, count=1)}".encode()


def _check_form(data: bytes, name: str) -> None:
    """Refuse what would take the parser minutes.

    Raises:
        InputError: it is nested like no text is, or is large and no XML.
    """
    from xml.parsers.expat import ExpatError, ParserCreate

    depth = 0

    def begin(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise InputError(name, "has elements nested too deeply; it is not read")

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1

    expat = ParserCreate()
    expat.StartElementHandler, expat.EndElementHandler = begin, end
    try:
        expat.Parse(data, True)
    except (ExpatError, LookupError, ValueError):
        if len(data) > _MAX_DAMAGED:
            raise InputError(name, f"is no XML and larger than {_MAX_DAMAGED >> 20} MB") from None


def _parsed(data: bytes, url: str | None) -> Any:
    import feedparser

    headers = {"content-location": url or "", "content-type": "application/xml; charset=utf-8"}
    try:
        # Only text is taken out of what it finds, so cleaning the markup would be for nothing.
        return feedparser.parse(
            io.BytesIO(data),
            response_headers={key: value for key, value in headers.items() if value},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError, AssertionError) as error:
        raise InputError(url or "the feed", f"is damaged beyond reading ({type(error).__name__})") from None


def _article(
    entry: Mapping[str, Any],
    where: str,
    given: Given,
    source: str | None,
    lang: str | None,
    link: str | None,
    names: tuple[str | None, str | None],
) -> Article | InputError:
    title = one_line(_shown(entry, "title"))
    text = _body(entry)
    if not text and title is None:
        return InputError(where, "has neither title nor text")
    outlet = entry.get("source")
    return Article(
        text=text or title or "",
        address=names[0],
        title=title,
        source=given.source
        or (one_line(outlet.get("title")) if isinstance(outlet, Mapping) else None)
        or source,
        lang=lang,
        published=_date(entry) or given.published,
        url=link,
        author=one_line(to_text(_text(entry.get("author")))),
        partial=True,
        alias=names[1],
    )


def _id(entry: Mapping[str, Any]) -> str | None:
    """Return what an entry is known by beside its page; the place in a page that it leads to is that too."""
    link = _text(entry.get("link"))
    return one_line(entry.get("id")) or (one_line(link) if "#" in link else None)


def _body(entry: Mapping[str, Any]) -> str:
    """Return the longest text that an entry carries: its content, else its summary."""
    contents = entry.get("content")
    texts = [_plain(one) for one in contents if isinstance(one, Mapping)] if contents else []
    return max((*texts, _shown(entry, "summary")), key=len)


def _shown(said: Mapping[str, Any], name: str) -> str:
    """Return the text of a title or summary as people should see it."""
    detail = said.get(f"{name}_detail")
    return _plain(detail) if isinstance(detail, Mapping) else to_text(_text(said.get(name)))


def _plain(detail: Mapping[str, Any]) -> str:
    text = _text(detail.get("value"))
    return plain(text) if detail.get("type") == "text/plain" else to_text(text)


def _date(entry: Mapping[str, Any]) -> str | None:
    """Return the day of publication as it was written, else as the parser understood it (UTC)."""
    # Asked for what it has not, the parser takes one date for the other, with a warning.
    for name in (name for name in ("published", "created", "updated") if name in entry):
        if day := any_date(_text(entry.get(name))):
            return day
        parsed = entry.get(f"{name}_parsed")
        if parsed and (day := check_date("{:04}-{:02}-{:02}".format(*parsed[:3]))):
            return day
    return None


def _ttl(head: Mapping[str, Any]) -> int | None:
    """Return the minutes of `ttl` or of the syndication module; None where neither is a number."""
    ttl = _text(head.get("ttl")).strip()
    if ttl.isascii() and ttl.isdigit() and len(ttl) < 8:
        return int(ttl)
    periods = {"hourly": 60, "daily": 1440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600}
    period = periods.get(_text(head.get("sy_updateperiod")).strip().lower())
    often = _text(head.get("sy_updatefrequency")).strip()
    if period is None:
        return None
    return period // max(1, int(often) if often.isascii() and often.isdigit() and len(often) < 5 else 1)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
