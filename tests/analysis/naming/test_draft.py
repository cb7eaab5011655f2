"""What the rules know of the language of a text."""

from __future__ import annotations

import pytest

from aitui.analysis.annotator import annotate
from aitui.analysis.language import CASED_LANGUAGES, CORE_LANGUAGES, LATIN_LANGUAGES, OTHER_LANGUAGES
from aitui.model import Article


def test_every_language_is_one_that_is_identified() -> None:
    assert LATIN_LANGUAGES <= CORE_LANGUAGES | OTHER_LANGUAGES
    assert CASED_LANGUAGES <= CORE_LANGUAGES | OTHER_LANGUAGES


@pytest.mark.parametrize(
    ("lang", "text", "ordinary"),
    [
        (
            "tr",
            "Ankara'da Çin heyeti Ahmet Yılmaz ile görüştü. Yapay zekâ konuşuldu.",
            "Yapay",
        ),
        ("lt", "Vakar prezidentas susitiko su OpenAI. Visi kalbėjo apie dirbtinį intelektą.", "Visi"),
        ("et", "Eile kohtus president OpenAI juhtidega. Kõik rääkisid tehisarust.", "Kõik"),
    ],
)
def test_words_of_a_language_in_latin_letters_are_no_foreign_names(
    lang: str, text: str, ordinary: str
) -> None:
    found = annotate(Article(text, lang=lang)).mentions
    assert found
    assert ordinary not in [mention.surface for mention in found]
    assert "latin-run" not in {mention.rule for mention in found}
