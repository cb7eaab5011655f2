"""Forms of a word that have no stem in common with it: «рынок», «рынки»; grew, grown; raggiunto.

For searches alone: what is typed is widened, the index stays as it is.  Russian forms are those of
pymorphy3's dictionary; English, German and Italian ones stand in `irregular.txt`, a line a word, its language
first.  Auxiliary verbs are none of them: their forms stand in every text.  A rule makes those of other German
verbs, where the infinitive is typed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

from aitui.text import stem
from aitui.text.morphology import russian_words

# A word of which nothing is known has forms by its looks, and few of them are right; so many are asked for.
_MOST = 24
_SHORTEST = 3


@lru_cache(maxsize=1 << 8)
def stems(word: str) -> frozenset[str]:
    """Return the stems under which the other forms of a typed word stand in the index; most often none."""
    plain = stem.bare(word)
    if len(plain) < _SHORTEST or not plain.isalpha():
        return frozenset()
    cyrillic = "\u0400" <= plain[0] <= "\u052f"
    if cyrillic:
        found = _russian(plain)
    else:
        known = _irregular().get(plain) or _derived(plain)
        # What is written like another word may be a regular verb all the same: kürzen, kurzen.
        found = known | _german(plain, word) if known else _german(plain, word) | _italian(plain)
    return found - stem.query_stems(word) - {plain}


def _russian(word: str) -> frozenset[str]:
    analyser = russian_words()
    if not analyser.word_is_known(word):
        return frozenset()
    # The best reading alone: «стали» is a verb far more often than steel.  What may be an infinitive is one.
    every = analyser.parse(word)
    read = next((one for one in every if "INFN" in one.tag), every[0])
    forms = {stem.bare(form.word) for form in read.lexeme}
    found = dict.fromkeys(stem.stem(form, "ru") for form in sorted(forms))
    # «вид», the stem of «видят», is another word; a longer one hardly ever is.
    own = (one for one in found if one in forms or len(one) > _SHORTEST or not analyser.word_is_known(one))
    return frozenset(islice(own, _MOST))


# Prefixes of Italian verbs, and of German ones that do not stand apart and leave out «ge».
_ITALIAN_PREFIX = re.compile(
    "(?:ri|re|pro|con|com|co|per|inter|intra|sotto|sopra|pre|pos|dis|dif|di|de|e|es|in|im|ir|a|ad|ac|ap|at|s|"
    "tras|tra|contrad|bene|male|o|os|sor|sos|sov|av|pot|stra|oltre|ridi|riaf|ricon)"
)
_GERMAN_PREFIX = re.compile("be|ge|er|ver|zer|ent|emp|miss|uber|unter|wider|hinter")
_SHORTEST_DERIVED = 5


def _derived(word: str) -> frozenset[str]:
    """Return the stems of the forms of a verb made of an irregular one: divenire, verbringen."""
    for at in range(1, len(word) - _SHORTEST_DERIVED + 1):
        before, verb = word[:at], word[at:]
        lang, forms = _infinitives().get(verb, ("", ()))
        if lang == "it" and _ITALIAN_PREFIX.fullmatch(before):
            made = {before + form for form in forms}
        elif lang == "de" and _GERMAN_PREFIX.fullmatch(before):
            made = {before + form.removeprefix("ge") for form in forms} | {before + form for form in forms}
        else:
            continue
        return frozenset(one for form in made for one in (form, stem.stem(form, lang)))
    return frozenset()


# Italian plurals and feminines whose stem is another one, since they look like verbs: diversi, deserti.
_ITALIAN = re.compile("[a-z]{3,}[rst][to]?(?:so|to)")


def _italian(word: str) -> frozenset[str]:
    """Return other forms of what looks like an Italian word whose stem is another one in them."""
    if word.endswith(("care", "gare")) and len(word) > _SHORTEST_DERIVED:
        return frozenset({word[:-3] + "h"})  # pagheranno
    found = {word[:-1] + ending for ending in "iae"} if _ITALIAN.fullmatch(word) else set()
    if word.endswith("o") and len(word) > _SHORTEST_ROOT:
        found.add(word[:-1] + "issim")
    return frozenset(found)


# German prefixes, without their marks: what stands apart from the verb, and what leaves out «ge».
_APART = re.compile(
    "zuruck|zusammen|zurecht|vorher|uberein|umher|weiter|wieder|heraus|hinaus|herein|hinein|herunter|hervor|"
    "voran|voraus|vorbei|"
    "entgegen|ab|an|auf|aus|bei|dar|ein|fest|fort|her|hin|los|mit|nach|vor|weg|zu"
)
_WITHOUT_GE = ("be", "ge", "er", "ver", "zer", "ent", "emp", "miss")
_SHORTEST_ROOT = 3
# Roots behind which -t cannot be spoken: arbeitet, öffnet.
_WITH_E = re.compile("[td]$|[^aeiouhlrmn][mn]$")


def _german(plain: str, typed: str) -> frozenset[str]:
    """Return the stems of the other forms of what may be a German infinitive: aussetzen, ausgesetzt."""
    if not typed[0].islower() or len(plain) <= _SHORTEST_ROOT + 1:
        return frozenset()
    # Not every «er», which in other languages makes another word: enter, entre; alter, altre.
    if plain.endswith(("uer", "el")):
        return frozenset({f"{plain[:-2]}{plain[-1]}e{ending}" for ending in ("", "n", "r", "s")})  # teure
    if not plain.endswith(("en", "eln", "ern")):
        return frozenset()
    found = set(_conjugated(plain))
    if apart := _APART.match(plain):
        prefix, verb = apart[0], plain[apart.end() :]
        if len(verb) > _SHORTEST_ROOT + 1:
            # An irregular one has the forms that it has alone.
            forms = _irregular().get(verb) or _conjugated(verb)
            found |= {prefix + form for form in forms} | {f"{prefix}zu{verb}"}
    return frozenset(stem.stem(form, "de") for form in found)


def _conjugated(verb: str) -> list[str]:
    """Return forms of a regular verb from which the stemmer makes the others."""
    root = verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")
    ge = "" if root.startswith(_WITHOUT_GE) or root.endswith("ier") else "ge"
    ending = "et" if _WITH_E.search(root) else "t"
    return [f"{before}{root}{ending}" for before in dict.fromkeys(("", ge))]


@cache
def _lines() -> tuple[tuple[str, tuple[str, ...]], ...]:
    text = Path(__file__).with_name("irregular.txt").read_text(encoding="utf-8")
    found: list[tuple[str, tuple[str, ...]]] = []
    for line in text.splitlines():
        lang, *forms = line.split()
        if lang == "it":  # fecero beside fece
            forms += [form[:-1] + "ero" for form in forms[1:] if form.endswith(_REMOTE)]
        found.append((lang, tuple(forms)))
    return tuple(found)


# How the past of irregular Italian verbs ends.
_REMOTE = ("se", "bbe", "ppe", "nne", "cque", "lle", "tte", "vve", "ide")


@cache
def _infinitives() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return language and bare forms of irregular verbs of German and Italian, by how they are looked up."""
    return {
        stem.bare(forms[0]): (lang, tuple(map(stem.bare, forms)))
        for lang, forms in _lines()
        if lang in ("de", "it") and forms[0].endswith(("re", "en"))
    }


@cache
def _irregular() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for lang, forms in _lines():
        # As a word and as the stem that the index makes of it.
        group = frozenset(one for form in forms for one in (stem.bare(form), stem.stem(form, lang)))
        for form in forms:
            plain = stem.bare(form)
            found[plain] = found.get(plain, frozenset()) | group
    return found
