"""Name taggers by the name that a user gives: `builtin`, `ru`, `spacy`, `spacy:MODEL`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec

from aitui.analysis.naming.tagger.languages import FILE_OF
from aitui.analysis.naming.taggers.builtin import BuiltinTagger
from aitui.analysis.naming.taggers.interface import Tagger
from aitui.errors import TaggerError

NAMES = ("builtin", "ru", "spacy")
# What helps unless something else is asked for.
DEFAULT = ("builtin",)


def parse(text: str) -> tuple[str, ...]:
    """Return the taggers that a comma-separated list names.

    The built-in one comes last, for the languages that no other speaks; an empty list names it alone, and
    `none` names no tagger, not even that one.

    Raises:
        TaggerError: one of them does not exist or is not installed; the message says what to install.
    """
    names = tuple(name for part in text.split(",") if (name := part.strip()))
    if names == ("none",):
        return ()
    for name in names:
        _open(name)
    return names if DEFAULT[0] in names else (*names, *DEFAULT)


def tagger_for(names: Sequence[str], lang: str) -> Tagger | None:
    """Return the first of some taggers that speaks a language.

    Raises:
        TaggerError: one of them does not exist or is not installed.
    """
    return next((tagger for name in names if (tagger := _open(name)).speaks(lang)), None)


def status() -> list[tuple[str, str]]:
    """Return every tagger with what is installed of it, in words."""
    from aitui.analysis.naming.taggers import russian, spacy_models

    models = ", ".join(f"{model.name} ({model.lang})" for model in spacy_models.installed())
    no_spacy = find_spec("spacy") is None
    return [
        ("builtin", " ".join(sorted(FILE_OF))),
        ("ru", _install("ru") if russian.weights() is None else f"natasha {version('natasha')}"),
        (
            "spacy",
            _install("spacy")
            if no_spacy
            else models or "no model is installed; install one, or name its folder after spacy:",
        ),
    ]


def _install(extra: str) -> str:
    return f'not installed; pip install "aitui[{extra}]"'


# One instance a name: it keeps the model that it has loaded.
@lru_cache(maxsize=8)
def _open(name: str) -> Tagger:
    kind, _, model = name.partition(":")
    if name == "builtin":
        return BuiltinTagger()
    if kind == "ru" and not model:
        from aitui.analysis.naming.taggers import russian

        if russian.weights() is None:
            raise TaggerError(f"tagger ru: {_install('ru')}")
        return russian.RussianTagger()
    if kind == "spacy":
        return _spacy(model)
    raise TaggerError(f"tagger {name}: there is none of that name; {', '.join(NAMES)} or spacy:MODEL are")


def _spacy(name: str) -> Tagger:
    from aitui.analysis.naming.taggers import spacy_models

    if find_spec("spacy") is None:
        raise TaggerError(f"tagger spacy: {_install('spacy')}")
    if not name:
        models = spacy_models.installed()
        if not models:
            raise TaggerError(
                "tagger spacy: no model is installed; install one, or name its folder after spacy:"
            )
        return spacy_models.SpacyTagger(models)
    model = spacy_models.find(name)
    if model is None:
        raise TaggerError(f"tagger spacy:{name}: no package and no folder of that name holds a spaCy model")
    return spacy_models.SpacyTagger([model])
