"""Past or still to come."""

from __future__ import annotations

import pytest

from aitui.analysis.measures.tense import FORECAST, PAST, UNKNOWN, tense


@pytest.mark.parametrize(
    ("lang", "text", "figure", "expected"),
    [
        ("en", "it will cut 20,000 jobs", "20,000", FORECAST),
        ("en", "it cut 20,000 jobs", "20,000", PAST),
        ("ru", "вложит 5 млрд", "5 млрд", FORECAST),
        ("it", "ha investito 5 miliardi", "5 miliardi", PAST),
        ("de", "wird 5 Mrd. für Schönes investieren", "5 Mrd.", FORECAST),
        ("de", "wird mit 5 Mrd. für gewöhnlich bewertet", "5 Mrd.", UNKNOWN),
    ],
)
def test_the_verb_before_a_form_of_two_tenses_tells(lang: str, text: str, figure: str, expected: str) -> None:
    at = text.index(figure)
    assert tense(text, 0, len(text), lang, at, at + len(figure)) == expected
