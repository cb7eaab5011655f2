"""Forms of Polish names, by tables of endings.  Runs when the gazetteer is built.

The press declines Polish and foreign names alike («w Nvidii», «Trumpem», «do Chin»), so names that are the
same in every language get these forms too.  Where an ending leaves two declensions open, both are made: a
form that nobody writes costs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from aitui.analysis.naming.paradigms import Paradigm, combine, fixed, join, paradigm

_VOWELS = "aąeęioóuy"
# What a hard consonant becomes before -e of the locative, and of the dative of words in -a.
_SOFTENED = (
    ("zda", "ździe"), ("sta", "ście"), ("sła", "śle"), ("sna", "śnie"), ("ka", "ce"), ("cha", "sze"),
    ("ha", "sze"), ("ga", "dze"), ("ła", "le"), ("ra", "rze"), ("ta", "cie"), ("da", "dzie"),
)  # fmt: skip
# Plurals whose genitive or locative is their own.
_PLURALS = {
    "niemcy": ("niemiec", "niemczech"),
    "węgry": ("węgier", "węgrzech"),
    "włochy": ("włoch", "włoszech"),
    "indie": ("indii", "indiach"),
    "stany": ("stanów", "stanach"),
    "narody": ("narodów", "narodach"),
    "kielce": ("kielc", "kielcach"),
}
_ADJECTIVES = {
    "masculine": ("y", "ego", "emu", "y", "ym", "ym"),
    "feminine": ("a", "ej", "ej", "ą", "ą", "ej"),
    "neuter": ("e", "ego", "emu", "e", "ym", "ym"),
    "plural": ("e", "ych", "ym", "e", "ymi", "ych"),
}
# Adjectives end so in the nominative.
_MASCULINE = ("ski", "cki", "dzki", "lki", "ny", "wy", "ty", "ły", "ry", "dni", "ży", "szy", "czy")
_FEMININE = ("ska", "cka", "dzka", "wielka", "na", "wa", "ła", "ra", "dnia", "ża", "sza", "cza")
_OTHER = ("kie", "nie", "ne", "we", "te", "łe", "re", "że", "sze", "cze")
# What is an adjective wherever it stands, so no noun that another would go with.
_SURE = (
    "ski", "cki", "dzki", "ska", "cka", "dzka", "skie", "ckie", "dzkie", "owy", "owa", "owe", "lny", "lna",
    "lne",
)  # fmt: skip
# First words that stay as they are: «w Sri Lance», «do Addis Abeby».
_STIFF = (
    "sri",
    "addis",
    "kuala",
    "port",
    "san",
    "santa",
    "tel",
    "abu",
    "sankt",
    "rio",
    "los",
    "las",
    "new",
    "phnom",
)
# Given names of men in -a; all others are women's.
_MEN = ("kuba", "barnaba", "kosma", "joshua", "luca", "andrea", "nikita", "ezra", "mustafa")


def _soft_e(word: str) -> str:
    """Return the locative in -e of a hard stem; `word` is the stem with -a."""
    for end, soft in _SOFTENED:
        if word.endswith(end):
            return word[: -len(end)] + soft
    return word[:-1] + "ie"


def noun(word: str, feminine: bool = False) -> Paradigm:
    """Return the paradigm of a noun or foreign name, in the number in which it is given.

    Args:
        word: nominative, lower case.
        feminine: True for the name of a woman, whose consonant stays bare («Angeli Merkel»).
    """
    stem, end = word[:-1], word[-1:]
    if len(word) < 3 or not word.isalpha():
        return fixed(word)
    if end == "a":
        return _in_a(word)
    if word in _PLURALS:
        genitive, locative = _PLURALS[word]
        base = locative[:-3] if locative.endswith("ach") else stem
        soft = "i" if stem.endswith("i") else ""
        return paradigm(
            word, genitive, base + "om", word, f"{base}ami {stem.removesuffix(soft)}ami", locative
        )
    if end == "y" and stem[-1] not in _VOWELS:
        parted = stem[:-1] + "e" + stem[-1] if stem.endswith("k") else stem
        return _plural(word, stem, parted)
    if word.endswith(("ki", "gi")) and not feminine:
        return join(fixed(word), _plural(word, stem, stem[:-1] + "e" + stem[-1]))
    if word.endswith(("ce", "ice", "le", "ie")) and not feminine:
        # Plurals («Katowice», «Seszele»), and names that stay as they are («Google» takes an apostrophe).
        return join(fixed(word), _plural(word, stem))
    if end == "o" and not feminine:
        return join(fixed(word), _in_o(word))
    if end in _VOWELS or feminine or end == "é" or word.endswith("ium"):
        return fixed(word)
    return _in_consonant(word)


def _plural(word: str, stem: str, genitive: str = "") -> Paradigm:
    return paradigm(word, f"{genitive or stem} {stem}ów", stem + "om", word, stem + "ami", f"{stem}ach")


def _in_a(word: str) -> Paradigm:
    stem = word[:-1]
    last = stem[-1]
    if last == "i":  # «Hiszpania» - «Hiszpanii», «Bośnia» - «Bośni»
        genitive = f"{stem}i {stem}"
        return paradigm(word, genitive, genitive, stem + "ę", stem + "ą", genitive)
    if last == "j" or last in _VOWELS:
        genitive = stem + "i" if last != "j" or stem[-2] not in _VOWELS else f"{stem[:-1]}i {stem}i"
        return paradigm(word, genitive, genitive, stem + "ę", stem + "ą", genitive)
    if last == "l":
        return paradigm(word, stem + "i", stem + "i", stem + "ę", stem + "ą", stem + "i")
    if stem.endswith(("c", "cz", "sz", "rz", "dz", "ż")):
        return paradigm(word, stem + "y", stem + "y", stem + "ę", stem + "ą", stem + "y")
    genitive = stem + ("i" if last in "kg" else "y")
    return paradigm(word, genitive, _soft_e(word), stem + "ę", stem + "ą", _soft_e(word))


def _in_o(word: str) -> Paradigm:
    stem = word[:-1]
    if stem[-1] in _VOWELS:
        return fixed(word)
    instrumental = stem + ("iem" if stem[-1] in "kg" else "em")
    locative = stem + "u" if stem[-1] in "kgl" or stem.endswith("ch") else _soft_e(stem + "a")
    return paradigm(word, stem + "a", stem + "u", word, instrumental, locative)


def _in_consonant(word: str) -> Paradigm:
    if word.endswith("ów"):
        return _masculine(word, word[:-2] + "ow")
    if word.endswith("niec"):
        return _masculine(word, _stem_of_man(word))
    if word.endswith("iec"):
        return _masculine(word, word[:-3] + "c")
    found = _masculine(word, word)
    if word.endswith(("ek", "ec")):  # «Turek» - «Turka», but «Quebec» - «Quebecu»
        return join(found, _masculine(word, word[:-2] + word[-1]))
    if word.endswith("ier"):  # «Węgier» - «Węgra», but «Pfizer» - «Pfizera»
        return join(found, _masculine(word, word[:-3] + "r"))
    if word.endswith("aw"):  # «Wrocław» - «Wrocławia»
        return join(found, _masculine(word, word + "i"))
    return found


_HARDENED = {"ń": "n", "ć": "c", "ś": "s", "ź": "z"}


def _masculine(word: str, base: str) -> Paradigm:
    """Paradigm of a word in a consonant; `base` is the stem before the endings."""
    last = base[-1]
    if last in _HARDENED:  # either gender: «Poznań» - «Poznania», «Łódź» - «Łodzi»
        soft = base[:-1].replace("ó", "o") + _HARDENED[last] + "i"
        return paradigm(
            word, f"{soft}a {soft}", f"{soft}owi {soft}", word, f"{soft}em {soft}ą", f"{soft}u {soft}"
        )
    if last in "ijlkgh" or base.endswith(("c", "cz", "sz", "rz", "ż", "dz")):
        locative = base + "u"
    elif last in "xvq":
        locative = f"{base}ie {base}u"
    else:
        locative = _soft_e(base + "a")
    instrumental = f"{base}iem" if last in "kg" else f"{base}em"
    # The accusative is the nominative or the genitive, so it brings nothing new and stays as the former.
    return paradigm(word, f"{base}a {base}u", f"{base}owi", word, instrumental, locative)


def _adjective(word: str, gender: str) -> Paradigm:
    """Paradigm of an adjective in the gender or number in which it is given."""
    stem = word[:-1]
    if gender != "masculine" and stem.endswith(("ki", "gi")):
        stem = stem[:-1]
    velar = stem.endswith(("k", "g"))
    soft = word.endswith(("ni", "nia", "nie")) and not velar

    def spell(ending: str) -> str:
        if velar and ending[0] in "ey":
            return stem + "i" + ending.removeprefix("y")
        if soft and ending[0] == "y":
            return stem.removesuffix("i") + "i" + ending[1:]
        return stem + ending

    return tuple(
        frozenset((word, *map(spell, case.split())) if number == 0 else map(spell, case.split()))
        for number, case in enumerate(_ADJECTIVES[gender])
    )


def _gender(word: str, head: str) -> str | None:
    """Return the gender or number of an adjective that agrees with a noun beside it; None for a noun."""
    last = head[-1]
    if word.endswith(_MASCULINE) and last not in "aąęoye":
        return "masculine"
    if word.endswith(_FEMININE) and last in "aść":
        return "feminine"
    if word.endswith(_OTHER) and last in "yioe":
        many = last in "yi" or head.endswith(("ie", "ce", "le"))
        return "plural" if many else "neuter"
    return None


def adjective_forms(word: str) -> set[str]:
    """Return the forms of an adjective in all genders, and its first half in compounds («chińsko-»)."""
    stem = word[:-1]
    velar = stem.endswith(("k", "g"))
    soft = word.endswith("i") and not velar
    forms = {word, stem + "o"}
    for row in _ADJECTIVES.values():
        for ending in " ".join(row).split():
            if soft or (velar and ending[0] in "ey"):
                forms.add(stem + "i" + ending.removeprefix("y"))
            else:
                forms.add(stem + ending)
    if stem.endswith("sk"):
        forms.add(stem[:-2] + "scy")
    elif velar:  # «niemieccy», «szwedzcy»
        forms.add(stem[:-1] + "cy")
    elif stem.endswith("n"):
        forms.add(stem + "i")
    return forms


# Nominative plural of men: «Anglik» - «Anglicy».
_MEN_PLURAL = (
    ("k", "cy"), ("g", "dzy"), ("ch", "si"), ("r", "rzy"), ("t", "ci"), ("d", "dzi"), ("z", "zi"),
    ("s", "si"), ("ł", "li"), ("c", "cy"), ("n", "ni"), ("n", "nie"), ("l", "le"), ("w", "wi"),
)  # fmt: skip


def demonym_forms(word: str) -> set[str]:
    """Return the forms of a demonym in both numbers: «chińczyk», «rosjanin», «polka»."""
    forms = {form for case in noun(word) for form in case}
    if word.endswith("ka"):
        stem = word[:-1]
        return forms | {stem + "i", word[:-2] + "ek", *(stem + end for end in ("om", "ami", "ach"))}
    if word.endswith("anin"):
        stem = word[:-2]
        return forms | {stem, stem + "ie", stem + "ów", *(stem + end for end in ("om", "ami", "ach"))}
    stem = _stem_of_man(word)
    for end, ends in _MEN_PLURAL:
        if stem.endswith(end):
            forms.add(stem[: -len(end)] + ends)
    return forms | {stem + end for end in ("ów", "om", "ami", "ach", "owie")}


def _stem_of_man(word: str) -> str:
    if word.endswith("a"):
        return word[:-1]
    if word.endswith("niec"):
        return word[:-4] + "ńc"
    if word.endswith("iec"):
        return word[:-3] + "c"
    if word.endswith(("ek", "ec")):
        return word[:-2] + word[-1]
    return word[:-3] + "r" if word.endswith("ier") else word


def name_forms(name: str) -> set[str]:
    """Return the forms of a name that is not a person's, lower case.

    Adjectives agree with the noun beside them, on either side («Biały Dom», «Unia Europejska»); what follows
    stays, but for the second half of a pair («Bośnia i Hercegowina»).
    """
    words = name.split()
    low = [word.lower() for word in words]
    pair = len(words) == 3 and low[1] in ("i", "oraz") and words[2][0].isupper()
    front = _front(words, low) if not pair else 0
    parts: list[Paradigm] = []
    for index, word in enumerate(low):
        mark = words[index].isupper() or not any(char in _VOWELS for char in word)
        if mark or (index < front and word in _STIFF):
            parts.append(fixed(word))
        elif index < front:
            parts.append(_adjective(word, _gender(word, low[front]) or "masculine"))
        elif index == front or (pair and index == 2):
            parts.append(_last(word))
        elif index == front + 1 and words[index][0].isupper() and (gender := _behind(word, low[front])):
            parts.append(_adjective(word, gender))
        else:
            parts.append(fixed(word))
    return combine(parts)


def _front(words: Sequence[str], low: Sequence[str]) -> int:
    """Return the index of the first noun: how many adjectives stand before it."""
    if len(words) == 2 and low[0] in _STIFF:
        return 1
    for index in range(min(2, len(words) - 1), 0, -1):
        if low[index].endswith(_SURE) or words[index].isupper():
            continue
        if all(_gender(low[at], low[index]) for at in range(index)):
            return index
    return 0


def _behind(word: str, head: str) -> str | None:
    """Gender or number of an adjective behind its noun: «Unia Europejska», «Bank Centralny»."""
    return _gender(word, head) if word.endswith((*_SURE, "ny", "na", "ne")) else None


def _last(word: str) -> Paradigm:
    """Paradigm of a noun; of a hyphenated one its end («Korea», «Addis Abeba», «Alma-Ata»)."""
    if "-" in word:
        first, _, last = word.rpartition("-")
        return tuple(frozenset(f"{first}-{form}" for form in case) for case in _last(last))
    if word.endswith(("ski", "cki", "dzki")):
        return _adjective(word, "masculine")
    return noun(word)


def latin_forms(name: str) -> set[str]:
    """Return the forms of a name that is written so in every language: its last word may be declined."""
    *front, last = name.split()
    low = last.lower()
    if not last.isalpha() or not last[0].isupper() or last.isupper() or len(last) < 4:
        return {name.lower()}
    forms = {form for case in noun(low) for form in case}
    # A silent -e stays before an apostrophe: «Google'a», «Apple'em».
    if low.endswith("e"):
        forms = {low, *(f"{low}'{end}" for end in ("a", "u", "owi", "em"))}
    if low.endswith("y"):
        forms = {low, *(f"{low}'{end}" for end in ("ego", "emu", "m"))}
    return {" ".join((*(word.lower() for word in front), form)) for form in forms}


def _living(paradigm: Paradigm) -> Paradigm:
    """Leave the genitive in -u out, which no man's name has."""
    genitive = frozenset(form for form in paradigm[1] if form.endswith("a")) or paradigm[1]
    return (paradigm[0], genitive, *paradigm[2:])


def person_forms(name: str) -> set[str]:
    """Return the forms of a person's name, lower case; given name and surname change together."""
    words = name.split()
    low = [word.lower() for word in words]
    woman = len(low) > 1 and low[0].endswith("a") and low[0] not in _MEN
    parts: list[Paradigm] = []
    for index, word in enumerate(low):
        surname = index + 1 == len(low) and index > 0
        if words[index][0].islower() or words[index].isupper():
            parts.append(fixed(word))
        elif word.endswith(("ska", "cka", "dzka")) and surname:
            parts.append(_adjective(word, "feminine"))
        elif word.endswith(("ski", "cki", "dzki")) and not woman:
            parts.append(_adjective(word, "masculine"))
        elif surname and woman:
            parts.append(noun(word, feminine=True))
        elif word.endswith("y"):
            parts.append(_in_y(word))
        elif word.endswith("ko"):  # «Kościuszko» - «Kościuszki»
            parts.append(join(fixed(word), _in_a(word[:-1] + "a")))
        else:
            parts.append(_living(noun(word)))
    forms = combine(parts)
    if len(parts) > 1:
        forms |= combine([fixed(low[0]), *parts[1:]])
    return forms


def _in_y(word: str) -> Paradigm:
    """«Jerzy» - «Jerzego», «Kennedy» - «Kennedy'ego»."""
    stem = word[:-1]
    return paradigm(
        word,
        f"{stem}ego {word}'ego",
        f"{stem}emu {word}'emu",
        f"{stem}ego {word}'ego",
        f"{stem}ym {word}'m",
        f"{stem}ym {word}'m",
    )
