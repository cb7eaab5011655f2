"""What two texts both state, in any two languages."""

from __future__ import annotations

import sys

import pytest

from aitui.analysis.retelling import Told, retold, words

CHINA, TENCENT, OPENAI, YAO, ALIBABA, NVIDIA = range(1, 7)

# One story in two languages, made up here; the second text has a sentence of its own in front.
RU = [
    ("Участники встречи признали, что ограничения тормозят китайскую отрасль.", {CHINA}),
    ("Яо Шунью, перешедший из OpenAI в Tencent, призвал уделять внимание памяти.", {YAO, OPENAI, TENCENT}),
    ("Tencent откроет помощнику доступ к истории чатов.", {TENCENT}),
    ("Alibaba делает ставку на мультимодальность и приложения.", {ALIBABA}),
    ("Разработчикам Китая нужно сотрудничество, а не конкуренция.", {CHINA}),
]
IT = [
    ("Il tempo è bello in Cina.", {CHINA}),
    ("I partecipanti all'incontro ammettono che le restrizioni frenano l'industria cinese.", {CHINA}),
    ("Yao Shunyu, passato da OpenAI a Tencent, esorta a concentrare l'attenzione sulla memoria.",
     {YAO, OPENAI, TENCENT}),
    ("Tencent darà all'assistente accesso alla cronologia delle chat.", {TENCENT}),
    ("Alibaba punta sulla multimodalità e sulle applicazioni.", {ALIBABA}),
    ("Agli sviluppatori cinesi serve cooperazione, non concorrenza.", {CHINA}),
]  # fmt: skip


def told(text: list[tuple[str, set[int]]], lang: str) -> list[Told]:
    return [Told(frozenset(names), frozenset(), words(sentence, lang)) for sentence, names in text]


def test_a_story_told_again_in_another_language_is_followed_sentence_by_sentence() -> None:
    assert retold(told(RU, "ru"), told(IT, "it")) == [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)]


def test_texts_on_one_subject_tell_nothing_twice() -> None:
    other = [
        ("Alibaba vende nuvole alle banche.", {ALIBABA}),
        ("La Cina compra chip di Nvidia.", {CHINA, NVIDIA}),
        ("OpenAI e Tencent pubblicano un libro.", {OPENAI, TENCENT}),
        ("Tencent apre un ufficio.", {TENCENT}),
    ]
    assert retold(told(RU, "ru"), told(other, "it")) == []


def test_one_sentence_alone_needs_names_and_words() -> None:
    one = told([RU[1], ("Погода хороша.", set())], "ru")
    assert retold(one, told([IT[2], ("Domani piove.", set())], "it")) == [(0, 0)]
    nameless = [Told(frozenset(), side.values, side.words) for side in one]
    assert retold(nameless, told([IT[2]], "it")) == []


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (("мультимодальность", "ru"), ("multimodalità", "it"), "multi"),
        (("технологии", "ru"), ("tecnologie", "it"), "tekno"),
        (("сотрудничество", "ru"), ("cooperazione", "it"), "=cooperate"),
        (("竞争", "zh"), ("Wettbewerb", "de"), "=rival"),
    ],
)
def test_words_that_need_no_translation(one: tuple[str, str], other: tuple[str, str], shared: str) -> None:
    assert shared in words(*one) & words(*other)


def test_a_text_without_sentences_shares_nothing() -> None:
    assert retold([], told(IT, "it")) == []


def test_texts_that_repeat_themselves_cost_no_more_than_their_pairs() -> None:
    sides = ["Китай подписал договор о поставках газа", "Россия отменила запрет на импорт чипов"]
    told = [
        Told(frozenset({at, at + 5}), frozenset({("USD", 5.0 + at)}), words(side, "ru"))
        for at, side in enumerate(sides)
    ]

    def lines(number: int) -> int:
        text, count = told * number, 0

        def event(frame: object, kind: str, argument: object) -> object:
            nonlocal count
            count += 1
            return event

        sys.settrace(event)  # type: ignore[arg-type]
        try:
            found = retold(text, text)
        finally:
            sys.settrace(None)
        assert all(i % 2 == j % 2 for i, j in found)
        return count

    # Four times the pairs.
    assert lines(24) <= 5.5 * lines(12)
