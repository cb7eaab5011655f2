"""The words that claims are read by, out of `measures.toml` and `cues.toml`, and where a text has them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from aitui.analysis.measures.lexicon import expand
from aitui.text.fold import fold

MEASURE, QUALIFIER = "measure", "qualifier"
# Texts in a language without words of its own are read with these.
_FALLBACK = "en"
_HAN = ("zh",)
_TOKEN = re.compile(r"\w+|[^\w\s]")
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


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language.

    Attributes:
        exact: entries by their first word.
        opened: entries whose first word may have any ending, by its first letters.
        pattern: for scripts without blanks: all words as one expression, and what each means.
        met: what every word met so far may begin.
    """

    exact: Mapping[str, list[_Entry]]
    opened: Mapping[str, list[_Entry]]
    pattern: re.Pattern[str] | None
    plain: Mapping[str, list[_Entry]]
    met: dict[str, list[_Entry]] = field(default_factory=dict)

    def cues(self, folded: str, start: int, end: int) -> list[Cue]:
        """Return the cues of a stretch of folded text, by place; of one kind the longest at a place."""
        if self.pattern is not None:
            found = self.pattern.finditer(folded, start, end)
            return _outer(
                Cue(*one.span(1), entry.kind, entry.name) for one in found for entry in self.plain[one[1]]
            )
        tokens = [(found[0], *found.span()) for found in _TOKEN.finditer(folded, start, end)]
        out: list[Cue] = []
        for at, (word, first, _) in enumerate(tokens):
            begun = self.met.get(word)
            if begun is None:
                begun = self.met[word] = self._begun(word)
            longest: dict[str, tuple[int, str]] = {}
            for entry in begun:
                size = len(entry.parts)
                rest = tokens[at + 1 : at + size]
                if len(rest) + 1 == size and all(map(_is, rest, entry.parts[1:])):
                    longest[entry.kind] = max(longest.get(entry.kind, (0, "")), (size, entry.name))
            out += [
                Cue(first, tokens[at + size - 1][2], kind, name) for kind, (size, name) in longest.items()
            ]
        return _outer(out)

    def _begun(self, word: str) -> list[_Entry]:
        """Return the entries that a word may begin."""
        found = list(self.exact.get(word, ()))
        for size in range(1, _INDEXED + 1):
            found += [e for e in self.opened.get(word[:size], ()) if word.startswith(e.parts[0][0])]
        return found


def _outer(cues: Iterable[Cue]) -> list[Cue]:
    """Return the cues that lie in no longer one of their kind: "jobs" is no employees in "cut jobs"."""
    reached: dict[str, int] = {}
    out: list[Cue] = []
    for cue in cues:
        if cue.end > reached.get(cue.kind, -1):
            reached[cue.kind] = cue.end
            out.append(cue)
    return out


def _is(token: tuple[str, int, int], part: tuple[str, bool]) -> bool:
    return token[0].startswith(part[0]) if part[1] else token[0] == part[0]


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
    return Vocabulary(exact, opened, pattern, plain)


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
