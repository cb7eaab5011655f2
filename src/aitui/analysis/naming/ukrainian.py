"""Forms of Ukrainian names, by tables of endings.  Runs when the gazetteer is built.

No dictionary: foreign names, which it would lack, are most of what is declined here.  Where the ending leaves
two genders or two declensions open, both are made: a form that nobody writes costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from aitui.analysis.naming.paradigms import Paradigm, combine, fixed, join, paradigm

_VOWELS = "аеєиіїоуюя"
_HUSHING = "жчшщ"
# The consonant before -і of the dative and locative.
_SOFTENED = {"к": "ц", "г": "з", "х": "с"}
# Closed syllables that open again: «Київ» - «Києва», «Ріг» - «Рогу», «Тернопіль» - «Тернополя».
_OPENED = (
    ("їв", "єв"), ("піль", "поль"), ("ріг", "рог"), ("схід", "сход"), ("острів", "остров"), ("єць", "йць"),
    ("ець", "ць"), ("турок", "турк"),
)  # fmt: skip
# Adjectives end so in the nominative, by what the noun beside them ends in.
_MASCULINE = ("ий", "ій", "їй")
_FEMININE = ("на", "ка", "ва", "та", "ла", "ра", "ша", "жа", "ча", "га", "ня", "да", "за", "са")
_NEUTER = ("не", "ке", "ве", "те", "ле", "ре", "нє", "де", "ше")
_PLURAL = ("ні", "кі", "ві", "ті", "лі", "рі", "ші", "ді")
_POSSESSIVE = ("ова", "ева", "єва", "іна", "їна", "ина")
# Given names of men in a vowel; all others in -а and -я are women's.
_MEN = ("микола", "ілля", "лука", "хома", "кузьма", "микита", "данила", "фома", "саша", "коста")


def noun(word: str, feminine: bool = False) -> Paradigm:
    """Return the paradigm of a noun or foreign name, in the number in which it is given.

    Args:
        word: nominative, lower case.
        feminine: True for the name of a woman, whose consonant stays bare («Ангели Меркель»).
    """
    stem, end = word[:-1], word[-1:]
    if len(word) < 3 or not word.isalpha():
        return fixed(word)
    if end == "а":
        soft = stem[:-1] + _SOFTENED.get(stem[-1], stem[-1])
        y, o = ("і", "е") if stem[-1] in _HUSHING else ("и", "о")
        return paradigm(word, stem + y, soft + "і", stem + "у", f"{stem}{o}ю", soft + "і")
    if end == "я" and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:  # neuter: «Запоріжжя»
        return paradigm(word, word, stem + "ю", word, stem + "ям", f"{stem}і {stem}ю")
    if end == "я":
        i, e = ("ї", "є") if stem[-1] in _VOWELS + "'’" else ("і", "е")
        return paradigm(word, stem + i, stem + i, stem + "ю", f"{stem}{e}ю", stem + i)
    if end == "о":
        if not word.endswith(("во", "но", "дніпро", "ко", "місто")):
            return fixed(word)
        return join(
            fixed(word),
            paradigm(word, stem + "а", f"{stem}у {stem}ові", word, stem + "ом", f"{stem}у {stem}і"),
        )
    if end == "и":
        return paradigm(word, f"{stem} {stem}ів", stem + "ам", word, stem + "ами", stem + "ах")
    if word.endswith("ці"):
        return paradigm(word, f"{stem}ів {stem}ь", stem + "ям", word, stem + "ями", stem + "ях")
    if end in _VOWELS or feminine:
        return fixed(word)
    for closed, opened in _OPENED:
        if word.endswith(closed):
            return _masculine(word, word[: -len(closed)] + opened)
    if word.endswith("ів"):  # «Львів» - «Львова», but «Тель-Авів» - «Тель-Авіва»
        return join(_masculine(word, word), _masculine(word, word[:-2] + "ов"))
    return _masculine(word, word)


def _masculine(word: str, base: str) -> Paradigm:
    """Paradigm of a word in a consonant; `base` is the stem with its sign, before the endings.

    The accusative is the nominative or the genitive, so it brings nothing new and stays as the former.
    """
    stem, end = base[:-1], base[-1]
    if end == "ь" and base == word:
        # Either gender: «Ізраїль» - «Ізраїлю», «Казань» - «Казанню».
        double = stem[-1] if stem[-1] in "зсцтднлч" and stem[-2] in _VOWELS else ""
        cases = ("я ю і", "ю еві і", "ь", f"ем {double}ю", "і ю еві")
    elif end == "ь":
        cases = ("я ю", "ю еві", "", "ем", "і ю еві")
    elif end == "й":
        cases = ("я ю", "ю єві", "", "єм", "ї ю єві")
    elif end in _HUSHING:
        cases = (f"{end}а {end}у", f"{end}у {end}еві", "", f"{end}ем", f"{end}і {end}у {end}еві")
    else:
        own = f" {end}им" if base.endswith(("ов", "ев", "єв", "ін", "їн", "ин")) else ""
        soft = f"{_SOFTENED.get(end, end)}і"
        cases = (f"{end}а {end}у", f"{end}у {end}ові", "", f"{end}ом{own}", f"{soft} {end}у {end}ові")
    forms = [frozenset(stem + ending for ending in case.split()) for case in cases]
    forms[2] = frozenset((word,))
    return (frozenset((word,)), *forms)


_HARD = {
    "masculine": "ий ого ому ий им ому",
    "feminine": "а ої ій у ою ій",
    "neuter": "е ого ому е им ому",
    "plural": "і их им і ими их",
}
_SOFT = {
    "masculine": "ій ього ьому ій ім ьому",
    "feminine": "я ьої ій ю ьою ій",
    "neuter": "є ього ьому є ім ьому",
    "plural": "і іх ім і іми іх",
}


def _soft(word: str) -> bool:
    return word.endswith(("ній", "ня", "нє"))


def _adjective(word: str, gender: str) -> Paradigm:
    stem = word[:-2] if gender == "masculine" else word[:-1]
    table = (_SOFT if _soft(word) else _HARD)[gender].split()
    return tuple(frozenset((stem + ending,)) for ending in table)


def _gender(word: str, head: str) -> str | None:
    """Return the gender or number of an adjective that agrees with the noun after it; None for a noun."""
    last = head[-1]
    if word.endswith(_MASCULINE) and last not in "аиоя":
        return "masculine"
    if word.endswith(_FEMININE) and last in "аяь":
        return "feminine"
    if word.endswith(_NEUTER) and last in "оея":
        return "neuter"
    if word.endswith(_PLURAL) and last in "иі":
        return "plural"
    return None


def adjective_forms(word: str) -> set[str]:
    """Return the forms of an adjective in all genders, and its first half in compounds («китайсько-»)."""
    soft = _soft(word)
    stem = word[:-2]
    table = _SOFT if soft else _HARD
    return {stem + "о", *(stem + ending for row in table.values() for ending in row.split())}


def _plural(stem: str, bare: str) -> set[str]:
    """Forms of the plural of a demonym; `bare` is its genitive."""
    soft = stem.endswith("ц") and not stem.endswith("цц")
    i, a = ("і", "я") if soft else ("и", "а")
    return {bare, *(stem + end for end in (i, a + "м", a + "ми", a + "х"))}


def demonym_forms(word: str) -> set[str]:
    """Return the forms of a demonym in both numbers: «українець», «росіянин», «полька»."""
    if word.endswith(("ий", "ій")):
        return adjective_forms(word)
    forms = {form for case in noun(word) for form in case}
    if word.endswith(("ець", "єць")):
        stem = word[:-3] + ("йц" if word.endswith("єць") else "ц")
        return forms | _plural(stem, stem + "ів")
    if word.endswith(("анин", "янин")):
        return forms | _plural(word[:-2], word[:-2])
    if word.endswith("ка"):
        return forms | _plural(word[:-1], word[:-2] + "ок")
    if word.endswith("ок"):
        return forms | _plural(word[:-2] + "к", word[:-2] + "ків")
    if word[-1] in "аияі":
        return forms
    return forms | _plural(word, word + "ів")


def name_forms(name: str) -> set[str]:
    """Return the forms of a name that is not a person's, lower case.

    Adjectives agree with the first noun; what follows that noun stays, but for the second half of a pair
    («Боснія і Герцеговина»).
    """
    words = name.split()
    low = [word.lower() for word in words]
    pair = len(words) == 3 and low[1] in ("і", "й", "та") and words[2][0].isupper()
    parts: list[Paradigm] = []
    head = False
    for index, word in enumerate(low):
        following = low[index + 1] if index + 1 < len(low) else ""
        gender = _gender(word, following) if following and not pair else None
        if words[index].isupper() or not word[0].isalpha() or (head and not (pair and index == 2)):
            parts.append(fixed(word))
            head = True
        elif gender is not None and not head:
            parts.append(_adjective(word, gender))
        elif word.endswith("уа") and following:  # «Папуа Нова Гвінея»
            parts.append(fixed(word))
        else:
            parts.append(_last(word))
            head = True
    return combine(parts) | _late_heads(words, low)


def _late_heads(words: Sequence[str], low: Sequence[str]) -> set[str]:
    """«Міжнародний валютний фонд»: an adjective before another adjective and a noun."""
    if len(words) != 3 or any(word.isupper() for word in words):
        return set()
    second = _gender(low[1], low[2])
    if second is None or not low[0].endswith((*_MASCULINE, *_FEMININE, *_NEUTER, *_PLURAL)):
        return set()
    first = {"masculine": _MASCULINE, "feminine": _FEMININE, "neuter": _NEUTER, "plural": _PLURAL}[second]
    if not low[0].endswith(first):
        return set()
    return combine([_adjective(low[0], second), _adjective(low[1], second), _last(low[2])])


def _last(word: str) -> Paradigm:
    """Paradigm of a noun or of an adjective that stands for one («Рівне»); of a hyphenated one the end."""
    if "-" in word:
        first, _, last = word.rpartition("-")
        return tuple(frozenset(f"{first}-{form}" for form in case) for case in _last(last))
    if word.endswith(("ський", "цький", "зький", "ий")):
        return _adjective(word, "masculine")
    if word.endswith(("ська", "цька", "зька")):
        return _adjective(word, "feminine")
    return noun(word)


def _living(paradigm: Paradigm) -> Paradigm:
    """Leave the genitive in -у out, which no man's name has."""
    genitive = frozenset(form for form in paradigm[1] if form.endswith(("а", "я"))) or paradigm[1]
    return (paradigm[0], genitive, *paradigm[2:])


def person_forms(name: str) -> set[str]:
    """Return the forms of a person's name, lower case; given name and surname change together."""
    words = name.split()
    low = [word.lower() for word in words]
    woman = len(low) > 1 and low[0][-1] in "ая" and low[0] not in _MEN
    woman = woman or (len(low) > 1 and low[-1].endswith(("ова", "ева", "єва", "ська", "цька")))
    parts: list[Paradigm] = []
    for index, word in enumerate(low):
        surname = index + 1 == len(low)
        if words[index][0].islower():
            parts.append(fixed(word))
        elif surname and woman:
            parts.append(_woman(word))
        elif word.endswith(("ський", "цький", "зький", "ий")) and surname:
            parts.append(_adjective(word, "masculine"))
        else:
            parts.append(_living(noun(word)))
    forms = combine(parts)
    if len(parts) > 1:
        forms |= combine([fixed(low[0]), *parts[1:]])
    return forms


def _woman(surname: str) -> Paradigm:
    if surname.endswith(("ська", "цька", "зька")):
        return _adjective(surname, "feminine")
    if surname.endswith(_POSSESSIVE):
        stem = surname[:-1]
        return join(
            noun(surname), paradigm(surname, stem + "ої", stem + "ій", stem + "у", stem + "ою", stem + "ій")
        )
    return noun(surname, feminine=True) if surname[-1] not in "ко" else fixed(surname)
