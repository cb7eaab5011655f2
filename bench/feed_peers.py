"""How fast are feeds followed?  `feed_peers.py [--reader PYTHON] [--feeds N]`

Feeds of full articles on a server of our own come in for the first time, and then when nothing has changed:
`aitui update` beside newsboat and lemon24's `reader`, which keep the entries and look for nothing in them,
and beside `aitui add` of the same texts from a file.  Seconds of the processor, start included.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from measure import Sample, arguments, cache, interleave, machine, median, note, spread, table
from texts import articles

from aitui.store import database, feeds

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "ingest"))
from web_server import serving

_AITUI = (sys.executable, "-m", "aitui")
_PEER = Path(__file__).parent / "peers" / "reader_feeds.py"
_ENTRIES = 20


def feed(number: int, texts: Sequence[str]) -> str:
    """Return a feed that gives its articles whole."""
    items = "".join(
        f"<item><title>Новость {number}-{at}</title><link>https://news.example/{number}/{at}</link>"
        f"<guid>https://news.example/{number}/{at}</guid><description>{escape(_page(text))}</description></item>"
        for at, text in enumerate(texts)
    )
    return f"<rss version='2.0'><channel><title>Лента {number}</title>{items}</channel></rss>"


def _page(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def cost(command: Sequence[object], expected: str = "") -> Sample:
    """Run a command and return the seconds of the processor that it took."""
    process = subprocess.Popen(
        [*map(str, command)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    out = process.stdout.read()
    _, code, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode or expected not in out:
        raise SystemExit(f"{command}: {out}")
    return {"cpu": used.ru_utime + used.ru_stime}


def main() -> None:
    parser = arguments(__doc__, runs=3)
    parser.add_argument("--feeds", type=int, default=10, help=f"feeds of {_ENTRIES} articles (default 10)")
    parser.add_argument("--reader", metavar="PYTHON", help="a Python that has lemon24's `reader`")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    count = options.feeds * _ENTRIES
    texts = [one.text for one, _ in zip(articles(count * 4000, 1), range(count), strict=False)]
    size = sum(len(text.encode()) for text in texts)
    with cache(options.cache) as folder, serving() as site:
        urls = [
            site.page(
                f"/{number}", feed(number, texts[number * _ENTRIES :][:_ENTRIES]), "application/rss+xml"
            )
            for number in range(options.feeds)
        ]
        lines = folder / "feeds.jsonl"
        lines.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")

        def corpus(name: str) -> Path:
            for old in folder.glob(f"{name}.db*"):
                old.unlink()
            with database.writing(folder / f"{name}.db") as conn, database.transaction(conn):
                for url in urls:
                    feeds.follow(conn, url, private=True)
            return folder / f"{name}.db"

        def update(path: Path, said: str) -> Sample:
            return cost([*_AITUI, "update", "--all", "--db", path], said)

        def peer() -> list[object]:
            (folder / "reader.db").unlink(missing_ok=True)
            return [options.reader, _PEER, folder / "reader.db", *urls]

        def newsboat(name: str) -> list[object]:
            """Return how newsboat fetches all feeds and tells how many entries it has."""
            (folder / "newsboat-urls").write_text("".join(f"{url}\n" for url in urls), "utf-8")
            (folder / "newsboat-config").write_text("reload-threads 8\n", "utf-8")
            files = (folder / "newsboat-config", folder / "newsboat-urls", folder / f"newsboat-{name}.db")
            if name == "new":
                files[2].unlink(missing_ok=True)
            command = [part for pair in zip(("-C", "-u", "-c"), files, strict=True) for part in pair]
            return ["newsboat", *command, "-x", "reload", "print-unread"]

        known = corpus("known")
        update(known, f"{count} added")
        tasks: dict[str, Callable[[], Sample]] = {
            "aitui update, all new": lambda: update(corpus("new"), f"{count} added"),
            "aitui update, nothing new": lambda: update(known, f"{count} in already"),
            "aitui add, the same from a file": lambda: cost(
                [*_AITUI, "add", lines, "--progress", "none", "--db", corpus("file")], f"{count} added"
            ),
        }
        if options.reader:
            tasks["reader, all new"] = lambda: cost(peer(), str(count))
        else:
            note("no --reader PYTHON: without its peer")
        if shutil.which("newsboat"):
            cost(newsboat("known"), str(count))
            tasks["newsboat, all new"] = lambda: cost(newsboat("new"), str(count))
            tasks["newsboat, nothing new"] = lambda: cost(newsboat("known"), str(count))
        else:
            note("no newsboat: without its peer")
        found = interleave(tasks, options.runs)
    table(
        (f"{count} articles, {size / 1e6:.1f} MB", "CPU s", "articles a second of CPU"),
        [(name, spread(v["cpu"], 2), f"{count / median(v['cpu']):,.0f}") for name, v in found.items()],
    )


if __name__ == "__main__":
    main()
