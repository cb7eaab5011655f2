"""Reading the form of a text: title, date, outlet and author, furniture, and the blocks of the story.

The text is never changed; all findings are ranges into it.  Headings, captions that name a source,
legends and table rows with words are part of the story, because names stand in them.
"""

from __future__ import annotations

import re

from aitui.analysis.form import page_cues as cues
from aitui.analysis.form.boilerplate import Page, mark_bylines, mark_everywhere, mark_tail, spans
from aitui.analysis.form.byline import Byline, is_name, is_outlet, read_byline
from aitui.analysis.form.calendar_dates import date_at, time_at
from aitui.analysis.form.furniture import is_rubric, names_rubric
from aitui.analysis.form.lines import BLANKS, Line, continues, read_lines, starts_lower, wrap_width
from aitui.analysis.form.sentences import split
from aitui.model import Boilerplate, Layout
from aitui.text.fold import key

_TITLE_LIMIT = 220
_MADE_LIMIT = 90
_HEAD_LINES = 10
_REPEAT_LINES = 12

_HEADER = re.compile(rf"(?:(?:{cues.PUBLISHED})\s*[:=]?\s+)")
_LABEL = re.compile(rf"(?:(?P<title>{cues.TITLE_LABELS})|(?P<other>{cues.OTHER_LABELS}))\s*[:：]\s*")
_CRUMBS = re.compile(r"[\W_]*(?:home|главная|startseite|accueil|inicio|homepage|首页)\s*[>»/›|→].*")
_AFTER_TITLE = re.compile(r"[\s,|•·—–-]+")
_NOT_BEFORE_TIME = re.compile(r"(?:\b(?:в|о|at|alle|ore|um|à|a las|until|до|с|from|dalle))\s*\Z")
_DATELINE = re.compile(
    r"[A-ZА-ЯЁІЇЄ][A-ZА-ЯЁІЇЄ .,-]{2,30}, (?:\d{1,2} [^\W\d_]{3,9}|[^\W\d_]{3,9}\.? \d{1,2})\.?"
    r"(?:,? \d{4})?(?: г\.)?\s*"
    r"(?:\([^)\n]{2,30}\)\s*[-–—]\s*|[-–—/.]+\s*(?:(?P<outlet>[A-ZА-ЯЁ][^.\n]{1,25})(?:\. ?|/\.? ?))?)"
)
# A word that the end of a line cut in two: «publi-» and «cations».
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad]\s*\n\s*(?=[^\W\d_])")
_OUTLET_SUFFIX = re.compile(r"\s+\|\s+([^|]{2,40})\Z")


def read_layout(text: str, lang: str, title: str | None = None) -> Layout:
    """Return what the form of a text tells.

    Args:
        text: the whole text.
        lang: ISO 639-1 code of the text.
        title: the title given beside the text; None to find it in the text.
    """
    if title is not None and not any(char.isprintable() and not char.isspace() for char in title):
        title = None  # blanks and invisible characters
    lines = read_lines(text)
    inner: list[Boilerplate] = []
    page = Page(lines, lang)
    width = wrap_width(lines)
    lines = page.lines = _read_header(text, page, list(lines), inner)
    index, title_end = _find_title(page, width, title)
    title_span: tuple[int, int] | None = None
    if index is not None:
        title_span = _trim_title(page, index, title_end, inner)
        _mark_repeats(page, index, title_end, key(text[slice(*title_span)]))
    mark_everywhere(page, index)
    mark_bylines(page, index)
    mark_tail(page, index)
    blocks = _blocks(page, index, title_end, width, inner)
    for start, end, reason in spans(page):
        inner.append(Boilerplate(start, end, reason))
    found = title
    if found is None and title_span is not None:
        found = _on_one_line(text[slice(*title_span)]) or None
        title_span = title_span if found else None  # soft hyphens alone
    made = found is None
    dateline = _read_dateline(text, page, blocks if found is None else blocks[1:])
    return Layout(
        title=found if found is not None else _make_title(text, lang, blocks, dateline),
        title_span=title_span,
        title_made=made,
        published=page.published,
        publisher=page.publisher,
        author=page.author,
        boilerplate=tuple(sorted(inner, key=lambda span: span.start)),
        blocks=tuple(blocks),
    )


def _read_header(text: str, page: Page, lines: list[Line], inner: list[Boilerplate]) -> list[Line]:
    """Cut a date that is glued to the front of the first line, with all blanks around it."""
    if not lines:
        return lines
    first = lines[0]
    folded = first.folded
    label = _HEADER.match(folded)
    read = date_at(folded, label.end() if label else 0, page.lang)
    if read is None:
        return lines
    end, date = read
    clock = re.compile(r"[,\s]*").match(folded, end)
    if clock and (time_end := time_at(folded, clock.end())):
        end, timed = time_end, True
    else:
        timed = False
    rest = re.compile(r"\s*[|—–:•-]?\s*").match(folded, end)
    stop = rest.end() if rest else end
    separated = bool(rest and rest[0].strip())
    # «12 января 2026 года Китай …» is a sentence: a bare date needs a label, a time or a bar after it.
    if stop >= len(folded) or not (label or timed or (separated and read[0] <= 12)):
        return lines
    page.note_date(date, label is not None)
    inner.append(Boilerplate(0, first.start + stop, "header"))
    start = first.start + stop
    return [
        Line(start, first.end, text[start : first.end], folded[stop:], first.gap, True, first.tabs, 0),
        *lines[1:],
    ]


def _find_title(page: Page, width: int | None, given: str | None) -> tuple[int | None, int]:
    """Return the first line of the title and the line behind its last one; None without a title.

    Lines of the head that stand before it are marked on the way.
    """
    lines = page.lines
    if given is not None:
        wanted = key(given)
        for index, line in enumerate(lines[:_HEAD_LINES]):
            if key(line.text[line.bullet :]) == wanted:
                return index, index + 1
        return None, 0
    for index, line in enumerate(lines[:_HEAD_LINES]):
        label = _LABEL.match(line.folded)
        if label and label["title"] and len(line.text) <= _TITLE_LIMIT and label.end() < len(line.text):
            return index, index + 1
        if label and label["other"]:
            page.reasons[index] = "header"
            continue
        if _is_before_title(page, index):
            continue
        end = index + 1
        while end < len(lines) and (
            (width is not None and continues(lines[end - 1], lines[end], width, False))
            or _is_cut_word(lines[end - 1], lines[end])
        ):
            end += 1
        return (index, end) if _is_title(page, index, end) else (None, 0)
    return None, 0


def _is_cut_word(line: Line, after: Line) -> bool:
    """Tell whether a line ends inside a word that the next one goes on with."""
    return (
        not after.gap
        and line.text[-1] in "-\u00ad"
        and line.text[-2:-1].isalpha()
        and starts_lower(after.text)
    )


def _is_masthead(page: Page, index: int) -> bool:
    """Tell whether a line names the outlet above a byline, a date and the title: «Il Foglio Quotidiano»."""
    lines = page.lines
    if index or not is_outlet(lines[index].text) or lines[index].bullet:
        return False
    for after in range(index + 1, min(index + 4, len(lines) - 2)):
        if (byline := read_byline(lines[after].text, page.lang)) and byline.date is not None:
            return True
        if not is_name(lines[after].text):
            return False
    return False


def _is_before_title(page: Page, index: int) -> bool:
    """Mark a line that may stand above a title: date, byline, rubric, path of a page."""
    line = page.lines[index]
    folded = line.folded
    if len(page.lines) <= index + 1 or line.row:
        return False
    if _CRUMBS.fullmatch(folded) and len(folded) <= _TITLE_LIMIT:
        page.reasons[index] = "nav"
        return True
    if _is_masthead(page, index):
        page.note(index, Byline("byline", publisher=line.text))
        return True
    beside = index > 0 and page.reasons[index - 1] in ("byline", "date")
    if byline := read_byline(line.text, page.lang, beside and is_name(line.text)):
        page.note(index, byline)
        return True
    following = page.lines[index + 1]
    # A lone word such as «Технологии» is a rubric only when a title follows it.
    if is_rubric(line) and not following.terminated and len(following.text) > len(line.text) + 8:
        page.reasons[index] = "rubric"
        return True
    return False


def _is_title(page: Page, index: int, end: int) -> bool:
    lines = page.lines
    first, last = lines[index], lines[end - 1]
    body = " ".join(line.text for line in lines[index:end])
    if first.heading_mark:
        return True
    if len(lines) <= end or len(body) > _TITLE_LIMIT or first.bullet or first.row or starts_lower(body):
        return False
    wanted = key(body)
    if any(_says(line.text, wanted) for line in lines[end : end + _REPEAT_LINES]):
        return True
    stop = last.text.rstrip("»”\"'’)")[-1:]
    if stop in ".。:：;," and not body.endswith("..."):
        return False
    # A sentence that a page break cut in two looks like a title.
    return not (starts_lower(lines[end].text) and len(body) > 60 and not lines[end].terminated)


def _trim_title(page: Page, index: int, end: int, inner: list[Boilerplate]) -> tuple[int, int]:
    """Return the range of the title without label, mark, clock time, rubric and outlet around it."""
    first, last = page.lines[index], page.lines[end - 1]
    start, stop = first.start + first.bullet, last.end
    folded = first.folded
    label = _LABEL.match(folded)
    if label and label["title"]:
        start = first.start + label.end()
        inner.append(Boilerplate(first.start, start, "header"))
    if first.heading_mark:
        stop = first.start + len(first.text.rstrip("# "))
    if end > index + 1:
        return start, stop
    base = first.start
    for found in _AFTER_TITLE.finditer(folded, start - base + 8):
        moment = _moment(folded, found.end(), found[0], page)
        if moment:
            inner.append(Boilerplate(base + found.end(), first.end, "rubric"))
            return start, base + found.start()
    if suffix := _OUTLET_SUFFIX.search(first.text):
        inner.append(Boilerplate(base + suffix.start(1), base + suffix.end(1), "publisher"))
        page.publisher = suffix[1].strip()
        return start, base + suffix.start()
    return start, stop


def _moment(folded: str, position: int, before: str, page: Page) -> bool:
    """Tell whether the rest of a title line is a day or clock time, with or without a rubric."""
    day, end = None, position
    if read := date_at(folded, position, page.lang):
        end, day = read
    elif relative := re.compile(rf"(?:{cues.RELATIVE_DAYS})(?!\w)").match(folded, position):
        end, day = relative.end(), ""
    gap = re.compile(r"[,\s]*").match(folded, end)
    clock = time_at(folded, gap.end()) if gap else None
    if day is None and clock is None:
        return False
    barred = any(char in before for char in "|•·—–")
    if clock is None and not barred:
        return False
    rest = folded[clock or end :]
    barred_rest = re.fullmatch(r"\s*[—–|•·/-]\s*[^.!?]{1,50}", rest)
    if rest.strip() and not (barred_rest or names_rubric(rest)):
        return False
    if day is None and (not (rest.strip() or barred) or _NOT_BEFORE_TIME.search(folded[:position])):
        return False
    page.note_date(day or None, False)
    return True


def _says(line: str, wanted: str) -> bool:
    """Tell whether a line has the key `wanted`; one that is far too long is not folded for it."""
    return len(line) <= 3 * len(wanted) + 20 and key(line) == wanted


def _mark_repeats(page: Page, index: int, end: int, wanted: str) -> None:
    """Mark lines that say the title again."""
    many = len(wanted.split()) > 2 or len(wanted) > 24
    for other in range(end, len(page.lines) if many else min(end + 5, len(page.lines))):
        line = page.lines[other]
        if page.reasons[other] is None and _says(line.text[line.bullet :], wanted):
            page.reasons[other] = "duplicate-title"


def _blocks(
    page: Page, title: int | None, title_end: int, width: int | None, cuts: list[Boilerplate]
) -> list[tuple[int, int]]:
    """Return the story as ranges, one a paragraph, bullet or table row, without bullets and cut parts."""
    blocks: list[tuple[int, int]] = []
    in_bullet = False
    previous: int | None = None
    for index, line in enumerate(page.lines):
        if page.reasons[index] is not None:
            previous = None
            continue
        start, end = line.start + line.bullet, line.end
        if line.row:
            start += len(line.text) - len(line.text.lstrip("| "))
        for cut in cuts:
            if cut.start <= start < cut.end:
                start = cut.end
            elif start < cut.start < end:
                end = cut.start
        end = start + len(
            page.lines[index].text[start - line.start : end - line.start].rstrip(BLANKS + "|—–")
        )
        if start >= end:
            previous = None
            continue
        in_title = title is not None and title <= index < title_end
        after_title = title is not None and index == title_end
        joined = (
            previous == index - 1
            and not after_title
            and (
                (in_title and index > (title or 0))
                or continues(page.lines[index - 1], line, width, in_bullet)
            )
        )
        if joined:
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
            in_bullet = line.bullet > 0 and not line.heading_mark
        previous = index
    return blocks


def _read_dateline(text: str, page: Page, blocks: list[tuple[int, int]]) -> int:
    """Return how many characters of the first block are a dateline: «МОСКВА, 12 янв — РИА Новости. »."""
    if not blocks:
        return 0
    found = _DATELINE.match(text[blocks[0][0] : min(blocks[0][1], blocks[0][0] + 120)])
    if found is None:
        return 0
    if found["outlet"]:
        page.publisher = page.publisher or found["outlet"].strip(" ./")
    return found.end()


def _on_one_line(title: str) -> str:
    """Return a title without line breaks, cut words and soft hyphens."""
    return " ".join(_HYPHENATED.sub("", title).replace("\u00ad", "").split())


def _make_title(text: str, lang: str, blocks: list[tuple[int, int]], dateline: int) -> str:
    """Return the first sentence behind the dateline, cut at a word, for a text that has no title."""
    # A first block may be a whole book on one line.
    sentences = split(
        text, lang, [(start + dateline, min(end, start + 10 * _MADE_LIMIT)) for start, end in blocks[:1]]
    )
    said = (text[sentence.start : sentence.end] for sentence in sentences)
    # Signs alone are no title.
    words = _on_one_line(next((words for words in said if any(map(str.isalnum, words))), ""))
    if len(words) <= _MADE_LIMIT:
        return words.rstrip(".。;:,")
    cut = words.rfind(" ", 0, _MADE_LIMIT)
    return words[: cut if cut > _MADE_LIMIT // 2 else _MADE_LIMIT].rstrip(" ,.;:—–-«(") + "…"
