"""How much of the files that come in was read: what tells how long the rest will take."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Sequence
from typing import BinaryIO, cast

from aitui.config import expanded


class Meter:
    """Counts the bytes that are read from the files it lends.

    Attributes:
        done: bytes read.
        total: bytes of all files; None where that is not known: standard input, addresses.
    """

    def __init__(self, total: int | None = None) -> None:
        self.done = 0
        self.total = total

    def watch(self, stream: BinaryIO) -> BinaryIO:
        """Return a stream that reads from another and is counted."""
        return cast(BinaryIO, _Watched(stream, self))


class _Watched:
    """As much of a stream as readers ask for."""

    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        self._stream = stream
        self._meter = meter

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self._meter.done += len(data)
        return data

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, place: int, whence: int = 0) -> int:
        return self._stream.seek(place, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readline(self, size: int = -1) -> bytes:
        line = self._stream.readline(size)
        self._meter.done += len(line)
        return line


def total(inputs: Sequence[str]) -> int | None:
    """Return the bytes of all files that the inputs name, None where one of them is no file or folder."""
    found = 0
    for name in inputs:
        path = expanded(name)
        places = [str(path)] if os.path.lexists(path) else glob.glob(str(path), recursive=True)
        if name == "-" or not places:
            return None
        for place in places:
            size = _size(place)
            if size is None:
                return None
            found += size
    return found


def _size(place: str) -> int | None:
    try:
        state = os.stat(place)
    except OSError:
        return 0
    if stat.S_ISREG(state.st_mode):
        return state.st_size
    return _below(place) if stat.S_ISDIR(state.st_mode) else None


def _below(folder: str) -> int:
    """Return the bytes of the files below a folder; links to folders are not followed: near enough."""
    found, waiting = 0, [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif entry.is_file():
                        found += entry.stat().st_size
        except OSError:
            continue
    return found
