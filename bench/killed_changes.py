"""`aitui reindex` killed while others read, and `aitui remove` killed: what was in is whole at any moment."""

from __future__ import annotations

import random
import sys
import threading
from pathlib import Path

import killing
from reliability import Content, LostError, content, lines, run, sound

_AITUI = (sys.executable, "-m", "aitui")
_ANEW = """SELECT count(*) FROM given g JOIN run r ON r.id = g.run_id WHERE r.kind = 'reindex'"""
_GOES = "Второй"


class Library:
    """A corpus of two sources.

    Attributes:
        whole: what is in it; rest: what is left without the second source.
    """

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        self._begun = folder / "библиотека.db"
        for source, number in (("Первый", count // 2), (_GOES, count - count // 2)):
            texts = folder / f"{source}.jsonl"
            texts.write_text("".join(lines(number, f"{source} ")), encoding="utf-8")
            run([*_AITUI, "add", str(texts), "--source", source, "--db", str(self._begun)])
        self.whole = sound(self._begun)
        rest = self.corpus("остаток")
        run(self.removing(rest))
        self.rest = sound(rest)
        if len(self.whole) != count or len(self.rest) != count // 2:
            raise LostError(f"{len(self.whole)} and {len(self.rest)} of {count}: nothing was tried")

    def corpus(self, name: str) -> Path:
        """Return a corpus with everything in it."""
        return killing.copied(self._begun, self._folder, name)

    def reindexing(self, path: Path) -> list[str]:
        """Return the command that reads everything anew."""
        return [*_AITUI, "reindex", "--all", "--progress", "none", "--db", str(path)]

    def removing(self, path: Path) -> list[str]:
        """Return the command that takes out the second source."""
        return [*_AITUI, "remove", "--source", _GOES, "--db", str(path)]


class _Reader(threading.Thread):
    """Reads a corpus over and over, as it is at each moment."""

    def __init__(self, path: Path, wanted: Content) -> None:
        super().__init__(daemon=True)
        self._path, self._wanted = path, wanted
        self._ended = threading.Event()
        self.looks = 0
        self.wrong: str | None = None

    def run(self) -> None:
        while not self._ended.is_set():
            if content(self._path) != self._wanted:
                self.wrong = "a reader saw an article that was neither as before nor as afterwards"
                return
            self.looks += 1

    def end(self) -> None:
        self._ended.set()
        self.join()


def reindex_killed(of: Library, times: int, seed: int = 1) -> str:
    """kill -9 at random moments of `aitui reindex` while somebody reads"""
    luck, tally, looks = random.Random(seed), killing.Tally(), 0
    path = of.corpus("ровно")
    whole = len(of.whole)
    pace = killing.pace(of.reindexing(path), lambda: killing.number(path, _ANEW), whole)
    for number in range(times):
        path = of.corpus(f"читают {number}")
        reader = _Reader(path, of.whole)
        reader.start()
        killing.kill(of.reindexing(path), lambda at=path: killing.number(at, _ANEW), whole, pace, luck)  # type: ignore[misc]
        anew = killing.number(path, _ANEW)
        run(of.reindexing(path))
        reader.end()
        looks += reader.looks
        if reader.wrong or sound(path) != of.whole:
            raise LostError(reader.wrong or "the next run did not complete it")
        if killing.number(path, _ANEW) != whole:
            raise LostError("the next run left texts that were not read anew")
        tally.count(anew, whole)
    return f"{tally.told('the texts read anew')}; {looks} looks at all of it, each whole"


def remove_killed(of: Library, times: int, seed: int = 1) -> str:
    """kill -9 at random moments of `aitui remove`"""
    luck, kept, gone = random.Random(seed), 0, 0
    path = of.corpus("ровно")

    def done(at: Path) -> int:
        left = killing.number(at, "SELECT count(*) FROM article")
        log = at.with_name(f"{at.name}-wal")
        # All go in one transaction: it has begun to write, and it has ended.
        return 2 if left == len(of.rest) else int(log.exists() and log.stat().st_size > 0)

    pace = killing.pace(of.removing(path), lambda: done(path), 2)
    for number in range(times):
        path = of.corpus(f"убывает {number}")
        killing.kill(of.removing(path), lambda at=path: done(at), 2, pace, luck)  # type: ignore[misc]
        found = sound(path)
        if found == of.whole:
            kept += 1
            run(of.removing(path))
        elif found == of.rest:
            gone += 1
        else:
            raise LostError("some were taken out and some were not")
        if sound(path) != of.rest:
            raise LostError("the next run did not complete it")
    return (
        f"{times} times: {kept} times everything was still in, {gone} times all of it was gone, never a part"
    )
