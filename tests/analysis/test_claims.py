"""Claims: who, what is measured, how much, when, and who says so."""

from __future__ import annotations

import sys

import pytest

from aitui.analysis.annotator import annotate
from aitui.analysis.claims import find_claims
from aitui.analysis.measures.quantities import find_quantities
from aitui.analysis.measures.timex import find_timexes
from aitui.model import Article, Claim, Mention, Quantity, Sentence


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


@pytest.mark.parametrize(
    ("lang", "text", "names", "expected"),
    [
        ("ru", "Выручка Nvidia достигла 57 млрд долларов.", "Nvidia", ("nvidia", "revenue", "")),
        ("it", "I ricavi di Nvidia salgono a 57 miliardi di euro.", "Nvidia", ("nvidia", "revenue", "")),
        ("en", "Nvidia's revenue rose 20%.", "Nvidia", ("nvidia", "revenue", "up")),
        ("de", "Der Umsatz von Nvidia fiel um 20 Prozent.", "Nvidia", ("nvidia", "revenue", "down")),
        ("zh", "英伟达营收达到570亿美元。", "英伟达", ("英伟达", "revenue", "")),
        ("ru", "DeepSeek тратит на обучение 5 млн евро.", "DeepSeek", ("deepseek", "spending", "training")),
        ("en", "In 2024 Microsoft invested $13 billion in OpenAI.", "Microsoft OpenAI",
         ("microsoft", "investment", "in:openai")),
        ("it", "ChatGPT ha 700 milioni di utenti attivi.", "ChatGPT", ("chatgpt", "users", "active")),
        ("en", "Intel will lay off 15,000 employees.", "Intel", ("intel", "layoffs", "")),
        ("ru", "30 % выручки Nvidia дал один заказчик.", "Nvidia", ("nvidia", "share", "of:revenue")),
        ("ru", "Евросоюз оштрафовал Google на 2,4 млрд евро.", "Евросоюз Google", ("google", "fine", "")),
        ("en", "Microsoft, which owns part of OpenAI, earned $245 billion.", "Microsoft OpenAI",
         ("microsoft", "revenue", "")),
        ("ru", "Zhipu и MiniMax привлекли 1 млрд долларов.", "Zhipu MiniMax",
         ("zhipu", "funding", "with:minimax with:zhipu")),
        ("ru", "Nvidia поставила 40 тысяч тонн.", "Nvidia", ("nvidia", None, "")),
    ],
)  # fmt: skip
def test_what_is_measured_of_whom_and_what_narrows_it(
    lang: str, text: str, names: str, expected: tuple[str, str | None, str]
) -> None:
    (claim,), _ = read(text, lang, {name: name.casefold() for name in names.split()})
    assert (claim.entities[0], claim.measured, " ".join(claim.qualifiers)) == expected


def test_each_figure_has_its_own_side_of_the_price() -> None:
    text = "DeepSeek: 0,14 доллара за миллион входных токенов и 0,28 доллара за миллион выходных токенов."
    claims, _ = read(text, "ru", {"DeepSeek": "deepseek"})
    assert [(one.measured, one.qualifiers) for one in claims] == [
        ("price", ("input",)),
        ("price", ("output",)),
    ]


def test_what_is_compared_has_its_own_subject() -> None:
    text = "La quota di Huawei è del 17%, quella di Xiaomi del 15,8%."
    claims, _ = read(text, "it", {"Huawei": "huawei", "Xiaomi": "xiaomi"})
    assert [one.entities[0] for one in claims] == ["huawei", "xiaomi"]


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("ru", "Nvidia заработает 57 млрд долларов, сообщил Альтман.", "Альтман"),
        ("en", "Altman said Nvidia earned $57 billion.", "Altman"),
        ("it", "Nvidia ha guadagnato 57 miliardi, ha dichiarato Altman.", "Altman"),
    ],
)
def test_who_speaks_is_not_the_subject(lang: str, text: str, speaker: str) -> None:
    (claim,), _ = read(text, lang, {"Nvidia": "nvidia", speaker: "sam-altman"})
    assert (claim.entities[0], claim.speaker, claim.attribution) == ("nvidia", "sam-altman", speaker)


def test_what_is_planned_is_still_to_come() -> None:
    (claim,), _ = read("Meta plans to spend $65 billion.", "en", {"Meta": "meta"})
    assert (claim.measured, claim.status, claim.qualifiers) == ("spending", "forecast", ())


def test_where_a_change_began_is_no_level_of_now() -> None:
    claims, _ = read("La quota di Huawei è salita dal 21,4% al 25,9%.", "it", {"Huawei": "huawei"})
    assert [(one.measured, one.qualifiers) for one in claims] == [("share", ("before",)), ("share", ())]


def test_what_is_of_a_name_is_no_word_of_ours() -> None:
    (claim,), _ = read("Mistral AI has 250 employees.", "en", {"Mistral AI": "mistral-ai"})
    assert (claim.measured, claim.qualifiers) == ("employees", ())


def test_what_percent_are_made_for_goes_before_what_is_nearer() -> None:
    (claim,), _ = read("Доля разработчиков США составила 15,8 %.", "ru", {"США": "usa"})
    assert (claim.entities[0], claim.measured) == ("usa", "share")


HOSTILE = [
    "5 % от 6 % до ",
    "вырос на 5 % ",
    "12 слов 2025 года и ",
    "12 января 2026 года, ",
    "рост: (",
    "США, ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_sentence_without_an_end_costs_no_more_than_its_length(piece: str) -> None:
    def steps(number: int) -> int:
        text = "Китай " + piece * number
        sentences = [Sentence(0, len(text))]
        step = len(piece) + len(piece) % 2
        mentions = [
            Mention(at, at + 2, text[at : at + 2], f"e{at % 7}", "E", "place")
            for at in range(0, len(text) - 2, step)
        ]
        times = find_timexes(text, "ru", sentences, "2026-01-12")
        figures = find_quantities(text, "ru", sentences, times)
        count = 0

        def event(frame: object, kind: str, argument: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(event)
        try:
            found = find_claims(text, sentences, mentions, times, figures, "ru")
        finally:
            sys.setprofile(None)
        assert all((claim.start, claim.end) == (0, len(text)) for claim in found)
        assert len(found) == len(figures) or not figures
        return count

    steps(50)
    assert steps(360) <= 2.6 * steps(180) + 2000


def test_what_belongs_to_a_figure_of_a_very_long_sentence_stays_near_it() -> None:
    firms = ["Huawei", "Nvidia", "OpenAI"]
    text = "; ".join(f"выручка {firms[at % 3]} составила {100 + at} млн долларов" for at in range(90)) + "."
    found = annotate(Article(text, lang="ru", published="2026-01-12"))
    figures = {found.quantities[c.quantity].low: c for c in found.claims if c.quantity is not None}
    for at in range(90):
        claim = figures[(100 + at) * 1e6]
        assert (claim.entities[0], claim.measured) == (firms[at % 3].lower(), "revenue")


def test_a_cell_is_of_the_product_of_its_row() -> None:
    text = "Кто\tМодель\tВвод, $\tВывод, $\nMeta через Deepinfra\tLlama 3.1 405B\t$1.79\t$1.99\n"
    found = annotate(Article(text, lang="ru", published="2026-01-12"))
    cells = [claim for claim in found.claims if claim.quantity is not None]
    assert [claim.entities[0] for claim in cells] == ["llama-3-1-405b"] * 2
