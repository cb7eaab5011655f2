"""Legal forms of organisations: «Neuralis GmbH», «ООО Ромашка», «Ромашка, общество с ограниченной …».

A form says how a firm is registered and not which firm it is, so it is left out where names are compared.
Whole phrases are known in the language of their country; spaces, full stops and case do not count.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

from aitui.analysis.naming.cues import word_set
from aitui.analysis.naming.linking import romanise
from aitui.analysis.naming.tokens import has_cyrillic
from aitui.text.fold import fold, strip_marks

_LIST = "legal_forms.txt"
# Words in the longest form; letters of a long one; forms that may stand one after another.
_LONGEST = 9
_LONG = 14
_CHAIN = 3
# How alike a misspelled long form must be.
_CLOSE = 0.88
# Words that stand for one another before the forms are looked up.
_SAME = {
    "and": "&", "und": "&", "et": "&", "и": "&", "і": "&", "та": "&", "ltd": "limited", "lmtd": "limited",
    "limitd": "limited", "co": "company", "corp": "corporation", "inc": "incorporated",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+|&")
_HAN_FORMS = re.compile(
    "(?:股份有限公司|有限责任公司|有限責任公司|有限公司|股份公司|株式会社|有限会社|合同会社|주식회사|유한회사|㈱)$"
    "|^(?:株式会社|有限会社|合同会社|주식회사|유한회사|㈱)"
)


def _plain(text: str) -> list[str]:
    """Return the words of a name as forms are compared: folded, without marks and full stops."""
    text = strip_marks(fold(text)).replace("'", "").replace('"', "")
    return [_SAME.get(word, word) for word in _WORD.findall(text)]


@lru_cache(maxsize=1)
def _listed() -> tuple[tuple[str, ...], ...]:
    """Return the packaged forms, each as its words."""
    text = files("aitui.names").joinpath(_LIST).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(dict.fromkeys(tuple(_plain(form)) for line in lines for form in line.split("/")))


def _together(words: Sequence[str]) -> str:
    """Return words written together, which makes «S. p. A.» and «SpA», «& Co. KG» and «CoKG» one."""
    return "".join(words).replace("&", "")


@lru_cache(maxsize=1)
def _forms() -> frozenset[str]:
    """Return the forms as words written together."""
    return frozenset(_together(form) for form in _listed())


@lru_cache(maxsize=1)
def _phrases() -> tuple[dict[int, list[str]], frozenset[str]]:
    """Return the long forms written together by their number of words, and the beginnings of their words.

    Registers and papers abbreviate and misspell long forms («Gesellschaft mit beschr. Haftung»).
    """
    forms = [form for form in _listed() if len(_together(form)) >= _LONG]
    forms += [tuple(map(romanise, form)) for form in forms if has_cyrillic(form[0])]
    phrases: dict[int, list[str]] = {}
    for form in sorted(set(forms)):
        phrases.setdefault(len(form), []).append(_together(form))
    return phrases, frozenset(word[:3] for form in forms for word in form if len(word) > 3)


@lru_cache(maxsize=1 << 14)
def without_form(name: str) -> str:
    """Return the name of an organisation without its legal form, folded words joined by blanks.

    The form stands at one end, or at both («АО Банк Т, публичное акционерное общество»).  A name is never
    eaten whole, and what only looks like a form inside a name stays («SE Asia Fund», «Ag Leader»).
    """
    text = _HAN_FORMS.sub("", name.strip()) or name
    words = _plain(text)
    for _ in range(_CHAIN):
        words = _cut(words[::-1], True)[::-1]
        while len(words) > 1 and words[-1] == "&":
            words.pop()
    words = _cut(words, False)
    while len(words) > 1 and words[0] == "the":
        words.pop(0)
    return " ".join(words)


def _cut(words: list[str], backwards: bool) -> list[str]:
    """Return words without the longest form that they begin with; `backwards` when they are reversed."""
    forms = _forms()
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        part = words[:size][::-1] if backwards else words[:size]
        form = _together(part)
        if (form in forms or _misspelled(part)) and (backwards or _leading(form)):
            return words[size:]
    return words


def _misspelled(words: list[str]) -> bool:
    """Say whether words are a long form with a slip or shortened («Ges. mit besch. Haftung»)."""
    phrases, starts = _phrases()
    form = _together(words)
    if len(words) < 2 or len(form) < 8 or sum(word[:3] in starts for word in words) < 2:
        return False
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import extractOne

    long = phrases.get(len(words), ())
    closest = extractOne(form, long, scorer=Levenshtein.normalized_similarity, score_cutoff=_CLOSE)
    if closest is not None and len(form) >= _LONG:
        return True
    pattern = re.compile("".join(re.escape(word) + r"\w*?" for word in words if word != "&"))
    return any(pattern.fullmatch(phrase) for phrase in long if phrase.startswith(words[0]))


def _leading(form: str) -> bool:
    """Say whether a form may stand before the name: Slavic ones and long phrases do, «AG» and «SE» do not."""
    return not form.isascii() or len(form) >= _LONG or form in _BEFORE


_BEFORE = word_set(
    "ooo oao zao pao nao fgup gup mup ano nko ojsc cjsc pjsc jsc pt tov vat zat prat pat srl uab llc"
)
