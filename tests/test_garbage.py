"""When garbage is looked for: not while what a job reads is put together."""

from __future__ import annotations

import subprocess
import sys


def test_what_a_job_reads_is_not_searched_through_as_a_whole() -> None:
    script = """
import gc
from aitui import garbage
garbage.put_off()
garbage.seldom(garbage.WAITED_FOR)
before = gc.get_stats()
kept = [[number] for number in range(100_000)]
assert gc.get_stats() == before
garbage.begin()
kept += [[number] for number in range(150_000)]
print([now["collections"] - then["collections"] for now, then in zip(gc.get_stats(), before)])
"""
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    young, _, whole = map(int, told.strip("[]\n").split(","))
    assert young > 20
    assert whole == 0
