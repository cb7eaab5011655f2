"""Words of time and quantity, one table a language, and the tokens made of them.

Text becomes a row of tokens with one symbol each; the grammars of `timex` and `quantities` are regular
expressions over those symbols.  So a grammar is written once, and a language is a table of words
(`words/<lang>.toml`).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any, NamedTuple, overload

from aitui.analysis import cldr
from aitui.analysis.measures.units import dollar_signs, physical_units
from aitui.frozen import frozen
from aitui.text.fold import fold

UNKNOWN = "x"
# A sign that no grammar asks for; it ends a phrase, where an unknown word may go on with it.
OTHER_SIGN = "!"

# What a section of a table means to the time grammar.  A section with several readings of one word lists
# the word where the grammar needs it most; the grammar lets related symbols stand for each other.
_TIME_SECTIONS = {
    "month": "M",
    "weak_month": "v",
    "weekday": "W",
    "season": "S",
    "unit": "U",
    "units": "U",
    "edge": "E",
    "shift": "L",
    "told": "B",
    "window": "P",
    "day": "T",
    "relative": "R",
    "part": "Q",
    "span": "J",
    "decade": "e",
}
_JOINTS = {
    "within": "V",
    "from": "F",
    "to": "O",
    "between": "G",
    "and": "A",
    "or": "A",
    "in": "i",
    "on": "j",
    "ago": "a",
    "before": "b",
    "later": "g",
    "after": "f",
    "ahead_of": "<",
    "counted_from": ">",
    "every": "&",
    "of": "c",
    "one": "u",
    "fiscal": "k",
    "era": "%",
    "per_unit": "p",
}
_QUANTITY_SECTIONS = {
    "magnitude": "m",
    "currency": "c",
    "unit": "u",
    "comparator": "r",
    "comparator_after": "R",
    "amount": "a",
    "ratio": "v",
    "fraction": "h",
    "counter": "k",
    "per": "p",
    "label": "l",
    "change": "d",
    "subunit": "s",
}
_QUANTITY_JOINTS = {
    "of": "q",
    "from": "F",
    "to": "O",
    "between": "G",
    "and": "A",
    "or": "A",
    "times": "t",
    "percent_before": "b",
    "part_of": "f",
    "point": "e",
}

# Languages of other scripts quote English months as they are.
_OTHER_SCRIPTS = ("ru", "uk", "zh")

# Letters for the units of time inside entries: year, month, week, day, quarter, half, decade, century.
UNIT_LETTER = {
    "year": "y",
    "month": "m",
    "week": "k",
    "day": "d",
    "quarter": "q",
    "half": "h",
    "decade": "D",
    "century": "C",
    "weekend": "w",
}


class Entry(NamedTuple):
    """What a word means: its symbol in a grammar, a number and a word of detail."""

    symbol: str
    value: float = 0.0
    detail: str = ""


class Token(NamedTuple):
    """A word, number or sign of the text.  `start`/`end` are code points into it."""

    start: int
    end: int
    symbol: str
    value: float
    detail: str


# What the constructor does, which most tokens are made by, without its call in Python.
_new = tuple.__new__

# Symbol, value, detail, and how many letters at the end of a word are not of it.
WordReading = tuple[str, float, str, int]
# First word -> second word -> (all but the first, entry), longest first: most words that open a phrase open
# none here (the, de, в), and the second tells at once.
Phrases = Mapping[str, Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]]


@frozen
class Numerals:
    """How a language writes numbers.

    Attributes:
        decimal: decimal sign.
        groups: signs that may stand between groups of three digits.
        suffix: regular expression for what makes digits an ordinal (`-го`, `th`), may match nothing.
        decade_suffix: regular expression for what makes a year a decade (`s`, `-х`), may match nothing.
    """

    decimal: str
    groups: str
    suffix: str
    decade_suffix: str


@frozen
class Lexicon:
    """The words of one language for one grammar.

    Attributes:
        words: folded word -> entry.
        phrases: first word -> second word -> (all but the first, entry), longest first.
        han: True where words are written without spaces.
        numerals: how numbers are written.
        options: switches of the grammar, as in the table.
        pattern: the tokeniser; its one group is the token.
        readings: what every word met so far means.
    """

    words: Mapping[str, Entry]
    phrases: Phrases
    han: bool
    numerals: Numerals
    options: Mapping[str, Any]
    pattern: re.Pattern[str]
    readings: Readings


_BRACES = re.compile(r"\{([^{}]*)\}")
_RUN = re.compile(r"<([^<>]*)>")
_SPACED = r"[^\W\d_]\w*'?|\d+|[^\w\s]"
_SPACED_TOKEN = re.compile(_SPACED)


def expand(pattern: str, macros: Mapping[str, str] | None = None) -> list[str]:
    """Return the words that a pattern of a table stands for.

    `прошл{ый,ого}` is two forms, `@adj` a list of endings of the table, `_` a blank inside a phrase.
    """
    for name, ending in sorted((macros or {}).items(), key=lambda item: -len(item[0])):
        pattern = pattern.replace("@" + name, ending)
    found = _BRACES.search(pattern)
    if not found:
        return [pattern.replace("_", " ")]
    out: list[str] = []
    for choice in found[1].split(","):
        out += expand(pattern[: found.start()] + choice + pattern[found.end() :])
    return out


def _keyed(section: Mapping[str, str], macros: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (word, key) of a section; `<a|b|c>` in a pattern counts up from the key."""
    for key, patterns in section.items():
        for pattern in patterns.split():
            run = _RUN.search(pattern)
            if not run:
                for word in expand(pattern, macros):
                    yield word, key
                continue
            for step, choice in enumerate(run[1].split("|")):
                for word in expand(pattern[: run.start()] + choice + pattern[run.end() :], macros):
                    yield word, str(int(key) + step)


def _numbered(section: Mapping[str, str], macros: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    """Yield (word, value) of a section whose keys are numbers."""
    for word, key in _keyed(section, macros):
        yield word, float(key)


@cache
def table(lang: str) -> Mapping[str, Any]:
    """Return the table of a language.

    A language without one gets `und`, which knows signs and digits only, and the names of months and weekdays
    where CLDR has them.
    """
    path = files("aitui.analysis.measures") / "words" / f"{lang}.toml"
    if lang.isalpha() and path.is_file():
        return tomllib.loads(path.read_text("utf-8"))
    base = table("und")
    from babel.localedata import exists

    if not lang.isalpha() or not exists(lang):
        return base
    number = {**base["number"], "suffix": r"\.(?= +[^\W\d_])"}
    return {**base, "number": number, "time": {"cldr": lang}}


def languages() -> tuple[str, ...]:
    """Return the languages that have a table, sorted."""
    names = (entry.name for entry in (files("aitui.analysis.measures") / "words").iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".toml") and name != "und.toml"))


def _entries(lang: str, data: Mapping[str, Any], grammar: str) -> Iterator[tuple[str, Entry]]:
    """Yield (word, entry) of a grammar; the first entry of a word holds."""
    macros: Mapping[str, str] = data.get("macro", {})
    if grammar == "time":
        yield from _time_entries(lang, data.get("time", {}), macros)
    else:
        yield from _quantity_entries(lang, data.get("quantity", {}), macros)
    numbers = data.get("number", {})
    for pattern in numbers.get("half", "").split():
        yield pattern.replace("_", " "), Entry("½", 0.5)
    for word, value in _numbered(numbers.get("cardinal", {}), macros):
        yield word, Entry("w", value)
    for word, value in _numbered(numbers.get("ordinal", {}), macros):
        yield word, Entry("o", value)


def _time_entries(
    lang: str, section: Mapping[str, Any], macros: Mapping[str, str]
) -> Iterator[tuple[str, Entry]]:
    for name, symbol in _JOINTS.items():
        for pattern in section.get("joint", {}).get(name, "").split():
            for word in expand(pattern, macros):
                yield word, Entry(symbol, 1.0, name)
    weak = {fold(word) for word in section.get("weak", "").split()}
    for word, key in ((w, k) for k, ws in section.get("holiday", {}).items() for p in ws.split()
                      for w in expand(p, macros)):  # fmt: skip
        month, _, day = key.partition("-")
        yield word, Entry("#", float(day), month)
    for word, key in _keyed(section.get("told_day", {}), macros):
        step, _, detail = key.partition(" ")
        yield word, Entry("@", float(step), detail)
    for pattern in section.get("not_time", "").split():
        for word in expand(pattern, macros):
            yield word, Entry(UNKNOWN)
    for name, symbol in _TIME_SECTIONS.items():
        for word, key in _keyed(section.get(name, {}), macros):
            yield word, _time_entry(name, symbol, key, weak, word)
    if section.get("cldr"):
        others = section.get("not_months", "").split()  # cut short they are other words: dez, set
        yield from (item for item in _calendar(section["cldr"], weak) if item[0] not in others)
    if lang in _OTHER_SCRIPTS:  # references to English works: (2023, June 16)
        yield from _calendar("en", {"may", "march", "august"})


def _time_entry(name: str, symbol: str, key: str, weak: set[str], word: str) -> Entry:
    if name in ("unit", "units"):
        return Entry(UNIT_LETTER[key], float(name == "units"), UNIT_LETTER[key])
    if name in ("edge", "season"):
        seasons = {"spring": 21.0, "summer": 22.0, "autumn": 23.0, "winter": 24.0}
        return Entry(symbol, seasons.get(key, 0.0), "weak" if fold(word) in weak else key)
    if name in ("relative", "part", "span"):
        unit, _, number = key.partition(" ")
        return Entry(symbol, float(number), UNIT_LETTER[unit])
    if name == "month" and fold(word) in weak:
        symbol = "v"
    return Entry(symbol, float(key))


def _calendar(locale: str, weak: set[str]) -> Iterator[tuple[str, Entry]]:
    """Yield the names of months and weekdays out of CLDR."""
    names = cldr.locale(locale)
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in names.months[context][width].items():
                word = fold(name).rstrip(".")
                if len(word) > 2 and word.isalpha():
                    strong = width == "wide" and word not in weak
                    yield word, Entry("M" if strong else "v", float(number))
    for width, symbol in (("wide", "W"), ("abbreviated", "t")):
        for context in ("format", "stand-alone"):
            for number, name in names.days[context][width].items():
                word = fold(name).rstrip(".")
                if len(word) > 1:
                    yield word, Entry(symbol, float(number) + 1)


def _quantity_entries(
    lang: str, section: Mapping[str, Any], macros: Mapping[str, str]
) -> Iterator[tuple[str, Entry]]:
    for name, symbol in _QUANTITY_JOINTS.items():
        for pattern in section.get("joint", {}).get(name, "").split():
            for word in expand(pattern, macros):
                yield word, Entry(symbol, 0.0, name)
    for name, symbol in _QUANTITY_SECTIONS.items():
        for word, key in _keyed(section.get(name, {}), macros):
            yield word, _quantity_entry(name, symbol, key)
    for pattern in section.get("left_alone", "").split():
        for word in expand(pattern, macros):
            yield word, Entry("y")
    for word, code in _keyed(table("und")["quantity"]["currency"], {}):
        yield word, Entry("c", 0.0, code)
    for sign, code in dollar_signs():
        yield sign, Entry("c", 0.0, code)
    for code in table("und")["currencies"].split():
        yield f"m{code}", Entry("c", 1e6, code)  # 30 MUSD
    if section.get("cldr"):
        yield from _currencies(section["cldr"])
    if section.get("cldr") or lang == "zh":
        for word, unit in physical_units(section.get("cldr") or lang):
            yield word, Entry("u", 0.0, unit)


def _quantity_entry(name: str, symbol: str, key: str) -> Entry:
    if name in ("magnitude", "amount", "ratio", "fraction", "subunit"):
        return Entry(symbol, float(key))
    return Entry(symbol, 0.0, key)


def _currencies(locale: str) -> Iterator[tuple[str, Entry]]:
    """Yield the names of currencies in every plural form, and their codes, out of CLDR."""
    own = cldr.locale(locale)
    for code in table("und")["currencies"].split():
        yield code, Entry("c", 0.0, code)
        names = [own.currencies.get(code, ""), *own._data["currency_names_plural"].get(code, {}).values()]
        for name in names:
            if name and name != code:
                yield name, Entry("c", 0.0, code)


@cache
def lexicon(lang: str, grammar: str) -> Lexicon:
    """Return the words of a language for a grammar.

    Args:
        lang: ISO 639-1.
        grammar: `time` or `quantity`.
    """
    data = table(lang)
    numbers = data.get("number", {})
    numerals = Numerals(
        numbers.get("decimal", "."),
        numbers.get("groups", ", "),
        numbers.get("suffix", ""),
        numbers.get("decade_suffix", ""),
    )
    han = bool(data.get("han", False))
    words: dict[str, Entry] = {}
    phrases: dict[str, dict[tuple[str, ...], Entry]] = {}
    entries = [*_entries(lang, data, grammar)]
    if data.get("plain_letters", False):
        entries += [*_plain(entries)]
    for raw, entry in entries:
        word = fold(raw)
        parts = [word] if han else _SPACED_TOKEN.findall(word)
        if len(parts) == 1:
            words.setdefault(word, entry)
        elif parts:
            phrases.setdefault(parts[0], {}).setdefault(tuple(parts[1:]), entry)
    ordered = {first: _by_second(rest) for first, rest in phrases.items()}
    pattern = _han_pattern(words, grammar) if han else _spaced_pattern(numerals, grammar)
    return Lexicon(words, ordered, han, numerals, data.get(grammar, {}), pattern, Readings(words))


def _by_second(
    rest: Mapping[tuple[str, ...], Entry],
) -> Mapping[str, tuple[tuple[tuple[str, ...], Entry], ...]]:
    """Return what follows a first word by its second word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for words, entry in sorted(rest.items(), key=lambda item: -len(item[0])):
        found.setdefault(words[0], []).append((words, entry))
    return {second: tuple(entries) for second, entries in found.items()}


# Shorter words without their accents are other words (a, ano, ete).
_PLAIN_FROM = 4


def _plain(entries: Iterable[tuple[str, Entry]]) -> Iterator[tuple[str, Entry]]:
    """Yield the longer words without their accents, as they are often typed: proximo, fevrier, tydzien."""
    for word, entry in entries:
        bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
        bare = bare.replace("ł", "l")
        if bare != word and len(word) >= _PLAIN_FROM:
            yield bare, entry


_TIME_NUMBER = (
    r"\d{4}-\d{1,2}-\d{1,2}(?:t\d\d[\d:.]*(?:z|[+-][\d:]+)?)?(?![\d-])"
    r"|(?:19|20)\d\d(?:-\d{1,2}-|/\d{1,2}/)[^\W\d_]{3,10}(?![\w-])"
    r"|\d{1,4}(?:-[^\W\d_]{3,10}-|/[^\W\d_]{3,10}/)\d{2,4}(?!\w)"
    r"|(?:19|20)\d\d[-/](?:0[1-9]|1[0-2])(?![\w/-]|\.\d)"
    r"|\d{1,2}/(?:\d{1,2}|(?:19|20)\d\d)(?![\w/]|-\d(?!\d?/\d))"
    r"|\d{1,4}(?:\.\d{1,2}\.|/\d{1,2}/|-\d{1,2}-)\d{1,4}(?!\d)"
)


def _spaced_pattern(numerals: Numerals, grammar: str) -> re.Pattern[str]:
    suffixes = "|".join(part for part in (numerals.decade_suffix, numerals.suffix) if part)
    tail = rf"(?:(?:{suffixes})(?:(?!\w)|(?<=\.))|[^\W\d]\w*)?" if suffixes else r"(?:[^\W\d]\w*)?"
    if grammar == "time":
        number = rf"{_TIME_NUMBER}|'?\d+(?:[.,:]\d+)*{tail}"
    else:
        number = rf"{_grouped(numerals)}{tail}"
    # What can be no number is seen at once, and not by trying each of its shapes.
    return re.compile(rf"([^\W\d_]\w*'?|(?=['\d])(?:{number})|\n[ \t\r]*\n|[^\w\s]|_)")


def _grouped(numerals: Numerals) -> str:
    """Return the pattern of a number with groups of three digits and a decimal part."""
    grouped = "|".join(rf"(?:{re.escape(sign)}\d{{3}})+" for sign in numerals.groups)
    return rf"(?:\d{{1,3}}(?:{grouped})(?!\d)|\d+)(?:[.,:/]\d+)*"


HAN_DIGITS = "〇零一二三四五六七八九十百千两兩"


def _han_pattern(words: Iterable[str], grammar: str) -> re.Pattern[str]:
    """Return the pattern of a script without spaces: known words, longest first, else runs of a kind."""
    known = one_of(words)
    number = (_TIME_NUMBER + "|" if grammar == "time" else "") + r"\d+(?:,\d{3})*(?:[.:]\d+)*(?:[a-z]\w*)?"
    return re.compile(rf"({known}|{number}|[{HAN_DIGITS}]+|[a-z][a-z\d]*|\n[ \t\r]*\n|[^\s\w]|\w)")


def one_of(words: Iterable[str]) -> str:
    """Return a pattern of some hundred words, the longest first, quickly done with most characters."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    groups = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items())
    return f"(?=[{''.join(map(re.escape, by_first))}])(?:{'|'.join(groups)})"


# First place, the place behind the last, and the tokens that are to stand there.
Piece = tuple[int, int, tuple[Token, ...]]
# So many places are changed one by one.
_FEW = 16


class Row(Sequence[Token]):
    """The tokens of a text as columns; a `Token` is made only when one is looked at.

    A text has some thousand words, and its dates and figures touch a few dozen of them.

    Attributes:
        starts, ends: code points into the text.
        readings: symbol, value, detail and how many letters at the end are not of the word.
    """

    __slots__ = ("ends", "readings", "starts")

    def __init__(self, starts: list[int], ends: list[int], readings: list[WordReading]) -> None:
        self.starts = starts
        self.ends = ends
        self.readings = readings

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, at: int) -> Token: ...

    @overload
    def __getitem__(self, at: slice) -> list[Token]: ...

    def __getitem__(self, at: int | slice) -> Token | list[Token]:
        if isinstance(at, slice):
            columns = zip(self.starts[at], self.ends[at], self.readings[at], strict=True)
            return [
                _new(Token, (start, end - left, symbol, value, detail))
                for start, end, (symbol, value, detail, left) in columns
            ]
        symbol, value, detail, left = self.readings[at]
        return _new(Token, (self.starts[at], self.ends[at] - left, symbol, value, detail))

    def symbols(self) -> str:
        """Return the symbols of all tokens, which the grammars match."""
        return "".join([reading[0] for reading in self.readings])

    def put(self, at: int, token: Token) -> None:
        """Put a token in the place of the one that is there."""
        self.starts[at], self.ends[at], self.readings[at] = token.start, token.end, (*token[2:], 0)

    def joined(self, first: int, stop: int, entry: Entry) -> Piece:
        """Return what `replace` makes one token of those from `first` to before `stop` by."""
        return first, stop, (Token(self.starts[first], self.ends[stop - 1], *entry),)

    def replace(self, pieces: Sequence[Piece]) -> None:
        """Put tokens in the place of others.

        Many at once cost one pass: a text of nothing but such places must not cost the square of its length.

        Args:
            pieces: first place, the place behind the last, and the tokens to stand there; in order, disjoint.
        """
        columns: tuple[list[Any], list[Any], list[Any]] = (self.starts, self.ends, self.readings)
        new = [
            ([t.start for t in put], [t.end for t in put], [(*t[2:], 0) for t in put]) for _, _, put in pieces
        ]
        for number, column in enumerate(columns):
            if len(pieces) <= _FEW:
                for (first, stop, _), values in zip(reversed(pieces), reversed(new), strict=True):
                    column[first:stop] = values[number]
                continue
            whole: list[Any] = []
            behind = 0
            for (first, stop, _), values in zip(pieces, new, strict=True):
                whole += column[behind:first]
                whole += values[number]
                behind = stop
            column[:] = whole + column[behind:]


def tokens(folded: str, lex: Lexicon) -> Row:
    """Return the tokens of folded text, in order; numbers have the symbol `0` and their text as detail."""
    # Gap, token, gap, token … gap: offsets are running sums of lengths, without a match object a token.
    parts = lex.pattern.split(folded)
    edges = [*accumulate(map(len, parts))]
    words = parts[1::2]
    row = Row(edges[0:-1:2], edges[1::2], [*map(lex.readings.__getitem__, words)])
    if not lex.phrases.keys().isdisjoint(words):
        pieces = []
        for first, stop, entry in _phrases(words, lex.phrases):
            # «a $300 million contract»: only a sign that stands at its letters is that of another dollar.
            apart = stop - first == 2 and row.ends[first] != row.starts[first + 1]
            if words[stop - 1] != "$" or not apart or words[first] not in ("a", "s", "r"):
                pieces.append(row.joined(first, stop, entry))
        row.replace(pieces)
    return row


def _phrases(words: Sequence[str], phrases: Phrases) -> Iterator[tuple[int, int, Entry]]:
    """Yield first word, the place behind the last one and the meaning of each phrase, the longest there."""
    behind = 0
    for at in [at for at, word in enumerate(words) if word in phrases]:
        if at < behind:
            continue
        following = words[at + 1] if at + 1 < len(words) else ""
        for rest, entry in phrases[words[at]].get(following, ()):
            stop = at + 1 + len(rest)
            if tuple(words[at + 1 : stop]) == rest:
                behind = stop
                yield at, stop, entry
                break


class Readings(dict[str, WordReading]):
    """Word -> symbol, value, detail and how many letters at its end are not of it; kept once read."""

    # Texts repeat their words; of a long stream only the latest are kept, in each language and grammar: there
    # are more than twenty, and to read a word anew takes a microsecond.
    LIMIT = 1_000

    def __init__(self, words: Mapping[str, Entry]) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, word: str) -> WordReading:
        if len(self) >= self.LIMIT:
            self.clear()
        reading = self[word] = self._read(word)
        return reading

    def _read(self, word: str) -> WordReading:
        entry = self._words.get(word)
        if entry is not None:
            return (*entry, 0)
        first = word[0]
        if first.isdigit() or (first == "'" and len(word) > 1):
            return "0", 0.0, word, 0
        if word[-1] == "'" and len(word) > 1:
            entry = self._words.get(word[:-1])
            if entry is not None:
                return (*entry, 1)
        return _PUNCTUATION.get(word, UNKNOWN if first.isalpha() else OTHER_SIGN), 0.0, word, 0


_PUNCTUATION = {
    "-": "z",
    "–": "z",
    "—": "z",
    "~": "z",
    "～": "z",
    ",": "K",
    "、": "K",
    ".": "Z",
    "/": "s",
    "(": "(",
    ")": ")",
}
