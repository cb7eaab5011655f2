"""How far a long run is, for people, for a log and for programs; always on stderr."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING, Literal

import click

from aitui.text.clean import clean_line

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from aitui.errors import InputError
    from aitui.ingest.pipeline import Summary

Form = Literal["bar", "lines", "json", "none"]
FORMS: tuple[Form, ...] = ("bar", "lines", "json", "none")

# Seconds between two reports, by form.  Over SSH a bar that moves faster only costs.
_EVERY = {"bar": 0.25, "lines": 10.0, "json": 1.0}
# To the beginning of the line, and nothing on it.
_CLEAR = "\r\x1b[2K"

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
        with _bar() as bar, _drawn():
            task = bar.add_task("", total=None, told="")
            yield _every(_EVERY["bar"], clock, lambda summary, seconds: _move(bar, task, summary, seconds))
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


# Whether a bar stands on the line that the cursor is on: what is said beside it goes in its place.
_bar_stands = False


@contextmanager
def _drawn() -> Iterator[None]:
    global _bar_stands
    _bar_stands = True
    try:
        yield
    finally:
        _bar_stands = False


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    # Grey where the total is not known: a bar that runs to and fro costs bytes and tells nothing.
    return Progress(
        BarColumn(20, pulse_style="bar.back"),
        TextColumn("{task.fields[told]}", style="", markup=False),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
    )


def _move(bar: Progress, task: TaskID, summary: Summary, seconds: float) -> None:
    meter, room = summary.meter, bar.console.width - 22
    told = _told(summary, seconds, room)
    bar.update(task, completed=meter.done, total=meter.total, told=told, refresh=True)


def _told(summary: Summary, seconds: float, width: int) -> str:
    """Return what was done in one line of so many cells."""
    left = summary.left(seconds)
    parts = [
        f"{summary.seen:,} read",
        f"{summary.size / 1e6:,.1f} MB",
        f"{summary.size / 1e3 / max(seconds, 1e-9):,.0f} KB/s",
        *([f"{len(summary.failures):,} failed"] if summary.failures else []),
        *([f"{_duration(left)} left"] if left is not None else []),
    ]
    told = ", ".join(parts)
    return f"{told}  {_name(summary, max(0, width - len(told) - 2))}"


def _duration(seconds: float) -> str:
    """Return seconds as people say them: `45 s`, `12 min`, `3 h 05`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02}"


def _name(summary: Summary, width: int) -> str:
    """Return the end of the name of the input dealt with last, in so many cells: names differ there."""
    from rich.cells import cell_len

    name = clean_line(summary.current or "")
    if cell_len(name) <= width:
        return name
    while name and cell_len(name) >= width:
        name = name[1:]
    return f"…{name}"


def _tell_line(summary: Summary, seconds: float) -> None:
    click.echo(_told(summary, seconds, 160), err=True)


def _tell_json(summary: Summary, seconds: float) -> None:
    record = {
        "seen": summary.seen,
        "added": summary.added,
        "updated": summary.updated,
        "same": summary.same,
        "failed": len(summary.failures),
        "bytes": summary.size,
        "taken": summary.meter.done,
        "total": summary.meter.total,
        "seconds": round(seconds, 1),
        "left": None if (left := summary.left(seconds)) is None else round(left, 1),
        "current": summary.current,
    }
    with suppress(BrokenPipeError):  # who listened has gone; the run goes on
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
        begin = _CLEAR if _bar_stands and sys.stderr.isatty() else "\n"
        told = "aitui: stopping after the article in hand; ^C again stops at once"
        click.echo(f"{begin}{told}", err=True, color=True)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)


def complain(failures: Iterable[InputError]) -> None:
    """Say of each input that did not come in why not."""
    for failure in failures:
        click.echo(clean_line(f"aitui: {failure}"), err=True)
