"""Names that survive a rebuilt corpus: derived from what they name; random for what a person makes."""

from __future__ import annotations

import os

from aitui.text.fold import key


def article_uid(address: str | None, text: str) -> str:
    """Return 16 hex digits: of the canonical address, else of the text that came without one."""
    return _digest(f"address\0{address}" if address is not None else f"text\0{text}", 8)


def version_uid(text: str) -> str:
    """Return 32 hex digits of the text."""
    return _digest(text, 16)


def claim_uid(version: str, start: int, end: int, figure: int | None, measure: str) -> str:
    """Return 16 hex digits: of the text's uid, the span, where the figure stands and what is measured."""
    return _digest(f"claim\0{version}\0{start}\0{end}\0{figure}\0{measure}", 8)


def quote_uid(version: str, start: int, end: int, figure: int | None) -> str:
    """Return 16 hex digits: of the text's uid, the span of a sentence and where its figure stands."""
    return _digest(f"quote\0{version}\0{start}\0{end}\0{figure}", 8)


def source_uid(name: str) -> str:
    """Return the folded name with dashes: two spellings that differ in case are one source."""
    return key(name).replace(" ", "-")


def random_uid() -> str:
    """Return 16 hex digits for what a person makes; `secrets` would load a library for other things."""
    return os.urandom(8).hex()


def _digest(text: str, size: int) -> str:
    # Importing it takes longer than reading the first rows, which need none.
    from hashlib import blake2b

    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()
