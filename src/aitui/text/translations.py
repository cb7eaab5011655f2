"""What words of names are in other languages: «Банк», Bank, 银行; «Иоганн», John, Giovanni.

For searches alone: what is typed is looked for in other words too, the index stays as it is.  The words stand
in `names/lexicon/*.txt`, one concept a line, a field a language.  A word is met in any form that has its
stem, an acronym in capitals alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from aitui.frozen import frozen
from aitui.text import phonetics, stem, transcribing
from aitui.text.han import simplified

# The fields of a line.
LANGS = ("en", "ru", "it", "de", "zh", "fr", "es")
_ZH = LANGS.index("zh")
_FOLDER = Path(__file__).parent.parent / "names" / "lexicon"
# The file of common words.
_COMMON = "words"
_CYRILLIC = ("ru",)
_LATIN = ("en", "it", "de", "fr", "es")
# Letters by which words are found that may have the same stem.
_BEGINNING = 3
# What Russian cases end in: the stemmer leaves «Гвинея» and «Гвинею», «Иоанн» and «Иоанном» apart.
_ENDINGS = re.compile(
    "(?:ами|ями|ыми|ими|ого|его|ому|ему|ом|ем|ой|ей|ый|ий|ая|яя|ое|ее|ые|ие|ых|их|ым|им|ую|юю|ов|ев|ию|ия|ии|"
    "[аяоеуюыийь])$"
)
_CASES = (
    *("", "а", "у", "е", "ы", "и", "ой", "ом", "я", "ю", "ей", "ем"),
    *("ия", "ии", "ию", "ий", "ого", "ые", "ых"),
)
_FLEETING = re.compile("(?<=[бвгджзклмнпрстфхцчшщ])[еоё](?=[лкцнр]$)")
# Acronyms up to so many letters are told from words by their capitals; in small letters these are words.
_LONGEST_ACRONYM = 5
_WORDS = frozenset(
    word
    for words in (
        "who oil eta ira isis us un eu ue ei es is it fa ec ig cia mot ai ia si no so se do am im in an war",
        "was des les per con una dei del mai ora tra sul cei hcr dell ap bc ard rai usa gus gm",
        "ес иг фа мот",
    )
    for word in words.split()
)
# Words of one name at most.
_LONGEST = 4
# Of so many longer names a run is not to be a part.
_PARTS_OF = 12
# Between the words of a German compound.
_LINKS = ("", "s", "n", "en", "es", "er", "e")
_SHORTEST_PART = 4
_SHORTEST_LAST = 3
# What a piece of a run costs, each character that nobody knows, and a known piece of one character at the
# end of the run («河», river) and at its start: these also stand in names that are spelled by sound.  So does
# a short name beside what nobody knows: 马克 in 波托马克.
_PIECE, _UNKNOWN, _LAST, _FIRST, _BESIDE, _LONE = 0.4, 1.0, 0.9, 1.1, 2.0, 0.6
_SHORT_NAME = 2
_BEFORE = frozenset("南北东西中上下新旧老大小圣")
_BEHIND = frozenset("河江湖海洋湾港岛山峰谷省州市县郡区镇村城桥塔门宫寺庙党军部局院社报奖杯馆路街站王汗")


@frozen
class Concept:
    """One thing and its names.

    There are thousands, and a search asks for few: each is kept as it is written, in a sixth of the memory.

    Attributes:
        line: its line of the lexicon, as UTF-8.
        proper: whether it is one person, place or body, and no common word.
    """

    line: bytes
    proper: bool

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """What it is called in each of `LANGS`, the usual word first; a name may be several words."""
        fields = self.line.decode().split("|")
        return tuple(tuple(map(str.strip, field.split(","))) for field in fields)


@frozen
class Piece:
    """A part of what was typed.

    Attributes:
        text: as typed; in Chinese of simplified characters.
        concepts: what it may be; none where nobody knows.
        number: typed words that end with it.
    """

    text: str
    concepts: tuple[Concept, ...] = ()
    number: int = 1


@cache
def _concepts() -> tuple[Concept, ...]:
    found: list[Concept] = []
    for path in sorted(_FOLDER.glob("*.txt")):
        for line in path.read_bytes().splitlines():
            if line and not line.startswith(b"#"):
                found.append(Concept(line, path.stem != _COMMON))
    return tuple(found)


# Words of a name, whether it is an acronym, and the concept that is called so in a language.
_Entry = tuple[tuple[str, ...], bool, str, Concept]


@cache
def _by_beginning() -> dict[str, bytes]:
    """Return the names of all concepts in written words, by how the first word begins.

    Each is a line: number of the concept, language, whether it is an acronym, words.
    """
    found: dict[str, bytearray] = {}
    for number, concept in enumerate(_concepts()):
        for lang, names in zip(LANGS, concept.names, strict=True):
            if lang == "zh":
                continue
            for name in names:
                words = [word for _, _, word in stem.words(name)]
                if words:
                    line = f"{number} {lang} {_is_acronym(name):d} {' '.join(words)}\n"
                    found.setdefault(words[0][:_BEGINNING], bytearray()).extend(line.encode())
    return {beginning: bytes(lines) for beginning, lines in found.items()}


@lru_cache(maxsize=1 << 5)
def _begun(beginning: str) -> tuple[_Entry, ...]:
    """Return the names whose first word begins so."""
    found: list[_Entry] = []
    for line in _by_beginning().get(beginning, b"").decode().splitlines():
        number, lang, acronym, words = line.split(" ", 3)
        found.append((tuple(words.split(" ")), acronym == "1", lang, _concepts()[int(number)]))
    return tuple(found)


def _is_acronym(name: str) -> bool:
    """Tell whether a name is written as an acronym is."""
    return name.isupper() and name.isalpha() and len(name) <= _LONGEST_ACRONYM and not stem.is_run(name)


@cache
def _chinese() -> dict[str, list[Concept]]:
    found: dict[str, list[Concept]] = {}
    for concept in _concepts():
        for name in concept.names[_ZH]:
            found.setdefault(simplified(name.replace("·", "")), []).append(concept)
    return found


@cache
def _runs() -> str:
    """Return all Chinese names of the lexicon, each a line: to look through them is quicker than a table."""
    return "\n".join(name for name in _chinese() if len(name) > 2)


@lru_cache(maxsize=1 << 8)
def longer_runs(run: str) -> list[str]:
    """Return the longer names of which a run of simplified characters is a part, at most so many."""
    found = re.findall(rf"^.*{re.escape(run)}.*$", _runs(), re.MULTILINE)
    return [name for name in found if name != run][:_PARTS_OF]


def pieces(written: Sequence[str]) -> list[Piece]:
    """Return the parts of what was typed, in order, the longest that the lexicon knows.

    Args:
        written: words as they were typed, of `stem.words`; runs of Chinese characters are parted too.
    """
    found: list[Piece] = []
    words = [*map(stem.bare, written)]
    at = 0
    while at < len(words):
        if stem.is_run(words[at]):
            found += _of_one_word(_parted(words[at]))
            at += 1
            continue
        length, concepts = _longest(words, at, acronym=_is_acronym(written[at]))
        text = " ".join(words[at : at + length])
        if not concepts and (compound := _compound(text)):
            found += _of_one_word(compound)
        else:
            found.append(Piece(text, concepts, length))
        at += length
    return found


def _of_one_word(parts: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the parts of a typed word, of which the last one ends it."""
    for at, part in enumerate(parts, 1):
        yield Piece(part.text, part.concepts, at == len(parts))


def _longest(words: Sequence[str], at: int, *, acronym: bool) -> tuple[int, tuple[Concept, ...]]:
    """Return how many words from a place on are one name, and whose; one and none where nobody knows."""
    found: dict[int, list[Concept]] = {}
    for name, short, lang, concept in _begun(words[at][:_BEGINNING]):
        if short:
            if acronym and name == (words[at],):
                found.setdefault(1, []).append(concept)
        elif len(name) <= min(_LONGEST, len(words) - at) and all(
            _same(typed, own, lang) for typed, own in zip(words[at:], name, strict=False)
        ):
            found.setdefault(len(name), []).append(concept)
    longest = max(found, default=1)
    return longest, tuple(dict.fromkeys(found.get(longest, ())))


def _same(typed: str, own: str, lang: str) -> bool:
    """Tell whether a typed word may be a form of a word of a language."""
    if typed == own:
        return True
    if typed[:2] != own[:2]:
        return False
    if lang in _CYRILLIC:
        root = _ENDINGS.sub("", typed)
        if len(typed) == len(own) > _BEGINNING + 1 and typed[:-1] == own[:-1] and typed[-1] in "аяеуюыийь":
            return own[-1] in "аяеуюыийь"  # «Гвинее», «Гвинея»
        if len(root) > _BEGINNING - 1 and root in (_ENDINGS.sub("", own), _FLEETING.sub("", own)):
            return True
    return stem.stem(typed, lang) == stem.stem(own, lang)


@lru_cache(maxsize=1 << 12)
def stems(word: str, lang: str) -> tuple[str, ...]:
    """Return the stems under which the index has a word of a language and its forms.

    Args:
        word: as `stem.words` has it.
    """
    # «sol», the stem of sole, is that of solo too, which nearly every text has.
    found = {stem.stem(word, lang)} - (stem.roots_of_small(lang) - {word})
    if lang in _CYRILLIC and len(word) > _BEGINNING:
        # The stemmer takes «Маргарите» for a verb, and «Павла» for another word than «Павел».
        for root in {_ENDINGS.sub("", word), _FLEETING.sub("", word)} - {word}:
            found |= {stem.stem(root + ending, lang) for ending in _CASES}
    return tuple(sorted(found))


@lru_cache(maxsize=1 << 10)
def _compound(word: str) -> list[Piece]:
    """Return the parts of a German compound of words that the lexicon knows; none where it is no such one."""
    for end in range(len(word) - _SHORTEST_LAST, _SHORTEST_PART - 2, -1):
        behind = _of_language(word[end:], "de")
        if not behind:
            continue
        for link in _LINKS:
            before = word[:end].removesuffix(link) if word[:end].endswith(link) else ""
            if len(before) < _SHORTEST_PART - 1:
                continue
            if first := _of_language(before, "de"):
                return [Piece(before, first), Piece(word[end:], behind)]
            if link in ("", "s") and (inner := _compound(before)):
                return [*inner, Piece(word[end:], behind)]
    return []


def _of_language(word: str, lang: str) -> tuple[Concept, ...]:
    return tuple(
        concept
        for name, short, of, concept in _begun(word[:_BEGINNING])
        if of == lang and not short and len(name) == 1 and _same(word, name[0], lang)
    )


@lru_cache(maxsize=1 << 10)
def _parted(run: str) -> list[Piece]:
    """Return the pieces of a run of characters that leave the fewest unknown, in as few pieces as can be."""
    known = _chinese()
    best: list[tuple[float, list[Piece]]] = [(0.0, [])]
    for end in range(1, len(run) + 1):
        options: list[tuple[float, list[Piece]]] = []
        for start in range(end):
            cost, before = best[start]
            text = run[start:end]
            concepts = known.get(text)
            if concepts and (
                len(text) > 1 or (start == 0 and text in _BEFORE) or (end == len(run) and text in _BEHIND)
            ):
                own = _PIECE if len(text) > 1 else _LAST if end == len(run) else _FIRST
                piece = Piece(text, tuple(concepts))
                beside = bool(before) and not before[-1].concepts and _is_short(piece)
                options.append((cost + own + beside * _BESIDE, [*before, piece]))
            elif not before or before[-1].concepts:
                beside = bool(before) and _is_short(before[-1])
                own = _PIECE + _UNKNOWN * len(text) + beside * _BESIDE + (len(text) == 1) * _LONE
                options.append((cost + own, [*before, Piece(text)]))
        best.append(min(options, key=lambda option: option[0]))
    return best[-1][1]


def _is_short(piece: Piece) -> bool:
    """Tell whether a piece is a short name that may as well be a part of a longer one: 马克, but not 德国."""
    short = len(piece.text) <= _SHORT_NAME and all(concept.proper for concept in piece.concepts)
    return short and transcribing.spells(piece.text)


def names_in(concepts: Sequence[Concept], lang: str) -> list[str]:
    """Return what things are called in a language, each once, the usual names first."""
    each = [concept.names[LANGS.index(lang)] for concept in concepts]
    longest = max(map(len, each), default=0)
    found = dict.fromkeys(names[i] for i in range(longest) for names in each if i < len(names))
    return [name for name in found if not _is_acronym(name) or _tells(name)]


def _tells(acronym: str) -> bool:
    """Tell whether an acronym can be told by its letters in any case: «us» is a word."""
    return acronym.lower() not in _WORDS


def names_elsewhere(concepts: Sequence[Concept], lang: str) -> list[str]:
    """Return what things are called in Latin letters in other languages: names are quoted so as they are."""
    own = set(names_in(concepts, lang))
    others = [name for other in _LATIN if other != lang for name in names_in(concepts, other)]
    return [
        name
        for name in dict.fromkeys(others)
        if name not in own
        and (len(name) >= _SHORTEST_PART or _is_acronym(name))
        and not is_other(stem.bare(name), concepts, lang)
    ]


def is_other(word: str, concepts: Sequence[Concept], lang: str) -> bool:
    """Tell whether a word is something else in a language: Island is Iceland in German alone."""
    known = _chinese().get(word, ()) if stem.is_run(word) else _of_language(word, lang)
    return any(concept not in concepts for concept in known)


def single_names(concepts: Sequence[Concept], word: str, lang: str) -> list[str]:
    """Return the names of one word that persons and places have elsewhere, as `stem.words` has them.

    Args:
        word: that is known already.
        lang: whose names are known.
    """
    proper = [concept for concept in concepts if concept.proper]
    own = {word, *(map(stem.bare, names_in(proper, lang)) if lang in LANGS else ())}
    found = [
        stem.bare(name)
        for other in ("en", "it", "ru")
        for name in names_in(proper, other)
        if name.isalpha() and name[0].isupper() and not _is_acronym(name)
    ]
    return [name for name in dict.fromkeys(found) if name not in own]


def script_of_word(word: str) -> str:
    """Return the script of a word: `han`, `cyrillic` or `latin`; anything else counts as Latin."""
    return "han" if stem.is_run(word) else "cyrillic" if phonetics.is_cyrillic(word) else "latin"


def script_of(lang: str) -> str:
    """Return the script of a language of the lexicon: `han`, `cyrillic` or `latin`."""
    return "han" if lang == "zh" else "cyrillic" if lang in _CYRILLIC else "latin"


def compounds(before: Sequence[str], behind: Sequence[str]) -> Iterator[str]:
    """Yield the German compounds of one of some words and one of others, as they may begin."""
    for first in before:
        for second in behind:
            yield from (f"{first.lower()}{link}{second.lower()}" for link in _LINKS)
