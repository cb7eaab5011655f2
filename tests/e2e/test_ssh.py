"""The same over a real sshd on loopback: what a remote user gets."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from pty_terminal import PtyTerminal
from servers import sshd
from terminals import AITUI, SEEDS


@pytest.fixture
def ssh(tmp_path: Path) -> Iterator[list[str]]:
    """Start sshd and yield the client's command line."""
    with sshd(tmp_path) as client:
        yield ["ssh", "-tt", "-F", str(client), "news.example"]


@pytest.mark.parametrize("which", ["small_corpus", "seed_corpus"])
def test_explore_over_ssh(which: str, request: pytest.FixtureRequest, ssh: list[str], tmp_path: Path) -> None:
    if which == "seed_corpus" and not SEEDS.is_dir():
        pytest.skip("the real texts (../shared/seeds) are not here")
    corpus: Path = request.getfixturevalue(which)
    program = shlex.join([*AITUI, "open", str(corpus)])
    remote = f"env LC_ALL=C.UTF-8 AITUI_HOME={shlex.quote(str(tmp_path))} {program}"
    terminal = PtyTerminal([*ssh, remote])
    try:
        terminal.wait_for("1 Articles", limit=30)
        terminal.send("3/China<enter>")
        terminal.wait_for("languages")
        terminal.send("2nnn")
        terminal.wait_for("3/")
        lit = [
            cell.data
            for row in terminal.cells()
            for cell in row
            if cell.bold and cell.underscore and cell.data.strip()
        ]
        assert lit, "the mention that n stands on is not marked"
        terminal.send("m")
        terminal.wait_for("Bookmarked")
        terminal.resize(80, 24)
        terminal.wait_for(lambda text: "2 Reader" in text)
        terminal.send("Q")
        assert terminal.wait() == 0
    finally:
        terminal.close()
