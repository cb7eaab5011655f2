"""A person explores: chooses an entity by keys, reads what is lit off the screen, bookmarks, comes back."""

from __future__ import annotations

import re
import shlex
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from rich.cells import cell_len
from terminals import AITUI, Tmux

Start = Callable[..., Tmux]
TOLD = re.compile(r"(?:(\d+)/)?(\d+) mentions? · (\d+) articles? · (\d+) languages?")


def command(corpus: Path, home: Path, prefix: str = "") -> str:
    return f"{prefix} AITUI_HOME={shlex.quote(str(home))} {shlex.join([*AITUI, 'open', str(corpus)])}"


def choose(screen: Tmux, name: str) -> re.Match[str]:
    """Go to the entities, find one by typing its name, and return what the status line says of it."""
    screen.keys("3", "/", *name, "Enter")
    found = screen.wait(lambda text: bool(TOLD.search(text)) and "● " in text and name in last_line(text))
    match = TOLD.search(last_line(found))
    assert match is not None
    return match


def last_line(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    return lines[-1] if lines else ""


def mentions_in_store(corpus: Path, slug: str) -> tuple[int, int]:
    with closing(sqlite3.connect(corpus)) as connection:
        sql = """SELECT count(*), count(DISTINCT m.version_id) FROM mention m
            JOIN entity e ON e.id = m.entity_id JOIN article a ON a.version_id = m.version_id
            WHERE e.uid = ?"""
        row = connection.execute(sql, (slug,)).fetchone()
    return int(row[0]), int(row[1])


@pytest.mark.parametrize("which", ["small_corpus", "seed_corpus"])
def test_one_entity_lights_up_in_every_language(
    which: str, request: pytest.FixtureRequest, tmux: Start, tmp_path: Path
) -> None:
    corpus: Path = request.getfixturevalue(which)
    screen = tmux(command(corpus, tmp_path))
    screen.wait("1 Articles")
    told = choose(screen, "China")
    total, articles = mentions_in_store(corpus, "china")
    assert (int(told[2]), int(told[3])) == (total, articles)
    assert int(told[4]) >= 2

    # Walk all of them; each stands lit on the screen, in Russian and in Italian.
    seen: set[str] = set()
    screen.keys("2")
    for step in range(1, total + 1):
        screen.keys("n")
        screen.wait(f" {step}/{total} mentions")
        seen.update(screen.marked("48;5;226"))
    assert {"Cina", "cinesi"} <= seen
    assert {"Китай", "КНР"} <= seen
    assert any(word.lower().startswith("китайск") for word in seen)
    wrong = {word for word in seen if not re.match("(?i)кита|кнр|cin|repubb|中|china|popolare|народн", word)}
    assert wrong == set()


def test_lit_at_once_and_other_words_stay_plain(small_corpus: Path, tmux: Start, tmp_path: Path) -> None:
    screen = tmux(command(small_corpus, tmp_path))
    screen.wait("1 Articles")
    screen.keys("1", "/", *"Cina", "Enter")
    screen.wait("Le aziende cinesi")
    choose(screen, "OpenAI")
    screen.wait(lambda _: "OpenAI" in screen.marked())
    assert "Cina" not in screen.marked()
    choose(screen, "China")
    screen.wait(lambda _: "cinesi" in screen.marked())
    assert "OpenAI" not in screen.marked()


@pytest.mark.parametrize("which", ["small_corpus", "seed_corpus"])
def test_a_bookmark_survives_a_restart_and_a_rebuilt_corpus(
    which: str, request: pytest.FixtureRequest, tmux: Start, tmp_path: Path
) -> None:
    source: Path = request.getfixturevalue(which)
    corpus = tmp_path / "corpus.db"
    texts = source.read_bytes()
    corpus.write_bytes(texts)
    screen = tmux(command(corpus, tmp_path))
    screen.wait("1 Articles")
    choose(screen, "OpenAI")
    screen.keys("2", "n")
    screen.wait(lambda text: " 1/" in last_line(text))
    screen.keys("m")
    screen.wait("Bookmarked")
    screen.keys("Q")
    screen.wait(lambda text: "1 Articles" not in text)

    for path in tmp_path.glob("corpus.db*"):
        path.unlink()
    corpus.write_bytes(texts)
    again = tmux(command(corpus, tmp_path))
    again.wait("1 Articles")
    again.keys("'")
    listed = again.wait("7 Bookmarks 1/1")
    assert "OpenAI" in listed
    again.keys("Enter")
    back = again.wait(lambda text: "2 Reader" in text and "◆" in text)
    assert "▌" in back


def test_card_and_concordance(small_corpus: Path, tmux: Start, tmp_path: Path) -> None:
    screen = tmux(command(small_corpus, tmp_path))
    screen.wait("1 Articles")
    choose(screen, "China")
    screen.keys("Enter")
    card = screen.wait(lambda text: "Entity China · place" in text and "found as" in text)
    assert "中国  zh" in card
    total, articles = mentions_in_store(small_corpus, "china")
    assert f"{total} in {articles} articles, 3 languages" in card
    screen.keys("t")
    aligned = screen.wait(f"Concordance 1/{total}")
    columns = {
        cell_len(line[: line.index(before + hit)] + before)
        for line in aligned.split("\n")
        for before, hit in (("aziende ", "cinesi"), ("Nvidia в ", "Китай"), ("    La ", "Cina"))
        if before + hit in line
    }
    assert len(columns) == 1, aligned
    screen.keys("S", "S")
    screen.wait("by right")
    screen.keys("Enter")
    screen.wait("2 Reader")


def test_search_as_you_type(small_corpus: Path, tmux: Start, tmp_path: Path) -> None:
    screen = tmux(command(small_corpus, tmp_path))
    screen.wait("1 Articles")
    screen.keys("s", *"чип")
    screen.wait(lambda text: "1/1 articles" in text and "чипов" in text)
    screen.keys("Enter")
    screen.keys("Enter")
    screen.wait(lambda text: "2 Reader" in text and "чипов" in screen.marked("48;5;226"))
    screen.keys("s", *"несуществующее")
    screen.wait("No article holds")
    screen.keys("Escape")
    screen.wait("2 Reader")


def test_find_in_every_pane(small_corpus: Path, tmux: Start, tmp_path: Path) -> None:
    screen = tmux(command(small_corpus, tmp_path))
    screen.wait("1 Articles")
    screen.keys("1", "/", *"中国", "Enter")
    screen.wait("阿里巴巴发布了新的")
    screen.keys("2", "/", *"芯片", "Enter")
    screen.wait("find “芯片” · 1/1")
    assert "芯片" in "".join(screen.marked("48;5;226"))
    screen.keys("Escape")
    screen.wait(lambda text: "find “" not in text)
    screen.keys("4", "/", *"2025", "Enter")
    screen.wait(lambda text: "4 Timeline" in text and "is not in this pane" not in text)
    screen.keys("3", "/", *"Nvidia", "Enter")
    screen.wait(lambda text: "Nvidia" in last_line(text))
    screen.keys("/", *"zzz", "Enter")
    screen.wait("is not in this pane")


def test_help_names_every_key_and_the_palette_runs_one(
    small_corpus: Path, tmux: Start, tmp_path: Path
) -> None:
    screen = tmux(command(small_corpus, tmp_path), 80, 24)
    screen.wait("1 Articles")
    screen.keys("?")
    screen.wait("Enter does it")
    screen.keys(*"bookmarks")
    screen.wait("List the bookmarks")
    screen.keys("Enter")
    screen.wait("7 Bookmarks")


def test_russian_keyboard(small_corpus: Path, tmux: Start, tmp_path: Path) -> None:
    screen = tmux(command(small_corpus, tmp_path))
    screen.wait("1 Articles 1/3")
    screen.keys("о")
    screen.wait("1 Articles 2/3")
    screen.keys("л")
    screen.wait("1 Articles 1/3")
    screen.keys(",")
    screen.wait("Enter does it")


@pytest.mark.parametrize("size", [(80, 24), (20, 5), (300, 100), (59, 12)])
def test_every_size(size: tuple[int, int], small_corpus: Path, tmux: Start, tmp_path: Path) -> None:
    screen = tmux(command(small_corpus, tmp_path))
    screen.wait("1 Articles")
    screen.resize(*size)
    screen.keys("2")
    screen.wait("2 Reader")
    screen.keys("z")
    screen.wait(lambda text: "2 Reader" in text and "1 Articles" not in text)
    screen.resize(120, 40)
    screen.keys("z")
    screen.wait(lambda text: all(name in text for name in ("1 Articles", "3 Entities", "4 Timeline")))


def test_suspend_and_come_back_leave_the_shell_as_it_was(
    small_corpus: Path, tmux: Start, tmp_path: Path
) -> None:
    screen = tmux("env PS1='shell> ' ENV= sh -i")
    screen.wait("shell>")
    screen.keys(*command(small_corpus, tmp_path).strip(), "Enter")
    screen.wait("1 Articles")
    screen.keys("C-z")
    screen.wait(lambda text: "Stopped" in text or "Suspended" in text)
    screen.keys(*"fg", "Enter")
    screen.wait(lambda text: "1 Articles" in text and "Alibaba" in text)
    # Keys are heard again.
    screen.keys("3")
    screen.wait(lambda text: " mentions · " in text)
    screen.keys("Q")
    assert "Traceback" not in screen.wait(lambda text: "1 Articles" not in text)
    screen.keys(*"stty -a | grep -c ' echo ' | sed s/^/echo=/", "Enter")
    screen.wait("echo=1")


def test_no_colour_keeps_the_meaning(small_corpus: Path, tmux: Start, tmp_path: Path) -> None:
    screen = tmux(command(small_corpus, tmp_path, prefix="env NO_COLOR=1"))
    screen.wait("1 Articles")
    screen.keys("1", "/", *"Cina", "Enter")
    choose(screen, "China")
    raw = screen._run("capture-pane", "-e", "-p")
    assert not re.search(r"\x1b\[[0-9;]*(38|48|3[0-7]|4[0-7])[;m]", raw)
    assert re.search(r"\x1b\[(1;7|7;1|1m\x1b\[7)m?[^\x1b]*cinesi", raw)


def test_a_window_that_was_small_shows_every_letter(tmux: Start, tmp_path: Path) -> None:
    screen = tmux(f"AITUI_HOME={shlex.quote(str(tmp_path))} {shlex.join([*AITUI, 'demo'])}")
    screen.wait("? help", limit=60)
    # Wide characters are cut in two, and the halves come to light again.
    for width, height in ((80, 24), (45, 14), (20, 5), (300, 100)):
        screen.resize(width, height)
        # What was drawn at this size is there before an answer to a key that came after it.
        screen.keys(":")
        screen.wait(lambda text: last_line(text).strip().startswith(":"))
        screen.keys("Escape")
        screen.wait(lambda text: not last_line(text).strip().startswith(":"))
    seen = screen.wait(lambda text: text.rstrip().endswith("? help") and "3 Entities" in text.split("\n")[0])
    assert "Tencent откроет помощнику Yuanbao" in seen
    assert "Китайские разработчики ИИ не ждут" in seen
