"""The peers of a search: a plain FTS5 table, ripgrep, tantivy and newsboat, each over the same texts."""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Protocol

from measure import note
from probe import Probe
from search_words import Asked

LIMIT = 50
_TANTIVY = Path(__file__).parent / "peers" / "tantivy_search.py"


class Peer(Protocol):
    """Answers searches over the texts of a corpus."""

    name: str

    def ask(self, asked: Asked) -> float | None:
        """Return the milliseconds of one search, None for one that it cannot make."""


def bodies(corpus: Path) -> Iterator[tuple[int, str, str]]:
    """Yield id, title and text of every article."""
    conn = sqlite3.connect(corpus)
    yield from conn.execute(
        "SELECT a.id, a.title, b.text FROM article a JOIN body b ON b.version_id = a.version_id ORDER BY a.id"
    )
    conn.close()


class Raw:
    """A plain FTS5 table that keeps its texts: bm25, title and `snippet()` of 50 articles."""

    name = "raw FTS5"

    def __init__(self, corpus: Path) -> None:
        self.path = corpus.with_name(f"{corpus.stem}-raw.db")
        self.seconds = 0.0
        if not self.path.exists():
            self._make(corpus)
        self._conn = sqlite3.connect(self.path)

    def _make(self, corpus: Path) -> None:
        note("making the raw FTS5 table …")
        building = self.path.with_suffix(".building")
        building.unlink(missing_ok=True)
        began = time.perf_counter()
        conn = sqlite3.connect(building)
        conn.execute("PRAGMA page_size=16384")
        conn.execute("PRAGMA synchronous=OFF")
        conn.execute(
            "CREATE VIRTUAL TABLE found USING fts5(title, body, tokenize='unicode61 remove_diacritics 2')"
        )
        conn.execute("INSERT INTO found(found, rank) VALUES('hashsize', 67108864)")
        conn.executemany("INSERT INTO found(rowid, title, body) VALUES(?, ?, ?)", bodies(corpus))
        conn.execute("INSERT INTO found(found) VALUES('optimize')")
        conn.commit()
        conn.close()
        self.seconds = time.perf_counter() - began
        building.rename(self.path)

    def ask(self, asked: Asked) -> float | None:
        if not asked.raw:
            return None
        joint = '"{}"' if asked.phrase else "{}"
        parts = [
            word if asked.phrase else f'"{word.rstrip("*")}"{" *" * word.endswith("*")}'
            for word in asked.words
        ]
        began = time.process_time()
        self._conn.execute(
            f"""SELECT rowid, title, snippet(found, 1, '', '', '…', 24), rank FROM found
            WHERE found MATCH ? ORDER BY rank LIMIT {LIMIT}""",
            (joint.format(" ".join(parts)),),
        ).fetchall()
        return (time.process_time() - began) * 1000


class Ripgrep:
    """ripgrep over the texts, one article a line: finds and counts the lines, ranks nothing."""

    name = "ripgrep"

    def __init__(self, corpus: Path, program: str) -> None:
        self._program = program
        self._path = corpus.with_name(f"{corpus.stem}-texts.txt")
        if not self._path.exists():
            note("writing the texts for ripgrep …")
            with self._path.open("w", encoding="utf-8") as stream:
                for _, title, text in bodies(corpus):
                    stream.write(f"{title} {text}".replace("\n", " ") + "\n")

    def ask(self, asked: Asked) -> float | None:
        if len(asked.words) > 1 and not asked.phrase:
            return None
        words = " ".join(word.rstrip("*") for word in asked.words)
        began = _of_children()
        subprocess.run(
            [self._program, "--count", "--ignore-case", "--fixed-strings", words, str(self._path)],
            stdout=subprocess.DEVNULL,
            check=False,
        )
        return (_of_children() - began) * 1000


def _of_children() -> float:
    """Return the seconds of CPU that the programs started from here have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Tantivy:
    """tantivy, by a Python that has it: the best 50 with title and snippet."""

    name = "tantivy"

    def __init__(self, corpus: Path, python: str) -> None:
        folder = corpus.with_name(f"{corpus.stem}-tantivy")
        made = folder.exists()
        self._process = subprocess.Popen(
            [python, str(_TANTIVY), str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdin is not None
        if not made:
            note("making the tantivy index …")
            for one in bodies(corpus):
                self._process.stdin.write(json.dumps(one) + "\n")
            self._process.stdin.write("\n")
            self._process.stdin.flush()
        self.seconds = float(self._read())

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def ask(self, asked: Asked) -> float | None:
        if not asked.raw:
            return None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([asked.words, asked.phrase]) + "\n")
        self._process.stdin.flush()
        return float(self._read())

    def __enter__(self) -> Tantivy:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


class Newsboat:
    """newsboat on a terminal: its own search (`/`) over all entries of one feed, newest first.

    It looks for the characters in the order typed, in titles and texts, ranks nothing, cuts no snippets, and
    lists all that it finds.  It is asked in a corpus of no more than `MOST` articles: its feed is read whole.
    """

    name = "newsboat"
    MOST = 10_000

    def __init__(self, corpus: Path, program: str) -> None:
        self.folder = corpus.with_name(f"{corpus.stem}-newsboat")
        files = (("-C", "config"), ("-u", "urls"), ("-c", "cache.db"))
        argv = [program, *(part for flag, name in files for part in (flag, str(self.folder / name)))]
        self.seconds = 0.0
        if not self.folder.exists():
            self._make(corpus, argv)
        home = {"HOME": str(self.folder), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
        self._probe = Probe(argv, env=home)
        self._probe.until("Feed")
        self._probe.settle()

    def _make(self, corpus: Path, argv: list[str]) -> None:
        note("making the feed for newsboat …")
        self.folder.mkdir()
        items = "".join(
            f"<item><guid>{number}</guid><title>{escape(title)}</title>"
            f"<description>{escape(text)}</description></item>"
            for number, title, text in bodies(corpus)
        )
        feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>{items}</channel></rss>'
        (self.folder / "feed.xml").write_text(feed, encoding="utf-8")
        (self.folder / "urls").write_text(f"file://{self.folder}/feed.xml\n", encoding="utf-8")
        config = "auto-reload no\nrefresh-on-startup no\nmax-items 0\n"
        (self.folder / "config").write_text(config, encoding="utf-8")
        began = time.perf_counter()
        subprocess.run([*argv, "-x", "reload"], check=True, capture_output=True)
        self.seconds = time.perf_counter() - began

    def ask(self, asked: Asked) -> float | None:
        if len(asked.words) > 1 and not asked.phrase:
            return None
        words = " ".join(word.rstrip("*") for word in asked.words)
        began = _of_process(self._probe.pid)
        drawn = len(self._probe.chunks)
        self._probe.send(f"/{words}\r")
        self._probe.until("Search result|No results")
        self._probe.settle(quiet=0.2)
        taken = _of_process(self._probe.pid) - began
        if b"No results" not in b"".join(data for _, data in self._probe.chunks[drawn:]):
            self._probe.send("q")  # back from the list of hits; where there is none it would end the program
            self._probe.until("Your feed")
            self._probe.settle(quiet=0.1)
        return taken * 1000

    def __enter__(self) -> Newsboat:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._probe.close()


def _of_process(pid: int) -> float:
    """Return the seconds of CPU that a process has taken, to the microsecond."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9
