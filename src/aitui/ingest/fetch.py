"""The only room that opens connections to the web (the cluster executor aside).

Whatever an address or a server says, a fetch ends in time and within its limits, and reaches no machine that
only we can reach: names are resolved here, what they mean is checked, and the connection goes to the checked
address, also after each redirect.  No cookies, no passwords, no proxies of the environment.
"""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any

import httpcore
import httpx

from aitui import __version__
from aitui.errors import AituiError
from aitui.frozen import frozen
from aitui.ingest import robots

if TYPE_CHECKING:
    from collections.abc import Iterable

AGENT = f"aitui/{__version__} (news reader; robots.txt: aitui)"
_WANTED = ("application/atom+xml", "application/rss+xml", "application/feed+json", "text/html", "*/*;q=0.5")
_CHUNK = 64 * 1024
# Below that a small text may well be a hundred times its compressed form.
_RATIO_FROM = 1024 * 1024
_LONGEST_ADDRESS = 4_000


class FetchError(AituiError):
    """An address could not be fetched.

    Args:
        message: why, in one line.
        retry_after: seconds for which the server wants to be left alone; None where it says nothing.
        gone: whether it says that there will never be anything again.
        nothing_there: whether it says that there is nothing, now or ever.
    """

    def __init__(
        self,
        message: str,
        *,
        retry_after: int | None = None,
        gone: bool = False,
        nothing_there: bool = False,
    ) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.gone = gone
        self.nothing_there = nothing_there


@frozen
class Limits:
    """How much a fetch may take.

    Attributes:
        size: bytes of the body when it is unpacked.
        ratio: how many times larger than its packed form it may be.
        redirects: how many are followed.
        seconds: for all of it.
        patience: seconds without a byte.
    """

    size: int = 16 * 1024 * 1024
    ratio: int = 100
    redirects: int = 5
    seconds: float = 40.0
    patience: float = 15.0


@frozen
class Answer:
    """What a server answered.

    Attributes:
        url: where it was found in the end.
        moved: the same, where every redirect on the way holds for good; None where one does not or none was.
        body: unpacked; empty where nothing has changed.
        unchanged: whether the server says that it is what we had.
        media_type, charset: as the server tells them.
        etag, last_modified: what to tell it the next time.
        max_age: seconds for which it says the answer holds; None where it says nothing.
    """

    url: str
    moved: str | None
    body: bytes
    unchanged: bool
    media_type: str | None
    charset: str | None
    etag: str | None
    last_modified: str | None
    max_age: int | None


class Fetcher:
    """Fetches addresses; may be used by several threads at once.

    Args:
        limits: of each fetch.
        private: whether private and local addresses may be reached.
        resolve: from host and port to addresses; the system's unless told.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        private: bool = False,
        resolve: Callable[[str, int], Iterable[str]] | None = None,
    ) -> None:
        self._limits = limits or Limits()
        self._private = private
        self._resolve = resolve or _addresses
        self._robots: dict[str, robots.Robots] = {}

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """Return what lies at an address.

        Args:
            url: of the web.
            etag, last_modified: what the server said the last time, so that it need not send the same again.

        Raises:
            FetchError: it cannot be had, or not within the limits.
        """
        until = time.monotonic() + self._limits.seconds
        headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        told = {name: value for name, value in headers.items() if value and _is_header(value)}
        try:
            with self._client(until) as client:
                return self._follow(client, client.build_request("GET", url, headers=told))
        except FetchError:
            raise
        except (httpx.HTTPError, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError,
                httpx.InvalidURL, OSError, ValueError, zlib.error) as error:  # fmt: skip
            raise FetchError(_reason(error, late=time.monotonic() >= until)) from None

    def page(self, url: str) -> Answer:
        """Return a page, where the site lets programs fetch it.

        Raises:
            FetchError: likewise, or the site does not let us.
        """
        parts = httpx.URL(url)
        root = str(parts.copy_with(raw_path=b"/robots.txt", fragment=None))
        if root not in self._robots:
            self._robots[root] = self._rules(root)
        if not self._robots[root].allow(parts.raw_path.decode("ascii", "replace")):
            raise FetchError(
                "its robots.txt asks programs not to fetch it; save it with a browser and add the file"
            )
        return self.get(url)

    def _rules(self, root: str) -> robots.Robots:
        try:
            body = self.get(root).body[: robots.MAX_BYTES]
        except _StatusError as error:
            # No rules, no limits; a server in trouble is left alone.
            return robots.Robots() if 400 <= error.status < 500 and error.status != 429 else robots.NOTHING
        return robots.parse(body.decode("utf-8", "replace"), "aitui")

    def _client(self, until: float) -> httpx.Client:
        backend = _Backend(self._resolve, self._private, until)
        return httpx.Client(
            transport=_Transport(backend),
            headers={
                "User-Agent": AGENT,
                "Accept": ", ".join(_WANTED),
                "Accept-Encoding": "gzip, deflate",
            },
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            timeout=httpx.Timeout(self._limits.patience),
            trust_env=False,
        )

    def _follow(self, client: httpx.Client, request: httpx.Request) -> Answer:
        moved = for_good = False
        for _ in range(self._limits.redirects + 1):
            _check_address(request.url)
            response = client.send(request, stream=True, follow_redirects=False)
            try:
                if response.next_request is None:
                    return self._answer(response, str(request.url) if moved and for_good else None)
                for_good = response.status_code in (301, 308) and (for_good or not moved)
                moved = True
                request = response.next_request
            finally:
                response.close()
        raise FetchError(f"redirects more than {self._limits.redirects} times; it leads nowhere")

    def _answer(self, response: httpx.Response, moved: str | None) -> Answer:
        status = response.status_code
        if status not in (200, 304):
            raise _StatusError(
                status, response.reason_phrase, _retry_after(response.headers.get("retry-after"))
            )
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Answer(
            url=str(response.url),
            moved=moved,
            body=b"" if status == 304 else b"".join(self._body(response)),
            unchanged=status == 304,
            media_type=kind or None,
            charset=response.charset_encoding,
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
            max_age=_max_age(response.headers.get("cache-control", "")),
        )

    def _body(self, response: httpx.Response) -> Iterator[bytes]:
        limits = self._limits
        length = response.headers.get("content-length", "")
        if length.isascii() and length.isdigit() and int(length) > limits.size:
            raise FetchError(f"is larger than {limits.size >> 20} MB")
        unpack = _unpacker(response.headers.get("content-encoding", ""))
        packed = size = 0
        for chunk in response.iter_raw(_CHUNK):
            packed += len(chunk)
            for part in unpack(chunk):
                size += len(part)
                if size > limits.size:
                    raise FetchError(f"is larger than {limits.size >> 20} MB")
                if size > _RATIO_FROM and size > packed * limits.ratio:
                    raise FetchError(f"unpacks to more than {limits.ratio} times its size; it is not read")
                yield part
        for part in unpack(b""):
            yield part


_SAID = {
    401: "asks for a name and password (401); aitui sends none",
    402: "wants to be paid (402)",
    403: "does not show it to programs (403)",
    404: "there is nothing at this address (404); check it",
    410: "is gone for good (410)",
    429: "was asked too often (429)",
    451: "may not be shown, for reasons of law (451)",
}
_NOTHING = (404, 410, 451)


class _StatusError(FetchError):
    """The server answered, but not with what was asked for."""

    def __init__(self, status: int, phrase: str, retry_after: int | None) -> None:
        what = _SAID.get(status) or (
            f"its server is in trouble ({status} {phrase}".rstrip() + ")"
            if status >= 500
            else f"the server answers {status} {phrase}".rstrip()
        )
        if status == 429 or status >= 500:
            what += f"; {_rest(retry_after)}"
        super().__init__(what, retry_after=retry_after, gone=status == 410, nothing_there=status in _NOTHING)
        self.status = status


def _rest(seconds: int | None) -> str:
    """Return when to try again."""
    if not seconds:
        return "try again later"
    minutes = -(-seconds // 60)
    if minutes < 120:
        return f"try again in {minutes} {'minute' if minutes == 1 else 'minutes'}"
    return f"try again in {round(minutes / 60)} hours" if minutes < 72 * 60 else "try again in some days"


def _check_address(url: httpx.URL) -> None:
    """Refuse what is no address of the web.

    Raises:
        FetchError: of another scheme, without a host, or at the port of another service.
    """
    if url.scheme not in ("http", "https"):
        raise FetchError(f"leads to {url.scheme or 'no'}: address; only http and https are fetched")
    if not url.host or len(str(url)) > _LONGEST_ADDRESS:
        raise FetchError("is no address of the web")
    if url.port is not None and url.port < 1024 and url.port not in (80, 443):
        raise FetchError(f"leads to port {url.port}, which is no port of the web")


# ---------------------------------------------------------------------------- bodies


def _unpacker(encoding: str) -> Callable[[bytes], Iterator[bytes]]:
    """Return what unpacks a body piece by piece; an empty piece is its end.

    Raises:
        FetchError: it is packed in another way than was asked for.
    """
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return lambda chunk: iter((chunk,) if chunk else ())
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"is packed as {encoding[:20]}, which was not asked for")
    return _Zlib(raw=encoding == "deflate").take


class _Zlib:
    """Unpacks gzip, and deflate with or without its header, never more than a piece at a time."""

    def __init__(self, *, raw: bool) -> None:
        self._raw = raw
        # 47 sees by itself whether it is gzip or zlib.
        self._zlib = zlib.decompressobj(47)
        self._begun = False

    def take(self, chunk: bytes) -> Iterator[bytes]:
        """Yield what a piece unpacks to.

        Raises:
            FetchError: the body ends before its end.
        """
        if not chunk:
            while part := self._zlib.decompress(b"", _CHUNK):
                yield part
            if self._begun and not self._zlib.eof:
                raise FetchError("ends half-way; try again later")
            return
        while chunk:
            if not self._begun and self._raw and (chunk[0] & 0x0F) != 8:
                self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)
            self._begun = True
            if part := self._zlib.decompress(chunk, _CHUNK):
                yield part
            chunk = self._zlib.unconsumed_tail
            if self._zlib.eof and (chunk := self._zlib.unused_data):
                # Several packed pieces one after the other; what is none behind the last is no part of it.
                if not chunk.startswith(b"\x1f\x8b"):
                    return
                self._zlib = zlib.decompressobj(47)


def _retry_after(value: str | None) -> int | None:
    """Return the seconds of a `Retry-After`, which is a number or a date."""
    if not value:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit() and len(value) < 9:
        return int(value)
    with contextlib.suppress(ValueError, TypeError):
        moment = parsedate_to_datetime(value)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return max(0, int((moment - datetime.now(UTC)).total_seconds()))
    return None


def _max_age(control: str) -> int | None:
    for part in control.lower().split(","):
        name, _, value = part.strip().partition("=")
        if name == "max-age" and value.isascii() and value.isdigit() and len(value) < 10:
            return int(value)
    return None


def _is_header(value: str) -> bool:
    return value.isascii() and value.isprintable() and len(value) < 1000


def _reason(error: Exception, *, late: bool) -> str:
    """Return why a fetch failed in words for people."""
    if late or isinstance(error, httpx.TimeoutException | httpcore.TimeoutException | TimeoutError):
        return "takes too long to answer; try again later"
    if isinstance(error, httpx.RemoteProtocolError | httpcore.RemoteProtocolError):
        return "ends half-way, or answers what is no HTTP; try again later"
    if isinstance(error, zlib.error):
        return "is packed in a damaged way; try again later"
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol | UnicodeError):
        return "is no address of the web"
    cause = str(error).strip().split("\n")[0][:200]
    return f"cannot be reached ({cause or type(error).__name__}); check the address and the network"


# ---------------------------------------------------------------------------- connections


def _is_public(address: str) -> bool:
    """Tell whether an address is one of the open network, whatever it is wrapped in."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _addresses(host: str, port: int) -> list[str]:
    """Return the addresses of a host, in the order in which they are to be tried."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


class _Backend(httpcore.NetworkBackend):
    """Connects to checked addresses only, and lets nothing last beyond the end of the fetch."""

    def __init__(self, resolve: Callable[[str, int], Iterable[str]], private: bool, until: float) -> None:
        self._resolve = resolve
        self._private = private
        self._until = until
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for address in self._checked(host, port):
            wait = _left(self._until, timeout)
            try:
                stream = self._inner.connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._until)
        raise failure or FetchError(f"{host} is unknown; check the address")

    def _checked(self, host: str, port: int) -> list[str]:
        """Return the addresses of a host that may be reached.

        Raises:
            FetchError: it has none, or none that may be reached.
        """
        found: list[str] = []
        errors: list[Exception] = []

        def ask() -> None:
            try:
                found.extend(self._resolve(host, port))
            except (OSError, UnicodeError) as error:
                errors.append(error)

        # The system's resolver cannot be told to stop; it is left behind.
        thread = threading.Thread(target=ask, daemon=True)
        thread.start()
        thread.join(_left(self._until, None))
        if thread.is_alive():
            raise FetchError(f"the address of {host} cannot be found in time; try again later")
        if not found:
            raise FetchError(f"{host} is unknown; check the address and the network")
        if self._private:
            return found
        public = [address for address in found if _is_public(address)]
        if not public:
            raise FetchError(
                f"{host} is a private or local address; allow it with --allow-private if it is yours"
            )
        return public


class _Stream(httpcore.NetworkStream):
    """A connection that ends in time, however slowly the other side drips."""

    def __init__(self, inner: httpcore.NetworkStream, until: float) -> None:
        self._inner = inner
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._until, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._until, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        # A handshake is many reads, each with a time of its own: at the end of ours the line is cut.
        sock = self._inner.get_extra_info("socket")
        timer = threading.Timer(_left(self._until, None), lambda: _cut(sock))
        timer.daemon = True
        timer.start()
        try:
            return _Stream(
                self._inner.start_tls(ssl_context, server_hostname, _left(self._until, timeout)), self._until
            )
        finally:
            timer.cancel()

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _cut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _left(until: float, timeout: float | None) -> float:
    """Return how many seconds an operation may take.

    Raises:
        TimeoutError: none are left.
    """
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is up")
    return left if timeout is None else min(left, timeout)


@cache
def _tls() -> ssl.SSLContext:
    # Reading the certificates takes longer than many an answer.
    return httpx.create_ssl_context()


class _Transport(httpx.BaseTransport):
    """httpx over connections of our own."""

    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._backend = backend
        self._pool: httpcore.ConnectionPool | None = None

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self._pool is None:
            self._pool = httpcore.ConnectionPool(_tls(), network_backend=self._backend, max_connections=2)
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        if self._pool is not None:
            self._pool.close()


class _Body(httpx.SyncByteStream):
    """The body of an answer, as it comes."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
