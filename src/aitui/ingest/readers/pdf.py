"""PDF: the text that lies in it.  Scanned pages have none; they are told of, not read.

A page is read in the order in which it is drawn, which keeps columns apart; where every word was placed by
itself, by where the words stand.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aitui.errors import InputError
from aitui.ingest.readers import pdf_lines
from aitui.ingest.readers.fields import one_line, plain
from aitui.ingest.readers.interface import Given, Raw
from aitui.model import Article

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

# Pages and seconds: a page that says how to draw a million things takes for ever.
_MOST_PAGES = 2_000
_LONGEST = 120.0
_CUT = "is damaged or cut off; save or fetch it again"
# Titles and authors that a program gives by itself.
_NO_TITLE = re.compile(
    r"(?i)(?:microsoft word\b.*|untitled.*|без имени.*|.*\.(?:docx?|indd|tex|dvi|pdf|qxd|pptx?|odt)|\W*)\Z"
)
_NOBODY = re.compile(r"(?i)\W*(?:anonymous|unknown|unspecified|user|admin(?:istrator)?)?\W*\Z")
# Letters that a font does not say the meaning of: control characters and those of private use.
_MEANINGLESS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_MOST_MEANINGLESS = 0.2
# An object, and one that is a page: by these a file without its end is read.
_OBJECT = re.compile(rb"(?:^|[\r\n])[ \t]{0,20}(\d{1,7})\s{1,20}(\d{1,5})\s{1,20}obj\b")
_PAGE = re.compile(rb"\s{0,20}<<(?:(?!endobj|stream).){0,4000}?/Type\s*/Page\b", re.DOTALL)


def read(raw: Raw, given: Given) -> Iterator[Article | InputError]:
    """Yield the text of all pages, with a page break between them."""
    data = raw.whole()
    with _quiet():
        pages, said, ended = _pages(data, raw.name)
    _check(pages, raw.name)
    text = pdf_lines.joined(map(plain, pages)).strip("\f")
    if not any(map(str.isalnum, text)):
        if not ended:
            raise InputError(raw.name, _CUT)
        raise InputError(
            raw.name, "has no text in it, only pictures; read them with a text recognition first"
        )
    title = one_line(said.get("title"))
    author = one_line(said.get("author"))
    yield Article(
        text=text,
        address=raw.address,
        title=None if title is None or _NO_TITLE.match(title) or _NOBODY.match(title) else title,
        source=given.source,
        lang=given.lang,
        published=given.published,
        url=raw.url,
        author=None if author is None or _NOBODY.match(author) else author,
    )
    if not ended:
        yield InputError(raw.name, f"{_CUT}. What is left of {len(pages)} pages came in")


def _pages(data: bytes, name: str) -> tuple[list[str], dict[str, str | None], bool]:
    """Return the text of each page, title and author as the file states them, and whether its end is there.

    Raises:
        InputError: it is locked, or damaged beyond reading.
    """
    from pypdf.errors import DependencyError, PyPdfError

    try:
        reader, ended = _opened(data)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(name, "is locked with a password; save it without one")
        count = len(reader.pages)
        if count > _MOST_PAGES:
            raise InputError(name, f"has {count} pages; split it into parts of {_MOST_PAGES}")
        until = time.monotonic() + _LONGEST
        pages = []
        for page in reader.pages:
            if time.monotonic() > until:
                raise InputError(name, f"takes longer than {_LONGEST:.0f} seconds to read; split it")
            text = page.extract_text() or ""
            if not pdf_lines.in_order(text):
                text = _by_place(page) or text
            pages.append(text)
        said = reader.metadata
        return pages, {"title": said.title, "author": said.author} if said is not None else {}, ended
    except InputError:
        raise
    except DependencyError:
        raise InputError(
            name, "is encrypted; pip install 'aitui[pdf]' reads it if it has no password"
        ) from None
    except (PyPdfError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, OSError,
            RecursionError, NotImplementedError, AssertionError, ImportError) as error:  # fmt: skip
        raise InputError(
            name, f"is a damaged or unusual PDF ({type(error).__name__}); save it again"
        ) from None


def _opened(data: bytes) -> tuple[PdfReader, bool]:
    """Return what reads a file, and whether its end is there; else it is read as far as its pages are."""
    from pypdf import PdfReader
    from pypdf.errors import PdfReadError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted or len(reader.pages):
            return reader, True
    except (PdfReadError, ValueError, TypeError, LookupError, AttributeError):
        if not (found := _page_objects(data)):
            raise
    else:
        if not (found := _page_objects(data)):
            return reader, True
    top = max(number for number, _ in found) + 1_000_000
    kids = b" ".join(b"%d %d R" % one for one in found)
    end = b"""
endstream endobj
%d 0 obj << /Type /Catalog /Pages %d 0 R >> endobj
%d 0 obj << /Type /Pages /Kids [%b] /Count %d >> endobj
trailer << /Size %d /Root %d 0 R >>
startxref
0
%%%%EOF
""" % (top, top + 1, top + 1, kids, len(found), top + 2, top)
    return PdfReader(io.BytesIO(data + end), strict=False), False


def _page_objects(data: bytes) -> list[tuple[int, int]]:
    """Return number and generation of the objects that are pages, as they lie in a file."""
    found = {int(one[1]): int(one[2]) for one in _OBJECT.finditer(data) if _PAGE.match(data, one.end())}
    return list(found.items())


def _by_place(page: PageObject) -> str | None:
    """Return the text of a page by where its words stand; None where that tells no more."""
    text = "\n".join(
        " ".join(line.split()) for line in page.extract_text(extraction_mode="layout").split("\n")
    )
    return text if pdf_lines.in_order(text) else None


def _check(pages: list[str], name: str) -> None:
    """Refuse a text whose letters have no meaning.

    Raises:
        InputError: its fonts do not tell which letters they show.
    """
    shown = sum(not char.isspace() for page in pages for char in page)
    meaningless = sum(len(_MEANINGLESS.findall(page)) for page in pages)
    if meaningless > shown * _MOST_MEANINGLESS:
        raise InputError(
            name, "does not tell which letters its fonts show; read it with a text recognition first"
        )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what the parser has to say of damaged files off the terminal."""
    import logging
    import warnings

    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(before)
