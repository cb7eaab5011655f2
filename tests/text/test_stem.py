"""Words as the index and the search box see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitui.text import han, stem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("L’intelligenza è qui", ["l", "intelligenza", "e", "qui"]),
        ("Ёлка, Кита\u0301й; йод", ["елка", "китай", "йод"]),
        ("GPT-4o ＯｐｅｎＡＩ", ["gpt", "4o", "openai"]),
        ("DeepSeek发布V3", ["deepseek", "发布", "v3"]),
        ("perche\u0301 perché", ["perche", "perche"]),
        ("раз\u00adра\u00adбот\u00adчи\u00adки Qwen", ["разработчики", "qwen"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [word for _, _, word in stem.words(text)] == words


@given(st.text())
def test_every_word_lies_where_it_says(text: str) -> None:
    position = 0
    for start, end, word in stem.words(text):
        assert position <= start < end <= len(text)
        assert stem.bare(text[start:end]) == word
        position = end


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("ru", ["модель", "модели", "моделями"]),
        ("it", ["modello", "modelli"]),
        ("en", ["model", "models"]),
        ("de", ["Modell", "Modelle", "Modellen"]),
        ("fr", ["modèle", "modèles"]),
        ("es", ["restricción", "restricciones"]),
    ],
)
def test_forms_of_a_word_share_a_stem_that_the_query_asks_for(lang: str, forms: list[str]) -> None:
    assert len({stem.stem(form, lang) for form in forms}) == 1
    shared = stem.stem(forms[0], lang)
    for form in forms:
        assert shared in stem.query_stems(form) | {stem.bare(form)}


def test_names_of_another_script_and_short_words_are_left_alone() -> None:
    assert stem.stem("models", "ru") == "models"
    assert stem.stem("США", "ru") == "сша"
    assert stem.stem("模型", "zh") == "模型"


def test_runs_become_pairs() -> None:
    assert stem.index_words("X, 人工智y!") == ["x", "人工智", "y"]
    assert stem.spell(["x", "人工智", "y", "人"]) == "x 人工 工智 y 人"
    assert stem.forms(["人工智", "и", "能"], "zh") == ["智"]
    assert stem.forms(["модели", "модель"], "ru") == ["модел"]


@pytest.mark.parametrize(("one", "other"), [("機器學習", "机器学习"), ("國會", "国会"), ("台湾", "臺灣")])
def test_traditional_and_simplified_characters_are_one_word(one: str, other: str) -> None:
    assert stem.bare(one) == stem.bare(other)
    assert stem.spell(stem.index_words(f"见{one}。")) == stem.spell(stem.index_words(f"见{other}。"))


@given(st.text(alphabet=st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF)))
def test_characters_are_changed_one_for_one_and_once(text: str) -> None:
    changed = han.simplified(text)
    assert len(changed) == len(text)
    assert han.simplified(changed) == changed


def test_words_that_begin_above_all_runs_lose_their_accents_still() -> None:
    assert stem.bare("ếch") == "ech"


@pytest.mark.parametrize(
    "text", ["Ёж и perché", "раз\u00adра\u00adбот\u00adка", "AI芯片 и ёж", "a\u0301b ㍿", "ไทย ab"]
)
def test_texts_with_and_without_runs_give_the_same_words(text: str) -> None:
    """The quick way for plain texts and the way for all others agree."""
    alone = stem.index_words(text)
    assert stem.index_words(text + " 中")[:-1] == alone
