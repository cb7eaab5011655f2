"""Who is said to say so: "according to ...", and the speaker whose words a sentence gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from aitui.analysis.facts.vocabulary import Cue
from aitui.analysis.measures.lexicon import expand, languages, one_of, table
from aitui.model import Mention, Sentence
from aitui.text.fold import fold

# A name of a source is rarely longer; beyond it the pattern has run into the story.
_SOURCE_LIMIT = 80
_CLAUSE_END = re.compile(r"[,;:()，；：—–.。!?]")
# So many words may stand between a speaker and the verb: «сообщил глава компании Nvidia».
_WORDS_BETWEEN = 3


class Said(NamedTuple):
    """Who says what a sentence states.

    Attributes:
        span: the words that name the source, None when nobody is named.
        names: the names among them.
        speaker: the one who speaks, None when nobody does.
    """

    span: tuple[int, int] | None
    names: tuple[Mention, ...]
    speaker: Mention | None


def said(
    text: str, folded: str, sentence: Sentence, named: Sequence[Mention], cues: Sequence[Cue], han: bool
) -> Said:
    """Return who says a sentence.

    Args:
        text, folded: the text and its folded form.
        named: names of the sentence, sorted.
        cues: of the sentence, sorted.
        han: whether the text is in a script without blanks.
    """
    span = _source(folded, text, sentence)
    if span is not None:
        names = tuple(m for m in named if span[0] <= m.start < span[1])
        return Said(span, names, names[-1] if names else None)
    speaker = _speaker(text, named, [cue for cue in cues if cue.kind == "saying"], han)
    return Said((speaker.start, speaker.end) if speaker else None, (), speaker)


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
    options = [rf"(?<!\w){one_of(spaced)}(?!\w)"]
    if han:
        options.append(one_of(han))
    return re.compile("|".join(options))


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


def _speaker(text: str, named: Sequence[Mention], verbs: Sequence[Cue], han: bool) -> Mention | None:
    """Return the name beside a verb of saying: right before it, else right behind it."""
    for verb in verbs:
        before = [m for m in named if m.end <= verb.start and _near(text[m.end : verb.start], han)]
        if before:
            return before[-1]
        after = [m for m in named if m.start >= verb.end and _near(text[verb.end : m.start], han)]
        if after:
            # «сообщил глава Nvidia Дженсен Хуанг»: the person speaks.
            people = [m for m in after if m.type == "person"]
            return (people or after)[0]
    return None


def _near(between: str, han: bool) -> bool:
    """Tell whether the words between a name and a verb leave them together."""
    if _CLAUSE_END.search(between):
        return False
    return len(between) <= 2 if han else len(between.split()) <= _WORDS_BETWEEN
