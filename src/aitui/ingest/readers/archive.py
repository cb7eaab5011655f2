"""Archives (ZIP, tar): each file in them is read as one of a folder."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from aitui.errors import InputError
from aitui.ingest.encoding import NotTextError
from aitui.ingest.readers.interface import DEEPEST, Given, Item, Raw, SkippedInputError
from aitui.ingest.readers.packed import unpacked

_MOST_FILES = 200_000
# Bytes; a file that is packed to less than a part of so many is no text.
_RATIO = 200
_RATIO_FROM = 64 * 1024 * 1024
# Of office files and books, which are ZIP archives too.
_OF_OFFICE = frozenset(("[Content_Types].xml", "mimetype"))


def read(raw: Raw, given: Given) -> Iterator[Item]:
    """Yield what is in the files of the archive, in their order.

    Raises:
        InputError: it is damaged, or packed in what is packed.
        NotTextError: it is an office file.
    """
    from aitui.ingest.readers import kinds

    if raw.depth >= DEEPEST:
        raise InputError(raw.name, "is packed in what is packed; unpack it first")
    files = _of_zip(raw) if raw.head().startswith(b"PK") else _of_tar(raw)
    found = False
    try:
        for number, (name, stream) in enumerate(files):
            if number >= _MOST_FILES:
                raise InputError(raw.name, f"has more than {_MOST_FILES:,} files; the rest is left out")
            path = PurePosixPath(name)
            if any(part.startswith((".", "__MACOSX")) for part in path.parts):
                continue
            found = True
            where = f"{raw.name}/{name}"
            if isinstance(stream, str):
                yield SkippedInputError(where, f"{stream}; it is skipped", "a file that cannot be unpacked")
                continue
            address = f"{raw.address}/{name}" if raw.address is not None else None
            inside = Raw(
                stream,
                where,
                address,
                named=kinds.known(name),
                met=True,
                called=path.name,
                depth=raw.depth + 1,
            )
            yield from kinds.read(inside, given)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, NotImplementedError):
        raise InputError(raw.name, "is a damaged archive; get it again") from None
    if not found:
        raise InputError(raw.name, "is an empty archive; there is nothing to add")


def _of_zip(raw: Raw) -> Iterator[tuple[str, BinaryIO | str]]:
    """Yield the name and the bytes of each file, or why it cannot be read."""
    try:
        archive = zipfile.ZipFile(raw.seekable())
    except (zipfile.BadZipFile, ValueError):
        raise NotTextError("is a damaged ZIP archive, not text", "a damaged archive") from None
    if not _OF_OFFICE.isdisjoint(archive.namelist()):
        raise NotTextError(
            "is an office file or a book, not text; export it as plain text first", "an office file"
        )
    for info in archive.infolist():
        if info.is_dir():
            continue
        if info.flag_bits & 1:
            yield info.filename, "is locked with a password"
        elif info.file_size > _RATIO_FROM and info.file_size > info.compress_size * _RATIO:
            yield info.filename, f"unpacks to more than {_RATIO} times its size"
        else:
            with archive.open(info) as stream:
                yield info.filename, unpacked(stream, f"{raw.name}/{info.filename}")


def _of_tar(raw: Raw) -> Iterator[tuple[str, BinaryIO | str]]:
    with tarfile.open(fileobj=cast(BinaryIO, raw), mode="r|") as archive:
        for info in archive:
            if info.isfile() and (stream := archive.extractfile(info)) is not None:
                name = info.name.removeprefix("./")
                yield name, unpacked(stream, f"{raw.name}/{name}")
