"""Units of physics and dollar signs."""

from __future__ import annotations

import pytest

from aitui.analysis.measures.units import dollar_signs, physical_units


@pytest.mark.parametrize(
    ("locale", "word", "unit"),
    [
        ("ru", "километров", "km"),
        ("de", "Kilometer", "km"),
        ("it", "chilometri", "km"),
        ("en", "square meters", "m²"),
        ("fr", "kilogrammes", "kg"),
        ("pl", "gigabajtów", "GB"),
    ],
)
def test_names_in_every_plural_form(locale: str, word: str, unit: str) -> None:
    assert (word, unit) in set(physical_units(locale))


def test_single_letters_name_no_unit() -> None:
    assert not [word for word, _ in physical_units("en") if len(word) == 1]


def test_other_dollars_say_which() -> None:
    assert {("CAD$", "CAD"), ("$CAD", "CAD"), ("USD$", "USD")} <= set(dollar_signs())
