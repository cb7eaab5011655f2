"""Sentences to learn from, and those that never may be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from training.corpora import Sentence
from training.recipe import recipes, sources
from training.sets import Sets

from aitui.frozen import replace
from training import corpora

_SHARED = Path(__file__).resolve().parents[2] / "../shared"


def test_words_of_a_corpus_become_our_tokens_and_keep_their_names() -> None:
    tokens, tags = corpora.split(
        ["Jean-Luc", "visita", "l'Oréal", "2024", "Rom", "Peking"],
        ["B-PER", "O", "B-ORG", "B-OTH", "I-LOC", "B-LOC"],
    )
    assert tokens == ["Jean", "-", "Luc", "visita", "l", "'", "Oréal", "2024", "Rom", "Peking"]
    assert tags == [
        "B-PER", "I-PER", "I-PER", "O", "B-ORG", "I-ORG", "I-ORG", "O", "B-LOC", "B-LOC",
    ]  # fmt: skip


def test_sentences_of_an_evaluation_set_are_refused_however_they_are_spaced(tmp_path: Path) -> None:
    text = "Вчера в Москве выступил премьер.\nОн уехал, сказал «Коммерсант»!"
    (tmp_path / "docs.jsonl").write_text(json.dumps({"doc": "a", "text": text}), encoding="utf-8")
    held = corpora.held_out([tmp_path])
    items = [
        Sentence("ru", ["Он", "уехал", ",", "сказал", "«", "Коммерсант", "»", "!"], ["O"] * 8),
        Sentence("ru", ["вчера", "в", "Москве", "выступил", "премьер"], ["O"] * 5),
        Sentence("ru", ["Он", "уехал", "в", "Тверь", "."], ["O"] * 5),
    ]
    assert list(corpora.refuse(items, held)) == [None, None, items[2]]


def test_every_part_of_a_recipe_can_be_had_and_none_is_both_learned_and_scored() -> None:
    made = sources()
    for recipe in recipes().values():
        assert set(recipe.tagged) <= set(recipe.languages)
        for part in recipe.parts:
            assert part.set not in made or part.lang in made[part.set].files
        learned = {(part.set, part.lang, part.split) for part in recipe.parts}
        assert learned.isdisjoint((part.set, part.lang, part.split) for part in recipe.dev)


@pytest.mark.skipif(not (_SHARED / "train").exists(), reason="../shared/train is not there")
@pytest.mark.skipif(not (_SHARED / "eval").exists(), reason="../shared/eval is not there")
def test_no_sentence_of_an_evaluation_set_is_in_what_is_learned() -> None:
    held = corpora.held_out(path for path in (_SHARED / "eval").iterdir() if path.is_dir())
    assert held
    sets = Sets(_SHARED / "train", None, held, 0)
    for recipe in recipes().values():
        for part in (*recipe.parts, *recipe.dev):
            if (_SHARED / "train" / part.set).exists():
                learned = sets.read(replace(part, teacher=""))
                assert learned
                assert not any(corpora.fingerprint("".join(item.tokens)) in held for item in learned)
