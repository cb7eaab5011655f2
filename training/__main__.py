"""Make the weights of the name tagger: `python -m training [--data DIR] [--clones DIR] [--only MODEL…]`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aitui.analysis.naming.tagger import model
from aitui.analysis.naming.tagger.features import Lexicon
from aitui.frozen import replace
from training import clusters, corpora, fit, lists, scores, teachers
from training.corpora import Sentence
from training.recipe import Recipe, recipes
from training.sets import Sets

_ROOT = Path(__file__).resolve().parents[1]
OUT = _ROOT / "src/aitui/analysis/naming/tagger/weights"
SEED = 7
_FINE, _COARSE = 400, 48


def make(recipe: Recipe, sets: Sets, out: Path, choosing: bool = False) -> dict[str, Any]:
    """Train one model on what is there and write its file; ends the run where nothing is.

    Args:
        recipe: what it learns from, and how.
        sets: where the sentences are.
        out: folder of the file.
        choosing: keep the development sets out, so that they can tell whether a recipe is better.

    Returns:
        What is told of it: sequences, tokens, features, bytes.
    """
    parts = recipe.parts if choosing else (*recipe.parts, *recipe.dev)
    groups = [(read, part.times) for part in parts if (read := sets.read(part))]
    if not groups:
        raise SystemExit(f"{recipe.name}: nothing to learn from; {'; '.join(sets.missing.values())}")
    lexicon = lexicon_of(recipe, [item for sentences, _ in groups for item in sentences])
    reader = fit.Reader(lexicon, recipe.lists == "han", recipe.tagged)
    found = fit.fit(groups, reader, dict(recipe.options), SEED)
    path = out / f"{recipe.name}.npz"
    out.mkdir(parents=True, exist_ok=True)
    meta = model.meta_of(lexicon, recipe.languages, recipe.tagged, recipe.lists == "han", found["scale"])
    model.save(path, meta, found["keys"], found["weights"], found["moves"])
    return {
        "sentences": sum(len(sentences) for sentences, _ in groups), "tokens": found["tokens"],
        "features": len(found["keys"]), "bytes": path.stat().st_size,
    }  # fmt: skip


def lexicon_of(recipe: Recipe, sentences: Sequence[Sentence]) -> Lexicon:
    """Return what a model knows of words before it is trained on sentences."""
    if recipe.lists == "han":
        characters = lists.simplified()
        return Lexicon(lists.han(characters), {}, characters)
    words = lists.of_script(lists.cased(), recipe.lists == "cyrillic")
    classes = {}
    if recipe.clusters:
        spelled, vectors = teachers.frequent_words(recipe.clusters)
        classes = clusters.of_vectors(spelled, vectors, _FINE, _COARSE, SEED)
    characters = lists.serbian() if recipe.lists == "latin" else {}
    found = Lexicon(words, classes, characters)
    return replace(found, lists=lists.ordinary(found, sentences))


def main() -> None:
    known = recipes()
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=_ROOT / "../shared/train", help="folder of training sets"
    )
    parser.add_argument(
        "--clones", type=Path, help="folder of clones for sets that are made from repositories"
    )
    parser.add_argument("--held", type=Path, default=_ROOT / "../shared/eval", help="sets never to train on")
    parser.add_argument("--out", type=Path, default=OUT, help="folder of the weights")
    parser.add_argument("--only", nargs="+", choices=list(known), default=list(known), help="these models")
    parser.add_argument("--limit", type=int, default=0, help="at most so many sentences a part, for a trial")
    parser.add_argument(
        "--choose", action="store_true", help="keep the development sets out of training and score on them"
    )
    options = parser.parse_args()
    folders = sorted(path for path in options.held.glob("*") if path.is_dir())
    if not folders:
        print(f"{options.held} holds no sets: nothing is checked against them", file=sys.stderr)
    held = corpora.held_out(folders)
    for name in options.only:
        began = time.monotonic()
        sets = Sets(options.data, options.clones, held, options.limit)
        told = make(known[name], sets, options.out, options.choose)
        print(name, " ".join(f"{what} {count:,}" for what, count in told.items()),
              f"seconds {time.monotonic() - began:,.0f}")  # fmt: skip
        for folder, count in sorted(sets.refused.items()):
            print(f"  {folder}: {count} sentences refused, an evaluation set holds them")
        for what, why in sets.missing.items():
            print(f"  {what}: left out, {why}")
        found = model.load(options.out / f"{name}.npz")
        for part in known[name].dev if options.choose else ():
            print(f"  {part.set} {part.lang}:", scores.told(scores.measure(found, sets.read(part))))


if __name__ == "__main__":
    main()
