"""How long does a judgement hold up a key, and until all lists follow?  `judge.py [--big]`

An explorer without a screen, whose queries run in the background as on the screen.  `held` is how long the
key's own thread was busy or waiting, of every piece of work the longest; `shown` the time from the key until
the lists, the lit entity and the open article have followed.  Corpora filled by `corpora`.  Milliseconds.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from corpora import MARKS, corpus, entity
from measure import Sample, arguments, cache, interleave, machine, spread, table

from aitui.explorer.jobs import ThreadJobs
from aitui.explorer.state import Explorer
from aitui.store import database, entities, judgements, workspace

SIZE = 10_000
BIG = 100_000
# Nothing more comes when the background was silent for so many seconds.
SILENT = 0.25


class Desk:
    """The thread that keys come to: it runs what the background hands over, one piece after another."""

    def __init__(self, path: Path, home: Path) -> None:
        self._posted: queue.Queue[Callable[[], None]] = queue.Queue()
        self._reader = database.open_reader(path)
        self._own = workspace.open(home / "workspace.db")
        self.explorer = Explorer(
            path,
            database.open_reader(path),
            self._own,
            ThreadJobs(lambda: database.open_reader(path), self._posted.put),
        )
        self._shown = 0.0
        self.explorer.notify = self._notified
        self.explorer.start()
        self.explorer.load_rest()
        self._settle()

    def _notified(self, parts: frozenset[str]) -> None:
        if parts - {"status"}:
            self._shown = time.perf_counter()

    def _settle(self, there: Callable[[], object] = lambda: True) -> float:
        """Run what is posted until a condition holds and nothing comes any more.

        Returns:
            How long the longest piece took, in seconds.
        """
        longest = 0.0
        while True:
            try:
                call = self._posted.get(timeout=SILENT)
            except queue.Empty:
                if there() and (self.explorer.lit is None or self.explorer.lit.loaded):
                    return longest
                continue
            began = time.perf_counter()
            call()
            longest = max(longest, time.perf_counter() - began)

    def _followed(self) -> bool:
        return list(self.explorer.view.judgements) == judgements.live(self._own)

    def id_of(self, rank: int) -> int:
        found = entities.by_uid(self._reader, entity(rank)[0], self.explorer.view)
        if found is None:
            raise SystemExit(f"no entity of rank {rank}: the corpus is too small")
        return found

    def measured(self, key: Callable[[], object]) -> Sample:
        """Press a key and, when all is shown, take back what it did."""
        began = time.perf_counter()
        key()
        held = time.perf_counter() - began
        held = max(held, self._settle(self._followed))
        shown = self._shown - began
        self.explorer.undo()
        self._settle(self._followed)
        return {"held": held * 1000, "shown": shown * 1000}

    # ------------------------------------------------------------------ the keys

    def merge(self, one: int, other: int) -> Sample:
        self.explorer.judge.unmark_all()
        for rank in (one, other):
            self.explorer.judge.mark(self.id_of(rank))
        return self.measured(self.explorer.judge.merge_marked)

    def preview(self, one: int, other: int) -> Sample:
        self.explorer.judge.unmark_all()
        for rank in (one, other):
            self.explorer.judge.mark(self.id_of(rank))
        told: list[float] = []
        began = time.perf_counter()
        self.explorer.judge.preview_merge(lambda _: told.append(time.perf_counter()))
        held = time.perf_counter() - began
        held = max(held, self._settle(lambda: told))
        return {"held": held * 1000, "shown": (told[0] - began) * 1000}

    def deny(self, rank: int) -> Sample:
        self.explorer.light(self.id_of(rank))
        self._settle()
        places = self.explorer.places
        assert places is not None
        at = (places.article[0], places.start[0])
        return self.measured(lambda: self.explorer.judge.not_a_mention("everywhere", at))

    def rename(self, rank: int) -> Sample:
        self.explorer.light(self.id_of(rank))
        self._settle()
        return self.measured(lambda: self.explorer.judge.rename("Переименовано"))

    def new(self, word: str) -> Sample:
        return self.measured(lambda: self.explorer.judge.new_entity(word, f"Новое {word}", "event"))


def main() -> None:
    parser = arguments(__doc__, runs=5)
    parser.add_argument("--big", action="store_true", help=f"also on a corpus of {BIG:,} articles")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    rows = []
    with cache(options.cache) as folder, TemporaryDirectory() as home:
        for size in (SIZE, BIG) if options.big else (SIZE,):
            desk = Desk(corpus(size, folder), Path(home))
            tasks: dict[str, Callable[[], Sample]] = {
                "merge the two most mentioned": partial(desk.merge, 0, 1),
                "merge two rare ones": partial(desk.merge, 1_000, 1_001),
                "preview of the first": partial(desk.preview, 0, 1),
                "not a mention, everywhere": partial(desk.deny, 2),
                "rename": partial(desk.rename, 3),
            }
            for word in list(MARKS)[:4]:
                tasks[f"new entity, a word in {MARKS[word]:.2%} of the articles"] = partial(desk.new, word)
            found = interleave(tasks, options.runs)
            rows += [
                (f"{size:,}", name, spread(found[name]["held"], 1), spread(found[name]["shown"], 0))
                for name in tasks
            ]
            desk.explorer.close()
    table(("corpus", "key", "held, ms", "shown, ms"), rows)


if __name__ == "__main__":
    main()
