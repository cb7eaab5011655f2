"""Lanes take what other lanes have freed: the C library keeps one store of memory for all of them."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest
from small_corpora import four, put

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
