"""What names the rules by which texts are read: where it has changed, they can be read anew."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from aitui import __version__

_PACKAGE = Path(__file__).resolve().parents[1]
# Beside the program: the names it knows, and the weights of its tagger.
_DATA = ("names/*.json", "analysis/naming/tagger/weights/*.npz")


def recipe(taggers: Sequence[str] | None = None) -> str:
    """Return the release, a checksum of the data, and the taggers that help.

    Args:
        taggers: as of `reading.read`.
    """
    if taggers is None:
        from aitui.analysis.naming.taggers import registry

        taggers = registry.DEFAULT
    return f"{__version__} {_checksum():08x} {','.join(taggers) or 'none'}"


@cache
def _checksum() -> int:
    found = 0
    for pattern in _DATA:
        for path in sorted(_PACKAGE.glob(pattern)):
            found = zlib.crc32(path.read_bytes(), found)
    return found
