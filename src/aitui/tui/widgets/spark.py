"""A histogram in one line."""

from __future__ import annotations

from collections.abc import Sequence

Histogram = Sequence[tuple[str, int]]

_BARS = " ▁▂▃▄▅▆▇█"


def spark(histogram: Histogram, width: int) -> str:
    """Return a histogram in at most `width` cells: first month, bars, last month.

    Args:
        histogram: (YYYY-MM, count), ascending, months without anything left out.
        width: cells; when there are more months than cells, several share one.
    """
    if not histogram or width < 24:
        return ""
    first, last = histogram[0][0], histogram[-1][0]
    return f"{first} {bars(histogram, first, last, width - 18)} {last}"


def bars(histogram: Histogram, first: str, last: str, width: int) -> str:
    """Return the bars alone, in at most `width` cells, between two months that other histograms share.

    Args:
        histogram: as for `spark`; every month lies between the two.
    """
    start = _month(first)
    months = _month(last) - start + 1
    cells = max(1, min(width, months))
    sums = [0] * cells
    for name, number in histogram:
        sums[(_month(name) - start) * cells // months] += number
    most = max(sums) or 1
    return "".join(_BARS[-(-number * 8 // most)] for number in sums)


def _month(name: str) -> int:
    year, _, month = name.partition("-")
    return int(year) * 12 + int(month) - 1
