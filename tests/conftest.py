"""What tests of several folders begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from aitui.store import workspace
from aitui.store.database import Connection


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Connection]:
    """Return an empty workspace."""
    conn = workspace.open(tmp_path / "workspace.db")
    yield conn
    conn.close()
