"""One corpus for many people: who may not write its folder reads it, while another person adds to it."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pty_terminal import PtyTerminal
from terminals import AITUI

USER = "nobody"
AS_ANOTHER = [sys.executable, str(Path(__file__).parent / "second_user.py"), USER]


@pytest.fixture
def shared(small_corpus: Path) -> Iterator[Path]:
    """A corpus in a folder that everybody can read and only its owner can write."""
    if os.getuid() != 0:
        pytest.skip("only root can become another user")
    try:
        user = pwd.getpwnam(USER)
    except KeyError:
        pytest.skip(f"there is no user {USER}")
    # Not in pytest's own folder: nobody else may enter that one.
    folder = Path(tempfile.mkdtemp(prefix="aitui-общий-"))
    folder.chmod(0o755)
    corpus = folder / "corpus.db"
    shutil.copyfile(small_corpus, corpus)
    (folder / "home").mkdir(mode=0o700)
    os.chown(folder / "home", user.pw_uid, user.pw_gid)
    yield corpus
    shutil.rmtree(folder)


def add(corpus: Path, text: str) -> None:
    subprocess.run(
        [*AITUI, "add", "-", "--db", str(corpus)], input=text, text=True, check=True, capture_output=True
    )


def ask(corpus: Path, *arguments: str) -> str:
    done = subprocess.run(
        [*AS_ANOTHER, *arguments, "--db", str(corpus)],
        env={**os.environ, "AITUI_HOME": str(corpus.parent / "home"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_another_user_searches_what_they_may_not_write(shared: Path) -> None:
    assert "Китай" in ask(shared, "search", "дата-центры")
    with pytest.raises(subprocess.CalledProcessError) as refused:
        ask(shared, "remove", "--source", "Esempio.it")
    assert "check its permissions" in refused.value.stderr or "it cannot be" in refused.value.stderr


def test_another_user_reads_on_while_the_owner_adds(shared: Path) -> None:
    before = set(shared.parent.iterdir())
    terminal = PtyTerminal(
        [*AS_ANOTHER, "open", str(shared)],
        env={"AITUI_HOME": str(shared.parent / "home")},
    )
    try:
        terminal.wait_for("1 Articles 1/3", limit=30)
        assert set(shared.parent.iterdir()) == before, "a reader left a file in a folder of somebody else"
        # Whole runs of a writer, from no -wal to none, and one that is there all the time.
        for number, text in enumerate(
            ("Китай и Nvidia снова спорят о чипах.\n", "La Cina risponde a OpenAI.\n")
        ):
            add(shared, text)
            terminal.wait_for("R reads it anew")
            terminal.send("R")
            terminal.wait_for(f"Read anew: {4 + number} articles")
        terminal.send("3/China<enter>")
        terminal.wait_for("5 articles")
        terminal.send("Q")
        assert terminal.wait() == 0
    finally:
        terminal.close()


def test_another_user_sees_what_a_writer_has_not_yet_brought_into_the_file(shared: Path) -> None:
    # A writer that stays: its -wal is there, and what it added stands in that alone.
    code = (
        "import sys\nfrom aitui.store import database\n"
        "with database.writing(sys.argv[1]) as conn:\n"
        "    with database.transaction(conn):\n"
        "        conn.execute('UPDATE article SET title = ?', ('ещё не в файле 中文',))\n"
        "    print('written', flush=True)\n    sys.stdin.read()\n"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", code, str(shared)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "written\n"
    assert Path(f"{shared}-wal").exists()
    try:
        assert "ещё не в файле 中文" in ask(shared, "articles")
    finally:
        writer.communicate("")
    assert "ещё не в файле 中文" in ask(shared, "articles")
