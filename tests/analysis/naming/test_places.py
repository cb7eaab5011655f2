"""Places inside longer names, and places in languages without names of their own."""

from __future__ import annotations

import re

import pytest

from aitui.analysis.naming.names import find_mentions
from aitui.model import Sentence


def lit(text: str, lang: str) -> dict[str, str]:
    """Return surface -> entity."""
    spans = [Sentence(*match.span()) for match in re.finditer(r"\S[^.!?]*[.!?]?", text)]
    return {item.surface: item.entity for item in find_mentions(text, lang, spans, [])}


def test_a_place_in_latin_letters_may_open_a_longer_name() -> None:
    found = lit("Продюсеры Miami Bass записали альбом.", "ru")
    assert set(found) == {"Miami Bass"}
    assert "miami" not in found.values()


def test_a_place_after_von_belongs_to_a_person() -> None:
    assert "parma" not in lit("Gestern regierte Margarete von Parma das Land.", "de").values()
    assert lit("Sie fuhren weiter nach Parma.", "de") == {"Parma": "parma"}


def test_an_adjective_with_a_capital_tells_another_place() -> None:
    found = lit("В 1961 году Британский Камерун стал частью страны, а Камерун остался.", "ru")
    assert found["Камерун"] == "cameroon"
    assert found["Британский Камерун"] not in ("cameroon", "united-kingdom")
    assert lit("Богатый Камерун торгует.", "ru") == {"Камерун": "cameroon"}


def test_places_light_up_where_a_language_has_no_names_of_its_own() -> None:
    found = lit("De bor i Paris och reste till Beijing. EU svarade.", "sv")
    assert (found["Paris"], found["Beijing"], found["EU"]) == ("paris", "beijing", "european-union")


def test_words_that_open_a_sentence_are_no_english_places() -> None:
    assert "medan" not in lit("Medan hysterin växte höll de ut.", "sv").values()
    assert "suez" not in lit("Sedan kom Suez-krisen.", "sv").values()


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        ("sv", "Kinas export till Tyskland och USA ökade.", {"Kinas": "china", "Tyskland": "germany"}),
        ("nl", "In Duitsland en de Verenigde Staten daalde het.", {"Verenigde Staten": "usa"}),
        (
            "hr",
            "Ministri Njemačke i Kine sastali su se u Francuskoj.",
            {"Njemačke": "germany", "Kine": "china"},
        ),
        ("sr", "Делегација из Кине посетила је Србију.", {"Кине": "china"}),
        ("cs", "Dovoz z Německa a Číny loni klesl.", {"Německa": "germany", "Číny": "china"}),
        ("fi", "Yritys myi sen Kiinaan ja Saksassa.", {"Kiinaan": "china", "Saksassa": "germany"}),
        ("hu", "A cég Kínában és Németországban gyárt.", {"Kínában": "china", "Németországban": "germany"}),
        ("ro", "Azi exporturile Chinei au crescut.", {"Chinei": "china"}),
        (
            "lt",
            "Prekyba su Kinija ir Vokietijos eksportas augo.",
            {"Kinija": "china", "Vokietijos": "germany"},
        ),
    ],
)
def test_states_are_known_in_languages_that_the_gazetteer_has_none_of(
    lang: str, text: str, wanted: dict[str, str]
) -> None:
    found = lit(text, lang)
    assert {surface: found.get(surface) for surface in wanted} == wanted


def test_a_word_that_only_looks_like_a_state_stays_what_it_is() -> None:
    assert "china" not in lit("Kinasy AB säljer kinesiska varor.", "sv").values()
    assert "iran" not in lit("Ministar Iranić je govorio.", "hr").values()
