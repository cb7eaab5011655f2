"""Names by their capitals where no table helps: Nordic and Slavic languages in Latin letters, and German."""

from __future__ import annotations

import pytest

from aitui.analysis.annotator import annotate
from aitui.model import Article


def _surfaces(text: str, lang: str) -> list[str]:
    return [item.surface for item in annotate(Article(text=text, lang=lang), taggers=()).mentions]


@pytest.mark.parametrize(
    ("lang", "text", "names"),
    [
        ("sv", "I går reste hon till Ljusnarsberg med Hjälmqvist.", ["Ljusnarsberg", "Hjälmqvist"]),
        ("da", "I dag rejste hun til Skærbæk for at møde Thygesen.", ["Skærbæk", "Thygesen"]),
        ("hr", "Jučer je ona u Varaždinu dugo razgovarala s Horvatićem.", ["Varaždinu", "Horvatićem"]),
        ("nl", "Gisteren sprak ze in Zwijndrecht lang met Vermeulen.", ["Zwijndrecht", "Vermeulen"]),
        ("de", "Später zog sie von Downsview nach Kleinostheim.", ["Downsview", "Kleinostheim"]),
        ("de", "Kolbowski war seit langem im Amt.", ["Kolbowski"]),
        ("de", "Dort gewann die Gemeinde Pflückow den Preis.", ["Pflückow"]),
        ("de", "Im Park spielte Dizzy Gillespie sein Lied.", ["Dizzy Gillespie"]),
        ("de", "Am Abend sprach die FMHQ über Geld.", ["FMHQ"]),
    ],
)  # fmt: skip
def test_a_capital_tells_a_name(lang: str, text: str, names: list[str]) -> None:
    assert _surfaces(text, lang) == names


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Gestern fuhr das Auto von Hof zu Hof und kam ohne Risiko an."),
        ("de", "Zuvor hatte der Rat getagt. Wasser war knapp, und Kritik kam auf."),
        ("de", "Die SMS und der LKW kamen an. Bekannt wurde das Konto mit Verspätung."),
        ("de", "Er arbeitet mit Polizei und Theater, ist Partei und lebt von Musik."),
        ("sv", "I går talade alla svenskar om vädret och katolicismen."),
    ],
)
def test_an_ordinary_word_is_none(lang: str, text: str) -> None:
    assert _surfaces(text, lang) == []
