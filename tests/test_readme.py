"""README and docs say what the program does: commands, options, keys, figures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aitui.cli.reference import commands_page
from aitui.cli.root import COMMANDS, cli

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
CALL = re.compile(r"(?<![\w/-])aitui ((?:[a-z]+)(?: [^`\n|#]*)?)")


def test_the_commands_page_is_what_help_prints() -> None:
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == commands_page()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_options_exist(page: Path) -> None:
    import click

    text = page.read_text(encoding="utf-8")
    code = re.findall(r"`([^`\n]+)`", text) + re.findall(r"(?m)^    (.+)$", text)
    for line in code:
        for call in CALL.findall(line):
            name, *rest = call.split()
            if name == "open" or name in COMMANDS:
                command = cli.get_command(click.Context(cli), name)
                assert command is not None
                options = {option for param in command.params for option in param.opts}
                for option in re.findall(r"(?<!\S)--[a-z-]+", " ".join(rest)):
                    assert option in options | {"--help"}, (line, option)
            else:
                assert name in ("is", "demo"), f"{page.name}: there is no command in “{line}”"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_make_targets_and_links_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    used = re.findall(r"(?m)(?:^    |`)make ([a-z]+)", text)
    assert set(used) <= targets
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (page.parent / link).exists(), link


def test_the_status_line_of_the_readme_is_true(tmp_path: Path) -> None:
    from aitui.ingest.demo import demo_corpus
    from aitui.store import database, entities, mentions

    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    told = re.search(r"中国 · China · (\d+) mentions · (\d+) articles · (\d+) languages", readme)
    assert told is not None
    reader = database.open_reader(demo_corpus(tmp_path))
    china = entities.by_uid(reader, "china")
    assert china is not None
    assert tuple(map(int, told.groups())) == mentions.summary(reader, china)
    reader.close()
