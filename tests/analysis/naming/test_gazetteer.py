"""The gazetteer: reading its files, and where a known name counts."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.resources import files
from io import StringIO
from pathlib import Path

import pytest

from aitui.analysis.naming import gazetteer, places_lexicon
from aitui.analysis.naming.gazetteer import Gazetteer, parse_sources, read_compiled
from aitui.analysis.naming.inflection import compile_gazetteer, render
from aitui.analysis.naming.tokens import Tokens
from aitui.errors import AituiError

SOURCE = """
[china]
type = "place"
en = ["China"]
ru = ["Китай", "КНР"]
es = ["China"]
zh = ["中国"]
adj = { ru = ["китайский"], es = ["chino"], en = ["Chinese"] }

[usa]
type = "place"
en = ["United States", "U.S."]
ru = ["США"]
not_after = ["доллар"]

[us-congress]
type = "organization"
ru = ["Конгресс США"]

[mit]
type = "organization"
any = ["MIT"]
not_after = ["лицензи", "licen"]

[arm]
type = "organization"
any = ["Arm"]
exact = true
needs = ["чип", "Nvidia"]

[ai-plus]
type = "concept"
any = ["AI+"]

[o3]
type = "product"
any = ["o3"]

[ceibs]
type = "organization"
zh = ["中欧国际工商学院"]

[europe]
type = "place"
zh = ["欧洲", "中欧"]
"""


@pytest.fixture(scope="module")
def known() -> Gazetteer:
    return read_compiled(StringIO(render(compile_gazetteer({"test.toml": SOURCE}))))


def hits(known: Gazetteer, text: str, lang: str) -> list[tuple[str, str, str]]:
    """Return surface, slug and kind of the hits in a text."""
    found = known.match(Tokens(text), lang)
    return [(text[hit.start : hit.end], hit.entity.slug, hit.kind) for hit in found]


def test_inflected_names_and_adjectives(known: Gazetteer) -> None:
    text = "Между Китаем и США, в китайских фирмах КНР"
    assert hits(known, text, "ru") == [
        ("Китаем", "china", "name"),
        ("США", "usa", "name"),
        ("китайских", "china", "adj"),
        ("КНР", "china", "name"),
    ]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("uk", "Між Китаєм і США, китайських фірм", [("Китаєм", "name"), ("китайських", "adj")]),
        ("pl", "Z Chinami i w chińskich firmach Chińczyków", [
            ("Chinami", "name"), ("chińskich", "adj"), ("Chińczyków", "adj"),
        ]),
        ("pt", "Na China, as empresas chinesas", [("China", "name"), ("chinesas", "adj")]),
    ],
)  # fmt: skip
def test_ukrainian_polish_and_portuguese(lang: str, text: str, found: list[tuple[str, str]]) -> None:
    source = """
[china]
type = "place"
uk = ["Китай"]
pl = ["Chiny"]
pt = ["China"]
adj = { uk = ["китайський"], pl = ["chiński", "Chińczyk"], pt = ["chinês"] }
"""
    known = read_compiled(StringIO(render(compile_gazetteer({"test.toml": source}))))
    assert [(surface, kind) for surface, _, kind in hits(known, text, lang)] == found


def test_a_chinese_name_of_a_person_stands_without_its_dot_too() -> None:
    source = """
[anna-berg]
type = "person"
en = ["Anna Berg"]
zh = ["安娜·贝格", "贝格"]
"""
    known = read_compiled(StringIO(render(compile_gazetteer({"test.toml": source}))))
    for text in ("昨天安娜·贝格说话", "昨天安娜贝格说话"):
        assert [surface for surface, _, _ in hits(known, text, "zh")] == [text[2:-2]]


def test_an_english_name_serves_languages_that_have_none_of_their_own(known: Gazetteer) -> None:
    entity = known.english("China", "sv")
    assert entity is not None
    assert entity.slug == "china"
    assert known.english("China", "pl") is None
    assert known.english("Chinese", "sv") is None


def test_the_longest_name_wins(known: Gazetteer) -> None:
    assert hits(known, "Конгрессом США", "ru") == [("Конгрессом США", "us-congress", "name")]
    assert hits(known, "在中欧国际工商学院", "zh") == [("中欧国际工商学院", "ceibs", "name")]


def test_neighbours_rule_a_name_out(known: Gazetteer) -> None:
    assert hits(known, "10 млрд долларов США, лицензией MIT", "ru") == []
    assert hits(known, "Студенты MIT", "ru") == [("MIT", "mit", "name")]


def test_what_is_ruled_out_is_told(known: Gazetteer) -> None:
    refused: list[tuple[int, int]] = []
    assert list(known.match(Tokens("долларов США"), "ru", refused)) == []
    assert refused == [(1, 1)]


def test_case_tells_short_names_and_the_capital_the_others(known: Gazetteer) -> None:
    assert hits(known, "mit dem Team, in China", "en") == [("China", "china", "name")]
    assert hits(known, "арм и ARM, но Arm", "ru") == [("Arm", "arm", "name")]
    assert hits(known, "2 o 3 anni, o3", "it") == [("o3", "o3", "name")]


def test_a_small_letter_tells_the_spanish_adjective(known: Gazetteer) -> None:
    assert hits(known, "la empresa china de China", "es") == [
        ("china", "china", "adj"),
        ("China", "china", "name"),
    ]


def test_a_closing_sign_belongs_to_the_name(known: Gazetteer) -> None:
    assert hits(known, "The U.S. said", "en") == [("U.S.", "usa", "name")]
    assert hits(known, "AI and AI+ plans", "en") == [("AI+", "ai-plus", "name")]


def test_names_of_one_language_stay_there(known: Gazetteer) -> None:
    assert hits(known, "Chinese", "it") == []
    assert hits(known, "China", "de") == []
    assert hits(known, "China Daily", "ru") == [("China", "china", "name")]


def test_names_inside_words_and_numbers_are_none(known: Gazetteer) -> None:
    assert hits(known, "o3x ao3 Китайгород", "ru") == []


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ('[a]\ntype = "planet"\nen = ["A"]', "wrong type"),
        ('[a]\ntype = "place"\nnames = ["A"]', "unknown fields"),
        ('[a]\ntype = "place"', "no name"),
        ("[a", "a.toml"),
    ],
)
def test_mistakes_in_a_file_are_named(source: str, reason: str) -> None:
    with pytest.raises(AituiError, match=reason):
        parse_sources({"a.toml": source})


def test_a_slug_stands_in_one_file_only() -> None:
    table = '[ün]\ntype = "place"\nen = ["Ün"]'.replace("ü", "u")
    with pytest.raises(AituiError, match="two places"):
        parse_sources({"a.toml": table, "b.toml": table})


def test_the_compiled_file_is_fresh() -> None:
    shipped = files("aitui.names").joinpath(gazetteer.COMPILED).read_text(encoding="utf-8")
    made = render(compile_gazetteer(gazetteer.read_sources()))
    assert shipped == made, "run `make names` and commit aitui/names/compiled.json"


def test_the_places_of_the_lexicon_are_fresh() -> None:
    shipped = files("aitui.names").joinpath(places_lexicon.FILE).read_text(encoding="utf-8")
    made = places_lexicon.render(gazetteer.read_sources())
    assert shipped == made, "run `make names` and commit aitui/names/lexicon/gazetteer.txt"
    assert "\nDamascus | " in made
    assert "大马士革" in made


def test_every_entity_has_a_name_and_a_parent_that_exists() -> None:
    entities = gazetteer.load().entities
    assert len(entities) >= 300
    assert [slug for slug, entity in entities.items() if not entity.name] == []
    parents = {entity.parent for entity in entities.values() if entity.parent}
    assert parents - set(entities) == set()


def test_loading_needs_no_morphology() -> None:
    code = (
        "import sys; from aitui.analysis.naming import names\n"
        "names.find_mentions('Китаем и OpenAI', 'ru', [], [])\n"
        "print(sorted({'pymorphy3', 'babel', 'textual'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_the_lexicon_has_of_cldr_is_fresh() -> None:
    folder = Path(str(files("aitui.names")))
    shipped = (folder / places_lexicon.CLDR).read_text(encoding="utf-8")
    made = places_lexicon.render_cldr(places_lexicon.others(folder))
    assert shipped == made, "run `make names` and commit aitui/names/lexicon/cldr.txt"
    assert "\nKhmer | кхмерский | khmer | Khmer | 高棉语 | khmer | jemer\n" in made
    assert "\nChad | Чад | Ciad |" in made
    # What the other files name, signs for no language, and what is a word of something else are left out.
    assert not re.search("^(China|Easter|Easter Island|No linguistic content|Vostok) \\|", made, re.MULTILINE)
