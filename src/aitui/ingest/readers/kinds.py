"""Which reader reads what: by the first bytes, then by what a server says, then by the ending of the name."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import cast

from aitui.errors import InputError
from aitui.frozen import frozen
from aitui.ingest.encoding import NotTextError, UndecodableError
from aitui.ingest.readers import json_lines
from aitui.ingest.readers.interface import Given, Item, Raw, Reader, SkippedInputError


@frozen
class Kind:
    """A kind of input.

    Attributes:
        name: in words, as people see it.
        reader: module of this folder that reads it.
        endings: of file names, in small letters.
        media_types: as servers tell them.
        begins: what its first bytes look like, as a pattern; None where nothing tells.
    """

    name: str
    reader: str
    endings: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()
    begins: bytes | None = None


# What stands before the first element.  Nothing of it is read in two ways: many comments would take for ever.
_XML = rb"(?>(?><!--.*?-->)|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\]\s*+)?>|<\?[^>]*+>|\s++)*+"

# Those that their first bytes tell for sure come first.
KINDS = (
    Kind(
        "packed file",
        "packed",
        (".gz", ".bz2", ".xz"),
        ("application/gzip", "application/x-gzip", "application/x-bzip2", "application/x-xz"),
        rb"\x1f\x8b\x08|BZh[1-9]|\xfd7zXZ\x00",
    ),
    Kind(
        "archive",
        "archive",
        (".zip", ".tar", ".tgz"),
        ("application/zip", "application/x-tar"),
        rb"PK(?:\x03\x04|\x05\x06)|.{257}ustar",
    ),
    Kind("letter", "mail", (".eml",)),
    Kind("PDF", "pdf", (".pdf",), ("application/pdf",), rb"\s{0,1024}%PDF-"),
    Kind(
        "list of feeds",
        "opml",
        (".opml",),
        ("text/x-opml", "application/x-opml", "text/x-opml+xml"),
        _XML + rb"<opml[\s>]",
    ),
    Kind(
        "feed",
        "feed",
        (".rss", ".atom", ".rdf", ".cdf", ".xml"),
        ("application/rss+xml", "application/atom+xml", "application/rdf+xml", "text/xml", "application/xml"),
        _XML + rb"<(?:\w+:)?(?:rss|feed|RDF|channel)[\s>]",
    ),
    Kind(
        "JSON feed",
        "json_feed",
        (),
        ("application/feed+json",),
        rb'\s*\{(?=[^{}\[\]]*"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org)',
    ),
    Kind(
        "saved page",
        "mhtml",
        (".mhtml", ".mht"),
        ("multipart/related", "application/x-mimearchive", "message/rfc822"),
        rb"(?=.{0,4000}?^MIME-Version:)(?=.{0,8000}?multipart/related)[\w-]+: ",
    ),
    Kind(
        "page",
        "html",
        (".html", ".htm", ".xhtml", ".shtml"),
        ("text/html", "application/xhtml+xml"),
        _XML + rb"<(?:html|head|body)[\s>]|\s*<!DOCTYPE\s+html",
    ),
    Kind("JSON lines", "json_lines", (".jsonl", ".ndjson"), ("application/jsonl", "application/x-ndjson")),
    Kind("JSON", "json_whole", (".json",), ("application/json",)),
    Kind("table", "table", (".csv", ".tsv"), ("text/csv", "text/tab-separated-values")),
    Kind("Markdown", "markdown", (".md", ".markdown"), ("text/markdown",)),
    Kind("text", "text", (".txt", ".text"), ("text/plain",)),
)
_OF_ENDING = {ending: kind for kind in KINDS for ending in kind.endings}
_OF_MEDIA_TYPE = {media_type: kind for kind in KINDS for media_type in kind.media_types}
_TEXT = KINDS[-1]
# Compiled when the first input asks: most never do.
_FLAGS = re.DOTALL | re.MULTILINE | re.IGNORECASE
# What is called so is read as it stands, whatever it looks like.
_AS_IT_STANDS = ("text", "markdown", "table", "json_lines", "mail")
# What lies beside texts, is written in letters, and is none.
_OF_PROGRAMS = re.compile(
    r"\.(?:bat|bib|c|cc|cfg|cjs|cmake|conf|cpp|cs|css|go|h|hpp|ini|ipynb|java|js|jsx|kt|less|lock|lua|map|mjs|php"
    r"|pl|po|ps1|py|r|rb|rs|scss|sh|sql|svg|swift|toml|tsx?|vue|ya?ml)"
)
_PACKED = (".gz", ".bz2", ".xz")
# Endings that say how a file is written and not what it is.
_UNTOLD = (".xml", ".json", ".zip", ".tar", ".tgz", *_PACKED)


def known(name: str) -> bool:
    """Tell whether the ending of a file name promises a kind that is read."""
    path = PurePath(name)
    if path.suffix.lower() in _PACKED:
        path = PurePath(path.stem)
    suffix = path.suffix.lower()
    return suffix in _OF_ENDING and suffix not in _UNTOLD


def kind_of(raw: Raw) -> Kind:
    """Return the kind of an input.

    Raises:
        InputError: it is of none that is read.
    """
    suffix = PurePath(raw.called).suffix.lower() if raw.url is None else ""
    if raw.met and _OF_PROGRAMS.fullmatch(suffix):
        what = "a part of a program"
        raise SkippedInputError(raw.name, f"is called like {what}; it is skipped", what)
    called = _OF_ENDING.get(suffix)
    if called is not None and called.reader in _AS_IT_STANDS:
        return called
    head = raw.head().lstrip(b"\xef\xbb\xbf")
    if (wide := _from_utf16(head)) is not None:
        head = wide
    for kind in KINDS:
        if kind.begins is not None and re.match(kind.begins, head, _FLAGS):
            return kind
    if raw.media_type in _OF_MEDIA_TYPE:
        called = _OF_MEDIA_TYPE[raw.media_type]
    if called is not None:
        return called
    if raw.address is None and json_lines.is_line(raw.first_line()):
        return _OF_ENDING[".jsonl"]
    if raw.media_type is not None and not raw.media_type.startswith("text/"):
        raise InputError(raw.name, f"is {raw.media_type}, which is not read")
    return _TEXT


def read(raw: Raw, given: Given) -> Iterator[Item]:
    """Yield what is in an input; what is wrong with it in its place, and never an exception of a parser."""
    try:
        kind = kind_of(raw)
        reader = cast(Reader, importlib.import_module(f"aitui.ingest.readers.{kind.reader}").read)
        yield from reader(raw, given)
    except InputError as error:
        asked = raw.named or isinstance(error, SkippedInputError)
        yield error if asked else SkippedInputError(error.where, error.reason, "a file of an unknown kind")
    except UndecodableError as error:
        yield InputError(raw.name, str(error))
    except NotTextError as error:
        if raw.named:
            yield InputError(raw.name, str(error))
        else:
            yield SkippedInputError(raw.name, f"{str(error).partition(',')[0]}; it is skipped", error.kind)
    except OSError:
        raise
    except Exception as error:  # one file must not stop the others, whatever is in it
        yield InputError(raw.name, f"cannot be read ({type(error).__name__}: {error}); please report it")


def _from_utf16(head: bytes) -> bytes | None:
    """Return the first bytes as UTF-8 where a byte order mark says that they are UTF-16."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2 : len(head) // 2 * 2].decode(encoding, "replace").encode()
    return None
