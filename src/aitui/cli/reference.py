"""The page of the documentation that lists every command, written from their help texts."""

from __future__ import annotations

import click

from aitui.cli.root import COMMANDS, cli


def commands_page() -> str:
    """Return the help of every command, in Markdown.  `python -m aitui.cli.reference` prints it."""
    parts = [
        "# Commands",
        "",
        "The help of every command, as `aitui COMMAND --help` prints it. This page is written by",
        "`python -m aitui.cli.reference` and checked by a test.",
        "",
    ]
    root = click.Context(cli, info_name="aitui", terminal_width=100, max_content_width=100)
    parts += ["```", cli.get_help(root), "```", ""]
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None
        context = click.Context(
            command, parent=root, info_name=name, terminal_width=100, max_content_width=100
        )
        parts += [f"## aitui {name}", "", "```", command.get_help(context), "```", ""]
    return "\n".join(line.rstrip() for line in "\n".join(parts).split("\n"))


if __name__ == "__main__":
    print(commands_page(), end="")
