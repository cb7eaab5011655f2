"""Claims: sentences that state a figure or a dated event about linked entities.

A claim is only as good as its sentence, so it always spans a whole one; what is measured and who says so
are slices of that sentence and never words of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeVar

from aitui.analysis.measures.lexicon import expand, languages, table
from aitui.analysis.measures.tense import FORECAST, tense
from aitui.model import Claim, Mention, Quantity, Sentence, Timex
from aitui.text.fold import fold, fold_once

# A name of a source is rarely longer; beyond it the pattern has run into the story.
_SOURCE_LIMIT = 80
_MEASURE_LIMIT = 90
_CLAUSE_START = re.compile(r"[,;:()，；：—–]\s*|\s-\s")
_CLAUSE_END = re.compile(r"[,;:()，；：—–.。!?]")
_WORD = re.compile(r"\w+")

_Item = TypeVar("_Item", Mention, Timex, Quantity)


@cache
def _attribution() -> re.Pattern[str]:
    """Return the pattern of "according to ..." in all languages: a quotation may be in another one."""
    spaced: list[str] = []
    han: list[str] = []
    for lang in languages():
        data = table(lang)
        cues = data.get("claims", {}).get("attribution", "").split()
        words = [fold(word) for cue in cues for word in expand(cue, data.get("macro", {}))]
        (han if data.get("han") else spaced).extend(words)
    options = [rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(spaced, key=len, reverse=True)))})(?!\w)"]
    if han:
        options.append("|".join(map(re.escape, sorted(han, key=len, reverse=True))))
    return re.compile("|".join(options))


def find_claims(
    text: str,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    timexes: Sequence[Timex],
    quantities: Sequence[Quantity],
    lang: str = "",
) -> list[Claim]:
    """Return the claims of a text, sorted by start.

    Args:
        text: the text of a version; offsets count its code points.
        sentences: sorted and disjoint.
        mentions: sorted by start; a sentence without one claims nothing about anybody we know.
        timexes: sorted by start.
        quantities: sorted by start; claims point into them by index.
        lang: ISO 639-1, for the tense of sentences without a date; empty when unknown.
    """
    folded = fold_once(text)
    out: list[Claim] = []
    at_mention = at_timex = at_quantity = 0
    for sentence in sentences:
        at_mention = _first(mentions, at_mention, sentence.start)
        at_timex = _first(timexes, at_timex, sentence.start)
        at_quantity = _first(quantities, at_quantity, sentence.start)
        named = list(_inside(mentions, at_mention, sentence))
        if not named:
            continue
        dates = [timex for timex in _inside(timexes, at_timex, sentence) if timex.earliest or timex.latest]
        figures = list(_inside(quantities, at_quantity, sentence))
        source = _source(folded, text, sentence)
        sources = [m for m in named if source and source[0] <= m.start < source[1]]
        about = [m for m in named if m not in sources] or named
        attribution = text[source[0] : source[1]] if source else None
        for offset, figure in enumerate(figures):
            subject = _subject(about, figure)
            date = _nearest(dates, figure)
            status = date.status if date else "unknown"
            if status == "unknown":
                status = tense(folded, sentence.start, sentence.end, lang, figure.start, figure.end)
            out.append(
                Claim(
                    sentence.start,
                    sentence.end,
                    _entities(subject, about),
                    _measure(text, sentence, figure),
                    at_quantity + offset,
                    date.value if date else None,
                    attribution,
                    FORECAST if status == FORECAST else "past",
                )
            )
        dated = next((timex for timex in dates if timex.status != "unknown"), None)
        if not figures and dated:
            status = FORECAST if dated.status == FORECAST else "past"
            out.append(
                Claim(
                    sentence.start,
                    sentence.end,
                    _entities(about[0], about),
                    None,
                    None,
                    dated.value,
                    attribution,
                    status,
                )
            )
    return out


def _first(items: Sequence[Mention | Timex | Quantity], at: int, start: int) -> int:
    """Return the index of the first item that begins at or after a place."""
    while at < len(items) and items[at].start < start:
        at += 1
    return at


def _inside(items: Sequence[_Item], at: int, sentence: Sentence) -> Iterator[_Item]:
    """Yield the items from `at` on that lie in the sentence."""
    while at < len(items) and items[at].start < sentence.end:
        if items[at].end <= sentence.end:
            yield items[at]
        at += 1


def _source(folded: str, text: str, sentence: Sentence) -> tuple[int, int] | None:
    """Return the span of who is said to say so, without the words that introduce it."""
    cue = _attribution().search(folded, sentence.start, sentence.end)
    if cue is None:
        return None
    start = cue.end()
    while start < sentence.end and not text[start].isalnum() and text[start] not in "«“\"'„《":
        start += 1
    stop = _CLAUSE_END.search(text, start, min(sentence.end, start + _SOURCE_LIMIT))
    end = stop.start() if stop else min(sentence.end, start + _SOURCE_LIMIT)
    if stop is None and end < sentence.end:  # no clause ends in reach: keep whole words
        end = text.rfind(" ", start, end)
    return (start, end) if end > start else None


def _subject(about: Sequence[Mention], figure: Quantity) -> Mention:
    """Return the mention nearest before the figure, else the first of the sentence."""
    before = [mention for mention in about if mention.end <= figure.start]
    return before[-1] if before else about[0]


def _entities(subject: Mention, about: Sequence[Mention]) -> tuple[str, ...]:
    """Return the slugs of a sentence, subject first, each once."""
    return tuple(dict.fromkeys([subject.entity, *(mention.entity for mention in about)]))


def _nearest(dates: Sequence[Timex], figure: Quantity) -> Timex | None:
    """Return the date told nearest to a figure."""

    def distance(timex: Timex) -> int:
        return max(figure.start - timex.end, timex.start - figure.end, 0)

    return min(dates, key=distance, default=None)


def _measure(text: str, sentence: Sentence, figure: Quantity) -> str | None:
    """Return the words of the clause before the figure, or after it where nothing stands before."""
    clause = sentence.start
    for found in _CLAUSE_START.finditer(text, sentence.start, figure.start):
        clause = found.end()
    clause = max(clause, figure.start - _MEASURE_LIMIT)
    while sentence.start < clause < figure.start and text[clause - 1].isalnum() and text[clause].isalnum():
        clause += 1
    before = text[clause : figure.start].strip()
    after_end = min(sentence.end, figure.end + _MEASURE_LIMIT)
    stop = _CLAUSE_END.search(text, figure.end, after_end)
    after = text[figure.end : stop.start() if stop else after_end].strip()
    if figure.unit == "count" and after:  # the counted noun follows
        return after
    if len(_WORD.findall(before)) >= 2:
        return before
    return after or before or None
