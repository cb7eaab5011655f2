"""Articles that share entities with one, under judgements too, and the days that an article tells."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from small_corpora import put

from aitui.model import Article
from aitui.store import counterparts, database, judgements, visible
from aitui.store.counterparts import rarity, sharing
from aitui.store.database import Connection
from aitui.store.visible import RAW

GIVEN = [
    Article("Китай и Тайвань.", "/1", "Первая", None, "ru", "2025-01-01"),
    Article("Cina e Taiwan, poi Huawei. Nel 2024-02-03.", "/2", "Seconda", None, "it", "2025-01-02"),
    Article("中国很大。", "/3", "三", None, "zh", None),
    Article("Погода.", "/4", "Погода", None, "ru", "2025-01-03"),
]


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[Connection]:
    with closing(database.open_reader(put(tmp_path / "корпус.db", GIVEN))) as opened:
        yield opened


def ids(conn: Connection) -> dict[str, int]:
    return dict(conn.execute("SELECT uid, id FROM entity"))


def titled(conn: Connection, title: str) -> int:
    return int(conn.execute("SELECT id FROM article WHERE title = ?", (title,)).fetchone()[0])


def test_the_heaviest_share_comes_first_and_the_article_itself_never(conn: Connection) -> None:
    own = ids(conn)
    held = rarity(conn, own.values())
    assert held[own["china"]] == (3, 3)
    assert held[own["huawei"]] == (1, 1)
    weights = {own["china"]: 1.0, own["taiwan"]: 2.0}
    found = sharing(conn, titled(conn, "Первая"), weights, held)
    assert [(row.lang, row.published, row.share) for row in found] == [
        ("it", "2025-01-02", 3.0),
        ("zh", None, 1.0),
    ]


def test_what_must_be_mentioned_leaves_the_others_out(conn: Connection) -> None:
    own = ids(conn)
    held = rarity(conn, own.values())
    found = sharing(conn, titled(conn, "Первая"), {own["china"]: 1.0}, held, must=own["huawei"])
    assert [row.lang for row in found] == ["it"]


def test_a_merged_entity_is_shared_by_the_articles_of_both(conn: Connection, tmp_path: Path) -> None:
    from aitui.store import workspace

    own = ids(conn)
    with closing(workspace.open(tmp_path / "workspace.db")) as kept:
        judgements.record(kept, lambda now: judgements.merge(now, ["taiwan", "huawei"]))
        view = visible.load(conn, judgements.live(kept))
    merged = view.of[own["huawei"]]
    held = rarity(conn, [merged], view)
    assert held[merged] == (2, 3)
    found = sharing(conn, titled(conn, "三"), {merged: 1.0}, held, view=view)
    assert {row.lang for row in found} == {"ru", "it"}


def test_so_many_mentions_are_read_and_no_more(conn: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counterparts, "MENTIONS_READ", 1)
    own = ids(conn)
    held = rarity(conn, own.values())
    found = sharing(conn, titled(conn, "Первая"), {own["china"]: 1.0}, held)
    assert [row.lang for row in found] == ["zh"]  # the newest in


def test_the_days_of_an_article_stand_where_it_tells_them(conn: Connection) -> None:
    (day,) = counterparts.dates(conn, titled(conn, "Seconda"))
    assert GIVEN[1].text[day.start : day.end] == "2024-02-03"
    assert (day.earliest, day.latest) == ("2024-02-03", "2024-02-03")
    assert counterparts.dates(conn, titled(conn, "三")) == []
    assert counterparts.published(conn, titled(conn, "三")) is None
    assert counterparts.published(conn, titled(conn, "Первая")) == "2025-01-01"
    assert rarity(conn, [10**9], RAW) == {}
