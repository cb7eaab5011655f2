"""How soon are there hits while one types?  `live_search.py [CORPUS …] [--pace MS]`

The explorer on a pty; words are typed letter by letter into its search, as a person does, and the clock runs
from the last key until the screen shows hits of the whole word.  Milliseconds of the wall clock, median and
95th percentile; the first search of a session by itself, since it loads what the others find loaded.

Without corpora one of 10,000 articles is made (`--big`: and one of 100,000).  A given corpus is opened
as it is; words are drawn from it by a fixed seed, as for `search.py`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyte
from corpora import corpus
from measure import arguments, cache, machine, median, percentile, table
from probe import Probe
from pty_terminal import _UNKNOWN, _Screen
from search_words import CJK, NAME, TWO, drawn
from startup import AITUI

SIZE, BIG = 10_000, 100_000
COLUMNS, ROWS = 120, 40
CLASSES = ("a rare word, under 0.1 %", "a word in 0.1 to 1 %", "a word in 2 to 8 %", TWO, NAME, CJK)
FIRST = "the first search of a session"


class Typist:
    """The explorer on a corpus, and who searches in it.

    Args:
        pace: seconds between two keys.
    """

    def __init__(self, path: Path, home: str, pace: float) -> None:
        self._pace = pace
        self._screen = _Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._drawn = 0
        self._probe = Probe(
            [*AITUI, "open", str(path)], COLUMNS, ROWS, {"AITUI_HOME": home, "AITUI_DB": None}
        )
        self._probe.until(r"Articles \d+/\d+")
        self._probe.settle(quiet=1.0)

    def search(self, typed: str) -> float:
        """Type a search and return the milliseconds from its last key until its hits are on the screen."""
        probe = self._probe
        probe.send("s")
        probe.settle(quiet=0.2)
        for letter in typed[:-1]:
            probe.send(letter)
            pressed = probe.now()
            while (left := pressed + self._pace - probe.now()) > 0:
                probe.settle(quiet=left, limit=left)
        self._draw(probe.now())
        probe.send(typed[-1])
        pressed, end = probe.now(), time.perf_counter() + 30
        while True:
            # First all that comes is read and its time kept; drawing it takes time.
            probe.settle(quiet=0.3)
            if (when := self._draw(pressed, typed)) is not None:
                break
            if time.perf_counter() > end:
                raise TimeoutError("\n".join(self._lines()))
        probe.send("\r")
        probe.settle(quiet=0.3)
        return (when - pressed) * 1000

    def _draw(self, since: float, typed: str = "") -> float | None:
        """Draw what has come; return when hits of a search were first shown."""
        found = None
        for when, data in self._probe.chunks[self._drawn :]:
            self._stream.feed(_UNKNOWN.sub(b"", data))
            if typed and found is None and when >= since and self._shows(typed):
                found = when
        self._drawn = len(self._probe.chunks)
        return found

    def _shows(self, typed: str) -> bool:
        """Tell whether hits of a search are on the screen: its heading, and a row marked with its reason."""
        lines = self._lines()
        return f"“{typed}”" in lines[0] and any(f" {mark} " in line for line in lines[2:] for mark in "=≈@α~")

    def _lines(self) -> list[str]:
        buffer = self._screen.buffer
        return ["".join(buffer[y][x].data for x in range(COLUMNS)) for y in range(ROWS)]

    def leave(self) -> None:
        self._probe.leave("Q")


def told(times: Sequence[float]) -> str:
    return f"{median(times):,.0f} / {percentile(times, 0.95):,.0f}" if times else "–"


def main() -> None:
    parser = arguments(__doc__, runs=3)
    parser.add_argument("corpora", nargs="*", type=Path, help="corpora to search in")
    parser.add_argument("--big", action="store_true", help=f"also on a corpus of {BIG:,} articles")
    parser.add_argument(
        "--pace", type=float, default=120.0, help="milliseconds between two keys (default 120)"
    )
    options = parser.parse_args()
    print(machine(), end="\n\n")
    found: dict[str, dict[str, list[float]]] = {}
    with cache(options.cache) as folder:
        paths = options.corpora or [
            corpus(size, folder) for size in ((SIZE, BIG) if options.big else (SIZE,))
        ]
        for path in paths:
            asked = drawn(path)
            for run in range(options.runs):
                with TemporaryDirectory() as home:
                    typist = Typist(path, home, options.pace / 1000)
                    first = True
                    for name in CLASSES:
                        # Others in each run: what was searched for once is found sooner.
                        for one in asked[name][run :: options.runs]:
                            times = found.setdefault(FIRST if first else name, {}).setdefault(path.name, [])
                            times.append(typist.search(one.typed))
                            first = False
                    typist.leave()
    table(
        ("last key to hits on the screen, ms", *(path.name for path in paths)),
        [
            (name, *(told(found[name].get(path.name, [])) for path in paths))
            for name in (FIRST, *CLASSES)
            if name in found
        ],
    )


if __name__ == "__main__":
    main()
