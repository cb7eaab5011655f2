"""What tells the type of a name that no gazetteer knows: its own words and those beside it."""

from __future__ import annotations

from aitui.analysis.naming import cues, linking
from aitui.analysis.naming.cues import cue_type
from aitui.analysis.naming.given_names import given_name
from aitui.analysis.naming.tokens import Tokens
from aitui.model import EntityType


def cue_before(
    tokens: Tokens, first: int, types: tuple[EntityType, ...], reach: int = 2
) -> EntityType | None:
    """Return the type told by the words before a name, in the same sentence and without a comma between."""
    index = first - 1
    for _ in range(reach):
        if index < 0:
            return None
        gap = tokens.gap(index).strip()
        if gap == "." and index == first - 1 and tokens.words[index] in cues.HONORIFICS and "person" in types:
            return "person"  # «Mr. Cahn»
        if "\n" in tokens.gap(index) or gap not in ("", '"', "(", ":", "-"):
            return None
        kind = cue_type(tokens.words[index], types)
        if kind is not None:
            return kind
        if "organization" in types and tokens.words[index] == "up" and tokens.words[index - 1] == "start":
            return "organization"  # «Start-up», in two tokens
        if "person" in types and tokens.words[index].endswith(cues.GERMAN_TITLES):
            return "person"
        if gap:
            return None
        index -= 1
    return None


def apposition(tokens: Tokens, last: int, types: tuple[EntityType, ...]) -> EntityType | None:
    """Return the type told after a name: «X, un'azienda cinese», «X models»."""
    if last + 1 >= len(tokens):
        return None
    gap = tokens.gap(last)
    if gap in (" ", "-"):
        return cue_type(tokens.words[last + 1], types)
    if gap.startswith(", ") and len(gap) == 2:
        for index in range(last + 1, min(last + 4, len(tokens))):
            kind = cue_type(tokens.words[index], types)
            if kind is not None and not tokens.capital(index):
                return kind
            if tokens.gap(index).strip() not in ("", "'"):
                return None
    return None


# Tails that are surnames too («John Hill»).
_SURNAMES = cues.word_set("hill park lake street bay church forest city day canal guild temple fort")


def _own_type(words: list[str]) -> EntityType | None:
    """Return the type that a name of several words tells itself («Celtic Sea», «Universidad de Granada»)."""
    if len(words) < 2:
        return None
    if len(words) == 2 and words[-1] in _SURNAMES and given_name(words[0]):
        return None
    if words[0] in cues.INSTITUTIONS:
        return "organization"
    kind = cues.TAILS.get(words[-1])
    if kind is None and words[0] in cues.PLACE_HEADS:
        return "place"
    return kind


def type_of(tokens: Tokens, first: int, last: int) -> tuple[EntityType, bool]:
    """Return the type of an unknown Latin name and whether something beside it told so."""
    words = tokens.words[first : last + 1]
    letters = [word for word in words if word[0].isalpha()]
    if words[-1] in cues.LEGAL_FORMS or (len(words) > 1 and words[-1] in cues.ORGANIZATION_TAILS):
        return "organization", True
    if len(words) > 1 and len(words[0]) == 1 and tokens.gap(first) in (". ", "."):
        return "person", True  # «C. Longoni»
    by_word = _own_type(words)
    if by_word is not None:
        return by_word, True
    if len(letters) in (2, 3) and len(letters) == len(words):
        if given_name(words[0]) or linking.chinese_person(letters):
            return "person", True
        if cue_before(tokens, first, ("person",), 1):
            return "person", True
    if tokens.folded.startswith(", ", tokens.ends[last]) and last + 1 < len(tokens):
        follow = tokens.surface(last + 1, last + 1)
        end = tokens.ends[last + 1]
        if len(follow) == 1 and follow.isupper() and tokens.text[end : end + 1] == ".":
            return "person", True  # «Tully, S.» in a list of references
    before = cue_before(tokens, first, ("product", "organization"))
    if before is None:
        before = cue_before(tokens, first, ("law",), 1)
    if before is not None:
        return before, True
    if any(word[0].isdigit() for word in words) and words[0] not in ("01",):
        return "product", True
    after = apposition(tokens, last, ("organization", "product"))
    if after is not None:
        return after, True
    if len(letters) >= 5:
        return "work", False
    return "organization", False
