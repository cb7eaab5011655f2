"""A histogram in one line."""

from __future__ import annotations

_BARS = " ▁▂▃▄▅▆▇█"


def spark(histogram: list[tuple[str, int]], width: int) -> str:
    """Return a histogram in at most `width` cells: first month, bars, last month.

    Args:
        histogram: (YYYY-MM, count), ascending, months without anything left out.
        width: cells; when there are more months than cells, several share one.
    """
    if not histogram or width < 24:
        return ""
    first, last = histogram[0][0], histogram[-1][0]
    start = _month(first)
    months = _month(last) - start + 1
    cells = max(1, min(width - 18, months))
    sums = [0] * cells
    for name, number in histogram:
        sums[(_month(name) - start) * cells // months] += number
    most = max(sums)
    bars = "".join(_BARS[-(-number * 8 // most)] for number in sums)
    return f"{first} {bars} {last}"


def _month(name: str) -> int:
    year, _, month = name.partition("-")
    return int(year) * 12 + int(month) - 1
