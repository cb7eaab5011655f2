"""A real sshd on loopback, and a line to it that is as slow as asked for.

Kernels without `netem` cannot delay a packet, so a proxy holds the bytes back: half the round trip each way,
at so many bytes a second.  Handshakes and losses of TCP are not modelled.
"""

from __future__ import annotations

import getpass
import shlex
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Queue

# What a packet carries around its bytes, and the most that is read at once: a line keeps no more than that.
_HEADERS, _PACKET = 52, 1400
# Packets that lie in the line before whoever sends has to wait, as in the buffer of a modem.
_BUFFERED = 32


class SlowLine:
    """Passes what comes to a port of its own on to another one.

    Args:
        port: where it leads to, on this machine.
        round_trip: seconds.
        rate: bytes a second, each way.
    """

    def __init__(self, port: int, round_trip: float, rate: float) -> None:
        self._target, self._delay, self._rate = port, round_trip / 2, rate
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        _start(self._accept)

    def close(self) -> None:
        self._server.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._server.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._target))
            for one, other in ((near, far), (far, near)):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                packets: Queue[tuple[float, bytes]] = Queue(_BUFFERED)
                _start(self._take, one, packets)
                _start(self._give, other, packets)

    def _take(self, source: socket.socket, packets: Queue[tuple[float, bytes]]) -> None:
        free = 0.0
        data = b"-"
        while data:
            try:
                data = source.recv(_PACKET)
            except OSError:
                data = b""
            # The line sends one packet after the other; each is there half a round trip later.
            free = max(time.monotonic(), free) + (len(data) + _HEADERS) / self._rate
            packets.put((free + self._delay, data))

    def _give(self, goal: socket.socket, packets: Queue[tuple[float, bytes]]) -> None:
        while True:
            due, data = packets.get()
            time.sleep(max(0.0, due - time.monotonic()))
            with suppress(OSError):
                if not data:
                    goal.shutdown(socket.SHUT_WR)
                    return
                goal.sendall(data)


class Sshd:
    """An sshd of our own with keys of our own, and one connection to it that all sessions share.

    Args:
        folder: for its files.
        round_trip: seconds; rate: bytes a second.

    Raises:
        FileNotFoundError: OpenSSH is not installed.
    """

    def __init__(self, folder: Path, round_trip: float, rate: float) -> None:
        program = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
        if program is None or shutil.which("ssh-keygen") is None:
            raise FileNotFoundError("sshd")
        for name in ("host", "user"):
            command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
            subprocess.run(command, check=True)
        shutil.copy(folder / "user.pub", folder / "authorized")
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        settings = (
            f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile {folder}/pid\n"
            f"AuthorizedKeysFile {folder}/authorized\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
            "PermitRootLogin prohibit-password\nPrintMotd no\nPrintLastLog no\nUseDNS no\n"
        )
        (folder / "config").write_text(settings, encoding="utf-8")
        with suppress(OSError):
            Path("/run/sshd").mkdir(exist_ok=True)  # root's sshd gives up its rights there
        self._process = subprocess.Popen(
            [program, "-D", "-e", "-f", str(folder / "config")], stderr=subprocess.DEVNULL
        )
        _wait_for(port)
        self._line = SlowLine(port, round_trip, rate)
        self._options = [
            "-F", "none", "-p", str(self._line.port), "-i", str(folder / "user"), "-o", "LogLevel=ERROR",
            "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "Compression=no",
            "-o", f"ControlPath={folder}/control", f"{getpass.getuser()}@127.0.0.1",
        ]  # fmt: skip
        self._ask("-fNM")

    def argv(self, argv: Sequence[str], env: Mapping[str, str]) -> list[str]:
        """Return the command that runs a program at the other end, in a terminal there."""
        variables = " ".join(f"{name}={shlex.quote(value)}" for name, value in env.items())
        return ["ssh", "-tt", *self._options, f"exec env {variables} {shlex.join(argv)}"]

    def close(self) -> None:
        self._ask("-O", "exit")
        self._process.terminate()
        self._process.wait()
        self._line.close()

    def _ask(self, *what: str) -> None:
        subprocess.run(
            ["ssh", *what, *self._options], check=False, capture_output=True, stdin=subprocess.DEVNULL
        )


def _start(run: object, *args: object) -> None:
    threading.Thread(target=run, args=args, daemon=True).start()  # type: ignore[arg-type]


def _wait_for(port: int) -> None:
    end = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return
