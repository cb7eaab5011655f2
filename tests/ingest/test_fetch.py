"""Fetching from servers that are slow, lie, lead astray, and from addresses that are nobody's business."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from email.utils import formatdate
from typing import Any

import httpcore
import pytest
from web_server import Answering, Site, bomb, serving

from aitui.ingest import fetch as module
from aitui.ingest.fetch import Answer, Fetcher, FetchError, Limits, _is_public

TEXT = "Китай ограничил вывоз галлия. " * 40


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def site(server: Site) -> Site:
    server.pages.clear()
    server.seen.clear()
    return server


def fetch(url: str, **limits: float) -> Answer:
    return Fetcher(Limits(**limits), private=True).get(url)  # type: ignore[arg-type]


def refused(url: str, **limits: float) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(url, **limits)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_an_answer_comes_with_what_the_server_tells(site: Site) -> None:
    url = site.page(
        "/a", TEXT, "text/html; charset=windows-1251", ETag='"x"', Cache_Control="public, max-age=600"
    )
    found = fetch(url)
    assert found.body.decode() == TEXT
    assert (found.url, found.media_type, found.charset) == (url, "text/html", "windows-1251")
    assert (found.etag, found.max_age, found.moved, found.unchanged) == ('"x"', 600, None, False)


def test_we_say_who_we_are_and_carry_no_cookies(site: Site) -> None:
    site.page("/a", "", status=302, Location="/b", Set_Cookie="sid=1; Path=/")
    site.page("/b", TEXT, Set_Cookie="sid=2; Path=/")
    fetcher = Fetcher(private=True)
    for _ in range(2):
        fetcher.get(site.url + "/a")
    assert [path for path, _ in site.seen] == ["/a", "/b", "/a", "/b"]
    for _, headers in site.seen:
        assert "cookie" not in headers
        assert headers["user-agent"].startswith("aitui/")


@pytest.mark.parametrize("how", ["gzip", "zlib", "deflate", "two", "identity"])
@pytest.mark.parametrize("size", [0, 1, 65_536, 65_537, 900_000])
def test_packed_bodies_are_unpacked(site: Site, how: str, size: int) -> None:
    data = (TEXT.encode() * (size // 1000 + 1))[:size]
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(data),
        "zlib": zlib.compress(data),
        "deflate": raw.compress(data) + raw.flush(),
        "two": gzip.compress(data[:10]) + gzip.compress(data[10:]),
        "identity": data,
    }[how]
    encoding = {"two": "gzip", "zlib": "deflate"}.get(how, how)
    assert fetch(site.page("/a", packed, Content_Encoding=encoding)).body == data


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    def answer(request: Answering) -> None:
        known = request.headers["If-None-Match"] == '"x"'
        request.reply(b"" if known else TEXT.encode(), "text/xml", 304 if known else 200, {"ETag": '"x"'})

    url = site.does("/a", answer)
    first = fetch(url)
    again = Fetcher(private=True).get(url, etag=first.etag, last_modified="вчера\r\nX: 1")
    assert again.unchanged
    assert again.body == b""
    # What cannot be a header is not sent as one.
    assert "if-modified-since" not in site.seen[-1][1]


# ---------------------------------------------------------------------------- limits


def test_a_server_that_drips_is_left_in_time(site: Site) -> None:
    def body(request: Answering) -> None:
        request.send_response(200)
        request.end_headers()
        request.drip(b"x" * 10_000)

    def head(request: Answering) -> None:
        request.drip(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1_000)

    for path, answer in (("/body", body), ("/head", head)):
        assert "too long" in refused(site.does(path, answer), seconds=0.4, patience=5)


def test_a_server_that_says_nothing_is_left_in_time(site: Site) -> None:
    def wait(request: Answering) -> None:
        request.site.closing.wait(20)

    url = site.does("/a", wait)
    assert "too long" in refused(url, patience=0.2)


def test_a_large_body_is_not_read_to_its_end(site: Site) -> None:
    assert "larger than 1 MB" in refused(site.page("/a", b"x" * 1_200_000), size=1 << 20)

    def endless(request: Answering) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 65_536)

    assert "larger than 1 MB" in refused(site.does("/b", endless), size=1 << 20)


def test_a_bomb_is_not_unpacked(site: Site) -> None:
    url = site.page("/a", bomb(64), Content_Encoding="gzip")
    assert "unpacks to more than 100 times" in refused(url, size=1 << 30)
    assert "larger than" in refused(url, size=1 << 20)


@pytest.mark.parametrize("packed", [True, False])
def test_an_answer_that_ends_half_way_is_none(site: Site, packed: bool) -> None:
    data = gzip.compress(TEXT.encode()) if packed else TEXT.encode()
    headers: dict[str, Any] = {"Content_Encoding": "gzip"} if packed else {}
    url = site.page("/a", data[: len(data) // 2], Content_Length=str(len(data)), **headers)
    assert "half-way" in refused(url)
    if packed:
        # Even where the length is that of what came.
        assert "half-way" in refused(site.page("/b", data[: len(data) // 2], **headers))


def test_a_body_longer_than_it_says_is_cut_there(site: Site) -> None:
    assert fetch(site.page("/a", TEXT.encode(), Content_Length="10")).body == TEXT.encode()[:10]


def test_what_is_no_http_is_told(site: Site) -> None:
    def noise(request: Answering) -> None:
        request.wfile.write(b"\x00\xff\x1b]0;title\x07 220 mail\r\n\r\n")

    assert "no HTTP" in refused(site.does("/a", noise))
    assert "damaged" in refused(site.page("/b", b"\x1f\x8b" + b"x" * 100, Content_Encoding="gzip"))
    assert "packed as br" in refused(site.page("/c", b"x", Content_Encoding="br"))
    assert "cannot be reached" in refused("http://127.0.0.1:9999/nobody")


# ---------------------------------------------------------------------------- where it may go


def test_redirects_are_followed_and_told_when_they_hold_for_good(site: Site) -> None:
    site.page("/c", TEXT)
    site.redirect("/b", "/c", 308)
    for_good, for_now = site.redirect("/a", "b", 301), site.redirect("/d", "/b", 302)
    assert fetch(for_good).moved == site.url + "/c"
    found = fetch(for_now)
    assert (found.url, found.moved) == (site.url + "/c", None)


def test_a_redirect_to_itself_ends(site: Site) -> None:
    assert "redirects more than 5 times" in refused(site.redirect("/a", "/a"))
    assert len(site.seen) == 6


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.com/a", "gopher://x/"])
def test_a_redirect_leaves_the_web_nowhere(site: Site, target: str) -> None:
    assert "only http and https" in refused(site.redirect("/a", target))
    assert "only http and https" in refused(target)


@pytest.mark.parametrize(
    "url",
    [
        "http:///a",
        "http://",
        "nonsense",
        "http://[::1",
        "http://a b/",
        "http://x:99999/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_is_told(url: str) -> None:
    assert refused(url)


def test_ports_of_other_services_are_refused() -> None:
    assert "port 25" in refused("http://example.com:25/")


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("224.0.0.1", "255.255.255.255", "192.0.2.1", "::1", "::", "fe80::1%eth0", "fd00::1", "ff02::1"),
        *("::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2001:db8::1"),
    ],
)
def test_addresses_that_only_we_can_reach_are_not_public(address: str) -> None:
    assert not _is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"]
)
def test_addresses_of_the_web_are_public(address: str) -> None:
    assert _is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_local_addresses_are_refused_however_they_are_spelt(site: Site, host: str) -> None:
    port = site.url.rpartition(":")[2]
    with pytest.raises(FetchError, match=r"private or local|unknown"):
        Fetcher().get(f"http://{host}:{port}/a")
    assert site.seen == []


def test_a_redirect_to_a_local_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback stands for the web here, so that the first host can answer at all."""
    monkeypatch.setattr(module, "_is_public", lambda address: address == "127.0.0.1")
    site.redirect("/a", "http://inner.example:9999/secret")
    table = {"outer.example": ["127.0.0.1"], "inner.example": ["10.0.0.1"]}
    port = site.url.rpartition(":")[2]
    with pytest.raises(FetchError, match=r"inner\.example is a private or local address"):
        Fetcher(resolve=lambda host, port: table[host]).get(f"http://outer.example:{port}/a")
    assert site.paths() == ["/a"]


def test_a_name_that_changes_its_meaning_gains_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the address that was checked: the name is resolved once for each."""
    site.page("/a", TEXT)
    port = site.url.rpartition(":")[2]
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    monkeypatch.setattr(module, "_addresses", lambda host, port: next(answers))
    reached: list[str] = []

    def connect(self: object, host: str, *args: object, **kwargs: object) -> object:
        reached.append(host)
        raise httpcore.ConnectError("nobody there")

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    with pytest.raises(FetchError, match="cannot be reached"):
        Fetcher().get(f"http://rebound.example:{port}/a")
    assert reached == ["93.184.216.34"]
    assert site.seen == []


def test_all_addresses_of_a_host_are_tried(site: Site) -> None:
    site.page("/a", TEXT)
    port = site.url.rpartition(":")[2]
    fetcher = Fetcher(private=True, resolve=lambda host, port: ["127.0.0.2", "127.0.0.1"])
    assert fetcher.get(f"http://two.example:{port}/a").body == TEXT.encode()


# ---------------------------------------------------------------------------- answers that are none


def test_the_server_says_when_to_come_again(site: Site) -> None:
    for value, low, high in (("120", 120, 120), (formatdate(usegmt=True), 0, 1), ("скоро", None, None)):
        header = value if value.isascii() else "soon"
        with pytest.raises(FetchError, match="503") as caught:
            fetch(site.page("/a", "", status=503, Retry_After=header))
        after = caught.value.retry_after
        assert after == low if low is None or high is None else low <= (after or 0) <= high


@pytest.mark.parametrize(
    ("status", "headers", "told"),
    [
        (401, {}, "asks for a name and password"),
        (403, {}, "does not show it to programs"),
        (404, {}, "nothing at this address"),
        (429, {"Retry_After": "5400"}, "try again in 90 minutes"),
        (503, {}, "in trouble (503 Service Unavailable); try again later"),
        (503, {"Retry_After": "90000"}, "try again in 25 hours"),
    ],
)
def test_a_refusal_is_told_in_words(site: Site, status: int, headers: dict[str, Any], told: str) -> None:
    url = site.page("/no", "", status=status, **headers)
    assert told in refused(url)


def test_what_is_gone_is_gone(site: Site) -> None:
    with pytest.raises(FetchError, match="gone for good") as caught:
        fetch(site.page("/a", "", status=410))
    assert caught.value.gone
    assert "404" in refused(site.url + "/none")


# ---------------------------------------------------------------------------- robots.txt


def test_pages_are_fetched_where_the_site_lets_programs(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /private\nAllow: /private/open\n", "text/plain")
    for path in ("/private/a", "/private/open/a", "/news"):
        site.page(path, TEXT)
    fetcher = Fetcher(private=True)
    assert fetcher.page(site.url + "/news").body == TEXT.encode()
    assert fetcher.page(site.url + "/private/open/a").body == TEXT.encode()
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.page(site.url + "/private/a")
    # Asked once a site; feeds are made for programs and need no asking.
    assert site.paths().count("/robots.txt") == 1
    assert "/private/a" not in site.paths()
    assert fetcher.get(site.url + "/private/a").body == TEXT.encode()


@pytest.mark.parametrize(("status", "may"), [(404, True), (403, True), (500, False), (429, False)])
def test_a_site_without_rules_and_one_in_trouble(site: Site, status: int, may: bool) -> None:
    site.page("/robots.txt", "", status=status)
    site.page("/news", TEXT)
    if may:
        assert Fetcher(private=True).page(site.url + "/news").body
    else:
        with pytest.raises(FetchError, match=r"robots\.txt"):
            Fetcher(private=True).page(site.url + "/news")
