"""Claims: who, what is measured, how much, when, and who says so."""

from __future__ import annotations

import pytest

from aitui.analysis.claims import find_claims
from aitui.analysis.measures.quantities import find_quantities
from aitui.analysis.measures.timex import find_timexes
from aitui.model import Claim, Mention, Quantity, Sentence


def read(text: str, lang: str, names: dict[str, str]) -> tuple[list[Claim], list[Quantity]]:
    sentences = [Sentence(0, len(text))]
    mentions = sorted(
        (
            Mention(text.index(name), text.index(name) + len(name), name, slug, name, "organization")
            for name, slug in names.items()
        ),
        key=lambda mention: mention.start,
    )
    timexes = find_timexes(text, lang, sentences, "2026-01-12")
    quantities = find_quantities(text, lang, sentences, timexes)
    return find_claims(text, sentences, mentions, timexes, quantities, lang), quantities


@pytest.mark.parametrize(
    ("lang", "text", "names", "attribution"),
    [
        (
            "ru",
            "По данным Reuters, в 2024 году Nvidia вложила 1 млрд долларов в стартапы.",
            {"Reuters": "reuters", "Nvidia": "nvidia"},
            "Reuters",
        ),
        (
            "it",
            "Secondo Reuters, nel 2024 Nvidia ha investito 1 miliardo di dollari.",
            {"Reuters": "reuters", "Nvidia": "nvidia"},
            "Reuters",
        ),
        (
            "en",
            "According to Reuters, Nvidia invested $1 billion in 2024.",
            {"Reuters": "reuters", "Nvidia": "nvidia"},
            "Reuters",
        ),
        (
            "zh",
            "据路透社报道，英伟达2024年投资10亿美元。",
            {"路透社": "reuters", "英伟达": "nvidia"},
            "路透社报道",
        ),
    ],
)
def test_a_figure_with_its_source(lang: str, text: str, names: dict[str, str], attribution: str) -> None:
    (claim,), quantities = read(text, lang, names)
    assert claim.quantity is not None
    quantity = quantities[claim.quantity]
    assert (quantity.low, quantity.unit) == (1e9, "USD")
    assert claim.entities == ("nvidia",)
    assert (claim.date, claim.attribution, claim.status) == ("2024", attribution, "past")
    assert (claim.start, claim.end) == (0, len(text))
    assert claim.measure is not None
    assert claim.measure in text


def test_the_subject_is_the_nearest_name_before_the_figure() -> None:
    text = "DeepSeek потратила 6 млн долларов, а OpenAI потратила 500 млн долларов."
    claims, _ = read(text, "ru", {"DeepSeek": "deepseek", "OpenAI": "openai"})
    assert [claim.entities for claim in claims] == [("deepseek", "openai"), ("openai", "deepseek")]


def test_a_dated_event_needs_no_figure() -> None:
    (claim,), _ = read("Летом 2024 г. DeepSeek стала лидером.", "ru", {"DeepSeek": "deepseek"})
    assert (claim.quantity, claim.date, claim.status) == (None, "2024-22", "past")


def test_a_forecast_is_no_past_event() -> None:
    (claim,), _ = read("Nvidia планирует вложить 5 млрд долларов.", "ru", {"Nvidia": "nvidia"})
    assert claim.status == "forecast"


def test_without_a_name_or_a_figure_nothing_is_claimed() -> None:
    assert read("Рынок вырос на 7% в 2024 году.", "ru", {})[0] == []
    assert read("Nvidia выпускает чипы.", "ru", {"Nvidia": "nvidia"})[0] == []
