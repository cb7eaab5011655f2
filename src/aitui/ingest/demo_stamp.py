"""Which demo corpus was built last, from what: a start reads this and not the texts and names themselves.

They are eight megabytes, and what builds the demo takes as long to import as Textual.
"""

from __future__ import annotations

import os
from contextlib import suppress

from aitui import __version__
from aitui.store import database

_PACKAGE = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
# Where its texts can lie, and the names that are found in them; `demo.demo_corpus` reads the same.
_MADE_OF = (
    (os.path.join(_PACKAGE, "demo"), ".jsonl"),
    (os.path.join(_PACKAGE, "..", "..", "data"), ".jsonl"),
    (os.path.join(_PACKAGE, "names"), ".json"),
)


def known(home: str) -> str:
    """Return the demo corpus that was built of what is there now, empty where it has to be looked for."""
    with suppress(OSError, ValueError), open(_stamp(home), encoding="utf-8") as file:  # or it is no text
        state, _, name = file.read().rpartition("\n")
        corpus = os.path.join(home, name)
        if state == _state() and os.path.isfile(corpus):
            return corpus
    return ""


def built(home: str) -> str:
    """Return the demo corpus, built if need be, and remember of what.

    Raises:
        StoreError: the folder cannot be written.
    """
    from pathlib import Path

    from aitui.ingest.demo import demo_corpus

    state = _state()  # before: what changes while it is built is seen at the next start
    corpus = str(demo_corpus(Path(home)))
    with suppress(OSError), open(_stamp(home), "w", encoding="utf-8") as file:
        file.write(f"{state}\n{os.path.basename(corpus)}")
    return corpus


def _stamp(home: str) -> str:
    return os.path.join(home, "demo-built-of")


def _state() -> str:
    """Return what changes with release, tables, texts and names."""
    parts = [f"{__version__} {database.CORPUS.schema}"]
    for folder, ending in _MADE_OF:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                if entry.name.endswith(ending):
                    found = entry.stat()
                    parts.append(f"{entry.name} {found.st_size} {found.st_mtime_ns}")
    return "\n".join(parts)
