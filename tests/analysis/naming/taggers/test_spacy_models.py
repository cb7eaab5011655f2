"""Models that a user has installed: how they are found, and one that is made here."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from aitui.analysis.annotator import annotate
from aitui.analysis.naming.taggers import registry, spacy_models
from aitui.errors import TaggerError
from aitui.model import Article

needs_spacy = pytest.mark.skipif(
    find_spec("spacy") is None, reason="the extra spacy is not installed; `make extras` runs this"
)
TEXT = "Gestern traf Jörn Quell den Chef der Flussbau Zwieten. Quell's Rede in Zwieten war kurz.\n"


def package(folder: Path, name: str, lang: str) -> None:
    """Lay a model's package there as an installer does, without its weights."""
    (folder / name).mkdir()
    (folder / name / "__init__.py").touch()
    (folder / name / "meta.json").write_text(json.dumps({"lang": lang, "name": "модель"}), encoding="utf-8")
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[spacy_models]\n{name} = {name}\n", encoding="utf-8")


def test_installed_models_are_found_without_loading_spacy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, lang in (("qq_news_sm", "qq"), ("qq_news_lg", "qq"), ("zz_core", "zz")):
        package(tmp_path, name, lang)
    monkeypatch.syspath_prepend(tmp_path)
    before = "spacy" in sys.modules
    models = [model for model in spacy_models.installed() if model.lang in ("qq", "zz")]
    assert [model.name for model in models] == ["qq_news_lg", "qq_news_sm", "zz_core"]
    tagger = spacy_models.SpacyTagger(models)
    assert tagger.speaks("qq")
    assert tagger.speaks("zz")
    assert not tagger.speaks("de")
    assert ("spacy" in sys.modules) == before


def test_a_folder_that_holds_no_model_is_none(tmp_path: Path) -> None:
    assert spacy_models.find(str(tmp_path)) is None
    (tmp_path / "meta.json").write_text("{", encoding="utf-8")
    assert spacy_models.find(str(tmp_path)) is None
    assert spacy_models.find("../нет такой") is None


def test_the_pipeline_of_a_package_lies_one_folder_deeper(tmp_path: Path) -> None:
    meta = {"lang": "qq", "name": "news_sm", "version": "3.8.0"}
    inner = tmp_path / "qq_news_sm" / "qq_news_sm-3.8.0"
    inner.mkdir(parents=True)
    for folder in (inner.parent, inner):
        (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    found = spacy_models.find(str(inner.parent))
    assert found is not None
    assert found.folder == inner


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A German pipeline of rules, saved as spaCy saves any model."""
    import spacy

    pipeline = spacy.blank("de")
    ruler = pipeline.add_pipe("entity_ruler")
    ruler.add_patterns(
        [
            {"label": "PER", "pattern": "Jörn Quell"},
            {"label": "ORG", "pattern": "Flussbau Zwieten"},
            {"label": "PER", "pattern": "Quell's"},
            {"label": "MISC", "pattern": "Rede"},
        ]
    )
    folder = tmp_path / "модель"
    pipeline.to_disk(folder)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    meta["performance"] = {"ents_p": 0.7, "ents_per_type": {"ORG": {"p": 0.61234, "r": 0.5, "f": 0.55}}}
    (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    return folder


@needs_spacy
def test_a_model_of_the_user_finds_types_and_scores_names(model: Path) -> None:
    taggers = registry.parse(f"spacy:{model}")
    found = {item.surface: item for item in annotate(Article(TEXT, lang="de"), taggers).mentions}
    person, firm = found["Jörn Quell"], found["Flussbau Zwieten"]
    assert (person.type, person.score) == ("person", 0.7)
    assert (firm.type, firm.score, firm.rule) == ("organization", 0.61, "tagger-spacy")
    assert "Rede" not in found
    assert found["Quell"].entity == person.entity
    assert all(TEXT[item.start : item.end] == item.surface for item in found.values())


@needs_spacy
def test_another_language_is_left_to_the_rules(model: Path) -> None:
    english = Article("Jörn Quell met OpenAI in Zwieten.", lang="en")
    assert annotate(english, registry.parse(f"spacy:{model}")) == annotate(english)


@needs_spacy
def test_a_damaged_model_is_told_in_one_line(model: Path) -> None:
    (model / "config.cfg").write_text("[nlp]\nlang = \n", encoding="utf-8")
    taggers = registry.parse(f"spacy:{model}")
    with pytest.raises(TaggerError, match="cannot be loaded") as refusal:
        annotate(Article(TEXT, lang="de"), taggers)
    assert "\n" not in str(refusal.value)
