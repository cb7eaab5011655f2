"""Real files, a real terminal: a small corpus of our own, the real one where it is, tmux and a pty."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from stories import CHINESE, ITALIAN, RUSSIAN
from terminals import AITUI, SEEDS, Tmux


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def small_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three short texts in three languages."""
    folder = tmp_path_factory.mktemp("texts")
    for name, text in (("ru", RUSSIAN), ("it", ITALIAN), ("zh", CHINESE)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return _add(folder, tmp_path_factory.mktemp("corpus") / "small.db")


@pytest.fixture(scope="session")
def seed_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five real texts."""
    if not SEEDS.is_dir():
        pytest.skip("the real texts (../shared/seeds) are not here")
    return _add(SEEDS, tmp_path_factory.mktemp("corpus") / "seeds.db")


def _add(folder: Path, corpus: Path) -> Path:
    done = subprocess.run(
        [*AITUI, "add", str(folder), "--db", str(corpus)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return corpus


@pytest.fixture
def tmux() -> Iterator[Callable[..., Tmux]]:
    """Return a way to start programs in tmux; all are ended afterwards."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    started: list[Tmux] = []

    def start(command: str, columns: int = 120, rows: int = 40) -> Tmux:
        started.append(Tmux(command, columns, rows))
        return started[-1]

    yield start
    for one in started:
        one.close()
