"""Is anything lost?  `reliability.py [--kills N] [--texts N]`

An ingest meets what can happen to it: it is killed at random moments, mostly while it writes, and so are an
update of feeds, a reindex while others read, and a removal; the disk is full, the folder may not be written,
another writer holds the file, two run at once, the clock goes back, a file changes while it is read.  After
each the file must pass its checks, hold whole articles only and each once, and the next run must complete it
to what an undisturbed run makes.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import killing
from measure import arguments, cache, machine, table

from aitui.errors import StoreError
from aitui.store import articles, checks, database

# Sentences of our own, in several scripts; a number makes each text another one.
_SENTENCES = (
    "Лаборатория «Северный полюс» {n} открылась в Казани 20 января 2025 года.",
    "OpenAI и DeepSeek ответили через неделю: модель {n} стоит 3 млрд рублей.",
    "La società Brillante {n} investirà 3 miliardi di euro a Torino nel 2025.",
    "中国公司深度求索2025年1月发布了模型{n}。",
    "Anthropic opened office {n} in Dublin, 300 people work there.",
)
_ADD = (sys.executable, "-m", "aitui", "add")
_PATIENCE = 600
# root may write everywhere, and another user may not reach this Python: so everything is loaded first.
_AS_SOMEBODY_ELSE = """
import os, sys
from aitui.__main__ import main
from aitui.cli import add
from aitui.ingest import executors, files, pipeline, reading
from aitui.model import Article
from aitui.store import migrations
reading.read(Article("Заметка о Китае и OpenAI, 20 января 2025 года."))
os.environ["AITUI_HOME"] = "/home of nobody"
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
sys.exit(main(sys.argv[1:]))
"""
# A small disk: a corpus of some dozens of articles does not fit.
_DISK = "1m"


# What every article of a corpus has come to, by uid.
Content = dict[str, tuple[object, ...]]


class LostError(AssertionError):
    """Something was lost."""


@dataclass(slots=True)
class Bench:
    """The texts, and what an undisturbed run makes of them.

    Attributes:
        folder: where corpora are made.
        lines: the file of the texts.
        jobs: processes that read.
    """

    folder: Path
    count: int
    jobs: int = 1
    lines: Path = field(init=False)
    wanted: Content = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.folder / "тексты.jsonl"
        self.lines.write_text("".join(lines(self.count)), encoding="utf-8")
        whole = self.folder / "целый.db"
        run(self.command(whole))
        self.wanted = content(whole)

    def command(self, path: Path, *more: str) -> list[str]:
        """Return the command that adds the texts."""
        return [
            *_ADD,
            str(self.lines),
            "--db",
            str(path),
            "--progress",
            "none",
            "--jobs",
            str(self.jobs),
            *more,
        ]

    def corpus(self, name: str) -> Path:
        """Return the path of a corpus that is not there yet."""
        path = self.folder / f"{name}.db"
        for old in self.folder.glob(f"{path.name}*"):
            old.unlink()
        return path

    def completes(self, path: Path) -> int:
        """Check a corpus, run the command again, and compare; return how many articles were in."""
        found = sound(path)
        if extra := [uid for uid, value in found.items() if self.wanted.get(uid) != value]:
            raise LostError(f"{len(extra)} articles are not whole")
        run(self.command(path))
        if sound(path) != self.wanted:
            raise LostError("the next run did not complete it")
        return len(found)


def lines(count: int, name: str = "") -> Iterator[str]:
    """Yield texts as JSON lines; the same for the same number."""
    for n in range(count):
        luck = random.Random(n)
        text = " ".join(luck.choice(_SENTENCES).format(n=n) for _ in range(luck.randint(3, 12)))
        yield json.dumps({"id": f"{name}запись {n}", "text": text}, ensure_ascii=False) + "\n"


def run(command: Sequence[str], code: int = 0, **more: object) -> str:
    """Run a command that must end with a code, without a traceback; return what it said on stderr."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, **more)  # type: ignore[call-overload]
    if done.returncode != code or "Traceback" in done.stderr:
        raise LostError(f"exit code {done.returncode}, not {code}: {done.stderr[-400:]}")
    return str(done.stderr)


def content(path: Path) -> Content:
    """Return what every article has come to, by uid: its text, and what was found in it by slug and place."""
    with database.reading(path) as conn:
        found: Content = {
            uid: (text,)
            for uid, text in conn.execute(
                "SELECT a.uid, b.text FROM article a JOIN body b ON b.version_id = a.version_id"
            )
        }
        if len(found) != articles.count(conn):
            raise LostError("an article is there twice, or without its text")
        for table_name, columns in (
            ("mention", 'start, "end", (SELECT uid FROM entity e WHERE e.id = t.entity_id)'),
            ("sentence", 'start, "end"'),
            ("timex", 'start, "end", edtf'),
            ("claim", 'start, "end", low, high, unit, edtf'),
        ):
            rows: dict[str, list[tuple[object, ...]]] = {uid: [] for uid in found}
            sql = f"SELECT a.uid, {columns} FROM {table_name} t JOIN article a ON a.version_id = t.version_id"
            for uid, *values in conn.execute(f"{sql} ORDER BY 1, 2, 3"):
                rows[uid].append(tuple(values))
            found = {uid: (*value, tuple(rows[uid])) for uid, value in found.items()}
        return found


def sound(path: Path) -> Content:
    """Check a corpus as `aitui doctor` does and return its content; nothing for one that was not made yet."""
    try:
        with database.reading(path) as conn:
            if bad := [check for check in checks.corpus(conn) if not check.sound]:
                raise LostError(f"{bad[0].name}: {bad[0].detail}")
    except StoreError:
        return {}
    return content(path)


def killed(bench: Bench, times: int, seed: int = 1) -> str:
    """kill -9 at random moments of an ingest"""
    luck, tally = random.Random(seed), killing.Tally()

    def done() -> int:
        return killing.number(path, "SELECT count(*) FROM article")

    path = bench.corpus("ровно")
    pace = killing.pace(bench.command(path), done, bench.count)
    for number in range(times):
        path = bench.corpus(f"убит {number}")
        killing.kill(bench.command(path), done, bench.count, pace, luck)
        tally.count(bench.completes(path), bench.count)
    return tally.told(f"{bench.count} articles in")


def disk_full(bench: Bench) -> str:
    """disk full"""
    with small_disk(bench.folder) as folder:
        if folder is None:
            return "not tried: a small disk needs root"
        path = folder / "к.db"
        said = run(bench.command(path), code=1)
        if "disk is full" not in said:
            raise LostError(f"it did not say so: {said}")
        found = sound(path)
        moved = bench.corpus("перенесён")
        # Room is made: here by a larger disk.
        for part in folder.glob("к.db*"):
            moved.with_name(part.name.replace("к.db", moved.name)).write_bytes(part.read_bytes())
    bench.completes(moved)
    return f"one line says so; {len(found)} articles whole; completed once there was room"


@contextmanager
def small_disk(folder: Path) -> Iterator[Path | None]:
    """A disk of a megabyte; None where none can be made."""
    place = folder / "диск"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "tmpfs", str(place)], capture_output=True
    )
    try:
        yield place if made.returncode == 0 else None
    finally:
        if made.returncode == 0:
            subprocess.run(["umount", str(place)], check=True)
        place.rmdir()


def read_only(bench: Bench) -> str:
    """folder that may not be written"""
    folder = bench.folder / "чужая"
    folder.mkdir()
    path = folder / "к.db"
    run(bench.command(path))
    before = path.read_bytes()
    folder.chmod(0o555)
    path.chmod(0o444)
    with bench.lines.open("a", encoding="utf-8") as stream:
        stream.writelines(lines(1, "новая "))
    try:
        said = run([sys.executable, "-c", _AS_SOMEBODY_ELSE, *bench.command(path)[3:]], code=1)
    finally:
        folder.chmod(0o755)
        path.chmod(0o644)
        bench.lines.write_text("".join(lines(bench.count)), encoding="utf-8")
    if path.read_bytes() != before or "check its permissions" not in said:
        raise LostError(f"it was written, or did not say why it was not: {said}")
    bench.completes(path)
    return "refused in one line that says why; the file untouched"


def locked(bench: Bench) -> str:
    """database locked by another writer"""
    path = bench.corpus("занят")
    run([*_ADD, "-", "--db", str(path)], input="Заметка о Китае, которая была раньше.")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        said = run(bench.command(path), code=1)
    if "another aitui is writing to it" not in said:
        raise LostError(f"it did not say so: {said}")
    run(bench.command(path))
    found = sound(path)
    if not bench.wanted.items() <= found.items() or len(found) != bench.count + 1:
        raise LostError("the next run did not complete it")
    return "waits 30 s, then says so in one line; the next run completes"


def two_at_once(bench: Bench) -> str:
    """two `add` of the same texts at once"""
    path = bench.corpus("двое")
    both = [
        subprocess.Popen(bench.command(path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    added = 0
    for process in both:
        out, err = process.communicate(timeout=_PATIENCE)
        if process.returncode or err:
            raise LostError(err)
        added += int(out.rsplit(": ", 1)[1].split()[0])
    if added != bench.count or bench.completes(path) != bench.count:
        raise LostError(f"{added} added of {bench.count}")
    return "both end well, each article is in once"


def clock_back(bench: Bench) -> str:
    """clock set back between two runs"""
    path = bench.corpus("часы")
    with bench.lines.open(encoding="utf-8") as stream:
        half = "".join(next(stream) for _ in range(bench.count // 2))
    run([*_ADD, "-", "--db", str(path)], input=half)
    # The program asks one function for the time: it now answers with a day long ago.
    code = (
        "import sys; from aitui.store import runs, writer; from aitui.__main__ import main;"
        "runs.now = writer.now = lambda: '1999-12-31T23:59:59+00:00';"
        "sys.exit(main(sys.argv[1:]))"
    )
    run([sys.executable, "-c", code, *bench.command(path)[3:]])
    with closing(sqlite3.connect(path)) as conn:
        days = [row[0][:4] for row in conn.execute("SELECT ingested_at FROM article ORDER BY id")]
    if days[-1] != "1999" or days[0] == "1999":
        raise LostError("the clock did not go back, so nothing was tried")
    bench.completes(path)
    return "nothing orders by the clock: all is in, once"


def changed_while_read(bench: Bench) -> str:
    """file cut short while it is read"""
    path = bench.corpus("меняется")
    lines_of = bench.folder / "растёт.jsonl"
    whole = bench.lines.read_bytes()
    lines_of.write_bytes(whole)
    command = [*_ADD, str(lines_of), "--db", str(path), "--progress", "none"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    _wait(lambda: bool(sound(path)), process)
    # Cut inside a line, in the middle of a character.
    os.truncate(lines_of, len(whole) - 30)
    _, err = process.communicate(timeout=_PATIENCE)
    if process.returncode not in (0, 1) or "Traceback" in err:
        raise LostError(err)
    found = sound(path)
    if any(bench.wanted.get(uid) != value for uid, value in found.items()):
        raise LostError("a text is in that was never whole")
    lines_of.write_bytes(whole)
    bench.completes(path)
    return f"the torn line is named and left out, {len(found)} articles are in; completed by the next run"


def _wait(until: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    while not until():
        if process.poll() is not None:
            raise LostError("it was over before anything could happen to it")
        time.sleep(0.05)


Scene = Callable[[Bench], str]
SCENES: tuple[Scene, ...] = (
    disk_full,
    read_only,
    locked,
    two_at_once,
    clock_back,
    changed_while_read,
)


def main() -> None:
    import killed_changes  # which rest on this module
    import killed_updates

    parser = arguments(__doc__, runs=1)
    parser.add_argument("--kills", type=int, default=100, help="how often it is killed (default 100)")
    parser.add_argument("--texts", type=int, default=300, help="how many texts come in (default 300)")
    options = parser.parse_args()
    print(machine(), end="\n\n")
    rows = []
    with cache(options.cache) as folder, tempfile.TemporaryDirectory(dir=folder) as place:
        for above in (folder, Path(place)):
            above.chmod(0o711)  # another user is among the scenes
        os.environ["AITUI_HOME"] = str(Path(place) / "home")
        bench = Bench(Path(place), options.texts)
        for jobs in (1, 2):
            bench.jobs = jobs
            rows.append((f"{killed.__doc__}, --jobs {jobs}", killed(bench, options.kills // 2, jobs)))
        bench.jobs = 1
        with killed_updates.outlets(Path(place), options.texts) as outlets:
            done = killed_updates.killed(outlets, options.kills)
            rows.append((str(killed_updates.killed.__doc__), done))
        library = killed_changes.Library(Path(place), options.texts)
        for scene in (killed_changes.reindex_killed, killed_changes.remove_killed):
            rows.append((str(scene.__doc__), scene(library, options.kills // 2)))
        rows += [(str(one.__doc__), one(bench)) for one in SCENES]
    table(("what happens", "what came of it"), rows)


if __name__ == "__main__":
    main()
