"""PDF: the text that lies in it.  Scanned pages have none; they are told of, not read."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

from aitui.errors import InputError
from aitui.ingest.readers.fields import one_line, plain
from aitui.ingest.readers.interface import Given, Raw
from aitui.model import Article

# Pages and seconds: a page that says how to draw a million things takes for ever.
_MOST_PAGES = 2_000
_LONGEST = 120.0
# Titles that a program gives by itself.
_NO_TITLE = re.compile(
    r"(?i)(?:microsoft word\b.*|untitled.*|без имени.*|.*\.(?:docx?|indd|tex|dvi|pdf|qxd|pptx?|odt)|\W*)\Z"
)


def read(raw: Raw, given: Given) -> Iterator[Article | InputError]:
    """Yield the text of all pages, with a page break between them."""
    data = raw.whole()
    with _quiet():
        pages, said = _pages(data, raw.name)
    text = "\f".join(pages).strip("\f")
    if not any(map(str.isalnum, text)):
        raise InputError(
            raw.name, "has no text in it, only pictures; read them with a text recognition first"
        )
    title = one_line(said.get("title"))
    yield Article(
        text=text,
        address=raw.address,
        title=None if title is None or _NO_TITLE.match(title) else title,
        source=given.source,
        lang=given.lang,
        published=given.published,
        url=raw.url,
        author=one_line(said.get("author")),
    )


def _pages(data: bytes, name: str) -> tuple[list[str], dict[str, str | None]]:
    """Return the text of each page, and title and author as the file states them.

    Raises:
        InputError: it is locked, or damaged beyond reading.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
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
            pages.append(plain(page.extract_text() or ""))
        said = reader.metadata
        return pages, {"title": said.title, "author": said.author} if said is not None else {}
    except InputError:
        raise
    except (PyPdfError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, OSError,
            RecursionError, NotImplementedError, AssertionError, ImportError) as error:  # fmt: skip
        raise InputError(
            name, f"is a damaged or unusual PDF ({type(error).__name__}); save it again"
        ) from None


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
