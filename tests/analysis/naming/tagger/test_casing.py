"""Lines in capitals are read as if they were written like the rest of the text."""

from __future__ import annotations

import pytest

from aitui.analysis.naming.tagger.casing import true_cased
from aitui.analysis.naming.tagger.features import Lexicon

_LEXICON = Lexicon({"pede": "l", "em": "l", "silva": "Sl", "директоров": "l"}, {}, {})


@pytest.mark.parametrize(
    ("text", "read"),
    [
        # Small where sentences write it so, a name where they write that too, short words like acronyms.
        ("NÓBREGA PEDE EM SILVA AO STF", "Nóbrega pede em Silva AO STF"),
        # What the text itself writes goes before all else, small before the capital of an opening.
        ("OPENAI E PETROBRÁS\n\nA OpenAI e Petrobrás.", "OpenAI e Petrobrás\n\nA OpenAI e Petrobrás."),
        ("MERCADO SOBE\r\nMercado frio. O mercado sobe.", "mercado sobe\r\nMercado frio. O mercado sobe."),
        ("СОВЕТ ДИРЕКТОРОВ ОЛЬВЕНЫ", "Совет директоров Ольвены"),
        # Lines that are not in capitals stay, a short one too.
        ("A NATO saiu de Kiev.\nSTF E PF", "A NATO saiu de Kiev.\nSTF E PF"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_line_in_capitals_gets_the_case_of_other_lines(text: str, read: str) -> None:
    assert true_cased(text, _LEXICON) == read


def test_no_character_moves_even_where_a_small_letter_is_longer() -> None:
    text = "İSTANBUL'DA SEÇİM VE STRAßE\n\nIstanbul'da."
    read = true_cased(text, _LEXICON)
    assert len(read) == len(text)
    assert read != text
