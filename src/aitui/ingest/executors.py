"""Who does the reading: this process, several, or a Dask cluster, behind `concurrent.futures.Executor`.

Readings come back in the order of the articles, so the same rows are written whoever read them.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from typing import Protocol

from aitui import garbage
from aitui.errors import AituiError, WorkerError
from aitui.ingest.reading import Reading, read_each
from aitui.model import Article

# A batch ends at whichever comes first: articles, code points of text.  Sending one costs a hundredth of
# reading it, and what one dying worker loses is soon read again.
_ARTICLES = 16
_LENGTH = 200_000
# The same for this process: enough for a tagger that reads texts together, few enough for who waits.
_ARTICLES_HERE = 8
_LENGTH_HERE = 30_000
# Batches under way for each worker: enough that none waits, few enough to hold in memory.
_AHEAD = 3

# How long a scheduler may take to answer.
_PATIENCE = "10s"

_LOST = "the process that read it died each time; left out"

Batch = Sequence[Article]
Read = Callable[[Batch, Sequence[str] | None], list[Reading | str]]


class Readers(Protocol):
    """Who reads articles.

    Attributes:
        taggers: names of the name taggers that help; None for those that the annotator takes by itself.
    """

    taggers: Sequence[str] | None

    def read(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Reading | str]]:
        """Return each article with what was read, in the order given, or why it could not be.

        Raises:
            TaggerError: a name tagger that was asked for cannot be loaded.
            WorkerError: the cluster is gone, or no process can be started.
        """

    def close(self) -> None:
        """Let the workers go; what they have in hand is dropped."""


class Here:
    """This process."""

    def __init__(self, taggers: Sequence[str] | None = None) -> None:
        self.taggers = taggers

    def read(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Reading | str]]:
        """Read a few at a time, when they are asked for."""
        for batch in _batches(articles, _ARTICLES_HERE, _LENGTH_HERE):
            yield from zip(batch, read_each(batch, self.taggers), strict=True)

    def close(self) -> None:
        """There is nothing to let go."""


class Elsewhere:
    """The workers of an executor.

    Args:
        connect: returns a new executor; called again when one is broken.
        workers: how many work at once.
        taggers: as of `reading.read`.
        read_batch: what a worker does; for tests.
        leave: called at the end.
        wait: whether letting an executor go waits until its workers have ended, with what they have in hand.
    """

    def __init__(
        self,
        connect: Callable[[], Executor],
        workers: int,
        taggers: Sequence[str] | None = None,
        read_batch: Read = read_each,
        leave: Callable[[], None] = lambda: None,
        wait: bool = False,
    ) -> None:
        self._connect = connect
        self._leave = leave
        self._wait = wait
        self._most = workers * _AHEAD
        self.taggers = taggers
        self._read = read_batch
        self._executor: Executor | None = None
        self._waiting: deque[tuple[Batch, Future[list[Reading | str]]]] = deque()

    def read(self, articles: Iterable[Article]) -> Iterator[tuple[Article, Reading | str]]:
        """Read several batches at once; a batch whose worker dies is read again."""
        waiting = self._waiting
        for batch in _batches(articles, _ARTICLES, _LENGTH):
            waiting.append((batch, self._submit(batch)))
            while waiting and (len(waiting) >= self._most or waiting[0][1].done()):
                yield from self._finish()
        while waiting:
            yield from self._finish()

    def close(self) -> None:
        """Let the workers go; what they have in hand is dropped."""
        self._drop()
        self._leave()

    def _drop(self) -> None:
        if self._executor is not None:
            for _, future in self._waiting:
                future.cancel()
            self._executor.shutdown(wait=self._wait)
            self._executor = None

    def _submit(self, batch: Batch) -> Future[list[Reading | str]]:
        if self._executor is None:
            self._executor = self._connect()
        try:
            with _unheard(signal.SIGINT):
                return self._executor.submit(self._read, batch, self.taggers)
        except OSError as error:
            raise WorkerError(f"no process can be started ({error.strerror}); use fewer --jobs") from None
        except RuntimeError as error:  # broken since the last one
            failed: Future[list[Reading | str]] = Future()
            failed.set_exception(error)
            return failed

    def _finish(self) -> Iterator[tuple[Article, Reading | str]]:
        """Return what came of the first batch that waits."""
        waiting = self._waiting
        batch, future = waiting.popleft()
        try:
            found = future.result()
        except AituiError:
            raise
        except Exception:  # a worker died, not the reading: which raises nothing else
            # All under way may be lost with it.  Until the first is read nothing else runs, so that one
            # deadly text is known by what it does alone.
            self._drop()
            found = self._again(batch)
            lost = [at for at, (_, other) in enumerate(waiting) if _failed(other)]
            for at in lost:
                waiting[at] = (waiting[at][0], self._submit(waiting[at][0]))
        yield from zip(batch, found, strict=True)

    def _again(self, batch: Batch) -> list[Reading | str]:
        """Read a batch with nothing beside it; one that kills its worker again, text by text."""
        try:
            return self._submit(batch).result()
        except AituiError:
            raise
        except Exception:
            self._drop()
        if len(batch) == 1:
            return [_LOST]
        return [self._again([article])[0] for article in batch]


def _failed(future: Future[list[Reading | str]]) -> bool:
    return not future.done() or future.cancelled() or future.exception() is not None


def _batches(articles: Iterable[Article], most: int, longest: int) -> Iterator[Batch]:
    """Yield batches of so many articles, or of so many code points."""
    batch: list[Article] = []
    length = 0
    for article in articles:
        batch.append(article)
        length += len(article.text)
        if len(batch) >= most or length >= longest:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def processes(jobs: int, taggers: Sequence[str] | None = None) -> Readers:
    """Return readers of this machine: this process alone for one job, else so many beside it.

    Args:
        jobs: how many; 0 for one a core.
    """
    jobs = jobs or _cores()
    if jobs == 1:
        return Here(taggers)
    # The end of the program would wait for them too, and trip over a pool that is closing just then.
    return Elsewhere(lambda: _pool(jobs), jobs, taggers, wait=True)


def cluster(address: str, taggers: Sequence[str] | None = None) -> Readers:
    """Return the workers of a running Dask cluster as readers.

    Args:
        address: of its scheduler, such as `tcp://10.0.0.5:8786`.

    Raises:
        WorkerError: the extra is not installed, or nobody answers there.
    """
    try:
        from distributed import Client
    except ImportError:
        raise WorkerError("a cluster needs the extra: pip install 'aitui[cluster]'") from None
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkerError(f"{address}: no Dask scheduler answers there ({error})") from None

    def connect() -> Executor:
        if client.status != "running":
            raise WorkerError(f"{address}: the cluster is gone; what was written stays, run the same again")
        # A text is read anew by us where a worker dies of it: which one it was is found out there.
        executor: Executor = client.get_executor(pure=False, retries=0)
        return executor

    workers = sum(client.nthreads().values())
    if not workers:
        client.close()
        raise WorkerError(f"{address}: the cluster has no workers; start some with `dask worker {address}`")
    return Elsewhere(connect, workers, taggers, leave=client.close)


def _pool(jobs: int) -> Executor:
    # Only here: most runs need no other process.
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Else a new process looks in the folder that the person is in first, and runs a `pickle.py` from there.
    os.environ["PYTHONSAFEPATH"] = "1"
    # Not forked: a process with threads and open databases is no safe parent.
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_begin)


@contextmanager
def _unheard(number: signal.Signals) -> Iterator[None]:
    """Let processes that are started here not hear a signal; this one hears it a moment later.

    What ends this process ends all of its terminal, and those that are still loading are not yet where
    `_begin` has them ignore it.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {number})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Leave Ctrl-C to the process that writes: it stops after the article in hand."""
    garbage.seldom(garbage.READING)
    with suppress(ValueError):  # not the main thread
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
