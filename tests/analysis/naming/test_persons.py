"""Persons told by their surroundings: authors in lists of references."""

from __future__ import annotations

import pytest

from aitui.analysis.naming.names import find_mentions
from aitui.model import Mention, Sentence


def find(text: str, lang: str) -> list[Mention]:
    return find_mentions(text, lang, [Sentence(0, len(text))], [])


@pytest.mark.parametrize("lang", ["ru", "en", "it"])
def test_an_author_in_a_list_of_references_has_his_initials(lang: str) -> None:
    text = "Wexley, S. (2019). Longrini, C., & Cien, L. 2022.\nSamar, J. R. B., and Jenks, K. (2020)"
    assert [(item.surface, item.name, item.type) for item in find(text, lang)] == [
        ("Wexley, S.", "S. Wexley", "person"),
        ("Longrini, C.", "C. Longrini", "person"),
        ("Cien, L.", "L. Cien", "person"),
        ("Samar, J. R. B.", "J. R. B. Samar", "person"),
        ("Jenks, K.", "K. Jenks", "person"),
    ]


def test_authors_in_cyrillic_letters_too() -> None:
    text = "Ковригин, П. А., Сомова, Е. (2021). Позже Ковригин уточнил вывод."
    found = find(text, "ru")
    assert [(item.surface, item.name) for item in found[:2]] == [
        ("Ковригин, П. А.", "П. А. Ковригин"),
        ("Сомова, Е.", "Е. Сомова"),
    ]
    assert (found[2].surface, found[2].entity) == ("Ковригин", found[0].entity)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("In Boston, J. Wexley said that this is not so.", "en"),
        ("Dorin Wexley, M. D., left the hospital.", "en"),
        ("Памятники А. С. Пушкина, Г. Х. и других стоят на площади.", "ru"),
    ],
)
def test_initials_of_the_next_name_are_not_taken(text: str, lang: str) -> None:
    assert not any("," in item.surface for item in find(text, lang))
