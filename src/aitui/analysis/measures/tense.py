"""Whether a phrase speaks of the past or of what is expected, by the nearest cue of tense.

A publication date settles most phrases; where there is none, or the phrase holds the day of publication
("this year"), the words around it must tell.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from aitui.analysis.measures.lexicon import expand, lexicon, table
from aitui.frozen import frozen
from aitui.text.fold import fold
from aitui.text.morphology import russian_words

PAST = "past"
FORECAST = "forecast"
UNKNOWN = "unknown"

# Farther off no cue speaks of the phrase; and a "sentence" of a whole book is read but once.
_REACH = 300
# Crossing into another clause makes a cue weaker by so many characters.
_CLAUSE = 60
_CLAUSE_BREAK = re.compile(r"[,;:()，；：—–]")
# Endings that a Russian verb form in the past or the simple future can have: asking the dictionary is slow.
_RUSSIAN_VERB = re.compile(r"(?:л[аои]?(?:с[яь])?|[еиуюая]т(?:ся)?|[аеё]н[аоы]?)$")


@frozen
class _Cues:
    """Cue words of a language: a pattern with the groups `past` and `future`; `others` only end like them.

    A word of `auxiliaries` tells the future only where no `participle` ends its clause («wird bewertet»).
    """

    pattern: re.Pattern[str] | None
    morphology: bool
    others: frozenset[str]
    auxiliaries: frozenset[str]
    participle: re.Pattern[str] | None


@cache
def _cues(lang: str) -> _Cues:
    section: dict[str, Any] = table(lang).get("tense", {})
    han = bool(table(lang).get("han", False))
    macros = table(lang).get("macro", {})
    groups = []
    for name in ("future", "past"):
        words = [fold(w) for p in section.get(name, "").split() for w in expand(p, macros)]
        options = [re.escape(word) for word in sorted(words, key=len, reverse=True)]
        ending = section.get(f"{name}_ending")
        if ending:
            options.append(rf"\w+{ending}")
        if options:
            body = "|".join(options)
            groups.append(rf"(?P<{name}>{body})" if han else rf"(?P<{name}>(?<!\w)(?:{body})(?!\w))")
    morphology = section.get("morphology") == "ru"
    if morphology:
        groups.append(r"(?P<word>(?<!\w)[а-я]{4,}(?!\w))")
    others: set[str] = {fold(word) for word in section.get("not_past", "").split()}
    if section.get("past_ending"):  # «heute», «zweiten»
        listed = {fold(w) for p in section.get("past", "").split() for w in expand(p, macros)}
        others |= lexicon(lang, "time").words.keys() - listed
    participle = section.get("participle")
    return _Cues(
        re.compile("|".join(groups)) if groups else None,
        morphology,
        frozenset(others),
        frozenset(section.get("auxiliaries", "").split()),
        re.compile(participle) if participle else None,
    )


@lru_cache(maxsize=1 << 13)
def _russian_tense(word: str) -> str | None:
    """Return the tense of a Russian verb form; None for any other word and for the present."""
    if not _RUSSIAN_VERB.search(word):
        return None
    tag = russian_words().parse(word)[0].tag
    if tag.POS not in ("VERB", "PRTS"):
        return None
    if "past" in tag:
        return PAST
    return FORECAST if "futr" in tag else None


@lru_cache(maxsize=4096)
def hangs_on(word: str) -> bool:
    """Tell whether a Russian word is a noun or adjective in the genitive: «накануне выборов»."""
    tag = russian_words().parse(word)[0].tag
    return tag.case == "gent" and tag.POS in ("NOUN", "ADJF", "PRTF", "NUMR")


def tense(folded: str, start: int, end: int, lang: str, at: int, until: int) -> str:
    """Return `past`, `forecast` or `unknown` for the phrase `at:until` in the sentence `start:end`.

    Args:
        folded: the folded text (`fold`).
        start: first code point of the sentence.
        end: end of the sentence.
        lang: ISO 639-1 of the text.
        at: first code point of the phrase.
        until: end of the phrase.
    """
    cues = _cues(lang)
    if cues.pattern is None:
        return UNKNOWN
    best, nearest, future_end = UNKNOWN, 1 << 30, -2
    start, end = max(start, at - _REACH), min(end, until + _REACH)
    for match in cues.pattern.finditer(folded, start, end):
        if match.start() < until and match.end() > at:
            continue
        kind: str | None = match.lastgroup
        if match.group() in cues.auxiliaries and cues.participle is not None:
            clause = _CLAUSE_BREAK.search(folded, match.end(), end)
            if cues.participle.search(folded, match.end(), clause.start() if clause else end):
                continue
        if kind == "word":
            kind = _russian_tense(match.group())
            if kind is None:
                continue
        if kind in ("future", FORECAST) or match.start() == future_end + 1:
            # "will cut": the form is that of the past, the verb before it tells.
            kind, future_end = FORECAST, match.end()
        elif match.group() in cues.others:
            continue
        before = match.end() <= at
        left, right = (match.end(), at) if before else (until, match.start())
        distance = right - left + _CLAUSE * len(_CLAUSE_BREAK.findall(folded, left, right))
        if distance < nearest:
            best, nearest = (FORECAST if kind in ("future", FORECAST) else PAST), distance
    return best
