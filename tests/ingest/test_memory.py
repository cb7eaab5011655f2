"""Memory does not grow with the archive: what is remembered of words and names has a bound."""

from __future__ import annotations

import subprocess
import sys
from functools import _lru_cache_wrapper
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import aitui

# Entries of one memo: some megabytes.
_MOST = 1 << 15
# Adds texts in which every word is new and prints the resident memory of the process in the middle and at the
# end, in KiB.
_ADD = """
import random, re, sys
from pathlib import Path
from aitui.ingest import pipeline
from aitui.model import Article
from aitui.store import database

luck = random.Random(1)
LETTERS = {"ru": "аеиоулнрстпмкв", "en": "aeioulnrstpmkd"}

def word(lang):
    return "".join(luck.choices(LETTERS[lang], k=luck.randint(6, 11)))

def text(lang):
    lines = []
    for _ in range(8):
        names = word(lang).capitalize() + " " + word(lang).capitalize()
        lines.append(" ".join([names, *(word(lang) for _ in range(12))]).capitalize() + ".")
    return "\\n".join(lines)

def add(number):
    luck_of = [("ru", "en")[n % 2] for n in range(number)]
    summary = pipeline.add(conn, (Article(text(lang), lang=lang) for lang in luck_of))
    assert summary.added == number, summary.failures
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

conn = database.open_writer(sys.argv[1])
conn.execute("PRAGMA cache_size=-2000")  # pages of the file fill a room of their own, whose size is fixed
print(*(add(int(number)) for number in sys.argv[2:]))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_new_words_without_end_take_no_more_memory(tmp_path: Path) -> None:
    run = [sys.executable, "-c", _ADD, str(tmp_path / "к.db"), "450", "450"]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    middle, end = map(int, done.stdout.split())
    # 50,000 words in between: kept in every table that remembers words, they would take 60 MB.
    assert end - middle < 24 * 1024


def test_no_memo_of_words_is_larger_than_some_megabytes() -> None:
    """Each is small by itself; a dozen large ones fill a machine."""
    large = []
    for module in walk_packages(aitui.__path__, "aitui."):
        if module.name.startswith(("aitui.text.", "aitui.analysis.")):
            for name, value in vars(import_module(module.name)).items():
                if (
                    isinstance(value, _lru_cache_wrapper)
                    and (value.cache_parameters()["maxsize"] or 0) > _MOST
                ):
                    large.append(f"{module.name}.{name}")
    assert not large
