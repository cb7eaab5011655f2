"""Finding the furniture of a page: what is printed around the story and is not the story.

Two kinds of evidence: a line that is a known button, link or notice is furniture wherever it stands; and
in the tail of a page, after such a line or after the byline, short lines that are no sentences are
furniture too, because what a site prints there (links, promotion, its own name) cannot be listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from aitui.analysis.form.byline import Byline, is_name, is_outlet, read_byline, same_name
from aitui.analysis.form.furniture import (
    copyright_owner,
    cue_reason,
    is_biography_head,
    is_promotion,
    is_rubric,
    is_small_print,
    is_social,
    is_source,
    tells_role,
    weight_of,
)
from aitui.analysis.form.lines import Line, is_stray
from aitui.text.fold import fold

# Longest lines, in characters.
_BYLINE = 300
_BIOGRAPHY = 1500
# A line that ends like a sentence and is longer than this belongs to the story, a long one ends the head.
_SENTENCE = 60
_PARAGRAPH = 160
_ITEM = 40
# A text with more dates on lines of their own is a chronology: they are its headings.
_DATES = 2
# Lines that tell a title from a crumb: byline and dates are looked for in this many lines at either end.
_HEAD_LINES = 10
_LINKS = 6

# «(mm/dpa)»: signature and agency.
_CREDIT = re.compile(r"\(\w{2,12}(?:\s*/\s*\w{2,12}){0,3}\)")
_DATED = frozenset(("date", "byline", "revision-line"))
_NAMED = _DATED | {"author-name"}
_TAIL_REASONS = frozenset(
    (
        *("byline", "revision-line", "date", "author-name", "author-bio"),
        *("nav", "footer", "promo", "comments", "share", "tags"),
    )
)
_INHERITED = frozenset(("nav", "footer", "promo"))


@dataclass(slots=True)
class Page:
    """The lines of a text with what each was found to be.

    Attributes:
        lines: all lines that are not blank.
        reasons: one a line; None for the story.
        lang: ISO 639-1 code of the text.
        author, publisher: as the page names them, first naming first.
        published: ISO date of publication.
    """

    lines: Sequence[Line]
    lang: str
    reasons: list[str | None] = field(default_factory=list)
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    _stated: bool = False

    def __post_init__(self) -> None:
        self.reasons = [None] * len(self.lines)

    def note(self, index: int, byline: Byline) -> None:
        """Mark a line as a byline and remember what it tells."""
        self.reasons[index] = byline.reason
        self.author = self.author or byline.author
        self.publisher = self.publisher or byline.publisher
        self.note_date(byline.date, byline.stated)

    def note_date(self, date: str | None, stated: bool) -> None:
        """Remember a date of publication; one that says what it is outweighs a bare one."""
        if date is not None and (self.published is None or (stated and not self._stated)):
            self.published, self._stated = date, stated


def mark_everywhere(page: Page, keep: int | None) -> None:
    """Mark cue lines, links that follow a bare «Read also:», strays.  `keep` is the line of the title."""
    links = 0
    for index, line in enumerate(page.lines):
        if index == keep or page.reasons[index] is not None:
            links = 0
            continue
        if is_stray(line):
            page.reasons[index] = "stray"
            continue
        reason = cue_reason(line)
        if reason is not None:
            page.reasons[index] = reason
            bare = reason == "nav" and line.text.rstrip()[-1] in ":：»→"
            links = _LINKS if bare else 0
        elif links and line.gap <= 1 and not line.terminated and len(line.text.split()) >= 4:
            page.reasons[index] = "nav"
            links -= 1
        else:
            links = 0


def mark_bylines(page: Page, keep: int | None) -> None:
    """Mark bylines, lone dates and lone names at the head and in the tail of a page."""
    head, tail = _head_end(page), _tail_start(page, keep)
    last, first = _last_story_line(page), _first_story_line(page)
    found: list[tuple[int, Byline]] = []
    for index, line in enumerate(page.lines):
        in_head, in_tail = index < head, index >= tail
        if index == keep or page.reasons[index] is not None or not (in_head or in_tail) or line.row:
            continue
        if in_tail and index > last and _CREDIT.fullmatch(line.text):
            page.reasons[index] = "byline"
            continue
        if in_head and keep is not None and index > keep and is_rubric(line):
            page.reasons[index] = "rubric"
            continue
        byline = read_byline(line.text[line.bullet :], page.lang)
        if byline is None or (byline.reason == "date" and line.bullet):
            continue
        if byline.reason == "date" and not (in_head or index > last or _is_named(page, index + 1)):
            continue
        # «Источник: MoonFox» under a figure names the source of the figure: that is story.
        closes = index >= last and (_after_sentence(page, index) or (found and found[-1][0] == index - 1))
        if index > first and is_source(line) and not closes:
            continue
        found.append((index, byline))
    dates = sum(1 for _ in _dated(page))
    for index, byline in found:
        if byline.reason != "date" or dates <= _DATES:
            page.note(index, byline)
    _mark_names(page, keep, head, tail)


def _is_named(page: Page, index: int) -> bool:
    """Tell whether a line names an author as it would beside a date."""
    if index >= len(page.lines) or len(page.lines[index].text) > 80:
        return False
    named = read_byline(page.lines[index].text, page.lang, beside_date=True)
    return named is not None and named.author is not None


def _dated(page: Page) -> Iterator[Line]:
    """Yield the lines that are nothing but a calendar date."""
    for line in page.lines:
        if len(line.text) <= 40 and any(char.isdigit() for char in line.text):
            read = read_byline(line.text, page.lang)
            if read is not None and read.reason == "date" and read.date is not None:
                yield line


def _mark_names(page: Page, keep: int | None, head: int, tail: int) -> None:
    """Mark a line that is nothing but the author's name, or a name beside a date or byline."""
    for index, line in enumerate(page.lines):
        if index == keep or page.reasons[index] is not None or len(line.text) > 80:
            continue
        near = _neighbours(page, index)
        if page.author is not None and same_name(line.text, page.author):
            page.reasons[index] = "author-name"
        elif index < head and near[0] == "author-name" and tells_role(line):
            # «Technology correspondent» under the name.
            page.reasons[index] = "author-name" if not line.terminated else None
        elif page.author is None and (index < head or index >= tail) and not _DATED.isdisjoint(near):
            named = read_byline(line.text, page.lang, beside_date=True)
            if named is not None and named.author is not None:
                page.note(index, named)
                page.reasons[index] = "author-name" if is_name(line.text) else "byline"
        if (
            page.reasons[index] is None
            and page.publisher is None
            and (index < head or index >= tail)
            and not _NAMED.isdisjoint(near)
            and is_outlet(line.text)
        ):
            page.reasons[index], page.publisher = "byline", line.text


def _neighbours(page: Page, index: int) -> tuple[str | None, str | None]:
    """Return the reasons of the line before and the line behind, rubrics passed over."""
    before, behind = index - 1, index + 1
    while before >= 0 and page.reasons[before] == "rubric":
        before -= 1
    while behind < len(page.lines) and page.reasons[behind] == "rubric":
        behind += 1
    return (
        page.reasons[before] if before >= 0 else None,
        page.reasons[behind] if behind < len(page.lines) else None,
    )


def mark_tail(page: Page, keep: int | None) -> None:
    """Mark biography, and the short lines that follow furniture after the end of the story."""
    start = _tail_start(page, keep)
    bio = False
    for index in range(start, len(page.lines)):
        line, previous = page.lines[index], page.reasons[index - 1] if index else None
        if page.reasons[index] is not None or index == keep:
            bio = page.reasons[index] == "author-bio" or (bio and page.reasons[index] == "author-name")
            continue
        if weight_of(line) <= 2 * _PARAGRAPH and is_small_print(line):
            page.reasons[index], bio = "footer", False
        elif is_biography_head(line):
            page.reasons[index], bio = "author-bio", True
        elif bio and is_biography_head(page.lines[index - 1]) and len(line.text) <= _BIOGRAPHY:
            # Under «About the author» a line needs no other evidence.
            page.reasons[index], bio = "author-bio", False
        elif (
            bio or previous in ("author-name", "author-bio") or _names_author(page, line)
        ) and _is_biography(page, line, bio or previous == "author-name"):
            page.reasons[index] = "author-bio"
            bio = False
        else:
            bio = False
    last = _last_story_line(page)
    strong = any(reason in _TAIL_REASONS for reason in page.reasons[start : last + 1])
    current = "nav"
    for index in range(max(start, last + 1), len(page.lines)):
        line, reason = page.lines[index], page.reasons[index]
        if index == keep:
            continue
        if reason in _TAIL_REASONS:
            strong = True
            # A menu goes on under the word «Footer»; promotion ends it.
            if reason == "nav" and current == "footer":
                page.reasons[index] = "footer"
            elif reason in _INHERITED:
                current = str(reason)
        elif reason is None and (strong or _repeats(page, index)):
            strong = True
            if line.text[-1] in ".。" and page.reasons[index - 1] == "author-bio":
                page.reasons[index] = "author-bio"
                continue
            # A short sentence after a link goes on with the story; in the small print it does not.
            if line.text[-1] in ".。" and current == "nav":
                continue
            if is_promotion(line):
                current = "promo"
            social = is_social(line)
            page.reasons[index] = "share" if social else current
    for index in range(start, len(page.lines)):
        if page.publisher is None and page.reasons[index] == "footer":
            page.publisher = copyright_owner(page.lines[index])


def spans(page: Page) -> list[tuple[int, int, str]]:
    """Return the marked lines as ranges; neighbours with one reason become one range."""
    merged: list[tuple[int, int, str]] = []
    previous: str | None = None
    for line, reason in zip(page.lines, page.reasons, strict=True):
        if reason is not None:
            if reason == previous:
                merged[-1] = (merged[-1][0], line.end, reason)
            else:
                merged.append((line.start, line.end, reason))
        previous = reason
    return merged


def _is_story(line: Line) -> bool:
    weight = weight_of(line)
    return (
        (weight > _SENTENCE and line.terminated)
        or weight > _PARAGRAPH
        or (line.bullet > 0 and weight > _ITEM)
        or line.row
    )


def _is_paragraph(line: Line) -> bool:
    weight = weight_of(line)
    return (weight > _PARAGRAPH and line.terminated) or weight > 2 * _PARAGRAPH


def _head_end(page: Page) -> int:
    """Return the first line behind the head: the first long paragraph, or the tenth line."""
    for index, line in enumerate(page.lines[:_HEAD_LINES]):
        if _is_paragraph(line) and page.reasons[index] is None:
            # A standfirst may stand above the byline.
            following = page.lines[index + 1 : index + 2]
            return index + (2 if following and not _is_paragraph(following[0]) else 1)
    return min(_HEAD_LINES, len(page.lines))


def _tail_start(page: Page, keep: int | None) -> int:
    """Return the first line behind half of the story, or an earlier one that is surely a closing byline."""
    story = [weight_of(line) if page.reasons[i] is None else 0 for i, line in enumerate(page.lines)]
    half, seen = sum(story) / 2, 0
    begun = False
    for index, weight in enumerate(story):
        if begun and index != keep and _is_full_byline(page, index):
            return index
        begun = begun or (weight > 0 and _is_story(page.lines[index]))
        seen += weight
        if seen >= half:
            return index + 1
    return len(story)


def _is_full_byline(page: Page, index: int) -> bool:
    """Tell whether a line gives the date and the author or outlet in so many words."""
    line = page.lines[index]
    if page.reasons[index] not in (None, "byline") or line.row or len(line.text) > _BYLINE:
        return False
    found = read_byline(line.text[line.bullet :], page.lang)
    return (
        found is not None
        and found.reason == "byline"
        and found.stated
        and found.date is not None
        and (found.author is not None or found.publisher is not None)
    )


def _last_story_line(page: Page) -> int:
    """Return the index of the last line that surely belongs to the story, -1 for none."""
    for index in range(len(page.lines) - 1, -1, -1):
        line = page.lines[index]
        if page.reasons[index] is None and _is_story(line):
            return index
    return -1


def _first_story_line(page: Page) -> int:
    """Return the index of the first line that surely belongs to the story, that behind all lines for none."""
    for index, line in enumerate(page.lines):
        if page.reasons[index] is None and _is_story(line):
            return index
    return len(page.lines)


def _after_sentence(page: Page, index: int) -> bool:
    """Tell whether the story line before this one is a sentence and not the title of a figure."""
    for before in range(index - 1, -1, -1):
        if page.reasons[before] is None:
            return page.lines[before].terminated
    return False


def _names_author(page: Page, line: Line) -> bool:
    """Tell whether a line begins with the author's first name."""
    if page.author is None:
        return False
    first = fold(page.author.split()[0]).strip(".,")
    return len(first) > 1 and line.folded.startswith(first)


def _is_biography(page: Page, line: Line, expected: bool) -> bool:
    if not 40 <= len(line.text) <= _BIOGRAPHY:
        return False
    return tells_role(line) and (expected or _names_author(page, line))


def _repeats(page: Page, index: int) -> bool:
    """Tell whether the same short line stands three times in a row from here: banners, not story."""
    run = page.lines[index : index + 3]
    return len(run) == 3 and len({line.text for line in run}) == 1 and not run[0].terminated
