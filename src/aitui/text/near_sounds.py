"""How like a name sounds to another one in another script, where no frame of theirs is the same.

«特鲁多» (te-lu-duo) is Trudeau (trudo), «Кратшмер» Krätschmer: one script leaves sounds out that it has no
signs for, or puts vowels where it cannot do without.  Both are read (`phonetics`) and laid side by side; what
each script does to a name by rule costs little, what it does not costs much.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest
from itertools import islice

from aitui.text import phonetics, sounds, stem, transcribing

# What may stand for one another: a class is read as one sound.
_CLASSES = ("bpvfw", "dt", "gkhjc", "szSZcCj", "lr", "mn", "y")
_VOWELS = "aeiou"
_FRONT = "ei"


_FRENCH = re.compile("eaul[td]$")
# Its last letters, which nobody hears, at the end of a line.
_SILENT = re.compile("(?<=au)l?[tdx]$|(?<=eau)x$", re.MULTILINE)
# What Chinese has for the English th: 肯塞思 is Kenseth.
_LISPED = re.compile("(?<=[aeiouy])th|^th")


@lru_cache(maxsize=1 << 8)
def readings(word: str) -> tuple[str, ...]:
    """Return how a typed word may sound, each reading once; a name in Chinese characters by its pinyin."""
    if stem.is_run(word):
        return (phonetics.pinyin(word),)
    # «дз» is one sound in some names and two in others: «Вудз».
    # Guilbeault ends as «beau» does.
    forms = dict.fromkeys((without_adjective(word), word, word.replace("дз", "дс"), _FRENCH.sub("eau", word)))
    if "th" in word:
        forms[_LISPED.sub("s", word)] = None
    return tuple(dict.fromkeys(reading for form in forms for reading in phonetics.readings(form)))


# What a Russian adjective has more than the place that it is made of: «Нортгемптонском».
_ADJECTIVE = re.compile("(?<=[а-яё]{4})(?<!с)ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$", re.MULTILINE)


def without_adjective(words: str) -> str:
    """Return words, each a line, those that look like Russian adjectives of a place without their ending."""
    return _ADJECTIVE.sub("", words)


# First signs of a reading -> those that a name of another script may begin with; of Chinese characters more.
_OPENINGS = {
    "b": "b", "p": "p", "v": "vuf", "f": "fv", "w": "vuw", "d": "d", "t": "tC", "k": "kcC", "g": "ghj",
    "h": "hgk", "s": "sSzC", "z": "zsC", "S": "Ssc", "c": "cCkS", "j": "jdgyZ", "Z": "Zjz", "C": "Cscz",
    "l": "l", "r": "r", "m": "m", "n": "n", "y": "yiej", "a": "aeo", "e": "eaiy", "i": "iey", "o": "oau",
    "u": "uovy",
}  # fmt: skip
_SINIFIED = {
    "b": "bpv", "p": "pbf", "v": "vfuob", "f": "fpvh", "d": "dt", "t": "tdcC", "k": "kghc", "g": "gkhj",
    "h": "hgkaeiouS", "s": "szSC", "z": "zsCj", "S": "ScsZh", "c": "cCtSkj", "j": "jgdyZkhc", "Z": "ZjzS",
    "C": "Ccsz", "l": "lr", "r": "rlj", "m": "mn", "n": "nm", "y": "yiej", "a": "aeo", "e": "eaiy",
    "i": "iey", "o": "oau", "u": "uovy",
}  # fmt: skip
# Readings of Chinese characters whose vowel often stands for none: «te», «si», «lu».
_LIGHT = re.compile("(?:[tdkgblpfsmnhrvzcCSj]|Z)[eiu](?![aeiounr])")


# Of so many readings, the likeliest.
_OPENED = 4


def openings(word: str, script: str) -> set[str]:
    """Return the first two signs that a name of a script may have that sounds like a word."""
    if script != "han":
        return {a + b for a, b in _opened(word, _SINIFIED if stem.is_run(word) else _OPENINGS)}
    # Chinese puts a vowel behind each consonant.
    firsts = {one for reading in readings(word)[:_OPENED] for one in _SINIFIED.get(reading[:1], "")}
    return {one + vowel for one in firsts for vowel in "aeiouy"} | {a + b for a in "aeiouy" for b in firsts}


def _opened(word: str, firsts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what the first two signs of a name may be that sounds like a word.

    Args:
        firsts: first sign of a reading of the word -> first signs.
    """
    han = stem.is_run(word)
    for reading in readings(word)[:_OPENED]:
        first, rest = reading[:1], reading[1:]
        seconds = set("aeiouy")
        if han:
            if _LIGHT.match(reading):
                seconds |= set(_SINIFIED.get(rest[1:2], ""))
            elif _vowel(first):
                seconds |= set(_SINIFIED.get(rest.lstrip("aeiouy")[:1], ""))
        elif rest and not _vowel(rest[0]):
            seconds = set(_OPENINGS.get(rest[0], ""))
        yield from ((one, other) for one in firsts.get(first, first) for other in seconds)


def skeleton(reading: str) -> str:
    """Return the consonants of a reading, those that scripts confuse as one."""
    return reading.translate(_COARSE)


_COARSE = str.maketrans(
    {
        **dict.fromkeys("bpvfw", "p"),
        **dict.fromkeys("dt", "t"),
        **dict.fromkeys("gkh", "k"),
        **dict.fromkeys("szSZcCj", "s"),
        **dict.fromkeys("lr", "l"),
        "m": "n",
        **dict.fromkeys("aeiouy", ""),
    }
)


def _vowel(sign: str) -> bool:
    return sign in "aeiouy"


def _change(one: str, other: str) -> float:
    """Return what it costs that one sound stands for another."""
    if one == other:
        return 0.0
    if _vowel(one) and _vowel(other):
        return 0.15 if {one, other} <= set("eiy") or {one, other} <= set("ou") else 0.3
    if {one, other} in ({"v", "u"}, {"v", "o"}, {"y", "j"}, {"h", "u"}):
        return 0.3
    if _vowel(one) or _vowel(other):
        return 1.2
    if {one, other} == {"l", "r"}:
        return 0.1
    if {one, other} == {"m", "n"}:
        return 0.35
    if any(one in kind and other in kind for kind in _CLASSES):
        return 0.2
    if {one, other} in ({"h", "S"}, {"h", "s"}, {"t", "c"}, {"t", "s"}):
        return 0.5
    return 1.2


class _Changes(dict[str, float]):
    """What it costs that a sound stands for another one."""

    def __init__(self, sign: str) -> None:
        self._sign = sign

    def __missing__(self, other: str) -> float:
        self[other] = cost = _change(self._sign, other)
        return cost


_changes = lru_cache(maxsize=64)(_Changes)


def _left_out(sign: str, before: str, after: str) -> float:
    """Return what it costs that a sound of a name in letters has no sign in Chinese."""
    if _vowel(sign):
        return 0.35
    if sign in "rlh":
        return 0.35
    if sign == before:
        return 0.1
    if not after or not _vowel(after):
        return 0.6
    return 1.0


def _put_in(sign: str) -> float:
    """Return what it costs that Chinese has a sound that the name in letters has not."""
    if _vowel(sign):
        return 0.1
    return _PUT_IN.get(sign, 0.9)


_PUT_IN = {"n": 0.5, "r": 0.3, "h": 0.5, "l": 0.5}


def chinese(pinyin: str, reading: str, least: float = 0.0) -> float:
    """Return 0..1: how well a reading in letters fits a name in Chinese characters.

    Args:
        pinyin: of the characters, as `phonetics.pinyin` has it.
        reading: of the name in letters; vowels at its end may be left out.
        least: what is less does not count and is 0.
    """
    size = _size(reading)
    if not pinyin or not size:
        return 0.0
    size = max(size, _size(pinyin) * 0.8)
    # A little more, for what floats leave over.
    dearest = (1 - least) * size + 1e-6
    signs = [(other, _put_in(other)) for other in pinyin]
    row = [0.0]
    for _, put in signs:
        row.append(row[-1] + put)
    for i, sign in enumerate(reading):
        before = reading[i - 1] if i else ""
        after = reading[i + 1] if i + 1 < len(reading) else ""
        out = _left_out(sign, before, after)
        changes = _changes(sign)
        last, now = row, row[0] + out
        row = [now]
        for j, (other, put) in enumerate(signs):
            now += put
            change = last[j] + changes[other]
            if change < now:
                now = change
            left = last[j + 1] + out
            if left < now:
                now = left
            row.append(now)
        if min(row) > dearest:
            return 0.0
    return max(0.0, 1 - row[-1] / size)


def _size(reading: str) -> float:
    """Return how much a reading says: vowels less."""
    return sum(0.4 if sign in "aeiouy" else 1.0 for sign in reading)


# Names that sound nearly so are so like at least, and none is so much worse than the best.
LIKE, WORSE = 0.68, 0.17
# A name is so many times as long as what it is like, at least and at most; Chinese puts vowels in.
_SHORTER, _LONGER, _LONGER_THAN_HAN = 0.5, 1.6, 1.2
# Consonants in which a name may differ, and of so many names the sounds are laid side by side.
_APART, _COMPARED = 2, 300
# Words of an index that are looked at together: all that begin alike would take tens of MB.
_AT_ONCE = 4_000


def lengths(word: str) -> tuple[int, int]:
    """Return how long a name is, at least and at most, that sounds nearly like a typed word."""
    reading = next(iter(readings(word)), "")
    size = len(reading.rstrip(_VOWELS))
    # «Гилбо» is Guilbeault.
    longest = size * _LONGER_THAN_HAN if stem.is_run(word) else len(reading) * _LONGER
    return max(2, int(size * _SHORTER)), int(longest) + 2


SCRIPTS = ("latin", "cyrillic", "han")


def nearest(word: str, script: str, heard: Iterable[str]) -> list[tuple[str, float]]:
    """Return words of the index that are the sounds of names, and how like each is to a typed word, 0..1.

    Args:
        word: as `stem.words` has it.
        script: of the names, of `SCRIPTS`.
        heard: readings of names, without the mark of their script.
    """
    own = [reading.rstrip(_VOWELS) or reading for reading in readings(word)]
    if not own:  # of some letters nobody knows how they sound
        return []
    chosen = _comparable(own, heard, skeleton, _COMPARED, han=stem.is_run(word))
    han, mark, other_han = stem.is_run(word), sounds.mark(script), script == "han"

    def like(name: str, least: float = 0.0) -> float:
        return _likeness(own, name, han=han, other_han=other_han, least=least)

    if han:
        found = _by_rule(chosen, lambda name: _fit(readings(word)[0], [name + end for end in _ENDS]), like)
    elif other_han:
        each = [*dict.fromkeys((*own, *readings(word)))]
        found = _by_rule(chosen, lambda name: _fit(name, each), like)
    else:
        found = [(one, like(one)) for one in chosen]
    return [(mark + one, worth) for one, worth in found]


def spelled(word: str, words: Iterable[str]) -> list[tuple[str, float]]:
    """Return words of texts in Latin or Cyrillic letters, and how like each sounds to a typed word, 0..1.

    Args:
        words: as the index has them.
    """
    own = [reading.rstrip(_VOWELS) or reading for reading in readings(word)]
    if not own:  # of some letters nobody knows how they sound
        return []
    han = stem.is_run(word)

    def counts(one: str) -> bool:
        return len(one) >= _SHORTEST and one.isalpha()

    chosen = _comparable(own, words, _letters, _FITTED if han else _READ, han=han, counts=counts)

    def like(name: str, least: float = 0.0) -> float:
        read = dict.fromkeys(reading.rstrip(_VOWELS) or reading for reading in readings(name))
        each = (_likeness(own, one, han=han, other_han=False, least=least) for one in read)
        return max(each, default=0.0)

    if han:
        found = _by_rule(chosen, lambda name: _fit(readings(word)[0], _spoken(name)), like)
    else:
        found = [(one, like(one)) for one in chosen]
    return [(one, worth) for one, worth in found if len(one) > _SHORTEST or worth >= _SAME]


# Letters that languages write for one sound; what each stands for is told apart by nobody here.
_LEVEL = [
    (re.compile(pattern), sign)
    for pattern, sign in (
        ("tsch|tch|cz|ch|č", "c"),
        ("sch|sh|sz", "s"),
        ("ph", "f"),
        ("th", "t"),
        ("kh|gh|ck|q", "k"),
        ("w", "v"),
        ("zh|dsch|dj", "j"),
        ("x", "ks"),
        ("[jy]", "i"),
        ("c(?![eiy])", "k"),
        (r"(.)\1+", r"\1"),
    )
]
_VOWELLESS = str.maketrans("", "", "aeiouаеиоуыэюя")
# How like the spelling of a name in the same script is at least: not Parker for Barker.
_RESPELLED = 0.82
# How like it is letter by letter, and by how many letters it is longer or shorter at most.
_ROUGHLY, _LONGER_BY = 0.5, 4


def respelled(word: str, words: Iterable[str]) -> list[tuple[str, float]]:
    """Return words of texts that spell a name of the same script otherwise: Krasnojarsk, Krasnoyarsk.

    Args:
        word: as `stem.words` has it.
        words: as the index has them.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    if len(word) <= _SHORTEST:
        return []
    some = [one for one in words if abs(len(one) - len(word)) <= _LONGER_BY and one != word]
    alike = Levenshtein.normalized_similarity
    # Roughly first: a corpus has very many words that begin alike.
    rough = process.extract(word, some, scorer=alike, score_cutoff=_ROUGHLY, limit=_READ)
    near = [one for one, _, _ in rough if len(one) > _SHORTEST and one.isalpha()]
    own, *levelled = _levelled("\n".join((word, *near))).split("\n")
    found: list[tuple[str, float]] = []
    for one, other in zip(near, levelled, strict=True):
        like = max(_alike(own, form) for form in {other, other.removesuffix("s")})  # «Hitchcocks»
        if like >= _RESPELLED:
            found.append((one, like))
    return found


def _alike(one: str, other: str) -> float:
    """Return how like two spellings are, 0..1, by their letters and by their consonants."""
    from rapidfuzz.distance import Levenshtein

    alike = Levenshtein.normalized_similarity
    return (alike(one, other) + alike(one.translate(_VOWELLESS), other.translate(_VOWELLESS))) / 2


# First letters that stand for each other in names of one script.
_FIRSTS = ("ck", "cs", "sz", "vw", "iyj", "fp", "gh", "kq", "kh")


def own_beginnings(word: str) -> set[str]:
    """Return how words of the same script may begin that spell a word otherwise."""
    firsts = {word[0]}.union(*(letters for letters in _FIRSTS if word[0] in letters))
    vowels = "aeiouy" if word[1:2] in "aeiouy" else ""
    return {first + second for first in firsts for second in (*vowels, word[1:2], "h")}


def _levelled(words: str) -> str:
    for pattern, sign in _LEVEL:
        words = pattern.sub(sign, words)
    return words


def _spoken(word: str) -> list[str]:
    """Return the readings of a word of a text, and what is left of each without the vowels at its end."""
    found = readings(word)
    return [*dict.fromkeys((*found, *(one.rstrip(_VOWELS) or one for one in found)))]


def _fit(pinyin: str, readings: Iterable[str]) -> float:
    """Return how well characters spell the best of some readings, 0..1."""
    return max((transcribing.fit(pinyin, one) for one in readings), default=0.0)


def _by_rule(
    names: Sequence[str], fit: Callable[[str], float], like: Callable[[str, float], float]
) -> list[tuple[str, float]]:
    """Return names with how well they are spelled by the rules of transcription, others by their sound.

    Args:
        names: the likeliest first.
        fit: how well characters spell a name by rule, 0 where they do not.
        like: how like a name sounds; what is less than so much may be 0.
    """
    fits = [(one, fit(one)) for one in names]
    others = [one for one, worth in fits if not worth][:_BY_EAR]
    best = max((worth for _, worth in fits), default=0.0)
    least = max(LIKE, best - WORSE) / _CHANCE
    heard = [(one, like(one, least) * _CHANCE) for one in others]
    return [*((one, worth) for one, worth in fits if worth), *heard]


# The vowels that the index leaves off a name; so many are looked at that no rule spells, and are worth less.
_ENDS = ("", *_VOWELS)
_BY_EAR, _CHANCE = 60, 0.85
# A word of a text has so many letters at least, such a short one sounds the very same, and of so many all
# readings are compared, by rule of more.
_SHORTEST, _SAME, _READ, _FITTED = 3, 0.9, 150, 300
# Letters that are one sound together.
_TOGETHER = re.compile("tsch|sch|sh|ch|cz|tz|ts|zh|тс|дз|дж")
_REPEATED = re.compile(r"(.)(?=\1)")
# Letters -> consonants that scripts confuse, for words that nobody has read yet.
_ROUGH = str.maketrans(
    {
        **dict.fromkeys("bpvfбпвф", "p"),
        **dict.fromkeys("dtдт", "t"),
        **dict.fromkeys("gkcqxгкх", "k"),
        **dict.fromkeys("szjсзшщжчц", "s"),
        **dict.fromkeys("lrлр", "l"),
        **dict.fromkeys("mnмн", "n"),
        **dict.fromkeys("aeiouyhwаеиоуыэюяйьъіїєґ", ""),
    }
)


def _letters(words: str) -> str:
    """Return the consonants of words that nobody has read yet, those that scripts confuse as one."""
    return _TOGETHER.sub("s", _REPEATED.sub("", words)).translate(_ROUGH)


# r and l that no vowel follows.
_CLOSING = re.compile("[rlрл](?![aeiouylrаеиоуыэюялр])")


def _near(
    roots: Iterable[str], words: Sequence[str], bared: Callable[[str], str]
) -> Iterator[tuple[str, int]]:
    """Yield the words whose consonants are nearly some roots, and in how many they differ from the nearest.

    Args:
        bared: returns the consonants of words, each a line: all at once, for there are very many.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    each = bared("\n".join(words)).split("\n")
    others = [*set(each)]
    nearest: dict[str, int] = {}
    for root in roots:
        limit = min(_APART, (len(root) + 1) // 2)
        scorer = Levenshtein.distance
        for other, apart, _ in process.extract(root, others, scorer=scorer, score_cutoff=limit, limit=None):
            nearest[other] = min(apart, nearest.get(other, apart))
    for one, other in zip(words, each, strict=True):
        if other in nearest:
            yield one, nearest[other]


def _comparable(
    own: Sequence[str],
    words: Iterable[str],
    bare: Callable[[str], str],
    most: int,
    *,
    han: bool,
    counts: Callable[[str], bool] | None = None,
) -> list[str]:
    """Return the words whose consonants and length are most like those of some readings, at most so many.

    Args:
        han: whether the readings are of Chinese characters.
        counts: tells whether a word may be one of them; it is asked of few.
    """
    roots, size = {skeleton(one) for one in own}, len(own[0])
    if han:  # 吉 is gi and ji; r before a consonant is left out, or a syllable of its own
        roots = {skeleton(_CLOSING.sub("", one)) for each in own for one in (each, each.replace("j", "g"))}

    def bared(joined: str) -> str:
        joined = _SILENT.sub("", joined)
        return bare(without_adjective(_CLOSING.sub("", joined) if han else joined))

    near: list[list[str]] = [[] for _ in range(_APART + 1)]
    every = iter(words)
    while some := [*islice(every, _AT_ONCE)]:
        for one, apart in _near(roots, some, bared):
            near[apart].append(one)
    # The nearest first: those that are farther apart are not looked at where there are enough.
    found: list[tuple[int, str]] = []
    for level in near:
        if counts is not None:
            level = [*filter(counts, level)]
        found += nsmallest(most - len(found), [(abs(len(one) - size), one) for one in level])
        if len(found) >= most:
            break
    return [one for _, one in found]


# First signs of a reading -> letters that a word of a script may begin with.
_LATIN = {
    "b": "b", "p": "p", "v": "vwfu", "f": "fpv", "w": "w", "d": "d", "t": "td", "k": "kcq", "g": "gh",
    "h": "hgxjk", "s": "szc", "z": "zs", "S": "sc", "c": "ctk", "j": "jgd", "Z": "jzg", "C": "czt", "l": "l",
    "r": "r", "m": "m", "n": "nk", "y": "yji", "a": "aeu", "e": "eai", "i": "iey", "o": "oa", "u": "uow",
}  # fmt: skip
_CYRILLIC = {
    "b": "б", "p": "п", "v": "ву", "f": "ф", "w": "ву", "d": "д", "t": "т", "k": "к", "g": "г", "h": "хг",
    "s": "сзш", "z": "зсц", "S": "шщсч", "c": "чкц", "j": "дж", "Z": "жз", "C": "цск", "l": "л", "r": "р",
    "m": "м", "n": "н", "y": "йяюеи", "a": "аэеоя", "e": "еэиа", "i": "иейэ", "o": "оа", "u": "уюво",
}  # fmt: skip
_BEHIND = {"latin": "aeiouyhw", "cyrillic": "аеиоуыэюяйь"}


def beginnings(word: str, script: str) -> set[str]:
    """Return two letters with which words of a script may begin that sound nearly like a typed word."""
    letters = _LATIN if script == "latin" else _CYRILLIC
    found: set[str] = set()
    for first, second in _opened(word, {}):
        behind = _BEHIND[script] if _vowel(second) else letters.get(second, "") + "h"
        found |= {one + other for one in letters.get(first, "") for other in behind}
    return found


# What two vowels of Chinese often stand for.
_PAIRS = {"ai": "e", "ei": "e", "ao": "o", "uo": "o", "ou": "o", "ue": "e", "ie": "e", "ia": "a"}


def _together(pinyin: Iterable[str]) -> Iterator[str]:
    """Yield readings of Chinese characters as they are, and with one vowel for two."""
    for one in pinyin:
        yield one
        short = one
        for two, vowel in _PAIRS.items():
            short = short.replace(two, vowel)
        if short != one:
            yield short


def _likeness(own: Sequence[str], other: str, *, han: bool, other_han: bool, least: float) -> float:
    """Return how like the best reading of a typed word is to the reading of a name.

    Args:
        han, other_han: which of the two is in Chinese characters.
        least: what is less does not count and may be 0.
    """
    if han:
        return max((chinese(one, other, least) for one in _together(own)), default=0.0)
    if other_han:
        each = (chinese(one, reading, least) for one in _together((other,)) for reading in own)
        return max(each, default=0.0)
    return max((phonetics.alike(one, other) for one in own), default=0.0)


def transcribed(word: str, known: Callable[[str], bool]) -> list[tuple[str, float]]:
    """Return the runs of characters that may spell a typed word in letters, and how likely, 0..1.

    Args:
        word: as `stem.words` has it.
        known: tells of two characters whether they stand together in a text.
    """
    return transcribing.runs(word, readings(word), known)
