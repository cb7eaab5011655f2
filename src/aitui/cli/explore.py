"""`aitui open` and `aitui demo`: the explorer."""

from __future__ import annotations

from pathlib import Path

import click

_THEME = click.option(
    "--theme",
    type=click.Choice(["auto", "dark", "light", "ansi"]),
    help="Colours; auto is what $COLORFGBG says, else dark; ansi the terminal's own.",
)


@click.command("open")
@click.argument("db", required=False, type=click.Path(path_type=Path))
@_THEME
def open_command(db: Path | None, theme: str | None) -> None:
    """Open the explorer on DB, else on $AITUI_DB, else on your own corpus, else on the demo."""
    from aitui.config import corpus_path
    from aitui.tui import terminal

    terminal.check()
    corpus = db if db is not None else corpus_path()
    if db is None and not _has_articles(corpus):
        corpus = _demo()
    _explore(corpus, theme)


@click.command("demo")
@_THEME
@click.option("--build", is_flag=True, help="Build the demo corpus, print its path and do not open it.")
def demo_command(theme: str | None, build: bool) -> None:
    """Open the explorer on the demo corpus, built on first use; it never becomes the default."""
    from aitui.tui import terminal

    if build:
        click.echo(_demo())
        return
    terminal.check()
    _explore(_demo(), theme)


def _explore(corpus: Path, theme: str | None) -> None:
    from aitui.config import load
    from aitui.explorer.first_rows import first_rows
    from aitui.explorer.keys import remapped
    from aitui.tui import first_paint, terminal
    from aitui.tui.shades import chosen

    config = load()
    terminal.prepare(kitty=config.kitty)
    colours = chosen(theme or config.theme)
    actions = remapped(config.keys)
    if not first_paint.supported():
        from aitui.tui.app import run

        run(corpus, colours, config)
        return
    with first_paint.FirstPaint(colours, actions) as painted:
        seen = first_rows(corpus, painted.lines)
        painted.paint(seen)
        # Only now: importing Textual takes ten times as long as all this.
        from aitui.tui.app import run

        run(corpus, colours, config, painted)


def _demo() -> Path:
    from aitui.config import data_folder
    from aitui.ingest.demo import demo_corpus

    return demo_corpus(data_folder())


def _has_articles(corpus: Path) -> bool:
    from aitui.store import articles, database

    if not corpus.exists():
        return False
    reader = database.open_reader(corpus)
    try:
        return articles.count(reader) > 0
    finally:
        reader.close()
