"""With the frame diff and without it, the same keys show the same screen in tmux, cell by cell."""

from __future__ import annotations

import os
import random
import re
import shlex
import subprocess
import time
import unicodedata
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from stories import CHINESE, ITALIAN, RUSSIAN
from terminals import AITUI, Tmux

from aitui.store import articles, database, reading, workspace

Start = Callable[..., Tmux]

# What makes rows hard to draw, as far as tmux and we count its cells alike: else no two ways agree.
HARD = {
    "wide": "中国的人工智能 大韓民國 대한민국 ＡＢＣ ﾆｭｰｽ Китай 🔥📰 рядом с 中国",
    "marks": unicodedata.normalize("NFD", "Škoda été Київ йод 대한민국 ủy ban") + " Ки\u0301ев",
    "right": "ירושלים שָׁלוֹם OpenAI الحكومة مُحَمَّد 2025 – Китай và Trung Quốc",
    "flags": "🇺🇦🇯🇵 и Китай — “кавычки” · 5 °C ± 1 … ภาษาไทย",
}
SIZES = ((80, 24), (120, 40), (20, 5), (300, 100))
MOVES = [*"jkjkjkbgG()JKBmuU*HL", "Space", "C-d", "C-u", "PageDown"]
# What leads to another pane or asks the corpus, which answers in its own time; all rests before and after.
STEPS = [*"nNnNn12345678tSphfzz", "Tab", "Enter", "/Китай", "s中国", ":50%", *["size"] * 3]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("трудное")
    for name, text in (("ru", RUSSIAN), ("it", ITALIAN), ("zh", CHINESE)):
        (folder / f"{name}.txt").write_text(text * 4, encoding="utf-8")
    for name, text in HARD.items():
        whole = f"{text}\n\n" + "\n\n".join(f"{number}. {text} {text[::2]}." for number in range(40))
        (folder / f"{name}.txt").write_text(whole, encoding="utf-8")
    made = tmp_path_factory.mktemp("корпус") / "hard.db"
    subprocess.run([*AITUI, "add", str(folder), "--db", str(made)], capture_output=True, check=True)
    return made


def read_all(corpus: Path, home: Path) -> None:
    """Take all articles for read, since else the time that one is looked at would count."""
    home.mkdir()
    with database.reading(corpus) as conn, closing(workspace.open(home / "workspace.db")) as own:
        for row in articles.rows(conn, articles.ids(conn)).values():
            reading.rest(own, row.uid)


class Pair:
    """The same program twice, and the same keys for both."""

    def __init__(self, tmux: Start, corpus: Path, home: Path, size: tuple[int, int]) -> None:
        self._both: list[Tmux] = []
        for diff in "10":
            read_all(corpus, home / diff)
            env = f"AITUI_FRAME_DIFF={diff} AITUI_HOME={shlex.quote(str(home / diff))}"
            self._both.append(tmux(f"{env} {shlex.join([*AITUI, 'open', str(corpus)])}", *size))
        for one in self._both:
            one.wait("Articles")
        self._number = 0

    def press(self, *keys: str) -> None:
        for one in self._both:
            one.keys(*keys)

    def resize(self, size: tuple[int, int]) -> None:
        for one in self._both:
            one.resize(*size)

    def rest(self) -> None:
        """Wait until both have answered every key, and see the same on both."""
        end = time.monotonic() + 30
        while not self._same(time.monotonic() + 2):
            # What was told late on one side stands there until the next key.
            rows = [one.screen().split("\n") for one in self._both]
            unlike = [pair for pair in zip(*rows, strict=True) if pair[0] != pair[1]]
            assert time.monotonic() < end, unlike or "only colours differ"

    def _same(self, end: float) -> bool:
        # A line of its own in the prompt is answered after all that was pressed before it.
        self._number += 1
        mark = f"@{self._number}"
        self.press(":", *mark)
        for one in self._both:
            one.wait(lambda text: f"{mark} " in f"{last_line(text)} ")
        self.press("Enter")
        while time.monotonic() < end:
            screens = [seen(one.screen(colours=True)) for one in self._both]
            told = last_line(self._both[0].screen())
            if screens[0] == screens[1] and not told.startswith(":") and not re.search(r" …( |$)", told):
                return True
        return False


def seen(screen: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return the cells of a screen with colours as they are seen: on a blank the colour of letters is not."""
    cells = []
    fore, back, attributes = "", "", set[str]()
    for codes, char in re.findall(r"\x1b\[([\d;]*)m|([^\x1b])", screen):
        if char:
            blank = char in " \n"
            shown = tuple(sorted(attributes & {"4", "7"} if blank else attributes))
            cells.append((char, "" if blank and "7" not in shown else fore, (back, *shown)))
            continue
        for code in re.findall(r"[34]8;5;\d+|[34]8;2;\d+;\d+;\d+|\d+", codes or "0"):
            if code == "0":
                fore, back, attributes = "", "", set()
            elif code[0] in "39" and len(code) > 1:
                fore = "" if code == "39" else code
            elif code[0] in "41" and len(code) > 1:
                back = "" if code == "49" else code
            else:
                attributes.add(code)
    return cells


def last_line(text: str) -> str:
    return next((line.strip() for line in reversed(text.split("\n")) if line.strip()), "")


@pytest.mark.parametrize("size", SIZES)
def test_the_frame_diff_shows_what_whole_frames_show(
    size: tuple[int, int], corpus: Path, tmux: Start, tmp_path: Path
) -> None:
    number = int(os.environ.get("AITUI_TEST_KEYS", "50"))
    dice = random.Random(f"{size} {os.environ.get('AITUI_TEST_SEED', '1')}")
    pair = Pair(tmux, corpus, tmp_path, size)
    pair.rest()
    pressed = 0
    while pressed < number:
        keys = [dice.choice(MOVES) for _ in range(dice.randint(0, 8))]
        pair.press(*keys)
        pair.rest()
        step = dice.choice(STEPS)
        if step == "size":
            pair.resize(dice.choice(SIZES))
        elif step == "f":
            pair.press("f", "C-u", *dice.choice(("中", "")), "Enter")
        elif step[0] in "/s:":
            pair.press(*step, "Enter")
        else:
            pair.press(step)
        pressed += len(keys) + 1
        pair.rest()
