"""Names that no gazetteer knows: Latin runs in other scripts, and capitalised words.

A wrong light costs as much as a missed one, so what is only capitalised needs evidence: a given name, a
word beside it that tells what it is, capitals inside, a legal form, or the same capital in mid-sentence
again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from aitui.analysis import cues, linking
from aitui.analysis.cues import cue_type
from aitui.analysis.tokens import Tokens, has_cyrillic, has_latin
from aitui.model import EntityType
from aitui.text.fold import strip_marks

_PERSON_ENDINGS = ("", "а", "у", "ом", "ем", "е", "ы", "и", "ой", "ей", "я", "ю")


@dataclass(frozen=True, slots=True)
class Span:
    """A name without an entity: tokens `first` to `last`, both included."""

    first: int
    last: int
    type: EntityType
    rule: str
    score: float


def given_name(word: str) -> bool:
    """Say whether a folded word is a given name, in any Russian case."""
    if word in cues.GIVEN_NAMES or strip_marks(word) in cues.GIVEN_NAMES:
        return True
    if not has_cyrillic(word):
        return False
    for end in _PERSON_ENDINGS[1:]:
        if word.endswith(end):
            stem = word[: -len(end)]
            if len(stem) > 1 and any(
                stem + nominative in cues.GIVEN_NAMES for nominative in ("", "а", "й", "я", "ь")
            ):
                return True
    return False


def cue_before(
    tokens: Tokens, first: int, types: tuple[EntityType, ...], reach: int = 2
) -> EntityType | None:
    """Return the type told by the words before a name, in the same sentence and without a comma between."""
    index = first - 1
    for _ in range(reach):
        if index < 0:
            return None
        gap = tokens.gap(index).strip()
        if "\n" in tokens.gap(index) or gap not in ("", '"', "(", ":", "-"):
            return None
        kind = cue_type(tokens.words[index], types)
        if kind is not None:
            return kind
        if "person" in types and tokens.words[index].endswith(cues.GERMAN_TITLES):
            return "person"
        if gap:
            return None
        index -= 1
    return None


def _apposition(tokens: Tokens, last: int, types: tuple[EntityType, ...]) -> EntityType | None:
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


def type_of(tokens: Tokens, first: int, last: int) -> tuple[EntityType, bool]:
    """Return the type of an unknown Latin name and whether something beside it told so."""
    words = tokens.words[first : last + 1]
    letters = [word for word in words if word[0].isalpha()]
    if words[-1] in cues.LEGAL_FORMS or (len(words) > 1 and words[-1] in cues.ORGANIZATION_TAILS):
        return "organization", True
    if len(words) > 1 and len(words[0]) == 1 and tokens.gap(first) in (". ", "."):
        return "person", True  # «C. Longoni»
    if len(letters) in (2, 3) and len(letters) == len(words):
        if given_name(words[0]) or linking.chinese_person(letters):
            return "person", True
        if cue_before(tokens, first, ("person",), 1):
            return "person", True
    if tokens.folded[tokens.ends[last] :].startswith(", ") and last + 1 < len(tokens):
        follow = tokens.surface(last + 1, last + 1)
        end = tokens.ends[last + 1]
        if len(follow) == 1 and follow.isupper() and tokens.text[end : end + 1] == ".":
            return "person", True  # «Tully, S.» in a list of references
    before = cue_before(tokens, first, ("product", "organization", "law"))
    if before is not None:
        return before, True
    if any(word[0].isdigit() for word in words) and words[0] not in ("01",):
        return "product", True
    after = _apposition(tokens, last, ("organization", "product"))
    if after is not None:
        return after, True
    if len(letters) >= 5:
        return "work", False
    return "organization", False


def _connects(tokens: Tokens, index: int, taken: bytearray) -> bool:
    """Say whether a small word joins two parts of a name («Academy of Sciences»)."""
    return (
        tokens.words[index] in cues.CONNECTORS
        and index + 1 < len(tokens)
        and tokens.gap(index) == " "
        and tokens.capital(index + 1)
        and has_latin(tokens.words[index + 1])
        and not taken[index + 1]
    )


def latin_runs(tokens: Tokens, taken: bytearray) -> Iterator[Span]:
    """Find Latin names in a text of another script: there every capitalised run names something.

    Args:
        tokens: the text.
        taken: one byte a token, 1 where a name is known already.
    """
    words, index, count = tokens.words, 0, len(tokens)
    while index < count:
        if taken[index] or not has_latin(words[index]) or has_cyrillic(words[index]):
            index += 1
            continue
        if tokens.glued_left(index) or not _opens(tokens, index):
            index = _skip(tokens, index, taken)
            continue
        last = index
        while (
            last + 1 < count
            and not taken[last + 1]
            and tokens.gap(last) in (" ", "-", "", ".", "&", " & ", "'")
        ):
            following = last + 1
            gap = tokens.gap(last)
            if gap == "'" and words[following] == "s":
                break
            if gap == "." and tokens.words[last][0].isdigit():
                break
            if words[following][0].isdigit():
                if gap == " " and not ("." in words[following] or tokens.glued_right(following)):
                    break
                if gap == " " and tokens.glued_right(following) and words[following + 1] in ("k", "гб"):
                    break
            elif (
                has_cyrillic(words[following])
                or not has_latin(words[following])
                or not (
                    gap in ("-", "", ".")
                    or tokens.capital(following)
                    or tokens.camel(following)
                    or (gap == " " and _connects(tokens, following, taken))
                )
            ):
                break
            last = following
        yield from _run(tokens, index, last)
        index = last + 1


def _skip(tokens: Tokens, index: int, taken: bytearray) -> int:
    """Step over a small Latin word and what is hyphened to it."""
    index += 1
    while index < len(tokens) and not taken[index] and tokens.gap(index - 1) in ("", "-"):
        index += 1
    return index


def _opens(tokens: Tokens, index: int) -> bool:
    if tokens.capital(index) or tokens.camel(index):
        return True
    if _domain(tokens, index) or _source(tokens, index):
        return True
    # «k1.5»: a small letter with a number
    return (
        len(tokens.words[index]) <= 2 and tokens.glued_right(index) and tokens.words[index + 1][0].isdigit()
    )


def _source(tokens: Tokens, index: int) -> bool:
    """Say whether the word is named as a source («Источник: datacamp»)."""
    return index > 0 and tokens.gap(index - 1) == ": " and tokens.words[index - 1].startswith("источник")


def _domain(tokens: Tokens, index: int) -> bool:
    return (
        tokens.gap(index) == "."
        and index + 1 < len(tokens)
        and tokens.words[index + 1]
        in ("ai", "com", "ru", "it", "org", "net", "io", "cn", "de", "fr", "es", "eu")
    )


def _run(tokens: Tokens, first: int, last: int) -> Iterator[Span]:
    words = tokens.words
    while first <= last and (words[first] in cues.GENERIC or words[first][0].isdigit()):
        if first < last and tokens.gap(first) in ("", "-", ".") and words[first] not in cues.GENERIC:
            break
        first += 1
    while (
        last > first
        and (words[last] in cues.CONNECTORS or words[last] in _TRAILING)
        and tokens.gap(last - 1) not in ("", "-")
    ):
        last -= 1
    if first > last:
        return
    size = tokens.ends[last] - tokens.starts[first]
    if size < 2 or (first == last and (words[first] in cues.GENERIC or words[first] in cues.NOT_NAMES)):
        return
    if words[last] in cues.CONCEPT_HEADS or (words[first] in cues.CONCEPT_PHRASES and last > first):
        return
    surface = tokens.surface(first, last)
    if tokens.heading(first) or linking.cyrillic_look_alike(surface):
        return
    if surface.lower() in cues.GENERIC or surface.replace(".", "").lower() in cues.GENERIC:
        return
    if size == 2 and surface.isalpha() and not tokens.camel(first):
        return
    kind, told = type_of(tokens, first, last)
    # Words of a sentence in another language: «Hello world», a quotation, a reference.
    if kind == "work" and last - first >= 12:
        return
    yield Span(first, last, kind, "latin-run", 0.9 if told else 0.8)


_TRAILING = cues.word_set("llm llms api ceo cto gpu gpus npu inst instruct report summit")


def acronyms(tokens: Tokens, taken: bytearray) -> Iterator[Span]:
    """Find Cyrillic acronyms that no list knows («ИИМР»): repeated, or after a word that tells their type."""
    found: dict[str, list[int]] = {}
    for index, word in enumerate(tokens.words):
        if (
            len(word) >= 3
            and not taken[index]
            and has_cyrillic(word)
            and tokens.all_caps(index)
            and word not in cues.CYRILLIC_GENERIC
            and not linking.mixed_script(tokens.surface(index, index))
            and len(word) <= 6
            and not tokens.heading(index)
            and not tokens.seen_small(word)
            and not _among_capitals(tokens, index, taken)
        ):
            found.setdefault(word, []).append(index)
    for places in found.values():
        told = any(cue_before(tokens, place, ("organization", "work", "person"), 1) for place in places)
        if told or len(places) >= 2:
            for place in places:
                yield Span(place, place, "organization", "acronym", 0.7)


def _among_capitals(tokens: Tokens, index: int, taken: bytearray) -> bool:
    """Say whether a word beside it is in capitals too, as in the head of a table."""
    return any(
        0 <= other < len(tokens)
        and not taken[other]
        and len(tokens.words[other]) > 2
        and tokens.all_caps(other)
        for other in (index - 1, index + 1)
    )


class Capitals:
    """Capitalised names of one text in its own script."""

    def __init__(self, tokens: Tokens, lang: str, taken: bytearray) -> None:
        """Count capitals in mid-sentence, the evidence for single words.

        Args:
            tokens: the text.
            lang: ISO 639-1 code.
            taken: one byte a token, 1 where a name is known already.
        """
        self.tokens = tokens
        self.lang = lang
        self.taken = taken
        self.cyrillic = lang in ("ru", "uk", "bg", "sr", "be", "mk")
        self._middle: Counter[str] | None = None

    def _mine(self, index: int) -> bool:
        """Say whether a token is a capitalised word of the text's own script."""
        word = self.tokens.words[index]
        return word[0].isalpha() and has_cyrillic(word) == self.cyrillic and self.tokens.capital(index)

    def middle(self, word: str) -> int:
        """Return how often a word stands capitalised in mid-sentence, outside headings."""
        if self._middle is None:
            tokens = self.tokens
            self._middle = Counter(
                tokens.words[index]
                for index in tokens.capitals
                if self._mine(index)
                and not tokens.initial(index)
                and not tokens.heading(index)
                and not tokens.title_case(index)
            )
        return self._middle[word]

    def spans(self) -> Iterator[Span]:
        """Find names, in order."""
        tokens, taken, count = self.tokens, self.taken, len(self.tokens)
        last = -1
        for index in tokens.capitals:
            if index <= last or taken[index] or not self._mine(index) or tokens.glued_left(index):
                continue
            last = index
            while last + 1 < count and not taken[last + 1]:
                step = self._step(last)
                if step is None:
                    break
                last = step
            for first, end in self._parts(index, last):
                span = self._judge(first, end)
                if span is not None:
                    yield span

    def _step(self, last: int) -> int | None:
        """Return the next token of a capitalised chain, None where it ends."""
        tokens = self.tokens
        gap, following = tokens.gap(last), last + 1
        word = tokens.words[following]
        if gap == "." and len(tokens.words[last]) == 1 and self._mine(following):
            return following
        if gap == ". " and len(tokens.words[last]) == 1 and tokens.capital(last) and self._mine(following):
            return following
        if gap == "" and (word[0].isdigit() or tokens.words[last][0].isdigit()):
            return following
        if gap == "-" and not self.cyrillic:
            return following if self._mine(following) or word[0].isdigit() else None
        if gap == "'" and len(tokens.words[last]) <= 2 and self._mine(following):
            return following  # «O'Brien», «D'Alema»
        if gap in (" ", "-", " & ", "&") and self._mine(following):
            return following
        if gap == " " and word in cues.NAME_PARTICLES and tokens.gap(following) == " ":
            behind = following + 1
            while behind < len(tokens) and tokens.words[behind] in cues.NAME_PARTICLES:
                behind += 1
            if behind < len(tokens) and not self.taken[behind] and self._mine(behind) and self._person(last):
                return following
        if gap == " " and word in cues.NAME_PARTICLES and last > 0:
            return None
        if (
            tokens.words[last] in cues.NAME_PARTICLES
            and gap == " "
            and (self._mine(following) or word in cues.NAME_PARTICLES)
        ):
            return following
        return None

    def _person(self, index: int) -> bool:
        return given_name(self.tokens.words[index])

    def _parts(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Cut a chain at words that are no names, and drop the opening word of a sentence."""
        tokens = self.tokens
        start = first
        # A long chain of capitals is a title or a quotation; a piece cut out of it is no name.
        long = last - first >= 4
        for index in range(first, last + 2):
            word = tokens.words[index] if index <= last else ""
            stop = index > last or (
                (word in cues.NOT_NAMES or (word in cues.OPENERS and self._opener(index, first)))
                and tokens.gap(index) != "."
            )
            if self.lang == "de" and word.endswith(cues.GERMAN_TITLES):
                stop = True
            if (
                index == first
                and not stop
                and tokens.initial(index)
                and index < last
                and self._ordinary(word)
            ):
                stop = True
            if stop:
                whole = start == first and index > last
                # «Senate Commerce Committee»: what a common noun ends is a part of a longer name.
                part = index <= last and start + 1 == index and word not in cues.TITLES
                if start < index and not part and (whole or not long or given_name(tokens.words[start])):
                    yield start, index - 1
                start = index + 1

    def _opener(self, index: int, first: int) -> bool:
        """Say whether a small word is no part of the name: «La PixelForgeX», but «Ludovic de la Tour»."""
        return self.tokens.words[index] not in cues.NAME_PARTICLES or (
            index == first and self.tokens.initial(index)
        )

    def _ordinary(self, word: str) -> bool:
        return not given_name(word) and self.tokens.seen_small(word)

    def _judge(self, first: int, last: int) -> Span | None:
        tokens = self.tokens
        words = tokens.words[first : last + 1]
        letters = [word for word in words if word[0].isalpha() and word not in cues.NAME_PARTICLES]
        if tokens.heading(first) or not letters:
            return None
        person = (
            len(letters) in (2, 3, 4)
            and len(letters[-1]) > 1
            and (given_name(words[0]) or (len(words) == 2 and linking.chinese_person(words)))
        )
        if person and "-" not in tokens.surface(first, last).replace(words[0], ""):
            return Span(first, last, "person", "capitalised", 0.85)
        if person and given_name(words[0]):
            return Span(first, last, "person", "capitalised", 0.75)
        if self.cyrillic:
            return self._judge_cyrillic(first, last, letters)
        return self._judge_latin(first, last, letters)

    def _judge_cyrillic(self, first: int, last: int, letters: list[str]) -> Span | None:
        tokens = self.tokens
        caps = any(tokens.all_caps(index) for index in range(first, last + 1))
        if caps or any(len(word) < 2 for word in letters) or len(letters) > 3:
            return None
        if cue_before(tokens, first, ("person",), 1):
            if len(letters) == 1 and not _surname_like(letters[0]):
                return None
            if any(_common(word) for word in letters):
                return None
            return Span(first, last, "person", "capitalised", 0.75)
        several = len(letters) in (2, 3) and len(letters) == last - first + 1
        if several and all(len(word) >= 3 for word in letters) and not any(map(_common, letters)):
            return Span(first, last, "person", "capitalised", 0.6)
        if len(letters) == 1 and first == last and not tokens.initial(first) and _place(letters[0]):
            return Span(first, last, "place", "capitalised", 0.6)
        quoted = tokens.text[tokens.starts[first] - 1 : tokens.starts[first]] in ("«", '"', "„", "“")
        closed = tokens.text[tokens.ends[last] : tokens.ends[last] + 1] in ("»", '"', "“", "”")
        if quoted and closed and cue_before(tokens, first, ("organization", "product"), 1):
            kind = cue_before(tokens, first, ("organization", "product"), 1) or "organization"
            return Span(first, last, kind, "capitalised", 0.75)
        return None

    def _judge_latin(self, first: int, last: int, letters: list[str]) -> Span | None:
        tokens = self.tokens
        if last > first and tokens.words[first] in cues.CUE_NOUNS:
            return self._judge(first + 1, last)  # «Firma PixelForgeX»
        surface = tokens.surface(first, last)
        start_word = tokens.words[first]
        if all(word in cues.GENERIC for word in letters) or letters[-1] in cues.CONCEPT_HEADS:
            return None
        digits = any(word[0].isdigit() for word in tokens.words[first : last + 1])
        camel = any(tokens.camel(index) and _inner(tokens, index) for index in range(first, last + 1))
        kind, told = type_of(tokens, first, last)
        if not told and last == first + 1 and len(letters) == 2:
            kind = self._pair_type(first, last)
        legal = tokens.words[last] in cues.LEGAL_FORMS and last > first
        if last == first and tokens.all_caps(first) and start_word not in cues.GENERIC:
            cue = cue_before(tokens, first, ("organization", "product", "work"), 1)
            if len(start_word) >= 3 and len(start_word) <= 8 and (cue or self.middle(start_word) >= 2):
                return Span(first, last, cue or "organization", "acronym", 0.7)
            return None
        if camel and len(surface) >= 4:
            return Span(first, last, kind, "latin-run", 0.85)
        if digits and self._glued_number(first, last):
            return Span(first, last, kind, "latin-run", 0.8)
        if legal:
            return Span(first, last, "organization", "latin-run", 0.85)
        if (
            any(tokens.all_caps(index) for index in range(first, last + 1))
            and last > first
            and self.lang != "de"
        ):
            return None if tokens.initial(first) else Span(first, last, kind, "capitalised", 0.6)
        german = self.lang == "de"
        heading = not german and tokens.title_case(first)
        if cue_before(tokens, first, ("person",), 1) and len(letters) in (2, 3) and not heading:
            if german and tokens.words[last] in _GERMAN_NOUNS:
                return None
            return Span(first, last, "person", "capitalised", 0.75)
        cue = cue_before(tokens, first, ("organization", "product"), 1)
        if cue and not heading and len(start_word) >= 3 and not tokens.seen_small(start_word):
            if german and not self._german_cue(first):
                return None
            return Span(first, last, cue, "latin-run", 0.7)
        if german or heading:
            return None
        if len(letters) >= 2:
            if self._portfolio(first):
                return None
            if not tokens.initial(first):
                return Span(first, last, kind, "capitalised", 0.65)
            if self.middle(start_word) and self.middle(letters[-1]):
                return Span(first, last, kind, "capitalised", 0.6)
            return self._opening(first, last)
        if len(start_word) >= 4 and self.middle(start_word) >= 2 and not tokens.seen_small(start_word):
            return Span(first, last, kind, "capitalised", 0.55)
        return None

    def _pair_type(self, first: int, last: int) -> EntityType:
        """Guess the type of two capitalised words about which nothing is known."""
        tokens = self.tokens
        after = tokens.words[last + 1] if tokens.gap(last) in (" ", ", ") else ""
        if after in ("ha", "a") and not cues.SPEECH.isdisjoint(tokens.words[last + 2 : last + 3]):
            return "person"  # «ha detto», «a dit»
        if after in cues.SPEECH:
            return "person"
        before = tokens.words[first - 1] if first and tokens.gap(first - 1) == " " else ""
        return "place" if self.lang == "en" and before in ("in", "near") else "organization"

    def _portfolio(self, first: int) -> bool:
        """Say whether the words are what a ministry is for («ministro de Transformación Digital»)."""
        words = self.tokens.words
        return first >= 2 and any(word.startswith("minist") for word in words[first - 2 : first - 1])

    def _opening(self, first: int, last: int) -> Span | None:
        """Judge two capitalised words or more that open a sentence: ordinary ones have one capital."""
        tokens = self.tokens
        if any(tokens.seen_small(tokens.words[index]) for index in range(first, last + 1)):
            return None
        person = _apposition(tokens, last, ("person",)) is not None
        return Span(first, last, "person" if person else "organization", "capitalised", 0.55)

    def _german_cue(self, first: int) -> bool:
        """In German a noun after a noun names it only in apposition: «das Start-up Figure», «Modell Kimi»."""
        before = self.tokens.words[first - 1]
        return before.startswith(
            ("start", "up", "firma", "unternehmen", "konzern", "modell", "chatbot", "app")
        )

    def _glued_number(self, first: int, last: int) -> bool:
        tokens = self.tokens
        return any(
            tokens.words[index][0].isdigit() and tokens.gap(index - 1) in ("", "-")
            for index in range(first + 1, last + 1)
        ) and not all(len(word) == 1 for word in tokens.words[first : last + 1] if word.isalpha())


def _inner(tokens: Tokens, index: int) -> bool:
    """A capital inside that no plural or case ending explains («GPUs», «PCs»)."""
    word = tokens.surface(index, index)
    return not (word[:-1].isupper() and word[-1] == "s")


_GERMAN_NOUNS = cues.word_set("partei regierung ministerium unternehmen konzern haus firma")


def _place(word: str) -> bool:
    """Say whether a folded Russian word is a form of a place name and of nothing else."""
    from aitui.analysis.inflection import place_name

    return place_name(word) is not None


def _surname_like(word: str) -> bool:
    return len(word) >= 4 and not _common(word)


def _common(word: str) -> bool:
    """Say whether a folded Russian word is an ordinary word and no name, by pymorphy3's dictionary."""
    from aitui.analysis.inflection import dictionary_word

    return bool(dictionary_word(word))
