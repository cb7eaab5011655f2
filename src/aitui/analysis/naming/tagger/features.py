"""What the tagger sees of a token: one truth for training and for run time.

A feature is a 32-bit hash.  Everything that depends on one word alone (its letters, its shape, the lists
that hold it) is hashed once a word and kept; what depends on neighbours is mixed from those hashes for a
whole text at once, so that no string is built for a token that was seen before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

import numpy as np
import numpy.typing as npt

from aitui.analysis.naming.cues import word_set
from aitui.analysis.naming.tagger.growing import Growing
from aitui.frozen import frozen

Hashes = npt.NDArray[np.uint32]
Ids = npt.NDArray[np.int32]

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+(?:[\u0300-\u036f\u00ad]+[^\W_{_HAN}]*)*|[^\w\s]|_")
_IS_HAN = re.compile(f"[{_HAN}]")
# Small words and signs that stand inside names («Banco do Brasil», «Jean-Luc», «L'Oréal»).
_CONNECTORS = word_set(
    """
    de da do dos das del della dello degli dei di du des d l la le les el los las von van der den zu zum zur
    and und et e y i of the for für pour per para & - – ' ’ . af och og v
    """
)
_APOSTROPHES = frozenset("'’-")
_CLAUSE_ENDS = frozenset("，。；：！？")
# The letter of the list of words that are written small; the others are lists of names.
ORDINARY = "l"
# The longest name in Han characters that is looked up in the lists.
_LONGEST_HAN = 8

# A word as runs of capitals see it: capital, connector, other sign of a doubled joint, anything else.
_RUN = re.compile(rb"U(?:U|[acd]U|[ad]aU)*")
# In Han text: Latin words and numbers with the signs between them.
_LATIN_RUN = re.compile(rb"[Ux][Uxcadm]+")


def tokenize(text: str) -> tuple[list[str], Ids, Ids]:
    """Return the tokens of a text with their starts and ends: words, single Han characters, single signs."""
    words, places = [], []
    for match in _TOKEN.finditer(text):
        words.append(match.group())
        places.append(match.span())
    spans = np.array(places, np.int32).reshape(-1, 2)
    return words, spans[:, 0], spans[:, 1]


def split_word(word: str) -> list[str]:
    """Return the tokens of a word of a corpus that has tokens of its own."""
    return _TOKEN.findall(word)


# ---- Hashes ---------------------------------------------------------------------------------------------


def _seed(kind: str) -> int:
    return crc32(kind.encode())


def mix(values: Hashes, kind: int) -> Hashes:
    """Return hashes of the same things seen in another way."""
    mixed = (values ^ np.uint32(kind)) * np.uint32(0x9E3779B1)
    return mixed ^ (mixed >> np.uint32(15))


def mix_two(left: Hashes, right: Hashes, kind: int) -> Hashes:
    """Return hashes of pairs; the order counts."""
    return mix(mix(left, kind) + right * np.uint32(0xC2B2AE35), kind)


_W, _SMALL, _SHAPE, _LENGTH = _seed("word"), _seed("small shape"), _seed("shape"), _seed("length")
_SUFFIX = [_seed(f"suffix {size}") for size in range(6)]
_PREFIX = [_seed(f"prefix {size}") for size in range(6)]
_TRIGRAM, _LISTED, _FINE, _COARSE = _seed("trigram"), _seed("listed"), _seed("fine"), _seed("coarse")
_LISTS = _seed("lists")
# How a word is seen from a token: two before, one before, the token itself, one after, two after.
_OFFSETS = [_seed(f"offset {offset}") for offset in (-2, -1, 0, 1, 2)]


def shape(word: str) -> str:
    """Return the classes of the characters of a word, of equal ones in a row the first two."""
    classes: list[str] = []
    for char in word:
        if char.isupper() or char.istitle():
            kind = "X"
        elif char.islower():
            kind = "x"
        elif char.isdigit():
            kind = "d"
        elif _IS_HAN.match(char):
            kind = "z"
        else:
            kind = "a" if char.isalpha() else char
        if len(classes) < 2 or classes[-1] != kind or classes[-2] != kind:
            classes.append(kind)
    return "".join(classes)


def small_shape(word: str) -> str:
    """Return a coarse class of a word; a sign is its own."""
    if len(word) == 1:
        if word.isupper():
            return "U"
        if word.islower():
            return "l"
        if word.isdigit():
            return "d"
        return "z" if _IS_HAN.match(word) else word
    if word.isdigit():
        return f"d{min(len(word), 4)}"
    if word.isupper():
        return "UU"
    if word[0].isupper():
        return "Ul" if word[1:].islower() else "UM"
    return "ll" if word.islower() else "m"


# ---- Words ----------------------------------------------------------------------------------------------


@frozen
class Lexicon:
    """What is known of words beforehand.

    Attributes:
        lists: lower-case word -> letters of the lists that hold it; `~` before the stem of an inflected one.
        clusters: lower-case word -> its fine and its coarse class.
        characters: code points that are read as others (traditional Han characters as simplified ones,
            Serbian Cyrillic as Latin).
    """

    lists: Mapping[str, str]
    clusters: Mapping[str, tuple[int, int]]
    characters: Mapping[int, str]

    def listed(self, word: str) -> str:
        """Return the letters of the lists that hold a word, or its stem."""
        found = self.lists.get(word)
        if found is None and len(word) > 4:
            for end in (None, -1, -2):
                found = self.lists.get("~" + word[:end])
                if found is not None:
                    break
        return found or ""


@frozen
class Word:
    """One word with its hashes.

    Attributes:
        atoms: hashes; the first `far` are seen from two tokens away too, the first `near` from one.
        tagged: this many of the first are also seen apart by language.
        run: what runs of capitals see: U capital, c connector, a apostrophe, d full stop, m middle dot, h Han
            character, s sign that ends a Chinese clause, x other word, p other sign.
    """

    atoms: list[int]
    far: int
    near: int
    tagged: int
    whole: int
    small: int
    ending: int
    lists: int
    run: int


def describe(word: str, lexicon: Lexicon, masked: bool = False) -> Word:
    """Return the hashes of a word.

    Args:
        word: as it stands in the text.
        lexicon: lists and clusters.
        masked: look into no list, so that training does not trust lists alone.
    """
    raw = word
    if lexicon.characters:
        word = word.translate(lexicon.characters)
    low = word.lower()
    letters = low.encode()
    kind = small_shape(word)
    listed = "" if masked else lexicon.listed(low)
    whole, small = crc32(letters, _W), crc32(kind.encode(), _SMALL)
    atoms = [whole, small]
    clusters = lexicon.clusters.get(low) if lexicon.clusters else None
    if clusters is not None:
        atoms.append(crc32(b"%d" % clusters[1], _COARSE))
    far = len(atoms)
    size = len(low)
    spelled = size > 1 and not word.isdigit()
    ending = crc32(low[-3:].encode(), _SUFFIX[3])
    atoms.append(ending)
    if spelled and size > 5:
        atoms.append(crc32(low[:5].encode(), _PREFIX[5]))
    atoms += [crc32(letter.encode(), _LISTED) for letter in listed]
    if clusters is not None:
        atoms.append(crc32(b"%d" % clusters[0], _FINE))
    near = len(atoms)
    if spelled:
        for count in (1, 2, 4):
            if size > count:
                atoms.append(crc32(low[-count:].encode(), _SUFFIX[count]))
    tagged = len(atoms)
    if spelled:
        atoms.append(crc32(shape(word).encode(), _SHAPE))
        atoms.append(crc32(b"%d" % min(size, 9), _LENGTH))
        for count in (2, 3, 4):
            if size > count:
                atoms.append(crc32(low[:count].encode(), _PREFIX[count]))
        if kind[0] == "U" or kind == "m":
            if size > 5:
                atoms.append(crc32(low[-5:].encode(), _SUFFIX[5]))
            edged = f"<{low}>"
            atoms += [crc32(edged[place : place + 3].encode(), _TRIGRAM) for place in range(size)]
    named = crc32(listed.replace(ORDINARY, "").encode(), _LISTS)
    return Word(atoms, far, near, tagged, whole, small, ending, named, _run_class(raw, low))


def _run_class(word: str, low: str) -> int:
    if word[0].isupper():
        return ord("U")
    if low in _CONNECTORS:
        return ord("a" if word in _APOSTROPHES else "d" if word == "." else "c")
    if word == "·":
        return ord("m")
    if word in _CLAUSE_ENDS:
        return ord("s")
    return ord("p" if not word[0].isalnum() else "h" if _IS_HAN.match(word) else "x")


class Words:
    """The words met so far in one language, numbered; number 0 stands for the end of a sentence.

    Attributes:
        words: by number.
        described: by number; dropped by the run time once their weights are summed.
        whole, small, ending, lists, run: by number; see `Word`.
    """

    def __init__(self, lexicon: Lexicon, masked: bool = False) -> None:
        self.lexicon = lexicon
        self.masked = masked
        # Length of the longest listed name in Han characters, by its first one.
        self.longest: dict[str, int] = {}
        for name in lexicon.lists:
            if len(name) > 1 and _IS_HAN.match(name):
                self.longest[name[0]] = max(self.longest.get(name[0], 0), min(len(name), _LONGEST_HAN))
        self.clear()

    def clear(self) -> None:
        """Forget all words."""
        self.numbers: dict[str, int] = {"": 0}
        self.described: list[Word] = []
        edge = _seed("edge")
        # Rows that no array holds yet.
        self._fresh: list[tuple[int, int, int, int, int]] = [(edge, edge, edge, _LISTS, 0)]
        self._columns = [Growing(kind) for kind in (np.uint32, np.uint32, np.uint32, np.uint32, np.uint8)]

    def __len__(self) -> int:
        return len(self.numbers)

    def number(self, words: Iterable[str]) -> Ids:
        """Return the numbers of words; new ones are described."""
        numbers = self.numbers
        found = [numbers.get(word, -1) for word in words]
        if -1 in found:
            for place, word in enumerate(words):
                if found[place] < 0:
                    found[place] = self._add(word)
        return np.array(found, np.int32)

    def _add(self, word: str) -> int:
        known = self.numbers.get(word)
        if known is not None:
            return known
        item = describe(word, self.lexicon, self.masked)
        self.described.append(item)
        self._fresh.append((item.whole, item.small, item.ending, item.lists, item.run))
        self.numbers[word] = len(self.numbers)
        return len(self.numbers) - 1

    def columns(self) -> tuple[Hashes, Hashes, Hashes, Hashes, npt.NDArray[np.uint8]]:
        """Return whole, small, ending, lists and run of all words as arrays."""
        if self._fresh:
            for column, values in zip(self._columns, zip(*self._fresh, strict=True), strict=True):
                column.extend(values)
            self._fresh.clear()
        whole, small, ending, lists, run = (column.rows for column in self._columns)
        return whole, small, ending, lists, run


def word_keys(words: Sequence[Word], lang: int) -> list[tuple[Hashes, Ids]]:
    """Return the features that words give to the tokens two before, one before, at, one and two after them.

    Args:
        words: described words.
        lang: hash of a language that has features of its own; 0 for none.

    Returns:
        For each of the five offsets the features, word by word, and where those of each word begin.
    """
    counts = np.array([len(word.atoms) for word in words], np.int32)
    atoms = np.array([atom for word in words for atom in word.atoms], np.uint32)
    starts = np.concatenate(([0], np.cumsum(counts)[:-1])).astype(np.int32)
    place = np.arange(len(atoms), dtype=np.int32) - np.repeat(starts, counts)

    def first(limits: list[int]) -> npt.NDArray[np.bool_]:
        return place < np.repeat(np.array(limits, np.int32), counts)

    far, near = first([word.far for word in words]), first([word.near for word in words])
    tagged = first([word.tagged for word in words]) if lang else far
    result = []
    for number, kept in enumerate((far, near, None, near, far)):
        own = atoms if kept is None else atoms[kept]
        keys = mix(own, _OFFSETS[number])
        owner = np.repeat(np.arange(len(words), dtype=np.int32), counts)
        owner = owner if kept is None else owner[kept]
        if lang and number in (1, 2, 3):
            apart = tagged if number == 2 else place < 2
            apart = apart if kept is None else apart[kept]
            keys = np.concatenate((keys, mix(keys[apart], lang)))
            owner = np.concatenate((owner, owner[apart]))
            order = np.argsort(owner, kind="stable")
            keys, owner = keys[order], owner[order]
        begin = np.searchsorted(owner, np.arange(len(words))).astype(np.int32)
        result.append((keys, begin))
    return result


_PAIR = [_seed(f"pair {number}") for number in range(12)]


def pair_keys(ids: Ids, rows: npt.NDArray[np.intp], words: Words, han: bool) -> npt.NDArray[np.uint32]:
    """Return the features of neighbouring tokens, one row for each of the tokens asked for.

    Args:
        ids: numbers of the tokens of whole sentences, two zeros at either end and between them.
        rows: the tokens asked for.
        words: their words.
        han: the text is Chinese, where pairs of characters tell what words tell elsewhere.
    """
    whole, small, _, lists, _ = words.columns()
    w, s = whole[ids[rows]], small[ids[rows]]
    before, after = ids[rows - 1], ids[rows + 1]
    wb, wa, sb, sa = whole[before], whole[after], small[before], small[after]
    columns = [
        mix_two(sb, s, _PAIR[0]),
        mix_two(wb, s, _PAIR[1]),
        mix_two(s, sa, _PAIR[2]),
        mix_two(s, wa, _PAIR[3]),
    ]
    if han:
        two, next_two = whole[ids[rows - 2]], whole[ids[rows + 2]]
        columns += [
            mix_two(wb, w, _PAIR[4]),
            mix_two(w, wa, _PAIR[5]),
            mix_two(two, wb, _PAIR[6]),
            mix_two(wa, next_two, _PAIR[7]),
            mix_two(lists[before], w, _PAIR[8]),
            mix_two(mix_two(wb, w, _PAIR[9]), wa, _PAIR[9]),
        ]
    return np.stack(columns, axis=1)


_RUN_KEYS = [_seed(f"run {number}") for number in range(16)]
_SIZES = np.array([_seed(f"size {size}") for size in range(9)], np.uint32)
# Of the features of a run, those that are also seen apart by language.
_RUN_TAGGED = [0, 3, 5, 6, 8]


def runs_of(run: npt.NDArray[np.uint8]) -> tuple[Ids, Ids]:
    """Return first and end (past the last) of the runs of capitals among tokens, given their classes."""
    spans = [match.span() for match in _RUN.finditer(run.tobytes())]
    found = np.array(spans, np.int32).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def run_keys(ids: Ids, words: Words, first: Ids, end: Ids, lang: int) -> tuple[Hashes, Hashes]:
    """Return the features of runs of capitals: what stands before and after, how they begin and end.

    Args:
        ids: numbers of the tokens, zeros between sentences, two of them at either end.
        words: their words.
        first, end: of each run.
        lang: hash of a language that has features of its own; 0 for none.

    Returns:
        One row a run of features for all its tokens, and one feature for its first token alone.
    """
    whole, _, ending, lists, _ = words.columns()
    before, two, after, three = (
        ids[first - 1],
        ids[first - 2],
        ids[end],
        ids[np.minimum(end + 1, len(ids) - 1)],
    )
    opens, closes = ids[first], ids[end - 1]
    size = _SIZES[np.minimum(end - first, 5)]
    left = whole[before]
    key = _RUN_KEYS
    lists_size = mix_two(mix_two(lists[opens], lists[closes], key[14]), size, key[14])
    columns = [
        mix(left, key[0]), mix(whole[two], key[1]), mix(ending[before], key[2]), mix(whole[after], key[3]),
        mix(whole[three], key[4]), mix(whole[opens], key[5]), mix(whole[closes], key[6]),
        mix(ending[closes], key[7]), mix(size, key[8]), mix_two(left, size, key[9]),
        mix_two(whole[two], left, key[10]), mix(lists[opens], key[11]), mix(lists[closes], key[12]),
        mix(lists_size, key[14]),
    ]  # fmt: skip
    if lang:
        columns += [mix(columns[number], lang) for number in _RUN_TAGGED]
    return np.stack(columns, axis=1), mix(left, key[15])


def han_runs(tokens: Sequence[str], words: Words, ids: Ids) -> tuple[Ids, Ids, Hashes]:
    """Return the listed names of a Chinese text, longest first, its Latin runs, and hashes of their lists.

    Args:
        tokens: of whole sentences, empty ones between.
        words: their words.
        ids: their numbers.
    """
    lexicon, longest = words.lexicon, words.longest
    read = [token.translate(lexicon.characters) if token else "\n" for token in tokens]
    found: list[tuple[int, int, int]] = []
    place, count = 0, 0 if words.masked else len(read)
    while place < count:
        limit = longest.get(read[place], 0)
        for size in range(min(limit, count - place), 1, -1):
            listed = lexicon.lists.get("".join(read[place : place + size]))
            if listed is not None:
                found.append((place, place + size, crc32(listed.encode(), _LISTS)))
                place += size - 1
                break
        place += 1
    _, _, _, _, run = words.columns()
    latin = crc32(b"latin", _LISTS)
    found += [(*match.span(), latin) for match in _LATIN_RUN.finditer(run[ids].tobytes())]
    table = np.array(found, np.int64).reshape(-1, 3)
    return table[:, 0].astype(np.int32), table[:, 1].astype(np.int32), table[:, 2].astype(np.uint32)


def han_run_keys(ids: Ids, words: Words, first: Ids, end: Ids, lists: Hashes) -> tuple[Hashes, Hashes]:
    """Return the features of listed names and Latin runs of a Chinese text; see `run_keys`."""
    whole, *_ = words.columns()
    size = _SIZES[np.minimum(end - first, 8)]
    before, after = whole[ids[first - 1]], whole[ids[end]]
    key = _RUN_KEYS
    columns = [
        mix(lists, key[0]), mix_two(lists, size, key[1]), mix_two(lists, after, key[2]),
        mix_two(lists, before, key[3]),
    ]  # fmt: skip
    return np.stack(columns, axis=1), mix(lists, key[15])


# No name is looked for farther than this before and after a capital, in tokens.  In many languages only the
# first word of a long name has one («Министерство экономического развития и торговли»).
BEFORE, AFTER = 2, 4


def windows(run: npt.NDArray[np.uint8], han: bool) -> npt.NDArray[np.bool_]:
    """Return where names are looked for: near capitals, in Chinese everywhere but where a clause ends.

    Args:
        run: class of each token, 0 between sentences.
        han: the text is Chinese.
    """
    inside: npt.NDArray[np.bool_] = run != 0
    if han:
        inside &= run != ord("s")
        return inside
    # Step by step, so that nothing reaches over the end of a sentence.
    before: npt.NDArray[np.bool_] = run == ord("U")
    after = before
    for _ in range(BEFORE):
        before = before | (_shifted(before, -1) & inside)
    for _ in range(AFTER):
        after = after | (_shifted(after, 1) & inside)
    return before | after


def around(capital: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Return which tokens a token near a capital may see: those near it, and two more on either side."""
    before = after = capital
    for _ in range(BEFORE + 2):
        before = before | _shifted(before, -1)
    for _ in range(AFTER + 2):
        after = after | _shifted(after, 1)
    return before | after


def _shifted(flags: npt.NDArray[np.bool_], by: int) -> npt.NDArray[np.bool_]:
    moved = np.zeros_like(flags)
    if by > 0:
        moved[1:] = flags[:-1]
    else:
        moved[:-1] = flags[1:]
    return moved


def language_hash(lang: str) -> int:
    """Return the hash under which a language has features of its own."""
    return _seed(f"language {lang}")
