"""Which sentences make which model, and how: the one place to change when a model is made anew."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("recipe.toml")


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences of one set in one language.

    Attributes:
        set: folder of the set.
        lang: ISO 639-1 code.
        split: `train` or `dev`.
        times: how often each sentence counts.
        most: at most so many sentences, 0 for all.
        teacher: who labels them anew, empty for nobody.
    """

    set: str
    lang: str
    split: str = "train"
    times: int = 1
    most: int = 0
    teacher: str = ""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One model.

    Attributes:
        name: of its file.
        languages: ISO 639-1 codes that it reads.
        tagged: those with features of their own.
        parts: what it learns from.
        dev: what choices are made on (`--choose`), and what the model learns from once they are made.
        options: see `fit.fit`.
        lists: `latin`, `cyrillic` or `han`.
        clusters: number of words with classes, 0 for none.
    """

    name: str
    languages: tuple[str, ...]
    tagged: tuple[str, ...]
    parts: tuple[Part, ...]
    dev: tuple[Part, ...]
    options: Mapping[str, float]
    lists: str
    clusters: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A repository from which a set is made.

    Attributes:
        repository: owner/name.
        commit: the commit that was read.
        reader: function of `training.sources`.
        files: by language, what the reader reads: files or folders.
    """

    repository: str
    commit: str
    reader: str
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def recipes(file: Path = FILE) -> dict[str, Recipe]:
    """Return the recipes of all models by name."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    common = table["options"]
    return {name: _recipe(name, item, common) for name, item in table["model"].items()}


def sources(file: Path = FILE) -> dict[str, Source]:
    """Return where the sets come from that the folder of training sets does not hold."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        name: Source(
            item["repository"], item["commit"], item["reader"],
            {lang: tuple(files) for lang, files in item["files"].items()},
        )
        for name, item in table.get("source", {}).items()
    }  # fmt: skip


def _recipe(name: str, item: Mapping[str, Any], common: Mapping[str, float]) -> Recipe:
    return Recipe(
        name=name,
        languages=tuple(item["languages"]),
        tagged=tuple(item.get("tagged", ())),
        parts=tuple(Part(**part) for part in item["parts"]),
        dev=tuple(Part(**{"split": "dev", **part}) for part in item["dev"]),
        options={**common, **item.get("options", {})},
        lists=item["lists"],
        clusters=item.get("clusters", 0),
    )
