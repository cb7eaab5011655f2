"""A file of JSON: a list of articles, or one; lines of JSON under the wrong name are read all the same."""

from __future__ import annotations

import json
from collections.abc import Iterator

from aitui.errors import InputError
from aitui.ingest.encoding import decode
from aitui.ingest.readers import json_lines
from aitui.ingest.readers.interface import Given, Raw
from aitui.ingest.readers.mapping import load
from aitui.ingest.readers.rows import Unmet, article_of_row
from aitui.model import Article


def read(raw: Raw, given: Given) -> Iterator[Article | InputError]:
    """Yield the article of each object; one that is wrong is told by its place in the list."""
    mapping = load(given.mapping)
    if json_lines.is_line(raw.first_line()):
        yield from json_lines.read(raw, given)
        return
    decoded = decode(raw.whole(), raw.charset)
    if not decoded.text.strip():
        raise InputError(raw.name, "is empty; there is nothing to add")
    try:
        found = json.loads(decoded.text)
    except RecursionError:
        raise InputError(raw.name, "is nested too deeply; write a list of flat objects") from None
    except ValueError as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise InputError(raw.name, f"is no JSON ({reason}); write a list of objects") from None
    if not isinstance(found, dict) and not (
        isinstance(found, list) and any(isinstance(row, dict) for row in found)
    ):
        # Words in brackets: a text like any other.
        yield Article(
            decoded.text, raw.address, source=given.source, lang=given.lang, published=given.published,
            url=raw.url, encoding=decoded.encoding,
        )  # fmt: skip
        return
    rows, unmet = found if isinstance(found, list) else [found], Unmet(mapping)
    for number, row in enumerate(rows, start=1):
        where = f"{raw.name}, item {number}" if isinstance(found, list) else raw.name
        try:
            if not isinstance(row, dict):
                raise InputError(where, 'is no JSON object; write a list of objects, each with a "text"')
            unmet.see(row)
            yield article_of_row(row, where, given, mapping, decoded.encoding)
        except InputError as error:
            yield error
    # One object may well be without what another one has.
    if isinstance(found, list) and (lost := unmet.told()) is not None:
        raise InputError(raw.name, f"has {lost}; mend the mapping and add it again")
