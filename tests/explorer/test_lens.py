"""The number lens tells quantities of any language in one scale and unit, and exchanges nothing by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_corpora import explore, put, titled

from aitui.config import Rate
from aitui.explorer.lens import told
from aitui.model import Article, Quantity

CNY = Rate("CNY", "USD", 0.125, "2025-01-31")
TEXT = "Рынок вырос до 131,5 млрд долларов и 8 млрд юаней. Это на 20 % больше."


@pytest.mark.parametrize(
    ("low", "high", "unit", "comparator", "words"),
    [
        (131_500_000_000, 131_500_000_000, "USD", "=", "131.5 bn USD"),
        (320_000_000, 320_000_000, "USD", "~", "~0.32 bn USD"),
        (1_300_000_000_000, 1_300_000_000_000, "EUR", "=", "1 300 bn EUR"),
        (2.19, 2.19, "USD", "=", "2.19 USD"),
        (999_999, 999_999, "USD", "=", "999 999 USD"),
        (1_000_000_000, None, "USD", ">", ">1 bn USD"),
        (None, 20, "percent", "<", "<20 %"),
        (None, 500_000_000_000, "USD", "=", "≤500 bn USD"),
        (3, 5, "year", "=", "3‒5 years"),
        (1, 1, "month", "=", "1 month"),
        (2, 2, "ratio", "=", "×2"),
        (0.5, 0.5, "ratio", "~", "~50 %"),
        (1 / 3, 1 / 3, "ratio", "=", "33.3 %"),
        (180_000_000, 180_000_000, "count", "=", "180 m"),
        (237_000_000_000, 237_000_000_000, "count", "=", "237 bn"),
        (72_000_000_000, 72_000_000_000, "parameter", "=", "72 bn parameters"),
        (1_000_000, 1_000_000, "token", "=", "1 m tokens"),
        (148, 148, "TFLOPS", "=", "148 TFLOPS"),
        (-5.5, -5.5, "percent", "=", "\u22125.5 %"),
        (0, 0, "USD", "=", "0 USD"),
        (0.00012345678, 0.00012345678, "USD", "=", "0.000123457 USD"),
        (800_000_000, 800_000_000, "CNY", "=", "≈0.1 bn USD"),
        (None, None, "USD", "=", ""),
    ],
)
def test_quantities_are_told_in_the_scale_of_their_unit(
    low: float | None, high: float | None, unit: str, comparator: str, words: str
) -> None:
    found = told(Quantity(0, 1, "", low, high, unit, comparator), {"CNY": CNY})
    assert found.replace("\u00a0", " ") == words


def test_the_numbers_of_an_article_and_of_a_snippet(tmp_path: Path) -> None:
    corpus = put(tmp_path / "числа.db", [Article(TEXT, "/рынок", "Рынок", "Лента", "ru", "2025-03-01")])
    with explore(corpus, tmp_path) as explorer:
        explorer.open_article(titled(explorer, "Рынок"))
        assert explorer.article is not None
        assert explorer.lens.of_article(explorer.article) == []
        explorer.lens.toggle()
        assert "No exchange rate is configured" in explorer.message
        explorer.lens.of_article(explorer.article)
        spans = explorer.lens.of_article(explorer.article)
        assert [(TEXT[a:b], words.replace("\u00a0", " ")) for a, b, words in spans] == [
            ("131,5 млрд долларов", "131.5 bn USD"), ("8 млрд юаней", "8 bn CNY"), ("20 %", "20 %"),
        ]  # fmt: skip
        # A number at the edge of a piece may go on beyond it.
        assert explorer.lens.of_snippet("1,5 млрд долларов стоит", "ru") == []
        assert explorer.lens.of_snippet("стоит 1,5 млрд", "ru") == []
        assert len(explorer.lens.of_snippet("стоит 1,5 млрд долларов.", "ru")) == 1
        assert len(explorer.lens.of_snippet("стоит 1,5 млрд", "ru", cut=False)) == 1
        # Of a sentence without end nothing is read while a line is drawn.
        assert explorer.lens.of_snippet("стоит 1,5 млрд долларов. " * 100, "ru") == []
        explorer.lens.toggle()
        assert explorer.message == "Numbers as the texts have them."
        assert explorer.lens.of_article(explorer.article) == []
