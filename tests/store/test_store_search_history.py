"""The searches made lately: each once, the newest first, and no more than so many."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from aitui.store import search_history, workspace


def test_each_search_is_kept_once_the_newest_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(workspace.open(tmp_path / "w.db")) as own:
        for query in ("китай", "“中国 芯片”", "cina", "китай"):
            search_history.add(own, query)
        assert search_history.recent(own) == ["китай", "cina", "“中国 芯片”"]
        search_history.remove(own, "cina")
        assert search_history.recent(own, 1) == ["китай"]
        monkeypatch.setattr(search_history, "MOST", 2)
        search_history.add(own, "ещё один")
        assert search_history.recent(own) == ["ещё один", "китай"]
    with closing(workspace.open(tmp_path / "w.db")) as own:
        assert search_history.recent(own) == ["ещё один", "китай"]
        # Reading what was searched for is nothing to be undone.
        assert workspace.undo(own) is None
