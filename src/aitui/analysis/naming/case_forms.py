"""Whether a name is another one in a case: «Zagrebu» of Zagreb, «Brisbanes» of Brisbane, «Карнаке» of Карнак.

Only for names that no dictionary knows, and only where a corpus has both in one language: an ending by itself
proves nothing, for many names end like a case of another.  Endings that also tell a woman from a man, or a
surname from a given name, are told apart from those that do not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from aitui.analysis.naming.given_names import given_name

Case = Literal["sure", "doubtful"]

# The end of a name as dictionaries have it, and the endings in its place; "" is a consonant, which stays.
# Singular only: the plural of a name is another thing («Вест», «Вести»).
_Endings = Mapping[str, tuple[str, ...]]
_GENITIVE: _Endings = {"": ("s",), "a": ("as",), "e": ("es",), "i": ("is",), "o": ("os",), "y": ("ys",)}
_SOUTH: _Endings = {"": ("a", "u"), "a": ("e", "i", "u"), "o": ("a", "u"), "e": ("a", "u")}
_WEST: _Endings = {"": ("a", "u", "owi", "ovi"), "a": ("y", "u", "i", "e")}
_EAST: _Endings = {
    "": ("а", "у", "е", "ом"),
    "а": ("ы", "и", "е", "у", "ой"),
    "я": ("и", "е", "ю", "ей"),
    "й": ("я", "ю", "е", "ем"),
    "ь": ("я", "ю", "е", "и", "ем"),
}
_ENDINGS: Mapping[str, _Endings] = {
    **dict.fromkeys(("sv", "da", "no", "nb", "nn", "de"), _GENITIVE),
    **dict.fromkeys(("hr", "sr", "bs", "sl"), _SOUTH),
    **dict.fromkeys(("pl", "cs", "sk"), _WEST),
    **dict.fromkeys(("ru", "uk", "be"), _EAST),
}  # fmt: skip
_VOWELS = frozenset("aeiouyàáâäåæèéêëìíîïòóôöøùúûüýаеёиоуыэюяєіїйь")
# Hissing ends take no s.
_HISSING = frozenset("sxzß")
# Surnames whose women are called so with an a: «Петров», «Петрова».
_SURNAMES = ("ov", "ev", "in", "yn", "ов", "ев", "ёв", "ин", "ын")
_LEAST = 4


def case_of(form: str, base: str, lang: str) -> Case | None:
    """Say whether a word is another one in a case of a language: surely, perhaps, or not at all (None).

    Args:
        form, base: folded words.
        lang: ISO 639-1 code; None for all languages without a table here.
    """
    if len(base) < _LEAST or form == base:
        return None
    for end, forms in _ENDINGS.get(lang, {}).items():
        if end and not base.endswith(end):
            continue
        if not end and (base[-1] in _VOWELS or (forms == ("s",) and base[-1] in _HISSING)):
            continue
        stem = base[: len(base) - len(end)]
        if form.startswith(stem) and form[len(stem) :] in forms:
            return "doubtful" if _another(form, base) else "sure"
    return None


def _another(form: str, base: str) -> bool:
    """Say whether both may be names: «Александра», «Александр»; «Петрова», «Петров»."""
    if form[-1] in "aа" and (base.endswith(_SURNAMES) or given_name(base)):
        return True
    return given_name(form) and given_name(base) and form[-1] in "aeiаеия"
