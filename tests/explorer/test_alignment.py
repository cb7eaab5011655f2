"""Two texts are followed by what both name: in order, past what one of them leaves out, and against it."""

from __future__ import annotations

import random

from aitui.explorer.alignment import Named, align


def text(*sentences: str) -> list[Named]:
    """Return what the sentences name: each word is a key, where it stands is its span."""
    made: list[Named] = []
    at = 0
    for sentence in sentences:
        named: Named = {}
        for word in sentence.split():
            named.setdefault(word, []).append((at, at + len(word)))
            at += len(word) + 1
        made.append(named)
        at += 1
    return made


def test_the_same_order_is_followed_sentence_by_sentence() -> None:
    ru = text("Китай Qwen", "США", "Китай Линь", "Tencent", "Китай")
    zh = text("Китай Qwen", "США", "Китай Линь", "Tencent", "Китай")
    found = align(ru, zh)
    assert [found.follow(0, i) for i in range(5)] == [0, 1, 2, 3, 4]
    assert [found.follow(1, i) for i in range(5)] == [0, 1, 2, 3, 4]


def test_a_sentence_that_the_other_text_splits_is_followed_from_both_halves() -> None:
    one = text("Qwen", "Яо память OpenAI", "WeChat")
    two = text("Qwen", "Яо OpenAI", "память", "WeChat")
    found = align(one, two)
    assert [found.follow(0, i) for i in range(3)] == [0, 1, 3]
    assert [found.follow(1, i) for i in range(4)] == [0, 1, 1, 2]


def test_a_sentence_that_names_nothing_keeps_in_step_with_its_neighbours() -> None:
    one = text("Qwen", "", "", "WeChat", "")
    two = text("", "", "Qwen", "", "", "WeChat", "", "")
    found = align(one, two)
    assert [found.follow(0, i) for i in range(5)] == [2, 3, 4, 5, 6]


def test_what_only_one_text_tells_is_passed_over() -> None:
    one = text("Qwen", "Мистраль Франция", "WeChat")
    two = text("Qwen", "WeChat")
    found = align(one, two)
    assert (found.follow(0, 0), found.follow(0, 2)) == (0, 1)
    assert found.follow(0, 1) in (0, 1)


def test_a_name_of_every_sentence_leads_nowhere_far() -> None:
    one = text(*["中国"] * 12)
    two = text(*["中国"] * 12)
    found = align(one, two)
    assert [found.follow(0, i) for i in range(12)] == list(range(12))


def test_a_passage_that_moved_is_followed_against_the_order() -> None:
    one = text("Яо OpenAI память", "中国", "Qwen", "中国", "WeChat", "中国", "США")
    two = text("中国", "Qwen", "中国", "WeChat", "中国", "США", "Яо OpenAI память")
    found = align(one, two)
    assert found.follow(0, 0) == 6
    assert found.follow(1, 6) == 0
    assert found.follow(0, 4) == 3


def test_the_shared_is_told_with_its_places_in_both() -> None:
    one = text("Китай Линь Китай США")
    two = text("x Линь", "США Китай")
    shared = align(one, two).shared(0, 0, 1)
    assert shared.number == 2
    assert shared.mine == [(0, 5), (11, 16), (17, 20)]
    assert shared.theirs == [(8, 11), (12, 17)]
    other_way = align(one, two).shared(1, 1, 0)
    assert (other_way.number, other_way.mine, other_way.theirs) == (2, shared.theirs, shared.mine)


def test_texts_with_nothing_in_common_go_side_by_side() -> None:
    found = align(text("a", "b", "c"), text("д", "е"))
    assert [found.follow(0, i) for i in range(3)] == [0, 1, 1]
    assert found.shared(0, 0, 0).number == 0


def test_a_book_is_aligned_by_its_rare_names() -> None:
    names = [f"имя{n}" if n % 10 == 0 else "Китай" for n in range(4000)]
    found = align(text(*names), text("предисловие", *names))
    assert [found.follow(0, i) for i in (0, 1000, 3990)] == [1, 1001, 3991]


def test_every_sentence_leads_to_one_that_is_there() -> None:
    luck = random.Random(3)
    for _ in range(60):
        sides = [
            text(
                *(
                    " ".join(luck.choices("абвгд中", k=luck.randrange(4)))
                    for _ in range(luck.randrange(1, 12))
                )
            )
            for _ in range(2)
        ]
        found = align(*sides)
        for side in (0, 1):
            targets = [found.follow(side, i) for i in range(len(sides[side]))]
            assert all(0 <= target < len(sides[1 - side]) for target in targets)
