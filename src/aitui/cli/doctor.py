"""`aitui doctor`: is everything sound, and what to do where it is not."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aitui.cli.options import corpus, either, named_option
from aitui.cli.output import to_json
from aitui.errors import AituiError
from aitui.text.clean import clean_line

# Seconds between two lines on how far it is.
_TOLD_EVERY = 10.0

if TYPE_CHECKING:
    from aitui.store.checks import Check
    from aitui.store.database import Connection


@click.command("doctor")
@click.argument("db", required=False)
@named_option
@click.option("--nl", is_flag=True, help="JSON, one object a line.")
@click.option(
    "--rebuild-index",
    is_flag=True,
    help="First make the full-text index anew from the texts; stopped, the next run goes on.",
)
@click.option(
    "--merge-index", is_flag=True, help="First write the pieces of the index as one, which is read faster."
)
@click.option("--regroup", is_flag=True, help="First compare all articles anew for near-copies.")
@click.option("--compact", is_flag=True, help="First write the file without gaps; none can write meanwhile.")
@click.pass_context
def doctor_command(
    ctx: click.Context,
    db: str | None,
    named: str | None,
    nl: bool,
    rebuild_index: bool,
    merge_index: bool,
    regroup: bool,
    compact: bool,
) -> None:
    """Check versions, configuration, terminal, workspace and the corpus DB, and say what to do.

    The corpus is checked in full: file, index, the place of every mention in its text, counts.  A corpus of
    an older aitui is brought up to date.  Exit code 1 when anything is not sound.

    Others may search the corpus while its index is made anew: they have the one before until the new one is
    whole.
    """
    path = corpus(either(db, named))
    if rebuild_index or merge_index or regroup or compact:
        _maintain(path, rebuild_index, merge_index, regroup, compact)
    unsound = 0
    for check in _checks(path):
        unsound += not check.sound
        if nl:
            click.echo(to_json({"check": check.name, "sound": check.sound, "detail": check.detail}))
        else:
            click.echo(clean_line(f"{'ok ' if check.sound else 'BAD'}  {check.name:<13} {check.detail}"))
    if unsound:
        ctx.exit(1)


def _maintain(path: Path, rebuild_index: bool, merge_index: bool, regroup: bool, compact: bool) -> None:
    """Do what is asked to the corpus, and tell on stderr how far it is."""
    import time

    from aitui.ingest import copying
    from aitui.store import copies, database, fulltext

    # A corpus that is not there is not made.
    database.upgrade(path)
    database.open_reader(path).close()
    told = time.monotonic()

    def tell(come: fulltext.Renewal) -> None:
        nonlocal told
        if time.monotonic() - told >= _TOLD_EVERY or come.done == come.of:
            told = time.monotonic()
            click.echo(f"{come.done} of {come.of} articles are in the new index", err=True)

    with database.writing(path) as conn:
        if rebuild_index:
            fulltext.renew(conn, tell)
        if merge_index:
            for _ in fulltext.merge_stepwise(conn):
                pass
        if regroup:
            with database.transaction(conn):
                copies.anew(conn)
                copying.begin(conn)
            copying.settle(conn)
        if compact:
            database.compact(conn)


def _checks(path: Path) -> Iterator[Check]:
    from aitui import config
    from aitui.store import checks, database, workspace

    yield _versions()
    yield _terminal()
    try:
        config.load()
        yield checks.Check("configuration", True, str(config.config_path()))
    except AituiError as error:
        yield checks.Check("configuration", False, str(error))
    yield from _taggers()
    own = None
    try:
        own = workspace.open()
        yield checks.Check("workspace", True, str(workspace.default_path()))
    except AituiError as error:
        yield checks.Check("workspace", False, str(error))
    try:
        database.upgrade(path)
        with database.reading(path) as conn:
            yield checks.Check("corpus", True, str(path))
            yield from checks.corpus(conn)
            yield _rules(conn)
            yield _meaning(conn)
            if own is not None:
                yield checks.quotes(conn, own)
                yield checks.judged(conn, own)
    except AituiError as error:
        yield checks.Check("corpus", False, str(error))
    finally:
        if own is not None:
            own.close()


def _rules(conn: Connection) -> Check:
    """Return how many texts were read by other rules than today's; nothing is wrong with them."""
    from aitui import config
    from aitui.analysis.naming.taggers import registry
    from aitui.ingest.recipe import recipe
    from aitui.store import checks, runs

    try:
        ours = recipe(registry.parse(config.load().tagger))
    except AituiError as error:
        return checks.Check("rules", True, f"not compared: {error}")
    count = len(runs.stale(conn, ours))
    told = f"{count} texts were read by an older aitui or with other taggers; `aitui reindex` reads them anew"
    return checks.Check("rules", True, told if count else "all texts were read by the rules of today")


def _meaning(conn: Connection) -> Check:
    """Return whether articles can be compared by meaning: the extra, and the vectors of this corpus."""
    from aitui.analysis import meaning
    from aitui.store import articles, checks, vectors

    count = articles.count(conn)
    made = count - vectors.missing(conn, meaning.MODEL)
    told = f"{made} of {count} articles have a vector"
    if made < count:
        told += (
            "; `aitui reindex --vectors` makes the others"
            if made
            else "; `aitui reindex --vectors` makes them"
        )
    if not meaning.available():
        told = 'not installed, and not needed; pip install "aitui[semantic]"' + (f"; {told}" if made else "")
    return checks.Check("semantic", True, told)


def _versions() -> Check:
    from importlib.metadata import version

    from aitui import __version__
    from aitui.store.checks import Check
    from aitui.store.database import sqlite_version

    parts = [f"aitui {__version__}", f"Python {platform.python_version()}", f"SQLite {sqlite_version()}"]
    parts += [f"{name} {version(name)}" for name in ("textual", "sqlite-utils")]
    return Check("versions", True, ", ".join(parts))


def _taggers() -> Iterator[Check]:
    """Yield what is installed of each name tagger, and whether those that are configured can be had."""
    from aitui.analysis.naming.taggers import registry
    from aitui.cli.options import taggers
    from aitui.errors import TaggerError
    from aitui.store.checks import Check

    for name, told in registry.status():
        yield Check(f"tagger {name}", True, told)
    yield Check("names", True, "; ".join(_names_by_language()))
    try:
        chosen = taggers(None)
    except TaggerError as error:
        yield Check("taggers", False, f"config.toml: {error}")
    except AituiError:
        return  # the configuration is told of above
    else:
        yield Check("taggers", True, f"configured: {', '.join(chosen) or 'none'}")


def _names_by_language() -> Iterator[str]:
    """Yield what finds names in which languages; without a word on a language it is rules alone."""
    from aitui.analysis.naming.gazetteer import LANGUAGES
    from aitui.analysis.naming.tagger.languages import FILE_OF

    known, learned = set(LANGUAGES), set(FILE_OF)
    for told, langs in (
        ("gazetteer, tagger and rules", known & learned),
        ("gazetteer and rules", known - learned),
        ("tagger and rules", learned - known),
    ):
        if langs:
            yield f"{told}: {' '.join(sorted(langs))}"
    yield "rules alone: every other language"


def _terminal() -> Check:
    from aitui.store.checks import Check

    encoding = (sys.stdout.encoding or "unknown").lower()
    if not sys.stdout.isatty():
        return Check("terminal", True, f"output goes to no terminal, encoding {encoding}")
    size = os.get_terminal_size()
    term = os.environ.get("TERM", "")
    if term in ("", "dumb"):
        return Check("terminal", False, "TERM is not set to a terminal; use one such as xterm-256color")
    if "utf" not in encoding:
        return Check(
            "terminal", False, f"the encoding is {encoding}; set LANG to a UTF-8 locale such as C.UTF-8"
        )
    if size.columns < 80 or size.lines < 24:
        return Check("terminal", False, f"{size.columns}×{size.lines} is small; 80×24 is the least")
    return Check("terminal", True, f"{term}, {size.columns}×{size.lines}, {encoding}")
