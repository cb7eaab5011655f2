"""A timeline as an SVG picture for a report.

The axis is linear in days and has no break; a date that is not known to the day is a bar from its earliest to
its latest day, and what was still to come when it was written is hatched or hollow.  Languages have shapes,
so that a copy in black and white still tells them apart.  Fonts are generic, and every text is cleaned and
escaped: no title can add anything to the picture.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape
from typing import NamedTuple

from aitui.frozen import frozen
from aitui.text.clean import clean_line

# Where the columns stand, in pixels: dates, the axis, languages, words.
_DATES, _AXIS, _LANGS, _WORDS, _WIDTH = 16, 176, 616, 706, 1200
_AXIS_WIDTH = _LANGS - _AXIS - 20
_LINE, _GAP = 16, 8
# Pixels that a letter takes at most on the average, whatever the font and the script.
_LETTER = 7.3
# Lines of words that a happening gets, and pixels of a band of the density.
_LINES, _BAND = 2, 26
# Shapes of languages, those with most first; what comes after has its code alone.
_SHAPES = ("circle", "square", "up", "diamond", "down", "cross", "bar", "plus")
# Told apart also by those who see few colours (Okabe and Ito); the shape carries the meaning.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#666666")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@frozen
class Entry:
    """One happening.

    Attributes:
        first, last: the days it is told of; None for an open start or end, not both.
        told: the date in words.
        forecast: whether it was still to come.
        langs: the languages that tell it, each once.
        articles: how many articles tell it.
        text: what is told.
    """

    first: date | None
    last: date | None
    told: str
    forecast: bool
    langs: tuple[str, ...]
    articles: int
    text: str


class Tick(NamedTuple):
    """A day that the axis names."""

    day: date
    name: str


def picture(entries: Sequence[Entry], title: str, note: str = "") -> str:
    """Return the timeline as an SVG document, the oldest happening first.

    Args:
        entries: in any order.
        title: what it is about; `note`: what is to be said of what is left out.
    """
    shown = sorted(entries, key=lambda one: (_begin(one), one.last or date.max))
    counts = Counter(lang for one in shown for lang in one.langs)
    langs = sorted(counts, key=lambda lang: (-counts[lang], lang))
    ends = [day for one in shown for day in (one.first, one.last) if day is not None]
    axis = _Axis(min(ends), max(ends)) if ends else None
    body: list[str] = []
    top = 72
    if axis is not None:
        unit = "day" if axis.days <= 120 else "month" if axis.days <= 4000 else "year"
        exact = _exact(shown, unit)
        for lang in langs:
            body += _band(axis, lang, langs, exact, unit, top)
            top += _BAND
        left_out = len(shown) - len(exact)
        less = f"; {left_out} dated less exactly are not in it" if left_out else ""
        body.append(_text(_AXIS, top + 12, f"happenings a {unit}, by language{less}", "small"))
        top += 44
        bottom = top + sum(_height(one) for one in shown)
        body += _grid(axis, top, bottom)
        for one in shown:
            body += _row(axis, one, langs, top)
            top += _height(one)
        top = bottom + 30
    else:
        body.append(_text(_DATES, top + 16, "Nothing dated.", "words"))
        top += 40
    body += _legend(langs, top)
    height = top + 44
    heading = [
        _text(_DATES, 30, title, "title"),
        _text(_DATES, 50, note, "small") if note else "",
    ]
    return "\n".join([*_head(height, title), *filter(None, heading), *body, "</svg>", ""])


# ---------------------------------------------------------------------------- time


class _Axis:
    """Days to pixels, from a round day to a round day."""

    def __init__(self, first: date, last: date) -> None:
        self.ticks = ticks(first, last)
        self.first = min(first, self.ticks[0].day)
        self.last = max(last, self.ticks[-1].day)

    def x(self, day: date, later: int = 0) -> float:
        """Return where a day begins, or one so many days later; not beyond the end of the axis."""
        day_number = min(day.toordinal() + later, self.last.toordinal())
        return round(_AXIS + _AXIS_WIDTH * (day_number - self.first.toordinal()) / max(1, self.days), 1)

    @property
    def days(self) -> int:
        return (self.last - self.first).days


def ticks(first: date, last: date) -> list[Tick]:
    """Return round days around two others, at the same distance in the calendar, at most a dozen."""
    days = (last - first).days
    for months, limit in ((1, 300), (3, 900), (6, 1800)):
        if 28 < days <= limit:
            return [Tick(day, f"{day:%Y-%m}") for day in _months(first, last, months)]
    if days <= 28:
        step = 1 if days <= 9 else 7
        start = min(first - timedelta(first.weekday() if step == 7 else 0), date.max - timedelta(step))
        number = max(1, -(-(last - start).days // step))
        left = (date.max - start).days
        found = [start + timedelta(min(step * at, left)) for at in range(number + 1)]
        return [Tick(day, day.isoformat()[5:] if at else day.isoformat()) for at, day in enumerate(found)]
    years = next((n for n in (1, 2, 5, 10, 20, 50, 100, 200) if days / 365 / n <= 9), 500)
    begin, end = first.year // years * years, -(-(last.year + 1) // years) * years
    return [Tick(_month(max(year, 1), 1), f"{year}") for year in range(begin, end + 1, years)]


def _months(first: date, last: date, step: int) -> Iterator[date]:
    number = (first.year * 12 + first.month - 1) // step * step
    while True:
        day = _month(number // 12, number % 12 + 1)
        yield day
        if day > last or day == date.max:
            return
        number += step


def _month(year: int, month: int) -> date:
    """Return the first day of a month, the last day that there is for one behind it."""
    return date(year, month, 1) if year <= date.max.year else date.max


def _begin(one: Entry) -> date:
    day = one.first or one.last
    assert day is not None
    return day


def _exact(shown: Sequence[Entry], unit: str) -> list[Entry]:
    """Return the entries that fall into one step of the density."""
    return [
        one
        for one in shown
        if one.first is not None and one.last is not None and _step(one.first, unit) == _step(one.last, unit)
    ]


def _step(day: date, unit: str) -> date:
    return day if unit == "day" else day.replace(day=1) if unit == "month" else date(day.year, 1, 1)


def _days(day: date, unit: str) -> int:
    """Return the days of the step that begins on a day."""
    return 1 if unit == "day" else monthrange(day.year, day.month)[1] if unit == "month" else 365


# ---------------------------------------------------------------------------- parts


def _head(height: int, title: str) -> list[str]:
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        f'width="{_WIDTH}" height="{height}" role="img">',
        f"<title>{_escaped(title)}</title>",
        "<style>text{font-family:sans-serif;font-size:12px;fill:#111;unicode-bidi:plaintext}"
        ".title{font-size:18px;font-weight:bold}.small{font-size:11px;fill:#444}"
        ".date{font-family:monospace;font-size:11px}.often{font-weight:bold}</style>",
        '<defs><pattern id="ahead" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff"/>'
        '<line x1="0" y1="0" x2="0" y2="5" stroke="#333" stroke-width="2"/></pattern></defs>',
        f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>',
    ]


def _grid(axis: _Axis, top: int, bottom: int) -> Iterator[str]:
    for at, tick in enumerate(axis.ticks):
        x = axis.x(tick.day)
        yield f'<line x1="{x}" y1="{top - 6}" x2="{x}" y2="{bottom}" stroke="#ccc" stroke-width="1"/>'
        anchor = "start" if not at else "end" if at == len(axis.ticks) - 1 else "middle"
        for y in (top - 10, bottom + 14):
            yield _text(x, y, tick.name, "small", anchor)
    yield (
        f'<line x1="{_AXIS}" y1="{bottom}" x2="{_AXIS + _AXIS_WIDTH}" y2="{bottom}" stroke="#333" '
        'stroke-width="1"/>'
    )


def _band(
    axis: _Axis, lang: str, langs: Sequence[str], exact: Sequence[Entry], unit: str, top: int
) -> Iterator[str]:
    """Yield the density of one language, in one scale with the others."""

    def counted(one: str) -> Counter[date]:
        return Counter(_step(entry.first, unit) for entry in exact if entry.first and one in entry.langs)

    most = max((n for one in langs for n in counted(one).values()), default=1)
    bottom = top + _BAND - 4
    yield _shape(_AXIS - 40, bottom - 5, lang, langs)
    yield _text(_AXIS - 30, bottom - 1, lang, "small")
    yield (
        f'<line x1="{_AXIS}" y1="{bottom}" x2="{_AXIS + _AXIS_WIDTH}" y2="{bottom}" stroke="#999" '
        'stroke-width="0.5"/>'
    )
    for day, number in sorted(counted(lang).items()):
        x = axis.x(day)
        width = max(2.0, round(axis.x(day, _days(day, unit)) - x - 0.5, 1))
        high = round((_BAND - 8) * number / most, 1)
        yield (
            f'<rect x="{x}" y="{round(bottom - high, 1)}" width="{width}" height="{high}" fill="#555">'
            f"<title>{_escaped(lang)} {_step(day, unit)}: {number}</title></rect>"
        )


def _row(axis: _Axis, one: Entry, langs: Sequence[str], top: int) -> Iterator[str]:
    middle = top + _LINE // 2 + 2
    yield f"<g><title>{_escaped(f'{one.told}: {one.text}')}</title>"
    yield _text(_DATES, middle + 4, _cut(clean_line(one.told), int((_AXIS - _DATES - 12) / 6.7)), "date")
    yield from _mark(axis, one, middle)
    for at, lang in enumerate(one.langs[:5]):
        yield _shape(_LANGS + 8 + at * 14, middle, lang, langs)
    words = f"×{one.articles} " if one.articles > 1 else ""
    tail = "" if set(one.langs) <= set(langs[: len(_SHAPES)]) else f" [{' '.join(one.langs)}]"
    for at, line in enumerate(_wrapped(f"{words}{one.text}{tail}")):
        yield _text(_WORDS, middle + 4 + at * _LINE, line, "words")
    yield "</g>"


def _mark(axis: _Axis, one: Entry, y: int) -> Iterator[str]:
    """Yield a point for a day, a bar for a stretch, with an arrow where it has no end."""
    fill = "url(#ahead)" if one.forecast else "#333"
    if one.first is not None and one.first == one.last:
        fill = "#fff" if one.forecast else "#333"
        x = axis.x(one.first)
        yield f'<circle cx="{x}" cy="{y}" r="4" fill="{fill}" stroke="#111" stroke-width="1.5"/>'
        return
    left = _AXIS if one.first is None else axis.x(one.first)
    right = _AXIS + _AXIS_WIDTH if one.last is None else axis.x(one.last, 1)
    width = max(3.0, round(right - left, 1))
    yield (
        f'<rect x="{left}" y="{y - 4}" width="{width}" height="8" fill="{fill}" stroke="#111" '
        'stroke-width="1"/>'
    )
    if one.first is None:
        yield f'<path d="M{left} {y - 7}L{left - 8} {y}L{left} {y + 7}Z" fill="#111"/>'
    if one.last is None:
        yield f'<path d="M{right} {y - 7}L{right + 8} {y}L{right} {y + 7}Z" fill="#111"/>'


def _shape(x: float, y: float, lang: str, langs: Sequence[str]) -> str:
    """Return the shape of a language; its code in small letters where there are no shapes left."""
    at = langs.index(lang)
    if at >= len(_SHAPES):
        return _text(x, y + 4, lang, "small", "middle")
    look = f'fill="{_COLOURS[at]}" stroke="#111" stroke-width="0.7"'
    match _SHAPES[at]:
        case "circle":
            return f'<circle cx="{x}" cy="{y}" r="4.5" {look}/>'
        case "square":
            return f'<rect x="{x - 4}" y="{y - 4}" width="8" height="8" {look}/>'
        case "bar":
            return f'<rect x="{x - 2}" y="{y - 5}" width="4" height="10" {look}/>'
        case "up":
            return f'<path d="M{x} {y - 5}L{x + 5} {y + 4}L{x - 5} {y + 4}Z" {look}/>'
        case "down":
            return f'<path d="M{x} {y + 5}L{x + 5} {y - 4}L{x - 5} {y - 4}Z" {look}/>'
        case "diamond":
            return f'<path d="M{x} {y - 6}L{x + 5} {y}L{x} {y + 6}L{x - 5} {y}Z" {look}/>'
        case "cross":
            lines = f"M{x - 4} {y - 4}L{x + 4} {y + 4}M{x - 4} {y + 4}L{x + 4} {y - 4}"
        case _:
            lines = f"M{x - 5} {y}L{x + 5} {y}M{x} {y - 5}L{x} {y + 5}"
    return f'<path d="{lines}" fill="none" stroke="{_COLOURS[at]}" stroke-width="2.5"/>'


def _legend(langs: Sequence[str], top: int) -> Iterator[str]:
    x: float = _DATES + 6
    for lang in langs[: len(_SHAPES)]:
        yield _shape(x, top + 8, lang, langs)
        yield _text(x + 10, top + 12, lang, "small")
        x += 46
    x = _DATES
    for mark, words in (
        (f'<circle cx="{{x}}" cy="{top + 30}" r="4" fill="#333" stroke="#111"/>', "a day"),
        (
            f'<rect x="{{x}}" y="{top + 26}" width="22" height="8" fill="#333" stroke="#111"/>',
            "from the earliest to the latest day",
        ),
        (
            f'<rect x="{{x}}" y="{top + 26}" width="22" height="8" fill="url(#ahead)" stroke="#111"/>',
            "still to come when it was written (a day: hollow)",
        ),
    ):
        yield mark.format(x=x + 6)
        yield _text(x + 34, top + 34, words, "small")
        x += 60 + _cells(words) * 5.6


# ---------------------------------------------------------------------------- text


def _text(x: float, y: float, words: str, look: str, anchor: str = "start") -> str:
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{x}" y="{y}" class="{look}"{at}>{_escaped(words)}</text>'


def _escaped(words: str) -> str:
    return escape(_NO_XML.sub("\ufffd", clean_line(words)))


def _cells(words: str) -> int:
    """Return about how wide a text is, in letters: the font is not known."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in words)


def _cut(words: str, room: int) -> str:
    """Return as much of a text as has room, in letters."""
    if _cells(words) <= room:
        return words
    kept, used = "", 1
    for char in words:
        used += _cells(char)
        if used > room:
            break
        kept += char
    return kept.rstrip() + "…"


def _wrapped(words: str) -> list[str]:
    """Return the text in as many lines as there is room for."""
    room = int((_WIDTH - _WORDS - 16) / _LETTER)
    lines: list[str] = []
    rest = " ".join(clean_line(words).split())
    while rest and len(lines) < _LINES:
        if _cells(rest) <= room or len(lines) == _LINES - 1:
            lines.append(_cut(rest, room))
            break
        end, used = 0, _cells(rest[0])
        while used <= room:
            end += 1
            used += _cells(rest[end])
        blank = rest.rfind(" ", 0, end + 1)
        # Scripts without blanks break anywhere.
        end = blank if blank > end // 2 else end
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return lines or [""]


def _height(one: Entry) -> int:
    often = f"×{one.articles} " if one.articles > 1 else ""
    return max(1, len(_wrapped(often + one.text))) * _LINE + _GAP
