"""Following feeds: what comes in, what is kept of them, and who is asked how often."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from web_server import Answering, Site, serving

from aitui.errors import InputError
from aitui.ingest import pipeline, subscriptions
from aitui.ingest.executors import Here
from aitui.ingest.fetch import Fetcher, Limits
from aitui.ingest.files import read_inputs
from aitui.ingest.readers.interface import FeedFound, Given
from aitui.ingest.reading import Reading
from aitui.ingest.subscriptions import Outcome
from aitui.model import Article
from aitui.store import articles, database, feeds, writer
from aitui.store.database import Connection
from aitui.store.feeds import FeedRow

LONG = "Китай ограничил вывоз галлия и германия, сообщило министерство торговли в Пекине. " * 12


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def site(server: Site) -> Site:
    server.pages.clear()
    server.seen.clear()
    server.most = 0
    return server


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[Connection]:
    with database.writing(tmp_path / "корпус.db") as conn:
        yield conn


def rss(*entries: tuple[str, str], title: str = "Лента", more: str = "") -> str:
    items = "".join(
        f"<item><title>{link.rpartition('/')[2]}</title><link>{link}</link><description>{text}</description></item>"
        for link, text in entries
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{more}{items}</channel></rss>"


def web(private: bool) -> Fetcher:
    return Fetcher(Limits(seconds=5, patience=5), private=True)


def update(
    conn: Connection, rows: list[FeedRow] | None = None, **more: Any
) -> tuple[pipeline.Summary, list[Outcome]]:
    return subscriptions.update(conn, feeds.rows(conn) if rows is None else rows, web=web, **more)


def texts(conn: Connection) -> list[str]:
    return sorted(articles.text(conn, number).text for number in articles.ids(conn))


def add(conn: Connection, *inputs: str) -> pipeline.Summary:
    summary = pipeline.add(conn, read_inputs(inputs, private=True))
    subscriptions.follow(conn, summary.feeds, Given(), private=True)
    return summary


def test_an_address_of_a_feed_is_followed_and_asked_once(site: Site, conn: Connection) -> None:
    url = site.page("/rss", rss(("https://example.com/раз", "Китай"), ("https://example.com/два", "США")))
    summary = add(conn, url)
    assert (summary.added, len(summary.failures)) == (2, 0)
    (row,) = feeds.rows(conn)
    assert (row.url, row.title, row.entries, row.error, row.private) == (url, "Лента", 2, None, True)
    assert row.next_at is not None
    assert row.next_at > (row.good_at or "")
    assert site.paths() == ["/rss"]
    # Adding the same again changes nothing.
    assert (add(conn, url).same, len(feeds.rows(conn))) == (2, 1)


def test_the_front_page_of_a_site_stands_for_its_feed(site: Site, conn: Connection) -> None:
    link = '<link rel="alternate" type="application/atom+xml" title="Все" href="feed.xml">'
    site.page("/", f"<html><head>{link}</head><body><p>Добро пожаловать</p></body></html>")
    url = site.page("/feed.xml", rss(("https://example.com/раз", "Китай")))
    assert add(conn, site.url).added == 1
    assert [row.url for row in feeds.rows(conn)] == [url]


@pytest.mark.parametrize("kind", ["application/rss+xml", "Application/RSS+XML; charset=utf-8"])
def test_a_feed_that_a_page_names_is_offered_and_not_followed(
    site: Site, conn: Connection, kind: str
) -> None:
    feed = site.page("/ленты/rss", rss(("https://example.com/раз", "Китай")))
    named = f"""<base href="/ленты/"><link rel="alternate" type="{kind}" title="Comments" href="comments">
    <link rel="home ALTERNATE" type="{kind}" href="rss">"""
    body = f"<body><article><p>{LONG}</p><p>{LONG}</p></article></body>"
    page = site.page("/story", f"<html><head><title>Галлий</title>{named}</head>{body}</html>")
    summary = add(conn, page)
    assert (summary.added, summary.feeds) == (1, [])
    assert [(one.page, one.url) for one in summary.offered] == [(page, feed)]
    assert feeds.rows(conn) == []


def test_the_scheme_of_feeds_and_a_redirect_for_now(site: Site, conn: Connection) -> None:
    site.page("/there", rss(("https://example.com/раз", "Китай")))
    url = site.redirect("/rss", "/there", status=302)
    add(conn, url.replace("http://", "feed://"), f"feed:{url}")
    assert [row.url for row in feeds.rows(conn)] == [url]


def test_the_scheme_of_feeds_is_one_at_the_beginning_only(site: Site, conn: Connection) -> None:
    url = site.page("/feed:https://example.com/", rss(("https://example.com/раз", "Китай")))
    assert add(conn, url).added == 1


def test_a_page_comes_in_by_its_address(site: Site, conn: Connection) -> None:
    paragraphs = "".join(f"<p>{LONG} {n}</p>" for n in range(3))
    url = site.page(
        "/news/1?utm_source=x", f"<html><head><title>Галлий</title></head><body>{paragraphs}</body></html>"
    )
    assert "nothing at this address (404)" in add(conn, site.url + "/news/1?utm_source=x").failures[0].reason
    site.page("/news/1", f"<html><head><title>Галлий</title></head><body>{paragraphs}</body></html>")
    assert add(conn, url).added == 1
    row = articles.newest(conn, 1)[0]
    assert (row.title, row.url, row.source) == (
        "Галлий",
        site.url + "/news/1",
        site.url.removeprefix("http://"),
    )
    assert feeds.rows(conn) == []


def test_feeds_of_a_list_are_fetched_at_once_and_one_a_host(
    site: Site, conn: Connection, tmp_path: Path
) -> None:
    port = site.url.rpartition(":")[2]
    together = threading.Barrier(3, timeout=10)

    def answer(request: Answering) -> None:
        if request.path.endswith("/0"):
            together.wait()  # passed only when three hosts are asked at the same time
        path = f"https://example.com{request.path}"
        request.reply(rss((path, "Китай"), title=request.path).encode(), "text/xml", 200, {})

    urls = [f"http://127.0.0.{host}:{port}/{host}/{n}" for host in (1, 2, 3) for n in range(3)]
    outlines = []
    for url in urls:
        site.does("/" + url.split("/", 3)[3], answer)
        outlines.append(f'<outline xmlUrl="{url.replace("127.0.0.", "h")}"/>')
    ours = tmp_path / "ленты.opml"
    ours.write_text(f"<opml><body>{''.join(outlines)}</body></opml>", "utf-8")
    found = [one for one in read_inputs([str(ours)]) if isinstance(one, FeedFound)]
    new, waiting = subscriptions.follow(conn, found, Given())
    assert (new, len(waiting)) == (9, 9)

    def resolving(private: bool) -> Fetcher:
        return Fetcher(Limits(seconds=10), private=True, resolve=lambda host, port: ["127.0.0.1"])

    summary, outcomes = subscriptions.update(conn, waiting, web=resolving)
    assert (summary.added, [outcome.error for outcome in outcomes]) == (9, [None] * 9)
    assert site.most == 3


def test_what_has_not_changed_is_not_sent_again(site: Site, conn: Connection) -> None:
    def answer(request: Answering) -> None:
        same = request.headers["If-None-Match"] == '"1"' and request.headers["If-Modified-Since"] == "Mon"
        body = b"" if same else rss(("https://example.com/раз", "Китай")).encode()
        headers = {} if same else {"ETag": '"1"', "Last-Modified": "Mon"}
        request.reply(body, "text/xml", 304 if same else 200, headers)

    feeds.follow(conn, site.does("/rss", answer))
    assert [outcome.state for outcome in update(conn)[1]] == ["read"]
    for _ in range(2):
        summary, (outcome,) = update(conn)
        assert (outcome.state, summary.seen) == ("unchanged", 0)
    assert feeds.rows(conn)[0].entries == 1


def test_an_article_that_could_not_be_read_is_sent_again_though_its_feed_has_not_changed(
    site: Site, conn: Connection
) -> None:
    class Deadly(Here):
        def read(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Reading | str]]:
            for article, reading in super().read(articles):
                yield article, "the process that read it died" if "США" in article.text else reading

    def answer(request: Answering) -> None:
        same = request.headers["If-None-Match"] == '"1"'
        body = rss(("https://example.com/раз", "Китай"), ("https://example.com/два", "США")).encode()
        request.reply(b"" if same else body, "text/xml", 304 if same else 200, {"ETag": '"1"'})

    feeds.follow(conn, site.does("/rss", answer))
    summary, _ = update(conn, readers=Deadly())
    assert (summary.added, [failure.where for failure in summary.failures]) == (
        1,
        ["https://example.com/два"],
    )
    summary, _ = update(conn)
    assert (summary.added, summary.failures, texts(conn)) == (1, [], ["Китай", "США"])
    assert update(conn)[1][0].state == "unchanged"


def test_a_feed_that_fails_is_told_rests_and_comes_back(site: Site, conn: Connection) -> None:
    site.page("/bad", "", status=503, Retry_After="7200")
    site.page("/page", "<html><body><p>Переехали</p></body></html>")
    site.page("/gone", "", status=410)
    site.page("/good", rss(("https://example.com/раз", "Китай")))
    for path in ("/bad", "/page", "/gone", "/good"):
        feeds.follow(conn, site.url + path)
    summary, outcomes = update(conn)
    assert summary.added == 1
    errors = {outcome.url.removeprefix(site.url): outcome.error or "" for outcome in outcomes}
    assert errors["/good"] == ""
    assert "503" in errors["/bad"]
    assert "no feed any more" in errors["/page"]
    assert "aitui remove" in errors["/gone"]
    bad = feeds.by_url(conn, site.url + "/bad")
    assert bad is not None
    assert bad.next_at is not None
    assert bad.checked_at is not None
    rest = datetime.fromisoformat(bad.next_at) - datetime.fromisoformat(bad.checked_at)
    assert 7190 <= rest.total_seconds() <= 7210
    assert [row.url for row in feeds.due(conn, bad.checked_at)] == []
    site.page("/bad", rss(("https://example.com/два", "США")))
    update(conn, [bad])
    back = feeds.by_url(conn, site.url + "/bad")
    assert back is not None
    assert (back.error, back.failures) == (None, 0)


def test_a_feed_that_moved_for_good_is_followed_there(site: Site, conn: Connection) -> None:
    site.redirect("/old", "/new?utm_source=x", 301)
    site.page("/new?utm_source=x", rss(("https://example.com/раз", "Китай")))
    feeds.follow(conn, site.url + "/old")
    update(conn)
    assert [row.url for row in feeds.rows(conn)] == [site.url + "/new"]


def test_changed_entries_are_new_versions_and_old_ones_do_not_come_back(site: Site, conn: Connection) -> None:
    link = "https://example.com/раз"
    site.page("/rss", rss((link, "Китай ограничил вывоз")))
    feeds.follow(conn, site.url + "/rss")
    update(conn)
    site.page("/rss", rss((link, "Китай ограничил вывоз галлия")))
    assert update(conn)[0].updated == 1
    # Another feed, or a cache, may still tell the earlier text.
    site.page("/rss", rss((link, "Китай ограничил вывоз")))
    summary, _ = update(conn)
    assert (summary.updated, texts(conn)) == (0, ["Китай ограничил вывоз галлия"])


def test_a_part_does_not_replace_the_whole(site: Site, conn: Connection) -> None:
    link = "https://example.com/раз"
    pipeline.add(conn, [Article(LONG, link, "Галлий")])
    site.page("/rss", rss((link, "Китай ограничил…")))
    feeds.follow(conn, site.url + "/rss")
    assert update(conn)[0].same == 1
    assert texts(conn) == [LONG]


def guided(*entries: tuple[str, str, str]) -> str:
    items = "".join(
        f"<item><title>{text}</title><link>{link}</link><guid isPermaLink='false'>{own}</guid></item>"
        for link, own, text in entries
    )
    return f"<rss version='2.0'><channel><title>Лента</title>{items}</channel></rss>"


@pytest.mark.parametrize("ids", [("1", "2"), ("https://example.com/live#0", "https://example.com/live#1")])
@pytest.mark.parametrize("full_text", [False, True])
def test_an_entry_comes_in_once_whatever_else_leads_to_its_page(
    site: Site, conn: Connection, ids: tuple[str, str], full_text: bool
) -> None:
    page = site.page("/live", f"<html><body><article><p>{LONG}</p><p>{LONG}</p></article></body></html>")
    first, second = ((page, own, f"Китай {number}") for number, own in enumerate(ids))
    feeds.follow(conn, site.url + "/rss", full_text=full_text, private=True)
    came = []
    for entries in ([first], [second, first], [first], [second], [first, second]):
        site.page("/rss", guided(*entries))
        came.append(update(conn)[0].added)
    assert came == [1, 1, 0, 0, 0]
    assert len(texts(conn)) == 2


def test_an_entry_that_shared_its_page_is_known_when_it_changes_or_was_taken_out(
    site: Site, conn: Connection
) -> None:
    page = "https://example.com/live"
    url = site.page("/rss", guided((page, "1", "Китай"), (page, "2", "США")))
    feeds.follow(conn, url)
    update(conn)
    site.page("/rss", guided((page, "1", "Китай и США")))
    assert add(conn, url).updated == 1
    assert texts(conn) == ["Китай и США", "США"]
    gone = next(number for number in articles.ids(conn) if articles.text(conn, number).text == "США")
    with database.transaction(conn):
        writer.remove(conn, [gone])
    site.page("/rss", guided((page, "2", "США")))
    update(conn)
    assert texts(conn) == ["Китай и США"]


def test_pages_of_earlier_articles_are_not_held_once_they_are_written(site: Site, conn: Connection) -> None:
    body = f"<html><body><article><p>{LONG}</p><p>{LONG}</p></article></body></html>"
    for number in range(3):
        site.page(f"/{number}", body)
    url = site.page("/rss", rss(*((f"{site.url}/{number}", "Начало…") for number in range(2))))
    feeds.follow(conn, url, private=True)
    update(conn)
    site.page("/rss", rss((f"{site.url}/2", "Начало…")))
    feeds.follow(conn, url, full_text=True)
    results: list[subscriptions._Result] = []
    rows = feeds.rows(conn)
    items = subscriptions._items(conn, rows, web, results, stop=lambda: False, older=True)
    assert sum(len(item.text) > 500 for item in items if isinstance(item, Article)) == 3
    assert [(result.further, len(result.items), len(result.settled)) for result in results] == [
        (True, 0, 2),
        (False, 1, 1),
    ]
    assert all(isinstance(uid, str) for result in results for one in result.settled for uid in one)


def test_what_was_taken_out_stays_out_until_it_is_added_again(site: Site, conn: Connection) -> None:
    site.page("/rss", rss(("https://example.com/раз", "Китай"), ("https://example.com/два", "США")))
    feeds.follow(conn, site.url + "/rss")
    update(conn)
    gone = next(number for number in articles.ids(conn) if articles.text(conn, number).text == "Китай")
    with database.transaction(conn):
        writer.remove(conn, [gone])
    update(conn)
    assert texts(conn) == ["США"]
    add(conn, site.url + "/rss")
    assert texts(conn) == ["Китай", "США"]
    assert update(conn)[0].same == 2


def test_full_texts_are_read_from_the_pages_once(site: Site, conn: Connection) -> None:
    body = f"<article><p>{LONG}</p><p>{LONG}</p></article>"
    page = f"<html><head><title>Другой заголовок</title></head><body>{body}</body></html>"
    site.page("/robots.txt", "User-agent: *\nDisallow: /closed", "text/plain")
    for path in ("/open", "/closed"):
        site.page(path, page)
    site.page(
        "/rss",
        rss((site.url + "/open", "Начало…"), (site.url + "/closed", "Закрыто…"), (site.url + "/404", "Нет…")),
    )
    feeds.follow(conn, site.url + "/rss", full_text=True, private=True)
    summary, _ = update(conn)
    assert summary.added == 3
    whole, *parts = sorted(texts(conn), key=len, reverse=True)
    assert whole.startswith("Китай ограничил вывоз галлия и германия")
    assert sorted(parts) == ["Закрыто…", "Нет…"]
    # The feed names its article better than the page does.
    assert {row.title for row in articles.newest(conn, 9)} == {"open", "closed", "404"}
    update(conn)
    assert site.paths().count("/open") == 1
    assert "/closed" not in site.paths()
    assert len(texts(conn)) == 3


def test_a_page_that_tells_no_more_is_not_fetched_again_until_its_entry_changes(
    site: Site, conn: Connection
) -> None:
    short = f"<html><body><article><p>{LONG[:400]}</p></article></body></html>"
    site.page("/short", short)
    site.page("/trouble", "", status=503)
    entries = (
        (site.url + "/short", "Начало…"),
        (site.url + "/gone", "Нет…"),
        (site.url + "/trouble", "Беда…"),
    )
    site.page("/rss", rss(*entries))
    feeds.follow(conn, site.url + "/rss", full_text=True, private=True)
    for older in (False, False, True, True):
        update(conn, older=older)
    asked = site.paths()
    # What is there is all that there is; a server in trouble is asked again.
    assert (asked.count("/short"), asked.count("/gone")) == (1, 1)
    assert asked.count("/trouble") > 1
    site.page("/rss", rss((site.url + "/gone", "Нет, и всё же…"), *entries[2:]))
    update(conn)
    assert site.paths().count("/gone") == 2
    assert "Нет, и всё же…" in texts(conn)


def test_a_changed_entry_has_its_page_read_anew(site: Site, conn: Connection) -> None:
    def page(words: str) -> None:
        site.page("/1", f"<html><body><article><p>{LONG}</p><p>{LONG} {words}</p></article></body></html>")

    page("Раньше.")
    site.page("/rss", rss((site.url + "/1", "Начало…")))
    feeds.follow(conn, site.url + "/rss", full_text=True, private=True)
    update(conn)
    page("Позже.")
    site.page("/rss", rss((site.url + "/1", "Начало, дополнено…")))
    update(conn)
    (text,) = texts(conn)
    assert text.endswith("Позже.")


def test_what_a_feed_may_reach_is_not_for_others_of_its_name(site: Site, conn: Connection) -> None:
    site.page("/robots.txt", "", status=404)
    site.page("/rss", rss((site.url + "/1", "Начало…")))
    for path in ("/1", "/2"):
        site.page(path, f"<html><body><article><p>{LONG}</p><p>{LONG}</p></article></body></html>")
    other = site.url.replace("127.0.0.1", "localhost")
    pipeline.add(conn, [Article("Чужое…", other + "/2", "2", "Лента", "ru", url=other + "/2", partial=True)])
    feeds.follow(conn, site.url + "/rss", full_text=True, private=True)
    update(conn, older=True)
    assert "/1" in site.paths()
    assert "/2" not in site.paths()
    assert "Чужое…" in texts(conn)


def test_a_stopped_run_asks_again_for_what_was_not_written(site: Site, conn: Connection) -> None:
    site.page("/rss", rss(*((f"https://example.com/{n}", f"Китай {n}") for n in range(9))), ETag='"1"')
    feeds.follow(conn, site.url + "/rss")
    seen: list[int] = []
    summary, outcomes = update(
        conn, stop=lambda: len(seen) >= 3, progress=lambda summary: seen.append(summary.seen)
    )
    assert summary.stopped
    assert outcomes == []
    assert 0 < summary.added < 9
    assert feeds.rows(conn)[0].etag is None
    assert update(conn)[0].added == 9 - summary.added


def test_names_that_were_given_go_before_those_of_the_feed(site: Site, conn: Connection) -> None:
    site.page("/rss", rss(("https://example.com/раз", "Китай")))
    found = FeedFound(site.url + "/rss", "Моё имя", folder="Азия")
    _, waiting = subscriptions.follow(conn, [found], Given(source="Мой источник", lang="ru"))
    update(conn, waiting)
    (row,) = feeds.rows(conn)
    assert (row.title, row.folder) == ("Моё имя", "Азия")
    assert articles.newest(conn, 1)[0].source == "Мой источник"


def test_private_addresses_stay_closed_to_feeds_that_may_not(site: Site, conn: Connection) -> None:
    feeds.follow(conn, site.page("/rss", rss(("https://example.com/раз", "Китай"))))
    _, (outcome,) = subscriptions.update(conn, feeds.rows(conn))
    assert "private or local" in (outcome.error or "")
    (error,) = read_inputs([site.url + "/rss"])
    assert isinstance(error, InputError)
    assert "private or local" in str(error)
    assert site.seen == []
