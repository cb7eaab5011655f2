"""The picture of a timeline: valid, honest about time, told apart without colours, safe with any title."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aitui.export.svg import Entry, picture, ticks

NS = "{http://www.w3.org/2000/svg}"


def entry(
    first: str | None,
    last: str | None,
    text: str = "Китай построил завод",
    *,
    forecast: bool = False,
    langs: tuple[str, ...] = ("ru",),
) -> Entry:
    days = [None if day is None else date.fromisoformat(day) for day in (first, last)]
    return Entry(days[0], days[1], first or last or "", forecast, langs, len(langs), text)


def parsed(*entries: Entry, title: str = "Китай", note: str = "") -> ElementTree.Element:
    return ElementTree.fromstring(picture(entries, title, note))


def rows(svg: ElementTree.Element) -> list[ElementTree.Element]:
    """Return the group of each happening, from top to bottom."""
    return svg.findall(f"{NS}g")


def words(element: ElementTree.Element) -> str:
    return " ".join(text.text or "" for text in element.iter(f"{NS}text"))


def test_the_axis_is_linear_and_bars_reach_from_the_earliest_to_the_latest_day() -> None:
    svg = parsed(
        entry("2024-01-01", "2024-01-01"),
        entry("2024-07-01", "2024-07-01"),
        entry("2024-04-01", "2024-06-30"),
    )
    first, bar, last = rows(svg)
    begin, end = (float(row.findall(f"{NS}circle")[0].get("cx", "0")) for row in (first, last))
    rect = bar.find(f"{NS}rect")
    assert rect is not None
    x, width = float(rect.get("x", "0")), float(rect.get("width", "0"))
    day = (end - begin) / (date(2024, 7, 1) - date(2024, 1, 1)).days
    assert x == pytest.approx(begin + 91 * day, abs=0.2)
    assert width == pytest.approx(91 * day, abs=0.3)


def test_forecasts_are_hatched_or_hollow_and_open_ends_have_arrows() -> None:
    svg = parsed(
        entry("2024-01-01", "2024-12-31"),
        entry("2025-01-01", "2025-12-31", forecast=True),
        entry("2026-01-01", "2026-01-01", forecast=True),
        entry(None, "2023-06-30"),
        entry("2027-01-01", None, forecast=True),
    )
    before, was, ahead, hollow, after = rows(svg)
    fills = [row.find(f"{NS}rect").get("fill") for row in (was, ahead)]  # type: ignore[union-attr]
    assert fills == ["#333", "url(#ahead)"]
    assert hollow.findall(f"{NS}circle")[0].get("fill") == "#fff"
    assert svg.find(f".//{NS}pattern[@id='ahead']") is not None
    arrows = [len(row.findall(f"{NS}path")) for row in (before, was, after)]
    assert arrows == [1, 0, 1]


def test_languages_have_shapes_of_their_own() -> None:
    langs = ("ru", "it", "zh", "en", "de", "fr", "es", "pl", "uk", "pt")
    svg = parsed(*(entry("2025-01-01", "2025-01-01", langs=(lang,)) for lang in langs))
    shapes = {_shape(row[3]) for row in rows(svg)[: len(langs)]}  # after tooltip, date and point
    assert len(shapes) == 9  # eight, and letters
    told = words(svg)
    assert all(lang in told for lang in langs)


def _shape(mark: ElementTree.Element) -> tuple[object, ...]:
    """Return what is drawn, wherever it stands."""
    numbers = [float(number) for number in re.findall(r"[\d.]+", mark.get("d", ""))]
    x, y = numbers[0::2], numbers[1::2]
    drawn = [(a - sum(x) / len(x), b - sum(y) / len(y)) for a, b in zip(x, y, strict=True)]
    return (mark.tag, mark.get("width"), tuple((round(a, 1), round(b, 1)) for a, b in drawn))


def test_what_several_articles_tell_says_so() -> None:
    (row,) = rows(parsed(entry("2025-01-01", "2025-01-01", langs=("ru", "it"))))
    assert "×2 Китай построил завод" in words(row)


def test_density_counts_what_is_dated_exactly_enough_and_says_what_it_leaves_out() -> None:
    svg = parsed(
        entry("2024-01-03", "2024-01-03"),
        entry("2024-01-09", "2024-01-09"),
        entry("2024-01-01", "2025-12-31"),
    )
    bars = [rect for rect in svg.findall(f"{NS}rect") if rect.get("fill") == "#555"]
    assert [bar.findtext(f"{NS}title") for bar in bars] == ["ru 2024-01-01: 2"]
    assert "happenings a month, by language; 1 dated less exactly" in words(svg)


HOSTILE = "</text><script>alert(1)</script>\x1b]0;x\x07 \u202e]]> &amp; \ud800 \ufffe \x00"


def test_no_text_can_add_anything_to_the_picture() -> None:
    svg = parsed(entry("2025-01-01", "2025-01-01", HOSTILE, langs=("<b>",)), title=HOSTILE, note=HOSTILE)
    assert {element.tag.removeprefix(NS) for element in svg.iter()} <= {
        *("svg", "title", "style", "defs", "pattern", "rect", "line", "circle", "path", "text", "g"),
    }
    assert "<script>" in words(svg)
    source = picture([entry("2025-01-01", "2025-01-01", HOSTILE)], HOSTILE, HOSTILE)
    assert not {"\x1b", "\x07", "\u202e", "\x00", "\ud800", "\ufffe"} & set(source)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.dates(), st.integers(0, 400_000))
@example("", date(9998, 9, 1), 395)
@example("", date.max, 0)
def test_any_text_and_any_days_give_a_valid_picture(text: str, first: date, days: int) -> None:
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))
    svg = ElementTree.fromstring(picture([Entry(first, last, text, False, ("ru",), 1, text)], text))
    assert len(rows(svg)) == 1


@settings(max_examples=200, deadline=None)
@given(st.dates(), st.integers(0, 1_000_000))
@example(date(9998, 9, 1), 395)
@example(date(9999, 12, 1), 29)
@example(date(9990, 1, 1), 3_000)
@example(date.max, 0)
def test_ticks_are_around_what_is_shown_and_few(first: date, days: int) -> None:
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))
    found = ticks(first, last)
    assert 2 <= len(found) <= 13
    assert found[0].day <= first
    assert found[-1].day >= last
    assert [tick.day for tick in found] == sorted({tick.day for tick in found})


def test_a_picture_of_nothing_says_so() -> None:
    assert "Nothing dated." in words(parsed())
