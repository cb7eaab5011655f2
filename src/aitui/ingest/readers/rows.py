"""A row of a table or an object of JSON as an article."""

from __future__ import annotations

from collections.abc import Mapping as Table
from datetime import datetime

from aitui.errors import InputError
from aitui.ingest.readers.fields import any_date, check_date, whole
from aitui.ingest.readers.interface import MAX_BYTES, MAX_MB, Given
from aitui.ingest.readers.mapping import Mapping
from aitui.model import Article


class Unmet:
    """What a mapping file names and no row has had so far: it would be lost without a word.

    Args:
        mapping: which column is what.
    """

    def __init__(self, mapping: Mapping) -> None:
        self.seen = 0
        self._left: dict[tuple[str, ...], str] = {}
        for name, columns in mapping.columns.items() if mapping.given else ():
            # Of a text all columns are wanted, of anything else the first that is filled.
            for wanted in [(column,) for column in columns] if name == "text" else [columns]:
                if name not in mapping.fixed:
                    self._left[wanted] = name

    def see(self, row: Table[str, object]) -> None:
        """Cross out what a row has, filled or not."""
        self.seen += 1
        if self._left:
            met = [columns for columns in self._left if any(_has(row, column) for column in columns)]
            for columns in met:
                del self._left[columns]

    def told(self) -> str | None:
        """Return what is left in words; None where nothing is."""
        said = [
            f"no {' or '.join(f'“{column}”' for column in columns)}, which the mapping calls the {name}"
            for columns, name in self._left.items()
        ]
        return ", and ".join(said) or None


def article_of_row(
    row: Table[str, object], where: str, given: Given, mapping: Mapping, encoding: str
) -> Article:
    """Return the article of a row.

    Args:
        row: column to value.
        where: file and line, for messages.
        given: what the user said; the row knows better.
        mapping: which column is what.
        encoding: that the row was read with.

    Raises:
        InputError: it has no text, or a value that is none.
    """
    text = _text(row, where, mapping)
    published = given.published
    if (stated := _field(row, "published", where, mapping)) is not None:
        published = _date(stated, where, mapping)
    url = _field(row, "url", where, mapping)
    return Article(
        text=text,
        address=url or _field(row, "id", where, mapping),
        title=_field(row, "title", where, mapping),
        source=_field(row, "source", where, mapping) or given.source,
        lang=_field(row, "lang", where, mapping) or given.lang,
        published=published,
        url=url,
        author=_field(row, "author", where, mapping),
        encoding=encoding,
    )


def has_text(row: object, mapping: Mapping) -> bool:
    """Tell whether something out of JSON is an object with what the mapping calls the text."""
    return isinstance(row, dict) and any(_has(row, column) for column in mapping.columns["text"])


def _text(row: Table[str, object], where: str, mapping: Mapping) -> str:
    columns = mapping.columns["text"]
    parts = []
    for column in columns:
        value = _value(row, column)
        if value is not None and not isinstance(value, str):
            raise InputError(where, f'"{column}" must be text; it is {type(value).__name__}')
        if value is not None:
            parts.append(value)
    name = " and ".join(f'"{column}"' for column in columns)
    if not parts:
        known = ", ".join(f"“{column}”" for column in list(row)[:8]) or "none"
        raise InputError(
            where, f"has no {name}; say in a mapping file (--mapping) which field is the text; it has {known}"
        )
    text = parts[0] if len(parts) == 1 else "\n\n".join(part.strip() for part in parts if part.strip())
    if not text.strip():
        raise InputError(where, f"has an empty {name}; there is nothing to add")
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise InputError(where, f"is larger than {MAX_MB} MB; split it into smaller texts")
    return whole(text)


def _date(stated: str, where: str, mapping: Mapping) -> str:
    if mapping.date_format is None:
        found = any_date(stated) if mapping.given else check_date(stated)
        if found is None:
            raise InputError(where, f"{stated[:40]!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
        return found
    try:
        return datetime.strptime(stated, mapping.date_format).date().isoformat()
    except ValueError:
        raise InputError(where, f"{stated[:40]!r} is no date of the form {mapping.date_format}") from None


def _field(row: Table[str, object], name: str, where: str, mapping: Mapping) -> str | None:
    """Return a field as text without blanks at its edges; None when it is missing or empty."""
    for column in mapping.columns.get(name, ()):
        value = _value(row, column)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise InputError(where, f'"{column}" must be text; it is {type(value).__name__}')
        if found := whole(str(value)).strip():
            return found
    return mapping.fixed.get(name)


def _value(row: Table[str, object], column: str) -> object:
    """Return the value of a column; `a.b` is `b` of the object `a` where no column is called so."""
    if column in row:
        return row[column]
    found: object = row
    for part in column.split("."):
        if not isinstance(found, dict):
            return None
        found = found.get(part)
    return found


def _has(row: Table[str, object], column: str) -> bool:
    """Tell whether a row has a column, be it empty."""
    if column in row:
        return True
    found: object = row
    for part in column.split("."):
        if not isinstance(found, dict) or part not in found:
            return False
        found = found[part]
    return True
