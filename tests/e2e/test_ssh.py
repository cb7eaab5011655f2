"""The same over a real sshd on loopback: what a remote user gets."""

from __future__ import annotations

import getpass
import os
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pty_terminal import PtyTerminal
from terminals import AITUI, SEEDS


@pytest.fixture
def ssh(tmp_path: Path) -> Iterator[list[str]]:
    """Start sshd with throw-away keys and yield the client's command line."""
    sshd = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if sshd is None or shutil.which("ssh") is None:
        pytest.skip("sshd is not installed")
    for name in ("host", "user"):
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)], check=True
        )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    config = tmp_path / "sshd_config"
    config.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {tmp_path}/host\nPidFile none\n"
        f"AuthorizedKeysFile {tmp_path}/user.pub\nPasswordAuthentication no\nUsePAM no\nStrictModes no\n"
    )
    server = subprocess.Popen([sshd, "-D", "-e", "-f", str(config)], stderr=subprocess.DEVNULL)
    end = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            break
        except OSError:
            if time.monotonic() > end or server.poll() is not None:
                server.kill()
                server.wait()
                pytest.skip("sshd does not start here")
    yield [
        "ssh", "-tt", "-p", str(port), "-i", str(tmp_path / "user"), "-o", "StrictHostKeyChecking=no",
        "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "IdentitiesOnly=yes",
        f"{getpass.getuser()}@127.0.0.1",
    ]  # fmt: skip
    server.terminate()
    server.wait()


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
