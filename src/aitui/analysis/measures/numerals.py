"""Numbers as languages write them: separators, Roman and Chinese numerals, and rows of number words."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUE = {"i": 1, "v": 5, "x": 10}
_HAN = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
_HAN_SCALE = {"十": 10, "百": 100, "千": 1000}


def roman_number(word: str) -> int | None:
    """Return the value of a lower-case Roman numeral up to 39, None for any other word."""
    if not word or not _ROMAN.fullmatch(word):
        return None
    total = 0
    for here, after in zip(word, word[1:] + " ", strict=True):
        value = _ROMAN_VALUE[here]
        total += -value if _ROMAN_VALUE.get(after, 0) > value else value
    return total


def han_number(word: str) -> int | None:
    """Return the value of Chinese numerals: 二十四, 三百, 二〇二四; None for what is no number (七十百)."""
    if not any(char in _HAN_SCALE for char in word):
        digits = [_HAN.get(char) for char in word]
        if None in digits:
            return None
        return int("".join(map(str, digits)))
    total, digit, last = 0, 0, 10_000
    for char in word:
        if char in _HAN:
            digit = _HAN[char]
        elif char in _HAN_SCALE and _HAN_SCALE[char] < last:
            last = _HAN_SCALE[char]
            total += (digit or 1) * last
            digit = 0
        else:
            return None
    return total + digit


def parse_number(text: str, decimal: str, groups: str) -> float | None:
    """Return the value of digits with separators.

    A sign that can only group (three digits after it, more than one of it, or a blank) groups; else the last
    sign is decimal, whatever the language: writers mix conventions, above all in prices.

    Args:
        text: digits with `.`, `,`, `'` or blanks between them.
        decimal: decimal sign of the language.
        groups: signs that the language groups with.
    """
    bare = text.replace(" ", "").replace("'", "")
    signs = [char for char in bare if char in ".,"]
    if not signs:
        return float(bare) if bare.isdigit() else None
    last = signs[-1]
    tail = bare.rsplit(last, 1)[1]
    grouping = len(set(signs)) == 1 and (
        len(signs) > 1 or (last != decimal and last in groups and len(tail) == 3)
    )
    if len(set(signs)) == 2 and bare.rindex(last) < bare.index(last):
        return None
    if grouping:
        pieces = bare.split(last)
        if any(len(piece) != 3 for piece in pieces[1:]) or not 1 <= len(pieces[0]) <= 3:
            return None
        return float("".join(pieces))
    if signs.count(last) > 1:
        return None
    other = "." if last == "," else ","
    whole, fraction = bare.replace(other, "").rsplit(last, 1)
    return float(f"{whole or 0}.{fraction}") if fraction.isdigit() else None


def scaled_words(parts: Iterable[tuple[str, float]]) -> float | None:
    """Return the value of number words with scales between them: two million three hundred thousand.

    A smaller scale may count a larger one: dos mil trescientos millones.

    Args:
        parts: (`w`, number) or (`m`, scale) in order; other symbols join and count nothing.

    Returns:
        None when the scales do not fall, so that the words are no one number.
    """
    groups: list[tuple[float, float]] = []  # number and scale, of falling scales
    words: list[float] = []
    for symbol, value in (*parts, ("m", 1.0)):
        if symbol == "w":
            words.append(value)
        elif symbol == "m":
            count = words_number(words) if words else 0.0
            if count is None or (not groups and not words):
                return None
            while groups and groups[-1][1] < value:
                number, scale = groups.pop()
                count += number * scale
            if (groups and count * value >= groups[-1][1]) or (not count and value > 1):
                return None
            groups.append((count, value))
            words = []
    return sum(number * scale for number, scale in groups)


def words_number(values: Iterable[float]) -> float | None:
    """Return the value of a row of number words: two hundred and fifty -> [2, 100, 50] -> 250.

    Words add up from the largest to the smallest; [4, 20, 10] is ninety (quatre-vingt-dix).

    Returns:
        None for no words, and for words that are two numbers: two and three.
    """
    total, current, count = 0.0, 0.0, 0
    for value in values:
        count += 1
        fits = current % 100 == 0 or (current % 10 == 0 and current % 100 >= 20 and 0 < value < 10)
        fits = fits or (current % 100 in (60, 80) and value < 20)
        if value >= 1000:
            if total:
                return None
            total, current = (current or 1) * value, 0.0
        elif value == 100:
            if current >= 100:
                return None
            current = (current or 1) * 100
        elif value > 100:
            if current or value % 100:
                return None
            current = value
        elif value == 20 and current % 100 == 4:
            current += 76
        elif fits and (value < 100):
            current += value
        else:
            return None
    return total + current if count else None
