"""Many names: which are one, found in blocks."""

from __future__ import annotations

import pytest

from aitui.analysis.naming import clusters
from aitui.analysis.naming.matching import Judgement, compare
from aitui.model import EntityType

NAMES: list[tuple[str, EntityType | None]] = [
    ("Си Цзиньпин", "person"),
    ("Xi Jinping", "person"),
    ("习近平", "person"),
    ("Neuralis GmbH", "organization"),
    ("Neuralis", "person"),
    ("ООО Ромашка", "organization"),
    ("Neuralis", "organization"),
    ("Viktor Orlov", "person"),
    ("Виктор Орлов", "person"),
    ("Orlov, Viktor", "person"),
    ("V. Orlov", "person"),
    ("Igor Orlov", "person"),
    ("Llama 3", "product"),
    ("Llama 3.1", "product"),
    ("Llama-3", "product"),
]


def test_spellings_of_a_name_are_joined_within_a_type() -> None:
    assert clusters.link(NAMES) == [0, 0, 0, 3, 4, 5, 3, 7, 7, 7, 10, 11, 12, 13, 12]


def test_a_pair_is_judged_once_and_doubtful_ones_are_told() -> None:
    found = list(clusters.pairs([("Viktor Orlov", "person"), ("V. Orlov", "person")]))
    assert [(pair.one, pair.other, pair.judgement.verdict) for pair in found] == [(0, 1, "likely")]
    assert found[0].judgement.reason


def test_work_grows_with_the_names_and_not_with_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def counted(one: str, other: str, kind: EntityType | None = None) -> Judgement:
        nonlocal calls
        calls += 1
        return compare(one, other, kind)

    names: list[tuple[str, EntityType | None]] = [
        (f"Банк {first}{second}он {third}ев", "organization")
        for first in "абвгдж" for second in "аеиоу" for third in ("Серг", "Андре", "Матве", "Алекс")
    ]  # fmt: skip
    monkeypatch.setattr(clusters, "compare", counted)
    clusters.link(names)
    assert calls < len(names) * 40
