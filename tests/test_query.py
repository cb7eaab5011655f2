"""The search language."""

from __future__ import annotations

import pytest

from aitui.errors import QueryError
from aitui.query import Term, parse


def test_words_phrases_and_what_to_leave_out() -> None:
    query = parse('китай «экспортный контроль» -"игровые автоматы" deep* =модель')
    assert [group[0] for group in query.groups] == [
        Term("китай", 0),
        Term("экспортный контроль", 6, phrase=True),
        Term("deep", 48, prefix=True),
        Term("модель", 54, exact=True),
    ]
    assert query.excluded == (Term("игровые автоматы", 28, phrase=True, negated=True),)


def test_or_joins_the_words_beside_it() -> None:
    query = parse("чип OR chip OR 芯片 2025")
    assert [[term.text for term in group] for group in query.groups] == [["чип", "chip", "芯片"], ["2025"]]
    assert [term.text for term in query.terms] == ["чип", "chip", "芯片", "2025"]
    assert [[t.text for t in group] for group in parse("OR чип OR").groups] == [["чип"]]


@pytest.mark.parametrize("text", ["", "  ", "-", "…", '""', "*", "OR", "= — »"])
def test_nothing_to_look_for(text: str) -> None:
    assert parse(text).empty


@pytest.mark.parametrize(
    ("text", "position"), [('чип "без конца', 4), ("  -чип", 2), ("я" * 1001, 1000), ("а " * 51, 100)]
)
def test_a_mistake_has_its_place(text: str, position: int) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert caught.value.position == position


def test_while_typing_nothing_is_a_mistake_yet() -> None:
    assert parse('чип "без кон', typing=True).groups[1] == (Term("без кон", 4, phrase=True, prefix=True),)
    assert parse("-чи", typing=True).empty
    assert parse("чип диз", typing=True).groups[-1] == (Term("диз", 4, prefix=True, typed=True),)
    assert parse("чип диз ", typing=True).groups[-1] == (Term("диз", 4),)
    assert parse("чип -диз", typing=True).excluded == (Term("диз", 4, prefix=True, negated=True, typed=True),)
