"""The dictionary of Russian words is there once, whoever asks for it, and however many at a time."""

from __future__ import annotations

import subprocess
import sys

# Two threads ask at the same time, as two lanes of the explorer do; then all who use it.
PROGRAM = """
import gc, threading
from aitui.analysis.measures import tense
from aitui.analysis.naming import inflection
from aitui.text import lexemes, morphology

found = []
asking = [threading.Thread(target=lambda: found.append(morphology.russian_words())) for _ in range(2)]
for thread in asking:
    thread.start()
for thread in asking:
    thread.join()
assert lexemes.stems("рынок")
text = "компания откроет завод в 2030 году"
assert tense.tense(text, 0, len(text), "ru", 24, 35) == tense.FORECAST
assert inflection.russian_words() is found[0] is found[1]
import pymorphy3
print(sum(isinstance(one, pymorphy3.MorphAnalyzer) for one in gc.get_objects()))
"""


def test_there_is_one() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.stdout == "1\n", done.stderr
