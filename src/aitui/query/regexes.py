"""Whether a typed pattern is one that can be looked for."""

from __future__ import annotations

import re
from math import prod

from aitui.errors import QueryError

_LONGEST = 200
# What is repeated is written out when a pattern is compiled: more would take seconds and megabytes.
_MOST_REPEATED = 1000
_REPEATED = re.compile(r"\{(\d+)")


def check(pattern: str, start: int) -> None:
    """Refuse what is no pattern, or none that says what to find.

    Args:
        pattern: what stands between the slashes.
        start: where it begins in the query.

    Raises:
        QueryError: with the position of the mistake.
    """
    if len(pattern) > _LONGEST:
        raise QueryError(f"A pattern holds {_LONGEST} characters at most; make it shorter", start)
    repeated = [(match.start(), min(int(match[1][:9]), 10**9)) for match in _REPEATED.finditer(pattern)]
    if prod(max(1, number) for _, number in repeated) > _MOST_REPEATED:
        raise QueryError(
            f"A pattern repeats something {_MOST_REPEATED} times at most; use smaller numbers",
            start + max(repeated, key=lambda one: one[1])[0],
        )
    import regex

    try:
        found = regex.compile(pattern, regex.IGNORECASE)
        empty = found.search("", timeout=1) is not None
    except regex.error as error:
        at = min(error.pos or 0, len(pattern))
        raise QueryError(
            f"This is no pattern ({error.msg}); put a \\ before a sign to find it", start + at
        ) from None
    except (TimeoutError, OverflowError, RecursionError, MemoryError):
        raise QueryError("This pattern is too much; make it simpler", start) from None
    if empty:
        raise QueryError("This pattern finds nothing at all too; say in it what must be there", start)
