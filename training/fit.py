"""Sentences to weights: features of `aitui`, L-BFGS of CRFsuite, pruning, eight bits a weight."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite

from aitui.analysis.naming.tagger import features
from aitui.analysis.naming.tagger.chain import LABELS
from aitui.analysis.naming.tagger.features import Lexicon, Words
from aitui.analysis.naming.tagger.model import padded
from training.corpora import Sentence

_OFFSETS = (-2, -1, 0, 1, 2)


class Reader:
    """Turns sentences into sequences of features as the run time will see them."""

    def __init__(self, lexicon: Lexicon, han: bool, tagged: Sequence[str]) -> None:
        self._lexicon = lexicon
        self._han = han
        self._tagged = frozenset(tagged)
        self._kept: dict[tuple[int, bool], tuple[Words, list[list[list[str]]]]] = {}

    def sequences(self, item: Sentence, masked: bool) -> Iterator[tuple[list[list[str]], list[str]]]:
        """Yield the stretches of a sentence in which names are looked for: features and tags.

        Args:
            item: the sentence.
            masked: the lists are not looked into.
        """
        tag = features.language_hash(item.lang) if item.lang in self._tagged else 0
        if (tag, masked) not in self._kept:
            self._kept[tag, masked] = (Words(self._lexicon, masked), [])
        words, kept = self._kept[tag, masked]
        place, tokens = padded(item.tokens, np.zeros(len(item.tokens), np.int64))
        ids = words.number(tokens)
        self._learn(words, kept, tag)
        run = words.columns()[4][ids]
        inside = features.windows(run, self._han)
        rows = np.flatnonzero(inside)
        seen: dict[int, list[str]] = {
            row: [
                key for offset, table in zip(_OFFSETS, kept, strict=True) for key in table[ids[row + offset]]
            ]
            for row in rows.tolist()
        }
        for row, keys in zip(rows.tolist(), features.pair_keys(ids, rows, words, self._han), strict=True):
            seen[row] += _names(keys)
        if self._han:
            first, end, lists = features.han_runs(tokens, words, ids)
            keys, opening = features.han_run_keys(ids, words, first, end, lists)
        else:
            first, end = features.runs_of(run)
            keys, opening = features.run_keys(ids, words, first, end, tag)
        for start, stop, own, begins in zip(first.tolist(), end.tolist(), keys, opening, strict=True):
            named = _names(own)
            for row in range(start, stop):
                seen[row] += named
            seen[start] += _names([begins])
        tags = dict(zip(place.tolist(), item.tags, strict=True))
        edges = np.flatnonzero(np.diff(inside.astype(np.int8), prepend=0, append=0)).tolist()
        for start, stop in zip(edges[::2], edges[1::2], strict=True):
            found = [tags[row] for row in range(start, stop)]
            if found[0][0] == "I":
                found[0] = "B" + found[0][1:]
            yield [seen[row] for row in range(start, stop)], found

    def _learn(self, words: Words, kept: list[list[list[str]]], tag: int) -> None:
        """Name the features of words met for the first time."""
        if not kept:
            kept[:] = [[[]] for _ in _OFFSETS]
        if not words.described:
            return
        for table, (keys, begin) in zip(kept, features.word_keys(words.described, tag), strict=True):
            names = _names(keys)
            bounds = [*begin.tolist(), len(names)]
            table += [names[start:stop] for start, stop in pairwise(bounds)]
        words.described.clear()


def _names(keys: Any) -> list[str]:
    return [format(key, "x") for key in (keys.tolist() if isinstance(keys, np.ndarray) else map(int, keys))]


def fit(
    groups: Sequence[tuple[Sequence[Sentence], int]],
    reader: Reader,
    options: dict[str, float],
    seed: int,
) -> dict[str, Any]:
    """Train a chain.

    Args:
        groups: sentences with how often each counts.
        reader: makes their features.
        options: `c1`, `c2`, `iterations`, `least` (a feature must occur so often), `masked` (share of
            sentences read without lists), `prune` (a smaller weight is dropped).
        seed: of what is left to chance.

    Returns:
        `keys` (sorted hashes), `weights` (int8, one row a key), `scale`, `moves`, and counts.
    """
    chance = random.Random(seed)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    count = tokens = 0
    for sentences, times in groups:
        for item in sentences:
            for seen, tags in reader.sequences(item, chance.random() < options["masked"]):
                sequence = pycrfsuite.ItemSequence(seen)
                for _ in range(times):
                    trainer.append(sequence, tags)
                    count += 1
                    tokens += len(tags)
    trainer.set_params({
        "feature.minfreq": options["least"], "max_iterations": int(options["iterations"]),
        "c1": options["c1"], "c2": options["c2"],
    })  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "chain")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        tagger.close()
    return {**quantised(info, options["prune"]), "sequences": count, "tokens": tokens}


def quantised(info: Any, prune: float) -> dict[str, Any]:
    """Return the weights of a trained chain as the run time reads them: hashes, eight bits a weight."""
    rows: dict[int, Any] = {}
    for (name, label), weight in sorted(info.state_features.items()):
        if abs(weight) >= prune and label in LABELS:
            row = rows.setdefault(int(name, 16), np.zeros(len(LABELS), np.float32))
            row[LABELS.index(label)] += weight
    moves = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for (left, right), weight in info.transitions.items():
        moves[LABELS.index(left), LABELS.index(right)] = weight
    keys = np.array(sorted(rows), np.uint32)
    weights = np.array([rows[key] for key in keys.tolist()], np.float32).reshape(-1, len(LABELS))
    used = np.abs(weights[weights != 0])
    scale = float(np.percentile(used, 99.95)) / 127 if len(used) else 1.0
    small = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    kept = (small != 0).any(axis=1)
    return {"keys": keys[kept], "weights": small[kept], "scale": scale, "moves": moves}
