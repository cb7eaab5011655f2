"""What the tagger sees of words and of what stands beside them."""

from __future__ import annotations

import numpy as np
import pytest

from aitui.analysis.naming.tagger import features
from aitui.analysis.naming.tagger.features import Lexicon, Words, describe, tokenize

_EMPTY = Lexicon({}, {}, {})


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("«Яндекс» и Rosneft-2", ["«", "Яндекс", "»", "и", "Rosneft", "-", "2"]),
        ("L'Oréal, S.p.A.", ["L", "'", "Oréal", ",", "S", ".", "p", ".", "A", "."]),
        ("习近平在Tokyo说", ["习", "近", "平", "在", "Tokyo", "说"]),
        ("За\u0301мок", ["За\u0301мок"]),
        ("so\u00adft", ["so\u00adft"]),
        ("", []),
    ],
)
def test_tokens_are_words_single_signs_and_single_han_characters(text: str, tokens: list[str]) -> None:
    words, starts, ends = tokenize(text)
    assert words == tokens
    assert [text[start:end] for start, end in zip(starts, ends, strict=True)] == tokens


@pytest.mark.parametrize(
    ("word", "shape", "small"),
    [
        ("Москва", "Xxx", "Ul"), ("IBM", "XX", "UU"), ("iPhone", "xXxx", "m"), ("2024", "dd", "d4"),
        ("eBay", "xXxx", "m"), ("é", "x", "l"), ("国", "z", "z"), ("–", "–", "–"),
    ],
)  # fmt: skip
def test_shapes(word: str, shape: str, small: str) -> None:
    assert features.shape(word) == shape
    assert features.small_shape(word) == small


def test_a_masked_word_is_in_no_list() -> None:
    lexicon = Lexicon({"анна": "F", "~москв": "T"}, {}, {})
    listed = describe("Москвы", lexicon)
    assert listed.lists != describe("Москвы", lexicon, masked=True).lists
    assert describe("Анна", lexicon).lists != listed.lists
    assert describe("Анна", lexicon, masked=True).atoms == describe("Анна", _EMPTY).atoms


def test_characters_are_read_as_others() -> None:
    lexicon = Lexicon({}, {}, {ord("國"): "国", ord("љ"): "lj"})
    assert describe("國", lexicon).whole == describe("国", _EMPTY).whole
    assert describe("љубав", lexicon).atoms[0] == describe("ljубав", _EMPTY).atoms[0]


def test_a_language_adds_features_and_changes_none() -> None:
    words = [describe(word, _EMPTY) for word in ("Banco", "do", "Brasil")]
    plain = features.word_keys(words, 0)
    tagged = features.word_keys(words, features.language_hash("pt"))
    for (keys, begin), (more, starts) in zip(plain, tagged, strict=True):
        bounds, wider = [*begin, len(keys)], [*starts, len(more)]
        for number in range(len(words)):
            own = set(keys[bounds[number] : bounds[number + 1]].tolist())
            assert own <= set(more[wider[number] : wider[number + 1]].tolist())
    assert len(tagged[2][0]) > len(plain[2][0])
    assert len(tagged[0][0]) == len(plain[0][0])


@pytest.mark.parametrize(
    ("tokens", "runs"),
    [
        (["Il", "Banco", "do", "Brasil", "paga"], ["Il Banco do Brasil"]),
        (["dall", "'", "Unione", "europea", "di", "Roma"], ["Unione", "Roma"]),
        (["l", "’", "Oréal", "e", "poi"], ["Oréal"]),
        (["Jean", "-", "Luc", "dit"], ["Jean - Luc"]),
        (["tutto", "qui"], []),
    ],
)
def test_runs_of_capitals_go_over_connectors(tokens: list[str], runs: list[str]) -> None:
    words = Words(_EMPTY)
    ids = words.number(["", "", *tokens, "", ""])
    first, end = features.runs_of(words.columns()[4][ids])
    assert [" ".join(tokens[a - 2 : b - 2]) for a, b in zip(first, end, strict=True)] == runs


def test_listed_chinese_names_are_found_longest_first_and_not_over_the_end_of_a_sentence() -> None:
    words = Words(Lexicon({"北京": "T", "北京大学": "O", "上海": "T"}, {}, {ord("學"): "学"}))
    tokens = ["", "", *"在北京大學上", "", "", *"海OpenAI", "", ""]
    tokens = [*tokens[:-8], "OpenAI", "-", "2", "", ""]
    ids = words.number(tokens)
    first, end, lists = features.han_runs(tokens, words, ids)
    found = ["".join(tokens[a:b]) for a, b in zip(first, end, strict=True)]
    assert found == ["北京大學", "OpenAI-2"]
    assert len(set(lists.tolist())) == 2


def test_names_are_looked_for_near_capitals_only_and_in_their_own_sentence() -> None:
    words = Words(_EMPTY)
    start = ["", "", "he", "went", "off", "to", "Rome", "", "", "and", "back"]
    tokens = [*start, "", "", "Odjel", "za", "rodnu", "ravnopravnost", "grada", "nema", "ništa", "", ""]
    ids = words.number(tokens)
    capital = np.array([token[:1].isupper() for token in tokens])
    inside = features.windows(words.columns()[4][ids], han=False)
    seen = [token for token, near in zip(tokens, inside, strict=True) if near]
    assert seen == ["off", "to", "Rome", "Odjel", "za", "rodnu", "ravnopravnost", "grada"]
    place = np.flatnonzero(inside)
    assert features.around(capital)[np.concatenate([place + step for step in (-2, -1, 0, 1, 2)])].all()


def test_chinese_names_are_looked_for_in_every_clause() -> None:
    words = Words(_EMPTY)
    tokens = ["", "", *"他说，IBM很好。", "", ""]
    ids = words.number(tokens)
    inside = features.windows(words.columns()[4][ids], han=True)
    assert "".join(token for token, seen in zip(tokens, inside, strict=True) if seen) == "他说IBM很好"


def test_words_met_again_keep_their_number() -> None:
    words = Words(_EMPTY)
    first = words.number(["", "Київ", "місто", "Київ"])
    again = words.number(["місто", "Київ", "нове"])
    assert first.tolist() == [0, 1, 2, 1]
    assert again.tolist() == [2, 1, 3]
    assert all(len(column) == len(words) for column in words.columns())
    assert words.columns()[0].dtype == np.uint32
