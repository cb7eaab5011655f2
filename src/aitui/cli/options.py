"""Options that several commands share, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from aitui.errors import StoreError, UsageError
from aitui.model import EntityType

if TYPE_CHECKING:
    from aitui.ingest.executors import Readers
    from aitui.store.database import Connection
    from aitui.store.rows import FactMark, Filters
    from aitui.store.visible import VisibleMap

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")

db_option = click.option(
    "--db", metavar="DB", help="The corpus file.  [default: $AITUI_DB, else corpus.db in your data folder]"
)
limit_option = click.option(
    "--limit", metavar="N", type=click.IntRange(min=1), default=None, help="Show N at most.  [default: all]"
)

tagger_option = click.option(
    "--tagger",
    metavar="NAMES",
    help="Which models help to find names: builtin, ru, spacy, spacy:MODEL, several with commas between; "
    "none for the rules alone.  [default: as configured, else builtin]",
)


def format_options(command: F) -> F:
    """Add `--json --nl --csv --tsv`; the command gets the choice as `form`, `table` when none."""
    for name, text in (
        ("tsv", "Tab-separated values."),
        ("csv", "Comma-separated values."),
        ("nl", "JSON, one object a line."),
        ("json", "A JSON array."),
    ):
        command = click.option(f"--{name}", "form", flag_value=name, help=text)(command)
    return command


def filter_options(*, entity: bool = True, dates: str = "published") -> Callable[[F], F]:
    """Add `--entity --lang --source --since --until`.

    Args:
        entity: whether to add `--entity`.
        dates: the word for what `--since` and `--until` narrow.
    """

    def add(command: F) -> F:
        options = [
            click.option("--until", metavar="DATE", help=f"Only what was {dates} on that date or before it."),
            click.option("--since", metavar="DATE", help=f"Only what was {dates} on that date or after it."),
            click.option("--source", metavar="NAME", help="Only articles of this source."),
            click.option("--lang", metavar="CODE", help="Only articles in this language, such as ru."),
        ]
        if entity:
            options.append(
                click.option(
                    "--entity", metavar="NAME", help="Only what mentions it: its slug or any of its names."
                )
            )
        for option in options:
            command = option(command)
        return command

    return add


named_option = click.option("--db", "named", metavar="DB", help="The same as DB alone.")


def either(db: str | None, named: str | None) -> str | None:
    """Return the corpus that is named by DB or by `--db`, None where it is by neither.

    Raises:
        UsageError: two are named.
    """
    if db is not None and named is not None:
        raise UsageError("the corpus is named twice; leave one of DB and --db out")
    return named if db is None else db


def corpus(db: str | None) -> Path:
    """Return the corpus that `--db` means."""
    from aitui.config import corpus_path

    return corpus_path(db)


@contextmanager
def own_workspace() -> Iterator[Connection]:
    """Open the user's workspace; it is made where there is none."""
    from aitui.store import database, workspace

    with database.translated(workspace.default_path()), closing(workspace.open()) as own:
        yield own


def from_workspace(read: Callable[[Connection], T], nothing: T) -> T:
    """Return what is read from the user's workspace, `nothing` where there is none; none is made for it."""
    from aitui.store import workspace

    if not workspace.default_path().exists():
        return nothing
    with own_workspace() as own:
        return read(own)


def shown(conn: Connection) -> VisibleMap:
    """Return what the judgements of the user's workspace change in a corpus."""
    from aitui.store import judgements, visible

    return visible.load(conn, from_workspace(judgements.live, []))


def fact_marks() -> list[FactMark]:
    """Return what the user says of facts."""
    from aitui.store import fact_marks

    return from_workspace(fact_marks.live, [])


def article_of(conn: Connection, uid: str) -> int:
    """Return the article of a uid or of the beginning of one.

    Raises:
        StoreError: there is none, or there are several.
    """
    from aitui.store import articles

    found = articles.by_uid_prefix(conn, uid)
    if len(found) != 1:
        reason = (
            "begins the uid of several articles; give more of it" if found else "is the uid of no article"
        )
        raise StoreError(f"{uid}: {reason}; `aitui articles` lists them")
    return found[0]


def language(code: str | None) -> str | None:
    """Return the language that `--lang` says a text is in, in small letters.

    Raises:
        UsageError: it is no code.
    """
    if code is None or (code.isascii() and code.isalpha() and len(code) in (2, 3)):
        return code and code.lower()
    raise UsageError(f"--lang: “{code}” is no language code; give two letters, such as ru")


def published_on(date: str | None) -> str | None:
    """Return the day, month or year that `--published` says.

    Raises:
        UsageError: it is none of them.
    """
    from aitui.ingest.readers.fields import check_date

    found = None if date is None else check_date(date)
    if date is not None and found is None:
        raise UsageError(f"--published: “{date}” is no date; give YYYY, YYYY-MM or YYYY-MM-DD")
    return found


def taggers(given: str | None) -> tuple[str, ...]:
    """Return the name taggers that `--tagger` names, the configured ones where it is not given.

    Raises:
        TaggerError: one does not exist or is not installed.
        ConfigError: the configuration file has a mistake.
    """
    if given is None:
        from aitui import config

        given = config.load().tagger
    from aitui.analysis.naming.taggers import registry

    return registry.parse(given)


def readers_options(command: F) -> F:
    """Add `--jobs` and `--cluster`: who reads the texts."""
    command = click.option(
        "--cluster",
        metavar="ADDRESS",
        help="Read texts on a running Dask cluster, by the address of its scheduler (extra `cluster`).",
    )(command)
    return click.option(
        "--jobs",
        metavar="N",
        type=click.IntRange(min=0),
        default=1,
        show_default=True,
        help="Read texts in N processes at once; 0 for one a core.",
    )(command)


def readers_of(jobs: int, cluster: str | None, helpers: tuple[str, ...]) -> Readers:
    """Return who reads the texts; close them in the end.

    Raises:
        UsageError: both were asked for.
        WorkerError: there is no such cluster.
    """
    if cluster is not None and jobs != 1:
        raise UsageError("--jobs is for this machine and --cluster for others; leave one out")
    from aitui.ingest import executors

    return executors.cluster(cluster, helpers) if cluster else executors.processes(jobs, helpers)


def filters(
    conn: Connection,
    view: VisibleMap | None = None,
    /,
    *,
    entity: str | None = None,
    lang: str | None = None,
    source: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> Filters:
    """Return what the filter options mean in a corpus.

    Args:
        view: what judgements change; None to read it where an entity is named.

    Raises:
        UsageError: a date is none.
        StoreError: no such entity.
    """
    from aitui.store.rows import Filters

    if entity is not None and view is None:
        view = shown(conn)
    found = Filters(
        entity_id=None if entity is None else entity_id(conn, entity, view),
        lang=None if lang is None else lang.lower(),
        source=source,
        since=None if since is None else days("--since", since)[0],
        until=None if until is None else days("--until", until)[1],
    )
    return found if view is None else view.narrow(conn, found)


def entity_id(conn: Connection, name: str, view: VisibleMap | None = None) -> int:
    """Return the entity of a slug, else the most mentioned one that a name stands for.

    Raises:
        StoreError: there is none.
    """
    from aitui.store import entities, visible

    view = view or visible.RAW
    found = entities.by_uid(conn, name, view)
    if found is None:
        found = next(iter(entities.find(conn, name, 1, view)), None)
    if found is None:
        raise StoreError(f"no entity is called “{name}” here; `aitui entities` lists them")
    return found


def entity_type(given: str) -> str:
    """Return a type of entities, in the singular.

    Raises:
        UsageError: it is none.
    """
    types = get_args(EntityType)
    found = given.lower().removesuffix("s")
    if found not in types:
        raise UsageError(f"--type: “{given}” is no type; the types are {', '.join(types)}")
    return found


def days(option: str, value: str) -> tuple[str | None, str | None]:
    """Return the first and last day of a date given on the command line.

    Raises:
        UsageError: it is no date.
    """
    from aitui.analysis.measures.edtf import iso_bounds

    try:
        found = iso_bounds(value)
    except ValueError:
        found = None, None
    if not any(found):
        raise UsageError(f"{option}: “{value}” is no date; give YYYY, YYYY-MM or YYYY-MM-DD")
    return found
