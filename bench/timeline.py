"""How long until a timeline is there?  `timeline.py [--million]`

The places of the most frequent entity (two articles of a hundred) and of the whole corpus by each clock, as
the pane reads them: all of them, or the newest 30,000 and the counts by day.  The peer is one raw SQL
statement that fetches what the table has of the entity.  Milliseconds.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from functools import partial

from corpora import corpus, entity, multiplied
from measure import Sample, arguments, cache, interleave, machine, ratio, spread, table

from aitui.explorer.timeline import WINDOW
from aitui.store import database, entities, timeline

SIZE = 10_000
# A million: a hundred thousand, ten times.
LARGE, TIMES = 100_000, 10


def ours(connection: sqlite3.Connection, entity_id: int | None, clock: str) -> Sample:
    """Read what the pane reads when an entity is lit, or none."""
    began = time.perf_counter()
    found = timeline.marks(connection, entity_id, clock, limit=WINDOW + 1)
    if len(found) > WINDOW:
        timeline.density(connection, entity_id, clock)
    else:
        timeline.counted(found, clock)
    return {"ms": (time.perf_counter() - began) * 1000, "places": float(len(found))}


def raw(connection: sqlite3.Connection, entity_id: int) -> Sample:
    """The peer: fetch the rows of the entity as they lie."""
    began = time.perf_counter()
    connection.execute("SELECT * FROM timeline WHERE entity_id = ?", (entity_id,)).fetchall()
    return {"ms": (time.perf_counter() - began) * 1000}


def main() -> None:
    parser = arguments(__doc__, runs=9)
    parser.add_argument("--million", action="store_true", help="on a corpus of a million articles")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    rows = []
    with cache(options.cache) as folder:
        path = multiplied(LARGE, TIMES, folder) if options.million else corpus(SIZE, folder)
        connection = database.open_reader(path)
        first = entities.by_uid(connection, entity(0)[0])
        assert first is not None
        tasks: dict[str, Callable[[], Sample]] = {"raw": partial(raw, connection, first)}
        for clock in timeline.CLOCKS:
            tasks[f"entity, {clock}"] = partial(ours, connection, first, clock)
            tasks[f"all, {clock}"] = partial(ours, connection, None, clock)
        found = interleave(tasks, options.runs)
        peer = found.pop("raw")
        for what, samples in found.items():
            entity_only = ratio(samples["ms"], peer["ms"]) if what.startswith("entity") else "–"
            rows.append((what, f"{samples['places'][0]:,.0f}", spread(samples["ms"], 1), entity_only))
        rows.append(("raw SQL, entity", "", spread(peer["ms"], 1), ""))
        connection.close()
    table(("timeline of", "places", "ms", "of raw SQL"), rows)


if __name__ == "__main__":
    main()
