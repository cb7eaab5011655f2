"""Every command of docs/ssh.md, against a real sshd on loopback."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import textwrap
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from pty_terminal import PtyTerminal
from servers import sshd
from stories import CHINESE, ITALIAN, RUSSIAN
from terminals import AITUI

PAGE = Path(__file__).parents[2] / "docs" / "ssh.md"
BLOCKS = [
    (match[2], textwrap.dedent(match[3]))
    for match in re.finditer(r"^( *)```([\w-]+)\n(.*?)^ *```$", PAGE.read_text(encoding="utf-8"), re.M | re.S)
]


def block(*words: str, lang: str = "sh") -> str:
    """Return the one block that holds these words."""
    found = [text for kind, text in BLOCKS if kind == lang and all(word in text for word in words)]
    assert len(found) == 1, (words, found)
    return found[0]


@dataclass(frozen=True)
class Site:
    """Both ends of the line.

    Attributes:
        folder: stands for /srv/news.
        env: of commands on this side; `ssh` there is one that knows where news.example is.
        tmux: the name of the tmux server that the other side uses.
        there: the home of the program on the other side.
    """

    folder: Path
    env: dict[str, str]
    tmux: str
    there: Path

    def here(self, command: str) -> str:
        return command.replace("/srv/news", str(self.folder))

    def run(self, command: str) -> str:
        done = subprocess.run(
            ["sh", "-ec", self.here(command)], env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def wait_until_gone(self, limit: float = 30.0) -> None:
        """Wait until every program that was started on the other side has ended."""
        for number in (self.there / "pids").read_text(encoding="ascii").split():
            try:
                program = os.pidfd_open(int(number))
            except ProcessLookupError:
                continue
            ended = select.select([program], [], [], limit)[0]
            os.close(program)
            assert ended, f"{number} still runs"

    def terminal(self, command: str, **env: str) -> PtyTerminal:
        return PtyTerminal(["sh", "-ec", self.here(command)], env={**self.env, **env})


def script(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("srv") / "news"
    (folder / "texts").mkdir(parents=True)
    for name, text in (("ru", RUSSIAN), ("it", ITALIAN), ("zh", CHINESE)):
        (folder / "texts" / f"{name}.txt").write_text(text, encoding="utf-8")
    here, there, keys = (tmp_path_factory.mktemp(name) for name in ("here", "there", "keys"))
    socket = f"aitui-test-{uuid.uuid4().hex[:8]}"
    # What stands between the command of the page and the program: an installed aitui, a tmux of our own.
    run = f'PYTHONPATH= exec {AITUI[0]} -m aitui "$@"'
    script(here / "aitui", run)
    script(there / "aitui", f"echo $$ >> {there}/pids\n{run}")
    script(there / "tmux", f'exec {shutil.which("tmux")} -L {socket} -f {there}/tmux.conf "$@"')
    (there / "tmux.conf").write_text(block("set-clipboard", lang="tmux"), encoding="utf-8")
    path = f"{there}:{os.environ['PATH']}"
    with sshd(keys, f"SetEnv PATH={path} AITUI_HOME={there} LC_ALL=C.UTF-8") as client:
        script(here / "ssh", f'exec {shutil.which("ssh")} -F {client} "$@"')
        env = {**os.environ, "PATH": f"{here}:{os.environ['PATH']}", "AITUI_HOME": str(here)}
        made = Site(folder, env, socket, there)
        made.run(block("install -d"))
        yield made
    subprocess.run(["tmux", "-L", socket, "kill-server"], capture_output=True, check=False)


def test_no_block_is_left_out() -> None:
    """Each one is named by a test below."""
    tested = [
        block("install -d"),
        block("aitui open /srv", "ssh -t news.example aitui"),
        block("--json"),
        block("head -3"),
        block("LC_ALL"),
        block("tmux -u new"),
        block("AITUI_DB"),
        block("ServerAlive", lang="ssh-config"),
        block("set-clipboard", lang="tmux"),
    ]
    assert sorted(tested) == sorted(text for _, text in BLOCKS)


@pytest.mark.parametrize("term", ["xterm-256color", "xterm-kitty", "linux", "no-such-terminal"])
def test_reading_from_afar(site: Site, term: str) -> None:
    terminal = site.terminal(block("ssh -t news.example aitui"), TERM=term)
    try:
        terminal.wait_for("1 Articles 1/3", limit=30)
        terminal.wait_for("Китай")
        terminal.send("Q")
        assert terminal.wait() == 0
    finally:
        terminal.close()


def test_without_a_terminal_one_line_says_so(site: Site) -> None:
    command = site.here(block("ssh -t news.example aitui")).replace("-t ", "")
    done = subprocess.run(["sh", "-c", command], env=site.env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "terminal" in done.stderr


def test_lists_are_worked_on_here(site: Site) -> None:
    hits = json.loads(site.run(block("--json")))
    assert {hit["lang"] for hit in hits} == {"ru", "it", "zh"}
    assert len(site.run(block("head -3")).splitlines()) == 3


def test_a_locale_for_everywhere(site: Site) -> None:
    terminal = site.terminal(block("LC_ALL"))
    try:
        terminal.wait_for("Китай", limit=30)
        terminal.send("Q")
        assert terminal.wait() == 0
    finally:
        terminal.close()


def test_settings_of_the_client(site: Site, tmp_path: Path) -> None:
    settings = tmp_path / "config"
    settings.write_text(block("ServerAlive", lang="ssh-config"), encoding="utf-8")
    told = subprocess.run(
        ["ssh", "-F", str(settings), "-G", "news.example"], capture_output=True, text=True, check=True
    ).stdout
    assert "compression yes" in told
    assert "serveraliveinterval 15" in told


def test_a_dropped_line_keeps_the_place(site: Site) -> None:
    command = block("ssh -t news.example aitui")
    terminal = site.terminal(command)
    terminal.wait_for("? help", limit=30)
    terminal.send("fcina<enter>")
    terminal.wait_for("1 Articles 1/1 · only “cina”")
    terminal.send("<enter>jjjjj")
    before = terminal.wait_for("▌ Gli Stati Uniti").splitlines()
    terminal.close()  # ssh is killed: the far side hears that its terminal is gone
    site.wait_until_gone()
    again = site.terminal(command)
    try:
        again.wait_for(lambda text: text.splitlines()[:-1] == before[:-1], limit=30)
        again.send("1f\x15<enter>")
        again.wait_for("1 Articles 1/3")
        again.send("Q")
        assert again.wait() == 0
    finally:
        again.close()


def test_who_comes_back_before_the_far_side_knows_goes_on_there(site: Site) -> None:
    command = block("ssh -t news.example aitui")
    dropped = site.terminal(command)
    try:
        dropped.wait_for("? help", limit=30)
        dropped.send("gj")
        dropped.wait_for("1 Articles 2/3")
        listed = json.loads(site.run("aitui articles --json --db /srv/news/corpus.db"))

        def kept(_: str) -> bool:
            with closing(sqlite3.connect(site.there / "workspace.db")) as conn:
                place = conn.execute("SELECT place FROM session ORDER BY seq DESC").fetchone()[0]
            return bool(json.loads(place).get("article") == listed[1]["uid"])

        dropped.wait_for(kept)
        os.kill(dropped.pid, signal.SIGSTOP)  # nothing comes from here any more, and nothing is closed
        again = site.terminal(command)
        again.wait_for("1 Articles 2/3", limit=30)
        again.send("Q")
        assert again.wait() == 0
        again.close()
    finally:
        dropped.close()
        site.wait_until_gone()


@pytest.fixture
def attached(site: Site) -> Iterator[Callable[[], PtyTerminal]]:
    """Return what attaches to the session in tmux."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    opened: list[PtyTerminal] = []

    def attach() -> PtyTerminal:
        opened.append(site.terminal(block("tmux -u new")))
        return opened[-1]

    yield attach
    for terminal in opened:
        terminal.close()


def test_detach_come_back_and_copy(site: Site, attached: Callable[[], PtyTerminal]) -> None:
    first = attached()
    first.wait_for("1 Articles", limit=30)
    first.send("s")
    first.wait_for("search")
    first.send("чипов")
    first.wait_for("чипов")
    first.send("\x02d")
    assert first.wait() == 0
    again = attached()
    again.wait_for("чипов", limit=30)  # the prompt as it was left
    again.send("<esc>2y")
    again.wait_for("Copied")
    buffer = subprocess.run(
        ["tmux", "-L", site.tmux, "show-buffer"], capture_output=True, text=True, check=True
    ).stdout
    assert re.search(r"“.+” \(.+\)", buffer), buffer
    again.send("Q")
    again.wait()
    # OSC 52 came all the way to the terminal here as well, or tmux was not told that it may.
    assert b"[exited]" in again.raw


def test_many_people(site: Site) -> None:
    assert len(site.run(block("AITUI_DB")).splitlines()) >= 3
    # Adding the same texts again changes nothing.
    before = site.run(block("AITUI_DB"))
    site.run(block("install -d"))
    assert site.run(block("AITUI_DB")) == before
