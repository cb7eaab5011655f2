"""What a key costs on the line: no more than a slow line carries.  Bytes do not depend on the machine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pty_terminal import PtyTerminal
from small_corpora import put
from terminals import AITUI

from aitui.model import Article

TITLES = (
    "Китай и Huawei показали новый ускоритель",
    "Huawei, dice Justin Lin, va con la Cina",
    "中国发布人工智能芯片，华为很快",
    "China answers: what the rules mean for chips",
)
SENTENCES = (
    "Китай обогнал всех, говорит Huawei, и спорит с соседями о ценах на энергию.",
    "La Cina cresce in fretta, e Justin Lin ne parla a Milano davanti a molti ospiti.",
    "中国与华为在上海发布了新的人工智能芯片，价格下降了。",
    "Prices fell, and China said that it would answer with rules of its own in spring.",
)


def _articles() -> Iterator[Article]:
    for number in range(90):
        length = 400 if number == 0 else 12
        lines = [f"{SENTENCES[(number + at) % 4]} 2025-0{1 + at % 9}-1{number % 9}." for at in range(length)]
        text = "\n\n".join([TITLES[number % 4], *lines])
        day = f"20{25 - number // 30}-{1 + number % 12:02}-{1 + number % 28:02}" if number else "2026-03-01"
        yield Article(text, f"а:{number}", title=TITLES[number % 4], published=day, lang="ru", source="Лента")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tmp_path_factory.mktemp("корпус") / "новости.db", list(_articles()))


@pytest.fixture
def terminal(corpus: Path, tmp_path: Path) -> Iterator[PtyTerminal]:
    opened = PtyTerminal([*AITUI, "open", str(corpus)], env={"AITUI_HOME": str(tmp_path)})
    opened.wait_for("? help")
    opened.wait_for("1 Articles 1/90")
    opened.read(quiet=1.0)
    yield opened
    opened.send("Q")
    assert opened.wait() == 0
    opened.close()


def cost(terminal: PtyTerminal, *keys: str) -> float:
    """Press keys, each once the one before is answered; return the bytes that one took on average."""
    before = len(terminal.raw)
    for key in keys:
        seen, end = len(terminal.raw), time.monotonic() + 10
        terminal.send(key)
        while len(terminal.raw) == seen:
            terminal.read(quiet=0.05, limit=0.5)
            assert time.monotonic() < end, f"{key!r} shows nothing:\n{terminal.text()}"
        terminal.read(quiet=0.2)
    terminal.read(quiet=0.6)
    return (len(terminal.raw) - before) / len(keys)


def walk(terminal: PtyTerminal, keys: str) -> None:
    """Go somewhere; what that costs does not count."""
    terminal.send(keys)
    terminal.read(quiet=0.6)


def test_a_start_and_rest(terminal: PtyTerminal) -> None:
    assert len(terminal.raw) < 17_000
    assert terminal.read(quiet=1.0, limit=1.0) == b""


def test_the_timeline(terminal: PtyTerminal) -> None:
    walk(terminal, "4g")
    assert cost(terminal, *"jjjj") < 400
    walk(terminal, "jjjjjjj")
    assert cost(terminal, *"jjjjjj") < 800
    assert cost(terminal, "<pgdn>", "<pgdn>") < 5_500


def test_the_articles_with_the_text_that_each_brings(terminal: PtyTerminal) -> None:
    assert cost(terminal, "<pgdn>", "<pgdn>") < 5_500


def test_a_change_of_pane(terminal: PtyTerminal) -> None:
    walk(terminal, "234")
    assert cost(terminal, *"12341234") < 3_000


def test_the_reader(terminal: PtyTerminal) -> None:
    walk(terminal, "2g")
    assert cost(terminal, *"))))") < 400
    walk(terminal, "j" * 25)
    assert cost(terminal, *"jjjjjj") < 3_000
    assert cost(terminal, "<pgdn>", "<pgdn>") < 5_500
    walk(terminal, "zg" + "j" * 25)
    assert cost(terminal, *"jjjjjj") < 500


def test_the_hits_and_the_facets_of_a_search(terminal: PtyTerminal) -> None:
    walk(terminal, "sцены <enter>")
    terminal.wait_for("6 Search 1/")
    walk(terminal, "g")
    # Two rows, and the line above them that tells of the hit.
    assert cost(terminal, *"jjjjjj") < 450
    walk(terminal, "f")
    terminal.wait_for("Facets of ")
    assert cost(terminal, *"jjjj") < 400


def test_a_key_that_is_held(terminal: PtyTerminal) -> None:
    before, rest = len(terminal.raw), time.monotonic()
    for _ in range(45):
        terminal.send("j")
        rest += 1 / 30
        while (left := rest - time.monotonic()) > 0:
            terminal.read(quiet=left, limit=left)
    terminal.wait_for("1 Articles 46/90")
    terminal.read(quiet=0.6)
    # As much as 256 kbit/s carry in that time: on release nothing is left to be drawn.
    assert len(terminal.raw) - before < 48_000
