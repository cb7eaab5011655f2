"""Claims: sentences that state a figure or a dated event about linked entities.

A claim is only as good as its sentence, so it always spans a whole one, and who says so are words of that
sentence.  What is measured is told twice: in the words of the text, and in one word for all languages.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TypeVar

from aitui.analysis.facts.belonging import pair
from aitui.analysis.facts.measured import measured
from aitui.analysis.facts.speakers import Said, said
from aitui.analysis.facts.subjects import Names
from aitui.analysis.facts.vocabulary import Cue, vocabulary
from aitui.analysis.measures.lexicon import table
from aitui.analysis.measures.tense import FORECAST, tense
from aitui.frozen import frozen
from aitui.model import Claim, Mention, Quantity, Sentence, Timex
from aitui.text.fold import fold_once

_MEASURE_LIMIT = 90
# A sentence with more characters or more figures is read in parts.
_LONG, _MANY = 2_000, 24
# A day so near to a verb of saying tells when it was said: «сообщил в понедельник».
_SAID_ON = 12
# A qualifier that says by itself that nothing has happened yet.
_PLANNED = "planned"
# A comma or full stop between digits is of their number.
_CLAUSE_START = re.compile(r"(?:(?<!\d),|,(?!\d)|[;:()，；：—–])\s*|\s-\s")
_CLAUSE_END = re.compile(r"(?<!\d)[,.]|[,.](?!\d)|[;:()，；：—–。!?]")
_WORD = re.compile(r"\w+")

_Item = TypeVar("_Item", Mention, Timex, Quantity)


@frozen
class _Found:
    """What stands in one sentence, or in a part of one; `part` is the sentence itself as a rule."""

    sentence: Sentence
    part: Sentence
    named: list[Mention]
    dates: list[Timex]
    times: list[Timex]
    figures: list[Quantity]
    first_figure: int


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
        lang: ISO 639-1, for the words of measures and for the tense; empty when unknown.
    """
    out: list[Claim] = []
    at_mention = at_timex = at_quantity = 0
    for sentence in sentences:
        at_mention = _first(mentions, at_mention, sentence.start)
        at_timex = _first(timexes, at_timex, sentence.start)
        at_quantity = _first(quantities, at_quantity, sentence.start)
        named = list(_inside(mentions, at_mention, sentence))
        if not named:
            continue
        times = list(_inside(timexes, at_timex, sentence))
        dates = [timex for timex in times if timex.earliest or timex.latest]
        figures = list(_inside(quantities, at_quantity, sentence))
        if figures or any(timex.status != "unknown" for timex in dates):
            found = _Found(sentence, sentence, named, dates, times, figures, at_quantity)
            for part in _parts(found):
                out += _claims(text, lang, part)
    return out


def _parts(found: _Found) -> Iterator[_Found]:
    """Yield a sentence as it is; one that is far too long (a list, a table) in parts of so many figures.

    What is looked for around a figure then stays near it, and the time in step with the length.
    """
    sentence, figures = found.sentence, found.figures
    if sentence.end - sentence.start <= _LONG and len(figures) <= _MANY:
        yield found
        return
    # Without a figure the first date is claimed.
    marks: Sequence[Timex | Quantity] = figures or [d for d in found.dates if d.status != "unknown"][:1]
    at, behind = 0, sentence.start
    while at < len(marks):
        start = max(behind, marks[at].start - _LONG // 2)
        stop = at + 1
        while stop < len(marks) and stop - at < _MANY and marks[stop].end - start <= _LONG:
            stop += 1
        end = min(sentence.end, marks[stop - 1].end + _LONG // 2)
        if stop < len(marks):
            end = min(end, max(marks[stop].start, marks[stop - 1].end))
        part = Sentence(start, end)
        named, dates, times = (_between(items, part) for items in (found.named, found.dates, found.times))
        before = bisect_left(found.named, start, key=lambda mention: mention.start)
        named = named or found.named[max(0, before - 1) : max(1, before)]
        here = figures[at:stop] if figures else []
        yield _Found(sentence, part, named, dates, times, here, found.first_figure + at)
        at, behind = stop, marks[stop - 1].end


def _between(items: list[_Item], part: Sentence) -> list[_Item]:
    """Return the sorted items that lie in a part of a sentence."""
    first = bisect_left(items, part.start, key=lambda item: item.start)
    last = bisect_left(items, part.end, key=lambda item: item.start)
    return [item for item in items[first:last] if item.end <= part.end]


def _claims(text: str, lang: str, found: _Found) -> Iterator[Claim]:
    """Yield the claims of a part of a sentence: one a figure, or one for its first date."""
    folded, sentence, figures = fold_once(text), found.part, found.figures
    start, end = sentence.start, sentence.end
    whole = found.sentence.start, found.sentence.end
    words, han = vocabulary(lang), bool(table(lang).get("han", False))
    # A name is no word of ours: Mistral AI is not about AI.
    cues = [cue for cue in words.cues(folded, start, end) if not _in_a_name(cue, found.named)]
    told = said(text, folded, sentence, found.named, cues, han)
    about = [m for m in found.named if m not in told.names] or found.named
    attribution = text[slice(*told.span)] if told.span else None
    speaker = told.speaker.entity if told.speaker else None
    dates = [timex for timex in found.dates if not _said_on(timex, cues)]
    if not figures:
        dated = next((timex for timex in found.dates if timex.status != "unknown"), None)
        if dated is not None:
            status = FORECAST if dated.status == FORECAST else "past"
            entities = _entities(about[0], about)
            yield Claim(*whole, entities, None, None, dated.value, attribution, status, speaker=speaker)
        return
    speakers = _speakers(told, about)
    names = Names(folded, start, end, lang, about, speakers, cues, found.times)
    read = measured(folded, start, end, figures, cues, found.times, han)
    if about is found.named and told.names:
        # Who is said to say so is no subject; whose figure it is, the sentence does not name.
        read = [None] * len(figures)
    read = [what and names.owned(figure, what) for figure, what in zip(figures, read, strict=True)]
    subjects = names.subjects(figures, read)
    days = pair(folded, figures, dates)
    for at, (figure, what, subject) in enumerate(zip(figures, read, subjects, strict=True)):
        day = days[at]
        date = None if day is None else dates[day]
        status = date.status if date else "unknown"
        if status == "unknown":
            status = tense(folded, start, end, lang, figure.start, figure.end)
        narrowed = set() if what is None else {*what.qualifiers, *names.scope(subject, figure, what)}
        if _PLANNED in narrowed:
            narrowed.remove(_PLANNED)
            status = FORECAST
        yield Claim(
            *whole,
            _entities(subject, about),
            _measure(text, sentence, figure),
            found.first_figure + at,
            date.value if date else None,
            attribution,
            FORECAST if status == FORECAST else "past",
            what.name if what else None,
            tuple(sorted(narrowed)),
            speaker,
        )


def _in_a_name(cue: Cue, named: Sequence[Mention]) -> bool:
    return any(m.start < cue.end and cue.start < m.end and m.type != "concept" for m in named)


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


def _speakers(told: Said, about: Sequence[Mention]) -> list[Mention]:
    """Return the names that only speak."""
    return [m for m in about if told.speaker is not None and m.entity == told.speaker.entity]


def _said_on(timex: Timex, cues: Sequence[Cue]) -> bool:
    """Tell whether a day is the one on which something was said, not the one that is told of."""
    if timex.earliest is None or timex.earliest != timex.latest:
        return False
    return any(
        cue.kind == "saying" and max(timex.start - cue.end, cue.start - timex.end) <= _SAID_ON for cue in cues
    )


def _entities(subject: Mention, about: Sequence[Mention]) -> tuple[str, ...]:
    """Return the slugs of a sentence, subject first, each once."""
    return tuple(dict.fromkeys([subject.entity, *(mention.entity for mention in about)]))


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
