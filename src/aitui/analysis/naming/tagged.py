"""Where a name tagger has its say in the cascade, and where the rules and the gazetteer go before it.

What they know stays: entities of the gazetteer, works, models, laws.  The tagger names what nobody knows,
makes a longer name of a known place inside it («Голос Америки»), and gives its type to what rules guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aitui.analysis.naming import cues
from aitui.analysis.naming.draft import Draft, Found
from aitui.analysis.naming.han_names import mark_han
from aitui.analysis.naming.taggers.interface import Reading, TypedSpan, View
from aitui.analysis.naming.tokens import has_cyrillic, has_han
from aitui.analysis.naming.unknown import Span
from aitui.frozen import replace
from aitui.model import EntityType

# A tagger's own names below this cost more than they give: F1 gains by a name whose chance is above half of
# F1 itself (measured on development sets).
LEAST_SCORE = 0.4
# How sure a tagger must be of a longer name in place of a known one, and of a single word that has its
# capital anyway, since it opens a sentence or stands in a heading.
_SURE, _SURE_OF_OPENING = 0.7, 0.55
# In a line in capitals a tagger must guess the case of each word first.
_SURE_OF_HEADING = 0.75
# What the tagger holds for a name with less than this is none in most cases, by the rule that proposes it.
_DENIED = {"capitalised": 0.3, "acronym": 0.1, "latin-run": 0.1}
# The longest ending of a case or an adjective behind an acronym: «UN-a», «NPR-ovom», «IDC-ovih».
_LONGEST_ENDING = 4
# From this score on the type that a rule gives was told by something in the text.
_TOLD = 0.7
_TYPES = ("person", "organization", "place")
# Nobody bears their names, though the adjective may be a surname («James Russo»).
_STATES = frozenset(("country", "territory", "union of states"))


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
    for span in reading.spans:
        if not has_han(draft.tokens.text[span.start : span.end]) or span.score < LEAST_SCORE:
            continue
        if _clear(draft, covered, span):
            mark_han(draft, covered, span.start, span.end, span.type, _rule(reading), span.score)
    return spans


def _clear(draft: Draft, covered: bytearray, span: TypedSpan) -> bool:
    """Make way for a name in Han characters, if what is known stands inside («北京大学» over «北京»).

    Written without blanks, a longer name leaves no doubt that what it holds is a part of it: the two scores
    compete for the same characters.  Only a row of places stays what it is («日本东京» are two).
    """
    if not any(covered[span.start : span.end]):
        return True
    inner = [item for item in draft.found if item.start < span.end and span.start < item.end]
    size = span.end - span.start
    for item in inner:
        inside = span.start <= item.start and item.end <= span.end and item.end - item.start < size
        part = item.type == "place" or (item.type == span.type == "organization")
        if not part or span.type == "person" or not inside:
            return False
    if span.type == "place" and len(inner) > 1:
        return False
    for item in inner:
        draft.found.remove(item)
        covered[item.start : item.end] = bytes(item.end - item.start)
    return True


def _tokens(draft: Draft, reading: Reading, sure: Iterable[TypedSpan]) -> Iterator[Span]:
    tokens = draft.tokens
    owners = {place: item for item in draft.found for place in range(max(item.first, 0), item.last + 1)}
    for span in sure:
        first, last = tokens.at(span.start), tokens.at(span.end) - 1
        if last < first or _term(draft, first, last, span.type):
            continue
        if tokens.heading(first) and (not reading.capitals or span.score < _SURE_OF_HEADING):
            continue
        taken = [place for place in range(first, last + 1) if draft.taken[place]]
        refused = [place for place in taken if place not in owners and place not in draft.doubtful]
        if refused and (span.score < _SURE or len(refused) == last - first + 1):
            continue  # a word that its neighbours rule out («долларов США»)
        inner = list({id(owners[place]): owners[place] for place in taken if place in owners}.values())
        if len(inner) == 1 and _with_form(draft, inner[0], first, last):
            draft.take(first, last)
            inner[0].first, inner[0].start = first, tokens.starts[first]
        elif len(inner) == 1 and _with_ending(draft, inner[0], first, last):
            draft.grow(inner[0], last)
        elif _unsure(draft, inner, span, first, last):
            continue
        elif all(_part(draft, item, first, last, span) for item in inner):
            for item in inner:
                draft.found.remove(item)
            for place in taken:
                draft.taken[place] = 0
            yield Span(first, last, span.type, _rule(reading), span.score)


def _term(draft: Draft, first: int, last: int, kind: EntityType) -> bool:
    """Say whether a name is a term: «СМИ», «API», «ИИ-отрасль», «KI-Modelle», «сенаторы-республиканцы»."""
    tokens = draft.tokens
    if kind == "person" and last > first and _ordinal(tokens.surface(last, last)):
        last -= 1  # «Benedict XVI»
    words = tokens.words[first : last + 1]
    generic = [word in cues.CYRILLIC_GENERIC or word in cues.GENERIC for word in words]
    if all(generic) or (kind == "person" and any(generic)):
        return True
    if last != first + 1 or tokens.gap(first) != "-" or tokens.capital(last):
        return False
    from aitui.analysis.naming.inflection import dictionary_word

    return generic[0] or (has_cyrillic(words[0]) and all(map(dictionary_word, words)))


def _ordinal(word: str) -> bool:
    """Say whether a word is the number behind the name of a ruler: «XVI», «I»."""
    return bool(word) and not set(word) - set("IVX")


def _unsure(draft: Draft, inner: Sequence[Found], span: TypedSpan, first: int, last: int) -> bool:
    """Say whether a name is doubtful where it stands, and the tagger not sure enough of it."""
    if inner:
        return span.score < _SURE or not _says_more(draft, inner, first, last)
    return first == last and span.score < _SURE_OF_OPENING and _stands_out_anyway(draft, first)


# Words that make no name of their own of a known one.
_TERMS = cues.GENERIC | cues.CYRILLIC_GENERIC | cues.CONCEPT_HEADS


def _says_more(draft: Draft, inner: Sequence[Found], first: int, last: int) -> bool:
    """Say whether a longer name adds a word of a name to a known one («Chinese AI» does not)."""
    known = {place for item in inner for place in range(item.first, item.last + 1)}
    words = [draft.tokens.words[place] for place in range(first, last + 1) if place not in known]
    return any(len(word) > 1 and word not in _TERMS for word in words)


def _stands_out_anyway(draft: Draft, index: int) -> bool:
    """Say whether the capital of a word says nothing: it opens a sentence, or its line is a heading."""
    tokens = draft.tokens
    return tokens.initial(index) or tokens.title_case(index) or tokens.heading(index)


def _with_form(draft: Draft, found: Found, first: int, last: int) -> bool:
    """Say whether a longer name is a known organisation behind what it is: «ОАО «Газпром»», «ФК «Зенит»»."""
    before = range(first, found.first)
    return (
        found.type == "organization"
        and found.last == last
        and len(before) > 0
        and all(draft.tokens.all_caps(place) or not draft.tokens.capital(place) for place in before)
    )


def _with_ending(draft: Draft, found: Found, first: int, last: int) -> bool:
    """Say whether a longer name is a known acronym with an ending: «UN-a», «SAD-om», «IDC-ovih»."""
    tokens = draft.tokens
    ending = tokens.surface(last, last)
    return (
        found.first == first
        and found.last == last - 1
        and tokens.gap(last - 1) == "-"
        and tokens.all_caps(last - 1)
        and ending.islower()
        and len(ending) <= _LONGEST_ENDING
    )


def _part(draft: Draft, found: Found, first: int, last: int, span: TypedSpan) -> bool:
    """Say whether a mention is inside a longer name that is another's.

    A place or its adjective may stand anywhere in the name of an organisation or place, a known organisation
    at the beginning of another's («Газпром нефть») and an unknown one anywhere («Academy of Sciences»);
    somebody's surname may be that of a place or a firm («Soichiro Honda»).
    """
    if not (first <= found.first and found.last <= last and found.last - found.first < last - first):
        return False
    if span.type == "person":
        surname = found.first == found.last == last and found.type in ("place", "organization")
        entity = draft.known.entities.get(found.slug)
        state = entity is not None and entity.subtype in _STATES
        return surname and (not state or found.kind == "adj")
    if found.type == span.type == "organization":
        return found.first == first or found.slug not in draft.known.entities
    return found.type == "place"


def judged(draft: Draft, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans that rules propose, with the tagger's type where it is surer than the rule.

    The tagger's views of all occurrences of a name are taken together.  Where capitals are the only evidence
    (an acronym too) and the tagger sees no name anywhere, there is none.
    """
    spans = list(spans)
    views = _views(draft, spans)
    for span in spans:
        view = views.get(_words(draft, span))
        if view is None or span.type not in _TYPES:
            yield span
        elif view.named >= _DENIED.get(span.rule, 0.0):
            kind: EntityType = max(view.types, key=view.types.__getitem__, default=span.type)
            score = view.types.get(kind, 0.0)
            # What a rule only guesses says nothing of the type.
            surer = score > span.score or span.score < _TOLD
            yield replace(span, type=kind, score=score) if surer else span


def _views(draft: Draft, spans: Iterable[Span]) -> dict[tuple[str, ...], View]:
    """Return what the tagger makes of each name, over all its occurrences."""
    tokens, reading = draft.tokens, draft.reading
    if reading is None:
        return {}
    found: dict[tuple[str, ...], list[View]] = {}
    for span in spans:
        view = reading.judge(tokens.starts[span.first], tokens.ends[span.last])
        if view is not None:
            found.setdefault(_words(draft, span), []).append(view)
    return {words: _together(views) for words, views in found.items()}


def _together(views: list[View]) -> View:
    """Return the mean of the types, surer views counting more, and the surest view of its being a name."""
    total = sum(view.named for view in views)
    types: dict[EntityType, float] = {}
    for view in views:
        for kind, chance in view.types.items():
            types[kind] = types.get(kind, 0.0) + chance * view.named / max(total, 1e-12)
    return View(types, max(view.named for view in views))


def _words(draft: Draft, span: Span) -> tuple[str, ...]:
    return tuple(draft.tokens.words[span.first : span.last + 1])


def _rule(reading: Reading) -> str:
    return f"tagger-{reading.tagger}"
