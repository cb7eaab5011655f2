"""What a long `add` says while it works, and how it is stopped."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pyte
import pytest

from aitui.cli import progress
from aitui.errors import InputError
from aitui.ingest.meter import Meter
from aitui.ingest.pipeline import Summary

MANY = [
    {"id": f"запись {n}", "text": f"Лаборатория {n} открылась в Казани. OpenAI ответила 20 января 2025 года."}
    for n in range(1500)
]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_log_gets_one_line_in_ten_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    meter = Meter(4_000_000)
    meter.done = 2_000_000
    summary = Summary(size=1_900_000, meter=meter, seen=1234, added=1200, current="статья\x1b[2J.txt")
    with progress.shown("lines", clock) as show:
        for second in range(25):
            clock.now = second
            show(summary)
    said = capsys.readouterr()
    assert said.out == ""
    first, second_line = said.err.splitlines()
    assert first == "1,234 read, 1.9 MB, 190 KB/s, 10 s left  статья␛[2J.txt"
    assert "20 s left" in second_line


def test_programs_get_an_object_a_second(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    summary = Summary(seen=3, same=1, failures=[InputError("x", "y")], size=10)
    with progress.shown("json", clock) as show:
        for tenth in range(0, 25):
            clock.now = tenth / 10
            show(summary)
    found = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [record["seconds"] for record in found] == [1.0, 2.0]
    assert (found[0]["seen"], found[0]["same"], found[0]["failed"], found[0]["left"]) == (3, 1, 1, None)


def test_a_run_goes_on_when_who_listened_has_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, told = Clock(), list[str]()

    def gone(line: str, **_: object) -> None:
        told.append(line)
        raise BrokenPipeError

    monkeypatch.setattr("aitui.cli.progress.click.echo", gone)
    with progress.shown("json", clock) as show:
        for second in range(5):
            clock.now = second
            show(Summary(seen=second))
    assert [json.loads(line)["seen"] for line in told][-1] == 4


def run(path: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "aitui", "add", str(path), "--db", str(path.with_suffix(".db")), *more]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "много.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in MANY), encoding="utf-8")
    return path


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_after_the_article_in_hand_and_says_how_to_go_on(texts: Path, jobs: str) -> None:
    with subprocess.Popen(
        run(texts, "--progress", "json", "--jobs", jobs),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        assert process.stdout is not None
        assert b'"seen"' in process.stderr.readline()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of the group
        said, out = process.stderr.read().decode(), process.stdout.read().decode()
    assert process.returncode == 130
    assert "stopping after the article in hand" in said
    assert "the same command goes on from here" in said
    assert "Traceback" not in said
    added = int(out.split(": ")[1].split()[0])
    assert 0 < added < len(MANY)
    rest = subprocess.run(run(texts, "--progress", "none"), capture_output=True, text=True, check=True)
    assert rest.stderr == ""
    assert f"{len(MANY) - added} added, 0 updated, {added} in already" in rest.stdout


def on_terminal(texts: Path, press: bytes = b"") -> tuple[int, str]:
    """Run on a terminal; return the exit code and all that was sent.

    Args:
        texts: what is added.
        press: typed when the bar stands.
    """
    master, slave = pty.openpty()
    process = subprocess.Popen(
        run(texts),
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        start_new_session=True,
    )
    os.close(slave)
    seen = b""
    try:
        while chunk := os.read(master, 4096):
            seen += chunk
            if press and b" read, " in seen:
                os.write(master, press)
                press = b""
    except OSError:  # Linux ends a pty so
        pass
    os.close(master)
    return process.wait(), seen.decode()


def left_standing(shown: str) -> list[str]:
    """Return the lines that a terminal shows at the end."""
    screen = pyte.Screen(400, 10)
    pyte.Stream(screen).feed(shown)
    return [line.rstrip() for line in screen.display if line.strip()]


def test_ctrl_c_leaves_no_bar_behind(texts: Path) -> None:
    code, shown = on_terminal(texts, b"\x03")
    assert code == 130
    first, second, third = left_standing(shown)
    assert first == "aitui: stopping after the article in hand; ^C again stops at once"
    assert re.fullmatch(r".*много\.db: \d+ added, 0 updated, 0 in already", second)
    assert third == "aitui: stopped; what came in stays, and the same command goes on from here"


def test_a_terminal_sees_a_bar_that_leaves_nothing_behind(texts: Path) -> None:
    with texts.open("a", encoding="utf-8") as stream:
        stream.write("{сломано\n")
    code, shown = on_terminal(texts)
    assert code == 1
    assert re.search(r"[1-9]\d* read, \d\.\d MB, \d+ KB/s, \d+ s left  запись \d+", shown)
    left = left_standing(shown)
    assert [line.partition(": ")[0] for line in left] == ["aitui", str(texts.with_suffix(".db"))]
    assert "is no JSON" in left[0]
    assert f"{len(MANY)} added" in left[1]
