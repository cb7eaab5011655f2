"""The entity card: what it says of the rules."""

from __future__ import annotations

import json

from aitui.analysis.annotator import annotate
from aitui.analysis.naming.taggers.registry import DEFAULT
from aitui.ingest.demo import demo_folder
from aitui.model import Article
from aitui.tui.panes.entity import rule_in_words


def test_every_rule_that_the_demo_needs_is_told_in_words() -> None:
    lines = [line for path in demo_folder().glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    texts = [json.loads(line)["text"] for line in lines]
    texts.append("Вчера глава ведомства Фома Гнездилов прилетел в Казань.")  # only a tagger knows him
    rules = {mention.rule for text in texts for mention in annotate(Article(text), DEFAULT).mentions}
    assert {"gazetteer", "tagger-builtin"} <= rules
    assert not {rule for rule in rules if rule_in_words(rule) == rule}
