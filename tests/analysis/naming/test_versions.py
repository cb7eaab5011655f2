"""The grammar of model names."""

from __future__ import annotations

import pytest

from aitui.analysis.naming.tokens import Tokens
from aitui.analysis.naming.versions import tail


def read(text: str, company: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return what the tail after the first word covers, and its parts."""
    tokens = Tokens(text)
    found = tail(tokens, 0, company)
    return text[: tokens.ends[found.last]], found.parts


@pytest.mark.parametrize(
    ("text", "surface", "parts"),
    [
        ("Qwen2.5-72B-Inst и", "Qwen2.5-72B-Inst", ("2.5", "72b")),
        ("Qwen 2.5 Instruct 72B сравнялась", "Qwen 2.5 Instruct 72B", ("2.5", "72b")),
        ("Qwen Chat 72B, которая", "Qwen Chat 72B", ("72b",)),
        ("Claude-3.5-Sonnet-1022 (Anthropic)", "Claude-3.5-Sonnet-1022", ("3.5", "Sonnet")),
        ("GPT-4o-0513", "GPT-4o-0513", ("4o",)),
        ("GPT-3.5 Turbo.", "GPT-3.5 Turbo", ("3.5", "Turbo")),
        ("GLM-4V-Plus, которая", "GLM-4V-Plus", ("4V", "Plus")),
        ("Kimi k1.5)", "Kimi k1.5", ("k1.5",)),
        ("Step-R-mini", "Step-R-mini", ("R", "mini")),
        ("Gemini 2.0 Pro) и", "Gemini 2.0 Pro", ("2.0", "Pro")),
    ],
)
def test_versions_variants_sizes_and_snapshots(text: str, surface: str, parts: tuple[str, ...]) -> None:
    assert read(text) == (surface, parts)


@pytest.mark.parametrize(
    "text",
    ["Qwen 3 раза", "Qwen 2 млн пользователей", "Llama 3 billion", "Qwen 2025 года", "Qwen 5,6%", "Qwen, 3"],
)
def test_numbers_that_count_something_are_no_versions(text: str) -> None:
    assert read(text)[1] == ()


def test_a_company_takes_only_what_can_be_nothing_but_a_model() -> None:
    assert read("DeepSeek R1 стала", company=True) == ("DeepSeek R1", ("R1",))
    assert read("Mistral 7B", company=True) == ("Mistral 7B", ("7b",))
    assert read("Nvidia 50 этапов", company=True)[1] == ()
    assert read("Microsoft Pro", company=True)[1] == ()
