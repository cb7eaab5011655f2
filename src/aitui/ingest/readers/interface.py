"""What a reader gets and gives: a new kind of input is a module with a `read` and a row in `kinds`."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Protocol

from aitui.errors import InputError
from aitui.frozen import frozen
from aitui.model import Article

if TYPE_CHECKING:
    from aitui.ingest.readers.packed import Allowance
    from aitui.ingest.readers.rows import Unmet

# Bytes.  A longer text is no article, and the analysis holds a text in memory several times.
MAX_BYTES = 64 * 1024 * 1024
# A row of JSON or of a table is longer than its text: escapes take room.
MAX_LINE = 2 * MAX_BYTES
MAX_MB = MAX_BYTES // (1024 * 1024)
# An archive that is packed, and no more.
DEEPEST = 2
# Enough to tell what the bytes are.
_HEAD = 8192


class SkippedInputError(InputError):
    """A file of a folder that is of a kind which holds no text: it is named, and no failure.

    Args:
        where: its path.
        reason: what it is.
        kind: the same in few words, such as `an image`, to count by.
    """

    def __init__(self, where: str, reason: str, kind: str) -> None:
        super().__init__(where, reason)
        self.kind = kind


@frozen
class Given:
    """What the user said about all inputs.

    Attributes:
        lang: ISO 639-1 code; an input that names its own language keeps it.
        published: EDTF date; likewise.
        source: name of the outlet; likewise.
        mapping: path of the file that says which column of a table is what; None for none.
        unmet: what it names and no file of one object has had so far; told behind the last input.
    """

    lang: str | None = None
    published: str | None = None
    source: str | None = None
    mapping: str | None = None
    unmet: Unmet | None = None


@frozen
class Fetched:
    """What is kept of fetching a feed.

    Attributes:
        entries: how many it had; None where it had not changed.
        ttl: seconds for which it says it need not be asked again; None where nothing is said.
        etag, last_modified: what the server wants to be told the next time.
    """

    entries: int | None = None
    ttl: int | None = None
    etag: str | None = None
    last_modified: str | None = None


@frozen
class FeedFound:
    """A feed that an input names: `add` follows it from then on.

    Attributes:
        url: where it is fetched.
        title: its name, None where that is not known yet.
        site: address of the pages that it tells of.
        folder: where a list of feeds keeps it, its parts with `/` between them.
        fetch: what came of fetching it just now; None where that is still to be done.
    """

    url: str
    title: str | None = None
    site: str | None = None
    folder: str | None = None
    fetch: Fetched | None = None


@frozen
class FeedOffered:
    """A feed that a page names beside its article: nobody asked for it, so it is told and not followed.

    Attributes:
        page: the address that was asked for.
        url: of the feed.
    """

    page: str
    url: str


# What comes out of an input, in the order in which it stands there.
Item = Article | InputError | FeedFound | FeedOffered


class Raw:
    """One input as it came: its bytes, read once and in order, and what is known of them.

    Args:
        stream: the bytes.
        name: what the user named, for messages.
        address: canonical address, the absolute path or the web address; None for standard input.
        media_type: as a server told it, such as `text/html`; None where nobody did.
        charset: likewise.
        named: False for a file that nobody asked for by its name, and whose name promises nothing.
        met: whether it was met in a folder.
        called: the name that tells its kind, where that is not `name`.
        depth: how many times it was packed.
        allowance: how much may come out of what it is packed in; None where it is not packed.
    """

    def __init__(
        self,
        stream: BinaryIO,
        name: str,
        address: str | None = None,
        *,
        media_type: str | None = None,
        charset: str | None = None,
        named: bool = True,
        met: bool = False,
        called: str | None = None,
        depth: int = 0,
        allowance: Allowance | None = None,
    ) -> None:
        self.name = name
        self.called = called if called is not None else name
        self.depth = depth
        self.allowance = allowance
        self.address = address
        self.media_type = media_type
        self.charset = charset
        self.named = named
        self.met = met
        self._stream = stream
        self._begun = b""

    @property
    def url(self) -> str | None:
        """The address where it is one of the web."""
        return self.address if (self.address or "").startswith(("http://", "https://")) else None

    def head(self) -> bytes:
        """Return the first bytes; they are read again by what follows."""
        while len(self._begun) < _HEAD and (more := self._stream.read(_HEAD - len(self._begun))):
            self._begun += more
        return self._begun[:_HEAD]

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, as a stream does."""
        if size < 0:
            data, self._begun = self._begun + self._stream.read(), b""
            return data
        if not self._begun:
            return self._stream.read(size)
        data, self._begun = self._begun[:size], self._begun[size:]
        return data

    def seekable(self) -> BinaryIO:
        """Return a stream of all bytes that may be read in any order."""
        if self._stream.seekable():
            self._stream.seek(0)
            self._begun = b""
            return self._stream
        return io.BytesIO(self.whole())

    def first_line(self) -> bytes:
        """Return the first line that is not blank, whole unless it is too long; likewise."""
        self.head()
        while b"\n" not in self._begun.lstrip() and len(self._begun) < MAX_LINE:
            more = self._stream.readline(MAX_LINE)
            if not more:
                break
            self._begun += more
        return self._begun.lstrip().split(b"\n", 1)[0]

    def whole(self) -> bytes:
        """Return all bytes.

        Raises:
            InputError: there are more than `MAX_BYTES`.
        """
        data = self._begun + self._stream.read(max(0, MAX_BYTES + 1 - len(self._begun)))
        self._begun = b""
        if len(data) > MAX_BYTES:
            raise InputError(self.name, f"is larger than {MAX_MB} MB; split it into smaller texts")
        return data

    def lines(self) -> Iterator[bytes]:
        """Yield the lines with their ends, each cut at `MAX_LINE`; the rest of a longer one is never held."""
        *whole, last = self._begun.split(b"\n")
        self._begun = b""
        for begun in whole:
            yield begun + b"\n"
        line = last + self._stream.readline(max(0, MAX_LINE - len(last)))
        while line:
            yield line
            while len(line) >= MAX_LINE and not line.endswith(b"\n"):
                line = self._stream.readline(MAX_LINE)
            line = self._stream.readline(MAX_LINE)


class Reader(Protocol):
    """Reads inputs of one kind."""

    def __call__(self, raw: Raw, given: Given) -> Iterator[Item]:
        """Yield the articles in it, and what is wrong in their place.

        What is wrong with the whole may be raised.

        Raises:
            InputError: nothing in it can be read.
        """
        ...
