"""The grammar of model names: a family, then versions, variants, sizes and snapshots.

`Qwen2.5-72B-Inst`, `Qwen 2.5 Instruct 72B` and `Qwen 2.5 72B` are one model; `Qwen 2.5` and `Qwen` are
two others.  Instruct, chat and a date say how a version was tuned or frozen, so they are part of the
mention and not of the entity.
"""

from __future__ import annotations

import re

from aitui.analysis.naming.cues import word_set
from aitui.analysis.naming.tokens import Tokens
from aitui.frozen import frozen

_VARIANTS = word_set(
    """
    pro max mini micro nano turbo preview base sonnet haiku opus flash ultra lite plus coder code math vl omni
    vision air thinking think reasoner distill large small medium zero exp experimental high low fast audio
    realtime next codex scout maverick prover janus long terminus speciale heavy edge light advanced
    """
)
_TUNING = word_set("instruct inst chat it")
# Variants that are written small after a blank («GPT-4o mini»).
_SMALL = word_set("mini nano preview micro")
_SIZE = word_set("b m k t")
_VERSION_LETTERS = word_set("v r m k s t o a x g h")
_SNAPSHOT = re.compile(r"(?:[01][0-9][0-3][0-9]|2[0-9]{3}|20[0-9]{6}|2[0-9]{5})")
# What follows a bare number that counts something and is no version («Qwen 3 раза»).
_COUNTED = re.compile(
    r"(?:млн|млрд|трлн|тыс|миллион|миллиард|раз|год|лет|месяц|недел|дн|час|процент|из|и|или|billion|million|"
    r"trillion|thousand|dollar|доллар|dólar|euro|евро|юан|yuan|руб|times|years?|months?|weeks?|days?|percent|of|mila|milion|miliard|volte|ann|mes|giorn|"
    r"millionen|milliarden|mal|jahr|monat|tage|fois|ans|mois|jours|mill|veces|años|meses|días|версии|моде)"
)


@frozen
class Tail:
    """What follows a family name.

    Attributes:
        last: index of the last token of the mention.
        parts: versions and variants as written, in order of the text, sizes last.
    """

    last: int
    parts: tuple[str, ...]


def _number(word: str) -> bool:
    return word[0].isdigit()


def tail(tokens: Tokens, last: int, company: bool) -> Tail:
    """Read the version that follows a name.

    Args:
        tokens: the text.
        last: index of the last token of the name.
        company: True when the name is a company's; then only what can be nothing but a model counts
            («DeepSeek R1», «Mistral 7B», but not «Nvidia 50»).

    Returns:
        The tail; with `last` as given and no parts when nothing follows.
    """
    versions: list[str] = []
    sizes: list[str] = []
    index, end = last + 1, last
    while index < len(tokens):
        gap = tokens.gap(index - 1)
        if gap not in ("", "-", " "):
            break
        word = tokens.words[index]
        written = tokens.surface(index, index)
        glued = tokens.glued_right(index)
        first = end == last
        if _number(word):
            follows = tokens.words[index + 1] if glued else ""
            behind = index + 2 < len(tokens) and tokens.ends[index + 1] == tokens.starts[index + 2]
            if follows in _SIZE and not behind:
                sizes.append(word + follows)
                index, end = index + 2, index + 1
                continue
            if gap == "-" and not company and _SNAPSHOT.fullmatch(word) and not glued:
                index, end = index + 1, index
                while index < len(tokens) and tokens.gap(index - 1) == "-" and _number(tokens.words[index]):
                    index, end = index + 1, index
                continue
            if company and first:
                break
            if gap == " " and (tokens.text[tokens.starts[index - 1]].islower() and not first):
                break  # «o1-mini 3 dollars»
            if gap == " " and not _bare_version(tokens, index, word):
                break
            if glued:
                # A letter or two belongs to the number: 4o, 4V.
                if len(follows) > 2 or behind:
                    break
                versions.append(tokens.surface(index, index + 1))
                index, end = index + 2, index + 1
                continue
            versions.append(word)
        elif word in _VERSION_LETTERS and glued and _number(tokens.words[index + 1]):
            if tokens.glued_right(index + 1):
                break
            versions.append(tokens.surface(index, index + 1))
            index, end = index + 2, index + 1
            continue
        elif company and first:
            break
        elif word in _TUNING and (gap == "-" or written[0].isupper()) and not glued:
            pass
        elif not glued and (_variant(word, written, gap) or (gap == "-" and _single_capital(written))):
            versions.append(written)
        else:
            break
        index, end = index + 1, index
    return Tail(end, (*versions, *sizes))


def variant(word: str) -> bool:
    """Say whether a folded word tells a variant of a model («mini», «pro»)."""
    return word in _VARIANTS


def _variant(word: str, written: str, gap: str) -> bool:
    return word in _VARIANTS and (gap == "-" or written[0].isupper() or word in _SMALL)


def _single_capital(written: str) -> bool:
    return len(written) == 1 and written.isascii() and written.isupper()


def _bare_version(tokens: Tokens, index: int, word: str) -> bool:
    if "." in word:
        return len(word) <= 4
    if int(word) > 12:
        return False
    if index + 1 >= len(tokens):
        return True
    gap = tokens.gap(index)
    if gap[:1] in (",", "%", "/", ":") and gap[1:2] != " ":
        return False
    if gap.strip() in ("%", "$", "€"):
        return False
    return gap != " " or _COUNTED.match(tokens.words[index + 1]) is None


def lettered(tokens: Tokens) -> list[int]:
    """Return the tokens that `model_number` may start at: the letters of versions."""
    return [index for index, word in enumerate(tokens.words) if word in _VERSION_LETTERS]


def model_number(tokens: Tokens, first: int) -> int | None:
    """Return the last token of a letter with a number that starts at `first` («R1», «k1.5»), else None."""
    if (
        tokens.words[first] in _VERSION_LETTERS
        and tokens.glued_right(first)
        and not tokens.glued_left(first)
        and _number(tokens.words[first + 1])
        and not tokens.glued_right(first + 1)
    ):
        return first + 1
    return None
