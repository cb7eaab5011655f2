"""What every benchmark needs: interleaved runs, medians with their quartiles, ratios, and a table."""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

Sample = dict[str, float]


def interleave(tasks: Mapping[str, Callable[[], Sample]], runs: int) -> dict[str, dict[str, list[float]]]:
    """Run every task `runs` times, in turn and back, so that a slow minute of the machine meets them all.

    Returns:
        name of the task -> name of the figure -> one value a run.
    """
    values: dict[str, dict[str, list[float]]] = {name: {} for name in tasks}
    for run in range(runs):
        for name in list(tasks)[:: 1 if run % 2 == 0 else -1]:
            for figure, value in tasks[name]().items():
                values[name].setdefault(figure, []).append(value)
    return values


def median(values: Sequence[float]) -> float:
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share (0..1) of the values lies, interpolated."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def spread(values: Sequence[float], digits: int = 0) -> str:
    """Return median and quartiles: `151 [146..155]`."""
    low, high = percentile(values, 0.25), percentile(values, 0.75)
    return f"{median(values):,.{digits}f} [{low:,.{digits}f}..{high:,.{digits}f}]"


def ratio(values: Sequence[float], peer: Sequence[float]) -> str:
    """Return how many times the peer's median."""
    return f"{median(values) / median(peer):.2f} x"


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under headings as a Markdown table, its columns aligned."""
    lines = [list(headings), *map(list, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(headings))]
    for number, line in enumerate(lines):
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |")
        if number == 0:
            print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    print(flush=True)


def machine() -> str:
    """Return one line on what the figures were taken with."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    from textual import __version__ as textual

    return (
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB; {platform.system()} "
        f"{platform.release()}; Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"Textual {textual}; load {os.getloadavg()[0]:.1f}"
    )


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.machine()


def arguments(description: str | None, runs: int) -> argparse.ArgumentParser:
    """Return a parser with what all benchmarks share."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=runs, help=f"runs of everything (default {runs})")
    parser.add_argument(
        "--cache", type=Path, help="folder that keeps the generated corpora; a temporary one unless given"
    )
    return parser


@contextmanager
def cache(given: Path | None) -> Iterator[Path]:
    """The folder of generated corpora: the one given, else one that goes away."""
    if given is not None:
        given.mkdir(parents=True, exist_ok=True)
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="aitui-bench-") as folder:
        yield Path(folder)


def note(text: str) -> None:
    """Say on stderr what is going on; the table alone goes to stdout."""
    print(text, file=sys.stderr, flush=True)
