"""Texts read together say what each says alone."""

from __future__ import annotations

import json

import pytest

from aitui.analysis.annotator import annotate, annotate_all
from aitui.analysis.naming.taggers import registry
from aitui.ingest.demo import demo_folder
from aitui.model import Article

ODD = ("", " ", "\n\n", "Å", "Китай", "中国。", "🙂", "A" * 400, "США\tи\x00Китай", "Ίσως " * 50)


def demo() -> list[Article]:
    files = sorted(demo_folder().glob("*.jsonl"))
    lines = [line for path in files for line in path.read_text("utf-8").splitlines()]
    return [Article(json.loads(line)["text"], f"/{number}") for number, line in enumerate(lines)]


@pytest.mark.parametrize("taggers", [registry.DEFAULT, ()])
def test_together_they_say_what_each_says_alone(taggers: tuple[str, ...]) -> None:
    texts = demo()
    alone = [annotate(article, taggers) for article in texts]
    assert len({one.lang for one in alone}) > 4
    assert sum(len(one.mentions) for one in alone) > 100
    for lot in (texts, texts[::-1]):
        assert annotate_all(lot, taggers) == (alone if lot is texts else alone[::-1])


def test_odd_texts_between_others_change_nothing() -> None:
    whole = demo()[:3]
    odd = [Article(text) for text in ODD]
    mixed = [odd[0], whole[0], *odd[1:6], whole[1], *odd[6:], whole[2]]
    assert annotate_all(mixed) == [annotate(article) for article in mixed]
    assert annotate_all([]) == []
