"""Names that no gazetteer knows where their letters tell: Latin runs in other scripts, and acronyms."""

from __future__ import annotations

from collections.abc import Iterator

from aitui.analysis.naming import cues, linking
from aitui.analysis.naming.name_types import cue_before, type_of
from aitui.analysis.naming.tokens import Tokens, has_cyrillic, has_latin
from aitui.frozen import frozen
from aitui.model import EntityType


@frozen
class Span:
    """A name without an entity: tokens `first` to `last`, both included."""

    first: int
    last: int
    type: EntityType
    rule: str
    score: float


def _connects(tokens: Tokens, index: int, taken: bytearray) -> bool:
    """Say whether a small word joins two parts of a name («Academy of Sciences»)."""
    return (
        tokens.words[index] in cues.CONNECTORS
        and index + 1 < len(tokens)
        and tokens.gap(index) == " "
        and tokens.capital(index + 1)
        and has_latin(tokens.words[index + 1])
        and not taken[index + 1]
    )


def latin_runs(tokens: Tokens, taken: bytearray) -> Iterator[Span]:
    """Find Latin names in a text of another script: there every capitalised run names something.

    Args:
        tokens: the text.
        taken: one byte a token, 1 where a name is known already.
    """
    words, index, count = tokens.words, 0, len(tokens)
    while index < count:
        if taken[index] or not has_latin(words[index]) or has_cyrillic(words[index]):
            index += 1
            continue
        if tokens.glued_left(index) or not _opens(tokens, index):
            index = _skip(tokens, index, taken)
            continue
        last = index
        while (
            last + 1 < count
            and not taken[last + 1]
            and tokens.gap(last) in (" ", "-", "", ".", "&", " & ", "'")
        ):
            following = last + 1
            gap = tokens.gap(last)
            if gap == "'" and words[following] == "s":
                break
            if gap == "." and tokens.words[last][0].isdigit():
                break
            if words[following][0].isdigit():
                if gap == " " and not ("." in words[following] or tokens.glued_right(following)):
                    break
                if gap == " " and tokens.glued_right(following) and words[following + 1] in ("k", "гб"):
                    break
            elif (
                has_cyrillic(words[following])
                or not has_latin(words[following])
                or not (
                    gap in ("-", "", ".")
                    or tokens.capital(following)
                    or tokens.camel(following)
                    or (gap == " " and _connects(tokens, following, taken))
                )
            ):
                break
            last = following
        yield from _run(tokens, index, last)
        index = last + 1


def _skip(tokens: Tokens, index: int, taken: bytearray) -> int:
    """Step over a small Latin word and what is hyphened to it."""
    index += 1
    while index < len(tokens) and not taken[index] and tokens.gap(index - 1) in ("", "-"):
        index += 1
    return index


def _opens(tokens: Tokens, index: int) -> bool:
    if tokens.capital(index) or tokens.camel(index):
        return True
    if _domain(tokens, index) or _source(tokens, index):
        return True
    # «k1.5»: a small letter with a number
    return (
        len(tokens.words[index]) <= 2 and tokens.glued_right(index) and tokens.words[index + 1][0].isdigit()
    )


def _source(tokens: Tokens, index: int) -> bool:
    """Say whether the word is named as a source («Источник: datacamp»)."""
    return index > 0 and tokens.gap(index - 1) == ": " and tokens.words[index - 1].startswith("источник")


def _domain(tokens: Tokens, index: int) -> bool:
    return (
        tokens.gap(index) == "."
        and index + 1 < len(tokens)
        and tokens.words[index + 1]
        in ("ai", "com", "ru", "it", "org", "net", "io", "cn", "de", "fr", "es", "eu")
    )


def _run(tokens: Tokens, first: int, last: int) -> Iterator[Span]:
    words = tokens.words
    while first <= last and (words[first] in cues.GENERIC or words[first][0].isdigit()):
        if first < last and tokens.gap(first) in ("", "-", ".") and words[first] not in cues.GENERIC:
            break
        first += 1
    while (
        last > first
        and (words[last] in cues.CONNECTORS or words[last] in _TRAILING)
        and tokens.gap(last - 1) not in ("", "-")
    ):
        last -= 1
    if first > last:
        return
    size = tokens.ends[last] - tokens.starts[first]
    if size < 2 or (first == last and (words[first] in cues.GENERIC or words[first] in cues.NOT_NAMES)):
        return
    if words[last] in cues.CONCEPT_HEADS or (words[first] in cues.CONCEPT_PHRASES and last > first):
        return
    surface = tokens.surface(first, last)
    if tokens.heading(first) or linking.cyrillic_look_alike(surface):
        return
    if surface.lower() in cues.GENERIC or surface.replace(".", "").lower() in cues.GENERIC:
        return
    if size == 2 and surface.isalpha() and not tokens.camel(first):
        return
    kind, told = type_of(tokens, first, last)
    # Words of a sentence in another language: «Hello world», a quotation, a reference.
    if kind == "work" and last - first >= 12:
        return
    yield Span(first, last, kind, "latin-run", 0.9 if told else 0.8)


_TRAILING = cues.word_set("llm llms api ceo cto gpu gpus npu inst instruct report summit")


def acronyms(tokens: Tokens, taken: bytearray) -> Iterator[Span]:
    """Find Cyrillic acronyms that no list knows («ИИМР»): repeated, or after a word that tells their type."""
    found: dict[str, list[int]] = {}
    for index in tokens.capitals:
        word = tokens.words[index]
        if (
            len(word) >= 3
            and not taken[index]
            and has_cyrillic(word)
            and tokens.all_caps(index)
            and word not in cues.CYRILLIC_GENERIC
            and not linking.mixed_script(tokens.surface(index, index))
            and len(word) <= 6
            and not tokens.heading(index)
            and not tokens.seen_small(word)
            and not _among_capitals(tokens, index, taken)
        ):
            found.setdefault(word, []).append(index)
    for places in found.values():
        told = any(cue_before(tokens, place, ("organization", "work", "person"), 1) for place in places)
        if told or len(places) >= 2:
            for place in places:
                yield Span(place, place, "organization", "acronym", 0.7)


def _among_capitals(tokens: Tokens, index: int, taken: bytearray) -> bool:
    """Say whether a word beside it is in capitals too, as in the head of a table."""
    return any(
        0 <= other < len(tokens)
        and not taken[other]
        and len(tokens.words[other]) > 2
        and tokens.all_caps(other)
        for other in (index - 1, index + 1)
    )
