"""Names in Russian text by natasha's network (slovnet) on its word vectors (navec): the extra `ru`.

Of natasha only the weights in its package are used, and it is never imported: its first line loads a
morphology that needs a setuptools of old.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from aitui.analysis.naming.taggers.chains import marginals
from aitui.analysis.naming.taggers.interface import Reading, SpanReading, TypedSpan, stretches
from aitui.errors import TaggerError
from aitui.model import EntityType, Sentence

_NETWORK = "data/model/slovnet_ner_news_v1.tar"
_VECTORS = "data/emb/navec_news_v1_1B_250K_300d_100q.tar"
_TYPES: dict[str, EntityType] = {"PER": "person", "ORG": "organization", "LOC": "place"}
# Lines that go through the network together, as slovnet does it.
_BATCH = 8
# «Джастин Линь (Justin Lin» is marked as one name: what stands in brackets is another.
_BRACKET = re.compile(r"\s*[(\[]")


def weights() -> tuple[Path, Path] | None:
    """Return the files of the network and of the word vectors; None where the extra is not installed."""
    if find_spec("slovnet") is None or find_spec("navec") is None:
        return None
    package = find_spec("natasha")
    if package is None or not package.submodule_search_locations:
        return None
    folder = Path(next(iter(package.submodule_search_locations)))
    network, vectors = folder / _NETWORK, folder / _VECTORS
    return (network, vectors) if network.is_file() and vectors.is_file() else None


class RussianTagger:
    """Persons, organisations and places in Russian text."""

    name = "ru"

    def __init__(self) -> None:
        """Load nothing yet."""
        self._threads: Any = None

    def speaks(self, lang: str) -> bool:
        """Say whether the language is Russian."""
        return lang == "ru"

    def read(self, text: str, lang: str, sentences: Sequence[Sentence]) -> Reading:
        """Return the names of a text; see `interface.Tagger`."""
        lines = list(stretches(text, sentences))
        spans: list[TypedSpan] = []
        with self._one_thread():
            for first in range(0, len(lines), _BATCH):
                spans += self._names(lines[first : first + _BATCH])
        return SpanReading(self.name, spans)

    def _one_thread(self) -> Any:
        """Keep numpy to one thread: the matrices are so small that the others only wait, at full load."""
        _ = self._infer  # the libraries that are to be limited must be loaded
        if self._threads is None:
            from threadpoolctl import ThreadpoolController

            self._threads = ThreadpoolController()
        return self._threads.limit(limits=1, user_api="blas")

    @cached_property
    def _infer(self) -> Any:
        """The network with its vocabularies, loaded when the first text is read."""
        files = weights()
        if files is None:
            raise TaggerError("the names of the tagger ru are gone; install the extra again")
        from navec import Navec
        from slovnet import NER

        network = NER.load(str(files[0]))
        network.navec(Navec.load(str(files[1])))
        return network.infer

    def _names(self, lines: Sequence[tuple[int, str]]) -> Iterator[TypedSpan]:
        """Yield the names of one batch; a name is as sure as the least sure of its words."""
        from razdel import tokenize
        from slovnet.bio import bio_spans

        infer = self._infer
        split = [list(tokenize(line)) for _, line in lines]
        (batch,) = infer.encoder([[token.text for token in tokens] for tokens in split])
        mask = ~batch.pad_mask
        emissions = infer.model(batch.word_id, batch.shape_id, batch.pad_mask)
        crf = infer.model.head.crf
        sure = marginals(emissions, crf.transitions.array, mask)
        paths = crf.decode(emissions, mask)
        for row, ((offset, line), tokens, path) in enumerate(zip(lines, split, paths, strict=True)):
            scores = sure[row, range(len(path)), path]
            starts = [token.start for token in tokens]
            for item in bio_spans(tokens, [infer.decoder.tags_vocab.decode(tag) for tag in path]):
                first, after = bisect_left(starts, item.start), bisect_left(starts, item.stop)
                size = len(_BRACKET.split(line[item.start : item.stop], maxsplit=1)[0])
                if size:
                    start = offset + item.start
                    score = round(float(scores[first:after].min()), 2)
                    yield TypedSpan(start, start + size, _TYPES[item.type], score)
