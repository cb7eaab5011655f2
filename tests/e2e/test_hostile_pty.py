"""Hostile text in every field reaches no terminal: every byte that the program wrote is looked at."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from pty_terminal import PtyTerminal
from terminals import AITUI

HOSTILE = Path(__file__).parents[2] / ".." / "shared" / "eval" / "hostile_text"
PAYLOADS = [
    "\x1b[31mred\x1b[0m",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b]0;заголовок\x07",
    "\x1b[2J\x1b[H",
    "\x9b31m",
    "\x1b]8;;http://evil\x1b\\x\x1b]8;;\x1b\\",
    "\u202eсправа\u202c",
    "\u2066изолят\u2069",
    "[/] [b]Rich[/b] [@click=app.quit]x[/] [/foo/bar]",
    "\x1bPq#0~\x1b\\",
    "до\x00после\x7f",
    "\x1b[?1049l",
]
# What the program itself may send: its own styles, places, erased blanks, a scroll region, modes, queries.
OURS = re.compile(
    rb"\x1b\[(?:(?:0|1|2|4|7|22|24|27|39|49|[34]8;5;\d+)(?:;(?=\d)|(?=m)))*m|\x1b\[\d+;\d+H|\x1b\[\d+[GX]|\x1b\[K"
    rb"|\x1b\[\d+;\d+r|\x1b\[r|\x1bM|\x1b\[\?7[hl]|\x1b\]22;default\x07|\x1b\]11;\?\x1b\\"
    rb"|\x1b\[\?(?:1049|25|2004|2026|1004|2048)(?:[hl]|\$p)"
    rb"|\x1b\[[0-9;]*t|\x1b\[>[0-9;]*[qu]|\x1b\[<u|\x1b\[\?u|\x1b\[H|\x1b\[2J|\x1b\[6n|\x1b\[c|\x1b\[\?\d+\$p"
)
OVERRIDES = "|".join(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])).encode()


def walk(texts: list[str], tmp_path: Path) -> bytes:
    """Add an article for each text with the text in every field, look at all of them; return the bytes."""
    lines = [
        json.dumps(
            {
                "id": f"{text}-{number}",
                "url": f"http://example.org/{text}",
                "title": f"{text} Китай",
                "published": "2026-01-12",
                "lang": "ru",
                "source": text,
                "text": f"Китай и OpenAI в 2025 году: {text}\n\nКомпания {text} (Evil Corp) из КНР. {text}",
            }
        )
        for number, text in enumerate(texts)
    ]
    feed = tmp_path / "feed.jsonl"
    feed.write_text("\n".join(lines) + "\n", encoding="utf-8")
    corpus = tmp_path / "hostile.db"
    added = subprocess.run(
        [*AITUI, "add", str(feed), "--db", str(corpus)], capture_output=True, text=True, check=False
    )
    assert added.returncode == 0, added.stderr
    terminal = PtyTerminal([*AITUI, "open", str(corpus)], env={"AITUI_HOME": str(tmp_path)})
    try:
        terminal.wait_for("1 Articles")
        terminal.send("3jjjkkk")
        terminal.wait_for("mentions")
        terminal.send("2mG m<space>b" + "1" + "jB" * min(len(texts), 40) + "4jjj'" + "sКитай")
        terminal.wait_for("articles")
        terminal.send("<enter>jjj<enter>2/Evil<enter>n?<esc>Q")
        terminal.wait()
    finally:
        terminal.close()
    return terminal.raw


def check(raw: bytes) -> None:
    rest = OURS.sub(b"", raw)
    assert b"\x1b" not in rest, rest[max(0, rest.find(b"\x1b") - 60) : rest.find(b"\x1b") + 60]
    text = rest.decode()
    assert not re.search("[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f]", text)
    assert not re.search(OVERRIDES, raw)


def test_payloads_in_every_field(tmp_path: Path) -> None:
    check(walk(PAYLOADS, tmp_path))


def test_the_check_would_see_a_leak() -> None:
    for leak in ("\x1b]52;c;ZXZpbA==\x07", "\x1b[31m", "\u009b31m", "\u202e", "\x1b[3A"):
        with pytest.raises(AssertionError):
            check(b"\x1b[0;1mok\x1b[0m" + leak.encode())


def test_public_hostile_strings(tmp_path: Path) -> None:
    if not HOSTILE.is_dir():
        pytest.skip("the public hostile strings (../shared/eval/hostile_text) are not here")
    blns = json.loads((HOSTILE / "files" / "blns.json").read_text(encoding="utf-8"))
    escapes = [
        line.partition("\t")[2].encode().decode("unicode_escape", "replace")
        for line in (HOSTILE / "escape_payloads.tsv").read_text(encoding="utf-8").splitlines()[1:]
    ]
    bidi = (HOSTILE / "bidi_and_invisible.tsv").read_text(encoding="utf-8").splitlines()[1:]
    vt = (HOSTILE / "files" / "vt-escapes.txt").read_bytes().decode("utf-8", "replace").splitlines()
    check(walk([text for text in [*blns, *escapes, *bidi, *vt] if text.strip()], tmp_path))


def test_hostile_file_names(tmp_path: Path) -> None:
    folder = tmp_path / "тексты"
    folder.mkdir()
    for number, payload in enumerate(PAYLOADS):
        name = payload.replace("/", "_").replace("\x00", "") + f"{number}.txt"
        (folder / name).write_text("Китай и США. Короткий текст.\n", encoding="utf-8")
    done = subprocess.run(
        [*AITUI, "add", str(folder), str(folder / "нет\x1b[31m.txt"), "--db", str(tmp_path / "x.db")],
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout + done.stderr
    listed = subprocess.run(
        [*AITUI, "articles", "--db", str(tmp_path / "x.db")], capture_output=True, check=True
    )
    assert b"\x1b" not in listed.stdout
