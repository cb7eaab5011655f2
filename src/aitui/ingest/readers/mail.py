"""Letters as mail programs save them: newsletters, press releases."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import cast

from aitui.errors import InputError
from aitui.ingest.encoding import decode
from aitui.ingest.readers.fields import any_date, one_line, plain
from aitui.ingest.readers.fragment import to_text
from aitui.ingest.readers.interface import Given, Raw
from aitui.model import Article

# Characters.  What reads a header takes four times as long for one of twice the length.
_LONGEST_HEADER = 2_000


class _CutHeaders(EmailPolicy):
    """The default policy, with headers cut off where they are longer than a person writes them."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        if len(value) > _LONGEST_HEADER:
            cut = value[:_LONGEST_HEADER]
            # A half of an encoded word would show as it is written.
            value = cut.rpartition(" ")[0] or cut
        return name, value


_POLICY = _CutHeaders()


def read(raw: Raw, given: Given) -> Iterator[Article]:
    """Yield the letter; what is attached to it stays out.

    Raises:
        InputError: there are no words in it.
    """
    try:
        message = cast(EmailMessage, email.message_from_bytes(raw.whole(), policy=_POLICY))
        body = message.get_body(("plain", "html"))
        data = body.get_payload(decode=True) if isinstance(body, EmailMessage) else None
        subject, sender, day = (_header(message, name) for name in ("Subject", "From", "Date"))
        charset = body.get_content_charset() if body is not None else None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(raw.name, f"is a damaged letter ({type(error).__name__}); save it again") from None
    if body is None or not isinstance(data, bytes):
        raise InputError(raw.name, "is a letter without words; save what is attached to it")
    decoded = decode(data, charset)
    text = (to_text if body.get_content_type() == "text/html" else plain)(decoded.text)
    if not text:
        raise InputError(raw.name, "is a letter without words; save what is attached to it")
    name = sender.rpartition("<")[0].strip(' "') or None
    yield Article(
        text=text,
        address=raw.address,
        title=one_line(subject),
        source=given.source,
        lang=given.lang,
        published=any_date(day) or given.published,
        author=one_line(name),
        encoding=decoded.encoding,
    )


def _header(message: EmailMessage, name: str) -> str:
    value = message.get(name)
    return "" if value is None else str(value)
