"""The PUD sentences: a thousand, the same in every language, in one order."""

from __future__ import annotations

import json
from pathlib import Path

from span_sets import read_rows


def of_uner(folder: Path, lang: str) -> list[str]:
    """Return the sentences of a language as UNER has them; some of its sets stand in another order."""
    lines = (folder / f"docs.{lang}_pud.jsonl").read_text(encoding="utf-8").splitlines()
    return [row["text"] for row in sorted(map(json.loads, lines), key=lambda row: str(row["doc"]))]


def of_table(path: Path, lang: str) -> list[str]:
    """Return the sentences of a language out of a table with a column for each."""
    return [row[lang] for row in read_rows(path)]
