"""Does it last?  `endurance.py [--keys N] [--big] [--corpus FILE]`

Random keys (every key of the table, the same on a ЙЦУКЕН layout, pastes, other sizes of the window) on the
demo corpus, or with `--big` on 100,000 articles: does the program crash or hang, does its memory grow after
the first tenth?  Where a key ended the program (the palette can), it is started again and has a tenth anew.
"""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from corpora import corpus
from measure import arguments, cache, machine, note, table
from random_keys import storm
from startup import AITUI

BIG = 100_000


def main() -> None:
    parser = arguments(__doc__, runs=1)
    parser.add_argument("--keys", type=int, default=100_000, help="how many (default 100,000)")
    parser.add_argument("--big", action="store_true", help=f"on a corpus of {BIG:,} articles")
    parser.add_argument("--corpus", type=Path, metavar="FILE", help="on a corpus that is there")
    parser.add_argument("--seed", type=int, default=1, help="of the dice (default 1)")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    with cache(options.cache) as folder, TemporaryDirectory() as home:
        env = {"AITUI_HOME": home, "AITUI_DB": None}
        if options.corpus:
            path = options.corpus
        elif options.big:
            path = corpus(BIG, folder)
        else:
            built = subprocess.run(
                [*AITUI, "demo", "--build"],
                env={**_environment(home)},
                capture_output=True,
                text=True,
                check=True,
            )
            path = Path(built.stdout.strip())
        step = max(100, options.keys // 50)
        began = time.monotonic()
        sessions: dict[int, list[tuple[int, int]]] = {}
        for session, pressed, resident in storm(
            [*AITUI, "open", str(path)], env, options.keys, options.seed, step
        ):
            sessions.setdefault(session, []).append((pressed, resident))
            took = time.monotonic() - began
            note(f"{pressed:>9,} keys, session {session}, {resident / 1024:.0f} MB, {took:.0f} s")
    table(
        ("session", "keys", "MB at first", "after a tenth", "most after that", "at the end"),
        [
            (
                str(session),
                f"{seen[-1][0] - seen[0][0]:,}",
                *(f"{kib / 1024:.0f}" for kib in _story([kib for _, kib in seen])),
            )
            for session, seen in sessions.items()
        ],
    )


def _story(memory: list[int]) -> tuple[int, int, int, int]:
    tenth = len(memory) // 10
    return memory[0], memory[tenth], max(memory[tenth:]), memory[-1]


def _environment(home: str) -> dict[str, str]:
    import os

    return {**os.environ, "AITUI_HOME": home}


if __name__ == "__main__":
    main()
