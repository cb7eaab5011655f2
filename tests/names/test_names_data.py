"""The shipped gazetteer files hold together: what a contributor can get wrong is told by name."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from aitui.analysis.naming.gazetteer import EXACT_LETTERS, LANGUAGES, key_of
from aitui.analysis.naming.tokens import has_cyrillic, has_han
from aitui.model import EntityType
from aitui.text.clean import clean_line

NAMES = Path(__file__).parents[2] / "src" / "aitui" / "names"
FILES = sorted(path.name for path in NAMES.glob("*.toml"))
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
VARYING = re.compile('[«»„“”"()\\[\\]—–№]')
CYRILLIC = ("ru", "uk")
# Their adjective is that of another state, or nobody uses one.
WITHOUT_ADJECTIVE = {
    "vatican", "congo-brazzaville", "dominica", "guinea-bissau", "saint-kitts-and-nevis", "macau",
    "saint-vincent-and-the-grenadines", "sao-tome-and-principe", "solomon-islands",
}  # fmt: skip
# Names of CLDR that are left out, because they are mostly something else: a name Dominic or Maurice, «that».
LEFT_OUT = {("dominica", "zh"), ("mauritius", "fr"), ("togo", "ru"), ("togo", "uk")}
WORDS = ("not_after", "not_before", "needs", "doubtful")
FIELDS = {"type", "subtype", "any", "parent", "adj", "exact", *WORDS, *LANGUAGES}


@cache
def tables(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((NAMES / name).read_text(encoding="utf-8"))


def everything() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield file, slug and table of every entity."""
    for name in FILES:
        for slug, table in tables(name).items():
            yield name, slug, table


def names_of(table: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield language (`any` among them) and name."""
    for lang in ("any", *LANGUAGES):
        for name in table.get(lang, ()):
            yield lang, name


def letters(word: str) -> int:
    return sum(char.isalnum() for char in word)


def strings(table: dict[str, Any]) -> list[str]:
    """Return every name, adjective and neighbouring word of a table."""
    found = [name for _, name in names_of(table)]
    found += [word for words in table.get("adj", {}).values() for word in words]
    found += [word for field in WORDS for word in table.get(field, ())]
    return found


@pytest.mark.parametrize("name", FILES)
def test_tables_have_the_fields_that_the_readme_tells(name: str) -> None:
    wrong = []
    for slug, table in tables(name).items():
        if not SLUG.fullmatch(slug):
            wrong.append(f"{slug}: not a slug")
        if set(table) - FIELDS:
            wrong.append(f"{slug}: unknown fields {sorted(set(table) - FIELDS)}")
        if table.get("type") not in get_args(EntityType):
            wrong.append(f"{slug}: type {table.get('type')!r}")
        if not table.get("subtype"):
            wrong.append(f"{slug}: no subtype")
        if not any(names_of(table)):
            wrong.append(f"{slug}: no name")
        if table.get("exact", True) is not True:
            wrong.append(f"{slug}: exact is true or left out")
        if set(table.get("adj", {})) - set(LANGUAGES):
            wrong.append(f"{slug}: adjectives of unknown languages")
        lists = [table.get(field, ["x"]) for field in ("any", *LANGUAGES, *WORDS)]
        lists += list(table.get("adj", {"en": ["x"]}).values())
        if not all(isinstance(words, list) and words for words in lists):
            wrong.append(f"{slug}: a list that is empty or no list")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", FILES)
def test_strings_are_clean(name: str) -> None:
    wrong = []
    for slug, table in tables(name).items():
        for word in strings(table):
            if not word or word != " ".join(word.split()):
                wrong.append(f"{slug}: blanks in {word!r}")
            if unicodedata.normalize("NFC", word) != word or clean_line(word) != word:
                wrong.append(f"{slug}: {word!r} is not NFC or not fit for a terminal")
            if any(has_cyrillic(part) and re.search("[A-Za-z]", part) for part in re.findall(r"\w+", word)):
                wrong.append(f"{slug}: {word!r} mixes Cyrillic and Latin letters in one word")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", FILES)
def test_names_stand_in_the_script_of_their_language(name: str) -> None:
    wrong = []
    for slug, table in tables(name).items():
        for lang, word in names_of(table):
            cyrillic, han = lang in CYRILLIC, lang == "zh"
            if (has_cyrillic(word) and not cyrillic) or (has_han(word) and not han):
                wrong.append(f"{slug}: {lang} {word!r}")
            if lang == "uk" and re.search("[ёъыэ]", word.lower()):
                wrong.append(f"{slug}: {word!r} has letters that Ukrainian has not")
            if lang == "ru" and re.search("[іїєґ]", word.lower()):
                wrong.append(f"{slug}: {word!r} has letters that Russian has not")
        for lang, words in table.get("adj", {}).items():
            if any(has_cyrillic(word) != (lang in CYRILLIC) for word in words):
                wrong.append(f"{slug}: {lang} {words!r}")
    assert not wrong, "\n".join(wrong)


def test_a_slug_stands_once() -> None:
    places = defaultdict(list)
    for name, slug, _ in everything():
        places[slug].append(name)
    assert not {slug: found for slug, found in places.items() if len(found) > 1}


def test_a_name_is_listed_once() -> None:
    wrong = []
    for _, slug, table in everything():
        for words in (*(table.get(lang, []) for lang in ("any", *LANGUAGES)), *table.get("adj", {}).values()):
            wrong += [f"{slug}: {word!r}" for word in words if words.count(word) > 1]
    assert not wrong, "\n".join(wrong)


def test_parents_exist_and_make_no_ring() -> None:
    parents = {slug: table.get("parent") for _, slug, table in everything()}
    missing = {slug: parent for slug, parent in parents.items() if parent and parent not in parents}
    assert not missing
    for slug in parents:
        seen: list[str] = []
        above: str | None = slug
        while above:
            assert above not in seen, f"{slug} is its own ancestor"
            seen.append(above)
            above = parents[above]


def test_a_name_belongs_to_one_entity() -> None:
    """A name of two entities is told apart by context: all but one of them say what they need."""
    owners: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for _, slug, table in everything():
        for lang, word in names_of(table):
            exact = table.get("exact") or letters(word) <= EXACT_LETTERS
            form = word if exact else key_of(word)
            for each in LANGUAGES if lang == "any" else (lang,):
                doubtful = table.get("doubtful", [word])
                owners[each, form][slug] = bool(table.get("needs")) and word in doubtful
    wrong = {form: sorted(found) for form, found in owners.items() if list(found.values()).count(False) > 1}
    assert not wrong


def test_names_carry_no_signs_that_vary() -> None:
    """Quotation marks, dashes and brackets differ from text to text; no name is joined over them."""
    wrong = []
    for _, slug, table in everything():
        wrong += [f"{slug}: {word!r}" for _, word in names_of(table) if VARYING.search(word)]
    assert not wrong, "\n".join(wrong)


def test_a_sign_at_the_end_of_a_name_is_not_what_tells_it_apart() -> None:
    """Signs are no tokens: «IA+» would be «IA», and light up in every sentence of a French text."""
    wrong = []
    for _, slug, table in everything():
        words = [word for _, word in names_of(table) if not has_han(word)]
        wrong += [f"{slug}: {word!r}" for word in words if word[-1] in "+#*!?" or not key_of(word)]
    assert not wrong, "\n".join(wrong)


def test_states_have_names_and_adjectives_in_every_language() -> None:
    """The promise of the first screen: a state lights up in all ten languages, noun and adjective."""
    wrong = []
    for slug, table in tables("places.toml").items():
        if table["subtype"] != "country":
            continue
        wrong += [
            f"{slug}: no name in {lang}" for lang in LANGUAGES if not (table.get(lang) or table.get("any"))
        ]
        if slug not in WITHOUT_ADJECTIVE:
            wanted = ("ru", "it", "de", "fr", "es", "uk", "pl", "pt")
            missing = [lang for lang in wanted if not table.get("adj", {}).get(lang)]
            # Of a few small states one or two languages have no adjective that is in use.
            wrong += [f"{slug}: no adjective in {missing}"] if len(missing) > 2 else []
    assert not wrong, "\n".join(wrong)


def test_territory_names_agree_with_cldr() -> None:
    """The first name of a state in each language is that of CLDR, or CLDR's name is among the others."""
    babel = pytest.importorskip("babel")
    english = {name: code for code, name in babel.Locale("en").territories.items() if len(code) == 2}
    wrong = []
    compared = 0
    for slug, table in tables("places.toml").items():
        code = next((english[name] for name in table.get("en", ()) if name in english), None)
        if table["subtype"] != "country" or code is None:
            continue
        compared += 1
        for lang in LANGUAGES:
            name = babel.Locale(lang).territories[code]
            known = {key_of(word) for word in (*table.get(lang, ()), *table.get("any", ()))}
            plain = not any(sign in name for sign in "(–—") and " - " not in name
            if plain and key_of(name) not in known and (slug, lang) not in LEFT_OUT:
                wrong.append(f"{slug}: {lang} lacks {name!r}")
    assert compared > 180
    assert not wrong, "\n".join(wrong)


def test_there_is_enough_of_it() -> None:
    """The subject needs breadth; a file emptied by mistake would otherwise pass every other test."""
    counts = {name: len(tables(name)) for name in FILES}
    for name, least in {
        "places.toml": 390,
        "organizations.toml": 1000,
        "publications.toml": 450,
        "people.toml": 900,
        "companies.toml": 1200,
        "laws.toml": 60,
        "events.toml": 15,
    }.items():
        assert counts.get(name, 0) >= least, name
    assert sum(counts.values()) >= 300
