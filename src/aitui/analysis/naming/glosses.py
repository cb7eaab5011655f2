"""Names explained in brackets: «Джастин Линь (Justin Lin)», «Bureau of Industry and Security (BIS)».

A bracket alone proves nothing («Google (Gemini 2.0 Pro)»): the two sides must sound alike, be initials of
one another, or stand for a phrase that names an institution.
"""

from __future__ import annotations

import re

from aitui.analysis.naming import cues, linking
from aitui.analysis.naming.draft import Draft, Found
from aitui.analysis.naming.persons import nominative
from aitui.analysis.naming.tokens import Tokens, has_cyrillic, has_han, has_latin
from aitui.frozen import replace
from aitui.model import EntityType
from aitui.text.fold import fold

_HEADS = cues.word_tuple(
    """
    бюро министерств агентств комитет институт университет академи центр совет фонд ассоциаци управлени служб
    комисси лаборатори организаци федераци корпораци департамент школ союз группа общество палата
    """
)


def mark_glosses(draft: Draft) -> None:
    tokens = draft.tokens
    folded = tokens.folded
    covered = draft.covered()
    by_end = {found.end: found for found in draft.found}
    by_first = {found.first: found for found in draft.found if found.first >= 0}
    for match in re.finditer(r"\(", folded):
        opening = match.start()
        close = folded.find(")", opening, opening + 120)
        if close < 0:
            continue
        before = tokens.at(opening) - 1
        outside = next(
            (by_end[place] for place in range(opening, max(opening - 4, 0), -1) if place in by_end), None
        )
        if outside is not None and folded[outside.end : opening].strip(" \"'"):
            outside = None
        first = tokens.at(opening)
        if first >= len(tokens) or tokens.starts[first] >= close:
            continue
        last = tokens.at(close) - 1
        for index in range(first, last):
            if folded[tokens.ends[index]] in ",;/" or "," in tokens.gap(index):
                last = index
                break
        inside = by_first.get(first)
        if inside is not None and inside.last < last:
            continue
        _gloss(draft, covered, outside, before, inside, first, last, opening)


def _gloss(
    draft: Draft,
    covered: bytearray,
    outside: Found | None,
    before: int,
    inside: Found | None,
    first: int,
    last: int,
    opening: int,
) -> None:
    tokens = draft.tokens
    surface = tokens.surface(first, last)
    if inside is None and (fold(surface) in cues.GENERIC or fold(surface) in cues.CYRILLIC_GENERIC):
        return
    if outside is not None:
        if inside is not None and inside.slug == outside.slug:
            return
        phrase = tokens.text[outside.start : outside.end]
        same = (
            linking.same_name(phrase, surface)
            or (outside.name != phrase and linking.same_name(outside.name, surface))
            or (_acronym(surface) and _initials(draft, outside, surface, phrase))
        )
        titles = (
            outside.type in ("law", "work") and inside is not None and inside.type in ("work", "organization")
        )
        if not (same or titles):
            return
        if inside is None:
            if draft.free(first, last) and tokens.capital(first):
                draft.add(
                    first,
                    last,
                    outside.slug,
                    outside.name,
                    outside.type,
                    "gloss",
                    0.9,
                    parent=outside.parent,
                )
            return
        _join(draft, outside, inside)
        return
    if has_han(tokens.text[max(opening - 1, 0) : opening]):
        _han_gloss(draft, covered, inside, first, last, opening)
        return
    if before < 0:
        return
    if tokens.gap(before).strip(" \"'") != "(":
        return
    if _acronym(surface) or (inside is not None and inside.type != "product"):
        _phrase(draft, before, inside, first, last)


def _initials(draft: Draft, found: Found, acronym: str, phrase: str) -> bool:
    entity = draft.known.entities.get(found.slug)
    names = [phrase, found.name]
    if entity is not None:
        names += [name for group in entity.names.values() for name in group]
    return any(linking.initials_of(acronym, name) for name in names)


def _join(draft: Draft, one: Found, other: Found) -> None:
    """Make two mentions one entity; a known one wins, then the Latin one, which other texts share."""
    known_one, known_other = one.slug in draft.known.entities, other.slug in draft.known.entities
    if known_one and known_other:
        return
    winner, loser = (one, other) if known_one or (not known_other and has_latin(one.name)) else (other, one)
    kind = winner.type
    if not (known_one or known_other) and loser.type in ("law", "work", "person"):
        kind = loser.type
    slug = loser.slug
    for found in draft.found:
        if found.slug == slug:
            found.slug, found.name, found.type, found.parent = (
                winner.slug,
                winner.name,
                kind,
                winner.parent,
            )
    loser.rule = "gloss"
    for found in draft.found:
        if found.slug == winner.slug:
            found.type = kind


def _phrase(draft: Draft, before: int, inside: Found | None, first: int, last: int) -> None:
    """«Бюро промышленности и безопасности (BIS)», «Bureau of Industry and Security (BIS)»."""
    tokens = draft.tokens
    acronym = tokens.surface(first, last)
    start, best = before, None
    while start >= 0 and before - start < 12 and not draft.taken[start]:
        if tokens.capital(start):
            phrase = tokens.surface(start, before)
            if _acronym(acronym) and linking.initials_of(acronym, phrase) and before > start:
                best = start
                break
            head = tokens.words[start].startswith(_HEADS)
            if has_cyrillic(phrase) and has_latin(acronym) and (head or _headed(tokens, start, before)):
                best = start
        elif linking.same_name(tokens.surface(start, before), acronym) and tokens.capital(start):
            best = start
        if start == 0 or tokens.gap(start - 1) not in (" ", "-", "'"):
            break
        start -= 1
    if best is None:
        best = _transliterated(draft, before, acronym)
        if best is None:
            return
    phrase = tokens.surface(best, before)
    kind: EntityType = inside.type if inside is not None else "organization"
    if inside is not None:
        draft.add(best, before, inside.slug, inside.name, kind, "gloss", 0.85, parent=inside.parent)
        return
    if not draft.free(first, last) or not tokens.capital(first):
        return
    slug = linking.slug_of(acronym)
    if slug in draft.known.entities:
        slug = linking.slug_of(phrase)
    draft.add(best, before, slug, phrase, kind, "gloss", 0.85)
    draft.add(first, last, slug, phrase, kind, "gloss", 0.85)


def _transliterated(draft: Draft, before: int, latin: str) -> int | None:
    """«Джастин Линь (Justin Lin)»: as many words before the bracket as in it, of one sound."""
    tokens = draft.tokens
    size = len(re.findall(r"[^\W_]+", latin))
    start = before - size + 1
    if start < 0 or not has_latin(latin) or not draft.free(start, before):
        return None
    phrase = tokens.surface(start, before)
    if has_latin(phrase) or not tokens.capital(start):
        return None
    if linking.same_name(phrase, latin) or linking.same_name(nominative(phrase), latin):
        return start
    return None


def _han_gloss(
    draft: Draft, covered: bytearray, inside: Found | None, first: int, last: int, opening: int
) -> None:
    """«姚顺雨（Yao Shunyu）»: the characters before the bracket that read as the Latin name in it."""
    tokens = draft.tokens
    latin = tokens.surface(first, last)
    for size in (2, 3, 4):
        han = tokens.text[opening - size : opening]
        if len(han) < size or any(covered[opening - size : opening]):
            return
        if not linking.same_name(han, latin):
            continue
        if inside is None:
            if not draft.free(first, last):
                return
            inside = draft.add(first, last, linking.slug_of(latin), latin, "person", "gloss", 0.85)
        draft.found.append(
            replace(inside, start=opening - size, end=opening, first=-1, last=-1, rule="gloss")
        )
        return


def _headed(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether a phrase begins with a word such as институт, adjectives before it let pass."""
    for index in range(first, min(first + 3, last + 1)):
        word = tokens.words[index]
        if word.startswith(_HEADS) or word.rpartition("-")[2].startswith(_HEADS):
            return True
    return False


def _acronym(surface: str) -> bool:
    return 2 <= len(surface) <= 8 and surface.isupper() and surface.isalpha()
