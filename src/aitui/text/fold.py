"""Folding: the forms under which words are compared and indexed.

`fold` keeps the length, so that an offset into the folded text is an offset into the text; `key` does
not, and is for dictionary keys.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Different characters for one thing.  й is a letter of its own and stays; ё is written as е half of the time.
_SAME = {
    "ё": "е",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "\u00a0": " ",
    "\u2007": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u3000": " ",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
}

_STRESS = re.compile("(?<=[аеиоуыэюяіїєАЕИОУЫЭЮЯІЇЄ])[\u0300\u0301]")


class _FoldTable(dict[int, str]):
    """A `str.translate` table that fills itself: one character in, one character out."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = unicodedata.normalize("NFKC", char).casefold()
        folded = _SAME.get(folded, folded)
        if len(folded) != 1:
            folded = _SAME.get(char, char.lower() if len(char.lower()) == 1 else char)
        self[code] = folded
        return folded


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """Return the text folded character by character; the result has the same length.

    Case, width (ＯｐｅｎＡＩ), ё/е, kinds of apostrophe, hyphen, quotation mark and blank are levelled.
    Diacritics are kept: they tell words apart in most languages.
    """
    return text.translate(_TABLE)


@lru_cache(maxsize=4)
def fold_once(text: str) -> str:
    """Return `fold(text)` of a whole text, which every stage of the analysis asks for in turn."""
    return fold(text)


def key(text: str) -> str:
    """Return the dictionary key of a name: NFKC, folded, stress marks dropped, blanks collapsed."""
    return " ".join(fold(_STRESS.sub("", unicodedata.normalize("NFKC", text))).split())


def strip_marks(text: str) -> str:
    """Return the text without combining marks over Latin and Greek letters («é» -> «e»); й and ї stay."""
    if text.isascii():
        return text
    out: list[str] = []
    for char in text:
        base = unicodedata.normalize("NFD", char)[0]
        out.append(base if base < "\u0400" else char)
    return "".join(out)
