"""Does it scale?  `scaling.py [--articles N]`

`aitui add` of the same texts by this process alone, by two processes, and on a Dask cluster of two workers
where the extra is installed: bytes a second and speed-up.  And the memory of the process that writes, for an
archive and for one four times as large.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from measure import Sample, arguments, cache, interleave, machine, median, note, spread, table
from texts import articles

# The command in a process of its own, so that its memory is its own; it prints its code and peak, in KiB.
_PROBE = """
import json, resource, sys
from aitui.__main__ import main
code = main(sys.argv[1:])
print(json.dumps([code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


def write(path: Path, size: int, seed: int) -> int:
    """Write texts as JSON lines and return their number of bytes."""
    length = 0
    with path.open("w", encoding="utf-8") as stream:
        for article in articles(size, seed):
            row = {"id": article.address, "text": article.text, "lang": article.lang}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
            length += len(article.text.encode())
    return length


class Archive:
    """Texts in a file; each run gets new ones, so that nothing is remembered."""

    def __init__(self, folder: Path, size: int) -> None:
        self._folder = folder
        self._size = size
        self._seed = 0

    def add(self, *options: str) -> Sample:
        """Add the texts to a new corpus and return the rate in KB/s and the peak of memory in MB."""
        self._seed += 1
        path = self._folder / "scaling.jsonl"
        length = write(path, self._size, self._seed)
        corpus = self._folder / "scaling.db"
        for old in self._folder.glob("scaling.db*"):
            old.unlink()
        command = [sys.executable, "-c", _PROBE, "add", str(path), "--db", str(corpus), "--progress", "none"]
        began = time.perf_counter()
        done = subprocess.run([*command, *options], capture_output=True, text=True, check=True)
        seconds = time.perf_counter() - began
        code, peak = json.loads(done.stdout.splitlines()[-1])
        if code:
            raise SystemExit(done.stderr)
        return {"rate": length / 1000 / seconds, "peak": peak / 1024}


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A scheduler and its workers on this machine."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=50) as it:
        yield it.scheduler_address


def main() -> None:
    parser = arguments(__doc__, runs=3)
    parser.add_argument("--size", type=float, default=4.0, help="MB of text a run (default 4)")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    size = int(options.size * 1e6)
    with cache(options.cache) as folder:
        one = Archive(folder, size)
        tasks: dict[str, Callable[[], Sample]] = {
            "this process alone": one.add,
            "--jobs 2": partial(one.add, "--jobs", "2"),
        }
        if find_spec("distributed") is None:
            note("the extra `cluster` is not installed: no Dask")
            found = interleave(tasks, options.runs)
        else:
            with cluster(2) as address:
                tasks["Dask, 2 workers"] = partial(one.add, "--cluster", address)
                found = interleave(tasks, options.runs)
        alone = median(found["this process alone"]["rate"])
        table(
            (f"{options.size:g} MB, start included", "KB/s", "", "writes with, MB"),
            [
                (
                    name,
                    spread(values["rate"]),
                    f"{median(values['rate']) / alone:.2f} x",
                    f"{median(values['peak']):.0f}",
                )
                for name, values in found.items()
            ],
        )
        print()
        large = Archive(folder, 4 * size)
        small, four = one.add(), large.add()
        table(
            ("archive", "peak memory, MB"),
            [
                (f"{options.size:g} MB", f"{small['peak']:.0f}"),
                (f"{4 * options.size:g} MB", f"{four['peak']:.0f}"),
            ],
        )


if __name__ == "__main__":
    main()
