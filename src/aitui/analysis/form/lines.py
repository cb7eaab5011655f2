"""The lines of a text and what their form alone tells: bullets, table rows, strays, wrapped paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from aitui.frozen import frozen
from aitui.text.fold import fold_once

BREAK = re.compile(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
BLANKS = " \t\x1f\u00a0\u1680\u202f\u205f\u3000\u200b\ufeff" + "".join(map(chr, range(0x2000, 0x200B)))

_BULLET = re.compile(r"(?:[•◦‣⁃∙·●○▪▫►▶➤➢✓✔※]\s*|[-–—*+]\s+)(?=\S)")
_MARKDOWN_HEAD = re.compile(r"#{1,6}\s+(?=\S)")
_NUMBERED = re.compile(r"(?:\d{1,2}[.)]|[a-zа-я]\))\s+(?=\S)")
_CLOSERS = "»”\"'’)]』」）】*_"
_STOPS = ".!?…。！？؟۔।:;：；"
_ALPHANUMERIC = re.compile(r"[^\W_]+")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_FIGURE_SIGN = re.compile(r"[%‰$€£¥₽₴]")

# A text is wrapped by hand or by a scanner when its lines stay under this many characters.
_WRAP_WIDTH = 130
_WRAP_LINES = 5
# A shorter line without a final stop is rather a heading than the first half of a sentence.
_HALF_SENTENCE = 40


@frozen
class Line:
    """One line that is not blank.

    Attributes:
        start, end: range without blanks at the edges.
        text: `text[start:end]`.
        folded: the same, folded.
        gap: how many blank lines stand before it.
        indented: whether blanks stand before it.
        tabs: how many tabs the raw line holds.
        bullet: length of the bullet or heading mark with its blanks, 0 for none.
    """

    start: int
    end: int
    text: str
    folded: str
    gap: int
    indented: bool
    tabs: int
    bullet: int

    @property
    def terminated(self) -> bool:
        """Whether the line ends like a sentence."""
        return self.text.rstrip(_CLOSERS)[-1:] in _STOPS

    @property
    def row(self) -> bool:
        """Whether the line is a row of a table."""
        return "\t" in self.text or (self.text.startswith("|") and self.text.count("|") > 2)

    @property
    def heading_mark(self) -> bool:
        """Whether the line is a Markdown heading."""
        return self.text.startswith("#") and self.bullet > 0


def read_lines(text: str) -> list[Line]:
    """Return the lines of the text that are not blank."""
    lines: list[Line] = []
    folded = fold_once(text)
    position, gap = 0, 0
    for found in [*BREAK.finditer(text), None]:
        stop = found.start() if found else len(text)
        raw = text[position:stop]
        stripped = raw.strip(BLANKS)
        if stripped:
            start = position + len(raw) - len(raw.lstrip(BLANKS))
            mark = _BULLET.match(stripped) or _MARKDOWN_HEAD.match(stripped)
            lines.append(
                Line(
                    start,
                    start + len(stripped),
                    stripped,
                    folded[start : start + len(stripped)],
                    gap,
                    start > position,
                    raw.count("\t"),
                    mark.end() if mark else 0,
                )
            )
            gap = 0
        elif found:
            gap += 1
        position = found.end() if found else stop
    return lines


def is_stray(line: Line) -> bool:
    """Tell whether a line holds only crumbs: rules, page numbers, single characters of a damaged scan."""
    if len(line.text) > 60 or _WIDE.search(line.text):
        return not _ALPHANUMERIC.search(line.text)
    words = _ALPHANUMERIC.findall(line.text)
    if not words:
        # A line of signs alone; a lone emoji is no loss either.
        return True
    if _FIGURE_SIGN.search(line.text):
        return False
    if len(words) == 1 and words[0].isdigit():
        return len(words[0]) <= 3 and not re.search(r"\d[.,]", line.text)
    return all(len(word) == 1 for word in words)


def starts_lower(text: str) -> bool:
    """Tell whether a line begins in the middle of a sentence; brands such as iPhone and o1 do not count."""
    word = re.match(r"[\w'’-]+", text)
    return word is not None and word[0].islower() and not any(char.isdigit() for char in word[0])


def wrap_width(lines: Sequence[Line]) -> int | None:
    """Return the width at which the lines were wrapped, in characters; None when lines are paragraphs."""
    width = max((len(line.text) for line in lines), default=0)
    if not _HALF_SENTENCE <= width <= _WRAP_WIDTH:
        return None
    pairs = [
        (line, after)
        for line, after in pairwise(lines)
        if not after.gap and not after.bullet and not line.row and not after.row
    ]
    wrapped = sum(_full(line, after, width) for line, after in pairs)
    return width if wrapped >= _WRAP_LINES and wrapped * 2 >= len(pairs) else None


def _full(line: Line, after: Line, width: int) -> bool:
    """Tell whether the first word of the next line would not have fitted on this one."""
    return (
        len(line.text) + 1 + len(after.text.split(maxsplit=1)[0]) > width - 2 and len(line.text) * 2 > width
    )


def continues(previous: Line, line: Line, width: int | None, in_bullet: bool) -> bool:
    """Tell whether a line goes on with the paragraph of the line before it.

    Args:
        previous, line: neighbours; nothing but blank lines stands between them.
        width: see `wrap_width`.
        in_bullet: whether the paragraph of `previous` began with a bullet.
    """
    if line.bullet or line.row or previous.row or previous.heading_mark:
        return False
    if width is not None and not line.gap and _full(previous, line, width) and not _NUMBERED.match(line.text):
        return True
    if previous.terminated:
        return False
    if starts_lower(line.text):
        # A page break may have fallen into the sentence: any number of blank lines.
        long = len(previous.text) >= _HALF_SENTENCE or previous.text[-1] in ",-\u00ad"
        return long or (in_bullet and not line.gap)
    return in_bullet and not line.gap and line.indented
