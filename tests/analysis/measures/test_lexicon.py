"""Tables of words and the tokens made of them."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest

from aitui.analysis.measures.lexicon import expand, languages, lexicon, table, tokens
from aitui.text.fold import fold


def test_patterns_of_a_table() -> None:
    assert expand("прошл{ый,ого}") == ["прошлый", "прошлого"]
    assert expand("{a,b}{,s}") == ["a", "as", "b", "bs"]
    assert expand("тому_назад") == ["тому назад"]
    assert expand("нов@adj", {"ad": "{x}", "adj": "{ый,ая}"}) == ["новый", "новая"]


@pytest.mark.parametrize("lang", languages())
def test_every_table_makes_both_grammars(lang: str) -> None:
    for grammar in ("time", "quantity"):
        assert len(lexicon(lang, grammar).words) > 60


def test_seven_languages_and_their_neighbours_have_tables() -> None:
    assert set("ru it en zh de fr es uk pl pt".split()) <= set(languages())  # noqa: SIM905


@pytest.mark.parametrize("lang", ["xx", "../ru", ""])
def test_an_unknown_language_knows_signs_only(lang: str) -> None:
    assert table(lang) is table("und")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "К концу 2025 г. — 1,5 млрд"),
        ("it", "l’anno scorso, quest'anno"),
        ("zh", "2025年初，约1.8万亿"),
    ],
)
def test_tokens_lie_where_they_say(lang: str, text: str) -> None:
    folded = fold(text)
    found = tokens(folded, lexicon(lang, "time"))
    assert found
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert "".join(folded[t.start : t.end] for t in found).replace(" ", "") == folded.replace(" ", "")


def test_importing_loads_no_heavy_library() -> None:
    code = (
        "import sys; from aitui.analysis import claims; "
        "from aitui.analysis.measures import quantities, timex; "
        "print([name for name in ('babel', 'pymorphy3', 'sentencex') if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
