"""What a single line of page furniture looks like, whatever stands around it."""

from __future__ import annotations

import re
from functools import cache

from aitui.analysis.form import page_cues as cues
from aitui.analysis.form.lines import Line
from aitui.text.fold import fold

# Longest lines, in characters, that a cue makes furniture; a small one even when it ends like a sentence.
_SHORT = 160
_INVITATION = 300
_SMALL = 60

_AROUND = r"[\W_]*"
_COUNT = r"(?:[\W_]*\d*[\W_]*|[\W_]*\d+ [^\W\d_]{1,12}[\W_]*)"
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
# An address and what leads to it: «Contact: press@example.org», «https://example.org/news».
_ADDRESS = r"(?:(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
_ADDRESSES = re.compile(rf"(?:[^\W\d_][\w -]{{1,30}}[:：]\s*)?{_ADDRESS}(?:[\s,;|]+{_ADDRESS})*")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s©,]*(?:\d{4}(?:\s*[-–—]\s*\d{4})?)?[\s,.]*(?P<name>[^\n.|,·•—–]*(?:\.[a-zа-я]{2,})?)",
    re.IGNORECASE,
)


def weight_of(line: Line) -> int:
    """Return the length as if in letters: a Han character says as much as two or three of them."""
    return len(line.text) + len(_WIDE.findall(line.text)) * 3 // 2


def cue_reason(line: Line) -> str | None:
    """Return why a line is furniture wherever it stands, None when nothing tells."""
    if len(line.text) > _INVITATION or line.row:
        return None
    if _ADDRESSES.fullmatch(line.text[line.bullet :]):
        return "nav"
    text = line.folded[line.bullet :]
    if len(text) <= _SHORT:
        if found := _whole().fullmatch(text):
            return found.lastgroup
        # «Читайте также: …» is a link even when the title that follows ends like a sentence.
        if (found := _begins().match(text)) and (
            text[found.end() :].lstrip()[:1] in (":", "：", "")
            or not line.terminated
            or found.lastgroup == "footer"
            or weight_of(line) <= _SMALL
        ):
            reason = found.lastgroup
            colon = text[found.end() :].lstrip()[:1] in (":", "：")
            if reason in ("footer", "nav") or colon:
                return reason
        if _anchored(cues.PAGE_MARKS).fullmatch(text):
            return "stray"
        if _subscribe().match(text):
            return "promo"
        if (
            "cookie" in text
            and not line.bullet
            and _words(cues.COOKIES).search(text)
            and _follow_verb().search(text)
        ):
            return "footer"
    if _follow_verb().match(text) and _words(cues.FOLLOW_PLACE).search(text):
        return "promo"
    return None


def is_promotion(line: Line) -> bool:
    """Tell whether a line advertises games or bargains: telling only in the tail of a page."""
    return _words(f"{cues.GAMBLING}|{cues.BARGAIN}").search(line.folded) is not None


def is_social(line: Line) -> bool:
    """Tell whether a line is the name of a network and nothing else."""
    return _anchored(cues.SOCIAL_NAMES).fullmatch(line.folded) is not None


def is_small_print(line: Line) -> bool:
    """Tell whether a line speaks of rights, registration or liability."""
    return len(line.text) <= 2 * _SHORT and _words(cues.LEGAL).search(line.folded) is not None


def is_rubric(line: Line) -> bool:
    """Tell whether a line names a section of a site, or several."""
    return names_rubric(line.text)


def names_rubric(text: str) -> bool:
    """Tell whether a text is the name of a section of a site, or several."""
    return len(text) <= _SMALL and _rubric().fullmatch(fold(text)) is not None


def is_source(line: Line) -> bool:
    """Tell whether a line begins like «Source: »."""
    return _source().match(line.folded) is not None


def is_biography_head(line: Line) -> bool:
    """Tell whether a line is «About the author», with or without the biography behind it."""
    text = line.folded
    if len(text) <= _SMALL and _anchored(cues.BIO_HEADS).fullmatch(text):
        return True
    return _biography().match(text) is not None


def tells_role(line: Line) -> bool:
    """Tell whether a line says what a journalist does."""
    return _words(cues.BIO_ROLES).search(line.folded) is not None


def copyright_owner(line: Line) -> str | None:
    """Return who holds the rights, None when the line does not tell."""
    found = _COPYRIGHT.search(line.text)
    name = found["name"].strip(' «»"“”') if found else ""
    if not (name[:1].isupper() or "." in name) or len(name) > 40:
        return None
    return None if _whole().fullmatch(fold(name)) or _begins().match(fold(name)) else name


@cache
def _whole() -> re.Pattern[str]:
    groups = "|".join(f"(?P<{reason}>{words})" for reason, words in cues.WHOLE.items())
    return re.compile(rf"{_AROUND}(?:\d+ )?(?:{groups}){_COUNT}")


@cache
def _begins() -> re.Pattern[str]:
    groups = "|".join(f"(?P<{reason}>{words})" for reason, words in cues.BEGINS.items())
    return re.compile(rf"{_AROUND}(?:{groups})(?:(?<=[\u3040-\u9fff©])|(?!\w))")


@cache
def _words(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=[\u3040-\u9fff])|(?<!\w))(?:{words})(?:(?<=[\u3040-\u9fff])|(?!\w))")


@cache
def _anchored(words: str) -> re.Pattern[str]:
    return re.compile(rf"{_AROUND}(?:{words}){_AROUND}")


@cache
def _biography() -> re.Pattern[str]:
    return re.compile(rf"(?:{cues.BIO_HEADS}) ?[:：]")


@cache
def _rubric() -> re.Pattern[str]:
    return re.compile(rf"{_AROUND}(?:{cues.RUBRICS})(?:[\s&,/•|·>»›-]+(?:{cues.RUBRICS}))*{_AROUND}")


@cache
def _source() -> re.Pattern[str]:
    return re.compile(rf"(?:{cues.SOURCE_LABELS}) ?[:：]")


@cache
def _subscribe() -> re.Pattern[str]:
    return re.compile(rf"{_AROUND}(?:{cues.SUBSCRIBE})(?:(?<=[\u3040-\u9fff])|(?!\w))")


@cache
def _follow_verb() -> re.Pattern[str]:
    """An invitation at the beginning of a line: «subscribe …», «… in our channel»."""
    edge, end = r"(?:(?<=[\u3040-\u9fff])|(?<!\w))", r"(?:(?<=[\u3040-\u9fff])|(?!\w))"
    ours = rf"(?:{cues.OURS}){end}(?: \S+){{0,1}}? ?(?:{cues.FOLLOW_PLACE})"
    return re.compile(rf".{{0,80}}?{edge}(?:{cues.FOLLOW_VERB}|{ours}){end}")
