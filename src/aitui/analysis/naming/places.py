"""Places that are part of a longer name, and places in languages without names of their own."""

from __future__ import annotations

from collections.abc import Mapping

from aitui.analysis.language import CASED_LANGUAGES
from aitui.analysis.naming import cues, gazetteer, linking, territories
from aitui.analysis.naming.draft import Draft, Found
from aitui.analysis.naming.given_names import given_name
from aitui.analysis.naming.tokens import has_cyrillic, has_han, has_latin


def settle_places(draft: Draft) -> None:
    """Give up known places that are part of a longer name, and lengthen those that an adjective tells apart.

    «Miami Bass» in a Cyrillic text is one name in Latin letters, «Margarete von Parma» a person, «Британский
    Камерун» another place than «Камерун».
    """
    latin = draft.foreign and (has_cyrillic(draft.tokens.text) or has_han(draft.tokens.text))
    adjectives = {item.last: item for item in draft.found if item.kind == "adj"}
    for found in list(draft.found):
        if found.type != "place" or found.kind != "name" or found.first < 0 or found.rule != "gazetteer":
            continue
        if (latin and _in_latin_run(draft, found)) or (draft.lang == "de" and _of_noble(draft, found)):
            draft.found.remove(found)
            for index in range(found.first, found.last + 1):
                draft.taken[index] = 0
        elif draft.lang == "ru":
            _lengthen(draft, found, adjectives)


_AND = cues.word_set("и или і й та або and or")


def mark_shared_words(draft: Draft) -> None:
    """«Северной и Южной Кореи», "South and Southeast Asia": the first of two places shares the last word."""
    tokens, known = draft.tokens, draft.known
    for found in list(draft.found):
        joint, last = found.first - 1, found.first - 2
        if found.type != "place" or found.last == found.first or last < 0:
            continue
        if tokens.words[joint] not in _AND or tokens.gap(last) != " " or tokens.gap(joint) != " ":
            continue
        first = last
        while tokens.gap(first - 1) == "-":  # «Юго-Восточной и Южной Азии»
            first -= 1
        if not tokens.capital(first) or not draft.free(first, last):
            continue
        whole_name = " ".join([*tokens.words[first : last + 1], tokens.words[found.last]])
        for reading in known.readings(whole_name):
            entity = known.entities[reading.slug]
            if entity.type == "place" and reading.kind == "name" and reading.lang in (draft.lang, "*"):
                draft.add_entity(first, last, entity, "gazetteer", 0.9)
                break


def _in_latin_run(draft: Draft, found: Found) -> bool:
    """Say whether another Latin word with a capital, unknown too, follows a place in Latin letters."""
    tokens, following = draft.tokens, found.last + 1
    return (
        has_latin(tokens.text[found.start : found.end])
        and tokens.gap(found.last) == " "
        and not draft.taken[following]
        and tokens.capital(following)
        and has_latin(tokens.words[following])
    )


def _of_noble(draft: Draft, found: Found) -> bool:
    """«Margarete von Parma»: a given name, «von» and a place."""
    tokens, first = draft.tokens, found.first
    return (
        first >= 2
        and tokens.words[first - 1] == "von"
        and tokens.gap(first - 1) == tokens.gap(first - 2) == " "
        and tokens.capital(first - 2)
        and given_name(tokens.words[first - 2])
    )


def _lengthen(draft: Draft, found: Found, adjectives: Mapping[int, Found]) -> None:
    """Take a capitalised adjective before a Russian place into its name, unless it opens the sentence."""
    tokens, before = draft.tokens, found.first - 1
    adjective = adjectives.get(before)
    if (
        before < 0
        or (draft.taken[before] and adjective is None)
        or tokens.gap(before) != " "
        or found.last != found.first
    ):
        return
    word = tokens.words[before]
    if (
        not tokens.capital(before)
        or tokens.all_caps(before)
        or tokens.initial(before)
        or not has_cyrillic(word)
    ):
        return
    from aitui.analysis.naming.inflection import place_phrase

    name = place_phrase(word, tokens.words[found.first])
    if name is None:
        return
    if adjective is not None:
        draft.found.remove(adjective)
    front, noun = name.split()
    found.name = f"{front} {noun.capitalize()}"
    found.slug, found.rule, found.score = linking.slug_of(found.name), "capitalised", 0.8
    draft.take(before, before)
    found.first, found.start = before, tokens.starts[before]


def lent_places(draft: Draft) -> None:
    """Mark places where a language has no names of its own here: states by CLDR, others in English.

    Last, or they would cut longer names.  What another rule found and only CLDR knows becomes that place.
    """
    tokens, known, lang = draft.tokens, draft.known, draft.lang
    if lang in gazetteer.LANGUAGES or lang not in CASED_LANGUAGES:
        return
    for found in draft.found:
        if found.rule != "gazetteer" and found.kind == "name" and found.first >= 0:
            entity = territories.entity_of(tokens.surface(found.first, found.last), lang, known)
            if entity is not None and draft.borne_out(entity):
                found.slug, found.name, found.type = entity.slug, entity.name, entity.type
                found.rule, found.score = "gazetteer", 0.9
    for index in tokens.capitals:
        if not draft.free(index, index) or tokens.glued_left(index):
            continue
        for last in range(min(index + territories.longest(lang), len(tokens)) - 1, index - 1, -1):
            if not draft.free(index, last) or tokens.glued_right(last) or tokens.gap(last) == "-":
                continue  # «Suez-krisen»
            entity = territories.entity_of(tokens.surface(index, last), lang, known)
            if entity is None and last == index:
                entity = known.english(tokens.surface(index, index), lang)
            if entity is not None and draft.borne_out(entity):
                draft.add_entity(index, last, entity, "gazetteer", 0.9)
                break
