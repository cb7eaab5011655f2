"""Institutions named after a place, a field or a person: «Universidad Politécnica de Valencia».

The head tells the type, a small word joins what follows, and the place inside is no mention of its own.
"""

from __future__ import annotations

from aitui.analysis.language import LATIN_LANGUAGES
from aitui.analysis.naming import cues, linking
from aitui.analysis.naming.draft import Draft

_JOINS = {
    "en": cues.word_set("of for"),
    "it": cues.word_set("di del della dell degli delle dei per"),
    "fr": cues.word_set("de du des d pour"),
    "es": cues.word_set("de del para"),
    "pt": cues.word_set("de do da dos das"),
    "de": cues.word_set("für der des von"),
}
_AND = cues.word_set("and e y et und &")
_ARTICLES = cues.word_set("the la le les el los las l il i gli lo")
# Heads beside the names of institutions in general.
_HEADS = cues.INSTITUTIONS | cues.word_set(
    """
    centro center centre comisión commission commissione cour corte court consejo agencia agence agenzia
    agency bundesamt bundesverband bundesministerium verband institut hochschule universität technische office
    xunta junta generalitat bureau oficina fundación fondation fondazione foundation
    confederación confédération confederazione
    """
)
_LONGEST = 9


# The last part of a German compound that makes an organisation of the name before it.
_COMPOUNDS = cues.word_set(
    """
    gesellschaft gemeinschaft stiftung institut universität gruppe konzern verband hochschule akademie verlag
    """
)


def _compounds(draft: Draft) -> None:
    """«Helmholtz-Gemeinschaft»: names joined by hyphens to what they are."""
    tokens = draft.tokens
    for index in tokens.capitals:
        if tokens.words[index] not in _COMPOUNDS or tokens.gap(index - 1) != "-" or draft.taken[index]:
            continue
        first = index - 1
        while first and tokens.gap(first - 1) == "-":
            first -= 1
        if draft.free(first, index) and tokens.capital(first) and len(tokens.words[first]) > 3:
            name = tokens.surface(first, index)
            draft.add(first, index, linking.slug_of(name), name, "organization", "capitalised", 0.7)


def mark_institutions(draft: Draft) -> None:
    """Mark institutions of a head, perhaps adjectives, a joining word and capitalised words."""
    if draft.lang not in LATIN_LANGUAGES:
        return
    if draft.lang == "de":
        _compounds(draft)
    tokens = draft.tokens
    joins = _JOINS.get(draft.lang, frozenset())
    owners = {found.first: found for found in draft.found if found.first >= 0}
    for index in tokens.capitals:
        if tokens.words[index] not in _HEADS or draft.taken[index] or tokens.title_case(index):
            continue
        first = index
        while first and tokens.gap(first - 1) == " " and _part(draft, first - 1) and index - first < 2:
            first -= 1
        last = _end(draft, index, joins)
        if last is None:
            continue
        inner = [owners[place] for place in range(first, last + 1) if place in owners]
        if any(found.last > last or found.type != "place" for found in inner):
            continue
        for found in inner:
            draft.found.remove(found)
        name = tokens.surface(first, last)
        draft.add(first, last, linking.slug_of(name), name, "organization", "capitalised", 0.75)


def _part(draft: Draft, index: int) -> bool:
    """Say whether a capitalised word before the head belongs to it («Royal Academy of …»)."""
    tokens = draft.tokens
    word = tokens.words[index]
    return (
        tokens.capital(index)
        and not draft.taken[index]
        and not tokens.initial(index)
        and word not in cues.OPENERS
        and word not in cues.TITLES
    )


def _end(draft: Draft, head: int, joins: frozenset[str]) -> int | None:
    """Return the last token of an institution, None where nothing joins a name to its head."""
    tokens, index, joined, end = draft.tokens, head, False, None
    while index + 1 < len(tokens) and index - head < _LONGEST:
        gap, word = tokens.gap(index), tokens.words[index + 1]
        if gap not in (" ", "'", "-"):
            break
        capital = tokens.capital(index + 1)
        if capital and not joined and cues.TAILS.get(word) == "place":
            break  # «South Bank Tower»
        if capital and (word not in cues.OPENERS or tokens.all_caps(index + 1)):
            index += 1
            end = index if joined else None
        elif word in joins or (joined and not capital and (word in _ARTICLES or word in _AND)):
            # Only towards another capital: «la Universidad de Granada y los profesores».  A joining word may
            # begin with one itself («Universität Für Musik»), so one looks behind it; an article that does
            # begins another name («an der Syracuse University The Hill»).
            ahead = index + 2
            while ahead < len(tokens) and not tokens.capital(ahead) and ahead - index < 3:
                ahead += 1
            between = tokens.words[index + 1 : ahead]
            small = all(item in joins or item in _ARTICLES or item in _AND for item in between)
            if ahead >= len(tokens) or not tokens.capital(ahead) or not small:
                break
            if tokens.gap(ahead - 1) not in (" ", "'") or (word in _AND and not _free(draft, ahead)):
                break
            joined, index = True, ahead - 1
        else:
            break
    return end


def _free(draft: Draft, index: int) -> bool:
    """Say whether the token is nobody's: «… de Madrid y Barcelona» goes on with another name."""
    return not draft.taken[index]
