"""The places of the gazetteer as lines of the lexicon, by which searches are worded in other languages."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from aitui.text.han import simplified
from aitui.text.translations import LANGS

# Beside the compiled names.
FILE = "lexicon/gazetteer.txt"
_SOURCES = ("places.toml", "cities.toml")
# So many names of a place in a language.
_NAMES = 4
_HEAD = "# Places of the gazetteer; `make names` writes this file.  en | ru | it | de | zh | fr | es\n"


def render(sources: Mapping[str, str]) -> str:
    """Return the lines of all places that have a name of their own in each language, and are no other word.

    Args:
        sources: the text of each table by its name.
    """
    lines: list[str] = []
    for name in _SOURCES:
        for table in tomllib.loads(sources[name]).values():
            each = [_names(table, lang) for lang in LANGS]
            if table.get("type") == "place" and not table.get("needs") and all(each):
                lines.append(" | ".join(map(", ".join, each)))
    return _HEAD + "".join(f"{line}\n" for line in lines)


def _names(table: Mapping[str, Any], lang: str) -> list[str]:
    names = [*table.get(lang, ()), *table.get("any", ()), *table.get("adj", {}).get(lang, ())]
    told = [simplified(name) if lang == "zh" else name for name in names]
    return [name for name in dict.fromkeys(told) if "," not in name and "|" not in name][:_NAMES]
