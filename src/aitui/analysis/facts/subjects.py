"""Whose figure it is: the subject among the names of a sentence, and the places and targets that narrow it.

There is no parser here.  What stands before a name (a preposition, the measure itself, another clause) tells
its part well enough in news, and the same in every language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from aitui.analysis.facts.belonging import nearest, pair
from aitui.analysis.facts.measured import Measured, unit_class
from aitui.analysis.facts.vocabulary import Cue
from aitui.frozen import replace
from aitui.model import Mention, Quantity, Timex

# Measures that happen between two parties: who bought whom decides as much as who bought.
TWO_SIDED = frozenset(("acquisition", "contract"))
# Measures whose subject is whom they befall: the fined, not who fines.
_BEFALLS = frozenset(("fine",))
# Measures whose target is told with "in": invested in, a stake in.
_INTO = frozenset(("investment", "stake", "spending"))
# Measures that come from somebody, who is not their subject: "3 billion from Nvidia".
_FROM_SOMEBODY = frozenset(("funding", "investment", "acquisition", "contract", "fine", "debt"))
_COMPARED = ("owner", "oblique", "for")
# The part of a name by the preposition before it; where one has several meanings, the first that fits.
_ROLES = (("owner", "owner"), ("inside", "in"), ("purpose", "for"), ("oblique", "oblique"))
_BEFORE = tuple(kind for kind, _ in _ROLES)
_CLAUSE = re.compile(r"[,;:()，；：—–]|\s-\s")
# So many words may stand between a preposition and its name: «в стартап Mistral», "in the startup Mistral".
_SKIPPED = 2
# The words before a name are looked for so many characters back.
_LOOKED_BACK = 200
# The owner stands so near behind a measure: "revenue of Nvidia", «выручка компании Nvidia».
_OWNED = 25
# So far from its market may a name be: "the Chinese electric car market".
_BESIDE = 20
_TOKEN = re.compile(r"\w+|[^\w\s]")
_CASELESS = ("zh",)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a sentence and the parts that they play in it.

    Attributes:
        folded: the folded text.
        start, end: of the sentence.
        lang: ISO 639-1.
        about: the names that may be spoken of, sorted.
        speakers: those of them who say so.
        cues: of the sentence, sorted.
        times: time expressions of the sentence; a preposition before one belongs to it.
        roles: `in`, `for`, `oblique`, `owner` or `free`, by name.
    """

    folded: str
    start: int
    end: int
    lang: str
    about: Sequence[Mention]
    speakers: Sequence[Mention]
    cues: Sequence[Cue]
    times: Sequence[Timex]
    roles: dict[Mention, str] = field(default_factory=dict)
    _breaks: list[tuple[int, bool]] = field(default_factory=list)  # behind each, and whether it is a dash

    def __post_init__(self) -> None:
        breaks = _CLAUSE.finditer(self.folded, self.start, self.end)
        self._breaks.extend((found.end(), found[0] in "—–") for found in breaks)
        for mention in self.about:
            self.roles[mention] = self._role(mention)

    # ---------------------------------------------------------------- parts

    def _role(self, mention: Mention) -> str:
        """Return the part of a name: what the preposition before it says, `free` without one."""
        if self.lang in _CASELESS:
            before = [c for c in self.cues if c.end == mention.start and c.kind in _BEFORE]
        else:
            before = self._prepositions(mention)
        kinds = {cue.kind for cue in before}
        if mention.type == "place" and mention.kind == "adj" and self._of_a_market(mention):
            return "in"
        for kind, role in _ROLES:
            if kind in kinds:
                return role
        return "in" if mention.type == "place" and self._of_a_market(mention) else "free"

    def _of_a_market(self, mention: Mention) -> bool:
        """Tell whether a market is beside a name: «китайский рынок», "the Chinese car market"."""
        for cue in self.cues:
            if cue.kind != "market":
                continue
            if 0 <= mention.start - cue.end <= 2:
                return True
            gap = self.folded[mention.end : cue.start] if cue.start >= mention.end else None
            if gap is not None and len(gap) <= _BESIDE and not _CLAUSE.search(gap):
                return True
        return False

    def _prepositions(self, mention: Mention) -> list[Cue]:
        """Return the prepositions that govern a name: before it, or before a word or two in between."""
        start = max(self.start, mention.start - _LOOKED_BACK)
        tokens = [found.span() for found in _TOKEN.finditer(self.folded, start, mention.start)]
        for start, end in reversed(tokens[-1 - _SKIPPED :]):
            if any(time.start < end and start < time.end for time in self.times):
                return []
            here = [c for c in self.cues if c.end == end and c.kind in _BEFORE]
            if here:
                return here
            word = self.folded[start:end]
            if word in "\"'" or any(c.start == start and c.kind == "article" for c in self.cues):
                continue
            stops = any(c.start == start and c.kind in ("measure", "saying", "joint") for c in self.cues)
            if stops or not word.isalpha():
                return []
        return []

    def clauses(self, place: int) -> list[tuple[int, int]]:
        """Return the clauses up to the one that holds a place, that one first."""
        # «Доля Китая — 17 %»: a dash right before what it leads to stands for a verb.
        edges = [end for end, dash in self._breaks if not (dash and 0 <= place - end <= 2)]
        edges.append(self.start)
        edges += [cue.end for cue in self.cues if cue.kind == "clause"]
        edges = sorted(edges)
        ends = [*edges[1:], self.end]
        spans = [(a, b) for a, b in zip(edges, ends, strict=True) if a <= place and a < b]
        return spans[::-1]

    # -------------------------------------------------------------- subject

    def subjects(self, figures: Sequence[Quantity], read: Sequence[Measured | None]) -> list[Mention]:
        """Return the subject of each figure.

        Args:
            figures: of the sentence, sorted.
            read: what each measures.
        """
        found: list[Mention] = []
        for at in range(len(figures)):
            found.append(self._compared(figures, at, read, found) or self._subject(figures, at, read[at]))
        return found

    def _compared(
        self, figures: Sequence[Quantity], at: int, read: Sequence[Measured | None], before: Sequence[Mention]
    ) -> Mention | None:
        """Return whom a figure is of that is told beside another one: "17 % against 15.8 % for the US"."""
        what, last = read[at], read[at - 1] if at else None
        if what is None or last is None or what.name != last.name or what.name in _FROM_SOMEBODY:
            return None
        if unit_class(figures[at].unit) != unit_class(figures[at - 1].unit):
            return None
        end = figures[at + 1].start if at + 1 < len(figures) else self.end
        for mention in self.about:
            role = self.roles[mention]
            # «против 500 млн на создание o1»: money goes into a product, not into a place.
            compared = role in _COMPARED or (role == "in" and mention.type == "product")
            if not figures[at - 1].end <= mention.start < end or not compared:
                continue
            if mention.type == before[-1].type and mention.entity != before[-1].entity:
                return mention
        return None

    def _subject(self, figures: Sequence[Quantity], at: int, read: Measured | None) -> Mention:
        figure = figures[at]
        if figure.qualifiers:  # a cell: of what its row names, the product and not who offers it
            start, end = figure.qualifiers[0]
            named = [m for m in self.about if start <= m.start < end and m.type == "product"]
            if len({m.entity for m in named}) == 1:
                return named[0]
        if read is not None:
            owner = self._owner(read)
            if owner is not None:
                return owner
        clauses = self.clauses(figure.start)
        last = figures[at - 1].end if at else self.start
        for number, (start, end) in enumerate(clauses):
            inside = [m for m in self._free() if start <= m.start < min(end, figure.start)]
            if number == 0:
                # A name behind the figure before begins a part of its own.
                inside = [m for m in inside if m.start >= last] or inside
                # What only describes a name is no better a subject than one that speaks.
                named = [m for m in inside if m not in self.speakers and m.kind != "adj"]
                inside = named or [m for m in inside if m.kind != "adj"] or inside
            if inside:
                return self._first(inside)
        start, end = clauses[0] if clauses else (self.start, self.end)
        near = [m for m in self.about if start <= m.start < end and m not in self.speakers]
        for choice in (near, [m for m in self.about if m not in self.speakers], list(self.about)):
            if choice:
                found = pair(self.folded, figures, choice)[at]
                return choice[nearest(self.folded, figure, figures, choice) if found is None else found]
        return self.about[0]

    def _free(self) -> list[Mention]:
        return [m for m in self.about if self.roles[m] == "free"]

    def _first(self, names: Sequence[Mention]) -> Mention:
        """Return the first name; what only describes another one («китайская DeepSeek») comes after it.

        A product right behind its maker is what is spoken of: "Anthropic Claude 3.5 Sonnet".
        """
        named = [name for name in names if name.kind != "adj"] or list(names)
        first = named[0]
        for made in self.about:
            gap = self.folded[first.end : made.start] if made.start >= first.end else None
            if made.type == "product" and gap is not None and len(gap) <= 3 and gap.strip() in ("", "'s"):
                return made
        return first

    def _owner(self, read: Measured) -> Mention | None:
        """Return the name that the measure itself belongs to: "revenue of Nvidia", "Nvidia's revenue"."""
        if read.name in TWO_SIDED or read.name in _INTO:
            return None
        for mention in self.about:
            gap = self.folded[read.end : mention.start] if mention.start >= read.end else None
            if gap is None or len(gap) > _OWNED or _CLAUSE.search(gap) or any(c.isdigit() for c in gap):
                continue
            role = self.roles[mention]
            if role == "owner" or (self.lang == "ru" and role == "free" and not gap.strip()):
                return mention
        if read.name in _BEFALLS:
            for mention in self.about:
                gap = self.folded[read.end : mention.start] if mention.start >= read.end else None
                if gap is not None and len(gap) <= _OWNED and self.roles[mention] == "free":
                    return mention
            fined = [m for m in self.about if m.type != "place" and m not in self.speakers]
            return fined[0] if len({m.entity for m in fined}) == 1 else None
        for mention in reversed(self.about):
            gap = self.folded[mention.end : read.start] if mention.end <= read.start else None
            if gap is not None and gap in ("'s ", " ", "s ", "的", "") and self.lang in ("en", "de", "zh"):
                return mention
        return None

    # ---------------------------------------------------------------- scope

    def owned(self, figure: Quantity, read: Measured) -> Measured:
        """Return a share in a company for what it is: «доля Nvidia в Intel» is a stake."""
        start, end = self.clauses(figure.start)[0]
        held = any(
            m.type == "organization" and self.roles[m] == "in" and start <= m.start < end for m in self.about
        )
        return replace(read, name="stake") if read.name == "share" and held else read

    def scope(self, subject: Mention, figure: Quantity, read: Measured) -> list[str]:
        """Return where or on what a figure holds (`in:china`), who else it is of (`with:minimax`)."""
        start, end = self.clauses(figure.start)[0]
        places, parties = [], []
        for mention in self.about:
            if mention.entity == subject.entity or mention in self.speakers:
                continue
            here = start <= mention.start < end
            target = read.name in _INTO and self.roles[mention] in ("in", "for")
            # A duty is on what comes from somewhere, whatever words say so.
            target = target or (read.name == "tariff" and mention.type == "place" and mention.kind != "adj")
            place = self.roles[mention] == "in" and mention.type == "place" and read.name not in _BEFALLS
            # A test that is known; a name that only this text knows may be spelt otherwise in another.
            test = read.name == "score" and mention.type == "work" and mention.rule == "gazetteer"
            if test or (here and (target or place)):
                places.append(f"in:{mention.entity}")
            elif self._joined(subject, mention) or (here and _is_party(mention, read)):
                parties.append(f"with:{mention.entity}")
        if parties or _is_party(subject, read):
            parties.append(f"with:{subject.entity}")
        return places + parties

    def _joined(self, subject: Mention, other: Mention) -> bool:
        """Tell whether two names share one figure: «Zhipu и MiniMax привлекли»."""
        first, second = sorted((subject, other), key=lambda m: m.start)
        gap = [c for c in self.cues if c.kind == "joint" and first.end <= c.start and c.end <= second.start]
        return bool(gap) and second.start - first.end <= gap[0].end - gap[0].start + 2


def _is_party(mention: Mention, read: Measured) -> bool:
    """Tell whether a name is one of the two sides that a measure lies between."""
    return read.name in TWO_SIDED and mention.type in ("organization", "product", "person")
