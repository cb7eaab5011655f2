"""The timeline without a screen: what is folded, zoomed, filtered, and read in windows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_corpora import entity, explore, four, put

import aitui.explorer.timeline as module
from aitui.explorer.going import parse
from aitui.explorer.state import Explorer
from aitui.explorer.timeline import Happening, Period, Timeline
from aitui.model import Article

# One happening in three languages, told by four articles; another of that day; and one of its own.
TOLD = [
    Article("Китай и Huawei подписали договор 2025-04-02.", "/1", "А", "Лента", "ru", "2025-04-03"),
    Article("Cina e Huawei firmano 2025-04-02.", "/2", "Б", "LA STAMPA", "it", "2025-04-05"),
    Article("中国 Huawei 2025-04-02。", "/3", "В", "新华", "zh", "2025-04-02"),
    Article("Cina e Huawei firmano 2025-04-02.", "/4", "Г", "Eco", "it", None),
    Article("Justin Lin парла 2025-04-02. Taiwan 2025-05-06.", "/5", "Д", "Лента", "ru", "2025-05-07"),
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tmp_path_factory.mktemp("корпус") / "к.db", TOLD)


@pytest.fixture
def explorer(corpus: Path, tmp_path: Path) -> Iterator[Explorer]:
    with explore(corpus, tmp_path) as opened:
        yield opened


def texts(timeline: Timeline) -> list[tuple[int, str]]:
    """Return how many articles tell each line, and its words."""
    found = []
    for line in timeline.lines:
        assert isinstance(line, Happening)
        row = timeline.row(line.first)
        assert row is not None
        found.append((line.articles, row.text))
    return found


def periods(timeline: Timeline) -> list[Period]:
    return [line for line in timeline.lines if isinstance(line, Period)]


def test_what_several_articles_tell_is_one_line(explorer: Explorer) -> None:
    timeline = explorer.timeline
    assert texts(timeline) == [
        (1, "Taiwan 2025-05-06."),
        (1, "Justin Lin парла 2025-04-02."),
        (4, "中国 Huawei 2025-04-02。"),
    ]
    told = timeline.lines[2]
    assert isinstance(told, Happening)
    assert [mark.lang for mark in told.marks] == ["zh", "ru", "it", "it"]  # the undated one last
    explorer.light(entity(explorer, "huawei"))
    assert [number for number, _ in texts(timeline)] == [4]
    timeline.open(told)
    assert timeline.close()
    assert not timeline.close()
    timeline.go_to(told.marks[1])
    assert explorer.article is not None
    assert (explorer.article.row.title, explorer.focus) == ("А", "reader")
    assert explorer.article.text[explorer.offset :].startswith("2025-04-02")


def test_many_sentences_are_compared_when_somebody_looks(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 3)
    explorer.light(entity(explorer, "huawei"))
    assert [number for number, _ in texts(explorer.timeline)] == [1, 1, 1, 1]
    explorer.go("timeline")
    assert [number for number, _ in texts(explorer.timeline)] == [4]


def test_the_cursor_keeps_its_day_through_every_level(explorer: Explorer) -> None:
    timeline = explorer.timeline
    timeline.stand(1)
    seen = []
    while timeline.zoom(-1):
        line = timeline.current
        assert isinstance(line, Period)
        assert line.day <= 20250402 <= line.last
        assert sum(one.total for one in periods(timeline)) == 6  # each telling counts
        seen.append(timeline.level)
    assert seen == ["week", "month", "quarter", "year", "decade"]
    (decade,) = periods(timeline)
    assert decade.counts == {"ru": 3, "it": 2, "zh": 1}
    assert decade.example is not None
    assert decade.example.articles == 4
    while timeline.zoom(1):
        pass
    assert timeline.index == 1


def test_days_are_stepped_through(explorer: Explorer) -> None:
    timeline = explorer.timeline
    line = timeline.step_day(1)
    assert line is not None
    assert (line.day, timeline.index) == (20250402, 1)
    assert timeline.step_day(1) is None
    assert timeline.step_day(-1) is timeline.lines[0]
    assert timeline.step_day(-1) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("ru", [1, 1, 1]),
        ("it", [2]),
        ("persons", [1]),
        ("place", [1, 4]),
        ("лента", [1, 1, 1]),
        ("LA STAMPA it", [1]),
        ("forecast", []),
        ("нет такого", []),
    ],
)
def test_a_filter_knows_languages_types_and_sources(explorer: Explorer, text: str, wanted: list[int]) -> None:
    explorer.apply_filter("timeline", text)
    assert [number for number, _ in texts(explorer.timeline)] == wanted
    explorer.apply_filter("timeline", "")
    assert len(explorer.timeline.lines) == 3


def test_another_clock_keeps_the_place(explorer: Explorer) -> None:
    timeline = explorer.timeline
    timeline.stand(2)
    explorer.sorting.next("timeline")
    line = timeline.current
    assert isinstance(line, Happening)
    assert (timeline.clock, len(line.marks), line.day) == ("published", 4, 20250402)  # told first
    days = [line.day for line in timeline.lines]
    assert days == sorted(days, reverse=True)
    explorer.sorting.next("timeline")
    assert timeline.clock == "ingested"
    assert gone_to(explorer, "2099") == [0]  # what came in last
    assert gone_to(explorer, "1999") == []
    assert explorer.message == "Nothing on this timeline is of 1999 or older."


def gone_to(explorer: Explorer, date: str) -> list[int]:
    """Return the line that typing a date leads to."""
    found: list[int] = []
    goal = parse(date, "timeline")
    assert goal is not None
    explorer.going.to_day("timeline", goal, found.append)
    return found


def test_a_long_timeline_is_read_in_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WINDOW", 40)
    monkeypatch.setattr(module, "_PAGE", 5)
    days = [
        f"{year}-{month:02}-{day:02}" for year in (2023, 2024) for month in range(1, 13) for day in (1, 9)
    ]
    text = "\n".join(f"Китай строит {day}. Huawei {day}." for day in days)
    corpus = put(tmp_path / "к.db", [*four(), Article(text, "/дни", "Дни", "Лента", "ru", None)])
    with explore(corpus, tmp_path) as explorer:
        timeline = explorer.timeline
        assert (len(timeline.lines), timeline.total) == (40, 99)

        def walk(step: int) -> list[tuple[int, str]]:
            """Go through all lines, as a held key does; return their numbers and words."""
            seen = []
            while True:
                line = timeline.lines[timeline.index]
                assert isinstance(line, Happening)
                row = timeline.row(line.first)
                assert row is not None
                seen.append((timeline.skipped + timeline.index, row.text))
                if not 0 <= timeline.index + step < len(timeline.lines):
                    return seen
                timeline.stand(timeline.index + step)
                timeline.near_edge()

        down = walk(1)
        assert [number for number, _ in down] == list(range(99))
        assert len({text for _, text in down}) == 99
        assert walk(-1) == down[::-1]
        timeline.show(60, lambda index: timeline.stand(index))
        assert timeline.lines[timeline.index].day == 20231009
        assert gone_to(explorer, "2024-05") == [timeline.index]
        assert timeline.lines[timeline.index].day == 20240509
        assert timeline.zoom(-1)
        assert sum(period.total for period in periods(timeline)) == 99
        timeline.stand(len(timeline.lines) - 1)
        assert timeline.zoom(1)
        assert timeline.lines[timeline.index].day == 20230101


def test_clock_level_and_filter_are_kept(corpus: Path, tmp_path: Path) -> None:
    with explore(corpus, tmp_path) as explorer:
        explorer.sorting.next("timeline")
        explorer.timeline.zoom(-1)
        explorer.apply_filter("timeline", "it")
    with explore(corpus, tmp_path) as again:
        assert (again.timeline.clock, again.timeline.level, again.timeline.text) == (
            "published",
            "week",
            "it",
        )
        assert again.timeline.langs == ["it"]
