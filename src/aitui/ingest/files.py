"""Where inputs lie: files, folders, patterns, standard input, the web.  What is in them `readers` tells.

An input that cannot be read yields an error in its place, so that the others still come.
"""

from __future__ import annotations

import glob
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from aitui.config import expanded
from aitui.errors import InputError
from aitui.ingest.addresses import without_password
from aitui.ingest.meter import Meter
from aitui.ingest.readers import kinds
from aitui.ingest.readers.fields import check_date
from aitui.ingest.readers.interface import Given, Item, Raw, SkippedInputError
from aitui.ingest.readers.mapping import load
from aitui.ingest.readers.rows import Unmet

if TYPE_CHECKING:
    from aitui.ingest.fetch import Fetcher

_STDIN = "standard input"
_HOST = re.compile(r"(?i)www\.[\w.-]+|(?:[\w-]+\.)+[^\W\d_]{2,18}(?::\d+)?/")


def read_inputs(
    inputs: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    lang: str | None = None,
    published: str | None = None,
    source: str | None = None,
    mapping: str | None = None,
    meter: Meter | None = None,
    private: bool = False,
    full_text: bool = False,
) -> Iterator[Item]:
    """Yield the articles of the inputs in the order in which they were named, and errors among them.

    Args:
        inputs: paths of files and folders, glob patterns, addresses of the web, `-` for standard input.
        stdin: where `-` reads from; the process's own by default.
        lang: ISO 639-1 code of the texts; a JSON line that names its own keeps it.
        published: EDTF date of the texts; likewise.
        source: name of the outlet; likewise.
        mapping: path of the file that says which column of a table is what.
        meter: counts what is read of files.
        private: whether private and local addresses may be fetched.
        full_text: whether the articles of feeds are left to who fetches the pages too.
    """
    meter = meter or Meter()
    if published is not None and (day := check_date(published)) is None:
        yield InputError("--published", f"{published!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
        return
    unmet = None if mapping is None else _unmet(mapping)
    given = Given(lang, day if published is not None else None, source, mapping, unmet)
    web: Fetcher | None = None
    for name in inputs:
        try:
            if name.lower().startswith(("http://", "https://", "feed:")):
                # What opens connections is loaded when somebody wants one.
                from aitui.ingest import web as of_the_web

                web = web or of_the_web.fetcher(private)
                yield from of_the_web.read(name, given, web, entries=not full_text)
            else:
                yield from _read_input(name, stdin, given, meter)
        except OSError as error:
            yield _system_error(name, error)
    if mapping is not None and unmet is not None and unmet.seen and (lost := unmet.told()) is not None:
        yield InputError(mapping, f"{lost}, in no file of one object; mend the mapping and add them again")


def _unmet(mapping: str) -> Unmet | None:
    """Return what a mapping file names; None where it is none, which each input tells."""
    try:
        return Unmet(load(mapping))
    except InputError:
        return None


def _read_input(name: str, stdin: BinaryIO | None, given: Given, meter: Meter) -> Iterator[Item]:
    if name == "-":
        yield from kinds.read(Raw(stdin if stdin is not None else sys.stdin.buffer, _STDIN), given)
        return
    path = expanded(name)
    if not os.path.lexists(path):
        if glob.has_magic(name):
            found = sorted(glob.glob(str(path), recursive=True))
            if not found:
                yield InputError(name, "nothing matches this pattern; check it, and quote it for the shell")
            for match in found:
                yield from _read_path(Path(match), match, given, meter)
            return
        yield InputError(without_password(name), f"no such file or folder; {_hint(name)}")
        return
    yield from _read_path(path, name, given, meter)


def _hint(name: str) -> str:
    """Return what somebody may have meant by the name of a file that is not there."""
    if "://" in name:
        return "only files, folders, http and https are read"
    if _HOST.match(name):
        return f"check the path, or write https://{name} where it is an address of the web"
    return "check the path"


def _read_path(path: Path, name: str, given: Given, meter: Meter) -> Iterator[Item]:
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        yield from _read_folder(path, name, given, meter)
    elif stat.S_ISREG(mode) or stat.S_ISFIFO(mode):
        yield from _read_file(path, name, given, meter, named=True)
    else:
        yield InputError(name, "is neither a file nor a folder; name a text file")


def _read_folder(folder: Path, name: str, given: Given, meter: Meter) -> Iterator[Item]:
    texts = problems = 0
    for path, error in _walk(folder, ()):
        if error is not None:
            problems += not isinstance(error, SkippedInputError)
            yield error
            continue
        for found in _read_file(path, str(path), given, meter, named=False):
            if not isinstance(found, InputError):
                texts += 1
            elif not isinstance(found, SkippedInputError):
                problems += 1
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
    names = {entry.name for entry in entries}
    for entry in entries:
        if entry.name.startswith(".") or _belongs(entry.name, names):
            continue
        try:
            mode = entry.stat().st_mode
        except OSError as error:
            yield entry, _system_error(str(entry), error)
            continue
        if stat.S_ISDIR(mode):
            yield from _walk(entry, (*above, here))
        elif not stat.S_ISREG(mode):
            what = "a pipe, socket or device"
            yield entry, SkippedInputError(str(entry), f"is {what}; it is skipped", what)
        elif not _is_corpus(entry):
            yield entry, None


def _is_corpus(path: Path) -> bool:
    """Tell whether a file is one of ours: a corpus beside its own texts is nothing to tell of."""
    if path.suffix != ".db":
        return False
    try:
        with path.open("rb") as stream:
            head = stream.read(72)
    except OSError:
        return False
    # The number of the program stands at byte 68 of an SQLite file, that of a new one in its journal.
    ours = head[68:] in (b"aitu", b"aitw") or os.path.lexists(f"{path}-wal")
    return head.startswith(b"SQLite format 3\0") and ours


def _belongs(name: str, beside: set[str]) -> bool:
    """Tell whether an entry of a folder is a part of another: the pictures of a saved page, a journal."""
    stem, _, ending = name.rpartition("_" if name.endswith("_files") else "-")
    if ending == "files":
        return not beside.isdisjoint((f"{stem}.html", f"{stem}.htm"))
    return ending in ("wal", "shm", "journal") and stem in beside


def _read_file(path: Path, name: str, given: Given, meter: Meter, named: bool) -> Iterator[Item]:
    """Yield what is in one file; a file of a folder that is of another kind is named and passed over."""
    try:
        address = str(path.resolve())
        with path.open("rb") as stream:
            # What is called a text and is none is told as a failure, wherever it lies.
            known = named or kinds.known(path.name)
            raw = Raw(meter.watch(stream), name, address, named=known, met=not named)
            yield from kinds.read(raw, given)
    except OSError as error:
        yield _system_error(name, error)


def _system_error(name: str, error: OSError) -> InputError:
    if isinstance(error, PermissionError):
        return InputError(name, "may not be read; change its permissions or run as its owner")
    if isinstance(error, FileNotFoundError):
        return InputError(name, "no such file or folder; check the path")
    reason = (error.strerror or type(error).__name__).lower()
    return InputError(name, f"cannot be read ({reason}); check the path")
