"""States and continents by their names in languages that the gazetteer has none of, from CLDR.

The gazetteer knows them in ten languages; CLDR, kept by others, in hundreds.  A name is looked for as it
stands there and with the endings of cases that the language hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from aitui.analysis import cldr
from aitui.analysis.naming import gazetteer

# Of the regions of CLDR only these; the others («Western Asia») are no names.
_CONTINENTS = frozenset({"002", "003", "005", "009", "142", "150", "419", "EU"})

# Endings that a case adds, and what stands in the nominative instead.
_SLAVIC = ("e i u o om oj em a ih", " a o")
_ENDINGS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("sv", "da", "nb", "nn", "no", "nl"), ("s", "")),
    **dict.fromkeys(("hr", "bs", "sl"), _SLAVIC),
    "sr": (_SLAVIC[0] + " е и у о ом ој ем а их", _SLAVIC[1] + " а о"),
    **dict.fromkeys(("cs", "sk"), ("y ě u ou em a e i ej om é", " a o e ie")),
    "be": ("і ы у ю ай яй ам а е", " а я"),
    "fi": ("n ssa ssä sta stä an än in iin aan lla llä lle lta ltä na nä a ä", " i"),
    "et": ("s st sse le l lt ga ni i t", " a"),
    "hu": ("ban ben ból ből ba be ra re nak nek val vel on en ön t ot et tól től hoz ig", ""),
    "ro": ("ei i ul ului", " a"),
    "lt": ("os ai ą oje a o e ui", " a as"),
    "lv": ("as ai u ā am a", " a"),
}
_LONG_BEFORE_ENDING = {"á": "a", "é": "e"}  # Hungarian: Kína, Kínában


def entity_of(name: str, lang: str, known: gazetteer.Gazetteer) -> gazetteer.Entity | None:
    """Return the state or continent of which a language speaks so, in any case; None for another name."""
    slugs = _slugs(lang, known)
    key = gazetteer.key_of(name)
    slug = slugs.get(key)
    if slug is None and " " not in key:
        slug = next((slugs[base] for base in _nominatives(key, lang) if base in slugs), None)
    return known.entities[slug] if slug is not None else None


@lru_cache(maxsize=8)
def longest(lang: str) -> int:
    """Return the words of the longest name in a language; 0 where it needs none or CLDR has none."""
    return max((len(name.split()) for _, name in _names(lang)), default=0)


def _nominatives(word: str, lang: str) -> Iterator[str]:
    """Yield what a word may be without the ending of a case."""
    endings, replacements = _ENDINGS.get(lang, ("", ""))
    for ending in endings.split():
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            base = base[:-1] + _LONG_BEFORE_ENDING.get(base[-1], base[-1]) if lang == "hu" else base
            if ending in ("i", "o", "и", "о") and base.endswith(("k", "к")):
                continue  # «francuski», «француско» are adjectives, the state is never called so
            yield from (base + replacement for replacement in replacements.split(" "))


@lru_cache(maxsize=8)
def _slugs(lang: str, known: gazetteer.Gazetteer) -> Mapping[str, str]:
    """Return key -> slug; a name that CLDR gives two territories belongs to neither."""
    english = dict(_names("en", every=True))
    found: dict[str, str] = {}
    shared: set[str] = set()
    for code, name in _names(lang):
        entities = [entity for entity in known.known(english.get(code, "")) if entity.type == "place"]
        key = gazetteer.key_of(name)
        if len(entities) != 1:
            continue
        if found.setdefault(key, entities[0].slug) != entities[0].slug:
            shared.add(key)
    return {key: slug for key, slug in found.items() if key not in shared}


def _names(lang: str, *, every: bool = False) -> list[tuple[str, str]]:
    """Return code and name of the states and continents; of both scripts where a language has two.

    Args:
        every: also where the gazetteer has names of its own.
    """
    if lang in gazetteer.LANGUAGES and not every:
        return []
    from babel import UnknownLocaleError

    names: list[tuple[str, str]] = []
    for identifier in (lang, *_OTHER_SCRIPTS.get(lang, ())):
        try:
            territories = cldr.locale(identifier).territories
        except (UnknownLocaleError, ValueError):
            continue
        names += [(code, name) for code, name in territories.items() if code in _CONTINENTS or code.isalpha()]
    return names


_OTHER_SCRIPTS: Mapping[str, tuple[str, ...]] = {"sr": ("sr_Latn",), "bs": ("bs_Cyrl",), "no": ("nb",)}
