"""MHTML: a page that a browser saved into one file, with its pictures."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage

from aitui.errors import InputError
from aitui.ingest.addresses import web_address
from aitui.ingest.encoding import decode
from aitui.ingest.readers.html import page_article
from aitui.ingest.readers.interface import Given, Raw
from aitui.model import Article

# A page has its pictures and styles beside it, each a part.
_MOST_PARTS = 5_000


def read(raw: Raw, given: Given) -> Iterator[Article | InputError]:
    """Yield the article of the first page in the file."""
    try:
        message = email.message_from_bytes(raw.whole(), policy=email.policy.default)
        url = web_address(message.get("Snapshot-Content-Location") or message.get("Content-Location"))
        for number, part in enumerate(message.walk()):
            if (
                number < _MOST_PARTS
                and part.get_content_type() == "text/html"
                and isinstance(part, EmailMessage)
            ):
                data = part.get_payload(decode=True)
                if isinstance(data, bytes):
                    decoded = decode(data, part.get_content_charset())
                    yield page_article(decoded.text, raw, given, decoded.encoding, url)
                    return
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise InputError(
            raw.name, f"is a damaged saved page ({type(error).__name__}); save it again"
        ) from None
    raise InputError(raw.name, "is a saved page without a page in it")
