"""The lines of the pages of a PDF as one text: without running heads, words whole, sentences across pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

# Lines at the top and at the foot of a page that may be its head, and on how many pages one stands.
_EDGE = 2
_FEWEST, _SHARE = 3, 0.4
_NUMBER = re.compile(r"\d+")
# A word that goes on in the next line, in small letters; a soft hyphen is one too.
_BROKEN = re.compile("(?<![^\\W\\d_])([^\\W\\d_]{2,}+)([-\u2010\u00ad])\n([^\\W\\d_]+)")
_WORD = re.compile("[^\\W\\d_]+(?:[-\u2010][^\\W\\d_]+)*")
# So much of a page tells whether its last sentence has ended.
_LAST = 200
# What ends a sentence, with what may stand behind it.
_ENDED = re.compile("[.!?…。！？:;][\"'»”’)\\]]*\\Z")


def joined(pages: Iterable[str]) -> str:
    """Return the text of pages, a form feed between them but where a sentence goes on."""
    text = ""
    for page in _without_heads([page.split("\n") for page in pages]):
        if text and page:
            ended = _ENDED.search(text[-_LAST:].rstrip())
            text += "\f" if ended or not page.lstrip()[:1].islower() else "\n"
        text += page
    return _whole_words(text)


def in_order(text: str) -> bool:
    """Tell whether lines hold more than a word each: else every word was placed by itself."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    alone = sum(len(words) == 1 for words in lines)
    return len(lines) < 8 or alone * 3 < len(lines) * 2


def _without_heads(pages: Sequence[Sequence[str]]) -> Iterable[str]:
    """Yield the pages without what stands at the edge of many of them: titles, page numbers."""
    edges = [_edges(lines) for lines in pages]
    seen = Counter(form for edge in edges for form in {_form(lines[i]) for lines, at in [edge] for i in at})
    most = max(_FEWEST, len(pages) * _SHARE)
    for lines, at in edges:
        short = sum(bool(line.strip()) for line in lines) <= 2 * _EDGE  # all of it is edge
        heads = set() if short else {i for i in at if seen[_form(lines[i])] >= most}
        yield "\n".join(line for i, line in enumerate(lines) if i not in heads).strip("\n")


def _edges(lines: Sequence[str]) -> tuple[Sequence[str], set[int]]:
    """Return the lines, and which of them stand at the top or at the foot."""
    filled = [i for i, line in enumerate(lines) if line.strip()]
    return lines, {*filled[:_EDGE], *filled[-_EDGE:]}


def _form(line: str) -> str:
    """Return a line as it is on every page, whatever its number."""
    return _NUMBER.sub("0", " ".join(line.split()).casefold())


def _whole_words(text: str) -> str:
    """Put words together that a line broke; a hyphen stays where the text has it elsewhere."""
    lines = _BROKEN.sub(" ", text)  # halves are no words
    known = Counter(word.casefold().replace("\u2010", "-") for word in _WORD.findall(lines))

    def mend(match: re.Match[str]) -> str:
        begin, hyphen, end = match.groups()
        if not end[0].islower():
            return match[0]
        compound, whole = f"{begin}-{end}".casefold(), f"{begin}{end}".casefold()
        two = known[begin.casefold()] and known[end.casefold()] and not known[whole]
        keeps = hyphen != "\u00ad" and (known[compound] or two)
        return f"{begin}{'-' if keeps else ''}{end}"

    return _BROKEN.sub(mend, text)
