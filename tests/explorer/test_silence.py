"""The silence map: who tells it, how much later, who is silent, and where there is no coverage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_corpora import entity, explore, put

from aitui.explorer.silence import Coverage, Saying, Silence, draw, of_tellings
from aitui.explorer.state import Explorer
from aitui.explorer.timeline import Happening
from aitui.model import Article
from aitui.store import claims, database
from aitui.store.rows import DayCount

# One happening told in Russian first, two days later in Italian, and in an English text without a date.
# Chinese has articles in that week and says nothing; German has none before the next month.
TOLD = [
    Article("Китай и Huawei подписали договор 2025-04-02.", "/1", "Договор", "Лента", "ru", "2025-04-03"),
    Article("Cina e Huawei firmano 2025-04-02.", "/2", "Firma", "LA STAMPA", "it", "2025-04-05"),
    Article("Cina und Huawei 2025-04-02.", "/3", "Deal", "Wire", "en", None),
    Article("今天天气很好。", "/4", "天气", "新华", "zh", "2025-04-09"),
    Article("Das Wetter ist schön.", "/5", "Wetter", "Zeitung", "de", "2025-05-01"),
    Article("Китай снова. Погода.", "/6", "Снова", "Лента", "ru", "2025-05-20"),
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tmp_path_factory.mktemp("тишина") / "к.db", TOLD)


@pytest.fixture
def explorer(corpus: Path, tmp_path: Path) -> Iterator[Explorer]:
    with explore(corpus, tmp_path) as opened:
        yield opened


def states(found: Silence) -> list[tuple[str, str, int | None]]:
    return [(voice.lang, voice.state, voice.lag) for voice in found.voices]


def test_a_happening_in_every_language(explorer: Explorer) -> None:
    (line,) = explorer.timeline.lines
    assert isinstance(line, Happening)
    explorer.silence.show_happening(line)
    found = explorer.silence.found
    assert found is not None
    assert states(found) == [
        ("ru", "told", 0),
        ("it", "told", 2),
        ("en", "undated", None),
        ("zh", "silent", None),
        ("de", "no coverage", None),
    ]
    assert (found.first, found.last) == (20250403, 20250409)
    assert (explorer.focus, explorer.silence.label) == (
        "silence",
        "Китай и Huawei подписали договор 2025-04-02.",
    )
    assert found.cells("zh", "day") == [None] * 6 + [0]
    assert found.cells("it", "day") == [None, None, 1, None, None, None, None]
    explorer.silence.open(found.voices[1])
    assert explorer.article is not None
    assert explorer.article.row.title == "Firma"
    explorer.silence.open(found.voices[4])
    assert explorer.message == "Nothing in “de” tells it."


def test_an_entity_from_its_first_mention_to_the_last(explorer: Explorer) -> None:
    explorer.silence.show_entity()
    assert explorer.message == "Light an entity first, or stand on a fact or a happening."
    explorer.light(entity(explorer, "china"))
    explorer.silence.show_entity()
    found = explorer.silence.found
    assert found is not None
    assert states(found) == [
        ("ru", "told", 0),
        ("it", "told", 2),
        ("en", "undated", None),
        ("de", "silent", None),
        ("zh", "silent", None),
    ]
    assert (found.first, found.last) == (20250403, 20250520)
    assert found.cells("ru", "month") == [1, 1]
    assert found.cells("de", "month") == [None, 0]


def test_what_has_no_date_is_never_first(corpus: Path) -> None:
    with database.reading(corpus) as conn:
        undated = [one for one in claims.tellings(conn) if one.day is None]
        found = of_tellings(conn, undated)
    assert states(found) == [("en", "undated", None)] + [
        (lang, "unknown", None) for lang in ("de", "it", "ru", "zh")
    ]
    assert (found.first, found.last) == (0, 0)


def out(lang: str, *days: int) -> list[DayCount]:
    return [DayCount(day, lang, 1, True, 0, 1) for day in days]


def test_ties_are_ties_and_vague_dates_have_no_lag() -> None:
    coverage = Coverage(
        sorted([*out("ru", 20250110), *out("it", 20250110), *out("fr", 20250101), *out("zh", 20250112)])
    )
    tie = draw([Saying(1, "ru", 20250110, 20250110, 0), Saying(2, "it", 20250110, 20250110, 0)], coverage)
    assert states(tie)[:2] == [("it", "told", 0), ("ru", "told", 0)]
    # Some day of January: it may have been before or after the others.
    vague = draw([Saying(3, "fr", 20250101, 20250131, 0), Saying(1, "ru", 20250110, 20250110, 0)], coverage)
    assert states(vague) == [
        ("fr", "told", None),
        ("ru", "told", None),
        ("it", "no coverage", None),
        ("zh", "no coverage", None),
    ]


def test_the_week_has_seven_days() -> None:
    # The seventh day counts, the eighth does not; the week goes on into the next year.
    coverage = Coverage(sorted([*out("ru", 20241229), *out("it", 20250104), *out("zh", 20250105)]))
    found = draw([Saying(1, "ru", 20241229, 20241229, 0)], coverage)
    assert [(voice.lang, voice.state) for voice in found.voices] == [
        ("ru", "told"),
        ("it", "silent"),
        ("zh", "no coverage"),
    ]
