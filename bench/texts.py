"""Texts for the benchmarks, made from the sentences of the demo corpus: the same ones for the same seed.

Recombined sentences repeat their words, and a program that remembers words would look faster than it is.
So numbers are drawn anew and every sixth longer word gets the ending of another word: the texts keep the
shape of their language and hold as many unknown words as new texts do.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from aitui.analysis.annotator import annotate
from aitui.ingest.demo import demo_folder
from aitui.model import Article

# Languages of the texts and their share: the first subject is told in Russian and Italian.
SHARES = {"ru": 34, "it": 20, "en": 16, "zh": 10, "de": 7, "fr": 7, "es": 6}
SENTENCES = 14

_WORD = re.compile(r"\b[^\W\d_]{7,}\b")
_NUMBER = re.compile(r"\d+")
_CHANGED = 1 / 6


@dataclass(frozen=True, slots=True)
class Stock:
    """What texts of one language are made from."""

    titles: tuple[str, ...]
    sentences: tuple[str, ...]
    endings: tuple[str, ...]


@cache
def stock(lang: str) -> Stock:
    """Return titles, sentences and endings of words of a language of the demo corpus."""
    titles: list[str] = []
    sentences: list[str] = []
    for line in (demo_folder() / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines():
        text = json.loads(line)["text"]
        found = annotate(Article(text=text, lang=lang))
        titles.append(found.layout.title)
        sentences += [" ".join(text[s.start : s.end].split()) for s in found.sentences]
    endings = {word[-4:] for sentence in sentences for word in _WORD.findall(sentence) if word.islower()}
    return Stock(tuple(titles), tuple(sentences), tuple(sorted(endings)))


def sentence(lang: str, luck: random.Random) -> str:
    """Return a sentence with numbers and some words of its own."""
    own = stock(lang)

    def word(match: re.Match[str]) -> str:
        text = match[0]
        if not text.islower() or luck.random() > _CHANGED:
            return text
        return text[:-4] + luck.choice(own.endings)

    def number(match: re.Match[str]) -> str:
        # Years stay years, so that they are dates still.
        text = match[0]
        if len(text) == 4 and text[:2] in ("19", "20"):
            return f"20{luck.randint(10, 29)}"
        return str(luck.randint(1, 9)) + "".join(luck.choice("0123456789") for _ in text[1:])

    text = luck.choice(own.sentences)
    return _NUMBER.sub(number, _WORD.sub(word, text) if own.endings else text)


def languages(luck: random.Random) -> str:
    """Draw the language of an article."""
    return luck.choices(list(SHARES), list(SHARES.values()))[0]


def published(luck: random.Random) -> str:
    """Draw a day of publication."""
    return f"20{luck.randint(20, 25)}-{luck.randint(1, 12):02}-{luck.randint(1, 28):02}"


def articles(size: int, seed: int) -> Iterator[Article]:
    """Yield articles until they hold `size` bytes of UTF-8; titles and languages are left to be found."""
    luck = random.Random(seed)
    number = 0
    while size > 0:
        lang = languages(luck)
        parts = [sentence(lang, luck) for _ in range(luck.randint(SENTENCES // 2, SENTENCES * 3 // 2))]
        joint = "" if lang == "zh" else " "
        paragraphs = [joint.join(parts[at : at + 3]) for at in range(0, len(parts), 3)]
        text = "\n\n".join([luck.choice(stock(lang).titles), *paragraphs])
        number += 1
        size -= len(text.encode())
        yield Article(text=text, address=f"bench:{seed}:{number}", published=published(luck))
