"""The explorer is opened without click where the line asks for nothing else."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from aitui.cli.opening import open_corpus, open_demo, plain_call


@pytest.mark.parametrize(
    ("argv", "name"),
    [
        ([], None),
        (["open"], None),
        (["open", "новости.db"], "новости.db"),
        (["open", "dossier"], "dossier"),
        (["--db", "dossier"], "dossier"),
        (["新闻.db"], "新闻.db"),
    ],
)
def test_a_plain_line_opens_a_corpus(argv: list[str], name: str | None) -> None:
    call = plain_call(argv)
    assert isinstance(call, partial)
    assert (call.func, call.args) == (open_corpus, (name,))


def test_the_demo_is_opened() -> None:
    assert plain_call(["demo"]) is open_demo


@pytest.mark.parametrize(
    "argv",
    [
        ["--help"], ["open", "--help"], ["open", "-h"], ["--theme.db"], ["demo", "--build"],
        ["open", "a.db", "--theme", "dark"], ["open", "a.db", "b.db"], ["open", ""], ["search", "Китай"],
        ["--db"], ["--db", "a.db", "articles"], ["--db=a.db"],
        ["новости"],
    ],
)  # fmt: skip
def test_all_else_is_for_click(argv: list[str]) -> None:
    assert plain_call(argv) is None


def test_a_shell_that_asks_how_the_line_goes_on_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_AITUI_COMPLETE", "bash_complete")
    assert plain_call(["open"]) is None


def test_click_is_not_loaded_for_it(tmp_path: Path) -> None:
    script = """
import sys
from aitui.__main__ import main
assert main(["open", "nirgends.db"]) == 1
print("click" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL,
        cwd=tmp_path,
    )  # fmt: skip
    assert done.stdout == "False\n"
    assert done.stderr.startswith("aitui: ")
