"""Quantities: numbers that a text states, with unit, bound and scale, by the tables of `lexicon`.

A number is a quantity when something says what it counts: a unit, a currency, a magnitude, a counted
noun.  Numbers of names (GPT-4, Claude 3.5), of pages, sections, clocks and dates are left alone.  In a table
a number means nothing without its row and column: `tables` reads those.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from aitui.analysis.measures.lexicon import HAN_DIGITS, Lexicon, Row, Token, lexicon, tokens
from aitui.analysis.measures.numerals import words_number
from aitui.analysis.measures.quantity_tokens import negative, split_numbers
from aitui.analysis.measures.tables import Cell, cells
from aitui.frozen import frozen, replace
from aitui.model import Quantity, Sentence, Timex
from aitui.text.fold import fold_once

# No number has more words; a row of a thousand must not be tried from each of them to its end.
_VALUE = r"(?:n|a|w(?:[zA]?w){0,11})m{0,2}Z?"
_LEAD = r"(?P<lead>(?:[rO]q?){0,2}q?)"
# A currency may go before its magnitude (75 USD million), and a unit be tied on (a 10-year bond).
_UNIT = r"(?:q{0,2}(?:cm{0,2}|[ut])|zu|k)?"
_NUMBER = rf"(?P<one>{_VALUE})"
_SPACED = (
    rf"{_LEAD}(?P<money>c)(?P<mone>nm{{0,2}}Z?)(?:(?:z|O)c?(?P<mtwo>nm{{0,2}}Z?))?(?P<mpost>R)?"
    rf"|(?P<from>[FG]q?)?{_LEAD.replace('lead', 'rlead')}(?P<low>{_VALUE})(?P<lowunit>[cu]?)"
    rf"(?P<link>z|q?Oq?|Aq?|d)(?P<high>{_VALUE})(?P<rpost>R)?(?P<runit>{_UNIT})"
    rf"|(?P<floor>F)?{_LEAD.replace('lead', 'slead')}{_NUMBER}(?P<post>R)?(?P<unit>{_UNIT})"
    r"|b(?P<share>[nw])"
    r"|(?:r?q?)(?P<word>[vh])"
)

# Units of time may stand inside a phrase of time: "the next three to five years" tells a date and a length.
# 三成 is three tenths.
_TENTH = "tenth"
_LENGTHS = frozenset(("year", "month", "week", "day"))
_CHANGE_REACH = 16
_LETTER = re.compile(r"[^\W\d_]")


@cache
def _pattern() -> re.Pattern[str]:
    # Most words are unknown (x), and no quantity begins with one.
    return re.compile(rf"(?!x)(?:{_SPACED})")


@frozen
class _Text:
    """What the resolvers look at beside the tokens."""

    text: str
    folded: str
    lang: str
    lex: Lexicon
    toks: Row
    symbols: str
    starts: list[int]
    sentences: Sequence[Sentence]

    def sentence(self, start: int) -> Sentence | None:
        """Return the sentence that holds a place."""
        found = bisect_right(self.starts, start) - 1
        if found >= 0 and start < self.sentences[found].end:
            return self.sentences[found]
        return None


def _value(toks: Sequence[Token]) -> float | None:
    """Return the number of `n m`, `w w m`, `a m`: digits or words times magnitudes."""
    scale, numbers, words = (
        1.0,
        [t for t in toks if t.symbol in "na"],
        [t.value for t in toks if t.symbol == "w"],
    )
    for token in toks:
        if token.symbol == "m":
            scale *= token.value
    base = numbers[0].value if numbers else words_number(words)
    if base is None or (numbers and words):
        return None
    if len(words) > 1 and toks[0].detail[:1] in HAN_DIGITS and toks[0].detail:  # 一 百 with blanks
        return None
    return float(f"{base * scale:.15g}")


def _slice(text: _Text, match: re.Match[str], group: str) -> list[Token]:
    start, end = match.span(group)
    return text.toks[start:end] if start >= 0 else []


def find_quantities(
    text: str, lang: str, sentences: Sequence[Sentence], timexes: Sequence[Timex]
) -> list[Quantity]:
    """Return the quantities of a text, sorted and disjoint.

    Args:
        text: the text of a version; offsets count its code points.
        lang: ISO 639-1.
        sentences: sorted sentences; numbers outside them are left alone.
        timexes: time expressions of the text, whose numbers are dates and not quantities.
    """
    folded = fold_once(text)
    lex = lexicon(lang, "quantity")
    toks = tokens(folded, lex)
    symbols = split_numbers(toks, text, folded, lex)
    view = _Text(text, folded, lang, lex, toks, symbols, [s.start for s in sentences], sentences)
    busy = [(t.start, t.end, t.kind) for t in timexes]
    busy_starts = [t[0] for t in busy]
    out: list[Quantity] = []
    at = 0
    pattern = _pattern()
    while (match := pattern.search(symbols, at)) is not None:
        found = _read(view, match)
        kept = [q for q in found if _free(q, busy, busy_starts)]
        out += kept
        if kept or match.end() == match.start():
            at = max(match.end(), match.start() + 1)
        else:
            first = next(
                (i for i in range(match.start(), match.end()) if symbols[i] in "nwavh"), match.start()
            )
            at = first + 1
    tabled = [_tabled(text, cell) for cell in cells(text, folded, lex) if view.sentence(cell.start)]
    return sorted([*out, *(q for q in tabled if _free(q, busy, busy_starts))], key=lambda q: q.start)


def _tabled(text: str, cell: Cell) -> Quantity:
    value = cell.value
    return Quantity(
        cell.start, cell.end, text[cell.start : cell.end], value, value, cell.unit, per=cell.per,
        qualifiers=cell.heads,
    )  # fmt: skip


def _free(quantity: Quantity, busy: Sequence[tuple[int, int, str]], starts: Sequence[int]) -> bool:
    """Tell whether a quantity keeps clear of dates; lengths of time may lie in a duration or a window."""
    at = max(0, bisect_right(starts, quantity.start) - 1)
    for start, end, kind in busy[at:]:
        if start >= quantity.end:
            return True
        if end <= quantity.start:
            continue
        # A window has a word before its length; «две недели назад» is a date and no length.
        window = kind == "relative" and start < quantity.start
        if quantity.unit not in _LENGTHS or not (window or kind == "duration"):
            return False
    return True


def _read(view: _Text, match: re.Match[str]) -> list[Quantity]:
    """Return the quantities that a match states: one, two («с 21,4% до 25,9%»), or none."""
    sentence = view.sentence(view.toks.starts[match.start()])
    if sentence is None or "\t" in view.text[sentence.start : sentence.end]:
        return []
    if match["word"]:
        return _read_word(view, match, sentence)
    if match["share"]:
        token = view.toks[match.start("share")]
        if _TORN_BEHIND.match(view.folded, token.end):
            return []
        return [
            _quantity(
                view, match.start(), match.end("share"), token.value, token.value, "percent", "=", sentence
            )
        ]
    if match["money"]:
        return _read_money(view, match, sentence)
    if match["low"]:
        return _read_range(view, match, sentence)
    return _read_single(view, match, sentence)


def _read_word(view: _Text, match: re.Match[str], sentence: Sentence) -> list[Quantity]:
    """Read «вдвое», "two thirds", «около трети»."""
    token = view.toks[match.start("word")]
    comparator, first = _comparator(view, match.start(), match.start("word"), sentence)
    after = view.toks[match.end() : match.end() + 1]
    before = view.toks[match.start("word") - 1 : match.start("word")]
    if token.symbol == "h" and (
        (before and before[0].symbol in "nwo") or not (after and after[0].symbol in "xqkcfF")
    ):
        return []
    if token.symbol == "h" and not (
        comparator != "=" or (after and (after[0].symbol in "qfF" or view.lang in ("ru", "zh")))
    ):
        return []
    return [
        _quantity(view, first, match.end("word"), token.value, token.value, "ratio", comparator, sentence)
    ]


def _read_money(view: _Text, match: re.Match[str], sentence: Sentence) -> list[Quantity]:
    unit, size = view.toks[match.start("money")].detail, view.toks[match.start("money")].value or 1
    if view.toks[match.start("money")].end - view.toks[match.start("money")].start > 4:
        return []  # a name of a currency before a number counts nothing
    comparator, first = _comparator(view, match.start("lead"), match.end("lead"), sentence)
    low, high = _value(_slice(view, match, "mone")), _value(_slice(view, match, "mtwo"))
    if low is None:
        return []
    low, high = low * size, None if high is None else high * size
    if match["mtwo"] and high is not None:
        scale = [t.value for t in _slice(view, match, "mtwo") if t.symbol == "m"]
        if scale and not any(t.symbol == "m" for t in _slice(view, match, "mone")):
            low *= scale[0]
        moved = _moved_money(view, match, first, low, high, sentence)
        if moved is not None:
            return moved
        if low >= high:
            return []
        end = match.end("mtwo") - (view.toks[match.end("mtwo") - 1].symbol == "Z")
        return [_quantity(view, first, end, low, high, unit, comparator, sentence)]
    comparator = _after(view, match, "mpost") or comparator
    end = match.end("mpost") if match["mpost"] else match.end("mone")
    end -= view.symbols[end - 1] == "Z"
    found = _quantity(view, first, end, low, low, unit, comparator, sentence)
    return [_with_change(view, found, first, sentence)]


def _moved_money(
    view: _Text, match: re.Match[str], first: int, before: float, after: float, sentence: Sentence
) -> list[Quantity] | None:
    """Read "fell from $200 to $155" as the two ends of a change; None for a range of prices."""
    link = view.toks[match.end("mone")]
    lead = view.toks[first - 1] if first else None
    words = view.lex.options.get("change_from", "").split()
    if link.symbol != "O" or lead is None:
        return None
    if view.folded[lead.start : lead.end] not in words or _mover(view, first, sentence) is None:
        return None
    unit = view.toks[match.start("money")].detail
    direction = "up" if after > before else "down" if after < before else None
    start = match.start("mtwo") - (view.toks[match.start("mtwo") - 1].symbol == "c")
    ends = [end - (view.toks[end - 1].symbol == "Z") for end in (match.end("mone"), match.end("mtwo"))]
    return [
        replace(_quantity(view, at, end, value, value, unit, "=", sentence), change=part, direction=direction)
        for at, end, value, part in ((first, ends[0], before, "from"), (start, ends[1], after, "to"))
    ]


def _read_range(view: _Text, match: re.Match[str], sentence: Sentence) -> list[Quantity]:
    """Read a range, or a change told as two values."""
    link = next(t for t in _slice(view, match, "link") if t.symbol in "zOAd")
    if link.symbol == "z" and _after_a_version(view, match.start("low"), link):
        return _read_left(view, match, sentence)
    opening = _slice(view, match, "from")
    low_tokens, high_tokens = _slice(view, match, "low"), _slice(view, match, "high")
    low, high = _value(low_tokens), _value(high_tokens)
    unit_tokens = _slice(view, match, "runit")
    unit = _unit(view, unit_tokens, match.end("runit"), high_tokens)
    if unit == _TENTH and low is not None and high is not None:
        low, high, unit = low * 10, high * 10, "percent"
    low_unit = _slice(view, match, "lowunit")
    if low is None or high is None or unit is None:
        return _read_left(view, match, sentence)
    if link.symbol == "d" and not (opening and view.folded[link.end - 1] in "至到"):  # 从21%升至25%
        return _read_left(view, match, sentence)
    between = bool(opening) and opening[0].symbol == "G"
    if link.symbol == "A" and not between and link.detail != "or":
        return _read_left(view, match, sentence)
    if link.symbol == "O" and not opening and link.start - (low_unit or low_tokens)[-1].end > 1:
        return _read_left(view, match, sentence)
    changing = view.lex.options.get("change_from", "").split()
    first = match.start("from") if opening else match.start("rlead") if match["rlead"] else match.start("low")
    if low_unit and low_unit[0].detail not in (unit, _TENTH):
        return _read_left(view, match, sentence)
    lead = view.toks[match.start("low") - 1] if match.start("low") else None
    moves = lead is not None and not between and view.folded[lead.start : lead.end] in changing
    mover = _mover(view, match.start("low"), sentence) if link.symbol in "Od" else None
    if moves and ((low_unit and opening) or mover is not None or link.symbol == "d"):
        return _read_change(view, match, low_tokens, high_tokens, low, high, unit, sentence)
    if low_unit and lead is not None and moves and low > high:
        return _read_change(view, match, low_tokens, high_tokens, low, high, unit, sentence)
    same = bool(low_unit) and low_unit[0].detail == unit and view.lex.han  # 10%至15%
    if low_unit and not opening and not same:
        return _read_left(view, match, sentence)
    scale = [t.value for t in high_tokens if t.symbol == "m"]
    if scale and not any(t.symbol == "m" for t in low_tokens):
        low *= scale[0]
    comparator, _ = _comparator(view, match.start("rlead"), match.end("rlead"), sentence)
    if low >= high:
        return _read_left(view, match, sentence)
    comparator = "~" if comparator == "~" else "="
    end = match.end("runit") if unit_tokens and unit_tokens[-1].symbol in "cut" else match.end("high")
    if _named(view, match.start("low"), unit, unit_tokens):
        return []
    return [_quantity(view, first, end, low, high, unit, comparator, sentence)]


def _after_a_version(view: _Text, at: int, link: Token) -> bool:
    """Tell whether a dash between blanks leads from a name with its number: «Claude Opus 4 — 20 долларов»."""
    apart = view.text[link.start - 1 : link.start].isspace() and view.text[link.end : link.end + 1].isspace()
    if at == 0 or not apart:
        return False
    before, number = view.toks[at - 1], view.toks[at]
    word = view.text[before.start : before.end]
    named = before.symbol == "x" and word[:1].isupper() and view.text[before.end : number.start] == " "
    return named and view.lang != "de"


def _read_change(
    view: _Text, match: re.Match[str], low_tokens: Sequence[Token], high_tokens: Sequence[Token],
    before: float, after: float, unit: str, sentence: Sentence,
) -> list[Quantity]:  # fmt: skip
    """Read «с 21,4% до 25,9%» as the two ends of a change."""
    scale = [t.value for t in high_tokens if t.symbol == "m"]
    if scale and not match["lowunit"] and not any(t.symbol == "m" for t in low_tokens):
        before *= scale[0]
    direction = "up" if after > before else "down" if after < before else None
    low_end = match.end("lowunit") if match["lowunit"] else match.end("low")
    one = _quantity(view, match.start("low"), low_end, before, before, unit, "=", sentence)
    other = _quantity(view, match.start("high"), match.end("runit"), after, after, unit, "=", sentence)
    return [
        replace(one, change="from", direction=direction),
        replace(other, change="to", direction=direction),
    ]


def _mover(view: _Text, at: int, sentence: Sentence) -> Token | None:
    """Return the word of change («вырос», "fell") shortly before a token in its sentence."""
    place = view.symbols.rfind("d", max(0, at - _CHANGE_REACH), at)
    return view.toks[place] if place >= 0 and view.toks.starts[place] >= sentence.start else None


def _mover_behind(view: _Text, at: int, sentence: Sentence) -> Token | None:
    """Return the word of change shortly behind a token, where verbs end a sentence («um 5 % gestiegen»)."""
    place = view.symbols.find("d", at, at + _CHANGE_REACH)
    return view.toks[place] if place >= 0 and view.toks.starts[place] < sentence.end else None


_SHARES = frozenset(("percent", "percentage_point", "basis_point"))


def _with_change(view: _Text, quantity: Quantity, first: int, sentence: Sentence) -> Quantity:
    """Return a quantity with its part in a change: where it led («до 5%») or its size («на 5%»)."""
    mover = _mover(view, first, sentence)
    if mover is None and view.lex.options.get("verb_last", False):
        mover = _mover_behind(view, first, sentence)
    if mover is None or first == 0:
        return quantity
    before = view.toks[max(0, first - 2) : first]
    direction = mover.detail if mover.detail in ("up", "down") else None
    each = view.lex.options.get("each", "").split()  # «упала до 99 млрд, по 8 млрд в месяц»
    led = any(t.symbol == "O" and view.folded[t.start : t.end] not in each for t in before)
    if led or (view.lex.han and mover.end == before[-1].end and
                                                        view.folded[mover.end - 1] in "至到"):  # fmt: skip
        return replace(quantity, change="to", direction=direction)
    words = [view.folded[token.start : token.end] for token in before]
    if before[-1].symbol == "F" and words[-1] in view.lex.options.get("change_from", "").split():
        return replace(quantity, change="from", direction=direction)
    by = any(word in view.lex.options.get("by", "").split() for word in words)
    close = mover.start >= view.toks.starts[max(0, first - 3)]  # or behind
    if (by and close) or (quantity.unit in _SHARES and mover.end == before[-1].end):
        return replace(quantity, change="by", direction=direction)
    return quantity


def _read_left(view: _Text, match: re.Match[str], sentence: Sentence) -> list[Quantity]:
    """Read both numbers of what only looked like a range, each on its own."""
    out: list[Quantity] = []
    at, end = match.start(), match.end()
    while (found := _single_pattern().search(view.symbols, at, end)) is not None:
        at = max(found.end(), at + 1)
        out += _read_single(view, found, sentence)
    return out


@cache
def _single_pattern() -> re.Pattern[str]:
    lead = _LEAD.replace("lead", "slead")
    return re.compile(rf"(?P<floor>F)?{lead}{_NUMBER}(?P<post>R)?(?P<unit>{_UNIT})")


def _read_single(view: _Text, match: re.Match[str], sentence: Sentence) -> list[Quantity]:
    start, end = match.span("one")
    number_tokens = view.toks[start:end]
    value = _value(number_tokens)
    if value is None or (view.lex.han and _torn(view, match)):
        return []
    unit_start, unit_end = match.span("unit")
    unit_tokens = view.toks[unit_start:unit_end]
    unit = _unit(view, unit_tokens, unit_end, number_tokens)
    if unit is None or _named(view, start, unit, unit_tokens):
        return []
    if unit_tokens and unit_tokens[0].symbol == "z" and unit_tokens[0].start != number_tokens[-1].end:
        return []  # "5 - years": no unit is tied on
    for token in unit_tokens:
        value *= token.value if token.symbol == "m" or (token.symbol == "c" and token.value) else 1
    if number_tokens[0].symbol == "w" and negative(view.folded, number_tokens[0].start):
        value = -value
    if view.lex.han and unit_tokens and view.folded[unit_tokens[-1].end : unit_tokens[-1].end + 1] == "半":
        value, unit_end = value + 0.5, unit_end + 1  # 两米半
    if unit == _TENTH:
        value, unit = value * 10, "percent"
    if unit == "count":
        value = abs(value)  # a bullet and no minus
    comparator, first = _comparator(view, match.start("slead"), match.end("slead"), sentence)
    if match["floor"] and comparator == "=":
        floors = view.lex.options.get("floor", "").split()
        opening = view.toks[match.start("floor")]
        if view.folded[opening.start : opening.end] in floors:
            comparator, first = ">=", match.start("floor")
    last = end
    if match["post"]:
        comparator = view.toks[match.start("post")].detail
        last = match.end("post")
    if unit_tokens and unit_tokens[-1].symbol in "cutm":
        last = unit_end
    if last == unit_end and unit.isupper() and value % 1 == 0 and (cents := _cents(view, unit_end)):
        value, last = round(value + cents[0], 2), cents[1]
    if last == end and view.symbols[last - 1] == "Z":
        last -= 1
    found = _quantity(view, first, last, value, value, unit, comparator, sentence)
    return [_with_change(view, found, first, sentence)]


# "and forty-five cents"; two digits at the end of a clause are cents too: "15 dollars 50".
_CENTS = re.compile(r"[Ae]?(?P<cents>n|w(?:[zA]?w)?)(?P<word>s)?(?(word)|(?=[KZ!]|$))")


def _cents(view: _Text, at: int, below: float = 1) -> tuple[float, int] | None:
    """Return the parts of a unit told behind an amount of money (50元6角三分), and the token behind them.

    Args:
        view: the text.
        at: the token behind the amount.
        below: parts smaller than this share of the unit follow.
    """
    match = _CENTS.match(view.symbols, at)
    value = _value(_slice(view, match, "cents")) if match else None
    if match is None or value is None or value % 1 or not 0 < value < 100:
        return None
    if match["word"]:
        worth = view.toks[match.start("word")].value
        if worth >= below:
            return None
        more = _cents(view, match.end(), worth) if worth > 0.01 else None
        return (value * worth + more[0], more[1]) if more else (value * worth, match.end())
    bare = view.toks[match.start("cents")]
    if value < 10 or bare.symbol != "n" or "\n" in view.text[view.toks[at - 1].end : bare.start]:
        return None
    return value / 100, match.end()


def _after(view: _Text, match: re.Match[str], group: str) -> str | None:
    return view.toks[match.start(group)].detail if match[group] else None


def _unit(view: _Text, unit_tokens: Sequence[Token], end: int, number: Sequence[Token]) -> str | None:
    """Return the unit; None when nothing says what the number counts."""
    symbols = {t.symbol for t in number}
    spoken = "w" in symbols or "a" in symbols
    scaled = "m" in symbols
    if "a" in symbols and not scaled and number[0].value == 1:
        return None
    if not _scale_is_sure(view, number, unit_tokens, end):
        return None
    if unit_tokens:
        token = next(t for t in reversed(unit_tokens) if t.symbol != "m")
        if token.symbol == "t":  # "once" multiplies nothing
            return None if number[0].value == 1 else "ratio"
        if token.detail == _TENTH and view.folded[token.end : token.end + 1] in _NO_TENTH:
            return None
        if token.symbol in "cu":
            return token.detail
        if spoken and view.lex.han and number[0].value == 1 == len(number):
            # 一位 is how one says "a" of a person; 一人 counts.
            return "count" if view.folded[token.start : token.end] in _ONE_COUNTED else None
        return "count"
    following = view.toks[end] if end < len(view.toks) else None
    if _LEFT_ALONE.match(view.symbols, end):  # lakh; cents of nobody knows which money
        return None
    noun = following is not None and following.symbol in "xkul" and _is_noun(view, following, number)
    if scaled and not (number[0].symbol == "a" and not noun):
        return "count"
    if spoken and not _counts_in_words(view, number):
        return None
    if not noun:
        return None
    value = number[0].value
    if value % 1 or (1900 <= value <= 2100 and following is not None and following.symbol != "k"):
        return None
    return "count"


_NUMERAL = f"[\\d{HAN_DIGITS}点點]"
_TORN_BEFORE = re.compile(rf"{_NUMERAL}\s+\Z")
_TORN_BEHIND = re.compile(rf"(?:\s*[个個])?\s+(?:{_NUMERAL}|[个個]?\s*[百分])")


def _torn(view: _Text, match: re.Match[str]) -> bool:
    """Tell whether blanks tear a Chinese number apart: 百分之五 十, 六 點 五成."""
    start = view.toks.starts[match.start("one")]
    behind = _TORN_BEHIND.match(view.folded, view.toks.ends[match.end("one") - 1])
    return behind is not None or _TORN_BEFORE.search(view.folded[max(0, start - 8) : start]) is not None


_ONE_COUNTED = frozenset("人")
_LEFT_ALONE = re.compile("q{0,2}[ys]")
# 成 goes on as a verb here: 成为, 成立, 成功.
_NO_TENTH = frozenset("为為立长長员員功本交就果分熟")


def _scale_is_sure(view: _Text, number: Sequence[Token], unit_tokens: Sequence[Token], end: int) -> bool:
    """Tell whether a single letter is a scale: "$3m", "2m users"; "1.8m tall" and "100t" are sizes."""
    letter = next((t for t in number if t.symbol == "m" and t.end - t.start == 1), None)
    if letter is None or not view.text[letter.start].isascii() or any(t.symbol == "c" for t in unit_tokens):
        return True
    if view.text[letter.start] in "tT":
        return False
    if view.text[letter.start] in "kK" or any(t.symbol in "uk" for t in unit_tokens):
        return True
    following = view.toks[end] if end < len(view.toks) else None
    return (
        following is not None
        and following.symbol == "x"
        and view.text[following.start : following.end].endswith("s")
    )


def _counts_in_words(view: _Text, number: Sequence[Token]) -> bool:
    """Tell whether a number word before a noun counts it: «три страны»; "one", «sei» say other things too."""
    value = words_number(t.value for t in number if t.symbol == "w")
    word = view.folded[number[0].start : number[-1].end]
    others = view.lex.options.get("not_counted", "").split()
    return value is not None and value >= 2 and "a" not in {t.symbol for t in number} and word not in others


def _is_noun(view: _Text, token: Token, number: Sequence[Token]) -> bool:
    """Tell whether a word right after a number can be what is counted."""
    gap = view.text[number[-1].end : token.start]
    word = view.text[token.start : token.end]
    if "\n" in gap or not _LETTER.match(word):
        return False
    if view.lex.han:
        return False
    if not gap:
        return False
    if word[0].islower():  # «treinta avos» are fractions
        return len(word) > 2 and not word.endswith(("avos", "ésimos", "esimos"))
    return (word.isupper() and len(word) > 1) or view.lang == "de"


def _named(view: _Text, start: int, unit: str, unit_tokens: Sequence[Token]) -> bool:
    """Tell whether a plain number belongs to the name or the label before it (Claude 3.5, page 4)."""
    if start == 0:
        return False
    before, number = view.toks[start - 1], view.toks[start]
    gap = view.text[before.end : number.start]
    if "\n" in gap:
        return False
    if before.symbol == "l":
        return unit == "count"
    word = view.text[before.start : before.end]
    if before.symbol != "x" or not _LETTER.match(word) or unit_tokens or unit not in ("count",):
        return word in ("№", "#")
    if any(t.symbol == "m" for t in view.toks[start : start + 3]) and len(gap) == 1 and word.islower():
        return False
    sentence = view.sentence(before.start)
    opens = sentence is not None and before.start == sentence.start
    foreign = word[0].isascii() and view.lang in ("ru", "uk", "bg", "zh")
    if foreign:
        return True
    if not word[0].isascii() and (opens or word.isupper()):  # the first word, an acronym
        return False
    return word[0].isupper() and view.lang != "de"


def _comparator(view: _Text, start: int, end: int, sentence: Sentence) -> tuple[str, int]:
    """Return the comparator of the tokens before a number, and the first token of the span."""
    limits = view.lex.options.get("limit", "").split()
    for at in range(start, end):
        token = view.toks[at]
        if token.symbol == "r":
            return token.detail, at
        if token.symbol == "O" and view.folded[token.start : token.end] in limits:
            # «снизились до 237 млрд» tells where a change ended, not a bound.
            recent = view.toks[max(0, at - _CHANGE_REACH) : at]
            if any(t.symbol in "dF" and t.start >= sentence.start for t in recent):
                return "=", end
            return "<=", at
    return "=", end


def _quantity(
    view: _Text,
    first: int,
    last: int,
    low: float,
    high: float,
    unit: str,
    comparator: str,
    sentence: Sentence,
) -> Quantity:
    start, end = view.toks[first].start, view.toks[last - 1].end
    if low < 0 and start and view.text[start - 1] in "-−负負":
        start -= 1
    bounds: tuple[float | None, float | None] = (low, high)
    if low == high and comparator in (">", ">="):
        bounds = (low, None)
    elif low == high and comparator in ("<", "<="):
        bounds = (None, high)
    return Quantity(
        start, end, view.text[start:end], *bounds, unit, comparator, _per(view, last, unit, sentence)
    )


# What a quantity is counted against may stand behind what is counted: «200 requests a minute».
_BEHIND = re.compile("[kxq]{0,3}p")


def _per(view: _Text, last: int, unit: str, sentence: Sentence) -> str | None:
    """Return what a quantity is counted against: right after it, or the price unit told in its sentence."""
    behind = _BEHIND.match(view.symbols, last)
    if behind is not None and view.toks.starts[behind.end() - 1] < sentence.end:
        after = view.toks[behind.end() : behind.end() + 1]
        word = view.folded[after[0].start : after[0].end] if after else ""
        if word not in view.lex.options.get("not_per_before", "").split():  # "a year earlier"
            return view.toks[behind.end() - 1].detail
    if len(unit) != 3 or not unit.isupper():
        return None
    at = view.symbols.rfind("p", 0, last)
    while at >= 0 and view.toks.starts[at] >= sentence.start:
        if "token" in (detail := view.toks[at].detail):
            return detail
        at = view.symbols.rfind("p", 0, at)
    return None
