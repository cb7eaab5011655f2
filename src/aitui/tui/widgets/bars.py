"""Times and amounts drawn in characters: a date in its year, density by language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# Cells of a period in a band at most.
_WIDE = 6
_BLOCKS = " ▁▂▃▄▅▆▇█"
# An exact day, and what is told less exactly: what was, and what was still to come.
_PAST, _AHEAD = ("●", "━"), ("○", "╍")


def block(number: int, most: int) -> str:
    """Return one block for an amount; whatever is there at all is seen.

    Args:
        most: what fills a cell; more fills it too, such as all that has no date beside the fullest month.
    """
    return _BLOCKS[-(-min(number, most) * 8 // most)] if number and most else " "


def in_year(first: int, last: int | None, *, ahead: bool) -> str:
    """Return twelve cells, a month each, for a date in the year in which it begins.

    Args:
        first, last: as of a `Mark`.
        ahead: whether it was still to come: that is drawn hollow and dashed.
    """
    exact, stretch = _AHEAD if ahead else _PAST
    year, month = first // 10000, first // 100 % 100 - 1
    if not 0 <= month < 12:
        return "·" * 12
    if last == 0:
        return "·" * month + exact + "·" * (11 - month)
    if last == -1:
        return "◂" + stretch * month + "·" * (11 - month) if month else "◂" + "·" * 11
    end = 11 if last is None or last // 10000 > year else max(month, last // 100 % 100 - 1)
    bar = stretch * (end - month + 1)
    if last is None or last // 10000 > year:
        bar = bar[:-1] + "▸"
    return "·" * month + bar + "·" * (11 - end)


def bands(
    counts: Mapping[str, Sequence[tuple[int, int]]], order: Sequence[str], width: int
) -> dict[str, str]:
    """Return a band of blocks for each language, all in one scale, from the first period to the last.

    Args:
        counts: language -> (number of a period, amount), ascending.
        order: which languages to draw.
        width: in cells; where there are more periods than cells, several share one, and few get several each.
    """
    numbers = [number for lang in order for number, _ in counts[lang]]
    if not numbers or width < 1:
        return {}
    first, last = min(numbers), max(numbers)
    periods = last - first + 1
    cells = min(width, periods)
    sums = {lang: [0] * cells for lang in order}
    for lang in order:
        for number, amount in counts[lang]:
            sums[lang][(number - first) * cells // periods] += amount
    most = max(max(row) for row in sums.values())
    wide = max(1, min(_WIDE, width // cells))
    return {lang: "".join(block(n, most) * wide for n in row) for lang, row in sums.items()}
