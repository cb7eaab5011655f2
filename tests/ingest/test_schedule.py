"""When a feed is due again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aitui.ingest.schedule import after_answer, after_failure

NOW = datetime(2025, 1, 7, 12, 0, tzinfo=UTC)


def minutes(moment: str) -> float:
    return (datetime.fromisoformat(moment) - NOW).total_seconds() / 60


@pytest.mark.parametrize(
    ("ttl", "wait"),
    # A little early, so that an hourly job does not miss it; never more often than each hour, at least daily.
    [(None, 55), (60, 55), (3600, 55), (2 * 3600, 115), (10**9, 24 * 60), (0, 55)],
)
def test_a_feed_that_answered(ttl: int | None, wait: float) -> None:
    assert minutes(after_answer(NOW, ttl)) == wait


@pytest.mark.parametrize(
    ("failures", "retry_after", "gone", "hours"),
    [
        *((1, None, False, 0.5), (2, None, False, 1), (4, None, False, 4), (50, None, False, 24)),
        *((1, 7200, False, 2), (4, 60, False, 4), (1, 10**9, False, 7 * 24), (1, None, True, 7 * 24)),
    ],
)
def test_a_feed_that_failed(failures: int, retry_after: int | None, gone: bool, hours: float) -> None:
    assert minutes(after_failure(NOW, failures, retry_after, gone=gone)) == hours * 60
