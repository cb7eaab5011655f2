"""Many entities: which are one, found in blocks."""

from __future__ import annotations

import random

import pytest

from aitui.analysis.naming import clusters
from aitui.analysis.naming.joins import Subject, judge, subject
from aitui.analysis.naming.matching import Judgement

NAMES = [
    subject(("Си Цзиньпин",), "person"),
    subject(("Xi Jinping",), "person"),
    subject(("习近平",), "person"),
    subject(("Neuralis GmbH",), "organization"),
    subject(("Neuralis",), "person"),
    subject(("ООО Ромашка",), "organization"),
    subject(("Neuralis, Inc.",), "organization"),
    subject(("Виктор Орлов",), "person"),
    subject(("Viktor Orlov",), "person"),
    subject(("V. Orlov",), "person"),
    subject(("Igor Orlov",), "person"),
    subject(("Llama 3",), "product"),
    subject(("Llama 3.1",), "product"),
    subject(("Llama-3",), "product"),
    subject(("Марчин Выглендовский",), "person"),
    subject(("Marcin Wyględowski",), "person"),
]


def found(order: list[list[int]]) -> set[tuple[int, int, str]]:
    """Return the pairs of `NAMES` that come of laying them down in parts."""
    blocks = clusters.MemoryBlocks()
    return {
        (pair.one, pair.other, pair.judgement.verdict)
        for part in order
        for pair in clusters.pairs(part, NAMES.__getitem__, blocks)
    }


def test_spellings_of_a_name_are_joined_within_a_type() -> None:
    pairs = found([list(range(len(NAMES)))])
    same = {(one, other) for one, other, verdict in pairs if verdict == "same"}
    assert same == {(0, 1), (0, 2), (1, 2), (3, 6), (7, 8), (11, 13), (14, 15)}
    assert (8, 9, "likely") in pairs
    assert (3, 4, "likely") in pairs  # a firm and a person


@pytest.mark.parametrize("seed", range(5))
def test_entities_that_come_a_few_at_a_time_are_joined_as_all_at_once(seed: int) -> None:
    luck = random.Random(seed)
    shuffled = luck.sample(range(len(NAMES)), len(NAMES))
    parts = [sorted(shuffled[at : at + 5]) for at in range(0, len(shuffled), 5)]
    assert found(parts) == found([list(range(len(NAMES)))])


def test_work_grows_with_the_names_and_not_with_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def counted(one: Subject, other: Subject) -> Judgement:
        nonlocal calls
        calls += 1
        return judge(one, other)

    names = [
        subject((f"Банк {first}{second}он {third}ев",), "organization")
        for first in "абвгдж" for second in "аеиоу" for third in ("Серг", "Андре", "Матве", "Алекс")
    ]  # fmt: skip
    monkeypatch.setattr(clusters, "judge", counted)
    assert list(clusters.pairs(range(len(names)), names.__getitem__, clusters.MemoryBlocks()))
    assert calls < len(names) * clusters.BLOCK
