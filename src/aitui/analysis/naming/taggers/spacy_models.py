"""Names by spaCy models that the user has installed: the extra `spacy`.  No model is ever fetched."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from aitui.analysis.naming.taggers.interface import Reading, SpanReading, TypedSpan, stretches
from aitui.errors import TaggerError
from aitui.frozen import frozen
from aitui.model import EntityType, Sentence

# Labels of the models that spaCy's makers publish, by language and the corpus that each was trained on.
_LABELS: dict[str, EntityType] = {
    "PER": "person", "PERSON": "person", "PRS": "person", "persName": "person", "PS": "person",
    "ORG": "organization", "ORGANIZATION": "organization", "orgName": "organization", "OG": "organization",
    "GPE_ORG": "organization",
    "LOC": "place", "GPE": "place", "FAC": "place", "FACILITY": "place", "GPE_LOC": "place",
    "placeName": "place", "geogName": "place", "LC": "place",
}  # fmt: skip
# Parts of a pipeline that names do not need.
_UNUSED = (
    "tagger", "morphologizer", "parser", "senter", "lemmatizer", "trainable_lemmatizer", "attribute_ruler",
    "textcat", "textcat_multilabel", "entity_linker",
)  # fmt: skip
# How often a name is right, of a model that does not say it of itself.
_SCORE = 0.8
# English and French models take an article or a possessive into a name («the White House», «China's»).
_AROUND = re.compile(r"(?:(?:[Tt]he|[Aa]n?|[Ll][ea]s?)\s+|[Ll]['’])?(.*?)(?:['’]s)?", re.DOTALL)


@frozen
class Model:
    """An installed model.

    Attributes:
        name: of the package, or the path of the folder.
        lang: its language, `xx` for any.
        folder: where its `meta.json` lies.
    """

    name: str
    lang: str
    folder: Path


def installed() -> list[Model]:
    """Return the models that are installed as packages, by name: large before small before transformer."""
    names = sorted({entry.name for entry in entry_points(group="spacy_models")})
    return [model for name in names if (model := find(name)) is not None]


def find(name: str) -> Model | None:
    """Return the model of a package, else of a folder; None where neither has a `meta.json`."""
    folders = [Path(name)]
    if name.isidentifier() and (package := find_spec(name)) is not None:
        folders[:0] = [Path(place) for place in package.submodule_search_locations or ()]
    for folder in folders:
        meta = _meta(folder)
        if isinstance(lang := meta.get("lang"), str):
            # A package of spaCy's makers holds the pipeline one folder deeper.
            inner = folder / f"{lang}_{meta.get('name')}-{meta.get('version')}"
            return Model(name, lang, inner if _meta(inner) else folder)
    return None


def _meta(folder: Path) -> dict[str, Any]:
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return meta if isinstance(meta, dict) else {}


class SpacyTagger:
    """Persons, organisations and places by the first of some models that knows the language."""

    name = "spacy"

    def __init__(self, models: Sequence[Model]) -> None:
        """Keep the models, the preferred one first; each is loaded with the first text in its language."""
        self._models = models
        self._loaded: dict[str, tuple[Any, dict[str, float]]] = {}

    def speaks(self, lang: str) -> bool:
        """Say whether there is a model of the language, or one of any."""
        return self._model(lang) is not None

    def _model(self, lang: str) -> Model | None:
        return next((model for model in self._models if model.lang in (lang, "xx")), None)

    def read(self, text: str, lang: str, sentences: Sequence[Sentence]) -> Reading:
        """Return the names of a text; see `interface.Tagger`."""
        model = self._model(lang)
        if model is None:
            return SpanReading(self.name, [])
        if model.name not in self._loaded:
            self._loaded[model.name] = _load(model)
        pipeline, scores = self._loaded[model.name]
        lines = list(stretches(text, sentences))
        docs = pipeline.pipe([line for _, line in lines])
        spans = [
            span
            for (offset, line), doc in zip(lines, docs, strict=True)
            for span in _spans(doc.ents, line, offset, scores)
        ]
        return SpanReading(self.name, spans)


def _spans(found: Sequence[Any], line: str, offset: int, scores: dict[str, float]) -> Iterator[TypedSpan]:
    for item in found:
        kind = _LABELS.get(item.label_)
        match = _AROUND.fullmatch(line, item.start_char, item.end_char)
        if kind is not None and match is not None and match.group(1):
            score = scores.get(item.label_, scores.get("", _SCORE))
            yield TypedSpan(offset + match.start(1), offset + match.end(1), kind, score)


def _load(model: Model) -> tuple[Any, dict[str, float]]:
    """Return the pipeline, and how often its names of each label are right by its own account, "" for all."""
    try:
        with warnings.catch_warnings():
            # A model of another version than spaCy's warns at every start.
            warnings.simplefilter("ignore")
            import spacy

            pipeline = spacy.load(model.folder, exclude=_UNUSED)
    except Exception as error:  # whatever a model of another version, or a damaged one, trips over
        reason = " ".join(str(error).split())[:200]
        raise TaggerError(
            f"spacy:{model.name} cannot be loaded ({type(error).__name__}: {reason}); "
            "install a model of the installed spaCy's version"
        ) from error
    told = _meta(model.folder).get("performance") or {}
    scores: dict[str, float] = {}
    if isinstance(told.get("ents_p"), float):
        scores[""] = round(told["ents_p"], 2)
    for label, figures in (told.get("ents_per_type") or {}).items():
        scores[label] = round(figures["p"], 2)
    return pipeline, scores
