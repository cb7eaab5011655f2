"""What tests of several folders begin with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from aitui.store import sessions, workspace
from aitui.store.database import Connection

# How long an example takes to make says how busy the machine is, not whether the program is right.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.fixture(autouse=True, scope="session")
def no_home_of_a_person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep tests off what the person who runs them has kept; most set a home of their own besides."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AITUI_HOME", str(tmp_path_factory.mktemp("дом")))
        patch.delenv("AITUI_DB", raising=False)
        yield


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Connection]:
    """Return an empty workspace."""
    conn = workspace.open(tmp_path / "workspace.db")
    yield conn
    conn.close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home of the test's own, of somebody who knows the keys to begin with."""
    monkeypatch.setenv("AITUI_HOME", str(tmp_path))
    monkeypatch.delenv("NO_COLOR", raising=False)
    with closing(workspace.open()) as conn:
        sessions.known(conn)
    return tmp_path
