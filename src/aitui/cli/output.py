"""Printing rows: JSON, lines of JSON, CSV, TSV, or a table for people.  Everything goes through `clean`."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice

import click

from aitui.frozen import frozen
from aitui.text.clean import clean_line, clean_text

# Cells that the last column gets at least, and that a column which gives way keeps.
_LAST = 20
_LEAST = 8

Record = Mapping[str, object]


@frozen
class Column:
    """A column of the table for people.

    Attributes:
        head: its heading.
        width: in cells; 0 for the last one, which takes the rest of the line.
        cell: its text for a row.
        right: True to align it to the right, for numbers.
        shrinks: True to give way on a narrow terminal.
    """

    head: str
    width: int
    cell: Callable[[Record], object]
    right: bool = False
    shrinks: bool = False


class _Escapes(dict[int, str | None]):
    """For `str.translate`: what `clean` would replace becomes a JSON escape, so that nothing is lost."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = char if char == "\n" or clean_text(char) == char else json.dumps(char)[1:-1]
        return self[code] or ""


_ESCAPES = _Escapes()


def to_json(value: object) -> str:
    """Return the value as one line of JSON that is safe to print: control and override characters escaped."""
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)


def emit(records: Iterable[Record], form: str | None, columns: Sequence[Column]) -> int:
    """Print records as they come and return how many.

    Args:
        records: all with the same keys.
        form: `json`, `nl`, `csv`, `tsv`, else a table of the columns.
    """
    if form == "json":
        return _emit_array(records)
    if form in ("csv", "tsv"):
        return _emit_separated(records, "," if form == "csv" else "\t")
    if form == "nl":
        return _emit_lines(map(to_json, records))
    widths = _widths(columns)
    lines = (_line([column.cell(record) for column in columns], columns, widths) for record in records)
    # What goes wrong with the first row is told before there is a heading; an empty list has one too, so
    # that it is seen what there is nothing of.
    first = list(islice(lines, 1))
    if sys.stdout.isatty():
        click.echo(_line([column.head for column in columns], columns, widths))
    return _emit_lines(chain(first, lines))


def _emit_lines(lines: Iterable[str]) -> int:
    number = 0
    for line in lines:
        click.echo(line)
        number += 1
    return number


def _emit_array(records: Iterable[Record]) -> int:
    number = 0
    for number, record in enumerate(records, 1):
        click.echo(("[" if number == 1 else ",\n ") + to_json(record), nl=False)
    click.echo("]" if number else "[]")
    return number


def _emit_separated(records: Iterable[Record], delimiter: str) -> int:
    number = 0
    buffer = io.StringIO()
    out = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    for number, record in enumerate(records, 1):
        if number == 1:
            out.writerow(record)
        out.writerow([_cell(value, delimiter) for value in record.values()])
        click.echo(buffer.getvalue(), nl=False)
        buffer.seek(0)
        buffer.truncate()
    return number


def _cell(value: object, delimiter: str) -> object:
    """Return a value for a spreadsheet: a text that it would take for a formula gets an apostrophe."""
    if value is None or isinstance(value, int | float):
        return "" if value is None else value
    text = clean_text(value if isinstance(value, str) else to_json(value))
    if delimiter == "\t":
        text = clean_line(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _widths(columns: Sequence[Column]) -> list[int]:
    """Return the width of each column in cells: as asked for, or less where the terminal is narrow."""
    widths = [column.width for column in columns]
    if not sys.stdout.isatty():
        return widths
    room = shutil.get_terminal_size().columns - 2 * (len(columns) - 1)
    while room - sum(widths) < _LAST:
        widest = max((widths[i], i) for i, column in enumerate(columns) if column.shrinks or not column.width)
        if widest[0] <= _LEAST:
            break
        widths[widest[1]] -= 1
    return [width or max(room - sum(widths), _LEAST) for width in widths]


def _line(cells: Sequence[object], columns: Sequence[Column], widths: Sequence[int]) -> str:
    parts = [
        _fit(clean_line("" if cell is None else str(cell)), width, column.right)
        for cell, column, width in zip(cells, columns, widths, strict=True)
    ]
    return "  ".join(parts).rstrip()


def _fit(text: str, width: int, right: bool) -> str:
    """Return the text cut or padded to so many cells; 0 leaves it."""
    from rich.cells import cell_len, set_cell_size

    if not width:
        return text
    missing = width - cell_len(text)
    if missing >= 0 or not sys.stdout.isatty():  # a pipe or a file is never cut
        return " " * missing + text if right else text + " " * missing
    return set_cell_size(text, width - 1) + "…"
