"""How long until one can read, and work?  `startup.py [--big]`

Exec to the first painted article rows, to the first key answered, and the leaving, of `aitui open` on
corpora of several sizes, against a bare Textual app started in turn with it; then commands without a
screen against Python itself; then the modules that each loads.
"""

from __future__ import annotations

import compileall
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from corpora import corpus
from measure import Sample, arguments, cache, interleave, machine, ratio, spread, table
from probe import Probe

import aitui

BARE = [sys.executable, str(Path(__file__).parent / "peers" / "bare_textual.py")]
# The command itself where it is installed beside this Python: what a person types.
_COMMAND = Path(sys.executable).parent / "aitui"
AITUI = [str(_COMMAND)] if _COMMAND.exists() else [sys.executable, "-m", "aitui"]
SIZES = (5, 1_000, 10_000)
BIG = 100_000


def session(
    argv: list[str],
    home: str,
    *,
    rows: str,
    key: str,
    answered: Callable[[list[str]], bool],
    back: str,
    end: str,
) -> Sample:
    """Start, press one key as soon as there is something to see, leave.

    Args:
        rows: pattern of what there is to see.
        answered: what the screen shows when the key was understood.
        back: a key that undoes it: the explorer keeps its place from one session to the next.

    Returns:
        Milliseconds from exec to the rows, from exec to the answer, from the last key to the end.
    """
    probe = Probe(argv, env={"AITUI_HOME": home, "AITUI_DB": None})
    painted = probe.until(rows)
    pressed = probe.now()
    probe.send(key)
    # What is painted first is silent until Textual is imported, so silence is no sign of an answer.
    answer = probe.await_shown(answered, since=pressed)
    if back:
        probe.press(back)
    left = probe.leave(end)
    if probe.exit_code != 0:
        raise SystemExit(f"{argv}: exit code {probe.exit_code}")
    return {"rows": painted * 1000, "key": answer * 1000, "leave": left * 1000}


def explore(argv: list[str], home: str) -> Sample:
    """One session of the explorer: the cursor goes to the second row, and the heading says so."""
    return session(
        argv,
        home,
        rows=r"№ \d{7}",
        key="j",
        answered=lambda lines: " 2/" in lines[0][:40],
        back="k",
        end="Q",
    )


def first_session(argv: list[str]) -> Sample:
    """The same in an empty data folder, where the workspace has to be made."""
    with TemporaryDirectory() as home:
        return explore(argv, home)


def command(argv: list[str]) -> Sample:
    """Run a command to its end; milliseconds."""
    began = time.perf_counter()
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    return {"ms": (time.perf_counter() - began) * 1000}


def modules(argv: list[str]) -> int:
    """Return how many modules Python has loaded when a command ends."""
    code = f"import sys; sys.argv = {['aitui', *argv]!r}\n"
    code += "from aitui.__main__ import main\nmain()\nprint(len(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return int(done.stderr.split()[-1])


def main() -> None:
    parser = arguments(__doc__, runs=9)
    parser.add_argument("--big", action="store_true", help=f"also a corpus of {BIG:,} articles")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    # As an installed program has it; a checkout that was just edited does not.
    compileall.compile_dir(Path(aitui.__file__).parent, quiet=2)
    with cache(options.cache) as folder, TemporaryDirectory() as home:
        sizes = (*SIZES, BIG) if options.big else SIZES
        tasks: dict[str, Callable[[], Sample]] = {
            "bare Textual": partial(
                session,
                BARE,
                home,
                rows="READY",
                key="x",
                answered=lambda lines: lines[0].startswith("READY x"),
                back="",
                end="q",
            )
        }
        for size in sizes:
            argv = [*AITUI, "open", str(corpus(size, folder))]
            # The cursor stands on the second row, and the heading says so.
            tasks[f"aitui, {size:,} articles"] = partial(explore, argv, home)
        for task in tasks.values():  # the first start of all makes the workspace
            task()
        tasks[f"aitui, {SIZES[1]:,} articles, the first start ever"] = partial(
            first_session, [*AITUI, "open", str(corpus(SIZES[1], folder))]
        )
        found = interleave(tasks, options.runs)
    peer = found["bare Textual"]
    table(
        ("exec to, ms", "article rows", "", "first key answered", "", "leaving", ""),
        [
            (
                name,
                *(
                    cell
                    for figure in ("rows", "key", "leave")
                    for cell in (spread(values[figure]), ratio(values[figure], peer[figure]))
                ),
            )
            for name, values in found.items()
        ],
    )
    bare = subprocess.run(
        [sys.executable, "-c", "import sys, sqlite3, click; print(len(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = ["", *(str(modules(argv)) for argv in (["--version"], ["search", "--help"]))]
    loaded[0] = bare.stdout.strip()
    commands = {
        'python -c "import sqlite3, click"': [sys.executable, "-c", "import sqlite3, click"],
        "aitui --version": [*AITUI, "--version"],
        "aitui search --help": [*AITUI, "search", "--help"],
    }
    timed = interleave({name: partial(command, argv) for name, argv in commands.items()}, options.runs * 2)
    python = timed['python -c "import sqlite3, click"']["ms"]
    table(
        ("without a screen", "ms", "", "modules"),
        [
            (name, spread(values["ms"]), ratio(values["ms"], python), count)
            for (name, values), count in zip(timed.items(), loaded, strict=True)
        ],
    )


if __name__ == "__main__":
    main()
