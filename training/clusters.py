"""Classes of words with like neighbours: k-means over word vectors."""

from __future__ import annotations

from typing import Any

import numpy as np


def of_vectors(
    words: list[str], vectors: Any, fine: int, coarse: int, seed: int
) -> dict[str, tuple[int, int]]:
    """Return the fine and the coarse class of each word.

    Args:
        words: lower-case.
        vectors: one row a word.
        fine, coarse: how many classes of either kind.
        seed: of the first centres.
    """
    unit = np.asarray(vectors, np.float32)
    unit = unit / np.maximum(np.linalg.norm(unit, axis=1, keepdims=True), 1e-9)
    fine_of, coarse_of = _means(unit, fine, seed), _means(unit, coarse, seed)
    # A fine class has the coarse one that most of its words have.
    usual = [
        int(np.bincount(coarse_of[fine_of == number], minlength=coarse).argmax()) for number in range(fine)
    ]
    return {word: (int(number), usual[int(number)]) for word, number in zip(words, fine_of, strict=True)}


def _means(unit: Any, count: int, seed: int, rounds: int = 25) -> Any:
    """Return the class of each row (spherical k-means, first centres drawn at random)."""
    centres = unit[np.random.default_rng(seed).choice(len(unit), count, replace=False)]
    owner = np.zeros(len(unit), np.int64)
    for _ in range(rounds):
        owner = np.concatenate(
            [(unit[at : at + 4096] @ centres.T).argmax(axis=1) for at in range(0, len(unit), 4096)]
        )
        total = np.zeros_like(centres)
        np.add.at(total, owner, unit)
        filled = np.bincount(owner, minlength=count) > 0
        norms = np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9)
        centres = np.where(filled[:, None], total / norms, centres)
    return owner
