"""Words that a scanner, a typesetter or a trickster broke, put right for reading, sign by sign.

The repaired text has the length of the text, so every offset holds and what is found in it is cited as it was
written: letters of another script («китaйский» with a Latin a), digits for letters («0penAI», «Ch1na»), bars
(«GoogIe», «lntel», «Hl00»), and words that a hyphen parts at the end of a line.

Digits and bars are put right only towards a known word, or one that stands unbroken in the same text; letters
of another script wherever one script can write the whole word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product

from aitui.analysis.naming.gazetteer import Gazetteer
from aitui.analysis.naming.linking import to_cyrillic, to_latin
from aitui.analysis.naming.tokens import has_cyrillic, has_latin
from aitui.text.fold import fold

# Letters without Han, beside which a Latin name stands with no blank.
_L = "A-Za-zÀ-ɏЀ-ԯ"
_CYRILLIC = re.compile("[Ѐ-ԯ]")
_MIXED = re.compile("[A-Za-zÀ-ɏ][Ѐ-ԯ]|[Ѐ-ԯ][A-Za-zÀ-ɏ]")
_LETTERS = re.compile(f"[{_L}]+")
_UNLIKE = re.compile("[бвгджзийклмнптфцчшщъыьэюяБГДЖИЙЛПУФЦЧШЩЪЫЬЭЮЯ]")
_ALIKE = re.compile(f"(?<![{_L}])[АВЕКМНОРСТХаеорсух]+(?![{_L}])")
_CHIP = re.compile(f"(?<![{_L}0-9])[АВЕКМНОРСТХ]{{1,3}}[0-9]+(?![{_L}0-9])")
# A sign where it hardly belongs: a digit beside a letter, a bar where the case is another.
_SUSPECT = re.compile(
    f"[01IlOО](?:(?<=[{_L}][01])|(?<=[01])(?=[{_L}])|(?<=[a-z]I)|(?<=[A-Z]I)(?=[a-z])|(?<=[A-Z]l)(?![a-z])"
    f"|(?<=[0-9][OОlI])|(?<=[OОlI])(?=[0-9])|(?<=l)(?<![{_L}0-9]l)(?=[b-df-hj-np-tv-xzA-Z]))"
)
_SIGNS = re.compile(f"[{_L}0-9]+")
_NUMBER = re.compile("(?<=[0-9])[OОoоlI](?=[0-9])")
# «01-mini» is o1-mini.
_O_MODEL = re.compile(f"(?<![{_L}0-9.,])0[1-9]-[a-z]+")
_BROKEN = re.compile(rf"([{_L}]{{2,}})[-‐](\r?\n)([{_L}]{{2,}})")
_BREAK = re.compile("[-‐]\\r?\\n")
_LINE_HYPHEN = re.compile("\u00ad|[-‐]\\r?\\n")
_SOFT_HYPHEN = "\u00ad"
# What a sign may have been.
_MAY_BE = {
    "0": "oO", "1": "liI", "I": "l1", "l": "I1", "O": "0", "О": "0", "o": "0",
}  # fmt: skip
_CYRILLIC_O = str.maketrans("oO", "оО")
_MOST = 3


def repaired(text: str, known: Gazetteer) -> str:
    """Return the text with broken words put right; the same length, the same text if nothing is broken."""
    changes = list(_changes(text, known))
    if not changes:
        return text
    parts, end = [], 0
    for start, word in sorted(changes):
        if start < end:
            continue
        parts += [text[end:start], word]
        end = start + len(word)
    return "".join([*parts, text[end:]])


def whole(name: str) -> str:
    """Return a name without soft hyphens and hyphens at the end of a line."""
    return _LINE_HYPHEN.sub("", name) if "\u00ad" in name or "\n" in name else name


def _changes(text: str, known: Gazetteer) -> Iterator[tuple[int, str]]:
    """Yield places and what stands there when put right."""
    yield from _cyrillic_changes(text, known) if _CYRILLIC.search(text) else ()
    own: frozenset[str] | None = None

    def seen(word: str) -> bool:
        nonlocal own
        if known.knows(word):
            return True
        if own is None:
            own = frozenset(re.findall(r"[^\W\d_]{4,}", fold(text)))
        return fold(word) in own

    for match in _NUMBER.finditer(text):
        yield match.start(), "1" if match[0] in "lI" else "0"
    for match in _O_MODEL.finditer(text):
        if known.knows("o" + match[0][1:]):
            yield match.start(), "o" + match[0][1:]
    for start, word in _suspects(text):
        right = None if known.knows(word) else _put_right(word, seen)
        if right is not None:
            yield start, right
    for match in _BROKEN.finditer(text) if _BREAK.search(text) else ():
        left, line_end, right = match.groups()
        if _parted(left, right, seen):
            yield match.start(), left + _SOFT_HYPHEN * (1 + len(line_end)) + right


def _cyrillic_changes(text: str, known: Gazetteer) -> Iterator[tuple[int, str]]:
    """Yield what is to be put right of words with Cyrillic letters."""
    for match in _LETTERS.finditer(text) if _MIXED.search(text) else ():
        word = one_script(match[0])
        if word != match[0]:
            yield match.start(), word
    if not _UNLIKE.search(text):
        # A text without Cyrillic of its own: words that look Latin are.
        for match in _ALIKE.finditer(text):
            yield match.start(), to_latin(match[0])
    for match in _CHIP.finditer(text):
        if not known.knows(match[0]) and known.knows(to_latin(match[0])):
            yield match.start(), to_latin(match[0])


def one_script(word: str) -> str:
    """Return a word of mixed scripts in the one that can write all of it; as it is when none or both can."""
    if not (has_latin(word) and has_cyrillic(word)):
        return word
    latin, cyrillic = to_latin(word), to_cyrillic(word)
    as_latin, as_cyrillic = not has_cyrillic(latin) and latin.isalpha(), not has_latin(cyrillic)
    if as_latin and as_cyrillic:
        return latin if sum(map(has_latin, word)) * 2 > len(word) else cyrillic
    return latin if as_latin else cyrillic if as_cyrillic else word


def _suspects(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words that hold a suspect sign, with their places; two signs say too little."""
    end = 0
    for match in _SUSPECT.finditer(text):
        start = match.start()
        if start < end:
            continue
        while start > end and _SIGNS.match(text, start - 1):
            start -= 1
        word = _SIGNS.match(text, start)
        if word is not None:
            end = word.end()
            if end - start >= 3:
                yield start, word[0]


def _put_right(word: str, seen: Callable[[str], bool]) -> str | None:
    """Return the known word that a suspect one was, None when there is none or it is known as it stands."""
    places = [place for place in range(len(word)) if _suspicious(word, place)]
    if not 1 <= len(places) <= _MOST or sum(map(str.isalpha, word)) < 2:
        return None
    options = [_options(word, place) for place in places]
    for choice in product(*options):
        signs = list(word)
        for place, sign in zip(places, choice, strict=True):
            signs[place] = sign
        right = "".join(signs)
        if right != word and seen(right):
            return right
    return None


def _suspicious(word: str, place: int) -> bool:
    sign = word[place]
    if sign not in _MAY_BE:
        return False
    before, after = word[place - 1 : place], word[place + 1 : place + 2]
    if sign in "01":
        return before.isalpha() or after.isalpha()
    if sign in "OОo":
        return before.isdigit() or after.isdigit()
    if sign == "I":
        return before.islower() or before.isdigit() or after.isdigit() or bool(before and after.islower())
    return not before or not (before.islower() or after.islower()) or after.isdigit() or before.isdigit()


def _options(word: str, place: int) -> str:
    """Return what a sign may be, itself first; at the start and among capitals a capital comes before."""
    before, after = word[place - 1 : place], word[place + 1 : place + 2]
    signs = _MAY_BE[word[place]]
    if (not before or before.isupper()) and (not after or after.isupper() or not before):
        signs = "".join(sorted(signs))
    return word[place] + (signs.translate(_CYRILLIC_O) if has_cyrillic(word) else signs)


def _parted(left: str, right: str, seen: Callable[[str], bool]) -> bool:
    """Say whether a hyphen at the end of a line parts one word, and is not a hyphen of its own."""
    if seen(left + right):
        return True
    return right.islower() and not seen(left) and not seen(right)
