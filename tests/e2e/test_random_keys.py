"""Whatever is typed: no crash, no hang, no memory that only grows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from random_keys import keys, storm, table
from terminals import AITUI

from aitui.explorer.actions import ACTIONS, JCUKEN

# What 2,000 keys may leave behind after the first half, MiB.  Lists, rows and texts of the demo corpus are in
# the caches by then; the rest is what the allocator keeps in pieces, a few MiB.  A frame kept for each key
# would be 30.
GROWTH = 12


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("демо")
    done = subprocess.run(
        [*AITUI, "demo", "--build"],
        env={**os.environ, "AITUI_HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    return Path(done.stdout.strip())


def test_every_key_of_the_table_is_among_them() -> None:
    every = table()
    assert {"j", "о", "n", "т", "?", "\t", "\x1b[A", "\x04"} <= set(every)
    assert not {"Q", "\x03", "q", "\x1a"} & set(every)
    twins = {twin for twin, key in JCUKEN.items() if any(key in action.keys for action in ACTIONS)}
    assert len(twins & set(every)) > len(twins) * 0.9
    drawn = keys(1)
    some = [next(drawn) for _ in range(5000)]
    assert set(every) <= set(some)
    assert {(120, 40), (20, 5)} <= set(some)


@pytest.mark.parametrize("code", [0, 3])
def test_what_cannot_start_is_told_and_not_tried_for_ever(tmp_path: Path, code: int) -> None:
    starts = tmp_path / "starts"
    program = f"import sys; open({str(starts)!r}, 'a').write('.'); print('no corpus'); sys.exit({code})"
    with pytest.raises(RuntimeError, match=rf"before the keys began: exit code {code}; .*no corpus"):
        list(storm([sys.executable, "-c", program], {}, number=100, seed=1, every=10))
    assert starts.read_text() == "."


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_two_thousand_random_keys(demo: Path, tmp_path: Path) -> None:
    env = {"AITUI_HOME": str(tmp_path), "AITUI_DB": None}
    sessions: dict[int, list[tuple[int, int]]] = {}
    for session, pressed, resident in storm([*AITUI, "open", str(demo)], env, number=2000, seed=7, every=250):
        sessions.setdefault(session, []).append((pressed, resident))
    seen = max(sessions.values(), key=len)
    assert seen[-1][0] - seen[0][0] >= 1000, "the program was ended by a key too often to tell"
    half = seen[len(seen) // 2][1]
    assert max(kib for _, kib in seen) - half < GROWTH * 1024, seen
