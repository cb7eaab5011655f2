"""The last word on facts for scripts: the same marks as the keys make, counted by `aitui facts`."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from small_corpora import put

from aitui.__main__ import main
from aitui.explorer import facts
from aitui.model import Article
from aitui.store import claim_quotes, database, kept_facts, workspace

GIVEN = [
    Article("Китай и Huawei держат 37 % рынка.", "/доля", "Доля", "Лента", "ru", "2025-03-01"),
    Article("Cina e Huawei tengono il 37 % del mercato.", "/quota", "Quota", "LA STAMPA", "it", "2025-03-02"),
    Article("中国与Huawei占市场的41%。", "/份额", "份额", "新华", "zh", "2025-03-03"),
]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    monkeypatch.setenv("AITUI_DB", str(put(tmp_path / "доли.db", GIVEN)))

    def command(*argv: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(argv))
        out, err = capsys.readouterr()
        return code, out, err

    return command


def listed(run: Run, *options: str) -> list[dict[str, Any]]:
    found = json.loads(run("facts", "--json", *options)[1])
    assert isinstance(found, list)
    return sorted(found, key=lambda fact: str(fact["quantity"]["surface"]))


def test_a_fact_is_preferred_and_settles_what_contradicts_it(run: Run) -> None:
    share, other = listed(run)
    assert (share["contradicts"], share["rank"]) == ([other["uid"]], None)
    code, out, err = run("judge", "prefer", share["uid"][:10], "--reason", "сам\nсчитал", "--json")
    assert (code, err) == (0, "aitui undo 1 takes it back\n")
    (mark,) = json.loads(out)
    assert (mark["kind"], mark["reason"], mark["claim"]["exact"]) == (
        "preferred", "сам считал", "Китай и Huawei держат 37 % рынка.",
    )  # fmt: skip
    share, other = listed(run)
    assert (share["rank"], share["reason"], other["rank"]) == ("preferred", "сам считал", None)
    assert "★" in run("facts")[1]
    assert "“37 %” preferred" in run("marks")[1]
    assert run("undo")[1] == "taken back: preference of “37 %”\n"
    assert listed(run)[0]["rank"] is None
    assert run("judge", "deprecate", other["uid"], "--dry-run")[2] == ""
    assert run("marks", "--json")[1] == "[]\n"


def test_facts_are_joined_and_told_apart(run: Run) -> None:
    share, other = listed(run)
    assert run("judge", "one-fact", share["uid"], other["uid"])[0] == 0
    (one,) = listed(run)
    assert [telling["lang"] for telling in one["tellings"]] == ["ru", "it", "zh"]
    assert one["contradicts"] == []
    (mark,) = json.loads(run("marks", "--json")[1])
    assert run("marks", "--withdraw", mark["uid"])[1].startswith("withdrawn: “37 %” = “41%”")
    assert len(listed(run)) == 2
    # One telling is taken out of its fact.
    ru, it = (telling["uid"] for telling in share["tellings"])
    assert run("judge", "two-facts", it, ru, "--reason", "altro mercato")[0] == 0
    assert len(listed(run)) == 3
    assert run("judge", "two-facts", share["uid"], other["uid"])[0] == 0
    assert len(listed(run, "--contradicted")) == 2


def test_a_kept_fact_is_listed_with_its_tellings(run: Run, tmp_path: Path) -> None:
    with database.reading(tmp_path / "доли.db") as conn, closing(workspace.open()) as own:
        fact = next(fact for fact in facts.read(conn) if len(fact.tellings) == 2)
        kept_facts.keep(own, claim_quotes.quotes(conn, fact.tellings, "/доли.db"), "проверить")
    (row,) = json.loads(run("bookmarks", "--json")[1])
    assert row["note"] == "проверить"
    assert [(one["lang"], one["figure"], one["exact"]) for one in row["tellings"]] == [
        ("ru", "37 %", GIVEN[0].text), ("it", "37 %", GIVEN[1].text),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("judge", "prefer", "нет"), "“нет” is the uid of no fact; `aitui facts --json` lists them"),
        (("judge", "prefer", ""), "“” is the uid of no fact"),
        (("marks", "--withdraw", "нет"), "“нет” is the uid of none of the marks in force"),
    ],
)
def test_what_names_no_fact_is_refused_in_one_line(run: Run, argv: tuple[str, ...], told: str) -> None:
    code, out, err = run(*argv)
    assert (code, out) == (1, "")
    assert told in err
    assert err.count("\n") == 1
