"""Names whose names in other scripts are known are looked for by these, and not by what sounds alike."""

from __future__ import annotations

import pytest

from aitui.text import known_sounds, sounds
from aitui.text.han import simplified


@pytest.mark.parametrize(
    ("typed", "named", "other"),
    [
        ("Albany", ("Олбани", "ru"), ("Албании", "ru")),
        ("Albany", ("奥尔巴尼", "zh"), ("阿尔巴尼亚", "zh")),
        ("Олбани", ("Albany", "en"), ("Olbany", "en")),
    ],
)
def test_a_known_name_is_heard_as_it_is_written_there(
    typed: str, named: tuple[str, str], other: tuple[str, str]
) -> None:
    asked = known_sounds.asked(simplified(typed.lower()), typed)
    assert not set(asked).isdisjoint(sounds.of_name(*named))
    assert set(asked).isdisjoint(sounds.of_name(*other))


def test_what_has_no_capital_and_what_nobody_knows_is_heard_by_rule() -> None:
    assert known_sounds.asked("albany", "albany") == sounds.asked("albany")
    assert known_sounds.asked("wyglendowski", "Wyglendowski") == sounds.asked("wyglendowski")


def test_scripts_that_the_table_does_not_have_are_heard_by_rule() -> None:
    greek = sounds.of_name("Τραμπ", "el")
    assert not set(known_sounds.asked("tramp", "Tramp")).isdisjoint(greek)
