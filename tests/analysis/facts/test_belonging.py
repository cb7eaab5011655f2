"""Which word belongs to which figure."""

from __future__ import annotations

import pytest

from aitui.analysis.facts.belonging import pair
from aitui.model import Sentence


@pytest.mark.parametrize(
    ("text", "cues", "expected"),
    [
        ("4 млрд в 2023 году и 5 млрд в 2024-м", ["2023", "2024"], ["2023", "2024"]),
        ("nel 2023 4 млрд e nel 2024 5 млрд", ["2023", "2024"], ["2023", "2024"]),
        ("в 2024 году 4 млрд и 5 млрд", ["2024"], ["2024", "2024"]),
        ("4 млрд (2023), а раньше, до того, 5 млрд", ["2023"], ["2023", "2023"]),
        ("4 млрд и 5 млрд", [], [None, None]),
    ],
)
def test_a_sentence_keeps_to_one_order(text: str, cues: list[str], expected: list[str | None]) -> None:
    figures = [Sentence(text.index(f), text.index(f) + 6) for f in ("4 млрд", "5 млрд")]
    places = [Sentence(text.index(cue), text.index(cue) + len(cue)) for cue in cues]
    assert [None if at is None else cues[at] for at in pair(text, figures, places)] == expected
