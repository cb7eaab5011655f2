"""Files, folders, patterns, standard input and JSON lines as articles.

An input that cannot be read yields an error in its place, so that the others still come.
"""

from __future__ import annotations

import glob
import json
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from aitui.config import expanded
from aitui.errors import InputError
from aitui.ingest.encoding import NotTextError, UndecodableError, decode
from aitui.model import Article

# Bytes.  A longer text is no article, and the analysis holds a text in memory several times.
MAX_BYTES = 64 * 1024 * 1024
# A line of JSON is longer than its text: escapes take room.
_MAX_LINE = 2 * MAX_BYTES
_MAX_MB = MAX_BYTES // (1024 * 1024)

_JSON_LINES = (".jsonl", ".ndjson")
# A file of a folder that is called a text and is none is told of; any other that is none is passed over.
_TEXTS = (".txt", ".text", ".md")
_EDTF_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ][0-9:.,+Zz-]*)?)?)?[~?%]?\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")
_STDIN = "standard input"


@dataclass(frozen=True, slots=True)
class _Given:
    """What the user said about all inputs."""

    lang: str | None
    published: str | None
    source: str | None


def read_inputs(
    inputs: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    lang: str | None = None,
    published: str | None = None,
    source: str | None = None,
) -> Iterator[Article | InputError]:
    """Yield the articles of the inputs in the order in which they were named, and errors among them.

    Args:
        inputs: paths of files and folders, glob patterns, `-` for standard input.
        stdin: where `-` reads from; the process's own by default.
        lang: ISO 639-1 code of the texts; a JSON line that names its own keeps it.
        published: EDTF date of the texts; likewise.
        source: name of the outlet; likewise.
    """
    if published is not None and (day := check_date(published)) is None:
        yield InputError("--published", f"{published!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
        return
    given = _Given(lang, day if published is not None else None, source)
    for name in inputs:
        try:
            yield from _read_input(name, stdin, given)
        except OSError as error:
            yield _system_error(name, error)


def check_date(text: str) -> str | None:
    """Return an EDTF date of a year, month or day (a time of day is cut off), None for anything else."""
    found = _EDTF_DAY.match(text.strip())
    if found is None:
        return None
    year, month, day = found.groups()
    # 21-41 are the seasons, quarters and halves of EDTF.
    if month is not None and not (1 <= int(month) <= 12 or (day is None and 21 <= int(month) <= 41)):
        return None
    if day is not None and not 1 <= int(day) <= _days(int(year), int(month)):
        return None
    mark = text.strip()[-1] if text.strip()[-1] in "~?%" else ""
    return "-".join(part for part in (year, month, day) if part) + mark


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _read_input(name: str, stdin: BinaryIO | None, given: _Given) -> Iterator[Article | InputError]:
    if name == "-":
        yield from _read_stream(stdin if stdin is not None else sys.stdin.buffer, given)
        return
    path = expanded(name)
    if not os.path.lexists(path):
        if glob.has_magic(name):
            found = sorted(glob.glob(str(path), recursive=True))
            if not found:
                yield InputError(name, "nothing matches this pattern; check it, and quote it for the shell")
            for match in found:
                yield from _read_path(Path(match), match, given)
            return
        hint = "only files and folders are read" if "://" in name else "check the path"
        yield InputError(name, f"no such file or folder; {hint}")
        return
    yield from _read_path(path, name, given)


def _read_path(path: Path, name: str, given: _Given) -> Iterator[Article | InputError]:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        yield from _read_folder(path, name, given)
    elif stat.S_ISREG(mode) or stat.S_ISFIFO(mode):
        yield from _read_file(path, name, given, named=True)
    else:
        yield InputError(name, "is neither a file nor a folder; name a text file")


def _read_folder(folder: Path, name: str, given: _Given) -> Iterator[Article | InputError]:
    texts = problems = 0
    for path, error in _walk(folder, ()):
        if error is not None:
            problems += 1
            yield error
            continue
        for found in _read_file(path, str(path), given, named=False):
            if isinstance(found, InputError):
                problems += 1
            else:
                texts += 1
            yield found
    if not texts and not problems:
        yield InputError(name, "holds no text; name a folder with text files")


def _walk(folder: Path, above: tuple[tuple[int, int], ...]) -> Iterator[tuple[Path, InputError | None]]:
    """Yield the files below a folder, sorted, without hidden ones; links are followed, but not in circles."""
    state = folder.stat()
    here = (state.st_dev, state.st_ino)
    if here in above:
        yield (
            folder,
            InputError(str(folder), "is a link to a folder above it; it is skipped, remove the link"),
        )
        return
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield folder, _system_error(str(folder), error)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            mode = entry.stat().st_mode
        except OSError as error:
            yield entry, _system_error(str(entry), error)
            continue
        if stat.S_ISDIR(mode):
            yield from _walk(entry, (*above, here))
        elif stat.S_ISREG(mode):
            yield entry, None


def _read_file(path: Path, name: str, given: _Given, named: bool) -> Iterator[Article | InputError]:
    """Yield what is in one file; why there is nothing, where it was named or is called a text."""
    try:
        address = str(path.resolve())
        with path.open("rb") as stream:
            if path.suffix.lower() in _JSON_LINES:
                yield from _read_json_lines(_lines(stream), name, given)
                return
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        yield _system_error(name, error)
        return
    found = _to_article(data, name, address, given)
    # Beside the texts of a folder lie pictures and other things: nobody asked for those.
    if isinstance(found, _Skipped):
        if named or path.suffix.lower() in _TEXTS:
            yield found.error
        return
    yield found


@dataclass(frozen=True, slots=True)
class _Skipped:
    """An input that holds no text."""

    error: InputError


def _to_article(
    data: bytes, name: str, address: str | None, given: _Given
) -> Article | InputError | _Skipped:
    if len(data) > MAX_BYTES:
        return InputError(name, f"is larger than {_MAX_MB} MB; split it into smaller texts")
    try:
        decoded = decode(data)
    except UndecodableError as error:
        return InputError(name, str(error))
    except NotTextError as error:
        return _Skipped(InputError(name, str(error)))
    if not decoded.text.strip("\ufeff\x00 \t\r\n\f\v"):
        return _Skipped(InputError(name, "is empty; there is nothing to add"))
    return Article(
        text=decoded.text,
        address=address,
        source=given.source,
        lang=given.lang,
        published=given.published,
        encoding=decoded.encoding,
    )


def _read_stream(stream: BinaryIO, given: _Given) -> Iterator[Article | InputError]:
    """Read standard input: JSON lines when the first line is a JSON object with a text, else one text."""
    first = stream.readline(MAX_BYTES + 1)
    while first and not first.strip(b"\xef\xbb\xbf \t\r\n"):
        more = stream.readline(MAX_BYTES + 1)
        if not more:
            break
        first += more
        if len(first) > MAX_BYTES:
            break
        if more.strip():
            break
    if _is_json_line(first):
        yield from _read_json_lines(chain([first.lstrip()], _lines(stream)), _STDIN, given)
        return
    data = first + stream.read(max(0, MAX_BYTES + 1 - len(first)))
    found = _to_article(data, _STDIN, None, given)
    yield found.error if isinstance(found, _Skipped) else found


def _is_json_line(line: bytes) -> bool:
    if not line.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "text" in row


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a stream, each cut at the longest length that is read."""
    while line := stream.readline(_MAX_LINE):
        yield line
        # The rest of a line that is too long is read over, never held.
        while len(line) >= _MAX_LINE and not line.endswith(b"\n"):
            line = stream.readline(_MAX_LINE)


def _read_json_lines(lines: Iterator[bytes], name: str, given: _Given) -> Iterator[Article | InputError]:
    found = False
    encoding: str | None = None
    for number, line in enumerate(lines, start=1):
        if number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield InputError(name, "JSON lines must be UTF-8; convert the file")
            return
        if not line.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        found = True
        where = f"{name}, line {number}"
        if len(line) >= _MAX_LINE:
            yield InputError(where, f"is larger than {_MAX_MB} MB; split it into smaller texts")
            continue
        text, encoding = _decode_line(line, encoding)
        try:
            yield _from_json(text, where, given, encoding)
        except InputError as error:
            yield error
    if not found:
        yield InputError(name, "is empty; there is nothing to add")


def _decode_line(line: bytes, encoding: str | None) -> tuple[str, str]:
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


def _from_json(line: str, where: str, given: _Given, encoding: str) -> Article:
    try:
        row = json.loads(line)
    except RecursionError:
        raise InputError(where, "is nested too deeply; write one flat object a line") from None
    except ValueError as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise InputError(where, f"is no JSON ({reason}); write one object a line") from None
    if not isinstance(row, dict):
        raise InputError(where, 'is no JSON object; write one object a line, with a "text"')
    text = row.get("text")
    if not isinstance(text, str):
        raise InputError(where, 'has no "text"; each line needs one')
    if not text.strip():
        raise InputError(where, 'has an empty "text"; there is nothing to add')
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise InputError(where, f"is larger than {_MAX_MB} MB; split it into smaller texts")
    published = given.published
    if (stated := _field(row, "published", where)) is not None:
        published = check_date(stated)
        if published is None:
            raise InputError(where, f"{stated[:40]!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    url = _field(row, "url", where)
    return Article(
        text=_SURROGATE.sub("\ufffd", text),
        address=url or _field(row, "id", where),
        title=_field(row, "title", where),
        source=_field(row, "source", where) or given.source,
        lang=_field(row, "lang", where) or given.lang,
        published=published,
        url=url,
        author=_field(row, "author", where),
        encoding=encoding,
    )


def _field(row: dict[str, Any], name: str, where: str) -> str | None:
    """Return a field as text without blanks at its edges; None when it is missing or empty."""
    value = row.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(where, f'"{name}" must be text; it is {type(value).__name__}')
    return _SURROGATE.sub("\ufffd", str(value)).strip() or None


def _system_error(name: str, error: OSError) -> InputError:
    if isinstance(error, PermissionError):
        return InputError(name, "may not be read; change its permissions or run as its owner")
    if isinstance(error, FileNotFoundError):
        return InputError(name, "no such file or folder; check the path")
    reason = (error.strerror or type(error).__name__).lower()
    return InputError(name, f"cannot be read ({reason}); check the path")
