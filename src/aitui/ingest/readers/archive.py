"""Archives (ZIP, tar): each file in them is read as one of a folder."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from aitui.errors import InputError
from aitui.ingest.encoding import NotTextError
from aitui.ingest.readers.interface import DEEPEST, Given, Item, Raw, SkippedInputError
from aitui.ingest.readers.packed import TOO_MUCH, Allowance, Counted, unpacked

_MOST_FILES = 200_000
# Of office files and books, which are ZIP archives too.
_IS_UTF8 = 0x800  # flag of a name in a ZIP archive
_CYRILLIC = re.compile("[А-Яа-яЁё]{2}")
_MIXED = re.compile("[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
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
    packed = Counted(raw)
    allowance = raw.allowance or Allowance(lambda: packed.taken)
    files = _of_zip(raw, packed, allowance) if raw.head().startswith(b"PK") else _of_tar(raw, packed)
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
                allowance=allowance,
            )
            yield from kinds.read(inside, given)
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, NotImplementedError):
        raise InputError(raw.name, "is a damaged archive; get it again") from None
    if not found:
        raise InputError(raw.name, "is an empty archive; there is nothing to add")


def _of_zip(raw: Raw, packed: Counted, allowance: Allowance) -> Iterator[tuple[str, BinaryIO | str]]:
    """Yield the name and the bytes of each file, or why it cannot be read."""
    try:
        whole = raw.seekable()
        archive, size = zipfile.ZipFile(whole), whole.seek(0, io.SEEK_END)
    except (zipfile.BadZipFile, ValueError):
        raise NotTextError("is a damaged ZIP archive, not text", "a damaged archive") from None
    if not _OF_OFFICE.isdisjoint(archive.namelist()):
        raise NotTextError(
            "is an office file or a book, not text; export it as plain text first", "an office file"
        )
    for info in archive.infolist():
        if info.is_dir():
            continue
        name = _name_in_zip(info)
        # What is written of their sizes bounds what is read; several may be said to lie at one place.
        packed.taken = min(size, packed.taken + info.compress_size)
        if info.flag_bits & 1:
            yield name, "is locked with a password"
        elif not allowance.holds(info.file_size):
            yield name, TOO_MUCH
        else:
            with archive.open(info) as stream:
                yield name, unpacked(stream, f"{raw.name}/{name}", allowance)


def _name_in_zip(info: zipfile.ZipInfo) -> str:
    """Return the name of a file; one that does not say its encoding was read as if it were of MS-DOS."""
    if info.flag_bits & _IS_UTF8 or info.filename.isascii():
        return info.filename
    try:
        data = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    return _decoded(data) or info.filename


def _decoded(data: bytes) -> str | None:
    """Return a name in UTF-8 or as Russian Windows writes it; None where it is neither."""
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8")
    name = data.decode("cp866")
    # The accents of a Western name would be lone Cyrillic letters in a Latin word.
    return name if _CYRILLIC.search(name) and not _MIXED.search(name) else None


def _of_tar(raw: Raw, packed: Counted) -> Iterator[tuple[str, BinaryIO | str]]:
    with tarfile.open(fileobj=cast(BinaryIO, packed), mode="r|") as archive:
        for info in archive:
            if info.isfile() and (stream := archive.extractfile(info)) is not None:
                # Bytes that are no UTF-8 stand in it as halves of characters, which nothing can write.
                data = info.name.removeprefix("./").encode("utf-8", "surrogateescape")
                name = _decoded(data) or data.decode("utf-8", "backslashreplace")
                yield name, unpacked(stream, f"{raw.name}/{name}")
