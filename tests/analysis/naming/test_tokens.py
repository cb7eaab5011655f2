"""Tokens: letters, digits and Han characters apart; what may be one name and what not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aitui.analysis.naming.tokens import Tokens, words_of


def test_spellings_of_a_version_are_the_same_tokens() -> None:
    assert words_of("DeepSeek-V3") == words_of("DeepSeek V3") == ["deepseek", "v", "3"]
    assert words_of("Qwen2.5-72B") == words_of("ＱＷＥＮ 2.5 72B") == ["qwen", "2.5", "72", "b"]


def test_han_characters_are_no_part_of_a_latin_token() -> None:
    assert words_of("智谱AI发布GLM-4模型") == ["ai", "glm", "4"]


def test_stress_marks_soft_hyphens_and_decomposed_letters_are_levelled() -> None:
    assert words_of("Кита́й") == ["китай"]
    assert words_of("Open\u00adAI") == ["openai"]
    assert words_of("Me\u0301xico") == words_of("México")


def test_a_short_name_and_its_number_stand_together() -> None:
    apart, together = Tokens("2 o 3 anni"), Tokens("o3 di OpenAI")
    assert not apart.joined(1)
    assert together.joined(0)


def test_a_name_runs_over_a_line_break_only_inside_a_sentence() -> None:
    text = "Белого\nдома"
    assert not Tokens(text).joined(0)
    assert Tokens(text, [(0, len(text))]).joined(0)


def test_the_end_of_a_sentence_is_no_joint_but_an_initial_is() -> None:
    assert not Tokens("in China. Daily news").joined(1)
    assert Tokens("EE. UU.").joined(0)


def test_initial_sees_sentences_lines_cells_and_bullets() -> None:
    text = "Он сказал. Китай ждёт.\n• Бигтехи: «Яндекс»\tКитай"
    tokens = Tokens(text)
    initial = [tokens.words[index] for index in range(len(tokens)) if tokens.initial(index)]
    assert initial == ["он", "китай", "бигтехи", "яндекс", "китай"]


@given(st.text(alphabet="аЯé́中A1o.- \n\u00ad『»ẞ", max_size=60))
def test_offsets_point_into_the_text(text: str) -> None:
    tokens = Tokens(text)
    for index in range(len(tokens)):
        assert 0 <= tokens.starts[index] < tokens.ends[index] <= len(text)
        assert words_of(tokens.surface(index, index)) == [tokens.words[index]]
