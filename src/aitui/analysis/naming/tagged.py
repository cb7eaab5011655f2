"""Where a name tagger has its say in the cascade, and where the rules and the gazetteer go before it.

What they know stays: entities of the gazetteer, works, models, laws.  The tagger names what nobody knows,
makes a longer name of a known place inside it («Голос Америки»), and gives its type to what rules guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from aitui.analysis.naming import cues
from aitui.analysis.naming.draft import Draft, Found
from aitui.analysis.naming.han_names import mark_han
from aitui.analysis.naming.taggers.interface import Reading, TypedSpan
from aitui.analysis.naming.tokens import has_cyrillic, has_han
from aitui.analysis.naming.unknown import Span

# A tagger's own names below this are more often wrong than right.
LEAST_SCORE = 0.5
_TYPES = ("person", "organization", "place")


def tagged_spans(draft: Draft) -> list[Span]:
    """Return the names that the tagger sees where nothing is known, clearing the places inside longer ones.

    Names in Han characters, which are no tokens, are marked at once.
    """
    reading = draft.reading
    if reading is None:
        return []
    sure = [span for span in reading.spans if span.score >= LEAST_SCORE]
    spans = list(_tokens(draft, reading, sure))
    covered = draft.covered()
    for span in sure:
        if has_han(draft.tokens.text[span.start : span.end]) and not any(covered[span.start : span.end]):
            mark_han(draft, covered, span.start, span.end, span.type, _rule(reading), span.score)
    return spans


def _tokens(draft: Draft, reading: Reading, sure: Iterable[TypedSpan]) -> Iterator[Span]:
    tokens = draft.tokens
    owners = {place: item for item in draft.found for place in range(max(item.first, 0), item.last + 1)}
    for span in sure:
        first, last = tokens.at(span.start), tokens.at(span.end) - 1
        if last < first or tokens.heading(first) or _term(draft, first, last):
            continue
        taken = [place for place in range(first, last + 1) if draft.taken[place]]
        if any(place not in owners and place not in draft.doubtful for place in taken):
            continue  # a word that its neighbours rule out («долларов США»)
        inner = list({id(owners[place]): owners[place] for place in taken if place in owners}.values())
        if len(inner) == 1 and _with_form(draft, inner[0], first, last):
            draft.take(first, last)
            inner[0].first, inner[0].start = first, tokens.starts[first]
        elif all(_part(item, first, last, span) for item in inner):
            for item in inner:
                draft.found.remove(item)
            for place in taken:
                draft.taken[place] = 0
            yield Span(first, last, span.type, _rule(reading), span.score)


def _term(draft: Draft, first: int, last: int) -> bool:
    """Say whether a name is a term: «СМИ», «API», «ИИ-отрасль», «сенаторы-республиканцы»."""
    tokens = draft.tokens
    words = tokens.words[first : last + 1]
    generic = [word in cues.CYRILLIC_GENERIC or word in cues.GENERIC for word in words]
    if all(generic):
        return True
    if last != first + 1 or tokens.gap(first) != "-" or tokens.capital(last):
        return False
    from aitui.analysis.naming.inflection import dictionary_word

    return generic[0] or (has_cyrillic(words[0]) and all(map(dictionary_word, words)))


def _with_form(draft: Draft, found: Found, first: int, last: int) -> bool:
    """Say whether a longer name is a known organisation behind what it is: «ОАО «Газпром»», «ФК «Зенит»»."""
    before = range(first, found.first)
    return (
        found.type == "organization"
        and found.last == last
        and len(before) > 0
        and all(draft.tokens.all_caps(place) or not draft.tokens.capital(place) for place in before)
    )


def _part(found: Found, first: int, last: int, span: TypedSpan) -> bool:
    """Say whether a mention is inside a longer name that is another's.

    A place or its adjective may stand anywhere in it, an organisation at its beginning («Газпром нефть»).
    """
    if not (first <= found.first and found.last <= last and found.last - found.first < last - first):
        return False
    opens = found.type == span.type == "organization" and found.first == first
    return found.type == "place" or opens


def judged(draft: Draft, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans that rules propose, with the tagger's type where it is surer than the rule."""
    tokens, reading = draft.tokens, draft.reading
    for span in spans:
        if reading is not None and span.type in _TYPES:
            view = reading.judge(tokens.starts[span.first], tokens.ends[span.last])
            if view is not None and view.score > span.score:
                yield replace(span, type=view.type, score=view.score)
                continue
        yield span


def _rule(reading: Reading) -> str:
    return f"tagger-{reading.tagger}"
