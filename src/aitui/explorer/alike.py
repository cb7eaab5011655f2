"""Articles that are near a search in meaning, in any language: shown below its hits when somebody asks.

The extra `semantic`, and vectors that `aitui reindex --vectors` made.  The model takes 150 MB once it is
loaded, so nothing is compared unasked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from aitui.errors import AituiError, MeaningError
from aitui.explorer.jobs import Jobs
from aitui.explorer.narrowing import Narrowing
from aitui.query import Field, Query
from aitui.store import articles, search, vectors
from aitui.store.database import Connection
from aitui.store.rows import Filters, Hit
from aitui.store.visible import VisibleMap

if TYPE_CHECKING:
    from aitui.analysis.meaning import Encoder
    from aitui.explorer.state import Explorer

# Why such a hit is there: beside `REASONS`, which are of words.
MEANING = "meaning"
# So many are shown, and how near each is at least.
LISTED, _LEAST = 20, 0.2


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """Return the model; loading it takes seconds.

    Raises:
        MeaningError: the extra is not installed.
    """
    from aitui.analysis.meaning import Encoder

    return Encoder()


def words(query: Query) -> str:
    """Return what a search says in words, as one text: its words, its phrases, whom it names."""
    told = []
    for leaf in query.leaves():
        if isinstance(leaf, Field):
            told += [leaf.value] if leaf.name == "entity" else []
        elif text := getattr(leaf, "text", ""):
            told.append(text)
    return " ".join(told)


def nearest(
    connection: Connection,
    query: Query,
    filters: Filters | None = None,
    off: frozenset[str] = frozenset(),
    view: VisibleMap | None = None,
    others: search.Others | None = None,
) -> list[Hit]:
    """Return the articles nearest to a search in meaning that it does not find by its words, nearest first.

    Args:
        connection: of the corpus.
        query: resolved.
        filters, off, view, others: as of `search.search`.

    Raises:
        MeaningError: the extra is not installed, there are no vectors, or the search has no words.
    """
    from aitui.analysis import meaning

    text = words(query)
    if not text:
        raise MeaningError("This search has no words whose meaning could be compared.")
    if not meaning.available():
        raise MeaningError("Comparing meanings needs the extra `semantic`: pip install 'aitui[semantic]'")
    if not vectors.any_there(connection, meaning.MODEL):
        raise MeaningError("There are no vectors of meaning here yet; `aitui reindex --vectors` makes them.")
    model = encoder()
    known = set(search.matching(connection, query, filters, off=off, visible=view, others=others))
    allowed = None if filters in (None, Filters()) else set(articles.ids(connection, filters))

    def candidates() -> Iterator[tuple[list[int], list[bytes]]]:
        for ids, packed in vectors.everything(connection, meaning.MODEL):
            kept = [n for n, i in enumerate(ids) if i not in known and (allowed is None or i in allowed)]
            if kept:
                yield [ids[n] for n in kept], [packed[n] for n in kept]

    found = [
        (i, near) for i, near in meaning.nearest(model.text(text), candidates(), LISTED) if near >= _LEAST
    ]
    return _hits(connection, model, text, found)


def _hits(connection: Connection, model: Encoder, text: str, found: Sequence[tuple[int, float]]) -> list[Hit]:
    """Return articles as hits, each with the sentence of its lead that is nearest to a text."""
    from aitui.analysis import meaning

    rows = articles.rows(connection, [i for i, _ in found])
    texts = {i: articles.text(connection, i) for i, _ in found if i in rows}
    spans = {
        i: meaning.lead(
            told.text,
            [span[:2] for span in told.boilerplate],
            zip(told.sentences[::2], told.sentences[1::2], strict=True),
        )
        for i, told in texts.items()
    }
    sentences = [" ".join(texts[i].text[a:b].split()) for i, places in spans.items() for a, b in places]
    near = iter(model.nearness(text, sentences))
    best = {
        i: max(((next(near), a, b) for a, b in places), default=(0.0, 0, 0)) for i, places in spans.items()
    }
    hits = []
    for i, score in found:
        if i in rows:
            row, (_, start, end) = rows[i], best[i]
            snippet = " ".join(texts[i].text[start:end].split()) or row.title
            hits.append(
                Hit(
                    i, row.uid, row.title, row.source, row.lang, row.published, score, snippet,
                    start, start, MEANING, (), MEANING,
                )
            )  # fmt: skip
    return hits


class Alike:
    """What is near the search that is shown.

    Args:
        explorer: whose search it is.
        jobs: compares.

    Attributes:
        hits: the nearest first; none where nobody asked.
    """

    def __init__(self, explorer: Explorer, jobs: Jobs) -> None:
        self._explorer = explorer
        self._jobs = jobs
        self.hits: list[Hit] = []
        # Whether what is on its way is of a search that is no longer shown.
        self._dropped = False

    def forget(self) -> None:
        """Another search is shown: nothing is near it until somebody asks."""
        self.hits, self._dropped = [], True
        self._jobs.stop("alike")

    def toggle(self) -> None:
        """Show what is near the search below its hits, or no longer."""
        explorer, asked = self._explorer, self._explorer.search
        query, narrowing, view, others = asked.query, asked.narrowing, explorer.view, asked.others
        if self.hits:
            self.forget()
            self._show()
            return
        if query is None or not asked.done:
            explorer.say("There is no search yet whose meaning could be compared.")
            return

        def read(connection: Connection) -> tuple[list[Hit], int]:
            from aitui.analysis.meaning import MODEL

            filters = narrowing.filters(connection, view)
            hits = nearest(connection, query, filters, narrowing.off, view, others)
            return hits, vectors.missing(connection, MODEL)

        def done(found: tuple[list[Hit], int]) -> None:
            if self._still(query, narrowing):
                self.hits, missing = found
                self._show()
                number = len(self.hits)
                told = f"{number} more {'is' if number == 1 else 'are'} near in meaning, below the hits."
                left = f" Without a vector: {missing:,} (`aitui reindex --vectors`)." if missing else ""
                explorer.say((told if number else "Nothing else is near in meaning.") + left)

        def failed(error: AituiError) -> None:
            if not self._dropped:  # else another search is shown: nobody asked for a stop
                explorer.failed(error)

        self._dropped = False
        self._jobs.submit("alike", read, done, failed)

    def _still(self, query: Query, narrowing: Narrowing) -> bool:
        asked = self._explorer.search
        return query is asked.query and narrowing == asked.narrowing

    def _show(self) -> None:
        self._explorer.search.fold()
        self._explorer.changed("search", "status")
