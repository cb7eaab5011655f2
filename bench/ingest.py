"""How fast do texts become searchable?  `ingest.py [--size MB]`

Reading alone, by rules and with the name tagger, storing alone, and both, on new texts in every run, one
process, against a raw FTS5 insert of the same texts in the same run; the size of the file for each byte of
text; and which share of reading each stage takes.  How each kind of input is read: `inputs.py`.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from measure import Sample, arguments, cache, interleave, machine, median, ratio, spread, table
from texts import SHARES, articles, stock

from aitui.analysis import annotator, claims, language
from aitui.analysis.form import layout, sentences
from aitui.analysis.measures import quantities, timex
from aitui.analysis.naming import names
from aitui.ingest import pipeline, reading
from aitui.ingest.executors import Here
from aitui.ingest.reading import Reading, read
from aitui.model import Article
from aitui.store import database


class Run:
    """One run's texts: drawn once, so that all tasks of the run get the same ones."""

    def __init__(self, size: int, folder: Path) -> None:
        self._size = size
        self._folder = folder
        self._seed = 0
        self._done: set[str] = set()
        self._next()

    def _next(self) -> None:
        self._seed += 1
        self._done.clear()
        self._articles = list(articles(self._size, self._seed))
        self.bytes = sum(len(article.text.encode()) for article in self._articles)
        self._found: list[Reading] | None = None

    def take(self, task: str) -> list[Article]:
        """Return the texts of this run; new ones when the task had these already."""
        if task in self._done:
            self._next()
        self._done.add(task)
        return self._articles

    def found(self) -> dict[str | None, Reading]:
        """Return what stands in the texts, by address."""
        if self._found is None:
            self._found = [read(article) for article in self._articles]
        return {article.address: found for article, found in zip(self._articles, self._found, strict=True)}

    def file(self, name: str) -> Path:
        """Return the path of a new file."""
        path = self._folder / f"ingest-{name}.db"
        for old in self._folder.glob(f"{path.name}*"):
            old.unlink()
        return path

    def rate(self, seconds: float) -> float:
        return self.bytes / 1000 / seconds


def timed(run: Run, work: Callable[[], None]) -> float:
    """Do the work and return its CPU seconds: this process alone, whatever else the machine does."""
    began = time.process_time()
    work()
    return run.rate(time.process_time() - began)


class Known:
    """Hands out what was read before the clock ran."""

    taggers: Sequence[str] | None = None

    def __init__(self, found: dict[str | None, Reading]) -> None:
        self._found = found

    def read(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Reading | str]]:
        return ((article, self._found[article.address]) for article in articles)

    def close(self) -> None:
        pass


def reading_alone(run: Run, taggers: Sequence[str] | None) -> Sample:
    texts = run.take(f"read {taggers}")
    return {"rate": timed(run, lambda: list(Here(taggers).read(texts)).clear())}


def adding(run: Run) -> Sample:
    texts, path = run.take("add"), run.file("add")
    db = database.open_writer(path)
    value = timed(run, lambda: _sound(pipeline.add(db, texts)))
    return {"rate": value, "size": _size(db, path) / run.bytes}


def storing(run: Run) -> Sample:
    texts, path = run.take("store"), run.file("store")
    found = run.found()
    db = database.open_writer(path)
    value = timed(run, lambda: _sound(pipeline.add(db, texts, readers=Known(found))))
    return {"rate": value, "size": _size(db, path) / run.bytes}


def raw(run: Run) -> Sample:
    """The peer: texts into a plain table and a full-text index of it, in one transaction."""
    texts, path = run.take("raw"), run.file("raw")
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute("PRAGMA journal_mode=WAL")
    conn.execute("CREATE TABLE article(id INTEGER PRIMARY KEY, body TEXT)")
    conn.execute("CREATE VIRTUAL TABLE found USING fts5(body, content='article', content_rowid='id')")

    def work() -> None:
        conn.execute("BEGIN")
        for number, article in enumerate(texts):
            conn.execute("INSERT INTO article VALUES(?, ?)", (number, article.text))
            conn.execute("INSERT INTO found(rowid, body) VALUES(?, ?)", (number, article.text))
        conn.execute("COMMIT")

    return {"rate": timed(run, work), "size": _size(conn, path) / run.bytes}


# What reading an article consists of: where each stage is called from, and its name there.
STAGES: dict[str, tuple[object, str]] = {
    "language": (language, "identify"),
    "layout": (layout, "read_layout"),
    "sentences": (sentences, "split"),
    "names: damage": (names, "readable"),
    "names: tagger": (annotator, "_readings"),
    "names: rules and gazetteer": (names, "mentions_read"),
    "times": (timex, "find_timexes"),
    "quantities": (quantities, "find_quantities"),
    "claims": (claims, "find_claims"),
    "words of the index, copies": (reading, "digest"),
}


def stages(texts: Sequence[Article]) -> dict[str, float]:
    """Return which share of reading the texts each stage takes, in processor time."""
    spent = dict.fromkeys(STAGES, 0.0)

    def clocked(stage: str, work: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object) -> object:
            began = time.process_time()
            try:
                return work(*args)
            finally:
                spent[stage] += time.process_time() - began

        return call

    kept = {stage: getattr(*place) for stage, place in STAGES.items()}
    try:
        for stage, (module, name) in STAGES.items():
            setattr(module, name, clocked(stage, kept[stage]))
        began = time.process_time()
        list(Here().read(texts))
        whole = time.process_time() - began
    finally:
        for stage, (module, name) in STAGES.items():
            setattr(module, name, kept[stage])
    return {stage: seconds / whole for stage, seconds in spent.items()}


def _sound(summary: pipeline.Summary) -> None:
    if summary.failures:
        raise SystemExit(f"an article failed: {summary.failures[0]}")


def _size(conn: sqlite3.Connection, path: Path) -> int:
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()
    return path.stat().st_size


def main() -> None:
    parser = arguments(__doc__, runs=3)
    parser.add_argument("--size", type=float, default=2.0, help="MB of text a run (default 2)")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    for lang in SHARES:  # also loads every model and table before the clock runs
        stock(lang)
    with cache(options.cache) as folder:
        run = Run(int(options.size * 1e6), folder)
        tasks: dict[str, Callable[[], Sample]] = {
            "raw FTS5 insert": partial(raw, run),
            "read alone, rules and gazetteer": partial(reading_alone, run, ()),
            "read alone, with the name tagger": partial(reading_alone, run, None),
            "store alone": partial(storing, run),
            "both: aitui add": partial(adding, run),
        }
        found = interleave(tasks, options.runs)
        shares = stages(run.take("stages"))
    peer = found["raw FTS5 insert"]["rate"]
    table(
        ("one core, UTF-8", "KB/s", "", "file, bytes a byte of text"),
        [
            (
                name,
                spread(values["rate"]),
                ratio(values["rate"], peer),
                f"{median(values['size']):.2f}" if "size" in values else "–",
            )
            for name, values in found.items()
        ],
    )
    table(("stage of reading", "share"), [(stage, f"{share:.0%}") for stage, share in shares.items()])


if __name__ == "__main__":
    main()
