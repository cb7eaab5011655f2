"""Small real corpora for the explorer's tests, and an explorer on one of them without a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from toy import annotate, names_of

from aitui.analysis.measures import edtf
from aitui.errors import AituiError
from aitui.explorer.jobs import InlineJobs, Jobs
from aitui.explorer.state import Explorer
from aitui.model import Article
from aitui.store import articles, database, runs, workspace, writer

RU = (
    "Китай обогнал всех. Хуавэй и Китай спорят 2025-03-04.\n§Меню, где Китай назван зря§\n"
    "Договор с Китаем подписан 2025-02-11. Конец истории."
)
IT = "La Cina cresce, dice Justin Lin. Huawei va con la Cina 2024-12-31. Perché no?"
ZH = "中国发布人工智能芯片。华为很快。中国很大。"
PLAIN = "Погода ясная, ни одной страны. Завтра дождь."


def four() -> list[Article]:
    """Return texts in three languages; in reading order they are ZH, RU, IT (undated, newer), PLAIN."""
    return [
        Article(PLAIN, "/погода", "Погода", "Лента", "ru", None),
        Article(RU, "/гонка", "Гонка", "Лента", "ru", "2025-03-05"),
        Article(IT, "/corsa", None, "LA STAMPA", "it", None),
        Article(ZH, "/芯片", "芯片", "新华", "zh", "2025-03-10"),
    ]


def put(corpus: Path, given: Sequence[Article]) -> Path:
    """Add articles to a corpus file, made on first use, with what the toy annotator finds in them."""
    with database.writing(corpus) as opened, database.transaction(opened):
        run = writer.Writer(opened, runs.begin(opened, "test", {}), names_of)
        for article in given:
            found = annotate(article)
            run.put(article, found, _days(found.layout.published))
    return corpus


def _days(published: str | None) -> tuple[str | None, str | None]:
    """Return the days of a date; one that is odd stands for itself."""
    try:
        return edtf.iso_bounds(published or "")
    except ValueError:
        return published, published


def take_out(corpus: Path, address: str) -> None:
    """Remove the article of an address, as `aitui remove` does."""
    with database.writing(corpus) as opened, database.transaction(opened):
        (found,) = opened.execute("SELECT id FROM article WHERE address = ?", (address,)).fetchone()
        writer.remove(opened, [found])


@contextmanager
def explore(
    corpus: Path,
    home: Path,
    notify: Callable[[frozenset[str]], None] = lambda parts: None,
    jobs: Jobs | None = None,
) -> Iterator[Explorer]:
    """An explorer whose queries run at once; closed after the block, so that its place is kept."""
    explorer = Explorer(
        corpus,
        database.open_reader(corpus),
        workspace.open(home / "workspace.db"),
        jobs or InlineJobs(lambda: database.open_reader(corpus)),
        notify,
    )
    explorer.start()
    try:
        yield explorer
    finally:
        explorer.close()


class Held(InlineJobs):
    """Queries that are answered when the test says so; the newest of a lane wins."""

    def __init__(self, corpus: Path) -> None:
        super().__init__(lambda: database.open_reader(corpus))
        self._held: dict[str, Callable[[], None]] = {}

    def submit(
        self,
        lane: str,
        query: Callable[[Any], Any],
        done: Callable[[Any], None],
        failed: Callable[[AituiError], None],
        patience: float = 0.0,
        delay: float = 0.0,
    ) -> None:
        answer = super().submit
        self._held[lane] = lambda: answer(lane, query, done, failed)

    def answer(self, lane: str) -> None:
        self._held.pop(lane)()


def listed(explorer: Explorer) -> list[str]:
    """Return the titles as the article list shows them, from top to bottom."""
    return [explorer.article_row(article).title for article in explorer.article_ids]


def titled(explorer: Explorer, title: str) -> int:
    """Return the id of the article with this title."""
    return next(i for i in explorer.article_ids if explorer.article_row(i).title == title)


def entity(explorer: Explorer, uid: str) -> int:
    """Return the id of the entity with this slug."""
    return next(i for i in explorer.entity_ids if explorer.entity_row(i).uid == uid)


def newest_titles(corpus: Path) -> list[str]:
    """Return the titles in reading order, read from the file."""
    with database.reading(corpus) as conn:
        return [row.title for row in articles.newest(conn, 1000)]
