"""What runs long is told, and Esc is for it only as long as it runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from aitui.explorer.jobs import InlineJobs
from aitui.explorer.progress import SLOW, Progress
from aitui.explorer.state import Explorer
from aitui.store import database, workspace
from aitui.store.database import Connection


class Busy(InlineJobs):
    """Says of lanes that they run."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        super().__init__(connect)
        self.lanes: list[tuple[str, float]] = []

    def running(self) -> list[tuple[str, float]]:
        return self.lanes


@pytest.fixture
def busy(tmp_path: Path) -> Busy:
    database.open_writer(tmp_path / "пусто.db").close()
    return Busy(lambda: database.open_reader(tmp_path / "пусто.db"))


def test_what_has_ended_is_stopped_no_more(busy: Busy, tmp_path: Path) -> None:
    path = tmp_path / "пусто.db"
    explorer = Explorer(path, database.open_reader(path), workspace.open(tmp_path / "w.db"), busy)
    progress = Progress(explorer, busy)
    busy.lanes = [("timeline", SLOW / 2)]
    assert progress.look()
    assert (progress.told(), progress.stoppable) == ("", False)
    busy.lanes = [("timeline", SLOW * 2)]
    assert progress.look()
    assert (progress.told(), progress.stoppable) == ("Reading the timeline … Esc stops it.", True)
    # It is asked anew, as with each letter of a search, and something else takes long: what is told stays.
    busy.lanes = [("review", SLOW * 3), ("timeline", SLOW / 3)]
    assert progress.look()
    assert (progress.told(), progress.stoppable) == ("Reading the timeline … Esc stops it.", True)
    busy.lanes = []  # and nobody has looked since
    assert not progress.stoppable
    assert not progress.look()
    assert progress.told() == ""
    explorer.close()


def test_judgements_are_told_but_never_stopped(busy: Busy, tmp_path: Path) -> None:
    path = tmp_path / "пусто.db"
    explorer = Explorer(path, database.open_reader(path), workspace.open(tmp_path / "w.db"), busy)
    progress = Progress(explorer, busy)
    busy.lanes = [("judgements", SLOW * 2)]
    assert progress.look()
    assert (progress.told(), progress.stoppable) == ("Working out your judgements …", False)
    explorer.close()
