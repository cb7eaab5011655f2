"""The timeline: three clocks kept apart, uncertain dates, filters; the same read in pages or whole."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from small_corpora import four, put
from toy import annotate, dated, link, names_of

from aitui.frozen import replace
from aitui.model import Article, Timex
from aitui.store import articles, database, entities, runs, timeline, visible, writer
from aitui.store.rows import Filters, Mark
from aitui.store.visible import RAW

# Three dates, all of them different; a forecast, a stretch, an open start and an open end.
PLAN = "Китай к 2030 году. Huawei зимой. До 2019 года Taiwan. С 2024 года Китай."
DATES = (
    ("2030", "2030", "2030-01-01", "2030-12-31", "forecast"),
    ("зимой", "2024-12/2025-02", "2024-12-01", "2025-02-28", "past"),
    ("2019", "../2019", None, "2019-12-31", "past"),
    ("2024", "2024/..", "2024-01-01", None, "unknown"),
)


def fill(path: Path) -> Path:
    """Add an article with dates of every kind to four others, some of them without a date."""
    put(path, four())
    article = Article(PLAN, "/план", "План", "Агентство Юг", "ru", "2025-02")
    timexes = tuple(
        Timex(PLAN.index(words), PLAN.index(words) + len(words), words, value, "date", first, last, status)
        for words, value, first, last, status in DATES
    )
    with database.writing(path) as conn, database.transaction(conn):
        found = replace(annotate(article), timexes=timexes)
        writer.Writer(conn, runs.begin(conn, "test", {}), names_of).put(
            article, found, ("2025-02-01", "2025-02-28")
        )
        conn.execute("UPDATE article SET ingested_at = '2026-05-0' || id || 'T12:00:00Z'")
        # As a run on each of these days would have counted.
        conn.execute("DELETE FROM timeline_day")
        conn.execute("DELETE FROM timeline")
        for article_id in articles.ids(conn):
            timeline.place(conn, article_id, 1)
    return link(path, ("huawei", "taiwan", "same", 0.9))


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("часы") / "к.db")


def titled(conn: database.Connection, found: list[Mark]) -> list[tuple[int, str]]:
    rows = articles.rows(conn, [mark.article_id for mark in found])
    return [(mark.day, rows[mark.article_id].title.split(",")[0]) for mark in found]


def test_each_clock_has_days_of_its_own(corpus: Path) -> None:
    with database.reading(corpus) as conn:
        assert [(row.edtf, row.kind) for row in dated(conn)] == [
            ("2030", "event"),
            ("2025-03-04", "event"),
            ("2025-02-11", "event"),
            ("2024-12-31", "event"),
            ("2024-12/2025-02", "event"),
            ("2024/..", "event"),
            ("../2019", "event"),
        ]
        assert titled(conn, timeline.marks(conn, clock="published")) == [
            (20250310, "芯片"),
            *[(20250305, "Гонка")] * 3,
            *[(20250201, "План")] * 5,
            *[(0, "La Cina cresce")] * 2,
            (0, "Погода"),
        ]
        assert titled(conn, timeline.marks(conn, clock="ingested")) == [
            *[(20260505, "План")] * 5,
            (20260504, "芯片"),
            *[(20260503, "La Cina cresce")] * 2,
            *[(20260502, "Гонка")] * 3,
            (20260501, "Погода"),
        ]


def test_what_a_line_says(corpus: Path) -> None:
    with database.reading(corpus) as conn:
        first, *_, last = dated(conn)
        assert (first.status, first.text, first.entities) == ("forecast", "Китай к 2030 году.", ("china",))
        assert (first.source, first.published, first.ingested) == ("Агентство Юг", "2025-02", "2026-05-05")
        assert (last.earliest, last.latest, last.lang) == (None, "2019-12-31", "ru")
        marks = timeline.marks(conn)
        assert [(mark.first, mark.last) for mark in marks] == [
            *[(20300101, 20301231), (20250304, 0), (20250211, 0), (20241231, 0), (20241201, 20250228)],
            *[(20240101, None), (20191231, -1)],
        ]
        undated = dated(conn, clock="published")[-1]
        assert (undated.edtf, undated.kind, undated.text) == (None, "published", "Погода")
        gone = marks[0]._replace(article_id=99)
        assert [row.edtf for row in timeline.rows(conn, [gone, marks[1]])] == ["2025-03-04"]


@pytest.mark.parametrize("clock", timeline.CLOCKS)
@pytest.mark.parametrize("who", [None, "china", "huawei", "justin-lin"])
@pytest.mark.parametrize("joined", [False, True])
@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(lang="ru"), Filters(status="past"), Filters(source="лента"), Filters(type="place")],
)
def test_pages_and_densities_are_the_whole(
    corpus: Path, clock: str, who: str | None, joined: bool, filters: Filters
) -> None:
    with database.reading(corpus) as conn:
        view = visible.load(conn, ()) if joined else RAW
        entity = entities.by_uid(conn, who, view) if who else None
        whole = timeline.marks(conn, entity, clock, filters, view)
        assert all(a.day >= b.day for a, b in pairwise(whole))
        paged: list[Mark] = []
        while page := timeline.marks(
            conn, entity, clock, filters, view, limit=2, before=paged[-1] if paged else None
        ):
            paged += page
        assert paged == whole
        for day in {mark.day for mark in whole}:
            start = Mark(day + 1, 0, 0, 0, 0, 0, "")
            rest = timeline.marks(conn, entity, clock, filters, view, before=start)
            assert rest == [mark for mark in whole if mark.day <= day]
        density = timeline.density(conn, entity, clock, filters, view)
        assert density == timeline.counted(whole, clock)
        assert sum(one.number for one in density) == len(whole)
        assert len(timeline.rows(conn, whole, view)) == len(whole)


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters(status="forecast"), ["2030"]),
        (Filters(lang="it"), ["2024-12-31"]),
        (Filters(source="агентство юг", status="past"), ["2024-12/2025-02", "../2019"]),
        (Filters(type="organization"), ["2025-03-04", "2024-12-31", "2024-12/2025-02"]),
        # A stretch counts where any part of it lies between the two.
        (Filters(since="2025-02-20", until="2025-03-01"), ["2024-12/2025-02", "2024/.."]),
        (Filters(until="2019-12-31"), ["../2019"]),
        (Filters(since="2031-01-01"), ["2024/.."]),
    ],
)
def test_filters(corpus: Path, filters: Filters, wanted: list[str]) -> None:
    with database.reading(corpus) as conn:
        found = timeline.rows(conn, timeline.marks(conn, filters=filters))
        assert [row.edtf for row in found] == wanted


def test_a_source_is_found_by_a_part_of_its_name(corpus: Path) -> None:
    with database.reading(corpus) as conn:
        names = dict(conn.execute("SELECT id, name FROM source"))
        assert [names[i] for i in timeline.sources(conn, "stampa")] == ["LA STAMPA"]
        assert [names[i] for i in timeline.sources(conn, "ЮГ")] == ["Агентство Юг"]
        assert timeline.sources(conn, "нет такого") == []


def test_what_a_date_tells_is_counted_as_exactly_as_it_is_told() -> None:
    assert [timeline.grain(20250101, last) for last in (0, 20250107, 20250131, 20250331, 20251231)] == [
        *range(5)
    ]
    assert timeline.grain(20200101, 20291231) == 5
    assert [timeline.grain(20250101, last) for last in (None, -1, 21001231)] == [6, 6, 6]
