"""The words that claims are read by, out of `measures.toml` and `cues.toml`, and where a text has them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any, NamedTuple

from aitui.analysis.measures.lexicon import expand
from aitui.text.fold import fold

MEASURE, QUALIFIER = "measure", "qualifier"
# Texts in a language without words of its own are read with these.
_FALLBACK = "en"
_HAN = ("zh",)
_TOKEN = re.compile(r"(\w+|[^\w\s])")
# Endings are looked up by so many letters at the beginning of a word.
_INDEXED = 3


class Cue(NamedTuple):
    """A word of the vocabulary in a text: `kind` is `measure`, `qualifier` or a list of `cues.toml`."""

    start: int
    end: int
    kind: str
    name: str


class Measure(NamedTuple):
    """What the table says of a measure.

    Attributes:
        kind: `flow`, `stock`, `event`, `toll` or `fixed`: what a date means for it.
        units: classes of units that its figures may have.
        native: the first of them: what it is told in.
        weak: whether another measure in reach goes before it.
    """

    kind: str
    units: frozenset[str]
    native: str
    weak: bool


class _Entry(NamedTuple):
    """A word or phrase: each part with whether any ending may follow."""

    parts: tuple[tuple[str, bool], ...]
    kind: str
    name: str


@cache
def _table(name: str) -> Mapping[str, Any]:
    return tomllib.loads((files("aitui.analysis.facts") / f"{name}.toml").read_text("utf-8"))


@cache
def measures() -> Mapping[str, Measure]:
    """Return all measures by name."""
    return {
        name: Measure(
            row["kind"], frozenset(row["units"].split()), row["units"].split()[0], row.get("weak", False)
        )
        for name, row in _table("measures").items()
    }


@cache
def family(qualifier: str) -> str:
    """Return the family of a qualifier: two of one family exclude each other."""
    return str(_table("cues")["qualifier"][qualifier]["family"])


def _lists(lang: str) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, name, words) of a language."""
    for name, row in _table("measures").items():
        yield MEASURE, name, row.get(lang, "")
    for name, row in _table("cues").items():
        if name == QUALIFIER:
            for qualifier, words in row.items():
                yield QUALIFIER, qualifier, words.get(lang, "")
        else:
            yield name, name, row.get(lang, "")


class _Begun(dict[str, list[_Entry]]):
    """Word -> the entries that it may begin; kept once looked up, since most words begin none.

    Args:
        exact: entries by their first word.
        opened: entries whose first word may have any ending, by its first letters.
    """

    # Texts repeat their words; of a long stream only the latest are kept, in each language.
    LIMIT = 1_000

    def __init__(self, exact: Mapping[str, list[_Entry]], opened: Mapping[str, list[_Entry]]) -> None:
        super().__init__()
        self._exact = exact
        self._opened = opened

    def __missing__(self, word: str) -> list[_Entry]:
        if len(self) >= self.LIMIT:
            self.clear()
        found = list(self._exact.get(word, ()))
        for size in range(1, _INDEXED + 1):
            found += [e for e in self._opened.get(word[:size], ()) if word.startswith(e.parts[0][0])]
        self[word] = found
        return found


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language.

    Attributes:
        begun: what a word may begin.
        pattern: for scripts without blanks: all words as one expression, and what each means.
    """

    begun: _Begun
    pattern: re.Pattern[str] | None
    plain: Mapping[str, list[_Entry]]

    def cues(self, folded: str, start: int, end: int) -> list[Cue]:
        """Return the cues of a stretch of folded text, by place; of one kind the longest at a place."""
        if self.pattern is not None:
            found = self.pattern.finditer(folded, start, end)
            return _outer(
                Cue(*one.span(1), entry.kind, entry.name) for one in found for entry in self.plain[one[1]]
            )
        # Gap, token, gap, token … gap; most tokens begin nothing, so places are worked out for the others.
        parts = _TOKEN.split(folded[start:end])
        words = parts[1::2]
        opening = [(at, begun) for at, begun in enumerate(map(self.begun.__getitem__, words)) if begun]
        if not opening:
            return []
        edges = [*accumulate(map(len, parts), initial=start)]
        out: list[Cue] = []
        for at, begun in opening:
            longest: dict[str, tuple[int, str]] = {}
            for entry in begun:
                size = len(entry.parts)
                rest = words[at + 1 : at + size] if size > 1 else ()
                if len(rest) + 1 == size and all(map(_is, rest, entry.parts[1:])):
                    longest[entry.kind] = max(longest.get(entry.kind, (0, "")), (size, entry.name))
            first = edges[2 * at + 1]
            out += [Cue(first, edges[2 * (at + size)], kind, name) for kind, (size, name) in longest.items()]
        return _outer(out)


def _outer(cues: Iterable[Cue]) -> list[Cue]:
    """Return the cues that lie in no longer one of their kind: "jobs" is no employees in "cut jobs"."""
    reached: dict[str, int] = {}
    out: list[Cue] = []
    for cue in cues:
        if cue.end > reached.get(cue.kind, -1):
            reached[cue.kind] = cue.end
            out.append(cue)
    return out


def _is(word: str, part: tuple[str, bool]) -> bool:
    return word.startswith(part[0]) if part[1] else word == part[0]


@cache
def vocabulary(lang: str) -> Vocabulary:
    """Return the words that claims in a language are read by; the English ones where it has none."""
    rows = list(_lists(lang))
    return _made(rows, lang) if any(words for _, _, words in rows) else vocabulary(_FALLBACK)


@cache
def concepts(lang: str) -> Vocabulary:
    """Return the words of what news speak of, by concept; none where a language has none."""
    return _made([("concept", name, row.get(lang, "")) for name, row in _table("concepts").items()], lang)


def _made(rows: Iterable[tuple[str, str, str]], lang: str) -> Vocabulary:
    """Return the vocabulary of lists of words, each with its kind and name."""
    exact: dict[str, list[_Entry]] = {}
    opened: dict[str, list[_Entry]] = {}
    plain: dict[str, list[_Entry]] = {}
    for kind, name, words in rows:
        for phrase in dict.fromkeys(fold(one) for word in words.split() for one in expand(word)):
            entry = _Entry(tuple(_parts(phrase)), kind, name)
            first, ending = entry.parts[0]
            (opened if ending else exact).setdefault(first[:_INDEXED] if ending else first, []).append(entry)
            plain.setdefault(phrase, []).append(entry)
    pattern = _alternatives(plain) if lang in _HAN else None
    return Vocabulary(_Begun(exact, opened), pattern, plain)


def _parts(phrase: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of a phrase, each with whether any ending may follow."""
    tokens = _TOKEN.findall(phrase)
    for at, token in enumerate(tokens):
        if token != "*":
            yield token, tokens[at + 1 : at + 2] == ["*"]


def _alternatives(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds words at every place, even inside one another: 营业利润 holds 利润."""
    options = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(f"(?=({options}))")
