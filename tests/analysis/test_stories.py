"""Which articles tell one happening: by rare names, figures and days, whatever the language."""

from __future__ import annotations

import math
from collections.abc import Sequence

from aitui.analysis.stories import LIKE, Told, pairs, stories

CHINA, USA, QWEN, LIN, SEVERSTAL, DOLPHIN = range(6)
# In how many of a thousand articles each is named.
NAMED = {CHINA: 300, USA: 400, QWEN: 12, LIN: 3, SEVERSTAL: 8, DOLPHIN: 2}


def weight(entity: int) -> float:
    return math.log(1 + 1000 / NAMED[entity])


def told(number: int, lang: str, day: int | None, entities: Sequence[int], *figures: float) -> Told:
    return Told(number, lang, day, dict.fromkeys(entities, 2), frozenset(figures))


RU = told(1, "ru", 100, [CHINA, USA, QWEN, LIN], 20.0)
IT = told(2, "it", 101, [CHINA, QWEN, LIN], 20.0)
ZH = told(3, "zh", 100, [CHINA, USA, QWEN, LIN], 20.0)


def test_one_happening_in_three_languages_is_one_story() -> None:
    (story,) = stories(pairs([RU, IT, ZH], weight))
    assert story.members == (1, 2, 3)
    assert "shared entities, 1 figure" in story.reason
    assert story.score > LIKE


def test_what_everybody_names_brings_no_two_together() -> None:
    one = told(4, "ru", 100, [CHINA, USA, SEVERSTAL])
    other = told(5, "it", 100, [CHINA, USA, DOLPHIN])
    assert stories(pairs([one, other], weight)) == []


def test_the_same_names_weeks_later_are_another_happening() -> None:
    later = told(6, "ru", 130, [CHINA, USA, QWEN, LIN], 20.0)
    assert [story.members for story in stories(pairs([RU, IT, later], weight))] == [(1, 2)]


def test_without_a_date_more_must_be_shared() -> None:
    undated = told(7, "ru", None, [CHINA, QWEN, LIN], 20.0)
    (dated,) = pairs([RU, told(8, "ru", 100, [CHINA, QWEN, LIN], 20.0)], weight)
    (without,) = pairs([RU, undated], weight)
    assert without.score < dated.score


def test_figures_and_days_speak_for_a_pair() -> None:
    plain = [told(1, "ru", 1, [CHINA, SEVERSTAL, QWEN]), told(2, "it", 1, [CHINA, SEVERSTAL, LIN])]
    with_figures = [
        told(1, "ru", 1, [CHINA, SEVERSTAL, QWEN], 38.0),
        told(2, "it", 1, [CHINA, SEVERSTAL, LIN], 38.0),
    ]
    assert pairs(with_figures, weight)[0].score > pairs(plain, weight)[0].score


def test_a_chain_of_neighbours_is_no_story() -> None:
    chain = [told(n, "ru", 100, [10 * n, 10 * n + 1, 10 * n + 10, 10 * n + 11]) for n in range(1, 7)]
    found = stories(pairs(chain, lambda entity: 3.0))
    assert all(len(story.members) <= 3 for story in found)


def test_what_a_person_said_goes_before_likeness() -> None:
    found = pairs([RU, IT, ZH], weight)
    assert [story.members for story in stories(found, apart=[(1, 2), (2, 3)])] == [(1, 3)]
    joined = stories(found, same=[[1, 9]], apart=[(1, 2), (1, 3)])
    assert {story.members for story in joined} == {(1, 9), (2, 3)}


def test_the_order_of_the_articles_makes_no_difference() -> None:
    texts = [
        RU,
        IT,
        ZH,
        told(4, "ru", 100, [SEVERSTAL, USA, DOLPHIN]),
        told(5, "it", 99, [SEVERSTAL, USA, DOLPHIN]),
    ]
    assert stories(pairs(texts, weight)) == stories(pairs(texts[::-1], weight))
