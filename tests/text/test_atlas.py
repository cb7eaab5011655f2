"""What people and places are called in other scripts."""

from __future__ import annotations

import pytest

from aitui.text import atlas, stem
from aitui.text.han import simplified


@pytest.mark.parametrize(
    ("typed", "script", "name"),
    [
        ("Albany", "cyrillic", "олбани"),
        ("Albany", "han", "奥尔巴尼"),
        ("Mishima", "han", "三岛"),
        ("三島", "latin", "mishima"),
        ("Клинтоном", "latin", "clinton"),
        ("Клинтона", "han", "克林顿"),
        ("Pughs", "cyrillic", "пью"),
    ],
)
def test_a_name_is_told_in_another_script_from_any_of_its_forms(typed: str, script: str, name: str) -> None:
    assert name in atlas.names_in(simplified(stem.bare(typed)), script)


def test_what_is_no_name_is_called_nothing_else() -> None:
    assert atlas.names("qwerty") == ()
    assert atlas.names("") == ()
    assert atlas.names("|") == ()


def test_a_name_is_told_in_its_cases_where_it_has_any() -> None:
    assert {"клинтон", "клинтона", "клинтоном"} <= {*atlas.cases("клинтон", "ru")}
    assert atlas.cases("пью", "ru") == ["пью"]
    assert atlas.cases("clinton", "de") == ["clinton", "clintons"]
    assert atlas.cases("clinton", "en") == ["clinton"]


def test_every_line_has_names_of_two_scripts_as_the_index_has_words() -> None:
    for line in atlas._bytes()[:].decode().splitlines():
        names = line.strip("|").split("|")
        assert line == f"|{'|'.join(names)}|"
        assert len(names) > 1
        for name in names:
            assert name == simplified(" ".join(word for _, _, word in stem.words(name))), line
