"""Names against the sets that mark persons, organisations and places: gold pair, factRuEval-2016, UNER.

What those sets do not mark is left out before scoring: mentions of kind `adj`, and types other than person,
organisation and place; spans that a set marks as something else count neither way. A state that acts counts
as place and as organisation: where the set says so (LocOrg), and where the entity is a state.  Of nested
spans the outermost counts.
"""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from name_sets import heads

from aitui.analysis.annotator import annotate
from aitui.analysis.naming.gazetteer import load
from aitui.analysis.naming.joins import subject
from aitui.analysis.naming.taggers.interface import Tagger
from aitui.model import Article, Mention

Span = tuple[int, int]

_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}
_STATES = frozenset(("country", "state", "territory", "union of states"))
_TOLD = frozenset(_TYPES.values())
PUD = ("en", "ru", "de", "pt", "sv", "zh")


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a set: its name, language, and the types of each span that the set marks."""

    name: str
    lang: str
    text: str
    spans: Mapping[Span, frozenset[str]]


@dataclass(slots=True)
class Score:
    """Counts of spans: found by us, marked by the set, equal, and equal with their type."""

    found: int = 0
    marked: int = 0
    equal: int = 0
    typed: int = 0

    @property
    def untyped_f1(self) -> float:
        return 2 * self.equal / max(1, self.found + self.marked)

    @property
    def typed_f1(self) -> float:
        return 2 * self.typed / max(1, self.found + self.marked)

    @property
    def precision(self) -> float:
        return self.equal / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.equal / max(1, self.marked)


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a table of tab-separated values without quoting, as all these sets are written."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_set(docs: Path, spans: Path) -> list[Text]:
    """Read texts with their marked spans; a span that is marked twice has the types of both."""
    marked: dict[str, dict[Span, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in read_rows(spans):
        types = {row["type"]} | ({"LOC", "ORG"} if "LocOrg" in row["attrs"] else set())
        marked[row["doc"]][int(row["start"]), int(row["end"])] |= types
    texts = []
    with docs.open(encoding="utf-8") as file:
        for line in file:
            item = json.loads(line)
            own = {span: frozenset(types) for span, types in marked[item["doc"]].items()}
            texts.append(Text(item["doc"], item["lang"], item["text"], _outermost(own)))
    return texts


def _outermost(spans: Mapping[Span, frozenset[str]]) -> dict[Span, frozenset[str]]:
    kept: dict[Span, frozenset[str]] = {}
    end = -1
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if span[1] > end:
            kept[span] = spans[span]
            end = span[1]
    return kept


@cache
def mentions_of(text: str, lang: str, taggers: tuple[str, ...] = ()) -> tuple[Mention, ...]:
    """Return the mentions of a text whose language is told; kept, because several figures ask for them."""
    return annotate(Article(text=text, lang=lang), taggers).mentions


def scored(mentions: Iterable[Mention]) -> dict[Span, frozenset[str]]:
    """Return the spans that count, each with the types that it may be taken for."""
    known = load().entities
    spans: dict[Span, frozenset[str]] = {}
    for item in mentions:
        if item.kind == "adj" or item.type not in _TYPES:
            continue
        types = {_TYPES[item.type]}
        entity = known.get(item.entity)
        if entity is not None and entity.subtype in _STATES:
            types |= {"ORG"}
        spans[item.start, item.end] = frozenset(types)
    return spans


def score(texts: Iterable[Text], taggers: tuple[str, ...] = ()) -> Score:
    """Annotate texts, perhaps with name taggers, and compare exact spans."""
    return _compared((text, scored(mentions_of(text.text, text.lang, taggers))) for text in texts)


def score_alone(texts: Iterable[Text], tagger: Tagger) -> Score:
    """Compare what a name tagger marks by itself."""
    return _compared(
        (
            text,
            {
                (span.start, span.end): frozenset((_TYPES[span.type],))
                for span in tagger.read(text.text, text.lang, ()).spans
            },
        )
        for text in texts
    )


def _compared(pairs: Iterable[tuple[Text, Mapping[Span, frozenset[str]]]]) -> Score:
    total = Score()
    for text, found in pairs:
        other = {span for span, types in text.spans.items() if not types & _TOLD}
        marked = {span: types for span, types in text.spans.items() if types & _TOLD}
        found = {span: types for span, types in found.items() if span not in other}
        total.found += len(found)
        total.marked += len(marked)
        total.equal += sum(span in marked for span in found)
        total.typed += sum(bool(types & marked.get(span, frozenset())) for span, types in found.items())
    return total


# ---- One entity in parallel sentences -------------------------------------------------------------------


@dataclass(slots=True)
class Agreement:
    """Counts of English names with a counterpart in another language.

    Attributes:
        names: all of them.
        found: those that are a mention of ours in English.
        both: those found in English whose counterpart is a mention too.
        joined: those whose counterpart got the same entity, whoever else was missed.
        joined_both: those of `both` that are joined.
        missed: what was found instead, in words.
    """

    names: int = 0
    found: int = 0
    both: int = 0
    joined: int = 0
    joined_both: int = 0
    missed: list[str] = field(default_factory=list)


def agreement(english: Sequence[Text], other: Sequence[Text], linked: bool) -> Agreement:
    """Compare the entities of marked names in parallel sentences.

    The set gives no identities, so an English name has its counterpart where both sentences mark the same
    number of names of its type; it is joined when one of those got the entity that the English name got.

    Args:
        english, other: the same sentences in two languages.
        linked: entities that are one name to `clusters.pairs` over both languages count as one, as they do
            in a corpus; else only what each text by itself was given.
    """
    one = _links([*english, *other]) if linked else {}
    total = Agreement()
    for left, right in zip(english, other, strict=True):
        ours, theirs = _entities(left, one), _entities(right, one)
        counts, there = Counter(left.spans.values()), Counter(right.spans.values())
        for span, types in left.spans.items():
            if counts[types] != there[types]:
                continue
            alike = [place for place, kinds in right.spans.items() if kinds == types]
            entity = ours.get(span)
            both = entity is not None and all(place in theirs for place in alike)
            joined = entity is not None and entity in theirs.values()
            total.names += 1
            total.found += entity is not None
            total.both += both
            total.joined += joined
            total.joined_both += both and joined
            if not joined:
                told = {right.text[start:end]: found for (start, end), found in theirs.items()}
                total.missed.append(f"{left.name} «{left.text[span[0] : span[1]]}» is {entity}; there {told}")
    return total


def _links(texts: Iterable[Text]) -> dict[str, str]:
    """Return the entity that each entity is one with over all texts."""
    best: dict[str, Mention] = {}
    langs: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        for item in mentions_of(text.text, text.lang):
            langs[item.entity].add(text.lang)
            if item.entity not in best or item.score > best[item.entity].score:
                best[item.entity] = item
    slugs = list(best)
    known = load().entities
    first = heads(
        [
            subject((item.name,), item.type, slug in known, langs=frozenset(langs[slug]))
            for slug, item in best.items()
        ]
    )
    return {slug: slugs[head] for slug, head in zip(slugs, first, strict=True)}


def _entities(text: Text, one: Mapping[str, str]) -> dict[Span, str]:
    """Return the entity of each marked span that is a mention of ours."""
    found = {(item.start, item.end): item.entity for item in mentions_of(text.text, text.lang)}
    return {span: one.get(found[span], found[span]) for span in text.spans if span in found}


# ---- The type of a given span ---------------------------------------------------------------------------


@dataclass(slots=True)
class Given:
    """Counts of marked spans: all, and those whose name is in no training set; typed right of either."""

    marked: int = 0
    right: int = 0
    unseen: int = 0
    unseen_right: int = 0

    def add(self, other: Given) -> None:
        """Add the counts of another set."""
        self.marked += other.marked
        self.right += other.right
        self.unseen += other.unseen
        self.unseen_right += other.unseen_right


def given_types(texts: Iterable[Text], tagger: Tagger, seen: Collection[str]) -> Given:
    """Ask a tagger for the type of each marked span; no view is a wrong one.

    Args:
        seen: names in the training sets, as `name_key` returns them.
    """
    total = Given()
    for text in texts:
        reading = tagger.read(text.text, text.lang, ())
        for (start, end), types in text.spans.items():
            if not types & _TOLD:
                continue
            view = reading.judge(start, end)
            shares = view.types if view is not None else {}
            right = bool(shares) and _TYPES[max(shares, key=shares.__getitem__)] in types
            new = name_key(text.text[start:end]) not in seen
            total.marked += 1
            total.right += right
            total.unseen += new
            total.unseen_right += new and right
    return total


def name_key(name: str) -> str:
    """Return a name without blanks and case, as names of training sets are compared with those of texts."""
    return "".join(name.split()).lower()


def trained_names(folder: Path) -> frozenset[str]:
    """Return the names that training sets mark: JSON Lines of `tokens` and BIO `tags`, in folders of sets."""
    found = set()
    for path in sorted(folder.glob("*/*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                name = ""
                for token, tag in zip([*row["tokens"], ""], [*row["tags"], "O"], strict=True):
                    if tag[0] != "I" and name:
                        found.add(name_key(name))
                        name = ""
                    if tag[0] != "O":
                        name += token
    return frozenset(found)
