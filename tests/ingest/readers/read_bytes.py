"""Hand bytes to the readers as a file or an answer of a server would."""

from __future__ import annotations

import io
from typing import Any

from aitui.errors import InputError
from aitui.ingest.readers import kinds
from aitui.ingest.readers.interface import FeedFound, Given, Item, Raw
from aitui.model import Article


def items(data: bytes | str, name: str = "файл", given: Given | None = None, **about: Any) -> list[Item]:
    """Return what is in some bytes."""
    stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
    address = about.pop("address", f"/тексты/{name}")
    return list(kinds.read(Raw(stream, name, address, **about), given or Given()))


def article(data: bytes | str, name: str = "файл", given: Given | None = None, **about: Any) -> Article:
    """Return the only article in some bytes."""
    (found,) = items(data, name, given, **about)
    assert isinstance(found, Article), found
    return found


def reason(data: bytes | str, name: str = "файл", given: Given | None = None, **about: Any) -> str:
    """Return why nothing comes in."""
    (found,) = items(data, name, given, **about)
    assert isinstance(found, InputError), found
    return str(found)


def feeds(data: bytes | str, name: str = "файл") -> list[FeedFound]:
    """Return the feeds that are named."""
    return [one for one in items(data, name) if isinstance(one, FeedFound)]
