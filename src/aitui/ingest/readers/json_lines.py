"""JSON lines: one article a line, with `text` and what is known of it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from aitui.errors import InputError
from aitui.ingest.encoding import NotTextError, decode
from aitui.ingest.readers import interface
from aitui.ingest.readers.interface import MAX_MB, Given, Raw
from aitui.ingest.readers.mapping import load
from aitui.ingest.readers.rows import Unmet, article_of_row
from aitui.model import Article

_BLANK = b"\xef\xbb\xbf \t\r\n"


def read(raw: Raw, given: Given) -> Iterator[Article | InputError]:
    """Yield the article of each line; a line that is wrong is told by its number."""
    mapping = load(given.mapping)
    found, unmet = False, Unmet(mapping)
    for number, line in enumerate(raw.lines(), start=1):
        if number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise InputError(raw.name, "JSON lines must be UTF-8; convert the file")
        if not line.strip(_BLANK):
            continue
        found = True
        where = f"{raw.name}, line {number}"
        if len(line) >= interface.MAX_LINE:
            yield InputError(where, f"is larger than {MAX_MB} MB; split it into smaller texts")
            continue
        text, encoding = _decode_line(line)
        try:
            row = _object(text, where)
            unmet.see(row)
            yield article_of_row(row, where, given, mapping, encoding)
        except InputError as error:
            yield error
    if not found:
        raise InputError(raw.name, "is empty; there is nothing to add")
    if (lost := unmet.told()) is not None:
        raise InputError(raw.name, f"has {lost}; mend the mapping and add it again")


def is_line(line: bytes) -> bool:
    """Tell whether a line is an object with a text: standard input has no name that would say so."""
    if not line.lstrip(_BLANK).startswith(b"{"):
        return False
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "text" in row


def _decode_line(line: bytes) -> tuple[str, str]:
    """Return a line as text; a line that is not UTF-8 is read in what it seems to be in."""
    try:
        return line.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        decoded = decode(line)
    except NotTextError:
        return line.decode("utf-8", "replace"), "utf-8"
    return decoded.text, decoded.encoding


def _object(line: str, where: str) -> dict[str, object]:
    try:
        row = json.loads(line)
    except RecursionError:
        raise InputError(where, "is nested too deeply; write one flat object a line") from None
    except ValueError as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise InputError(where, f"is no JSON ({reason}); write one object a line") from None
    if not isinstance(row, dict):
        raise InputError(where, 'is no JSON object; write one object a line, with a "text"')
    return row
