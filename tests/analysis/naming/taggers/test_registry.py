"""Taggers by name: what is there, and what is said where it is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aitui.analysis.naming.taggers import registry, russian
from aitui.errors import TaggerError


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    registry._open.cache_clear()
    yield
    registry._open.cache_clear()


@pytest.mark.parametrize("text", ["", " ", " , ", "builtin"])
def test_the_built_in_tagger_helps_unless_none_is_asked_for(text: str) -> None:
    assert registry.parse(text) == ("builtin",)
    assert registry.parse("none") == ()
    assert registry.tagger_for((), "ru") is None
    tagger = registry.tagger_for(registry.DEFAULT, "ru")
    assert tagger is not None
    assert tagger.name == "builtin"
    assert registry.tagger_for(registry.DEFAULT, "fi") is None


@pytest.mark.parametrize("name", ["rus", "ру", "spacyx", "ru:x", "none"])
def test_a_name_that_is_none_lists_those_that_are(name: str) -> None:
    with pytest.raises(TaggerError, match=r"ru, spacy or spacy:MODEL"):
        registry.parse(f"{name}, ru")


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(russian, "weights", lambda: None)
    monkeypatch.setattr(registry, "find_spec", lambda name: None)
    for name in ("ru", "spacy"):
        with pytest.raises(TaggerError, match=rf'pip install "aitui\[{name}\]"'):
            registry.parse(name)
    assert [(name, told.startswith("not installed")) for name, told in registry.status()] == [
        ("builtin", False),
        ("ru", True),
        ("spacy", True),
    ]


def test_every_tagger_has_a_status() -> None:
    assert [name for name, told in registry.status() if told] == list(registry.NAMES)
