"""Keys by which two spellings are known to be one name: OCR damage, look-alike letters, other scripts.

The rules go from sure to less sure, and anything with a digit is never compared loosely: H100 and H800,
o1 and o3, GPT-4 and GPT-4o differ by one sign and are different things.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from aitui.analysis.naming.cues import word_set
from aitui.analysis.naming.tokens import has_cyrillic, has_han, has_latin
from aitui.text import phonetics
from aitui.text.fold import fold

# Cyrillic letters that look like Latin ones, in both directions.
_TO_LATIN = str.maketrans("АВЕЗКМНОРСТУХЅІЈаеорсухѕіј", "ABE3KMHOPCTYXSIJaeopcyxsij")
_TO_CYRILLIC = str.maketrans("ABEKMHOPCTYXaeopcyxu", "АВЕКМНОРСТУХаеорсухи")
_LOOK_ALIKE = frozenset("ABCEHKMOPTXYUN")
_SEPARATORS = re.compile(r"[\W_]+")
_OUTSIDE_NUMBERS = re.compile(r"(?<![0-9])[\W_]+|[\W_]+(?![0-9])")
_OCR = str.maketrans("1i0|", "llol")


@lru_cache(maxsize=1 << 14)
def slug_of(name: str) -> str:
    """Return the slug of a name: romanised, small letters and digits, joined by hyphens.

    A name found in several scripts gives one slug where transliteration is regular; a chain of Palladius
    syllables («Лян Вэньфэн») becomes pinyin.
    """
    parts = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", name.replace("\u00ad", "")))
    if has_cyrillic(name) and chinese_person(parts):
        return "-".join(palladius(part) or "" for part in parts)
    return "-".join(part for part in (_SEPARATORS.sub("", romanise(word)) for word in parts) if part)[
        :80
    ].strip("-")


@lru_cache(maxsize=1 << 13)
def exact_key(name: str) -> str:
    """Return the name without case, separators and look-alike letters; dots between digits stay."""
    text = unmix(unicodedata.normalize("NFKC", name)).casefold()
    return _OUTSIDE_NUMBERS.sub("", text)


@lru_cache(maxsize=1 << 13)
def ocr_key(name: str) -> str:
    """Return a key under which characters that scanners confuse (I l 1 i |, 0 O) are one."""
    text = name if name.isascii() else unmix(unicodedata.normalize("NFKC", name))
    text = text.replace("I", "l").casefold()
    return _SEPARATORS.sub("", text).translate(_OCR)


def mixed_script(word: str) -> bool:
    """Say whether Latin and Cyrillic letters stand in one word, which no language does."""
    return has_latin(word) and has_cyrillic(word)


def unmix(word: str) -> str:
    """Return a word of mixed scripts with its Cyrillic look-alikes as Latin letters; others as they are."""
    return to_latin(word) if mixed_script(word) else word


def to_latin(word: str) -> str:
    """Return a word with its Cyrillic look-alikes as Latin letters."""
    return word.translate(_TO_LATIN)


def to_cyrillic(word: str) -> str:
    """Return a word with its Latin look-alikes as Cyrillic letters."""
    return word.translate(_TO_CYRILLIC)


def latin_look_alike(word: str) -> str | None:
    """Return a Cyrillic word as the Latin letters that it looks like, None if one letter has no double."""
    latin = to_latin(word)
    return latin if latin != word and not has_cyrillic(latin) else None


def cyrillic_look_alike(word: str) -> bool:
    """Say whether a word of Latin capitals can be Cyrillic capitals read wrongly («APXUTEKTYP»)."""
    # Three or four letters are more often an acronym («EMC»).
    return len(word) >= 2 and len(word) not in (3, 4) and word.isupper() and set(word) <= _LOOK_ALIKE


# ---- Chinese names: Palladius (Russian) to pinyin -------------------------------------------------------
_INITIALS = {
    "б": "b", "п": "p", "м": "m", "ф": "f", "д": "d", "т": "t", "н": "n", "л": "l", "г": "g", "к": "k",
    "х": "h", "чж": "zh", "ч": "ch", "ш": "sh", "ж": "r",
}  # fmt: skip
_FINALS = {
    "а": "a", "о": "o", "э": "e", "ай": "ai", "эй": "ei", "ао": "ao", "оу": "ou", "ань": "an", "энь": "en",
    "ан": "ang", "эн": "eng", "ун": "ong", "и": "i", "я": "ia", "яо": "iao", "е": "ie", "ю": "iu",
    "янь": "ian",
    "инь": "in", "ян": "iang", "ин": "ing", "у": "u", "уа": "ua", "уай": "uai", "уй": "ui", "уань": "uan",
    "унь": "un", "уан": "uang", "юй": "u", "юэ": "ue",
}  # fmt: skip
_PALATAL = {"цз": "j", "ц": "q", "с": "x"}
_PALATAL_FINALS = {
    "и": "i", "я": "ia", "яо": "iao", "е": "ie", "ю": "iu", "янь": "ian", "инь": "in", "ян": "iang",
    "ин": "ing",
    "юн": "iong", "юй": "u", "юэ": "ue", "юань": "uan", "юнь": "un",
}  # fmt: skip
_SIBILANT = {"цз": "z", "ц": "c", "с": "s"}
_BARE = {
    "а": "a", "ай": "ai", "ань": "an", "ан": "ang", "ао": "ao", "э": "e", "энь": "en", "эр": "er", "и": "yi",
    "я": "ya", "яо": "yao", "е": "ye", "ю": "you", "янь": "yan", "инь": "yin", "ян": "yang", "ин": "ying",
    "юн": "yong", "у": "wu", "ва": "wa", "во": "wo", "вай": "wai", "вэй": "wei", "вань": "wan", "вэнь": "wen",
    "ван": "wang", "вэн": "weng", "юй": "yu", "юэ": "yue", "юань": "yuan", "юнь": "yun", "оу": "ou",
    "чжи": "zhi", "чи": "chi", "ши": "shi", "жи": "ri", "цзы": "zi", "цы": "ci", "сы": "si",
}  # fmt: skip


@lru_cache(maxsize=1)
def _syllables() -> dict[str, str]:
    table = dict(_BARE)
    for cyrillic, latin in _INITIALS.items():
        for end, final in _FINALS.items():
            if cyrillic in ("чж", "ч", "ш", "ж") and end[0] in "ияею":
                continue
            table.setdefault(cyrillic + end, latin + final)
    for cyrillic, latin in _PALATAL.items():
        for end, final in _PALATAL_FINALS.items():
            table.setdefault(cyrillic + end, latin + final)
    for cyrillic, latin in _SIBILANT.items():
        for end, final in _FINALS.items():
            if end[0] not in "ияею":
                table.setdefault(cyrillic + end, latin + final)
    return table


@lru_cache(maxsize=4096)
def palladius(word: str) -> str | None:
    """Return the pinyin of a Cyrillic word that is a chain of Palladius syllables, else None.

    «шунью» for шуньюй is a common slip: a last «ью» reads as yu.
    """
    text = fold(word).replace("ъ", "")
    if text.endswith("нью"):
        text += "й"
    table = _syllables()
    best: dict[int, tuple[str, ...]] = {0: ()}
    for start in range(len(text)):
        if start not in best:
            continue
        for size in range(1, 6):
            latin = table.get(text[start : start + size])
            if latin is None or start + size > len(text):
                continue
            chain = (*best[start], latin)
            known = best.get(start + size)
            if known is None or len(chain) < len(known):
                best[start + size] = chain
    chain = best.get(len(text), ())
    return "".join(chain) if chain else None


_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en"
    r"|in|un|ia|ie|iu|ua|uo|ui|ue|er|[aoeiu]))+"
)
CHINESE_SURNAMES = word_set(
    "wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie tang "
    "feng deng xiao cao zeng cheng dong yu ye jiang tian yuan xi yao ren lei ding cai jia bai shi qiao qian "
    "meng pan wei xue lu su du dai fan qin gu hou shao long wan tao hao kong mao cui peng jin yan shen "
    "song han tan fang fu pei nie niu kang qiu qi zhan zhong zhuang zou zuo ruan sheng shang teng tong weng "
    "wen xia xiang xin xing xiong yin ying yue yun zang miao liao geng ge hua huo pang pu rong ou"
)


def chinese_person(words: list[str]) -> bool:
    """Say whether words read as a Chinese name, surname first («Yao Shunyu», «Лян Вэньфэн»)."""
    if len(words) != 2:
        return False
    read = [palladius(word) if has_cyrillic(word) else fold(word) for word in words]
    surname, given = read
    return (
        surname is not None
        and given is not None
        and surname in CHINESE_SURNAMES
        and len(given) >= 2
        and _PINYIN.fullmatch(given) is not None
    )


# ---- Romanisation ---------------------------------------------------------------------------------------
_RUSSIAN = (
    ("дж", "j"), ("кс", "x"), ("ье", "ie"), ("ый", "y"), ("ий", "y"), ("щ", "shch"), ("ж", "zh"), ("ч", "ch"),
    ("ш", "sh"), ("ц", "ts"), ("ю", "yu"), ("я", "ya"), ("ь", ""), ("ъ", ""),
)  # fmt: skip
_LETTERS = str.maketrans("абвгдезийклмнопрстуфхыэёіїєґ", "abvgdeziyklmnoprstufhyeeiieg")
# Pairs of letters that Palladius writes and Russian hardly.
_PALLADIUS = re.compile(
    "чж|цз|[цсч]ю[йэ]|ся[ноу]|сю|цю|нь[бпмфдтлгкхчшжсцр]|(?:[аэ]|ю[аэ]?|ия|у)нь$|юй|вэй|шэн|чэн|эй$|уан"
)


def romanise(word: str) -> str:
    """Return a word in small ASCII letters."""
    low = fold(word)
    if low.isascii():
        return low
    if has_cyrillic(low):
        pinyin = palladius(low) if _PALLADIUS.search(low) else None
        if pinyin is not None and len(pinyin) > 4:
            return pinyin
        for old, new in _RUSSIAN:
            low = low.replace(old, new)
        low = low.translate(_LETTERS)
        if low.isascii():
            return low
    from anyascii import anyascii

    return str(anyascii(low)).lower()


_SOUNDS = (
    ("tsch", "ch"), ("sch", "sh"), ("shch", "sh"), ("ck", "k"), ("qu", "k"), ("ph", "f"), ("th", "t"),
    ("kh", "h"),
    ("ts", "z"), ("tz", "z"), ("ee", "i"), ("oo", "u"), ("ou", "u"), ("ay", "ai"), ("ey", "ei"), ("ya", "ia"),
    ("yu", "iu"), ("ye", "ie"), ("w", "v"), ("y", "i"), ("ge", "je"), ("gi", "ji"), ("ce", "se"),
    ("ci", "si"),
    ("c", "k"), ("q", "k"), ("ks", "x"),
)  # fmt: skip


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """Return a word reduced to its sound, in which spellings of several languages agree."""
    text = re.sub("[^a-z]", "", romanise(word))
    for old, new in _SOUNDS:
        text = text.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", text)


_NO_VOWELS = str.maketrans("", "", "aeiouh")


def skeleton(text: str) -> str:
    """Return the consonants of a sound, or the sound if it has none."""
    return text.translate(_NO_VOWELS) or text


def word_similarity(one: str, other: str) -> float:
    """Return 0..1: how alike two words of different scripts sound; words that open differently hardly are."""
    for cyrillic, latin in ((one, other), (other, one)):
        if has_cyrillic(cyrillic) and palladius(cyrillic) == fold(latin):
            return 1.0
    return phonetics.likeness(one, other)


def block_keys(word: str) -> tuple[str, ...]:
    """Return keys under which spellings of a word fall in any script, for looking up what to compare."""
    pinyin = palladius(word) if has_cyrillic(word) else None
    keys = phonetics.codes(word)
    return keys if pinyin is None else tuple(dict.fromkeys((*keys, *phonetics.codes(pinyin))))


def same_name(one: str, other: str) -> bool:
    """Say whether two names in different scripts are one («Джастин Линь», «Justin Lin»).

    Names in one script, and names with digits, are never compared loosely.
    """
    if exact_key(one) == exact_key(other):
        return True
    if has_han(one) == has_han(other) and has_cyrillic(one) == has_cyrillic(other):
        return False
    if re.search("[0-9]", one + other):
        return False
    if has_han(one) != has_han(other):
        han, latin = (one, other) if has_han(one) else (other, one)
        if has_latin(han):
            return False
        return re.sub("[^a-z]", "", romanise(han)) == "".join(romanise(part) for part in latin.split())
    ones, others = re.findall(r"[^\W_]+", one), re.findall(r"[^\W_]+", other)
    if len(ones) != len(others) or not ones:
        return False
    mine, theirs = (ones, others) if has_cyrillic(one) else (others, ones)
    if chinese_person(mine):
        # A regular transcription: Чжан is Zhang and never Zeng.
        return [palladius(word) for word in mine] == [fold(word) for word in theirs]
    scores = [word_similarity(a, b) for a, b in zip(ones, others, strict=True)]
    if len(scores) == 1:
        # «Литва» and Latvia, «Нигер» and Nigeria come close to it.
        return scores[0] > 0.92 and min(len(one), len(other)) >= 4
    return min(scores) >= 0.7 and sum(scores) / len(scores) >= 0.85


def initials_of(acronym: str, phrase: str) -> bool:
    """Say whether an acronym is made of the first letters of a phrase, small words left out or not."""
    letters = [fold(char) for char in acronym if char.isalpha()]
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", phrase)]
    strong = [word for word in words if len(word) > 3 or word[:1] != word[:1].lower()]
    return any([word[0] for word in chosen] == letters for chosen in (words, strong) if chosen)
