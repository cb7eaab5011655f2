"""Ending a program by force at a random moment, mostly while it writes: elsewhere nothing can be lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

_PATIENCE = 600
# Seconds between two looks at whether it writes.
_LOOK = 0.01
# One of so many is killed before it writes, while a file is made and tables are loaded; one when all is in.
_OTHERWISE = 8

# How much of what is to come in is in.
Done = Callable[[], int]


def copied(begun: Path, folder: Path, name: str) -> Path:
    """Return a corpus as another is, in the place of one of that name and what was left of it."""
    path = folder / f"{name}.db"
    for old in folder.glob(f"{path.name}*"):
        old.unlink()
    shutil.copyfile(begun, path)
    return path


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds that an undisturbed run takes to its first write, from there to its last, then to its end."""

    start: float
    writing: float
    rest: float


@dataclass(slots=True)
class Tally:
    """What was found after each kill: how much of the work was done, of how much there was."""

    before: int = 0
    amid: int = 0
    after: int = 0

    def count(self, done: int, of: int) -> None:
        """Take up one more."""
        if done == 0:
            self.before += 1
        elif done < of:
            self.amid += 1
        else:
            self.after += 1

    def told(self, what: str) -> str:
        """Return it in words."""
        times = self.before + self.amid + self.after
        return (
            f"{times} times, {self.amid} of them with some of {what}, {self.before} before the first and "
            f"{self.after} after the last; each completed by the next run"
        )


def pace(command: Sequence[str], done: Done, whole: int) -> Pace:
    """Run a command to its end and return how long it took.

    Args:
        command: what is run.
        done: how much is in.
        whole: how much is to be in.
    """
    moments = [time.monotonic()]
    process = _started(command)
    for wanted in (1, whole):
        _await(process, done, wanted)
        moments.append(time.monotonic())
    if process.wait(_PATIENCE):
        raise AssertionError(f"it ended with {process.returncode}")
    moments.append(time.monotonic())
    return Pace(*(later - earlier for earlier, later in pairwise(moments)))


def kill(command: Sequence[str], done: Done, whole: int, of: Pace, luck: random.Random) -> None:
    """Run a command and kill it and all its processes (SIGKILL) at a random moment."""
    process = _started(command)
    when = luck.randrange(_OTHERWISE)
    if when:
        _await(process, done, whole if when == 1 else 1)
    try:
        process.wait(luck.uniform(0, {0: of.start, 1: of.rest}.get(when, of.writing)))
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def number(path: Path, sql: str) -> int:
    """Return what a query counts in a file; 0 where there is no such file or table yet."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as conn:
            return int(conn.execute(sql).fetchone()[0])
    except sqlite3.Error:
        return 0


def _started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def _await(process: subprocess.Popen[bytes], done: Done, wanted: int) -> None:
    until = time.monotonic() + _PATIENCE
    while process.poll() is None and done() < wanted:
        if time.monotonic() > until:
            raise AssertionError("it never wrote")
        time.sleep(_LOOK)
