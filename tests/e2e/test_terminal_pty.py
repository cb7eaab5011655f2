"""The terminal is refused politely, used lightly and left clean."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from pty_terminal import PtyTerminal
from terminals import AITUI, modes_left


def start(corpus: Path, home: Path, **env: str | None) -> PtyTerminal:
    terminal = PtyTerminal([*AITUI, "open", str(corpus)], env={"AITUI_HOME": str(home), **env})
    terminal.wait_for("? help")
    terminal.read()
    return terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_a_clean_terminal_and_keeps_the_place(
    number: signal.Signals, small_corpus: Path, tmp_path: Path
) -> None:
    terminal = start(small_corpus, tmp_path)
    terminal.send("fcina<enter>")
    terminal.wait_for("1 Articles 1/1 · only “cina”")
    terminal.send("<enter>jjjjj")
    here = terminal.wait_for("▌ Gli Stati Uniti")
    terminal.signal(number)
    assert terminal.wait() == 0
    assert modes_left(terminal.raw) == []
    assert terminal.settings() == terminal.found
    terminal.close()
    again = start(small_corpus, tmp_path)
    again.wait_for(lambda text: text.splitlines()[:-1] == here.splitlines()[:-1])
    again.send("Q")
    assert again.wait() == 0
    again.close()


def test_a_corpus_that_is_damaged_while_it_is_open_ends_the_program_with_one_line(
    small_corpus: Path, tmp_path: Path
) -> None:
    corpus = tmp_path / "damaged.db"
    corpus.write_bytes(small_corpus.read_bytes())
    terminal = start(corpus, tmp_path)
    # The rows of the articles lie behind the first pages; the next text that is opened cannot be read.
    with corpus.open("r+b") as file:
        file.truncate(8192)
    terminal.send("j")
    assert terminal.wait() == 1
    said = terminal.raw.rpartition(b"\x1b[?1049l")[2].decode()
    assert f"aitui: {corpus}: the file is damaged" in said
    assert said.count("\n") == 1
    terminal.close()


def test_mouse_and_kitty_keyboard_stay_off(small_corpus: Path, tmp_path: Path) -> None:
    terminal = start(small_corpus, tmp_path)
    terminal.send("Q")
    terminal.wait()
    terminal.close()
    for mode in (b"\x1b[?1000h", b"\x1b[?1003h", b"\x1b[>1u", b"\x1b[=1"):
        assert mode not in terminal.raw


def test_bytes_on_the_wire(small_corpus: Path, tmp_path: Path) -> None:
    terminal = start(small_corpus, tmp_path)
    assert len(terminal.raw) < 25_000
    assert terminal.read(quiet=0.5) == b""
    terminal.send("3")
    terminal.read()
    terminal.send("2")
    assert len(terminal.read()) < 6_000
    terminal.send("j")
    assert len(terminal.read()) < 1_000
    terminal.send("Q")
    terminal.wait()
    terminal.close()


def test_no_terminal_is_refused_in_one_line(small_corpus: Path) -> None:
    for env in ({"TERM": "dumb"}, {"TERM": "xterm"}):
        done = subprocess.run(
            [*AITUI, "open", str(small_corpus)],
            capture_output=True,
            text=True,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert done.returncode == 1
        assert done.stdout == ""
        assert len(done.stderr.strip().splitlines()) == 1
        assert "terminal" in done.stderr


# The program where asking for the size takes long: the next signal comes before the size is told.
SLOW_SIZES = """
import shutil, sys, time
from aitui.__main__ import main
ask = shutil.get_terminal_size
def slowly():
    size = ask()
    time.sleep(0.2)
    return size
shutil.get_terminal_size = slowly
main()
"""


def test_of_sizes_that_follow_at_once_the_last_one_counts(small_corpus: Path, tmp_path: Path) -> None:
    terminal = PtyTerminal(
        [sys.executable, "-c", SLOW_SIZES, "open", str(small_corpus)], env={"AITUI_HOME": str(tmp_path)}
    )
    terminal.wait_for("? help")
    terminal.read()
    terminal.resize(70, 20)
    terminal.read(quiet=0.05, limit=0.1)
    terminal.resize(80, 24)
    terminal.wait_for(lambda _: "? help" in terminal.lines()[23])
    terminal.send("Q")
    assert terminal.wait() == 0
    terminal.close()


def threads(terminal: PtyTerminal) -> int:
    return len(list(Path(f"/proc/{terminal.pid}/task").iterdir()))


def taken_again(terminal: PtyTerminal, times: int, _: str) -> bool:
    """Tell whether the program has taken the screen more often than that."""
    return terminal.raw.count(b"\x1b[?1049h") > times


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_stream_that_is_closed_ends_no_command(closed: str, small_corpus: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        shell = ["sh", "-c", f'exec "$@" {closed}', "sh", *AITUI, *arguments]
        return subprocess.run(shell, capture_output=True, text=True, check=False)

    done = run("articles", "--db", str(small_corpus))
    assert (done.returncode, done.stderr) == (0, "")
    assert (done.stdout == "") == (closed == ">&-")
    refused = run("open", str(small_corpus))
    assert refused.returncode == 1
    assert len(refused.stderr.splitlines()) == (0 if closed == "2>&-" else 1)


def test_esc_and_the_next_key_in_one_packet_are_two_keys(small_corpus: Path, tmp_path: Path) -> None:
    terminal = start(small_corpus, tmp_path)
    terminal.send("?")
    terminal.wait_for(" Keys")
    terminal.send("\x1bG")
    assert " Keys" not in terminal.wait_for("1 Articles 3/3")
    terminal.send("s3\x1b3")
    terminal.wait_for(lambda text: "mentions ·" in text.splitlines()[-1])
    terminal.send("Q")
    assert terminal.wait() == 0
    terminal.close()


def test_no_key_is_pressed_by_what_is_pasted(small_corpus: Path, tmp_path: Path) -> None:
    terminal = start(small_corpus, tmp_path)
    terminal.send("\x1b[200~a\x1bQ\x1b[201~?")
    terminal.wait_for(" Keys")
    terminal.send("\x1bQ")
    assert terminal.wait() == 0
    terminal.close()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="threads are counted in /proc")
def test_a_program_that_is_told_to_go_on_while_it_runs_goes_on(small_corpus: Path, tmp_path: Path) -> None:
    terminal = start(small_corpus, tmp_path)
    terminal.send("jk")
    terminal.wait_for("1 Articles 1/3")
    before = threads(terminal)
    for _ in range(3):
        taken = terminal.raw.count(b"\x1b[?1049h")
        terminal.signal(signal.SIGCONT)
        # What is typed before it has the terminal again is lost, as after `fg`.
        terminal.wait_for(partial(taken_again, terminal, taken))
        terminal.read()
        terminal.send("j")
        terminal.wait_for("1 Articles 2/3")
        terminal.send("k")
        terminal.wait_for("1 Articles 1/3")
    # One that is left behind each time would make three; a lane may begin or end meanwhile.
    assert abs(threads(terminal) - before) < 2
    terminal.send("P")
    terminal.wait_for("Enter goes back")
    terminal.signal(signal.SIGCONT)
    assert terminal.read() == b"", "it took the terminal back before Enter"
    taken = terminal.raw.count(b"\x1b[?1049h")
    terminal.send("<enter>")
    terminal.wait_for(partial(taken_again, terminal, taken))
    terminal.wait_for("1 Articles 1/3")
    printed = terminal.raw.count(b"Enter goes back")
    terminal.send("P")
    terminal.wait_for(lambda _: terminal.raw.count(b"Enter goes back") > printed)
    taken = terminal.raw.count(b"\x1b[?1049h")
    terminal.send("<enter>")
    terminal.wait_for(partial(taken_again, terminal, taken))
    terminal.wait_for("1 Articles 1/3")
    assert threads(terminal) <= before  # one that the start has begun may have ended
    terminal.send("Q")
    assert terminal.wait() == 0
    terminal.close()
