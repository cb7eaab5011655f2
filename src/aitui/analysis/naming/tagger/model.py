"""A trained tagger: its weights, and the names that it sees in a text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from aitui.analysis.naming.tagger import features
from aitui.analysis.naming.tagger.chain import LABELS, TYPES, Chains, allowed
from aitui.analysis.naming.tagger.features import Hashes, Ids, Lexicon, Words
from aitui.analysis.naming.tagger.growing import Growing
from aitui.analysis.naming.tagger.languages import FILE_OF

# Words kept with their sums, in each language that has features of its own: some 4 MB.
_KEPT_WORDS = 10_000
# The places, counted from a word, whose labels it tells something about.
_SEEN_FROM = (-2, -1, 0, 1, 2)
# So many bits of a hash tell where to look for it.
_FIRST_BITS = 17
# Longer sequences are cut, so that one endless line does not make every step of the chain wait.
_LONGEST = 120


class Model:
    """The weights of one script.

    Attributes:
        languages: ISO 639-1 codes that it was trained for.
        tagged: those of them with features of their own.
        han: it reads Chinese.
        lexicon: what it knows of words beforehand.
    """

    def __init__(self, meta: dict[str, Any], keys: Hashes, weights: npt.NDArray[np.int8], moves: Any) -> None:
        """Take the parts of a model; `load` and the training make them.

        Args:
            meta: `languages`, `tagged`, `han`, `scale`, `lists`, `clusters`, `characters`, `lean`.
            keys: hashes of features, sorted.
            weights: one row a feature, one column a label, in units of `scale`.
            moves: weight of a label (column) after another (row).
        """
        self.languages = frozenset(meta["languages"])
        self.tagged = frozenset(meta["tagged"])
        self.han = bool(meta["han"])
        self.lexicon = read_lexicon(meta)
        self._lean = np.float32(meta.get("lean", 0.0))
        self._count = len(keys)
        # Hashes are spread evenly: where those with the same first bits begin leaves two or three to look at.
        opened = np.arange(1 << _FIRST_BITS, dtype=np.uint64) << np.uint64(32 - _FIRST_BITS)
        self._opened = np.searchsorted(keys, opened).astype(np.int32)
        # None is larger than the last one, so that no search leaves the table.
        self._keys = np.append(keys, np.uint32(0xFFFFFFFF))
        self._weights = np.concatenate((weights, np.zeros((1, len(LABELS)), np.int8)))
        self._scale = np.float32(meta["scale"])
        self._moves = allowed(moves)
        self._known: dict[int, tuple[Words, list[Growing]]] = {}

    def read(self, text: str, lang: str, cuts: Sequence[int]) -> Marked:
        """Return what the model sees in a text.

        Args:
            text: any text.
            lang: ISO 639-1 code.
            cuts: offsets over which no name reaches, sorted.
        """
        return self.read_all([(text, cuts)], lang)[0]

    def read_all(self, texts: Sequence[tuple[str, Sequence[int]]], lang: str) -> list[Marked]:
        """Return what the model sees in texts of one language, each with its cuts; see `read`.

        A call of numpy costs the same for one text and for eight, so together they are read twice as fast.
        No text tells anything about another: two empty tokens stand at either end of each.
        """
        tokens: list[str] = []
        laid: list[tuple[int, Ids, Ids, npt.NDArray[np.intp]]] = []
        for text, cuts in texts:
            words, starts, ends = features.tokenize(text)
            place, own = padded(words, np.searchsorted(np.array(cuts, np.int64), starts, side="right"))
            laid.append((len(tokens), starts, ends, place + len(tokens)))
            tokens += own
        tag = features.language_hash(lang) if lang in self.tagged else 0
        scores, spans = self._score(tokens, tag)
        chains = Chains(scores, spans, self._moves)
        row = np.full(len(tokens), -1, np.int32)
        marked = []
        behind = [*(first for first, *_ in laid[1:]), len(tokens)]
        for (first, starts, ends, place), end in zip(laid, behind, strict=True):
            row[place] = np.arange(len(place), dtype=np.int32)
            marked.append(Marked(chains, starts, ends, place.astype(np.int32), row, (first, end)))
        return marked

    def _score(self, tokens: list[str], tag: int) -> tuple[npt.NDArray[np.float32], list[tuple[int, int]]]:
        if tag not in self._known:
            # What a word weighs for the label of the token two before it, one before it, …
            self._known[tag] = (Words(self.lexicon), [Growing(np.float32, len(LABELS)) for _ in _SEEN_FROM])
        words, sums = self._known[tag]
        if len(words) > _KEPT_WORDS:
            words.clear()
            for table in sums:
                table.clear()
        if self.han:
            used = np.array([bool(token) for token in tokens])
            looked = used
        else:
            capital = np.array([token[:1].isupper() for token in tokens])
            looked = features.around(capital)
        ids = np.zeros(len(tokens), np.int32)
        at = np.flatnonzero(looked)
        ids[at] = words.number([tokens[place] for place in at.tolist()])
        self._sum(words, sums, tag)
        scores = np.zeros((len(tokens), len(LABELS)), np.float32)
        if not len(at):
            return scores, []
        run = words.columns()[4][ids]
        inside = features.windows(run, self.han)
        rows = np.flatnonzero(inside)
        for offset, table in zip(_SEEN_FROM, sums, strict=True):
            scores[rows] += table.rows[ids[rows + offset]]
        pairs = features.pair_keys(ids, rows, words, self.han)
        scores[rows] += self._weigh(pairs)
        self._add_runs(scores, tokens, ids, words, run, tag)
        scores[:, 0] -= self._lean
        return scores, list(_sequences(inside))

    def _add_runs(
        self,
        scores: npt.NDArray[np.float32],
        tokens: list[str],
        ids: Ids,
        words: Words,
        run: npt.NDArray[np.uint8],
        tag: int,
    ) -> None:
        if self.han:
            first, end, lists = features.han_runs(tokens, words, ids)
            keys, opening = features.han_run_keys(ids, words, first, end, lists)
        else:
            first, end = features.runs_of(run)
            keys, opening = features.run_keys(ids, words, first, end, tag)
        if not len(first):
            return
        size = end - first
        rows = np.repeat(first - np.concatenate(([0], np.cumsum(size)[:-1])), size) + np.arange(size.sum())
        scores[rows] += np.repeat(self._weigh(keys), size, axis=0)
        scores[first] += self._weigh(opening[:, None])

    def _weigh(self, keys: npt.NDArray[np.uint32]) -> npt.NDArray[np.float32]:
        """Return the summed weights of each row of features."""
        found = self._weights[self._rows(keys)].sum(axis=1, dtype=np.int32)
        weighed: npt.NDArray[np.float32] = found.astype(np.float32) * self._scale
        return weighed

    def _rows(self, keys: npt.NDArray[np.uint32]) -> Ids:
        """Return the rows of features; that of no weight, the last one, where a feature has none."""
        rows: Ids = self._opened[keys >> np.uint32(32 - _FIRST_BITS)]
        while (smaller := self._keys[rows] < keys).any():
            rows += smaller
        rows[self._keys[rows] != keys] = self._count
        return rows

    def _sum(self, words: Words, sums: list[Growing], tag: int) -> None:
        """Sum the weights of words met for the first time."""
        fresh = words.described
        for table in sums:
            if not len(table):  # the end of a sentence weighs nothing
                table.extend(np.zeros((1, len(LABELS))))
        if not fresh:
            return
        for table, (keys, begin) in zip(sums, features.word_keys(fresh, tag), strict=True):
            found = self._weights[self._rows(keys)]
            table.extend(
                np.add.reduceat(found, begin, axis=0, dtype=np.int32).astype(np.float32) * self._scale
            )
        fresh.clear()


class Marked:
    """One text as a model sees it; offsets are code points."""

    def __init__(
        self, chains: Chains, starts: Ids, ends: Ids, place: Ids, row: Ids, rows: tuple[int, int]
    ) -> None:
        """Keep what was made of a text.

        Args:
            chains: of this text and of those that were read with it.
            starts, ends, place: of its tokens, and the row of each.
            row: number of the token of a row.
            rows: first and past the last of its own.
        """
        self._chains = chains
        self._rows = rows
        self._starts = starts
        self._ends = ends
        self._place = place
        self._row = row

    def names(self) -> Iterator[tuple[int, int, str, float]]:
        """Yield start, end, type and probability of each name seen, in order."""
        top, bottom = self._rows
        spans = list(spans_of(self._chains.best[top:bottom]))
        if not spans:
            return
        first = np.array([start + top for start, _, _ in spans])
        last = np.array([end - 1 + top for _, end, _ in spans])
        kinds = [TYPES.index(kind) for *_, kind in spans]
        chances = self._chains.chances(first, last + 1)[np.arange(len(spans)), kinds]
        starts, ends = self._starts[self._row[first]], self._ends[self._row[last]]
        names = zip(starts.tolist(), ends.tolist(), spans, chances.tolist(), strict=True)
        for start, end, (_, _, kind), chance in names:
            yield start, end, kind, chance

    def chances(self, start: int, end: int) -> dict[str, float] | None:
        """Return how probable a span is as one name of each type; None where it is no run of tokens."""
        first = int(np.searchsorted(self._starts, start))
        last = int(np.searchsorted(self._ends, end, side="right")) - 1
        if last < first or self._starts[first] != start or self._ends[last] != end:
            return None
        top, bottom = int(self._place[first]), int(self._place[last])
        if bottom - top != last - first:
            return None
        found = self._chains.chance(top, bottom + 1)
        return None if found is None else dict(zip(TYPES, found.tolist(), strict=True))


def spans_of(labels: npt.NDArray[np.int8]) -> Iterator[tuple[int, int, str]]:
    """Yield first, end and type of the names that labels spell."""
    first, end, kind = -1, -1, 0
    for place in np.flatnonzero(labels).tolist():
        label = int(labels[place])
        goes_on = first >= 0 and place == end and label % 2 == 0 and label // 2 == kind
        if first >= 0 and not goes_on:
            yield first, end, TYPES[kind - 1]
        if not goes_on:
            first, kind = place, (label + 1) // 2
        end = place + 1
    if first >= 0:
        yield first, end, TYPES[kind - 1]


def padded(words: Sequence[str], sentence: npt.NDArray[Any]) -> tuple[npt.NDArray[np.intp], list[str]]:
    """Put two empty tokens at either end and between sentences.

    Args:
        words: tokens.
        sentence: number of the sentence of each, never falling.

    Returns:
        Where each token went, and the tokens with the empty ones.
    """
    if not len(words):
        return np.zeros(0, np.intp), ["", "", "", ""]
    steps = np.diff(sentence, prepend=sentence[0]) > 0
    place = np.arange(len(words)) + 2 + 2 * np.cumsum(steps)
    tokens = [""] * (int(place[-1]) + 3)
    for where, word in zip(place.tolist(), words, strict=True):
        tokens[where] = word
    return place, tokens


def _sequences(inside: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(inside.astype(np.int8), prepend=0, append=0))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        for place in range(start, end, _LONGEST):
            yield place, min(place + _LONGEST, end)


# ---- Files ----------------------------------------------------------------------------------------------


def read_lexicon(meta: dict[str, Any]) -> Lexicon:
    """Return the lexicon of a model from its file."""
    lists = {word: letters for letters, group in meta["lists"].items() for word in group.split("\n") if word}
    clusters = {}
    for number, group in enumerate(meta["clusters"]):
        fine, coarse = number, meta["coarse"][number]
        clusters.update({word: (fine, coarse) for word in group.split("\n") if word})
    return Lexicon(lists, clusters, {ord(left): right for left, right in meta["characters"].items()})


def meta_of(
    lexicon: Lexicon, languages: Sequence[str], tagged: Sequence[str], han: bool, scale: float
) -> dict[str, Any]:
    """Return what a file says of a model besides its weights; `read_lexicon` reads the lexicon back."""
    lists: dict[str, list[str]] = {}
    for word, letters in sorted(lexicon.lists.items()):
        lists.setdefault(letters, []).append(word)
    clusters: dict[int, list[str]] = {}
    coarse: dict[int, int] = {}
    for word, (number, wide) in sorted(lexicon.clusters.items()):
        clusters.setdefault(number, []).append(word)
        coarse[number] = wide
    numbers = range(max(clusters, default=-1) + 1)
    return {
        "languages": sorted(languages),
        "tagged": sorted(tagged),
        "han": han,
        "scale": scale,
        "lists": {letters: "\n".join(words) for letters, words in lists.items()},
        "clusters": ["\n".join(clusters.get(number, ())) for number in numbers],
        "coarse": [coarse.get(number, 0) for number in numbers],
        "characters": {chr(code): read for code, read in lexicon.characters.items()},
    }


def shipped(lang: str) -> Model:
    """Return the model in the package that reads a language of `languages.FILE_OF`."""
    return _shipped(FILE_OF[lang])


@cache
def _shipped(name: str) -> Model:
    return load(files("aitui.analysis.naming.tagger").joinpath("weights", f"{name}.npz"))


def load(file: Path | Traversable) -> Model:
    """Read a model from its file."""
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as parts:
        meta = json.loads(parts["meta"].tobytes().decode())
        keys = np.cumsum(parts["keys"], dtype=np.uint64).astype(np.uint32)
        return Model(meta, keys, np.ascontiguousarray(parts["weights"].T), parts["moves"])


def save(file: Path, meta: dict[str, Any], keys: Hashes, weights: npt.NDArray[np.int8], moves: Any) -> None:
    """Write a model; the same parts give the same bytes."""
    gaps = np.diff(keys, prepend=np.uint32(0))
    content = json.dumps(meta, ensure_ascii=False, sort_keys=True).encode()
    np.savez_compressed(
        file,
        keys=gaps,
        weights=np.ascontiguousarray(weights.T),
        moves=np.asarray(moves, np.float32),
        meta=np.frombuffer(content, np.uint8),
    )
