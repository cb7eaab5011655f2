"""Folding: the forms under which words are compared and indexed.

`fold` keeps the length, so that an offset into the folded text is an offset into the text; `key` does
not, and is for dictionary keys.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from aitui.later import re

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

_STRESS = "(?<=[аеиоуыэюяіїєАЕИОУЫЭЮЯІЇЄ])[\u0300\u0301]"


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
# Characters other than those that are known to fold as `str.lower` has them, wherever they stand.  Σ and ς
# are not among the known: `str.lower` looks at what is beside a sigma.
_ODD = (
    "[^\x00-_a-\x9f\xa1-\xa9\xac-\xb1\xb6-\xb8\xbc-\u012f\u0131-\u017e\u0180-\u024f"
    "\u0388-\u03a2\u03a4-\u03c1\u03c3-\u03cf\u0402-\u0450\u0452-\u052f\u0590-\u06ff\u0900-\u097f\u0e00-\u0e7f"
    "\u2012-\u2017\u2020-\u2023\u2025-\u2027\u20a0-\u20cf\u2500-\u26ff"
    "\u3001-\u3035\u303b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
)
# More kinds of these are quicker dealt with one character after the other.
_MOST_ODD = 32


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern, compiled when it is first asked for: that of a script takes milliseconds."""
    return re.compile(pattern)


def fold(text: str) -> str:
    """Return the text folded character by character; the result has the same length.

    Case, width (ＯｐｅｎＡＩ), ё/е, kinds of apostrophe, hyphen, quotation mark and blank are levelled.
    Diacritics are kept: they tell words apart in most languages.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    return _lowered(text) or text.translate(_TABLE)


def _lowered(text: str) -> str | None:
    """Return what `text.translate(_TABLE)` does, at a tenth of its cost, for texts of common characters.

    `str.lower` does nearly all of it in one pass; the few kinds of characters that fold otherwise, such as
    quotation marks, are replaced before.  None where that is not certain to give the same.
    """
    unusual = _compiled(_ODD)
    odd = set(unusual.findall(text))
    if len(odd) > _MOST_ODD:
        return None
    for char in odd:
        folded = _TABLE[ord(char)]
        if folded == char:
            if char.lower() != char:
                return None
        elif unusual.match(folded):
            return None  # who knows what `str.lower` makes of it
        else:
            text = text.replace(char, folded)
    return text.lower()


@lru_cache(maxsize=4)
def fold_once(text: str) -> str:
    """Return `fold(text)` of a whole text, which every stage of the analysis asks for in turn."""
    return fold(text)


def key(text: str) -> str:
    """Return the dictionary key of a name: NFKC, folded, stress marks dropped, blanks collapsed."""
    return " ".join(fold(_compiled(_STRESS).sub("", unicodedata.normalize("NFKC", text))).split())


def strip_marks(text: str) -> str:
    """Return the text without combining marks over Latin and Greek letters («é» -> «e»); й and ї stay."""
    if text.isascii():
        return text
    out: list[str] = []
    for char in text:
        base = unicodedata.normalize("NFD", char)[0]
        out.append(base if base < "\u0400" else char)
    return "".join(out)
