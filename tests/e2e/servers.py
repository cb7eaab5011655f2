"""A real sshd on loopback with throw-away keys."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def sshd(folder: Path, *extra: str) -> Iterator[Path]:
    """Run sshd for the length of a block and yield a client's configuration: `ssh -F … news.example`.

    Args:
        folder: an empty one, for keys and settings.
        extra: lines of the server's settings.
    """
    program = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None or shutil.which("ssh") is None:
        pytest.skip("sshd is not installed")
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    settings = folder / "sshd_config"
    settings.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/user.pub\nPasswordAuthentication no\nUsePAM no\nStrictModes no\n"
        + "".join(f"{line}\n" for line in extra)
    )
    client = folder / "ssh_config"
    client.write_text(
        f"Host news.example\n    HostName 127.0.0.1\n    Port {port}\n    User {getpass.getuser()}\n"
        f"    IdentityFile {folder}/user\n    IdentitiesOnly yes\n    StrictHostKeyChecking no\n"
        "    UserKnownHostsFile /dev/null\n    LogLevel ERROR\n"
    )
    server = subprocess.Popen([program, "-D", "-e", "-f", str(settings)], stderr=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                if time.monotonic() > end or server.poll() is not None:
                    pytest.skip("sshd does not start here")
        yield client
    finally:
        server.terminate()
        server.wait()
