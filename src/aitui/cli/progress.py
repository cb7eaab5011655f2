"""How far a long run is, for people, for a log and for programs; always on stderr."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Literal

import click

from aitui.text.clean import clean_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from aitui.ingest.pipeline import Summary

Form = Literal["bar", "lines", "json", "none"]
FORMS: tuple[Form, ...] = ("bar", "lines", "json", "none")

# Seconds between two reports, by form.  Over SSH a bar that moves faster only costs.
_EVERY = {"bar": 0.25, "lines": 10.0, "json": 1.0}

progress_option = click.option(
    "--progress",
    "progress",
    type=click.Choice(FORMS),
    default=None,
    help="How to tell the progress, on standard error: a bar, a line every ten seconds, JSON lines, or not "
    "at all.  [default: bar on a terminal, else lines]",
)


@contextmanager
def shown(
    form: Form | None, clock: Callable[[], float] = time.monotonic
) -> Iterator[Callable[[Summary], None]]:
    """Give a function that shows what a run has done so far; call it as often as you like.

    Args:
        form: None for a bar on a terminal and lines elsewhere.
        clock: seconds; for tests.
    """
    chosen = form or ("bar" if sys.stderr.isatty() else "lines")
    if chosen == "none":
        yield lambda summary: None
    elif chosen == "bar":
        with _bar() as bar:
            task = bar.add_task("", total=None, seen=0, current="")
            yield _every(_EVERY["bar"], clock, lambda summary, seconds: _move(bar, task, summary))
    else:
        tell = _tell_json if chosen == "json" else _tell_line
        yield _every(_EVERY[chosen], clock, tell)


def _every(
    interval: float, clock: Callable[[], float], tell: Callable[[Summary, float], None]
) -> Callable[[Summary], None]:
    began = last = clock()

    def show(summary: Summary) -> None:
        nonlocal last
        now = clock()
        if now - last >= interval:
            last = now
            tell(summary, now - began)

    return show


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import FileSizeColumn, Progress, TextColumn, TimeElapsedColumn, TransferSpeedColumn

    return Progress(
        TextColumn("{task.fields[seen]:,} read", style=""),
        FileSizeColumn(),
        TransferSpeedColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[current]}", markup=False),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
    )


def _move(bar: Progress, task: TaskID, summary: Summary) -> None:
    bar.update(
        task,
        completed=summary.size,
        total=summary.total,
        seen=summary.seen,
        current=_name(summary, 40),
        refresh=True,
    )


def _name(summary: Summary, width: int) -> str:
    name = clean_line(summary.current or "")
    return name if len(name) <= width else "…" + name[1 - width :]


def _tell_line(summary: Summary, seconds: float) -> None:
    left = summary.left(seconds)
    parts = [
        f"{summary.seen:,} read",
        f"{summary.added:,} added",
        f"{len(summary.failures):,} failed",
        f"{summary.size / 1e6:.1f} MB",
        f"{summary.size / 1e3 / max(seconds, 1e-9):.0f} KB/s",
        *([f"{left:.0f} s left"] if left is not None else []),
        _name(summary, 60),
    ]
    click.echo(", ".join(part for part in parts if part), err=True)


def _tell_json(summary: Summary, seconds: float) -> None:
    record = {
        "seen": summary.seen,
        "added": summary.added,
        "updated": summary.updated,
        "same": summary.same,
        "failed": len(summary.failures),
        "bytes": summary.size,
        "total": summary.total,
        "seconds": round(seconds, 1),
        "left": None if (left := summary.left(seconds)) is None else round(left, 1),
        "current": summary.current,
    }
    click.echo(json.dumps(record), err=True)


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Give a function that tells whether Ctrl-C was pressed.  The second one ends the program at once."""
    pressed = False

    def press(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            raise KeyboardInterrupt
        pressed = True
        click.echo("\naitui: stopping after the article in hand; ^C again stops at once", err=True)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)
