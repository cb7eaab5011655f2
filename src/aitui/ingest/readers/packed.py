"""Packed files (gzip, bzip2, xz): what is in them is read as if it lay there unpacked."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import IO, BinaryIO, cast

from aitui.errors import InputError
from aitui.ingest.readers.interface import DEEPEST, Given, Item, Raw

# No text is packed to less than a part of so many.
_RATIO = 200
_RATIO_FROM = 64 * 1024 * 1024
TOO_MUCH = f"unpacks to more than {_RATIO} times its size"

_FORMS: dict[bytes, Callable[[BinaryIO], IO[bytes]]] = {
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ": lzma.LZMAFile,
    b"": lambda stream: cast(IO[bytes], gzip.GzipFile(fileobj=stream)),
}


def read(raw: Raw, given: Given) -> Iterator[Item]:
    """Yield what is in the file that is packed.

    Raises:
        InputError: it is packed in what is packed.
    """
    from aitui.ingest.readers import kinds

    if raw.depth >= DEEPEST:
        raise InputError(raw.name, "is packed in what is packed; unpack it first")
    packed = Counted(raw)
    allowance = raw.allowance or Allowance(lambda: packed.taken)
    opened = next(opened for mark, opened in _FORMS.items() if raw.head().startswith(mark))
    inside = Raw(
        unpacked(opened(cast(BinaryIO, packed)), raw.name, allowance),
        raw.name,
        raw.address,
        named=raw.named,
        met=raw.met,
        called=PurePath(raw.called).stem,
        depth=raw.depth + 1,
        allowance=allowance,
    )
    yield from kinds.read(inside, given)


class Allowance:
    """How much may come out of what is packed, all that is packed in it together.

    Args:
        taken: how many packed bytes were taken so far.
    """

    def __init__(self, taken: Callable[[], int]) -> None:
        self._taken = taken
        self._given = 0

    def holds(self, more: int) -> bool:
        """Tell whether so many bytes more may come out."""
        return self._given + more <= max(_RATIO_FROM, self._taken() * _RATIO)

    def spend(self, size: int, name: str) -> None:
        """Count bytes that came out.

        Raises:
            InputError: they are too many.
        """
        self._given += size
        if not self.holds(0):
            raise InputError(name, f"{TOO_MUCH}; it is not read")


def unpacked(stream: IO[bytes], name: str, allowance: Allowance | None = None) -> BinaryIO:
    """Return a stream that tells in words where what is packed is damaged.

    Args:
        stream: of what unpacks.
        name: for messages.
        allowance: how much may come out; None where nothing is packed in the stream.
    """
    return cast(BinaryIO, io.BufferedReader(_Unpacked(stream, name, allowance)))


class _Unpacked(io.RawIOBase):
    """The unpacked bytes, as they are asked for."""

    def __init__(self, stream: IO[bytes], name: str, allowance: Allowance | None) -> None:
        self._stream, self._name, self._allowance = stream, name, allowance

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        """Fill a buffer.

        Raises:
            InputError: the file is damaged, or is made to fill a disk.
        """
        room = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        try:
            data: bytes = self._stream.read1(len(room))  # type: ignore[attr-defined]
        except (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile) as error:
            cut_off = isinstance(error, EOFError | tarfile.ReadError)
            told = "ends half-way" if cut_off else "is packed in a damaged way"
            raise InputError(self._name, f"{told}; get it again") from None
        if self._allowance is not None:
            self._allowance.spend(len(data), self._name)
        room[: len(data)] = data
        return len(data)


class Counted:
    """The packed bytes, and how many were taken."""

    def __init__(self, raw: Raw) -> None:
        self._raw = raw
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, as a stream does."""
        data = self._raw.read(size)
        self.taken += len(data)
        return data
