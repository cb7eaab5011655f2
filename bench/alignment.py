"""Does the second reader go where it should?  `alignment.py [--shared FOLDER]`

Sentences of UNER's parallel sets stand for two tellings of one story: twenty at a time, of which each side
leaves out three in ten, so that the two are no longer in step.  A sentence whose counterpart was kept is
followed from one language to the other; the peer keeps in step by share of the text read, as a scrollbar
would.  No text of a set is part of the project: the figures are measured where the set lies.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Hashable
from pathlib import Path

import pud
from measure import machine, table

from aitui.analysis.annotator import annotate
from aitui.explorer.alignment import Named, align
from aitui.explorer.counterparts import figure_key
from aitui.model import Article

SHARED = Path(__file__).resolve().parents[1] / "../shared"
PAIRS = (("en", "ru"), ("en", "zh"), ("en", "de"), ("ru", "pt"), ("ru", "zh"), ("de", "sv"))
STORY, LEFT_OUT = 20, 0.3


def named(text: str, lang: str) -> Named:
    """Return what one sentence names."""
    found = annotate(Article(text=text, lang=lang))
    keyed: list[tuple[int, int, Hashable]] = [(m.start, m.end, ("entity", m.entity)) for m in found.mentions]
    keyed += [(q.start, q.end, key) for q in found.quantities if (key := figure_key(q)) is not None]
    keyed += [(t.start, t.end, ("date", t.earliest, t.latest)) for t in found.timexes if t.earliest]
    sentence: Named = {}
    for start, end, key in keyed:
        sentence.setdefault(key, []).append((start, end))
    return sentence


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="where eval/uner lies")
    folder = parser.parse_args().shared / "eval" / "uner"
    if not folder.is_dir():
        raise SystemExit(f"{folder} is not there: nothing to measure")
    print(machine(), end="\n\n")
    told: dict[str, list[Named]] = {}
    for lang in sorted({lang for pair in PAIRS for lang in pair}):
        told[lang] = [named(text, lang) for text in pud.of_uner(folder, lang)]
    rows = []
    for one, other in PAIRS:
        luck = random.Random(7)
        both, ours, peer, near = [0, 0], [0, 0], [0, 0], [0, 0]
        for begin in range(0, len(told[one]), STORY):
            numbers = range(begin, min(begin + STORY, len(told[one])))
            sides = [[n for n in numbers if luck.random() >= LEFT_OUT] or [begin] for _ in range(2)]
            first, second = (
                [told[lang][n] for n in side] for lang, side in zip((one, other), sides, strict=True)
            )
            found = align(first, second)
            for at, number in enumerate(sides[0]):
                if number not in sides[1]:
                    continue
                right = sides[1].index(number)
                kind = 0 if first[at].keys() & second[right].keys() else 1
                both[kind] += 1
                ours[kind] += found.follow(0, at) == right
                near[kind] += abs(found.follow(0, at) - right) <= 1
                peer[kind] += round(at * (len(second) - 1) / max(1, len(first) - 1)) == right
        rows += [
            (
                f"{one} to {other}",
                what,
                str(both[kind]),
                *(f"{hits[kind] / max(1, both[kind]):.2f}" for hits in (ours, near, peer)),
            )
            for kind, what in enumerate(("shared", "nothing shared"))
        ]
    table(("languages", "with its counterpart", "sentences", "right", "beside it at most", "in step"), rows)


if __name__ == "__main__":
    main()
