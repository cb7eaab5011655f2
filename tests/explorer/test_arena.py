"""Lanes take what other lanes have freed: the C library keeps one store of memory for all of them."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest
from small_corpora import four, put

from aitui.explorer import arena

# Every lane asks SQLite for memory, which comes from the C library; then that says how many stores it has.
PROGRAM = """
import ctypes, queue, sys
from aitui.explorer.jobs import ThreadJobs
from aitui.store import database

libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
posted = queue.Queue()
jobs = ThreadJobs(lambda: database.open_reader(sys.argv[1]), posted.put)
for number in range(8):
    jobs.submit(f"полоса {number}", lambda conn: conn.execute("SELECT count(*) FROM article").fetchone(),
                print, print)
for number in range(8):
    posted.get(timeout=20)()
file = ctypes.c_void_p(libc.fopen(sys.argv[2].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
jobs.close()
"""

# What lasts is made among much that is gone a moment later, as a busy moment of several lanes leaves it; some
# of it is made larger and given back after that.  Then it says by how many kB the memory has grown.
PEAK = """
import sys
from pathlib import Path
if "watched" in sys.argv:
    import tracemalloc
    tracemalloc.start()
from aitui.explorer import arena

def resident():
    return int(Path("/proc/self/status").read_text().partition("VmRSS:")[2].split()[0])

before = [[str(number)] for number in range(20_000)]
arena.share()
arena.share()
arena.trim()
began = resident()
much = [f"текст {number}" for number in range(400_000)]
lasts = much[::800]
for each in before:
    each.extend(range(100))
del much
arena.trim()
grown = resident() - began
assert [int(each[0]) for each in before] == list(range(20_000))
assert lasts == [f"текст {number}" for number in range(0, 400_000, 800)]
del before
print(grown)
"""


def grown(*words: str, **environment: str) -> int:
    """Return by how many MB a program has grown after a busy moment."""
    done = subprocess.run(
        [sys.executable, "-c", PEAK, *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout) // 1024


@pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "malloc_info"),
    reason="only glibc has several stores",
)
def test_lanes_share_one_store(tmp_path: Path) -> None:
    corpus = put(tmp_path / "корпус.db", four())
    told = tmp_path / "info.xml"
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(corpus), str(told)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("(") == 8, done.stdout
    assert told.read_text(encoding="ascii").count("<heap nr=") == 1


@pytest.mark.skipif(
    not (hasattr(ctypes.CDLL(None), "malloc_trim") and arena._known_python()),
    reason="Python's own store is in use",
)
def test_what_a_busy_moment_took_is_given_back_though_something_of_it_lasts() -> None:
    # The lists that were there before and were made larger since, 18 MB, are no part of that moment.
    assert grown() < grown(PYTHONMALLOC="pymalloc") - 20


@pytest.mark.parametrize("kind", ["debug", "malloc", "pymalloc_debug"])
def test_where_a_person_has_chosen_an_allocator_it_stays(kind: str) -> None:
    grown(PYTHONMALLOC=kind)


def test_where_memory_is_watched_all_stays_as_it_is() -> None:
    grown("watched")
