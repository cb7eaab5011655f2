"""Forms that share no stem: what is typed in one is found in another."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from aitui.text import lexemes, stem


@pytest.mark.parametrize(
    ("typed", "written", "lang"),
    [
        ("рынок", "рынки", "ru"),
        ("льва", "лев", "ru"),
        ("идти", "шёл", "ru"),
        ("видеть", "видели", "ru"),
        ("grow", "grew", "en"),
        ("women", "woman", "en"),
        ("overtook", "overtake", "en"),
        ("raggiungere", "raggiunti", "it"),
        ("uomini", "uomo", "it"),
        ("hoch", "hohen", "de"),
        ("geschlossen", "schloss", "de"),
        ("zurückkehren", "zurückgekehrt", "de"),
        ("kürzen", "kürzte", "de"),
        ("antworten", "geantwortet", "de"),
        ("einführen", "einzuführen", "de"),
        ("aufnehmen", "aufgenommen", "de"),
        ("beschränken", "beschränkt", "de"),
        ("nominieren", "nominierten", "de"),
        ("sammeln", "gesammelt", "de"),
        ("verbringen", "verbrachte", "de"),
        ("vorhersagen", "vorhergesagt", "de"),
        ("groß", "größten", "de"),
        ("teuer", "teuren", "de"),
        ("dunkel", "dunkle", "de"),
        ("large", "largest", "en"),
        ("uccidere", "uccisero", "it"),
        ("divenire", "divenne", "it"),
        ("pagare", "pagheranno", "it"),
        ("требоваться", "требуется", "ru"),
        ("мочь", "могли", "ru"),
    ],
)
def test_a_form_without_the_same_stem_is_asked_for(typed: str, written: str, lang: str) -> None:
    assert stem.stem(written, lang) in lexemes.stems(typed) | stem.query_stems(typed)


@pytest.mark.parametrize(
    ("typed", "other", "lang"),
    [
        ("maschera", "maschere", "it"),
        ("straniero", "straniere", "it"),
        ("scontrare", "scontrerà", "it"),
        ("pagare", "pagherebbe", "it"),
        ("riuscire", "riuscisse", "it"),
        ("ottenere", "otterranno", "it"),
        ("arrendere", "arreso", "it"),
        ("coinvolgere", "coinvolte", "it"),
        ("dedurre", "dedotto", "it"),
        ("eludere", "eluso", "it"),
        ("sollevare", "solleva", "it"),
        ("salvare", "salvino", "it"),
        ("stuff", "stuffed", "en"),
        ("emergere", "emersa", "it"),
        ("sorgere", "sorta", "it"),
        ("Museum", "Museen", "de"),
        ("MUSEUM", "Museen", "de"),
        ("Mineral", "Mineralien", "de"),
        ("gegenüberstehen", "gegenüberstanden", "de"),
        ("umschreiben", "umzuschreiben", "de"),
        ("geraten", "gerieten", "de"),
        ("boycott", "boycotting", "en"),
        ("travelled", "traveled", "en"),
        ("serviceman", "servicemen", "en"),
        ("labour", "labor", "en"),
        ("organise", "organized", "en"),
        ("sweep", "swept", "en"),
    ],
)
def test_forms_that_the_stemmer_takes_for_another_word(typed: str, other: str, lang: str) -> None:
    every = lexemes.stems(typed) | stem.query_stems(typed) | {stem.bare(typed)}
    assert not every.isdisjoint({stem.bare(other), stem.stem(stem.bare(other), lang)})


@pytest.mark.parametrize(("typed", "other"), [("Maria", "mario"), ("Roma", "rome"), ("Tesla", "tesle")])
def test_a_name_has_no_other_gender(typed: str, other: str) -> None:
    assert other not in lexemes.stems(typed)


@pytest.mark.parametrize(
    ("typed", "other", "lang"),
    [
        ("видеть", "вид", "ru"),
        ("model", "mode", "en"),
        ("сталь", "стать", "ru"),
        ("enter", "entre", "fr"),
        ("alter", "altre", "it"),
        ("modelled", "mode", "en"),
        ("controlled", "contro", "it"),
        ("deserto", "des", "de"),
        ("commercio", "comme", "fr"),
        ("cadere", "caso", "it"),
        ("tenere", "terra", "it"),
        ("parlamentare", "parlare", "it"),
        ("comunicare", "comune", "it"),
        ("procedere", "proceso", "es"),
        ("divergere", "diverse", "it"),
        ("salvare", "Salvini", "it"),
        ("altare", "alto", "it"),
        ("acquire", "acque", "it"),
        ("commettere", "comme", "fr"),
        ("stato", "stesso", "it"),
        ("data", "da", "it"),
        ("data", "dann", "de"),
        ("data", "died", "en"),
        ("día", "data", "en"),
        ("stück", "stick", "en"),
        ("ground", "grind", "en"),
        ("statt", "stato", "it"),
        ("Eigentum", "eigentlich", "de"),
        ("Reichtum", "reicht", "de"),
        ("Status", "stato", "it"),
        ("Kostüm", "Kosten", "de"),
    ],
)
def test_another_word_is_not(typed: str, other: str, lang: str) -> None:
    assert not {other, stem.stem(other, lang)} & lexemes.stems(typed)


def test_italian_plurals_that_look_like_verbs_are_asked_for_as_they_are_written() -> None:
    assert "deserti" in lexemes.stems("deserto")
    assert "diversi" in lexemes.stems("diverso")


@pytest.mark.parametrize("typed", ["выглендовский", "qwen", "Straßen", "芯片", "x", "ии", "2025"])
def test_of_names_and_what_no_list_knows_there_are_none(typed: str) -> None:
    assert lexemes.stems(typed) == frozenset()


def test_lines_of_the_table_are_sorted_by_language_and_tell_two_forms_each() -> None:
    text = Path(lexemes.__file__).with_name("irregular.txt").read_text(encoding="utf-8")
    lines = [line.split() for line in text.splitlines()]
    assert all(len(line) > 2 and line[0] in ("en", "de", "it") for line in lines)
    assert sum(one[0] != other[0] for one, other in pairwise(lines)) == 2
