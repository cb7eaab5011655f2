"""CSV and other tables of text: a line of column names, then one article a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from aitui.errors import InputError
from aitui.ingest.encoding import decode
from aitui.ingest.readers import interface
from aitui.ingest.readers.interface import MAX_MB, Given, Raw, SkippedInputError
from aitui.ingest.readers.mapping import Mapping, load
from aitui.ingest.readers.rows import Unmet, article_of_row
from aitui.model import Article

_DELIMITERS = ",;\t|"
# Bytes that the encoding is told from; a table is read row by row, however long it is.
_SAMPLE = 1 << 20


def read(raw: Raw, given: Given) -> Iterator[Article | InputError]:
    """Yield the article of each row; a row that is wrong is told by its line."""
    mapping = load(given.mapping)
    lines, encoding = _text_lines(raw)
    first = next(lines, "")
    delimiter = mapping.delimiter or max(_DELIMITERS, key=first.count)
    # Texts in a column are longer than the limit that the module sets for itself.
    csv.field_size_limit(interface.MAX_LINE)
    rows = csv.reader(_chained(first, lines), delimiter=delimiter)
    try:
        columns = [name.strip() for name in next(rows, [])]
        if not any(columns):
            raise InputError(raw.name, "is empty; there is nothing to add")
        columns = _known(columns, raw, mapping)
        before = rows.line_num
        for row in rows:
            number, before = before + 1, rows.line_num
            if not any(cell.strip() for cell in row):
                continue
            where = f"{raw.name}, line {number}"
            try:
                if len(row) > len(columns):
                    raise InputError(where, f"has {len(row)} columns; the first line names {len(columns)}")
                cells: dict[str, object] = dict(zip(columns, row, strict=False))
                yield article_of_row(cells, where, given, mapping, encoding)
            except InputError as error:
                yield error
    except csv.Error as error:
        reason = f"is larger than {MAX_MB} MB" if "field limit" in str(error) else f"is no table ({error})"
        raise InputError(f"{raw.name}, line {rows.line_num}", f"{reason}; mend it and add it again") from None


def _known(columns: list[str], raw: Raw, mapping: Mapping) -> list[str]:
    """Return the names of the columns as the mapping calls them.

    Raises:
        InputError: none of them is the text, or the mapping names one that is not there.
    """
    wanted = {column for names in mapping.columns.values() for column in names}
    folded = {column.casefold(): column for column in wanted}
    columns = [column if column in wanted else folded.get(column.casefold(), column) for column in columns]
    if not any(column in columns for column in mapping.columns["text"]):
        if raw.met:
            raise SkippedInputError(
                raw.name, "has no column of texts; it is skipped", "a table without texts"
            )
        told = ", ".join(columns[:8])
        if mapping.given:
            asked = " or ".join(f"“{column}”" for column in mapping.columns["text"])
            raise InputError(
                raw.name, f"has no column {asked}, which the mapping calls the text; the columns are {told}"
            )
        raise InputError(
            raw.name,
            f"no column is the text; say which in a mapping file (--mapping), the columns are {told}",
        )
    unmet = Unmet(mapping)
    unmet.see(dict.fromkeys(columns))
    if (lost := unmet.told()) is not None:
        raise InputError(raw.name, f"has {lost}; mend the mapping, the columns are {', '.join(columns[:8])}")
    return columns


def _text_lines(raw: Raw) -> tuple[Iterator[str], str]:
    """Return the lines as text and the encoding, which the beginning of the file tells."""
    chunks: list[bytes] = []
    length = 0
    lines = raw.lines()
    for line in lines:
        chunks.append(line)
        length += len(line)
        if length >= _SAMPLE:
            break
    sample = b"".join(chunks)
    decoded = decode(sample, raw.charset)
    if decoded.encoding.startswith(("utf-16", "utf-32")):
        rest = sample + b"".join(lines)
        if len(rest) > interface.MAX_BYTES:
            raise InputError(raw.name, f"is larger than {MAX_MB} MB; convert it to UTF-8")
        return iter(io.StringIO(decode(rest, raw.charset).text, newline="")), decoded.encoding
    begun = io.StringIO(decoded.text, newline="\n")
    return _then(begun, lines, decoded.encoding), decoded.encoding


def _then(begun: Iterator[str], lines: Iterator[bytes], encoding: str) -> Iterator[str]:
    yield from begun
    for line in lines:
        yield line.decode(encoding, "replace")


def _chained(first: str, lines: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from lines
