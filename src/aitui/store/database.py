"""Opening the files: reader and writer connections, schema checks, transactions.

`sqlite3` alone reads and writes; sqlite-utils comes in where a file is made or brought up to date.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps

from aitui.errors import StoreError
from aitui.frozen import frozen
from aitui.store.following import FollowingReader, may_write_beside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Concatenate, ParamSpec, TypeVar

    P = ParamSpec("P")
    T = TypeVar("T")

# The rest of the program names the type from here: only the store knows SQLite.
Connection = sqlite3.Connection

# Seconds to wait for another writer before giving up.
_BUSY = 30.0
# Statements that a reader keeps prepared, some 6 kB each: twenty readers are open at a time.
_PREPARED = 40


@frozen
class Kind:
    """One of our two kinds of file; `schema` is the number of its newest migration."""

    name: str
    application_id: int
    schema: int
    create: str


CORPUS = Kind("corpus", 0x61697475, 15, "`aitui add FILE --db {path}` makes one")
WORKSPACE = Kind("workspace", 0x61697477, 10, "it is made on first use")


def _absolute(path: str | Path) -> str:
    """Return the path from the root on; `Path` says the same and takes longer to load than this file."""
    path = os.fspath(path)
    if os.path.isabs(path):  # the folder that one is in may be gone
        return path
    return os.path.join(os.getcwd(), *(part for part in path.split(os.sep) if part not in ("", ".")))


def exists(path: str | Path) -> bool:
    """Tell whether there is a file.

    Raises:
        OSError: it cannot be told, as of a name that is too long; `os.path.exists` takes that for a no.
    """
    with suppress(FileNotFoundError, NotADirectoryError):
        os.stat(path)
        return True
    return False


def uri(path: str, mode: str) -> str:
    """Return the address by which SQLite opens a file in a mode, as `Path.as_uri` writes it.

    Args:
        path: from the root on.
        mode: what stands behind the question mark.
    """
    if sys.platform == "win32":
        path = "/" + path.replace("\\", "/")
    quoted = (chr(byte) if byte in _PLAIN else f"%{byte:02X}" for byte in os.fsencode(path))
    return f"file://{''.join(quoted)}?{mode}"


# What stands for itself in an address.
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_.-~:")


def open_reader(path: str | Path) -> sqlite3.Connection:
    """Return a connection that cannot write, for any number of readers beside one writer.

    Who may not write the folder follows the file by opening it anew (`following`).

    Raises:
        StoreError: no file, no corpus, of a newer or older schema, or damaged.
    """
    path = _absolute(path)
    if os.path.isdir(path):
        raise StoreError(f"{path}: this is a folder; name the corpus file in it")
    if not exists(path):
        raise StoreError(f"{path}: there is no corpus here; {CORPUS.create.format(path=path)}")

    def connect(still: bool) -> sqlite3.Connection:
        address = uri(path, "immutable=1" if still else "mode=ro")
        conn = sqlite3.connect(
            address,
            uri=True,
            timeout=_BUSY,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=_PREPARED,
        )
        try:
            conn.execute("PRAGMA query_only=ON")
            if check(conn, path, CORPUS) < CORPUS.schema:
                raise StoreError(
                    f"{path}: made by an older aitui; `aitui doctor {path}` brings it up to date"
                )
        except BaseException:
            conn.close()
            raise
        return conn

    with translated(path):
        return connect(False) if may_write_beside(path) else FollowingReader(path, connect)


@contextmanager
def at_once(conn: sqlite3.Connection) -> Iterator[None]:
    """A transaction that waits for no other writer: a key would wait with it.

    Raises:
        StoreError: it cannot be written now.
    """
    patience = conn.execute("PRAGMA busy_timeout").fetchone()[0]
    conn.execute("PRAGMA busy_timeout=0")
    try:
        with transaction(conn):
            yield
    finally:
        conn.execute(f"PRAGMA busy_timeout={patience}")


def wait_at_most(conn: sqlite3.Connection, seconds: float) -> None:
    """Give up after so many seconds where another one writes, with a `StoreError`."""
    conn.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")


def identity(path: str | Path) -> tuple[int, int] | None:
    """Return what tells a file from another one that takes its name; None where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def replaced(conn: sqlite3.Connection, path: str | Path, before: tuple[int, int] | None) -> bool:
    """Tell whether another file, or none, lies where a reader opened its own; one that follows takes it up.

    Args:
        before: the `identity` of the file that was opened.
    """
    return not isinstance(conn, FollowingReader) and identity(path) != before


def opener(path: str | Path) -> Callable[[], sqlite3.Connection]:
    """Return what opens further readers of the file that lies here now, and of no other under its name.

    Row ids of one corpus mean something else in another one.
    """
    path = _absolute(path)
    first = identity(path)

    def again() -> sqlite3.Connection:
        if may_write_beside(path) and identity(path) not in (first, None):
            raise StoreError(f"{path}: another file lies here now; quit and start again")
        return open_reader(path)

    return again


def data_version(conn: sqlite3.Connection) -> int:
    """Return a number that changes when another connection has written to the file."""
    if isinstance(conn, FollowingReader):
        return conn.data_version()
    version: int = conn.execute("PRAGMA data_version").fetchone()[0]
    return version


def open_writer(path: str | Path) -> Connection:
    """Return the corpus for writing, made or brought up to date where needed.

    Raises:
        StoreError: it cannot be written, is no corpus, or is of a newer schema.
    """
    path = _absolute(path)
    if os.path.isdir(path):
        raise StoreError(f"{path}: this is a folder; name a file in it")
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{path}: its folder cannot be made ({error.strerror}); choose another with --db"
        ) from None
    with translated(path):
        conn = sqlite3.connect(path, timeout=_BUSY, isolation_level=None)
        try:
            prepare(conn, path, CORPUS)
        except BaseException:
            conn.close()
            raise
    return conn


def upgrade(path: str | Path) -> None:
    """Bring an existing corpus of an older schema up to date; leave every other file as it is.

    Raises:
        StoreError: it cannot be written.
    """
    path = _absolute(path)
    if not exists(path) or not os.path.isfile(path):
        return
    with translated(path):
        # Where nothing may be written beside it, SQLite cannot read it as one that others write to.
        how = "mode=ro" if may_write_beside(path) else "immutable=1"
        conn = sqlite3.connect(uri(path, how), uri=True, timeout=_BUSY)
        try:
            ours = conn.execute("PRAGMA application_id").fetchone()[0] == CORPUS.application_id
            older = ours and conn.execute("PRAGMA user_version").fetchone()[0] < CORPUS.schema
        finally:
            conn.close()
    if older:
        open_writer(path).close()


def sqlite_version() -> str:
    """Return the release of the SQLite library in use."""
    return sqlite3.sqlite_version


def prepare(conn: sqlite3.Connection, path: str | Path, kind: Kind) -> None:
    """Give the file our settings and the newest schema."""
    # Before the lock is taken: importing them takes longer than all the rest.
    found = check(conn, path, kind, new=True)
    migrate = _migrations(kind, found) if found < kind.schema else None
    # Large pages (new files only): a text of some thousand characters wastes less of its last one.
    # A cache of 64 MiB: an article touches pages all over the tables that are clustered by entity.
    for pragma in (
        "page_size=16384",
        "cache_size=-65536",
        "journal_mode=WAL",
        "synchronous=NORMAL",
        # A migration that makes a table anew drops the one before: nothing may go with it.
        f"foreign_keys={'ON' if migrate is None else 'OFF'}",
        "recursive_triggers=ON",
    ):
        conn.execute(f"PRAGMA {pragma}")
    # The lock in any case: who cannot write is told so before the work.  Then look again: another process may
    # be making the same file.
    with transaction(conn):
        if migrate is not None and check(conn, path, kind, new=True) < kind.schema:
            migrate(conn)
            conn.execute(f"PRAGMA application_id={kind.application_id}")
            conn.execute(f"PRAGMA user_version={kind.schema}")
    conn.execute("PRAGMA foreign_keys=ON")


def _migrations(kind: Kind, found: int) -> Callable[[Connection], None]:
    """Return what brings a file of the schema that was found, 0 for an empty one, up to date."""
    if kind is WORKSPACE and not found:
        from aitui.store import new_workspace

        return new_workspace.make
    from sqlite_utils import Database

    from aitui.store import migrations

    steps = migrations.corpus if kind is CORPUS else migrations.workspace
    return lambda conn: steps.apply(Database(conn, execute_plugins=False))


def check(conn: sqlite3.Connection, path: str | Path, kind: Kind, *, new: bool = False) -> int:
    """Return the schema number of a file, 0 for one still empty.

    Args:
        new: an empty file is welcome.

    Raises:
        StoreError: the file is of another program, or of a newer schema.
    """
    application_id: int = conn.execute("PRAGMA application_id").fetchone()[0]
    schema: int = conn.execute("PRAGMA user_version").fetchone()[0]
    if application_id != kind.application_id:
        empty = conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if not (new and empty and application_id == 0):
            raise StoreError(f"{path}: this is no aitui {kind.name}; {kind.create.format(path='ANOTHER.db')}")
        return 0
    if schema > kind.schema:
        raise StoreError(
            f"{path}: made by a newer aitui (schema {schema}, this one knows {kind.schema}); update aitui"
        )
    return schema


@contextmanager
def transaction(conn: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: the write lock is taken at once, so that nothing is read that another then changes.

    Raises:
        StoreError: the file cannot be written now: it is locked, the disk is full.
    """
    try:
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            conn.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise
    except sqlite3.OperationalError as error:
        raise explained(conn, error) from error


def compact(conn: sqlite3.Connection) -> None:
    """Write the file anew without gaps; outside a transaction.  Left undone where it cannot be now.

    Rows come in by article and lie by entity: their pages are a third empty.  It takes as much room again on
    the disk while it runs.
    """
    with suppress(sqlite3.OperationalError):
        conn.execute("VACUUM")


def stop_when(conn: sqlite3.Connection, stale: Callable[[], bool]) -> None:
    """Let every statement of a connection end with an error soon after `stale()` has become true.

    It is asked every few milliseconds at most: each time costs a turn of the interpreter's lock.
    """
    conn.set_progress_handler(lambda: 1 if stale() else 0, 100_000)


def keep_more(conn: sqlite3.Connection) -> None:
    """Let a connection keep sixteen megabytes of the file, in the place of two.

    Ranking looks up the lengths of thousands of articles, and while a search is typed the same ones again.
    """
    conn.execute("PRAGMA cache_size=-16000")


def let_go(conn: sqlite3.Connection) -> None:
    """Give back the pages of the file that a connection keeps.

    For one that is asked now and then: the system has them too, and reads them again in no time.
    """
    conn.execute("PRAGMA shrink_memory")


def explained(conn: sqlite3.Connection, error: Exception) -> Exception:
    """Return what went wrong in the file as a `StoreError` that says what to do, any other error as it is."""
    if not isinstance(error, sqlite3.DatabaseError) or isinstance(error, sqlite3.ProgrammingError):
        return error
    torn = isinstance(conn, FollowingReader) and conn.moved_on()
    path = conn.execute("PRAGMA database_list").fetchone()[2]
    if torn:
        return StoreError(f"{path}: another aitui wrote to it at this moment; try again")
    return StoreError(f"{path}: {_advice(error, path)}")


@contextmanager
def snapshot(conn: sqlite3.Connection) -> Iterator[None]:
    """One state of the file for several queries, whatever another process writes between them."""
    if conn.in_transaction:
        yield
        return
    conn.execute("BEGIN")
    try:
        yield
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise
    if conn.in_transaction:
        # Nothing was written but temporary tables that read the index: they stay for the next one.
        conn.execute("COMMIT")


def consistent(query: Callable[Concatenate[Connection, P], T]) -> Callable[Concatenate[Connection, P], T]:
    """Give a function of several queries one state of the file to read."""

    @wraps(query)
    def run(conn: Connection, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with snapshot(conn):
            return query(conn, *args, **kwargs)

    return run


@contextmanager
def translated(path: str | Path) -> Iterator[None]:
    """Turn errors of SQLite into one line that says what to do."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{path}: {_advice(error, path)}") from error


def _advice(error: sqlite3.Error, path: str | Path) -> str:
    text = str(error)
    if "not a database" in text:
        return "this is no aitui corpus; name another file"
    if "locked" in text or "busy" in text:
        return "another aitui is writing to it; try again when it is done"
    if "readonly" in text or "unable to open" in text:
        return f"it cannot be opened ({text}); check its permissions and those of its folder"
    # The file of shared memory beside it grows first.
    if "full" in text or getattr(error, "sqlite_errorname", "") == "SQLITE_IOERR_SHMSIZE":
        return "the disk is full; make room and do it again"
    if "malformed" in text:
        return f"the file is damaged ({text}); build it again from the texts with `aitui add`"
    return f"{text}; `aitui doctor {path}` may tell more"


@contextmanager
def reading(path: str | Path) -> Iterator[sqlite3.Connection]:
    """A reader of one state of the file, closed after the block; errors of SQLite become `StoreError`."""
    conn = open_reader(path)
    try:
        with translated(path), snapshot(conn):
            yield conn
    finally:
        conn.close()


@contextmanager
def writing(path: str | Path) -> Iterator[Connection]:
    """A writer for the length of a block, closed after it; errors of SQLite become `StoreError`."""
    conn = open_writer(path)
    try:
        with translated(path):
            yield conn
    finally:
        conn.close()
