"""Feeds that a corpus follows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aitui.store import database, feeds
from aitui.store.database import Connection

A, B = "https://example.com/лента", "https://example.org/rss"


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[Connection]:
    with database.writing(tmp_path / "корпус.db") as conn:
        yield conn


def test_a_feed_is_followed_once_and_what_is_known_of_it_grows(conn: Connection) -> None:
    assert feeds.follow(conn, A)
    assert not feeds.follow(conn, A, title="Лента", folder="Азия", full_text=True)
    assert not feeds.follow(conn, A, title="Другое", source="Мой")
    (row,) = feeds.rows(conn)
    assert (row.title, row.folder, row.source, row.full_text, row.private) == (
        "Лента",
        "Азия",
        "Мой",
        True,
        False,
    )
    assert feeds.unfollow(conn, A)
    assert not feeds.unfollow(conn, A)
    assert feeds.rows(conn) == []


def test_what_is_due(conn: Connection) -> None:
    for url in (A, B):
        feeds.follow(conn, url)
    first, second = feeds.due(conn, "2025-01-01T00:00:00+00:00")
    assert {first.url, second.url} == {A, B}
    feeds.answered(conn, first.id, next_at="2025-01-01T01:00:00+00:00", title="Раз", entries=7, etag='"x"')
    feeds.failed(conn, second.id, "нет ответа", "2025-01-01T00:30:00+00:00")
    assert feeds.due(conn, "2025-01-01T00:29:00+00:00") == []
    assert [row.id for row in feeds.due(conn, "2025-01-01T02:00:00+00:00")] == [second.id, first.id]
    good, bad = feeds.by_url(conn, first.url), feeds.by_url(conn, second.url)
    assert good is not None
    assert bad is not None
    assert (good.title, good.entries, good.etag, good.error, good.failures) == ("Раз", 7, '"x"', None, 0)
    assert (bad.error, bad.failures, bad.good_at) == ("нет ответа", 1, None)
    feeds.failed(conn, second.id, "нет ответа", "2025-01-02")
    feeds.answered(conn, second.id, next_at="2025-01-03")
    again = feeds.by_url(conn, second.url)
    assert again is not None
    assert (again.error, again.failures) == (None, 0)


def test_a_feed_that_moved(conn: Connection) -> None:
    feeds.follow(conn, A, title="Раз")
    row = feeds.rows(conn)[0]
    feeds.moved(conn, row.id, B)
    assert [(feed.url, feed.title) for feed in feeds.rows(conn)] == [(B, "Раз")]
    feeds.follow(conn, A)
    other = feeds.by_url(conn, A)
    assert other is not None
    # Two that have become one are followed once.
    feeds.moved(conn, other.id, B)
    assert [feed.url for feed in feeds.rows(conn)] == [B]
