"""A new workspace as its migrations leave it, made without sqlite-utils, for which a first start would wait.

`python -m aitui.store.new_workspace > src/aitui/store/workspace.sql` writes the statements down anew; a test
tells when that was forgotten.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path


def make(conn: sqlite3.Connection) -> None:
    """Make every table of the workspace in an empty file, inside a transaction."""
    written = Path(__file__).with_name("workspace.sql").read_text(encoding="utf-8")
    # One by one: executescript would commit the transaction.
    for statement in written.split(";\n"):
        if statement.strip():
            conn.execute(statement)


def statements() -> Iterator[str]:
    """Yield the statements that make what the migrations make, and note them as done."""
    from sqlite_utils import Database

    from aitui.store import migrations

    conn = sqlite3.connect(":memory:")
    migrations.workspace.apply(Database(conn, execute_plugins=False))
    sql = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'sqlite_sequence' ORDER BY rowid"
    for (statement,) in conn.execute(sql):
        yield statement
    done = conn.execute("SELECT migration_set, name FROM _sqlite_migrations ORDER BY id")
    rows = ",\n".join(f"('{of}', '{name}', strftime('%Y-%m-%d %H:%M:%S+00:00', 'now'))" for of, name in done)
    yield f"INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES\n{rows}"
    conn.close()


if __name__ == "__main__":
    sys.stdout.write("".join(f"{statement};\n" for statement in statements()))
