"""From articles as they come in to a corpus: annotate what is new, write it whole.

Articles are written in batches, one transaction a batch, annotated before the write lock is taken: readers
and other writers wait for milliseconds, and a killed run leaves whole articles only.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from aitui.errors import InputError
from aitui.frozen import replace
from aitui.ingest import copying, joining
from aitui.ingest.executors import Here, Readers
from aitui.ingest.meter import Meter
from aitui.ingest.readers.interface import FeedFound, FeedOffered, Item, SkippedInputError
from aitui.ingest.reading import Reading
from aitui.ingest.recipe import recipe
from aitui.model import Article
from aitui.store import articles, database, feeds, fulltext, runs
from aitui.store.database import Connection
from aitui.store.writer import EntityNames, Writer, needs

# A batch ends at whichever comes first: articles, code points of text, seconds.
_BATCH_ARTICLES = 64
_BATCH_LENGTH = 4_000_000
_BATCH_SECONDS = 2.0


@dataclass(slots=True)
class Summary:
    """What came of adding.

    Attributes:
        added, updated, same: articles new, with a changed text, and in already.
        failures: inputs that did not come in, each with its reason.
        skipped: files of folders that hold no text, each with what it is; these are no failures.
        feeds: feeds that were named by the inputs.
        offered: feeds that pages name beside their article; nobody asked for them.
        encodings: encodings other than UTF-8 that were met, with the number of articles.
        seen: how many inputs were dealt with, and `size` the bytes of their texts, UTF-8; those that were
            read last may still wait to be written.
        meter: how much of the files was read; that may be ahead of what is dealt with.
        current: the input dealt with last.
        stopped: whether somebody stopped the run before its end.
    """

    added: int = 0
    updated: int = 0
    same: int = 0
    failures: list[InputError] = field(default_factory=list)
    skipped: list[SkippedInputError] = field(default_factory=list)
    feeds: list[FeedFound] = field(default_factory=list)
    offered: list[FeedOffered] = field(default_factory=list)
    encodings: dict[str, int] = field(default_factory=dict)
    seen: int = 0
    size: int = 0
    meter: Meter = field(default_factory=Meter)
    current: str | None = None
    stopped: bool = False

    def take(self, other: Summary) -> None:
        """Add what came of another run."""
        for name in ("added", "updated", "same", "seen", "size"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.failures += other.failures
        self.skipped += other.skipped
        for encoding, number in other.encodings.items():
            self.encodings[encoding] = self.encodings.get(encoding, 0) + number
        self.stopped = self.stopped or other.stopped

    def left(self, seconds: float) -> float | None:
        """Return how many seconds the rest will take at the rate so far; None where the rest is unknown."""
        meter = self.meter
        if not meter.done or meter.total is None:
            return None
        return max(0.0, meter.total / meter.done - 1) * seconds


def add(
    conn: Connection,
    inputs: Iterable[Item],
    *,
    readers: Readers | None = None,
    progress: Callable[[Summary], None] | None = None,
    params: dict[str, object] | None = None,
    meter: Meter | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Summary:
    """Add articles to a corpus.  Adding the same twice changes nothing; a changed text is a new version.

    Args:
        conn: from `database.open_writer`.
        inputs: articles, and what could not be read in their place; feeds among them are kept in the summary.
        readers: who reads the articles; this process unless told.
        progress: called after every input that is dealt with.
        params: what the run was asked for, kept with it.
        meter: counts what is read of the inputs, for `progress`.
        stop: asked after every article; once true, what is read is written and the rest left.

    Raises:
        StoreError: the corpus cannot be written; the batches before stay.
        TaggerError: a name tagger that was asked for cannot be loaded; the batches before stay.
        WorkerError: those who were to read are gone; the batches before stay.
    """
    readers = readers or Here()
    batch = _Batch(conn, "add", {**(params or {}), "recipe": recipe(readers.taggers)})
    summary = batch.summary
    summary.meter = meter or summary.meter
    told = _teller(summary, progress)

    def wanted() -> Iterator[Article]:
        for item in inputs:
            if stop():
                return
            if isinstance(item, FeedFound):
                summary.feeds.append(item)
                continue
            if isinstance(item, FeedOffered):
                summary.offered.append(item)
                continue
            if isinstance(item, SkippedInputError):
                summary.skipped.append(item)
            elif isinstance(item, InputError):
                summary.failures.append(item)
            elif needs(conn, article := feeds.as_named(conn, whole(item))):
                yield article
                continue
            else:
                summary.same += 1
                item = article
            told(item)

    return _read(batch, readers.read(wanted()), told, stop)


def reindex(
    conn: Connection,
    *,
    readers: Readers | None = None,
    everything: bool = False,
    progress: Callable[[Summary], None] | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Summary:
    """Read anew what was read by other rules than ours: of another release, names or taggers.

    Texts, ids and what users wrote stay; readers of the corpus see each article as it was or as it is now.
    Stopped or killed, the next call goes on where it was.

    Args:
        conn: from `database.open_writer`.
        readers: who reads the articles; this process unless told.
        everything: what was read by our rules too.
        progress: called after every article.
        stop: asked after every article; once true, what is read is written and the rest left.

    Raises:
        StoreError, TaggerError, WorkerError: as of `add`.
    """
    readers = readers or Here()
    ours = recipe(readers.taggers)
    batch = _Batch(conn, "reindex", {"recipe": ours, "all": everything}, anew=True)
    with database.transaction(conn):
        since = (runs.unfinished(conn, ours) or batch.begin()) if everything else None
        chosen = runs.stale(conn, ours, since)
    batch.summary.meter.total = len(chosen)
    told = _teller(batch.summary, progress)

    def wanted() -> Iterator[Article]:
        for article_id in chosen:
            if stop():
                return
            batch.summary.meter.done += 1
            if (article := runs.given(conn, article_id)) is not None:
                yield article

    return _read(batch, readers.read(wanted()), told, stop)


def _teller(
    summary: Summary, progress: Callable[[Summary], None] | None
) -> Callable[[Article | InputError], None]:
    """Return what counts an input that is dealt with, and tells of it."""

    def told(item: Article | InputError) -> None:
        summary.seen += 1
        if isinstance(item, Article):
            summary.size += len(item.text.encode())
        summary.current = item.where if isinstance(item, InputError) else item.address
        if progress is not None:
            progress(summary)

    return told


def _read(
    batch: _Batch,
    found: Iterator[tuple[Article, Reading | str]],
    told: Callable[[Article], None],
    stop: Callable[[], bool],
) -> Summary:
    """Write what is read, until there is no more or somebody stops it."""
    for article, reading in found:
        if isinstance(reading, str):
            batch.summary.failures.append(InputError(article.address or "standard input", reading))
        else:
            batch.put(article, reading)
        told(article)
        if stop():
            break
    batch.summary.stopped = stop()
    batch.finish()
    return batch.summary


def whole(article: Article) -> Article:
    """Return the article with halves of characters replaced by U+FFFD: JSON can spell them, files cannot."""
    changed = {
        name: value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        for name in ("text", "address", "title", "source", "published", "url", "author", "alias")
        if (value := getattr(article, name)) is not None and not _encodes(value)
    }
    return replace(article, **changed) if changed else article


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def names_of(uid: str) -> EntityNames:
    """Return what the gazetteer knows of an entity; nothing for one that only texts name."""
    from aitui.analysis.naming import gazetteer

    entity = gazetteer.load().entities.get(uid)
    if entity is None:
        return EntityNames()
    names = {lang: known[0] for lang, known in entity.names.items() if lang != "any" and known}
    return EntityNames(names, [name for known in entity.names.values() for name in known], "gazetteer")


class _Batch:
    """Annotated articles that wait for their transaction."""

    def __init__(self, conn: Connection, kind: str, params: dict[str, object], *, anew: bool = False) -> None:
        self.summary = Summary()
        self._conn = conn
        self._kind = kind
        self._params = params
        self._anew = anew
        self._waiting: list[tuple[Article, Reading]] = []
        self._length = 0
        self._since = time.monotonic()
        self._writer: Writer | None = None
        self._run_id: int | None = None

    def begin(self) -> int:
        """Return the run, begun where it was not; inside a transaction."""
        if self._writer is None or self._run_id is None:
            self._run_id = runs.begin(self._conn, self._kind, self._params)
            copying.begin(self._conn)
            self._writer = Writer(self._conn, self._run_id, names_of)
        return self._run_id

    def put(self, article: Article, reading: Reading) -> None:
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append((article, reading))
        self._length += len(article.text)
        if (
            len(self._waiting) >= _BATCH_ARTICLES
            or self._length >= _BATCH_LENGTH
            or time.monotonic() - self._since >= _BATCH_SECONDS
        ):
            self.flush()

    def flush(self) -> None:
        """Write what waits in one transaction."""
        if not self._waiting:
            return
        conn = self._conn
        if self._writer is None:
            fulltext.refresh(conn)
        with database.transaction(conn):
            self.begin()
            assert self._writer is not None
            for article, found in self._waiting:
                outcome = self._writer.put(
                    article,
                    found.annotation,
                    found.days,
                    found.glosses,
                    found.words,
                    found.keys,
                    anew=self._anew,
                )
                setattr(self.summary, outcome, getattr(self.summary, outcome) + 1)
                if outcome != "same" and article.encoding != "utf-8":
                    self.summary.encodings[article.encoding] = (
                        self.summary.encodings.get(article.encoding, 0) + 1
                    )
            copying.place(conn, self.begin(), self._writer.sketched)
            self._writer.sketched.clear()
        self._waiting.clear()
        self._length = 0

    def finish(self) -> None:
        """Write the rest, join the entities and close the run; a run that wrote nothing leaves no trace.

        Of a run that was stopped somebody waits for the end: joining and what waits are left to the next one.
        """
        stopped = self.summary.stopped
        self.flush()
        if self._run_id is None:
            if not stopped:
                joining.settle(self._conn)
                copying.settle(self._conn)
            return
        if not stopped:
            joining.join(self._conn, self._run_id)
            copying.settle(self._conn, self._run_id)
        with database.transaction(self._conn):
            summary = self.summary
            counts = {"added": summary.added, "updated": summary.updated, "failed": len(summary.failures)}
            runs.finish(self._conn, self._run_id, counts, stopped=stopped)
            written = summary.added + summary.updated
            # Worth its time where most of the file is new; else the index is merged piece by piece.
            large = written >= _BATCH_ARTICLES and written * 2 > articles.count(self._conn) and not stopped
            if large:
                fulltext.merge(self._conn)
        if large:
            database.compact(self._conn)
