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
    root = click.Context(cli, info_name="aitui", terminal_width=100, **cli.context_settings)
    parts += ["```", cli.get_help(root), "```", ""]
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None
        parts += _section(command, root, name)
    return "\n".join(line.rstrip() for line in "\n".join(parts).split("\n"))


def _section(command: click.Command, parent: click.Context, name: str) -> list[str]:
    """Return the help of a command and of the commands in it."""
    context = click.Context(command, parent=parent, info_name=name, terminal_width=100, max_content_width=100)
    parts = [f"## {context.command_path}", "", "```", command.get_help(context), "```", ""]
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            below = command.get_command(context, inner)
            assert below is not None
            parts += _section(below, context, inner)
    return parts


if __name__ == "__main__":
    print(commands_page(), end="")
