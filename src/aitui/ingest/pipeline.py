"""From articles as they come in to a corpus: annotate what is new, write it whole.

Articles are written in batches, one transaction a batch, annotated before the write lock is taken: readers
and other writers wait for milliseconds, and a killed run leaves whole articles only.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from aitui.errors import InputError, TaggerError
from aitui.ingest import joining
from aitui.model import Annotation, Article
from aitui.store import articles, database, runs, search
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
        encodings: encodings other than UTF-8 that were met, with the number of articles.
    """

    added: int = 0
    updated: int = 0
    same: int = 0
    failures: list[InputError] = field(default_factory=list)
    encodings: dict[str, int] = field(default_factory=dict)

    @property
    def seen(self) -> int:
        """The number of inputs dealt with."""
        return self.added + self.updated + self.same + len(self.failures)


def add(
    conn: Connection,
    inputs: Iterable[Article | InputError],
    *,
    annotate: Callable[[Article], Annotation] | None = None,
    taggers: Sequence[str] | None = None,
    progress: Callable[[Summary], None] | None = None,
    params: dict[str, object] | None = None,
) -> Summary:
    """Add articles to a corpus.  Adding the same twice changes nothing; a changed text is a new version.

    Args:
        conn: from `database.open_writer`.
        inputs: articles, and what could not be read in their place.
        annotate: the annotator, `analysis.annotator.annotate` unless told.
        taggers: names of the name taggers that help it; None for those that it takes by itself.
        progress: called after every input.
        params: what the run was asked for, kept with it.

    Raises:
        StoreError: the corpus cannot be written; the batches before stay.
        TaggerError: a name tagger that was asked for cannot be loaded; the batches before stay.
    """
    batch = _Batch(conn, params or {})
    summary = batch.summary
    for item in inputs:
        if isinstance(item, InputError):
            summary.failures.append(item)
        elif not needs(conn, article := whole(item)):
            summary.same += 1
        else:
            try:
                annotation = annotate(article) if annotate else _annotate(article, taggers)
            except TaggerError:
                raise  # every other text would fail like this one
            except Exception as error:  # one text must not stop the others
                name = article.address or "standard input"
                summary.failures.append(
                    InputError(
                        name, f"could not be annotated ({type(error).__name__}: {error}); please report it"
                    )
                )
            else:
                batch.put(article, annotation)
        if progress is not None:
            progress(summary)
    batch.finish()
    if progress is not None:
        progress(summary)
    return summary


def whole(article: Article) -> Article:
    """Return the article with halves of characters replaced by U+FFFD: JSON can spell them, files cannot."""
    changed = {
        name: value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        for name in ("text", "address", "title", "source", "published", "url", "author")
        if (value := getattr(article, name)) is not None and not _encodes(value)
    }
    return replace(article, **changed) if changed else article


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _annotate(article: Article, taggers: Sequence[str] | None) -> Annotation:
    from aitui.analysis.annotator import annotate

    return annotate(article) if taggers is None else annotate(article, taggers)


def names_of(uid: str) -> EntityNames:
    """Return what the gazetteer knows of an entity; nothing for one that only texts name."""
    from aitui.analysis.naming import gazetteer

    entity = gazetteer.load().entities.get(uid)
    if entity is None:
        return EntityNames()
    names = {lang: known[0] for lang, known in entity.names.items() if lang != "any" and known}
    return EntityNames(names, [name for known in entity.names.values() for name in known], "gazetteer")


def days_of(published: str | None) -> tuple[str | None, str | None]:
    """Return the first and last day of an EDTF date, ISO; None for both when it is unknown."""
    from aitui.analysis.measures import edtf

    return edtf.iso_bounds(published) if published else (None, None)


class _Batch:
    """Annotated articles that wait for their transaction."""

    def __init__(self, conn: Connection, params: dict[str, object]) -> None:
        self.summary = Summary()
        self._conn = conn
        self._params = params
        self._waiting: list[tuple[Article, Annotation]] = []
        self._length = 0
        self._since = time.monotonic()
        self._writer: Writer | None = None
        self._run_id: int | None = None

    def put(self, article: Article, annotation: Annotation) -> None:
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append((article, annotation))
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
        from aitui.analysis.naming import joins

        conn = self._conn
        with database.transaction(conn):
            if self._writer is None or self._run_id is None:
                self._run_id = runs.begin(conn, "add", self._params)
                self._writer = Writer(conn, self._run_id, names_of)
            for article, annotation in self._waiting:
                days = days_of(annotation.layout.published)
                glosses = joins.explained(article.text, annotation.mentions)
                outcome = self._writer.put(article, annotation, days, glosses)
                setattr(self.summary, outcome, getattr(self.summary, outcome) + 1)
                if outcome != "same" and article.encoding != "utf-8":
                    self.summary.encodings[article.encoding] = (
                        self.summary.encodings.get(article.encoding, 0) + 1
                    )
        self._waiting.clear()
        self._length = 0

    def finish(self) -> None:
        """Write the rest, join the entities and close the run; a run that wrote nothing leaves no trace."""
        self.flush()
        if self._run_id is None:
            joining.settle(self._conn)
            return
        joining.join(self._conn, self._run_id)
        with database.transaction(self._conn):
            summary = self.summary
            counts = {"added": summary.added, "updated": summary.updated, "failed": len(summary.failures)}
            runs.finish(self._conn, self._run_id, counts)
            written = summary.added + summary.updated
            # Worth its time where most of the file is new; else the index is merged piece by piece.
            large = written >= _BATCH_ARTICLES and written * 2 > articles.count(self._conn)
            if large:
                search.merge(self._conn)
        if large:
            database.compact(self._conn)
