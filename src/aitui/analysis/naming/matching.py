"""Whether two names are one: in one script or two, with slips, titles, initials, legal forms, another order.

Three answers.  `same` joins without asking, so it must be right; `likely` is for a person to decide, with the
reason in words; `apart` is everything else.  Numbers are never compared loosely: a fund III is no fund IV.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from aitui.analysis.naming import gazetteer
from aitui.analysis.naming.cues import word_set
from aitui.analysis.naming.given_names import given_name
from aitui.analysis.naming.legal_forms import without_form
from aitui.analysis.naming.linking import (
    exact_key,
    ocr_key,
    romanise,
    same_name,
    skeleton,
    sound,
    word_similarity,
)
from aitui.analysis.naming.tokens import has_cyrillic, has_latin
from aitui.frozen import frozen
from aitui.model import EntityType
from aitui.text import phonetics
from aitui.text.fold import fold, strip_marks

Verdict = Literal["same", "likely", "apart"]


@frozen
class Judgement:
    """What comparing two names gave.

    Attributes:
        verdict: same, likely or apart.
        score: 0..1, how alike they are.
        reason: in words, for the one who decides.
    """

    verdict: Verdict
    score: float
    reason: str


_TITLES = word_set(
    """
    mr mrs ms miss dr prof professor sir dame lord lady president premier minister king queen prince princess
    pope general gen colonel col captain capt senator sen rep governor gov chancellor ambassador sheikh shaikh
    sheik haji hajji mullah mawlawi maulavi imam ayatollah rabbi saint st jr sr herr frau monsieur madame
    signor signora señor señora sra dott ing hon
    президент премьер министр господин госпожа г-н г-жа д-р проф генерал шейх король королева
    """
)
_SONS = frozenset(("bin", "ibn", "ben", "bint"))
_ARTICLES = frozenset(("al", "el", "ul", "ad", "as", "ar", "at", "az", "an"))
_SMALL = word_set("the of for and de la le du des della di y e i und der die das für von & и по на в")
# Words that come and go at the end of a company's name.
_LOOSE = word_set("group holding holdings gruppe groupe gruppo grupo группа холдинг")
_EQUAL = {
    "us": "united states", "usa": "united states", "uk": "united kingdom", "intl": "international",
    "labour": "labor", "centre": "center", "organisation": "organization", "dept": "department",
    "govt": "government", "univ": "university", "defence": "defense",
}  # fmt: skip
_ROMAN = re.compile("[IVX]{2,}|[VX]")
# «Xi» is a name; kings and popes are rarely the eleventh.
_ORDINAL = re.compile("I{2,3}|IV|V?I{2,3}|IX")
_ABJAD = re.compile("[\u0590-\u06ff]")
_WORD = re.compile(r"[^\W_]+")
# Scores of a pair of words.
_EQUAL_SOUND, _VOWEL, _ALIKE, _SLIP, _TWO_SLIPS, _INITIAL = 0.97, 0.9, 0.85, 0.8, 0.6, 0.5
# A letter more, less or another: a mistake, or another name.
_SLIPS = frozenset((_VOWEL, _SLIP, _TWO_SLIPS))
# So many letters leave little room for another name that differs in one.
_LONG = 7
# Letters of a word that may be a misprint of a known one, or that one may be of it.
_SOME = 6
# Last letters that languages write for one another.
_ENDS = tuple(map(frozenset, ("iyj", "vfw", "ckq", "sz")))
# Vowels that Arabic does not tell apart.
_ARABIC = frozenset((frozenset("ou"), frozenset("ei")))
# Names of the father, which many leave out and none confuses with a surname.
_FATHERS = re.compile("(?:[oe]vich|[oe]vna|[oe]wicz|[оеё]вич|[оеё]вна|ична)$")
# Letters that transcriptions of one name write or leave out.
_QUIET = frozenset("aeiouyhаеиоуыэюяьй")
# Endings that tell a man from a woman.
_ENDINGS = frozenset("aeiou")


def compare(one: str, other: str, kind: EntityType | None = None) -> Judgement:
    """Compare two names.

    Args:
        one, other: names in any script, nominative.
        kind: type of both, None when unknown; only names of one type are worth comparing.
    """
    if exact_key(one) == exact_key(other):
        return Judgement("same", 1.0, "one spelling")
    if "/" not in one and "/" not in other:
        return _compare(one, other, kind)
    readings = [_compare(a, b, kind) for a in _TWO_NAMES.split(one) for b in _TWO_NAMES.split(other)]
    return max(readings, key=lambda item: (_RANK[item.verdict], item.score))


_RANK = {"same": 2, "likely": 1, "apart": 0}
# «Al-Qa'ida/Islamic Army»: two names given at once; «A/S» is none.
_TWO_NAMES = re.compile(r"(?<=[\w'’]{4})/(?=\w{4})")


def _compare(one: str, other: str, kind: EntityType | None) -> Judgement:
    if same_name(one, other):
        return Judgement("same", 0.95, "one name in two scripts")
    if kind == "person":
        return _persons(one, other)
    if kind is None and not (_has_form(one) or _has_form(other)):
        first, second = _persons(one, other), _organizations(one, other)
        return first if first.score < second.score else second
    return _organizations(one, other)


def _has_form(name: str) -> bool:
    return without_form(name) != " ".join(_WORD.findall(strip_marks(fold(name))))


# ---- Words ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 14)
def _flat(word: str) -> str:
    """Return a word as words of one script are compared: folded, without marks."""
    return strip_marks(fold(word)).replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("đ", "d")


@lru_cache(maxsize=1 << 14)
def _numbers(name: str, roman: re.Pattern[str] = _ROMAN) -> tuple[str, ...]:
    """Return the numbers of a name, Roman ones too unless the whole name is in capitals."""
    words = _WORD.findall(name)
    capitals = name.isupper()
    return tuple(
        word
        for word in words
        if any(map(str.isdigit, word)) or (roman.fullmatch(word) and not (capitals and len(word) == 1))
    )


@lru_cache(maxsize=1 << 14)
def pair_score(one: str, other: str) -> float:
    """Return how alike two words are, 0 where they are two words."""
    a, b = _flat(one), _flat(other)
    if a == b:
        return 1.0
    if len(a) == 1 or len(b) == 1:
        return _INITIAL if romanise(a)[:1] == romanise(b)[:1] else 0.0
    if has_latin(a) != has_latin(b) or has_cyrillic(a) != has_cyrillic(b):
        return _scripts(a, b)
    shorter = min(len(a), len(b))
    if sound(a) == sound(b) and shorter >= 2:
        return _EQUAL_SOUND
    if shorter < 4 or abs(len(a) - len(b)) > 2:
        return 0.0
    if a[:-1] == b[:-1] and a[-1] in _ENDINGS and b[-1] in _ENDINGS:
        return 0.0  # «Mario», «Maria»
    from rapidfuzz.distance import OSA

    slips = OSA.distance(a, b, score_cutoff=2)
    if slips == 1 and shorter >= 5 and skeleton(a) == skeleton(b):
        return _VOWEL
    if slips == 1 and shorter >= 4:
        return _SLIP
    if slips == 2 and shorter >= 9:
        return _TWO_SLIPS
    return 0.0


def alike(one: str, other: str) -> bool:
    """Say whether two words may be one, or stand for one another («Labour», «Labor»); `compare` says more."""
    return bool(pair_score(one, other)) or not _EQUAL.keys().isdisjoint((fold(one), fold(other)))


def _scripts(a: str, b: str) -> float:
    """Compare words of two scripts by sound; Arabic and Hebrew, which write no vowels, by consonants."""
    if _ABJAD.search(a) or _ABJAD.search(b):
        left, right = _consonants(a), _consonants(b)
        return _ALIKE if left == right and len(left) >= 2 else 0.0
    score = word_similarity(a, b)
    if score >= _EQUAL_SOUND:
        return score
    return _ALIKE if score >= 0.75 and min(len(sound(a)), len(sound(b))) >= 4 else 0.0


def _consonants(word: str) -> str:
    text = skeleton(re.sub("[yvjw]", "", sound(word))).translate(str.maketrans("pgcqz", "bhkks"))
    return re.sub(r"(.)\1+", r"\1", text)


def _aligned(ones: Sequence[str], others: Sequence[str]) -> list[tuple[int, int, float]]:
    """Pair the words of two names one to one, best pairs first; pairs at the same place win ties."""
    pairs = [
        (pair_score(a, b), -abs(i - j), i, j)
        for i, a in enumerate(ones)
        for j, b in enumerate(others)
        if pair_score(a, b)
    ]
    found: list[tuple[int, int, float]] = []
    left: set[int] = set()
    right: set[int] = set()
    for score, _, i, j in sorted(pairs, reverse=True):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((i, j, score))
    return sorted(found)


def _left(words: Sequence[str], used: set[int]) -> str:
    return " ".join(word for place, word in enumerate(words) if place not in used)


# ---- Persons --------------------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 14)
def _person_words(name: str) -> tuple[str, ...]:
    """Return the words of a person's name without titles, given name first."""
    surname, comma, rest = name.partition(",")
    if comma and rest.strip():
        name = f"{rest} {surname}"
    words = _WORD.findall(re.sub("['ʼ’‘`]", "", name))
    words = [word for word in words if _flat(word) not in _TITLES] or words
    out: list[str] = []
    for word in words:
        flat = _flat(word)
        if flat in _ARTICLES:
            continue
        out.append("bin" if flat in _SONS else "abd" if flat == "abdul" else word)
    return tuple(word for place, word in enumerate(out) if not place or _flat(word) != _flat(out[place - 1]))


def _persons(one: str, other: str) -> Judgement:
    ones, others = _person_words(one), _person_words(other)
    if not ones or not others:
        return Judgement("apart", 0.0, "no name to compare")
    if "".join(map(_flat, ones)) == "".join(map(_flat, others)):
        return Judgement("same", 0.97, "one spelling but for blanks, titles and diacritics")
    if len(ones) > 1 and len(others) > 1 and ocr_key("".join(ones)) == ocr_key("".join(others)):
        return Judgement("same", 0.9, "one spelling but for signs that a scanner confuses")
    if _numbers(one, _ORDINAL) != _numbers(other, _ORDINAL):
        return Judgement("apart", 0.2, "the numbers differ")
    if len(ones) > len(others):
        ones, others = others, ones
    pairs = _aligned(ones, others)
    scores = [score for _, _, score in pairs]
    short, long = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    missing = _left(ones, short)
    extra = " ".join(word for place, word in enumerate(others) if place not in long and len(word) > 1)
    if missing:
        glued = _glued(ones, others)
        if glued is not None:
            return glued
        reason = f"«{missing}» against «{extra}»" if extra else f"«{missing}» stands in one only"
        return Judgement("apart", sum(scores) / len(others), reason)
    sure = sum(score >= _EQUAL_SOUND for score in scores)
    arabic = "bin" in others or "abd" in others
    slipped = [
        (ones[i], others[j])
        for i, j, score in pairs
        if score in _SLIPS and not (arabic and _vowels_of_arabic(ones[i], others[j]))
    ]
    slips = len(slipped)
    initials = scores.count(_INITIAL)
    mean = sum(scores) / len(scores)
    ordered = [j for _, j, _ in pairs] == sorted(long)
    if not ordered and any(word in ones for word in ("bin",)) and not extra:
        return Judgement("likely", mean, "the words stand in another order, and order tells father from son")
    if len(ones) == 1:
        if len(others) == 1 and sure and len(ones[0]) >= 7:
            return Judgement("same", mean, "one long name that sounds alike")
        return Judgement("likely", mean * 0.8, "one word only")
    if initials and extra:
        return Judgement("likely", mean, "an initial stands for a name")
    if extra and (sure < 2 or not (ordered or _FATHERS.search(_flat(extra)))):
        return Judgement("likely", mean, f"«{extra}» stands in one only")
    respelt = all(_respelt(*words) for words in slipped)
    # Two words that are both spelt in another way stand for themselves where they are long.
    both = (
        respelt and slips == len(ones) == 2 and min(len(word) for words in slipped for word in words) >= _LONG
    )
    if slips > 1 and not both:
        return Judgement("likely", mean, "more than one word differs in a letter")
    if slips and sure < (1 if respelt else 2) and not both:
        return Judgement("likely", mean, "one letter differs")
    if initials and sure < 2:
        return Judgement("likely", mean, "an initial stands for a name")
    if extra:
        return Judgement("same", mean * 0.9, f"one name, longer by «{extra}»")
    if slips:
        return Judgement("same", mean, "one letter differs")
    return Judgement("same", mean, "all words agree")


def _vowels_of_arabic(one: str, other: str) -> bool:
    """Say whether two words differ in vowels alone that Arabic does not tell apart: «Usama», «Osama»."""
    a, b = _flat(one), _flat(other)
    differing = [frozenset(pair) for pair in zip(a, b, strict=False) if pair[0] != pair[1]]
    return len(a) == len(b) and _ARABIC.issuperset(differing)


def _respelt(one: str, other: str) -> bool:
    """Say whether two words differ as spellings of one name do, and not as two names.

    Letters that two languages read alike or that changed places; a vowel, an h or the second of a pair
    that one leaves out inside the word («Rohani», «Rouhani»; at the end it tells Petrov from Petrova);
    a letter of a long word; or a misprint of a known one.  Another letter in a short one may make another
    name: «Brody», «Brady».
    """
    a, b = sorted((_flat(one), _flat(other)), key=len)
    if given_name(a) and given_name(b):
        return False
    if _read_alike(a, b) or _misprint(a, b):
        return True
    if len(a) == len(b):
        return sorted(a) == sorted(b) or (len(a) >= _LONG and a[0] == b[0])
    place = next((at for at, letter in enumerate(a) if letter != b[at]), len(a))
    more = b[place]
    return place < len(a) and a[place:] == b[place + 1 :] and (more in _QUIET or more == b[place - 1 : place])


def _read_alike(a: str, b: str) -> bool:
    """Say whether some languages read two words alike: «Selenskyj», «Zelenskyy»; «-nejad», «-nezhad».

    The end must be written alike too: French leaves out the last letter that tells Roberts from Robert.
    """
    ends = frozenset((a[-1], b[-1]))
    if len(ends) > 1 and not any(ends <= group for group in _ENDS):
        return False
    return not frozenset(phonetics.readings(a)).isdisjoint(phonetics.readings(b))


def _misprint(a: str, b: str) -> bool:
    """Say whether a letter inside the word makes a name that nobody bears out of one that is known.

    Two that are known are two names: «Martin», «Marvin».
    """
    if max(len(a), len(b)) < _SOME or a[0] != b[0] or a[-1] != b[-1]:
        return False
    from rapidfuzz.distance import OSA

    return bool(OSA.distance(a, b, score_cutoff=1) <= 1) and _known(a) != _known(b)


def _known(word: str) -> bool:
    return given_name(word) or gazetteer.load().knows(word)


def _glued(ones: Sequence[str], others: Sequence[str]) -> Judgement | None:
    """Compare names whose words are written together or apart («Rami makhlouf», «Ramimakhlouf»)."""
    a, b = "".join(map(_flat, ones)), "".join(map(_flat, others))
    if len(ones) == len(others) or min(len(a), len(b)) < 9:
        return None
    from rapidfuzz.distance import OSA

    if OSA.distance(a, b, score_cutoff=1) <= 1:
        return Judgement("likely", 0.85, "one spelling but for blanks and a letter")
    return None


# ---- Organisations and everything else ------------------------------------------------------------------


@lru_cache(maxsize=1 << 14)
def _organization_words(name: str) -> tuple[str, ...]:
    text = without_form(re.sub("['ʼ’‘`\"]", "", name))
    words: list[str] = []
    letters = ""
    for word in [*text.split(), ""]:
        if len(word) == 1 and word.isalpha():
            letters += word
            continue
        if letters:
            words.append(letters)
            letters = ""
        if word:
            words += _EQUAL.get(word, word).split()
    words = [_EQUAL.get(word, word) for word in words if word not in _SMALL] or words
    return tuple(part for word in words for part in word.split())


def _organizations(one: str, other: str) -> Judgement:
    ones, others = _organization_words(one), _organization_words(other)
    if not ones or not others:
        return Judgement("apart", 0.0, "no name to compare")
    a, b = "".join(map(_flat, ones)), "".join(map(_flat, others))
    if a == b:
        return Judgement("same", 0.97, "one spelling but for blanks, small words and the legal form")
    if _numbers(one) != _numbers(other):
        return Judgement("apart", 0.2, "the numbers differ")
    pairs = _aligned(ones, others)
    missing = _left(ones, {i for i, _, _ in pairs})
    extra = _left(others, {j for _, j, _ in pairs})
    scores = [score for _, _, score in pairs]
    score = sum(scores) / max(len(ones), len(others))
    if missing and extra:
        return Judgement("apart", score, f"«{missing}» against «{extra}»")
    if missing or extra:
        more = (missing or extra).split()
        if scores and min(scores) >= _EQUAL_SOUND and set(more) <= _LOOSE:
            return Judgement("same", score, f"«{' '.join(more)}» may be left out")
        close = bool(scores) and min(scores) >= _EQUAL_SOUND
        return Judgement("likely" if close else "apart", score, f"«{' '.join(more)}» stands in one only")
    slips = [(ones[i], others[j]) for i, j, value in pairs if value in _SLIPS]
    if _INITIAL in scores:
        return Judgement("apart", score, "a letter stands for a word")
    if not slips and len(scores) == 1 and min(len(a), len(b)) < 7:
        return Judgement("likely", score, "one short word that sounds alike")
    if not slips:
        return Judgement("same", score, "all words agree")
    respelt = len(slips) == 1 and (
        _respelt(*slips[0]) if len(scores) > 1 else min(len(a), len(b)) >= _LONG and _misprint(a, b)
    )
    return Judgement("same" if respelt else "likely", score, f"«{min(slips[0])}» differs in a letter")
