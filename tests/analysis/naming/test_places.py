"""Places inside longer names, and places in languages without names of their own."""

from __future__ import annotations

import re

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
