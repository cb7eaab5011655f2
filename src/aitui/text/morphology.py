"""The dictionary of Russian words, for the forms that a search finds, for tenses and for names."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Any

_LOADING = Lock()


def russian_words() -> Any:
    """Return pymorphy3's analyser: one for all, since each would take 30 MB."""
    with _LOADING:  # two lanes may ask at the same time
        return _russian()


@cache
def _russian() -> Any:
    import pymorphy3  # 90 ms: only when a Russian word is asked for

    return pymorphy3.MorphAnalyzer(lang="ru")
