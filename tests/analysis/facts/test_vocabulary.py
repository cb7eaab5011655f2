"""The words that claims are read by."""

from __future__ import annotations

import pytest

from aitui.analysis.facts.vocabulary import MEASURE, QUALIFIER, family, measures, vocabulary
from aitui.text.fold import fold


def cues(text: str, lang: str, kind: str) -> list[tuple[str, str]]:
    folded = fold(text)
    return [
        (text[c.start : c.end], c.name) for c in vocabulary(lang).cues(folded, 0, len(text)) if c.kind == kind
    ]


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        ("ru", "Выручка и расходы", [("Выручка", "revenue"), ("расходы", "spending")]),
        ("it", "l'utile d'esercizio", [("utile", "profit")]),
        ("en", "will cut jobs", [("cut jobs", "layoffs")]),
        ("fr", "son chiffre d'affaires", [("chiffre d'affaires", "revenue")]),
        ("zh", "英伟达营收增长", [("营收", "revenue"), ("增长", "growth")]),
        # A language without words of its own is read with the English ones.
        ("pl", "revenue", [("revenue", "revenue")]),
        ("ru", "выручкой-нибудь", [("выручкой", "revenue")]),
        ("it", "il patrimonio", []),
    ],
)
def test_a_measure_has_one_name_in_all_languages(lang: str, text: str, found: list[tuple[str, str]]) -> None:
    assert cues(text, lang, MEASURE) == found


def test_words_that_narrow_a_measure() -> None:
    assert cues("за миллион входных токенов", "ru", QUALIFIER) == [("входных", "input")]
    assert cues("token in uscita, ИИ", "it", QUALIFIER) == [("in uscita", "output")]
    assert family("input") == family("output")


def test_every_measure_says_what_a_date_means_for_it_and_what_it_counts() -> None:
    for name, measure in measures().items():
        assert measure.kind in ("flow", "stock", "event", "toll", "fixed"), name
        assert measure.native in measure.units, name
