"""How long until an entity is lit everywhere?  `select_entity.py [--big]`

Everything that the explorer reads when an entity is chosen (its mentions in reading order, their totals,
a page of its timeline and the histogram), against one raw SQL statement that only fetches the entity's
mentions.  The happenings told again, which follow the paint, are left out.  Entities of three weights;
corpora filled by `corpora`, not by the annotator.  Milliseconds.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from corpora import corpus, entity
from measure import Sample, arguments, cache, interleave, machine, ratio, spread, table

from aitui.errors import AituiError
from aitui.explorer.jobs import InlineJobs
from aitui.explorer.state import Explorer
from aitui.store import database, entities, workspace

SIZE = 10_000
BIG = 100_000
T = TypeVar("T")
RANKS = (0, 1_000, 10_000)


class _Jobs(InlineJobs):
    """Runs at once what is shown with the choice; what follows the paint is not waited for."""

    def submit(
        self,
        lane: str,
        query: Callable[[database.Connection], T],
        done: Callable[[T], None],
        failed: Callable[[AituiError], None],
        patience: float = 0.0,
        delay: float = 0.0,
    ) -> None:
        if lane != "happenings":
            super().submit(lane, query, done, failed, patience)


class Session:
    """An explorer without a screen, whose queries run at once."""

    def __init__(self, path: Path, home: Path) -> None:
        self.connection = database.open_reader(path)
        self.explorer = Explorer(
            path,
            database.open_reader(path),
            workspace.open(home / "workspace.db"),
            _Jobs(lambda: database.open_reader(path)),
        )
        self.explorer.start()

    def light(self, rank: int) -> Sample:
        """Choose the entity of a rank; another one was chosen before."""
        self.explorer.unlight()
        entity_id = entities.by_uid(self.connection, entity(rank)[0])
        if entity_id is None:
            raise SystemExit(f"no entity of rank {rank}: the corpus is too small")
        began = time.perf_counter()
        self.explorer.light(entity_id)
        took = time.perf_counter() - began
        lit = self.explorer.lit
        assert lit is not None
        return {"ms": took * 1000, "mentions": lit.total, "articles": lit.articles}


def raw(connection: sqlite3.Connection, rank: int) -> Sample:
    """The peer: fetch the mentions, in whatever order they lie."""
    began = time.perf_counter()
    connection.execute(
        """SELECT m.version_id, m.start, m."end" FROM mention m JOIN entity e ON e.id = m.entity_id
        WHERE e.uid = ?""",
        (entity(rank)[0],),
    ).fetchall()
    return {"ms": (time.perf_counter() - began) * 1000}


def main() -> None:
    parser = arguments(__doc__, runs=15)
    parser.add_argument("--big", action="store_true", help=f"also on a corpus of {BIG:,} articles")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    rows = []
    with cache(options.cache) as folder, TemporaryDirectory() as home:
        for size in (SIZE, BIG) if options.big else (SIZE,):
            path = corpus(size, folder)
            session, connection = Session(path, Path(home)), database.open_reader(path)
            for rank in RANKS if size == BIG else RANKS[:2]:
                tasks: dict[str, Callable[[], Sample]] = {
                    "aitui": partial(session.light, rank),
                    "raw": partial(raw, connection, rank),
                }
                found = interleave(tasks, options.runs)
                ours, peer = found["aitui"], found["raw"]
                rows.append(
                    (
                        f"{size:,}",
                        f"{rank + 1:,}",
                        f"{ours['articles'][0]:,.0f}",
                        f"{ours['mentions'][0]:,.0f}",
                        spread(ours["ms"], 1),
                        spread(peer["ms"], 2),
                        ratio(ours["ms"], peer["ms"]),
                    )
                )
            session.explorer.close()
            connection.close()
    table(("corpus", "entity, rank", "articles", "mentions", "aitui, ms", "raw SQL, ms", ""), rows)


if __name__ == "__main__":
    main()
