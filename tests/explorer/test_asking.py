"""What a typed search means today and for one person: dates, figures, tags, saved searches."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aitui.errors import QueryError
from aitui.explorer.asking import NOBODY, Personal, personal, resolve
from aitui.query import Chosen, Days, Field, Figures, parse
from aitui.store import saved_searches, tags, workspace
from aitui.store.rows import REASONS

TODAY = date(2026, 12, 1)  # a Tuesday


def one(text: str, person: Personal = NOBODY) -> Any:
    return resolve(parse(text), TODAY, person).root


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("published:2024", "2024-01-01", "2024-12-31"),
        ("published:2024-02", "2024-02-01", "2024-02-29"),
        ("published=2024-02-03", "2024-02-03", "2024-02-03"),
        ("published:2024-01..2024-06", "2024-01-01", "2024-06-30"),
        ("event:2024/2025", "2024-01-01", "2025-12-31"),
        ("event:2024-06..", "2024-06-01", None),
        ("event:..2024-06", None, "2024-06-30"),
        ("event:2024-Q4", "2024-10-01", "2024-12-31"),
        ("event:2024h1..2024-36", "2024-01-01", "2024-12-31"),
        ("event:199X", "1990-01-01", "1999-12-31"),
        ("event:2024-21", "2024-03-01", "2024-05-31"),
        ("event>2024-06", "2024-07-01", None),
        ("event>=2024-06", "2024-06-01", None),
        ("event<2024-06", None, "2024-05-31"),
        ("event<=2024-06", None, "2024-06-30"),
        ("event>9999", "9999-01-01", None),
        ("ingested:today", "2026-12-01", "2026-12-01"),
        ('published:"last week"', "2026-11-23", "2026-11-29"),
        ("published:«за прошлую неделю»", "2026-11-23", "2026-11-29"),
        ('ingested:"la settimana scorsa"', "2026-11-23", "2026-11-29"),
        ("published:上周", "2026-11-23", "2026-11-29"),
        ("published:вчера", "2026-11-30", "2026-11-30"),
        ("published:30.12.2024", "2024-12-30", "2024-12-30"),
        ('event:"12 января 2025"', "2025-01-12", "2025-01-12"),
        ('event:"März 2025"', "2025-03-01", "2025-03-31"),
        ("published:«вчера..сегодня»", "2026-11-30", "2026-12-01"),
    ],
)
def test_dates(text: str, since: str | None, until: str | None) -> None:
    if text == "event>9999":
        with pytest.raises(QueryError, match="no date"):
            one(text)
        return
    days = one(text)
    assert isinstance(days, Days)
    assert (days.since, days.until) == (since, until)
    assert text[days.start : days.end] == text


@pytest.mark.parametrize(
    ("text", "low", "high", "open_ends", "unit"),
    [
        ("qty>100musd", 1e8, None, (True, False), "USD"),
        ("qty>=$1.5bn", 1.5e9, None, (False, False), "USD"),
        ("qty<10%", None, 10, (False, True), "percent"),
        ("qty:5", 5, 5, (False, False), None),
        ("qty:1..2bn", 1e9, 2e9, (False, False), None),
        ("qty:500m..2bn", 5e8, 2e9, (False, False), None),
        ("qty:1..2", 1, 2, (False, False), None),
        ("qty:1000..2bn", 1000, 2e9, (False, False), None),
        ("qty:..5km", None, 5, (False, False), "km"),
        ("qty:3%..", 3, None, (False, False), "percent"),
        ("qty>1,5млрд", 1.5e9, None, (True, False), None),
        ('qty>"100 млн руб"', 1e8, None, (True, False), "RUB"),
        ("qty>7bTokens", 7e9, None, (True, False), "token"),
        ("qty:10万", 1e5, 1e5, (False, False), None),
        ("qty>1,234,567", 1234567, None, (True, False), None),
        ("qty:1,234.5", 1234.5, 1234.5, (False, False), None),
        ("qty>２０%", 20, None, (True, False), "percent"),
    ],
)
def test_figures(
    text: str, low: float | None, high: float | None, open_ends: tuple[bool, bool], unit: str | None
) -> None:
    found = one(text)
    assert isinstance(found, Figures)
    assert (found.low, found.high, found.unit) == (low, high, unit)
    assert (found.without_low, found.without_high) == open_ends


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("чип published:скоро", 14, "is no date"),
        ("published:2024-13", 10, "is no date"),
        ("event:2025..2024", 6, "turn it around"),
        ("qty>много", 4, "is no quantity"),
        ("qty:3попугая", 4, "“попугая” is no unit"),
        ("qty:2..1", 4, "turn it around"),
        ("qty>1..2", 0, "needs no sign"),
        ("qty:..", 0, "Nothing stands behind"),
        ("tag:нет", 4, "write #нет into the note"),
        ("tag:#нет", 4, "write #нет into the note"),
        ("saved:нет", 6, "No search is saved as “нет”; none is saved yet"),
    ],
)
def test_a_mistake_has_its_place(text: str, position: int, reason: str) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        one(text)
    assert caught.value.position == position
    # While it is typed what stands beside it is looked for meanwhile; alone, nothing could be.
    typed = parse(text, typing=True)
    if "чип" in text or text == "qty:..":
        assert resolve(typed, TODAY) is not None
    else:
        with pytest.raises(QueryError, match=reason):
            resolve(typed, TODAY)


def off(text: str, person: Personal = NOBODY, *, typing: bool = False) -> set[str]:
    return set(resolve(parse(text, typing=typing), TODAY, person).off)


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("чип why:exact", "but exact"),
        ("why:exact,form чип", "but exact form"),
        ('чип why:"exact al"', "but exact alias"),
        ("чип -why:script -why:fuz", "script fuzzy"),
        ("(чип) why:(exact)", None),
        ("чип why:(exact OR form)", None),
        ("чип (why:exact OR китай)", None),
        ("чип OR why:exact", None),
        ("чип -(why:exact китай)", None),
    ],
)
def test_reasons_are_of_the_whole_search(text: str, without: str | None) -> None:
    if without is None and text != "(чип) why:(exact)":
        with pytest.raises(QueryError, match="put it outside of brackets"):
            off(text)
        return
    named = set((without or "but exact").split())
    assert off(text) == (set(REASONS) - named if "but" in named else named)
    assert [getattr(leaf, "text", None) for leaf in resolve(parse(text), TODAY).leaves()] == ["чип"]


@pytest.mark.parametrize(
    ("text", "position", "reason"),
    [
        ("why:exact", 0, "Say also what to find"),
        ("why:exact -чип", 0, "Say also what to find"),
        ("чип why:точно", 8, "There is no reason “точно”; write exact or form"),
        ("чип why:exact -why:exact", 4, "leaves no reason"),
    ],
)
def test_mistakes_in_reasons(text: str, position: int, reason: str) -> None:
    with pytest.raises(QueryError, match=reason) as caught:
        off(text)
    assert caught.value.position == position
    assert off("чип why:точно", typing=True) == set()


def test_reasons_of_a_saved_search_hold_where_it_stands_by_itself(tmp_path: Path) -> None:
    person = Personal({"точно": "чип why:exact"}, {})
    assert off("saved:точно китай", person) == set(REASONS) - {"exact"}
    with pytest.raises(QueryError, match="saved search “точно” tells with why:"):
        off("saved:точно OR китай", person)


def test_a_search_of_words_loads_nothing_to_read_dates_with() -> None:
    import subprocess

    script = """
import sys
from datetime import date
from aitui.explorer.asking import resolve
from aitui.query import parse
resolve(parse('китай "export control" lang:ru OR @x'), date(2026, 1, 1))
print([name for name in sys.modules if name.startswith(("aitui.analysis", "babel", "regex", "rapidfuzz"))])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_tags_and_saved_searches_of_a_workspace(tmp_path: Path) -> None:
    own = workspace.open(tmp_path / "w.db")

    def keep(article: str, note: str) -> str:
        return workspace.add_bookmark(
            own, corpus="/к", article_uid=article, version_uid="v", text="Китай", start=0, end=5, note=note
        )

    keep("a", "#Проверить и #чипы-2")
    keep("b", "см. также №5, a#b и #проверить")
    gone = keep("c", "#проверить")
    workspace.remove_bookmark(own, gone)
    person = personal(own)
    assert one("tag:проверить", person) == Chosen(("a", "b"), 0, 13)
    assert one("tag:#Проверить", person) == Chosen(("a", "b"), 0, 14)
    assert tags.tags(own) == ["Проверить", "чипы-2"]
    with pytest.raises(QueryError, match="there are Проверить, чипы-2"):
        one("tag:нет", person)

    saved_searches.save(own, "Чипы", 'чип OR chip published:2024 -"игровые автоматы"')
    saved_searches.save(own, "Всё", "saved:чипы lang:ru")
    found = resolve(parse("saved:всё -бонус"), TODAY, personal(own))
    words = [leaf for leaf in found.leaves(absent=True) if not isinstance(leaf, Field)]
    assert [getattr(leaf, "text", None) for leaf in words] == [
        "чип",
        "chip",
        None,
        "игровые автоматы",
        "бонус",
    ]
    assert Days("published", "2024-01-01", "2024-12-31", 0, 9) in words
    # What stands in a saved search stands, for whoever asks, where its name does.
    assert {(leaf.start, leaf.end) for leaf in words[:4]} == {(0, 9)}

    saved_searches.save(own, "Змея", "хвост OR saved:змея")
    with pytest.raises(QueryError, match="asks for itself") as caught:
        one("чип saved:змея", personal(own))
    assert caught.value.position == 4
    saved_searches.save(own, "Плохо", "чип published:скоро")
    with pytest.raises(QueryError, match="In the saved search “Плохо”: “скоро” is no date") as caught:
        one("a saved:Плохо", personal(own))
    assert caught.value.position == 2
    own.close()


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["published", "event", "ingested", "qty"]),
    st.sampled_from([":", ">", "<=", "="]),
    st.lists(
        st.sampled_from(
            ["2024", "-", "..", "/", "Q4", "last week", "1", "99999", "м", "млн", "$", "%", "X", "~", "."]
        )
        | st.text(max_size=3),
        max_size=6,
    ).map("".join),
)
def test_no_value_breaks_it(name: str, op: str, value: str) -> None:
    text = f'{name}{op}"{value}"'
    try:
        query = parse(text)
        assert resolve(query, TODAY) is not None
    except QueryError as error:
        if not 0 <= error.position <= len(text):
            raise
