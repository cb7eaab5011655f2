"""A server on loopback that behaves as badly as the web does."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, BinaryIO

HOST = "127.0.0.1"


class Site:
    """What the server answers: `pages` by path, and every request as it came.

    Attributes:
        url: of its root, without a slash at its end.
        seen: path and headers of the requests, in small letters.
        most: how many requests were answered at once.
    """

    def __init__(self, port: int) -> None:
        self.url = f"http://{HOST}:{port}"
        self.pages: dict[str, Callable[[Answering], None]] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.most = 0
        self.closing = threading.Event()

    def page(
        self,
        path: str,
        body: bytes | str,
        kind: str = "text/html; charset=utf-8",
        status: int = 200,
        **headers: Any,
    ) -> str:
        """Answer a path with this body; return its address."""
        data = body.encode() if isinstance(body, str) else body

        def answer(request: Answering) -> None:
            request.reply(data, kind, status, headers)

        return self.does(path, answer)

    def does(self, path: str, answer: Callable[[Answering], None]) -> str:
        """Answer a path by a function; return its address."""
        self.pages[path] = answer
        return self.url + path

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        """Lead from a path to another address."""
        return self.page(path, "", status=status, Location=target)

    def paths(self) -> list[str]:
        """Return the paths that were asked for."""
        return [path for path, _ in self.seen]


class Answering(BaseHTTPRequestHandler):
    """One request."""

    site: Site
    _now = 0
    _lock = threading.Lock()
    wfile: BinaryIO  # type: ignore[assignment]

    def do_GET(self) -> None:
        """Answer as the site says."""
        self.site.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        with self._lock:
            type(self)._now += 1
            self.site.most = max(self.site.most, self._now)
        try:
            with suppress(OSError):
                self.site.pages.get(self.path, _nothing)(self)
        finally:
            with self._lock:
                type(self)._now -= 1

    def reply(self, data: bytes, kind: str, status: int, headers: dict[str, str]) -> None:
        """Send a whole answer; an underscore in the name of a header is a dash."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if "Content_Length" not in headers:
            self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def drip(self, data: bytes) -> None:
        """Send byte by byte until the other side has had enough."""
        for byte in data:
            if self.site.closing.wait(0.05):
                return
            self.wfile.write(bytes([byte]))
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


def _nothing(request: Answering) -> None:
    request.reply(b"", "text/plain", 404, {})


@contextmanager
def serving() -> Iterator[Site]:
    """Run a server for the length of a block."""
    handler = type("Handler", (Answering,), {})
    server = ThreadingHTTPServer((HOST, 0), handler)
    server.daemon_threads = True
    site = Site(server.server_address[1])
    handler.site = site  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


def bomb(megabytes: int) -> bytes:
    """Return zeros that unpack to so many megabytes."""
    return gzip.compress(b"\0" * (megabytes << 20), 9)
