"""Who told it first: days that exclude each other decide, and nothing else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aitui.analysis.measures import edtf
from aitui.explorer.first_told import turns


def told(*published: str | None) -> list[tuple[str | None, int | None, bool, int | None]]:
    return [(published[turn.at], turn.place, turn.tied, turn.lag) for turn in turns(published)]


def test_days_are_told_apart_and_undated_ones_stand_last() -> None:
    assert told(None, "2026-01-14", "2026-01-12") == [
        ("2026-01-12", 1, False, 0),
        ("2026-01-14", 2, False, 2),
        (None, None, False, None),
    ]


def test_a_tie_is_a_tie_and_the_next_one_comes_after_both() -> None:
    assert told("2026-01-12", "2026-01-12", "2026-01-13") == [
        ("2026-01-12", 1, True, 0),
        ("2026-01-12", 1, True, 0),
        ("2026-01-13", 3, False, 1),
    ]


def test_a_month_does_not_tell_whether_it_was_before_a_day_in_it() -> None:
    assert told("2026-01-20", "2026-01", "2026-01-12") == [
        ("2026-01", 1, True, 0),
        ("2026-01-12", 1, True, 0),
        ("2026-01-20", 2, True, 8),
    ]


def test_what_is_no_date_or_has_an_open_end_is_undated() -> None:
    assert [place for _, place, *_ in told("вчера", "2026/..", "2025")] == [1, None, None]


days = st.sampled_from(["2026-01-12", "2026-01-13", "2026-01", "2026", "2025-12", "2026-02-01", None, "?"])


@given(st.lists(days, max_size=8))
def test_who_is_first_has_nobody_surely_before(published: list[str | None]) -> None:
    found = turns(published)
    assert sorted(turn.at for turn in found) == list(range(len(published)))
    for turn in found:
        if turn.place == 1:
            first = edtf.bounds(published[turn.at] or "")[0]
            for other in found:
                if other.place is not None:
                    last = edtf.bounds(published[other.at] or "")[1]
                    assert first is not None
                    assert last is not None
                    assert other.at == turn.at or last >= first
