"""Draw the 200 queries of `data/retrieval.tsv`.  `retrieval_set.py UNER PUD > data/retrieval.tsv`

Made once, and not to be made again until something is found: it is no set to tune on.  A second set, held
out, has been drawn by the same rule and another seed, from sentences that are no item of the first:

    retrieval_set.py UNER PUD --seed 20261202 --without data/retrieval.tsv > data/retrieval_held_out.tsv

Nobody looks at its queries while search is worked on; its figures are the ones to believe.  With other seeds,
and without both, sets are drawn to work on.

Of each of the 1,000 sentences that the PUD treebanks have in every language, one may become the item of a
query.  The rule, for each language and kind: sentences are taken in an order drawn by the seed, and the first
ten that the kind can be made of are kept; a sentence that is the item of another query is passed over.

same      two words of five letters or more, drawn among those in at most five sentences of the language; in
          Chinese four characters in a row that are in no other sentence
form      such words in their dictionary form (by simplemma), of which one at least is not in the sentence; in
          Chinese the characters as simplified ones, of which one at least is another (by wordfreq's table)
script    the only person (or else place, or else organisation) that both this sentence and its counterpart
          in a language of another script name, as the counterpart writes it
language  the same with a counterpart in any other language that writes the name otherwise

A name is drawn only where the beginning of each of its words (all but two letters, three at least) stands
together in at most three sentences of the language.  Italian has no marked names: a name of the English
sentence that stands in the Italian one in the same letters is taken for it.

Needs simplemma and wordfreq[cjk], which nothing else here does.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from retrieval import sentences
from simplemma import lemmatize
from span_sets import read_rows
from wordfreq.chinese import simplify_chinese

SEED = 20261201
EACH = 10
LANGS = ("ru", "it", "en", "de", "zh")
KINDS = ("same", "form", "script", "language")
_WORD = re.compile(r"[^\W\d_]{5,}")
_RUN = re.compile("[\u4e00-\u9fff]{4,}")
_SCRIPTS = {"ru": "Cyrillic", "zh": "Han"}

Names = dict[tuple[str, int], list[tuple[str, str]]]


def texts_and_names(uner: Path, parallel: Path) -> tuple[dict[str, list[str]], Names]:
    """Return the sentences of each language, and the names of each sentence: type and form, in order."""
    texts = sentences(uner, parallel)
    names: Names = {}
    for lang in ("ru", "en", "de", "zh"):
        for row in read_rows(uner / f"ann.{lang}_pud.tsv"):
            key = lang, int(row["doc"].rpartition(":")[2])
            names.setdefault(key, []).append((row["type"], row["surface"]))
    for number, text in enumerate(texts["it"]):
        same = [(kind, name) for kind, name in names.get(("en", number), []) if name in text]
        if len(same) == len(names.get(("en", number), [])):
            names["it", number] = same
    return texts, names


def only_name(names: Names, one: tuple[str, int], other: tuple[str, int]) -> Iterator[tuple[str, str]]:
    """Yield the names that two sentences have alone of their type, persons first."""
    for kind in ("PER", "LOC", "ORG"):
        here, there = ([name for k, name in names.get(key, []) if k == kind] for key in (one, other))
        if len(here) == len(there) == 1:
            yield here[0], there[0]


def rare(name: str, texts: list[str], lang: str) -> bool:
    """Tell whether a name stands in at most three sentences, whatever its case."""
    if lang == "zh":
        return sum(name in text for text in texts) <= 3
    parts = [word[: max(3, len(word) - 2)].lower() for word in name.split()]
    return sum(all(part in text.lower() for part in parts) for text in texts) <= 3


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("uner", type=Path, help="folder of the UNER sets")
    parser.add_argument("pud", type=Path, help="table of the PUD sentences")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--each", type=int, default=EACH, help="queries of a kind in a language")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--without", type=Path, nargs="*", default=(), help="sets whose items are left")
    options = parser.parse_args()
    before: set[str] = set()
    for path in options.without:
        with path.open(encoding="utf-8", newline="") as stream:
            before |= {row["item"] for row in csv.DictReader(stream, delimiter="\t")}
    texts, names = texts_and_names(options.uner, options.pud)
    luck = random.Random(options.seed)
    out = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    out.writerow(("lang", "kind", "item", "from", "query"))
    for lang in LANGS:
        taken = {number for number in range(len(texts[lang])) if f"{lang}:{number:04}" in before}
        own = texts[lang]
        frequency = Counter(word for text in own for word in {w.lower() for w in _WORD.findall(text)})

        def words(number: int, lang: str = lang, frequency: Counter[str] = frequency) -> list[str]:
            text = texts[lang][number]
            if lang == "zh":
                runs = [run[i : i + 4] for run in _RUN.findall(text) for i in range(len(run) - 3)]
                own = [part for part in runs if sum(part in other for other in texts["zh"]) == 1]
                return [luck.choice(own)] if own else []
            found = sorted({w for w in _WORD.findall(text) if frequency[w.lower()] <= 5})
            return luck.sample(found, 2) if len(found) >= 2 else []

        def query(kind: str, number: int, lang: str = lang) -> tuple[str, str] | None:
            if kind == "same":
                return (lang, " ".join(found)) if (found := words(number)) else None
            if kind == "form":
                found = words(number)
                changed = [simplify_chinese(w) if lang == "zh" else lemmatize(w, lang) for w in found]
                there = texts[lang][number].lower()
                differs = any(re.search(rf"\b{re.escape(w.lower())}\b", there) is None for w in changed)
                return (lang, " ".join(changed)) if found and (changed != found and differs) else None
            others = [other for other in ("en", "ru", "de", "zh") if other != lang]
            if kind == "script":
                others = [other for other in others if _SCRIPTS.get(other) != _SCRIPTS.get(lang)]
            luck.shuffle(others)
            for other in others:
                for here, there in only_name(names, (lang, number), (other, number)):
                    if here.lower() != there.lower() and rare(here, texts[lang], lang):
                        return other, there
            return None

        for kind in options.kinds:
            order = list(range(len(own)))
            luck.shuffle(order)
            kept = 0
            for number in order:
                if kept < options.each and number not in taken and (made := query(kind, number)) is not None:
                    taken.add(number)
                    kept += 1
                    out.writerow((lang, kind, f"{lang}:{number:04}", *made))


if __name__ == "__main__":
    main()
