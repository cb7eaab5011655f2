"""What can happen to an ingest; `bench/reliability.py` tries the same, more often and with more texts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import killed_changes
import killed_updates
import pytest
import reliability

from aitui.store import database


@pytest.fixture(scope="module")
def bench() -> Iterator[reliability.Bench]:
    # Not below pytest's own folder: that is closed to the other user who is among the scenes.
    with TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        folder = Path(place)
        folder.chmod(0o711)
        patch.setenv("AITUI_HOME", str(folder / "home"))
        yield reliability.Bench(folder, 80)


@pytest.fixture(autouse=True)
def _home(bench: reliability.Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AITUI_HOME", str(bench.folder / "home"))


def test_the_texts_are_there_to_be_lost(bench: reliability.Bench) -> None:
    assert len(bench.wanted) == 80
    assert all(sentences for _, _, sentences, *_ in bench.wanted.values())


@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_at_random_moments(bench: reliability.Bench, jobs: int) -> None:
    bench.jobs = jobs
    assert reliability.killed(bench, 2, seed=jobs).endswith("completed by the next run")


def test_an_update_of_feeds_killed_at_random_moments(bench: reliability.Bench) -> None:
    with killed_updates.outlets(bench.folder, 24) as outlets:
        assert len(outlets.before) == 12
        assert killed_updates.killed(outlets, 2).endswith("completed by the next run")


def test_reading_anew_and_removing_are_killed_at_random_moments(bench: reliability.Bench) -> None:
    library = killed_changes.Library(bench.folder, 24)
    said = killed_changes.reindex_killed(library, 1)
    assert not said.endswith("; 0 looks at all of it, each whole")
    assert killed_changes.remove_killed(library, 1).endswith("never a part")


@pytest.mark.parametrize(
    "scene",
    [scene for scene in reliability.SCENES if scene is not reliability.locked],
    ids=lambda s: s.__name__,
)
def test_a_scene(bench: reliability.Bench, scene: reliability.Scene) -> None:
    bench.jobs = 1
    said = scene(bench)
    if said.startswith("not tried"):
        pytest.skip(said)


def test_a_check_that_sees_losses(bench: reliability.Bench) -> None:
    """The scenes would say nothing if this passed over what is missing."""
    path = bench.corpus("неполный")
    reliability.run(bench.command(path))
    with database.writing(path) as conn:
        conn.execute("DELETE FROM sentence_spans WHERE version_id = 3")
    with pytest.raises(reliability.LostError, match="not whole"):
        bench.completes(path)
