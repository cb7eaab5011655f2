"""The article list is on the screen before Textual is imported, and nothing is lost or left behind."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pty_terminal import PtyTerminal
from terminals import AITUI, modes_left

# The bytes of Textual's own start.
TAKEN_OVER = b"\x1b[?1004h"


def begin(corpus: Path, home: Path, **env: str | None) -> PtyTerminal:
    """Start and read no more than the first paint."""
    terminal = PtyTerminal([*AITUI, "open", str(corpus)], env={"AITUI_HOME": str(home), **env})
    terminal.wait_for("1 Articles")
    return terminal


def articles(terminal: PtyTerminal) -> list[list[object]]:
    """The cells of the article list, below its heading, as seen: a blank has no colour of letters."""
    return [
        [cell._replace(fg="", bold=False) if cell.data == " " else cell for cell in row[:38]]
        for row in terminal.cells()[1:29]
    ]


def test_nothing_flickers_when_textual_takes_over(small_corpus: Path, tmp_path: Path) -> None:
    # Later sessions begin where the one before ended: at another row, under a filter, in another order.
    for move in ("", "j", "G", "fcina<enter>", "J", "<esc>S", ""):
        terminal = begin(small_corpus, tmp_path)
        first = articles(terminal)
        assert any(cell.data.strip() for row in first for cell in row)  # type: ignore[attr-defined]
        terminal.wait_for("? help")
        terminal.read()
        assert articles(terminal) == first
        assert terminal.raw.count(b"\x1b[?1049h") == 1
        terminal.send(move + "Q")
        assert terminal.wait() == 0


# Each takes as long to import as reading the rows, or longer.
HEAVY = (
    "textual rich sqlite_utils platformdirs click dataclasses inspect typing pathlib re enum signal json "
    "urllib aitui.model aitui.ingest.demo aitui.ingest.pipeline"
)


@pytest.mark.parametrize("begins", ["", "demo"])
def test_what_takes_long_to_import_is_not_there_yet(begins: str, small_corpus: Path, tmp_path: Path) -> None:
    told = tmp_path / "loaded"
    script = f"""
import sys
before = set(sys.modules)
import types
app = types.ModuleType("aitui.tui.app")
def run(*args):
    heavy = set({HEAVY!r}.split())
    open({str(told)!r}, "w").write(" ".join(sorted((set(sys.modules) - before) & heavy)) + "|")
app.run = run
sys.modules["aitui.tui.app"] = app
from aitui.__main__ import main
sys.exit(main())
"""
    argv = ["demo"] if begins else ["open", str(small_corpus)]
    if begins:  # built before: the first time is told otherwise
        subprocess.run(
            [*AITUI, "demo", "--build"], env={**os.environ, "AITUI_HOME": str(tmp_path)}, check=True
        )
    else:  # a session goes on where it was left
        terminal = begin(small_corpus, tmp_path)
        terminal.send("jQ")
        assert terminal.wait() == 0
    terminal = PtyTerminal([sys.executable, "-c", script, *argv], env={"AITUI_HOME": str(tmp_path)})
    terminal.wait_for("1 Articles")
    assert terminal.wait() == 0
    assert told.read_text() == "|"


def test_the_place_is_that_of_the_corpus_however_it_is_named(small_corpus: Path, tmp_path: Path) -> None:
    terminal = begin(small_corpus, tmp_path)
    terminal.send("jj")
    terminal.wait_for("Articles 3/")
    terminal.send("Q")
    assert terminal.wait() == 0
    link = tmp_path / "новости.db"
    link.symlink_to(small_corpus)
    terminal = begin(link, tmp_path)
    terminal.wait_for("Articles 3/")
    terminal.send("Q")
    assert terminal.wait() == 0


def test_keys_typed_meanwhile_are_obeyed(small_corpus: Path, tmp_path: Path) -> None:
    terminal = begin(small_corpus, tmp_path)
    assert TAKEN_OVER not in terminal.raw
    terminal.send("j<enter>")
    terminal.wait_for("Articles 2/")
    terminal.wait_for("m mark")  # Enter went into the reader
    assert "^[" not in terminal.text()
    terminal.send("Q")
    assert terminal.wait() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_ended_in_between_the_terminal_is_clean(
    number: signal.Signals, small_corpus: Path, tmp_path: Path
) -> None:
    terminal = begin(small_corpus, tmp_path)
    terminal.signal(number)
    terminal.read(quiet=1.0)
    assert terminal.wait() in (0, 128 + number)
    assert terminal.raw.rindex(b"\x1b[?1049l") > terminal.raw.rindex(b"\x1b[?1049h")
    assert b"Traceback" not in terminal.raw


def test_a_file_that_is_no_corpus_is_told_on_a_clean_screen(tmp_path: Path) -> None:
    other = tmp_path / "нет.db"
    other.write_bytes("это не корпус".encode() * 100)
    terminal = PtyTerminal([*AITUI, "open", str(other)], env={"AITUI_HOME": str(tmp_path)})
    terminal.wait_for("aitui: ")
    assert terminal.wait() == 1
    assert re.search(r"no aitui corpus", terminal.text())
    assert terminal.raw.count(b"\x1b[?1049h") == terminal.raw.count(b"\x1b[?1049l")


@pytest.mark.parametrize(
    ("env", "many"),
    [
        ({"TERM": "linux"}, False),
        ({"TERM": "xterm-16color"}, False),
        ({"TERM": "screen"}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
        ({"TERM": "tmux-256color"}, True),
        ({"TERM": "xterm-ghostty"}, True),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, True),
    ],
)
def test_every_terminal_sees_where_the_cursor_is_in_colours_that_it_has(
    env: dict[str, str], many: bool, small_corpus: Path, tmp_path: Path
) -> None:
    terminal = begin(small_corpus, tmp_path, **env)
    first = articles(terminal)
    terminal.wait_for("? help")
    terminal.read()
    assert articles(terminal) == first
    assert (b"38;5;" in terminal.raw) == many
    assert many or not re.search(rb"\x1b\[(?:[\d;]*;)?(?:[349]|10)[0-7](?:;[\d;]*)?m", terminal.raw)
    # Two rows of a list, the heading of a pane in focus and of another: each pair looks different.
    rows = terminal.cells()
    looks = [(cell.bg, cell.reverse, cell.bold, cell.underscore) for cell in (rows[1][5], rows[2][5])]
    assert looks[0][:2] != looks[1][:2]
    assert (rows[0][2].bg, rows[0][2].reverse) != (rows[0][42].bg, rows[0][42].reverse)
    terminal.send("Q")
    assert terminal.wait() == 0
    assert modes_left(terminal.raw) == []


def test_a_line_that_drops_in_between_ends_the_program(small_corpus: Path, tmp_path: Path) -> None:
    terminal = begin(small_corpus, tmp_path)
    late = threading.Timer(20.0, terminal.signal, [signal.SIGKILL])
    late.start()
    os.close(terminal._fd)
    _, status = os.waitpid(terminal.pid, 0)
    late.cancel()
    assert os.waitstatus_to_exitcode(status) != -signal.SIGKILL


LIGHT = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
ASKED = b"\x1b]11;?"


def ground(terminal: PtyTerminal) -> object:
    """The colour behind a row of the articles."""
    return terminal.cells()[5][10].bg


def test_a_light_terminal_that_says_so_at_once_is_painted_light_from_the_first(
    small_corpus: Path, tmp_path: Path
) -> None:
    terminal = PtyTerminal([*AITUI, "open", str(small_corpus)], env={"AITUI_HOME": str(tmp_path)})
    terminal.send(f"j{LIGHT}k")
    terminal.send("jj")  # what is typed beside it is obeyed
    terminal.wait_for("1 Articles")
    assert ASKED in terminal.raw
    first = ground(terminal)
    terminal.wait_for("Articles 3/")
    assert ground(terminal) == first == "ffffff"
    terminal.send("Q")
    assert terminal.wait() == 0


def test_an_answer_that_comes_late_changes_the_colours_and_is_no_key(
    small_corpus: Path, tmp_path: Path
) -> None:
    terminal = begin(small_corpus, tmp_path)
    terminal.wait_for("? help")
    terminal.read()
    dark = ground(terminal)
    terminal.send(LIGHT[:9])
    terminal.read(quiet=0.1)
    terminal.send(LIGHT[9:] + "j")
    terminal.wait_for("Articles 2/")
    terminal.wait_for(lambda _: ground(terminal) == "ffffff")
    assert dark != "ffffff"
    terminal.read()
    assert "does nothing" not in terminal.text()
    terminal.send("Q")
    assert terminal.wait() == 0


def test_an_answer_that_comes_after_a_refusal_is_not_left_to_the_shell(tmp_path: Path) -> None:
    corpus = tmp_path / "letter.txt"
    corpus.write_text("this is no corpus")
    command = shlex.join([*AITUI, "open", str(corpus)])
    terminal = PtyTerminal(["sh", "-c", f"{command}; echo over; cat"], env={"AITUI_HOME": str(tmp_path)})
    while ASKED not in terminal.raw:
        terminal.read(quiet=0.01, limit=0.05)
    terminal.read(quiet=0.4)  # so slow is the line
    terminal.send(f"a{LIGHT}")
    terminal.wait_for("over")
    terminal.read()
    terminal.close()
    assert "no aitui corpus" in terminal.text()
    assert b"rgb" not in terminal.raw


@pytest.mark.parametrize(
    "env",
    [
        {"TERM": "screen-256color"},
        {"TERM": "linux"},
        {"NO_COLOR": "1"},
        {"COLORFGBG": "15;0"},
        {"TERM": "xterm"},
    ],
)
def test_a_terminal_is_asked_only_where_it_can_and_need_be(
    env: dict[str, str], small_corpus: Path, tmp_path: Path
) -> None:
    terminal = begin(small_corpus, tmp_path, **env)
    terminal.wait_for("? help")
    terminal.send("Q")
    assert terminal.wait() == 0
    assert ASKED not in terminal.raw
