"""Every command of docs/feeds.md, its line for cron and its timer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from web_server import Site, serving

PAGE = (Path(__file__).parents[1] / "docs" / "feeds.md").read_text(encoding="utf-8")
BLOCKS = [(match[1], match[2]) for match in re.finditer(r"^```([\w-]+)\n(.*?)^```$", PAGE, re.M | re.S)]
RSS = """<rss version="2.0"><channel><title>Новости</title><item><title>Китай</title><link>https://example.com/1</link>
<description>Китай ограничил вывоз галлия.</description></item></channel></rss>"""
WORDS = "".join(f"<p>Китай ответил США {n} раз.</p>" for n in range(9))
STORY = f"<html><head><title>Рассказ</title></head><body><article>{WORDS}</article></body></html>"


def blocks(kind: str) -> list[str]:
    return [text for found, text in BLOCKS if found == kind]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as site:
        site.page("/rss", RSS, "application/rss+xml")
        site.page(
            "/", '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head></html>'
        )
        site.page("/story", STORY)
        yield site


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """A home of its own, with `aitui` where pip puts it for one user."""
    bin_folder = tmp_path / ".local" / "bin"
    bin_folder.mkdir(parents=True)
    program = bin_folder / "aitui"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m aitui "$@"\n', "utf-8")
    program.chmod(0o755)
    known = {name: os.environ[name] for name in ("LANG", "COVERAGE_PROCESS_START") if name in os.environ}
    home = str(tmp_path)
    return {**known, "HOME": home, "AITUI_HOME": f"{home}/data", "PATH": f"{bin_folder}:/usr/bin:/bin"}


def run(command: str, env: dict[str, str]) -> str:
    done = subprocess.run(
        ["/bin/sh", "-c", command], env=env, cwd=env["HOME"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


def test_every_command_of_the_page_works(site: Site, env: dict[str, str]) -> None:
    (Path(env["HOME"]) / "feeds.opml").write_text(
        f'<opml><body><outline text="Ещё" xmlUrl="{site.url}/rss"/></body></opml>', "utf-8"
    )
    commands = [line for text in blocks("sh") for line in text.splitlines() if line.strip()]
    assert len(commands) >= 12
    told = {}
    for command in commands:
        command = command.partition("  #")[0].strip()
        here = command.replace("https://news.example", site.url).replace(
            "aitui add", "aitui add --allow-private"
        )
        told[command] = run(here, env)
    assert "1 feed followed" in told["aitui add https://news.example/rss"]
    assert "1 added" in told["aitui add https://news.example/story"]
    assert "is due" in told["aitui update"]
    assert "1 feed;" in told["aitui update --all"]
    assert "Новости" in told["aitui feeds"]
    assert f'xmlUrl="{site.url}/rss"' in (Path(env["HOME"]) / "mine.opml").read_text(encoding="utf-8")
    assert "followed no more" in told["aitui remove https://news.example/rss"]


def test_the_line_for_cron_updates_and_keeps_a_log(site: Site, env: dict[str, str]) -> None:
    (line,) = blocks("cron")
    *times, command = line.strip().split(maxsplit=5)
    assert all(re.fullmatch(r"\*|\d{1,2}", field) for field in times)
    run(f"aitui add --allow-private {site.url}/rss", env)
    run(command, env)
    log = (Path(env["HOME"]) / "aitui-update.log").read_text(encoding="utf-8")
    assert "1 feed, none is due" in log


def test_the_timer_is_one_and_starts_the_update(site: Site, env: dict[str, str], tmp_path: Path) -> None:
    service, timer = blocks("ini")
    command = re.search(r"^ExecStart=(.*)$", service, re.M)
    assert command is not None
    run(f"aitui add --allow-private {site.url}/rss", env)
    assert "is due" in run(command[1].replace("%h", env["HOME"]), env)
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not there to check the units")
    for name, text in (("aitui-update.service", service), ("aitui-update.timer", timer)):
        (tmp_path / name).write_text(textwrap.dedent(text), "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", "aitui-update.service", "aitui-update.timer"],
        cwd=tmp_path,
        env={**env, "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "aitui-update" not in done.stderr.replace("Failed to prepare filename", ""), done.stderr
