"""Places and languages as lines of the lexicon, by which searches are worded in other languages.

Two files: the places of the gazetteer; and what Unicode's CLDR, as Babel has it, calls territories, cities of
time zones, and languages, where the lexicon has none of that name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel import Locale

from aitui.text.han import simplified
from aitui.text.translations import LANGS

# Beside the compiled names.
FILE = "lexicon/gazetteer.txt"
CLDR = "lexicon/cldr.txt"
_SOURCES = ("places.toml", "cities.toml")
# So many names of a place in a language.
_NAMES = 4
# What CLDR calls so is more often something else.
_OTHERWISE = frozenset(
    {
        "Easter",
        "Easter Island",
        "Wake",
        "Troll",
        "Reunion",
        "Nome",
        "Unknown City",
        "Regina",
        "Center",
        "Vostok",
    }
)
_NO_LANGUAGE = frozenset({"mul", "und", "zxx"})
# Letters that a name of CLDR has at least: shorter ones are words of other languages.  A Russian name has
# three at least: Чад.
_LETTERS, _RUSSIAN, _CHARACTERS = 4, 3, 2
# Languages, beside English, in which CLDR has a name for it.
_NAMED_IN = 3
_HEAD = "# {}; `make names` writes this file.  en | ru | it | de | zh | fr | es\n"


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
    return _HEAD.format("Places of the gazetteer") + "".join(f"{line}\n" for line in lines)


def _names(table: Mapping[str, Any], lang: str) -> list[str]:
    names = [*table.get(lang, ()), *table.get("any", ()), *table.get("adj", {}).get(lang, ())]
    told = [simplified(name) if lang == "zh" else name for name in names]
    return [name for name in dict.fromkeys(told) if "," not in name and "|" not in name][:_NAMES]


def render_cldr(lexicon: Iterable[str]) -> str:
    """Return the lines of what CLDR names and the lexicon does not.

    Args:
        lexicon: the texts of its other files.
    """
    heads = (line.partition("|")[0] for text in lexicon for line in text.splitlines() if line[:1] != "#")
    known = {name.strip() for head in heads for name in head.split(",")}
    lines: list[str] = []
    for names in _told_by_cldr():
        if (
            names[0] not in known
            and names[0] not in _OTHERWISE
            and sum(map(_is_name, names[1:])) >= _NAMED_IN
        ):
            known.add(names[0])
            lines.append(" | ".join(name if _is_name(name) else names[0] for name in names))
    return _HEAD.format("Territories, cities and languages by CLDR") + "".join(
        f"{line}\n" for line in sorted(lines)
    )


def others(names: Path) -> list[str]:
    """Return the texts of the files of the lexicon but that of CLDR, from the folder of the names."""
    paths = sorted((names / CLDR).parent.glob("*.txt"))
    return [path.read_text(encoding="utf-8") for path in paths if path != names / CLDR]


def _told_by_cldr() -> Iterator[list[str]]:
    """Yield the names of each thing in each language, empty where CLDR has none."""
    locales = [Locale.parse(lang) for lang in LANGS]
    for code in sorted(locales[0].territories):
        yield [simplified(each.territories.get(code, "")) for each in locales]
    zones = {str(zone) for each in locales for zone in each.time_zones}
    for zone in sorted(zone for zone in zones if not zone.startswith("Etc/")):
        cities = [simplified(each.time_zones.get(zone, {}).get("city", "")) for each in locales]
        # English leaves out what the zone is called by.
        yield [cities[0] or zone.rpartition("/")[2].replace("_", " "), *cities[1:]]
    for code in sorted(set(locales[0].languages) - _NO_LANGUAGE):
        yield [simplified(each.languages.get(code, "")) for each in locales]


def _is_name(name: str) -> bool:
    han, russian = re.match("[\u4e00-\u9fff]", name), re.match("[А-ЯЁ]", name)
    least = _CHARACTERS if han else _RUSSIAN if russian else _LETTERS
    return len(name) >= least and not re.search(r"[,|()/&\d]|[（）、]|о-в", name)
