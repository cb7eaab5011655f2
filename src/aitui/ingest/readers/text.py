"""Plain text, as it is: no byte is changed but for its encoding."""

from __future__ import annotations

from collections.abc import Iterator

from aitui.errors import InputError
from aitui.ingest.encoding import decode
from aitui.ingest.readers.interface import Given, Raw, SkippedInputError
from aitui.model import Article

_BLANK = "\ufeff\x00 \t\r\n\f\v"


def read(raw: Raw, given: Given) -> Iterator[Article | InputError]:
    """Yield the text.

    Raises:
        NotTextError: it is none.
    """
    decoded = decode(raw.whole(), raw.charset)
    if not decoded.text.strip(_BLANK):
        if not raw.named:
            raise SkippedInputError(raw.name, "is empty; it is skipped", "an empty file")
        raise InputError(raw.name, "is empty; there is nothing to add")
    yield Article(
        text=decoded.text,
        address=raw.address,
        source=given.source,
        lang=given.lang,
        published=given.published,
        url=raw.url,
        encoding=decoded.encoding,
    )
