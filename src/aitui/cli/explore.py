"""`aitui open` and `aitui demo`: the explorer."""

from __future__ import annotations

import click

from aitui.cli import opening
from aitui.cli.options import either, named_option

_THEME = click.option(
    "--theme",
    type=click.Choice(["auto", "dark", "light", "ansi"]),
    help="Colours; auto is what the terminal says of itself, else dark; ansi its own.",
)


@click.command("open")
@click.argument("db", required=False)
@named_option
@_THEME
def open_command(db: str | None, named: str | None, theme: str | None) -> None:
    """Open the explorer on DB, else on $AITUI_DB, else on your own corpus, else on the demo."""
    opening.open_corpus(either(db, named), theme)


@click.command("demo")
@_THEME
@click.option("--build", is_flag=True, help="Build the demo corpus, print its path and do not open it.")
def demo_command(theme: str | None, build: bool) -> None:
    """Open the explorer on the demo corpus, built on first use; it never becomes the default."""
    if build:
        click.echo(opening.demo())
        return
    opening.open_demo(theme)
