"""The command that makes weights: the same bytes from the same sentences, and none that is held out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aitui.frozen import replace

pytest.importorskip("pycrfsuite", reason="python-crfsuite is not installed (training/requirements.lock)")

from training.__main__ import make
from training.corpora import fingerprint
from training.recipe import Part, Recipe
from training.sets import Sets

from aitui.analysis.naming.tagger import model

_OPTIONS = {"c1": 0.01, "c2": 0.01, "iterations": 30, "least": 1, "masked": 0.3, "prune": 0.01}
_TEXTS = [
    ("Kanzler {} reiste nach {} .", ("PER", "LOC")),
    ("Die Firma {} baut in {} ein Werk .", ("ORG", "LOC")),
    ("Gestern sprach {} über {} .", ("PER", "ORG")),
]
_NAMES = {
    "PER": ["Jürgen Möller", "Anna Weiß", "Åsa Lind"],
    "LOC": ["Köln", "Zürich", "Łódź"],
    "ORG": ["Bosch", "Müller AG", "Škoda"],
}


def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for number in range(60):
        pattern, kinds = _TEXTS[number % 3]
        names = [_NAMES[kind][(number // (3 + place)) % 3] for place, kind in enumerate(kinds)]
        tokens: list[str] = []
        tags: list[str] = []
        for word in pattern.split():
            if word == "{}":
                kind, name = kinds[len([tag for tag in tags if tag[0] == "B"])], names.pop(0)
                parts = name.split()
                tokens += parts
                tags += [f"B-{kind}", *[f"I-{kind}"] * (len(parts) - 1)]
            else:
                tokens.append(word)
                tags.append("O")
        rows.append({"lang": "de", "tokens": tokens, "tags": tags})
    return rows


def _recipe() -> Recipe:
    return Recipe("small", ("de",), ("de",), (Part("set", "de"),), (), _OPTIONS, "latin")


def _data(folder: Path, rows: list[dict[str, Any]]) -> Path:
    (folder / "set").mkdir(parents=True)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "set/de.train.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _no_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.lists.cased", lambda: {"köln": "T", "anna": "F"})


def test_the_same_sentences_give_the_same_bytes_and_a_model_that_has_learned_them(tmp_path: Path) -> None:
    data = _data(tmp_path / "data", _rows())
    for name in ("one", "two"):
        make(_recipe(), Sets(data, None, frozenset(), 0), tmp_path / name)
    assert (tmp_path / "one/small.npz").read_bytes() == (tmp_path / "two/small.npz").read_bytes()
    found = model.load(tmp_path / "one/small.npz")
    text = "Kanzler Åsa Lind reiste nach Zürich ."
    names = {text[start:end]: kind for start, end, kind, _ in found.read(text, "de", ()).names()}
    assert names == {"Åsa Lind": "PER", "Zürich": "LOC"}


def test_held_out_sentences_are_left_out_and_counted(tmp_path: Path) -> None:
    rows = _rows()
    tokens = rows[0]["tokens"]
    sets = Sets(_data(tmp_path, rows), None, frozenset([fingerprint("".join(tokens))]), 0)
    read = sets.read(Part("set", "de"))
    assert sets.refused["set"] >= 1
    assert len(read) == len(rows) - sets.refused["set"]
    assert all(item.tokens != tokens for item in read)


def test_a_model_is_made_of_the_sets_that_are_there_and_the_others_are_told(tmp_path: Path) -> None:
    sets = Sets(_data(tmp_path / "data", _rows()), None, frozenset(), 0)
    parts = (Part("set", "de"), Part("nothing", "de"), Part("norne", "no"))
    told = make(replace(_recipe(), parts=parts), sets, tmp_path / "out")
    assert told["sentences"] == len(_rows())
    assert list(sets.missing) == ["nothing de train", "norne no train"]
    assert "clone ltgoslo/norne" in sets.missing["norne no train"]
    assert (tmp_path / "out/small.npz").exists()


def test_no_set_at_all_ends_the_run_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"small: nothing to learn from; .*de\.train\.jsonl is missing"):
        make(_recipe(), Sets(tmp_path, None, frozenset(), 0), tmp_path)
