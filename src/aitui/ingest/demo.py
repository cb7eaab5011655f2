"""The demo corpus: short articles of our own, built into a database on first use."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from aitui import __version__, garbage
from aitui.errors import StoreError
from aitui.ingest import files, pipeline
from aitui.store import database


def demo_folder() -> Path:
    """Return the folder of the demo texts: `aitui/demo` in a wheel, `data` in a checkout.

    Raises:
        StoreError: neither is there.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "demo", package.parents[1] / "data"):
        if any(folder.glob("*.jsonl")):
            return folder
    raise StoreError("the demo texts are not installed; install aitui again")


def demo_corpus(home: Path) -> Path:
    """Return the demo corpus, built if these texts were not built by this version before.

    Args:
        home: the user's data folder; the corpus is kept there, apart from the default one.

    Raises:
        StoreError: the folder cannot be written.
    """
    texts = sorted(demo_folder().glob("*.jsonl"))
    # What is in it depends on texts, program, tables and names: another of these, another file.
    digest = hashlib.sha256(f"{__version__} {database.CORPUS.schema}".encode())
    names = Path(__file__).resolve().parents[1] / "names"
    for path in [*texts, *sorted(names.glob("*.json"))]:
        digest.update(path.read_bytes())
    corpus = home / f"demo-{digest.hexdigest()[:12]}.db"
    if corpus.exists():
        return corpus
    garbage.begin()  # reading texts makes some, and here nobody waits for a hundredth of a second
    try:
        home.mkdir(parents=True, exist_ok=True)
        # In a folder of its own: another process may be building the same.
        with tempfile.TemporaryDirectory(prefix=f"{corpus.stem}-", dir=home) as folder:
            building = Path(folder) / corpus.name
            _build(building, texts)
            # A whole corpus or none: a build that was stopped is begun again.
            if not corpus.exists():
                building.rename(corpus)
        for old in home.glob("demo-*"):
            if not old.name.startswith(corpus.stem):
                shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(
            f"{home}: the demo cannot be kept here ({error.strerror}); set AITUI_HOME to a folder of yours"
        ) from None
    return corpus


def _build(path: Path, texts: Sequence[Path]) -> None:
    with database.writing(path) as conn:
        summary = pipeline.add(conn, files.read_inputs([str(text) for text in texts]))
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if summary.failures:
        raise summary.failures[0]
