"""The lexicon of words that names are made of, and how typed words are met in it."""

from __future__ import annotations

import sys

import pytest

from aitui.text import stem, translations
from aitui.text.translations import LANGS, names_in, pieces


def meant(text: str, lang: str) -> list[str | None]:
    """The usual name of each part in a language, None where nobody knows the part."""
    written = [text[start:end] for start, end, _ in stem.words(text)]
    return [next(iter(names_in(piece.concepts, lang)), None) for piece in pieces(written)]


def test_every_line_has_a_name_in_each_language() -> None:
    for concept in translations._concepts():
        assert len(concept.names) == len(LANGS)
        for lang, names in zip(LANGS, concept.names, strict=True):
            assert all(names), concept
            if lang == "ru":
                latin = {name for name in names if name.isascii()}
                # Acronyms, brands and rulers' numbers are Latin in Russian texts too.
                assert all(name.isupper() or not name.islower() for name in latin), concept


@pytest.mark.parametrize(
    ("typed", "lang", "names"),
    [
        ("Музею современного искусства", "zh", ["博物馆", "现代", "艺术"]),
        ("britischen Botschaften", "ru", ["Великобритания", "посол"]),
        ("Новую Гвинею", "de", ["Neuguinea"]),
        ("третьей мировой войны", "it", ["terzo", "guerra mondiale"]),
        ("первой мировой войны", "it", ["prima guerra mondiale"]),
        # A run of Chinese, and a German compound; what nobody knows stays in one piece.
        ("格拉斯哥藝術學院", "it", ["Glasgow", "arte", "college"]),
        ("聖·邁克爾教堂", "de", ["Sankt", "Michael", "Kirche"]),
        ("林波波河", "en", [None, "river"]),
        ("亞斯碼頭", "ru", [None, "марина"]),
        ("Fußballverein", "fr", ["football", "association"]),
        ("Карлом Павлом", "es", ["Carlos", "Pablo"]),
        # An acronym is one in capitals.
        ("ООН", "en", ["United Nations"]),
        ("ONU", "ru", ["ООН"]),
        ("onu", "ru", [None]),
        ("Ктулху", "en", [None]),
    ],
)
def test_words_are_met_in_any_form(typed: str, lang: str, names: list[str | None]) -> None:
    assert meant(typed, lang) == names


def test_a_piece_tells_how_many_typed_words_it_is() -> None:
    found = pieces(["Премьер", "министром", "格拉斯哥藝術學院", "Fußballverein"])
    assert [piece.number for piece in found] == [2, 0, 0, 1, 0, 1]


def test_german_compounds_are_put_together() -> None:
    assert {"nordalgerien", "friedensvertrag"} <= {
        *translations.compounds(["Nord"], ["Algerien"]),
        *translations.compounds(["Frieden"], ["Vertrag"]),
    }


def test_the_lexicon_takes_little_more_memory_than_its_text() -> None:
    lines = sum(path.stat().st_size for path in translations._FOLDER.glob("*.txt"))
    kept = sum(map(len, translations._by_beginning().values()))
    kept += sum(sys.getsizeof(concept) + sys.getsizeof(concept.line) for concept in translations._concepts())
    assert kept < 4 * lines
