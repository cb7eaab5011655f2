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


@lru_cache(maxsize=1 << 10)
def stems(word: str) -> frozenset[str]:
    """Return the stems under which the other forms of a typed word stand in the index; most often none."""
    plain = stem.bare(word)
    if len(plain) < _SHORTEST or not plain.isalpha():
        return frozenset()
    cyrillic = "\u0400" <= plain[0] <= "\u052f"
    found = _russian(plain) if cyrillic else _irregular().get(plain) or _german(plain, word)
    return found - stem.query_stems(word) - {plain}


def _russian(word: str) -> frozenset[str]:
    analyser = russian_words()
    if not analyser.word_is_known(word):
        return frozenset()
    # The best reading alone: «стали» is a verb far more often than steel.
    forms = {stem.bare(form.word) for form in analyser.parse(word)[0].lexeme}
    found = dict.fromkeys(stem.stem(form, "ru") for form in sorted(forms))
    # «вид», the stem of «видят», is another word.
    own = (one for one in found if one in forms or not analyser.word_is_known(one))
    return frozenset(islice(own, _MOST))


# German prefixes, without their marks: what stands apart from the verb, and what leaves out «ge».
_APART = re.compile(
    "zuruck|zusammen|zurecht|weiter|wieder|heraus|hinaus|herein|hinein|herunter|hervor|voran|voraus|vorbei|"
    "entgegen|ab|an|auf|aus|bei|dar|ein|fest|fort|her|hin|los|mit|nach|vor|weg|zu"
)
_WITHOUT_GE = ("be", "ge", "er", "ver", "zer", "ent", "emp", "miss")
_SHORTEST_ROOT = 3
# Roots behind which -t cannot be spoken: arbeitet, öffnet.
_WITH_E = re.compile("[td]$|[^aeiouhlrmn][mn]$")


def _german(plain: str, typed: str) -> frozenset[str]:
    """Return the stems of the other forms of what may be a German infinitive: aussetzen, ausgesetzt."""
    if not (plain.endswith("en") and typed[0].islower() and len(plain) > _SHORTEST_ROOT + 2):
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
    root = verb.removesuffix("en")
    ge = "" if root.startswith(_WITHOUT_GE) or root.endswith("ier") else "ge"
    ending = "et" if _WITH_E.search(root) else "t"
    return [f"{before}{root}{ending}" for before in dict.fromkeys(("", ge))]


@cache
def _irregular() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in Path(__file__).with_name("irregular.txt").read_text(encoding="utf-8").splitlines():
        lang, *forms = line.split()
        # As a word and as the stem that the index makes of it.
        group = frozenset(one for form in forms for one in (stem.bare(form), stem.stem(form, lang)))
        for form in forms:
            plain = stem.bare(form)
            found[plain] = found.get(plain, frozenset()) | group
    return found
