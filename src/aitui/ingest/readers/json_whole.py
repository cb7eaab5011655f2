"""A file of JSON: a list of articles, or one; lines of JSON under the wrong name are read all the same."""

from __future__ import annotations

import json
from collections.abc import Iterator

from aitui.errors import InputError
from aitui.ingest.encoding import decode
from aitui.ingest.readers import json_lines
from aitui.ingest.readers.interface import Given, Raw, SkippedInputError
from aitui.ingest.readers.mapping import Mapping, load
from aitui.ingest.readers.rows import Unmet, article_of_row, has_text
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
    rows = _rows(found, mapping)
    if raw.met and not any(has_text(row, mapping) for row in rows):
        raise SkippedInputError(raw.name, "has no field of texts; it is skipped", "JSON without texts")
    # Of one object the files beside it may have what it is without: that is told behind the last.
    unmet = (given.unmet or Unmet(mapping)) if rows[0] is found else Unmet(mapping)
    for number, row in enumerate(rows, start=1):
        where = raw.name if row is found else f"{raw.name}, item {number}"
        try:
            if not isinstance(row, dict):
                raise InputError(where, 'is no JSON object; write a list of objects, each with a "text"')
            unmet.see(row)
            yield article_of_row(row, where, given, mapping, decoded.encoding)
        except InputError as error:
            yield error
    if rows[0] is not found and (lost := unmet.told()) is not None:
        raise InputError(raw.name, f"has {lost}; mend the mapping and add it again")


def _rows(found: list[object] | dict[str, object], mapping: Mapping) -> list[object]:
    """Return the objects of a file: a list, one, or the list that one holds beside what it says of it."""
    if isinstance(found, list):
        return found
    lists = [
        value
        for value in found.values()
        if isinstance(value, list) and any(has_text(row, mapping) for row in value)
    ]
    return lists[0] if len(lists) == 1 and not has_text(found, mapping) else [found]
