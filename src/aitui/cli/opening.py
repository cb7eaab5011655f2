"""The explorer on a corpus, without click: reading the options would take as long as the first rows."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def plain_call(argv: Sequence[str]) -> Callable[[], None] | None:
    """Return what opens the explorer where that is all that the arguments ask for, None for all else.

    Args:
        argv: what stands behind the name of the program.
    """
    if "_AITUI_COMPLETE" in os.environ:  # a shell asks how the line could go on
        return None
    match list(argv):
        case [] | ["open"]:
            return partial(open_corpus, None)
        case ["demo"]:
            return open_demo
        case ["open" | "--db", name] if name and not name.startswith("-"):
            return partial(open_corpus, name)
        case [name] if name.endswith(".db") and not name.startswith("-"):
            return partial(open_corpus, name)
    return None


def open_corpus(db: str | Path | None, theme: str | None = None) -> None:
    """Open the explorer on a corpus; without one on $AITUI_DB, else on the user's own, else on the demo.

    Raises:
        TerminalError: the terminal cannot show it.
        StoreError: there is no corpus, or it cannot be read.
    """
    from aitui.config import corpus_file
    from aitui.tui import terminal

    terminal.check()
    corpus = db if db is not None else corpus_file()
    if db is None and not _has_articles(corpus):
        corpus = demo()
    _explore(corpus, theme)


def open_demo(theme: str | None = None) -> None:
    """Open the explorer on the demo corpus.

    Raises:
        TerminalError: the terminal cannot show it.
    """
    from aitui.tui import terminal

    terminal.check()
    _explore(demo(), theme)


def demo() -> str:
    """Return the demo corpus, built on first use."""
    from aitui import folders
    from aitui.ingest import demo_stamp

    home = folders.data()
    return demo_stamp.known(home) or demo_stamp.built(home)


def _explore(corpus: str | Path, theme: str | None) -> None:
    from aitui.config import load
    from aitui.explorer.first_rows import first_rows
    from aitui.explorer.keys import remapped
    from aitui.tui import first_paint, terminal
    from aitui.tui.background import can_be_asked
    from aitui.tui.shades import chosen, unsure

    # A session is kept under the name of its corpus, from wherever and however it is opened.
    corpus = os.path.realpath(corpus)
    config = load()
    terminal.prepare(kitty=config.kitty)
    # The nearest of sixteen colours would show neither the row of the cursor nor a heading.
    many, wish = terminal.many_colours(os.environ), theme or config.theme
    colours = chosen(wish) if many else "ansi"
    ask = many and unsure(wish) and can_be_asked(os.environ.get("TERM", ""))
    actions = remapped(config.keys)
    with first_paint.FirstPaint(colours, actions, ask=ask) as painted:
        seen = first_rows(corpus, painted.lines)
        painted.paint(seen)
        # Only now: importing Textual takes ten times as long as all this.
        from aitui.tui.app import run

        run(corpus, painted.theme, config, painted)


def _has_articles(corpus: str | Path) -> bool:
    from aitui.store import articles, database

    if not database.exists(corpus):
        return False
    reader = database.open_reader(corpus)
    try:
        return len(articles.ids(reader, limit=1)) > 0
    finally:
        reader.close()
