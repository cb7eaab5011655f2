"""Feeds that a corpus follows: all that are due are fetched at once, a few at a time and one of each host.

What a feed is kept to have said (its `etag`) is written after its articles: a run that is killed between the
two asks for the same again.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from aitui.errors import InputError
from aitui.frozen import frozen, replace
from aitui.ingest import pipeline, schedule
from aitui.ingest.addresses import host_of, web_address
from aitui.ingest.readers.interface import FeedFound, Fetched, Given, Item
from aitui.model import Article
from aitui.store import articles, database, feeds, runs, uids
from aitui.store.database import Connection
from aitui.store.feeds import FeedRow

if TYPE_CHECKING:
    from aitui.ingest.executors import Readers
    from aitui.ingest.fetch import Fetcher

# Connections at once, in all.
_CONNECTIONS = 8
# Code points.  A shorter text of a feed is a part of an article.
_STUB = 1_500
# Pages that one feed may have fetched in one run; the others come with the next.
_MOST_PAGES = 40
# Seconds between two looks at whether somebody wants to stop.
_LOOK = 0.2


@frozen
class Outcome:
    """What came of a feed.

    Attributes:
        url, title: of the feed.
        state: `read`, `unchanged` or `failed`.
        entries: how many it had; None where it had not changed or failed.
        error: why it failed.
        next_at: when it is due again, ISO, UTC.
    """

    url: str
    title: str | None
    state: Literal["read", "unchanged", "failed"]
    entries: int | None
    error: str | None
    next_at: str


@frozen
class _Result:
    """What a thread found out about a feed; the corpus is written by one thread alone.

    Attributes:
        url: where the feed lies for good, None where that is no news.
        pages: whether the pages of its entries were read already.
        settled: uids of those whose page has told what it has, of their texts, and of what the feed told of
            them.
        further: whether these are pages of what came in earlier; the feed itself is still to come.
    """

    row: FeedRow
    title: str | None = None
    site: str | None = None
    url: str | None = None
    fetch: Fetched | None = None
    items: tuple[Article | InputError, ...] = ()
    error: str | None = None
    retry_after: int | None = None
    gone: bool = False
    pages: bool = False
    settled: tuple[tuple[str, str, str], ...] = ()
    further: bool = False


def follow(
    conn: Connection,
    found: Iterable[FeedFound],
    given: Given,
    *,
    full_text: bool = False,
    private: bool = False,
) -> tuple[int, list[FeedRow]]:
    """Follow feeds that inputs named.

    Args:
        conn: of a writer.
        found: the feeds; those that were fetched just now are kept as fetched.
        given: what the user said of all inputs.
        full_text: whether the pages of their entries are read too.
        private: whether they may lie at private or local addresses.

    Returns:
        how many are new, and those that are still to be fetched.
    """
    new, waiting = 0, list[FeedRow]()
    with database.transaction(conn):
        for feed in found:
            new += feeds.follow(
                conn,
                feed.url,
                title=feed.title,
                site=feed.site,
                folder=feed.folder,
                source=given.source,
                lang=given.lang,
                full_text=full_text,
                private=private,
            )
            row = feeds.by_url(conn, feed.url)
            assert row is not None
            if feed.fetch is None:
                waiting.append(row)
            else:
                _keep_answer(conn, row, feed.title, feed.site, feed.fetch)
    return new, waiting


def update(
    conn: Connection,
    rows: Sequence[FeedRow],
    *,
    web: Callable[[bool], Fetcher] | None = None,
    readers: Readers | None = None,
    progress: Callable[[pipeline.Summary], None] | None = None,
    params: dict[str, object] | None = None,
    stop: Callable[[], bool] = lambda: False,
    older: bool = False,
) -> tuple[pipeline.Summary, list[Outcome]]:
    """Fetch feeds and add their articles; what cannot be had is kept with its reason.

    Args:
        conn: of a writer.
        rows: the feeds.
        web: what fetches, private addresses too or not; for tests.
        readers, progress, params, stop: as of `pipeline.add`.
        older: where the pages of a feed are read, also those of what came in earlier as a part.

    Returns:
        what came in, and what came of each feed in the order of the answers.
    """
    from aitui.ingest.web import fetcher

    results: list[_Result] = []
    items = _items(conn, rows, web or fetcher, results, stop, older)
    summary = pipeline.add(
        conn,
        items,
        readers=readers,
        progress=progress,
        params={"feeds": len(rows), **(params or {})},
        stop=stop,
    )
    if summary.stopped:
        # Articles may have been read that were not written; their feeds are asked again.
        results = [result for result in results if not result.items]
    unwritten = {failure.where for failure in summary.failures}
    with database.transaction(conn):
        for result in results:
            for uid, version_uid, told in result.settled:
                feeds.page_was_read(conn, uid, version_uid, told)
        outcomes = [_keep(conn, _asked_again(result, unwritten)) for result in results if not result.further]
    return summary, outcomes


def _items(
    conn: Connection,
    rows: Sequence[FeedRow],
    web: Callable[[bool], Fetcher],
    results: list[_Result],
    stop: Callable[[], bool],
    older: bool,
) -> Iterator[Item]:
    """Yield what the feeds have, as they answer."""
    hosts: dict[str, list[FeedRow]] = {}
    for row in rows:
        hosts.setdefault(host_of(row.url), []).append(row)
    fetchers = {private: web(private) for private in {row.private for row in rows}}
    answers: queue.SimpleQueue[_Result] = queue.SimpleQueue()
    stopped = threading.Event()

    def ask(of_host: Sequence[FeedRow]) -> None:
        for row in of_host:
            if stopped.is_set():
                return
            answers.put(_fetch(row, fetchers[row.private]))

    def complete(result: _Result, earlier: Sequence[Article]) -> None:
        fetcher = fetchers[result.row.private]
        for at in range(0, len(earlier), _MOST_PAGES):
            some = replace(result, items=tuple(earlier[at : at + _MOST_PAGES]), further=True)
            answers.put(_with_pages(some, fetcher, stopped))
        answers.put(_with_pages(result, fetcher, stopped))

    with ThreadPoolExecutor(_CONNECTIONS, thread_name_prefix="feeds") as pool:
        for of_host in hosts.values():
            pool.submit(ask, of_host)
        try:
            left = len(rows)
            while left and not stop():
                try:
                    result = answers.get(timeout=_LOOK)
                except queue.Empty:
                    continue
                if not result.pages:
                    result = _wanted(conn, result)
                    earlier = _earlier(conn, result) if older else []
                    if result.row.full_text and (earlier or any(map(_is_stub, result.items))):
                        pool.submit(complete, result, earlier)
                        continue
                left -= not result.further
                # Of pages of earlier articles nobody asks once they are written: thousands would be held.
                results.append(replace(result, items=()) if result.further else result)
                yield from result.items
        finally:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)


def _fetch(row: FeedRow, fetcher: Fetcher) -> _Result:
    """Return what a feed says now.  Never raises: a thread has nobody to tell."""
    from aitui.ingest.fetch import FetchError
    from aitui.ingest.web import fetched, parse_feed

    given = Given(row.lang, None, row.source)
    try:
        answer = fetcher.get(row.url, etag=row.etag, last_modified=row.last_modified)
        url = web_address(answer.moved) if answer.moved else None
        if answer.unchanged:
            return _Result(row, url=url, fetch=fetched(answer, None))
        parsed = parse_feed(answer, row.url, given)
        return _Result(row, parsed.title, parsed.site, url, fetched(answer, parsed), parsed.entries)
    except FetchError as error:
        return _Result(row, error=str(error), retry_after=error.retry_after, gone=error.gone)
    except InputError as error:
        return _Result(row, error=error.reason)
    except Exception as error:  # one feed must not stop the others
        return _Result(row, error=f"could not be read ({type(error).__name__}: {error}); please report it")


def _wanted(conn: Connection, result: _Result) -> _Result:
    """Leave out what a person took out, and parts of articles that the corpus has from their pages."""
    kept: list[Article | InputError] = []
    for item in result.items:
        if isinstance(item, Article):
            item = feeds.as_named(conn, item)
            uid = uids.article_uid(item.address, item.text)
            if feeds.kept_out(conn, uid):
                continue
            if result.row.full_text and _is_stub(item) and _page_is_in(conn, uid, item):
                continue
        kept.append(item)
    return replace(result, items=tuple(kept))


def _page_is_in(conn: Connection, uid: str, part: Article) -> bool:
    """Tell whether what the page of an article says is in, and the feed tells of it what it told then."""
    told = uids.version_uid(part.text)
    if (before := feeds.told_with_page(conn, uid)) is not None:
        return before == told
    # Of one that came in otherwise: another text than this part is that of the page.
    return articles.current_version(conn, uid) not in (None, told)


def _earlier(conn: Connection, result: _Result) -> list[Article]:
    """Return what came in earlier from the outlet of a feed as a part, but what the feed tells now."""
    row = result.row
    outlet = row.source or row.title or result.title
    if outlet is None or result.fetch is None:
        return []
    told = {item.address for item in result.items if isinstance(item, Article)}
    found = (runs.given(conn, i) for i in feeds.parts(conn, outlet, _STUB))
    return [
        one
        for one in found
        if one is not None
        and one.address not in told
        # Another feed may call itself so: what it links to does not get what this one is allowed.
        and (not row.private or host_of(one.url or "") == host_of(row.url))
    ]


def _is_stub(item: Article | InputError) -> bool:
    return isinstance(item, Article) and item.url is not None and len(item.text) < _STUB


def _with_pages(result: _Result, fetcher: Fetcher, stopped: threading.Event) -> _Result:
    """Return the entries with the text of their pages, as many as one run may fetch."""
    from aitui.ingest.web import full_text

    given = Given(result.row.lang, None, result.row.source)
    items: list[Article | InputError] = []
    settled: list[tuple[str, str, str]] = []
    fetched = waiting = 0
    for item in result.items:
        if isinstance(item, Article) and _is_stub(item):
            # Those that must wait stay out: they would be taken for known the next time.
            if fetched == _MOST_PAGES or stopped.is_set():
                waiting += 1
                continue
            fetched += 1
            with suppress(Exception):  # the part is better than nothing
                part, (item, is_all) = item, full_text(item, fetcher, given)
                if is_all:
                    uid = uids.article_uid(item.address, item.text)
                    settled.append((uid, uids.version_uid(item.text), uids.version_uid(part.text)))
        items.append(item)
    assert result.fetch is not None
    kept = replace(result.fetch, etag=None, last_modified=None) if waiting else result.fetch
    return replace(result, items=tuple(items), settled=tuple(settled), fetch=kept, pages=True)


def _asked_again(result: _Result, unwritten: Collection[str]) -> _Result:
    """Let a feed tell all that it has the next time where an article of it could not be written.

    Otherwise its server would say that nothing has changed, and the article would never come in.
    """
    lost = any(isinstance(item, Article) and item.address in unwritten for item in result.items)
    if result.fetch is None or not lost:
        return result
    return replace(result, fetch=replace(result.fetch, etag=None, last_modified=None))


def _keep(conn: Connection, result: _Result) -> Outcome:
    """Write what came of a feed."""
    row = result.row
    if result.error is not None or result.fetch is None:
        error = result.error or "was not read"
        if result.gone:
            error = f"{error}; `aitui remove {row.url}` follows it no more"
        moment = datetime.now(UTC)
        next_at = schedule.after_failure(moment, row.failures + 1, result.retry_after, gone=result.gone)
        feeds.failed(conn, row.id, error, next_at)
        return Outcome(row.url, row.title, "failed", None, error, next_at)
    next_at = _keep_answer(conn, row, result.title, result.site, result.fetch)
    if result.url is not None and result.url != row.url:
        feeds.moved(conn, row.id, result.url)
    state: Literal["read", "unchanged"] = "unchanged" if result.fetch.entries is None else "read"
    return Outcome(row.url, result.title or row.title, state, result.fetch.entries, None, next_at)


def _keep_answer(conn: Connection, row: FeedRow, title: str | None, site: str | None, fetch: Fetched) -> str:
    """Write that a feed answered and return when it is due again.  A name that was given stays."""
    next_at = schedule.after_answer(datetime.now(UTC), fetch.ttl)
    feeds.answered(
        conn,
        row.id,
        next_at=next_at,
        title=title if row.title is None else None,
        site=site,
        entries=fetch.entries,
        etag=fetch.etag,
        last_modified=fetch.last_modified,
    )
    return next_at
