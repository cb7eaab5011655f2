"""A new workspace is what its migrations make of an empty file."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from aitui.store import database, new_workspace, workspace

WRITTEN = Path(new_workspace.__file__).with_name("workspace.sql")


def test_the_statements_are_those_of_the_migrations() -> None:
    wanted = "".join(f"{statement};\n" for statement in new_workspace.statements())
    assert WRITTEN.read_text("utf-8") == wanted, (
        f"python -m aitui.store.new_workspace > {WRITTEN} writes them anew"
    )


def test_a_new_one_is_whole_and_wants_no_migration(tmp_path: Path) -> None:
    path = tmp_path / "место.db"
    with closing(workspace.open(path)) as own:
        sql = "SELECT name FROM _sqlite_migrations ORDER BY id"
        names = [row[0] for row in own.execute(sql)]
        assert len(names) == database.WORKSPACE.schema == own.execute("PRAGMA user_version").fetchone()[0]
        assert names == sorted(names)
        workspace.add_bookmark(
            own, corpus="к.db", article_uid="1", version_uid="1", text="чип", start=0, end=3, note="芯片"
        )
    with closing(workspace.open(path)) as again:
        assert [mark.note for mark in workspace.bookmarks(again)] == ["芯片"]


def test_it_is_made_without_what_migrations_need(tmp_path: Path) -> None:
    code = f"""
import sys
from aitui.store import workspace
workspace.open({str(tmp_path / "новое.db")!r}).close()
assert not {{"sqlite_utils", "numpy", "click"}} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
