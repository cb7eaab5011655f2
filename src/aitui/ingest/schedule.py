"""When a feed is due again: as often as it is worth it, and never more often than it asks."""

from __future__ import annotations

from datetime import datetime, timedelta

# Seconds.  A little less than an hour, so that a job that runs each hour finds it due each time.
_EARLY = 5 * 60
_USUAL = 60 * 60 - _EARLY
_LONGEST = 24 * 60 * 60
_FIRST_RETRY = 30 * 60
# A server that wants to be left alone is, up to here.
_LONGEST_REST = 7 * 24 * 60 * 60


def after_answer(now: datetime, ttl: int | None) -> str:
    """Return when a feed that answered is due again, ISO.

    Args:
        now: with its time zone.
        ttl: seconds for which the feed or its server says that it holds; None where nothing is said.
    """
    return _later(now, min(max((ttl or 0) - _EARLY, _USUAL), _LONGEST))


def after_failure(now: datetime, failures: int, retry_after: int | None, *, gone: bool) -> str:
    """Return when to try a feed again that did not answer, ISO: each time twice as late.

    Args:
        now: with its time zone.
        failures: how many times in a row it has failed, this one too.
        retry_after: seconds for which the server wants to be left alone; None where it says nothing.
        gone: whether it said that there will never be anything again.
    """
    if gone:
        return _later(now, _LONGEST_REST)
    wait = min(_FIRST_RETRY * 2 ** min(max(failures - 1, 0), 10), _LONGEST)
    return _later(now, min(max(wait, retry_after or 0), _LONGEST_REST))


def _later(now: datetime, seconds: int) -> str:
    return (now + timedelta(seconds=seconds)).isoformat(timespec="seconds")
