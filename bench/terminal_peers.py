"""A key on the terminal, beside its peers.  `terminal_peers.py [--lines] [--runs N]`

Bytes and time to the last byte of a start and of each kind of key, aitui against newsboat, less, lnav (where
they are installed), a screen of Textual's own widgets on the same corpus, and the least list that Textual can
draw; in turn, 120×40.  With `--lines` also through a real sshd: every key at 150 ms and 10 kB/s, and how long
a key held 45 times at 30/s goes on after its release, at 150 ms and 256 kbit/s.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from corpora import corpus
from measure import arguments, cache, machine, median, note, table
from probe import Probe
from slow_line import Sshd
from startup import AITUI

from aitui.store import articles, database

SIZE = 1_000
PEERS = Path(__file__).parent / "peers"
KINDS = (
    "start", "cursor", "cursor, text follows", "line", "page", "pane", "reader line", "reader line, zoomed"
)  # fmt: skip
ROUND_TRIP, SLOW, FASTER = 0.15, 10_000.0, 32_000.0
HELD, EACH = 45, 1 / 30
Found = dict[str, list[tuple[float, float]]]
# What is measured, the keys, and how often; without a name they only lead there.
Step = tuple[str, str, int]


@dataclass(frozen=True)
class Peer:
    """A program, what shows that it is there, and its keys.

    Attributes:
        held: the keys that lead to a list and the key that is held there.
        leave: what ends it.
    """

    argv: list[str]
    ready: str
    steps: Sequence[Step]
    held: tuple[str, str]
    leave: str


def session(peer: Peer, env: dict[str, str], line: Sshd | None, held: bool) -> Found:
    """Run a program once; return (ms, bytes) by kind, of a held key (ms after its release, bytes)."""
    quiet = 0.25 if line is None else 0.6
    argv = peer.argv
    if line is not None:
        argv = line.argv(argv, {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **env})
    probe = Probe(argv, env={"AITUI_DB": None, **env})
    found: Found = {}
    try:
        ready = probe.until(peer.ready) * 1000
        probe.settle(quiet=1.0, limit=60)
        found["start"] = [(ready, float(sum(len(data) for _, data in probe.chunks)))]
        if held:
            probe.send(peer.held[0])
            probe.settle(quiet=1.0)
            found["held"] = [_hold(probe, peer.held[1])]
            return found
        for kind, keys, times in peer.steps:
            for _ in range(times):
                one = _press(probe, keys, quiet)
                if kind:
                    found.setdefault(kind, []).append(one)
    finally:
        probe.send(peer.leave)
        probe.settle(quiet=0.3, limit=3)
        probe.close()
    return found


def _press(probe: Probe, keys: str, quiet: float) -> tuple[float, float]:
    began = probe.now()
    probe.send(keys)
    first = len(probe.chunks)
    count = probe.settle(quiet=quiet)
    last = probe.chunks[-1][0] if len(probe.chunks) > first else began
    return (last - began) * 1000, float(count)


def _hold(probe: Probe, key: str) -> tuple[float, float]:
    first = len(probe.chunks)
    for _ in range(HELD):
        probe.send(key)
        end = probe.now() + EACH
        while (left := end - probe.now()) > 0:
            probe.settle(quiet=left, limit=left)
    released = probe.now()
    probe.settle(quiet=1.5, limit=60)
    return max(0.0, probe.chunks[-1][0] - released) * 1000, float(
        sum(len(d) for _, d in probe.chunks[first:])
    )


def peers(path: Path, folder: Path) -> dict[str, Peer]:
    """Return what there is on this machine; what is missing is told."""
    rows = folder / "list.txt"
    conn = database.open_reader(path)
    ids = articles.ids(conn)
    listed = articles.rows(conn, ids)
    rows.write_text(
        "\n".join(f"{listed[i].lang} {listed[i].published} {listed[i].title}" for i in ids), encoding="utf-8"
    )
    list_of = (("line", "j", 8), ("page", " ", 3))
    found = {
        "aitui": Peer(
            [*AITUI, "open", str(path)],
            r"\d%",
            (
                ("cursor, text follows", "j", 6), ("", "4", 1), ("cursor", "j", 6), ("", "jjjjjj", 1),
                ("line", "j", 8), ("page", "<pgdn>", 3), *(("pane", pane, 1) for pane in "12341234"),
                ("", "1g", 1), ("", "2g", 1), ("", "j" * 25, 1), ("reader line", "j", 8),
                ("", "zg", 1), ("", "j" * 25, 1),
                ("reader line, zoomed", "j", 8),
            ),
            ("1g", "j"),
            "Q",
        ),
        "stock Textual": Peer(
            [sys.executable, str(PEERS / "stock_textual.py"), str(path)],
            "Quit",
            (
                ("cursor, text follows", "<down>", 6), ("", "<tab><tab><tab>", 1), ("cursor", "<down>", 4),
                ("", "<down>" * 5, 1), ("line", "<down>", 8), ("page", "<pgdn>", 3), ("pane", "<tab>", 8),
                ("", "<tab><tab>", 1), ("", "<down>" * 45, 1), ("reader line", "<down>", 8),
            ),
            ("", "<down>"),
            "q",
        ),
        "least Textual list": Peer(
            [sys.executable, str(PEERS / "scroll_list.py")],
            "READY",
            (("cursor", "j", 8), ("", "j" * 35, 1), ("line", "j", 8)),
            ("", "j"),
            "q",
        ),
        "less": Peer(["less", "-S", str(rows)], r"\d\d", list_of, ("", "j"), "q"),
        "lnav": Peer(["lnav", "-N", str(rows)], r"\d{4}-", (("", "g", 1), *list_of), ("g", "j"), "q"),
    }  # fmt: skip
    if shutil.which("newsboat"):
        found["newsboat"] = _newsboat(conn, list(ids), folder)
    conn.close()
    for name in ("less", "lnav", "newsboat"):
        if shutil.which(name) is None:
            found.pop(name, None)
            note(f"{name} is not installed: left out")
    return found


def _newsboat(conn: database.Connection, ids: Sequence[int], folder: Path) -> Peer:
    listed = articles.rows(conn, ids)
    items = "".join(
        f"<item><guid>{i}</guid><title>{escape(listed[i].title)}</title>"
        f"<description>{escape(articles.text(conn, i).text)}</description></item>"
        for i in ids
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>№ Feed</title>{items}</channel></rss>'
    (folder / "feed.xml").write_text(feed, encoding="utf-8")
    (folder / "urls").write_text(f"file://{folder}/feed.xml\n", encoding="utf-8")
    (folder / "config").write_text(
        "auto-reload no\nrefresh-on-startup no\nmax-items 0\nbind-key j down\n", encoding="utf-8"
    )
    argv = ["newsboat", *(part for flag, name in (("-C", "config"), ("-u", "urls"), ("-c", "cache.db"))
                          for part in (flag, str(folder / name)))]  # fmt: skip
    subprocess.run([*argv, "-x", "reload"], check=True, capture_output=True)
    steps = (
        ("", "<enter>", 1), ("cursor", "j", 6), ("", "j" * 40, 1), ("line", "j", 8),
        ("page", "<pgdn>", 3), ("", "q", 1),
    )  # fmt: skip
    return Peer(argv, "Feed", steps, ("<enter>", "j"), "qqq")


def compare(found: dict[str, Peer], runs: int, line: Sshd | None, held: bool = False) -> dict[str, Found]:
    """Run all in turn and back."""
    values: dict[str, Found] = {name: {} for name in found}
    for run in range(runs):
        for name in list(found)[:: 1 if run % 2 == 0 else -1]:
            with TemporaryDirectory() as home:
                env = {"AITUI_HOME": home, "HOME": home}
                for kind, ones in session(found[name], env, line, held).items():
                    values[name].setdefault(kind, []).extend(ones)
            note(f"{name}: run {run + 1} of {runs}")
    return values


def show(values: dict[str, Found], kinds: Sequence[str], title: str) -> None:
    rows = [(name, *(_cell(by_kind.get(kind, [])) for kind in kinds)) for name, by_kind in values.items()]
    table((title, *kinds), rows)


def _cell(ones: Sequence[tuple[float, float]]) -> str:
    if not ones:
        return "–"
    return f"{median([ms for ms, _ in ones]):,.1f} ms, {median([count for _, count in ones]):,.0f} B"


def main() -> None:
    parser = arguments(__doc__, runs=3)
    parser.add_argument("--lines", action="store_true", help="also through sshd over slow lines: minutes")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    with cache(options.cache) as folder, TemporaryDirectory() as own:
        found = peers(corpus(SIZE, folder), Path(own))
        show(compare(found, options.runs, None), KINDS, "local")
        if not options.lines:
            return
        for rate, held, title in ((SLOW, False, "150 ms, 10 kB/s"), (FASTER, True, "150 ms, 256 kbit/s")):
            with TemporaryDirectory() as files:
                try:
                    line = Sshd(Path(files), ROUND_TRIP, rate)
                except FileNotFoundError:
                    note("OpenSSH is not installed: no slow lines")
                    return
                try:
                    values = compare(found, max(1, options.runs // 2), line, held)
                finally:
                    line.close()
            show(values, ("start", "held") if held else KINDS, title)


if __name__ == "__main__":
    main()
