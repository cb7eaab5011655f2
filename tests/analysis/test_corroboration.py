"""What is one fact and what only looks so."""

from __future__ import annotations

from typing import Any

from aitui.analysis.corroboration import content, facts, origins, shingles
from aitui.model import Telling

CHINA, USA, OPENAI, ALIBABA = 1, 2, 3, 4
TYPES = {CHINA: "place", USA: "place", OPENAI: "organization", ALIBABA: "organization"}


def telling(article: int, *entities: int, **given: Any) -> Telling:
    value = given.pop("value", 131.5e9)
    low, high = (value, value) if "low" not in given else (given.pop("low"), given.pop("high"))
    base = Telling(
        article, 0, article, "ru", f"источник {article}", "2025-03-01", "2025-03-01", 0, 9, (1, 2), None,
        article, low, high, "USD", "=", None, "2024", 20240101, 20241231, "past", entities,
    )  # fmt: skip
    return base._replace(**given)


def one_fact(one: Telling, other: Telling) -> bool:
    return len(facts([one, other], TYPES)) == 1


def test_a_figure_told_in_two_languages_is_one_fact() -> None:
    assert one_fact(telling(1, OPENAI, ALIBABA), telling(2, ALIBABA, OPENAI, lang="it"))
    assert one_fact(telling(1, OPENAI), telling(2, OPENAI, lang="it"))


def test_rounding_is_one_fact_and_another_value_is_not() -> None:
    assert one_fact(telling(1, OPENAI, ALIBABA), telling(2, OPENAI, ALIBABA, lang="it", value=132e9))
    assert not one_fact(telling(1, OPENAI, ALIBABA), telling(2, OPENAI, ALIBABA, lang="it", value=141e9))
    # Of one digit nothing is rounded: a billion is not 1.4 billion.
    assert not one_fact(
        telling(1, OPENAI, ALIBABA, value=1e9), telling(2, OPENAI, ALIBABA, lang="it", value=1.04e9)
    )


def test_what_cannot_be_one_fact() -> None:
    base = telling(1, OPENAI, ALIBABA)
    for change in (
        {"status": "forecast"},
        {"unit": "EUR"},
        {"per": "year"},
        {"comparator": ">"},
        {"edtf": "2023", "earliest": 20230101, "latest": 20231231},
        {"entities": (USA, ALIBABA)},
        {"article_id": 1, "number": 1},
    ):
        assert not one_fact(base, telling(2, OPENAI, ALIBABA, lang="it")._replace(**change)), change


def test_a_plain_figure_of_one_entity_says_too_little() -> None:
    assert not one_fact(
        telling(1, OPENAI, value=20, unit="percent"), telling(2, OPENAI, value=20, unit="percent")
    )
    assert not one_fact(telling(1, CHINA, USA, value=25), telling(2, CHINA, USA, value=25, lang="it"))


def test_what_both_measure_speaks_for_one_fact_or_against_it() -> None:
    one, other = (
        telling(at, OPENAI, value=20, unit="percent", lang=lang) for at, lang in ((1, "ru"), (2, "it"))
    )
    assert not one_fact(one, other)
    share: dict[str, Any] = {"measured": "share", "qualifiers": ("in:china",)}
    assert one_fact(one._replace(**share), other._replace(**share))
    assert not one_fact(one._replace(**share), other._replace(measured="probability"))
    assert not one_fact(one._replace(**share), other._replace(measured="share", qualifiers=("in:usa",)))


def test_a_part_told_in_words_is_a_percentage() -> None:
    part = telling(1, OPENAI, ALIBABA, value=1 / 3, unit="ratio", measured="share")
    assert one_fact(part, telling(2, OPENAI, ALIBABA, value=33, unit="percent", measured="share", lang="it"))
    assert not one_fact(
        part, telling(2, OPENAI, ALIBABA, value=41, unit="percent", measured="share", lang="it")
    )


def test_happenings_need_the_same_date() -> None:
    day: dict[str, Any] = {"unit": None, "comparator": None, "low": None, "high": None, "figure": None}
    day |= {"edtf": "2025-01-07", "earliest": 20250107, "latest": 20250107}
    month = {**day, "edtf": "2025-01", "earliest": 20250101, "latest": 20250131}
    assert one_fact(telling(1, OPENAI, CHINA, **day), telling(2, OPENAI, CHINA, lang="it", **day))
    assert not one_fact(telling(1, OPENAI, CHINA, **day), telling(2, OPENAI, CHINA, lang="it", **month))


def test_in_one_language_the_words_must_agree() -> None:
    one, other = telling(1, OPENAI, ALIBABA), telling(2, OPENAI, ALIBABA)
    words = [
        content("За год выручка OpenAI выросла", "ru"),
        content("О росте выручки OpenAI пишет «Лента»", "ru"),
    ]
    assert len(facts([one, other], TYPES, lambda t: words[t.article_id - 1])) == 1
    words[1] = content("Лента: OpenAI и её долги перед банками", "ru")
    assert len(facts([one, other], TYPES, lambda t: words[t.article_id - 1])) == 2


def test_copies_of_one_text_count_once() -> None:
    first = telling(1, OPENAI, ALIBABA, words=7)
    copy = telling(2, OPENAI, ALIBABA, words=7)
    own = telling(3, OPENAI, ALIBABA, lang="it")
    (fact,) = facts([first, copy, own], TYPES)
    assert [one.article_id for one in fact] == [1, 2, 3]
    assert origins(fact) == 2


def test_a_sentence_that_two_articles_have_word_for_word_is_one_fact() -> None:
    happening = {"value": None, "unit": None, "edtf": "2026-05", "earliest": 20260501, "latest": 20260531}
    first = telling(1, OPENAI, words=7, **happening)
    assert one_fact(first, telling(2, OPENAI, words=7, **happening))
    assert not one_fact(first, telling(2, OPENAI, words=8, **happening))
    # A note of the same words each month tells of another month each time.
    later = telling(2, OPENAI, words=7, **happening)._replace(earliest=20260601, latest=20260630)
    assert not one_fact(first, later)
    growth = {"value": 3.0, "unit": "ratio", "edtf": None, "earliest": None, "latest": None}
    assert not one_fact(
        telling(1, OPENAI, words=7, **growth), telling(2, OPENAI, words=7, day="2025-04-05", **growth)
    )


def test_near_copies_and_those_who_name_one_source_count_once() -> None:
    one, copy, own = (telling(at, OPENAI, ALIBABA, words=at) for at in (1, 2, 3))
    words = {
        1: "За год выручка OpenAI выросла до 131,5 млрд долларов, сообщила компания",
        2: "За год выручка OpenAI выросла до 131,5 млрд долларов, передаёт агентство",
        3: "В OpenAI рассказали, сколько она заработала: 131,5 млрд",
    }
    said = {at: shingles(text) for at, text in words.items()}
    assert origins([one, copy, own], lambda t: said[t.article_id]) == 2
    assert origins([one._replace(speaker=9), own._replace(speaker=9, lang="it")]) == 1
    assert origins([one, own._replace(lang="it")]) == 2


def test_near_copies_of_one_article_count_once_however_the_sentence_was_changed() -> None:
    one, copy, own = (telling(at, OPENAI, ALIBABA, words=at) for at in (1, 2, 3))
    assert origins([one, copy, own]) == 3
    assert origins([one, copy, own], copied={1: 1, 2: 1, 3: 3}) == 2
    assert origins([one, copy, own], copied={1: 1, 2: 1, 3: 1}) == 1
    assert shingles("芯片出口管制很严") == {
        "芯 片 出 口 管",
        "片 出 口 管 制",
        "出 口 管 制 很",
        "口 管 制 很 严",
    }


def test_characters_without_blanks_are_compared_by_pairs() -> None:
    assert content("芯片很快", "zh") >= {"芯片", "很快"}
    assert content("Китай на 20 %", "ru") == frozenset()
